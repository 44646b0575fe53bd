// Room mode: what is private leaves the screen while somebody sits beside it. F2, or the button.
// Nothing is stored: the mark travels in the address, so that the next page is quiet from its first moment.
const KEY = "F2";
const MARK = "#room";

const root = document.documentElement;
const place = document.querySelector("[data-room-mode]");
const button = place.querySelector("button");

function isOn() {
  return root.hasAttribute("data-room");
}

// A link to a part of this page stays as it is, and so does the way out of the house.
function takeAlong(mark) {
  for (const link of document.links) {
    const isPlain = link.hash === "" || link.hash === MARK;
    if (link.origin === location.origin && isPlain && !link.getAttribute("href").startsWith("#")) link.hash = mark;
  }
  for (const form of document.forms) form.action = form.action.split("#")[0] + mark;
}

function turn(on) {
  const mark = on ? MARK : "";
  root.toggleAttribute("data-room", on);
  root.toggleAttribute("data-room-left", !on);
  button.setAttribute("aria-pressed", String(on));
  history.replaceState(null, "", location.pathname + location.search + mark);
  takeAlong(mark);
}

place.hidden = false;
if (location.hash === MARK) turn(true);
button.addEventListener("click", () => turn(!isOn()));
document.addEventListener("keydown", (event) => {
  if (event.key !== KEY || event.repeat) return;
  event.preventDefault();
  turn(!isOn());
});
