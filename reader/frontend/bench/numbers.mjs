// 動かしてみる: a formula on small numbers that a reader may change, each part with its shape and value, leaves first.

import { Curve } from "./curve.mjs";
import { drawMath, fold, h, laidFlat, textOf } from "../core/elements.mjs";
import { Bars, Fields, Grid, namesOf, spell } from "./grids.mjs";
import { firstPlace, rangeOf, scaleOf } from "../core/program.mjs";
import { PartValues } from "../living/part_values.mjs";
import { Switches } from "./switches.mjs";
import { walk } from "../core/walking.mjs";

const BESIDE = 5; // columns of the widest table that has room where the result stands beside the inputs

/** `bench` is {payload, words, data, run, light, part, choose, nearest}. */
export class Numbers {
  constructor(bench) {
    Object.assign(this, { bench, rows: [], away: true, within: null }); // away until the pane is looked at; then values stand within the formula
    const { run } = bench.data;
    const { words } = bench;
    if (run.refused) {
      this.element = h("div", { class: "numbers" }, refusal(bench, run.refused));
      return;
    }
    this.over = firstNumber(bench);
    this.inputs = new Inputs(bench, false, (over) => { this.over = over; this.inputs.mark(over); this.draw(); });
    this.inputs.mark(this.over);
    this.switches = run.switches.length ? new Switches(bench, () => this.fill()) : null;
    this.curve = new Curve(bench, () => this.over, () => this.besides());
    const results = run.results.map((result) => this.row(result, true));
    const steps = run.steps.map((step) => this.row(step));
    this.rows = [...steps, ...results];
    this.values = h("div", { class: "values", role: "list" }, steps.map((row) => row.element));
    this.rows.forEach(({ element }, index) => { element.tabIndex = index === this.rows.length - 1 ? 0 : -1; });
    const moving = h("div", { class: "moving" }, this.inputs.element,
      h("div", { class: "outcome" }, h("div", { class: "values", role: "list" }, results.map((row) => row.element)), this.curve.element), this.switches?.element);
    moving.classList.toggle("broad", [...moving.querySelectorAll(".cell-table")].some((each) => Number(each.style.getPropertyValue("--columns")) > BESIDE));
    this.element = h("div", { class: "numbers" }, notes(bench), moving,
      this.parts = steps.length ? fold("each-part", words.text("parts-from-leaves"), () => [scattered(bench, run.steps) && !scattered(bench, run.results) ? h("p", { class: "small" }, words.text("over-draws")) : null, this.values]) : null);
    this.update = () => this.fill();
    bench.run.listeners.add(this.update);
    this.fill();
  }

  row(step, isResult = false) {
    const { light, run, payload, words } = this.bench;
    const grid = new Grid(run.value(step.value).sizes);
    const after = h("span", { class: "scroll value-grid value-after", hidden: true });
    const spread = scattered(this.bench, [step]) ? h("span", { class: "spread" }) : null;
    const name = isResult && step.name ? [drawMath(payload.drawn[step.name]), h("span", { class: "equals" }, "=")] : null;
    const element = h("div", { class: isResult ? "value result" : "value", role: "listitem",
      onpointerenter: () => light.show(step.at), onpointerleave: () => light.show(this.bench.lit),
      onclick: () => { this.away = true; this.bench.choose(step.at, true); }, onfocus: () => this.bench.choose(step.at, false) },
    h("span", { class: "scroll value-part" }, name ?? (isResult && step.at === null ? words.text("result") : light.copy(step.at))),
    h("span", { class: "small value-shape" }, shapeOf(this.bench, step)), h("span", { class: "scroll value-grid" }, grid.element, spread), after);
    return { element, grid, step, after, spread, bars: isResult ? new Bars(grid.element) : null };
  }

  fill() {
    const { run } = this.bench;
    const chosen = this.switches?.chosen ?? null;
    this.rows.forEach(({ grid, step, after, spread, bars }) => {
      const value = run.value(step.value);
      grid.fill(value.data);
      if (spread) spread.textContent = ` ± ${spell(spreadOf(run.value(step.draws[0]).data))}`;
      bars?.fill(value);
      const instead = chosen ? insteadOf(this.bench, chosen, step) : null;
      after.hidden = instead === null;
      if (instead === null) return;
      const other = run.value(instead);
      const shown = new Grid(other.sizes);
      shown.fill(other.data, other.data.length === value.data.length ? value.data : null);
      after.replaceChildren(h("span", { class: "small" }, "→ "), shown.element);
    });
    this.switches?.fill();
    this.within?.fill((step) => (chosen ? insteadOf(this.bench, chosen, step) : null));
    this.draw();
  }

  draw() {
    this.curve?.draw(this.bench.data.run.results.slice(-1)); // what stands before it leads up to it
  }

  /** The dashed line: without the part that is taken out, or, once others were moved, the numbers of the start. */
  besides() {
    const { run, data } = this.bench;
    const chosen = this.switches?.chosen ?? null;
    if (chosen) return { results: chosen.results.slice(-1), inputs: run.inputs, said: chosen.swap || chosen.alternative ? "dashed-instead" : "dashed-without" };
    const start = run.start;
    const others = run.inputs.some((value, k) => k !== this.over.input && JSON.stringify(value) !== JSON.stringify(start[k]));
    return others ? { results: data.run.results.slice(-1), inputs: start, said: "dashed-start" } : null;
  }

  nearest() {
    return this.bench.nearest(this.rows.map(({ step }) => step.at));
  }

  get inHand() {
    return this.nearest() >= 0;
  }

  /** The row of the part in hand stands out; a part that is clicked in the formula while one looks is taken out. */
  show() {
    const at = this.nearest();
    this.rows.forEach(({ element }, index) => element.classList.toggle("current", index === at));
    if (at >= 0) this.rows.forEach(({ element }, index) => { element.tabIndex = index === at ? 0 : -1; });
    if (!this.away) this.switches?.show();
    this.away = false;
    if (this.within || !this.update) return;
    this.within = new PartValues(this.bench.line, this.bench);
    this.fill();
  }

  /** Shows the values of all parts, where one was sent to look at one. */
  reveal() {
    const head = this.parts?.querySelector(".fold-head[aria-expanded=false]");
    head?.click();
    this.show();
  }

  leave() {
    this.away = true;
    this.within?.off();
    this.within = null;
  }

  focus() {
    (this.inputs?.first ?? this.rows.at(-1)?.element)?.focus({ preventScroll: true });
  }

  key(event) {
    if (event.target.matches("input")) return false;
    if (this.switches?.key(event)) return true;
    const moved = walk(this.rows.map(({ element }) => element), event);
    if (moved) this.show();
    return moved;
  }

  off() {
    this.bench.run.listeners.delete(this.update);
    this.inputs?.off();
    this.within?.off();
  }
}

/** How far numbers lie from their mean: the root of the mean square. */
function spreadOf(numbers) {
  const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
  return Math.sqrt(numbers.reduce((sum, each) => sum + (each - mean) ** 2, 0) / numbers.length);
}

/** The value that a part has with a switch chosen, null where that leaves it as it is. */
function insteadOf({ data }, chosen, step) {
  const result = data.run.results.indexOf(step);
  if (result >= 0) return chosen.results[result].value;
  const at = data.run.steps.indexOf(step);
  return chosen.steps.find(([k]) => k === at)?.[1] ?? null;
}

/** The first single number that can be dragged, else the first entry of the first table; null where all is fixed. */
function firstNumber({ data }) {
  const single = data.run.inputs.findIndex((each) => !each.sizes.length && !each.fixed);
  const input = single >= 0 ? single : data.run.inputs.findIndex((each) => each.sizes.length);
  if (input < 0) return null;
  const each = data.run.inputs[input];
  return { input, place: firstPlace(each) };
}

/** `[1, 2]`, where an entry stands. */
const entryOf = (place) => `[${place.map((k) => k + 1).join(", ")}]`;

/** What a formula runs on, to be typed into or dragged: a single number has a slider, a table one for the entry in hand. */
export class Inputs {
  constructor(bench, onlyNumbers = false, follow = () => {}) {
    const { words, run, data } = bench;
    Object.assign(this, { bench, parts: [], follow, told: new Set() });
    const indices = data.run.inputs.map((_, index) => index).sort((a, b) => data.run.inputs[a].sizes.length - data.run.inputs[b].sizes.length);
    const cards = indices.map((index) => (onlyNumbers && (data.run.inputs[index].sizes.length || data.run.inputs[index].fixed) ? null : this.card(data.run.inputs[index], index)));
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
    const { payload, words, light } = this.bench;
    const at = each.at.length ? each.at[0] : undefined;
    const part = each.sizes.length ? this.table(each, index) : this.number(each, index);
    this.parts.push({ index, ...part });
    return h("div", { class: "input-card", "data-input": String(index),
      onpointerenter: () => at !== undefined && light.show(at), onpointerleave: () => light.show(this.bench.lit),
      onfocusin: () => at !== undefined && this.bench.choose(at) },
    h("span", { class: "input-head" }, drawMath(payload.drawn[each.latex]) ?? h("code", {}, each.latex),
      each.said ? h("span", { class: "small" }, words.pick(each.said)) : null,
      each.sizes.length ? h("span", { class: "small" }, each.sizes.join(" × ")) : null,
      each.chosen === null ? null : h("span", { class: "small" }, words.text("authors-set", { value: spell(each.chosen) }))), part.elements,
    this.note(each.why && words.pick(each.why)), this.note(each.normalised.length && words.text("sums-to-one")));
  }

  /** Only the table whose entry is dragged shows its slider. */
  mark(over) {
    for (const { index, drag } of this.parts) if (drag) drag.hidden = over?.input !== index;
  }

  /** A note that stands once in the pane, however many inputs it holds for. */
  note(text) {
    if (!text || this.told.has(text)) return null;
    this.told.add(text);
    return h("p", { class: "small" }, text);
  }

  table(each, index) {
    let place = firstPlace(each);
    const which = h("span", { class: "small" });
    const slider = this.slider(each, () => place, index);
    const fields = new Fields(each.sizes, this.spelled(each), (at, number) => this.put(index, at, number), (at) => {
      place = at;
      slider.fill(this.bench.run.inputs[index]);
      which.textContent = entryOf(place);
      this.follow({ input: index, place });
    }, namesOf(each, this.bench.words));
    const drag = h("span", { class: "dragged entry-drag", hidden: true }, slider.element, which);
    return { drag, elements: [h("span", { class: "scroll" }, fields.element), drag], fill: (value) => {
      fields.fill([value].flat(Infinity));
      slider.fill(value);
      which.textContent = entryOf(place);
    } };
  }

  number(each, index) {
    if (each.fixed) {
      const shown = h("output", {});
      return { elements: [shown], fill: (value) => { shown.value = spell(value); } };
    }
    const fields = new Fields([], this.spelled(each), (place, number) => this.put(index, place, number), () => this.follow({ input: index, place: [] }));
    const slider = this.slider(each, () => [], index);
    return { elements: [h("span", { class: "dragged" }, slider.element, fields.element)], fill: (value) => {
      fields.fill([value]);
      slider.fill(value);
    } };
  }

  /** A name as a label says it: its letters, without LaTeX. */
  spelled({ latex }) {
    return textOf(this.bench.payload.drawn[latex] ?? "") || latex;
  }

  /** A slider for the number at `place()` of an input. */
  slider(each, place, index) {
    const element = h("input", { type: "range", "aria-label": this.spelled(each), onfocus: () => this.follow({ input: index, place: place() }),
      onpointerdown: () => this.follow({ input: index, place: place() }),
      oninput: (event) => this.put(index, place(), scale.of(Number(event.target.value))) });
    let scale = null;
    let shown = null;
    const fill = (value) => {
      const at = place();
      const number = at.reduce((inner, k) => inner[k], value);
      const same = shown === at.join();
      if (same && scale && scale.of(Number(element.value)) === number) return;
      if (!same) scale = null;
      scale ??= scaleOf(each.domain, each.chosen ?? number, rangeOf(each, at));
      const spot = scale.at(number);
      if (!same || spot > Number(element.max) || spot < Number(element.min)) Object.assign(element, { min: Math.min(scale.low, spot), max: Math.max(scale.high, spot), step: scale.step });
      shown = at.join();
      element.value = String(spot);
    };
    return { element, fill };
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

/** Whether ± stands behind one of these values. */
function scattered(bench, steps) {
  return steps.some((step) => step.draws && !bench.run.value(step.value).sizes.length);
}

/** What there is to know of the run as a whole, each thing once. */
function notes(bench) {
  const { words, payload, data: { run } } = bench;
  const drawn = (latex) => drawMath(payload.drawn[latex]) ?? h("code", {}, latex);
  const filled = (key, latex, values = {}) => {
    const [before, after = ""] = words.text(key, values).split("{part}");
    return [before, drawn(latex), after];
  };
  const said = [
    run.part ? filled("part-only", run.part.latex) : null,
    run.computed.length ? [words.text("computed-by"), run.computed.map(([name, number], k) => [k ? ", " : " ", drawn(name), number ? ` (${number})` : ""]), words.text("full-stop")] : null,
    ...run.standing.map(([name, other]) => filled("stood-in", name, { other: words.text(`stand-${other}`), part: "{part}" })),
    ...run.apart.map((latex) => filled("drawn-apart", latex, { part: "{part}" })),
    run.watch ? words.pick(run.watch).split(/\{(\w+)\}/).map((piece, k) => (k % 2 ? drawn(run.watch[piece]) : piece)) : null,
    ...run.holds.map((latex) => filled("holds-where", latex, { part: "{part}" })),
    run.draws ? [words.text(scattered(bench, run.results) ? "over-draws" : "over-draws-alone")] : null,
  ].filter(Boolean);
  return h("div", { class: "run-notes" }, sizes(bench), said.map((each) => h("p", { class: "small" }, each)));
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
  return h("p", { class: "small sizes" }, words.text("sizes-here"), " ", all.flatMap(([name, size], index) => [index ? words.text("comma") : "",
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
  const letters = step.axes.flatMap((axis, k) => [k ? words.text("comma") : "", axis.startsWith("letter-") ? words.text(axis)
    : drawMath(payload.drawn[axis]) ?? axis]);
  return [before, ...letters, after];
}
