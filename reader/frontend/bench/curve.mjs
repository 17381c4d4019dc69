// The result over the number that is dragged, as a small drawing: one line for each number of the result, and beside it,
// dashed, what it would be without a part, or on the numbers that the run began with.

import { drawMath, h } from "../core/elements.mjs";
import { entryName, spell } from "./grids.mjs";
import { Values, rangeOf, scaleOf, within, withNumber } from "../core/program.mjs";

const SVG_NAMES = "http://www.w3.org/2000/svg";
const [CURVE_WIDTH, CURVE_HEIGHT, CURVE_LEFT, CURVE_BELOW, CURVE_ROOM] = [340, 170, 60, 22, 8]; // of the drawing, of its labels, of its margin
const MOST_CURVES = 6; // numbers of a result that are drawn
const FEW_CURVES = 3; // of more, the one that moves most stands out
const [CURVE_NAMES, CURVE_APART] = [64, 16]; // room for the names of lines, and between them
const CURVE_POINTS = [120, 60, 30, 15]; // of a line, as many as there is time for
const CURVE_TIME = 6; // milliseconds for all points
const CURVE_PATIENCE = 3; // times in a row that it takes longer before points are left out
const STEPWISE = ["binary", "sign", "natural", "index", "rank", "integer", "permutation", "adjacency", "one-hot"]; // of these kinds there is nothing between two numbers

/** `over()` says which number is dragged: {input, place}; `besides()` which line to draw dashed: {value, inputs}. */
export class Curve {
  constructor(bench, over, besides) {
    Object.assign(this, { bench, over, besides, points: 0, late: 0 });
    this.drawing = document.createElementNS(SVG_NAMES, "svg");
    this.drawing.setAttribute("viewBox", `0 0 ${CURVE_WIDTH} ${CURVE_HEIGHT}`);
    this.drawing.setAttribute("role", "img");
    this.note = h("p", { class: "small curve-note" });
    this.element = h("figure", { class: "curve" }, this.drawing, this.note);
  }

  /** Drawn anew; hidden where there is nothing to drag, or no number comes out along the way. */
  draw(results) {
    const over = this.over();
    const lines = over ? this.lines(over, results, this.bench.run.inputs) : [];
    const besides = over ? this.besides() : null;
    const dashed = besides ? this.lines(over, besides.results, besides.inputs) : [];
    const now = over ? numbersOf(results, this.bench.run).filter(Number.isFinite) : [];
    const all = [...[...lines, ...dashed].flatMap((line) => line.map(([, y]) => y)), ...now];
    this.element.hidden = all.length < 2;
    if (this.element.hidden) return;
    const scale = this.scale(over);
    const names = results[0]?.names ?? [];
    const frame = new CurveFrame(scale, [Math.min(...all), Math.max(...all)], names.length ? CURVE_NAMES : CURVE_ROOM);
    const stepwise = STEPWISE.includes(this.bench.run.row.inputs[over.input].domain);
    const crowded = lines.length > FEW_CURVES;
    const first = crowded ? steepest(lines) : -1;
    const kind = (name, k) => (crowded && k !== first ? `${name} faint` : name);
    const drawn = (line, name, k) => (stepwise ? frame.dots(line, kind(name, k)) : [frame.line(line, kind(name, k))]);
    this.drawing.replaceChildren(...frame.axes(), ...dashed.flatMap((line, k) => drawn(line, "curve-beside", k)),
      ...lines.flatMap((line, k) => drawn(line, "curve-line", k)), ...this.now(frame, this.at(over), results), ...frame.names(lines, names));
    this.say(over, besides, results);
  }

  /** The number that is dragged. */
  at({ input, place }) {
    return place.reduce((value, k) => value[k], this.bench.run.inputs[input]);
  }

  /** What is drawn over what; said anew only where that changes. */
  say({ input, place }, besides, results) {
    const { words, payload } = this.bench;
    const key = [input, place, besides?.said, results[0]?.name].join();
    if (this.told === key) return;
    this.told = key;
    const each = this.bench.run.row.inputs[input];
    const { name, part = "" } = results[0] ?? {};
    const parts = { name: [drawMath(payload.drawn[each.latex]) ?? each.latex, place.length ? ` ${entryName(each, place, words)}` : ""],
      result: [drawMath(payload.drawn[name]) ?? name, part ? ` (${part})` : ""] };
    const text = words.text(name && payload.drawn[name] ? "curve-of-named" : "curve-of");
    this.note.replaceChildren(...text.split(/\{(\w+)\}/).flatMap((piece, k) => (k % 2 ? parts[piece] : piece)), besides ? ` ${words.text(besides.said)}` : "");
    this.drawing.setAttribute("aria-label", this.note.textContent);
  }

  /** From where to where it goes: as far as the slider, and to the number in hand where that lies beyond. */
  scale(over) {
    const each = this.bench.run.row.inputs[over.input];
    const scale = scaleOf(each.domain, each.chosen ?? over.place.reduce((value, k) => value[k], this.bench.run.start[over.input]), rangeOf(each, over.place));
    const spot = scale.at(this.at(over));
    return Number.isFinite(spot) ? { ...scale, low: Math.min(scale.low, spot), high: Math.max(scale.high, spot) } : scale;
  }

  /** The numbers that a line goes through, the one in hand among them. */
  stops(over) {
    const scale = this.scale(over);
    const { domain } = this.bench.run.row.inputs[over.input];
    const count = CURVE_POINTS[this.points];
    const exactly = STEPWISE.includes(domain) ? scale.of : scale.exactly;
    const between = Array.from({ length: count + 1 }, (_, k) => within(domain, exactly(scale.low + ((scale.high - scale.low) * k) / count)));
    return [...new Set([...between, this.at(over)])].sort((a, b) => a - b);
  }

  /** A line for each of the first numbers of the results, as points. */
  lines(over, results, inputs) {
    const { instructions, inputs: rows } = this.bench.run.row;
    const input = rows[over.input];
    const begun = performance.now();
    const lines = [];
    for (const x of this.stops(over)) {
      const moved = withNumber(input, inputs[over.input], over.place, x);
      const run = new Values(instructions, inputs.map((value, at) => (at === over.input ? moved : value)));
      const spot = over.place.reduce((value, k) => value[k], moved); // what others leave room for
      numbersOf(results, run).forEach((y, at) => {
        if (Number.isFinite(y)) (lines[at] ??= []).push([spot, y]);
      });
    }
    this.late = performance.now() - begun > CURVE_TIME ? this.late + 1 : 0;
    if (this.late >= CURVE_PATIENCE && this.points < CURVE_POINTS.length - 1) Object.assign(this, { points: this.points + 1, late: 0 });
    return lines.filter((line) => line?.length > 1);
  }

  /** Where the run is now. */
  now(frame, x, results) {
    const ys = numbersOf(results, this.bench.run).filter(Number.isFinite);
    return [frame.upright(x), ...ys.map((y) => frame.dot(x, y))];
  }
}

/** The numbers of results that are drawn: all, or `count` of them `from` one on. */
function numbersOf(results, run) {
  return results.flatMap(({ value, from = 0, count = MOST_CURVES }) => run.value(value).data.slice(from, from + count)).slice(0, MOST_CURVES);
}

function steepest(lines) {
  const reach = lines.map((line) => Math.max(...line.map(([, y]) => y)) - Math.min(...line.map(([, y]) => y)));
  return reach.indexOf(Math.max(...reach));
}

/** Numbers to places in the drawing. */
class CurveFrame {
  constructor(scale, [low, high], beside) {
    const room = (high - low || Math.abs(high) || 1) * 0.08;
    const near = (value) => (Math.abs(value) < 5e-4 * (high - low) ? 0 : value); // what rounds to nought is told so
    Object.assign(this, { scale, beside, left: scale.low, right: scale.high, low: low - room, high: high + room, told: [near(low), near(high)] });
  }

  x(value) {
    return CURVE_LEFT + ((this.scale.at(value) - this.left) / (this.right - this.left || 1)) * (CURVE_WIDTH - CURVE_LEFT - this.beside);
  }

  y(value) {
    return CURVE_HEIGHT - CURVE_BELOW - ((value - this.low) / (this.high - this.low)) * (CURVE_HEIGHT - CURVE_BELOW - CURVE_ROOM);
  }

  line(points, kind) {
    return drawnAs("polyline", { class: kind, points: points.map(([x, y]) => `${this.x(x).toFixed(1)},${this.y(y).toFixed(1)}`).join(" ") });
  }

  /** A number for each step, with nothing between them. */
  dots(points, kind) {
    return points.map(([x, y]) => drawnAs("circle", { class: `${kind} step`, cx: this.x(x).toFixed(1), cy: this.y(y).toFixed(1), r: 2.5 }));
  }

  dot(x, y) {
    return drawnAs("circle", { class: "curve-now", cx: this.x(x).toFixed(1), cy: this.y(y).toFixed(1), r: 3.5 });
  }

  /** What the lines are called, at their right ends, none on top of another. */
  names(lines, names) {
    const ends = lines.map((line, k) => ({ y: this.y(line.at(-1)[1]) + 4, name: names[k] ?? "" })).filter(({ name }) => name).sort((a, b) => a.y - b.y);
    ends.forEach((end, k) => { end.y = Math.max(end.y, (ends[k - 1]?.y ?? 0) + CURVE_APART); });
    ends.reverse().forEach((end, k) => { end.y = Math.min(end.y, (ends[k - 1]?.y ?? CURVE_HEIGHT - CURVE_BELOW + CURVE_APART) - CURVE_APART); });
    return ends.map(({ y, name }) => drawnAs("text", { class: "curve-label curve-name", x: CURVE_WIDTH - this.beside + 5, y: y.toFixed(1) }, name));
  }

  upright(x) {
    const at = this.x(x).toFixed(1);
    return drawnAs("line", { class: "curve-here", x1: at, x2: at, y1: CURVE_ROOM, y2: CURVE_HEIGHT - CURVE_BELOW });
  }

  axes() {
    const [low, high] = this.told;
    return [drawnAs("line", { class: "curve-axis", x1: CURVE_LEFT, x2: CURVE_WIDTH - this.beside, y1: CURVE_HEIGHT - CURVE_BELOW, y2: CURVE_HEIGHT - CURVE_BELOW }),
      drawnAs("line", { class: "curve-axis", x1: CURVE_LEFT, x2: CURVE_LEFT, y1: CURVE_ROOM, y2: CURVE_HEIGHT - CURVE_BELOW }),
      axisLabel(spell(this.scale.exactly(this.left)), CURVE_LEFT, CURVE_HEIGHT - 6, "start"), axisLabel(spell(this.scale.exactly(this.right)), CURVE_WIDTH - this.beside, CURVE_HEIGHT - 6, "end"),
      axisLabel(spell(low), CURVE_LEFT - 5, this.y(low) + 4, "end"), low === high ? null : axisLabel(spell(high), CURVE_LEFT - 5, this.y(high) + 4, "end")].filter(Boolean);
  }
}

function drawnAs(name, properties, text = "") {
  const made = document.createElementNS(SVG_NAMES, name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

function axisLabel(text, x, y, anchor) {
  return drawnAs("text", { class: "curve-label", x, y: y.toFixed(1), "text-anchor": anchor }, text);
}
