"""A plan as JavaScript: a list of calls to the operations of ``runtime.mjs``, which works on flat arrays with sizes."""

from __future__ import annotations

import json
import math
import pkgutil

from reader.study.evaluation.plan import Instruction, Option, Plan


def javascript_code(plan: Plan) -> str:
    """A module that exports ``run(inputs)``: inputs are nested arrays or numbers, out comes the list of all values."""
    return runtime() + function_code(plan) + "export { run };\n"


def function_code(plan: Plan) -> str:
    """``run`` alone, for a page that has the operations already."""
    lines = ["function run(inputs) {", "  const v = [];"]
    lines += [f"  v.push({_call(each)});" for each in plan.instructions]
    return "\n".join([*lines, "  return v;", "}", ""])


def runtime() -> str:
    """The operations, as functions without imports or exports."""
    return (pkgutil.get_data(__name__, "runtime.mjs") or b"").decode("utf-8").replace("export { operations };\n", "")


def _call(it: Instruction) -> str:
    sizes = json.dumps(it.sizes)
    if it.operation == "input":
        return f"operations.input(inputs[{it.options[0]}], {sizes})"
    arguments = [f"v[{place}]" for place in it.arguments]
    if it.operation == "join":
        arguments = [f"[{', '.join(arguments)}]"]
    return f"operations.{it.operation}({', '.join([*arguments, *map(_literal, it.options), sizes])})"


def _literal(option: Option) -> str:
    if isinstance(option, float) and not math.isfinite(option):
        return "NaN" if math.isnan(option) else f"{'-' if option < 0 else ''}Infinity"
    return json.dumps(option)
