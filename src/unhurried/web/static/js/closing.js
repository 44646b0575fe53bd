// What a code opened closes with it, on every tab, also on one that slept. A page that merely lies there asks anew.
// One on which something was typed is covered: what is saved as it is written is saved and taken off the page; all
// else stays under the cover until the code is given.
const STILL_TYPING = 60000;

class Closing {
  constructor(template) {
    this.template = template;
    this.token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    this.changedAt = document.body.hasAttribute("data-holds-words") ? 0 : null;
    for (const kind of ["input", "submit"]) document.addEventListener(kind, (event) => this.changed(event));
    document.addEventListener("visibilitychange", () => this.look());
    new BroadcastChannel("unhurried").onmessage = ({ data }) => { if (data === "closed") this.close(); };
    this.opensFor(document.body.dataset.closesIn);
  }

  changed({ target }) {
    if (!this.cover?.contains(target)) this.changedAt = Date.now();
  }

  opensFor(seconds) {
    this.closesAt = Date.now() + Number(seconds) * 1000;
    this.look();
  }

  // Whoever is typing is there: a minute after the last letter is soon enough.
  look() {
    clearTimeout(this.waiting);
    if (this.cover) return;
    const left = Math.max(this.closesAt, (this.changedAt ?? 0) + STILL_TYPING) - Date.now();
    if (left < 0) this.close();
    else this.waiting = setTimeout(() => this.look(), left + 500);
  }

  async close() {
    if (this.cover) return;
    if (this.changedAt === null) {
      document.documentElement.hidden = true;
      window.location.reload();
      return;
    }
    this.hide();
    const form = document.querySelector("form[data-found-at]");
    if (form && await allSaved(form)) this.takeOff(form);
  }

  hide() {
    this.focused = document.activeElement;
    this.title = document.title;
    document.title = "Unhurried";
    this.hidden = [...document.body.children, document.querySelector(".skip")]
      .filter((one) => !one.hidden && !one.matches(".leave"));
    for (const one of this.hidden) one.hidden = true;
    document.body.append(this.template.content.cloneNode(true));
    this.cover = document.body.lastElementChild;
    this.cover.addEventListener("submit", (event) => this.asked(event));
    this.cover.querySelector("input").focus();
  }

  takeOff(form) {
    this.foundAt = form.dataset.foundAt;
    for (const one of this.hidden) one.remove();
    for (const words of this.cover.querySelectorAll("[data-here], [data-saved]")) words.hidden = !words.hidden;
  }

  async asked(event) {
    event.preventDefault();
    const code = this.cover.querySelector("input");
    const page = await this.opened(event.target.action, code.value);
    code.value = "";
    if (page?.body.dataset.closesIn) this.uncover(page.body.dataset.closesIn);
    else this.refuse(page?.querySelector(".field-error")?.textContent);
  }

  // The page that the code leads to; nothing without a connection.
  async opened(url, code) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: this.token, private_password: code });
    try {
      const answer = await fetch(url, { method: "POST", body });
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      return null;
    }
  }

  refuse(words) {
    const said = this.cover.querySelector("[role=alert]");
    said.textContent = words?.trim() || said.dataset.unsent;
    this.cover.querySelector("input").focus();
  }

  uncover(seconds) {
    if (this.foundAt) return window.location.replace(this.foundAt);
    this.cover.remove();
    this.cover = null;
    for (const one of this.hidden) one.hidden = false;
    document.title = this.title;
    this.focused.focus();
    this.opensFor(seconds);
  }
}

async function allSaved(form) {
  const asked = {};
  form.dispatchEvent(new CustomEvent("save", { detail: asked }));
  return asked.isSaved;
}

const template = document.querySelector("template[data-closed]");
if (template) new Closing(template);
