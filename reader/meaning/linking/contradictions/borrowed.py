"""Whether words borrowed from a neighbour with the same letter are about another thing."""

from __future__ import annotations

from reader.formula.syntax.canonical import closing
from reader.formula.syntax.tables.name_rows import FAMILY_LETTERS, INDEX_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.pool import Option
from reader.model.symbols import Symbol

FIRST = "0"  # the first of many is special: what is said of ``x_{0}`` is no word on ``x_{t}``, nor the other way round
LONGEST = 14  # characters of a letter in a font
RUNS = INDEX_LETTERS | FAMILY_LETTERS | {"t", r"\tau", "l", "h", "s"}  # letters that run through a family


def is_of_neighbour(option: Option, symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether words are said of the letter with another letter for a label, with 0 for an index, without a prime, or
    where it is no function. Where nothing marks such words as the author's, most are about another thing."""
    if option.source != "sibling" or option.statement is None:
        return False
    if "applied" in symbol.traits and option.statement.spelling in evidence.never_applied:
        return True  # a distance ``d(a, b)`` is no ``d_{y}``
    own, other = take_apart(symbol.latex), take_apart(option.statement.spelling)
    if any(f"${index}$" in option.meaning for index in (*pieces_of(other.sub), *pieces_of(other.sup.strip("()")))):
        return False  # the words say what stands in the script: "the unit mass at $y$"
    if own.primes and not other.primes:
        return True
    return any(_is_apart(*scripts, evidence) for scripts in ((own.sub, other.sub), (own.sup, other.sup)))


def _is_apart(own: str, other: str, evidence: LinkingEvidence) -> bool:
    """Whether two scripts are both there, and are two labels, or one of them is 0."""
    if not own or not other or own == other:
        return False
    if FIRST in (own, other):
        return True
    are_signs = _is_sign(own) and _is_sign(other)
    return are_signs and not (_runs(own, evidence) and _runs(other, evidence))


def _is_sign(script: str) -> bool:
    """Whether a script is one letter or number, in whatever font."""
    is_plain = len(pieces_of(script)) == 1 and not set("_'+-") & set(script)
    return is_plain or (script.startswith("\\") and script.endswith("}") and len(script) <= LONGEST)


def _runs(piece: str, evidence: LinkingEvidence) -> bool:
    """Whether a script is a value of an index, and no label: a number, a letter that counts, or the last one."""
    name = piece.partition("+")[0].partition("-")[0]
    return name.isdigit() or name in RUNS or name in evidence.scripts.lengths


def pieces_of(sub: str) -> tuple[str, ...]:
    """The indices below a letter; none of them where something else stands there."""
    pieces: list[str] = []
    at = 0
    while at < len(sub):
        name = _name(sub, at)
        if name == at:
            return ()
        end = _shifted(sub, name)
        pieces.append(sub[at:end])
        at = end + (sub[end : end + 1] in (",", " "))
    return tuple(pieces)


def _name(sub: str, at: int) -> int:
    """Where a number, or a letter with its own index, ends that begins at an offset; the offset where none does."""
    end = at
    if sub[at : at + 1].isdigit():
        while sub[end : end + 1].isdigit():
            end += 1
        return end
    end += sub[at : at + 1] == "\\"
    if not sub[end : end + 1].isalpha():
        return at
    end += 1
    while sub[at] == "\\" and sub[end : end + 1].isalpha():
        end += 1
    end += sub[end : end + 1] == "'"
    return closing(sub, end + 1) + 1 if sub.startswith("_{", end) else end


def _shifted(sub: str, end: int) -> int:
    """Where an index ends that a number, or a small step, is added to."""
    if sub[end : end + 1] not in ("+", "-"):
        return end
    step = _name(sub, end + 1)
    return _name(sub, step + 1) if sub[step : step + 1] == " " else step
