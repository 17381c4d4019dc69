// The workbench that is open below one of a paper's formulas: asked for, opened, run with other sizes, closed.

import { Bench } from "./bench.mjs";
import { layOut } from "../core/breaking.mjs";
import { drawMath } from "../core/elements.mjs";

export class OpenBench {
  constructor(view) {
    Object.assign(this, { view, bench: null, wanted: null }); // `bench` is what is open below a formula
  }

  /** The number of a formula was pressed: it opens, or closes again. A note about another formula goes. */
  press(equation) {
    const { view } = this;
    if (!this.isAt(equation)) {
      if (view.picked && view.picked.equation !== equation) view.release();
      view.onVisit(view.picked?.symbol ?? null, equation);
    }
    this.open(equation);
  }

  /** Open the workbench of a formula, at its steps unless `pane` says another; the same once more closes it. */
  open(equation, pane = null, at = {}) {
    this.view.column.reach(equation);
    if (this.view.payload.benches[equation]) { this.show(equation, pane, at); return; }
    const line = this.view.places.get(equation);
    line?.setAttribute("aria-busy", "true");
    this.wanted = equation; // the last one asked for is the one that opens
    this.view.supply.get("bench", equation, (piece) => {
      line?.removeAttribute("aria-busy");
      if (!piece) return;
      this.take(equation, piece);
      if (this.wanted === equation) this.show(equation, pane, at);
    });
  }

  /** What belongs to a workbench, put where its panes look for it. */
  take(equation, { bench, drawn, blocks, concepts, mathml }) {
    const { payload } = this.view;
    payload.benches[equation] = bench;
    payload.drawn = { ...payload.drawn, ...drawn };
    payload.blocks = { ...payload.blocks, ...blocks };
    payload.concepts = { ...concepts, ...payload.concepts };
    if (mathml) this.drawAgain(equation, mathml);
  }

  /** The formula once more, with the numbers of its parts. */
  drawAgain(equation, mathml) {
    this.view.payload.mathml[equation] = mathml;
    const line = this.view.places.get(equation);
    const [old, math] = [line?.querySelector("math"), drawMath(mathml)];
    if (!old || !math) return;
    if (old.hasAttribute("aria-label")) math.setAttribute("aria-label", old.getAttribute("aria-label"));
    this.view.remember(math);
    old.replaceWith(math);
    layOut([line.querySelector(".scroll")]);
  }

  /** One that is open gives way to that of another formula, or with null to none; where none is, none opens. */
  change(equation) {
    if (!this.bench || equation === undefined || this.isAt(equation)) return;
    if (equation === null) this.close();
    else this.open(equation, this.bench.pane);
  }

  /** Whether a formula is open, and where a pane is named, at that. */
  isAt(equation, pane) {
    return this.bench?.equation === equation && (!pane || this.bench.pane === pane);
  }

  show(equation, pane, at) {
    this.wanted = null;
    const same = this.isAt(equation, pane);
    if (this.bench?.equation === equation && !same) { this.bench.show(pane); this.bench.focus(); return; }
    this.close();
    const line = this.view.places.get(equation);
    if (same || !line) return;
    const row = this.view.payload.byEquation.get(equation);
    const name = row.number ? this.view.words.text("equation", { number: row.number }) : this.view.words.text("formula-unnumbered");
    const { payload, refusals } = this.view;
    const benches = { ...payload.benches, [equation]: refusals.without(payload.benches[equation]) };
    this.bench = new Bench(line, equation, { pane, ...at }, { payload: { ...payload, benches }, words: this.view.words, name,
      actions: this.view.actions, supply: this.view.supply, close: () => this.close(true) });
    line.classList.add("open");
    line.querySelector("button.number")?.setAttribute("aria-expanded", "true");
    if (!at.pane) this.bench.focus();
  }

  /** The open workbench once more, its formula run with other sizes; where it does not run with them, `refuse(why)`. */
  resize(equation, sizes, { name, by }, refuse) {
    this.view.supply.get("sized", JSON.stringify([equation, sizes]), (piece) => {
      if (!piece || this.bench?.equation !== equation) return;
      this.view.payload.drawn = { ...this.view.payload.drawn, ...piece.drawn };
      if (piece.bench.run.refused) { refuse(piece.bench.run.refused); return; }
      const { at } = this.bench;
      this.close();
      this.take(equation, piece);
      this.show(equation, at.pane, at);
      const button = (step) => this.bench.element.querySelector(`.size-step[data-name="${CSS.escape(name)}"][data-by="${step}"]:enabled`);
      (button(by) ?? button(-by))?.focus({ preventScroll: true });
    });
  }

  /** More is known of a formula by now: its workbench is asked for anew, at once where it is open. */
  forget(equation) {
    const { bench } = this;
    delete this.view.payload.benches[equation];
    this.view.supply.forget("bench", equation);
    if (!this.isAt(equation)) return;
    this.close();
    this.open(equation, bench.pane, bench.at);
  }

  close(back = false) {
    if (!this.bench) return;
    const { line } = this.bench;
    this.bench.remove();
    this.bench = null;
    line.classList.remove("open");
    const number = line.querySelector("button.number");
    number?.setAttribute("aria-expanded", "false");
    if (back) number?.focus({ preventScroll: true });
  }

  /** After the page was drawn in the other language. */
  openAgain() {
    const { bench } = this;
    bench?.remove();
    this.bench = null;
    if (!bench) return;
    this.view.column.reach(bench.equation);
    this.open(bench.equation, bench.pane, bench.at);
  }
}
