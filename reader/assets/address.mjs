// The formula and the symbol that the app's address names: `?arxiv=2305.18290v2&eq=7&symbol=\beta`, as people write them.

/** The ids of what the address names in a reading: {equation, symbol}, each null where it names none. */
export function addressed({ equations, symbols }) {
  const given = new URLSearchParams(location.search);
  const eq = given.get("eq"), latex = given.get("symbol");
  const equation = equations.find((row) => row.id === eq) ?? equations.find((row) => row.number !== null && row.number === eq);
  return { equation: equation?.id ?? null, symbol: symbols.find((row) => row.latex === latex)?.id ?? null };
}

/** Write a pick into the address, without a step on the way back and without asking the server. */
export function writeAddress({ equations, symbols }, symbol, equation) {
  const given = new URLSearchParams(location.search);
  const row = equations.find((each) => each.id === equation);
  given.delete("eq");
  given.delete("symbol");
  if (row) given.set("eq", row.number ?? row.id);
  given.set("symbol", symbols.find((each) => each.id === symbol).latex);
  history.replaceState(history.state, "", `?${given}`);
}
