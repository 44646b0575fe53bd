// Keeps a phone in step: it asks how the practice stands, and shows the page anew when it stands otherwise.
// Without an answer this phone rests by itself and begins nothing new; Stop can be pressed all the same.
const EVERY = 700;
const ASIDE = 0.15;
const PATIENCE = 2000;
const LOST_AFTER = 3000;
const ON_ITS_WAY = 8000;

const root = document.querySelector("[data-together]");
const lost = root.querySelector("[data-lost]");
let heardAt = Date.now();
let sentAt = -Infinity;

// What was pressed is on its way: to look again now would take it back.
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) sentAt = Date.now();
});

function again() {
  if (Date.now() - sentAt > ON_ITS_WAY) window.location.reload();
}

async function ask() {
  const headers = { "If-None-Match": `"${root.dataset.revision}"` };
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(root.dataset.poll, { headers, signal, cache: "no-store", credentials: "omit" });
  if (answer.status >= 500) throw new Error("not just now");
  return answer;
}

// What is no longer to be done leaves the screen before anything else is fetched.
async function heed(answer) {
  const told = answer.ok ? await answer.json() : {};
  if (told.paused || told.ended) root.hidden = true;
  again();
}

async function listen() {
  try {
    const answer = await ask();
    heardAt = Date.now();
    if (answer.status !== 304 || lost.textContent) await heed(answer);
  } catch {
    if (Date.now() - heardAt > LOST_AFTER) rest();
  }
  setTimeout(listen, EVERY * (1 + ASIDE * (2 * Math.random() - 1)));
}

// The timer stands still, and every button but Stop is put away until there is an answer again.
function rest() {
  if (lost.textContent) return;
  lost.textContent = lost.dataset.words;
  document.querySelector("[data-guide] [data-pause]")?.click();
  for (const form of document.querySelectorAll("form:not([data-always])")) {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  }
}

const LONGEST = 12 * 60 * 60;

// A little after, so that the server has come to it as well. A phone that rests keeps the page it has, and Stop.
const onTime = () => lost?.textContent || again();
const seconds = Number(root.dataset.againIn ?? NaN);
if (seconds < LONGEST) setTimeout(onTime, seconds * 1000 + 300);
if (root.dataset.poll) listen();
