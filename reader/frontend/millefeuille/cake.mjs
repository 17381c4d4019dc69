// @ts-check
// The mille-feuille: a layer on a layer, each a sheet of pastry with its name and cream with the ideas that lie in it. The more
// formulas use a layer, the thicker it is; what one knows is ticked, and bitten off at the edge.

import { conceptName } from "../core/concepts.mjs";
import { h } from "../core/elements.mjs";
import { berries, icing, pastry } from "./pastry.mjs";

const THIN = 40; // pixels of cream in a layer that is hardly used
const THICK = 120; // pixels more in the one that is used most
const FLAVOURS = 7; // from flour below to cream on top, as in millefeuille.css
const SHOWN = matchMedia("(max-width: 40rem)").matches ? 7 : 14; // ideas of a layer that lie in sight; the others are folded
const AIR = 60; // pixels at the top of the window that something may cover
const NEXT = 7; // ideas to learn that are named

/**
 * `row` is {layers, pieces, assumed} (reader/output/rows/millefeuille.py), `pick(id, byKeyboard)` is told of each pick,
 * `idle` says that nothing uses anything yet: then a layer is as thick as what there is in it. `learns` says that what is
 * to be learned for all that is used is told in order.
 */
export class Cake {
  words; known; pick; idle; assumed; picked; width; way;

  constructor({ row, words, known, pick, idle = false, learns = false }) {
    Object.assign(this, { words, known, pick, idle, assumed: new Set(row.assumed), picked: null });
    this.pieces = new Map(row.pieces.map((piece) => [piece.id, piece]));
    this.above = new Map();
    for (const { id, requires } of row.pieces) for (const need of requires) this.above.set(need, [...(this.above.get(need) ?? []), id]);
    this.way = learns ? h("div", { class: "way" }) : null;
    this.knownNow = this.allKnown();
    this.buttons = new Map();
    this.folds = new Map(); // what stands for pieces that are not shown -> these
    this.layers = row.layers.map((layer, storey) => ({ ...layer, storey, pieces: row.pieces.filter((piece) => piece.storey === storey) }))
      .filter(({ pieces }) => pieces.length);
    this.names = row.layers.map(({ name }) => words.pick(name));
    this.element = h("div", { class: "cake-stand" }, this.cakes(), this.way);
    this.learn();
    known.listen(() => this.tick());
    new ResizeObserver(() => this.rise()).observe(this.element);
  }

  /** The cake itself, and the towers beside it: little cakes of one layer each. */
  cakes() {
    const { words } = this;
    const main = stacked(this.layers), towers = this.layers.filter((layer) => !main.includes(layer));
    const baked = (layers) => layers.map((layer, k) => this.layer(layer, layers.length > 1 ? k / (layers.length - 1) : 1)).reverse();
    return [main.length ? h("div", { class: "cake" }, h("div", { class: "topping" }, berries(), icing()), h("ol", { class: "storeys", "aria-label": words.text("cake-from-top") }, baked(main)),
      h("div", { class: "base" }, pastry(99)), h("div", { class: "plate" })) : null,
    towers.length ? h("section", { class: "little-cakes" }, h("h2", {}, words.text("cake-beside")),
      towers.map((layer) => h("div", { class: "cake little" }, h("ol", { class: "storeys" }, this.layer(layer, 0.7, true)), h("div", { class: "plate" })))) : null];
  }

  layer(layer, rise, beside = false) {
    const { words } = this;
    const used = layer.pieces.filter((piece) => piece.count).sort((a, b) => b.count - a.count);
    const carrying = layer.pieces.filter((piece) => !piece.count);
    const first = used.length || !this.idle ? used.slice(0, SHOWN) : carrying.slice(0, Math.ceil(SHOWN / 2));
    const folded = [...used, ...carrying].filter((piece) => !first.includes(piece));
    const told = h("span", { class: "told" });
    const cream = h("div", { class: "cream" }, h("div", { class: "ideas" }, first.map((piece) => this.piece(piece)), this.more(folded, first.length > 0)));
    const element = h("li", { class: used.length || this.idle ? "storey" : "storey carrying", "data-storey": String(layer.storey), "data-flavour": String(Math.round(rise * (FLAVOURS - 1))) },
      h("div", { class: "crust" }, pastry(layer.storey), h("h2", {}, words.pick(layer.name),
        beside && layer.on.length ? h("span", { class: "stands-on" }, words.text("cake-stands-on", { layers: layer.on.map((storey) => this.names[storey]).join(words.language === "ja" ? "・" : ", ") })) : null), told),
      cream, h("div", { class: "bite" }));
    Object.assign(layer, { cream, element, told, used: used.length });
    this.tell(layer);
    return element;
  }

  /** A layer's use and what one knows of it. */
  tell({ pieces, used, formulas, told, element }) {
    const known = pieces.filter(({ id }) => this.knownNow.has(id)).length;
    told.replaceChildren(used ? this.words.text("cake-use", { ideas: used, formulas }) : this.words.text(this.way ? "cake-carries" : "cake-holds", { ideas: pieces.length }),
      known ? h("span", { class: "known-count" }, this.words.text("cake-known", { known, ideas: pieces.length })) : "");
    element.style.setProperty("--eaten", String(known / pieces.length));
  }

  piece(piece) {
    const button = h("button", { type: "button", class: "piece", "data-concept": piece.id, "aria-pressed": "false",
      onclick: (event) => this.choose(piece.id, event.detail === 0) },
    conceptName(this.words, piece), piece.count ? h("span", { class: "uses", title: this.words.text("cake-in-formulas", { count: piece.count }) }, String(piece.count)) : null);
    button.classList.toggle("known", this.knownNow.has(piece.id));
    button.classList.toggle("crumb", !piece.count);
    this.buttons.set(piece.id, button);
    return button;
  }

  /** The other ideas of a layer, put in when they are asked for. */
  more(folded, isAfter) {
    if (!folded.length) return null;
    const head = h("button", { type: "button", class: "piece more", onclick: () => {
      this.unfold(head);
      this.light();
      this.focus(folded[0].id);
    } }, this.words.text(isAfter ? "cake-more" : "cake-carrying", { count: folded.length }));
    this.folds.set(head, folded);
    return head;
  }

  unfold(head) {
    head.closest(".storey").classList.add("unfolded");
    head.replaceWith(...this.folds.get(head).map((piece) => this.piece(piece)));
    this.folds.delete(head);
  }

  choose(id, byKeyboard) {
    this.show(this.picked === id ? null : id);
    this.pick(this.picked, byKeyboard);
  }

  /** Marks what is picked, and lights what it stands on and what stands on it; null takes that back. */
  show(id) {
    this.picked = this.pieces.has(id) ? id : null;
    const holding = [...this.folds].find(([, folded]) => folded.some((piece) => piece.id === this.picked));
    if (holding) this.unfold(holding[0]);
    this.light();
  }

  light() {
    const { picked } = this;
    const lit = picked ? new Set([picked, ...reached(picked, (id) => this.pieces.get(id)?.requires), ...reached(picked, (id) => this.above.get(id))]) : new Set();
    this.element.classList.toggle("lighting", Boolean(picked));
    for (const [id, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(id === picked));
      button.classList.toggle("lit", lit.has(id));
    }
    for (const [head, folded] of this.folds) head.classList.toggle("lit", folded.some((piece) => lit.has(piece.id)));
  }

  focus(id) {
    this.buttons.get(id)?.focus({ preventScroll: true });
  }

  /** Scrolls to what is picked where it is out of sight, or behind what begins at `below`. */
  keepInSight(below = innerHeight) {
    const piece = this.buttons.get(this.picked);
    const { top, bottom } = piece?.getBoundingClientRect() ?? {};
    if (top < AIR || bottom > below) piece?.scrollIntoView({ block: below < innerHeight ? "start" : "center", behavior: "instant" });
  }

  // --- what one knows

  /** What is ticked, what that stands on, and what everybody brings along. */
  allKnown() {
    const ticked = [...this.pieces.keys()].filter((id) => this.known.has(id));
    return new Set([...this.assumed, ...ticked, ...ticked.flatMap((id) => [...reached(id, (each) => this.pieces.get(each)?.requires)])]);
  }

  tick() {
    this.knownNow = this.allKnown();
    for (const [id, button] of this.buttons) button.classList.toggle("known", this.knownNow.has(id));
    this.layers.forEach((layer) => this.tell(layer));
    this.learn();
  }

  /** What is still to be learned for all that is used, in its order: nothing below what one knows. */
  learn() {
    if (!this.way) return;
    const { words, pieces } = this;
    const wanted = [...pieces.values()].filter(({ count }) => count).flatMap(({ id }) => [id, ...reached(id, (each) => pieces.get(each)?.requires)]);
    const plan = [...new Set(wanted)].filter((id) => !this.knownNow.has(id));
    const order = [...pieces.keys()].filter((id) => plan.includes(id));
    this.way.replaceChildren(h("h2", {}, words.text(order.length ? "new-to-you" : "nothing-new", { count: order.length, all: pieces.size })),
      h("p", { class: "chips" }, order.slice(0, NEXT).map((id) => h("button", { type: "button", class: "chip", onclick: (event) => this.choose(id, event.detail === 0) }, conceptName(words, pieces.get(id)))),
        order.length > NEXT ? h("span", { class: "small" }, words.text("more-concepts", { count: order.length - NEXT })) : null));
  }

  // --- how thick

  /** Cream as thick as its layer is used; what holds more pieces than it has room for is thicker, and so is what is used more than it. */
  rise() {
    const width = this.element.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    const use = ({ formulas, pieces }) => (this.idle ? pieces.length : formulas);
    const most = Math.max(1, ...this.layers.map(use));
    for (const { cream } of this.layers) cream.style.minHeight = "";
    const needed = new Map(this.layers.map((layer) => [layer, layer.element.classList.contains("unfolded") ? 0 : layer.cream.offsetHeight]));
    let least = 0;
    for (const layer of [...this.layers].sort((a, b) => use(a) - use(b))) {
      least = Math.max(least, needed.get(layer), THIN + (use(layer) / most) * THICK);
      layer.cream.style.minHeight = `${Math.round(least)}px`;
    }
  }
}

/** What stands on the pieces. */
export function cakeLegend(words) {
  return h("ul", { class: "cake-legend" }, h("li", {}, h("span", { class: "piece", "aria-hidden": "true" }, "x", h("span", { class: "uses" }, "3")), words.text("cake-legend-used")),
    h("li", {}, h("span", { class: "piece known", "aria-hidden": "true" }, "x"), words.text("cake-legend-known")));
}

/** The layers of the cake, from below: the way up, the towers on which one of these stands, and a used one that stands on the top. */
function stacked(layers) {
  const on = (lower, upper) => upper.on.includes(lower.storey);
  const stack = layers.filter((layer) => !layer.tower || layers.some((upper) => !upper.tower && on(layer, upper)));
  const top = stack.at(-1);
  const crown = layers.filter((layer) => top && layer.formulas && !stack.includes(layer) && on(top, layer)).sort((a, b) => b.formulas - a.formulas)[0];
  return crown ? [...stack, crown] : stack;
}

/** Everything that one comes to from an idea by steps. */
function reached(id, steps) {
  const found = new Set();
  const visit = (each) => { for (const next of steps(each) ?? []) if (!found.has(next)) { found.add(next); visit(next); } };
  visit(id);
  return found;
}
