// @ts-check
// A formula's numbers: the instructions of its plan, followed one by one. There is no code text in it that could run:
// an instruction names one of the known operations, or it is refused.

import { operations } from "../../study/evaluation/code/runtime.mjs";

const NUMBERS = { Infinity, "-Infinity": -Infinity, NaN }; // what JSON has no numbers for

/** The values of a program for inputs (nested arrays or numbers): `value(k)` is worked out when it is asked for. */
export class Values {
  known; instructions; inputs;

  constructor(instructions, inputs) {
    Object.assign(this, { instructions, inputs, known: new Map() });
  }

  /** `{sizes, data}`, data row by row. */
  value(k) {
    if (!this.known.has(k)) this.known.set(k, this.compute(this.instructions[k]));
    return this.known.get(k);
  }

  compute([operation, given, options, sizes]) {
    if (!Object.hasOwn(operations, operation)) throw new Error(`no operation ${operation}`);
    if (operation === "input") return operations.input(this.inputs[options[0]], sizes);
    if (operation === "number") return operations.number(NUMBERS[options[0]] ?? Number(options[0]), sizes);
    const values = given.map((k) => this.value(k));
    return operations[operation](...(operation === "join" ? [values] : values), ...options, sizes);
  }
}

const copy = (value) => (Array.isArray(value) ? value.map(copy) : value);

/** The numbers that a reader has put into one formula, and what comes of them. Panes that show them listen. */
export class Run {
  constructor(row) {
    this.row = row;
    this.seed = 0;
    this.listeners = new Set();
    this.reset();
  }

  /** The numbers that the run began with. */
  get start() {
    return this.row.inputs.map((each) => each.values[this.seed]);
  }

  /** As many sets of numbers as the formula comes with. */
  get seeds() {
    return this.row.inputs[0]?.values.length ?? 1;
  }

  reset(seed = this.seed) {
    this.seed = seed % this.seeds;
    this.inputs = this.row.inputs.map((each) => copy(each.values[this.seed]));
    this.changed();
  }

  /** Put a number into an input: `place` is [] for a single number, else where it stands. What sums to one goes on to. */
  put(input, place, number) {
    this.inputs[input] = this.held(input, place, withNumber(this.row.inputs[input], this.inputs[input], place, number));
    this.changed();
  }

  /** Whether numbers keep to what the paper says of them beside each other. */
  keeps(inputs, values = new Values(this.row.instructions, inputs)) {
    return (this.row.bounds ?? []).every(([low, high, factor]) => isBelow(values.value(low).data, values.value(high).data, factor));
  }

  /** What an input becomes: as far on the way to what is wanted as the paper's bounds let it. */
  held(input, place, wanted) {
    const keeps = (value) => this.keeps(this.inputs.map((each, k) => (k === input ? value : each)));
    const before = this.inputs[input];
    if (!this.row.bounds?.length || keeps(wanted) || !keeps(before)) return wanted;
    let [kept, broken, found] = [get(before, place), get(wanted, place), before];
    for (let step = 0; step < HALVINGS; step += 1) {
      const between = Number(((kept + broken) / 2).toPrecision(3));
      const tried = withNumber(this.row.inputs[input], before, place, between);
      if (keeps(tried)) [kept, found] = [between, tried];
      else broken = between;
    }
    return found;
  }

  changed() {
    this.values = new Values(this.row.instructions, this.inputs);
    for (const listen of this.listeners) listen();
  }

  value(k) {
    return this.values.value(k);
  }
}

const HALVINGS = 12; // on the way to where a bound ends
const EXACT = 1e-9; // by which a bound may be missed

/** Whether numbers, `factor` times, are at most others; of what is far below another the sign does not count. */
function isBelow(lows, highs, factor) {
  const size = (value) => (factor > 1 ? Math.abs(value) : value);
  return [...Array(Math.max(lows.length, highs.length)).keys()].every((k) => !(size(lows[k % lows.length]) * factor > size(highs[k % highs.length]) + EXACT));
}

/** A copy of an input's value with a number at a place in it; what sums to one goes on to. */
export function withNumber({ domain, normalised, sizes, ends = null }, value, place, number) {
  const wanted = between(ends, within(domain, number));
  if (!place.length) return wanted;
  const changed = copy(value);
  if (domain === "rank") trade(changed, place, Math.min(wanted, value.length));
  else if (Object.hasOwn(KEPT, domain)) KEPT[domain](changed, place, wanted);
  else if (normalised.length) share(changed, sizes, normalised, place, Math.min(1, wanted));
  else set(changed, place, wanted);
  return changed;
}

/** A number between the ends that a row has, either of which may be null. */
const between = (ends, number) => (ends ? Math.min(ends[1] ?? Infinity, Math.max(ends[0] ?? -Infinity, number)) : number);

const SMALLEST = 0.01; // of what must be above nought and was put below it

/** The nearest number that an input of this kind may hold. */
export function within(domain, number) {
  const value = Number.isFinite(number) ? number : 0;
  const held = (low, high) => Math.min(high, Math.max(low, value));
  switch (domain) {
    case "positive": case "diagonal-positive": return value > 0 ? value : SMALLEST;
    case "nonnegative": return held(0, Infinity);
    case "nonpositive": return held(-Infinity, 0);
    case "unit": case "share": case "fraction": case "diagonal-unit": return held(0, 1);
    case "signed-unit": case "orthogonal": case "rotary": case "length-one": return held(-1, 1);
    case "above-one": return held(1, Infinity);
    case "binary": case "adjacency": case "permutation": case "one-hot": return value >= 0.5 ? 1 : 0;
    case "sign": return value < 0 ? -1 : 1;
    case "natural": case "index": case "rank": return Math.max(1, Math.round(value));
    case "integer": return Math.round(value);
    default: return value;
  }
}

export const STEPWISE = ["binary", "sign", "natural", "index", "rank", "integer", "permutation", "adjacency", "one-hot"]; // of these kinds there is nothing between two numbers
const WIDE = 100; // from here on a slider goes by powers of ten

/**
 * How a slider goes over an input: from where to where, in which steps; by powers of ten where numbers are large.
 * `range` says it where a row does. `of` gives the number of a place on it, `exactly` the same between the steps.
 */
export function scaleOf(domain, number, range = null) {
  if (range) return scaleWithin(...range);
  const [low, high, step] = span(domain, number);
  if (!["positive", "nonnegative"].includes(domain) || high < WIDE) return { low, high, step, at: (value) => value, of: (place) => place, exactly: (place) => place };
  return { low: -2, high: Math.ceil(Math.log10(high)), step: 0.01, at: (value) => Math.log10(Math.max(value, SMALLEST)), of: (place) => Number((10 ** place).toPrecision(3)), exactly: (place) => 10 ** place };
}

const [DOUBLINGS, FEW] = [64, 4]; // times as high as low, and above this: from here on a slider goes by doublings

function scaleWithin(low, high, step) {
  const rounded = (value) => Number((low + Math.round((value - low) / step) * step).toPrecision(12));
  if (low <= 0 || high <= FEW || high / low < DOUBLINGS) return { low, high, step, at: (value) => value, of: rounded, exactly: (place) => place };
  return { low: Math.log2(low), high: Math.log2(high), step: 0.01, at: (value) => Math.log2(Math.max(value, low)), of: (place) => rounded(2 ** place), exactly: (place) => 2 ** place };
}

const [FEWEST, TENFOLD] = [0.1, 10]; // of what is positive and smaller: a slider goes so many times as far, in so many steps

/** From where to where a slider goes, and in which steps. */
function span(domain, number) {
  const far = Math.max(4, 2 * Math.abs(number));
  switch (domain) {
    case "positive": case "diagonal-positive":
      return number > 0 && number < FEWEST ? [number / TENFOLD, number * TENFOLD, number / TENFOLD] : [0.05, far, 0.05];
    case "nonnegative": return [0, far, 0.05];
    case "nonpositive": return [-far, 0, 0.05];
    case "unit": case "share": case "fraction": case "diagonal-unit": return [0, 1, 0.01];
    case "signed-unit": case "orthogonal": case "rotary": case "length-one": return [-1, 1, 0.01];
    case "above-one": return [1, far, 0.05];
    case "binary": case "adjacency": case "permutation": case "one-hot": return [0, 1, 1];
    case "sign": return [-1, 1, 2];
    case "natural": case "index": case "rank": return [1, Math.max(8, 2 * number), 1];
    case "integer": return [-far, far, 1];
    default: return [-far, far, 0.05];
  }
}

const BESIDE = ["skew-symmetric", "adjacency"]; // matrices whose diagonal stays at nought

/** The entry of an input that a slider begins at: one that moves. */
export const firstPlace = ({ domain, sizes }) => sizes.map((_, axis) => Number(axis === sizes.length - 1 && BESIDE.includes(domain)));

/** What a row says of the slider over one entry of an input; null where it says nothing. Ranks go up to their number. */
export const rangeOf = (input, place) => input.ranges?.[place.join(", ")] ?? (input.domain === "rank" ? [1, input.sizes[0], 1] : betweenEnds(input));

/** Of an input that the paper bounds on both sides from end to end, in a hundred steps. */
function betweenEnds({ domain, ends, ranges }) {
  const [low, high] = ends ?? [null, null];
  const least = low ?? (["positive", "nonnegative"].includes(domain) ? 0 : null);
  return ranges || least === null || high === null || STEPWISE.includes(domain) ? null : [least, high, (high - least) / 100];
}

function get(nested, place) {
  return place.reduce((value, k) => value[k], nested);
}

function set(nested, place, number) {
  get(nested, place.slice(0, -1))[place.at(-1)] = number;
}

/** One rank is set, and what had it gets the other. */
function trade(ranks, [k], wanted) {
  const other = ranks.indexOf(wanted);
  if (other >= 0) ranks[other] = ranks[k];
  ranks[k] = wanted;
}

/** One entry is set and the one across the diagonal, as far as each diagonal entry stays above all beside it. */
function definite(matrix, i, j, wanted) {
  const beside = (row, ...without) => matrix[row].reduce((sum, each, k) => (k === row || without.includes(k) ? sum : sum + Math.abs(each)), 0);
  if (i === j) matrix[i][i] = Math.max(wanted, beside(i) + SMALLEST);
  else {
    const room = Math.min(matrix[i][i] - beside(i, j), matrix[j][j] - beside(j, i)) - SMALLEST;
    matrix[i][j] = matrix[j][i] = Math.max(-room, Math.min(room, wanted));
  }
}

/** Two rows are turned in their plane until an entry of the first is what is wanted, as far as it gets there. */
function turn(matrix, i, k, j, wanted) {
  const [first, second] = [matrix[i], matrix[k]];
  const length = Math.hypot(first[j], second[j]);
  if (!length) return;
  const before = Math.atan2(second[j], first[j]);
  const after = Math.acos(Math.max(-1, Math.min(1, wanted / length))) * (before < 0 ? -1 : 1);
  const [c, s] = [Math.cos(after - before), Math.sin(after - before)];
  matrix[i] = first.map((each, at) => c * each - s * second[at]);
  matrix[k] = first.map((each, at) => s * each + c * second[at]);
}

const turned = (matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));

/** The row with which a turn gets farthest; of a wide matrix it is a column. */
function rotate(matrix, i, j, wanted) {
  if (matrix.length < matrix[0].length) {
    const other = turned(matrix);
    rotate(other, j, i, wanted);
    turned(other).forEach((row, at) => { matrix[at] = row; });
    return;
  }
  const others = matrix.map((_, k) => k).filter((k) => k !== i);
  turn(matrix, i, others.reduce((best, k) => (Math.abs(matrix[k][j]) > Math.abs(matrix[best][j]) ? k : best)), j, wanted);
}

/** Where a 1 is put, the row that had one there gets the other's; a 1 that is taken away goes one row on. */
function exchange(matrix, i, j, wanted) {
  if (matrix[i][j] === wanted) return;
  const other = wanted ? matrix.findIndex((row) => row[j] === 1) : (i + 1) % matrix.length;
  [matrix[i], matrix[other]] = [matrix[other], matrix[i]];
}

function single(vector, k, wanted) {
  if (vector[k] !== wanted) vector.forEach((_, at) => { vector[at] = Number(at === (wanted ? k : (k + 1) % vector.length)); });
}

/** One entry is set, the others are scaled to the length that is left. */
function stretch(vector, k, wanted) {
  const rest = Math.hypot(...vector.filter((_, at) => at !== k));
  const left = Math.sqrt(1 - wanted * wanted);
  vector.forEach((each, at) => { vector[at] = at === k ? wanted : rest ? (each * left) / rest : left / Math.sqrt(vector.length - 1); });
}

const ofMatrix = (put) => (nested, place, wanted) => put(get(nested, place.slice(0, -2)), ...place.slice(-2), wanted);
const ofVector = (put) => (nested, place, wanted) => put(get(nested, place.slice(0, -1)), place.at(-1), wanted);
const both = (sign) => (matrix, i, j, wanted) => { if (i !== j) [matrix[i][j], matrix[j][i]] = [wanted, sign * wanted]; };
const only = (kept) => (matrix, i, j, wanted) => { if (kept(i, j)) matrix[i][j] = wanted; };
const triangle = (kept) => (matrix, i, j, wanted) => only(kept)(matrix, i, j, i === j ? Math.max(wanted, SMALLEST) : wanted);
const diagonal = ofMatrix(only((i, j) => i === j));

/** By kind how one entry is set so that the matrix, or the vector, stays what the author says it is. */
const KEPT = {
  definite: ofMatrix(definite),
  symmetric: ofMatrix((matrix, i, j, wanted) => { matrix[i][j] = matrix[j][i] = wanted; }),
  "skew-symmetric": ofMatrix(both(-1)),
  adjacency: ofMatrix(both(1)),
  diagonal, "diagonal-positive": diagonal, "diagonal-unit": diagonal,
  "lower-triangular": ofMatrix(triangle((i, j) => i >= j)),
  "upper-triangular": ofMatrix(triangle((i, j) => i <= j)),
  orthogonal: ofMatrix(rotate),
  rotary: ofMatrix((matrix, i, j, wanted) => { if (i >> 1 === j >> 1) turn(matrix, i, i ^ 1, j, wanted); }),
  permutation: ofMatrix(exchange),
  "one-hot": ofVector(single),
  "length-one": ofVector(stretch),
};

/** One share is set, those that it sums to one with are scaled to what is left. */
function share(nested, sizes, axes, place, number) {
  const others = everyPlace(sizes).filter((each) => each.every((k, axis) => axes.includes(axis) || k === place[axis])
    && !each.every((k, axis) => k === place[axis]));
  if (!others.length) return;
  const rest = others.reduce((sum, each) => sum + get(nested, each), 0);
  for (const each of others) set(nested, each, rest > 0 ? (get(nested, each) * (1 - number)) / rest : (1 - number) / others.length);
  set(nested, place, number);
}

function everyPlace(sizes) {
  return sizes.reduce((places, size) => places.flatMap((place) => Array.from({ length: size }, (_, k) => [...place, k])), [[]]);
}
