// Room mode by one key: F2 takes what is private off this screen at once, before the server has heard of it.
// The server then keeps it off every page; only the button brings it back.
const KEY = "F2";

const on = document.querySelector("[data-room-mode] [value=on]");
const form = on.form;

async function leaveNothingPrivate() {
  if (document.body.classList.contains("in-room")) return;
  document.body.classList.add("in-room");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, on), redirect: "manual" });
    if (answer.type !== "opaqueredirect") form.requestSubmit(on);
  } catch {
    form.requestSubmit(on);
  }
}

form.addEventListener("submit", (event) => {
  if (event.submitter !== on || document.body.classList.contains("in-room")) return;
  event.preventDefault();
  leaveNothingPrivate();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== KEY || event.repeat) return;
  event.preventDefault();
  leaveNothingPrivate();
});
