// The tabs of a workbench, and how the panes of a tab stand in it: one below the other, or one at a time.

import { Blocks } from "./blocks.mjs";
import { Carry } from "./export_pane.mjs";
import { Code } from "./code.mjs";
import { CraftingTable } from "../construction/crafting.mjs";
import { h } from "../core/elements.mjs";
import { Elsewhere } from "./elsewhere.mjs";
import { Layers } from "./layers.mjs";
import { OurLetters } from "./letters.mjs";
import { FromLineToLine } from "./lines.mjs";
import { Links, hasLinks } from "./links.mjs";
import { LivingHere, livingIn } from "../living/living_here.mjs";
import { Numbers } from "./numbers.mjs";
import { Questions, questionsOf } from "./questions.mjs";
import { SaidAloud } from "./said_aloud.mjs";
import { Sentences } from "./sentences.mjs";
import { Source } from "./source.mjs";
import { Symbols } from "../paper/symbols.mjs";

// A pane is made with the bench and has `element`, `show()`, which is told that the part in hand may have changed,
// `focus()` and `key(event)`, which is true for its own keys; perhaps `leave()` and `off()`. `inHand` is true while it
// shows the part in hand: only then is that lit in the formula. `has(bench)` says whether a formula has it: nothing
// empty is offered. A pane that is `bare` needs no name above it.
const TABS = [
  { name: "meaning", label: "tab-meaning", panes: [
    { name: "steps", bare: true, make: (bench) => new Sentences(bench), has: ({ data }) => data.steps.length > 0 },
    { name: "symbols", label: "symbols-here", make: (bench) => new Symbols(bench), has: ({ row }) => row.symbols.length > 0 },
    { name: "blocks", label: "take-apart", make: (bench) => new Blocks(bench), has: ({ data }) => data.blocks.length > 0 },
  ] },
  { name: "move", label: "tab-move", panes: [
    { name: "numbers", bare: true, make: (bench) => new Numbers(bench), has: ({ data }) => !data.run.refused },
    { name: "living", label: "living-here", make: (bench) => new LivingHere(bench), has: (bench) => Boolean(bench.actions?.living) && livingIn(bench).length > 0 },
  ] },
  { name: "origin", label: "tab-origin", panes: [
    { name: "lines", label: "line-to-line", make: (bench) => new FromLineToLine(bench), has: ({ data }) => data.lines.length > 0 },
    { name: "links", label: "links", make: (bench) => new Links(bench), has: ({ data }) => hasLinks(data.links) },
    { name: "elsewhere", label: "elsewhere", make: (bench) => new Elsewhere(bench), has: ({ supply }) => Boolean(supply?.knowsPapers) },
  ] },
  { name: "more", label: "tab-more", single: true, panes: [
    { name: "code", label: "code", make: (bench) => new Code(bench), has: ({ data: { code } }) => Boolean(code.numpy || code.numpy_short || code.torch || code.sympy) },
    { name: "craft", label: "craft", make: (bench) => new CraftingTable(bench.data.craft, bench.words), has: ({ data }) => Boolean(data.craft) },
    { name: "questions", label: "try-it", make: (bench) => new Questions(bench), has: (bench) => questionsOf(bench).length > 0 },
    { name: "layers", label: "core-sample", make: (bench) => new Layers(bench), has: ({ data }) => data.layers.length > 0 },
    { name: "letters", label: "our-letters", make: (bench) => new OurLetters(bench), has: ({ data }) => Boolean(data.letters) },
    { name: "said", label: "said", make: (bench) => new SaidAloud(bench), has: () => true },
    { name: "source", label: "source", make: (bench) => new Source(bench), has: () => true },
    { name: "carry", label: "take-along", make: (bench) => new Carry(bench), has: () => true },
  ] },
];

/** The tabs that a formula has, each {name, label, make()}; `holds(pane)` says whether a pane is in it. */
export function tabsOf(bench) {
  const filled = TABS.map((tab) => ({ ...tab, panes: tab.panes.filter((pane) => pane.has(bench)) })).filter((tab) => tab.panes.length);
  return filled.map(({ name, label, single, panes }) => ({ name, label, holds: (pane) => panes.some((each) => each.name === pane),
    make: () => (single ? new OneByOne(bench, panes) : new Stack(bench, panes)) }));
}

/** Panes one below the other. */
class Stack {
  constructor(bench, panes) {
    this.bench = bench;
    this.panes = new Map(panes.map(({ name, make }) => [name, make(bench)]));
    this.element = h("div", { class: "stack" }, panes.map(({ name, label, bare }) => h("section", { class: "pane", "data-pane": name },
      bare ? null : h("h3", { class: panes.length === 1 ? "unseen" : "pane-name" }, bench.words.text(label)), this.panes.get(name).element)));
    this.pane = panes[0].name;
  }

  get inHand() {
    return [...this.panes.values()].some((pane) => pane.inHand);
  }

  /** With a name, that pane is brought into sight. */
  show(name = null) {
    for (const pane of [...this.panes.values()].reverse()) pane.show();
    if (!name) return;
    this.pane = name;
    this.element.querySelector(`:scope > [data-pane="${name}"]`).scrollIntoView({ block: "nearest" });
  }

  focus() {
    this.panes.get(this.pane).focus();
  }

  key(event) {
    return [...this.panes.values()].some((pane) => pane.element.contains(event.target) && pane.key(event));
  }

  leave() {
    for (const pane of this.panes.values()) pane.leave?.();
  }

  off() {
    for (const pane of this.panes.values()) pane.off?.();
  }
}

/** Panes of which one is open; the others are a row of names. */
class OneByOne {
  constructor(bench, panes) {
    Object.assign(this, { bench, offered: panes, made: new Map(), pane: null });
    this.names = panes.map(({ name, label }) => h("button", { type: "button", class: "chip", "data-pane": name, "aria-pressed": "false",
      onclick: () => { this.show(name); } }, bench.words.text(label)));
    this.body = h("div", { class: "one" });
    this.element = h("div", { class: "one-by-one" }, h("p", { class: "chips" }, this.names), this.body);
  }

  get inHand() {
    return Boolean(this.current?.inHand);
  }

  show(name = null) {
    const pane = name ?? this.pane ?? this.offered[0].name;
    if (pane !== this.pane) this.current?.leave?.();
    this.pane = pane;
    if (!this.made.has(pane)) this.made.set(pane, this.offered.find((each) => each.name === pane).make(this.bench));
    this.current = this.made.get(pane);
    for (const each of this.names) each.setAttribute("aria-pressed", String(each.dataset.pane === pane));
    this.body.replaceChildren(h("section", { class: "pane", "data-pane": pane }, this.current.element));
    this.bench.light.show(this.bench.lit);
    this.current.show();
  }

  focus() {
    this.current.focus();
  }

  key(event) {
    return this.body.contains(event.target) && this.current.key(event);
  }

  leave() {
    this.current?.leave?.();
  }

  off() {
    for (const pane of this.made.values()) pane.off?.();
  }
}
