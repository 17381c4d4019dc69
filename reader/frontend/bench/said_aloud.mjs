// How a formula is said aloud: as a lecturer says it and exactly, in both languages; to read, to hear, to copy.

import { ListenButton, silence } from "../core/aloud.mjs";
import { copyText, h } from "../core/elements.mjs";

// Which reading, in which language it is said, and the row of the table that names it.
const READINGS = [
  { language: "en", exact: false, name: "said-en" },
  { language: "en", exact: true, name: "said-en-exact" },
  { language: "ja", exact: false, name: "said-ja" },
  { language: "ja", exact: true, name: "said-ja-exact" },
];

/** `bench` is {words, data}. */
export class SaidAloud {
  constructor({ words, data }) {
    Object.assign(this, { words, said: data.said });
    const own = READINGS.filter((each) => each.language === words.language);
    this.order = [...own, ...READINGS.filter((each) => !own.includes(each))];
    this.chosen = this.order[0];
    this.text = h("p", { class: "reading-aloud" });
    this.choices = this.order.map((each) => h("button", { type: "button", class: "chip", onclick: () => this.choose(each) }, words.text(each.name)));
    this.copied = h("span", { class: "small", role: "status" });
    this.listen = new ListenButton(words, words.text("listen"), { read: () => this.heard(), explains: true });
    this.element = h("div", { class: "said" }, h("p", { class: "chips" }, this.choices), this.text,
      h("p", { class: "doing" }, this.listen.element, h("button", { type: "button", class: "quiet-button", onclick: () => this.copy() }, words.text("copy")),
        this.copied));
    this.choose(this.chosen);
  }

  choose(reading) {
    this.chosen = reading;
    const { text, language } = this.heard();
    this.text.textContent = text;
    this.text.lang = language;
    this.copied.textContent = "";
    this.order.forEach((each, index) => this.choices[index].setAttribute("aria-pressed", String(each === reading)));
    this.listen.refresh();
    this.listen.again();
  }

  heard() {
    const { language, exact } = this.chosen;
    return { text: (exact ? this.said.exact : this.said)[language], language };
  }

  async copy() {
    await copyText(this.text.textContent, this.text);
    this.copied.textContent = this.words.text("copied");
  }

  show() {}

  focus() {
    this.choices[0].focus({ preventScroll: true });
  }

  key() {
    return false;
  }

  leave() {
    silence();
  }

  off() {
    this.listen.off();
  }
}
