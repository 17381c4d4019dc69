// The formulas of a paper in their order: each with its number, its symbols as tiles, its source.

import { drawMath, h } from "./elements.mjs";
import { panesOf } from "./bench.mjs";
import { shortMeaning, sign } from "./panel.mjs";

export const TARGET = "data-tezawari-symbol";
const FIRST_SCREEN = 12; // figures drawn at once; the others follow while the browser is idle

/** Draws figures. `view` is {payload, words, symbols, places, remember(element, symbol), open(equation, pane)}. */
export class Figures {
  constructor(view) {
    this.view = view;
  }

  get text() {
    return this.view.words.text;
  }

  /** All of them into `paper`, as long as `isCurrent()`. */
  draw(paper, isCurrent) {
    const figures = collectFigures(this.view.payload.reading.equations);
    if (!figures.length) paper.append(h("p", {}, this.text("no-equations")));
    paper.append(h("p", { class: "lead" }, this.text("how-to")));
    const drawUpTo = (end, next = 0) => {
      for (; next < Math.min(end, figures.length); next++) paper.append(...this.figure(figures[next], figures[next - 1]));
      if (!isCurrent()) return; // drawn anew in the other language meanwhile
      if (next >= figures.length) paper.append(...this.problems());
      else whenIdle(() => drawUpTo(next + FIRST_SCREEN, next));
    };
    drawUpTo(FIRST_SCREEN);
  }

  figure(rows, before) {
    const section = rows[0].section;
    const heading = section && section !== before?.[0].section ? h("h2", { class: "section" }, section) : null;
    const kind = rows[0].environment === "algorithm" ? "algorithm" : rows.length > 1 ? "rows" : "single";
    const figure = h("section", { class: `figure ${kind}`, "aria-label": this.nameOf(rows[0]) },
      rows.map((row) => this.line(row)),
      h("div", { class: "foot" }, this.tiles(rows), this.openers(rows), this.source(rows)));
    return heading ? [heading, figure] : [figure];
  }

  nameOf(row) {
    return row.number ? this.text("equation", { number: row.number }) : this.text("formula-unnumbered");
  }

  line(row) {
    const math = drawMath(this.view.payload.mathml[row.id]);
    const drawn = math ?? [h("p", { class: "small" }, this.text("undrawn")), h("pre", {}, row.latex)];
    const line = h("div", { class: row.continues ? "line continued" : "line", "data-equation": row.id },
      h("div", { class: "scroll" }, drawn), this.number(row));
    for (const target of line.querySelectorAll(`[${TARGET}]`)) this.view.remember(target, target.getAttribute(TARGET));
    this.view.places.set(row.id, line);
    return line;
  }

  /** The number opens the formula; an unnumbered row of several has a quiet mark in its place. */
  number(row) {
    const shown = row.number ? `(${row.number})` : "▸";
    if (!panesOf(this.view.payload.benches?.[row.id]).length) return row.number ? h("span", { class: "number" }, shown) : null;
    return h("button", { type: "button", class: row.number ? "number" : "number blank", "aria-expanded": "false",
      "aria-label": this.text("open", { name: this.nameOf(row) }), title: this.text("read-with-me"),
      onclick: () => this.view.open(row.id) }, shown);
  }

  /** The symbols of a figure once more as a row of buttons: large enough for fingers, one Tab stop, arrows walk it. */
  tiles(rows) {
    const first = new Map(); // symbol id -> the first row that has it
    for (const row of rows) for (const id of row.symbols) if (this.view.symbols.has(id) && !first.has(id)) first.set(id, row);
    if (!first.size) return null;
    const label = rows[0].number ? this.text("symbols", { number: rows[0].number }) : this.text("symbols-unnumbered");
    return h("div", { class: "tiles", role: "toolbar", "aria-label": label },
      [...first].map(([id, row], index) => this.tile(this.view.symbols.get(id), row, index === 0)));
  }

  tile(symbol, row, reachable) {
    const { payload, words } = this.view;
    const known = shortMeaning(payload, words, symbol, row.id);
    const tile = h("button", { type: "button", class: `tile ${symbol.status}`, [TARGET]: symbol.id, "data-from": row.id,
      tabindex: reachable ? "0" : "-1", "aria-pressed": "false", "aria-label": `${symbol.latex}: ${known}` },
    sign(payload, symbol));
    this.view.remember(tile, symbol.id);
    return tile;
  }

  /** What can be done with the figure's first formula, said in words. */
  openers(rows) {
    const row = rows.find((each) => this.view.payload.benches?.[each.id]);
    return panesOf(row && this.view.payload.benches[row.id]).map(({ name, label }) => h("button",
      { type: "button", class: "quiet-button", onclick: () => this.view.open(row.id, name) }, this.text(label)));
  }

  source(rows) {
    const [{ file, line }] = rows;
    return h("details", { class: "source" },
      h("summary", {}, this.text("source")), h("p", { class: "small" }, this.text("place", { file, line })),
      h("pre", {}, rows.map((row) => row.latex.trim()).join("\n")));
  }

  problems() {
    const problems = this.view.payload.problems;
    if (!problems.length) return [];
    return [h("details", { class: "problems" },
      h("summary", {}, this.text("problems", { count: problems.length })),
      h("ul", {}, problems.map(({ message, file, line, column }) => h("li", {},
        file ? h("code", {}, `${file}:${line}:${column}`) : null, " ", this.view.words.pick(message)))))];
  }
}

/** Rows that belong on one figure: those of one group, and neighbouring lines of an algorithm. Inline formulas have none. */
function collectFigures(equations) {
  const figures = [];
  for (const row of equations) {
    if (!row.display && row.environment !== "algorithm") continue;
    const last = figures.at(-1)?.[0];
    const together = last && last.environment === row.environment && last.section === row.section
      && (row.group ? last.group === row.group : row.environment === "algorithm");
    if (together) figures.at(-1).push(row);
    else figures.push([row]);
  }
  return figures;
}

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act, { timeout: 200 });
  else setTimeout(act, 0);
}
