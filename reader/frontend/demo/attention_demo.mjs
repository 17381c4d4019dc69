// The living formula: softmax(Q K^T / (tau sqrt(d_k))) V on three words, computed anew at every movement.

import { drawMath, fill, h } from "../core/elements.mjs";

// A function word, a noun and its verb; Japanese puts the function word after the noun.
const WORDS = { en: ["the", "cat", "sat"], ja: ["猫", "が", "座る"] };
const ORDER = { en: [0, 1, 2], ja: [1, 0, 2] };
const QUERIES = [[0, 2, 1, 1], [2, 0, 0, 1], [2, 1, 0, 1]];
const KEYS = [[0, 1, 2, 0], [2, 1, 0, 1], [1, 0, 2, 1]];
const VALUES = [[0, 0], [1, 0.2], [0.1, 1]];

const part = (name, content, tag = "mrow") => `<${tag} data-tezawari-part="${name}">${content}</${tag}>`;
const FORMULA = `<math display="block"><mrow>${part("softmax", "softmax", "mi")}<mo>(</mo><mfrac>${part("scores",
  `${part("q", "Q", "mi")}${part("k", "<mi>K</mi><mo>⊤</mo>", "msup")}`)}<mrow>${part("tau", "τ", "mi")}${part("root",
  "<msub><mi>d</mi><mi>k</mi></msub>", "msqrt")}</mrow></mfrac><mo>)</mo>${part("v", "V", "mi")}</mrow></math>`;

/** Scores, weights and outputs of attention for rows of queries, keys and values; `divisor` is tau sqrt(d_k). */
export function attend(queries, keys, values, divisor) {
  const products = queries.map((query) => keys.map((key) => dot(query, key)));
  const scores = products.map((row) => row.map((product) => product / divisor));
  const weights = scores.map(softmax);
  const outputs = weights.map((row) => values[0].map((_, column) => dot(row, values.map((value) => value[column]))));
  return { products, scores, weights, outputs };
}

function dot(a, b) {
  return a.reduce((sum, number, index) => sum + number * b[index], 0);
}

function softmax(row) {
  const highest = Math.max(...row); // taken away first, so that no exponential overflows
  const powers = row.map((score) => Math.exp(score - highest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** Draw the living formula into `root`; `data` is `{language, texts}`. Returns `{destroy()}`. */
export function mountLiving(root, data) {
  const living = new Living(data);
  root.append(living.element);
  return { destroy: () => living.element.remove() };
}

class Living {
  constructor({ language, texts }) {
    this.language = language;
    this.text = (key, values) => fill(texts[key][language], values);
    this.words = WORDS[language];
    [this.queries, this.keys, this.values] = [QUERIES, KEYS, VALUES].map((rows) => ORDER[language].map((index) => rows[index]));
    this.root = Math.sqrt(this.keys[0].length);
    this.cell = [2, ORDER[language].indexOf(1)]; // the verb looks at its noun
    this.element = h("section", { class: "tezawari living", lang: language, "aria-label": this.text("title") });
    this.draw();
    this.compute();
  }

  draw() {
    const { text } = this;
    this.formula = drawMath(FORMULA);
    this.formula.setAttribute("aria-label", text("formula"));
    this.hint = h("p", { class: "hint", "aria-live": "polite" }, text("hint"));
    this.slider = h("input", { type: "range", min: "0.2", max: "4", step: "0.05", value: "1", "aria-label": text("temperature"),
      oninput: () => this.compute() });
    this.shown = h("output", {});
    this.scaled = h("input", { type: "checkbox", role: "switch", checked: true, onchange: () => this.compute() });
    this.blocks = Object.fromEntries(["q", "k", "v", "scores", "weights", "output"].map((name) => [name, h("div", { class: "cells" })]));
    this.reading = h("div", { class: "reading", "aria-live": "polite" });
    this.trace = h("div", { class: "trace" });
    this.element.append(h("h2", {}, text("title")), h("p", { class: "lead" }, text("lead")),
      h("div", { class: "scroll formula" }, this.formula), this.hint,
      h("div", { class: "controls" },
        h("label", {}, h("span", {}, text("temperature")), this.slider, this.shown),
        h("label", {}, this.scaled, h("span", {}, text("root-switch"))),
        h("button", { class: "chip", type: "button", onclick: () => this.reset() }, text("reset"))),
      h("div", { class: "flow" }, Object.keys(this.blocks).map((name) => this.block(name))),
      this.reading, this.trace, h("p", { class: "small" }, text("invented")));
    this.element.addEventListener("pointerover", (event) => this.point(event.target));
    this.element.addEventListener("focusin", (event) => this.point(event.target));
    this.element.addEventListener("click", (event) => this.point(event.target));
    this.element.addEventListener("keydown", (event) => this.walk(event));
  }

  block(name) {
    const sign = { q: "Q", k: "K", v: "V" }[name];
    return h("figure", { class: "matrix", "data-part": name },
      h("figcaption", {}, sign ? [h("i", {}, sign), " "] : null, this.text(`block-${name}`)), this.blocks[name]);
  }

  reset() {
    this.slider.value = "1";
    this.scaled.checked = true;
    this.compute();
  }

  compute() {
    this.temperature = Number(this.slider.value);
    this.divisor = this.temperature * (this.scaled.checked ? this.root : 1);
    this.now = attend(this.queries, this.keys, this.values, this.divisor);
    this.usual = attend(this.queries, this.keys, this.values, this.root);
    this.shown.value = this.temperature.toFixed(2);
    this.fillBlocks();
    this.tell();
  }

  // --- the numbers as squares

  fillBlocks() {
    const keepFocus = this.element.getRootNode().activeElement?.dataset?.cell;
    const columns = this.text("value-columns").split(",");
    this.grid("q", this.queries, null, (number) => String(number));
    this.grid("k", this.keys, null, (number) => String(number));
    this.grid("v", this.values, columns, (number) => String(number));
    this.grid("scores", this.now.scores, this.words, (number) => number.toFixed(2));
    this.grid("weights", this.now.weights, this.words, (number) => number.toFixed(2), true);
    this.grid("output", this.now.outputs, columns, (number) => number.toFixed(2));
    this.mark();
    if (keepFocus) this.blocks.weights.querySelector(`[data-cell="${keepFocus}"]`)?.focus();
  }

  grid(name, rows, columns, say, pressable = false) {
    const cells = rows.flatMap((row, i) => [h("span", { class: "word" }, this.words[i]),
      ...row.map((number, j) => this.square(name, i, j, say(number), number, pressable))]);
    const header = columns ? [h("span", {}), ...columns.map((word) => h("span", { class: "word column" }, word))] : [];
    this.blocks[name].style.setProperty("--columns", rows[0].length);
    this.blocks[name].replaceChildren(...header, ...cells);
  }

  square(name, i, j, shown, number, pressable) {
    if (!pressable) return h("span", { class: "square", "data-at": `${i},${j}` }, shown);
    const label = this.text("cell", { from: this.words[i], to: this.words[j], weight: shown });
    const square = h("button", { type: "button", class: number > 0.55 ? "square heat full" : "square heat", "data-at": `${i},${j}`,
      "data-cell": `${i},${j}`, "aria-label": label, tabindex: String(this.cell) === `${i},${j}` ? "0" : "-1" }, shown);
    square.style.setProperty("--heat", `${(100 * number).toFixed(1)}%`);
    return square;
  }

  /** Frame what takes part in the chosen square: its query, its key, its score and weight, its value, its row of output. */
  mark() {
    const [i, j] = this.cell;
    const takesPart = { q: (row) => row === i, k: (row) => row === j, v: (row) => row === j, output: (row) => row === i,
      scores: (row, column) => row === i && column === j, weights: (row, column) => row === i && column === j };
    for (const [name, block] of Object.entries(this.blocks))
      for (const square of block.querySelectorAll(".square")) {
        const [row, column] = square.dataset.at.split(",").map(Number);
        square.classList.toggle("chosen", takesPart[name](row, column));
        if (square.dataset.cell) square.tabIndex = row === i && column === j ? 0 : -1;
      }
  }

  // --- pointing

  point(element) {
    const square = element.closest?.("[data-part='scores'] .square, [data-part='weights'] .square");
    if (square) {
      this.cell = square.dataset.at.split(",").map(Number);
      this.mark();
      this.tell();
    }
    const name = element.closest?.("[data-tezawari-part]")?.dataset.tezawariPart ?? element.closest?.("[data-part]")?.dataset.part;
    if (name) this.explain(name === "weights" ? "softmax" : name);
  }

  explain(name) {
    const block = name === "softmax" ? "weights" : name === "tau" || name === "root" ? "scores" : name;
    this.hint.textContent = this.text(`part-${name}`, { width: this.keys[0].length, root: this.root });
    for (const figure of this.element.querySelectorAll(".matrix")) figure.classList.toggle("lit", figure.dataset.part === block);
    for (const sign of this.formula.querySelectorAll("[data-tezawari-part]")) sign.classList.toggle("lit", sign.dataset.tezawariPart === name);
  }

  walk(event) {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!step || !event.target.dataset?.cell) return;
    event.preventDefault();
    const size = this.words.length;
    const next = this.cell.map((index, axis) => (index + step[axis] + size) % size);
    this.blocks.weights.querySelector(`[data-cell="${next}"]`).focus();
  }

  // --- in words

  tell() {
    const [i, j] = this.cell;
    const row = this.now.weights[i];
    const most = row.indexOf(Math.max(...row));
    const percent = (share) => `${(100 * share).toFixed(0)}%`;
    const values = { base: percent(this.usual.weights[i][most]), divisor: round(this.divisor), usual: round(this.root) };
    const gap = this.divisor - this.root;
    const isUsual = Math.abs(gap) < 1e-9;
    const how = isUsual ? (this.scaled.checked ? "base" : "same") : gap < 0 ? "sharper" : "softer";
    this.reading.replaceChildren(
      h("p", {}, this.text("looks", { from: this.words[i], to: this.words[most], weight: percent(row[most]) })),
      h("p", {}, this.text(how, values)));
    this.trace.replaceChildren(h("h3", {}, this.text("trace", { from: this.words[i], to: this.words[j] })), this.steps(i, j));
  }

  steps(i, j) {
    const { products, scores, weights, outputs } = this.now;
    const terms = this.queries[i].map((number, index) => `${number}·${this.keys[j][index]}`).join(" + ");
    const powers = scores[i].map((score) => round(Math.exp(score)));
    const root = this.scaled.checked ? ` · ${round(this.root)}` : "";
    const from = { from: this.words[i] };
    const rows = [
      ["step-product", `${terms} = ${products[i][j]}`],
      ["step-divide", `${products[i][j]} ÷ (${round(this.temperature)}${root}) = ${round(scores[i][j])}`],
      ["step-exponential", `exp(${round(scores[i][j])}) = ${powers[j]}`],
      ["step-share", `${powers[j]} ÷ (${powers.join(" + ")}) = ${weights[i][j].toFixed(2)}`],
      ["step-output", `${weights[i].map((weight, k) => `${weight.toFixed(2)}·(${this.values[k].join(", ")})`).join(" + ")} = (${outputs[i].map((number) => number.toFixed(2)).join(", ")})`],
    ];
    return h("dl", {}, rows.flatMap(([key, sum]) => [h("dt", {}, this.text(key, from)), h("dd", {}, sum)]));
  }
}

/** Three figures, without zeros that say nothing. */
function round(number) {
  return Number(number.toPrecision(3)).toLocaleString("en", { maximumFractionDigits: 3, useGrouping: false });
}
