// Leaves at once, by the link or by Shift pressed three times: the page is blank before anything is fetched,
// and it is replaced, so that Back does not lead here. The server is only told, and closes what is private:
// nobody waits for it. Without this script the link is a plain link.
const PRESSES = 3;
const WITHIN = 2000;

const link = document.querySelector("[data-quick-exit]");
const status = document.querySelector("[data-quick-exit-status]");
let presses = [];
let alone = false;

function leave() {
  document.documentElement.hidden = true;
  document.title = "";
  document.body.replaceChildren();
  navigator.sendBeacon(link.href);
  window.location.replace(link.dataset.quickExit);
}

function pressed(now) {
  presses = [...presses.filter((at) => now - at < WITHIN), now];
  if (presses.length >= PRESSES) return leave();
  status.textContent = presses.length === 1 ? link.dataset.twoMore : link.dataset.oneMore;
}

// What only a script does is told only where scripts run.
for (const words of document.querySelectorAll("[data-with-scripts]")) words.hidden = false;

link.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

// Shift held for a capital letter is typing, not leaving.
document.addEventListener("keydown", (event) => {
  alone = event.key === "Shift";
  if (!alone) presses = [];
});

document.addEventListener("keyup", (event) => {
  if (event.key === "Shift" && alone) pressed(event.timeStamp);
  alone = false;
});
