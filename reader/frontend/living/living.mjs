// @ts-check
// A living formula: a formula of the glossary on small numbers, with sliders, what comes out, and three things to try.

import { Curve } from "../bench/curve.mjs";
import { entryName, namesOf, spell, spellInFull } from "../bench/grids.mjs";
import { Inputs } from "../bench/numbers.mjs";
import { Switches } from "../bench/switches.mjs";
import { drawMath, fill, fold, h } from "../core/elements.mjs";
import { Light } from "../core/highlight.mjs";
import { Run, Values, rangeOf, scaleOf } from "../core/program.mjs";
import { speak } from "../core/words.mjs";
import { ShownValue } from "./shown_value.mjs";
import { PartValues } from "./part_values.mjs";
import { TakeAlong, numbersIn } from "./take_along.mjs";

/**
 * Draws a living formula into `root`. `data` is {language, row, texts}, with `openConcept(id)` where a concept can be opened,
 * `numbers`, the inputs that an address has, and `addressOf(numbers)` where there are addresses. Returns `{destroy()}`.
 */
export function mountLiving(root, data) {
  const living = new Living(data);
  root.append(living.element);
  return { destroy: () => { living.off(); living.element.remove(); } };
}

export class Living {
  row; words; openConcept; addressOf; outcome;

  constructor({ language, row, texts, openConcept = null, numbers = null, addressOf = null }) {
    const words = speak({ texts }, language);
    Object.assign(this, { row, words, openConcept, addressOf });
    this.run = new Run(row.run);
    const given = numbersIn(numbers, row.run.inputs);
    if (given) this.run.inputs = given;
    this.run.changed();
    this.element = h("section", { class: "tezawari living", lang: language, "aria-label": words.pick(row.name), "data-living": row.id });
    this.formula = h("div", { class: "line living-line" }, h("div", { class: "scroll formula", tabindex: "0", role: "group", "aria-label": words.text("formula") }, drawMath(row.mathml)));
    this.light = new Light(this.formula);
    this.bench = { payload: { drawn: row.drawn, blocks: {} }, words, data: { run: row.run, places: row.places }, run: this.run, light: this.light,
      part: null, lit: null, choose: (part) => this.light.show(part ?? null), nearest: () => -1 };
    this.over = row.controls[0];
    this.begun = new Values(row.run.instructions, this.run.start);
    this.draw();
    this.update = () => this.fill();
    this.run.listeners.add(this.update);
    this.fill();
  }

  draw() {
    const { words, row, bench } = this;
    this.switches = row.run.switches.length ? new Switches(bench, () => this.fill()) : null;
    this.curve = new Curve(bench, () => this.over, () => this.besides());
    this.sliders = row.controls.map((control) => this.slider(control));
    this.given = row.run.inputs.map((_, k) => this.putIn(k)).filter(Boolean);
    this.results = row.run.results.map((result) => this.result(result));
    this.numberless = h("p", { class: "small", hidden: true }, words.text("no-number"));
    this.tries = row.tries.map((one) => this.tryOut(one));
    this.inputs = new Inputs(bench, false, (over) => { this.over = over; this.inputs.mark(over); this.fill(); });
    this.along = new TakeAlong(this);
    this.within = new PartValues(this.formula, bench);
    this.element.append(h("h2", {}, words.pick(row.name)), h("p", { class: "lead" }, this.prose(words.pick(row.watch))), this.formula,
      h("div", { class: "living-moving" },
        h("div", { class: "living-hands" }, this.sliders.map((slider) => slider.element), this.switches?.element,
          h("p", { class: "chips" }, h("button", { class: "chip", type: "button", onclick: () => this.reset() }, words.text("as-at-first"))),
          h("h3", {}, words.text("to-try")), h("ol", { class: "tries" }, this.tries.map((one) => one.element))),
        this.outcome = h("div", { class: "living-outcome" }, this.given.length ? h("div", { class: "living-put-in", role: "list" }, this.given.map((each) => each.element)) : null,
          h("div", { role: "list" }, this.results.map((each) => each.element)), this.numberless, this.curve.element)),
      fold("all-inputs", words.text("all-inputs"), () => this.inputs.element), fold("along", words.text("take-along"), () => this.along.element),
      this.concepts() ?? "");
  }

  /** A number that is meant to be moved, with its sign and its name. */
  slider(control) {
    const { words, run, row, light, bench } = this;
    const input = row.run.inputs[control.input];
    const range = rangeOf(input, control.place);
    const scale = scaleOf(input.domain, 0, range);
    const entry = entryName(input, control.place, words);
    const name = `${words.pick(input.said) || input.latex}${entry ? ` ${entry}` : ""}`;
    const field = h("input", { type: "range", min: String(scale.low), max: String(scale.high), step: String(scale.step), "aria-label": name,
      onfocus: () => this.follow(control), onpointerdown: () => this.follow(control),
      oninput: (event) => { this.follow(control); run.put(control.input, control.place, scale.of(Number(event.target.value))); } });
    const shown = h("output", {});
    const element = h("label", { class: "living-slider", onpointerenter: () => light.show(input.at[0] ?? null), onpointerleave: () => light.show(bench.lit) },
      h("span", { class: "slider-name" }, drawMath(row.drawn[input.latex]), " ", h("span", { class: "small" }, name)), field, shown);
    return { element, fill: () => {
      const value = control.place.reduce((inner, k) => inner[k], run.inputs[control.input]);
      if (scale.of(Number(field.value)) !== value) field.value = String(scale.at(value));
      shown.value = spell(value);
    } };
  }

  follow(control) {
    if (this.over === control) return;
    this.over = control;
    this.fill();
  }

  /** Numbers that go in and are not all on sliders: those that the texts speak of, and whatever a thing to try changed. */
  putIn(k) {
    const { words, run, row } = this;
    const input = row.run.inputs[k];
    if (input.fixed || (!input.sizes.length && row.controls.some((control) => control.input === k))) return null;
    const shown = new ShownValue(this.bench, { at: input.at[0] ?? null, name: input.latex, said: words.pick(input.said ?? "") || input.latex, sizes: input.sizes, names: namesOf(input, words) }, "living-given");
    return { element: shown.element, fill: (tried) => {
      const [now, begun] = [run.inputs[k], run.start[k]].map((value) => ({ sizes: input.sizes, data: [value].flat(Infinity) }));
      shown.fill(now, { was: tried ? begun : null });
      shown.element.hidden = !input.in_sight && String(now.data) === String(begun.data);
    } };
  }

  result(result) {
    const { words, run, row } = this;
    const shown = new ShownValue(this.bench, { at: result.at, name: result.name, said: words.pick(result.said ?? row.name), sizes: run.value(result.value).sizes, names: namesOf(result, words) }, "living-result", true);
    return { element: shown.element, result, fill: (tried, instead) => shown.fill(run.value(result.value), {
      was: tried ? this.begun.value(result.value) : null, instead: instead === result.value ? null : run.value(instead),
    }) };
  }

  fill() {
    for (const slider of this.sliders) slider.fill();
    const chosen = this.switches?.chosen ?? null;
    for (const one of this.tries) one.fill();
    const tried = !chosen && this.tries.some((one) => one.done);
    for (const each of this.given) each.fill(tried);
    this.results.forEach((each, k) => each.fill(tried, chosen ? chosen.results[k].value : each.result.value));
    this.numberless.hidden = !this.results.some(({ result }) => this.run.value(result.value).data.some(Number.isNaN));
    this.within.fill((step) => chosen?.steps.find(([k]) => k === this.row.run.steps.indexOf(step))?.[1] ?? null);
    this.switches?.fill();
    this.curve.draw([this.drawn(this.row.run.results)]);
  }

  /** The result whose curve is drawn, with what of it. */
  drawn(results) {
    const { result, from, count } = this.row.curve;
    const { rows, columns } = this.row.run.results[result];
    const [across, down] = [columns ?? rows, rows].map((names) => this.words.pick(names ?? "") || []);
    const part = columns && from ? down[from / count] : "";
    const { name } = this.row.run.results[result];
    return { ...results[result], name, part, from, count, names: count > 1 && count === across.length ? across : [] };
  }

  /** The dashed line: without the part that is taken out, or, once others were moved, the numbers of the start. */
  besides() {
    const { run, row } = this;
    const chosen = this.switches?.chosen ?? null;
    if (chosen) return { results: [this.drawn(chosen.results)], inputs: run.inputs, said: "dashed-without" };
    const others = run.inputs.some((value, k) => k !== this.over.input && JSON.stringify(value) !== JSON.stringify(run.start[k]));
    return others ? { results: [this.drawn(row.run.results)], inputs: run.start, said: "dashed-start" } : null;
  }

  reset() {
    this.switches?.pick(-1);
    this.run.reset();
  }

  /** A thing to try: it puts its numbers in, and says what happened. */
  tryOut(one) {
    const { words } = this;
    const told = Object.fromEntries(one.reads.flatMap(({ id, percent, was, is }) => [[id, figure(is, percent)], [`${id}-was`, figure(was, percent)]]));
    const said = h("p", { class: "try-said", hidden: true }, this.prose(fill(words.pick(one.says), told)));
    const button = h("button", { type: "button", class: "try", "aria-pressed": "false", onclick: () => {
      if (button.getAttribute("aria-pressed") === "true") { this.reset(); return; }
      this.run.inputs = structuredClone(one.values);
      const moved = this.row.controls.find(({ input, place }) => entryOf(one.values[input], place) !== entryOf(this.run.start[input], place));
      if (moved) this.over = moved;
      this.run.changed();
      this.switches?.pick(one.switch ?? -1);
      this.fill();
      const told = one.reads.find(({ result }) => result !== null); // where the results do not all fit, it is seen
      if (told) this.outcome.scrollTop = this.results[told.result].element.offsetTop;
    } }, this.prose(words.pick(one.do)));
    const made = { element: h("li", {}, button, h("div", { "aria-live": "polite" }, said)), done: false, fill: () => {
      const at = this.switches?.at ?? -1;
      made.done = at === (one.switch ?? -1) && JSON.stringify(this.run.inputs) === JSON.stringify(one.values);
      button.setAttribute("aria-pressed", String(made.done));
      said.hidden = !made.done;
    } };
    return made;
  }

  /** A text in which formulas stand between dollar signs. */
  prose(text) {
    return text.split("$").map((part, k) => (k % 2 ? drawMath(this.row.drawn[part]) ?? part : part));
  }

  concepts() {
    const { openConcept, row, words } = this;
    if (!openConcept || !row.concepts.length) return null;
    return h("p", { class: "living-concepts" }, h("span", { class: "small" }, words.text("living-concepts")), " ",
      row.concepts.map(([id, name]) => [h("button", { type: "button", class: "chip", onclick: () => openConcept(id) }, words.pick(name)), " "]));
  }

  off() {
    this.run.listeners.delete(this.update);
    this.inputs.off();
    this.within.off();
    this.light.off();
  }
}

const entryOf = (value, place) => place.reduce((inner, k) => inner[k], value);

/** A number as a text says it. */
function figure(number, percent) {
  const value = Number(number);
  if (!percent) return spellInFull(value);
  const share = 100 * value;
  return `${share > 0 && share < 1 ? share.toFixed(1) : share > 99 && share < 100 ? share.toFixed(1) : share.toFixed(0)} %`;
}
