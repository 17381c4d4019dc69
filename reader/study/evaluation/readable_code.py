"""A plan as NumPy to read: a function with a line for each part of the formula, in the formula's own names.

:mod:`reader.study.evaluation.numpy_code` prints every instruction and is what runs here; this is for people, and a test
runs it beside the other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.study.evaluation.plan import Instruction, Option, Plan, PlanStep
from reader.study.sympy.array_code import python_name

SUM, TIMES, SIGN, POWER, ATOM = 1, 2, 3, 4, 5  # how close an operation binds
INFIX = {"add": ("+", SUM), "subtract": ("-", SUM), "multiply": ("*", TIMES), "divide": ("/", TIMES)}
COMPARED = {"less": "<", "less_equal": "<=", "equal": "==", "not_equal": "!="}
PLAIN = frozenset({"input", "number"})  # as short as a name for it
PRODUCTS = frozenset({"ab,bc->ac", "ab,b->a", "a,ab->b", "a,a->"})  # what @ does


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``step`` is the part that it computes, None of the others."""

    text: str
    step: PlanStep | None = None

    def __str__(self) -> str:
        return f"{self.text}  # {' '.join(self.step.latex.split())}" if self.step is not None else self.text


def readable_code(plan: Plan) -> tuple[Line, ...]:
    """The lines of ``import numpy as np`` and one function."""
    writer = Writer(plan)
    body = [line for step in (*plan.steps, *plan.results) for line in writer.lines(step)]
    returned = ", ".join(writer.write(step.value) for step in plan.results)
    name = python_name(plan.names[-1].partition("(")[0]) if plan.names and plan.names[-1] else "formula"
    title = f"def {name if name not in writer.taken else 'formula'}({', '.join(writer.parameters)}):"
    head = [Line("import numpy as np"), Line(""), Line(""), Line(title)]
    return (*head, *(Line(f"    {line.text}", line.step) for line in body), Line(f"    return {returned}"))


@dataclass(slots=True)
class Writer:
    """Writes instructions of one plan; ``names`` are those that have a line of their own already."""

    plan: Plan
    names: dict[int, str] = field(default_factory=dict)
    parameters: list[str] = field(default_factory=list)
    uses: Counter[int] = field(default_factory=Counter)
    parts: int = 0

    def __post_init__(self) -> None:
        for k, each in enumerate(self.plan.instructions):
            self.uses.update(each.arguments)
            if each.operation == "input":
                self.names[k] = ""
        for given in self.plan.inputs:
            name = python_name(given.latex.replace(r"\mid", " "))
            while name in (*self.parameters, "np"):
                name += "_"
            self.parameters.append(name)
        for k in self.names:
            self.names[k] = self.parameters[int(self.plan.instructions[k].options[0])]  # type: ignore[arg-type]

    @property
    def taken(self) -> set[str]:
        return {*self.parameters, *self.names.values(), "np"}

    def lines(self, step: PlanStep) -> Iterable[Line]:
        """What is computed twice on the way gets a line, too."""
        if step.value in self.names or self.plan.instructions[step.value].operation in PLAIN:
            return
        yield from self._shared(step.value, step.value)
        text = self.write(step.value)
        yield Line(f"{self._named(step.value)} = {text}", step)

    def _shared(self, at: int, top: int) -> Iterable[Line]:
        if at in self.names:
            return
        it = self.plan.instructions[at]
        for each in it.arguments:
            yield from self._shared(each, top)
        if at != top and self.uses[at] > 1 and it.operation not in PLAIN and at not in self.names:
            text = self.write(at)
            yield Line(f"{self._named(at)} = {text}")

    def _named(self, at: int) -> str:
        self.parts += 1
        while f"part_{self.parts}" in self.taken:
            self.parts += 1
        self.names[at] = f"part_{self.parts}"
        return self.names[at]

    # --- expressions -------------------------------------------------------------------------------------------------

    def write(self, at: int, outer: int = 0) -> str:
        """The code, in brackets where the operation around it (``outer``) binds closer."""
        if at in self.names:
            return self.names[at]
        text, binding = self.written(self.plan.instructions[at])
        return f"({text})" if binding < outer else text

    def written(self, it: Instruction) -> tuple[str, int]:
        if it.operation == "number":
            text = number(it.options[0])
            return text, SIGN if text.startswith("-") else ATOM
        if it.operation == "map":
            if it.options[0] == "negative":
                return f"-{self.write(it.arguments[0], SIGN)}", SIGN
            return f"np.{it.options[0]}({self.write(it.arguments[0])})", ATOM
        if it.operation == "zip":
            return self._zip(it)
        if it.operation == "reduce":
            return self._reduce(it, keep=False), ATOM
        if it.operation == "contract":
            return self._contract(it)
        if it.operation == "arrange":
            return self._arrange(it)
        if it.operation == "choose":
            condition, *values = it.arguments
            return f"np.where({', '.join([self._condition(condition), *map(self.write, values)])})", ATOM
        return self._array(it), ATOM

    def _zip(self, it: Instruction) -> tuple[str, int]:
        left, right = it.arguments
        if self._widened(left) is not None and self._widened(right) is None:
            left = self._widened(left)  # type: ignore[assignment]
        elif self._widened(right) is not None and self._widened(left) is None:
            right = self._widened(right)  # type: ignore[assignment]
        name = str(it.options[0])
        if name in INFIX:
            sign, binding = INFIX[name]
            return f"{self.write(left, binding)} {sign} {self.write(right, binding + 1)}", binding
        if name == "power":
            return f"{self.write(left, ATOM)} ** {self.write(right, POWER)}", POWER
        if name in COMPARED:
            return f"({self.write(left, SUM)} {COMPARED[name]} {self.write(right, SUM)}) * 1.0", TIMES
        return f"np.{name}({self.write(left)}, {self.write(right)})", ATOM

    def _widened(self, at: int) -> int | None:
        """What an array was before axes were put in front of it: NumPy does that by itself beside a wider one."""
        it = self.plan.instructions[at]
        if at in self.names or it.operation != "arrange" or not isinstance(it.options[0], tuple):
            return None
        kept = [k for k in it.options[0] if k >= 0]
        plain = it.options[0] == (*(-1,) * (len(it.options[0]) - len(kept)), *range(len(kept)))
        return it.arguments[0] if plain and len(kept) < len(it.options[0]) else None

    def _condition(self, at: int) -> str:
        it = self.plan.instructions[at]
        if at not in self.names and it.operation == "zip" and it.options[0] in COMPARED:
            return self._zip(it)[0].removesuffix(" * 1.0")[1:-1]
        return f"{self.write(at, SUM)} != 0"

    def _reduce(self, it: Instruction, keep: bool) -> str:
        name, axes = it.options
        assert isinstance(axes, tuple)
        source = self.plan.instructions[it.arguments[0]].sizes
        inner = self.write(it.arguments[0])
        if all(source[k] == 1 for k in axes) and not keep:
            return f"np.squeeze({inner}, axis={axes})"
        if len(axes) == len(source) and not keep:
            return f"np.{name}({inner})"
        return f"np.{name}({inner}, axis={axes[0] if len(axes) == 1 else axes}{', keepdims=True' if keep else ''})"

    def _contract(self, it: Instruction) -> tuple[str, int]:
        letters: dict[str, str] = {}
        for letter in re.sub(r"[^A-Za-z]", "", str(it.options[0])):
            letters.setdefault(letter, chr(ord("a") + len(letters)))
        specification = re.sub("[A-Za-z]", lambda match: letters[match.group()], str(it.options[0]))
        left, right = it.arguments
        if specification in PRODUCTS:
            return f"{self.write(left, TIMES)} @ {self.write(right, SIGN)}", TIMES
        return f'np.einsum("{specification}", {self.write(left)}, {self.write(right)})', ATOM

    def _arrange(self, it: Instruction) -> tuple[str, int]:
        order, source = it.options[0], it.arguments[0]
        assert isinstance(order, tuple)
        before = self.plan.instructions[source]
        if source not in self.names and before.operation == "reduce" and kept_in_place(order, before.options[1]):
            return self._reduce(before, keep=True), ATOM
        kept = tuple(k for k in order if k >= 0)
        text = self.write(source, ATOM)
        if kept == (1, 0):
            text = f"{text}.T"
        elif kept != tuple(range(len(kept))):
            text = f"np.transpose({self.write(source)}, {kept})"
        elif not kept:
            text = f"np.asarray({self.write(source)})"
        room = ", ".join(":" if k >= 0 else "None" for k in order)
        return f"{text}[{room}]" if -1 in order else text, ATOM

    def _array(self, it: Instruction) -> str:
        given = [self.write(each) for each in it.arguments]
        if it.operation == "counter":
            first = float(it.options[0])  # type: ignore[arg-type]
            return f"np.arange({first}, {first + it.sizes[0]})"
        if it.operation == "slice":
            axis, first, length = (int(each) for each in it.options)  # type: ignore[arg-type]
            span = f"{first}:{first + length}"
            return f"{self.write(it.arguments[0], ATOM)}[{', '.join([*[':'] * axis, span])}]"
        if it.operation == "join":
            return f"np.concatenate([{', '.join(given)}], axis={it.options[0]})"
        if it.operation == "spread":
            return f"np.broadcast_to({given[0]}, {it.sizes})"
        if it.operation == "unit":
            return f"np.eye({it.sizes[0]})"
        return f"np.linalg.{'inv' if it.operation == 'inverse' else 'det'}({given[0]})"


def kept_in_place(order: tuple[int, ...], axes: Option) -> bool:
    """Whether axes that were summed away come back where they were, with length one."""
    rest = iter(range(len(order)))
    return isinstance(axes, tuple) and order == tuple(-1 if k in axes else next(rest) for k in range(len(order)))


def number(value: Option) -> str:
    """``2`` for 2.0, ``np.inf``."""
    found = float(value)  # type: ignore[arg-type]
    if not math.isfinite(found):
        return "np.nan" if math.isnan(found) else f"{'-' if found < 0 else ''}np.inf"
    return str(int(found)) if found.is_integer() and abs(found) < 1e15 else repr(found)
