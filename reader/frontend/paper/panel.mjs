// @ts-check
// The panel beside the formulas: what one symbol means here and how we know, what one concept is and stands on.

import { aboutConcept, conceptChip, conceptName } from "../core/concepts.mjs";
import { copyText, fold, h } from "../core/elements.mjs";
import { askingModel, changed, judging } from "./correcting.mjs";
import { QUOTED, givenBy, mark, ownWords, prose, senseIn, shape, sign } from "../core/meanings.mjs";

/**
 * Everything that is known about one symbol, seen from one equation: what it means here with the author's own sentence,
 * then the idea behind it; how we know is folded, and drawn when it is opened.
 */
export function explainSymbol(view, symbol, equation, more = () => []) {
  const { payload, words, actions } = view;
  const sense = senseIn(symbol, equation);
  const others = (symbol.senses ?? []).filter((other) => other !== sense && other.meaning && other.meaning !== sense.meaning);
  const [link, ...rest] = sense.concepts ?? [];
  const given = isUnsaid(sense) && !symbol.standing ? symbol.given_by : null;
  const isNotFound = isUnsaid(sense) && !symbol.standing && !given;
  const isHidden = isNotFound && view.refusals.has(symbol.id); // which is said below, with the way back
  return [
    h("div", { class: "card-head" }, h("span", { class: "block" }, sign(payload, symbol)),
      h("h2", { class: "meaning" }, meaning(payload, words, symbol, sense))),
    isHidden ? null : h("p", {}, isUnsaid(sense) && !isNotFound ? h("span", { class: "mark" }, shape("structure"), words.text(given || holdsThere(symbol, equation) ? "standing-known" : "standing-elsewhere")) : mark(words, sense.status)),
    given ? jumps(payload, words, symbol, [given.equation], actions) : null,
    isNotFound && !isHidden ? h("p", { class: "small" }, words.text("not-found")) : null,
    symbol.role === "operator" && !QUOTED.has(sense.status) ? null : quotation(payload, words, sense.meaning_source, symbol, isUnsaid(sense)),
    facts(payload, words, symbol),
    askingModel(view, symbol, equation),
    judging(view, symbol, equation, isUnsaid(sense)),
    changed(view, symbol),
    others.length ? senses(payload, words, symbol, sense, others, actions) : null,
    link && payload.concepts[link.id] ? idea(payload, words, link, rest, actions) : null,
    fold("uses", words.text("uses"), () => uses(payload, words, symbol, actions)),
    fold("how-known", words.text("how-known"), () => [
      link ? reason(payload, words, link) : null, part(words, symbol), weighed(payload, words, symbol, actions, more),
      written(words, symbol), sense.status === "unknown" ? question(payload, words, symbol, sense) : null]),
  ].flat(Infinity);
}

/** What else was found of it, which may have to be asked for. */
function weighed(payload, words, symbol, actions, more) {
  const box = h("div", {});
  actions.enquire(symbol.id, () => box.replaceChildren(...more(payload, words, symbol, actions, (source) => quotation(payload, words, source, symbol)).filter(Boolean)));
  return box;
}

const SENSES = 2; // other senses that are shown at once

/** A letter with several uses: where the one that is shown holds, and the others, each with its places. */
function senses(payload, words, symbol, sense, others, actions) {
  const here = sense.equations ?? symbol.senses.find((other) => other.meaning === sense.meaning)?.equations ?? [];
  const list = (some) => h("ul", { class: "senses" }, some.map((other) => otherSense(payload, words, symbol, other, actions)));
  const rest = others.slice(SENSES);
  return [here.length ? [h("h3", {}, words.text("holds-in")), jumps(payload, words, symbol, here, actions)] : null,
    h("h3", {}, words.text("senses")), list(others.slice(0, SENSES)),
    rest.length ? fold("more", words.text("more-declared", { count: rest.length }), () => list(rest)) : null];
}

/** The concept behind a symbol, with how it feels and what it rests on. */
function idea(payload, words, link, rest, actions) {
  const concept = payload.concepts[link.id];
  return h("section", { class: "concept" }, h("h3", {}, words.text("concept")), h("h4", {}, conceptName(words, concept)),
    h("p", {}, words.pick(concept.definition)),
    concept.feel ? h("p", { class: "feel" }, words.pick(concept.feel)) : null,
    fold("more-idea", words.text("more-idea"), () => [aboutConcept(payload, words, link.id, actions, { feel: false }),
      rest.length ? [h("h4", { class: "quiet" }, words.text("concepts-other")),
        h("p", { class: "chips" }, rest.map((other) => conceptChip(payload, words, other.id, actions)))] : null]));
}

/** Whether nothing explains the symbol. What the formulas alone show of it is said then. */
function isUnsaid(sense) {
  return sense.status === "unknown" && !sense.meaning;
}

/** What the symbol is drawn from, and what the authors set it to. */
function facts(payload, words, symbol) {
  const line = (...content) => h("p", { class: "small" }, content);
  const drawn = symbol.part_evidence?.distribution;
  return [
    drawn ? line(words.text("drawn-from"), " ", prose(payload, words, `$${drawn}$`)) : null,
    ...(symbol.values ?? []).map((value) => line(valueOf(payload, words, value.value), value.source
      ? [" ", h("span", { class: "place" }, `${value.source.file}:${value.source.line}`)] : null)),
  ];
}

/** The part that the symbol plays, and why we think so. */
function part(words, symbol) {
  const evidence = symbol.part_evidence;
  return evidence ? h("p", { class: "small" }, words.text("part-because", { part: words.text(`part-${symbol.part}`), why: words.pick(evidence.why) })) : null;
}

/** "set to 10⁻³", the value drawn where it is more than digits. */
function valueOf(payload, words, value) {
  const drawn = `$${value}$` in payload.prose ? prose(payload, words, `$${value}$`) : value;
  const [before, after] = words.text("set-to", { value: "\n" }).split("\n");
  return [before, drawn, after];
}

/** A button that copies a question about the symbol, as Markdown, to paste where someone may know. */
function question(payload, words, symbol, sense) {
  const paper = payload.reading.paper, source = sense.meaning_source;
  const title = (paper.title || paper.main) + (paper.id ? ` (arXiv:${paper.id})` : "");
  const place = source ? [words.text("question-stands", { place: `${source.file}:${source.line}` }),
    `> ${source.sentence.replace(/\s+/g, " ")}`] : [];
  const text = [words.text("question-asked", { symbol: symbol.latex, title }), ...place].join("\n\n");
  const button = h("button", { class: "quiet-button", type: "button", onclick: async () => {
    await copyText(text, button);
    button.textContent = words.text("question-copied");
  } }, words.text("question-copy"));
  return h("p", {}, button);
}

/** Whether what is said of a symbol's place is said of the formula from which it is looked at. */
function holdsThere(symbol, equation) {
  return !equation || symbol.standing.at.includes(equation);
}

function meaning(payload, words, symbol, sense) {
  if (isUnsaid(sense) && symbol.standing) return prose(payload, words, words.pick(symbol.standing));
  const own = ownWords(payload, words, sense);
  if (!QUOTED.has(sense.status) || !sense.meaning) return own || sense.meaning ? prose(payload, words, own || sense.meaning) : givenBy(words, symbol) || "—";
  const author = h("span", { class: "author", lang: payload.reading.lang ?? "" }, prose(payload, words, sense.meaning));
  return own && words.language === "ja" && own !== sense.meaning ? [prose(payload, words, own), h("span", { class: "aside" }, author)] : author;
}

/** The author's sentence with its place, the symbol lit in it. Where it explains nothing it must have the symbol at least. */
function quotation(payload, words, source, symbol, isMention = false) {
  if (!source?.sentence) return null;
  const said = h("blockquote", { lang: payload.reading.lang ?? "" }, prose(payload, words, source.sentence));
  lightIn(said, sign(payload, symbol));
  if (isMention && !said.querySelector(".lit")) return null;
  return h("figure", { class: "quotation" }, said,
    h("figcaption", {}, words.text("place", { file: source.file, line: source.line })));
}

function reason(payload, words, link) {
  const why = words.pick(link.why);
  return why ? h("p", { class: "why" }, h("b", {}, words.text("why")), " ", prose(payload, words, why)) : null;
}

function otherSense(payload, words, symbol, sense, actions) {
  return h("li", {}, h("span", { class: "author", lang: payload.reading.lang ?? "" }, prose(payload, words, sense.meaning ?? "—")), " ", mark(words, sense.status),
    quotation(payload, words, sense.meaning_source, symbol), jumps(payload, words, symbol, sense.equations ?? [], actions));
}

function uses(payload, words, symbol, actions) {
  const shown = new Set(payload.reading.equations.map((equation) => equation.id));
  const places = symbol.occurrences.filter((place) => shown.has(place.equation));
  const elsewhere = symbol.count - places.length;
  return [
    elsewhere > 0 && places.length ? h("p", { class: "small" }, words.text("uses-text", { count: elsewhere })) : null,
    ...jumps(payload, words, symbol, places.map((place) => place.equation), actions),
    symbol.count > 1 && places.length ? h("p", {}, h("button", { type: "button", class: "quiet-button", onclick: () => actions.keepOnly(symbol.id) },
      words.text("only-this"))) : null,
  ];
}

const AT_ONCE = 18; // places shown before the rest is folded away

function jumps(payload, words, symbol, ids, actions) {
  const chips = [...new Set(ids)].map((id) => payload.byEquation.get(id)).filter(Boolean).map((equation) => h("button",
    { class: "chip jump", type: "button", title: `${equation.section} ${equation.file}:${equation.line}`.trim(),
      onclick: () => actions.jump(equation.id, symbol.id) },
    placeName(equation, words)));
  const [first, rest] = [chips.slice(0, AT_ONCE), chips.slice(AT_ONCE)];
  return [first.length ? h("p", { class: "chips" }, first) : null,
    rest.length ? fold("more", words.text("more", { count: rest.length }), () => h("p", { class: "chips" }, rest)) : null];
}

/** By what a formula is named in a list: its number, else its line in the author's file. */
export function placeName({ number, line }, words) {
  return number ? `(${number})` : words.text("line", { line });
}

function written(words, symbol) {
  return h("p", { class: "small written" }, `${words.text("written")} `,
    symbol.written.slice(0, 6).flatMap((spelling, index) => [index ? ", " : "", h("code", {}, spelling)]));
}

/** Lights what is drawn as a sign is, wherever it stands in a sentence. */
function lightIn(said, drawnSign) {
  const wanted = shapeOfMath(drawnSign);
  if (!wanted) return;
  for (const each of said.querySelectorAll("math *")) if (shapeOfMath(each) === wanted && !each.parentElement.closest(".lit")) each.classList.add("lit");
}

/** How an element of a formula is drawn, without the rows that only group. */
function shapeOfMath(element) {
  if (["math", "mrow", "semantics"].includes(element.localName) && element.childElementCount === 1) return shapeOfMath(element.firstElementChild);
  if (!element.childElementCount) return `<${element.textContent.trim()}>`;
  return `${element.localName}(${[...element.children].map(shapeOfMath).join("")})`;
}
