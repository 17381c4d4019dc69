// @ts-check
// The symbols of one formula: each with what it means here, how that is known, and the part that it plays.

import { TARGET, h } from "../core/elements.mjs";
import { drawnMeaning, senseIn, shape, shortMeaning, sign } from "../core/meanings.mjs";
import { walk } from "../core/walking.mjs";

const NAMED = `:is([${TARGET}], [${TARGET}] > *)`;
const ASIDE = `:is(msub, msubsup, munder, munderover) > :nth-child(2), msup${NAMED} > :nth-child(2), msubsup${NAMED} > :nth-child(3)`; // indices
const MOST = 7; // symbols that are listed before the others are asked for

/** `bench` is {payload, words, row, light, actions}. */
export class Symbols {
  constructor(bench) {
    this.bench = bench;
    const known = new Map(bench.payload.reading.symbols.map((symbol) => [symbol.id, symbol]));
    const here = bench.row.symbols.filter((id) => known.has(id)).map((id) => known.get(id));
    const letters = here.filter((symbol) => symbol.role !== "operator" && senseIn(symbol, bench.equation).status !== "unknown");
    const telling = this.telling(letters);
    const first = new Set((telling.length ? telling : letters).slice(0, MOST));
    const rest = here.filter((symbol) => !first.has(symbol));
    this.rows = here.filter((symbol) => first.has(symbol)).map((symbol) => this.line(symbol));
    this.picks = h("div", { class: "picks", role: "toolbar", "aria-orientation": "vertical", "aria-label": bench.words.text("symbols-here") }, this.rows);
    this.element = h("div", { class: "symbols-pane" }, this.picks, rest.length ? this.others(rest) : null);
    this.reach();
    const light = (event) => this.light(event.target.closest(".pick"));
    this.element.addEventListener("pointerover", light);
    this.element.addEventListener("focusin", light);
    this.element.addEventListener("pointerleave", () => this.light(null));
  }

  /** In the order of the formula, without what is only an index or a label of others, and what means the same as one before. */
  telling(symbols) {
    const { payload, words, equation, light } = this.bench;
    const said = new Set();
    return symbols.map((symbol) => ({ symbol, at: light.pieces({ symbol: symbol.id }).find((piece) => !piece.closest(ASIDE)) }))
      .filter(({ symbol, at }) => at && symbol.part !== "index")
      .sort((a, b) => (a.at.compareDocumentPosition(b.at) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1))
      .map(({ symbol }) => symbol)
      .filter((symbol) => {
        const meaning = shortMeaning(payload, words, symbol, equation);
        return !said.has(meaning) && said.add(meaning);
      });
  }

  /** The others, behind a button that goes. */
  others(rest) {
    const button = h("button", { type: "button", class: "quiet-button more-symbols", onclick: () => {
      const more = rest.map((symbol) => this.line(symbol));
      this.rows.push(...more);
      this.picks.append(...more);
      this.reach();
      button.remove();
      more[0].focus();
    } }, this.bench.words.text("more-symbols", { count: rest.length }));
    return button;
  }

  reach() {
    this.rows.forEach((row, index) => { row.tabIndex = index ? -1 : 0; });
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
