// @ts-check
// No formula is cut at the edge: what is wider than its column is broken into lines, else set smaller, else it scrolls.
//
// The formula's elements stay as they are, so that pointing, lights and a screen reader find it whole. What stands in a
// later line is only moved there, and each row that is broken ends where its first line does.

import { bestLines, piecesOf } from "./line_breaks.mjs";
import { alignColumns } from "./alignment.mjs";

const NEARLY = 0.95; // a formula that is hardly wider than its column is set so much smaller rather than broken
const SMALLER = [1, 0.94, 0.88, 0.82, 0.76, 0.7]; // of the letters, where nothing is left to break
const LEADING = 0.5; // of an em between the lines
const BASELINES = 1.6; // ems from line to line at least
const KEPT = 0.4; // of a column's width: brackets up to that long are kept in one line if they can be
const COLUMN = 0.4; // of a column's width: left sides up to that wide stand in a column of their own
const ROWS = new Set(["math", "mrow", "mtd", "mtr"]);
const BOXES = ".scroll, .slot, .block, .value-part, p, li, dd, td, blockquote, summary, figcaption, h4, div"; // that hold formulas
const ASTRAY = 100; // pixels by which nothing is off but in a browser that does not move what is in a formula
const ROUNDS = 5; // of measuring and changing
const PLACED = ["position", "left", "top", "margin-inline-end"];

const movedTo = new WeakMap(); // element -> the line that it was moved to
const widths = new WeakMap(); // box -> the width that it was last laid out for
const waiting = new Set();
let frame = null;

const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) if (widths.get(target) !== target.clientWidth) waiting.add(target);
  if (waiting.size) frame ??= requestAnimationFrame(layOutWaiting);
});

async function layOutWaiting() {
  if (document.fonts?.status === "loading") await document.fonts.ready;
  frame = null;
  const boxes = [...waiting].filter((box) => box.isConnected);
  waiting.clear();
  layOut(boxes);
}

/** Keeps the formulas within a box whole whenever its width changes. */
export function keepWhole(box) {
  widths.delete(box);
  watch.unobserve(box);
  watch.observe(box);
}

/** Keeps all formulas within `root` whole, those too that are drawn there later. */
export function keepAllWhole(root) {
  const keep = (drawn) => {
    const boxes = new Set();
    for (const math of drawn.querySelectorAll("math")) {
      const box = math.closest(".craft") ? null : math.closest(BOXES); // what is put together by hand stays as it is
      if (box && root.contains(box)) boxes.add(box);
    }
    boxes.forEach(keepWhole);
  };
  new MutationObserver((changes) => { for (const { target } of changes) keep(target); }).observe(root, { childList: true, subtree: true });
  keep(root);
}

// Paper is narrower than most windows, and all of the column is printed.
for (const on of [true, false]) {
  addEventListener(on ? "beforeprint" : "afterprint", () => {
    for (const root of document.querySelectorAll(".tezawari")) root.classList.toggle("printing", on);
    layOut([...document.querySelectorAll(".tezawari .paper :is(.scroll, .start-line, .starter-math > span)")]);
  });
}

/** Lays the formulas within boxes out anew: all are measured before any is changed. */
export function layOut(boxes) {
  const figures = new Set(boxes.map((box) => box.closest(".rows")).filter((figure) => figure?.querySelector(".cell")));
  const all = new Set([...boxes, ...[...figures].flatMap((figure) => [...figure.querySelectorAll(".scroll")])]);
  for (const math of mathsIn(all)) if (math.hasAttribute("style") || math.matches(".broken")) inOneLine(math);
  for (const figure of figures) figure.classList.remove("loose");
  for (const figure of figures) alignColumns(figure);
  let formulas = [...all].flatMap((box) => mathsIn([box]).map((math) => ({ box, math, size: 1 })));
  for (const box of all) widths.set(box, box.clientWidth);
  for (let round = 0; formulas.length && round < ROUNDS; round++) formulas = layOutOnce(formulas);
  for (const box of all) if (box.querySelector(".broken")) widths.set(box, box.clientWidth); // a box may be as wide as what is in it
}

const mathsIn = (boxes) => [...boxes].flatMap((box) => [...box.querySelectorAll("math")]);

/** One round; returns the formulas that need another one, since their letters or columns changed. */
function layOutOnce(formulas) {
  const wide = formulas.map((formula) => ({ ...formula, ...roomOf(formula) })).filter(({ natural, width }) => width > 0 && natural > width + 0.5);
  const planned = wide.map((formula) => ({ ...formula, ...plan(formula) }));
  const again = new Set();
  const written = [];
  for (const { loose } of planned) if (loose) for (const math of loosen(loose)) again.add(math);
  for (const { math, blocks, smaller } of planned) {
    if (again.has(math)) continue;
    if (smaller) math.style.fontSize = `${smaller.toFixed(2)}px`;
    for (const block of blocks ?? []) { write(block); written.push(block); }
    if (blocks) math.classList.add("broken");
  }
  mend(written);
  return planned.filter(({ smaller, loose, math }) => (smaller || loose) && !again.has(math)).map(({ box, math, size, next }) => ({ box, math, size: next ?? size }))
    .concat([...again].map((math) => ({ box: math.closest(".scroll"), math, size: 1 })));
}

/** Columns given up; returns the formulas that stood in them. */
function loosen(holder) {
  holder.classList.add("loose");
  if (holder.localName === "mtable") return [];
  for (const cell of holder.querySelectorAll("math .cell")) cell.style.paddingLeft = cell.style.paddingRight = "";
  const formulas = [...holder.querySelectorAll(".scroll math")];
  for (const math of formulas) inOneLine(math);
  return formulas;
}

/** How wide a formula is, and how wide it may be. */
function roomOf({ box, math }) {
  const [outer, inner] = [box.getBoundingClientRect(), math.getBoundingClientRect()];
  const style = getComputedStyle(box);
  const right = outer.right - parseFloat(style.paddingRight) - parseFloat(style.borderRightWidth);
  const left = math.getAttribute("display") === "block" ? inner.left + box.scrollLeft : outer.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
  return { natural: inner.width, width: right - left, em: parseFloat(getComputedStyle(math).fontSize) };
}

/** What to do with a formula that is too wide: {blocks}, lines to write; or {smaller}, or {loose}, and then once more. */
function plan({ math, width, natural, em, size }) {
  if (size === 1 && natural * NEARLY <= width && !math.querySelector("[linebreak]")) return { smaller: (em * width) / natural - 0.01, next: width / natural };
  const figure = math.closest(".rows:not(.loose)");
  const table = tableOf(math);
  const blocks = table ? cellsOf(table, math, width) : [{ host: math, root: rootOf(math), width }];
  const holder = table ? !table.matches(".loose") && table : figure && math.querySelector(".cell") && figure;
  if (holder && blocks.some((block) => block.left > COLUMN * width || (block.root.querySelector(".cell") && columnsEnd(block.root) > COLUMN * width))) return { loose: holder };
  const measured = blocks.map((block) => ({ ...block, em, ...measuredPieces(block, false) }));
  const lines = measured.map((block) => ({ ...block, lines: bestLines(block.pieces, block.width, em) }));
  const whole = lines.map((block) => (block.lines ? block : allOpened(block, em)));
  const isTorn = ({ pieces, lines: found }) => found?.some(({ first }) => pieces[first].kind === "side");
  if (holder && whole.some(isTorn)) return { loose: holder };
  if (whole.every(({ lines: found }) => found)) return { blocks: whole.filter(({ lines: found }) => found.length > 1) };
  if (holder) return { loose: holder };
  if (size < 1) return { blocks: whole.filter(({ lines: found }) => found?.length > 1) };
  const fits = (factor) => whole.every((block) => bestLines(block.pieces, block.width / factor, em));
  const factor = SMALLER.find(fits) ?? SMALLER.at(-1);
  return { smaller: em * factor, next: factor };
}

function allOpened(block, em) {
  const all = { ...block, ...measuredPieces(block, true) };
  return { ...all, lines: bestLines(all.pieces, all.width, em) };
}

/** The element whose children stand in one line. */
function rootOf(math) {
  return math.childElementCount === 1 && opensAt(math.firstElementChild, true) ? math.firstElementChild : math;
}

/** The table of rows that an author aligned, where the formula is nothing else. */
function tableOf(math) {
  const only = math.firstElementChild;
  const first = only?.localName === "mrow" ? only.firstElementChild : only;
  return first?.matches("mtable.aligned") ? first : null;
}

/** Blocks of a table: the last cell of each row; whole rows where the columns are given up. */
function cellsOf(table, math, width) {
  const [outer, whole] = [table.getBoundingClientRect(), math.firstElementChild.getBoundingClientRect()];
  const room = width - Math.max(0, whole.right - outer.right);
  const rows = [...table.children];
  if (table.matches(".loose")) return rows.map((row) => ({ host: row, root: row, width: room, left: 0 }));
  return rows.map((row) => row.lastElementChild).filter(Boolean).map((cell) => {
    const left = cell.previousElementSibling ? cell.getBoundingClientRect().left - outer.left : 0;
    return { host: cell, root: cell, width: room - left, left };
  });
}

/** How far the columns before the last one of a row reach. */
function columnsEnd(root) {
  const last = [...root.querySelectorAll(".cell")].at(-1);
  return last.getBoundingClientRect().left - root.getBoundingClientRect().left;
}

/** A row, or what has one for its base, that may be broken: nothing with a border, and a symbol only if `all` must help. */
function opensAt(element, all) {
  if (element.hasAttribute("style") && !element.matches(".cell, mtd")) return false;
  if (element.hasAttribute("data-tezawari-symbol") && !all) return false;
  if (ROWS.has(element.localName)) return element.childElementCount > 0;
  return ["msup", "msub", "msubsup"].includes(element.localName) && element.firstElementChild.localName === "mrow" && opensAt(element.firstElementChild, all);
}

function measuredPieces({ host, root, width }, all) {
  const rows = new Map();
  const opens = (element) => opensAt(element, all) && (all || !isBracket(element) || element.getBoundingClientRect().width > KEPT * width);
  const pieces = piecesOf(root, opens, rows);
  const start = root.getBoundingClientRect().left;
  const place = (element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left: left - start, right: right - start, top, bottom };
  };
  for (const row of rows.keys()) rows.set(row, { ...place(row), margin: parseFloat(getComputedStyle(row.lastElementChild).marginInlineEnd) || 0 });
  return { rows, padding: parseFloat(getComputedStyle(host).paddingBottom) || 0, pieces: pieces.map((piece) => ({ ...piece, ...place(piece.element) })) };
}

function isBracket(element) {
  const row = element.localName === "mrow" ? element : element.firstElementChild;
  return row?.firstElementChild?.getAttribute("fence") === "true";
}

/** Moves what stands in the later lines of a block, and notes in `moves` where each element that was moved should be. */
function write(block) {
  const { host, root, rows, pieces, lines, em } = block;
  const lineOf = new Map();
  lines.forEach((line, number) => {
    const within = pieces.slice(line.first, line.last + 1);
    Object.assign(line, { number, top: Math.min(...within.map(({ top }) => top)), bottom: Math.max(...within.map(({ bottom }) => bottom)), left: within[0].left, right: within.at(-1).right });
    const above = lines[number - 1];
    line.down = above ? Math.max(above.bottom + above.down + LEADING * em - line.top, above.down + BASELINES * em) : 0;
    for (const { element } of within) lineOf.set(element, line);
  });
  const place = new Map([...rows, ...pieces.map((piece) => [piece.element, piece])]);
  const linesWithin = (element) => (lineOf.has(element) ? [lineOf.get(element)] : rows.has(element) ? [...element.children].flatMap(linesWithin) : []);
  const wide = Math.max(...lines.map(({ left, right, indent }) => indent + right - left));
  Object.assign(block, { moves: [], wide });
  let drawnIn = 0; // pixels by which rows that ended before are shorter now
  const put = (element, around, end) => {
    const found = linesWithin(element);
    if (!found.length) return;
    const [line, last] = [found[0], found.at(-1)];
    const moved = element === root ? around : { left: line.indent - line.left + drawnIn, top: line.down };
    if (moved.left !== around.left || moved.top !== around.top) {
      move(element, moved.left - around.left, moved.top - around.top, line);
      block.moves.push({ element, at: place.get(element).left - line.left + line.indent });
    }
    if (line === last && element !== root) return;
    element.classList.add("split");
    const before = drawnIn;
    const { right, margin } = place.get(element);
    const shorter = end ?? right - line.right;
    const isRow = ROWS.has(element.localName); // else the base of scripts, which come after it
    [...element.children].forEach((child, index) => put(child, moved, isRow || index ? undefined : shorter));
    const missing = shorter - (drawnIn - before);
    if (!isRow) return;
    element.lastElementChild.style.marginInlineEnd = `${(margin - missing).toFixed(2)}px`;
    drawnIn += missing;
  };
  put(root, { left: 0, top: 0 }, place.get(root).right - wide);
  const { top, bottom } = place.get(root);
  const apart = host.localName === "math" ? 0 : LEADING * em; // rows stand further apart than lines of one row
  host.style.paddingBottom = `${(block.padding + apart + Math.max(0, lines.at(-1).bottom + lines.at(-1).down - bottom)).toFixed(2)}px`;
  if (host.localName === "math") host.style.marginTop = `${Math.min(0, top - lines[0].top).toFixed(2)}px`;
}

/**
 * The browser takes a row that is wider than the row around it for as wide as it is before its brackets grow, so that
 * what follows it is some pixels off: measured once more, and mended.
 */
function mend(blocks) {
  const found = blocks.map(({ root, moves }) => {
    const { left, width } = root.getBoundingClientRect();
    return { width, offs: new Map(moves.map(({ element, at }) => [element, element.getBoundingClientRect().left - left - at])) };
  });
  blocks.forEach(({ root, wide }, index) => {
    const { width, offs } = found[index];
    if ([...offs.values()].some((off) => Math.abs(off) > ASTRAY)) { inOneLine(root.closest("math")); return; }
    for (const [element, off] of offs) {
      let around = element.parentElement;
      while (around && !offs.has(around) && around !== root) around = around.parentElement;
      element.style.left = `${(parseFloat(element.style.left) - off + (offs.get(around) ?? 0)).toFixed(2)}px`;
    }
    const last = root.lastElementChild.style;
    last.marginInlineEnd = `${(parseFloat(last.marginInlineEnd) + wide - width).toFixed(2)}px`;
  });
}

function move(element, left, top, line) {
  Object.assign(element.style, { position: "relative", left: `${left.toFixed(2)}px`, top: `${top.toFixed(2)}px` });
  movedTo.set(element, line);
}

/** Takes all breaks out of a formula, or out of a copy of one. */
export function inOneLine(formula) {
  if (formula.localName === "math") {
    formula.classList.remove("broken");
    for (const name of ["font-size", "margin-top", "padding-bottom"]) formula.style.removeProperty(name);
  }
  for (const element of formula.querySelectorAll("[style]")) {
    for (const name of PLACED) element.style.removeProperty(name);
    if (element.localName === "mtd" || element.localName === "mtr") element.style.removeProperty("padding-bottom");
    movedTo.delete(element);
    if (!element.getAttribute("style")) element.removeAttribute("style");
  }
  for (const table of formula.querySelectorAll("mtable.loose")) table.classList.remove("loose");
  for (const row of [formula, ...formula.querySelectorAll(".split")]) {
    row.classList.remove("split");
    if (!row.className) row.removeAttribute("class");
  }
}

/** The boxes around what is drawn of elements, one for each line in which it stands. */
export function boxesAround(elements) {
  const boxes = new Map();
  for (const element of elements.flatMap(unbroken)) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    if (!width || !height) continue; // spaces are not moved to their lines
    const line = lineAt(element);
    const box = boxes.get(line);
    boxes.set(line, box ? { left: Math.min(left, box.left), right: Math.max(right, box.right), top: Math.min(top, box.top), bottom: Math.max(bottom, box.bottom) } : { left, right, top, bottom });
  }
  return [...boxes.values()];
}

function unbroken(element) {
  return element.matches(".split") ? [...element.children].flatMap(unbroken) : [element];
}

function lineAt(element) {
  for (let at = element; at && at.localName !== "math"; at = at.parentElement) if (movedTo.has(at)) return movedTo.get(at);
  return element.closest("mtable.aligned > mtr") ?? element.closest("math");
}
