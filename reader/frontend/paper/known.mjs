// @ts-check
// What the reader ticked as known, kept where the page may keep something; the app keeps it in the reader's own file.

const KEPT_AS = "tezawari-known";

/** Concepts by id. `keep(ids)` is told of each change. */
export class Known {
  /** @param {(ids: string[]) => void} keep */
  constructor(ids, keep = () => {}) {
    this.ids = new Set(ids);
    this.keep = keep;
    this.acts = [];
  }

  has(id) {
    return this.ids.has(id);
  }

  set(id, known) {
    if (known) this.ids.add(id);
    else this.ids.delete(id);
    this.keep([...this.ids]);
    for (const act of this.acts) act();
  }

  listen(act) {
    this.acts.push(act);
  }

  /** After the page was drawn anew: who listened is gone. */
  forgetListeners() {
    this.acts = [];
  }
}

/** A page opened from a file may have no storage, and a browser may refuse it: then ticks last as long as the page. */
export function keptByBrowser() {
  let ids = [];
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT_AS) ?? "[]");
    ids = Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch { /* nothing is kept */ }
  return new Known(ids, (all) => { try { localStorage.setItem(KEPT_AS, JSON.stringify(all)); } catch { /* nor now */ } });
}
