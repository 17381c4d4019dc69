// @ts-check
// The reading column: headings, formulas and the sentences around them in their order, each section's small formulas.

import { keepWhole } from "../core/breaking.mjs";
import { withCitations } from "../core/citations.mjs";
import { TARGET, drawMath, fold, h, laidFlat } from "../core/elements.mjs";
import { Figures } from "./figures.mjs";
import { Late } from "./late.mjs";
import { paperFoot } from "./paper_head.mjs";
import { References } from "./references.mjs";
import { startHere } from "./start.mjs";

const SLICE = 12; // milliseconds that are drawn in one go; the rest follows while the browser is idle
const TEXTS = ["sentences", "item", "caption", "theorem"]; // what a stretch of text is
const SHEET = 12; // items that the browser lays out, or passes over, together
const MANY = 24; // letters and signs of a formula that may be wider than a narrow column
const FIRST = 1500; // pixels of column that are drawn before anything else happens

/** Draws `view.payload.column` into `paper`. `view` is what `Figures` takes, and `isCurrent(paper)`. */
export class Column {
  next; paper; view; headings; texts; figures; levels; late;

  constructor(view, paper) {
    Object.assign(this, { view, paper, next: 0, levels: [], headings: new Map(), texts: new Map(), figures: new Figures(view), late: new Late() });
    for (const scroll of watched) if (!scroll.isConnected) watched.delete(scroll); // of a column before this one
    const { payload } = view;
    this.items = payload.column.items;
    this.inline = payload.column.inline;
    this.references = new References(this);
    if (!this.items.some((item) => item.rows)) paper.append(h("p", {}, view.words.text("no-equations")));
    for (const part of [this.abstract(payload.column.abstract), startHere(view)].filter(Boolean)) {
      view.kin.add(part);
      paper.append(part);
    }
  }

  /** What the first screen shows, at once, then the rest; `done` is called when all is there. */
  draw(done) {
    while (this.next < this.items.length && this.paper.getBoundingClientRect().height < FIRST) {
      this.step(4);
      this.late.drawSheet(this.sheet);
    }
    this.goOn(done);
  }

  goOn(done) {
    if (this.view.paper !== this.paper) return; // drawn anew in the other language meanwhile
    if (this.next >= this.items.length) {
      this.paper.append(...laidFlat([this.references.list(), this.problems()]), paperFoot(this.view.payload, this.view.words));
      done();
      return;
    }
    whenIdle((deadline) => {
      const until = performance.now() + Math.max(SLICE, Math.min(deadline?.timeRemaining?.() ?? 0, 40));
      while (this.next < this.items.length && performance.now() < until) this.step(1);
      this.goOn(done);
    });
  }

  /** Draws on until a formula is there, with what stands round it. */
  reach(equation) {
    this.reachItem((item) => has(item, equation));
    const sheet = this.view.places.get(equation)?.closest(".sheet");
    if (sheet) this.late.drawSheet(sheet);
  }

  /** The heading of a section, drawn if it was not. */
  reachSection(section) {
    this.reachItem((item) => item.heading !== undefined && item.section === section);
    return this.headings.get(section);
  }

  /** A stretch of text, an item or the abstract, drawn if it was not. */
  reachText(item) {
    this.reachItem((each) => each === item);
    return this.texts.get(item);
  }

  reachItem(isWanted) {
    const at = this.items.findIndex((item, index) => index >= this.next && isWanted(item));
    if (at >= 0) this.step(at + 1 - this.next);
  }

  reachAll() {
    this.step(this.items.length - this.next);
    this.late.drawAll();
  }

  /** Marks what holds a symbol, and the headings above it. */
  keep(symbol) {
    let headings = [];
    for (const item of this.paper.querySelectorAll(".sheet > *")) {
      const level = item.matches(".section") ? Number(item.localName[1]) : 0;
      if (level) headings = [...headings.filter((each) => Number(each.localName[1]) < level), item];
      else if (item.querySelector(`[${TARGET}="${CSS.escape(symbol)}"]`)) {
        if (item.matches(".closed-section")) item.open = true;
        for (const each of [item, item.parentElement, ...headings]) each.classList.add("kept");
        for (const each of headings) each.parentElement.classList.add("kept");
      }
    }
  }

  step(count) {
    const items = this.items.slice(this.next, this.next + count);
    for (const item of items) {
      const drawn = this.item(item);
      this.into(item, drawn);
      this.texts.set(item, drawn);
      if (item.rows && !this.late.drawOrWait(drawn, () => this.drawFigure(drawn))) this.figures.write(drawn);
      keepLong(drawn);
    }
    this.next += items.length;
  }

  drawFigure(figure) {
    this.figures.draw(figure);
    for (const scroll of figure.querySelectorAll(".scroll")) {
      keepWhole(scroll);
      reachByKey(scroll, figure.getAttribute("aria-label"));
    }
  }

  /** Text under a heading without formulas is folded to that heading, with the headings below it. */
  into(item, drawn) {
    if (this.isFolded(item)) { this.folded.drawn.append(drawn); return; }
    if (item.heading) this.folded = item.closed ? { level: item.level, drawn } : null;
    if (!this.sheet || this.sheet.childElementCount >= SHEET) this.turnOver();
    this.sheet.append(drawn);
  }

  isFolded(item) {
    return Boolean(this.folded) && (!item.heading || item.level > this.folded.level);
  }

  /** A new sheet. */
  turnOver() {
    this.sheet = h("div", { class: "sheet" });
    this.view.kin.add(this.sheet);
    this.late.watch(this.sheet);
    this.paper.append(this.sheet);
  }

  item(item) {
    if (item.rows) return this.figures.figure(item.rows.map((id) => this.view.payload.byEquation.get(id)), item.kind);
    if (item.heading) return item.closed && !this.isFolded(item) ? this.closed(item) : this.heading(item);
    const kind = TEXTS.find((each) => item[each]);
    return h("p", { class: `author-text ${kind}`, lang: this.view.payload.reading.lang }, this.parts(item[kind]));
  }

  heading({ heading, number, level, section }) {
    while (this.levels.length && this.levels.at(-1) >= level) this.levels.pop();
    this.levels.push(level);
    const drawn = h(`h${Math.min(1 + this.levels.length, 4)}`, { class: "section", tabindex: "-1", lang: this.view.payload.reading.lang },
      number ? [h("span", { class: "section-number" }, number), " "] : null, this.parts(heading));
    this.headings.set(section, drawn);
    return drawn;
  }

  /** A heading that holds its text folded. */
  closed(item) {
    return h("details", { class: "closed-section" }, h("summary", {}, this.heading(item)));
  }

  /** One sentence of the abstract, the others behind it. */
  abstract(abstract) {
    if (!abstract) return null;
    const { lang } = this.view.payload.reading;
    const rest = abstract.rest.length ? fold("abstract-rest", this.view.words.text("abstract"), () => h("p", { lang }, abstract.rest.map((each) => this.parts(each)))) : null;
    const drawn = h("div", { class: "abstract" }, h("p", { lang }, this.parts(abstract.told)), rest);
    this.texts.set(abstract, drawn);
    return drawn;
  }

  parts(parts) {
    return parts.map((part) => {
      if (typeof part === "string") return withCitations(this.view.words, part);
      if (typeof part[0] === "number") return this.math(part);
      return part.length > 2 ? this.cited(part) : this.pointer(part);
    });
  }

  math([number, equation]) {
    const math = drawMath(this.inline[number]);
    if (!math) return "";
    math.toggleAttribute("data-long", math.textContent.length > MANY);
    const place = h("span", { class: "inline", "data-equation": equation }, math);
    this.view.remember(place);
    if (equation && !this.view.places.has(equation)) this.view.places.set(equation, place);
    return place;
  }

  /** A reference leads to a formula by its id, to a heading by its section's number in the paper. */
  pointer([printed, target]) {
    const { visit, visitSection } = this.view.actions;
    return h("button", { type: "button", class: "pointer", onclick: () => (typeof target === "number" ? visitSection : visit)(target),
      ...this.view.tip.preview(() => this.referred(target)) }, printed);
  }

  /** A citation says which work it means; a click keeps that beside it. */
  cited([printed, , number]) {
    const { tip, actions } = this.view;
    const act = (event) => {
      event.preventDefault();
      tip.show(null);
      actions.note(() => this.references.note(number), event.currentTarget);
    };
    // no button: names break over lines
    return h("a", { href: "#", role: "button", class: "pointer cited", ...tip.preview(() => [this.references.entry(number)]), onclick: act }, printed);
  }

  /** What a reference leads to, small: the formula with the rows that stand with it, or the heading. */
  referred(target) {
    if (typeof target !== "number") return this.view.tip.formula(target);
    const section = this.items.find((item) => item.heading && item.section === target);
    return section ? [h("span", {}, section.number ? `${section.number} ` : "", this.parts(section.heading))] : [];
  }

  problems() {
    const { payload: { problems }, words } = this.view;
    if (!problems.length) return [];
    return [h("details", { class: "problems" },
      h("summary", {}, words.text("problems", { count: problems.length })),
      h("ul", {}, problems.map(({ message, file, line, column }) => h("li", {},
        file ? h("code", {}, `${file}:${line}:${column}`) : null, " ", words.pick(message)))))];
  }
}

/** Formulas of the text that may be wider than a narrow column stay whole, too. */
function keepLong(drawn) {
  for (const math of drawn.querySelectorAll(".inline math[data-long]")) keepWhole(math.closest("p, li"));
}

const overflowing = new ResizeObserver((entries) => {
  for (const entry of entries) {
    const target = /** @type {HTMLElement} */ (entry.target);
    if (target.scrollWidth > target.clientWidth + 1) target.tabIndex = 0;
    else if (!target.matches(":focus")) target.removeAttribute("tabindex");
  }
});

const watched = new Set();

// What is not on the screen is not laid out, nor told of: until it is, it may be too wide for a window of another size.
addEventListener("resize", () => {
  for (const scroll of watched) if (!scroll.hasAttribute("tabindex")) reachedUntilLaidOut(scroll);
});

function reachedUntilLaidOut(scroll) {
  scroll.tabIndex = 0;
  overflowing.unobserve(scroll);
  overflowing.observe(scroll); // tells once more when it is laid out
}

/** A formula that is wider than its box can be moved with the keyboard, too. */
function reachByKey(scroll, name) {
  scroll.setAttribute("role", "group");
  if (name) scroll.setAttribute("aria-label", name);
  watched.add(scroll);
  reachedUntilLaidOut(scroll); // and found not to need it
}

// Paper unfolds nothing: what is folded there is open while it is printed.
const unfolded = new Set();
addEventListener("beforeprint", () => {
  for (const section of document.querySelectorAll(".closed-section:not([open])")) unfolded.add(section);
  for (const section of unfolded) section.open = true;
});
addEventListener("afterprint", () => {
  for (const section of unfolded) section.open = false;
  unfolded.clear();
});

/** Whether an item shows a formula, as a row or in its sentences. */
function has(item, equation) {
  return item.rows?.includes(equation) || item[TEXTS.find((each) => item[each])]?.some((part) => part[1] === equation && typeof part[0] === "number");
}

function whenIdle(act) {
  if (globalThis.requestIdleCallback) requestIdleCallback(act, { timeout: 200 });
  else setTimeout(act, 0);
}
