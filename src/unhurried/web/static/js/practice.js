// Paces one timed step: the ring empties, the breath widens and narrows, the body scan wanders.
// At the end it says so, once and softly. It never goes on by itself, and makes no sound unless it is asked to.
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
    this.voice = Voice.offeredBy(root.querySelector("[data-voice]"));
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
    this.tell(this.cue, at < into ? this.words.cueIn : at < into + hold ? this.words.cueHold : this.words.cueOut);
  }

  wander(elapsed) {
    const now = Math.min(this.areas.length - 1, Math.floor((elapsed * this.areas.length) / this.seconds));
    if (this.areas[now].hasAttribute("aria-current")) return;
    this.areas.forEach((area) => area.removeAttribute("aria-current"));
    this.areas[now].setAttribute("aria-current", "step");
    this.voice?.read(this.areas[now].textContent);
  }

  tell(element, words) {
    if (element.textContent === words) return;
    element.textContent = words;
    this.voice?.read(words);
  }

  togglePause() {
    if (this.pausedAt) {
      this.endsAt += Date.now() - this.pausedAt;
      this.pausedAt = null;
    } else {
      this.pausedAt = Date.now();
      this.voice?.hush();
    }
    this.pause.textContent = this.pausedAt ? this.pause.dataset.resumeWords : this.pause.dataset.pauseWords;
    say(this.over, this.pausedAt ? this.words.resting : "");
  }

  finish() {
    this.pause.hidden = true;
    this["time-left"].hidden = true;
    if (this.cue) this.cue.hidden = true;
    this.tell(this.over, this.words.finished);
  }
}

// Reads aloud once somebody has asked for it, by a voice that lives on this device: any other would send the
// words away to be spoken. Where there is none, nothing is offered.
class Voice {
  static offeredBy(button) {
    return button && "speechSynthesis" in window ? new Voice(button) : null;
  }

  constructor(button) {
    this.button = button;
    this.isOn = false;
    button.addEventListener("click", () => this.toggle());
    speechSynthesis.addEventListener("voiceschanged", () => this.offer());
    addEventListener("pagehide", () => this.hush());
    this.offer();
  }

  get own() {
    const language = document.documentElement.lang;
    return speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language));
  }

  offer() {
    this.button.hidden = !this.own;
  }

  toggle() {
    this.isOn = !this.isOn;
    this.button.setAttribute("aria-pressed", String(this.isOn));
    if (!this.isOn) this.hush();
  }

  read(words) {
    if (!this.isOn || !this.own) return;
    const said = new SpeechSynthesisUtterance(words.trim());
    said.voice = this.own;
    said.lang = this.own.lang;
    said.rate = 0.85;
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  }

  hush() {
    speechSynthesis.cancel();
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
