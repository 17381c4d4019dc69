// @ts-check
// The parts of a formula labelled below it, as with LaTeX's \\underbrace; where that has no room, as a list of signs and words.

import { boxesAround } from "../core/breaking.mjs";
import { TARGET, h } from "../core/elements.mjs";

const GAP = 10; // pixels between two labels
const [HEAD, ROW] = [14, 20]; // pixels of a brace, and of a row of labels
const LOWEST = 40; // pixels of the formula that may lie below what is labelled: more is another line
const LEVELS = 4; // of parts within parts
const LOW = 24; // the same where parts lie within parts: what stands above a fraction's line is none that one can brace
const ROWS = 2; // of labels that name parts side by side
const BELOW = 5; // pixels between the formula and its braces

/**
 * A label is {at: number of a place | null, symbol: id | null, element, entry()}; where it has no room below the formula,
 * `entry()` is what stands for it in the list. With `nested`, braces of parts within parts lie below each other.
 */
export class Underbraces {
  math; line; labels; layer; legend; nested; watch;

  constructor(line, labels, nested = false) {
    Object.assign(this, { line, labels, nested, math: line.querySelector("math") });
    this.layer = h("div", { class: "braces", "aria-hidden": "true" });
    this.legend = h("p", { class: "brace-legend" });
    (line.querySelector(".scroll") ?? this.math).after(this.layer, this.legend);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.math);
  }

  draw() {
    const placed = this.placed();
    const heights = Array.from({ length: LEVELS }, (_, level) => Math.max(0, ...placed.filter((each) => each.level === level).map(({ row, height }) => HEAD + row * ROW + height)));
    for (const each of placed) each.above = heights.slice(0, each.level).reduce((sum, height) => sum + height, 0);
    this.layer.replaceChildren(...placed.flatMap((each) => this.brace(each)), ...placed.map(({ label }) => label.element));
    this.math.style.marginBottom = placed.length ? `${heights.reduce((sum, height) => sum + height, 0)}px` : "";
    const rest = this.labels.filter((label) => label.entry && !placed.some((each) => each.label === label));
    this.legend.replaceChildren(...rest.map((label) => h("span", { class: "brace-entry" }, label.entry())));
  }

  /** Which labels have room below the formula, from the left; none where it stands in several lines, or scrolls. */
  placed() {
    const whole = boxesAround([this.math.firstElementChild]);
    if (whole.length !== 1 || whole[0].right > this.line.getBoundingClientRect().right) return [];
    this.layer.replaceChildren(...this.labels.map((label) => label.element)); // to measure them
    const found = this.labels.map((label) => ({ label, part: this.partOf(label), box: label.element.getBoundingClientRect() }))
      .map(({ label, part, box: { width, height } }) => ({ label, part, width, height })).filter(({ part }) => part);
    for (const each of found) each.level = this.nested ? levelOf(each.part, found.map(({ part }) => part)) : 0;
    found.sort((a, b) => a.level - b.level || a.part.left - b.part.left);
    const edge = this.line.getBoundingClientRect();
    const free = Array.from({ length: LEVELS + 1 }, () => edge.left); // of the rows of labels
    const kept = [];
    for (const each of found) {
      if (each.level >= LEVELS) continue;
      each.left = Math.max((each.part.left + each.part.right - each.width) / 2, edge.left);
      const last = this.nested ? undefined : kept.findLast(({ row }) => row === 0);
      if (last && makeRoom(last, each, edge)) free[each.level] = each.left;
      const row = free.slice(each.level, each.level + (this.nested ? 1 : ROWS)).findIndex((from) => from <= each.left);
      if (row < 0 || each.left + each.width > edge.right) continue;
      kept.push({ ...each, row, from: free[each.level + row] });
      free[each.level + row] = each.left + each.width + GAP;
    }
    return kept;
  }

  /** The box of what a label names, where it stands first. */
  partOf({ at, symbol }) {
    const which = symbol ? `[${TARGET}="${CSS.escape(symbol)}"]` : `[data-te~="${at}"]`;
    const pieces = [...this.math.querySelectorAll(which)];
    const boxes = boxesAround(symbol ? pieces.slice(0, 1) : pieces);
    const isAtFoot = boxes.length === 1 && this.math.getBoundingClientRect().bottom - boxes[0].bottom < (this.nested ? LOW : LOWEST);
    return isAtFoot ? boxes[0] : null;
  }

  brace({ label, part, left, above, row }) {
    const origin = this.line.getBoundingClientRect();
    const top = this.math.getBoundingClientRect().bottom - origin.top + BELOW + above;
    const brace = h("span", { class: "brace" });
    Object.assign(brace.style, { left: `${part.left - origin.left}px`, width: `${part.right - part.left}px`, top: `${top}px` });
    const stem = row ? h("span", { class: "brace-stem" }) : null;
    if (stem) Object.assign(stem.style, { left: `${(part.left + part.right) / 2 - origin.left}px`, top: `${top + HEAD / 2}px`, height: `${row * ROW}px` });
    Object.assign(label.element.style, { left: `${left - origin.left}px`, top: `${top + HEAD / 2 + row * ROW}px` });
    return [brace, stem].filter(Boolean);
  }

  off() {
    this.watch.disconnect();
    this.math.style.marginBottom = "";
    this.layer.remove();
    this.legend.remove();
  }
}

/** Slides two labels apart that would meet, each as far as it still lies below all of its part. False where that is too little. */
function makeRoom(last, label, edge) {
  const missing = last.left + last.width + GAP - label.left;
  if (missing <= 0) return false;
  const right = Math.min(missing, Math.max(label.part.left, label.part.right - label.width) - label.left, edge.right - label.width - label.left);
  const left = missing - right;
  if (right < 0 || left > last.left - Math.max(Math.min(last.part.left, last.part.right - last.width), last.from)) return false;
  last.left -= left;
  label.left += right;
  return true;
}

/** How many levels of other parts lie within a part. */
function levelOf(part, parts) {
  const inner = parts.filter((other) => other !== part && part.left <= other.left && other.right <= part.right && other.right - other.left < part.right - part.left);
  return inner.length ? 1 + Math.max(...inner.map((other) => levelOf(other, parts))) : 0;
}
