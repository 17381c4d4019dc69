// @ts-check
// 確かめる: up to three questions about a formula, made from its tree, its shapes and its numbers: each answer is certain.

import { drawMath, h } from "../core/elements.mjs";
import { spell } from "./grids.mjs";
import { inventory } from "../construction/inventory.mjs";
import { shapeOf } from "./numbers.mjs";
import { sign } from "../core/meanings.mjs";

const MOST_QUESTIONS = 3;
const MOST_ANSWERS = 4;

/**
 * The questions about one formula. Each is {kind, at, part, answers, right, block, pane}: `answers` are {key, draw()},
 * `right` is the key of the right one, `block` the block that is known by it, `pane` shows why.
 */
export function questionsOf(bench) {
  return [blockQuestion, shapeQuestion, valueQuestion, unchangedQuestion, learnedQuestion]
    .map((make) => make(bench)).filter((each) => each && each.answers.length > 2).slice(0, MOST_QUESTIONS);
}

/** Which block is lit? Wrong answers are blocks that are not found at this place. */
function blockQuestion({ data, payload, words }) {
  const left = data.steps.find((step) => step.kind === "gives")?.at; // its name often says what it is
  const named = data.blocks.filter((each) => each.at !== null && each.at !== left && !each.differs);
  const asked = named.find((each) => !inventory.has(each.block)) ?? named[0];
  if (!asked) return null;
  const here = new Set(data.blocks.filter((each) => each.at === asked.at).map((each) => each.block));
  const name = (id) => words.pick(payload.blocks[id].name);
  const others = [...data.blocks.map((each) => each.block), ...Object.keys(payload.blocks)];
  const wrong = distinct(others.filter((id) => !here.has(id) && !alike(payload.blocks[id].name.en, payload.blocks[asked.block].name.en)), name);
  return asking("which-block", asked.at, [asked.block, ...wrong], (id) => id, name, { block: asked.block, pane: "blocks" });
}

/** Which shape comes out of the part that is lit? Wrong answers are shapes of other parts, and the same turned round. */
function shapeQuestion(bench) {
  const { data } = bench;
  const { run } = data;
  const text = (step) => [step.shape.join(" × "), ...step.axes].join(" | ");
  const steps = [...run.steps, ...run.results].filter((step) => step.at !== null && !run.inputs.some((each) => each.at.includes(step.at)));
  const asked = steps.filter((step) => step.shape.length).sort((a, b) => b.shape.length - a.shape.length).at(0);
  if (!asked) return null;
  const turned = { axes: asked.axes, shape: [...asked.shape].reverse() };
  const others = [turned, ...run.steps, ...run.inputs.map((each) => ({ axes: [], shape: each.sizes })), { axes: [], shape: [] },
    { axes: [], shape: [asked.shape[0] + 1] }].filter((step) => text(step) !== text(asked));
  return asking("which-shape", asked.at, [asked, ...distinct(others, text)], text, (step) => shapeOf(bench, step), { block: blockAt(data, asked.at), pane: "numbers" });
}

/** What comes out if a part is switched off? Wrong answers are what comes out with it, or with another part off. */
function valueQuestion({ data, run }) {
  const [result] = data.run.results;
  if (!result || data.run.results.length > 1 || run.value(result.value).data.length !== 1) return null;
  const before = run.value(result.value).data[0];
  const after = (each) => run.value(each.results[0].value).data[0];
  const shown = (number) => spell(number);
  const telling = data.run.switches.filter((each) => !each.alternative && !each.swap && each.at[0] !== null && Number.isFinite(after(each)) && shown(after(each)) !== shown(before));
  const [asked] = telling;
  if (!asked) return null;
  const numbers = [after(asked), before, ...telling.map(after), 0, -after(asked), 2 * before];
  return asking("which-value", asked.at[0], distinct(numbers, shown), shown, shown,
    { block: asked.block ?? blockAt(data, asked.at[0]), pane: "numbers", form: asked.form });
}

/** Which of these parts stays as it is if a part is switched off? */
function unchangedQuestion({ data, run, light }) {
  if (data.run.results.length !== 1 || run.value(data.run.results[0].value).data.length === 1) return null;
  for (const each of data.run.switches.filter(({ at, alternative, swap }) => !alternative && !swap && at[0] !== null)) {
    const changed = each.steps.filter(([step, value]) => differ(run.value(data.run.steps[step].value).data, run.value(value).data));
    const touched = new Set(each.steps.map(([step]) => step));
    const rows = data.run.steps.map((step, k) => ({ ...step, k })).filter((step) => step.at !== null && step.at !== each.at[0]);
    const [same] = rows.filter((step) => !touched.has(step.k) && outside(data.places, step.at, each.at));
    const wrong = rows.filter((step) => changed.some(([k]) => k === step.k));
    if (same && wrong.length > 1)
      return asking("which-same", each.at[0], [same, ...wrong], (step) => String(step.k), (step) => light.copy(step.at), { block: each.block, pane: "numbers", form: each.form });
  }
  return null;
}

/** Which symbol is learned? Wrong answers are symbols that the paper gives another part. */
function learnedQuestion({ payload, row }) {
  const here = payload.reading.symbols.filter((symbol) => row.symbols.includes(symbol.id) && symbol.part_evidence);
  const learned = here.filter((symbol) => symbol.part === "learned");
  const others = here.filter((symbol) => !["learned", "unknown", "computed", null].includes(symbol.part));
  if (learned.length !== 1) return null;
  return asking("which-learned", null, [learned[0], ...others], (symbol) => symbol.id, (symbol) => sign(payload, symbol), { block: null, pane: "symbols" });
}

function asking(kind, at, choices, key, draw, rest) {
  const answers = choices.slice(0, MOST_ANSWERS).map((choice) => ({ key: key(choice), draw: () => draw(choice) }));
  const right = answers[0].key;
  return { kind, at, right, answers: [...answers].sort((a, b) => mixed(a.key) - mixed(b.key)), ...rest };
}

function blockAt(data, at) {
  return data.blocks.find((each) => each.at === at && !each.differs)?.block ?? null;
}

/** Whether two names share a word: "attention" is no sure wrong answer where "scaled dot-product attention" is right. */
function alike(name, other) {
  const words = new Set(other.toLowerCase().split(/[^a-z]+/).filter((word) => word.length > 3));
  return name === other || name.toLowerCase().split(/[^a-z]+/).some((word) => words.has(word));
}

function distinct(values, text) {
  return values.filter((value, k) => values.findIndex((other) => text(other) === text(value)) === k);
}

function differ(a, b) {
  return a.length !== b.length || a.some((number, k) => spell(number) !== spell(b[k]));
}

function outside(places, at, parts) {
  return parts.every((part) => part === null || places[at][1] <= places[part][0] || places[part][1] <= places[at][0]);
}

/** An order that has nothing to do with which answer is right. */
function mixed(text) {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7);
}

/** `bench` is {payload, words, data, row, run, light, actions}. */
export class Questions {
  constructor(bench) {
    this.bench = bench;
    const { words } = bench;
    this.questions = questionsOf(bench);
    this.element = h("div", { class: "questions" }, this.questions.length ? h("p", { class: "small" }, words.text("try-how"))
      : h("p", {}, words.text("try-none")), this.questions.map((each, index) => this.card(each, index)));
  }

  card(each, index) {
    const { light } = this.bench;
    const name = `question-${index}`;
    const verdict = h("p", { class: "verdict", role: "status" });
    const answers = each.answers.map((answer) => h("button", { type: "button", class: "chip answer", "data-key": answer.key,
      onclick: (event) => this.answer(each, answer, event.target.closest(".answer"), answers, verdict) }, ...[answer.draw()].flat()));
    for (const answer of answers) answer.setAttribute("aria-label", answer.textContent); // a formula gives a button no name
    const point = () => light.show(each.at);
    return h("section", { class: "question", "aria-labelledby": name, "data-kind": each.kind, onpointerenter: point, onfocusin: point,
      onpointerleave: () => light.show(this.bench.lit) },
    h("p", { class: "asked", id: name }, this.asked(each)), h("p", { class: "chips" }, answers), verdict);
  }

  /** The question with its part drawn where the text has `{part}`. */
  asked({ kind, at, form }) {
    const { words, light, data, payload } = this.bench;
    const sizes = data.run.sizes.flatMap(([name, size], index) => [index ? words.text("comma") : "", drawMath(payload.drawn[name]), ` = ${size}`]);
    const parts = { part: at === null ? null : light.copy(at), how: form ? words.text(`form-${form}`) : null,
      sizes: sizes.length ? words.text("sizes-in-brackets").split("{sizes}").flatMap((edge, k) => (k ? [sizes, edge] : [edge])).flat() : null };
    return words.text(kind).split(/\{(\w+)\}/).map((piece, k) => (k % 2 ? parts[piece] : piece)).flat();
  }

  answer(each, answer, button, buttons, verdict) {
    const { words } = this.bench;
    if (verdict.firstChild) return; // answered before
    const isRight = answer.key === each.right;
    for (const other of buttons) {
      other.setAttribute("aria-disabled", "true");
      other.classList.toggle("right", other.dataset.key === each.right);
    }
    button.classList.toggle("wrong", !isRight);
    const kept = isRight && each.block;
    if (kept) inventory.put(each.block);
    const name = kept ? words.pick(this.bench.payload.blocks[each.block].name) : "";
    verdict.replaceChildren(words.text(isRight ? "right" : "not-right"), kept ? ` ${words.text("into-inventory", { block: name })}` : "", " ",
      h("button", { type: "button", class: "quiet-button", onclick: () => this.lookAt(each) },
        words.text("see-why")));
  }

  show() {}

  focus() {
    this.element.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Opens the pane that shows why, with the part in hand. */
  lookAt({ at, pane }) {
    const { bench } = this;
    bench.show(pane);
    bench.focus();
    bench.current.panes?.get?.(pane)?.reveal?.();
    bench.choose(at, true);
  }

  /** Arrow keys walk the answers of a question. */
  key(event) {
    const answer = event.target.closest(".answer");
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!answer || !by) return false;
    const row = [...answer.parentElement.children];
    row[(row.indexOf(answer) + by + row.length) % row.length].focus();
    return true;
  }
}
