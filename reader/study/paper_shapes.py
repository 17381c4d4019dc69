"""What a paper declares about sizes, in formulas and in prose, and the clashes that follow from it.

Made on demand from a reading: :func:`survey`, :func:`clashes_in`. Each prose pattern is a row of ``ROWS`` with
an example; ``@`` in a pattern stands for a formula, the groups ``name`` and ``size`` say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from reader.formula.semantics.nodes import (
    Chain,
    Constant,
    Group,
    Listing,
    Meaning,
    Number,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import (
    EQUAL,
    Declaration,
    Declarations,
    below_one,
    declared_in,
    declared_name,
    equalities_in,
)
from reader.formula.shapes.expressions import SCALAR, Dimension, Shape, named, shape_from, unknown
from reader.formula.shapes.inferred import Clash, Inference
from reader.formula.shapes.spaces import ABOVE_ONE
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import walk
from reader.limits.watch import spare
from reader.model.annotations import Annotation
from reader.model.document import Equation, Passage
from reader.model.reading import Reading
from reader.model.source import Span
from reader.study.formula_trees import FormulaTrees, named_whole
from reader.study.noun_kinds import kind_of

SIGNS = frozenset({"=", "<", ">"})  # between the dollars of two formulas
HEDGES = frozenset(
    {"at", "least", "most", "of", "exceeding", "no", "less", "more", "greater", "larger", "smaller", "than"}
)
NEAR = 60  # characters before a formula in which "with probability at least" stands
UNCOUNTED = frozenset({"positive", "unit", "signed-unit"})  # kinds of numbers that are no size
ROUNDS = 3  # Q = X W tells the shape of Q, and softmax(Q K) that of the next
_FORMULA = r"@(?P<{}>\d+)@"
NAME, SIZE = _FORMULA.format("name"), _FORMULA.format("size")
_WORDS = r"(?:[a-z][a-z-]* ){0,3}"


@dataclass(frozen=True, slots=True)
class ShapeRow:
    """One way in which prose says a shape. ``place``: which dimensions ``size`` is (``all``, ``rows``, ``columns``)."""

    id: str
    pattern: str
    place: str
    example: str
    expected: str


ROWS: tuple[ShapeRow, ...] = (
    ShapeRow("dimensional-before", rf"{SIZE}[- ]?dimensional {_WORDS}vectors? {NAME}", "all",
        "a $d$-dimensional vector $x$", "x: d"),
    ShapeRow("dimensional-after",
        rf"{NAME} (?:is|are|be|denotes?|as) (?:an?|the) {_WORDS}{SIZE}[- ]?dimensional {_WORDS}"
        r"vectors?\b", "all", "where $x$ is a $d$-dimensional vector", "x: d"),
    ShapeRow("times-before", rf"{SIZE} {_WORDS}matri(?:x|ces) {NAME}", "all",
        r"an $n \times d$ matrix $X$", r"X: n \times d"),
    ShapeRow("times-after",
        rf"{NAME} (?:is|are|be|denotes?|as) (?:an?|the) {_WORDS}{SIZE} {_WORDS}matri(?:x|ces)\b", "all",
        r"let $X$ be the $n \times d$ data matrix", r"X: n \times d"),
    ShapeRow("of-size", rf"{NAME} (?:is|are|be|denotes?) (?:an?|the) {_WORDS}(?:vectors?|matri(?:x|ces)) {_WORDS}"
        rf"(?:of|with) (?:size|shape|length|dimensions?|dimensionality) {SIZE}", "all",
        r"$M$ is a matrix of size $N \times N$", r"M: N \times N"),
    ShapeRow("size-of",
        rf"(?:vectors?|matri(?:x|ces)) {NAME} (?:of|with) (?:size|shape|length|dimensions?) {SIZE}", "all",
        "the vector $g$ of length $T$", "g: T"),
    ShapeRow("columns", rf"{NAME}(?: and @\d+@)? ha(?:s|ve) {SIZE} columns", "columns",
        "$W$ and $U$ have $d_k$ columns each", r"W: ? \times d_{k}"),
    ShapeRow("columns-second", rf"@\d+@ and {NAME} have {SIZE} columns", "columns",
        "$W$ and $U$ have $d_k$ columns each", r"U: ? \times d_{k}"),
    ShapeRow("rows", rf"{NAME} ha(?:s|ve) {SIZE} rows", "rows", "$W$ has $n$ rows", r"W: n \times ?"),
)  # fmt: skip
COMPILED = tuple((row, re.compile(row.pattern)) for row in ROWS)

# --- declarations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Survey:
    """What the paper says of shapes. ``sizes`` are those that it says are the same."""

    declarations: Declarations
    trees: FormulaTrees = field(repr=False)
    sizes: dict[str, Dimension] = field(repr=False)
    joined: tuple[Meaning, ...] = field(default=(), repr=False)  # what two formulas of a sentence say together


def survey(reading: Reading, trees: FormulaTrees) -> Survey:
    """Declarations of formulas, of prose and of equations, in this order."""
    meanings = list(trees.all())
    found: list[Declaration] = []
    below: set[str] = set()
    equal: list[tuple[str, Dimension]] = []
    for equation, meaning in meanings:
        span, section = equation.formula.span, equation.section
        declared, same = spare("shapes", equation, ([], []), _said_by, meaning)
        found += [replace(each, span=span, section=section) for each in declared]
        below |= set(spare("shapes", equation, (), below_one, meaning))
        equal += same
    joined: list[Meaning] = []
    for passage in reading.document.passages:
        found += spare("shapes", passage, [], said_in, passage)
        found += spare("shapes", passage, [], chances_in, passage)
        joined += spare("shapes", passage, [], joined_in, passage)
    found += [each for meaning in joined for each in declared_in(meaning)]
    found += kinds_of(reading.annotations, {each.name for each in found if each.shape is not None})
    found += companions(reading.annotations, found)
    found = [each for each in found if each.domain != ABOVE_ONE or each.name not in below]  # a case of two
    letters = Declarations(tuple(found)).letters
    measured = {each.name for each in found if each.firm and each.shape == SCALAR and each.domain in UNCOUNTED}
    equal = [(letter, size) for letter, size in equal if letter in letters and measured.isdisjoint(size.names)]
    declarations = Declarations(tuple(found), tuple(dict.fromkeys(equal)))
    sizes = Inference(declarations).sizes
    return Survey(derived(declarations, meanings, sizes), trees, sizes, tuple(joined))


def _said_by(meaning: Meaning) -> tuple[list[Declaration], list[tuple[str, Dimension]]]:
    return list(declared_in(meaning)), list(equalities_in(meaning))


def said_in(passage: Passage) -> Iterator[Declaration]:
    """Shapes that the words between formulas say."""
    text = passage.text
    if not passage.formulas or not re.search(r"dimension|matri|vector|columns|rows", text):
        return
    marked, last = [], 0
    for k, (start, end, _) in enumerate(passage.formulas):
        marked += [text[last:start], f"@{k}@"]
        last = end
    plain = " ".join("".join([*marked, text[last:]]).replace("~", " ").split())
    for row, pattern in COMPILED:
        for match in pattern.finditer(plain):
            name, size = (passage.formulas[int(match[group])] for group in ("name", "size"))
            shape = _sized(row, undelimited(name[2]), undelimited(size[2]))
            if shape is not None:
                span = Span(passage.span.file, passage.span.start + name[0], passage.span.start + name[1])
                yield Declaration(shape[0], shape[1], rule=row.id, span=span)


def joined_in(passage: Passage) -> list[Meaning]:
    """What formulas say with a sign between their dollars, ``$\\sum_k p_k$ = $1$``, or with a number behind it."""
    found = []
    for k, (_, end, formula) in enumerate(passage.formulas):
        last = k + 1 == len(passage.formulas)
        start = len(passage.text) if last else passage.formulas[k + 1][0]
        between = passage.text[end:start].split(maxsplit=1)[:1] if last else passage.text[end:start].split()
        sign = between[0] if len(between) == 1 else ""
        right = "" if last or sign not in SIGNS else undelimited(passage.formulas[k + 1][2])
        if right:
            found.append(read_meaning(parse_formula(f"{undelimited(formula)} {sign} {right}")))
    return found


def chances_in(passage: Passage) -> Iterator[Declaration]:
    """What is left of 1, or the name itself, behind "with probability (at least)"."""
    if "probability" not in passage.text:
        return
    last = 0
    for start, end, formula in passage.formulas:
        words = passage.text[max(last, start - NEAR) : start].lower().replace("~", " ").split()
        last = end
        while words and words[-1] in HEDGES:
            words.pop()
        if words[-1:] == ["probability"] and "with" in words[-3:-1]:
            name = _taken_from_one(read_meaning(parse_formula(undelimited(formula))))
            if name is not None:
                span = Span(passage.span.file, passage.span.start + start, passage.span.start + end)
                yield Declaration(name, SCALAR, "unit", "probability", span)


def _taken_from_one(chance: Meaning) -> str | None:
    """The name in ``p``, ``1 - p``, ``1 - p/2`` and ``1 - 2p``."""
    if isinstance(chance, Total) and chance.signs == ("", "-") and isinstance(chance.terms[0], Number):
        chance = bare(chance.terms[1])
    if isinstance(chance, Quotient) and isinstance(chance.denominator, Number):
        chance = bare(chance.numerator)
    if isinstance(chance, Product) and len(chance.factors) == 2 and isinstance(chance.factors[0], Number):
        chance = bare(chance.factors[1])
    return declared_name(chance)


def undelimited(formula: str) -> str:
    """A formula without its dollars."""
    return formula.strip().strip("$").removeprefix(r"\(").removesuffix(r"\)").strip()


def _sized(row: ShapeRow, name: str, size: str) -> tuple[str, Shape] | None:
    symbol = declared_name(read_meaning(parse_formula(name)))
    written = read_meaning(parse_formula(size))
    shape = shape_from(written.body if isinstance(written, Group) and size[:1] == "(" else written)
    if symbol is None or shape is None or shape.rank > 3:
        return None
    if row.place == "all":
        square = shape.rank == 1 and row.id.startswith("times")
        return None if square else (symbol, shape)
    if shape.rank != 1:
        return None
    other = named(f"?{symbol}.{row.place}")
    known = shape.dimensions[0]
    return symbol, Shape((other, known) if row.place == "columns" else (known, other))


def kinds_of(annotations: Iterable[Annotation], shaped: set[str]) -> Iterator[Declaration]:
    """What the author's words for a symbol say about its kind: a rate is a number, a bias vector a vector. Words that a
    letter with a script only has from a vector of which it is an entry say nothing of the entry.
    """
    annotations = tuple(annotations)
    words = {each.symbol.latex: each.meaning for each in annotations if each.symbol.latex in shaped}
    for annotation in annotations:
        name = annotation.symbol.latex
        if annotation.meaning and words.get(name.partition("_")[0]) == annotation.meaning:
            continue
        if annotation.status != "paper" or not annotation.meaning or name in shaped or len(annotation.senses) > 1:
            continue
        kind = kind_of(annotation.meaning)
        if kind is not None and annotation.source is not None:
            rank, domain = kind
            if not rank and "bold" in annotation.symbol.traits:
                continue
            yield Declaration(name, unknown(rank, name), domain, "kind", annotation.source.span)


def companions(annotations: Iterable[Annotation], found: Iterable[Declaration]) -> Iterator[Declaration]:
    """``W^V`` beside a matrix ``W^Q``: a matrix too. Its sizes are its own."""
    matrices = {each.name for each in found if each.shape is not None and each.shape.rank == 2}
    stems = {name.rpartition("^")[0] for name in matrices if len(named_whole(name)) > 1}
    for annotation in annotations:
        name = annotation.symbol.latex
        if name not in matrices and len(named_whole(name)) > 1 and name.rpartition("^")[0] in stems:
            place = annotation.symbol.occurrences[0].span
            yield Declaration(name, unknown(2, name), "real", "companion", place, firm=False)


# --- what equations tell ---------------------------------------------------------------------------------------------


def derived(
    declarations: Declarations, meanings: Iterable[tuple[Equation, Meaning]], sizes: dict[str, Dimension]
) -> Declarations:
    """With the names that equations define: of ``Q = X W`` with X and W declared, the shape of Q. Never firm."""
    defining = [
        (equation, name, node)
        for equation, meaning in meanings
        for node in walk(meaning)
        if isinstance(node, Chain) and {relation.sign for relation in node.relations} <= EQUAL
        if (name := declared_name(node.operands[0])) is not None
        if not isinstance(node.operands[1], Listing | Number | Constant)  # x = 0 may be a vector of noughts
    ]
    for _ in range(ROUNDS):
        new: dict[str, list[Declaration]] = {}
        for equation, name, node in defining:
            here = declarations.within(equation.section)
            own = here.find(name)
            if own is not None and own.shape is not None and (own.shape.is_known or not own.shape.rank):
                continue
            inference = Inference(here, sizes=dict(sizes))
            shape = inference.shape(node.operands[1])
            if shape is not None and (shape.is_known or own is None):
                place = equation.formula.span
                made = Declaration(name, shape, rule="derived", span=place, section=equation.section, firm=False)
                new.setdefault(name, []).append(made)
        fresh = [each for made in new.values() for each in made]
        if not fresh:
            break
        declarations = Declarations((*declarations.found, *fresh), declarations.equal)
    return declarations


def clashes_in(equation: Equation, survey: Survey) -> tuple[Clash, ...]:
    """Where two declarations of the author do not fit in this formula."""
    _, inference = inferred(equation, survey)
    return tuple(inference.clashes)


def inferred(equation: Equation, survey: Survey) -> tuple[list[Meaning], Inference]:
    """The parts of a formula, outermost first, and their shapes."""
    inference = Inference(survey.declarations.within(equation.section), sizes=dict(survey.sizes))
    nodes = list(walk(survey.trees.said(equation).meaning))
    for node in nodes:
        inference.typed(node)
    return nodes, inference


def shapes_in(equation: Equation, survey: Survey) -> tuple[tuple[Meaning, Shape], ...]:
    """The parts whose shape is known, innermost first, each text once; of numbers only the names."""
    nodes, inference = inferred(equation, survey)
    found: dict[str, tuple[Meaning, Shape]] = {}
    for node in reversed(nodes):
        shape = inference.shape(node)
        if shape is not None and not isinstance(node, Chain) and (isinstance(node, Symbol) or shape.rank):
            found.setdefault(meaning_latex(node), (node, shape))
    return tuple(found.values())


__all__ = ["Survey", "clashes_in", "shapes_in", "survey", "undelimited"]
