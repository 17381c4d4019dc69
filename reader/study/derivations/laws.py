"""Laws: what may be written for a term by a rule that has a name. Each brings both sides of a step into one form.

A law is a function from a term to the same written out, None where it has nothing to say. ``written_out`` applies some
of them everywhere, from the inside out, until nothing changes. Those of logarithms, exponentials and what is linear are
here, others in the modules beside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reader.meaning.blocks.terms import ONE, Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.algebra import keeps_order
from reader.study.derivations.substitution import bound_names, mentions, rebuilt

TWO = Term("num", text="2")
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """What a law may ask about the step: keys of terms that stand outside of any expectation there are constants."""

    constants: frozenset[str] = frozenset()


Law = Callable[[Term, Setting], Term | None]


def written_out(term: Term, laws: Sequence[Law], setting: Setting, heads: frozenset[str]) -> Term:
    """The term with these laws applied everywhere; itself where none applies. ``heads`` are the operators without one
    of which they cannot."""
    if term.heads.isdisjoint(heads):
        return term
    if term.args and term.head != "sym":
        term = rebuilt(term, tuple(written_out(arg, laws, setting, heads) for arg in term.args))
    for _ in range(MOST_ROUNDS):
        made = next((found for law in laws if (found := law(term, setting)) is not None), None)
        if made is None:
            return term
        term = rebuilt(made, tuple(written_out(arg, laws, setting, heads) for arg in made.args)) if made.args else made
    return term


# --- logarithms and exponentials ---


def logarithm(term: Term, setting: Setting) -> Term | None:
    """``\\log a b = \\log a + \\log b``, with quotients, powers and products over a range."""
    if term.head != "log" or len(term.args) != 1:
        return None
    inner = term.args[0]
    if inner.head in ("mul", "frac"):
        above, below = factors_of(inner)
        return total([*(Term("log", (each,)) for each in above), *(negated(Term("log", (each,))) for each in below)])
    if inner.head == "pow" and not keeps_order(inner.args[0]):
        return product([inner.args[1], Term("log", (inner.args[0],))], ())
    if inner.head == "prod":
        return Term("sum", (*inner.args[:2], Term("log", (inner.args[2],))))
    return None


def exponential(term: Term, setting: Setting) -> Term | None:
    """``e^{a + b} = e^a e^b``, ``e^{-a} = 1 / e^a``, of a sum over a range the product."""
    if term.head != "exp":
        return None
    inner = term.args[0]
    if inner.head == "add":
        return product([Term("exp", (each,)) for each in inner.args], ())
    if inner.head == "neg":
        return product([ONE], [Term("exp", inner.args)])
    if inner.head == "sum":
        return Term("prod", (*inner.args[:2], Term("exp", (inner.args[2],))))
    return None


def inverse_functions(term: Term, setting: Setting) -> Term | None:
    """Logarithm and exponential undo each other."""
    if term.head == "log" and len(term.args) == 1 and term.args[0].head == "exp":
        return term.args[0].args[0]
    if term.head == "exp" and term.args[0].head == "log" and len(term.args[0].args) == 1:
        return term.args[0].args[0]
    if term.head == "exp" and term.args[0].head in ("mul", "add"):  # of some factors or terms
        inner = term.args[0]
        logs = [arg for arg in inner.args if unsigned(arg)[0].head == "log"]
        if inner.head == "mul" and len(logs) == 1 and logs[0].head == "log":
            rest = product([arg for arg in inner.args if arg is not logs[0]], ())
            return Term("pow", (logs[0].args[0], rest))
        if inner.head == "add" and logs:
            others = [Term("exp", (arg,)) for arg in inner.args if not any(arg is log for log in logs)]
            above = [arg.args[0] for arg in logs if arg.head == "log"]
            below = [arg.args[0].args[0] for arg in logs if arg.head == "neg"]
            return product([*above, *others], below)
    return None


# --- what is linear ---


def over_terms(term: Term, body: Term, free: Callable[[Term], bool]) -> Term | None:
    """An operator that goes to each term of its body, before which constant factors stand; None where nothing moves."""
    if body.head == "neg":
        return negated(rebuilt(term, (*term.args[:-1], body.args[0])))
    if body.head == "add":
        return total([_with_sign(term, arg) for arg in body.args])
    if body.head in ("mul", "frac"):
        above, below = factors_of(body)
        if above and above[0].head == "add" and len(above) == 1 and below:
            return total([_with_sign(term, product([arg], below)) for arg in above[0].args])
        out, kept = _parted(above, free)
        out_below, kept_below = _parted(below, free)
        if out or out_below:
            return product([*out, rebuilt(term, (*term.args[:-1], product(kept, kept_below)))], out_below)
        for k, factor in enumerate(above):
            if factor.head == "add":
                rest = [*above[:k], *above[k + 1 :]]
                return total([_with_sign(term, product([*rest[:k], arg, *rest[k:]], below)) for arg in factor.args])
    return None


def _with_sign(term: Term, body: Term) -> Term:
    inner, minus = unsigned(body)
    made = Term(term.head, (*term.args[:-1], inner), term.text)
    return negated(made) if minus else made


def _parted(factors: Sequence[Term], free: Callable[[Term], bool]) -> tuple[list[Term], list[Term]]:
    return [each for each in factors if free(each)], [each for each in factors if not free(each)]


def linear_sum(term: Term, setting: Setting) -> Term | None:
    """A sum over a range of a sum; what does not depend on the index stands before it."""
    names = bound_names(term)
    if term.head != "sum" or not any(mentions(term.args[2], name) for name in names):
        return None
    return over_terms(term, term.args[2], lambda each: bool(names) and not any(mentions(each, name) for name in names))


def linear_expectation(term: Term, setting: Setting) -> Term | None:
    """The expectation of a sum; of a constant it is the constant."""
    if term.head != "mean" or term.args[2].head == "given":
        return None
    names = bound_names(term)

    def constant(each: Term) -> bool:
        if each.head == "num":
            return True
        if names:
            return not any(mentions(each, name) for name in names) and each.key in setting.constants
        return each.key in setting.constants

    if constant(term.args[2]):
        return term.args[2]
    return over_terms(term, term.args[2], constant)
