// What can be taken out of a formula, or put in the place of a part: one is chosen at a time, and what changes is said.

import { drawMath, h } from "../core/elements.mjs";
import { differs, spell } from "./grids.mjs";

const LONGEST = 18; // letters of a part that stands on its button; a longer one is clicked in the formula

/** `bench` is {payload, words, data, run, light, part, choose, nearest}; `changed()` is called when another is chosen. */
export class Switches {
  constructor(bench, changed) {
    Object.assign(this, { bench, changed, at: -1 });
    const { words, data } = bench;
    this.all = data.run.switches;
    this.choices = this.all.map((each, index) => h("button", { type: "button", class: "chip switch", "aria-pressed": "false",
      onclick: () => this.pick(this.at === index ? -1 : index, true), onpointerenter: () => bench.light.show(each.at[0]),
      onpointerleave: () => bench.light.show(bench.lit) }, this.label(each)));
    for (const choice of this.choices) choice.hidden = choice.textContent.length > LONGEST && Boolean(choice.querySelector("math"));
    for (const choice of this.choices) choice.setAttribute("aria-label", choice.textContent); // a formula gives a button no name
    this.said = h("div", { class: "switched", "aria-live": "polite" });
    const group = (label, kept) => {
      const buttons = this.choices.filter((choice, k) => kept(this.all[k]) && !choice.hidden);
      return buttons.length ? h("div", { class: "switch-row" }, h("span", { class: "small" }, words.text(label)), h("div", { class: "chips" }, buttons)) : null;
    };
    const shown = this.choices.some((choice) => !choice.hidden);
    this.element = h("div", { class: shown ? "switches" : "switches bare", role: "group", "aria-label": words.text("switch-off") },
      group("take-out", (each) => !replaces(each)), group("put-instead", replaces), this.said);
  }

  /** What is chosen, null where the formula stands as it is. */
  get chosen() {
    return this.all[this.at] ?? null;
  }

  label(each) {
    const { words, payload, light } = this.bench;
    if (each.alternative) return drawMath(payload.drawn[each.alternative.part]) ?? each.alternative.part;
    if (each.swap) return [each.swap === "function" ? drawMath(payload.drawn[each.into]) : words.text(`swap-${each.swap}`), this.where(each)];
    if (each.block) return [words.pick(payload.blocks[each.block].name), this.where(each)];
    const part = (each.at[0] === null ? null : light.copy(each.at[0])) ?? drawMath(payload.drawn[each.part]) ?? each.part;
    return part;
  }

  /** Of two that are called alike what each is made of. */
  where(each) {
    const twins = this.all.filter((other) => other.block === each.block && other.swap === each.swap && other.into === each.into);
    const part = twins.length > 1 && each.at[0] !== null ? this.bench.light.copy(each.at[0]) : null;
    return part && part.textContent.length <= LONGEST ? [" ", part] : null;
  }

  /** Chosen by its button, or by a click on the very part in the formula. */
  show() {
    const { part } = this.bench;
    const found = part === null ? -1 : this.all.findIndex((each) => each.at[0] === part);
    if (found >= 0 && found !== this.at) this.pick(found);
  }

  pick(index, own = false) {
    this.at = index;
    this.choices.forEach((choice, k) => choice.setAttribute("aria-pressed", String(k === index)));
    if (own && this.chosen) this.bench.choose(this.chosen.at[0]);
    this.say();
    this.changed();
  }

  /** What was done, and what came of it. */
  say() {
    const { words, payload } = this.bench;
    const each = this.chosen;
    if (!each) { this.said.replaceChildren(); return; }
    const kind = each.block ? payload.blocks[each.block] : null;
    const why = each.alternative ? [h("b", {}, words.text("alternative")), " ", h("q", { lang: "" }, each.alternative.sentence.replace(/\s+/g, " "))]
      : [kind?.removed ? words.pick(kind.removed) : words.text(each.swap ? `swapped-${each.swap}` : `form-${each.form}`)];
    this.numbers = h("b", { class: "becomes" });
    this.said.replaceChildren(h("p", { class: "removed" }, this.numbers, " ", why, each.leaves && [" ", words.text(`left-${each.leaves}`)]),
      h("div", { class: "scroll side off", tabindex: "0", role: "group", "aria-label": words.text("formula") }, drawMath(payload.drawn[each.after]) ?? h("code", {}, each.after)));
    this.fill();
  }

  /** The computed sentence once more, after numbers were changed. */
  fill() {
    const { words, data, run } = this.bench;
    if (!this.chosen || !this.numbers) return;
    const before = data.run.results.flatMap((each) => run.value(each.value).data);
    const after = this.chosen.results.flatMap((each) => run.value(each.value).data);
    const moved = this.chosen.steps.some(([k, value]) => run.value(value).data.some((number, at) => differs(number, run.value(data.run.steps[k].value).data[at])));
    this.numbers.textContent = told(words, before, after, moved);
  }

  key(event) {
    const at = this.choices.indexOf(event.target.closest(".switch"));
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || !by) return false;
    this.choices[(at + by + this.choices.length) % this.choices.length].focus();
    return true;
  }
}

const replaces = (each) => Boolean(each.swap || each.alternative);

/** `0.67 becomes 0.81`; of several numbers how many change, and the one that changes most; whether parts before do. */
function told(words, before, after, moved) {
  if (before.length !== after.length) return words.text("other-shape");
  const by = before.map((value, k) => (differs(value, after[k]) ? Math.abs(value - after[k]) : 0)).map((each) => (Number.isFinite(each) ? each : 0));
  const count = before.filter((value, k) => differs(value, after[k])).length;
  if (!count && moved) return words.text("parts-move");
  if (before.length === 1) return words.text(count ? "becomes" : "stays", spelledApart(before[0], after[0]));
  const most = by.indexOf(Math.max(...by));
  return count ? words.text("become", { count: String(count), all: String(before.length), ...spelledApart(before[most], after[most]) }) : words.text("all-stay");
}

/** Two numbers in as many figures as it takes to tell them apart. */
function spelledApart(before, after) {
  let [a, b] = [spell(before), spell(after)];
  for (let figures = 4; a === b && differs(before, after) && figures < 10; figures += 1) [a, b] = [before, after].map((each) => each.toPrecision(figures).replace("-", "−"));
  return { before: a, after: b };
}
