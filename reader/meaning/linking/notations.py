"""Whether a row of the glossary's notations holds for a symbol of a paper, and what speaks for it."""

from __future__ import annotations

from glossary import Notation
from glossary.model import ConceptId, Texts
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.noun_classes import class_of, head_of_name
from reader.meaning.linking.structure import written_whole
from reader.model.symbols import Occurrence, Symbol

WHOLES = frozenset(("set", "distribution"))  # classes of nouns that name no number
THINGS: frozenset[ConceptId] = frozenset({
    "trajectory", "sequence", "graph", "tree", "prompt", "response", "preferred-response", "dispreferred-response",
    "image", "markov-decision-process", "topological-space", "manifold", "transition-probability",
})  # fmt: skip
OF_NUMBERS = ("denominator", "exponent", "size", "part-of-size", "upper", "list-end", "family-end", "factorial")
SOUGHT = ("argmin", "argmax", r"\arg\min", r"\arg\max")
OFTEN = 0.3  # the share of a letter's places that must need a number
# Where time may run from noise to data, so that the letters of both ends do not tell which of them is noise.
OF_NOISING: frozenset[ConceptId] = frozenset({"clean-sample", "noisy-sample"})
FLOWS = ("flow match", "flow-matching", "rectified flow", "interpolant")
# What a letter names below others too.
LABELS: frozenset[ConceptId] = frozenset({"parameter", "query", "key", "value-vector"})


def holds(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether all conditions of a notation are met by the symbol and its paper."""
    return unmet(notation, symbol, evidence) is None


def unmet(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> str | None:
    """The field of the first condition that is not met, None where all are."""
    if notation.kind is not None and notation.kind != symbol.kind:
        return "kind"
    if not symbol.traits.issuperset(notation.traits):
        return "traits"
    if "indexes" not in notation.traits and notation.concept not in LABELS and evidence.scripts.only_in_scripts(symbol):
        return "traits"
    if not symbol.traits.isdisjoint(notation.without):
        return "without"
    if _is_no_number(notation.concept, evidence) and _is_number(symbol, evidence):
        return "traits"
    if _is_written_otherwise(notation.concept, symbol, evidence) or evidence.statements_around(symbol):
        return "traits"
    if notation.near and not any(_is_near(sign, symbol, evidence) for sign in notation.near):
        return "near"
    if notation.categories and evidence.categories and not _in_categories(notation, evidence):
        return "categories"
    return "words" if notation.words and not any(map(evidence.vocabulary.says_word, notation.words)) else None


def _is_near(sign: str, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a sign stands in the paper; where the symbol is a bare letter, in one of the letter's sections."""
    is_bare = symbol.base in (None, symbol.latex)
    return sign in evidence.spellings and (not is_bare or evidence.order.share_section(symbol.latex, sign))


def _is_no_number(concept: ConceptId, evidence: LinkingEvidence) -> bool:
    """Whether a concept is a whole of many things, or a thing that is no quantity."""
    return class_of(head_of_name(evidence.glossary[concept].english_names)) in WHOLES or concept in THINGS


def _is_number(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether its places need a number: what divides, is counted up to, or is a size. What is applied may divide by its
    values."""
    standing = evidence.standings.get(symbol.id)
    if standing is None or "applied" in symbol.traits:
        return False
    return sum(standing.places.get(place, 0.0) for place in OF_NUMBERS) >= OFTEN


def _is_written_otherwise(concept: ConceptId, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether what is written tells a letter from a concept: a size is no index, a cell ``p_{01}`` no distribution, an
    entry of the vector ``\\mathbf{x}`` no example, and what is sought, ``\\hat{f} = \\arg\\min``, no transform."""
    parts = take_apart(symbol.latex)
    if concept == "probability-distribution":
        return len(parts.sub) > 1 and parts.sub.isdigit()
    if concept == "training-example":
        return any(True for _ in written_whole(symbol, parts, evidence))
    if concept in OF_NOISING:
        return _is_on_path(parts.base, evidence)
    if concept == "index":
        return _is_size(symbol, evidence)
    if concept != "fourier-transform":
        return False
    firsts = {use.equation: use for use in reversed(symbol.occurrences)}  # of a formula the first place is enough
    return any(_is_sought(use, evidence) for use in firsts.values())


def _is_on_path(base: str, evidence: LinkingEvidence) -> bool:
    """Whether a letter stands at both ends of a path, in a paper on flows: there ``x_0`` may be the noise."""
    ends = (f"{base}_{{0}}", f"{base}_{{1}}")
    are_beside = all(end in evidence.spellings for end in ends) and evidence.order.share_section(*ends)
    return are_beside and any(map(evidence.vocabulary.tells, FLOWS))


def _is_sought(use: Occurrence, evidence: LinkingEvidence) -> bool:
    """Whether a symbol stands before the sign of what makes something smallest or largest."""
    formula = evidence.formulas.get(use.equation)
    latex = formula.formula.expanded if formula is not None else ""
    return any(latex.find(sign, use.end) >= 0 for sign in SOUGHT)


def _is_size(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a letter is the number of rows or columns of something: that runs over nothing."""
    standing = evidence.standings.get(symbol.id)
    return standing is not None and any(standing.places.get(place) for place in ("size", "part-of-size"))


def grounds(notation: Notation, symbol: Symbol, evidence: LinkingEvidence) -> Texts:
    """Why the notation holds: its own reason, else what in the paper speaks for it."""
    if notation.why:
        return notation.why
    word = next(filter(evidence.vocabulary.says_word, notation.words), None)
    if word is not None:
        return reason("convention-word", text=evidence.vocabulary.word_said(word))
    sign = next((sign for sign in notation.near if _is_near(sign, symbol, evidence)), None)
    return reason("convention-near", text=sign) if sign is not None else reason("convention")


def _in_categories(notation: Notation, evidence: LinkingEvidence) -> bool:
    return any(category.startswith(notation.categories) for category in evidence.categories)
