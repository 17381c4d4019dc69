"""Checks of two sides that belong together by one rule, where no law brings both into one form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from reader.formula.syntax.tables.name_rows import INDICATORS
from reader.meaning.blocks.kinds import stem_of
from reader.meaning.blocks.likeness import read_as
from reader.meaning.blocks.terms import NONE, ONE, Term, factors_of, negated, product, total, unsigned, walk
from reader.study.derivations.algebra import equal
from reader.study.derivations.laws import TWO, Setting, sigmoid
from reader.study.derivations.laws_of_chance import is_chance, outcomes
from reader.study.derivations.laws_of_extrema import PLACES
from reader.study.derivations.substitution import bound_names, mentions, offset_of, put_in, rebuilt, renamed, replaced

Check = Callable[[Term, Term], bool]

MOST_SPLIT = 3
TRUTHS = INDICATORS | {"1", "I"}  # of a condition


# --- sums ------------------------------------------------------------------------------------------------------------


def split_off(one: Term, other: Term) -> bool:
    """``\\sum_{i=1}^{n} a_i = \\sum_{i=1}^{n-1} a_i + a_n``, first terms too."""
    for inner in walk(one):
        if inner.head not in ("sum", "prod") or inner.args[1].head != "range" or inner.args[0].head != "sym":
            continue
        shorter = (part for part in walk(other) if _same_sum(inner, part))
        if any(equal(_exchanged(one, inner, made), other) for part in shorter for made in _split(inner, part)):
            return True
    return False


def _same_sum(one: Term, other: Term) -> bool:
    if other.head != one.head or other.args[1].head != "range" or other.args[0].head != "sym":
        return False
    turned = renamed(other.args[2], {other.args[0].text: one.args[0].text})
    return turned.key == one.args[2].key and other.args[1].key != one.args[1].key


def _split(whole: Term, part: Term) -> Iterator[Term]:
    """The whole as the shorter sum and the terms that it lacks, at one end or the other."""
    (low, high), (begin, end) = whole.args[1].args, part.args[1].args
    letter = whole.args[0].text
    join = total if whole.head == "sum" else lambda terms: product(terms, ())
    for number in range(1, MOST_SPLIT + 1):
        by = Term("num", text=str(number))
        if begin.key == low.key and equal(total([end, by]), high):
            places = [total([end, Term("num", text=str(k))]) for k in range(1, number + 1)]
        elif end.key == high.key and equal(total([low, by]), begin):
            places = [total([low, Term("num", text=str(k))]) for k in range(number)]
        else:
            continue
        ends = [put_in(whole.args[2], {letter: _simple(place)}) for place in places]
        if all(each is not None for each in ends):
            yield join([part, *(each for each in ends if each is not None)])


def _simple(term: Term) -> Term:
    """``n - 1 + 1`` as ``n``."""
    if term.head == "add":
        letters = [arg for arg in term.args if offset_of(arg) is None or offset_of(arg)[0]]  # type: ignore[index]
        numbers = [offset_of(arg) for arg in term.args]
        by = sum(each[1] for each in numbers if each is not None and not each[0])
        if not by and len(letters) == 1:
            return letters[0]
        if by and len(letters) == 1:
            number = Term("num", text=str(abs(by)))
            return Term("add", (letters[0], number if by > 0 else negated(number)))
        if not letters:
            return Term("num", text=str(by)) if by >= 0 else negated(Term("num", text=str(-by)))
    return term


def _exchanged(term: Term, old: Term, new: Term) -> Term:
    """The term with one part, found by identity, exchanged."""
    if term is old:
        return new
    if not term.args or term.head == "sym":
        return term
    return rebuilt(term, tuple(_exchanged(arg, old, new) for arg in term.args))


# --- the best of many ------------------------------------------------------------------------------------------------


def logarithm_taken(one: Term, other: Term) -> bool:
    """A logarithm does not move the place of an extremum."""
    if one.head != other.head or one.head not in PLACES or not bound_names(one):
        return False
    names = dict(zip(bound_names(other), bound_names(one), strict=False))
    there = [renamed(arg, names) for arg in other.args]
    if any(a.key != b.key for a, b in zip(one.args[:2], there[:2], strict=True)):
        return False
    bodies = (one.args[2], there[2])
    return any(a.head == "log" and len(a.args) == 1 and a.args[0].key == b.key for a, b in (bodies, bodies[::-1]))


def order_of_growth(one: Term, other: Term) -> bool:
    """Of a sum its order of growth is kept."""
    return one.head != "num" and _is_order(other) and not any(map(_is_order, walk(one)))


def _is_order(term: Term) -> bool:
    return term.head in ("app", "either") and term.args[0].text in (r"\mathcal{O}", "O", r"\tilde{O}", r"\Theta")


# --- probabilities ---------------------------------------------------------------------------------------------------


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


def one_by_one(one: Term, other: Term) -> bool:
    """``p(x_1, \\ldots, x_n) = \\prod_i p(x_i \\mid x_{<i})``"""
    for joint, made in ((one, other), (other, one)):
        if not is_chance(joint) or made.head != "prod" or made.args[0].head != "sym" or not is_chance(made.args[2]):
            continue
        of, given = outcomes(joint)
        left, right = outcomes(made.args[2])
        before = [each for each in right if not any(each.key == known.key for known in given)]
        if len(left) != 1 or len(before) < 1 or left[0].head != "sym" or joint.args[0].key != made.args[2].args[0].key:
            continue
        history = any("<" in e.text or e.text.endswith(("-1}", "-1)}")) or e.head == "dots" for e in before)
        stems = {e.stem for e in before if e.head == "sym"}
        whole = len(of) > 1 or ":" in of[0].text or "<" in of[0].text or of[0].text == of[0].stem
        if (
            history
            and whole
            and stems <= {left[0].stem}
            and all(e.head == "dots" or e.stem == left[0].stem for e in of)
        ):
            return made.args[0].text in left[0].text
    return False


def chance_of_event(one: Term, other: Term) -> bool:
    """``\\mathbb{E}[1(A)] = P(A)``"""
    for mean, event in ((one, other), (other, one)):
        if mean.head != "mean" or not is_chance(event):
            continue
        body = mean.args[2]
        if body.head == "app" and body.args[0].stem in TRUTHS and len(body.args) == 2:
            shown = event.args[1:]
            if len(shown) == 1:
                inside = shown[0].args[0] if shown[0].head == "given" else shown[0]
                if inside.key == body.args[1].key:
                    return True
    return False


def reparameterised(one: Term, other: Term) -> bool:
    """What was drawn from a Gaussian is written as a function of noise that is drawn from a fixed one."""
    for drawn, noisy in ((one, other), (other, one)):
        if not (drawn.head == noisy.head == "mean" and drawn.args[0].head == noisy.args[0].head == "sym"):
            continue
        if drawn.args[1].head != "drawn" or noisy.args[1].head != "drawn" or not _is_standard(noisy.args[1].args[0]):
            continue
        z, noise = drawn.args[0], noisy.args[0]
        if z.key == noise.key or _is_standard(drawn.args[1].args[0]):
            continue
        found = list(_stands_for(z, drawn.args[2], noisy.args[2]))
        if found and len({each.key for each in found}) == 1 and mentions(found[0], noise.text):
            put = put_in(drawn.args[2], {z.text: found[0]})
            if put is not None and equal(put, noisy.args[2]) and not mentions(noisy.args[2], z.text):
                return True
    return False


def _is_standard(source: Term) -> bool:
    if source.head != "app" or len(source.args) != 3 or stem_of(source.args[0]) not in (r"\mathcal{N}", "N"):
        return False
    centre, spread = source.args[1:]
    return centre.text in ("0", r"\bm{0}", r"\mathbf{0}") and (
        spread.is_one or stem_of(spread) in ("I", r"\mathbb{I}", r"\mathbf{I}")
    )


def _stands_for(name: Term, one: Term, other: Term) -> Iterator[Term]:
    """What stands in the other where the name stands in the one."""
    if one.key == name.key:
        yield other
    elif one.head == other.head and len(one.args) == len(other.args):
        for pair in zip(one.args, other.args, strict=True):
            yield from _stands_for(name, *pair)


# --- relations inside an argument ------------------------------------------------------------------------------------


def event_rewritten(one: Term, other: Term) -> bool:
    """The same inequality with something taken to the other side, or with a number multiplied."""
    if one.head != other.head or not one.head.startswith("rel:") or len(one.args) != 2 or len(other.args) != 2:
        return False
    if one.head not in (r"rel:\le", "rel:<", "rel:=", r"rel:\ne"):
        return False
    here, there = (total([term.args[0], negated(term.args[1])]) for term in (one, other))
    return equal(here, there)


def parts_integrated(one: Term, other: Term) -> bool:
    """``\\int u' v = [u v] - \\int u v'``, or without the ends where the author drops them."""
    for made, turned in ((one, other), (other, one)):
        inside, minus = unsigned(turned)
        if made.head != "int" or inside.head != "int" or not minus or made.args[:2] == inside.args[:2]:
            continue
        if made.args[0].key != inside.args[0].key or made.args[1].key != inside.args[1].key:
            continue
        for derived, rest in _derived(made):
            for derived_too, rest_too in _derived(inside):
                if equal(derived, rest_too) and equal(derived_too, rest):
                    return True
    return False


def _derived(integral: Term) -> Iterator[tuple[Term, Term]]:
    """A factor that is a derivative by the letter of integration, bare, with the other factors."""
    above, below = factors_of(integral.args[2])
    for k, factor in enumerate(above):
        by = factor.args[0] if factor.head in ("deriv", "partial", "grad") and len(factor.args) == 2 else None
        if by is not None and by.key in (integral.args[0].key, "@none:()") and factor.text in ("", "d", "∂"):
            yield factor.args[1], product([*above[:k], *above[k + 1 :]], below)


def sigmoid_mirrored(one: Term, other: Term) -> bool:
    """``\\sigma(-x) = 1 - \\sigma(x)``"""
    for single, made in ((one, other), (other, one)):
        if sigmoid(single, Setting()) is not None:
            turned = Term("app", (read_as("app", single).args[0], negated(single.args[-1])))
            if single.head.startswith("fn:"):
                turned = Term(single.head, (negated(single.args[-1]),), single.text)
            if equal(total([ONE, negated(turned)]), read_as("app", made) if made.head == "either" else made):
                return True
    return False


def log_derivative(one: Term, other: Term) -> bool:
    """``\\nabla f = f \\nabla \\log f``"""
    for single, made in ((one, other), (other, one)):
        if single.head in ("grad", "deriv", "partial"):
            body = single.args[-1]
            inner = rebuilt(single, (*single.args[:-1], Term("log", (body,))))
            if made.head == "mul" and body.head != "log" and equal(product([body, inner], ()), made):
                return True
    return False


# --- nearly equal, proportional --------------------------------------------------------------------------------------


def left_out(one: Term, other: Term) -> bool:
    """The same without some of its terms, be it within a norm or another function."""
    one, other = innermost(one, other)
    terms = [term.key for term in one.args] if one.head == "add" else []
    kept = [term.key for term in (other.args if other.head == "add" else (other,))]
    return len(kept) < len(terms) and not Counter(kept) - Counter(terms)


def innermost(one: Term, other: Term) -> tuple[Term, Term]:
    """The one part that differs, as deep as it lies in the same functions."""
    while one.head == other.head not in ("add", "sym") and len(one.args) == len(other.args):
        if one.text != other.text and (one.head != "norm" or {one.text, other.text} != {"", "2"}):
            break
        pairs = [pair for pair in zip(one.args, other.args, strict=True) if pair[0].key != pair[1].key]
        if len(pairs) != 1:
            break
        one, other = pairs[0]
    return one, other


def factors_left_out(one: Term, other: Term) -> bool:
    """The same without some of its factors."""
    (above, below), (over, under) = factors_of(one), factors_of(other)
    mine, kept = (Counter(each.key for each in side) for side in (above, over))
    mine_below, kept_below = (Counter(each.key for each in side) for side in (below, under))
    fewer = len(over) + len(under) < len(above) + len(below)
    return fewer and not kept - mine and not kept_below - mine_below


def taylor(one: Term, other: Term) -> bool:
    """``f(x + d) \\approx f(x) + \\nabla f(x)^\\top d``, and with the second derivative."""
    for function, point, step in _moved(read_as("app", one)):
        start = Term("app", (function, point))
        slope = Term("grad", (NONE, start))
        bend = Term("hessian", (NONE, start))
        prime = Term("app", (Term("sym", (), f"{function.text}'", stem=f"{function.stem}'"), point))
        second = product([Term("transpose", (step,)), bend, step], [TWO])
        for first in (product([Term("transpose", (slope,)), step], ()), Term("inner", (slope, step)),
                      product([prime, step], ()), product([slope, step], ()),
                      product([Term("transpose", (step,)), slope], ())):  # fmt: skip
            for made in (total([start, first]), total([start, first, second])):
                if equal(made, other):
                    return True
    return False


def _moved(term: Term) -> Iterator[tuple[Term, Term, Term]]:
    """A function at a point that is a sum: the function, one term, and the rest."""
    if term.head == "app" and len(term.args) == 2 and term.args[1].head == "add" and term.args[0].head == "sym":
        parts = term.args[1].args
        for k, part in enumerate(parts):
            yield term.args[0], part, total([*parts[:k], *parts[k + 1 :]])


def range_split(one: Term, other: Term) -> bool:
    """``\\int_a^c = \\int_a^b + \\int_b^c``"""
    whole = {id(part): part for side in (one, other) for part in walk(side) if _is_ranged(part)}.values()
    for first in whole:
        for then in whole:
            if first is then or first.key == then.key or not _follows(first, then):
                continue
            bounds = Term("range", (first.args[1].args[0], then.args[1].args[1]))
            joined = Term(first.head, (first.args[0], bounds, first.args[2]), first.text)
            if not any(part.key == joined.key for part in whole):
                continue
            instead = {then.key: total([joined, negated(first)])}
            if equal(replaced(one, instead), replaced(other, instead)):
                return True
    return False


def _is_ranged(term: Term) -> bool:
    return term.head == "int" and term.args[1].head == "range" and term.args[0].head == "sym"


def _follows(one: Term, other: Term) -> bool:
    """Whether the other goes on where the one stops."""
    same = one.args[0].key == other.args[0].key and one.args[2].key == other.args[2].key
    return same and one.args[1].args[1].key == other.args[1].args[0].key
