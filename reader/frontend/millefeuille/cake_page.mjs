// @ts-check
// The mille-feuille as a page of the app: the cake, and beside it the idea that was picked with the formulas that use it.

import { conceptCard } from "../core/concepts.mjs";
import { fold, h } from "../core/elements.mjs";
import { keepAllWhole } from "../core/breaking.mjs";
import { speak } from "../core/words.mjs";
import { findingCards } from "../finding/findings.mjs";
import { Cake, cakeLegend } from "./cake.mjs";

const PAUSE = 1500; // milliseconds before a question is asked once more
const FIRST = 4; // formulas with an idea, before the others

/**
 * Draw a cake into `root`. `ask(id)` is told what is to be known of an idea, `give(told)` of the page brings it:
 * {id, concepts, here, elsewhere}, the last two as {rows, count}. `take(address)` is told of a formula that was chosen, `about(id)` of an idea's page.
 */
export function mountCake(root, { row, texts, language, known, idle, hasPaper, picked, ask, take, about }) {
  const page = new CakePage({ row, texts, language, known, idle, hasPaper, ask, take, about });
  root.append(page.element);
  if (picked) page.open(picked);
  return { give: (told) => page.give(told), destroy: () => page.left.abort() };
}

class CakePage {
  known; hasPaper; ask; take; about; texts; told; words; isByKeyboard;
  left = new AbortController();

  constructor({ row, texts, language, known, idle, hasPaper, ask, take, about }) {
    Object.assign(this, { known, hasPaper, ask, take, about, texts, told: new Map(), words: speak({ texts }, language) });
    const { text } = this.words;
    this.cake = new Cake({ row, words: this.words, known, idle, learns: hasPaper, pick: (id, byKeyboard) => this.pick(id, byKeyboard) });
    this.panel = h("aside", { class: "panel", role: "region", "aria-label": text("explanation") });
    keepAllWhole(this.panel);
    this.element = h("div", { class: "tezawari cake-page", lang: language }, h("div", { class: "columns" }, h("div", { class: "page" },
      h("p", { class: "small cake-how" }, text(hasPaper ? "cake-how" : idle ? "cake-how-idle" : "cake-how-all")), cakeLegend(this.words), this.cake.element), this.panel));
    document.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.cake.picked) this.close(); }, { signal: this.left.signal });
    this.atRest();
  }

  /** What the address names, and what another idea leads to. */
  open(id) {
    this.cake.show(id);
    this.pick(this.cake.picked, false);
  }

  pick(id, byKeyboard) {
    write(id);
    if (!id) return this.atRest();
    this.isByKeyboard = byKeyboard;
    if (this.told.has(id)) this.show();
    else {
      this.draw(h("h4", {}, this.words.pick(this.cake.pieces.get(id).name)), h("p", { class: "small" }, "…"));
      this.await(id);
    }
  }

  /** Asks until it is told: a question can be lost on its way. */
  await(id, pause = PAUSE) {
    if (this.told.has(id) || this.cake.picked !== id || this.left.signal.aborted) return;
    this.ask(id);
    setTimeout(() => this.await(id, 2 * pause), pause);
  }

  give(told) {
    this.told.set(told.id, told);
    if (told.id === this.cake.picked) this.show();
  }

  show() {
    const { words, texts, known } = this, told = this.told.get(this.cake.picked);
    const actions = { known, openConcept: (id) => this.open(id), formulasOf: () => this.formulas(told) };
    this.draw(conceptCard({ concepts: told.concepts, texts }, words, told.id, actions),
      h("p", {}, h("button", { type: "button", class: "quiet-button", onclick: () => this.about(told.id) }, words.text("cake-all-about"))));
    if (this.isByKeyboard) this.panel.querySelector("h4")?.focus({ preventScroll: true });
  }

  /** The formulas that use an idea, those of this paper first, each one click away. */
  formulas({ here, elsewhere }) {
    const { words } = this;
    const lists = [["cake-uses", here], [this.hasPaper ? "cake-elsewhere-too" : "cake-elsewhere", elsewhere]].filter(([, { rows }]) => rows.length);
    if (!lists.length) return h("p", { class: "small" }, words.text("cake-nowhere"));
    return lists.map(([title, { rows, count }]) => h("section", { class: "uses-of" }, h("h4", { class: "quiet" }, words.text(title, { count })),
      this.cards(rows.slice(0, FIRST)),
      rows.length > FIRST ? fold("more-uses", words.text("more-concepts", { count: rows.length - FIRST }), () => this.cards(rows.slice(FIRST))) : null,
      count > rows.length ? h("p", { class: "small" }, words.text("cake-first-uses", { count: rows.length })) : null));
  }

  cards(rows) {
    return findingCards(rows, this.words.language, (row) => this.take(row.address));
  }

  draw(...content) {
    const closing = h("button", { class: "close", type: "button", "aria-label": this.words.text("close"), onclick: () => this.close() }, "×");
    this.panel.replaceChildren(closing, ...content);
    this.panel.querySelector("h4")?.setAttribute("tabindex", "-1");
    this.panel.classList.add("open");
    this.panel.scrollTop = 0;
    this.cake.keepInSight(getComputedStyle(this.panel).position === "fixed" ? this.panel.getBoundingClientRect().top : innerHeight);
  }

  atRest() {
    const { text } = this.words;
    this.panel.classList.remove("open");
    this.panel.replaceChildren(h("p", { class: "small" }, text("cake-pick")));
  }

  close() {
    const { picked } = this.cake;
    this.cake.show(null);
    write(null);
    this.atRest();
    this.cake.focus(picked);
  }
}

/** The address names the idea that is picked, so that it is found again by a link and on the way back. */
function write(id) {
  const given = new URLSearchParams(location.search);
  if ((given.get("concept") ?? null) === id) return;
  if (id) given.set("concept", id);
  else given.delete("concept");
  history.replaceState(history.state, "", `${location.pathname}${given.size ? `?${given}` : ""}`);
}
