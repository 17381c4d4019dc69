"""Families whose members add up to 1: by a sum that is 1, by a softmax that gives them, by the words for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    bare,
)
from reader.formula.semantics.parser import plain_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.evaluation.planning.functions import BY_SPELLING, BY_WORD, word_of
from reader.study.evaluation.planning.ranges import ranges_of
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.spelling import base_of, plain_of
from reader.study.noun_kinds import head_of

GIVING = EQUAL | GIVING_RELATIONS
PARTS = frozenset({"weight", "probability", "weights", "coefficients", "proportions", "probabilities"})
PARTED = frozenset(
    {
        "normalized",
        "normalised",
        "gating",
        "mixing",
        "mixture",
        "attention",
        "softmax",
        "convex",
        "router",
        "routing",
    }
)
FRACTIONS = frozenset({"fraction", "fractions", "proportion", "proportions", "share", "shares"})
FREQUENCIES = frozenset({"frequency", "frequencies"})
RELATIVE = frozenset({"joint", "relative", "empirical", "marginal"})
SCORES = frozenset({"score", "scores"})  # "attention scores" may be what the softmax takes
LOGARITHMS = (r"\log", r"\ln", r"\log_{2}")
NORMED = frozenset({"normalized", "normalised", "softmax"})


@dataclass(frozen=True, slots=True)
class Parting:
    """That what a name counts adds up to 1: along which of its scripts (none told: along the one that a sum counts),
    and how many there are ("" where that is not told).
    """

    places: tuple[int, ...] = ()
    size: str = ""


def counted_family(name: Symbol) -> str:
    """What ``a_{i}`` and ``a_{j}`` have in common, and ``a_{ij}`` has not; ``a_{i}^{(h)}`` has it too."""
    return f"{_counted(name)}|{len(name.indices)}"


def _counted(name: Symbol) -> str:
    """A name without what is counted above it, in brackets."""
    stem, _, above = name.stem.partition("^{(")
    return stem if above.endswith(")}") else name.stem


def partings_in(formulas: Iterable[Meaning]) -> Mapping[str, Parting]:
    """By family what formulas say adds up to 1: of ``\\sum_j a_j = 1`` and ``\\sum_j a_{ij}(x) = 1`` the ``a``; so do
    the members of which such an ``a`` is the mean.
    """
    formulas = tuple(formulas)
    found: dict[str, Parting] = {}
    for formula in formulas:
        for node in walk(formula):
            found |= _logged(node)
            if not isinstance(node, Chain) or node.relations[0].sign not in GIVING:
                continue
            found |= _shared_out(node)
            if not {each.sign for each in node.relations} <= EQUAL:
                continue
            if any(isinstance(side, Number) and side.text == "1" for side in node.operands):
                for side in node.operands:
                    found |= _parted(side)
    for formula in formulas if found else ():
        for node in walk(formula):
            found |= _averaged(node, found)
    return found


def _logged(node: Meaning) -> dict[str, Parting]:
    """Those of an entropy or a divergence."""
    found: dict[str, Parting] = {}
    for side in sides_weighed(node):
        found |= _parted(replace(node, body=side)) if isinstance(node, Operation) else {}
    return found


def sides_weighed(node: Meaning) -> tuple[Meaning, ...]:
    """What a sum weighs its own logarithm with, and what stands below it there: p of ``\\sum_c p_c \\log p_c``, p and
    q of ``\\sum_c p_c \\log (p_c / q_c)``. Over what the sum runs they add up to 1.
    """
    body = bare(node.body) if isinstance(node, Operation) and node.kind == "sum" else None
    if not isinstance(node, Operation) or not isinstance(body, Product) or len(body.factors) != len("px"):
        return ()
    own, log = body.factors
    if not isinstance(log, Application) or meaning_latex(log.function) not in LOGARITHMS or len(log.arguments) != 1:
        return ()
    inner = bare(log.arguments[0])
    sides = [bare(inner.numerator), bare(inner.denominator)] if isinstance(inner, Quotient) else [inner]
    return tuple(sides) if meaning_latex(sides[0]) == meaning_latex(own) else ()


def _averaged(node: Meaning, known: Mapping[str, Parting]) -> dict[str, Parting]:
    """Those of ``\\bar p_c = \\frac{1}{M} \\sum_m p_c^{(m)}`` where the mean is known to be one."""
    left = bare(node.operands[0]) if isinstance(node, Chain) and node.relations[0].sign in GIVING else None
    if not isinstance(node, Chain) or not isinstance(left, Symbol) or counted_family(left) not in known:
        return {}
    side = bare(node.operands[1])
    total = bare(side.factors[-1]) if isinstance(side, Product) and len(side.factors) == len("cs") else None
    part = bare(total.body) if isinstance(total, Operation) and total.kind == "sum" else None
    if not isinstance(side, Product) or not isinstance(part, Symbol) or not isinstance(side.factors[0], Quotient):
        return {}
    alike = [meaning_latex(each) for each in part.indices] == [meaning_latex(each) for each in left.indices]
    return {counted_family(part): known[counted_family(left)]} if alike and part.indices else {}


def _shared_out(chain: Chain) -> dict[str, Parting]:
    """The entries ``a_{k}`` of ``a(u) = \\operatorname{softmax}(s(u))``, and the rows of a matrix; the ``a_{ij}`` of
    ``a_{ij} = \\operatorname{softmax}_j(e_{ij})`` and of the same as a fraction.
    """
    left, side = bare(chain.operands[0]), bare(chain.operands[1])
    head = left.function if isinstance(left, Application) else left
    if not isinstance(head, Symbol):
        return {}
    if not head.indices and is_softmax(side):
        stem = _counted(head)
        plain = plain_of(base_of(stem))  # the entries of a bold one are not bold
        stems = {stem, stem.replace(base_of(stem), plain) if plain else stem}
        return {f"{each}|{k + 1}": Parting((k,)) for each in stems for k in (0, 1)}
    letters = [meaning_latex(each) for each in head.indices]
    along = _softmax_letter(side) if is_softmax(side) else _shared_letter(side)
    if along is None or (along and along not in letters):
        return {}
    return {counted_family(head): Parting((letters.index(along),) if along else ())} if letters else {}


def is_softmax(node: Meaning) -> bool:
    """Whether a formula is a softmax, whose entries add up to 1."""
    head = node.function if isinstance(node, Application) else None
    word = base_of(head.latex) if isinstance(head, Symbol) else ""
    known = BY_SPELLING.get(word) or BY_WORD.get(word_of(word)) if word else None
    return known is not None and known.name in ("softmax", "hardmax")


def _softmax_letter(node: Meaning) -> str:
    """``j`` of ``\\operatorname{softmax}_j(e_{ij})``, "" where none stands there."""
    head = node.function if isinstance(node, Application) else None
    return meaning_latex(head.indices[0]) if isinstance(head, Symbol) and len(head.indices) == 1 else ""


def _shared_letter(node: Meaning) -> str | None:
    """``j`` of ``\\frac{e^{s_j}}{\\sum_k e^{s_k}}``, whose numerator is a term of the sum below it."""
    below = bare(node.denominator) if isinstance(node, Quotient) and node.form != "binom" else None
    if not isinstance(below, Operation) or below.kind != "sum" or not isinstance(node, Quotient):
        return None
    changed: set[tuple[str, str]] = set()
    pairs = [[*walk(bare(each))] for each in (node.numerator, below.body)]
    if len(pairs[0]) != len(pairs[1]):
        return None
    for one, other in zip(*pairs, strict=True):
        if type(one) is not type(other):
            return None
        if isinstance(one, Symbol) and isinstance(other, Symbol):
            names = (one.stem, other.stem) if one.indices and other.indices else (one.latex, other.latex)
            changed |= {names} if names[0] != names[1] else set()
    try:
        counted = {each.letter for each in ranges_of(below)}
    except Refusal:
        return None
    return next((own for own, other in changed if len(changed) == 1 and other in counted), None)


def _parted(total: Meaning) -> dict[str, Parting]:
    if not isinstance(total, Operation) or total.kind != "sum":
        return {}
    body = total.body.function if isinstance(total.body, Application) else total.body
    if not isinstance(body, Symbol) or not body.indices:
        return {}
    try:
        ranges = ranges_of(total)
    except Refusal:
        return {}
    letters = [index.latex if isinstance(index, Symbol) else "" for index in body.indices]
    if any(each.condition is not None or each.letter not in letters for each in ranges):
        return {}
    size = "" if len(ranges) > 1 or any(name.startswith("?") for name in ranges[0].size.names) else ranges[0].size.latex
    return {counted_family(body): Parting(tuple(letters.index(each.letter) for each in ranges), size)}


def called_shares(words: Iterable[tuple[str, str]]) -> dict[str, Parting]:
    """Families whose members the author calls weights that add up to 1: mixture weights, normalised weights."""
    found: dict[str, Parting] = {}
    for name, meaning in words:
        read = plain_meaning(name) if calls_shares(meaning) else None
        called = read.function if isinstance(read, Application) else read
        if isinstance(called, Symbol) and called.indices:
            joint = "joint" in head_of(meaning).lower().split()
            found[counted_family(called)] = Parting(tuple(range(len(called.indices))) if joint else ())
    return found


def calls_shares(meaning: str) -> bool:
    """Whether words are those for numbers that add up to 1."""
    words = head_of(meaning).lower().replace("-", " ").split()
    last = words[-1] if words else ""
    if last in FRACTIONS or (last in FREQUENCIES and not RELATIVE.isdisjoint(words)):
        return True
    return (last in PARTS and not PARTED.isdisjoint(words)) or (last in SCORES and not NORMED.isdisjoint(words))
