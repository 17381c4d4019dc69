// @ts-check
// What a symbol means or a reference refers to, beside it, while it is pointed at or has the focus.

import { keepWhole } from "../core/breaking.mjs";
import { drawMath, h } from "../core/elements.mjs";
import { drawnMeaning, senseIn, shape } from "../core/meanings.mjs";

const GAP = 8; // pixels between a symbol and its word
const PATIENCE = 150; // milliseconds that one points at a symbol before its word comes

export class Tip {
  /** `view` is {payload, words, symbols}. */
  constructor(view) {
    this.view = view;
    this.element = h("p", { class: "tip", role: "status", "aria-live": "polite", hidden: true });
  }

  /** The symbol was moved, by scrolling. */
  follow() {
    if (this.element.hidden) return;
    if (this.target.isConnected) this.place(this.target.getBoundingClientRect());
    else this.show(null);
  }

  /** `at` is {symbol, equation, target}; null takes the word away. */
  show(at) {
    clearTimeout(this.waiting);
    if (!at?.target?.isConnected) { this.element.hidden = true; return; }
    if (this.element.hidden) this.waiting = setTimeout(() => this.say(at), PATIENCE);
    else this.say(at);
  }

  say({ symbol, equation, target }) {
    const { payload, words, symbols } = this.view;
    const known = symbols.get(symbol);
    this.fill([shape(senseIn(known, equation).status), h("span", { class: "said" }, drawnMeaning(payload, words, known, equation))], target);
  }

  /** What a reference refers to, beside it: listeners for the element that refers. */
  preview(content) {
    return { onpointerenter: ({ target }) => this.fill(content(), target), onfocus: ({ target }) => this.fill(content(), target),
      onpointerleave: () => this.show(null), onblur: () => this.show(null) };
  }

  /** A displayed formula, small and whole. */
  formula(equation) {
    const math = drawMath(this.view.payload.mathml[equation]);
    if (!math) return [];
    const box = h("span", { class: "scroll" }, math);
    keepWhole(box);
    return [box];
  }

  fill(content, target) {
    clearTimeout(this.waiting);
    if (!content.length) return;
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    this.target = target;
    this.place(target.getBoundingClientRect());
  }

  /** Below the symbol, above it where there is no room, and never beyond the window. */
  place(symbol) {
    const { width, height } = this.element.getBoundingClientRect();
    const below = symbol.bottom + GAP + height < innerHeight;
    const left = Math.min(Math.max(symbol.left + symbol.width / 2 - width / 2, GAP), innerWidth - width - GAP);
    Object.assign(this.element.style, { left: `${left}px`, top: `${below ? symbol.bottom + GAP : symbol.top - GAP - height}px` });
  }
}
