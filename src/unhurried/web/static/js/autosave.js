// Keeps what is being written. Each keeping is an act of its own, so the form takes a new act id and counts on;
// words stay on the page whatever the server says.
const QUIET_FOR = 2000;
const TRY_AGAIN = 10000;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-autosave-status]");
    this.changed = false;
    this.saving = null;
    form.addEventListener("input", () => this.touched());
    form.addEventListener("submit", () => this.handOver());
    form.addEventListener("save", ({ detail }) => { detail.isSaved = this.settle(); });
    window.addEventListener("online", () => this.save());
    window.addEventListener("pagehide", () => this.save({ keepalive: true }));
  }

  touched() {
    this.changed = true;
    this.status.textContent = "";
    this.saveIn(QUIET_FOR);
  }

  saveIn(delay) {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.save(), delay);
  }

  // The form itself is on its way: a late draft must not come after it.
  handOver() {
    clearTimeout(this.waiting);
    this.changed = false;
    this.saving?.abort();
  }

  nextAct() {
    const { act, sequence } = this.form.elements;
    act.value = newId();
    sequence.value = Number(sequence.value) + 1;
  }

  // Whether all that was written is saved.
  async settle() {
    await this.underWay;
    await this.save();
    return !this.changed;
  }

  async save({ keepalive = false } = {}) {
    if (!this.changed || (this.saving && !keepalive)) return;
    this.changed = false;
    this.saving = new AbortController();
    const body = new FormData(this.form);
    this.nextAct();
    this.underWay = this.send(body, keepalive, this.saving.signal);
    const isKept = await this.underWay;
    this.saving = null;
    if (isKept !== null) this.tell(isKept);
    const { before } = this.form.elements;
    if (isKept && before) before.value = body.get("text");
  }

  // True or false: kept or not; null: handed over meanwhile. A redirect means that nobody is signed in any more.
  async send(body, keepalive, signal) {
    try {
      const url = this.form.dataset.autosaveUrl;
      const answer = await fetch(url, { method: "POST", body, keepalive, signal, redirect: "manual" });
      return answer.ok;
    } catch (fault) {
      return fault.name === "AbortError" ? null : false;
    }
  }

  tell(isKept) {
    this.status.textContent = isKept ? this.status.dataset.saved : this.status.dataset.unsaved;
    if (!isKept) this.changed = true;
    if (this.changed) this.saveIn(isKept ? QUIET_FOR : TRY_AGAIN);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Draft(form);
