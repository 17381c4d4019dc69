"""A living formula -> its plan with its own numbers: the row declares its names as an author would, the engine of a
paper's formulas plans it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from unicodedata import normalize

from glossary.checking.problem import GlossaryProblem
from glossary.living.model import LivingControl, LivingFormula, Numbers
from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Application, Chain, Meaning
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import Declaration, Declarations, declared_in
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.plain import plain_formula
from reader.study.evaluation.attempts import Attempt, shown_here
from reader.study.evaluation.definitions import with_definitions
from reader.study.evaluation.inputs import Nested
from reader.study.evaluation.inputs import nested as in_rows
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.plan import Input, Plan
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.run import Run, run_plan
from reader.study.evaluation.readied import readied
from reader.study.evaluation.settings import fits
from reader.study.runs import Offer, parts_to_switch, unbraced

ENTRY = re.compile(r"(.+)\[(\d+(?:\s*,\s*\d+)*)\]")
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
OVERLINE, MACRON = "\u0305", "\u0304"  # above a letter: as formulas are printed, and as one types it
CLOSE = 1e-6  # to one
Place = tuple[int, ...]  # of an entry or row, counted from nought


class LivingFault(ValueError):
    """A row that does not go together: ``part`` of it is ``kind``, which ``glossary/checking/problems.toml`` says with
    ``more``.
    """

    def __init__(self, part: str, kind: str, **more: str) -> None:
        super().__init__(f"{part}: {kind}")
        self.part, self.kind, self.more = part, kind, more

    def problem(self, file: str = "", row: str = "", key: str = "") -> GlossaryProblem:
        """The same as what is wrong with a row."""
        return GlossaryProblem(file, row, key, f"living-{self.kind}", (("part", self.part), *self.more.items()))


@dataclass(frozen=True, slots=True)
class PlannedLiving:
    """``values`` are the row's own numbers for the inputs of the plan; ``switched`` is what the row lets one leave out,
    each with the plan without it. ``given`` says by input its place in the row, None of a size.
    """

    row: LivingFormula
    latex: str
    attempt: Attempt
    values: tuple[Nested, ...]
    given: tuple[int | None, ...]
    switched: tuple[tuple[Offer, Plan], ...]

    @property
    def plan(self) -> Plan:
        return self.attempt.trial.plan

    def run(self, values: Sequence[Nested] | None = None) -> Run:
        """The formula on the row's own numbers, or on others."""
        return run_plan(self.plan, self.values if values is None else values, checked=False)

    def run_without(self, number: int, values: Sequence[Nested]) -> Run:
        """The same without one of the parts that may be left out."""
        plan = self.switched[number][1]
        known = {each.latex: value for each, value in zip(self.plan.inputs, values, strict=True)}
        return run_plan(plan, [known[each.latex] for each in plan.inputs], checked=False)

    def input(self, written: str) -> int:
        """The number of an input by its LaTeX, or as one types it. Raises :class:`LivingFault`."""
        found = self.inputs_named(written)
        if not found:
            raise LivingFault(written, "unknown-input")
        return found[0]

    def inputs_named(self, written: str) -> list[int]:
        """The numbers of the inputs that go by a name: as LaTeX, as one types it, as one reads it (``η``)."""
        names = [each.latex for each in self.plan.inputs]
        wanted = canonical(written, self.attempt.knowledge.evidence)
        found = [k for k, name in enumerate(names) if name == wanted]
        found = found or [k for k, name in enumerate(names) if unbraced(name) == unbraced(written)]
        return found or [k for k, name in enumerate(names) if as_typed(read_as(name)) == as_typed(written)]

    def switch(self, written: str) -> int:
        """The number of a part that may be left out. Raises :class:`LivingFault`."""
        parts = [offer.part for offer, _ in self.switched]
        wanted = canonical(written, self.attempt.knowledge.evidence)
        if wanted not in parts:
            raise LivingFault(written, "no-switch")
        return parts.index(wanted)

    def part(self, written: str) -> tuple[str, int]:
        """Whether a name is that of a ``result``, of a ``step`` or of an ``input``, and which. Raises
        :class:`LivingFault`.
        """
        wanted = canonical(written, self.attempt.knowledge.evidence)
        if wanted in self.plan.names:
            return "result", self.plan.names.index(wanted)
        for k, step in enumerate(self.plan.steps):
            if step.latex == wanted:
                return "step", k
        for k, each in enumerate(self.plan.inputs):
            if each.latex == wanted:
                return "input", k
        raise LivingFault(written, "unknown-part")

    def controlled(self, control: LivingControl) -> tuple[int, tuple[int, ...]]:
        """The input that a slider moves, and the place of its number there, counted from nought. Raises
        :class:`LivingFault`.
        """
        k = self.input(control.input)
        sizes = self.plan.inputs[k].sizes
        place = tuple(at - 1 for at in control.at)
        if len(place) != len(sizes) or any(not 0 <= at < size for at, size in zip(place, sizes, strict=True)):
            raise LivingFault(control.input, "no-entry")
        return k, place

    def put(self, wanted: Mapping[str, Numbers]) -> tuple[Nested, ...]:
        """The row's numbers with some put in: of a name, or of an entry of it (``z[2]``, counted from 1). Of what sums
        to one the numbers that were not put in make room.
        """
        values, held = list(self.values), dict[int, list[Place]]()
        for written, number in wanted.items():
            k, place = self.place(written)
            value = arranged(number, self.plan.inputs[k].sizes, place, written)
            for each in flat(value):
                self.check(k, each, written)
            values[k] = with_entry(values[k], place, nested(value), written)
            held.setdefault(k, []).append(place)
        for k, places in held.items():
            if self.plan.inputs[k].normalised:
                values[k] = made_room(values[k], places, self.plan.inputs[k].latex)
        return tuple(values)

    def place(self, written: str) -> tuple[int, Place]:
        """The input that is named, and which entry or row of it: ``S[3, 2]``, ``S[3]``, ``w₄``."""
        entry = ENTRY.fullmatch(written)
        name, digits = entry.groups() if entry else (written, "")
        below = "" if entry else "".join(each for each in written if each in SUBSCRIPTS)
        if below and not self.inputs_named(written):
            name, digits = written.removesuffix(below), normalize("NFKC", below)
        k = self.input(name)
        if self.given[k] is None:
            raise LivingFault(written, "fixed-size")
        return k, tuple(int(each) - 1 for each in digits.split(",")) if digits else ()

    def check(self, k: int, number: float, written: str) -> None:
        """Raises :class:`LivingFault` where an input may not hold a number, by its declaration or by the row's ends."""
        place, (least, most) = self.given[k], self.ends(k)
        if place is not None and not fits(self.plan.inputs[k].domain, number):
            raise LivingFault(written, "outside", declared=read_as(self.row.inputs[place].declared))
        if not least <= number <= most:
            raise LivingFault(written, "beyond", least=spelled(least), most=spelled(most))

    def ends(self, k: int) -> tuple[float, float]:
        """The least and the largest number that the row has for an input."""
        place = self.given[k]
        said = self.row.inputs[place] if place is not None else None
        least, most = (said.least, said.most) if said is not None else (None, None)
        return -math.inf if least is None else least, math.inf if most is None else most


def planned(row: LivingFormula) -> PlannedLiving:
    """Plans a row and runs it once. Raises :class:`Refusal` where the formula does not run on its numbers, and
    :class:`LivingFault` where its inputs are not those of the formula.
    """
    latex = display_of(row)
    knowledge, fixed = known_of(row)
    meaning = readied(read_meaning(parse_formula(latex), knowledge.evidence))
    defined, _ = with_definitions(knowledge, meaning, {})
    trial = Trial.of(meaning, shown_here(meaning, defined), fixed)
    made = Attempt(meaning, trial, 1)
    declared = {meaning_latex(_left(each.declared, row)): k for k, each in enumerate(row.inputs)}
    given = tuple(_place(each, declared) for each in trial.plan.inputs)
    unused = set(range(len(row.inputs))) - set(given)
    if unused:
        raise LivingFault(row.inputs[min(unused)].declared, "unused-input")
    trial.plan = replace(trial.plan, inputs=tuple(map(_summed, trial.plan.inputs, given, [row] * len(given))))
    values = tuple(_value(each, place, row) for each, place in zip(trial.plan.inputs, given, strict=True))
    done = PlannedLiving(row, latex, made, values, given, tuple(_switched(row, made)))
    run_plan(done.plan, values)
    return done


def display_of(row: LivingFormula) -> str:
    """Its lines as one display."""
    lines = r" \\ ".join(row.formula)
    return rf"\begin{{gathered}} {lines} \end{{gathered}}" if len(row.formula) > 1 else lines


def known_of(row: LivingFormula) -> tuple[Knowledge, dict[str, int]]:
    """What the row says of its names, as what a paper would; and the letters of sizes with what they are."""
    evidence = DeclaredNames(frozenset(row.functions))
    heads, names, found = set(row.functions), set(), list[Declaration]()
    fixed: dict[str, int] = {}
    chances: set[str] = set()
    for each in row.inputs:
        left = _left(each.declared, row)
        if isinstance(left, Application):
            heads.add(meaning_latex(left.function))
            chances.add(meaning_latex(left.function))
            continue
        names.add(meaning_latex(left))
        for declaration in declared_in(read_meaning(parse_formula(each.declared), evidence)):
            found.append(declaration)
            fixed |= _sizes(declaration, sizes_of(each.value))
    raised = frozenset(name for name in names if "^" in name)
    numbers = frozenset(each.name for each in found if each.shape is not None and not each.shape.rank)
    evidence = DeclaredNames(frozenset(heads), raised, numbers)
    declarations = Declarations(tuple(found), ())
    return Knowledge(declarations, evidence, functions=row.functions, chances=frozenset(chances)), fixed


def canonical(written: str, evidence: DeclaredNames) -> str:
    """LaTeX of a row as the engine spells it."""
    return meaning_latex(read_meaning(parse_formula(written), evidence))


def _left(declared: str, row: LivingFormula) -> Meaning:
    """The name that is declared."""
    name = re.split(r"\\in\b|>|\\ge\b", declared, maxsplit=1)[0]
    heads = frozenset({*row.functions, *re.findall(r"^\s*(\\\w+(?:_(?:\\?\w|\{[^()]*?\}))?)\(", name)})
    meaning = read_meaning(parse_formula(name), DeclaredNames(frozenset(map(_spelled, heads))))
    return meaning.operands[0] if isinstance(meaning, Chain) else meaning


def _spelled(name: str) -> str:
    return meaning_latex(read_meaning(parse_formula(name)))


def _sizes(declaration: Declaration, sizes: tuple[int, ...]) -> dict[str, int]:
    """Of ``x \\in \\mathbb{R}^n`` with three numbers, that n is three."""
    shape = declaration.shape
    if shape is None or len(shape.dimensions) != len(sizes):
        raise LivingFault(declaration.name, "other-size")
    found = {}
    for dimension, size in zip(shape.dimensions, sizes, strict=True):
        (name,) = dimension.names if len(dimension.names) == 1 else ("",)
        if name and dimension.value({name: 2}) == 2:
            found[name] = size
    return found


def _place(wanted: Input, declared: Mapping[str, int]) -> int | None:
    """Which of the row's inputs it is."""
    if wanted.latex not in declared and wanted.fixed is None:
        raise LivingFault(wanted.latex, "missing-input")
    return declared.get(wanted.latex)


def _summed(wanted: Input, place: int | None, row: LivingFormula) -> Input:
    summed = place is not None and row.inputs[place].sums_to_one and wanted.sizes
    domain = "share" if wanted.domain == "real" else wanted.domain
    return replace(wanted, normalised=(len(wanted.sizes) - 1,), domain=domain) if summed else wanted


def _value(wanted: Input, place: int | None, row: LivingFormula) -> Nested:
    if place is None:
        assert wanted.fixed is not None
        return wanted.fixed
    value = row.inputs[place].value
    if sizes_of(value) != wanted.sizes:
        raise LivingFault(wanted.latex, "other-size")
    return nested(value)


def _switched(row: LivingFormula, made: Attempt) -> Iterator[tuple[Offer, Plan]]:
    offers = parts_to_switch(made.part, made.knowledge, (), ())
    for part in row.switches:
        wanted = canonical(part, made.knowledge.evidence)
        offer = next((each for each in offers if each.swap is None and each.part == wanted), None)
        plan = made.trial.plan_without(offer.switches) if offer is not None else None
        if offer is None or plan is None:
            raise LivingFault(part, "no-switch")
        yield offer, plan


def spelled(end: float) -> str:
    return f"{end:g}".replace("inf", "∞").replace("-", "−")


def nested(value: Numbers) -> Nested:
    return [nested(each) for each in value] if isinstance(value, tuple) else float(value)


def flat(value: Numbers) -> Iterator[float]:
    """All numbers of a value."""
    for each in value if isinstance(value, tuple) else (value,):
        yield from flat(each) if isinstance(each, tuple) else (each,)


def sizes_of(value: Numbers) -> tuple[int, ...]:
    """The sizes of nested lists; of uneven ones those of the first."""
    return (len(value), *sizes_of(value[0])) if isinstance(value, tuple) and value else ()


def read_as(latex: str) -> str:
    """A name in plain letters, a word below it without brackets: ``π_ref``."""
    first, *rest = plain_formula(latex).replace(" |", "|").replace(" '", "′").split("_(")
    pieces = (piece.partition(")") for piece in rest)
    return first + "".join(f"_{word}{end}" if word.isalnum() else f"_({word}){end}" for word, mark, end in pieces)


def as_typed(name: str) -> str:
    """What counts of a name in plain letters: ``π_θ(y_w|x)`` and ``πθ(yw|x)`` are one."""
    plain = normalize("NFKC", name.replace("\\mid", "|")).replace(OVERLINE, MACRON)
    return "".join(each for each in normalize("NFC", plain) if each not in "{}_^ ")


def arranged(number: Numbers, sizes: tuple[int, ...], place: Place, written: str) -> Numbers:
    """What goes to a place in a value of these sizes; a list of as many numbers is taken row by row."""
    wanted = sizes[len(place) :]
    if sizes_of(number) == wanted:
        return number
    numbers = list(flat(number))
    if len(numbers) == prod(wanted) and sizes_of(number) in ((), (len(numbers),)):
        return frozen(in_rows(numbers, wanted))
    if isinstance(number, tuple):
        raise LivingFault(written, "other-size")
    entry = ", ".join(str(each + 1) for each in (*place, *(0 for _ in wanted)))
    raise LivingFault(written, "one-of-many", entry=f"{written.partition('[')[0]}[{entry}]", count=str(prod(wanted)))


def frozen(value: Nested) -> Numbers:
    return tuple(map(frozen, value)) if isinstance(value, list) else value


def made_room(value: Nested, held: Iterable[Place], written: str) -> Nested:
    """Shares of which those at ``held`` stay: the others are scaled to what is left. Raises :class:`LivingFault`."""
    assert isinstance(value, list)
    rows = [[place[1:] for place in held if place[:1] in ((), (k,))] for k in range(len(value))]
    if value and isinstance(value[0], list):
        return [made_room(row, places, written) for row, places in zip(value, rows, strict=True)]
    others = [k for k, places in enumerate(rows) if not places]
    shares = list(flat(frozen(value)))
    left = 1 - sum(share for k, share in enumerate(shares) if k not in others)
    if left < -CLOSE or (not others and left > CLOSE):
        raise LivingFault(written, "no-share")
    total = sum(shares[k] for k in others)
    return [max(left, 0.0) * (share / total if total else 1 / len(others)) if k in others else share
            for k, share in enumerate(shares)]  # fmt: skip


def with_entry(value: Nested, place: tuple[int, ...], number: Nested, written: str) -> Nested:
    """A copy with one entry, row or table replaced."""
    if not place:
        return number
    if not isinstance(value, list) or not 0 <= place[0] < len(value):
        raise LivingFault(written, "no-entry")
    return [with_entry(each, place[1:], number, written) if k == place[0] else each for k, each in enumerate(value)]
