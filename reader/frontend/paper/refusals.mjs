// @ts-check
// What a reader calls wrong is gone at once wherever it stood. The app keeps it; an exported page forgets it when it is closed.

import { ownWords, senseIn } from "../core/meanings.mjs";
import { startHere } from "./start.mjs";

const NOTHING = { status: "unknown", meaning: null, meaning_source: null, gloss: null, concepts: [] };
const SHORTEST = 3; // letters of a meaning that is looked for in sentences

/** Whether a text has a phrase; a word of letters with spaces between them stands alone ("gain" is not in "again"). */
function says(text, phrase) {
  if (!text || !/^[\p{Script=Latin}]/u.test(phrase)) return Boolean(text?.includes(phrase));
  const whole = new RegExp(`(?<!\\p{Script=Latin})${phrase.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?!\\p{Script=Latin})`, "u");
  return whole.test(text);
}

export class Refusals {
  before; view; phrases;

  /** `view` is the reading view; `payload.refused` are the symbols whose meaning the reader called wrong before. */
  constructor(view) {
    Object.assign(this, { view, before: new Map(), phrases: new Map() });
    this.kept = new Set(view.payload.refused);
  }

  has(symbol) {
    return this.before.has(symbol) || this.kept.has(symbol);
  }

  /** Takes the meaning that holds in a formula away, there and wherever else it is told. */
  refuse(id, equation) {
    const { symbols, payload, words } = this.view;
    const symbol = symbols.get(id);
    const sense = senseIn(symbol, equation);
    if (!this.before.has(id)) this.before.set(id, { ...symbol });
    this.phrases.set(id, [...(this.phrases.get(id) ?? []), sense.meaning, ownWords(payload, words, sense), sense.gloss?.en, sense.gloss?.ja]
      .filter((each) => each?.length >= SHORTEST));
    const isIt = (other) => other === sense || other.meaning === sense.meaning;
    const senses = (symbol.senses ?? []).map((each) => (isIt(each) ? { ...each, ...NOTHING } : each));
    const left = senses.find((each) => each.meaning);
    if (isIt(symbol)) Object.assign(symbol, left ? { ...left, equations: undefined } : NOTHING);
    symbol.senses = left ? senses : [];
    this.refresh();
  }

  /** Shows again what was called wrong here. */
  takeBack(id) {
    Object.assign(this.view.symbols.get(id), this.before.get(id) ?? {});
    this.before.delete(id);
    this.phrases.delete(id);
    this.kept.delete(id);
    this.refresh();
  }

  /** Whether a text of ours, in either language, tells a meaning that was called wrong. */
  tells({ en, ja }) {
    return [...this.phrases.values()].flat().some((phrase) => says(en, phrase) || says(ja, phrase));
  }

  /** A workbench without our sentences that tell it; the same one where none does. */
  without(bench) {
    const steps = bench.steps.filter((each) => !this.tells(each));
    const isTold = bench.purpose && this.tells(bench.purpose);
    if (!isTold && steps.length === bench.steps.length) return bench;
    return { ...bench, steps, purpose: isTold ? { ...bench.purpose, en: null, ja: null } : bench.purpose };
  }

  /** What the paper starts with, without the labels and our sentences that tell it. */
  starts(rows) {
    return rows.map((row) => ({ ...row, labels: row.labels.filter(({ name }) => !this.tells(name)),
      purpose: row.purpose && this.tells(row.purpose) ? null : row.purpose }));
  }

  refresh() {
    const { view } = this;
    const old = view.paper.querySelector(".start");
    const start = old && startHere(view);
    if (start) {
      view.kin.add(start);
      old.replaceWith(start);
    }
    view.point(null);
    view.views.forget("symbols");
    view.benches.openAgain();
    view.showPanel(true);
  }
}
