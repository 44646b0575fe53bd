// Paces one timed step: the ring empties, the breath widens and narrows, the body scan wanders.
// At the end it says so, once and softly. It never goes on by itself and makes no sound.
const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
const RING = 1000;
const SMALL = 46;
const WIDE = 82;

// From 0 to 1 without a jerk at either end, as lungs do.
const eased = (share) => (1 - Math.cos(Math.PI * share)) / 2;

class Guide {
  constructor(root) {
    this.root = root;
    this.words = root.dataset;
    this.seconds = Number(this.words.seconds);
    this.endsAt = Date.now() + Number(this.words.remaining) * 1000;
    this.pausedAt = null;
    this.areas = [...root.querySelectorAll("[data-area]")];
    for (const part of ["ring", "breath", "cue", "time-left", "over", "pause"]) {
      this[part] = root.querySelector(`[data-${part}]`);
    }
    this.pause.hidden = false;
    this.pause.addEventListener("click", () => this.togglePause());
    this.tick();
  }

  get left() {
    return Math.max(0, (this.endsAt - (this.pausedAt ?? Date.now())) / 1000);
  }

  tick() {
    const left = this.left;
    this.show(left);
    if (left === 0) return this.finish();
    if (this.breath && !isStill.matches) requestAnimationFrame(() => this.tick());
    else setTimeout(() => this.tick(), 250);
  }

  show(left) {
    const minutes = Math.ceil(left / 60);
    say(this["time-left"], minutes > 1 ? this.words.left.replace("{n}", minutes) : this.words.last);
    this.ring?.setAttribute("stroke-dashoffset", Math.round(RING * (1 - left / this.seconds)));
    if (this.breath) this.breathe(this.seconds - left);
    if (this.areas.length) this.wander(this.seconds - left);
  }

  breathe(elapsed) {
    const [into, hold, out] = ["breatheIn", "hold", "breatheOut"].map((part) => Number(this.words[part]));
    const at = elapsed % (into + hold + out);
    const width = at < into ? eased(at / into) : at < into + hold ? 1 : 1 - eased((at - into - hold) / out);
    this.breath.setAttribute("r", (SMALL + (WIDE - SMALL) * width).toFixed(2));
    say(this.cue, at < into ? this.words.cueIn : at < into + hold ? this.words.cueHold : this.words.cueOut);
  }

  wander(elapsed) {
    const now = Math.min(this.areas.length - 1, Math.floor((elapsed * this.areas.length) / this.seconds));
    this.areas.forEach((area, place) => {
      if (place === now) area.setAttribute("aria-current", "step");
      else area.removeAttribute("aria-current");
    });
  }

  togglePause() {
    if (this.pausedAt) {
      this.endsAt += Date.now() - this.pausedAt;
      this.pausedAt = null;
    } else {
      this.pausedAt = Date.now();
    }
    this.pause.textContent = this.pausedAt ? this.pause.dataset.resumeWords : this.pause.dataset.pauseWords;
    say(this.over, this.pausedAt ? this.words.resting : "");
  }

  finish() {
    this.pause.hidden = true;
    this["time-left"].hidden = true;
    if (this.cue) this.cue.hidden = true;
    say(this.over, this.words.finished);
  }
}

// Only what changed is written, so that a screen reader is left in peace.
function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

async function keepAwake() {
  if (document.visibilityState !== "visible") return;
  await navigator.wakeLock?.request("screen").catch(() => {});
}

const guides = [...document.querySelectorAll("[data-guide]")].map((root) => new Guide(root));
if (guides.length) {
  keepAwake();
  document.addEventListener("visibilitychange", keepAwake);
}
