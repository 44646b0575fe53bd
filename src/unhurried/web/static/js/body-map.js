// Tells beside the body map what stands at the place one points at or has come to. Everything it tells is in the list.
const caption = document.querySelector("[data-body-caption]");
const links = document.querySelectorAll("[data-body-map] a");
const words = new Map([...links].filter((a) => a.ariaLabel).map((a) => [a.getAttribute("href"), a.ariaLabel]));

function tell(event) {
  caption.textContent = words.get(event.currentTarget.getAttribute("href")) ?? "";
}

if (caption) {
  caption.hidden = false;
  for (const link of links) {
    link.addEventListener("pointerenter", tell);
    link.addEventListener("focus", tell);
  }
}
