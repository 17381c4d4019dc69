// @ts-check
// A concept: its name, a chip that opens it, what it is and stands on.

import { drawMath, h } from "./elements.mjs";
import { livingOfConcept } from "../living/living_here.mjs";

const HARD = /[\u3400-\u9fff々]/;
const toHiragana = (text) => text.replace(/[ァ-ヶ]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60));

/** A concept's name; Japanese characters that are hard to read have their reading above them. */
export function conceptName(words, concept) {
  const name = words.pick(concept.name);
  if (words.language !== "ja" || !concept.reading || !HARD.test(name)) return name;
  const [said, plain] = [concept.reading, toHiragana(name)];
  let [from, end] = [0, 0];
  while (from < Math.min(name.length, said.length) && plain[from] === said[from]) from++;
  while (end < Math.min(name.length, said.length) - from && plain.at(-1 - end) === said.at(-1 - end)) end++;
  const [hard, above] = [name.slice(from, name.length - end), said.slice(from, said.length - end)];
  return hard && above ? h("span", {}, name.slice(0, from), h("ruby", {}, hard, h("rt", {}, above)), name.slice(name.length - end)) : name;
}

/** What the hatching of layers and of ideas says. */
export function knownLegend(words) {
  return h("p", { class: "small known-legend" }, h("span", { class: "swatch", "aria-hidden": "true" }), words.text("legend-new"),
    h("span", { class: "swatch known", "aria-hidden": "true" }), words.text("legend-known"));
}

/** A concept as a small block that opens it. */
export function conceptChip(payload, words, id, actions, why = null) {
  const concept = payload.concepts[id];
  if (!concept) return null;
  return h("button", { class: actions.known?.has(id) ? "chip known" : "chip", type: "button", title: why, onclick: () => actions.openConcept(id) },
    conceptName(words, concept));
}

/** Definition, formula, numbers and prerequisites of a concept, and the formulas that use it where `actions.formulasOf` has them. */
export function conceptCard(payload, words, id, actions) {
  const concept = payload.concepts[id];
  return h("section", { class: "concept" }, h("h4", { "aria-level": "3" }, conceptName(words, concept)),
    h("p", {}, words.pick(concept.definition)), tick(words, id, actions.known), actions.formulasOf?.(id) ?? null, restOf(payload, words, id, actions));
}

/** The rest about a concept, and whether one knows it; without its feel where that stands already. */
export function aboutConcept(payload, words, id, actions, { feel = true } = {}) {
  return [restOf(payload, words, id, actions, feel), tick(words, id, actions.known)];
}

function restOf(payload, words, id, actions, feel = true) {
  const concept = payload.concepts[id];
  const requires = concept.requires.filter((needed) => payload.concepts[needed.concept]);
  return [
    feel && concept.feel ? h("p", { class: "small feel" }, h("b", {}, words.text("feel")), " ", words.pick(concept.feel)) : null,
    concept.formula ? h("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": words.text("formula") }, drawMath(concept.formula)) : null,
    concept.example ? h("p", { class: "small" }, h("b", {}, words.text("example")), " ", words.pick(concept.example)) : null,
    livingOfConcept(payload, words, id, actions),
    ["read", "why"].map((kind) => needs(payload, words, actions, kind, requires.filter((needed) => needed.kind === kind))),
    concept.layer ? h("p", { class: "small" }, words.text("layer", { layer: words.pick(concept.layer) })) : null,
  ];
}

/** The prerequisites of one kind, each with its reason. */
function needs(payload, words, actions, kind, needed) {
  return needed.length ? [h("h4", { class: "quiet" }, words.text(`requires-${kind}`)),
    h("ul", { class: "requires" }, needed.map(({ concept, why }) => h("li", {},
      conceptChip(payload, words, concept, actions), h("span", { class: "small" }, words.pick(why)))))] : null;
}

/** "I know this": what one ticks is left out of what is to be learned. */
function tick(words, id, known) {
  if (!known) return null;
  const box = h("input", { type: "checkbox", onchange: () => known.set(id, box.checked) });
  box.checked = known.has(id);
  return h("label", { class: "tick small" }, box, words.text("i-know-this"));
}
