// @ts-check
// 手持ちのブロック: the blocks that a reader knows. They stay closed when a formula is taken apart.

const KEY = "tezawari.inventory";

/** Ids of blocks, kept in the browser where it keeps anything; `listen(act)` is told of every change. */
class Inventory {
  constructor() {
    this.listeners = new Set();
    this.ids = new Set(keptBlocks());
  }

  has(id) {
    return this.ids.has(id);
  }

  /** Take a block in, or put it back. */
  put(id, known = true) {
    if (known === this.ids.has(id)) return;
    this.ids[known ? "add" : "delete"](id);
    keepBlocks([...this.ids]);
    for (const act of this.listeners) act(id, known);
  }

  listen(act) {
    this.listeners.add(act);
    return () => this.listeners.delete(act);
  }
}

function keptBlocks() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return []; // a page may be told to keep nothing
  }
}

function keepBlocks(ids) {
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // it is forgotten with the page, then
  }
}

export const inventory = new Inventory();
