"""What a comparison says: which side is the smaller one, and what lies between what."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import (
    Chain,
    Constant,
    Meaning,
    Nothing,
    Number,
    Symbol,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST, GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence
from reader.study.walkthrough.skeleton import width_of

DOTS = ("dots", "ellipsis")


def compared(statement: Meaning) -> Meaning:
    """Of a comparison the side that it is about: what stands in the other one is a means to an end."""
    return statement.operands[0] if isinstance(statement, Chain) and _way(statement) else statement


def bounds_in(statement: Meaning) -> Iterator[Sentence]:
    """What is at most what, where one does not see it at once."""
    if not isinstance(statement, Chain) or _goes_on(statement):
        return
    way = _way(statement)
    if way and not isinstance(statement.operands[0], Nothing):
        yield from filter(None, (_between(statement, way) or _ends(statement) or _named(statement, way),))


def _goes_on(chain: Chain) -> bool:
    """Whether it leaves something out: ``a < b < \\dots``."""
    return any(dots in meaning_latex(chain) for dots in DOTS)


def _way(chain: Chain) -> str:
    """ "most" or "least", where all signs of a chain go the same way; "" where they do not."""
    signs = {each.sign for each in chain.relations} - GIVING_RELATIONS
    if not signs:
        return ""
    if signs <= AT_MOST:
        return "most"
    return "least" if signs <= AT_LEAST else ""


# --- which side is the smaller one ---


def _between(chain: Chain, way: str) -> Sentence | None:
    """``0 \\le f(x) \\le c``: what stands in the middle is more than its ends."""
    if len(chain.operands) != 3 or any(each.sign in GIVING_RELATIONS for each in chain.relations):
        return None
    first, middle, last = chain.operands
    if isinstance(middle, Symbol | Number) or not _is_meant(middle, first, last):
        return None
    if not is_readable(first) or not is_readable(last):
        return None
    low, high = (first, last) if way == "most" else (last, first)

    def write(pen: Pen) -> str:
        what = pen.part(middle) if is_readable(middle) else pen.row("middle")
        return pen.row("lies-between", part=what, first=pen.part(low), last=pen.part(high))

    return Sentence("certain", chain, write)


def _is_meant(middle: Meaning, first: Meaning, last: Meaning) -> bool:
    """Whether a comparison is about its middle: that is written in letters of its own, or at most length. What goes on
    from one end alone is a step on the way to the other."""
    inside, ends = _symbols(middle), [_symbols(first), _symbols(last)]
    shared = [bool(inside & each) for each in ends]
    if inside and not any(shared):
        return True
    is_step = bool(ends[0]) and sum(shared) == 1
    return not is_step and width_of(middle) > max(width_of(first), width_of(last))


def _ends(chain: Chain) -> Sentence | None:
    """The two ends of what is written in one go: in ``P = K n^2 \\; n < m`` a condition stands behind."""
    signs = [each.sign for each in chain.relations]
    return ends_of(chain) if signs[0] not in GIVING_RELATIONS and len(set(signs) - GIVING_RELATIONS) == 1 else None


def ends_of(chain: Meaning) -> Sentence | None:
    """The two ends of several steps; bounds of a letter are seen."""
    way = _way(chain) if isinstance(chain, Chain) and len(chain.operands) > 2 else ""
    if not isinstance(chain, Chain) or not way or _goes_on(chain):
        return None
    first, last = chain.operands[0], chain.operands[-1]
    if isinstance(first, Number | Nothing) or not is_readable(first) or not is_readable(last):
        return None
    if len(chain.operands) == 3 and _symbols(first) == _symbols(last) != _symbols(chain.operands[1]):
        return None  # what lies between is meant, and the ends are seen to be in order
    return Sentence("certain", chain, lambda pen: pen.row(f"ends-{way}", left=pen.part(first), right=pen.part(last)))


def _symbols(part: Meaning) -> set[str]:
    return {each.latex for each in walk(part) if isinstance(each, Symbol)}


def _named(chain: Chain, way: str) -> Sentence | None:
    """A limit of what has a name."""
    left, right = chain.operands[0], chain.operands[-1]
    if len(chain.operands) != 2 or isinstance(right, Number | Constant) or not is_readable(left):
        return None

    def write(pen: Pen) -> str:
        if not pen.untold([_head(left)]) and not (is_readable(right) and pen.untold([_head(right)])):
            return ""  # the eye sees it
        limit = pen.part(right, _head(right)) if is_readable(right) else pen.row("right-side")
        return pen.row(f"at-{way}", left=pen.part(left, _head(left)), right=limit)

    return Sentence("certain", chain, write)


def _head(part: Meaning) -> Meaning:
    """What a side has its name from: of ``f(x)`` the letter that is no argument. The mean of a loss is no loss."""
    inner = bare(part)
    return getattr(inner, "function", inner)
