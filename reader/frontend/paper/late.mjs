// @ts-check
// Displayed formulas far from the screen are drawn when they come near. Until then their text stands in their place, for
// whoever searches the page.

// A browser that does not tell what comes near gets all of them at once.
const TELLS = "ContentVisibilityAutoStateChangeEvent" in globalThis;

export class Late {
  constructor() {
    this.waiting = new Map(); // figure -> what draws it
    this.near = new WeakSet(); // sheets that were on the screen, or almost
  }

  /** From now on what waits on a sheet is drawn as soon as that comes near. */
  watch(sheet) {
    if (!TELLS) this.near.add(sheet);
    else sheet.addEventListener("contentvisibilityautostatechange", ({ target, skipped }) => {
      if (target === sheet && !skipped) this.drawSheet(sheet);
    });
  }

  /** `draw` at once where the sheet of a figure is near, else later. True if it was drawn. */
  drawOrWait(figure, draw) {
    const isNear = this.near.has(figure.closest(".sheet"));
    if (isNear) draw();
    else this.waiting.set(figure, draw);
    return isNear;
  }

  /** All figures of a sheet, and those that come to it. */
  drawSheet(sheet) {
    this.near.add(sheet);
    this.drawWhere((figure) => sheet.contains(figure));
  }

  drawAll() {
    this.drawWhere(() => true);
  }

  drawWhere(isWanted) {
    for (const [figure, draw] of [...this.waiting]) {
      if (!isWanted(figure)) continue;
      this.waiting.delete(figure);
      draw();
    }
  }
}
