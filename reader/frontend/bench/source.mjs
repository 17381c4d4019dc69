// @ts-check
// A formula's LaTeX as it stands in the paper, with its file and line.

import { h } from "../core/elements.mjs";

/** `bench` is {words, row}. */
export class Source {
  constructor({ words, row }) {
    this.element = h("div", { class: "source" }, h("p", { class: "small" }, words.text("place", { file: row.file, line: row.line })),
      h("pre", { tabindex: "0" }, row.latex.trim()));
  }

  show() {}

  focus() {
    this.element.querySelector("pre").focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}
