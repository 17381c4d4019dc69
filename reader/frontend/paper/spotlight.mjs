// @ts-check
// A symbol and its kin marked wherever they can be seen. A letter may stand at two thousand places: marking those on
// sheets that the browser passes over (`content-visibility`) would cost more than drawing what is on the screen.

import { TARGET } from "../core/elements.mjs";

const placesOf = (symbol) => `[${TARGET}="${CSS.escape(symbol)}"]`;

/** The marks, each a class that one symbol's places bear: `set(mark, symbol)`, null for none. */
export class Kin {
  constructor() {
    this.marks = new Map(); // mark -> symbol
    this.awake = new Set(); // where places are marked
  }

  /** From now on what is in `root` is marked, and while the browser passes over it, it need not be. */
  add(root) {
    this.awake.add(root);
    root.addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
      if (target !== root) return;
      if (skipped) this.awake.delete(root);
      else { this.awake.add(root); this.refresh(root); }
    });
  }

  set(mark, symbol) {
    if ((this.marks.get(mark) ?? null) === symbol) return;
    this.marks.set(mark, symbol);
    for (const root of this.awake) this.put(root, mark, symbol);
  }

  /** After something new was drawn in `root`, or it can be seen again. */
  refresh(root) {
    for (const [mark, symbol] of this.marks) this.put(root, mark, symbol);
  }

  put(root, mark, symbol) {
    for (const element of root.querySelectorAll(`.${mark}`)) if (element.getAttribute(TARGET) !== symbol) element.classList.remove(mark);
    if (symbol) for (const element of root.querySelectorAll(placesOf(symbol))) element.classList.add(mark);
  }
}
