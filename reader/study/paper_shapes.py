"""What a paper declares about sizes, in formulas and in prose, and the clashes that follow from it.

Made on demand from a reading: :func:`survey`, :func:`clashes_in`. Each prose pattern is a row of ``ROWS`` with
an example; ``@`` in a pattern stands for a formula, the groups ``name`` and ``size`` say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Chain, Constant, Group, Listing, Meaning, Number, Symbol
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import RowStatement, part_of, statements_by_row
from reader.formula.shapes.declared import EQUAL, Declaration, Declarations, declared_in, declared_name, equalities_in
from reader.formula.shapes.expressions import SCALAR, Dimension, Shape, named, shape_from, skeleton, unknown
from reader.formula.shapes.inferred import Clash, Inference
from reader.formula.symbols.surroundings import relation_of
from reader.formula.syntax.naming import strip
from reader.formula.syntax.nodes import Expression, Scripted, Space
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import spell, unfold
from reader.formula.syntax.tree import walk
from reader.limits.watch import spare
from reader.model.annotations import Annotation
from reader.model.document import Document, Equation, Passage, Statement, StatementRow
from reader.model.reading import Reading
from reader.model.source import Span

DECLARES = re.compile(r"\\(?:in|to|ge|geq|le|leq)(?![A-Za-z])|[<>]")
LONGEST_DECLARATION = 300  # characters
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

KINDS: tuple[tuple[str, int, str, str], ...] = (  # head noun, rank, domain, example
    ("vector", 1, "real", "bias vector"),
    ("vectors", 1, "real", "hidden vectors"),
    ("matrix", 2, "real", "weight matrix"),
    ("matrices", 2, "real", "matrices of queries"),
    ("embedding", 1, "real", "embedding of the token"),
    ("query", 1, "real", "query of the last token"),
    ("key", 1, "real", "key"),
    ("scalar", 0, "real", "learnable scalar"),
    ("partition function", 0, "positive", "partition function"),
    ("rate", 0, "positive", "learning rate"),
    ("temperature", 0, "positive", "temperature of the softmax"),
    ("size", 0, "natural", "batch size"),
    ("step size", 0, "positive", "step size of the descent"),
    ("stepsize", 0, "positive", "stepsize"),
    ("number", 0, "natural", "number of heads"),
    ("dimension", 0, "natural", "dimension of keys"),
    ("dimensionality", 0, "natural", "dimensionality"),
    ("probability", 0, "unit", "dropout probability"),
    ("coefficient", 0, "real", "momentum coefficient"),
    ("strength", 0, "positive", "strength of the penalty"),
    ("constant", 0, "real", "smoothness constant"),
    ("deviation", 0, "positive", "standard deviation of the noise"),
    ("variance", 0, "positive", "noise variance"),
)
BY_NOUN = {noun: (rank, domain) for noun, rank, domain, _ in KINDS}
FUNCTION = re.compile(r"\b(?:function|functional|loss|objective|polic(?:y|ies)|density|distribution|network|map|"
                      r"mapping|kernel|model|operator|transformation|activation)s?$", re.I)  # fmt: skip
_HEAD_END = re.compile(r"\b(?:of|for|in|on|from|with|that|which|to|between|over|at|whose|by|and)\b|[,;:($.]")


# --- declarations ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Survey:
    """What the paper says for its formulas' sake: shapes, and the evidence that their content trees are read with.

    ``trees`` are these trees by ``formula.expanded``, since the same is written often and asked for often; ``sizes``
    are those that the paper says are the same.
    """

    declarations: Declarations
    evidence: DeclaredNames
    trees: dict[str, Meaning] = field(repr=False)
    sizes: dict[str, Dimension] = field(repr=False)
    statements: Mapping[str, Statement] = field(repr=False)

    def meaning(self, equation: Equation) -> Meaning:
        """The content tree of one of the paper's formulas, a row for itself."""
        return self.tree(equation.formula.expanded)

    def said(self, equation: Equation) -> RowStatement:
        """What a formula says, with the rows that it makes one statement with."""
        statement = self.statements.get(equation.id)
        if statement is None:
            latex = equation.formula.expanded
            return RowStatement(latex, self.tree(latex), StatementRow(equation.id, 0, len(latex)))
        row = statement.row(equation.id)
        return RowStatement(statement.latex, part_of(self.tree(statement.latex), row), row)

    def tree(self, latex: str) -> Meaning:
        if latex not in self.trees:
            self.trees[latex] = read_meaning(parse_formula(latex), self.evidence)
        return self.trees[latex]

    def all(self, document: Document) -> Iterator[tuple[Equation, Meaning]]:
        """Every formula and statement of the paper once in each section, with its content tree."""
        for equation, latex in unique(document, self.statements):
            yield equation, self.tree(latex)


def survey(reading: Reading) -> Survey:
    """Declarations of formulas, of prose and of equations, in this order."""
    document = reading.document
    statements = statements_by_row(document)
    formulas = tuple(unique(document, statements))
    evidence = formula_evidence_of(reading.annotations, (latex for _, latex in formulas))
    trees: dict[str, Meaning] = {}
    for _, latex in formulas:
        if latex not in trees:
            trees[latex] = read_meaning(parse_formula(latex), evidence)
    meanings = [(equation, trees[latex]) for equation, latex in formulas]
    found: list[Declaration] = []
    equal: list[tuple[str, Dimension]] = []
    for equation, meaning in meanings:
        span, section = equation.formula.span, equation.section
        declared, same = spare("shapes", equation, ([], []), _said_by, meaning)
        found += [replace(each, span=span, section=section) for each in declared]
        equal += same
    for passage in reading.document.passages:
        found += spare("shapes", passage, [], said_in, passage)
    found += kinds_of(reading.annotations, {each.name for each in found if each.shape is not None})
    found += companions(reading.annotations, found)
    letters = Declarations(tuple(found)).letters
    equal = [(letter, size) for letter, size in equal if letter in letters]
    declarations = Declarations(tuple(found), tuple(dict.fromkeys(equal)))
    sizes = Inference(declarations).sizes
    return Survey(derived(declarations, meanings, sizes), evidence, trees, sizes, statements)


def _said_by(meaning: Meaning) -> tuple[list[Declaration], list[tuple[str, Dimension]]]:
    return list(declared_in(meaning)), list(equalities_in(meaning))


def formula_evidence_of(annotations: Iterable[Annotation], formulas: Iterable[str]) -> DeclaredNames:
    """Names with superscripts that the author declares or explains, functions, letters that count steps."""
    names: set[str] = set()
    functions: set[str] = set()
    numbers: set[str] = set()
    for annotation in annotations:
        if annotation.status == "paper" and annotation.symbol.kind == "identifier":
            names |= set(named_whole(annotation.symbol.latex)) if not skeleton(annotation.symbol.latex)[1] else set()
            meaning = annotation.meaning or ""
            functions |= {annotation.symbol.latex} if FUNCTION.search(head_of(meaning)) else set()
            kind = kind_of(meaning)
            numbers |= {annotation.symbol.latex} if kind is not None and not kind[0] else set()
    for latex in formulas:
        expression = parse_formula(latex)
        names |= stepped(expression)
        if DECLARES.search(expression.latex) and len(expression.latex) < LONGEST_DECLARATION:
            for each in declared_in(read_meaning(expression)):
                names |= {each.name, skeleton(each.name)[0]} if "^" in each.name else set()
                (functions if each.function else numbers if each.shape == SCALAR else set()).add(each.name)
    return DeclaredNames(frozenset(functions), frozenset(names), frozenset(numbers - functions))


def stepped(expression: Expression) -> set[str]:
    """``x^{t+1} = ...``: a small letter that is given a value for one step has steps, and no powers."""
    solid = [node for node in expression.root.children if type(node) is not Space]
    first = strip(solid[0]) if len(solid) > 2 else None
    if type(first) is not Scripted or relation_of(solid[1]) not in (*EQUAL, r"\leftarrow", r"\gets"):
        return set()
    base, _, _, above = unfold(first)
    script = "".join(spell(part, in_script=True) for part in above)
    counts = skeleton(f"x^{{{script}}}")[1] and not script.isdigit()
    letter = spell(base)
    return {f"{letter}^{{+}}"} if counts and letter.islower() and len(letter) == 1 else set()


def named_whole(latex: str) -> tuple[str, ...]:
    """A name with a superscript; where that is one capital, its companions are names too: W^K beside W^Q."""
    stem, mark, script = latex.rpartition("^")
    letter = script.strip("{}")
    companions = (f"{stem}^{{A}}",) if len(letter) == 1 and letter.isupper() else ()
    return (latex, *companions) if mark else ()


def unique(document: Document, statements: Mapping[str, Statement]) -> Iterator[tuple[Equation, str]]:
    """Each formula with its LaTeX once in each section, since to say the same twice adds nothing; a statement of
    several rows once, with its first row."""
    seen = set()
    for equation in (*document.inline, *document.equations):
        statement = statements.get(equation.id)
        latex = statement.latex if statement else equation.formula.expanded
        if (latex, equation.section) not in seen:
            seen.add((latex, equation.section))
            yield equation, latex


def meaning_of(equation: Equation, evidence: DeclaredNames | None = None) -> Meaning:
    return read_meaning(parse_formula(equation.formula.expanded), evidence)


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
            shape = _sized(row, _bare(name[2]), _bare(size[2]))
            if shape is not None:
                span = Span(passage.span.file, passage.span.start + name[0], passage.span.start + name[1])
                yield Declaration(shape[0], shape[1], rule=row.id, span=span)


def _bare(formula: str) -> str:
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
    """What the author's words for a symbol say about its kind: a rate is a number, a bias vector a vector."""
    for annotation in annotations:
        name = annotation.symbol.latex
        if annotation.status != "paper" or not annotation.meaning or name in shaped or len(annotation.senses) > 1:
            continue
        kind = kind_of(annotation.meaning)
        if kind is not None and annotation.source is not None:
            rank, domain = kind
            if not rank and "bold" in annotation.symbol.traits:
                continue
            yield Declaration(name, unknown(rank, name), domain, "kind", annotation.source.span)


def head_of(meaning: str) -> str:
    """A noun phrase up to its first preposition or comma."""
    return _HEAD_END.split(meaning, maxsplit=1)[0].strip()


def companions(annotations: Iterable[Annotation], found: Iterable[Declaration]) -> Iterator[Declaration]:
    """``W^V`` beside a matrix ``W^Q``: a matrix too. Its sizes are its own."""
    matrices = {each.name for each in found if each.shape is not None and each.shape.rank == 2}
    stems = {name.rpartition("^")[0] for name in matrices if len(named_whole(name)) > 1}
    for annotation in annotations:
        name = annotation.symbol.latex
        if name not in matrices and len(named_whole(name)) > 1 and name.rpartition("^")[0] in stems:
            place = annotation.symbol.occurrences[0].span
            yield Declaration(name, unknown(2, name), "real", "companion", place, firm=False)


def kind_of(meaning: str) -> tuple[int, str] | None:
    """Rank and domain of what a noun phrase names; None where its head noun says neither."""
    head = head_of(meaning).lower().split()
    return BY_NOUN.get(" ".join(head[-2:])) or BY_NOUN.get(head[-1]) if head else None


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
    nodes = list(walk(survey.said(equation).meaning))
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


__all__ = ["Survey", "clashes_in", "shapes_in", "survey"]
