// @ts-check
// Where a formula comes from and where it goes: each neighbour with a preview, and a way to it.

import { h } from "../core/elements.mjs";
import { lights } from "./layers.mjs";
import { authorSays, sign } from "../core/meanings.mjs";

export function hasLinks(links) {
  return Boolean(links) && Object.values(links).some((each) => each.length);
}

/** `bench` is {payload, words, data, light, actions}. */
export class Links {
  constructor(bench) {
    this.bench = bench;
    const { words, data: { links } } = bench;
    const group = (title, rows) => (rows.length ? [h("h4", {}, words.text(title)), h("ul", { class: "links" }, rows)] : null);
    this.element = h("div", { class: "links-pane" },
      group("comes-from", [...links.from.map((each) => this.bySymbol(each, "given-by")), ...this.row("refers-to", links.named)]),
      group("used-in", [...links.to.map((each) => this.bySymbol(each, "stands-in")), ...this.row("referred-by", links.cited),
        ...links.text.map((told) => this.sentence(told))]));
  }

  /** Where the author refers to the formula. */
  sentence(told) {
    const { payload, words } = this.bench;
    if (told.parts) return h("li", {}, authorSays(told, payload, words));
    return h("li", {}, h("span", { class: "small" }, words.text("referred-in-text"), " ", told.place));
  }

  bySymbol({ symbol, equations }, text) {
    const { payload, words, light } = this.bench;
    const found = payload.reading.symbols.find((each) => each.id === symbol);
    return h("li", {}, h("span", { class: "block small-block", ...lights(light, this.bench, { symbol }) }, sign(payload, found)), " ",
      h("span", { class: "small" }, words.text(text)), " ", equations.map((id) => this.jump(id)));
  }

  row(text, equations) {
    return equations.length ? [h("li", {}, h("span", { class: "small" }, this.bench.words.text(text)), " ", equations.map((id) => this.jump(id)))] : [];
  }

  jump(id) {
    const { payload, words, actions } = this.bench;
    const row = payload.byEquation.get(id);
    if (!row) return null;
    return h("button", { type: "button", class: "chip jump", ...actions.preview(id), onclick: () => actions.openFormula(id) },
      row.number ? `(${row.number})` : words.text("line", { line: row.line }));
  }

  show() {}

  focus() {
    this.element.querySelector("button")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}
