// @ts-check
// The field beside the paper: a formula by its number or by what is done in it, a symbol by its meaning or its sign, a
// word of the text.

import { TARGET, drawMath, fold, h, textOf } from "../core/elements.mjs";
import { shortMeaning, sign } from "../core/meanings.mjs";
import { placeName } from "../paper/panel.mjs";

const FIRST = 4; // rows of a kind before the others
const NUMBERS = 8; // formulas that use an idea, beside its name
const [BEFORE, AFTER] = [28, 64]; // characters of the text round what was found
const FORMULA = 4; // characters for which a formula counts there
const SPELLED = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}]/u; // scripts that part their words
const LIT = "tezawari-found"; // as which the style knows the words of a place that was gone to

export class Finder {
  view; words; numbered; field; said; found; element; named; texts; spelled;

  /** `view` is the reading view; `element` stands beside the paper, and keeps what was looked for. */
  constructor(view) {
    const { words, payload } = view;
    this.view = view;
    this.words = [];
    this.numbered = payload.reading.equations.filter((row) => row.number);
    const label = words.text("find");
    this.field = h("input", { class: "field jump-field", type: "text", "aria-label": label, placeholder: label, autocomplete: "off", "aria-keyshortcuts": "/",
      oninput: () => this.show(), onkeydown: (event) => this.key(event) });
    this.said = h("p", { class: "small", role: "status" });
    this.found = h("div", { class: "found" });
    this.element = h("div", { class: "finder" }, h("form", { class: "jump", onsubmit: (event) => { event.preventDefault(); this.take(); } }, this.field, this.said), this.found);
  }

  /** What is wanted, in one spelling; a number may come in brackets. */
  get wanted() {
    return plain(this.field.value).trim().replace(/^\((.*)\)$/, "$1");
  }

  key(event) {
    if (event.key !== "Escape" || !this.field.value) return;
    event.stopPropagation();
    this.field.value = "";
    this.show();
  }

  /** A number leads to its formula at once; else the first thing that was found is taken. */
  take() {
    const { wanted } = this;
    const row = this.numbered.find((each) => each.number === wanted);
    if (row) {
      this.field.value = "";
      this.show();
      this.view.actions.openFormula(row.id);
    } else if (isNumber(wanted)) this.said.textContent = this.view.words.text("no-such-number", { number: wanted });
    else this.found.querySelector("button")?.click();
  }

  show() {
    const { wanted, view: { words } } = this;
    this.words = wanted.length < 2 && SPELLED.test(wanted) ? [] : wanted.toLowerCase().split(" ").filter(Boolean); // a letter is a sign, no word
    CSS.highlights?.delete(LIT);
    this.said.textContent = "";
    if (!wanted || isNumber(wanted)) { this.found.replaceChildren(); return; }
    const ideas = this.ideas();
    const kinds = [["symbols", this.symbols()], ["ideas", ideas ?? []], ["text", this.passages()]];
    this.found.replaceChildren(...kinds.filter(([, rows]) => rows.length).map(([kind, rows]) => h("section", { class: `found-${kind}` },
      h("h3", {}, words.text(`found-${kind}`)), listed(rows, words))));
    if (!this.found.childElementCount) this.said.textContent = ideas ? words.text("found-nothing", { wanted: this.field.value.trim() }) : "…";
  }

  /** Symbols with this sign first, then those whose meaning has these words, the commoner ones first. */
  symbols() {
    const { view, wanted, words } = this;
    const { payload } = view;
    this.spelled ??= new Map(payload.reading.symbols.map(({ id }) => [id, textOf(payload.signs[id] ?? "").normalize("NFKC")]));
    const signed = (symbol) => this.spelled.get(symbol.id) === wanted || symbol.latex === wanted;
    const told = (symbol) => plain(`${shortMeaning(payload, view.words, symbol, null)} ${symbol.latex}`).toLowerCase();
    const all = payload.reading.symbols.map((symbol) => ({ symbol, isSign: signed(symbol) })).filter(({ symbol, isSign }) => isSign || hasAll(told(symbol), words));
    all.sort((a, b) => Number(b.isSign) - Number(a.isSign) || b.symbol.count - a.symbol.count);
    return all.map(({ symbol }) => () => this.symbol(symbol));
  }

  symbol(symbol) {
    const { view: { payload, words, actions } } = this;
    const at = symbol.occurrences.find((place) => payload.byEquation.has(place.equation))?.equation;
    return h("button", { type: "button", class: "finding", onclick: () => (at ? actions.jump(at, symbol.id) : actions.pickSymbol(symbol.id)) },
      h("span", { class: "block small-block" }, sign(payload, symbol)), h("span", {}, shortMeaning(payload, words, symbol, null)));
  }

  /** What the formulas use and is called so; null while that is not known. */
  ideas() {
    const { view } = this;
    this.named ??= view.payload.cake?.pieces;
    if (!this.named) {
      view.supply.get("named", "all", (rows) => { this.named ??= rows ?? []; if (this.field.isConnected) this.show(); });
      if (!this.named) return null;
    }
    const called = ({ name, reading }) => plain(`${name.en} ${name.ja} ${reading ?? ""}`).toLowerCase();
    return this.named.filter((idea) => idea.uses.length && hasAll(called(idea), this.words)).map((idea) => () => this.idea(idea));
  }

  idea({ name, uses }) {
    const { view: { payload, words, actions } } = this;
    const to = (id, shown, kind) => h("button", { type: "button", class: kind, onclick: () => actions.openFormula(id) }, shown);
    const rest = uses.length - NUMBERS;
    return h("p", { class: "found-idea" }, to(uses[0], words.pick(name), "finding"), uses.slice(0, NUMBERS).map((id) => to(id, placeName(payload.byEquation.get(id), words), "outline-number")),
      rest > 0 ? h("span", { class: "small" }, words.text("more-concepts", { count: rest })) : null);
  }

  /** Stretches of text with all of these words. */
  passages() {
    this.texts ??= textsOf(this.view.payload.column);
    return this.texts.filter(({ told }) => hasAll(told, this.words)).map(({ item, parts }) => () => h("button", { type: "button", class: "finding", onclick: () => this.goTo(item) },
      h("span", { lang: this.view.payload.reading.lang }, excerpt(parts, this.words, this.view.payload.column.inline))));
  }

  goTo(item) {
    const place = this.view.going.visitText(item);
    if (place && "Highlight" in globalThis) CSS.highlights.set(LIT, new Highlight(...rangesOf(place, this.words)));
  }
}

/** Digits alone, as formulas are numbered: no word of a text. */
function isNumber(wanted) {
  return /^[\d.]+[a-z]?$/.test(wanted);
}

function plain(text) {
  return text.normalize("NFKC").replace(/\s+/g, " ");
}

/** The first few rows, the others behind them; each is drawn when it is shown. */
function listed(rows, words) {
  const list = (some) => h("ul", {}, some.map((row) => h("li", {}, row())));
  return [list(rows.slice(0, FIRST)), rows.length > FIRST ? fold("more", words.text("more-concepts", { count: rows.length - FIRST }), () => list(rows.slice(FIRST))) : null];
}

/** All texts of the column with what they say in one line; the abstract is one. */
function textsOf({ abstract, items, inline }) {
  const rows = items.map((item) => ({ item, parts: item.sentences ?? item.item ?? item.caption ?? item.theorem ?? item.heading }));
  if (abstract) rows.unshift({ item: abstract, parts: [...abstract.told, ...abstract.rest.flat()] });
  return rows.filter(({ parts }) => parts).map((row) => ({ ...row, told: plain(row.parts.map((part) => shown(part, inline)).join("")).toLowerCase() }));
}

function shown(part, inline) {
  return typeof part === "string" ? part : typeof part[0] === "number" ? textOf(inline[part[0]] ?? "") : part[0];
}

/** Whether a text has all of these words, each from its beginning on. */
function hasAll(text, words) {
  return words.length > 0 && words.every((word) => placeIn(text, word) >= 0);
}

/** Where a word begins in a text; -1 where it does not. Scripts that do not part their words have it anywhere. */
function placeIn(text, word) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!at || !SPELLED.test(text[at - 1]) || !SPELLED.test(word[0])) return at;
  return -1;
}

/** The first of the words with what stands round it, its formulas drawn. */
function excerpt(parts, words, inline) {
  const at = parts.findIndex((part) => typeof part === "string" && words.some((word) => placeIn(plain(part).toLowerCase(), word) >= 0));
  if (at < 0) return cut(parts, AFTER, inline);
  const text = plain(parts[at]);
  const [[place, word]] = words.map((each) => /** @type {[number, string]} */ ([placeIn(text.toLowerCase(), each), each])).filter(([found]) => found >= 0).sort((a, b) => a[0] - b[0]);
  const end = place + word.length;
  return [cut([...parts.slice(0, at), text.slice(0, place)], BEFORE, inline, true), h("mark", {}, text.slice(place, end)), cut([text.slice(end), ...parts.slice(at + 1)], AFTER, inline)];
}

/** As many characters of a text as there is room for, from its beginning or its end. */
function cut(parts, room, inline, fromEnd = false) {
  const kept = [];
  for (const part of fromEnd ? [...parts].reverse() : parts) {
    if (room <= 0) { kept.push("…"); break; }
    const isFormula = typeof part[0] === "number";
    const text = isFormula ? "" : plain(shown(part, inline));
    kept.push(isFormula ? flat(inline[part[0]]) : text.length <= room ? text : fromEnd ? `…${ending(text, room)}` : `${beginning(text, room)}…`);
    if (text.length > room) break;
    room -= isFormula ? FORMULA : text.length;
  }
  return fromEnd ? kept.reverse() : kept;
}

/** As many whole words of a text as there is room for, where it parts its words. */
function beginning(text, room) {
  return text.slice(0, room).replace(/(?<=\s\S+)\s\S*$/, "");
}

function ending(text, room) {
  return text.slice(-room).replace(/^\S*\s(?=\S+\s)/, "");
}

/** A formula without targets. */
function flat(mathml) {
  const math = drawMath(mathml);
  for (const each of math?.querySelectorAll(`[${TARGET}]`) ?? []) each.removeAttribute(TARGET);
  return math;
}

/** Where the words stand in a place of the page. */
function rangesOf(place, words) {
  const ranges = [];
  const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = /** @type {Text} */ (texts.currentNode);
    for (const word of words) {
      const at = placeIn(node.data.toLowerCase(), word);
      if (at >= 0) ranges.push(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length }));
    }
  }
  return ranges;
}
