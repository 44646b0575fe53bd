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
if (document.body.hasAttribute("data-signed-in")) {
  tabs.onmessage = () => {
    document.documentElement.hidden = true;
    window.location.reload();
  };
}
