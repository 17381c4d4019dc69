"""Values of functions of which a formula of the paper says what they are, computed by that instead of put in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Grid,
    Integral,
    Listing,
    Meaning,
    Number,
    Operation,
    Symbol,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.syntax.tree import rebuilt, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import is_atom
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import base_of

OWN_LETTERS = (Operation, Integral, Given, Listing, Grid)
MOST_PARTS = 120  # of a formula that is put in the place of a value
MOST_PUT_IN = 8  # values of functions in one formula


def with_values_named(
    told: Meaning, given: Mapping[str, Meaning], knowledge: Knowledge
) -> tuple[Meaning, dict[str, Meaning]]:
    """The formula with a name for each value of a function that another formula gives, ``\\phi(r)`` of
    ``\\phi(x) = x / (x + C)``, and by these names what they equal.
    """
    found: dict[str, Meaning] = {}
    for node in walk(told):
        latex = meaning_latex(node) if isinstance(node, Application) and is_atom(node, knowledge) else ""
        if isinstance(node, Application) and latex and latex not in found and len(found) < MOST_PUT_IN:
            side = next(_sides(node, given), None)
            if side is not None:
                name = Symbol(node.start, node.end, latex, latex)
                found[latex] = replace(side, operands=(name, side.operands[1]))
    own = {meaning_latex(each.operands[0]) for each in said_in(told)}
    found = {latex: chain for latex, chain in found.items() if latex not in own}

    def change(node: Meaning) -> Meaning:
        latex = meaning_latex(node) if found and isinstance(node, Application) else ""
        return Symbol(node.start, node.end, latex, latex) if latex in found else rebuilt(node, change)

    return (change(told) if found else told), found


def _sides(node: Application, given: Mapping[str, Meaning]) -> Iterator[Chain]:
    """What formulas say of a value, with its own arguments for the letters that they say it of."""
    head = meaning_latex(node.function)
    formula = given.get(head) if isinstance(node.function, Symbol) else None
    for chain in said_in(formula) if formula is not None else ():
        left = bare(chain.operands[0])
        if not isinstance(left, Application) or meaning_latex(left.function) != head:
            continue
        letters = [each.latex for each in left.arguments if isinstance(each, Symbol)]
        fits = len(letters) == len(left.arguments) == len(node.arguments) == len({*letters})
        side = chain.operands[1]
        if not fits or chain.relations[0].sign not in EQUAL or isinstance(bare(side), Number):
            continue
        if _is_plain(side, head, letters):
            put_in = dict(zip(letters, node.arguments, strict=True))
            yield replace(chain, operands=(left, _with_arguments(side, put_in)), relations=chain.relations[:1])


def _is_plain(side: Meaning, head: str, letters: Collection[str]) -> bool:
    """Whether a side has neither the function itself nor letters of its own, for what sums, means and lists run over
    would mix with those of the formula; nor kin of its arguments, the ``\\bar x`` of ``x - \\bar x``, or their letters
    in scripts.
    """
    parts = [*islice(walk(side), MOST_PARTS + 1)]
    if len(parts) > MOST_PARTS or any(isinstance(each, OWN_LETTERS) or meaning_latex(each) == head for each in parts):
        return False
    bases = {base_of(each) for each in letters}
    names = [each for each in parts if isinstance(each, Symbol) and each.latex not in letters]
    return not any(base_of(each.latex) in bases or not bases.isdisjoint(scripts_in(each)) for each in names)


def scripts_in(name: Symbol) -> Iterator[str]:
    """The letters that stand in the scripts of a name."""
    for index in name.indices:
        yield from (each.latex for each in walk(index) if isinstance(each, Symbol))


def _with_arguments(side: Meaning, put_in: Mapping[str, Meaning]) -> Meaning:
    if isinstance(side, Symbol):
        return put_in.get(side.latex, side)
    return rebuilt(side, lambda part: _with_arguments(part, put_in))
