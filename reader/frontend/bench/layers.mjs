// @ts-check
// 断面: the layers that a formula stands on, the top one first, and what of it lies in each.

import { h } from "../core/elements.mjs";
import { conceptChip, knownLegend } from "../core/concepts.mjs";
import { shortMeaning, sign } from "../core/meanings.mjs";

/** `bench` is {payload, words, data, light, actions, equation}. */
export class Layers {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.element = h("div", { class: "layers-pane" }, h("p", { class: "small" }, words.text("layers-how")), knownLegend(words),
      h("ol", { class: "strata" }, data.layers.map((stratum) => this.stratum(stratum))));
  }

  stratum({ layer, blocks, symbols, carriers, more }) {
    const { payload, words } = this.bench;
    const chips = [...blocks.map((id) => this.block(id)), ...symbols.map((id) => this.symbol(id))];
    const carrying = carriers.map((id) => conceptChip(payload, words, id, this.bench.actions)).filter(Boolean);
    return h("li", { class: chips.length ? "stratum" : "stratum carrying" }, h("p", { class: "stratum-name" }, words.text(`layer-${layer}`)),
      chips.length ? h("p", { class: "chips" }, chips) : null,
      carrying.length ? h("details", {}, h("summary", {}, words.text("carries", { count: carriers.length + more })),
        h("p", { class: "chips" }, carrying, more ? h("span", { class: "small" }, "…") : null)) : null);
  }

  block(id) {
    const { payload, words, data, light, actions } = this.bench;
    const places = data.blocks.filter((each) => each.block === id).map((each) => each.at);
    const known = actions.known?.has(payload.blocks[id].concept);
    return h("button", { type: "button", class: known ? "chip named known" : "chip named", onclick: () => actions.openConcept(payload.blocks[id].concept),
      ...lights(light, this.bench, places[0]) }, words.pick(payload.blocks[id].name));
  }

  symbol(id) {
    const { payload, words, light, actions, equation } = this.bench;
    const symbol = payload.reading.symbols.find((each) => each.id === id);
    return h("button", { type: "button", class: "chip", title: shortMeaning(payload, words, symbol, equation),
      onclick: () => actions.pickSymbol(id, equation), ...lights(light, this.bench, { symbol: id }) }, sign(payload, symbol));
  }

  show() {}

  focus() {
    this.element.querySelector("button, summary")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}

/** Listeners that light a part while a chip is pointed at or has the focus. */
export function lights(light, bench, part) {
  const [on, off] = [() => light.show(part), () => light.show(bench.lit)];
  return { onpointerenter: on, onfocus: on, onpointerleave: off, onblur: off };
}
