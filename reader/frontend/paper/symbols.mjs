// @ts-check
// The symbols of one formula: each with what it means here, how that is known, and the part that it plays.

import { TARGET, h } from "../core/elements.mjs";
import { drawnMeaning, senseIn, shape, shortMeaning, sign } from "../core/meanings.mjs";
import { walk } from "../core/walking.mjs";

const BELOW = ":is(msub, msubsup, munder, munderover) > :nth-child(2)";
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

  /** Without what only stands below others, as an index does, or within their names; and what means the same as one before. */
  telling(symbols) {
    const { payload, words, equation, light } = this.bench;
    const said = new Set();
    return symbols.filter((symbol) => {
      const meaning = shortMeaning(payload, words, symbol, equation);
      if (said.has(meaning) || isAside(light.pieces({ symbol: symbol.id }))) return false;
      return said.add(meaning);
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

/** @param {Element[]} pieces what is drawn of a symbol */
function isAside(pieces) {
  return pieces.length > 0 && pieces.every((piece) => piece.parentElement?.closest(`[${TARGET}]`) || piece.closest(BELOW));
}
