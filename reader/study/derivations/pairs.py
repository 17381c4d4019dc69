"""Checks of two sides: that one keeps an order of growth alone, and what turns a probability into a product."""

from __future__ import annotations

from collections.abc import Callable

from reader.meaning.blocks.terms import Term, factors_of, walk
from reader.study.derivations.laws_of_chance import is_chance, outcomes

Check = Callable[[Term, Term], bool]


def order_of_growth(one: Term, other: Term) -> bool:
    """Of a sum its order of growth is kept."""
    return one.head != "num" and _is_order(other) and not any(map(_is_order, walk(one)))


def _is_order(term: Term) -> bool:
    return term.head in ("app", "either") and term.args[0].text in (r"\mathcal{O}", "O", r"\tilde{O}", r"\Theta")


def is_bayes(one: Term, other: Term) -> bool:
    """The one a conditional probability, the other a product over a probability with the condition turned round."""
    for single, made in ((one, other), (other, one)):
        if not is_chance(single) or made.head != "frac":
            continue
        of, given = outcomes(single)
        if not given:
            continue
        for factor in factors_of(made)[0]:
            if is_chance(factor):
                left, right = outcomes(factor)
                if {t.key for t in given} & {t.key for t in left} and {t.key for t in of} & {t.key for t in right}:
                    return True
    return False


def is_split(one: Term, other: Term) -> bool:
    """The one side has a joint probability, the other a product with a conditional one."""
    return any(
        is_chance(joint) and len(outcomes(joint)[0]) > 1
        and made.head == "mul" and any(is_chance(each) and outcomes(each)[1] for each in made.args)
        for joint, made in ((one, other), (other, one))
    )  # fmt: skip
