"""Laws of norms, inner products, transposes and traces."""

from __future__ import annotations

from reader.meaning.blocks.kinds import is_bold
from reader.meaning.blocks.names import is_capital
from reader.meaning.blocks.terms import Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.laws import TWO, Setting


def is_factor(term: Term) -> bool:
    """Whether a factor before a vector is a number: digits, small letters that are not bold, norms, their quotients."""
    if term.head == "sym":
        return not is_bold(term) and not is_capital(term.stem)
    if term.head in ("frac", "pow", "sqrt", "mul"):
        return all(map(is_factor, term.args[:1] if term.head == "pow" else term.args))
    return term.head in ("num", "norm", "absolute", "exp", "log", "inner", "cardinality")


def scaled(term: Term) -> tuple[list[Term], list[Term], Term] | None:
    """``\\frac{a}{b} x`` as ``a``, ``b`` and ``x``: the last factor is the vector. None where that is not so."""
    above, below = factors_of(term)
    if not above or not all(map(is_factor, (*above[:-1], *below))):
        return None
    return above[:-1], below, above[-1]


def squared_norm(term: Term, setting: Setting) -> Term | None:
    """``\\|a + b\\|^2 = \\|a\\|^2 + 2 \\langle a, b \\rangle + \\|b\\|^2``"""
    if term.head != "pow" or term.args[1].text != "2" or term.args[0].head != "norm":
        return None
    norm = term.args[0]
    if norm.text not in ("", "2") or norm.args[0].head != "add":
        return None
    parts = norm.args[0].args
    squares = [Term("pow", (Term("norm", (unsigned(part)[0],), norm.text), TWO)) for part in parts]
    mixed = [product([TWO, Term("inner", (one, other))], ()) for k, one in enumerate(parts) for other in parts[k + 1 :]]
    return total([*squares, *mixed])


def factor_of_norm(term: Term, setting: Setting) -> Term | None:
    """``\\|2 x\\| = 2 \\|x\\|``, a factor squared out of a squared norm."""
    if term.head == "norm" and term.args[0].head in ("mul", "frac"):
        found = scaled(term.args[0])
        if found is not None and (found[0] or found[1]):
            above, below, vector = found
            bare = [Term("absolute", (each,)) if each.head == "sym" else each for each in above]
            bare_below = [Term("absolute", (each,)) if each.head == "sym" else each for each in below]
            return product([*bare, Term("norm", (vector,), term.text)], bare_below)
    if term.head == "pow" and term.args[1].text == "2" and term.args[0].head in ("mul", "frac"):
        above, below = factors_of(term.args[0])
        if any(each.head == "norm" for each in above):
            return product([_square(each) for each in above], [_square(each) for each in below])
    return None


def _square(term: Term) -> Term:
    return Term("pow", (term.args[0] if term.head == "absolute" else term, TWO))


def inner_product(term: Term, setting: Setting) -> Term | None:
    """Inner products are linear on both sides."""
    if term.head != "inner" or len(term.args) != 2:
        return None
    for here, other in (term.args, term.args[::-1]):
        inner, minus = unsigned(here)
        if minus:
            return negated(Term("inner", (inner, other), term.text))
        if here.head == "add":
            return total([Term("inner", (part, other), term.text) for part in here.args])
        if here.head in ("mul", "frac"):
            found = scaled(here)
            if found is not None and (found[0] or found[1]):
                return product([*found[0], Term("inner", (found[2], other), term.text)], found[1])
    return None


def dot_product(term: Term, setting: Setting) -> Term | None:
    """``x^\\top y`` is ``\\langle x, y \\rangle``, and ``\\langle x, x \\rangle`` is ``\\|x\\|^2``."""
    if term.head == "inner" and len(term.args) == 2 and term.args[0].key == term.args[1].key:
        return Term("pow", (Term("norm", (term.args[0],)), TWO))
    if term.head == "mul":
        for k, factor in enumerate(term.args[:-1]):
            rest = term.args[k + 1 :]
            if factor.head == "transpose" and all(not each.head.startswith("transpose") for each in rest):
                one = factor.args[0]
                if is_column(one) and is_column(rest[-1]):
                    return product([*term.args[:k], Term("inner", (one, product(rest, ())))], ())
    return None


def is_column(term: Term) -> bool:
    """A vector that stands at the end of a product."""
    inner = unsigned(term)[0]
    if inner.head == "add":
        return all(map(is_column, inner.args))
    if inner.head == "app":
        return not is_capital(inner.args[0].stem)
    return inner.head in ("grad",) or (inner.head == "sym" and not is_capital(inner.stem))


def transposed(term: Term, setting: Setting) -> Term | None:
    """``(A B)^\\top = B^\\top A^\\top``, and a sum term by term."""
    if term.head != "transpose":
        return None
    inner = term.args[0]
    if inner.head == "transpose":
        return inner.args[0]
    if inner.head == "mul":
        return product(
            [each if each.head == "num" else Term("transpose", (each,)) for each in reversed(inner.args)], ()
        )
    if inner.head == "add":
        return total([_transposed(arg) for arg in inner.args])
    return None


def _transposed(term: Term) -> Term:
    inner, minus = unsigned(term)
    made = Term("transpose", (inner,))
    return negated(made) if minus else made
