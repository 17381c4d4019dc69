// 動かしてみる: a formula on small numbers that a reader may change, each part with its shape and value, leaves first.

import { drawMath, h, laidFlat } from "../core/elements.mjs";
import { Fields, Grid, spell } from "./grids.mjs";
import { span } from "./program.mjs";
import { walk } from "../core/walking.mjs";

/** `bench` is {payload, words, data, run, light, part, choose, nearest}. */
export class Numbers {
  constructor(bench) {
    this.bench = bench;
    const { run } = bench.data;
    this.rows = [];
    if (run.refused) {
      this.element = h("div", { class: "numbers" }, refusal(bench, run.refused));
      return;
    }
    this.inputs = new Inputs(bench);
    this.values = h("div", { class: "values", role: "list" });
    const { words } = bench;
    for (const step of run.steps) this.rows.push(this.row(step));
    for (const result of run.results) this.rows.push(this.row(result, true));
    this.values.append(...this.rows.map((row) => row.element));
    this.rows.forEach(({ element }, index) => { element.tabIndex = index === this.rows.length - 1 ? 0 : -1; });
    this.element = h("div", { class: "numbers" }, sizes(bench), this.inputs.element,
      h("h4", {}, words.text("parts-from-leaves")), this.values);
    this.update = () => this.fill();
    bench.run.listeners.add(this.update);
    this.fill();
  }

  row(step, isResult = false) {
    const { light } = this.bench;
    const grid = new Grid(this.bench.run.value(step.value).sizes);
    const name = isResult && step.name ? [drawMath(this.bench.payload.drawn[step.name]), h("span", { class: "equals" }, "=")] : null;
    const element = h("div", { class: isResult ? "value result" : "value", role: "listitem",
      onpointerenter: () => light.show(step.at), onpointerleave: () => light.show(this.bench.lit),
      onclick: () => this.bench.choose(step.at, true), onfocus: () => this.bench.choose(step.at, false) },
    h("span", { class: "scroll value-part" }, name, name ? null : light.copy(step.at)),
    h("span", { class: "small value-shape" }, shapeOf(this.bench, step)), h("span", { class: "scroll value-grid" }, grid.element));
    return { element, grid, step };
  }

  fill() {
    for (const { grid, step } of this.rows) grid.fill(this.bench.run.value(step.value).data);
  }

  nearest() {
    return this.bench.nearest(this.rows.map(({ step }) => step.at));
  }

  get inHand() {
    return this.nearest() >= 0;
  }

  /** The row of the part in hand stands out. */
  show() {
    const at = this.nearest();
    this.rows.forEach(({ element }, index) => element.classList.toggle("current", index === at));
    if (at >= 0) this.rows.forEach(({ element }, index) => { element.tabIndex = index === at ? 0 : -1; });
  }

  focus() {
    (this.inputs?.first ?? this.rows.at(-1)?.element)?.focus({ preventScroll: true });
  }

  key(event) {
    if (event.target.matches("input")) return false;
    const moved = walk(this.rows.map(({ element }) => element), event);
    if (moved) this.show();
    return moved;
  }

  off() {
    this.bench.run.listeners.delete(this.update);
    this.inputs?.off();
  }
}

/** What a formula runs on, to be typed into or, where it is one number, dragged. */
export class Inputs {
  constructor(bench, onlyNumbers = false) {
    const { words, run, data } = bench;
    Object.assign(this, { bench, parts: [] });
    const cards = data.run.inputs.map((each, index) => (onlyNumbers && (each.sizes.length || each.fixed) ? null : this.card(each, index)));
    const buttons = h("p", { class: "chips" },
      run.seeds > 1 ? h("button", { type: "button", class: "chip", onclick: () => run.reset(run.seed + 1) }, words.text("other-numbers")) : null,
      h("button", { type: "button", class: "chip", onclick: () => run.reset() }, words.text("as-at-first")));
    const shown = cards.filter(Boolean);
    this.element = shown.length ? h("div", { class: "inputs" }, onlyNumbers ? null : h("h4", {}, words.text("put-in")),
      h("div", { class: "input-cards" }, shown), buttons) : h("div", { class: "inputs" }, data.run.inputs.length ? buttons : null);
    this.update = () => this.fill();
    run.listeners.add(this.update);
    this.fill();
  }

  get first() {
    return this.element.querySelector("input:not([disabled])");
  }

  card(each, index) {
    const { payload, words, light, run } = this.bench;
    const at = each.at.length ? each.at[0] : undefined;
    const part = each.sizes.length ? this.table(each, index) : this.number(each, index);
    this.parts.push({ index, fill: part.fill });
    return h("div", { class: "input-card", "data-input": String(index),
      onpointerenter: () => at !== undefined && light.show(at), onpointerleave: () => light.show(this.bench.lit),
      onfocusin: () => at !== undefined && this.bench.choose(at) },
    h("span", { class: "input-head" }, drawMath(payload.drawn[each.latex]) ?? h("code", {}, each.latex),
      each.sizes.length ? h("span", { class: "small" }, each.sizes.join(" × ")) : null), part.elements,
    h("p", { class: "small" }, words.pick(each.why)), run.row.inputs[index].normalised.length ? h("p", { class: "small" }, words.text("sums-to-one")) : null);
  }

  table(each, index) {
    const fields = new Fields(each.sizes, each.latex, (place, number) => this.put(index, place, number));
    return { elements: [h("span", { class: "scroll" }, fields.element)], fill: (value) => fields.fill([value].flat(Infinity)) };
  }

  number(each, index) {
    if (each.fixed) {
      const shown = h("output", {});
      return { elements: [shown], fill: (value) => { shown.value = spell(value); } };
    }
    const fields = new Fields([], each.latex, (place, number) => this.put(index, place, number));
    const slider = h("input", { type: "range", "aria-label": each.latex, oninput: (event) => this.put(index, [], Number(event.target.value)) });
    const fill = (value) => {
      fields.fill([value]);
      if (Number(slider.value) === value && slider.max !== "") return;
      const [low, high, step] = span(each.domain, value);
      if (slider.max === "" || value > Number(slider.max) || value < Number(slider.min)) Object.assign(slider, { min: low, max: high, step });
      slider.value = String(value);
    };
    return { elements: [h("span", { class: "dragged" }, slider, fields.element)], fill };
  }

  put(index, place, number) {
    if (Number.isNaN(number)) this.fill(); // what was no number is taken back
    else this.bench.run.put(index, place, number);
  }

  fill() {
    for (const { index, fill } of this.parts) fill(this.bench.run.inputs[index]);
  }

  off() {
    this.bench.run.listeners.delete(this.update);
  }
}

/** Why a formula does not run, the part that stands in the way drawn in its place. */
function refusal({ words, payload, light }, refused) {
  const [before, part, after] = inPlace(words, payload, refused);
  if (part && refused.at !== null) part.addEventListener("pointerenter", () => light.show(refused.at));
  return h("div", { class: "refused" }, h("p", { class: "sentence" }, before, part, after),
    h("p", { class: "small" }, words.text("refused-why")));
}

/** A reason as what stands before its part, the part drawn, and what stands behind; null where it has none. */
function inPlace(words, payload, { part, ...said }) {
  const [before, after = null] = words.pick(said).split("{part}");
  return [before, after === null || !part ? null : drawMath(payload.drawn[part]) ?? h("code", {}, part), after];
}

const LARGEST = 6; // entries of a size that can be chosen, as in on_demand.py

/** The sizes of the run; where someone plans the formula anew they can be changed. */
function sizes(bench) {
  const { words, payload, data, supply } = bench;
  const all = data.run.sizes;
  if (!all.length) return h("p", { class: "small" }, words.text("numbers-invented"));
  const said = h("span", { class: "refused-size", role: "status" });
  return h("p", { class: "small sizes" }, words.text("sizes-here"), " ", all.flatMap(([name, size], index) => [index ? ", " : "",
    drawMath(payload.drawn[name]) ?? h("code", {}, name), " = ", supply?.resizes ? stepper(bench, name, size, said) : String(size)]),
  words.text("full-stop"), words.text("numbers-invented"), " ", said);
}

/** One more or one less of a size. What then does not fit is said, and the run stays as it is. */
function stepper({ equation, words, payload, data, actions }, name, size, said) {
  const button = (by, sign, label) => h("button", { type: "button", class: "size-step", "data-name": name, "data-by": String(by),
    "aria-label": words.text(label, { name: drawMath(payload.drawn[name])?.textContent ?? name }), disabled: size + by < 1 || size + by > LARGEST, onclick: () => {
      const wanted = { ...Object.fromEntries(data.run.sizes), [name]: size + by };
      actions.resize(equation, wanted, { name, by }, (refused) => said.replaceChildren(...laidFlat([inPlace(words, payload, refused)])));
    } }, sign);
  return h("span", { class: "stepper" }, button(-1, "−", "size-less"), h("output", {}, String(size)), button(1, "+", "size-more"));
}


/** `3 × 4`; with letters that it runs over, as they are drawn: `2, for each i`. */
export function shapeOf({ words, payload }, step) {
  const own = step.shape.length ? step.shape.join(" × ") : words.text("one-number");
  if (!step.axes.length) return [own];
  const [before, after] = words.text("for-each", { shape: own }).split("{letters}");
  const letters = step.axes.flatMap((axis, k) => [k ? ", " : "", axis.startsWith("letter-") ? words.text(axis)
    : drawMath(payload.drawn[axis]) ?? axis]);
  return [before, ...letters, after];
}
