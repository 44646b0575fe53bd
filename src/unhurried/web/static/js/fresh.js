// A signed-in page never comes back from the browser's memory: what was true may no longer be,
// and somebody else may be holding the device.
function asksAnew() {
  document.documentElement.hidden = true;
  window.location.reload();
}

const isSignedIn = document.body.hasAttribute("data-signed-in");
window.addEventListener("pageshow", ({ persisted }) => { if (persisted && isSignedIn) asksAnew(); });

// Signing out, or in as somebody else, leads past the sign-in page: every other tab then asks anew who is there.
const tabs = new BroadcastChannel("unhurried");
if (window.location.pathname.endsWith("/account/sign-in/")) tabs.postMessage("out");
if (document.querySelector("[data-code-asked]")) tabs.postMessage("closed");

// So does whoever closes what their code had opened, once the page after it says that it is done.
const closing = document.querySelector("form[action$='/private/close/']");
closing?.addEventListener("submit", () => sessionStorage.setItem("closes", "yes"));
if (!closing && sessionStorage.getItem("closes")) {
  sessionStorage.removeItem("closes");
  tabs.postMessage("closed");
}
if (isSignedIn) tabs.onmessage = ({ data }) => { if (data === "out") asksAnew(); };
