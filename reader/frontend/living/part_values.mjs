// @ts-check
// What the parts of a formula are worth now, below them in the formula itself, while one moves it.

import { Grid, spell } from "../bench/grids.mjs";
import { h } from "../core/elements.mjs";
import { Underbraces } from "../paper/underbraces.mjs";

const FEW = 3; // numbers in a row that are written out; of more their shades are shown

export class PartValues {
  bench; labels; braces;

  /** `bench` is {data, run, light, words}; `line` holds the drawn formula. */
  constructor(line, bench) {
    this.bench = bench;
    const { shown, steps } = bench.data.run;
    this.labels = shown.map(({ step, number, name }) => this.label(steps[step], number, name));
    this.braces = this.labels.length && line.querySelector("math") ? new Underbraces(line, this.labels, true) : null;
  }

  label(step, number, name) {
    const { run, words, light } = this.bench;
    const value = new Worth(run.value(step.value).sizes);
    const after = h("span", { class: "worth-after" });
    const called = [number === null ? null : h("span", { class: "worth-box" }, String(number)), name ? words.pick(name) : null].filter(Boolean);
    const element = h("span", { class: "brace-name worth" }, called.map((each) => [each, " "]), value.element, after);
    return { at: step.at, symbol: null, step, value, after, element,
      entry: () => (number === null ? [element, " = ", light.copy(step.at)] : element) };
  }

  /**
   * The values anew; with a switch chosen what becomes of them: `instead(step)` says which value that is.
   * @param {(step: any) => any} instead
   */
  fill(instead = () => null) {
    let grown = false;
    for (const { step, value, after } of this.labels) {
      const { run } = this.bench;
      value.fill(run.value(step.value));
      const other = instead(step);
      grown ||= (other === null) !== !after.childElementCount;
      if (other === null) { after.replaceChildren(); continue; }
      const changed = run.value(other);
      const shown = new Worth(changed.sizes);
      shown.fill(changed);
      after.replaceChildren(" → ", shown.element);
    }
    if (grown) this.braces?.draw();
  }

  off() {
    this.braces?.off();
  }
}

/** A value in little room: up to three numbers, or a table of shades. */
class Worth {
  element; grid;

  constructor(sizes) {
    const count = sizes.reduce((product, size) => product * size, 1);
    this.grid = count > FEW ? new Shades(sizes) : null;
    this.element = h("span", { class: this.grid ? "worth-shades" : "worth-numbers" }, this.grid?.element ?? Array.from({ length: count }, () => h("span", { class: "worth-number" })));
  }

  fill({ data }) {
    if (this.grid) this.grid.fill(data);
    else [...this.element.children].forEach((each, k) => { each.textContent = spell(data[k]); });
  }
}

/** A table of squares without their numbers. */
class Shades extends Grid {
  fill(data) {
    super.fill(data);
    for (const square of this.squares) square.textContent = "";
  }
}
