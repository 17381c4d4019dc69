"""Products and quotients of probabilities: what they say of what is drawn, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeGuard

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Group,
    Integral,
    Listing,
    Meaning,
    Nothing,
    Operation,
    Product,
    Quotient,
    Symbol,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.patterns.fading import exponent_of
from reader.study.walkthrough.pen import Pen, is_readable
from reader.study.walkthrough.sentence import Sentence, certain

COMPARED = "likelier"  # the row of a purpose
POLYNOMIALS = frozenset(("P", "Q"))  # letters of them as well, where there is no bar
TIMES = frozenset(("t", "s", "h", r"\tau"))  # letters that count steps


def is_density(part: Meaning | None) -> TypeGuard[Application]:
    """``p(x)``, ``q_\\phi(z \\mid x)``: a probability or its density, with one argument or one bar."""
    if not isinstance(part, Application) or not isinstance(part.function, Symbol) or not part.open:
        return False
    stem = part.function.stem.rstrip("'")
    return not PROBABILITIES.isdisjoint((stem, stem.partition("{")[2].rstrip("}"))) and len(part.arguments) > 0


def drawn_in(density: Application) -> tuple[Meaning, ...]:
    """What stands before the bar."""
    first = density.arguments[0]
    drawn = first.left if isinstance(first, Given) else None
    if drawn is None:
        return density.arguments
    return drawn.items if isinstance(drawn, Listing) and drawn.kind == "bare" else (drawn,)


def given_in(density: Application) -> tuple[Meaning, ...]:
    """What stands behind the bar."""
    first = density.arguments[0]
    if not isinstance(first, Given) or first.kind != "condition":
        return ()
    right = first.right
    return right.items if isinstance(right, Listing) and right.kind == "bare" else (right,)


def independent(node: Meaning) -> Sentence | None:
    """``\\prod_i p(y_i \\mid x_i)``: a probability with one factor for each. What is drawn step by step may depend on
    what was drawn before in ways that a product does not show."""
    if not isinstance(node, Operation) or node.kind != "product" or len(node.bound) != 1 or node.bound[0] in TIMES:
        return None
    body, index = bare(node.body), node.bound[0]
    if not is_density(body) or len(drawn_in(body)) != 1 or meaning_latex(body.function).startswith(r"\pi"):
        return None
    (drawn,) = drawn_in(body)
    if not isinstance(drawn, Symbol) or index not in drawn.latex.removeprefix(drawn.stem):
        return None
    others = {each.stem for one in given_in(body) for each in walk(one) if isinstance(each, Symbol)}
    if drawn.stem in others:
        return None
    condition = body.arguments[0]
    if not isinstance(condition, Given) or condition.kind != "condition":
        return None
    return certain(node, "independent-given", drawn=drawn, given=condition.right)


def turned_round(node: Meaning) -> Sentence | None:
    """``p(a \\mid b) = \\frac{p(b \\mid a) p(a)}{p(b)}``: what follows from what is turned round."""
    if not isinstance(node, Chain) or len(node.operands) != 2 or node.relations[0].sign not in GIVING_RELATIONS:
        return None
    left, right = node.operands[0], bare(node.operands[1])
    if not is_density(left) or not isinstance(right, Quotient):
        return None
    drawn, given = ([meaning_latex(each) for each in some] for some in (drawn_in(left), given_in(left)))
    for factor in factors_of(bare(right.numerator)):
        if is_density(factor) and drawn and given and len(drawn) == 1:
            ends = ([meaning_latex(each) for each in some] for some in (drawn_in(factor), given_in(factor)))
            there, from_here = ends
            if there == given[:1] and from_here[:1] == drawn and set(from_here[1:]) == set(given[1:]):
                return certain(node, "turned", first=factor, second=left)
    return None


def summed_out(node: Meaning) -> Sentence | None:
    """``\\int p(x \\mid z) p(z) dz``: all values of ``z``, each as far as it is probable."""
    if isinstance(node, Integral):
        variable: Meaning | None = node.variable
        body = bare(node.body)
    elif isinstance(node, Operation) and node.kind == "sum" and len(node.bound) == 1:
        body = bare(node.body)
        variable = next((each for each in walk(body) if isinstance(each, Symbol) and each.latex == node.bound[0]), None)
    else:
        return None
    factors = factors_of(body)
    if variable is None or len(factors) < 2 or not all(map(is_density, factors)):
        return None
    name = meaning_latex(variable)
    weights = [each for each in _densities(factors) if [meaning_latex(one) for one in drawn_in(each)] == [name]]
    others = [each for each in _densities(factors) if name in {meaning_latex(one) for one in given_in(each)}]
    if len(weights) != 1 or not others or len(weights) + len(others) != len(factors):
        return None
    return certain(node, "summed-out", variable=variable)


def _densities(factors: Sequence[Meaning]) -> Iterator[Application]:
    return (each for each in factors if is_density(each))


def factors_of(part: Meaning) -> tuple[Meaning, ...]:
    """The factors of a product, without brackets that hold nothing, which only set spaces."""
    factors = part.factors if isinstance(part, Product) else (part,)
    return tuple(each for each in factors if not (isinstance(each, Group) and isinstance(each.body, Nothing)))


def rivals(node: Meaning) -> Sentence | None:
    """``\\log \\frac{p(x)}{q(x)}`` of the same thing: positive where the first holds it for more probable."""
    is_log = isinstance(node, Application) and isinstance(node.function, Symbol) and len(node.arguments) == 1
    if is_log and isinstance(node, Application) and meaning_latex(node.function) in (r"\log", r"\ln"):
        inside, key = bare(node.arguments[0]), "log-ratio"
    else:
        inside, key = node, "ratio"
    if not isinstance(inside, Quotient) or not _are_rivals(inside.numerator, inside.denominator):
        return None
    if key == "ratio" and all(_may_be_negative(each) for each in (inside.numerator, inside.denominator)):
        return None
    first, second = inside.numerator, inside.denominator
    if not is_readable(first) or not is_readable(second):
        return None

    def write(pen: Pen) -> str:
        is_said = key == "ratio" and COMPARED in pen.rows
        return "" if is_said else pen.row(key, first=pen.part(first), second=pen.part(second))

    return Sentence("certain", node, write)


def _may_be_negative(part: Meaning) -> bool:
    """Whether it may be a polynomial: a fraction of two is above 1 in other places."""
    is_plain = is_density(part) and not isinstance(part.arguments[0], Given)
    return (
        is_plain
        and isinstance(part, Application)
        and isinstance(part.function, Symbol)
        and part.function.stem in POLYNOMIALS
    )


def _are_rivals(one: Meaning, other: Meaning) -> bool:
    """Whether two distributions say how probable the same thing is."""
    if not is_density(one) or not is_density(other) or meaning_latex(one) == meaning_latex(other):
        return False
    return [meaning_latex(each) for each in drawn_in(one)] == [meaning_latex(each) for each in drawn_in(other)]


def proportional(node: Meaning) -> Sentence | None:
    """``p(x) \\propto f(x)``: a constant makes it a distribution."""
    if not isinstance(node, Chain) or node.relations[0].sign != r"\propto":
        return None
    if not adds_up(node.operands[0], node.operands[1]):
        return None
    return certain(node, "proportional", left=node.operands[0])


def adds_up(left: Meaning, right: Meaning) -> bool:
    """Whether a left side is a probability for sure: a pressure, a power and a spectrum have its letters, and go with
    powers of what they depend on."""
    if not is_density(left):
        return False
    if given_in(left):
        return True
    is_plain = isinstance(left.function, Symbol) and left.function.stem in POLYNOMIALS
    shows = (is_density, exponent_of) if is_plain else (is_density, exponent_of, _is_application)
    return any(show(each) for each in walk(right) for show in shows)


def _is_application(part: Meaning) -> bool:
    return isinstance(part, Application)
