"""A formula taken apart: what comes out, what goes in, the outermost operation, then inwards, and the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Chain,
    Constant,
    Given,
    Grid,
    Group,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Quantified,
    Quotient,
    Relating,
    Statements,
    Symbol,
    Total,
    Undecided,
    Words,
    leaf_latex,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.commands import LATEX_FUNCTIONS
from reader.formula.syntax.tables.name_rows import NUMBER_SETS
from reader.formula.syntax.tree import children
from reader.study.speech.aloud import LANGUAGES, speak, speaker_for
from reader.study.speech.clauses import Narrator
from reader.study.speech.speaker import Language

MOST_STEPS = 8
MOST_INPUTS = 6
Names = Mapping[Language, Mapping[str, str]]
ShapeOf = Callable[[Meaning], tuple[str, ...]]

LEAVES = (Symbol, Number, Constant, Words, Nothing, Relating)
OPENINGS: dict[str, str] = {  # the sign of a relation -> how the first step says what the formula is about
    "=": "step-comes-out", ":=": "step-comes-out", r"\triangleq": "step-comes-out", r"\equiv": "step-comes-out",
    r"\eqdef": "step-comes-out", r"\doteq": "step-comes-out", r"\approx": "step-comes-out",
    r"\propto": "step-comes-out", r"\simeq": "step-comes-out", r"\sim": "step-drawn", r"\in": "step-member",
    r"\leftarrow": "step-assigned", r"\to": "step-arrow", r"\mapsto": "step-arrow", "<": "step-compared",
    ">": "step-compared", r"\le": "step-compared", r"\ge": "step-compared", r"\leqslant": "step-compared",
    r"\geqslant": "step-compared", r"\lesssim": "step-compared", r"\gtrsim": "step-compared",
    r"\ll": "step-compared", r"\gg": "step-compared",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SpokenStep:
    """One sentence about one part. ``start`` and ``end`` are places in the macro-free LaTeX; ``kind`` is ``result``,
    ``inputs``, ``operation``, ``statement`` or ``whole``; ``shape`` has the dimensions of the part, as LaTeX."""

    kind: str
    start: int
    end: int
    text: Mapping[Language, str]
    shape: tuple[str, ...] = ()


def steps_of(
    latex: str,
    *,
    meaning: Meaning | None = None,
    names: Names | None = None,
    certain: Names | None = None,
    shape_of: ShapeOf | None = None,
    parts: Sequence[NamedPart] = (),
) -> tuple[SpokenStep, ...]:
    """Three to eight steps through a formula without author's macros, in English and Japanese. Never raises.

    ``meaning`` is its tree where that is at hand; ``names`` are, for each language, what symbols are called, by
    canonical spelling, ``certain`` those that are sure enough to be said in each step, too; ``shape_of`` tells the
    dimensions of a part, as LaTeX: none of a number, and none where they are not known; ``parts`` have a name.
    """
    expression = parse_formula(latex)
    meaning = meaning or read_meaning(expression)
    narrators = {
        language: Narrator(
            speaker_for(expression, language),
            (certain or {}).get(language, {}),
            {each.place: each.name[language] for each in parts if not each.is_form},
        )
        for language in LANGUAGES
    }
    forms = {each.place: each.name for each in parts if each.is_form}
    return Walk(latex, meaning, narrators, names or {}, shape_of or (lambda part: ()), forms).steps()


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A place and what stands there in both languages: a form that has a name ("softmax"), else what the part is
    within a larger form ("scores")."""

    place: tuple[int, int]
    name: Mapping[Language, str]
    is_form: bool


SCRIPT = r"(?:\{[^{}]*\}|\\[A-Za-z]+|[^\\{}\s])"
RAISED = re.compile(rf"\^\s*{SCRIPT}$")
INDEX = re.compile(rf"\s*_\s*{SCRIPT}")


@dataclass(frozen=True, slots=True)
class Walk:
    """One formula on its way through the steps."""

    latex: str
    meaning: Meaning
    narrators: Mapping[Language, Narrator]
    names: Names
    shape_of: ShapeOf
    forms: Mapping[tuple[int, int], Mapping[Language, str]]

    def steps(self) -> tuple[SpokenStep, ...]:
        first, *others = statements_of(self.meaning) or [self.meaning]
        sides = sides_of(first)
        told = [self.result(first), self.inputs(sides, first)]
        room = MOST_STEPS - len(told) - 1
        told += self.operations(sides, max(room - len(others), 2))[:room]
        told += [self.also(other) for other in others][: MOST_STEPS - len(told) - 1]
        return (*told, self.whole())

    def step(self, kind: str, part: Meaning, tell: Callable[[Narrator], str]) -> SpokenStep:
        start, end = balanced(self.latex, part.start, part.end) if part.end > part.start else (0, len(self.latex))
        text = {language: tell(narrator) for language, narrator in self.narrators.items()}
        return SpokenStep(kind, start, end, text, self.shape_of(part) if kind in ("result", "operation") else ())

    # --- what comes out, what goes in ---

    def result(self, statement: Meaning) -> SpokenStep:
        if not isinstance(statement, Chain):
            return self.step("result", statement, lambda to: to.row("step-expression"))
        left, sign = statement.operands[0], statement.relations[0].sign
        if isinstance(left, Nothing):
            return self.step("result", statement.relations[0], lambda to: to.row("step-continues"))
        key, shape = OPENINGS.get(sign, "step-related"), self.shape_of(left)
        if key == "step-comes-out" and shape:
            key = "step-comes-out-shaped"
        elif key == "step-comes-out" and is_plain_function(left):
            return self.step("result", left, lambda to: self.function(to, left))
        return self.step("result", left, lambda to: to.row(key, left=self.called(to, left), shape=to.sizes(shape)))

    def function(self, to: Narrator, left: Meaning) -> str:
        assert isinstance(left, Application)
        return to.row("step-function", function=self.called(to, left.function), arguments=to.listed(left.arguments))

    def called(self, to: Narrator, part: Meaning) -> str:
        """A part with what the paper calls it."""
        said = to.short(part)
        name = self.names.get(to.speaker.language, {}).get(leaf_latex(part))
        if not name or to.name_of(part):
            return said
        return f"{said}（{name}）" if to.speaker.language == "ja" else f"{said} ({name})"

    def inputs(self, sides: list[Meaning], statement: Meaning) -> SpokenStep:
        symbols = list(free_symbols(sides))
        whole = Group(sides[0].start, sides[-1].end, "", "", sides[0])
        if not symbols:
            return self.step("inputs", whole, lambda to: to.row("step-no-inputs"))
        shown, more = symbols[:MOST_INPUTS], len(symbols) - MOST_INPUTS

        def tell(to: Narrator) -> str:
            between = "、" if to.speaker.language == "ja" else ", "
            listed = between.join(self.called(to, symbol) for symbol in shown)
            key = "step-inputs-many" if more > 0 else "step-inputs"
            return to.row(key, inputs=listed, count=str(more))

        return self.step("inputs", whole, tell)

    # --- inwards ---

    def operations(self, sides: list[Meaning], most: int) -> list[SpokenStep]:
        found = list(operations_in(sides))[:most]
        if not found:
            return [self.step("operation", sides[0], lambda to: to.row("step-simply", said=to.short(sides[0])))]
        steps: list[SpokenStep] = []
        before: tuple[int, Meaning | None] = (-1, None)
        for depth, parent, node in found:
            steps.append(self.operation(lead_of(depth, parent, before), node))
            before = depth, parent
        return steps

    def operation(self, lead: str, node: Meaning) -> SpokenStep:
        form = self.forms.get((node.start, node.end))

        def tell(to: Narrator) -> str:
            said, name = to.row(lead, clause=to.clause(node)), form[to.speaker.language] if form else ""
            return said if not name or name.lower() in said.lower() else f"{said}{to.row('step-form', name=name)}"

        return self.step("operation", node, tell)

    def also(self, statement: Meaning) -> SpokenStep:
        return self.step("statement", statement, lambda to: to.row("step-also", said=to.said(statement)))

    def whole(self) -> SpokenStep:
        def tell(to: Narrator) -> str:
            language = to.speaker.language
            speaker = speaker_for(parse_formula(self.latex), language, names=self.names.get(language))
            return to.row("step-whole", reading=speak(speaker, self.meaning))

        return self.step("whole", Nothing(0, 0), tell)


def lead_of(depth: int, parent: Meaning | None, before: tuple[int, Meaning | None]) -> str:
    """How a step joins the one before."""
    if before[0] < 0:
        return "step-outermost"
    if depth == 0:
        return "step-next"
    if parent is before[1]:
        return "step-beside"
    return "step-inside" if depth == 1 else "step-further"


def balanced(latex: str, start: int, end: int) -> tuple[int, int]:
    """The place with the braces that belong to what stands in it, and with the index of ``x^2_i``, which TeX sets below
    the power.
    """
    level = lowest = 0
    for character in latex[start:end]:
        level += {"{": 1, "}": -1}.get(character, 0)
        lowest = min(lowest, level)
    while lowest < 0 and start > 0 and latex[start - 1] == "{":
        start, lowest, level = start - 1, lowest + 1, level + 1
    while level > 0 and latex[end : end + 1] == "}":
        end, level = end + 1, level - 1
    index = INDEX.match(latex, end) if RAISED.search(latex, start, end) else None
    return start, index.end() if index else end


# --- the parts of a formula ------------------------------------------------------------------------------------------


def statements_of(meaning: Meaning) -> list[Meaning]:
    """What a display says, one thing after the other."""
    if isinstance(meaning, Statements):
        return [each for item in meaning.items for each in statements_of(item)]
    if isinstance(meaning, Group) and not meaning.open:
        return statements_of(meaning.body)
    if isinstance(meaning, Grid) and meaning.kind == "lines":
        return [each for row in meaning.rows for cell in row for each in statements_of(cell)]
    return [] if isinstance(meaning, Nothing) or not (meaning.end - meaning.start) else [meaning]


def sides_of(statement: Meaning) -> list[Meaning]:
    """The sides that say what is computed: all but the left one."""
    if isinstance(statement, Chain):
        return [side for side in statement.operands[1:] if not isinstance(side, Nothing)] or [statement.operands[0]]
    return [statement.body if isinstance(statement, Quantified) else statement]


def operations_in(sides: list[Meaning]) -> Iterator[tuple[int, Meaning | None, Meaning]]:
    """Operations from the outside inwards, with their depth and what they stand in; larger ones first."""
    level: list[tuple[Meaning | None, Meaning]] = [(None, side) for side in sides]
    depth = 0
    while level:
        below: list[tuple[Meaning | None, Meaning]] = []
        shown = 0
        for parent, node in level:
            inner = unwrapped(node)
            if len(inner) != 1 or inner[0] is not node:
                below += [(parent, each) for each in inner]
                continue
            if isinstance(node, LEAVES) or is_plain_number(node):
                continue
            yield depth, parent, node
            shown += 1
            below += [(node, part) for part in operands(node)]
        depth += 1 if shown else 0
        level = below


def is_plain_number(node: Meaning) -> bool:
    """``\\frac12``, ``-1``: nothing to take apart."""
    return isinstance(node, Quotient | Total) and all(isinstance(part, Number) for part in children(node))


def is_plain_function(left: Meaning) -> bool:
    """``f(x, y)``, where the arguments are names."""
    return isinstance(left, Application) and all(isinstance(part, Symbol) for part in children(left))


def unwrapped(node: Meaning) -> list[Meaning]:
    """Brackets and conditions are no operations of their own: what they hold is."""
    if isinstance(node, Group):
        return unwrapped(node.body)
    if isinstance(node, Given):
        return [node.left, node.right]
    if isinstance(node, Listing) and node.kind in ("bare", "values"):
        return list(node.items)
    if isinstance(node, Statements):
        return list(node.items)
    if isinstance(node, Labelled):
        return [node.base]
    return [node]


def operands(node: Meaning) -> list[Meaning]:
    """What an operation works on: not its range, nor a remark."""
    if isinstance(node, Operation | Annotated):
        return [node.body if isinstance(node, Operation) else node.base]
    if isinstance(node, Total) and len(node.terms) == 1:
        return [node.terms[0]]
    return list(children(node))


def free_symbols(sides: list[Meaning]) -> Iterator[Symbol]:
    """Names that go in, each once: no functions that are everybody's, nor what a sum or an extremum binds."""
    seen: set[str] = set()
    waiting: list[tuple[Meaning, frozenset[str]]] = [(side, frozenset()) for side in reversed(sides)]
    while waiting:
        node, bound = waiting.pop()
        if isinstance(node, Operation):
            bound |= frozenset(node.bound)
        if isinstance(node, Symbol):
            if node.latex not in seen | bound and not is_everybodys(node.latex):
                seen.add(node.latex)
                yield node
            continue
        if isinstance(node, Undecided):
            waiting += [(name, bound) for name in names_in(node)]
        waiting += [(part, bound) for part in reversed(children(node))]


def names_in(node: Undecided) -> list[Meaning]:
    """The names that stand in what is read as it stands."""
    uses = symbol_uses(parse_formula(node.latex))
    named = (use for use in uses if use.kind == "identifier")
    return [Symbol(node.start, node.end, use.latex, use.latex) for use in named]


def is_everybodys(latex: str) -> bool:
    """``\\log`` and its kin are no input."""
    name = latex.partition("_")[0]
    return name.startswith(r"\operatorname") or name[1:] in LATEX_FUNCTIONS or name in NUMBER_SETS
