// @ts-check
// What a correction changed: the same paper before and after it.

/** What a note tells after its symbol was explained by a reader, or by a model that they asked; null before the paper was explained anew with that. */
export function noticeOf(latex, before, after, why = "") {
  if (latex && why && before !== after) return { latex, formulas: 0, why };
  const isDone = latex && after.symbols.some((symbol) => symbol.latex === latex && ["reader", "model"].includes(symbol.status));
  return isDone ? { latex, formulas: formulasChanged(before, after) } : null;
}

/** How many displayed formulas hold a symbol that is explained otherwise now. */
export function formulasChanged(before, after) {
  const told = (symbol) => JSON.stringify([symbol.status, symbol.meaning, (symbol.senses ?? []).map((each) => each.meaning)]);
  const old = new Map(before.symbols.map((symbol) => [symbol.latex, told(symbol)]));
  const displayed = new Set(after.equations.map((row) => row.id));
  const changed = after.symbols.filter((symbol) => old.get(symbol.latex) !== told(symbol));
  return new Set(changed.flatMap((symbol) => symbol.occurrences.map((place) => place.equation)).filter((id) => displayed.has(id))).size;
}
