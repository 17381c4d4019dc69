// Read with me: a formula's steps, one at a time, each with the part that it speaks of; and how all of it is said.

import { ListenButton, silence } from "../core/aloud.mjs";
import { copyText, drawMath, h } from "../core/elements.mjs";
import { ownSentence } from "../core/meanings.mjs";

/** The steps of one formula. The bench's `step` is kept up to date. */
export class Steps {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.marks = data.steps.map((_, index) => h("button", { type: "button", class: "brick", tabindex: "-1",
      "aria-label": words.text("step", { number: index + 1, count: data.steps.length }), onclick: () => this.go(index) }));
    this.told = h("div", { class: "told", "aria-live": "polite" });
    this.back = h("button", { type: "button", class: "chip turn", onclick: () => this.turn(-1) }, words.text("step-back"));
    this.next = h("button", { type: "button", class: "chip turn forward", onclick: () => this.turn(1) });
    this.listen = new ListenButton(words, words.text("listen-steps"), { read: () => this.heard(), after: () => this.hasTurned() });
    this.said = new SaidAloud(bench);
    this.inHand = true; // each step takes its part
    const turning = [this.told, h("div", { class: "turns" }, this.back, h("span", { class: "bricks" }, this.marks), this.next), this.listen.element];
    this.element = h("div", { class: "steps" }, data.steps.length ? turning : null, this.said.element);
  }

  /** Called when the pane comes to be seen. */
  show() {
    const { bench } = this;
    const { steps } = bench.data;
    if (!steps.length) return;
    const here = bench.part === steps[bench.step]?.at ? -1 : bench.nearest(steps.map((step) => step.at));
    this.go(here < 0 ? Math.min(bench.step, steps.length - 1) : here);
  }

  focus() {
    this.next.focus({ preventScroll: true });
  }

  turn(by) {
    const { length } = this.bench.data.steps;
    const next = this.bench.step + by;
    if (next >= 0) this.go(next < length ? next : 0);
  }

  go(index) {
    const { words, data, payload } = this.bench;
    const step = data.steps[index];
    this.bench.step = index;
    this.told.replaceChildren(
      h("p", { class: "count small" }, words.text("step", { number: index + 1, count: data.steps.length })),
      h("p", { class: "sentence" }, ownSentence(payload, step[words.language])), sizesOf(payload, words, step) ?? "");
    this.marks.forEach((mark, at) => mark.classList.toggle("laid", at <= index));
    this.back.disabled = index === 0;
    this.next.replaceChildren(words.text(index === data.steps.length - 1 ? "step-again" : "step-next"));
    this.bench.choose(step.at);
    this.listen.again();
  }

  /** The step in hand, to be read aloud. */
  heard() {
    const { words: { language }, data, step } = this.bench;
    return { text: data.steps[step]?.aloud[language] ?? "", language };
  }

  /** To the next step, where there is one. */
  hasTurned() {
    const { step, data } = this.bench;
    if (step + 1 < data.steps.length) this.go(step + 1);
    return this.bench.step > step;
  }

  /** Arrow keys turn over; true if the key was ours. */
  key(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.target.closest(".said")) return false;
    if (by > 0 && this.bench.step === this.bench.data.steps.length - 1) return true;
    this.turn(by);
    return true;
  }

  leave() {
    silence();
  }

  off() {
    this.listen.off();
    this.said.listen.off();
  }
}

function sizesOf(payload, words, step) {
  if (!step.shape.length) return null;
  const sizes = step.shape.flatMap((size, index) => [index ? " × " : "", drawMath(payload.drawn[size]) ?? h("code", {}, size)]);
  return h("p", { class: "small sizes" }, words.text("shape"), " ", sizes);
}

// Which reading, in which language it is said, and the row of the table that names it.
const READINGS = [
  { language: "en", exact: false, name: "said-en" },
  { language: "en", exact: true, name: "said-en-exact" },
  { language: "ja", exact: false, name: "said-ja" },
  { language: "ja", exact: true, name: "said-ja-exact" },
];

/** The formula's readings: as a lecturer says it and exactly, in both languages; to read, to hear, to copy. */
class SaidAloud {
  constructor({ words, data }) {
    Object.assign(this, { words, said: data.said });
    const own = READINGS.filter((each) => each.language === words.language);
    this.order = [...own, ...READINGS.filter((each) => !own.includes(each))];
    this.chosen = this.order[0];
    this.text = h("p", { class: "reading-aloud" });
    this.choices = this.order.map((each) => h("button", { type: "button", class: "chip", onclick: () => this.choose(each) }, words.text(each.name)));
    this.copied = h("span", { class: "small", role: "status" });
    this.listen = new ListenButton(words, words.text("listen"), { read: () => this.heard(), explains: true });
    this.element = h("details", { class: "said" }, h("summary", {}, words.text("said")), h("p", { class: "chips" }, this.choices), this.text,
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
}
