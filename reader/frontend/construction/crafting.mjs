// @ts-check
// 組み立てる: a formula put together from its pieces. It is typeset and runs on small numbers as it grows.

import { CraftHands } from "./craft_hands.mjs";
import { CraftNumbers } from "./craft_numbers.mjs";
import { Reckoner, drawTree, fresh, grown, grownFences, inOrder, isMadeSo, isWhole, mayBecome, openHole, opened, partAt, putAt, same } from "./craft_tree.mjs";
import { CraftWords, foldedName, nameOf } from "./craft_words.mjs";
import { drawMath, h } from "../core/elements.mjs";
import { Grid } from "../bench/grids.mjs";
import { inventory } from "./inventory.mjs";

/**
 * The table for one formula: `row` as reader/output/page/crafting.py has it. `words` is {text, pick, language}, `options`
 * {goalOpen, onBuilt(blocks), onNext}.
 */
export function mountCrafting(host, row, words, options = {}) {
  const table = new CraftingTable(row, words, options);
  host.append(table.element);
  return table;
}

export class CraftingTable {
  reckoner; goal; words; options; row; lying; past; count; told;

  constructor(row, words, options = {}) {
    Object.assign(this, { row, words, options, reckoner: new Reckoner(row), goal: row.free ? null : grown(row.goal) });
    this.isNumber = (node) => this.reckoner.isNumber(node);
    const order = inOrder(this.goal);
    this.milestones = row.built.map(([k, block]) => ({ block, goal: order[k] === this.goal, is: (node) => same(row, node, order[k], this.isNumber) }));
    for (const [block, tree] of row.known ?? []) {
      const recipe = opened(tree);
      this.milestones.push({ block, goal: false, is: (node) => isMadeSo(row, node, recipe, this.reckoner) });
    }
    this.pieceWords = new CraftWords(row, words, this.reckoner, this.milestones);
    this.numbers = new CraftNumbers(row, words, this.reckoner, () => this.draw());
    this.search = row.free ? h("input", { type: "search", class: "shelf-search", autocomplete: "off", placeholder: words.text("craft-search"),
      "aria-label": words.text("craft-search"), oninput: () => this.draw() }) : null;
    this.heap = h("div", { class: "craft-heap" });
    this.works = h("div", { class: "craft-works" });
    this.said = h("p", { class: "craft-said", role: "status", "aria-live": "polite" });
    this.built = h("p", { class: "craft-built chips" });
    this.undo = this.button("craft-undo", () => this.turnBack());
    this.hint = this.button("craft-hint", () => this.showHint());
    this.element = h("section", { class: row.free ? "craft free" : "craft" },
      h("p", { class: "small craft-how" }, words.text("craft-how"), " ", h("span", { class: "keys" }, words.text("craft-keys"))),
      this.goal ? this.goalView() : null, this.search, this.heap, this.said, this.works, this.built,
      h("p", { class: "chips craft-tools" }, this.undo, this.goal ? this.hint : null, this.button("craft-again", () => this.start()),
        this.reckoner.seeds > 1 ? this.button("craft-other-numbers", () => { this.reckoner.reseed(); this.numbers.fill(); this.draw(); }) : null),
      this.numbers.element);
    this.hands = new CraftHands(this);
    this.start();
  }

  button(key, act) {
    return h("button", { type: "button", class: "chip", "data-tool": key, onclick: act }, this.words.text(key));
  }

  goalView() {
    return h("details", { class: "craft-goal", open: this.options.goalOpen ?? false },
      h("summary", {}, this.words.text("craft-show-goal")), h("div", { class: "craft-formula" }, grownFences(drawMath(this.row.whole))));
  }

  // --- what lies where

  start() {
    Object.assign(this, { lying: [], hand: null, past: [], told: new Set(), marked: null, count: 0, done: false });
    this.say(this.row.free ? "craft-begin-free" : "craft-begin");
    this.draw();
  }

  /** How many of a piece are still in the heap. */
  left(piece) {
    if (this.row.free) return Infinity;
    const used = this.lying.flatMap(({ node }) => inOrder(node)).filter((node) => node.piece === piece).length;
    return this.row.heap.filter((each) => each === piece).length - used;
  }

  /** What is in the hand, as a tree; null for an empty hand. */
  get held() {
    if (!this.hand) return null;
    return "piece" in this.hand ? fresh(this.row, this.hand.piece) : partAt(this.workOf(this.hand.id).node, this.hand.path);
  }

  workOf(id) {
    return this.lying.find((work) => work.id === id);
  }

  /** What lies on the table without what is in the hand. */
  withoutHand() {
    if (!this.hand || "piece" in this.hand) return this.lying;
    const { id, path } = this.hand;
    if (!path.length) return this.lying.filter((work) => work.id !== id);
    return this.lying.map((work) => (work.id === id ? { id, node: putAt(work.node, path, null) } : work));
  }

  change(lying, focus) {
    this.past.push(this.lying);
    Object.assign(this, { lying, hand: null, marked: null });
    this.announce();
    this.draw(focus);
  }

  turnBack() {
    if (!this.past.length) return;
    Object.assign(this, { lying: this.past.pop(), hand: null, marked: null, done: false });
    this.hush();
    this.draw();
  }

  // --- acting

  take(hand) {
    const again = JSON.stringify(hand) === JSON.stringify(this.hand);
    this.hand = again ? null : hand;
    this.marked = null;
    if (this.hand && "piece" in this.hand && !this.hands.openPlaces().length) { this.place(); return; }
    if (this.hand) this.say("craft-in-hand", { piece: this.pieceWords.called(this.held) });
    else this.hush();
    this.draw(this.hand ? this.keyOf(hand) : null);
  }

  keyOf(hand) {
    return "piece" in hand ? `piece-${hand.piece}` : `work-${hand.id}`;
  }

  /** What is in the hand becomes a formula of its own. */
  place() {
    const node = this.held;
    if (!node) return;
    const name = this.pieceWords.called(node);
    const id = (this.count += 1);
    this.say("craft-on-table", { piece: name });
    this.change([...this.withoutHand(), { id, node }], node.parts.length ? `hole-${id}-0` : `work-${id}`);
  }

  /** What is in the hand goes into a hole, if it fits there; if not, the reason is said and it stays in the hand. */
  plug(id, path) {
    const node = this.held;
    if (!node) return;
    if (this.hand.id === id && !this.hand.path.length) { this.say("craft-inside-itself", {}, "refused"); return; }
    const rest = this.withoutHand();
    const work = rest.find((each) => each.id === id);
    if (partAt(work.node, path) !== null || !holeAt(work.node, path)) { this.say("craft-inside-itself", {}, "refused"); return; }
    const filled = { id, node: putAt(work.node, path, node) };
    const why = this.pieceWords.misfit(filled.node) ?? (this.reckoner.runs ? this.pieceWords.clashIn(filled.node) : null);
    if (why) { this.say(...why, "refused"); return; }
    this.say("craft-placed", { piece: this.pieceWords.called(node) });
    const next = node.parts.length && !isWhole(node) ? `hole-${id}-${[...path, node.parts.indexOf(null)].join("-")}` : null;
    this.change(rest.map((each) => (each.id === id ? filled : each)), next ?? this.nextHole(filled) ?? `work-${id}`);
  }

  nextHole({ id, node }) {
    const path = firstHole(node);
    return path ? `hole-${id}-${path.join("-")}` : null;
  }

  /** The outermost piece is taken off: what was in it lies on the table by itself. */
  takeApart(id) {
    const { node } = this.workOf(id);
    const parts = node.parts.filter(Boolean).map((part) => ({ id: (this.count += 1), node: part }));
    this.hush();
    this.change(this.lying.flatMap((work) => (work.id === id ? parts : [work])), parts.length ? `work-${parts[0].id}` : `piece-${node.piece}`);
  }

  putBack() {
    if (!this.hand) return;
    if ("piece" in this.hand) { this.letGo(); return; }
    this.hush();
    this.change(this.withoutHand());
  }

  letGo() {
    this.hand = null;
    this.hush();
    this.draw();
  }

  // --- saying

  /** A sentence of the table; its {blanks} are texts or lists of elements. */
  say(key, blanks = {}, tone = "") {
    const pieces = this.words.text(key).split(/\{(\w+)\}/);
    this.said.replaceChildren(h("span", {}, pieces.map((piece, k) => (k % 2 ? blanks[piece] ?? "" : piece)).flat()));
    this.said.className = `craft-said ${tone}`;
  }

  hush() {
    this.said.replaceChildren();
    this.said.className = "craft-said";
  }

  /** Blocks that have come to be, the goal among them. */
  announce() {
    const nodes = this.lying.flatMap(({ node }) => inOrder(node)).filter(isWhole);
    const standing = this.milestones.filter((each) => nodes.some((node) => each.is(node)));
    const fresh = standing.filter(({ block }) => !this.told.has(block));
    for (const { block } of fresh) {
      this.told.add(block);
      inventory.put(block);
    }
    if (fresh.length) this.options.onBuilt?.(fresh.map(({ block }) => block));
    const last = fresh.at(-1);
    const whole = this.goal && this.lying.length === 1 && same(this.row, this.lying[0].node, this.goal, this.isNumber);
    if (whole) {
      this.done = true;
      const own = this.milestones.find((each) => each.goal);
      if (own) this.say("craft-stands", { block: this.words.pick(this.row.blocks[own.block]) }, "stands");
      else this.say("craft-stands-formula", {}, "stands");
    } else if (last) {
      this.done = false;
      this.say("craft-became", { block: this.words.pick(this.row.blocks[last.block]) }, "stands");
    } else {
      this.done = false;
      if (this.goal) this.sayWhatIsWrong();
    }
  }

  /** After a move from which no way leads to the goal, and where all pieces are used but the goal does not stand. */
  sayWhatIsWrong() {
    const isUsed = this.row.pieces.every((_, piece) => !this.left(piece));
    this.marked = this.wrongPart();
    if (this.marked) this.say(isUsed ? "craft-differs" : "craft-wrong-move", {}, "refused");
    else if (isUsed) this.say("craft-in-pieces", { count: String(this.lying.length) }, "refused");
  }

  /** The smallest part whose place is wrong, as {id, path}: what is around it could become a part of the goal without it. */
  wrongPart() {
    const goals = inOrder(this.goal);
    const fits = (node) => goals.some((each) => mayBecome(this.row, node, each, this.isNumber));
    const look = ({ id, node }, path) => {
      const here = partAt(node, path);
      for (let k = 0; k < here.parts.length; k += 1) {
        const deeper = here.parts[k] && !fits(here.parts[k]) ? look({ id, node }, [...path, k]) : null;
        if (deeper) return deeper;
      }
      const odd = here.parts.findIndex((part, k) => part && fits(putAt(here, [k], null)));
      return { id, path: odd >= 0 ? [...path, odd] : path };
    };
    const work = this.lying.find(({ node }) => !fits(node));
    return work ? look(work, []) : null;
  }

  /** What could be done next: take out what is wrong, else the first step of the recipe that does not stand yet. */
  showHint() {
    const wrong = this.wrongPart();
    if (wrong) {
      this.marked = wrong;
      this.say("craft-hint-take-out", {}, "refused");
      this.draw();
      return;
    }
    const nodes = this.lying.flatMap(({ node }) => inOrder(node));
    const step = inOrder(this.goal).find((each) => each.parts.length && !nodes.some((node) => same(this.row, node, each, this.isNumber)));
    if (!step) return;
    const separator = this.words.language === "ja" ? "と" : ", ";
    const parts = step.parts.flatMap((part, k) => [k ? separator : "", this.pieceWords.called(part)].flat());
    this.say("craft-hint-said", { piece: this.words.pick(this.row.pieces[step.piece].name), parts });
    this.hinted = new Set([step.piece, ...step.parts.filter((part) => !part.parts.length).map((part) => part.piece)]);
    this.draw();
    this.hinted = null;
  }

  // --- drawing

  draw(focus = null) {
    const hadFocus = this.element.contains(this.element.getRootNode().activeElement ?? null);
    this.heap.replaceChildren(...this.groups());
    this.works.replaceChildren(...this.lying.map((work) => this.workView(work)), this.placeView());
    this.undo.disabled = !this.past.length;
    this.built.replaceChildren(...this.builtView());
    this.element.classList.toggle("holding", this.hand !== null);
    this.element.classList.toggle("done", this.done);
    if (focus && hadFocus) this.element.querySelector(`[data-key="${focus}"]`)?.focus({ preventScroll: true });
    else if (hadFocus && !this.element.contains(this.element.getRootNode().activeElement)) this.element.querySelector(".craft-tile:not(:disabled), .craft-hole")?.focus({ preventScroll: true });
  }

  /** The heap: what does something by layer, then names. */
  groups() {
    const { pieces, layers } = this.row;
    const wanted = foldedName(this.search?.value ?? "");
    const numbers = pieces.map((_, k) => k).filter((k) => !wanted || nameOf(pieces[k]).includes(wanted));
    const group = (title, members) => (members.length ? h("div", { class: "craft-group" },
      h("h4", { class: "small" }, title), h("div", { class: "craft-tiles" }, members.map((piece) => this.tile(piece)))) : null);
    return [...Object.entries(layers).map(([layer, name]) => group(this.words.pick(name), numbers.filter((k) => pieces[k].holes.length && pieces[k].layer === layer))),
      group(this.words.text("craft-names"), numbers.filter((k) => !pieces[k].holes.length))].filter(Boolean);
  }

  tile(piece) {
    const left = this.left(piece);
    const inHand = this.hand?.piece === piece;
    return h("button", { type: "button", class: `craft-tile${this.hinted?.has(piece) ? " hinted" : ""}`, "data-piece": piece, "data-key": `piece-${piece}`,
      "aria-pressed": String(inHand), disabled: left === 0 },
    drawTree(this.row, fresh(this.row, piece), (element, _, node) => { if (!node) openHole(element); }),
    h("span", { class: "craft-label" }, this.pieceWords.label(piece)),
    left > 1 && left < Infinity ? h("span", { class: "craft-count" }, `×${left}`) : null);
  }

  workView({ id, node }) {
    const taken = this.hand?.id === id;
    const whole = taken && !this.hand.path.length;
    const math = drawTree(this.row, node, (element, path, part) => this.mark(element, id, path, part));
    return h("article", { class: `craft-work${whole ? " taken" : ""}`, "data-work": id },
      h("div", { class: "craft-line" },
        h("button", { type: "button", class: "craft-handle", "data-key": `work-${id}`, "data-handle": id, "aria-pressed": String(Boolean(whole)),
          "aria-label": this.pieceWords.spelled(node) }, h("span", { "aria-hidden": "true" }, "⠿")),
        h("div", { class: "craft-formula" }, math),
        h("button", { type: "button", class: "quiet-button craft-apart", onclick: () => this.takeApart(id) },
          this.words.text(node.parts.some(Boolean) ? "craft-apart" : "craft-put-back"))),
      this.values(node));
  }

  /** What it computes by now: all of it, or the parts that are whole. */
  values(node) {
    const parts = isWhole(node) ? [node] : wholeParts(node);
    return parts.map((part) => ({ part, found: this.reckoner.of(part) })).filter(({ found }) => found?.kind !== undefined)
      .map(({ part, found }) => h("div", { class: "craft-value" },
        part === node ? null : drawTree(this.row, part), h("span", { class: "small" }, this.pieceWords.shape(found.kind)), gridOf(found.value)));
  }

  mark(element, id, path, node) {
    if (node === null) {
      const around = partAt(this.workOf(id).node, path.slice(0, -1));
      const { name, holes } = this.row.pieces[around.piece];
      const { slot } = holes[path.at(-1)];
      openHole(element);
      const label = slot ? this.words.text("craft-hole-of", { what: this.words.pick(slot) })
        : this.words.text("craft-hole", { piece: this.words.pick(name), number: path.at(-1) + 1 });
      for (const [key, value] of Object.entries({ tabindex: "0", role: "button", "aria-label": label, "data-hole": path.join("-"), "data-of": id, "data-key": `hole-${id}-${path.join("-")}` })) element.setAttribute(key, value);
      return;
    }
    if (!path.length) return;
    element.setAttribute("data-part", path.join("-"));
    element.setAttribute("data-of", id);
    const at = path.join("-");
    element.classList.toggle("taken", this.hand?.id === id && this.hand.path.join("-") === at);
    element.classList.toggle("odd", this.marked?.id === id && this.marked.path.join("-") === at);
  }

  /** Where something in the hand may be laid down by itself. */
  placeView() {
    if (this.hand && ("piece" in this.hand || this.hand.path.length)) {
      return h("button", { type: "button", class: "craft-place", "data-key": "place", onclick: () => this.place() }, this.words.text("craft-place"));
    }
    return this.lying.length ? "" : h("p", { class: "craft-empty small" }, this.words.text("craft-empty"));
  }

  builtView() {
    const blocks = [...this.told];
    if (!blocks.length) return [];
    return [h("span", { class: "small" }, this.words.text("craft-on-the-way")),
      ...blocks.map((block) => h("span", { class: "chip built-block" }, this.words.pick(this.row.blocks[block]))),
      this.done && this.options.onNext ? h("button", { type: "button", class: "chip turn forward", onclick: this.options.onNext }, this.words.text("craft-all")) : null].filter(Boolean);
  }

  /** True for keys that are ours. */
  key(event) {
    return this.hands.key(event);
  }

  /** Nothing here follows the part in hand of the formula above. */
  show() {}

  focus() {
    this.element.querySelector(".craft-tile:not(:disabled), .craft-hole")?.focus({ preventScroll: true });
  }
}

/** Whether a path ends in an open hole of a tree. */
function holeAt(node, path) {
  const around = partAt(node, path.slice(0, -1));
  return around !== null && path.at(-1) < around.parts.length;
}

/** The largest parts of a tree that have no holes. */
const wholeParts = (node) => node.parts.flatMap((part) => (part === null ? [] : isWhole(part) ? [part] : wholeParts(part)));

function firstHole(node, path = []) {
  for (const [k, part] of node.parts.entries()) {
    const found = part === null ? [...path, k] : firstHole(part, [...path, k]);
    if (found) return found;
  }
  return null;
}

function gridOf({ sizes, data }) {
  const grid = new Grid(sizes);
  grid.fill(data);
  return grid.element;
}
