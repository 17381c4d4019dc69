"""Laws of probabilities and expectations."""

from __future__ import annotations

from collections.abc import Sequence

from reader.meaning.blocks.kinds import CHANCES, stem_of
from reader.meaning.blocks.likeness import script_of
from reader.meaning.blocks.terms import NONE, ONE, Term, factors_of, negated, product, total, unsigned
from reader.study.derivations.laws import TWO, Setting
from reader.study.derivations.substitution import bound_names, mentions


def is_chance(term: Term) -> bool:
    return term.head == "app" and stem_of(term) in CHANCES and len(term.args) > 1


def outcomes(term: Term) -> tuple[list[Term], list[Term]]:
    """What a probability is of, and what is given."""
    if len(term.args) == 2 and term.args[1].head == "given":
        left, right = term.args[1].args
        return _listed(left), _listed(right)
    return [part for arg in term.args[1:] for part in _listed(arg)], []


def _listed(term: Term) -> list[Term]:
    return list(term.args) if term.head in ("list", "tuple") else [term]


def chance(head: Term, of: Sequence[Term]) -> Term:
    """The joint probability, in one order."""
    ordered = sorted(of, key=lambda each: each.key)
    return Term("app", (head, ordered[0] if len(ordered) == 1 else Term("list", tuple(ordered))))


def conditional(term: Term, setting: Setting) -> Term | None:
    """``p(x \\mid y) = p(x, y) / p(y)``"""
    if not is_chance(term):
        return None
    of, given = outcomes(term)
    if not given:
        made = chance(term.args[0], of)
        return made if made.key != term.key else None
    whole = ("sym", "app", "rel:=")
    if any(each.head not in whole or ":" in each.text or "<" in each.text for each in (*of, *given)):
        return None
    return product([chance(term.args[0], [*of, *given])], [chance(term.args[0], given)])


def marginal(term: Term, setting: Setting) -> Term | None:
    """``\\sum_y p(x, y) = p(x)``, ``\\sum_j P(A, W = j) = P(A)``, and over all outcomes one."""
    if term.head not in ("sum", "int") or term.args[0].head != "sym":
        return None
    above, below = factors_of(term.args[2])
    name = term.args[0]
    holding = [each for each in (*above, *below) if mentions(each, name.text)]
    if len(holding) != 1 or not is_chance(holding[0]) or not any(holding[0] is each for each in above):
        return None
    joint = holding[0]
    of, given = outcomes(joint)
    out = [each for each in of if _is_outcome(each, name, term.args[1].head == "range")]
    left = [each for each in of if not any(each is one for one in out)]
    if len(out) != 1 or any(mentions(each, name.text) for each in (*left, *given)):
        return None
    rest = [each for each in above if each is not joint]
    if not left:
        return product(rest, below)
    inside = chance(joint.args[0], left)
    if given:
        spread = Term("list", tuple(given)) if len(given) > 1 else given[0]
        inside = Term("app", (joint.args[0], Term("given", (inside.args[1], spread))))
    return product([*rest, inside], below)


def _is_outcome(term: Term, name: Term, counted: bool) -> bool:
    """Whether what happens is just the letter, or a variable with the letter as its value."""
    if term.head == "rel:=" and len(term.args) == 2:
        return term.args[1].key == name.key and not mentions(term.args[0], name.text)
    return term.key == name.key and not counted


def complement(term: Term, setting: Setting) -> Term | None:
    """``P(X \\ne y) = 1 - P(X = y)``"""
    if not is_chance(term) or len(term.args) != 2:
        return None
    inside = term.args[1]
    event = inside.args[0] if inside.head == "given" else inside
    if event.head != r"rel:\ne":
        return None
    same = Term("rel:=", event.args)
    made = Term("given", (same, inside.args[1])) if inside.head == "given" else same
    return total([ONE, negated(Term("app", (term.args[0], made)))])


def joint_expectation(term: Term, setting: Setting) -> Term | None:
    """``\\mathbb{E}_{p(x)} \\mathbb{E}_{p(z \\mid x)} = \\mathbb{E}_{p(x, z)}``"""
    if term.head != "mean" or term.args[2].head != "mean":
        return None
    outer, inner = term.args[0], term.args[2].args[0]
    if not (is_chance(outer) and is_chance(inner) and outer.args[0].key == inner.args[0].key):
        return None
    (of, given), (drawn, known) = outcomes(outer), outcomes(inner)
    if {each.key for each in known} != {each.key for each in (*of, *given)} or given:
        return None
    return Term("mean", (chance(outer.args[0], [*of, *drawn]), NONE, term.args[2].args[2]), term.text)


def one_joint(term: Term, setting: Setting) -> Term | None:
    """The joint distribution of an expectation in one order."""
    if term.head != "mean" or not is_chance(term.args[0]) or outcomes(term.args[0])[1]:
        return None
    made = chance(term.args[0].args[0], outcomes(term.args[0])[0])
    return None if made.args[1].head == term.args[0].args[1].head else Term("mean", (made, *term.args[1:]), term.text)


def mean_of(term: Term, setting: Setting) -> Term | None:
    """``\\int p(x) f(x) dx = \\mathbb{E}_{x \\sim p}[f(x)]``, in one spelling of what is drawn."""
    if term.head in ("sum", "int") and term.args[1].head != "range" and term.args[0].head == "sym":
        return _weighted(term)
    if term.head != "mean":
        return None
    index, domain, body = term.args
    if domain.head == "drawn" and index.head == "sym" and is_chance(domain.args[0]):
        source = domain.args[0]
        of, given = outcomes(source)
        if [each.key for each in of] == [index.key] or of[0].key == "@dots:()":
            return _drawn(source.args[0], index, given, body)
    if domain.head == "none" and is_chance(index):
        of, given = outcomes(index)
        if len(of) == 1 and of[0].head == "sym":
            return _drawn(index.args[0], of[0], given, body)
    return None


def _weighted(term: Term) -> Term | None:
    """A sum or integral whose letter is what one of its factors is the probability of."""
    above, below = factors_of(term.args[2])
    name = term.args[0]
    for k, factor in enumerate(above):
        of, given = outcomes(factor) if is_chance(factor) else ([], [])
        if [each.key for each in of] == [name.key] and not any(mentions(each, name.text) for each in given):
            return _drawn(factor.args[0], name, given, product([*above[:k], *above[k + 1 :]], below))
    return None


def _drawn(head: Term, name: Term, given: Sequence[Term], body: Term) -> Term:
    """An average over what is drawn. A letter with an index tells which of several distributions is meant: ``p(x_0)``
    is not ``p(x_{0:T})``."""
    source = Term("app", (head, Term("list", tuple(given)))) if given else head
    which = name.text if name.text != name.stem else ""
    return Term("mean", (name, Term("drawn", (source,), rf"\sim{which}"), body), "")


def divergence(term: Term, setting: Setting) -> Term | None:
    """``D_{\\mathrm{KL}}(p \\| q) = \\mathbb{E}_{x \\sim p}[\\log p(x) / q(x)]``"""
    if not (term.head in ("app", "fn:kl") and term.args[-1].head == "versus"):
        return None
    name = "kl" if term.head == "fn:kl" else script_of(term.args[0].text)
    if name != "kl":
        return None
    letter = Term("sym", (), setting.letter, stem=setting.letter)
    one, other = (valued(side, letter) for side in term.args[-1].args)
    if one is None or other is None:
        return None
    of, given = outcomes(one)
    ratio = Term("log", (product([one], [other]),))
    return _drawn(one.args[0], of[0], given, ratio) if len(of) == 1 and of[0].head == "sym" else None


def valued(side: Term, letter: Term) -> Term | None:
    """A distribution's value at a letter: ``p`` as ``p(x)``; one that has its outcome stays."""
    if side.head == "sym":
        return Term("app", (side, letter))
    return side if side.head == "app" and len(side.args) == 2 else None


def variance(term: Term, setting: Setting) -> Term | None:
    """``\\operatorname{Var}(X) = \\mathbb{E}[X^2] - \\mathbb{E}[X]^2``"""
    if term.head != "fn:var" or len(term.args) != 1 or term.args[0].head in ("given", "list"):
        return None
    inner = term.args[0]
    return total([_mean(Term("pow", (inner, TWO))), negated(Term("pow", (_mean(inner), TWO)))])


def _mean(body: Term) -> Term:
    return Term("mean", (NONE, NONE, body))


def centred_square(term: Term, setting: Setting) -> Term | None:
    """``\\mathbb{E}\\|X - \\mathbb{E}X\\|^2 = \\mathbb{E}\\|X\\|^2 - \\|\\mathbb{E}X\\|^2``"""
    if term.head != "mean" or term.args[2].head != "pow" or term.args[2].args[1].text != "2":
        return None
    power = term.args[2]
    base = power.args[0]
    inside = base.args[0] if base.head == "norm" else base
    if inside.head != "add" or len(inside.args) != 2:
        return None
    one, other = inside.args
    if one.head == "neg":
        one, other = other, one
    centre = unsigned(other)[0]
    if other.head != "neg" or centre.head != "mean" or centre.key != Term("mean", (*term.args[:2], one), term.text).key:
        return None

    def square(of: Term) -> Term:
        return Term("pow", (Term("norm", (of,), base.text) if base.head == "norm" else of, TWO))

    return total([Term("mean", (*term.args[:2], square(one)), term.text), negated(square(centre))])


def tower(term: Term, setting: Setting) -> Term | None:
    """``\\mathbb{E}[\\mathbb{E}[X \\mid Y]] = \\mathbb{E}[X]``"""
    if term.head != "mean" or term.args[2].head != "mean" or bound_names(term) or term.args[0].head != "none":
        return None
    inner = term.args[2]
    body = inner.args[2]
    if inner.args[0].head != "none" or body.head != "given":
        return None
    return Term("mean", (*term.args[:2], body.args[0]), term.text)
