// @ts-check
// Read with me: two to six sentences about a formula, each with the part that it speaks of.

import { ListenButton, silence } from "../core/aloud.mjs";
import { drawMath, h } from "../core/elements.mjs";
import { ownSentence } from "../core/meanings.mjs";
import { walk } from "../core/walking.mjs";

/** The sentences of one formula. The bench's `step` is the one in hand. */
export class Sentences {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.inHand = true; // a sentence takes its part
    this.rows = data.steps.map((step, index) => this.row(step, index));
    this.listen = new ListenButton(words, words.text("listen-steps"), { read: () => this.heard(), after: () => this.hasTurned() });
    this.element = h("div", { class: "sentences" }, h("ol", { "aria-label": words.text("read-with-me") }, this.rows),
      data.steps.length ? this.listen.element : null);
  }

  row(step, index) {
    const { bench } = this;
    const [on, off] = [() => bench.light.show(step.at), () => bench.light.show(bench.lit)];
    return h("li", { class: "sentence", tabindex: index === bench.step ? "0" : "-1", onpointerenter: on, onpointerleave: off,
      onclick: () => this.go(index), onfocus: () => this.go(index) }, ownSentence(bench.payload, step[bench.words.language]), sizesOf(bench.payload, bench.words, step));
  }

  /** Called when the pane comes to be seen, or another part was taken in hand. */
  show() {
    const { bench } = this;
    const { steps } = bench.data;
    if (!steps.length) return;
    const here = bench.part === steps[bench.step]?.at ? -1 : bench.nearest(steps.map((step) => step.at));
    this.go(here < 0 ? Math.min(bench.step, steps.length - 1) : here);
  }

  focus() {
    this.rows[this.bench.step]?.focus({ preventScroll: true });
  }

  go(index) {
    const { bench } = this;
    const isAnother = index !== bench.step; // a click gives the focus, too
    bench.step = index;
    this.rows.forEach((row, at) => {
      row.classList.toggle("current", at === index);
      row.tabIndex = at === index ? 0 : -1;
    });
    bench.choose(bench.data.steps[index].at);
    if (isAnother) this.listen.again();
  }

  /** The sentence in hand, to be read aloud. */
  heard() {
    const { words: { language }, data, step } = this.bench;
    return { text: data.steps[step]?.aloud[language] ?? "", language };
  }

  /** To the next sentence, where there is one. */
  hasTurned() {
    const { step, data } = this.bench;
    if (step + 1 < data.steps.length) this.go(step + 1);
    return this.bench.step > step;
  }

  /** Arrow keys walk the sentences; true if the key was ours. */
  key(event) {
    return walk(this.rows, event);
  }

  leave() {
    silence();
  }

  off() {
    this.listen.off();
  }
}

function sizesOf(payload, words, step) {
  if (step.kind !== "gives" || !step.shape.length) return null; // the shape of a part would be taken for that of the whole
  const sizes = step.shape.flatMap((size, index) => [index ? " × " : "", drawMath(payload.drawn[size]) ?? h("code", {}, size)]);
  return h("span", { class: "sizes" }, words.text("shape"), " ", sizes);
}
