"""What a comparison says: which side is the smaller one, what lies between what, and which letters move the limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.formula.semantics.nodes import (
    Chain,
    Constant,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST, GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.walkthrough.directions import COUNTS
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence, value_told
from reader.study.walkthrough.skeleton import width_of
from reader.study.walkthrough.weights import COEFFICIENTS

ABOUT = frozenset((r"\lesssim", r"\gtrsim"))  # the same up to a constant factor
DOTS = ("dots", "ellipsis")
# Rows by the way of a comparison, and whether it holds up to a constant factor.
ENDS = {
    ("most", False): "ends-most", ("least", False): "ends-least", ("most", True): "ends-most-about",
    ("least", True): "ends-least-about",
}  # fmt: skip
LIMITS = {
    ("most", False): "at-most", ("least", False): "at-least", ("most", True): "at-most-about",
    ("least", True): "at-least-about",
}  # fmt: skip
MOST = 2  # terms of a sum that stay as they are
MANY = frozenset(("sum", "product", "extremum"))  # kinds of operations
NO_SCALES = frozenset(("Z", "d", "e", r"\pi"))  # a constant by what is above, a dimension, numbers
GROWING = COUNTS | COEFFICIENTS | {"t"}  # letters of which one asks what becomes of a sum when they are large


def compared(statement: Meaning) -> Meaning:
    """Of a comparison the side that it is about: what stands in the other one is a means to an end."""
    return statement.operands[0] if isinstance(statement, Chain) and _way(statement) else statement


def bounds_in(statement: Meaning) -> Iterator[Sentence]:
    """What is at most what, where one does not see it at once; then what a letter on the right does to it."""
    if not isinstance(statement, Chain) or _goes_on(statement):
        return
    way = _way(statement)
    if way and not isinstance(statement.operands[0], Nothing):
        yield from filter(None, (_between(statement, way) or _ends(statement) or _named(statement, way),))
    if way == "most" or all(each.sign in GIVING_RELATIONS for each in statement.relations):
        yield from filter(None, (_opposed(statement) or _fading(statement),))


def _goes_on(chain: Chain) -> bool:
    """Whether it leaves something out: ``a < b < \\dots``."""
    return any(dots in meaning_latex(chain) for dots in DOTS)


def _way(chain: Chain) -> str:
    """ "most" or "least", where all signs of a chain go the same way; "" where they do not."""
    signs = {each.sign for each in chain.relations} - GIVING_RELATIONS
    if not signs:
        return ""
    if signs <= AT_MOST | {r"\lesssim"}:
        return "most"
    return "least" if signs <= AT_LEAST | {r"\gtrsim"} else ""


# --- which side is the smaller one ---


def _between(chain: Chain, way: str) -> Sentence | None:
    """``0 \\le f(x) \\le c``: what stands in the middle is more than its ends."""
    if len(chain.operands) != 3 or any(each.sign in GIVING_RELATIONS | ABOUT for each in chain.relations):
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
    key = ENDS[way, any(each.sign in ABOUT for each in chain.relations)]
    return Sentence("certain", chain, lambda pen: pen.row(key, left=pen.part(first), right=pen.part(last)))


def _symbols(part: Meaning) -> set[str]:
    return {each.latex for each in walk(part) if isinstance(each, Symbol)}


def _named(chain: Chain, way: str) -> Sentence | None:
    """A limit of what has a name."""
    left, right = chain.operands[0], chain.operands[-1]
    if len(chain.operands) != 2 or isinstance(right, Number | Constant) or not is_readable(left):
        return None
    key = LIMITS[way, chain.relations[0].sign in ABOUT]

    def write(pen: Pen) -> str:
        if not pen.untold([_head(left)]) and not (is_readable(right) and pen.untold([_head(right)])):
            return ""  # the eye sees it
        limit = pen.part(right, _head(right)) if is_readable(right) else pen.row("right-side")
        return pen.row(key, left=pen.part(left, _head(left)), right=limit)

    return Sentence("certain", chain, write)


def _head(part: Meaning) -> Meaning:
    """What a side has its name from: of ``f(x)`` the letter that is no argument. The mean of a loss is no loss."""
    inner = bare(part)
    return getattr(inner, "function", inner)


# --- what a letter on the right does ---


def _terms(side: Meaning) -> Sequence[Meaning]:
    """The terms of a sum in which nothing is taken away."""
    right = bare(side)
    is_sum = isinstance(right, Total) and len(right.terms) > 1 and not set(right.signs) - {"", "+"}
    return right.terms if is_sum and isinstance(right, Total) else ()


def _opposed(chain: Chain) -> Sentence | None:
    """``\\frac{D^2}{\\eta} + \\eta G^2``: a letter that makes one term smaller and another one larger."""
    terms = _terms(chain.operands[-1])
    for letter in _letters(chain.operands[-1]):
        ways = [_way_with(each, letter) for each in terms]
        down, up = _which(terms, ways, "down"), _which(terms, ways, "up")
        if "mixed" not in ways and len(down) == len(up) == 1 and all(map(is_readable, (*down, *up))):
            return _told("pulls-both-ways", chain, letter, part=down, others=up)
    return None


def _fading(chain: Chain) -> Sentence | None:
    """``a + \\frac{b}{n}``: what is left where a letter is large."""
    terms = _terms(chain.operands[-1])
    for letter in _letters(chain.operands[-1]):
        ways = [_way_with(each, letter) for each in terms]
        down, others = _which(terms, ways, "down"), _which(terms, ways, "none")
        if len(down) + len(others) < len(terms) or not down or letter.latex not in GROWING:
            continue
        if not others and letter.latex in COUNTS:
            return _told("all-fade", chain, letter)
        if len(down) == 1 and len(others) <= MOST and all(map(is_readable, (*down, *others))):
            return _told("fades-but", chain, letter, part=down, others=others)
    return None


def _which(terms: Sequence[Meaning], ways: Sequence[str], way: str) -> list[Meaning]:
    return [each for each, found in zip(terms, ways, strict=True) if found == way]


def _told(key: str, chain: Chain, letter: Symbol, **parts: Sequence[Meaning]) -> Sentence:
    def write(pen: Pen) -> str:
        told = {name: pen.listed([pen.math(meaning_latex(one)) for one in each]) for name, each in parts.items()}
        given = "" if letter.stem in COUNTS else pen.row("positive", parts=pen.math(letter.latex))
        named = pen.part(letter)
        return pen.row(key, letter=named, bare=pen.math(letter.latex), given=given, side=value_told(pen, chain), **told)

    return Sentence("certain", chain.operands[-1], write)


def _letters(side: Meaning) -> Iterator[Symbol]:
    """The letters below a fraction bar, each once."""
    seen: set[str] = set()
    for term in _terms(side):
        for factor in _above_and_below(bare(term))[1]:
            base = _base(factor)
            if isinstance(base, Symbol) and base.latex not in seen and not base.bold and base.stem not in NO_SCALES:
                seen.add(base.latex)
                yield base


def _base(factor: Meaning) -> Meaning:
    """``n`` of ``n^2`` and of its root; a power that is not a positive number has none."""
    inner = bare(factor)
    if isinstance(inner, Root):
        return _base(inner.body) if inner.degree is None else inner
    if isinstance(inner, Power) and isinstance(inner.exponent, Number):
        return bare(inner.base)
    return inner


def _way_with(term: Meaning, letter: Symbol) -> str:
    """Whether a product grows or shrinks in size with a letter that is positive: "up", "down", "none" where the letter
    does not stand in it, "mixed" where that is open."""
    above, below = _above_and_below(bare(term))
    up, down = ([_has(_base(each), letter) for each in factors] for factors in (above, below))
    if "open" in (*up, *down):
        return "mixed"
    if "yes" not in (*up, *down):
        return "none"
    return "mixed" if "yes" in up and "yes" in down else "up" if "yes" in up else "down"


def _has(part: Meaning, letter: Symbol) -> str:
    """Whether a factor is the letter ("yes"), has nothing to do with it ("no"), or depends on it somehow."""
    if isinstance(part, Symbol) and part.latex == letter.latex:
        return "yes"
    inside = list(walk(part))
    is_open = any(_mentions(each, letter) for each in inside if isinstance(each, Symbol))
    is_open |= any(isinstance(each, Undecided) and letter.latex in each.latex for each in inside)
    is_open |= any(isinstance(each, Operation) and each.kind in MANY for each in inside)  # of as many things as it says
    return "open" if is_open else "no"


def _mentions(symbol: Symbol, letter: Symbol) -> bool:
    """Whether a symbol is the letter or one of its kind, of which it may be made, or has it among its scripts:
    ``N_a`` beside ``N``, ``x_n`` beside ``n``."""
    scripts = take_apart(symbol.latex)
    return symbol.stem == letter.stem or letter.latex in scripts.sub or letter.latex in scripts.sup


def _above_and_below(part: Meaning) -> tuple[list[Meaning], list[Meaning]]:
    """The factors of a product of fractions; a root of a fraction is a fraction of roots."""
    if isinstance(part, Product):
        pairs = [_above_and_below(bare(each)) for each in part.factors]
        return [one for above, _ in pairs for one in above], [one for _, below in pairs for one in below]
    if isinstance(part, Quotient) and part.form != "binom":
        above, below = _above_and_below(bare(part.numerator)), _above_and_below(bare(part.denominator))
        return [*above[0], *below[1]], [*above[1], *below[0]]
    if isinstance(part, Root) and part.degree is None and isinstance(bare(part.body), Quotient | Product):
        return _above_and_below(bare(part.body))
    return [part], []
