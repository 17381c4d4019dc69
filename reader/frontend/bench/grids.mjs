// Numbers as squares: one, a row, a table, or tables side by side. Squares are filled anew without being made anew.

import { h } from "../core/elements.mjs";

const MOST = 64; // squares of one grid that are drawn; more is told in words

const SMALL = 1e-4; // below this a number is told by its power of ten

/** Three figures, with signs that mathematics has: 0.00268, 0.503, 112.5, 1.2·10⁻⁵. */
export function spell(number) {
  if (Number.isNaN(number)) return "–";
  if (!Number.isFinite(number)) return number > 0 ? "∞" : "−∞";
  const size = Math.abs(number);
  const text = size !== 0 && (size < SMALL || size >= 1e6) ? powerOfTen(number) : inFull(number);
  return text.replace(/-/g, "−");
}

/** Without a power of ten, however small it is. */
export function spellInFull(number) {
  const size = Math.abs(number);
  const long = Number.isFinite(number) && size > SMALL / 1e4 && size < SMALL;
  return long ? Number(number.toPrecision(3)).toFixed(2 - Math.floor(Math.log10(size))).replace(/0+$/, "").replace("-", "−") : spell(number);
}

function inFull(number) {
  const size = Math.abs(number);
  const rounded = size < 0.1 ? Number(number.toPrecision(3)) : Number(number.toFixed(size < 1 ? 3 : size < 100 ? 2 : size < 1000 ? 1 : 0));
  return String(rounded === 0 ? 0 : rounded);
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function powerOfTen(number) {
  const [digits, power] = number.toExponential(1).split("e");
  return `${digits}·10${[...power.replace("+", "")].map((each) => (each === "-" ? "⁻" : RAISED[Number(each)])).join("")}`;
}

/** What rows and columns of a value are called in one language; null where they have no names. */
export function namesOf({ rows, columns }, words) {
  return rows || columns ? { rows: rows?.[words.language] ?? [], columns: columns?.[words.language] ?? [] } : null;
}

/** Where an entry stands, and what it is called there: `[3, 2] (sat → cat)`; of a single number nothing. */
export function entryName({ rows, columns }, place, words) {
  if (!place.length) return "";
  const names = place.map((k, axis) => words.pick((axis === place.length - 1 ? columns : rows) ?? "")?.[k] ?? null);
  return `[${place.map((k) => k + 1).join(", ")}]${names.every((name, axis) => name && name !== String(place[axis] + 1)) ? ` (${names.join(" → ")})` : ""}`;
}

/**
 * A grid for arrays of these sizes. `fill(data, before)` shows numbers; those that differ from `before` are framed.
 * `names` are {rows, columns} of a single table.
 */
export class Grid {
  constructor(sizes, names = null) {
    const [columns, rows] = [sizes.at(-1) ?? 1, sizes.at(-2) ?? 1];
    const count = sizes.reduce((product, size) => product * size, 1);
    const whole = rows * columns > MOST ? columns : rows * columns; // what is drawn is drawn to its end
    const shown = Math.min(count, Math.max(whole, Math.floor(MOST / whole) * whole));
    this.squares = Array.from({ length: shown }, () => h("span", { class: "entry" }));
    const tables = [];
    for (let from = 0; from < this.squares.length; from += rows * columns) {
      const table = h("span", { class: names ? "cell-table named" : "cell-table" }, named(this.squares.slice(from, from + rows * columns), columns, names));
      table.style.setProperty("--columns", names?.rows.length ? columns + 1 : columns);
      tables.push(table);
    }
    this.element = h("span", { class: sizes.length ? "cell-grid" : "cell-grid single" }, tables,
      count > shown ? h("span", { class: "small" }, "…") : null);
  }

  fill(data, before = null) {
    const largest = Math.max(...data.map(Math.abs).filter(Number.isFinite), 1e-12);
    this.squares.forEach((square, k) => {
      square.textContent = spell(data[k]);
      square.style.setProperty("--heat", heat(data[k], largest));
      square.classList.toggle("negative", data[k] < 0);
      square.classList.toggle("changed", before !== null && differs(data[k], before[k]));
    });
  }
}

/** Squares with the names of their rows before them and those of their columns above. */
function named(squares, columns, names) {
  if (!names) return squares;
  const name = (text) => h("span", { class: "cell-name" }, text);
  const corner = names.rows.length ? [name("")] : [];
  const head = names.columns.length ? [...corner, ...names.columns.map(name)] : [];
  return [...head, ...squares.flatMap((square, k) => (names.rows.length && k % columns === 0 ? [name(names.rows[k / columns] ?? ""), square] : [square]))];
}

/** A distribution as bars: each row of a value that is not negative and sums to one. */
export class Bars {
  constructor(beside) {
    this.element = h("span", { class: "bars", "aria-hidden": "true", hidden: true });
    beside.before(this.element);
  }

  fill({ sizes, data }) {
    const width = sizes.at(-1) ?? 1;
    const rows = Array.from({ length: data.length / width }, (_, k) => data.slice(k * width, (k + 1) * width));
    this.element.hidden = width < 2 || data.length > MOST || !rows.every(isDistribution);
    if (!this.element.hidden) this.element.replaceChildren(...rows.map((row) => h("span", { class: "bar-row" }, row.map((share) => h("span", { class: "share", style: `--share: ${share}` })))));
  }
}

function isDistribution(row) {
  return row.every((share) => share >= 0) && Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-6;
}

/** A grid of fields to type into. `put(place, number)` is told of each number typed, `taken(place)` of the one in hand. */
export class Fields {
  constructor(sizes, name, put, taken = () => {}, names = null) {
    this.grid = new Grid(sizes, names);
    this.fields = this.grid.squares.map((square, k) => {
      const place = cellPlace(k, sizes);
      const at = place.map((each) => each + 1).join(", ");
      const field = h("input", { class: "cell-field", inputmode: "decimal", autocomplete: "off", size: "5",
        "aria-label": at ? `${name} [${at}]` : name, onchange: (event) => put(place, read(event.target.value)),
        onfocus: (event) => { event.target.select(); taken(place); }, onkeydown: (event) => this.walk(event, k, sizes) });
      square.replaceWith(field);
      return field;
    });
    this.element = this.grid.element;
  }

  fill(data) {
    const largest = Math.max(...data.map(Math.abs).filter(Number.isFinite), 1e-12);
    this.fields.forEach((field, k) => {
      if (field !== field.getRootNode().activeElement || read(field.value) !== data[k]) field.value = spell(data[k]);
      field.style.setProperty("--heat", heat(data[k], largest));
      field.classList.toggle("negative", data[k] < 0);
    });
  }

  /** Up and down go through the rows; Enter goes on to the next field. */
  walk(event, k, sizes) {
    const by = { ArrowDown: sizes.at(-1) ?? 1, ArrowUp: -(sizes.at(-1) ?? 1), Enter: 1 }[event.key];
    if (!by) return;
    event.stopPropagation();
    const next = this.fields[k + by];
    if (!next) { if (event.key === "Enter") event.target.blur(); return; }
    event.preventDefault();
    next.focus();
  }
}

function cellPlace(k, sizes) {
  return sizes.map((size, axis) => Math.floor(k / sizes.slice(axis + 1).reduce((product, each) => product * each, 1)) % size);
}

/** What a reader typed, with any minus sign, comma or full-width digit; NaN for no number. */
function read(text) {
  const plain = text.normalize("NFKC").trim().replace(/[−–]/g, "-").replace(",", ".").replace(/·10(?=-?\d+$)/, "e");
  if (plain === "∞" || plain === "-∞") return plain === "∞" ? Infinity : -Infinity;
  return plain === "" ? NaN : Number(plain);
}

const WARMEST = 42; // percent of the accent, so that the numbers on it can be read in both themes

function heat(number, largest) {
  return `${(Number.isFinite(number) ? (WARMEST * Math.abs(number)) / largest : 0).toFixed(0)}%`;
}

/** Whether two numbers are not the same but for rounding. */
export function differs(a, b) {
  return !(Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)));
}
