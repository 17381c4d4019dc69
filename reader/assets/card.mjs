// A card of one formula: a drawing that stands alone, with the formula, its parts named, how it is read, its layers.

import { h } from "./elements.mjs";
import { senseIn, shortMeaning, sign } from "./panel.mjs";

const WIDTH = 760;
const MOST_SYMBOLS = 10;
const NAMESPACE = "http://www.w3.org/2000/svg";
const CARD_STYLE = `
.card { box-sizing: border-box; width: ${WIDTH}px; padding: 30px 34px 22px; background: #fcfbf8; color: #26241f; border: 1px solid #ddd9cf;
  font: 16px/1.5 Charter, "Palatino Linotype", "Noto Serif", "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", serif; }
.card * { box-sizing: border-box; margin: 0; padding: 0; }
.card math { font-family: "Tezawari Math", "STIX Two Math", "Cambria Math", math; }
.card .title { font: 600 13px/1.45 system-ui, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; color: #6d6a62; }
.card .formula { padding: 22px 0 18px; text-align: center; }
.card .formula math { display: inline math; math-style: normal; font-size: 23px; }
.card .reading { padding: 0 0 16px; }
.card .symbols { display: grid; grid-template-columns: max-content 1fr max-content 1fr; gap: 6px 12px; align-items: baseline; padding: 14px 0; border-top: 1px solid #e4e0d6; }
.card .symbols .meaning, .card .blocks { font: 14px/1.45 system-ui, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
.card .symbols .unknown { color: #8a867c; }
.card .blocks { padding: 0 0 14px; }
.card .blocks span { display: inline-block; padding: 2px 9px; margin: 0 5px 5px 0; border: 1px solid #cfcabd; border-radius: 3px; background: #f4f1ea; box-shadow: inset -1px -2px 0 #dcd7cb; }
.card .strata { list-style: none; padding: 4px 0 14px; }
.card .strata li { padding: 2px 10px; margin-top: 2px; background: #e7efe9; border-left: 5px solid #2c6e4f; font: 12.5px/1.5 system-ui, "Noto Sans", "Hiragino Sans", "Noto Sans CJK JP", sans-serif; }
.card .strata li.carrying { background: #f1efe9; border-color: #cfcabd; color: #6d6a62; }
.card .foot { display: flex; justify-content: space-between; gap: 20px; border-top: 1px solid #e4e0d6; padding-top: 10px; font: 12px/1.4 system-ui, "Noto Sans", sans-serif; color: #6d6a62; }
`;

/** The card as the text of an SVG file. `bench` is {payload, words, data, row, light, equation}. */
export function cardOf(bench) {
  const card = sheet(bench);
  const { width, height } = measured(card);
  const svg = document.createElementNS(NAMESPACE, "svg");
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, role: "img" })) svg.setAttribute(name, value);
  const title = svg.appendChild(document.createElementNS(NAMESPACE, "title"));
  title.textContent = bench.data.said[bench.words.language];
  const style = svg.appendChild(document.createElementNS(NAMESPACE, "style"));
  style.textContent = fontRule() + CARD_STYLE;
  const frame = svg.appendChild(document.createElementNS(NAMESPACE, "foreignObject"));
  for (const [name, value] of Object.entries({ x: 0, y: 0, width, height })) frame.setAttribute(name, value);
  frame.append(card);
  return new XMLSerializer().serializeToString(svg);
}

/** The card as a PNG, a `Blob`, twice as fine as the drawing. */
export async function pictureOf(bench) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(cardOf(bench))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * image.width, 2 * image.height];
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  context.drawImage(image, 0, 0);
  return new Promise((give, fail) => { canvas.toBlob((blob) => (blob ? give(blob) : fail(new Error("no picture"))), "image/png"); });
}

/** The card as elements, in a tree of its own that the page's style does not reach. */
export function previewOf(bench) {
  const host = h("div", { class: "card-preview" });
  host.attachShadow({ mode: "open" }).append(h("style", {}, CARD_STYLE), sheet(bench));
  return host;
}

function sheet({ payload, words, data, row, light, equation }) {
  const { paper } = payload.reading;
  const known = new Map(payload.reading.symbols.map((symbol) => [symbol.id, symbol]));
  const symbols = row.symbols.map((id) => known.get(id)).filter((symbol) => symbol && symbol.role !== "operator" && senseIn(symbol, equation).status !== "structure").slice(0, MOST_SYMBOLS);
  const names = [...new Set(data.blocks.map((block) => words.pick(payload.blocks[block.block].name)))].slice(0, 6);
  const number = row.number ? words.text("equation", { number: row.number }) : words.text("formula-unnumbered");
  const math = light.copy(null);
  math?.setAttribute("displaystyle", "true");
  return h("div", { class: "card", lang: words.language, xmlns: "http://www.w3.org/1999/xhtml" },
    h("p", { class: "title" }, paper.title || paper.main, " — ", number),
    h("div", { class: "formula" }, math ?? h("code", {}, row.latex)),
    h("p", { class: "reading" }, oneSentence(data, words)),
    names.length ? h("p", { class: "blocks" }, names.map((name) => h("span", {}, name))) : null,
    symbols.length ? h("div", { class: "symbols" }, symbols.flatMap((symbol) => [h("span", {}, sign(payload, symbol)),
      h("span", { class: senseIn(symbol, equation).status === "unknown" ? "meaning unknown" : "meaning" }, shortMeaning(payload, words, symbol, equation))])) : null,
    data.layers.length ? h("ul", { class: "strata" }, data.layers.map(({ layer, blocks, symbols: own }) =>
      h("li", { class: blocks.length || own.length ? "" : "carrying" }, words.pick(layer)))) : null,
    h("p", { class: "foot" }, h("span", {}, paper.abstract_url || `${row.file}:${row.line}`), h("span", {}, "Tezawari")));
}

/** The sentence that takes the formula as a whole, else how it is said aloud. */
function oneSentence(data, words) {
  const whole = data.steps.find((step) => step.kind === "whole") ?? data.steps.at(-1);
  return whole ? whole[words.language] : data.said[words.language];
}

function measured(card) {
  const host = h("div", { style: "position:absolute;left:-9999px;top:0", "aria-hidden": "true" });
  host.attachShadow({ mode: "open" }).append(h("style", {}, CARD_STYLE), card);
  document.body.append(host);
  const formula = card.querySelector("math");
  const room = WIDTH - 70;
  const wide = formula ? formula.getBoundingClientRect().width : 0;
  if (wide > room) formula.style.fontSize = `${Math.max(11, (23 * room) / wide).toFixed(1)}px`; // a long formula is set smaller
  const { width, height } = card.getBoundingClientRect();
  host.remove();
  return { width: Math.ceil(width), height: Math.ceil(height) };
}

/** The rule that brings the mathematical font, as the document has it: a drawing that stands alone needs it inside. */
function fontRule() {
  for (const sheetOfStyle of document.styleSheets) {
    try {
      for (const rule of sheetOfStyle.cssRules) if (rule instanceof CSSFontFaceRule && /Tezawari Math/.test(rule.cssText)) return rule.cssText;
    } catch {
      // a style sheet from elsewhere does not show its rules
    }
  }
  return "";
}
