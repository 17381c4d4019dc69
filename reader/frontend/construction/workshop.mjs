// @ts-check
// The crafting table as a place of its own: what to build first, every block by its layer, and what is in hand by now.

import { foldedName } from "./craft_words.mjs";
import { mountCrafting } from "./crafting.mjs";
import { h } from "../core/elements.mjs";
import { inventory } from "./inventory.mjs";
import { speak } from "../core/words.mjs";

/**
 * `data` is reader/output/page/workshop.py's. `ask(block)` is told of a block whose pieces are not at hand: `give(block, row)`
 * of what is returned brings them. `onBuilt(blocks)` is told of what has come to be, `onForget(blocks)` of what is
 * put away; `inHand` are blocks built before.
 */
export function mountWorkshop(root, data, options = {}) {
  return new Workshop(root, data, options);
}

const FREE = ""; // the table without a goal, where a block would stand

class Workshop {
  words; data; rows; ask; onBuilt; onForget;

  constructor(root, data, { language = "en", inHand = [], ask = () => {}, onBuilt = () => {}, onForget = () => {} } = {}) {
    Object.assign(this, { data, ask, onBuilt, onForget, rows: { ...data.rows }, words: speak(data, language) });
    for (const block of inHand) inventory.put(block);
    this.steps = h("div", { class: "rungs" });
    this.place = h("div", { class: "workshop-table" });
    this.hand = h("div", { class: "in-hand" });
    this.found = h("div", { class: "shelf-layers" });
    this.search = h("input", { type: "search", class: "shelf-search", autocomplete: "off", placeholder: this.words.text("craft-search"),
      "aria-label": this.words.text("craft-search"), oninput: () => this.showShelf() });
    root.lang = language;
    root.classList.add("tezawari");
    root.append(h("div", { class: "workshop" },
      h("h3", {}, this.words.text("craft-ladder")), this.steps, this.place,
      h("div", { class: "workshop-below" },
        h("section", {}, h("h3", {}, this.words.text("craft-shelf")), this.search, this.found),
        h("section", {}, h("h3", {}, this.words.text("craft-inventory")), this.hand))));
    inventory.listen(() => this.refresh());
    this.showShelf();
    this.open(data.ladder.find((block) => !inventory.has(block)) ?? data.ladder[0]);
  }

  name(block) {
    return block === FREE ? this.words.text("craft-free") : this.words.pick(this.data.names[block]);
  }

  /** Put the pieces of a block on the table; where they are not at hand yet they are asked for. */
  open(block) {
    this.current = block;
    if (this.rows[block]) this.lay(block);
    else { this.place.replaceChildren(h("p", { class: "small", role: "status" }, this.words.text("craft-fetching"))); this.ask(block); }
    this.refresh();
  }

  give(block, row) {
    this.rows[block] = row;
    if (this.current === block) this.lay(block);
  }

  lay(block) {
    const next = block === FREE ? null : this.data.ladder[this.data.ladder.indexOf(block) + 1];
    this.place.replaceChildren(h("h4", { class: "workshop-title", tabindex: "-1" }, this.name(block)));
    this.table = mountCrafting(this.place, this.rows[block], this.words, {
      goalOpen: true, onBuilt: this.onBuilt,
      onNext: next && this.data.ladder.includes(block) ? () => { this.open(next); this.place.querySelector("h4").focus(); } : null,
    });
  }

  refresh() {
    this.steps.replaceChildren(...this.data.ladder.map((block, index) => this.rung(block, index)), this.rung(FREE, null));
    const blocks = [...inventory.ids].filter((block) => block in this.data.names);
    this.hand.replaceChildren(...(blocks.length ? [h("p", { class: "chips" }, blocks.map((block) =>
      h("button", { type: "button", class: "chip built-block", onclick: () => this.open(block) }, this.name(block)))),
    h("button", { type: "button", class: "quiet-button", onclick: () => this.forget(blocks) },
      this.words.text("craft-forget"))] : [h("p", { class: "small" }, this.words.text("craft-inventory-empty"))]));
  }

  forget(blocks) {
    for (const block of blocks) inventory.put(block, false);
    this.onForget(blocks);
  }

  rung(block, index) {
    return h("button", { type: "button", class: `rung${inventory.has(block) ? " laid" : ""}`, "data-block": block,
      "aria-current": this.current === block ? "step" : null, onclick: () => this.open(block) },
    h("span", { class: "rung-number", "aria-hidden": "true" }, index === null ? "∞" : inventory.has(block) ? "✓" : String(index + 1)), this.name(block));
  }

  /** The blocks by layer; those whose name has what is typed, in either language. */
  showShelf() {
    const wanted = foldedName(this.search.value);
    const fits = (block) => !wanted || Object.values(this.data.names[block]).concat(block).some((name) => foldedName(name).includes(wanted));
    const layers = Object.entries(this.data.shelf).map(([layer, blocks]) => [layer, blocks.filter(([block]) => fits(block))])
      .filter(([, blocks]) => blocks.length);
    this.found.replaceChildren(...(layers.length ? layers.map(([layer, blocks]) =>
      h("details", { class: "layer", open: Boolean(wanted) },
        h("summary", {}, this.words.pick(this.data.layers[layer]), " ", h("span", { class: "count" }, String(blocks.length))),
        h("p", { class: "chips" }, blocks.map(([block, count]) => h("button", { type: "button", class: "chip", "data-block": block,
          title: this.words.text("craft-count", { count }), onclick: () => { this.open(block); this.place.scrollIntoView({ block: "nearest" }); } },
        this.name(block)))))) : [h("p", { class: "small" }, this.words.text("craft-search-none"))]));
  }
}
