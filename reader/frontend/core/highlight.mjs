// @ts-check
// Parts of a formula lit up where they stand: their own ink stays, the rest steps back, a soft frame lies behind them.

import { boxesAround, inOneLine } from "./breaking.mjs";
import { copied, h } from "./elements.mjs";

const LOW = 30; // pixels of a frame in which its number would hide what stands there
const PADDING = 3; // pixels of a frame beyond what it surrounds

/** The lights of one line. Parts are numbers that its `<math>` carries as `data-te="0 2"`, or `{symbol: id}`. */
export class Light {
  constructor(line) {
    this.scroll = line.querySelector(".scroll");
    this.math = line.querySelector("math");
    this.frames = h("div", { class: "frames", "aria-hidden": "true" });
    this.part = null;
    this.boxes = [];
    if (!this.math) return;
    this.scroll.prepend(this.frames);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.math);
  }

  /** Frames parts and gives each a number: `boxes` are {number, at}. */
  number(boxes) {
    this.boxes = boxes;
    this.draw();
  }

  /** Light up `part`, null for all of the formula. */
  show(part) {
    if (!this.math) return;
    this.part = part;
    for (const piece of this.math.querySelectorAll(".part")) piece.classList.remove("part");
    for (const piece of this.pieces(part)) piece.classList.add("part");
    this.math.classList.toggle("parted", this.pieces(part).length > 0);
    this.draw();
    this.bringIntoSight(part);
  }

  off() {
    this.watch?.disconnect();
    this.show(null);
    this.math = null; // for good
    this.frames.remove();
  }

  pieces(part) {
    if (part === null || part === undefined || !this.math) return [];
    const which = typeof part === "object" ? `[data-tezawari-symbol="${CSS.escape(part.symbol)}"]` : `[data-te~="${Number(part)}"]`;
    return [...this.math.querySelectorAll(which)];
  }

  /** The part as a formula of its own, drawn as it is drawn in the line; null for all of it. */
  copy(part) {
    if (!this.math) return null;
    const pieces = part === null || part === undefined ? [...this.math.children] : this.pieces(part);
    const math = document.createElementNS(this.math.namespaceURI, "math");
    const row = math.appendChild(document.createElementNS(this.math.namespaceURI, "mrow"));
    row.append(...pieces.map(copied));
    inOneLine(row);
    for (const each of row.querySelectorAll("*")) {
      each.classList.remove("part", "lit", "picked", "parted");
      each.removeAttribute("data-te");
    }
    return math;
  }

  draw() {
    if (!this.math) return;
    const pieces = this.pieces(this.part);
    const lit = this.part?.symbol ? pieces.map((piece) => [piece]) : [pieces]; // a symbol stands in many places
    this.frames.replaceChildren(...this.boxes.flatMap((box) => this.numbered(box)), ...lit.flatMap((each) => this.framesOf(each, "frame named")));
  }

  /** The frames of a numbered part, the number at the first. */
  numbered({ number, at }) {
    const frames = this.framesOf(this.pieces(at), "frame");
    if (frames[0] && parseFloat(frames[0].style.height) < LOW) frames[0].classList.add("low");
    frames[0]?.append(h("span", { class: "box-number" }, String(number)));
    return frames;
  }

  /** One frame for each line in which a part stands. */
  framesOf(pieces, name) {
    return boxesAround(pieces).map((box) => this.frame(box, name));
  }

  frame(box, name) {
    const origin = this.scroll.getBoundingClientRect();
    const frame = h("div", { class: name });
    Object.assign(frame.style, {
      left: `${box.left - origin.left + this.scroll.scrollLeft - PADDING}px`, top: `${box.top - origin.top - PADDING}px`,
      width: `${box.right - box.left + 2 * PADDING}px`, height: `${box.bottom - box.top + 2 * PADDING}px`,
    });
    return frame;
  }

  /** A long formula scrolls in its box: what is spoken of must not stay hidden there. */
  bringIntoSight(part) {
    const [box] = boxesAround(this.pieces(part));
    if (!box) return;
    const { left, right } = this.scroll.getBoundingClientRect();
    if (box.left < left || box.right > right) this.scroll.scrollLeft += box.left - left - 24;
  }
}
