// A signed-in page never comes back from the browser's memory: what was true may no longer be,
// and somebody else may be holding the device.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted || !document.body.hasAttribute("data-signed-in")) return;
  document.documentElement.hidden = true;
  window.location.reload();
});
