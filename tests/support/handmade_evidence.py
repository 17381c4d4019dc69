"""Symbols, definitions and a paper by hand: what linking looks at, and a judge that looks at one number alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from glossary import Glossary
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.forest import LEAF, Forest, Judge
from reader.model.annotations import Definition, SourceKind
from reader.model.document import Document, Equation, Formula, Passage
from reader.model.source import Paper, Span
from reader.model.symbols import Occurrence, Symbol

FILE = "main.tex"
EVEN = ((0.0, 0.0), (1.0, 1.0))


def symbol(
    latex: str,
    *traits: str,
    base: str | None = None,
    kind: str = "identifier",
    at: Sequence[tuple[int, int, int]] = (),
    written: tuple[str, ...] = (),
) -> Symbol:
    """``at`` holds (equation number, start, end)."""
    occurrences = tuple(Occurrence(f"e{n}", Span(FILE, 1000 * n, 1000 * n + 1), start, end) for n, start, end in at)
    return Symbol(f"s-{latex}", latex, kind, base, frozenset(traits), written or (latex,), occurrences)


def says(latex: str, text: str, at: int = 0, kind: SourceKind = "sentence") -> Definition:
    """A definition that stands ``at`` characters into the file."""
    place = Span(FILE, at, at + 5)
    return Definition(latex, text, place, "be", f"{latex} is {text}", place, kind)


def paper_of(*formulas: str, prose: str = "") -> Document:
    """Equation n stands at character 1000 n, in passage n."""
    equations = tuple(
        Equation(f"e{n}", Formula(latex, latex, Span(FILE, 1000 * n, 1000 * n + 9)), "equation", True)
        for n, latex in enumerate(formulas)
    )
    passages = tuple(Passage.of_words(prose, FILE, 1000 * n) for n in range(5))
    return Document("", (), equations, (), (), passages, {})


def evidence_of(
    glossary: Glossary,
    symbols: Sequence[Symbol],
    definitions: Sequence[Definition] = (),
    document: Document | None = None,
    categories: tuple[str, ...] = (),
) -> LinkingEvidence:
    return LinkingEvidence(symbols, definitions, document or paper_of(), Paper(categories=categories), glossary)


def asks(feature: str, yes: float = 3.0, no: float = -3.0) -> Forest:
    """One tree with one question: whether a number is more than a half. Log-odds for yes and no."""
    tree = ((0, 0.5, 1, 2, 0.0), (-1, 0.0, 0, 0, no), (-1, 0.0, 0, 0, yes))
    return Forest((feature,), 0.0, (tree,), EVEN)


def judge_of(meaning: Forest, claim: Forest | None = None, concept: Forest | None = None) -> Judge:
    """What is not given says no to everything. Meanings and claims take their numbers in one order."""
    never = asks("nothing has this")
    names = (*meaning.names, *(claim or never).names)
    return Judge(_asking(meaning, names), _asking(claim or never, names), concept or never, never)


def _asking(forest: Forest, names: tuple[str, ...]) -> Forest:
    """The same forest with its numbers among others."""
    place = {at: names.index(name) for at, name in enumerate(forest.names)} | {LEAF: LEAF}
    trees = tuple(tuple((place[feature], *rest) for feature, *rest in tree) for tree in forest.trees)
    return replace(forest, names=names, trees=trees)
