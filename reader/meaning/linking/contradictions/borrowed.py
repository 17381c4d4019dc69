"""Whether words borrowed from a neighbour with the same letter are about another thing."""

from __future__ import annotations

from reader.formula.syntax.tables.name_rows import INDEX_LETTERS, SCRIPT_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import is_kind
from reader.meaning.linking.pool import Option
from reader.meaning.linking.unsaid.families import RUNNING, Indexed, pieces_of
from reader.model.symbols import Symbol

FIRST = "0"  # the first of many is special: what is said of ``x_{0}`` is no word on ``x_{t}``, nor the other way round
STEPS = ("+", "-")
TURNING = ("c", "-1")  # what stands above makes another thing: a complement, an inverse
RANGES = (r"\to", ":")  # from here to there
RUNS = INDEX_LETTERS | RUNNING


def is_of_neighbour(option: Option, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether words are said of the letter with another label, with 0 for an index, with more or fewer indices
    there, or without a prime. Where nothing marks such words as the author's, most are about another thing."""
    if option.source != "sibling" or option.statement is None or _is_bare(option.meaning):
        return False
    if any(f"${index}$" in option.meaning for index in Indexed.of(option.statement.spelling).indices):
        return False  # the words say what stands in the script: "the unit mass at $y$"
    own, other = take_apart(symbol.latex), take_apart(option.statement.spelling)
    if (own.primes and not other.primes) or (own.sup in TURNING and not other.sup):
        return True
    return any(_is_apart(*scripts, evidence) for scripts in ((own.sub, other.sub), (own.sup, other.sup)))


def _is_apart(own: str, other: str, evidence: LinkingEvidence) -> bool:
    """Whether two scripts are both there, and differ by more than another value of their indices."""
    if not own or not other or own == other or (own.startswith(other) and own[len(other) :].strip()[:1] in STEPS):
        return False
    if own.startswith(other) and own[len(other) :].strip().isdigit():
        return False  # the second ``s_{y2}`` of the errors ``s_{y}``
    if any(mark in own and mark in other for mark in RANGES):
        return False
    pieces, theirs = (pieces_of(script.removeprefix("(").removesuffix(")")) for script in (own, other))
    if not pieces or not theirs or len(pieces) != len(theirs):
        return True
    is_tensor = len(pieces) > 1 and all(len(one) == 1 and one.isupper() for one in (*pieces, *theirs))
    apart = [pair for pair in zip(pieces, theirs, strict=True) if pair[0] != pair[1]]
    return not is_tensor and not all(_is_other_value(*pair, evidence) for pair in apart)


def _is_other_value(own: str, other: str, evidence: LinkingEvidence) -> bool:
    """Whether two scripts are values of one index: ``x_{1}`` and ``x_{i}``, ``x_{n}`` and ``x_{N}``."""
    names = [piece.partition("+")[0].partition("-")[0] for piece in (own, other)]
    if FIRST in names:
        return False
    runs = RUNS | SCRIPT_LETTERS if names[0].isdigit() else RUNS
    return all(name.isdigit() or name in runs or name in evidence.scripts.lengths for name in names)


def _is_bare(meaning: str) -> bool:
    """Whether words are one noun that only names a kind of thing."""
    return is_kind(meaning) and " " not in meaning
