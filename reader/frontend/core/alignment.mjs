// @ts-check
// Rows of one group share their columns: what the author parted by & stands below each other.

// Which columns of an environment are set to the right; the others are set to the left.
const isRight = (environment, column) => (environment.startsWith("eqnarray") ? column === 0 : column % 2 === 0);

/** Puts the missing width of each cell at its left or right. */
export function alignColumns(figure) {
  const rows = [...figure.querySelectorAll(".line")].map((line) => [...line.querySelectorAll("math .cell")]).filter((row) => row.length);
  const size = parseFloat(getComputedStyle(rows[0][0]).fontSize);
  const widths = rows.map((row) => row.map((cell) => cell.getBoundingClientRect().width - padding(cell)));
  const widest = widths.reduce((most, row) => row.map((width, k) => Math.max(width, most[k] ?? 0)).concat(most.slice(row.length)), []);
  rows.forEach((row, index) => row.forEach((cell, column) => {
    const missing = `${((widest[column] - widths[index][column]) / size).toFixed(3)}em`;
    const right = isRight(figure.dataset.environment ?? "", column);
    cell.style.paddingLeft = right ? missing : "";
    cell.style.paddingRight = right || column === row.length - 1 ? "" : missing;
  }));
}

function padding(cell) {
  const style = getComputedStyle(cell);
  return parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
}
