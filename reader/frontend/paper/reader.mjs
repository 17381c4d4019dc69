// @ts-check
// The reading view: a paper's formulas with a target per symbol, and the panel that explains what was picked.
// The same file serves the app and the exported page; it asks the network for nothing.

import { Column } from "./column.mjs";
import { conceptCard } from "../core/concepts.mjs";
import { keepAllWhole } from "../core/breaking.mjs";
import { TARGET, copyAsLatex, h } from "../core/elements.mjs";
import { enquiry } from "./symbol_details.mjs";
import { symbolsOf } from "./figures.mjs";
import { Finder } from "../finding/finding.mjs";
import { Going } from "./going.mjs";
import { Kin } from "./spotlight.mjs";
import { Known } from "./known.mjs";
import { sign } from "../core/meanings.mjs";
import { cakeTab, formulasOf, layersLink } from "../millefeuille/cake_tab.mjs";
import { OpenBench } from "../bench/open_bench.mjs";
import { outline } from "./outline.mjs";
import { explainSymbol } from "./panel.mjs";
import { paperHead } from "./paper_head.mjs";
import { Refusals } from "./refusals.mjs";
import { SymbolTable } from "./symboltable.mjs";
import { Tablist } from "../core/tablist.mjs";
import { Tip } from "./tip.mjs";
import { speak } from "../core/words.mjs";

/**
 * Draw a payload (see reader/output/page/payload.py) into `root`. `supply` gives what is needed later (supply.mjs),
 * `known` is what the reader knows already (known.mjs).
 * `onSelect(symbol id, equation id)` is told of each pick, `onVisit` likewise of each formula gone to, `onCorrect({symbol, meaning, said} | {symbol, equation, wrong} | {symbol, back})`
 * keeps what a reader says (null where nobody does), `onTold(symbol, {why, account, formula})` hears that a model's answer is kept, `notice` {latex, formulas, why, account, formula} says what that changed, `onLanguage(language)` of each language spoken, the first
 * included; `onLayers` {address, go()} says where the layers are, where they are no view of the page. Returns `{pick(symbol, equation), visit(equation), open(equation), opened(equation or null), release(), destroy()}`.
 * @param {HTMLElement} root @param {import("../page").PagePayload} payload @param {any} options
 */
export function mount(root, payload, { supply, known = new Known([]), onSelect = () => {}, onVisit = () => {}, onLanguage = () => {}, onCorrect = null, onTold = () => {}, onLayers = null, notice = null, language = payload.language } = {}) {
  const view = new View(payload, { supply, known, onSelect, onVisit, onLanguage, onCorrect, onTold, onLayers, notice });
  root.append(view.element);
  view.speakIn(language);
  return {
    pick: (symbol, equation) => view.pick(symbol, equation),
    visit: (equation) => view.going.visit(equation),
    open: (equation) => { if (view.opens.has(equation)) view.going.open(equation); },
    opened: (equation) => { view.going.halt(); view.benches.change(equation); },
    release: () => view.release(),
    destroy: () => view.remove(),
  };
}

const NARROW = "(max-width: 56rem)"; // where the panel is a sheet from below, as in reader.css
const AIR = 80; // pixels between the top of the window and a note
const PARTS = ["input", "target", "learned", "random", "chosen", "index"]; // that are coloured

class View {
  benches; refusals; going; finder; onSelect; onVisit; onLanguage; onLayers; notice; known; only; cake;

  constructor(payload, { supply, known, onSelect, onVisit, onLanguage, onCorrect, onTold, onLayers, notice }) {
    this.payload = { benches: {}, blocks: {}, drawn: {}, enquiries: {}, ...payload,
      byEquation: new Map(payload.reading.equations.map((row) => [row.id, row])) };
    this.opens = new Set(payload.opens); // formulas below which a workbench can be opened
    this.runs = payload.runs ? new Set(payload.runs) : null; // formulas that run on numbers, once that is known
    this.supply = supply;
    Object.assign(this, { known, only: null, cake: null }); // `only`: the symbol whose places alone are shown
    this.symbols = new Map(payload.reading.symbols.map((symbol) => [symbol.id, symbol]));
    Object.assign(this, { onSelect, onVisit, onLanguage, onLayers });
    this.picked = null; // {symbol, equation, from}
    this.trail = []; // concepts opened from the panel, last one shown
    Object.assign(this, { notice, benches: new OpenBench(this), refusals: new Refusals(this), going: new Going(this) });
    this.element = h("div", { class: "tezawari" });
    this.actions = {
      preview: (equation) => this.tip.preview(() => this.tip.formula(equation)),
      note: (draw, from) => this.note(draw, from),
      openConcept: (id) => { this.trail.push(id); this.showPanel(true); },
      pickSymbol: (symbol, equation) => this.pick(symbol, equation),
      openFormula: (equation, pane) => this.going.open(equation, pane),
      jump: (equation, symbol) => this.going.jump(equation, symbol),
      visit: (equation) => this.going.visit(equation),
      visitSection: (section) => this.going.visitSection(section),
      resize: (equation, sizes, stepped, refuse) => this.benches.resize(equation, sizes, stepped, refuse),
      keepOnly: (symbol) => this.keepOnly(symbol),
      correct: onCorrect, told: onTold, toldOf: (equation) => this.benches.forget(equation),
      refuse: (symbol, equation) => { onCorrect?.({ symbol, equation, wrong: true }); this.refusals.refuse(symbol, equation); },
      takeBack: (symbol) => { onCorrect?.({ symbol, back: true }); this.refusals.takeBack(symbol); },
      enquire: (symbol, act) => this.enquire(symbol, act),
      living: (id, act) => this.supply.get("living", id, act),
      showLayers: () => (onLayers ? onLayers.go() : this.views.show("layers")),
      formulasOf: (concept) => formulasOf(this, concept),
      close: () => this.close(),
      known,
    };
    this.listen();
    copyAsLatex(this.element, (range) => this.column.late.drawWhere((figure) => range.intersectsNode(figure)));
  }

  // --- drawing

  speakIn(language) {
    this.cake = null;
    this.words = speak(this.payload, language);
    this.finder = new Finder(this);
    this.kin = new Kin();
    this.kin.set("picked", this.picked?.symbol ?? null);
    this.places = new Map(); // equation id -> its line
    this.element.lang = language;
    this.tip = new Tip(this);
    this.panel = h("aside", { class: "panel", role: "region", "aria-label": this.words.text("explanation") });
    keepAllWhole(this.panel);
    this.paper = h("div", { class: "paper" });
    this.banner = h("div", { class: "banner", role: "status", hidden: true });
    this.known.forgetListeners();
    const { text } = this.words;
    this.views = new Tablist([
      { name: "formulas", label: text("view-formulas"), make: () => h("div", {}, this.banner, this.paper) },
      { name: "symbols", label: text("view-symbols"), make: () => this.symbolTable() },
      ...(this.payload.cake ? [{ name: "layers", label: text("view-layers"), make: () => cakeTab(this) }] : []),
    ], text("views"));
    this.element.replaceChildren(paperHead(this.payload, this.words, (language) => this.speakIn(language)), h("div", { class: "columns" },
      h(this.payload.switch ? "main" : "div", { class: "page" }, h("div", { class: "bar" }, this.views.bar, layersLink(this), this.options()), this.legend = h("p", { class: "parts-legend small" }), this.views.body), this.panel), this.tip.element);
    this.showParts(this.byPart);
    this.showPanel();
    this.column = new Column(this, this.paper);
    this.column.draw(() => { this.column.figures.sayAll(); this.tellRuns(); });
    this.onLanguage(language);
    this.benches.openAgain();
    if (this.only) this.keepOnly(this.only);
  }

  symbolTable() {
    const table = new SymbolTable(this).element;
    this.remember(table);
    this.kin.add(table);
    return table;
  }

  /** What can be switched about the page itself. */
  options() {
    const { words } = this;
    const toggle = (label, on, act) => h("button", { type: "button", class: "chip option", "aria-pressed": String(on), onclick: (event) => {
      const now = event.currentTarget.getAttribute("aria-pressed") !== "true";
      event.currentTarget.setAttribute("aria-pressed", String(now));
      act(now);
    } }, label);
    const out = h("button", { type: "button", class: "chip option to-outline", onclick: () => this.note(() => outline(this), out) }, words.text("outline"));
    return h("div", { class: "options" }, out, toggle(words.text("by-part"), this.byPart, (on) => this.showParts(on)),
      words.language === "ja" ? toggle(words.text("furigana"), !this.element.classList.contains("no-furigana"),
        (on) => this.element.classList.toggle("no-furigana", !on)) : null);
  }

  /** Symbols by the part that they play: a colour, and a line of its own kind below, for whoever tells no colours. */
  showParts(on) {
    this.byPart = Boolean(on);
    this.element.classList.toggle("by-part", this.byPart);
    const parts = [...new Set([...this.symbols.values()].map((symbol) => symbol.part))].filter((part) => PARTS.includes(part));
    this.legend.hidden = !on;
    this.legend.replaceChildren(...(on ? PARTS.filter((part) => parts.includes(part)).map((part) => h("span", { class: "part-name", "data-part": part }, this.words.text(`part-${part}`))) : []));
  }

  /** Only what runs is offered to be run. */
  tellRuns() {
    if (!this.runs) this.supply.get("runs", "all", (ids) => {
      this.runs = new Set(ids);
      for (const each of this.paper.querySelectorAll(".awaited")) {
        if (each.dataset.rows.split(" ").some((id) => this.runs.has(id))) each.classList.remove("awaited");
        else each.remove();
      }
    });
  }

  /** The places of symbols in what was drawn say which part theirs plays, and bear the marks that it has now. */
  remember(drawn) {
    for (const place of drawn.querySelectorAll(`[${TARGET}]`)) {
      const part = this.symbols.get(place.getAttribute(TARGET))?.part;
      if (PARTS.includes(part)) place.dataset.part = part;
    }
    this.kin.refresh(drawn);
  }

  // --- acting

  listen() {
    const on = (type, act) => this.element.addEventListener(type, act);
    on("click", (event) => { const at = this.symbolAt(event.target); if (at) this.pick(at.symbol, at.equation, at.target); });
    on("pointerover", (event) => { if (event.pointerType !== "touch") this.point(this.symbolAt(event.target)); });
    on("pointerleave", () => this.point(null));
    on("focusin", (event) => this.point(this.symbolAt(event.target)));
    on("keydown", (event) => this.key(event));
    this.left = new AbortController();
    const everywhere = (type, act) => document.addEventListener(type, act, { signal: this.left.signal, capture: type === "scroll" });
    everywhere("keydown", (event) => this.slash(event));
    everywhere("keydown", (event) => { if (event.key === "Escape" && event.target === document.body) this.key(event); }); // after a click nothing may have the focus
    everywhere("scroll", () => this.tip.follow());
    everywhere("wheel", () => this.going.halt());
    addEventListener("beforeprint", () => this.column.reachAll(), { signal: this.left.signal, capture: true }); // before it is laid out for paper
  }

  /** `/` goes to the field that finds, wherever one is on the page. */
  slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.composedPath()[0]?.closest?.("input, textarea, select, [contenteditable]")) return;
    if (this.picked || this.trail.length) this.release();
    event.preventDefault();
    if (this.isNarrow) this.note(() => outline(this), null);
    this.finder.field.focus();
  }

  symbolAt(element) {
    const target = element.closest?.(`[${TARGET}]`);
    const symbol = target?.getAttribute(TARGET);
    if (!this.symbols.has(symbol)) return null;
    return { symbol, equation: target.dataset.from ?? target.closest("[data-equation]")?.dataset.equation, target };
  }

  /** Light up a symbol wherever it stands and say its meaning beside it; null takes both back. */
  point(at) {
    if (at?.target === this.pointed) return;
    this.pointed = at?.target;
    this.kin.set("lit", at?.symbol ?? null);
    this.tip.show(at);
  }

  /** `from` is what was picked, where it stands elsewhere than in its formula. */
  pick(symbol, equation = null, from = null) {
    if (!this.symbols.has(symbol)) return;
    this.picked = { symbol, equation, from };
    this.kin.set("picked", symbol);
    this.trail = [];
    this.onSelect(symbol, equation); // first of all, so that whoever serves the app works while the panel is drawn
    this.showPanel(true);
    const line = from?.closest(".line, .author-text, .bench") ?? this.places.get(equation);
    this.layBeside(line);
    this.keepInSight(line);
    this.askAbout(symbol);
  }

  /** A note that is about no symbol, beside where it was asked for. */
  note(draw, from) {
    this.release();
    Object.assign(this, { picked: { symbol: null, equation: null, from }, trail: [draw] });
    this.showPanel(true);
    this.layBeside(from);
    this.keepInSight(from);
  }

  /** What was weighed for the symbol that is shown, where that was not there yet. */
  askAbout(symbol) {
    if (symbol in this.payload.enquiries) return;
    this.supply.get("enquiry", symbol, (found) => {
      this.payload.enquiries[symbol] = found;
      this.enquired?.(symbol);
    });
  }

  /** Acts when it is known what was weighed for a symbol. */
  enquire(symbol, act) {
    if (symbol in this.payload.enquiries) act();
    else this.enquired = (known) => { if (known === symbol) act(); };
  }

  /** In the margin a note begins at the height of its formula, or so much higher that it is all to be seen. */
  layBeside(line) {
    const column = this.panel.parentElement.getBoundingClientRect();
    const highest = Math.max(innerHeight - this.panel.getBoundingClientRect().height, AIR);
    const top = line && Math.min(Math.max(line.getBoundingClientRect().top, AIR), highest);
    this.panel.style.marginTop = line ? `${Math.max(top - column.top, 0)}px` : "";
  }

  get isNarrow() {
    return matchMedia(NARROW).matches;
  }

  /** On a narrow screen the panel comes up from below: the formula must not vanish behind it. */
  keepInSight(line) {
    if (!line || !this.isNarrow) return;
    const { top, bottom } = line.getBoundingClientRect();
    if (top < 0 || bottom > this.panel.getBoundingClientRect().top) line.scrollIntoView({ block: "start" });
  }

  remove() {
    this.benches.close();
    this.left.abort();
    this.element.remove();
  }

  release() {
    this.picked = null;
    this.kin.set("picked", null);
    this.trail = [];
    this.showPanel();
  }

  showPanel(open = false, scroll = 0) {
    const concept = this.trail.at(-1);
    this.cake?.show(typeof concept === "string" ? concept : null);
    const content = typeof concept === "function" ? concept() : concept ? [this.backButton(), conceptCard(this.payload, this.words, concept, this.actions)]
      : this.picked ? explainSymbol(this, this.symbols.get(this.picked.symbol), this.picked.equation, enquiry)
        : this.atRest();
    const closing = this.picked || concept ? h("button", { class: "close", type: "button", "aria-label": this.words.text("close"),
      onclick: () => this.close() }, "×") : null;
    this.panel.replaceChildren(...[closing, ...content].filter(Boolean));
    this.panel.classList.toggle("open", open || Boolean(this.picked));
    this.panel.scrollTop = scroll;
  }

  atRest() {
    this.panel.style.marginTop = "";
    return outline(this);
  }

  backButton() {
    return h("button", { class: "back", type: "button", onclick: () => { this.trail.pop(); this.showPanel(Boolean(this.trail.length)); } },
      `← ${this.words.text("back")}`);
  }

  close() {
    const { from } = this.picked ?? {};
    this.release();
    from?.focus({ preventScroll: true });
  }

  /** この記号だけ残す: the places of one symbol alone, its headings with them; null shows all again. */
  keepOnly(symbol) {
    this.only = symbol;
    this.views.show("formulas");
    this.paper.classList.toggle("only", symbol !== null);
    this.banner.hidden = symbol === null;
    for (const element of this.paper.querySelectorAll(".kept")) element.classList.remove("kept");
    if (symbol === null) return this.banner.replaceChildren();
    this.column.reachAll();
    this.column.keep(symbol);
    this.banner.replaceChildren(h("span", {}, this.words.text("only-shown"), " ", sign(this.payload, this.symbols.get(symbol))),
      h("button", { type: "button", class: "chip", onclick: () => this.keepOnly(null) }, this.words.text("show-all")));
    if (this.banner.getBoundingClientRect().top < 0) this.banner.scrollIntoView({ block: "start" });
  }

  key(event) {
    if (event.key === "Escape") {
      this.tip.show(null);
      if (this.picked || this.trail.length) this.close();
      else this.benches.close(true);
      return;
    }
    const line = event.target.closest?.(".line");
    if (line && this.walkSymbols(event, line)) event.preventDefault();
  }

  /** In a formula the arrow keys go from symbol to symbol, and Enter picks. True for such a key. */
  walkSymbols(event, line) {
    const at = this.symbolAt(event.target);
    if (at && ["Enter", " "].includes(event.key)) { this.pick(at.symbol, at.equation, at.target); return true; }
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by && event.key !== "Home" && event.key !== "End") return false;
    const stops = symbolsOf(line, this);
    if (!stops.length) return false;
    const here = stops.findIndex((stop) => stop.getAttribute(TARGET) === at?.symbol);
    const next = event.key === "Home" ? 0 : event.key === "End" ? stops.length - 1
      : here < 0 ? (by > 0 ? 0 : stops.length - 1) : (here + by + stops.length) % stops.length;
    stops[next].focus();
    stops[next].scrollIntoView({ block: "nearest", inline: "nearest" }); // a long formula scrolls in its box
    return true;
  }
}
