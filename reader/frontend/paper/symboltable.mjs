// @ts-check
// All symbols of the paper in one table: to sort, to filter, to go to, to be left alone with; and what may trip a reader.

import { drawMath, h } from "../core/elements.mjs";
import { mark, MARKS, shape, shortMeaning, sign } from "../core/meanings.mjs";

const ORDERS = {
  appearance: () => 0,
  letter: (a, b) => bare(a.latex).localeCompare(bare(b.latex)) || a.latex.localeCompare(b.latex),
  uses: (a, b) => b.count - a.count,
  mark: (a, b) => MARKS.indexOf(a.status) - MARKS.indexOf(b.status),
  part: (a, b) => (a.part ?? "").localeCompare(b.part ?? ""),
};
const COLUMNS = [["symbol", "letter"], ["meaning-here", "mark"], ["part", "part"], ["uses-short", "uses"]];

/** `view` is {payload, words, symbols, supply, actions}. */
export class SymbolTable {
  constructor(view) {
    this.view = view;
    this.order = "appearance";
    const { words } = view;
    this.rows = [...view.symbols.values()].map((symbol) => ({ symbol, element: this.row(symbol), text: this.said(symbol) }));
    this.marks = new Set(MARKS);
    this.filter = h("input", { type: "search", class: "field", "aria-label": words.text("filter"), placeholder: words.text("filter"),
      autocomplete: "off", oninput: () => this.show() });
    this.count = h("p", { class: "small", role: "status" });
    this.body = h("tbody", {});
    this.heads = COLUMNS.map(([key, order]) => h("th", { scope: "col" },
      h("button", { type: "button", class: "sort", "data-order": order, onclick: () => this.sort(order) }, words.text(key))));
    const chips = MARKS.filter((each) => this.rows.some(({ symbol }) => symbol.status === each)).map((each) => h("button", {
      type: "button", class: "chip", "aria-pressed": "true", onclick: (event) => this.toggle(each, event.currentTarget) }, mark(words, each)));
    this.element = h("div", { class: "symbol-table" }, this.remarks(),
      h("div", { class: "table-tools" }, this.filter, h("div", { class: "chips" }, chips)), this.count,
      h("table", {}, h("thead", {}, h("tr", {}, this.heads, h("th", { scope: "col" }, h("span", { class: "unseen" }, words.text("uses"))))), this.body));
    this.show();
  }

  said(symbol) {
    return `${symbol.latex} ${symbol.written.join(" ")} ${shortMeaning(this.view.payload, this.view.words, symbol, null)}`.normalize("NFKC").toLowerCase();
  }

  row(symbol) {
    const { payload, words, actions } = this.view;
    const first = symbol.occurrences.find((place) => payload.byEquation.has(place.equation));
    const row = first && payload.byEquation.get(first.equation);
    return h("tr", {},
      h("th", { scope: "row" }, named(h("button", { type: "button", class: `block ${symbol.status}`, "data-tezawari-symbol": symbol.id,
        "data-from": first?.equation }, sign(payload, symbol)))),
      h("td", {}, shape(symbol.status), " ", shortMeaning(payload, words, symbol, null), setTo(symbol)),
      h("td", { class: "small" }, symbol.part && symbol.part !== "unknown" ? words.text(`part-${symbol.part}`) : ""),
      h("td", { class: "small number-cell" }, String(symbol.count)),
      h("td", { class: "small" }, h("div", { class: "row-acts" },
        row ? h("button", { type: "button", class: "chip", onclick: () => actions.jump(row.id, symbol.id) },
          row.number ? `(${row.number})` : words.text("line", { line: row.line })) : null,
        symbol.count > 1 && row ? h("button", { type: "button", class: "chip only", onclick: () => actions.keepOnly(symbol.id) }, words.text("only-this")) : null)));
  }

  sort(order) {
    this.order = this.order === order ? "appearance" : order;
    this.show();
  }

  toggle(status, chip) {
    if (!this.marks.delete(status)) this.marks.add(status);
    chip.setAttribute("aria-pressed", String(this.marks.has(status)));
    this.show();
  }

  show() {
    const wanted = this.filter.value.normalize("NFKC").toLowerCase().trim();
    const rows = this.rows.filter(({ symbol, text }) => this.marks.has(symbol.status) && text.includes(wanted));
    const sorted = [...rows].sort((a, b) => ORDERS[this.order](a.symbol, b.symbol));
    this.body.replaceChildren(...sorted.map(({ element }) => element));
    this.count.textContent = this.view.words.text("symbols-shown", { count: rows.length, all: this.rows.length });
    for (const head of this.heads) {
      const on = head.firstChild.dataset.order === this.order;
      if (on) head.setAttribute("aria-sort", this.order === "uses" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  /** 記号の点検, made when it is opened. */
  remarks() {
    const { words, supply } = this.view;
    const list = h("ul", { class: "remarks" });
    const fill = () => {
      if (list.childElementCount) return;
      list.append(h("li", { class: "small" }, "…"));
      supply.get("lint", "all", (found) => list.replaceChildren(...this.found(found?.rows ?? [])));
    };
    return h("details", { class: "lint", ontoggle: fill }, h("summary", {}, words.text("lint")), list);
  }

  found(rows) {
    const { words, actions, symbols, payload } = this.view;
    if (!rows.length) return [h("li", { class: "small" }, words.text("lint-none"))];
    return rows.map(({ symbols: ids, file, line, text }) => h("li", {},
      h("p", {}, words.pick(text).map((part) => part.text ?? drawMath(part.mathml) ?? h("code", {}, part.latex))),
      h("p", { class: "chips" }, h("span", { class: "small" }, words.text("place", { file, line })),
        ids.filter((id) => symbols.has(id)).map((id) => named(h("button", { type: "button", class: "chip",
          onclick: () => actions.pickSymbol(id) }, sign(payload, symbols.get(id))))))));
  }
}

function setTo(symbol) {
  const set = (symbol.values ?? []).map((each) => each.value);
  return set.length ? h("span", { class: "small set" }, ` = ${[...new Set(set)].slice(0, 3).join(", ")}`) : null;
}

/** Letters without what dresses them, so that bold x stands beside x. */
function bare(latex) {
  return latex.replace(/\\(?:bm|mathbf|mathcal|mathbb|mathrm|hat|tilde|bar|boldsymbol|operatorname|widehat|widetilde)\b|[\\{}^_ ]/g, "").toLowerCase();
}

/** A button that shows a formula alone has its letters for a name. */
function named(button) {
  button.setAttribute("aria-label", button.textContent);
  return button;
}
