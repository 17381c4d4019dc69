// @ts-check
// Taking a living formula along: its curve as a picture, its numbers as a table, its code, a link to the same numbers.

import { copyText, h } from "../core/elements.mjs";
import { pngOf, save } from "../core/saving.mjs";
import { javascriptOf } from "./javascript.mjs";
import { pythonOf } from "./python.mjs";

const CODES = { numpy: "NumPy", torch: "PyTorch", javascript: "JavaScript" };
const SCALE = 2; // of a picture, against the drawing on the page

export class TakeAlong {
  /** `living` is {row, words, run, curve, addressOf}. */
  constructor(living) {
    this.living = living;
    const { words, addressOf } = living;
    const chip = (key, act, name = null) => h("button", { type: "button", class: "chip", "data-along": key, onclick: act }, name ?? words.text(`along-${key}`));
    this.said = h("p", { class: "small", role: "status" });
    this.shown = h("pre", { class: "code", hidden: true, tabindex: "0" });
    const codes = Object.keys(CODES).filter((name) => name === "javascript" || living.row.code[name]);
    this.element = h("div", { class: "carry" },
      h("p", { class: "chips" }, chip("svg", () => this.saveDrawing()), chip("png", () => this.savePicture()), chip("csv", () => this.saveNumbers()),
        codes.map((name) => chip(name, () => this.copy(name === "javascript" ? javascriptOf(living.run) : pythonOf(living.run, living.row.code[name], name)), CODES[name])), chip("latex", () => this.copy(living.row.latex), "LaTeX"),
        addressOf ? chip("link", () => this.copy(addressOf(numbersOut(living.run.inputs)))) : null),
      this.said, this.shown);
  }

  async copy(text) {
    await copyText(text, this.shown);
    this.said.textContent = this.living.words.text("copied");
    this.shown.textContent = text;
    this.shown.hidden = false;
  }

  get name() {
    return this.living.row.id;
  }

  saveDrawing() {
    save(new Blob([this.drawing()], { type: "image/svg+xml" }), `${this.name}.svg`);
  }

  /** The curve as a file of its own: what styles it on the page is written into it. */
  drawing() {
    const { drawing } = this.living.curve;
    const copy = drawing.cloneNode(true);
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ").map(Number);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", String(SCALE * width));
    copy.setAttribute("height", String(SCALE * height));
    const [from, to] = [drawing.querySelectorAll("*"), copy.querySelectorAll("*")];
    from.forEach((element, k) => {
      const style = getComputedStyle(element);
      for (const property of ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font"]) to[k].style.setProperty(property, style.getPropertyValue(property));
    });
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [key, value] of Object.entries({ width, height, fill: getComputedStyle(this.living.element).getPropertyValue("--paper") || "white" })) ground.setAttribute(key, String(value));
    copy.prepend(ground);
    return new XMLSerializer().serializeToString(copy);
  }

  async savePicture() {
    try {
      save(await pngOf(this.drawing(), 1), `${this.name}.png`);
    } catch {
      this.said.textContent = this.living.words.text("no-png");
    }
  }

  saveNumbers() {
    save(new Blob([this.table()], { type: "text/csv" }), `${this.name}.csv`);
  }

  /** A line for each number: what it is of, where it stands there, the number. */
  table() {
    const { row, run } = this.living;
    const lines = row.run.inputs.flatMap((each, k) => numbersWithPlaces(each.latex, each.sizes, [run.inputs[k]].flat(Infinity)));
    const results = row.run.results.flatMap((each) => {
      const { sizes, data } = run.value(each.value);
      return numbersWithPlaces(each.name || "result", sizes, data);
    });
    return ["name,place,value", ...lines, ...results, ""].join("\r\n");
  }
}

function numbersWithPlaces(name, sizes, data) {
  return data.map((number, k) => {
    const place = sizes.map((size, axis) => 1 + (Math.floor(k / sizes.slice(axis + 1).reduce((product, each) => product * each, 1)) % size));
    return [`"${name.replaceAll('"', '""')}"`, place.join(" "), String(number)].join(",");
  });
}

/** The numbers of all inputs as an address has them. */
export function numbersOut(inputs) {
  return inputs.map((value) => [value].flat(Infinity).join(",")).join(";");
}

/** What an address has, as inputs of these sizes; null where it does not fit them. */
export function numbersIn(text, inputs) {
  const parts = text ? text.split(";") : [];
  if (parts.length !== inputs.length) return null;
  const read = inputs.map(({ sizes, fixed, values }, k) => {
    const flat = parts[k].split(",").map(Number);
    const count = sizes.reduce((product, size) => product * size, 1);
    if (flat.length !== count || !flat.every(Number.isFinite)) return null;
    return fixed ? values[0] : nest(flat, sizes);
  });
  return read.every((each) => each !== null) ? read : null;
}

function nest(flat, sizes) {
  if (!sizes.length) return flat[0];
  const step = flat.length / sizes[0];
  return Array.from({ length: sizes[0] }, (_, k) => nest(flat.slice(k * step, (k + 1) * step), sizes.slice(1)));
}

const LIVING_AT = "numbers"; // in an address: the living formula, a colon, its numbers

/** The numbers of a living formula in an address, null where it has none; with `numbers` the address with these. */
export function livingAddress(href, id, numbers = null) {
  const address = new URL(href);
  if (numbers !== null) {
    address.searchParams.set(LIVING_AT, `${id}:${numbers}`);
    return address.href;
  }
  const [name, ...rest] = (address.searchParams.get(LIVING_AT) ?? "").split(":");
  return name === id ? rest.join(":") : null;
}
