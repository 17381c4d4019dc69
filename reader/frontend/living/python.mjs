// @ts-check
// A formula's function in NumPy or PyTorch to take along, with the numbers of now, so that it runs by itself.

const ARRAYS = { numpy: "np.array", torch: "torch.tensor" };

/** `code` is the function, whose parameters come in the order of the run's inputs. */
export function pythonOf(run, code, library) {
  const [, call, parameters] = /^def (\w+\((.*)\)):$/m.exec(code) ?? [null, "", ""];
  const plain = (value) => library === "numpy" && !Array.isArray(value);
  const given = parameters.split(", ").map((name, k) => `${name} = ${plain(run.inputs[k]) ? asPython(run.inputs[k]) : `${ARRAYS[library]}(${asPython(run.inputs[k])})`}`);
  const names = run.row.results.map(({ name }) => JSON.stringify(name || "result"));
  const shown = names.length === 1 ? [`print(${names[0]}, "=", ${call})`] : [`for name, value in zip([${names.join(", ")}], ${call}):`, "    print(name, \"=\", value)"];
  return [code, "", ...given, ...shown, ""].join("\n");
}

/** Nested numbers as floats of Python. */
function asPython(value) {
  if (Array.isArray(value)) return `[${value.map(asPython).join(", ")}]`;
  if (!Number.isFinite(Number(value))) return `float("${String(value)}")`;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
