"""Every row of the built-in glossary through the reader: formulas parse, what it says and shows links to it."""

import pytest

import glossary
from glossary.model import TRAITS, Concept, Notation
from reader.formula import parse_formula
from reader.formula.canonical import canonical_spelling
from reader.formula.inventory import collect_symbols
from reader.formula.symbols import symbol_uses
from reader.meaning.concept_names import name_concept
from reader.meaning.linking import annotate
from reader.model import Document, Equation, Formula, Paper, Passage, Span

GLOSSARY = glossary.load()
CONCEPTS = pytest.mark.parametrize("concept", GLOSSARY.concepts.values(), ids=lambda concept: concept.id)
NOTATIONS = pytest.mark.parametrize(
    "notation", GLOSSARY.notations, ids=lambda notation: f"{notation.symbol or notation.base}-{notation.concept}"
)


@CONCEPTS
def test_formula_parses(concept: Concept):
    assert parse_formula(concept.formula or "").problems == ()


@CONCEPTS
def test_what_an_author_says_names_the_concept(concept: Concept):
    naming = name_concept(concept.says, GLOSSARY)
    assert (naming and naming.concept) == concept.id


@NOTATIONS
def test_notation_is_spelled_canonically(notation: Notation):
    brackets = {use.latex for use in symbol_uses(parse_formula(notation.example)) if use.kind == "fence"}
    for symbol in filter(None, (notation.symbol, notation.base, *notation.near)):
        assert symbol in brackets or canonical_spelling(symbol) == symbol


def paper_with(notation: Notation) -> tuple[Document, Paper]:
    """The smallest paper in which the notation's conditions hold."""
    formulas = [notation.example, *notation.near[:1]]
    equations = tuple(
        Equation(f"e{n}", Formula(latex, latex, Span("a.tex", 0, len(latex))), "equation", True)
        for n, latex in enumerate(formulas)
    )
    prose = (Passage(" ".join(notation.words[:1]), Span("a.tex", 0, 1), ()),)
    return Document("", (), equations, (), (), prose, {}), Paper(categories=notation.categories[:1])


@NOTATIONS
def test_notation_links_in_its_example(notation: Notation):
    document, paper = paper_with(notation)
    symbols = collect_symbols(document).symbols
    meant = [
        s for s in symbols if notation.symbol == s.latex or (notation.base and notation.base == (s.base or s.latex))
    ]
    assert meant, [s.latex for s in symbols]
    found = {one.symbol.latex: one for one in annotate(symbols, (), document, paper, GLOSSARY)}
    linked = [found[symbol.latex].links[:1] for symbol in meant]
    assert notation.concept in [link.concept for links in linked for link in links]


def test_traits_are_those_that_symbols_have():
    from reader.formula import symbols

    documented = {trait for trait in TRAITS if f"``{trait}``" in (symbols.__doc__ or "")}
    assert documented == TRAITS
