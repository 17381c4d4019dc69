// @ts-check
// Rows of which one is reached by Tab: up and down, Home and End walk them.

/** Moves the focus for such a key, and is true for it. */
export function walk(rows, event) {
  const at = rows.indexOf(event.target.closest?.("[tabindex]"));
  const to = { ArrowDown: Math.min(at + 1, rows.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: rows.length - 1 }[event.key];
  if (at < 0 || to === undefined) return false;
  rows.forEach((row, index) => { row.tabIndex = index === to ? 0 : -1; });
  rows[to].focus();
  return true;
}
