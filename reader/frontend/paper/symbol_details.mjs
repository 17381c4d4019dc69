// @ts-check
// What was weighed for a symbol and not shown, and for one that nothing explains its first use and its relatives.

import { fold, h } from "../core/elements.mjs";
import { conceptChip } from "../core/concepts.mjs";
import { shortMeaning, sign } from "../core/meanings.mjs";

/** Nothing where there is no more to say. `quote(source)` draws an author's sentence with its place. */
export function enquiry(payload, words, symbol, actions, quote) {
  const found = payload.enquiries?.[symbol.id];
  if (!found) return [];
  return [firstUse(words, found, quote), relatives(payload, words, found, actions), candidates(payload, words, found, actions)].flat();
}

function firstUse(words, { first }, quote) {
  return first ? [h("h3", {}, words.text("first-use")), quote(first)] : [];
}

function relatives(payload, words, found, actions) {
  const ids = (found.relatives ?? []).filter((id) => payload.signs[id]);
  if (!ids.length) return [];
  const kin = payload.reading.symbols.filter((each) => ids.includes(each.id));
  return [h("h3", {}, words.text("relatives")), h("ul", { class: "kin" }, kin.map((each) => h("li", {},
    h("button", { type: "button", class: "chip", onclick: () => actions.pickSymbol(each.id) }, sign(payload, each)), " ",
    h("span", { class: "small" }, shortMeaning(payload, words, each, null)))))];
}

function candidates(payload, words, { near }, actions) {
  if (!near.length) return [];
  return [fold("weighed", words.text("weighed"), () => h("ul", { class: "requires" }, near.map(({ concept, name, why }) => h("li", {},
    conceptChip(payload, words, concept, actions) ?? h("b", {}, words.pick(name)), h("span", { class: "small" }, words.pick(why))))))];
}
