"""Rows of the glossary tried out: what they say and show is parsed, named, linked and computed as they claim."""

from __future__ import annotations

import ast
import re
import types
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache

from glossary import Concept, Glossary, Notation
from glossary.block import Block
from glossary.checking.problem import GlossaryProblem
from reader.formula.symbols.inventory import collect_symbols
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.patterns import ready_patterns, shelf_under
from reader.meaning.blocks.terms import walk
from reader.meaning.evidence.concept_names import name_concept
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.pool import options_of
from reader.model.document import Document, Equation, Formula, Passage
from reader.model.source import Paper, Span
from reader.study.living.rehearsal import rehearse_living

SPARE_WORD = "lorem"  # what the prose holds where the row asks for none


def rehearse(glossary: Glossary, *, compute: bool = True) -> Iterator[GlossaryProblem]:
    """Every example that does not do what its row says. ``compute`` takes SymPy, which is slow to import."""
    for concept in glossary.concepts.values():
        yield from rehearse_concept(concept, glossary)
        if compute:
            yield from compute_numbers(concept)
    for notation in glossary.notations:
        yield from rehearse_notation(notation, glossary)
    for block in glossary.blocks.values():
        yield from rehearse_block(block, glossary)
    for living in glossary.living.values():
        yield from rehearse_living(living)


def rehearse_concept(concept: Concept, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Its formula parses, and the way an author would say it leads to it."""
    for problem in parse_formula(concept.formula or "").problems[:1]:
        yield GlossaryProblem(concept.file, concept.id, "formula", "unread-formula", (("problem", problem.kind),))
    naming = name_concept(concept.says, glossary)
    if naming is None or naming.concept != concept.id:
        found = naming.concept if naming else "–"
        yield GlossaryProblem(
            concept.file, concept.id, "says", "names-another", (("text", concept.says), ("found", found))
        )


def compute_numbers(concept: Concept) -> Iterator[GlossaryProblem]:
    """The numbers in the example and in the feel are what SymPy makes of their expressions."""
    samples = [("example.gives", concept.example.compute, concept.example.gives)] if concept.example else []
    if concept.feel:
        samples += [("feel.gives", *pair) for pair in zip(concept.feel.compute, concept.feel.gives, strict=False)]
    for key, expression, said in samples:
        value = _evaluate(expression)
        if not _agrees(value, said):
            arguments = (("expression", expression), ("value", str(value)), ("said", said))
            yield GlossaryProblem(concept.file, concept.id, key, "wrong-number", arguments)


BUILTINS = {one.__name__: one for one in (abs, all, any, len, max, min, range, round, sorted, sum)}
PLAIN_WORDS = re.compile(r"[A-Za-z ]*")
CALLING_CODE = frozenset({"lambdify", "parse_expr", "preview", "source", "init_session", "plot", "textplot", "test"})


def _evaluate(expression: str) -> object:
    """The value of an expression that may use SymPy and nothing else; the exception where it has none."""
    try:
        tree = ast.parse(expression, mode="eval")
        if any(map(_reaches_out, ast.walk(tree))):
            raise ValueError("only calculation is allowed")
        return eval(compile(tree, "<row>", "eval"), {**_sympy_names(), "__builtins__": BUILTINS})
    except Exception as error:
        return error


@cache
def _sympy_names() -> Mapping[str, object]:
    """What SymPy offers, without its modules."""
    import sympy  # type: ignore[import-untyped]

    return {name: value for name, value in vars(sympy).items() if not isinstance(value, types.ModuleType)}


def _reaches_out(node: ast.AST) -> bool:
    """Whether a part of an expression could do more than calculate: somebody else may have written the row."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and not PLAIN_WORDS.fullmatch(node.value)
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name.startswith("_") or name in CALLING_CODE


def _agrees(value: object, said: str) -> bool:
    """Whether the value, rounded to the digits that are said, is what is said."""
    if said in ("True", "False"):
        return not isinstance(value, Exception) and str(bool(value)) == said
    try:
        exact, told = float(value), Decimal(said.replace(",", "").replace("−", "-"))  # type: ignore[arg-type]
    except (TypeError, ValueError, InvalidOperation):
        return False
    last_digit = 0.5 * 10.0 ** int(told.as_tuple().exponent)
    return abs(exact - float(told)) <= last_digit * 1.001


def rehearse_notation(notation: Notation, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """It is spelled as the reader spells it, and in the smallest paper that meets its conditions it is an option."""
    row = f"{notation.symbol or notation.base} → {notation.concept}"
    brackets = {use.latex for use in symbol_uses(parse_formula(notation.example)) if use.kind == "fence"}
    for symbol in filter(None, (notation.symbol, notation.base, *notation.near)):
        if symbol not in brackets and canonical_spelling(symbol) != symbol:
            arguments = (("written", symbol), ("canonical", canonical_spelling(symbol)))
            yield GlossaryProblem(notation.file, row, "symbol", "other-spelling", arguments)
    found = _proposed(notation, glossary)
    if notation.concept not in found:
        arguments = (("example", notation.example), ("found", ", ".join(found) or "–"))
        yield GlossaryProblem(notation.file, row, "example", "links-otherwise", arguments)


def rehearse_block(block: Block, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Its patterns are formulas in which each slot is open; it is found in what it matches, and not in look-alikes."""
    ready = ready_patterns(block)
    terms = [one.term for one in ready] + [term for one in ready for term in one.matcher.holding.values()]
    parts = [part for term in terms for part in walk(term)]
    for pattern, one in zip(block.patterns, ready, strict=True):
        if parse_formula(pattern.latex).problems or any(part.head == "opaque" for part in walk(one.term)):
            arguments = (("pattern", pattern.latex),)
            yield GlossaryProblem(block.file, block.id, "patterns", "unread-pattern", arguments)
    open_names = {part.text for part in parts if part.head == "?"}
    open_names |= {index.rstrip("+-0123456789") for part in parts for index in part.stem.split(",")}
    for name in block.slots:
        if canonical_spelling(name) not in open_names:
            yield GlossaryProblem(block.file, block.id, f"slots.{name}", "slot-unused", (("slot", name),))
    for key, kind, wanted in (("matches", "block-not-found", True), ("lookalikes", "block-found", False)):
        for latex in getattr(block, key):
            found = any(one.block.id == block.id for one in find_blocks(latex, shelf=shelf_under(glossary)))
            if found is not wanted:
                yield GlossaryProblem(block.file, block.id, key, kind, (("example", latex),))


def _proposed(notation: Notation, glossary: Glossary) -> list[str]:
    """The concepts that the symbols which the notation is about may stand for."""
    document, paper = paper_with(notation)
    symbols = collect_symbols(document).symbols
    evidence = LinkingEvidence(symbols, (), document, paper, glossary)
    meant = [
        one
        for one in symbols
        if notation.symbol == one.latex or (notation.base and notation.base == (one.base or one.latex))
    ]
    options = [option for one in meant for option in options_of(one, evidence)]
    return list(dict.fromkeys(one.concept for one in options if one.concept and one.unmet is None))


def paper_with(notation: Notation) -> tuple[Document, Paper]:
    """The smallest paper in which the notation's conditions hold."""
    formulas = [notation.example, *notation.near[:1]]
    equations = tuple(
        Equation(f"e{n}", Formula(latex, latex, Span("a.tex", 0, len(latex))), "equation", True)
        for n, latex in enumerate(formulas)
    )
    prose = (Passage.of_words(" ".join(notation.words[:1] or (SPARE_WORD,)), "a.tex"),)
    return Document("", (), equations, (), (), prose, {}), Paper(categories=notation.categories[:1])
