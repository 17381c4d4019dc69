"""Whether words borrowed from a neighbour with the same letter are about another thing."""

from __future__ import annotations

from reader.formula.syntax.tables.name_rows import FAMILY_LETTERS, INDEX_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import is_kind
from reader.meaning.linking.pool import Option
from reader.meaning.linking.unsaid.families import RUNNING, Indexed, pieces_of
from reader.model.symbols import Symbol

FIRST = "0"  # the first of many is special: what is said of ``x_{0}`` is no word on ``x_{t}``, nor the other way round
TURNING = ("c", "-1")  # what stands above makes another thing: a complement, an inverse
LONGEST = 14  # characters of a letter in a font
RUNS = INDEX_LETTERS | RUNNING | FAMILY_LETTERS


def is_of_neighbour(option: Option, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether words are said of the letter with another letter for a label, with 0 for an index, with more or fewer
    indices, or without a prime. Where nothing marks such words as the author's, most are about another thing."""
    if option.source != "sibling" or option.statement is None or _is_bare(option.meaning):
        return False
    if any(f"${index}$" in option.meaning for index in Indexed.of(option.statement.spelling).indices):
        return False  # the words say what stands in the script: "the unit mass at $y$"
    own, other = take_apart(symbol.latex), take_apart(option.statement.spelling)
    if (own.primes and not other.primes) or (own.sup in TURNING and not other.sup):
        return True
    return any(_is_apart(*scripts, evidence) for scripts in ((own.sub, other.sub), (own.sup, other.sup)))


def _is_apart(own: str, other: str, evidence: LinkingEvidence) -> bool:
    """Whether two scripts are both there, and are two labels, or lists of unlike length, or one of them is 0."""
    if not own or not other or own == other:
        return False
    if FIRST in (own, other):
        return True
    pieces, theirs = pieces_of(own), pieces_of(other)
    if _is_sign(own) and _is_sign(other):
        return not (_runs(own, evidence) and _runs(other, evidence))
    is_list = bool(pieces) and bool(theirs) and all(_runs(one, evidence) for one in (*pieces, *theirs))
    return is_list and len(pieces) != len(theirs) and not own.startswith(other)


def _is_sign(script: str) -> bool:
    """Whether a script is one letter or number, in whatever font."""
    is_plain = len(pieces_of(script)) == 1 and not set("_'+-") & set(script)
    return is_plain or (script.startswith("\\") and script.endswith("}") and len(script) <= LONGEST)


def _runs(piece: str, evidence: LinkingEvidence) -> bool:
    """Whether a script is a value of an index, and no label: a number, a letter that counts, or the last one."""
    name = piece.partition("+")[0].partition("-")[0]
    return name.isdigit() or name in RUNS or name in evidence.scripts.lengths


def _is_bare(meaning: str) -> bool:
    """Whether words are one noun that only names a kind of thing."""
    return is_kind(meaning) and " " not in meaning
