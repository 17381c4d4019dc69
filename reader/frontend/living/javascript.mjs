// @ts-check
// A formula's run as JavaScript to take along: the operations, the formula's function, the numbers of now, what comes out.

// @ts-ignore: build.py makes it of the operations' text
import { RUNTIME } from "../core/runtime_text.mjs";

/** A module's text that prints the results. `code` is the function run(inputs), `run` has the inputs and the row. */
export function javascriptOf(code, run) {
  const inputs = run.row.inputs.map(({ latex }, k) => `  ${told(run.inputs[k])}, // ${latex.replace(/\s+/g, " ")}`);
  const results = run.row.results.map(({ name, value }) => `console.log(${JSON.stringify(name || "result")}, values[${value}].sizes, values[${value}].data);`);
  return [RUNTIME, code, "const inputs = [", ...inputs, "];", "const values = run(inputs);", ...results, ""].join("\n");
}

/** A number or nested numbers as code, which JSON cannot say of what is without end. */
function told(value) {
  return Array.isArray(value) ? `[${value.map(told).join(", ")}]` : String(value);
}
