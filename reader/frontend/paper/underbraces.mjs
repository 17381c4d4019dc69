// @ts-check
// The parts of a formula labelled below it, as with LaTeX's \\underbrace; where that has no room, as a list of signs and words.

import { boxesAround } from "../core/breaking.mjs";
import { h } from "../core/elements.mjs";
import { sign } from "../core/meanings.mjs";
import { TARGET } from "./figures.mjs";

const GAP = 10; // pixels between two labels
const [HEAD, ROW] = [14, 20]; // pixels of a brace, and of a row of labels
const LOWEST = 40; // pixels of the formula that may lie below what is labelled: more is another line
const BELOW = 5; // pixels between the formula and its braces

/** `labels` are {name, at: number of a place | null, symbol: id | null}; `view` is {payload, words, symbols}. */
export class Underbraces {
  math; view; line;

  constructor(line, labels, view) {
    Object.assign(this, { line, view, math: line.querySelector("math") });
    this.labels = labels.map((label) => ({ ...label, element: h("span", { class: "brace-name" }, view.words.pick(label.name)) }));
    this.layer = h("div", { class: "braces", "aria-hidden": "true" });
    this.legend = h("p", { class: "brace-legend" });
    line.append(this.layer, this.legend);
    new ResizeObserver(() => this.draw()).observe(this.math);
  }

  draw() {
    const placed = this.placed();
    this.layer.replaceChildren(...placed.flatMap((each) => this.brace(each)), ...placed.map(({ label }) => label.element));
    this.math.style.marginBottom = placed.length ? `${HEAD + ROW * (1 + Math.max(...placed.map((each) => each.row)))}px` : "";
    const rest = this.labels.filter((label) => label.symbol && !placed.some((each) => each.label === label));
    this.legend.replaceChildren(...rest.map(({ symbol, name }) => h("span", { class: "brace-entry" },
      sign(this.view.payload, this.view.symbols.get(symbol)), " ", this.view.words.pick(name))));
  }

  /** Which labels have room below the formula, from the left; none where it stands in several lines. */
  placed() {
    if (boxesAround([this.math.firstElementChild]).length !== 1) return [];
    this.layer.replaceChildren(...this.labels.map((label) => label.element)); // to measure them
    const found = this.labels.map((label) => ({ label, part: this.partOf(label), width: label.element.getBoundingClientRect().width }))
      .filter(({ part }) => part).sort((a, b) => a.part.left - b.part.left);
    const edge = this.line.getBoundingClientRect();
    const free = [edge.left, edge.left]; // of the two rows of labels
    const kept = [];
    for (const each of found) {
      const left = Math.max((each.part.left + each.part.right - each.width) / 2, edge.left);
      const row = free.findIndex((from) => from <= left);
      if (row < 0 || left + each.width > edge.right) continue;
      kept.push({ ...each, left, row });
      free[row] = left + each.width + GAP;
    }
    return kept;
  }

  /** The box of what a label names, where it stands first. */
  partOf({ at, symbol }) {
    const which = symbol ? `[${TARGET}="${CSS.escape(symbol)}"]` : `[data-te~="${at}"]`;
    const pieces = [...this.math.querySelectorAll(which)];
    const boxes = boxesAround(symbol ? pieces.slice(0, 1) : pieces);
    const isAtFoot = boxes.length === 1 && this.math.getBoundingClientRect().bottom - boxes[0].bottom < LOWEST;
    return isAtFoot ? boxes[0] : null;
  }

  brace({ label, part, left, row }) {
    const origin = this.line.getBoundingClientRect();
    const top = this.math.getBoundingClientRect().bottom - origin.top + BELOW;
    const brace = h("span", { class: "brace" });
    Object.assign(brace.style, { left: `${part.left - origin.left}px`, width: `${part.right - part.left}px`, top: `${top}px` });
    const stem = row ? h("span", { class: "brace-stem" }) : null;
    if (stem) Object.assign(stem.style, { left: `${(part.left + part.right) / 2 - origin.left}px`, top: `${top + HEAD / 2}px`, height: `${row * ROW}px` });
    Object.assign(label.element.style, { left: `${left - origin.left}px`, top: `${top + HEAD / 2 + row * ROW}px` });
    return [brace, stem].filter(Boolean);
  }
}
