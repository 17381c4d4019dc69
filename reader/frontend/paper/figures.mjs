// Displayed formulas: each with its number, its symbols as tiles, its source.

import { drawMath, fold, h } from "../core/elements.mjs";
import { shortMeaning, sign } from "../core/meanings.mjs";

export const TARGET = "data-tezawari-symbol";

/** Draws figures. `view` is {payload, words, symbols, places, opens, runs, remember(drawn), open(equation, pane)}. */
export class Figures {
  constructor(view) {
    this.view = view;
  }

  get text() {
    return this.view.words.text;
  }

  figure(rows, kind) {
    return h("section", { class: `figure ${kind}`, "aria-label": this.nameOf(rows[0]), "data-environment": rows[0].environment },
      rows.map((row) => this.line(row, kind === "algorithm")),
      h("div", { class: "foot" }, this.tiles(rows), this.openers(rows), this.source(rows)));
  }

  nameOf(row) {
    return row.number ? this.text("equation", { number: row.number }) : this.text("formula-unnumbered");
  }

  /** A row; a line of an algorithm has its author's number before it, or the room of one. */
  line(row, isStep = false) {
    const math = drawMath(this.view.payload.mathml[row.id]);
    const drawn = math ?? [h("p", { class: "small" }, this.text("undrawn")), h("pre", {}, row.latex)];
    const line = h("div", { class: row.continues ? "line continued" : "line", "data-equation": row.id },
      isStep ? h("span", { class: "step-number" }, row.step ?? "") : null, h("div", { class: "scroll" }, drawn), this.number(row));
    this.view.remember(line);
    this.view.places.set(row.id, line);
    return line;
  }

  /** The number opens the formula; a sign says so, alone where there is no number. */
  number(row) {
    const shown = row.number ? `(${row.number})` : "";
    if (!this.view.opens.has(row.id)) return row.number ? h("span", { class: "number" }, shown) : null;
    return h("button", { type: "button", class: row.number ? "number" : "number blank", "aria-expanded": "false",
      "aria-label": `${shown} ${this.text("open", { name: this.nameOf(row) })}`.trim(), title: this.text("read-with-me"),
      onclick: () => this.view.benches.open(row.id) }, shown, h("span", { class: "open-sign", "data-word": this.text("open-it"), "data-close": this.text("close-it"), "aria-hidden": "true" }));
  }

  /** The symbols of a figure once more as a row of buttons: large enough for fingers, one Tab stop, arrows walk it. */
  tiles(rows) {
    const first = new Map(); // symbol id -> the first row that has it
    for (const row of rows) for (const id of row.symbols) if (this.view.symbols.has(id) && !first.has(id)) first.set(id, row);
    if (!first.size) return null;
    const label = rows[0].number ? this.text("symbols", { number: rows[0].number }) : this.text("symbols-unnumbered");
    const tiles = h("div", { class: "tiles", role: "toolbar", "aria-label": label },
      [...first].map(([id, row], index) => this.tile(this.view.symbols.get(id), row, index === 0)));
    this.view.remember(tiles);
    return tiles;
  }

  tile(symbol, row, reachable) {
    const { payload, words } = this.view;
    const known = shortMeaning(payload, words, symbol, row.id);
    const tile = h("button", { type: "button", class: `tile ${symbol.status}`, [TARGET]: symbol.id, "data-from": row.id,
      tabindex: reachable ? "0" : "-1", "aria-pressed": "false" }, sign(payload, symbol));
    tile.setAttribute("aria-label", `${tile.textContent}: ${known}`);
    return tile;
  }

  /** What can be done with the figure, said in words: with its first formula that runs, and with its first. */
  openers(rows) {
    const opened = rows.filter((row) => this.view.opens.has(row.id)).map((row) => row.id);
    const opener = (label, pane, row, awaited) => h("button", { type: "button", class: awaited ? "quiet-button awaited" : "quiet-button",
      "data-rows": awaited ? opened.join(" ") : null, onclick: () => this.view.benches.open(row(), pane) }, this.text(label));
    const runs = () => opened.find((id) => this.view.runs?.has(id));
    return opened.length ? [this.view.runs && !runs() ? null : opener("run-it", "numbers", runs, !this.view.runs),
      opener("read-with-me", "steps", () => opened[0], false)] : null;
  }

  source(rows) {
    const [{ file, line }] = rows;
    return fold("source", this.text("source"), () => [h("p", { class: "small" }, this.text("place", { file, line })),
      h("pre", {}, rows.map((row) => row.latex.trim()).join("\n"))]);
  }
}
