// @ts-check
// Where a living formula is offered beside something else: below a paper's formula in which its block stands, and on the
// card of a concept that it shows.

import { h } from "../core/elements.mjs";
import { Living } from "./living.mjs";

/** Names of living formulas to choose from; the one that is chosen opens below. `ask(id, act)` brings its row. */
class Choice {
  payload; words; ask;

  constructor({ payload, words, ask }, ids) {
    Object.assign(this, { payload, words, ask, open: null });
    this.chips = ids.map((id) => h("button", { type: "button", class: "chip", "aria-expanded": "false", "data-living": id,
      onclick: () => this.choose(id) }, words.pick(payload.living[id].name)));
    this.place = h("div", { class: "living-place" });
    this.element = h("div", { class: "living-choice" }, h("p", { class: "chips" }, this.chips), this.place);
  }

  choose(id) {
    const again = this.open === id;
    this.off();
    this.open = again ? null : id;
    for (const chip of this.chips) chip.setAttribute("aria-expanded", String(chip.dataset.living === this.open));
    if (!this.open) return;
    const { payload, words } = this;
    this.ask(id, (row) => {
      if (!row || this.open !== id) return;
      this.shown = new Living({ language: words.language, row, texts: payload.texts });
      this.place.replaceChildren(this.shown.element);
    });
  }

  off() {
    this.shown?.off();
    this.shown = null;
    this.place.replaceChildren();
  }
}

/** The living formulas that show a concept; null where there is none. */
export function livingOfConcept(payload, words, concept, actions) {
  const ids = Object.keys(payload.living ?? {}).filter((id) => payload.living[id].concepts.includes(concept));
  if (!ids.length || !actions.living) return null;
  return h("div", { class: "living-of" }, h("h4", { class: "quiet" }, words.text("living-of")), new Choice({ payload, words, ask: actions.living }, ids).element);
}

/** The living formulas of the blocks that stand in a formula. */
export function livingIn({ payload, data }) {
  const blocks = new Set(data.blocks.map((each) => each.block));
  return Object.keys(payload.living ?? {}).filter((id) => payload.living[id].blocks.some((block) => blocks.has(block)));
}

/** A pane of the workbench. `bench` is {payload, words, data, actions}. */
export class LivingHere {
  constructor(bench) {
    this.choice = new Choice({ payload: bench.payload, words: bench.words, ask: bench.actions.living }, livingIn(bench));
    this.element = h("div", { class: "living-here" }, h("p", { class: "small" }, bench.words.text("living-here-how")), this.choice.element);
  }

  show() {}

  focus() {
    this.element.querySelector("button")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }

  off() {
    this.choice.off();
  }
}
