// @ts-check
// What a symbol means, in a line: its sign, its mark, the author's words and ours.

import { withCitations } from "./citations.mjs";
import { drawMath, h } from "./elements.mjs";

/** @typedef {import("../page").PagePayload} Payload */
/** @typedef {import("../page").PageSymbol} PageSymbol */
/** @typedef {import("../page").PageSense} Sense */

export const QUOTED = new Set(["paper", "mention"]); // where the words are the author's

// The marks, told apart by shape (drawn in the style: full, open, half, tilted, dashed, round) as well as by word.
export const MARKS = ["paper", "mention", "glossary", "structure", "unknown", "reader", "model"];

export function mark(words, status) {
  const known = MARKS.includes(status) ? status : "unknown";
  return h("span", { class: "mark" }, shape(known), words.text(`mark-${known}`));
}

export function shape(status) {
  return h("span", { class: `shape ${status}`, "aria-hidden": "true" });
}

/** The symbol as drawn, or its LaTeX where it could not be drawn. @param {Payload} payload @param {PageSymbol} symbol */
export function sign(payload, symbol) {
  return drawMath(payload.signs[symbol.id]) ?? h("code", {}, symbol.latex);
}

/** What a symbol means in one equation: the sense that holds there, else the paper's main sense.
 * @param {PageSymbol} symbol @param {string | null} equation @returns {PageSymbol | Sense} */
export function senseIn(symbol, equation) {
  return symbol.senses?.find((sense) => sense.equations?.includes(equation)) ?? symbol;
}

/** That a formula of the paper says what the symbol is; "" where none does. @param {PageSymbol} symbol */
export function givenBy(words, symbol) {
  const number = symbol.given_by?.number;
  return symbol.given_by ? words.text(number ? "formula-given-as" : "formula-given", { number }) : "";
}

/** @param {Payload} payload @param {PageSymbol} symbol @param {string | null} equation
 * One line of plain text. In Japanese our words stand first, the author's as they are behind them. */
export function shortMeaning(payload, words, symbol, equation) {
  const sense = senseIn(symbol, equation);
  const own = plain(payload, ownWords(payload, words, sense));
  if (!QUOTED.has(sense.status) || !sense.meaning) return own || sense.meaning || givenBy(words, symbol) || words.text("mark-unknown");
  const author = plain(payload, sense.meaning);
  return isTold(words, own, author) ? `${own}（${author}）` : author;
}

/** The same with its formulas drawn. @param {Payload} payload @param {PageSymbol} symbol @param {string | null} equation */
export function drawnMeaning(payload, words, symbol, equation) {
  const sense = senseIn(symbol, equation);
  const own = ownWords(payload, words, sense);
  if (!QUOTED.has(sense.status) || !sense.meaning) return own || sense.meaning ? prose(payload, words, own || sense.meaning) : [shortMeaning(payload, words, symbol, equation)];
  const author = prose(payload, words, sense.meaning);
  return isTold(words, plain(payload, own), plain(payload, sense.meaning)) ? [prose(payload, words, own), "（", author, "）"] : author;
}

/** Whether our words say in Japanese what the author says in others. */
function isTold(words, own, author) {
  return own && words.language === "ja" && own.toLowerCase() !== author.toLowerCase();
}

/** Our words for it. @param {Payload} payload @param {PageSymbol | Sense} sense @returns {string} */
export function ownWords(payload, words, sense) {
  const concept = payload.concepts[sense.concepts?.[0]?.id];
  if (sense.gloss?.origin === "author") return "";
  const gloss = sense.gloss?.[words.language];
  return gloss || (concept ? words.pick(concept.phrase ?? concept.name) : "");
}

function plain(payload, latex) {
  const parts = payload.prose[latex];
  return parts ? parts.map((part) => part.text ?? part.plain ?? part.latex).join("") : latex;
}

/** A sentence of ours, with the formulas that stand between its dollar signs drawn. */
export function ownSentence(payload, text) {
  const parts = text.split("$");
  return parts.map((part, place) => {
    if (place % 2 === 0) return place ? part.slice(closing(part).length) : part;
    const drawn = drawMath(payload.drawn[part]) ?? h("code", {}, part);
    const after = closing(parts[place + 1] ?? "");
    return after ? h("span", { class: "unbroken" }, drawn, after) : drawn;
  });
}

/** What a line must not begin with: the mark right behind a formula. */
function closing(text) {
  return /^[,.;:!?)’”、。）」]*/u.exec(text)?.[0] ?? "";
}

/** An author's sentence with its place; its formulas are drawn with it or with the bench. */
export function authorSays({ parts, place }, payload, words) {
  const formula = (part) => drawMath(part.mathml ?? payload.drawn?.[part.latex]) ?? h("code", {}, part.latex);
  const [before, after] = words.text("author-on-purpose", { quote: "\0" }).split("\0");
  return h("p", { class: "author-says" }, before, h("q", { lang: payload.reading.lang },
    parts.map((part) => (part.text === undefined ? formula(part) : withCitations(words, part.text)))), after, " ",
  h("span", { class: "small" }, place));
}

/** Author's LaTeX prose: words as text, formulas drawn. @param {Payload} payload @param {string} latex */
export function prose(payload, words, latex) {
  const parts = payload.prose[latex] ?? [{ text: latex }];
  return parts.map((part) => (part.text === undefined ? drawMath(part.mathml) ?? h("code", {}, part.latex) : withCitations(words, part.text)));
}
