"""A plan as NumPy or PyTorch to read: a function with a line for each part of the formula, in the formula's own names.

:mod:`reader.study.evaluation.code.numpy_code` prints every instruction and is what runs here; this is for people, and
a test runs it beside the other.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.study.evaluation.code.dialects import NUMPY, Dialect
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


def readable_code(plan: Plan, dialect: Dialect = NUMPY) -> tuple[Line, ...]:
    """The lines of ``import numpy as np`` and one function."""
    writer = Writer(plan, dialect)
    body = [line for step in (*plan.steps, *plan.results) for line in writer.lines(step)]
    returned = ", ".join(writer.write(step.value) for step in plan.results)
    name = python_name(plan.names[-1].partition("(")[0]) if plan.names and plan.names[-1] else "formula"
    title = f"def {name if name not in writer.taken else 'formula'}({', '.join(writer.parameters)}):"
    head = [Line(dialect.imported), Line(""), Line(""), Line(title)]
    return (*head, *(Line(f"    {line.text}", line.step) for line in body), Line(f"    return {returned}"))


def code_text(plan: Plan, dialect: Dialect = NUMPY) -> str:
    """The lines as one text."""
    return "\n".join(map(str, readable_code(plan, dialect))) + "\n"


@dataclass(slots=True)
class Writer:
    """Writes instructions of one plan; ``names`` are those that have a line of their own already."""

    plan: Plan
    dialect: Dialect = NUMPY
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
            while name in (*self.parameters, self.dialect.name):
                name += "_"
            self.parameters.append(name)
        for k in self.names:
            self.names[k] = self.parameters[int(self.plan.instructions[k].options[0])]  # type: ignore[arg-type]

    @property
    def taken(self) -> set[str]:
        return {*self.parameters, *self.names.values(), self.dialect.name}

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
            text = number(it.options[0], self.dialect)
            return text, SIGN if text.startswith("-") else ATOM
        if it.operation == "map":
            if it.options[0] == "negative":
                return f"-{self.write(it.arguments[0], SIGN)}", SIGN
            return f"{self.dialect.call(str(it.options[0]))}({self._tensor(it.arguments[0])})", ATOM
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
            sides = ", ".join([self._condition(condition), *map(self._tensor, values)])
            return f"{self.dialect.call('where')}({sides})", ATOM
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
        return f"{self.dialect.call(name)}({self._tensor(left)}, {self._tensor(right)})", ATOM

    def _tensor(self, at: int) -> str:
        """What a function of the library is given: where it takes no plain number, one made of it."""
        text = self.write(at)
        return f"{self.dialect.name}.tensor({text})" if self.dialect.tensors_only and self._is_plain(at) else text

    def _is_plain(self, at: int) -> bool:
        """Whether the code is a number of Python's."""
        it = self.plan.instructions[at]
        sums = it.operation == "zip" and (
            it.options[0] in INFIX or it.options[0] in COMPARED or it.options[0] == "power"
        )
        counted = sums or (it.operation == "map" and it.options[0] == "negative")
        return it.operation == "number" or (counted and all(map(self._is_plain, it.arguments)))

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
        name, axes = str(it.options[0]), it.options[1]
        assert isinstance(axes, tuple)
        source = self.plan.instructions[it.arguments[0]].sizes
        inner = self._tensor(it.arguments[0])
        axis = self.dialect.word("axis")
        if all(source[k] == 1 for k in axes) and not keep:
            return f"{self.dialect.call('squeeze')}({inner}, {axis}={axes})"
        if len(axes) == len(source) and not keep:
            return f"{self.dialect.call(name)}({inner})"
        kept = f", {self.dialect.word('keepdims')}=True" if keep else ""
        if name == "prod" and self.dialect.tensors_only:  # the last first, so that the others stay where they are
            for k in reversed(axes):
                inner = f"{self.dialect.call(name)}({inner}, {axis}={k}{kept})"
            return inner
        return f"{self.dialect.call(name)}({inner}, {axis}={axes[0] if len(axes) == 1 else axes}{kept})"

    def _contract(self, it: Instruction) -> tuple[str, int]:
        letters: dict[str, str] = {}
        for letter in re.sub(r"[^A-Za-z]", "", str(it.options[0])):
            letters.setdefault(letter, chr(ord("a") + len(letters)))
        specification = re.sub("[A-Za-z]", lambda match: letters[match.group()], str(it.options[0]))
        left, right = it.arguments
        if specification in PRODUCTS:
            return f"{self.write(left, TIMES)} @ {self.write(right, SIGN)}", TIMES
        return f'{self.dialect.call("einsum")}("{specification}", {self._tensor(left)}, {self._tensor(right)})', ATOM

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
            text = f"{self.dialect.call('transpose')}({self.write(source)}, {kept})"
        elif not kept:
            text = f"{self.dialect.call('asarray')}({self.write(source)})"
        room = ", ".join(":" if k >= 0 else "None" for k in order)
        return f"{text}[{room}]" if -1 in order else text, ATOM

    def _array(self, it: Instruction) -> str:
        given, call = [self._tensor(each) for each in it.arguments], self.dialect.call
        if it.operation == "counter":
            first = float(it.options[0])  # type: ignore[arg-type]
            return f"{call('arange')}({first}, {first + it.sizes[0]})"
        if it.operation == "slice":
            axis, first, length = (int(each) for each in it.options)  # type: ignore[arg-type]
            span = f"{first}:{first + length}"
            return f"{self.write(it.arguments[0], ATOM)}[{', '.join([*[':'] * axis, span])}]"
        if it.operation == "join":
            return f"{call('concatenate')}([{', '.join(given)}], {self.dialect.word('axis')}={it.options[0]})"
        if it.operation == "spread":
            return f"{call('broadcast_to')}({given[0]}, {it.sizes})"
        if it.operation == "unit":
            return f"{call('eye')}({it.sizes[0]})"
        return f"{call('linalg.inv' if it.operation == 'inverse' else 'linalg.det')}({given[0]})"


def kept_in_place(order: tuple[int, ...], axes: Option) -> bool:
    """Whether axes that were summed away come back where they were, with length one."""
    rest = iter(range(len(order)))
    return isinstance(axes, tuple) and order == tuple(-1 if k in axes else next(rest) for k in range(len(order)))


def number(value: Option, dialect: Dialect = NUMPY) -> str:
    """``2`` for 2.0, ``np.inf``."""
    found = float(value)  # type: ignore[arg-type]
    if not math.isfinite(found):
        return dialect.call("nan") if math.isnan(found) else f"{'-' if found < 0 else ''}{dialect.call('inf')}"
    return str(int(found)) if found.is_integer() and abs(found) < 1e15 else repr(found)
