// @ts-check
// A formula taken apart: its blocks in each other, closed to a name and slots in the paper's own symbols, or open.

import { drawMath, h } from "../core/elements.mjs";
import { ownSentence } from "../core/meanings.mjs";
import { inventory } from "../construction/inventory.mjs";

/** The blocks of one formula. `bench` is {payload, words, data, light, actions, part, choose, nearest}. */
export class Blocks {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.cards = data.blocks.map((block) => this.card(block));
    data.blocks.forEach((block, index) => {
      if (block.inside !== null) this.cards[block.inside].querySelector(".inner").append(this.cards[index]);
    });
    const outer = this.cards.filter((_, index) => data.blocks[index].inside === null);
    this.element = h("div", { class: "blocks" },
      h("div", { class: "turns" },
        h("span", { class: "chips" },
          h("button", { type: "button", class: "chip", onclick: () => this.openAll(true) }, words.text("apart")),
          h("button", { type: "button", class: "chip", onclick: () => this.openAll(false) }, words.text("together")),
          data.craft ? h("button", { type: "button", class: "chip", onclick: () => { bench.show("craft"); bench.focus(); } }, words.text("craft-yourself")) : null)),
      outer);
    this.element.addEventListener("pointerover", (event) => this.point(event.target));
    this.element.addEventListener("focusin", (event) => this.take(event.target));
    this.element.addEventListener("pointerleave", () => this.point(null));
  }

  nearest() {
    return this.bench.nearest(this.bench.data.blocks.map((block) => block.at));
  }

  get inHand() {
    return this.nearest() >= 0;
  }

  /** What is in the hand is opened up to. */
  show() {
    this.current = this.cards[this.nearest()] ?? null;
    for (let card = this.around(this.current); card; card = this.around(card)) card.open = true;
    for (const card of this.cards) card.classList.toggle("current", card === this.current);
    this.point(null);
  }

  focus() {
    (this.current ?? this.element).querySelector("summary").focus({ preventScroll: true });
  }

  around(card) {
    return card?.parentElement.closest(".block-card") ?? null;
  }

  /** Blocks that the reader knows stay closed. */
  openAll(open) {
    this.cards.forEach((card, index) => { card.open = open && !inventory.has(this.bench.data.blocks[index].block); });
  }

  card(block) {
    const { payload, words } = this.bench;
    const kind = payload.blocks[block.block];
    return h("details", { class: "block-card", "data-at": String(block.at), ontoggle: () => this.draw() },
      h("summary", {}, h("span", { class: "block-name" }, words.pick(kind.name)), this.slots(block, kind),
        h("span", { class: "known-mark small", hidden: !inventory.has(block.block) }, words.text("known-block")),
        block.differs ? h("span", { class: "differs small" }, ownSentence(payload, words.text("differs", { how: words.pick(block.differs) }))) : null),
      h("div", { class: "inside" },
        kind.removed ? h("p", { class: "removed" }, h("b", {}, words.text("removed")), " ", words.pick(kind.removed)) : null,
        payload.concepts[kind.concept] ? h("p", { class: "small" }, words.text("concept"), " ",
          h("button", { type: "button", class: "chip", onclick: () => this.bench.actions.openConcept(kind.concept) },
            words.pick(payload.concepts[kind.concept].name))) : null,
        this.knowing(block),
        h("div", { class: "inner" })));
  }

  /** What stands in the block's open places, as the paper writes it. */
  slots(block, kind) {
    const { payload, words } = this.bench;
    const names = Object.keys(kind.slots).filter((name) => name in block.slots);
    return h("span", { class: "slots" }, names.map((name) => h("span", { class: "slot" },
      h("span", { class: "small" }, words.pick(kind.slots[name])), " ",
      drawMath(payload.drawn[block.slots[name]]) ?? h("code", {}, block.slots[name]))));
  }

  /** A block is taken into the inventory, or put back. */
  knowing(block) {
    const button = h("button", { type: "button", class: "quiet-button knowing", "aria-pressed": String(inventory.has(block.block)),
      onclick: () => this.know(block.block, !inventory.has(block.block)) }, this.bench.words.text("know-block"));
    return h("p", { class: "small" }, button);
  }

  know(id, known) {
    inventory.put(id, known);
    this.cards.forEach((card, index) => {
      if (this.bench.data.blocks[index].block !== id) return;
      card.querySelector(":scope > summary .known-mark").hidden = !known;
      card.querySelector(":scope > .inside > p > .knowing").setAttribute("aria-pressed", String(known));
    });
  }

  take(element) {
    this.point(element);
    if (this.pointed) this.bench.choose(placeOf(this.pointed));
    this.draw();
  }

  point(element) {
    this.pointed = element?.closest?.(".block-card") ?? null;
    this.draw();
  }

  /** Light the block that is pointed at. */
  draw() {
    if (!this.element.isConnected) return; // a card that opens says so when another pane may be open already
    this.bench.light.show(this.pointed ? placeOf(this.pointed) : this.bench.lit);
  }

  /** Up and down walk the blocks, right opens one, left closes it or goes to the one around it. */
  key(event) {
    const summary = event.target.closest("summary");
    if (!summary) return false;
    const card = summary.parentElement;
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const open = event.key === "ArrowRight";
      if (card.open !== open) card.open = open;
      else if (!open) card.parentElement.closest(".block-card")?.querySelector("summary").focus();
      return true;
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return false;
    const shown = [...this.element.querySelectorAll("summary")].filter((each) => each.getClientRects().length);
    shown[shown.indexOf(summary) + by]?.focus();
    return true;
  }
}

/** A card's place, null for all of the formula. */
function placeOf(card) {
  return card.dataset.at === "null" ? null : Number(card.dataset.at);
}
