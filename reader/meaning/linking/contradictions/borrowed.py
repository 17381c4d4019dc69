"""Whether words borrowed from a neighbour with the same letter are about another thing."""

from __future__ import annotations

from reader.formula.syntax.tables.name_rows import INDEX_LETTERS, SCRIPT_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import Spelling, take_apart
from reader.meaning.linking.features import is_kind
from reader.meaning.linking.pool import Option
from reader.meaning.linking.unsaid.families import RUNNING, Indexed
from reader.model.symbols import Symbol

FIRST = "0"  # the first of many is special: what is said of ``x_{0}`` is no word on ``x_{t}``, nor the other way round
MOST_APART = 2  # indices by which names differ that are called alike
STEPS = ("+", "-")
TURNING = ("c", "C", r"\complement", "-1", "2", "-")  # what stands above makes another thing
RANGES = (r"\to", ":")  # from here to there
RUNS = INDEX_LETTERS | RUNNING


def is_of_neighbour(option: Option, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether words are said of the letter with other scripts, and these are more than another value of one index, or
    a number behind them. Where nothing marks such words as the author's, most are about another thing."""
    if option.source != "sibling" or option.statement is None or _is_bare(option.meaning):
        return False
    own, other = Indexed.of(symbol.latex), Indexed.of(option.statement.spelling)
    if any(f"${index}$" in option.meaning for index in other.indices):
        return False  # the words say what stands in the script: "the unit mass at $y$"
    parts, theirs = take_apart(symbol.latex), take_apart(option.statement.spelling)
    if _keeps(parts, theirs) or _is_alike(parts, theirs):
        return False
    if own.kin != other.kin:
        return not _is_of_tensor(own, other)
    apart = [pair for pair in zip(own.indices, other.indices, strict=True) if pair[0] != pair[1]]
    is_alike = len(apart) <= MOST_APART and all(_is_other_value(*pair, evidence) for pair in apart)
    return not is_alike and not _is_of_tensor(own, other)


def _is_of_tensor(own: Indexed, other: Indexed) -> bool:
    """Whether two names bear as many capitals, two at least, be it above or below."""
    pieces = (*own.indices, *other.indices)
    is_tensor = len(own.indices) == len(other.indices) > 1 and all(len(one) == 1 and one.isupper() for one in pieces)
    return is_tensor and own.kin[:2] == other.kin[:2]


def _keeps(own: Spelling, other: Spelling) -> bool:
    """Whether a name bears the other's only script, and one more besides: the ``I_{A}^{n}`` of an ``I_{A}``. A power,
    or a complement, is another thing."""
    if (own.base, own.primes) != (other.base, other.primes) or (other.sub and other.sup):
        return False
    if other.sub:
        return own.sub == other.sub and own.sup not in TURNING
    return own.sup == other.sup


def _is_alike(own: Spelling, other: Spelling) -> bool:
    """Whether scripts that are no lists of indices are alike: both from here to there, or a number or a step behind the
    other's, as the second ``s_{y2}`` of the errors ``s_{y}`` has one."""
    is_rest_same = (own.base, own.sup, own.primes) == (other.base, other.sup, other.primes)
    behind = own.sub.removeprefix(other.sub).strip()
    is_longer = bool(other.sub) and own.sub.startswith(other.sub) and (behind.isdigit() or behind[:1] in STEPS)
    return is_rest_same and (is_longer or any(mark in own.sub and mark in other.sub for mark in RANGES))


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
