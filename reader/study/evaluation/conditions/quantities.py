"""Which numbers names can hold, by the author's words for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Symbol
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.spelling import levels
from reader.study.noun_kinds import THING, counted_phrase, quantity_of

if TYPE_CHECKING:
    from glossary.model import ConceptId
    from reader.model.annotations import Annotation
    from reader.model.reading import Reading

SAID = frozenset({"paper", "structure", "reader", "model"})  # in this paper, and not by custom alone
RATED: frozenset[ConceptId] = frozenset({"precision-metric", "recall"})  # shares, whatever a precision is elsewhere
BEFORE = 40  # characters before a formula in which its noun stands
JOINING = frozenset(
    {"and", "or", "with", "of", "the", "a", "an", "for", "where", "by", "at", "in", "to", "its", "their"}
)
LONGEST = 12  # of a letter with its scripts
COUNTED = frozenset({"natural", "integer"})  # what "number $n$" may be told otherwise


def quantities_in(annotations: Iterable[Annotation]) -> Mapping[str, str]:
    """By name, and once more by its family, the numbers that it can hold by the words for it in this
    paper: "" where these call it no quantity, or several.
    """
    annotations = [
        each for each in annotations if each.status in SAID and each.symbol.kind in ("identifier", "operator")
    ]
    rated = {each.symbol.latex for each in annotations for link in each.links[:1] if link.concept in RATED}
    found: dict[str, set[str]] = {}
    for annotation in annotations:
        name = annotation.symbol.latex
        for meaning in [sense.meaning for sense in annotation.senses] or [counted_phrase(annotation)]:
            numbers = "unit" if name in rated else quantity_of(meaning) or ""
            for level in dict.fromkeys((name, *levels(name)[:1])) if meaning else ():
                found.setdefault(level, set()).add(numbers)
    return {name: domains.pop() if len(domains) == 1 else "" for name, domains in found.items()}


def named_in_passing(reading: Reading) -> Mapping[str, str]:
    """The same of letters that nothing says more of than the noun before them: "precision $P$ and recall $R$"."""
    nameless = {each.symbol.latex for each in reading.annotations
                if each.symbol.kind == "identifier" and each.status not in SAID}  # fmt: skip
    found: dict[str, set[str]] = {}
    for name, noun in nouns_before(reading, nameless):
        numbers = quantity_of(noun)
        if numbers is not None and numbers != THING and numbers not in COUNTED:
            found.setdefault(name, set()).add(numbers)
    return {name: domains.pop() for name, domains in found.items() if len(domains) == 1}


def nouns_before(reading: Reading, names: set[str]) -> Iterator[tuple[str, str]]:
    """Names that stand alone between their dollars, with up to two words right before them."""
    for passage in reading.document.passages if names else ():
        for start, _, formula in passage.formulas:
            latex = formula.strip().strip("$").removeprefix(r"\(").removesuffix(r"\)").strip()
            words = passage.text[max(0, start - BEFORE) : start].rstrip("~ ").split()[-2:]
            if len(latex) > LONGEST or not words or not words[-1].isalpha():
                continue
            node = read_meaning(parse_formula(latex))
            if isinstance(node, Symbol) and node.latex in names:
                yield node.latex, " ".join(word for word in words if word.lower() not in JOINING)
