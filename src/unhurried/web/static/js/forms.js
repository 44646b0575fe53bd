// One tap sends a form once. A form marked data-always (Stop) may be sent again and again: it must never be held up.
const AGAIN_AFTER = 8000;
const sent = new WeakSet();

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

function release(form) {
  sent.delete(form);
  for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
}

function hold(form) {
  sent.add(form);
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
  setTimeout(() => release(form), AGAIN_AFTER);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "always" in form.dataset) return;
  if (sent.has(form)) event.preventDefault();
  else hold(form);
});

window.addEventListener("pageshow", () => [...document.forms].forEach(release));

document.querySelector("[data-takes-focus]")?.focus();
