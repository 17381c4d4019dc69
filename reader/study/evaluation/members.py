"""Entries, members and conditions that authors write in scripts and lists, as runs take them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Constant,
    Labelled,
    Listing,
    Meaning,
    Number,
    Relating,
    Symbol,
    bare,
)
from reader.formula.semantics.parser import plain_meaning
from reader.formula.syntax.tree import rebuilt
from reader.study.evaluation.planning.evaluated import ACTIVATIONS
from reader.study.evaluation.planning.functions import BY_SPELLING, TRUTHS, word_of
from reader.study.evaluation.spelling import LETTER

FOLDS = frozenset({"mean", "avg", "average", "std", "stddev", "sum", "max", "min"})


def with_condition(node: Symbol) -> Meaning:
    """``\\mathbb{1}_{[k \\ne i]}`` as the indicator of its condition, whose parts stand nowhere by themselves."""
    script = node.latex.removeprefix(f"{node.stem}_") if node.stem in TRUTHS else node.latex
    chain = bare(plain_meaning(script.strip("{}[]\\"))) if script != node.latex else node
    if not isinstance(chain, Chain):
        return node

    def here(part: Meaning) -> Meaning:
        return replace(rebuilt(part, here), start=node.start, end=node.start)

    return Application(node.start, node.end, replace(node, latex=node.stem), (here(chain),), "(", ")", ())


def entry_of_value(node: Labelled) -> Meaning:
    """``G(x)_i`` of a function that nobody knows: the value of its i-th entry, ``G_i(x)``."""
    value, letter = node.base, node.below
    if not isinstance(value, Application) or not isinstance(letter, Symbol) or node.above is not None or node.primes:
        return node
    head = value.function
    if not isinstance(head, Symbol) or not LETTER.fullmatch(head.latex) or head.latex in (*BY_SPELLING, *ACTIVATIONS):
        return node
    entry = replace(head, latex=f"{head.latex}_{{{letter.latex}}}", indices=(letter,))
    return replace(value, end=node.end, function=entry)


def over_members(node: Application) -> Meaning:
    """``\\operatorname{mean}(\\{r_1, \\dots, r_G\\})`` over the ``\\{r_j\\}_{j=1}^G`` that this lists."""
    word = word_of(node.function.latex) if isinstance(node.function, Symbol) else ""
    only = node.arguments[0] if len(node.arguments) == 1 else None
    listed = members_in(only.items if isinstance(only, Listing) and only.kind == "set" else node.arguments)
    return replace(node, arguments=(listed,), separators=()) if word in FOLDS and listed is not None else node


def members_in(items: Sequence[Meaning]) -> Labelled | None:
    """``\\{r_j\\}_{j=1}^G`` of the list ``r_1, \\dots, r_G``; None of another."""
    names = [each for each in items if isinstance(each, Symbol) and len(each.indices) == 1]
    dots = [each for each in items if isinstance(each, Constant) and "dots" in each.latex]
    if len(names) < 2 or len(dots) != 1 or len(names) + 1 < len(items) or len({each.stem for each in names}) > 1:
        return None
    one, upper = names[0].indices[0], names[-1].indices[0]
    if not isinstance(one, Number) or one.text != "1" or not isinstance(upper, Symbol | Number):
        return None
    at, end = items[0].start, items[-1].end
    letter = Symbol(at, at, "j", "j")
    member = replace(names[0], latex=f"{names[0].stem}_{{j}}", indices=(letter,))
    lower = Chain(at, at, (letter, one), (Relating(at, at, "=", "=", None),))
    return Labelled(at, end, Listing(at, end, "set", r"\{", r"\}", (member,), ()), lower, upper)
