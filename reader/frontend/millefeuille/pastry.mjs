// @ts-check
// What a mille-feuille is drawn with: sheets of flaky pastry, icing with chocolate pulled through it, berries, a plate.
// Drawings without words; pastry is stretched to the width of the cake, icing is cut off there.

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 1000;
const SHEET = 44; // height of a sheet of pastry
const LEAVES = 9; // of a sheet
const ICING = 46;

function svg(name, properties = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

function drawing(name, height, children, fitted = "none") {
  return svg("svg", { class: name, viewBox: `0 0 ${WIDE} ${height}`, preserveAspectRatio: fitted, "aria-hidden": "true", focusable: "false" }, ...children);
}

/** Numbers from 0 to 1 that are the same each time, so that a cake looks the same whenever it is drawn. */
function crumbs(seed) {
  let state = (seed + 1) * 2654435761 % 4294967296;
  return () => { state = (state * 1664525 + 1013904223) % 4294967296; return state / 4294967296; };
}

/** A line that wavers about a height, from one end to the other. */
function wavering(next, height, most, from, to) {
  const step = Math.sign(to - from);
  let line = `${from.toFixed(1)} ${height.toFixed(1)}`;
  for (let x = from + step * (30 + 60 * next()); (to - x) * step > 20; x += step * (30 + 60 * next()))
    line += ` L ${x.toFixed(1)} ${(height + most * (2 * next() - 1)).toFixed(1)}`;
  return `${line} L ${to.toFixed(1)} ${height.toFixed(1)}`;
}

/** A sheet of puff pastry: leaf on leaf, none as long as the next. */
export function pastry(seed) {
  const next = crumbs(seed), thick = SHEET / LEAVES;
  const leaves = Array.from({ length: LEAVES }, (_, k) => {
    const [left, right, top] = [7 * next(), WIDE - 7 * next(), k * thick];
    return svg("path", { class: "leaf-of-pastry", "data-bake": Math.floor(3 * next()), "vector-effect": "non-scaling-stroke",
      d: `M ${wavering(next, top + 0.5, 1.3, left, right)} L ${wavering(next, top + thick - 0.3, 1.3, right, left)} Z` });
  });
  return drawing("pastry", SHEET, leaves);
}

/** The icing on top, with lines of chocolate that were pulled to and fro, as on every mille-feuille in a shop window. */
export function icing() {
  const next = crumbs(7);
  let drips = `M 0 10 Q 0 2 10 2 H ${WIDE - 10} Q ${WIDE} 2 ${WIDE} 10 V 34`;
  for (let x = WIDE; x > 0;) {
    const step = Math.min(x, 26 + 34 * next()), deep = 34 + 11 * next();
    drips += ` C ${x - step * 0.2} ${deep} ${x - step * 0.8} ${deep} ${x - step} 34`;
    x -= step;
  }
  const lines = [9, 17, 25].map((y) => {
    let line = `M 0 ${y}`;
    for (let x = 0, up = true; x < WIDE; x += 25, up = !up) line += ` C ${x + 10} ${y} ${x + 11} ${y + (up ? -7 : 7)} ${x + 12.5} ${y + (up ? -7 : 7)} S ${x + 15} ${y} ${x + 25} ${y}`;
    return svg("path", { class: "chocolate", d: line });
  });
  return drawing("icing", ICING, [svg("path", { class: "glaze", d: `${drips} Z` }), ...lines], "xMidYMin slice");
}

/** Three raspberries and two leaves. */
export function berries() {
  const berry = (x, y, size) => svg("g", { transform: `translate(${x} ${y}) scale(${size})` },
    ...[[0, 0], [-9, -3], [9, -3], [-5, -11], [5, -11], [-4, 7], [5, 7], [0, -18], [-10, 5], [10, 5]].map(([dx, dy]) => svg("circle", { class: "drupelet", cx: dx, cy: dy, r: 6.4 })),
    ...[[-3, -14], [-9, -5], [3, -5]].map(([dx, dy]) => svg("circle", { class: "shine", cx: dx, cy: dy, r: 1.7 })));
  const leaf = (turn) => svg("path", { class: "leaf", d: "M 0 0 C 6 -14 22 -16 30 -6 C 22 4 8 6 0 0 Z", transform: `translate(88 20) rotate(${turn})` });
  return svg("svg", { class: "berries", viewBox: "0 0 150 56", "aria-hidden": "true", focusable: "false" }, leaf(-28), leaf(198), berry(48, 36, 0.86), berry(112, 37, 0.82), berry(80, 31, 1));
}
