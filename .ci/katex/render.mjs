// Reads a JSON list of formulas on stdin, writes the list of what KaTeX says of each: "" where it draws it.
// usage: node render.mjs FOLDER_WITH_NODE_MODULES
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const katex = createRequire(resolve(process.argv[2], "package.json"))("katex");
const options = { displayMode: true, throwOnError: true, strict: false, trust: true, output: "html" };

function complaint(formula) {
  try {
    katex.renderToString(formula, options);
    return "";
  } catch (error) {
    return String(error.message);
  }
}

const formulas = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(formulas.map(complaint)));
