// The symbols of one formula: each with what it means here, how that is known, and the part that it plays.

import { h } from "../core/elements.mjs";
import { drawnMeaning, senseIn, shape, sign } from "../core/meanings.mjs";

/** `bench` is {payload, words, row, light, actions}. */
export class Symbols {
  constructor(bench) {
    this.bench = bench;
    const known = new Map(bench.payload.reading.symbols.map((symbol) => [symbol.id, symbol]));
    this.rows = bench.row.symbols.filter((id) => known.has(id)).map((id) => this.line(known.get(id)));
    this.element = h("div", { class: "symbols-pane" }, h("p", { class: "small" }, bench.words.text("symbols-how")),
      h("div", { class: "picks", role: "toolbar", "aria-orientation": "vertical", "aria-label": bench.words.text("symbols-here") }, this.rows));
    this.rows.forEach((row, index) => { row.tabIndex = index ? -1 : 0; });
    const light = (event) => this.light(event.target.closest(".pick"));
    this.element.addEventListener("pointerover", light);
    this.element.addEventListener("focusin", light);
    this.element.addEventListener("pointerleave", () => this.light(null));
  }

  line(symbol) {
    const { payload, words, equation, actions } = this.bench;
    const { status } = senseIn(symbol, equation);
    return h("button", { type: "button", class: "pick", "data-symbol": symbol.id, onclick: () => actions.pickSymbol(symbol.id, equation) },
      h("span", { class: `block small-block ${status}` }, sign(payload, symbol)), shape(status),
      h("span", { class: "pick-said" }, drawnMeaning(payload, words, symbol, equation)),
      symbol.part && symbol.part !== "unknown" ? h("span", { class: "small" }, words.text(`part-${symbol.part}`)) : null);
  }

  show() {
    this.light(null);
  }

  focus() {
    this.rows.find((row) => row.tabIndex === 0)?.focus({ preventScroll: true });
  }

  light(row) {
    const { bench } = this;
    bench.light.show(row ? { symbol: row.dataset.symbol } : bench.lit);
  }

  key(event) {
    return walk(this.rows, event);
  }
}

/** Up and down, Home and End through rows of which one is reached by Tab. True for such a key. */
export function walk(rows, event) {
  const at = rows.indexOf(event.target.closest?.("[tabindex]"));
  const to = { ArrowDown: Math.min(at + 1, rows.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || to === undefined) return false;
  rows.forEach((row, index) => { row.tabIndex = index === to ? 0 : -1; });
  rows[to].focus();
  return true;
}
