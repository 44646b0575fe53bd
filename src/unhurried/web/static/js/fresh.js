// A signed-in page never comes back from the browser's memory: what was true may no longer be,
// and somebody else may be holding the device.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted || !document.body.hasAttribute("data-signed-in")) return;
  document.documentElement.hidden = true;
  window.location.reload();
});

// Signing out, or in as somebody else, leads past the sign-in page: every other tab then asks anew who is there.
const tabs = new BroadcastChannel("unhurried");
if (window.location.pathname.endsWith("/account/sign-in/")) tabs.postMessage("out");
if (document.querySelector("[data-code-asked]")) tabs.postMessage("closed");

function asksAnew() {
  document.documentElement.hidden = true;
  window.location.reload();
}

// What a code opened closes with it, on every tab, also on one that slept. Words being typed stay where they are:
// sending them asks for the code.
const closesAt = Date.now() + Number(document.body.dataset.closesIn ?? NaN) * 1000;
const mayBeOpen = !Number.isNaN(closesAt);
let isTyped = false;

function closes() {
  if (!isTyped) asksAnew();
}

if (mayBeOpen) {
  document.addEventListener("input", () => { isTyped = true; });
  document.addEventListener("visibilitychange", () => { if (Date.now() > closesAt) closes(); });
  setTimeout(closes, closesAt - Date.now() + 500);
}

if (document.body.hasAttribute("data-signed-in")) {
  tabs.onmessage = ({ data }) => {
    if (data === "out") asksAnew();
    else if (mayBeOpen) closes();
  };
}
