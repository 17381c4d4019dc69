// The panel beside the formulas: what one symbol means here and how we know, what one concept is and stands on.

import { aboutConcept, conceptChip, conceptName } from "../core/concepts.mjs";
import { copyText, fold, h } from "../core/elements.mjs";
import { QUOTED, givenBy, mark, ownWords, prose, senseIn, shape, sign } from "../core/meanings.mjs";

/**
 * Everything that is known about one symbol, seen from one equation: first what is particular to this paper, then the
 * general idea in brief; the rest is folded, and drawn when it is opened.
 */
export function explainSymbol(payload, words, symbol, equation, actions, more = () => []) {
  const sense = senseIn(symbol, equation);
  const others = (symbol.senses ?? []).filter((other) => other !== sense && other.meaning !== sense.meaning);
  const [link, ...rest] = sense.concepts ?? [];
  return [
    h("div", { class: "card-head" }, h("span", { class: "block" }, sign(payload, symbol)),
      h("h2", { class: "meaning" }, meaning(payload, words, symbol, sense))),
    h("p", {}, isUnsaid(sense) && symbol.standing ? [shape("structure"), " ", words.text("standing-known")] : mark(words, sense.status)),
    isUnsaid(sense) && !symbol.standing ? h("p", { class: "small" }, words.text("not-found")) : null,
    quotation(payload, words, sense.meaning_source),
    link && sense.status !== "paper" ? reason(words, link) : null,
    facts(payload, words, symbol),
    sense.status === "unknown" ? question(payload, words, symbol, sense) : null,
    others.length ? senses(payload, words, symbol, sense, others, actions) : null,
    link && payload.concepts[link.id] ? idea(payload, words, link, sense, rest, actions) : null,
    more(payload, words, symbol, actions, (source) => quotation(payload, words, source)),
    fold("uses", words.text("uses-folded", { count: symbol.count }), () => uses(payload, words, symbol, actions)),
    written(words, symbol),
    sense.status === "unknown" ? null : correction(payload, words, symbol),
  ].flat(Infinity);
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

/** The concept behind a symbol in two lines. */
function idea(payload, words, link, sense, rest, actions) {
  const concept = payload.concepts[link.id];
  const definition = h("p", { class: "in-brief" }, words.pick(concept.definition));
  const all = fold("more-idea", words.text("more-idea"), () => [
    sense.status === "paper" ? reason(words, link) : null, aboutConcept(payload, words, link.id, actions),
    rest.length ? [h("h4", { class: "quiet" }, words.text("concepts-other")),
      h("p", { class: "chips" }, rest.map((other) => conceptChip(payload, words, other.id, actions)))] : null]);
  all.addEventListener("click", () => definition.classList.toggle("in-brief", !all.classList.contains("open")));
  return h("section", { class: "concept" }, h("h3", {}, words.text("concept")), h("h4", {}, conceptName(words, concept)), definition, all);
}

/** Whether nothing explains the symbol. What the formulas alone show of it is said then. */
function isUnsaid(sense) {
  return sense.status === "unknown" && !sense.meaning;
}

/** The part that the symbol plays, what it is drawn from, and what the authors set it to. */
function facts(payload, words, symbol) {
  const evidence = symbol.part_evidence;
  const line = (...content) => h("p", { class: "small" }, content);
  return [
    evidence ? line(words.text("part-because", { part: words.text(`part-${symbol.part}`), why: words.pick(evidence.why) })) : null,
    evidence?.distribution ? line(words.text("drawn-from"), " ", prose(payload, words, `$${evidence.distribution}$`)) : null,
    ...(symbol.values ?? []).map((value) => line(valueOf(payload, words, value.value), value.source
      ? [" ", h("span", { class: "place" }, `${value.source.file}:${value.source.line}`)] : null)),
  ];
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
  const teach = words.text("teach", { command: `tezawari correct ${paper.id || "SOURCE"} '${symbol.latex}' --meaning "…"` });
  return [h("p", {}, button), h("p", { class: "small" }, teach)];
}

/** How to say that it is something else. */
function correction(payload, words, symbol) {
  const command = `tezawari correct ${payload.reading.paper.id || "SOURCE"} '${symbol.latex}' --meaning "…"`;
  return fold("correct", words.text("correct"), () => [h("p", { class: "small" }, words.text("correct-how")), h("pre", {}, command)]);
}

function meaning(payload, words, symbol, sense) {
  if (isUnsaid(sense) && symbol.standing) return prose(payload, words, words.pick(symbol.standing));
  const own = ownWords(payload, words, sense);
  if (!QUOTED.has(sense.status) || !sense.meaning) return own || sense.meaning || (givenBy(words, symbol) || "—");
  const author = h("span", { class: "author", lang: payload.reading.lang ?? "" }, prose(payload, words, sense.meaning));
  return own && words.language === "ja" ? [author, h("span", { class: "own" }, prose(payload, words, own))] : author;
}

function quotation(payload, words, source) {
  if (!source?.sentence) return null;
  return h("figure", { class: "quotation" },
    h("blockquote", { lang: payload.reading.lang ?? "" }, prose(payload, words, source.sentence)),
    h("figcaption", {}, words.text("place", { file: source.file, line: source.line })));
}

function reason(words, link) {
  const why = words.pick(link.why);
  return why ? h("p", { class: "why" }, h("b", {}, words.text("why")), " ", why) : null;
}

function otherSense(payload, words, symbol, sense, actions) {
  return h("li", {}, h("span", { class: "author", lang: payload.reading.lang ?? "" }, prose(payload, words, sense.meaning ?? "—")), " ", mark(words, sense.status),
    quotation(payload, words, sense.meaning_source), jumps(payload, words, symbol, sense.equations ?? [], actions));
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
    equation.number ? `(${equation.number})` : words.text("line", { line: equation.line })));
  const [first, rest] = [chips.slice(0, AT_ONCE), chips.slice(AT_ONCE)];
  return [first.length ? h("p", { class: "chips" }, first) : null,
    rest.length ? fold("more", words.text("more", { count: rest.length }), () => h("p", { class: "chips" }, rest)) : null];
}

function written(words, symbol) {
  return h("p", { class: "small written" }, `${words.text("written")} `,
    symbol.written.slice(0, 6).flatMap((spelling, index) => [index ? ", " : "", h("code", {}, spelling)]));
}
