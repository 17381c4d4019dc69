"""Terms: a formula as matching sees it. What mathematicians ignore is gone, what they read is left.

A term is made from a content tree by ``normal``: groups are opened, quotients and negative powers are one thing, signs
stand outside, ``\\ln`` is ``\\log``. ``start`` and ``end`` are places in the formula, -1 where no such place is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.formula.semantics.nodes import Meaning
from reader.meaning.blocks.names import traits

COMMUTING = frozenset({
    "add", "mul", "op:\\odot", "op:\\cup", "op:\\cap", "op:\\land", "op:\\lor", "op:\\oplus", "fn:max", "fn:min",
    "inner", "set",
})  # fmt: skip
Parts = tuple[list["Term"], list["Term"], list["Term"], list["Term"], list["Term"], list["Term"]]
TURNED = {r"\ge": r"\le", ">": "<", r"\geq": r"\le", r"\geqslant": r"\le", r"\gtrsim": r"\lesssim", r"\gg": r"\ll",
          r"\succeq": r"\preceq"}  # fmt: skip
STARS = ("{*}", r"{\star}", r"{\ast}")
NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Term:
    """``head`` with its arguments; a leaf has ``text``. ``stem`` is a symbol's text without scripts.

    ``node`` is the one node of the content tree that is this term, None where it is made of several or of none.
    """

    head: str
    args: tuple[Term, ...] = ()
    text: str = ""
    start: int = -1
    end: int = -1
    node: Meaning | None = None
    stem: str = ""
    _key: str = field(default="", repr=False)
    needs: frozenset[str] = NOTHING  # of a pattern: the heads that a term must have to fit
    _heads: frozenset[str] = field(default=NOTHING, repr=False)
    _parts: Parts | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """Equal for terms that are equal up to the order of what commutes."""
        if not self._key:
            if self.head in ("sym", "num"):
                self._key = self.text
            else:
                keys = [arg.key for arg in self.args]
                inner = sorted(keys) if self.head in COMMUTING else keys
                self._key = f"@{self.head}:{self.text}({','.join(inner)})"
        return self._key

    @property
    def heads(self) -> frozenset[str]:
        """The heads in this term, and what else patterns may see in it."""
        if not self._heads:
            self._heads = frozenset((self.head, *_seen_as(self))).union(*(arg.heads for arg in self.args))
        return self._heads

    @property
    def parts(self) -> Parts:
        """What is multiplied (of a sum: added) and what divides it; then the closed ones and the holes of each."""
        if self._parts is not None:
            return self._parts
        above, below = (list(self.args), []) if self.head == "add" else factors_of(self)
        parts: Parts = (
            above, below,
            [arg for arg in above if arg.head != "?"], [arg for arg in above if arg.head == "?"],
            [arg for arg in below if arg.head != "?"], [arg for arg in below if arg.head == "?"],
        )  # fmt: skip
        if above != [self]:  # one that held itself would outlive its paper
            self._parts = parts
        return parts

    @property
    def is_one(self) -> bool:
        return self.head == "num" and self.text == "1"

    def __repr__(self) -> str:
        inner = ", ".join(map(repr, self.args))
        return f"{self.head}({inner})" if self.args else self.text or self.head


def _seen_as(term: Term) -> Iterator[str]:
    """What else patterns may see in a term than its head."""
    if term.head == "sym":
        yield from traits(term.stem)
        if term.args:  # a name with a superscript that may be a power
            yield "pow"
        if any(mark in term.text for mark in STARS):
            yield "starred"
    elif term.head == "chain":
        yield from (f"rel:{TURNED.get(sign, sign)}" for sign in term.text.split(" "))
    elif term.head == "frac":
        yield "mul"
    elif term.head[:3] == "fn:":
        yield from traits(f"\\operatorname{{{term.head[3:]}}}")
    elif term.head == "either":
        yield from ("app", "mul")
    elif term.head == "add" and any(unsigned(arg)[0].is_one for arg in term.args):
        yield "one-and"


NONE = Term("none")
ONE = Term("num", text="1")


def walk(term: Term) -> Iterator[Term]:
    """The term and all below it, the larger first."""
    waiting = [term]
    while waiting:
        here = waiting.pop()
        yield here
        waiting += reversed(here.args)


def place(terms: Sequence[Term]) -> tuple[int, int]:
    """From where to where these stand, (-1, -1) where none has a place."""
    spans = [(part.start, part.end) for term in terms for part in _placed(term)]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (-1, -1)


def _placed(term: Term) -> Iterator[Term]:
    if term.start >= 0:
        yield term
    else:
        for arg in term.args:
            yield from _placed(arg)


def negated(term: Term) -> Term:
    """Minus the term: the sign outside, and before each term of a sum."""
    if term.head == "neg":
        return term.args[0]
    if term.head == "add":
        return Term("add", tuple(negated(arg) for arg in term.args), start=term.start, end=term.end)
    return Term("neg", (term,), start=term.start, end=term.end)


def unsigned(term: Term) -> tuple[Term, bool]:
    """The term without its minus, and whether it has one."""
    return (term.args[0], True) if term.head == "neg" else (term, False)


def total(terms: Sequence[Term], node: Meaning | None = None) -> Term:
    """A sum, flat."""
    flat: list[Term] = []
    for term in terms:
        flat += term.args if term.head == "add" else (term,)
    if len(flat) == 1:
        return flat[0]
    start, end = (node.start, node.end) if node is not None else place(flat)
    return Term("add", tuple(flat), start=start, end=end, node=node)


def product(above: Sequence[Term], below: Sequence[Term], node: Meaning | None = None) -> Term:
    """A product over a product, flat, its sign outside."""
    top: list[Term] = []
    bottom: list[Term] = []
    minus = _spread(above, top, bottom) ^ _spread(below, bottom, top)
    top = [term for term in top if not term.is_one and term.head != "none"]
    bottom = [term for term in bottom if not term.is_one]
    made = _joined(top)
    if bottom:
        made = Term("frac", (made, _joined(bottom)))
    if made.head in ("mul", "frac") and made.start < 0:
        made.start, made.end = (node.start, node.end) if node is not None else place(made.args)
        made.node = None if minus else node
    return Term("neg", (made,), start=made.start, end=made.end) if minus else made


def _spread(factors: Sequence[Term], same: list[Term], other: list[Term]) -> bool:
    minus = False
    for factor in factors:
        factor, negative = unsigned(factor)
        minus ^= negative
        above, below = ([factor], []) if factor.head == "either" else factors_of(factor)
        same += above
        other += below
    return minus


def _joined(factors: list[Term]) -> Term:
    return ONE if not factors else factors[0] if len(factors) == 1 else Term("mul", tuple(factors))


def factors_of(term: Term) -> tuple[list[Term], list[Term]]:
    """What is multiplied and what is divided by; a lone 1 above a line is no factor."""
    if term.head == "either":
        return [factor for arg in term.args for factor in (arg.args if arg.head == "mul" else (arg,))], []
    if term.head == "mul":
        return list(term.args), []
    if term.head != "frac":
        return [term], []
    top, bottom = term.args
    above = [] if top.is_one else factors_of(top)[0] if top.head == "mul" else [top]
    return above, list(bottom.args) if bottom.head == "mul" else [bottom]
