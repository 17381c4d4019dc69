// @ts-check
// Formulas as trees of pieces: {piece, parts}, null in an open hole. Drawn, computed and compared; nothing here is shown.

import { MATHML, copied, drawMath } from "../core/elements.mjs";
import { Values } from "../core/program.mjs";

const FIRST_HOLE = 1000; // inputs of this number and up are what stands in the holes
const SMALL = "mfrac, msub, msup, msubsup, munder, mover, munderover, mroot, mtd"; // inside them big signs are small

/** A piece with nothing in it yet. */
export const fresh = (row, piece) => ({ piece, parts: row.pieces[piece].holes.map(() => null) });

/** The goal as a tree of the same form. */
export const grown = ([piece, parts = []]) => ({ piece, parts: parts.map(grown) });

/** What is inside before what is outside: the order of building. */
export const inOrder = (node) => (node ? [...node.parts.flatMap(inOrder), node] : []);

export const isWhole = (node) => node !== null && node.parts.every(isWhole);

export const partAt = (node, path) => path.reduce((at, k) => at?.parts[k] ?? null, node);

/** The tree with something else at a place. */
export function putAt(node, path, part) {
  if (!path.length) return part;
  const [first, ...rest] = path;
  return { piece: node.piece, parts: node.parts.map((each, k) => (k === first ? putAt(each, rest, part) : each)) };
}

// --- compared

/** Whether two trees say the same; what commutes may be turned round. `isNumber(node)` says what scales. */
export function same(row, one, other, isNumber = () => false) {
  return agree(row, one, other, (a, b) => a === b, isNumber);
}

/** Whether a tree could still become the other one: its holes stand for anything. */
export function mayBecome(row, one, other, isNumber = () => false) {
  return agree(row, one, other, (a, b) => a === null || a === b, isNumber);
}

function agree(row, one, other, open, isNumber) {
  if (one === null || other === null) return open(one, other);
  if (one.piece !== other.piece) return false;
  const match = (parts) => parts.every((part, k) => agree(row, part, other.parts[k], open, isNumber));
  return match(one.parts) || (turns(row, one, isNumber) && match([...one.parts].reverse()));
}

function turns(row, node, isNumber) {
  const { commutes, scales } = row.pieces[node.piece];
  return node.parts.length === 2 && (commutes || (scales && node.parts.some((part) => part && isNumber(part))));
}

/** A recipe whose names are open: a tree with places in it, in which anything of their rank may stand, once the same. */
export const opened = (tree) => (Array.isArray(tree) ? { piece: tree[0], parts: (tree[1] ?? []).map(opened) } : tree);

/** Whether a tree is what a recipe with open names makes. */
export function isMadeSo(row, node, recipe, reckoner) {
  return madeSo(row, node, recipe, new Map(), reckoner);
}

function madeSo(row, node, recipe, held, reckoner) {
  if (node === null) return false;
  if (recipe.place !== undefined) return standsIn(row, node, recipe, held, reckoner);
  if (node.piece !== recipe.piece) return false;
  const orders = turns(row, node, (part) => reckoner.isNumber(part)) ? [node.parts, [...node.parts].reverse()] : [node.parts];
  return orders.some((parts) => {
    const tried = new Map(held);
    if (!parts.every((part, k) => madeSo(row, part, recipe.parts[k], tried, reckoner))) return false;
    for (const [place, part] of tried) held.set(place, part);
    return true;
  });
}

function standsIn(row, node, { place, axes, rank, names, factor }, held, reckoner) {
  if (held.has(place)) return same(row, node, held.get(place), (part) => reckoner.isNumber(part));
  if ([...held.values()].some((other) => same(row, node, other))) return false;
  if (names && (node.parts.length || !names.includes(node.piece))) return false;
  if (factor && ["sum", "signed"].includes(row.pieces[node.piece].form)) return false;
  const kind = row.run.kinds[reckoner.of(node)?.kind];
  if (!kind || [...kind.axes].sort().join() !== axes.join() || kind.shape.length !== rank) return false;
  held.set(place, node);
  return true;
}

// --- what goes where

const turnsRound = ({ holes, commutes, scales }) => holes.length === 2
  && (commutes || (scales && holes.some(({ takes }) => !takes.length || takes.includes("number"))));

/** What a tree is, or may be; the first is what it is called. A quantity with a value is of the sort of that. */
export function sortsOf(row, node, reckoner) {
  const { sorts } = row.pieces[node.piece];
  const kind = node.parts.length && sorts[0] === "quantity" ? reckoner.of(node)?.kind : undefined;
  return kind === undefined ? sorts : [row.run.kinds[kind].sort];
}

/** The first part of a tree that does not belong where it is, as {part, hole, sort}; null where all do. */
export function misfitIn(row, tree, reckoner) {
  const wrong = ({ parts }, holes) => holes.map((hole, k) => ({ hole, part: parts[k] })).find(({ hole, part }) => part
    && !((!hole.takes.length || sortsOf(row, part, reckoner).some((sort) => hole.takes.includes(sort))) && (!hole.alone || row.pieces[part.piece].alone)));
  for (const node of inOrder(tree)) {
    const piece = row.pieces[node.piece];
    const found = wrong(node, piece.holes);
    if (found && !(turnsRound(piece) && !wrong(node, [...piece.holes].reverse()))) return { ...found, sort: sortsOf(row, found.part, reckoner)[0] };
  }
  return null;
}

// --- computed

/** What trees compute: {kind, value} where all is there, {clash} where something does not go together, else null. */
export class Reckoner {
  row;

  constructor(row) {
    Object.assign(this, { row, seed: 0, known: new WeakMap() });
    if (row.run.refused) return;
    this.inputs = row.run.inputs.map((each) => each.values[0]);
    this.ways = new Map(Object.entries(row.run.ways).map(([piece, ways]) =>
      [Number(piece), new Map(ways.map(([kinds, kind, code]) => [kinds.join(), { kind, code }]))]));
  }

  get runs() {
    return !this.row.run.refused;
  }

  get seeds() {
    return this.runs && this.row.run.inputs.length ? this.row.run.inputs[0].values.length : 0;
  }

  reseed() {
    this.seed = (this.seed + 1) % this.seeds;
    this.inputs = this.row.run.inputs.map((each) => each.values[this.seed]);
    this.known = new WeakMap();
  }

  setInput(at, value) {
    this.inputs = this.inputs.map((each, k) => (k === at ? value : each));
    this.known = new WeakMap();
  }

  of(node) {
    if (node === null || !this.runs) return null;
    if (!this.known.has(node)) this.known.set(node, this.work(node));
    return this.known.get(node);
  }

  work(node) {
    const name = this.row.run.names[node.piece];
    if (name) return { kind: name[0], value: this.execute(name[1], []) };
    const parts = node.parts.map((part) => this.of(part));
    if (parts.some((part) => !part || part.clash || part.untold)) return parts.find((part) => part?.clash || part?.untold) ?? null;
    const kinds = parts.map((part) => part.kind);
    const way = this.ways.get(node.piece)?.get(kinds.join());
    if (way) return { kind: way.kind, value: this.execute(way.code, parts.map((part) => part.value)) };
    const { tried, whole } = this.row.run;
    return whole.includes(node.piece) && kinds.every((kind) => kind < tried) ? { clash: { node, kinds } } : { untold: true };
  }

  /** The planner's instructions; what stands in the holes is put in like any other number. */
  execute(code, holes) {
    const inputs = { ...this.inputs };
    holes.forEach((array, k) => { inputs[FIRST_HOLE + k] = array.data; });
    return new Values(code, inputs).value(code.length - 1);
  }

  isNumber(node) {
    const found = this.of(node);
    return Boolean(found) && found.kind !== undefined && !this.row.run.kinds[found.kind].shape.length;
  }
}

// --- drawn

const drawn = new WeakMap(); // by row, the pieces as elements

function template(row, piece) {
  if (!drawn.has(row)) drawn.set(row, new Map());
  const known = drawn.get(row);
  if (!known.has(piece)) known.set(piece, drawMath(row.pieces[piece].math));
  return copied(known.get(piece));
}

/**
 * The formula as `<math>`. `mark(element, path, node)` is called for what is drawn of each part, with null for a hole;
 * brackets stand where the piece around needs them for a part of this form.
 */
export function drawTree(row, node, mark = () => {}) {
  const math = template(row, node.piece);
  math.removeAttribute("data-tex");
  const inner = document.createElementNS(MATHML, "mrow");
  inner.append(...math.childNodes);
  math.append(inner);
  fillHoles(row, node, inner, [], mark);
  return grownFences(math);
}

const TALL = "mfrac, munder, munderover, mover:not([accent]), mtable, mroot";

/** Fences and roots grow where something tall has come to stand in them. */
export function grownFences(math) {
  for (const each of math.querySelectorAll("msqrt.short")) if (each.querySelector(TALL)) each.classList.remove("short");
  for (const each of math.querySelectorAll('mo[fence="true"]:not([minsize])'))
    if (each.parentElement.querySelector(TALL)) each.setAttribute("stretchy", "true");
  return math;
}

function fillHoles(row, node, element, path, mark) {
  const { holes } = row.pieces[node.piece];
  const places = holes.map((_, k) => element.querySelector(`[data-te="${k}"]`));
  places.forEach((place, k) => {
    place.removeAttribute("data-te");
    const part = node.parts[k];
    if (part === null) { mark(place, [...path, k], null); return; }
    const made = drawPart(row, part, [...path, k], mark);
    if (place.closest(SMALL)) shrink(made);
    place.replaceWith(holes[k].brackets.includes(row.pieces[part.piece].form) ? bracketed(made) : made);
  });
  mark(element, path, node);
}

function drawPart(row, node, path, mark) {
  const element = document.createElementNS(MATHML, "mrow");
  element.append(...template(row, node.piece).childNodes);
  fillHoles(row, node, element, path, mark);
  return element;
}

function bracketed(element) {
  const made = document.createElementNS(MATHML, "mrow");
  made.append(fence("(", "prefix"), element, fence(")", "postfix"));
  return made;
}

function fence(sign, form) {
  const made = document.createElementNS(MATHML, "mo");
  for (const [name, value] of Object.entries({ form, fence: "true", stretchy: "false", lspace: "0", rspace: "0" })) made.setAttribute(name, value);
  made.textContent = sign;
  return made;
}

const SCRIPTS = { munderover: "msubsup", munder: "msub", mover: "msup" };

/** Limits of sums and the like stand beside the sign where there is little room, as TeX sets them. */
function shrink(element) {
  for (const limits of element.querySelectorAll("munderover, munder, mover:not([accent])")) {
    if (!limits.firstElementChild.matches("mo[movablelimits], mi, mrow") || limits.hasAttribute("accentunder")) continue;
    const made = document.createElementNS(MATHML, SCRIPTS[limits.localName]);
    made.append(...limits.childNodes);
    limits.replaceWith(made);
  }
}

/** An open hole is a dashed square. */
export function openHole(element) {
  element.classList.add("craft-hole");
  element.textContent = "□";
}
