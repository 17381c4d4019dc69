"""Arithmetic on terms: whether two are equal by the rules of addition and multiplication alone.

A term becomes a quotient of polynomials in its atoms: names, functions, sums. Two terms are equal where these are,
after multiplying out. Matrices and bold names keep their order in products. What would become too long is not decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from reader.meaning.blocks.kinds import is_bold, is_matrix, word
from reader.meaning.blocks.terms import Term
from reader.study.derivations.substitution import bound_names, rebuilt, renamed

MOST_MONOMIALS = 240
HIGHEST_POWER = 6
DEEPEST = 60  # terms inside each other
LONGEST_FACTOR = 3000  # bits
OPERATORS = (r"\nabla", r"\partial", r"\underset", r"\overset", r"\mathop", r"\mathbb{E}", r"\mathbf{E}", r"\mathrm{E}")
LAPLACIAN = r"\Delta"  # with an index it is a difference
BINDERS = frozenset({"sum", "prod", "int", "mean"})

Powers = tuple[tuple[str, int], ...]
Monomial = tuple[Powers, tuple[str, ...]]
"""Atoms that commute with their exponents, then those that do not, in their order."""
Polynomial = Mapping[Monomial, Fraction]

UNIT: Monomial = ((), ())
ONE: Polynomial = {UNIT: Fraction(1)}
ZERO: Polynomial = {}


class TooLong(Exception):
    """Multiplied out, the term has more parts than are worth comparing."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A polynomial over a polynomial."""

    over: Polynomial
    under: Polynomial


Ratios = dict[Term, Ratio | None]
"""The ratios of terms that are compared several times; None of one that is too long."""


def equal(one: Term, other: Term, known: Ratios | None = None) -> bool:
    """Whether arithmetic makes the one into the other."""
    if one.key == other.key:
        return not has_order(one) or canonical(one) == canonical(other)
    left, right = (ratio_of(each, {} if known is None else known) for each in (one, other))
    if left is None or right is None:
        return False
    try:
        return times(left.over, right.under) == times(right.over, left.under)
    except TooLong:
        return False


def ratio_of(term: Term, known: Ratios) -> Ratio | None:
    """The term as a ratio; None where that would be too long."""
    if term not in known:
        try:
            known[term] = Arithmetic().ratio(term)
        except TooLong:
            known[term] = None
    return known[term]


def canonical(term: Term) -> str:
    """One spelling for all terms that are equal by arithmetic, as far as it is decided."""
    try:
        return spelled(Arithmetic().ratio(term))
    except TooLong:
        return term.key


def has_order(term: Term) -> bool:
    """Whether factors in the term stand in an order that counts."""
    if term.head in ("mul", "either") and sum(map(keeps_order, term.args)) > 1:
        return True
    return any(map(has_order, term.args))


def keeps_order(term: Term) -> bool:
    """Whether the term does not commute with others of its kind: matrices, bold names, what is transposed."""
    if term.head in ("transpose", "grad", "hessian", "matrix", "inverse"):
        return True
    if term.head == "app":
        return is_bold(term.args[0])
    return is_bold(term) or (term.head == "sym" and (is_matrix(term) or term.stem == "B"))


# --- polynomials -----------------------------------------------------------------------------------------------------


def plus(one: Polynomial, other: Polynomial) -> Polynomial:
    made = dict(one)
    for monomial, factor in other.items():
        total = made.get(monomial, Fraction(0)) + factor
        if total:
            made[monomial] = total
        else:
            made.pop(monomial, None)
    return made


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) * len(other) > MOST_MONOMIALS * 4:
        raise TooLong
    made: dict[Monomial, Fraction] = {}
    for (powers, order), factor in one.items():
        for (more, then), by in other.items():
            monomial = (joined(powers, more), order + then)
            total = made.get(monomial, Fraction(0)) + factor * by
            if total:
                made[monomial] = total
            else:
                made.pop(monomial, None)
    if len(made) > MOST_MONOMIALS or any(map(is_long, made.values())):
        raise TooLong
    return made


def is_long(factor: Fraction) -> bool:
    return max(factor.numerator.bit_length(), factor.denominator.bit_length()) > LONGEST_FACTOR


def joined(one: Powers, other: Powers) -> Powers:
    if not one or not other:
        return one or other
    powers = dict(one)
    for atom, exponent in other:
        powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted((atom, exponent) for atom, exponent in powers.items() if exponent))


def opposite(ratio: Ratio) -> Ratio:
    return Ratio({monomial: -factor for monomial, factor in ratio.over.items()}, ratio.under)


def spelled(ratio: Ratio) -> str:
    """The ratio with what its parts share left out."""
    if not ratio.over:
        return "0"
    over, under = without_common(ratio.over, ratio.under)
    above = _written(over)
    return above if under == ONE else f"({above})/({_written(under)})"


def without_common(over: Polynomial, under: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Without the powers that all monomials share; the first coefficient below is one."""
    if under == ONE:
        return over, under
    shared: dict[str, int] | None = None
    for powers, _ in (*over, *under):
        held = dict(powers)
        shared = held if shared is None else {a: min(e, held[a]) for a, e in shared.items() if a in held}
    least = min(under)
    scale = 1 / under[least]
    inverse = tuple((atom, -exponent) for atom, exponent in (shared or {}).items() if exponent)
    return tuple({(joined(p, inverse), o): f * scale for (p, o), f in each.items()} for each in (over, under))  # type: ignore[return-value]


def _written(polynomial: Polynomial) -> str:
    return " + ".join(
        f"{factor}*{'.'.join([*(f'{a}^{e}' if e != 1 else a for a, e in powers), *order])}"
        for (powers, order), factor in sorted(polynomial.items())
    )


# --- from terms ------------------------------------------------------------------------------------------------------


class Arithmetic:
    """Reads terms. ``depth`` numbers the letters that sums and their kin bind, so that their names do not count."""

    __slots__ = ("depth", "level")

    def __init__(self) -> None:
        self.depth = 0
        self.level = 0

    def ratio(self, term: Term) -> Ratio:
        self.level += 1
        if self.level > DEEPEST:
            raise TooLong
        reader = READERS.get(term.head)
        found = reader(self, term) if reader is not None else self.atom(term)
        self.level -= 1
        return found

    def atom(self, term: Term) -> Ratio:
        name = self.name(term)
        monomial: Monomial = ((), (name,)) if keeps_order(term) else (((name, 1),), ())
        return Ratio({monomial: Fraction(1)}, ONE)

    def name(self, term: Term) -> str:
        """The spelling of an atom: its arguments in their canonical form."""
        if not term.args:
            return term.key
        if term.head in BINDERS or term.head.startswith(("ext:", "big:")):
            return self.binder(term)
        if term.head in ("norm", "absolute"):  # a sign inside makes no difference
            inner = self.ratio(term.args[0])  # once: whoever asks twice at each level is asked without end
            turned = min(spelled(opposite(inner)), spelled(inner))
            return f"{term.head}:{term.text}[{turned}]"
        args = [self.spelled(arg) for arg in term.args]
        if term.head in ("inner", "fn:max", "fn:min", "set"):
            args.sort()
        return f"{term.head}:{term.text}[{', '.join(args)}]"

    def spelled(self, term: Term) -> str:
        return spelled(self.ratio(term))

    def binder(self, term: Term) -> str:
        index, domain, body = term.args
        names = bound_names(term)
        self.depth += 1
        letters = {name: f"§{self.depth}{chr(97 + k)}" for k, name in enumerate(names)}
        written = ", ".join(self.spelled(renamed(part, letters)) for part in (index, domain, body))
        self.depth -= 1
        return f"{term.head}:{term.text}[{written}]"


def _number(it: Arithmetic, term: Term) -> Ratio:
    try:
        value = Fraction(term.text)
    except ValueError:
        return it.atom(term)
    return Ratio({UNIT: value} if value else ZERO, ONE)


def _sum(it: Arithmetic, term: Term) -> Ratio:
    over, under = ZERO, ONE
    for arg in term.args:
        each = it.ratio(arg)
        if each.under == under:
            over = plus(over, each.over)
        else:
            over = plus(times(over, each.under), times(each.over, under))
            under = times(under, each.under)
    return Ratio(over, under)


def _negative(it: Arithmetic, term: Term) -> Ratio:
    return opposite(it.ratio(term.args[0]))


def is_operator(term: Term) -> bool:
    """A sign that acts on what follows it, and is no factor: a bare nabla, a word, an extremum that was not read."""
    return term.head == "sym" and (bool(word(term)) or term.text == LAPLACIAN or term.text.startswith(OPERATORS))


def _product(it: Arithmetic, term: Term) -> Ratio:
    if any(map(is_operator, term.args)):
        return it.atom(term)
    return multiplied([it.ratio(arg) for arg in term.args])


def multiplied(ratios: Sequence[Ratio]) -> Ratio:
    over, under = ONE, ONE
    for each in ratios:
        over, under = times(over, each.over), times(under, each.under)
    return Ratio(over, under)


def _quotient(it: Arithmetic, term: Term) -> Ratio:
    above, below = it.ratio(term.args[0]), it.ratio(term.args[1])
    if not below.over or any(order for _, order in below.over):  # nought, or a matrix: on which side is not said
        inverse = it.atom(Term("inverse", (term.args[1],)))
        return multiplied([above, inverse])
    return Ratio(times(above.over, below.under), times(above.under, below.over))


def _power(it: Arithmetic, term: Term) -> Ratio:
    base, exponent = term.args
    if exponent.head == "num" and exponent.text.isdigit() and int(exponent.text) <= HIGHEST_POWER:
        inner = it.ratio(base)
        if not any(order for _, order in (*inner.over, *inner.under)):
            return multiplied([inner] * int(exponent.text))
        return it.atom(term)
    if base.head in ("mul", "frac") and not any(map(keeps_order, base.args)):
        return it.ratio(rebuilt(base, tuple(Term("pow", (arg, exponent)) for arg in base.args)))
    if exponent.head == "add" and not keeps_order(base):
        return multiplied([it.ratio(Term("pow", (base, part))) for part in exponent.args])
    if exponent.head == "neg" and not keeps_order(base):
        return it.ratio(Term("frac", (Term("num", text="1"), Term("pow", (base, exponent.args[0])))))
    return it.atom(term)


def _root(it: Arithmetic, term: Term) -> Ratio:
    inner = term.args[0]
    if inner.head == "frac":
        return it.ratio(Term("frac", tuple(Term("sqrt", (arg,)) for arg in inner.args)))
    if inner.head == "num" and inner.text.isdigit():
        root = isqrt(int(inner.text))
        if root * root == int(inner.text):
            return Ratio({UNIT: Fraction(root)} if root else ZERO, ONE)
    return it.atom(term)


def _either(it: Arithmetic, term: Term) -> Ratio:
    """``a (b + c)``, where the paper does not say whether it is a product: if the sides are equal as one, it is."""
    if term.args[1].head in ("tuple", "list") or is_operator(term.args[0]):
        return it.atom(term)
    return multiplied([it.ratio(arg) for arg in term.args])


def _symbol(it: Arithmetic, term: Term) -> Ratio:
    """``a^{k+1}``, which may be a power: if the sides are equal as powers, it is one."""
    return _power(it, Term("pow", term.args)) if term.args and not keeps_order(term.args[0]) else it.atom(term)


READERS: Mapping[str, Callable[[Arithmetic, Term], Ratio]] = {
    "num": _number, "add": _sum, "neg": _negative, "mul": _product, "frac": _quotient, "pow": _power,
    "sqrt": _root,
    "either": _either, "sym": _symbol,
}  # fmt: skip
