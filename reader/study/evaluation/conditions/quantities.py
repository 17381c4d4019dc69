"""Which numbers names can hold, by the author's words for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Meaning, Number, Symbol, bare
from reader.formula.semantics.parser import read_meaning
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.parsing import parse_formula
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import levels
from reader.study.noun_kinds import THING, head_of, quantity_of

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
# What may as well be a vector or a matrix.
SEVERAL = frozenset(
    {
        "weight",
        "gain",
        "bias",
        "signal",
        "response",
        "error",
        "residual",
        "mean",
        "average",
        "median",
        "expectation",
        "shift",
        "offset",
        "intercept",
        "coordinate",
        "value",
        "score",
        "logit",
        "cost",
        "scale",
        "precision",
        "norm",
        "advantage",
        "difference",
        "gap",
        "demand",
        "supply",
        "consumption",
        "multiplier",
        "effect",
        "potential",
        "charge",
        "coefficient",
        "constant",
        "density",
        "real",
        "indicator",
        "correlation",
        "cosine",
        "kernel",
        "angle",
        "phase",
        "function",
        "variance",
        "deviation",
        "cdf",
        "likelihood",
        "weighting",
        "probability",
        "return",
        "utility",
    }
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
        for meaning in [sense.meaning for sense in annotation.senses] or [annotation.meaning or ""]:
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


def numbers_called(annotations: Iterable[Annotation]) -> Iterator[str]:
    """Names that all their words call one number, each with its family: a loss, a fraction, the capacity of a lake.
    A weight, a gain or a mean may be a vector.
    """
    told = [each for each in annotations if each.status in SAID and each.symbol.kind == "identifier"]
    shared = Counter(each.meaning for each in told)
    for annotation in told:
        meanings = [sense.meaning for sense in annotation.senses] or [annotation.meaning or ""]
        plural = shared[annotation.meaning] > 1 or levels(annotation.symbol.latex)[0] != annotation.symbol.latex
        if "bold" not in annotation.symbol.traits and all(is_one_number(each, plural) for each in meanings):
            yield from dict.fromkeys((annotation.symbol.latex, *levels(annotation.symbol.latex)[:1]))
            if "_" not in annotation.symbol.latex and "^" not in annotation.symbol.latex:
                yield f"{annotation.symbol.latex}_{{*}}"


def numbers_set(formulas: Iterable[Meaning]) -> frozenset[str]:
    """Names that the paper says to be one number, and nothing else: ``M = 255``. Also a matrix may be 0 or 1."""
    told: dict[str, list[bool]] = {}
    for chain in (each for formula in formulas for each in said_in(formula)):
        left, right = chain.operands[0], bare(chain.operands[1])
        if isinstance(left, Symbol) and not left.bold and chain.relations[0].sign in EQUAL:
            told.setdefault(left.latex, []).append(isinstance(right, Number) and right.text not in ("0", "1"))
    return frozenset(name for name, numbers in told.items() if all(numbers))


def is_one_number(meaning: str, plural: bool) -> bool:
    """Whether a noun phrase names one number; ``plural`` says that each of its letters is one of those."""
    words = head_of(meaning).lower().split()
    if not words or not SEVERAL.isdisjoint((words[-1], words[-1].removesuffix("s"))):
        return False
    several = words[-1].endswith("s") and not words[-1].endswith("ss")
    return quantity_of(meaning) not in (None, THING) and (plural or not several)
