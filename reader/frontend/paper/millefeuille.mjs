// @ts-check
// The mille-feuille: the layers that the paper stands on as a drawn stack, and the concepts in them with what each
// stands on. What one knows is ticked, and the way to learn the rest is planned anew.

import { h, laidFlat } from "../core/elements.mjs";
import { conceptName, knownLegend } from "../core/concepts.mjs";

const SVG = "http://www.w3.org/2000/svg";
const BAND = { least: 26, each: 3, most: 96, gap: 3 };
const NODE = { height: 26, gap: 6, pad: 9, row: 34, head: 22 };
const SWEEPS = 8; // of putting each concept near the middle of what it is tied to
const NEXT = 8; // concepts of the way that are named

function svg(name, properties = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null) element.setAttribute(key, value);
  }
  element.append(...laidFlat(children));
  return element;
}

/** `view` is {payload, words, actions, known}. */
export class Millefeuille {
  constructor(view) {
    this.view = view;
    const { payload, words } = view;
    this.ids = payload.reading.path.filter((id) => payload.concepts[id]);
    this.requires = new Map(this.ids.map((id) => [id, payload.concepts[id].requires.map((each) => each.concept).filter((need) => this.ids.includes(need))]));
    this.named = new Set(payload.reading.concepts.map((concept) => concept.id));
    this.layers = this.collect();
    this.way = h("div", { class: "way" });
    this.stack = h("div", { class: "stack" });
    this.graph = h("div", { class: "graph" });
    this.element = h("div", { class: "millefeuille" }, this.ids.length ? [h("p", { class: "small" }, words.text("layers-stack-how")), knownLegend(words), this.stack, this.way,
      h("p", { class: "small" }, words.text("graph-how")), this.graph] : h("p", {}, words.text("no-layers")));
    this.tell();
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.stack);
    view.known.listen(() => { this.tell(); this.draw(true); });
  }

  /** Layers from below, each with its concepts in the order of the way. */
  collect() {
    const layers = new Map();
    for (const id of this.ids) {
      const { storey, layer } = this.view.payload.concepts[id];
      if (!layers.has(storey)) layers.set(storey, { storey, name: this.view.words.pick(layer), ids: [] });
      layers.get(storey).ids.push(id);
    }
    return [...layers.values()].sort((a, b) => a.storey - b.storey);
  }

  /** What is still to be learned for what the paper names: nothing below what one knows. */
  plan() {
    const known = this.view.known;
    const needed = new Set();
    const visit = (id) => {
      if (needed.has(id) || known.has(id)) return;
      needed.add(id);
      for (const need of this.requires.get(id) ?? []) visit(need);
    };
    for (const id of this.ids) if (this.named.has(id)) visit(id);
    return this.ids.filter((id) => needed.has(id));
  }

  tell() {
    const { words, payload, actions } = this.view;
    const plan = this.plan();
    this.way.replaceChildren(h("h2", {}, words.text("new-to-you", { count: plan.length, all: this.ids.length })),
      plan.length ? h("p", { class: "chips" }, plan.slice(0, NEXT).map((id) => h("button", { type: "button", class: this.named.has(id) ? "chip named" : "chip",
        onclick: () => actions.openConcept(id) }, conceptName(words, payload.concepts[id]))), plan.length > NEXT ? h("span", { class: "small" }, words.text("more-concepts", { count: plan.length - NEXT })) : null)
        : h("p", { class: "small" }, words.text("nothing-new")));
  }

  draw(anew = false) {
    const width = Math.floor(this.stack.clientWidth);
    if (!width || (width === this.width && !anew)) return;
    this.width = width;
    this.drawStack(width);
    this.drawGraph(width);
  }

  drawStack(width) {
    const { words, known } = this.view;
    const thick = (ids) => Math.min(BAND.most, BAND.least + BAND.each * ids.length);
    const height = this.layers.reduce((sum, { ids }) => sum + thick(ids) + BAND.gap, 0);
    let y = height;
    const bands = this.layers.map(({ storey, name, ids }, index) => {
      const tall = thick(ids);
      y -= tall + BAND.gap;
      const slant = Math.min(28, 4 * index); // each layer a little shorter than the one that carries it
      const learned = ids.filter((id) => known.has(id)).length;
      const go = () => this.graph.querySelector(`[data-storey="${storey}"]`)?.scrollIntoView({ block: "center" });
      return svg("g", { class: "band", role: "button", tabindex: "0", onclick: go,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); go(); } } },
      svg("title", {}, words.text("layer-of", { layer: name, count: ids.length })),
      svg("rect", { x: slant, y, width: width - 2 * slant, height: tall, rx: 3, class: "pastry" }),
      svg("rect", { x: slant, y, width: (width - 2 * slant) * (learned / ids.length), height: tall, rx: 3, class: "learned" }),
      svg("text", { x: slant + 12, y: y + tall / 2 + 4.5 }, shorten(name, (width - 2 * slant - 60) / 7.4)),
      svg("text", { x: width - slant - 12, y: y + tall / 2 + 4.5, "text-anchor": "end", class: "count" }, learned ? `${learned}/${ids.length}` : String(ids.length)));
    });
    this.stack.replaceChildren(svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": words.text("layers") }, hatch(), bands));
  }

  /** Each layer a band, its concepts side by side in the order that keeps ties short; more lines where they do not fit. */
  drawGraph(width) {
    const { words } = this.view;
    const places = new Map();
    const order = arrange(this.layers.map(({ ids }) => ids), this.requires);
    let y = 0;
    const bands = [];
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const [top, lines] = [y, inLines(order[index], (id) => this.width_of(id), width)];
      lines.forEach((line, row) => {
        const used = line.reduce((sum, id) => sum + this.width_of(id) + NODE.gap, -NODE.gap);
        let x = (width - used) / 2;
        for (const id of line) {
          places.set(id, { x, y: top + NODE.head + row * NODE.row, width: this.width_of(id) });
          x += this.width_of(id) + NODE.gap;
        }
      });
      y += NODE.head + lines.length * NODE.row + 14;
      bands.push(svg("g", { "data-storey": String(this.layers[index].storey) }, svg("rect", { x: 0, y: top, width, height: y - top - 6, rx: 3, class: "floor" }),
        svg("text", { x: 8, y: top + 15, class: "floor-name" }, shorten(this.layers[index].name, width / 6.4))));
    }
    this.edges = [];
    const lines = this.ids.flatMap((id) => this.requires.get(id).map((need) => this.edge(need, id, places)));
    const nodes = this.ids.map((id) => this.node(id, places.get(id)));
    this.nodes = new Map(this.ids.map((id, index) => [id, nodes[index]]));
    const picture = svg("svg", { width, height: y, viewBox: `0 0 ${width} ${y}`, role: "group", "aria-label": words.text("graph") }, bands, svg("g", { "aria-hidden": "true" }, lines), nodes);
    picture.addEventListener("pointerover", (event) => this.light(event.target.closest("[data-concept]")?.dataset.concept));
    picture.addEventListener("pointerleave", () => this.light(null));
    picture.addEventListener("focusin", (event) => this.light(event.target.closest("[data-concept]")?.dataset.concept));
    this.graph.replaceChildren(picture);
  }

  width_of(id) {
    const name = this.label(id);
    return Math.min(this.width - 8, 2 * NODE.pad + [...name].reduce((sum, letter) => sum + (letter > "\u2e80" ? 13 : 7.3), 0));
  }

  label(id) {
    const { words, payload, known } = this.view;
    return (known.has(id) ? "✓ " : "") + shorten(words.pick(payload.concepts[id].name), (this.width - 30) / 7);
  }

  edge(below, above, places) {
    const [from, to] = [places.get(below), places.get(above)];
    const [x1, y1, x2, y2] = [from.x + from.width / 2, from.y, to.x + to.width / 2, to.y + NODE.height];
    const bend = Math.max(14, Math.abs(y1 - y2) / 2);
    const path = svg("path", { class: "tie", d: `M ${x1} ${y1} C ${x1} ${y1 - bend}, ${x2} ${y2 + bend}, ${x2} ${y2}` });
    this.edges.push({ below, above, path });
    return path;
  }

  node(id, { x, y, width }) {
    const { actions, known } = this.view;
    const open = () => actions.openConcept(id);
    return svg("g", { class: `node${this.named.has(id) ? " named" : ""}${known.has(id) ? " known" : ""}`, "data-concept": id, role: "button", tabindex: "0",
      "aria-label": this.label(id), onclick: open, onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } } },
    svg("rect", { x, y, width, height: NODE.height, rx: 3 }), svg("text", { x: x + width / 2, y: y + 17.5, "text-anchor": "middle" }, this.label(id)));
  }

  /** What a concept stands on, down to the ground, and what stands on it. */
  light(id) {
    if (id === this.lit) return;
    this.lit = id;
    const down = reach(id, this.edges, "above", "below"), up = reach(id, this.edges, "below", "above");
    this.graph.classList.toggle("lighting", Boolean(id));
    for (const [each, node] of this.nodes) node.classList.toggle("lit", each === id || down.has(each) || up.has(each));
    for (const { below, above, path } of this.edges) {
      const on = ((down.has(below) || below === id) && (down.has(above) || above === id)) || ((up.has(below) || below === id) && (up.has(above) || above === id));
      path.classList.toggle("lit", Boolean(id) && on);
    }
  }
}

/** What is known is hatched: a pattern, for whoever tells no colours. */
function hatch() {
  return svg("defs", {}, svg("pattern", { id: "known-hatch", patternUnits: "userSpaceOnUse", width: 7, height: 7, patternTransform: "rotate(45)" },
    svg("rect", { width: 7, height: 7 }), svg("path", { d: "M 0 0 V 7" })));
}

function reach(id, edges, from, to) {
  const found = new Set();
  const visit = (each) => {
    for (const edge of edges) if (edge[from] === each && !found.has(edge[to])) { found.add(edge[to]); visit(edge[to]); }
  };
  if (id) visit(id);
  return found;
}

/** Each layer sorted by the mean place of what its concepts are tied to, up and down by turns. */
export function arrange(layers, requires) {
  const order = layers.map((ids) => [...ids]);
  const ties = new Map();
  for (const [id, needs] of requires) for (const need of needs) {
    ties.set(id, [...(ties.get(id) ?? []), need]);
    ties.set(need, [...(ties.get(need) ?? []), id]);
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const place = new Map(order.flatMap((ids) => ids.map((id, index) => [id, (index + 0.5) / ids.length])));
    const middle = (id) => { const all = (ties.get(id) ?? []).map((each) => place.get(each)); return all.length ? all.reduce((a, b) => a + b, 0) / all.length : place.get(id); };
    const turn = sweep % 2 ? [...order.keys()].reverse() : [...order.keys()];
    for (const index of turn) {
      const key = new Map(order[index].map((id) => [id, middle(id)]));
      order[index].sort((a, b) => key.get(a) - key.get(b));
      order[index].forEach((id, at) => place.set(id, (at + 0.5) / order[index].length));
    }
  }
  return order;
}

function inLines(ids, widthOf, width) {
  const lines = [[]];
  let used = 0;
  for (const id of ids) {
    const wide = widthOf(id) + NODE.gap;
    if (used + wide > width - 8 && lines.at(-1).length) { lines.push([]); used = 0; }
    lines.at(-1).push(id);
    used += wide;
  }
  return lines;
}

/** A name that fits: its first part, else cut. Wide letters count twice. */
function shorten(text, letters) {
  const wide = (each) => [...each].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1.9 : 1), 0);
  const first = wide(text) <= letters ? text : text.split(/[,、：:（(]/)[0].trim();
  if (wide(first) <= letters) return first;
  let cut = "";
  for (const letter of first) { if (wide(cut + letter) > letters - 1) break; cut += letter; }
  return `${cut}…`;
}
