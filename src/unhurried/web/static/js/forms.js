// One tap sends a form once. A form marked data-always (Stop) may be sent again and again: it must never be held up.
const AGAIN_AFTER = 8000;
const sent = new WeakSet();

// Words that were typed, and neither sent nor saved as they are written, are not lost without a question. Nobody is asked
// in a hurry: whatever leaves a page at once, or closes it by itself, has blanked or covered it first.
const WORDS = "textarea:not([readonly]), input:is(:not([type]), [type=text], [type=email], [type=url])";
const HURRIED = "[data-always], [data-room-mode] form, [action$='/private/close/']";
const UNSEEN = ":root[hidden], main.closed";
const isSignedIn = document.body.hasAttribute("data-signed-in");
const hasComeBack = document.querySelector(".error-summary") !== null;
let isHurried = false;

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
  if (form.method !== "post") return;
  isHurried = form.matches(HURRIED);
  if ("always" in form.dataset) return;
  if (sent.has(form)) event.preventDefault();
  else hold(form);
});

// A form that came back holds what was typed before as if it were there from the start.
function holdsUnsent(form) {
  if (form.method !== "post" || sent.has(form) || "autosave" in form.dataset) return false;
  const words = [...form.elements].filter((element) => element.matches(WORDS));
  return words.some((field) => field.value !== (hasComeBack ? "" : field.defaultValue));
}

window.addEventListener("beforeunload", (event) => {
  if (!isSignedIn || isHurried || document.querySelector(UNSEEN)) return;
  if ([...document.forms].some(holdsUnsent)) event.preventDefault();
});

window.addEventListener("pageshow", () => [...document.forms].forEach(release));

document.querySelector("[data-takes-focus]")?.focus();
