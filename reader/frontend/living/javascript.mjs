// @ts-check
// A formula's run as JavaScript to take along: the operations, the numbers of now, the plan's instructions, what comes out.

// @ts-ignore: build.py makes it of the operations' text
import { RUNTIME } from "../core/runtime_text.mjs";

const FOLLOWED = `const values = [];
for (const [operation, given, options, sizes] of instructions) {
  const taken = operation === "input" ? [inputs[options[0]]] : given.map((k) => values[k]);
  values.push(operations[operation](...(operation === "join" ? [taken] : taken), ...(operation === "input" ? [] : options), sizes));
}`;

/** A module's text that prints the results. */
export function javascriptOf(run) {
  const { inputs, results, instructions } = run.row;
  const numbers = inputs.map(({ latex }, k) => `  ${told(run.inputs[k])}, // ${latex.replace(/\s+/g, " ")}`);
  const last = Math.max(...results.map(({ value }) => value));
  const steps = instructions.slice(0, last + 1).map((each) => `  ${told(each)},`);
  const shown = results.map(({ name, value }) => `console.log(${JSON.stringify(name || "result")}, values[${value}].sizes, values[${value}].data);`);
  return [RUNTIME, "const inputs = [", ...numbers, "];", "const instructions = [", ...steps, "];", FOLLOWED, ...shown, ""].join("\n");
}

const ENDLESS = ["Infinity", "-Infinity", "NaN"]; // as strings, for JSON has no such numbers

/** Nested numbers and words as code. */
function told(value) {
  if (Array.isArray(value)) return `[${value.map(told).join(", ")}]`;
  return typeof value === "string" && !ENDLESS.includes(value) ? JSON.stringify(value) : String(value);
}
