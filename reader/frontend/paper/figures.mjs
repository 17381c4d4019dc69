// @ts-check
// Displayed formulas: each with its number, which opens it. Their symbols are walked with the arrow keys.

import { TARGET, drawMath, h, textOf } from "../core/elements.mjs";
import { shortMeaning } from "../core/meanings.mjs";

/** Draws figures. `view` is {payload, words, symbols, places, opens, remember(drawn), benches}. */
export class Figures {
  view; spoken;

  constructor(view) {
    Object.assign(this, { view, spoken: {} }); // `spoken`: how formulas are said aloud, by their ids
  }

  get text() {
    return this.view.words.text;
  }

  /** A figure in whose lines the formulas are still to be drawn. */
  figure(rows, kind) {
    return h("section", { class: `figure ${kind}`, "aria-label": this.nameOf(rows[0]), "data-environment": rows[0].environment },
      rows.map((row) => this.line(row, kind === "algorithm")));
  }

  nameOf(row) {
    return row.number ? this.text("equation", { number: row.number }) : this.text("formula-unnumbered");
  }

  /** A row; a line of an algorithm has its author's number before it, or the room of one. */
  line(row, isStep = false) {
    const line = h("div", { class: row.continues ? "line continued" : "line", "data-equation": row.id },
      isStep ? h("span", { class: "step-number" }, row.step ?? "") : null, h("div", { class: "scroll" }), this.number(row));
    this.view.places.set(row.id, line);
    return line;
  }

  /** Draws the formulas of a figure. */
  draw(figure) {
    for (const { line, row, scroll } of this.linesOf(figure)) {
      const math = drawMath(this.view.payload.mathml[row.id]);
      scroll.replaceChildren(...(math ? [math] : [h("p", { class: "small" }, this.text("undrawn")), h("pre", {}, row.latex)]));
      this.say(row.id);
      this.view.remember(line);
    }
  }

  /** Writes their text instead. */
  write(figure) {
    for (const { row, scroll } of this.linesOf(figure)) scroll.textContent = textOf(this.view.payload.mathml[row.id] ?? "") || row.latex;
  }

  linesOf(figure) {
    return [...figure.querySelectorAll(".line")].map((line) => ({ line, row: this.view.payload.byEquation.get(line.dataset.equation), scroll: line.querySelector(".scroll") }));
  }

  /** Whoever hears the page hears each formula as it is said. */
  sayAll() {
    const { supply, words, places } = this.view;
    supply.get("spoken", words.language, (rows) => {
      this.spoken = rows ?? {};
      for (const equation of places.keys()) this.say(equation);
    });
  }

  say(equation) {
    const said = this.spoken[equation];
    if (said) this.view.places.get(equation)?.querySelector("math")?.setAttribute("aria-label", said);
  }

  /** The number opens the formula; a sign says so, alone where there is no number. */
  number(row) {
    const shown = row.number ? `(${row.number})` : "";
    if (!this.view.opens.has(row.id)) return row.number ? h("span", { class: "number" }, shown) : null;
    return h("button", { type: "button", class: row.number ? "number" : "number blank", "aria-expanded": "false",
      "aria-label": `${shown} ${this.text("open", { name: this.nameOf(row) })}`.trim(), title: this.text("open-it"),
      onclick: () => this.view.benches.press(row.id) }, shown, h("span", { class: "open-sign", "aria-hidden": "true" }));
  }
}

/** The symbols of a line where they first stand, in its order, each ready to take the focus; others are no stops. */
export function symbolsOf(line, { payload, words, symbols }) {
  const first = new Map();
  for (const place of line.querySelectorAll(`[${TARGET}]`)) {
    const symbol = place.getAttribute(TARGET);
    if (symbols.has(symbol) && !first.has(symbol)) first.set(symbol, place);
  }
  for (const [symbol, place] of first) {
    if (place.hasAttribute("tabindex")) continue;
    place.setAttribute("tabindex", "-1");
    place.setAttribute("role", "button");
    place.setAttribute("aria-label", `${place.textContent}: ${shortMeaning(payload, words, symbols.get(symbol), line.dataset.equation)}`);
  }
  return [...first.values()];
}
