// @ts-check
// Going to a place of the paper: a formula, a heading, a stretch of its text; and staying there until all is laid out.

const [SETTLING, SETTLINGS] = [450, 6]; // milliseconds after which one looks whether a place is in sight, and how often
const ARRIVED = 1600; // milliseconds for which a place is lit

export class Going {
  view; settling;

  /** `view` is the reading view. */
  constructor(view) {
    this.view = view;
  }

  /** To a formula. */
  visit(equation) {
    const { view } = this;
    view.onVisit(view.picked?.symbol ?? null, equation);
    view.views.show("formulas");
    view.column.reach(equation);
    this.arrive(view.places.get(equation));
  }

  /** To a formula, and open it, at a pane or as the one before it was. */
  open(equation, pane = this.view.benches.bench?.pane ?? null) {
    const { benches } = this.view;
    this.visit(equation);
    if (benches.isAt(equation, pane)) benches.bench.focus();
    else benches.open(equation, pane);
  }

  /** To a formula with a symbol of it picked. */
  jump(equation, symbol) {
    this.view.pick(symbol, equation);
    this.visit(equation);
  }

  visitSection(section) {
    this.view.views.show("formulas");
    const heading = this.view.column.reachSection(section);
    this.arrive(heading);
    heading?.focus({ preventScroll: true }); // the keyboard goes on from there
  }

  /** To a stretch of text, an item of the column or its abstract; unfolds what is folded there. Returns where that is. */
  visitText(item) {
    this.view.views.show("formulas");
    const place = this.view.column.reachText(item);
    place?.querySelector(".fold-head[aria-expanded=false]")?.click();
    this.arrive(place);
    return place;
  }

  arrive(place) {
    if (!place) return;
    const { view } = this;
    if (view.isNarrow && !view.picked?.symbol && view.trail.length) view.release(); // the sheet would hide it
    const folded = place.closest(".closed-section");
    if (folded) folded.open = true;
    if (this.view.only && !place.getClientRects().length) this.view.keepOnly(null);
    place.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    this.settle(place);
    place.classList.add("arrived");
    setTimeout(() => place.classList.remove("arrived"), ARRIVED);
  }

  /** Whoever goes elsewhere meanwhile is not brought back. */
  halt() {
    clearTimeout(this.settling);
  }

  /** What lies between is laid out only while one goes past it, and pushes the place away: there once more, until it stays. */
  settle(place, left = SETTLINGS) {
    this.halt();
    this.settling = setTimeout(() => {
      const { top, bottom } = place.getBoundingClientRect();
      if (bottom > 0 && top < innerHeight) return;
      place.scrollIntoView({ block: "center", behavior: "instant" });
      if (left) this.settle(place, left - 1);
    }, SETTLING);
  }
}
