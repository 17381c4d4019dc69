// The operations of a plan on arrays of numbers: {sizes, data}, data row by row. Each takes its arguments, its options,
// and last the sizes of what comes out.
const count = (sizes) => sizes.reduce((a, b) => a * b, 1);
const strides = (sizes) => sizes.map((_, k) => count(sizes.slice(k + 1)));
const make = (sizes, entry) => {
  const steps = strides(sizes);
  const data = Array.from({ length: count(sizes) }, (_, at) =>
    entry(steps.map((step, k) => Math.floor(at / step) % sizes[k]), at));
  return { sizes, data };
};
// the entry of an array at a place; an axis of length one goes with every index
const entry = (array, place) => {
  const steps = strides(array.sizes);
  return array.data[array.sizes.reduce((sum, size, k) => sum + (size === 1 ? 0 : place[k] * steps[k]), 0)];
};
// by how much each axis moves on in the data; an axis of length one stays where it is
const reaches = (array) => strides(array.sizes).map((step, k) => (array.sizes[k] === 1 ? 0 : step));
const at = (array, reach, place) => {
  let from = 0;
  for (let k = 0; k < reach.length; k += 1) from += place[k] * reach[k];
  return array.data[from];
};
const alike = (a, b) => a.length === b.length && a.every((size, k) => size === b[k]);
const flatten = (value) => (Array.isArray(value) ? value.flatMap(flatten) : [Number(value)]);

const maps = {
  negative: (a) => -a, exp: Math.exp, log: Math.log, sqrt: Math.sqrt, abs: Math.abs, tanh: Math.tanh, sinh: Math.sinh,
  cosh: Math.cosh, sin: Math.sin, cos: Math.cos, tan: Math.tan, arctan: Math.atan, floor: Math.floor, ceil: Math.ceil,
  sign: Math.sign,
};
const zips = {
  add: (a, b) => a + b, subtract: (a, b) => a - b, multiply: (a, b) => a * b, divide: (a, b) => a / b,
  power: (a, b) => a ** b, maximum: (a, b) => Math.max(a, b), minimum: (a, b) => Math.min(a, b),
  less: (a, b) => +(a < b), less_equal: (a, b) => +(a <= b), equal: (a, b) => +(a === b),
  not_equal: (a, b) => +(a !== b),
};
const reductions = {
  sum: [0, (a, b) => a + b], prod: [1, (a, b) => a * b], max: [-Infinity, Math.max], min: [Infinity, Math.min],
};

// Gauss and Jordan on [rows | unit]; gives the inverse and the determinant of one matrix.
function eliminate(rows) {
  const n = rows.length;
  const work = rows.map((row, i) => [...row, ...row.map((_, j) => +(i === j))]);
  let determinant = 1;
  for (let k = 0; k < n; k += 1) {
    let best = k;
    for (let i = k + 1; i < n; i += 1) if (Math.abs(work[i][k]) > Math.abs(work[best][k])) best = i;
    if (work[best][k] === 0) return { inverse: rows.map((row) => row.map(() => NaN)), determinant: 0 };
    if (best !== k) {
      [work[k], work[best]] = [work[best], work[k]];
      determinant = -determinant;
    }
    determinant *= work[k][k];
    work[k] = work[k].map((value, _, row) => value / row[k]);
    for (let i = 0; i < n; i += 1) {
      const factor = work[i][k];
      if (i !== k) work[i] = work[i].map((value, j) => value - factor * work[k][j]);
    }
  }
  return { inverse: work.map((row) => row.slice(n)), determinant };
}
function matrix(array, place) {
  const n = array.sizes[array.sizes.length - 1];
  const index = [...Array(n).keys()];
  return index.map((i) => index.map((j) => entry(array, [...place, i, j])));
}

const operations = {
  input: (value, sizes) => ({ sizes, data: flatten(value) }),
  number: (value, sizes) => ({ sizes, data: [value] }),
  counter: (first, sizes) => make(sizes, ([k]) => first + k),
  map: (a, name, sizes) => ({ sizes, data: a.data.map((value) => maps[name](value)) }),
  zip(a, b, name, sizes) {
    const join = zips[name];
    if (alike(a.sizes, b.sizes)) return { sizes, data: a.data.map((value, k) => join(value, b.data[k])) };
    const [left, right] = [reaches(a), reaches(b)];
    return make(sizes, (place) => join(at(a, left, place), at(b, right, place)));
  },
  reduce(a, name, axes, sizes) {
    const [start, join] = reductions[name];
    const data = Array(count(sizes)).fill(start);
    const steps = strides(sizes);
    make(a.sizes, (place, at) => {
      const rest = place.filter((_, k) => !axes.includes(k));
      const to = rest.reduce((sum, k, i) => sum + k * steps[i], 0);
      data[to] = join(data[to], a.data[at]);
    });
    return { sizes, data };
  },
  contract(a, b, specification, sizes) {
    const [left, right, out] = specification.split(/,|->/);
    const summed = [...new Set(left + right)].filter((letter) => !out.includes(letter));
    const length = (letter) => Math.max(a.sizes[left.indexOf(letter)] ?? 1, b.sizes[right.indexOf(letter)] ?? 1);
    const inner = make(summed.map(length), (place) => place).data;
    const steps = (array, letters, wanted) => {
      const own = reaches(array);
      return wanted.map((letter) => [...letters].reduce((sum, each, k) => sum + (each === letter ? own[k] : 0), 0));
    };
    const reach = (array, letters) => [steps(array, letters, [...out]), steps(array, letters, summed)];
    const spot = (place, by) => place.reduce((sum, k, axis) => sum + k * by[axis], 0);
    const [[outA, inA], [outB, inB]] = [reach(a, left), reach(b, right)];
    const [fromA, fromB] = [inner.map((place) => spot(place, inA)), inner.map((place) => spot(place, inB))];
    return make(sizes, (place) => {
      const [toA, toB] = [spot(place, outA), spot(place, outB)];
      let total = 0;
      for (let k = 0; k < inner.length; k += 1) total += a.data[toA + fromA[k]] * b.data[toB + fromB[k]];
      return total;
    });
  },
  arrange: (a, order, sizes) => make(sizes, (place) => {
    const from = [];
    order.forEach((k, i) => { if (k >= 0) from[k] = place[i]; });
    return entry(a, from);
  }),
  slice: (a, axis, first, length, sizes) =>
    make(sizes, (place) => entry(a, place.map((k, i) => (i === axis ? k + first : k)))),
  join: (arrays, axis, sizes) => make(sizes, (place) => {
    let k = place[axis];
    const from = arrays.find((each) => k < each.sizes[axis] || ((k -= each.sizes[axis]), false));
    return from.data[strides(from.sizes).reduce((sum, step, i) => sum + step * (i === axis ? k : place[i]), 0)];
  }),
  choose: (c, a, b, sizes) => make(sizes, (place) => (entry(c, place) !== 0 ? entry(a, place) : entry(b, place))),
  spread: (a, sizes) => make(sizes, (place) => entry(a, place)),
  unit: (sizes) => make(sizes, ([i, j]) => +(i === j)),
  inverse: (a, sizes) => make(sizes, (place) => {
    const [i, j] = place.slice(-2);
    return eliminate(matrix(a, place.slice(0, -2))).inverse[i][j];
  }),
  determinant: (a, sizes) => make(sizes, (place) => eliminate(matrix(a, place)).determinant),
};
export { operations };
