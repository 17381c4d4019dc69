// @ts-check
// The same formula in the reader's other papers, in their letters. The app knows them; a page by itself does not.

import { drawMath, h } from "../core/elements.mjs";

/** `bench` is {words, supply, equation}. */
export class Elsewhere {
  constructor(bench) {
    this.bench = bench;
    const { words } = bench;
    this.list = h("ul", { class: "counterparts", "aria-live": "polite" }, h("li", { class: "small" }, words.text("looking")));
    this.element = h("div", { class: "elsewhere" }, h("p", { class: "small" }, words.text("elsewhere-how")), this.list);
    bench.supply.get("elsewhere", bench.equation, (found) => {
      this.element.classList.toggle("nowhere", !found?.length); // then it is said only where nothing else stands in the tab
      this.list.replaceChildren(...(found?.length ? found.map((each) => this.row(each))
        : [h("li", {}, words.text("elsewhere-none"))]));
    });
  }

  row({ title, number, section, address, mathml, side, long, block, pairs }) {
    const { words } = this.bench;
    const how = block ? words.text("same-block", { block: words.pick(block) }) : words.text(side ? "same-side" : "same-formula");
    return h("li", { class: "counterpart" },
      h("p", {}, h("a", { href: address }, title), number ? ` (${number})` : "", section ? h("span", { class: "small" }, ` — ${section}`) : null),
      h("div", { class: "scroll" }, drawMath(mathml)), h("p", { class: "small" }, how),
      long ? h("p", { class: "small" }, words.text("elsewhere-long")) : null,
      pairs.length ? h("ul", { class: "letters" }, pairs.map((pair) => this.pair(pair))) : null);
  }

  /** A letter here and the letter there that stands in its place. */
  pair({ here, there, means_here: own, means_there: theirs }) {
    const said = (meaning) => (meaning ? h("span", { class: "small" }, ` ${meaning}`) : null);
    return h("li", {}, drawMath(here), said(own), " → ", drawMath(there), said(theirs));
  }

  show() {}

  focus() {
    this.element.querySelector("a")?.focus({ preventScroll: true });
  }

  key() {
    return false;
  }
}
