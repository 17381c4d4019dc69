// @ts-check
// The formula as code, to read beside it and to take along: a line lights the part that it computes.

import { copyText, h } from "../core/elements.mjs";
import { javascriptOf } from "../living/javascript.mjs";

const LANGUAGES = [
  { name: "NumPy", lines: ({ numpy, numpy_short: short }) => numpy?.map(([text, at, note]) => ({ text, at, note })) ?? linesOf(short) },
  { name: "PyTorch", lines: ({ torch }) => linesOf(torch) },
  { name: "JavaScript", lines: (_, run) => (run.row.results.length ? linesOf(javascriptOf(run)) : null) },
  { name: "SymPy", lines: ({ sympy }) => linesOf(sympy) },
];

function linesOf(text) {
  return text ? text.trimEnd().split("\n").map((line) => ({ text: line, at: undefined, note: "" })) : null;
}

/** The lines as one text, with the part that each computes as a comment. */
export function asText(lines) {
  return `${lines.map(({ text, note }) => (note ? `${text}  # ${note.replace(/\s+/g, " ")}` : text)).join("\n")}\n`;
}

/** NumPy code of a formula, null where it has none. */
export function pythonOf(code) {
  const lines = linesOf(code.numpy_short) ?? LANGUAGES[0].lines(code);
  return lines ? asText(lines) : null;
}

/** `bench` is {words, data, light, part, choose, nearest}. */
export class Code {
  constructor(bench) {
    this.bench = bench;
    const { words, data } = bench;
    this.offers = LANGUAGES.map((each) => ({ ...each, text: each.lines(data.code, bench.run) })).filter((each) => each.text);
    this.choices = this.offers.map((each, index) => h("button", { type: "button", class: "chip", "aria-pressed": "false",
      onclick: () => this.pick(index) }, each.name));
    this.text = h("pre", { class: "code", tabindex: "0", role: "region", "aria-label": words.text("code") });
    this.how = h("p", { class: "small" });
    this.copied = h("span", { class: "small", role: "status" });
    const copy = h("button", { type: "button", class: "quiet-button", onclick: async () => {
      await copyText(asText(this.lineup(this.at)), this.text);
      this.copied.textContent = words.text("copied");
    } }, words.text("copy"));
    this.element = h("div", { class: "codes" }, this.offers.length ? [h("p", { class: "chips" }, this.choices), this.how, this.text,
      h("p", {}, copy, " ", this.copied)] : h("p", { class: "sentence" }, data.code.why ? words.pick(data.code.why) : words.text("no-code")));
    if (this.offers.length) this.pick(0);
  }

  pick(index) {
    const { light, words } = this.bench;
    this.at = index;
    this.copied.textContent = "";
    this.choices.forEach((choice, k) => choice.setAttribute("aria-pressed", String(k === index)));
    this.lines = this.lineup(index).map(({ text, at }) => {
      const line = h("span", { class: at === undefined || at === null ? "code-line" : "code-line lights" }, text || " ", "\n");
      if (at !== undefined && at !== null) {
        line.addEventListener("pointerenter", () => light.show(at));
        line.addEventListener("pointerleave", () => light.show(this.bench.lit));
        line.addEventListener("click", () => { this.bench.choose(at); this.show(); });
      }
      return { line, at };
    });
    this.how.textContent = this.lines.some(({ at }) => typeof at === "number") ? words.text("code-how") : "";
    this.text.replaceChildren(...this.lines.map(({ line }) => line));
    this.mark();
  }

  /** The lines of one language, with the numbers of now. */
  lineup(index) {
    const { data, run } = this.bench;
    this.offers[index].text = this.offers[index].lines(data.code, run);
    return this.offers[index].text;
  }

  /** The line that computes the part in hand. */
  current() {
    const lit = (this.lines ?? []).filter(({ at }) => typeof at === "number");
    return lit[this.bench.nearest(lit.map(({ at }) => at))];
  }

  get inHand() {
    return this.current() !== undefined;
  }

  /** The lines with the numbers of now: they may have been moved while another pane was open. */
  show() {
    if (this.offers.length && asText(this.offers[this.at].text) !== asText(this.lineup(this.at))) this.pick(this.at);
    else this.mark();
  }

  mark() {
    const current = this.current();
    for (const each of this.lines ?? []) each.line.classList.toggle("current", each === current);
  }

  focus() {
    (this.choices[0] ?? this.element).focus({ preventScroll: true });
  }

  /** Up and down go through the lines that compute a part. */
  key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || event.target !== this.text) return false;
    const lit = this.lines.filter(({ at }) => typeof at === "number");
    if (!lit.length) return false;
    const at = lit.findIndex(({ line }) => line.classList.contains("current"));
    this.bench.choose(lit[at < 0 ? 0 : Math.min(Math.max(at + by, 0), lit.length - 1)].at);
    this.show();
    return true;
  }
}
