// @ts-check
// Where a drawn formula may be broken into lines, and where it is broken best.

/**
 * What a break before a piece costs, by what stands there; a line costs LINE. A relation and a sign begin the new
 * line, as in print; a comma ends the old one. What is left, "side", parts two factors, where nothing else helps.
 */
const COSTS = { mark: 0, quad: 0, relation: 5, text: 10, sign: 20, comma: 25, product: 60, factor: 70, open: 70, bar: 90, side: 250 };
const LINE = 100;
const DEEPER = 45; // for each bracket around a break
const LONELY = 150; // a left side that stands alone above what it equals
const RAGGED = 25; // an empty line
const FLUSH = 40; // all that goes on, near the left edge instead of behind the relation
const STUB = 40; // a last line of next to nothing
const ADDING = new Set(["+", "−", "-", "±", "∓", "∪", "∨", "⊕", "∖"]);
const BARS = new Set(["∣", "∥", "|"]);
const STOPS = /^[\s\u00a0]*[,.;:!?)\]、。]/; // of words that go on with what stands before them
const INNER = new Set(["mrow", "mstyle", "math", "mtr", "mtd"]); // whose last child ends them; of all others the first one does
const AROUND = new Set([...INNER, "msub", "msup", "msubsup", "munder", "mover", "munderover"]);
const WORD = 1; // letters beyond which a name is a function's, whose argument follows

/**
 * The pieces of a formula in their order, each {element, depth, must, kind}: what is never broken inside. `row` is
 * opened, and what is in it as far as `opens(element)` says; `rows` is filled with the rows that were.
 */
export function piecesOf(row, opens, rows = new Map()) {
  const pieces = [];
  const gap = { mark: false, room: false };
  const enter = (parent, depth) => {
    rows.set(parent, null);
    const children = [...parent.children];
    const bracketed = isOpening(children[0]) && children.length > 1;
    children.forEach((child, index) => {
      if (isBlank(child)) {
        gap.mark ||= child.getAttribute("linebreak") === "newline";
        gap.room ||= parseFloat(child.getAttribute("width")) >= 1;
        return;
      }
      const isFence = bracketed && (index === 0 || (index === children.length - 1 && isClosing(child)));
      const inner = depth + (bracketed && !isFence ? 1 : 0);
      if (opens(child)) enter(child, inner);
      else add(child, inner, !INNER.has(parent.localName) && index > 0);
    });
  };
  const add = (element, depth, isScript) => {
    const before = pieces.at(-1)?.element;
    const kind = isScript ? null : kindOf(before, element, gap);
    pieces.push({ element, depth, must: kind === "mark", kind });
    Object.assign(gap, { mark: false, room: false });
  };
  enter(row, 0);
  return pieces;
}

/** What prints nothing, an empty group or the sign of application too. */
function isBlank(element) {
  return element.localName === "mspace" || (!element.childElementCount && !element.textContent.trim()) || element.textContent === "\u2061";
}

/** What kind of break is between two pieces; null where there must be none. */
function kindOf(left, right, gap) {
  if (!left) return null;
  const [end, begin] = [lastOf(left), firstOf(right)];
  if (gap.mark) return "mark";
  if (isClosing(begin)) return null;
  if (isOpening(end)) return right.localName === "mtable" || (isOpening(right) && left.parentElement === right.parentElement) ? null : "open"; // two bars are one bracket
  if (isInfix(end) || isPrefix(end) || end.hasAttribute("movablelimits")) return null;
  if (isComma(end)) return gap.room ? "quad" : "comma";
  if (gap.room) return "quad";
  if (isRelation(begin)) return BARS.has(begin.textContent) ? "bar" : "relation";
  if (isInfix(begin)) return ADDING.has(begin.textContent) ? "sign" : begin.textContent === "/" ? null : "product";
  if (begin.localName === "mtext" && STOPS.test(begin.textContent)) return null;
  if (begin.localName === "mtext" || end.localName === "mtext") return "text";
  if (begin.hasAttribute("movablelimits") || begin.textContent === "𝔼" || (isClosing(end) && (begin.localName !== "mo" || isOpening(begin)))) return "factor";
  if (isOpening(begin) || (begin.localName === "mo" && !isPrefix(begin))) return null;
  return end.localName === "mi" && end.textContent.length > WORD && end.textContent.codePointAt(0) < 0x2000 ? null : "side";
}

function firstOf(element) {
  let first = element;
  while (AROUND.has(first.localName) && first.firstElementChild) first = first.firstElementChild;
  return first;
}

function lastOf(element) {
  let last = element;
  while (AROUND.has(last.localName) && last.firstElementChild) last = INNER.has(last.localName) ? last.lastElementChild : last.firstElementChild;
  return last;
}

const isSign = (element, form) => element?.localName === "mo" && element.getAttribute("form") === form;
const isFence = (element) => element?.getAttribute("fence") === "true";
const isInfix = (element) => isSign(element, "infix") && !isFence(element);
const isPrefix = (element) => isSign(element, "prefix") && !isFence(element);
const isRelation = (element) => isInfix(element) && element.getAttribute("stretchy") === "false";
const isOpening = (element) => isSign(element, "prefix") && isFence(element);
const isClosing = (element) => isSign(element, "postfix") && isFence(element);
const isComma = (element) => element.localName === "mo" && (element.textContent === "," || element.textContent === ";");

/**
 * Lines for `pieces`, which were measured ({left, right}, from the formula's left edge), at most `width` wide; `em` is
 * the size of their letters. Each line is {first, last, indent}; null where the pieces are too wide.
 */
export function bestLines(pieces, width, em) {
  const [aligned, flush] = [true, false].map((isAligned) => cheapest(pieces, width, indentsOf(pieces, width, em, isAligned)));
  return !flush || (aligned && aligned.cost <= flush.cost + FLUSH) ? aligned?.lines : flush.lines;
}

function cheapest(pieces, width, indents) {
  const fixed = costsOf(pieces, width);
  const best = [{ cost: 0, start: -1 }]; // for each number of pieces from the first one on
  for (let end = 1; end <= pieces.length; end++) {
    best.push(null);
    for (let start = end - 1; start >= 0; start--) {
      const wide = pieces[end - 1].right - pieces[start].left;
      if (wide > width) break;
      if (best[start] && (start === 0 || pieces[start].kind) && indents[start] + wide <= width) {
        const cost = best[start].cost + LINE + fixed[start] + unevenness(indents[start] + wide, width, end === pieces.length);
        if (!best[end] || cost < best[end].cost) best[end] = { cost, start };
      }
      if (pieces[start].must) break;
    }
  }
  if (!best.at(-1)) return null;
  const lines = [];
  for (let end = pieces.length; end > 0; end = best[end].start) lines.unshift({ first: best[end].start, last: end - 1, indent: indents[best[end].start] });
  return { cost: best.at(-1).cost, lines };
}

/** What it costs to begin a line with each piece. */
function costsOf(pieces, width) {
  let begun = pieces[0]?.left; // where the statement begins whose first relation is still to come
  return pieces.map(({ kind, depth, left, must, element }, at) => {
    const outer = depth === 0 && at > 0;
    const lonely = outer && kind === "relation" && begun !== null && left - begun < width / 3;
    if (outer && isRelation(firstOf(element))) begun = null;
    else if (outer && (kind === "comma" || kind === "quad")) begun = left;
    return !kind || must ? 0 : COSTS[kind] + DEEPER * depth + (lonely ? LONELY : 0);
  });
}

function unevenness(wide, width, isLast) {
  if (isLast) return wide < width / 8 ? STUB : 0;
  return RAGGED * (1 - wide / width) ** 2;
}

/** Where a line begins that begins with a piece: relations below each other, what goes on behind them, deeper in brackets. */
function indentsOf(pieces, width, em, isAligned) {
  const step = Math.min(em, width / 25);
  const relation = pieces.findIndex(({ element, depth }) => depth === 0 && isRelation(firstOf(element)));
  const begin = pieces[0]?.left ?? 0;
  const near = (at) => isAligned && relation >= 0 && at < pieces.length && pieces[at].left - begin <= 0.3 * width;
  const hang = near(relation + 1) ? pieces[relation + 1].left : begin + Math.min(2 * em, width / 12);
  return pieces.map(({ kind, depth, element }, at) => {
    if (at === 0) return begin;
    if (depth > 0) return hang + step * Math.min(depth, 3);
    if (isRelation(firstOf(element)) && near(relation)) return pieces[relation].left;
    return kind === "quad" && element.localName !== "mtext" ? begin : hang;
  });
}
