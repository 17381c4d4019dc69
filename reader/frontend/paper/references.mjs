// @ts-check
// The works that the text cites: each beside its citation while that is pointed at, in a note, and all of them at the end.

import { h } from "../core/elements.mjs";

const ABROAD = "https://arxiv.org/abs/";

export class References {
  /** `column` draws the parts of what they say. */
  constructor(column) {
    this.column = column;
    this.works = column.view.payload.column.bibliography ?? {};
  }

  /** @type {Record<string, import("../page").PageWork>} */
  works;

  /** What the list of references says of one work. */
  entry(number) {
    const { mark, parts } = this.works[number];
    return h("span", { class: "work", lang: this.column.view.payload.reading.lang },
      mark ? [h("span", { class: "work-mark" }, `[${mark}]`), " "] : null, this.column.parts(parts));
  }

  /** The same as a note, with the way to the work itself. */
  note(number) {
    const { words } = this.column.view;
    return [h("h3", {}, words.text("cited-work")), h("p", {}, this.entry(number)), this.way(number)];
  }

  /** In the app a paper of arXiv is read here, from an exported page there. */
  way(number) {
    const { words, supply } = this.column.view;
    const { arxiv } = this.works[number];
    if (!arxiv) return null;
    const [href, label] = supply.knowsPapers ? [`?arxiv=${arxiv}`, "read-here"] : [ABROAD + arxiv, "read-on-arxiv"];
    return h("p", {}, h("a", { href, target: supply.knowsPapers ? "_self" : "_blank", rel: "noreferrer noopener" }, words.text(label, { id: arxiv })));
  }

  /** All of them, folded; null where nothing is cited that is known. */
  list() {
    const numbers = Object.keys(this.works);
    if (!numbers.length) return null;
    return h("details", { class: "closed-section works" },
      h("summary", {}, h("h2", { class: "section" }, this.column.view.words.text("references"))), h("ul", {}, numbers.map((number) => h("li", {}, this.entry(number)))));
  }
}
