"""Laws of sums and integrals: their order, their ranges."""

from __future__ import annotations

from reader.meaning.blocks.terms import ONE, Term, negated, product, total
from reader.study.derivations.laws import Setting
from reader.study.derivations.substitution import bound_names, mentions, offset_of, put_in

RANKS = {"mean": 0, "int": 1, "sum": 2}


def exchanged(term: Term, setting: Setting) -> Term | None:
    """Sums, integrals and expectations in one order, where none depends on the other's letter."""
    if term.head not in RANKS or term.args[2].head not in RANKS:
        return None
    inner = term.args[2]
    if _binds_in(term, inner) or _binds_in(inner, term) or not bound_names(inner) + bound_names(term):
        return None
    if _rank(inner) >= _rank(term):
        return None
    return Term(inner.head, (*inner.args[:2], Term(term.head, (*term.args[:2], inner.args[2]), term.text)), inner.text)


def _rank(term: Term) -> tuple[int, str, str]:
    return RANKS[term.head], term.args[1].key, term.args[0].key


def _binds_in(outer: Term, inner: Term) -> bool:
    return any(mentions(part, name) for name in bound_names(outer) for part in inner.args[:2])


def derivative_inside(term: Term, setting: Setting) -> Term | None:
    """The derivative of a sum, integral or expectation is that of the derivatives, where its range does not depend."""
    if term.head not in ("grad", "deriv", "partial") or term.args[-1].head not in RANKS or len(term.args) != 2:
        return None
    outer = term.args[-1]
    by = term.args[0]
    if by.head == "sym" and any(mentions(part, by.text) for part in outer.args[:2]):
        return None
    if by.head != "sym" and outer.head == "mean" and outer.args[1].head != "drawn":
        return None
    return Term(outer.head, (*outer.args[:2], Term(term.head, (by, outer.args[2]), term.text)), outer.text)


def index_from_nought(term: Term, setting: Setting) -> Term | None:
    """``\\sum_{i=1}^{n} a_i = \\sum_{i=0}^{n-1} a_{i+1}``: every range begins at nought."""
    if term.head not in ("sum", "prod") or term.args[1].head != "range" or term.args[0].head != "sym":
        return None
    low, high = term.args[1].args
    found = offset_of(low)
    if found is None or found == ("", 0) or high.head == "none":
        return None
    name = term.args[0].text
    body = put_in(term.args[2], {name: total([term.args[0], low])})
    if body is None:
        return None
    bounds = Term("range", (Term("num", text="0"), total([high, negated(low)])))
    return Term(term.head, (term.args[0], bounds, body), term.text)


def constant_sum(term: Term, setting: Setting) -> Term | None:
    """``\\sum_{i=1}^n c = n c``"""
    if term.head != "sum" or term.args[1].head != "range" or term.args[0].head != "sym":
        return None
    low, high = term.args[1].args
    if mentions(term.args[2], term.args[0].text) or high.head == "none" or low.head == "none" or "infty" in high.key:
        return None
    return product([total([high, negated(low), ONE]), term.args[2]], ())
