// A card of one formula, drawn from its tree (reader/output/page/card.py): a drawing that stands alone.

import { pngOf } from "../core/saving.mjs";
import { CARD_STYLE } from "./card_style.mjs";
import { layOut } from "../core/breaking.mjs";
import { h } from "../core/elements.mjs";
import { sign } from "../core/meanings.mjs";

const WIDTH = 760;
const ROOM = 690; // pixels for the formula
const LEAST = 5; // of its letters
const NAMESPACE = "http://www.w3.org/2000/svg";

/** The card as the text of an SVG file. `bench` is {payload, words, data, row, light}. */
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
export const pictureOf = (bench) => pngOf(cardOf(bench), 2);

/** The card as elements, in a tree of its own that the page's style does not reach. */
export function previewOf(bench) {
  const host = h("div", { class: "card-preview" });
  const card = sheet(bench);
  measured(card); // which sets a long formula smaller
  host.attachShadow({ mode: "open" }).append(h("style", {}, CARD_STYLE), card);
  return host;
}

function sheet(bench) {
  const card = leaf(bench.data.along.card, bench);
  card.lang = bench.words.language;
  card.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  return card;
}

/** A text in the page's language, or ["=", ...path] to one; ["tag.class", ...leaves]; drawn ["formula"] and ["sign", id, latex]. */
function leaf(tree, bench) {
  if (!Array.isArray(tree)) return document.createTextNode(bench.words.pick(tree));
  const [kind, ...children] = tree;
  if (kind === "=") return leaf(children.reduce((held, step) => held[step], { ...bench.data, blocks: bench.payload.blocks, texts: bench.payload.texts }), bench);
  if (kind === "formula") return formulaOf(bench);
  if (kind === "sign") return sign(bench.payload, { id: children[0], latex: children[1] });
  const [tag, ...classes] = kind.split(".");
  return h(tag, { class: classes.join(" ") || null }, children.map((child) => leaf(child, bench)));
}

function formulaOf({ light, row }) {
  const math = light.copy(null);
  math?.setAttribute("displaystyle", "true");
  return math ?? h("code", {}, row.latex);
}

function measured(card) {
  const host = h("div", { style: "position:absolute;left:-9999px;top:0", "aria-hidden": "true" });
  host.attachShadow({ mode: "open" }).append(h("style", {}, CARD_STYLE), card);
  document.body.append(host);
  const formula = card.querySelector(".formula math");
  if (formula) layOut([formula.parentElement]);
  const wide = formula ? formula.getBoundingClientRect().width : 0;
  if (wide > ROOM) formula.style.fontSize = `${Math.max(LEAST, (parseFloat(getComputedStyle(formula).fontSize) * ROOM) / wide).toFixed(1)}px`; // what cannot be broken
  const { height } = card.getBoundingClientRect();
  host.remove();
  return { width: WIDTH, height: Math.ceil(height) };
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
