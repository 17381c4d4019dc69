"""Laws of where the best is: what does not move the place of an extremum."""

from __future__ import annotations

from reader.meaning.blocks.kinds import stem_of
from reader.meaning.blocks.terms import Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.laws import Setting
from reader.study.derivations.laws_of_chance import is_chance
from reader.study.derivations.substitution import bound_names, mentions

PLACES = frozenset({"ext:argmin", "ext:argmax"})


def without_constant(term: Term, setting: Setting) -> Term | None:
    """What does not depend on the letter does not move the place of an extremum."""
    if term.head not in PLACES or not bound_names(term) or term.args[2].head != "add":
        return None
    kept = [arg for arg in term.args[2].args if any(mentions(arg, name) for name in bound_names(term))]
    return Term(term.head, (*term.args[:2], total(kept)), term.text) if len(kept) < len(term.args[2].args) else None


def without_factor(term: Term, setting: Setting) -> Term | None:
    """Nor does a factor above nought that does not depend on it."""
    if term.head not in PLACES or not bound_names(term):
        return None
    body, minus = unsigned(term.args[2])
    above, below = (
        [each for each in side if not (is_positive(each) and _is_free(each, term))] for side in factors_of(body)
    )
    made = product(above, below)
    if made.key == body.key or made.is_one:
        return None
    return Term(term.head, (*term.args[:2], negated(made) if minus else made), term.text)


def _is_free(term: Term, extremum: Term) -> bool:
    return not any(mentions(term, name) for name in bound_names(extremum))


def is_positive(term: Term) -> bool:
    """Whether what stands there is not below nought for certain; digits are above it."""
    if term.head == "num":
        return True
    if term.head in ("exp", "norm", "absolute", "sqrt", "cardinality", "factorial"):
        return True
    if term.head == "pow":
        exponent = term.args[1]
        even = exponent.head == "num" and exponent.text.isdigit() and int(exponent.text) % 2 == 0
        return even or is_positive(term.args[0])
    if term.head in ("mul", "frac", "add", "sum", "prod", "mean"):
        return all(map(is_positive, term.args[-1:] if term.head in ("sum", "prod", "mean") else term.args))
    return is_chance(term) and not (len(term.args) == 2 and term.args[1].head == "versus") and stem_of(term) != "Q"


def largest(term: Term, setting: Setting) -> Term | None:
    """The place of the smallest is that of the largest negative; the smallest is minus the largest negative."""
    if term.head not in ("ext:argmin", "ext:min") or not bound_names(term):
        return None
    made = Term(term.head.replace("min", "max"), (*term.args[:2], negated(term.args[2])), term.text)
    return made if term.head == "ext:argmin" else negated(made)
