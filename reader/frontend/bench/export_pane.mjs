// @ts-check
// Taking along: the formula as text to copy, as a card to save, as a prompt for a language model.

import { cardOf, pictureOf, previewOf } from "./card.mjs";
import { pythonOf } from "./code.mjs";
import { copyText, h } from "../core/elements.mjs";
import { save } from "../core/saving.mjs";

/** `bench` is {payload, words, data, row, light, equation}. */
export class Carry {
  constructor(bench) {
    this.bench = bench;
    const { words, data, row } = bench;
    const texts = [
      ["LaTeX", row.latex.trim()],
      ["MathML", mathmlOf(bench)],
      ["Markdown", data.along.markdown[words.language]],
      ["Python", pythonOf(data.code)],
      [words.text("copy-llm"), data.along.llm[words.language]],
    ];
    this.shown = h("pre", { class: "code", hidden: true, tabindex: "0" });
    this.said = h("p", { class: "small", role: "status" });
    this.element = h("div", { class: "carry" },
      h("h4", {}, words.text("copy-as")),
      h("p", { class: "chips" }, texts.filter(([, text]) => text).map(([name, text]) => h("button",
        { type: "button", class: "chip", onclick: () => this.copy(text) }, name))),
      this.said, this.shown,
      h("h4", {}, words.text("card")), h("p", { class: "chips" },
        h("button", { type: "button", class: "chip", "data-save": "svg", onclick: () => this.saveDrawing() }, words.text("save-svg")),
        h("button", { type: "button", class: "chip", "data-save": "png", onclick: () => this.savePicture() }, words.text("save-png"))),
      this.card = h("div", { class: "scroll card-frame", tabindex: "0", role: "group", "aria-label": words.text("card") }));
  }

  show() {
    if (!this.card.firstChild) this.card.append(previewOf(this.bench));
  }

  focus() {
    this.element.querySelector("button").focus({ preventScroll: true });
  }

  async copy(text) {
    await copyText(text, this.shown);
    this.say("copied");
    this.shown.textContent = text;
    this.shown.hidden = false;
  }

  say(key) {
    this.said.textContent = this.bench.words.text(key);
  }

  saveDrawing() {
    save(new Blob([cardOf(this.bench)], { type: "image/svg+xml" }), `${this.name}.svg`);
  }

  async savePicture() {
    try {
      save(await pictureOf(this.bench), `${this.name}.png`);
    } catch {
      this.say("no-png"); // some browsers do not let a page have the picture of a drawing with text in it
    }
  }

  /** Of the file: the paper and the formula. */
  get name() {
    const { payload, row } = this.bench;
    const paper = payload.reading.paper.id || payload.reading.paper.main.replace(/\.\w+$/, "");
    return `${paper}-${row.number ?? row.line}`.replace(/[^\w.-]+/g, "_");
  }

  key() {
    return false;
  }
}

function mathmlOf({ light }) {
  const math = light.copy(null);
  if (!math) return null;
  for (const each of [math, ...math.querySelectorAll("*")])
    for (const { name } of [...each.attributes]) if (name.startsWith("data-") || name === "class") each.removeAttribute(name);
  math.setAttribute("display", "block");
  return new XMLSerializer().serializeToString(math);
}
