"""What kind of arithmetic leads from one side to an equal one. Each is asked of sides that are known to be equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.meaning.blocks.terms import Term, factors_of, unsigned, walk
from reader.study.derivations.algebra import canonical

ARITHMETIC = frozenset({"add", "neg", "mul", "frac", "pow", "sqrt", "inverse", "either"})
FUNCTIONS = frozenset({"f", "g", "h", "F", "G", "H", r"\phi", r"\psi", r"\varphi", r"\Phi", r"\Psi", r"\sigma"})


def atoms(term: Term) -> Iterator[str]:
    """The names and digits of a term, and what else has no parts."""
    for part in walk(term):
        if not part.args or part.head == "sym":
            yield part.key


def leaves(term: Term) -> Counter[str]:
    return Counter(atoms(term))


def has_product_of_sum(term: Term) -> bool:
    """Whether some sum is multiplied or squared, and so could be multiplied out."""
    for part in walk(term):
        if part.head in ("mul", "either") and any(arg.head == "add" for arg in part.args):
            return True
        if part.head == "pow" and part.args[0].head == "add" and part.args[1].text.isdigit():
            return True
    return False


def multiplied_out(one: Term, other: Term) -> bool:
    return has_product_of_sum(one) and not has_product_of_sum(other) and other.head == "add"


def divided_term_by_term(one: Term, other: Term) -> bool:
    """One quotient with a sum above its line becomes several, with at least two lines."""
    lines = {part.args[1].key for part in walk(other) if part.head == "frac"}
    return other.head == "add" and bool(lines) and one.head == "frac" and one.args[0].head == "add"


def _fewer(short: Term, long: Term) -> bool:
    """Whether everything in the one is in the other, which has more."""
    few, many = leaves(short), leaves(long)
    return few != many and not few - many - Counter({"0": 1, "1": 1})


def _twice(long: Term, short: Term) -> bool:
    """Whether what the longer has more comes in pairs."""
    more = leaves(long) - leaves(short)
    return bool(more) and all(count % 2 == 0 for key, count in more.items() if not key.isdigit())


def cancelled(one: Term, other: Term) -> bool:
    """What is added and taken away, or above and below a line, goes."""
    return _fewer(other, one) and _twice(one, other) and any(_only_in(one, other))


def rearranged(one: Term, other: Term) -> bool:
    """Anything else, but what is said to be a number."""
    return one.head != "num" and other.head != "num"


def come_and_gone(one: Term, other: Term) -> tuple[list[Term], list[Term]]:
    """The parts that only the other side has, and those that only the one has: since both are equal by arithmetic,
    these cancel. What stands within another part counts as there."""
    return list(_only_in(other, one)), list(_only_in(one, other))


def _only_in(side: Term, other: Term) -> Iterator[Term]:
    known = {part.key for part in walk(other)} | {canonical(part) for part in _operands(other)}
    for part in _operands(side):
        if part.key not in known and canonical(part) not in known:
            known.add(part.key)
            yield part


def _operands(term: Term) -> Iterator[Term]:
    """What a term is made of by arithmetic."""
    if term.head in ARITHMETIC or (term.head == "sym" and term.args):
        for arg in term.args:
            yield from _operands(arg)
    elif term.head != "num":
        yield term


def is_doubtful(*sides: Term) -> bool:
    """Whether something on one side alone may be no product: a letter before a bracket that holds no sum, or that is
    one of those that functions are called by; what was not read."""
    found = [{part.key for part in walk(side) if _is_doubtful(part)} for side in sides]
    return any(some != found[0] for some in found)


def _is_doubtful(part: Term) -> bool:
    if part.head == "opaque":
        return True
    if part.head != "either":
        return False
    first, second = part.args
    return second.head not in ("add", "tuple", "list") or (first.head == "sym" and first.text in FUNCTIONS)


def common_factor(one: Term, other: Term) -> Term | None:
    """What all terms of the one have, and what multiplies a sum in the other."""
    factors = factors_of(unsigned(other)[0])[0]
    if one.head != "add" or not any(factor.head == "add" for factor in factors):
        return None
    (first, *others) = ([each for each in factors_of(unsigned(arg)[0])[0] if each.head != "num"] for arg in one.args)
    shared = [each for each in first if all(any(each.key == factor.key for factor in more) for more in others)]
    outside = {factor.key for factor in factors}
    return next((each for each in shared if each.key in outside), None)
