// @ts-check
// What is said of the pieces of a formula: their names, their shapes, why they do not go together.

import { drawTree, inOrder, isWhole, misfitIn, sortsOf } from "./craft_tree.mjs";

export class CraftWords {
  words; milestones; row; reckoner;

  constructor(row, words, reckoner, milestones) {
    Object.assign(this, { row, words, reckoner, milestones });
  }

  /** What a tree is called: the block that it is, a name with its role, else what its outermost piece does. */
  called(node) {
    const { pick, language } = this.words;
    const milestone = isWhole(node) && node.parts.length ? this.milestones.find((each) => each.is(node)) : null;
    if (milestone) return pick(this.row.blocks[milestone.block]);
    const { name, role } = this.row.pieces[node.piece];
    if (name) return pick(name);
    return [drawTree(this.row, node), role ? (language === "ja" ? `（${pick(role)}）` : ` (${pick(role)})`) : null].filter(Boolean);
  }

  /** The same as letters alone. */
  spelled(node) {
    const called = this.called(node);
    return typeof called === "string" ? called : called.map((each) => each.textContent ?? each).join("");
  }

  /** Why a part is not of the sort that its hole takes, as a sentence with its blanks. */
  misfit(node) {
    const found = misfitIn(this.row, node, this.reckoner);
    if (!found) return null;
    const { hole, part, sort } = found;
    const sortCalled = (each) => this.words.text(`craft-sort-${each}`);
    const piece = part.parts.length ? this.called(part) : drawTree(this.row, part);
    if (!hole.takes.length || hole.takes.some((each) => sortsOf(this.row, part, this.reckoner).includes(each))) return ["craft-takes-one", { piece }];
    return ["craft-takes", { needed: hole.takes.map(sortCalled).join(this.words.text("craft-or")), piece, sort: sortCalled(sort) }];
  }

  /** Why something does not go together, as a sentence with its blanks. */
  clashIn(node) {
    const clash = this.reckoner.of(node)?.clash ?? inOrder(node).map((each) => this.reckoner.of(each)?.clash).find(Boolean);
    if (!clash) return null;
    const shapes = clash.kinds.map((kind) => this.shape(kind));
    const own = clash.kinds.map((kind) => this.row.run.kinds[kind].shape);
    const piece = this.row.pieces[clash.node.piece];
    if (piece.scales && own.length === 2 && own.every((shape) => shape.length === 2))
      return ["craft-clash-product", { left: shapes[0], right: shapes[1], columns: own[0][1], rows: own[1][0] }];
    if (own.length === 2) return ["craft-clash-sum", { left: shapes[0], right: shapes[1] }];
    return ["craft-clash", { piece: this.words.pick(piece.name), shapes: shapes.join(", ") }];
  }

  shape(kind) {
    const { axes, shape } = this.row.run.kinds[kind];
    const own = shape.length ? shape.join(" × ") : this.words.text("one-number");
    const letters = axes.filter(Boolean);
    return letters.length ? this.words.text("for-each", { shape: own, letters: letters.join(this.words.text("comma")) }) : own;
  }

  /** What a piece does or stands for; of a name without a role, what kind of value it is. */
  label(piece) {
    const { name, role, holes } = this.row.pieces[piece];
    if (name || role) return this.words.pick(name ?? role);
    const own = this.reckoner.runs && !holes.length ? this.row.run.names[piece] : null;
    return own ? this.shape(own[0]) : null;
  }
}

/** As names are compared: small letters, half-width, hiragana and katakana alike, no spaces and no hyphens. */
export function foldedName(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\-ー]/g, "").replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** All that a piece may be looked for by. */
export const nameOf = ({ name, role, math }) => foldedName([...Object.values(name ?? role ?? {}), math.replace(/<[^>]*>/g, "")].join(" "));
