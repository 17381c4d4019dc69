"""Names that a formula itself settles, and mixtures that show that one was misread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Constant,
    Group,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
    bare,
    leaf_latex,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.expressions import SCALAR, Shape, unknown
from reader.formula.shapes.inferred import Inference
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.matrices.places import paired, square_sides
from reader.study.evaluation.matrices.vectors import scaled_lengths
from reader.study.evaluation.planning.evaluated import ACTIVATIONS, computed_children, evaluated, is_atom, role_of
from reader.study.evaluation.planning.functions import EXTREMA
from reader.study.evaluation.planning.kinds import Kinds
from reader.study.evaluation.planning.statements import ComputedStatement, name_latex
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.relations import POINTS
from reader.study.evaluation.spelling import LETTER, base_of, is_bold, is_capital, is_slice, scripts_of

if TYPE_CHECKING:
    from reader.study.evaluation.planning.planner import Planner

SMALL = frozenset({r"\epsilon", r"\varepsilon"})  # numbers even beside a vector
COUNTING = frozenset("ijklmnt")
ROUNDS = 5
WIDE = 5.0  # what is divided by less is drawn as everything else


@dataclass(slots=True)
class Settler:
    """Looks at sums and products of one formula for the sake of the names in them."""

    knowledge: Knowledge
    kinds: Kinds
    inference: Inference

    def settle_all(self, nodes: list[Meaning]) -> None:
        for _ in range(ROUNDS):  # first, or a matrix in the place of a number would settle sizes
            if not self.stand_beside(nodes):
                break
            self.inference.known.clear()
        for _ in range(ROUNDS):
            for node in nodes:
                self.inference.typed(node)
            if not self.settle(nodes):
                break
            self.inference.known.clear()
        self.call_numbers(nodes)
        equal = square_sides(nodes, self.knowledge.forms, self.inference)
        for length, dimension in (*scaled_lengths(nodes, self.knowledge, self.inference), *equal):
            self.inference.same(length, dimension)

    def settle(self, nodes: list[Meaning]) -> bool:
        """Give names without a ground the shape of what they are added to, when it is known what matrices stand before.
        Whether there were any.
        """
        found = self.stand_beside(nodes) or paired(nodes, self.kinds.grounds, self.kinds.beside, self.inference)
        for node in nodes if not found else ():
            terms = node.terms if isinstance(node, Total) else ()
            found |= self.valued(terms) | self.scaling(terms) | self.weighing(terms)
            shapes = [shape for term in terms if (shape := self.inference.shape(term)) is not None and shape.core]
            for term in terms:
                name = self.scaled(term) if shapes else None
                if name is not None and self.may_change(name):
                    self.kinds.beside[name.latex] = shapes[0]
                    self.kinds.grounds.pop(name.latex, None)
                    found = True
        return found

    def stand_beside(self, nodes: list[Meaning]) -> bool:
        """Make vectors of what stands behind matrices and rows. Whether there were any."""
        return sum(self.applied(node) for node in nodes) > 0  # all are asked

    def valued(self, terms: tuple[Meaning, ...]) -> bool:
        """Give values of unknown functions the shape of what they are added to. Whether there were any."""
        shapes = [shape for term in terms if (shape := self.inference.shape(term)) is not None and not is_digits(term)]
        found = False
        for term in terms if shapes else ():
            name = meaning_latex(term)
            if isinstance(term, Application) and is_atom(term, self.knowledge) and self.inference.typed(term) is None:
                found |= name not in self.kinds.beside
                self.kinds.beside[name] = next((shape for shape in shapes if shape.core), shapes[0])
        return found

    def scaling(self, terms: tuple[Meaning, ...]) -> bool:
        """Take for a number a small letter without a ground that stands before a vector in a sum of vectors. Whether
        there were any.
        """
        found = False
        for term in terms if len(terms) > 1 else ():
            if not isinstance(term, Product):
                continue
            *before, last = term.factors
            shape = self.inference.shape(last)
            for name in before if shape is not None and shape.rank == 1 and shape.core else ():
                small = isinstance(name, Symbol) and not is_capital(base_of(name.latex)) and not name.bold
                if isinstance(name, Symbol) and small and self.inference.typed(name) is None:
                    self.kinds.beside[name.latex] = SCALAR
                    found = True
        return found

    def weighing(self, terms: tuple[Meaning, ...]) -> bool:
        """Take for a matrix the ``U`` of ``W x + U h``, of which nothing is known. Whether there was one."""
        found = False
        products = [term.factors for term in terms if isinstance(term, Product) and len(term.factors) == 2]
        pairs = [(a, b) for a, b in products if isinstance(a, Symbol) and isinstance(b, Symbol)]
        beside = any(self.is_array(first) for first, _ in pairs)
        for first, last in pairs if beside else ():
            letters = is_capital(base_of(first.latex)) and base_of(last.latex).islower()
            if letters and self.inference.typed(first) is None:
                self.kinds.beside[first.latex] = unknown(2, first.latex)
                found = True
        return found

    def call_numbers(self, nodes: list[Meaning]) -> None:
        """The last resort: take for numbers the values of unknown functions of one letter whose shape nothing tells."""
        heads = {
            node.function.latex
            for node in nodes
            if isinstance(node, Application) and isinstance(node.function, Symbol) and is_atom(node, self.knowledge)
            and self.inference.typed(node) is None and LETTER.fullmatch(base_of(node.function.latex))
            and node.function.latex not in ACTIVATIONS
        }  # fmt: skip
        self.kinds.called |= heads
        if heads:
            self.inference.known.clear()
            for node in nodes:
                self.inference.typed(node)

    def refuse_other_name(self, statement: ComputedStatement) -> None:
        """A name that is known as a number is not given a vector, nor the other way round."""
        name, told = statement.name, None
        if isinstance(name, Symbol):
            told = self.kinds.known(name.latex)
        elif isinstance(name, Application) and isinstance(name.function, Symbol):
            declared = self.knowledge.declarations.find(name.function.latex, function=True)
            number = f"{base_of(name.function.latex)}()" in self.knowledge.numbers
            told = declared.shape if declared is not None else SCALAR if number else None
        for side in statement.sides if told is not None else ():
            shape = self.inference.shape(side)
            if shape is not None and told is not None and shape.is_scalar != told.is_scalar:
                raise Refusal("shapes-clash", name_latex(statement))

    def refuse_mixtures(self, nodes: list[Meaning]) -> None:
        """A vector and a name that is a number do not add up, whatever is written: one of the two was misread."""
        for node in nodes:
            terms = node.terms if isinstance(node, Total) else ()
            shapes = [self.inference.shape(term) for term in terms]
            if not any(shape is not None and shape.core for shape in shapes):
                continue
            for term, shape in zip(terms, shapes, strict=True):
                if not is_digits(term) and shape is not None and shape.is_scalar:
                    raise Refusal("shapes-clash", meaning_latex(node))

    def applied(self, node: Meaning) -> bool:
        """``A x`` and ``u^\\top x``: a small letter that a matrix or a row stands before is a vector, not a number. So
        is the letter of a point before a matrix, as a row, ``x W``.
        """
        if isinstance(node, Application) and role_of(node, self.knowledge) == "similarity":
            return sum(self.points(argument) for argument in node.arguments) > 0
        if not isinstance(node, Product):
            return False
        for before, after in pairwise(node.factors):
            name = after if isinstance(before, Symbol | Transposed) and self.is_array(before) else None
            if name is None and isinstance(before, Symbol) and base_of(before.latex) in POINTS:
                name = before if before is node.factors[0] and self.is_array(after) else None
            if isinstance(name, Symbol) and base_of(name.latex).islower() and self.may_change(name):
                self.kinds.beside[name.latex] = unknown(1, name.latex)
                self.kinds.grounds.pop(name.latex, None)
                return True
        return False

    def points(self, name: Meaning) -> bool:
        """Take for a vector what only vectors have, an angle with another. Whether it was none."""
        small = isinstance(name, Symbol) and base_of(name.latex).islower() and self.may_change(name)
        if isinstance(name, Symbol) and small:
            self.kinds.beside[name.latex] = unknown(1, base_of(name.latex))
            self.kinds.grounds.pop(name.latex, None)
        return small

    def is_array(self, node: Meaning) -> bool:
        """Whether it is a matrix, or a vector written as a row."""
        shape = self.inference.shape(node)
        return shape is not None and shape.rank == 2 and not shape.is_scalar

    def scaled(self, term: Meaning) -> Symbol | None:
        """The name that a term is, numbers before it aside."""
        if isinstance(term, Symbol):
            return term
        if not isinstance(term, Product):
            return None
        rest = [
            each for each in term.factors if (typed := self.inference.typed(each)) is None or not typed.shape.is_scalar
        ]
        last = term.factors[-1]  # numbers stand before what they scale
        alone = not rest or (len(rest) == 1 and rest[0] is last)
        return last if alone and isinstance(last, Symbol) else None

    def is_number(self, term: Symbol) -> bool:
        shape = self.inference.shape(term)
        return shape is None or shape.is_scalar

    def may_change(self, term: Symbol) -> bool:
        """Whether nothing is known of a name, or only that it is a small letter."""
        self.inference.typed(term)
        ground = self.kinds.grounds.get(term.latex)
        divides = ground == "ground-divisor" and base_of(term.latex) not in self.kinds.divisors
        plain = (
            (ground in ("ground-plain", "ground-relative") or divides)
            and term.latex not in SMALL
            and self.is_number(term)
        )
        return term.latex not in self.kinds.beside and (plain or self.inference.typed(term) is None)


def components(it: Planner, sides: list[Meaning]) -> frozenset[str]:
    """``x_i`` of a vector, where i runs over its length: one of its numbers."""
    nodes = (node for side in sides for node in evaluated(side, it.knowledge))
    return frozenset(node.latex for node in nodes if isinstance(node, Symbol) and whole_of(it, node) is not None)


def whole_of(it: Planner, node: Symbol) -> tuple[str, Shape] | None:
    """The vector or matrix of which a name is an entry, by declaration or by its bold letter; and its shape."""
    template = it.indices.template(node.latex)
    if not template.items or it.knowledge.declarations.find(node.latex) is not None:
        return None
    base = template.bare.split("_")[0] if "^" not in template.bare and template.bare.endswith("}") else ""
    declared = it.knowledge.declarations.find(base) if base else None
    shape = declared.shape if declared is not None else None
    if shape is None and base in it.indices.bold:
        base = it.indices.bold[base]
        shape = it.kinds.known(base) or unknown(1, base)
    ranges = [it.indices.ranges.get(item.name) for item in template.items]
    if shape is None or shape.rank != len(ranges):
        return None
    own = is_bold(base_of(node.latex))  # x_i in bold is another vector, unless i is said to run over the length
    for each, item, size in zip(ranges, template.items, shape.dimensions, strict=True):
        if each is None or item.shift or each.start.latex != "1":
            return None
        alike = (
            it.inference.normal(each.size) == it.inference.normal(size) if own else it.inference.same(each.size, size)
        )
        if not alike:
            return None
    return base, shape


def refuse_wholes(it: Planner, statement: ComputedStatement, atoms: Iterable[Meaning]) -> None:
    """Raises for a row or an array that is put in beside its numbers, which the display computes one by one: for
    ``s_{i,1:n}`` and ``s_i`` beside ``s_{ij} = ...``.
    """
    entry = statement.name.latex if isinstance(statement.name, Symbol) else ""
    head, letters = scripts_of(entry)
    if not letters or not all(it.shape(side).is_scalar for side in statement.sides):
        return
    for node in (each for each in atoms if isinstance(each, Symbol) and each.latex != entry):
        other, items = scripts_of(node.latex)
        counted = letters[len(items) :]
        fewer = bool(counted) and items == letters[: len(items)] and set(counted) <= COUNTING
        if other == head and (any(map(is_slice, items)) or (fewer and it.shape(node).rank == len(counted))):
            raise Refusal("index-unreadable", node.latex)


def has_change(node: Product, knowledge: Knowledge) -> bool:
    """``\\Delta i`` is a change of i, ``h^\\top(x)`` may be the transpose of a value: neither is surely a product. A
    ``\\delta`` that the author says to be a number is one.
    """
    for factor, after, sign in zip(node.factors, node.factors[1:], node.signs, strict=False):
        said = knowledge.declarations.find(leaf_latex(factor))
        change = leaf_latex(factor) in (r"\Delta", r"\delta") and (said is None or not said.firm)
        change = change and leaf_latex(factor) not in knowledge.called_numbers
        lone = isinstance(after, Group) and after.open == "(" and isinstance(after.body, Symbol)
        if not sign and (change or (lone and isinstance(factor, Transposed))):
            return True
    return False


def divisors_in(sides: list[Meaning]) -> Iterator[str]:
    """Bases of the names that a formula divides by, or takes the root of."""
    for side in sides:
        for node in walk(side):
            below = node.denominator if isinstance(node, Quotient) else node.body if isinstance(node, Root) else None
            if below is not None:
                yield from (base_of(part.latex) for part in walk(below) if isinstance(part, Symbol))


def scales_in(nodes: Sequence[Meaning]) -> Iterator[tuple[str, float]]:
    """Names below a bound, divided by a number: the ``u`` and ``v`` of ``\\max(0, 1 - |u - v| / 80)`` go by 80."""
    for bound in nodes:
        if not isinstance(bound, Application) or meaning_latex(bound.function) not in EXTREMA:
            continue
        if any(isinstance(argument, Number) for argument in bound.arguments):
            for node in walk(bound):
                scale = _scale_of(node.denominator) if isinstance(node, Quotient) and node.form != "binom" else None
                if isinstance(node, Quotient) and scale is not None and scale >= WIDE:
                    root = isinstance(node.numerator, Power) and isinstance(node.denominator, Number)
                    parts = (part for part in walk(node.numerator) if isinstance(part, Symbol))
                    yield from ((part.latex, scale**0.5 if root else scale) for part in parts)


def _scale_of(node: Meaning) -> float | None:
    """80 of ``80`` and of ``80^2``."""
    base = node.base if isinstance(node, Power) else node
    digits = isinstance(base, Number) and base.text.replace(".", "", 1).isdigit()
    return float(base.text) if isinstance(base, Number) and digits else None


def divided_by(sides: Iterable[Meaning]) -> Iterator[str]:
    """The names that are themselves factors of what formulas divide by."""
    for side in sides:
        for node in walk(side):
            below = node.denominator if isinstance(node, Quotient) else None
            for factor in below.factors if isinstance(below, Product) else (below,):
                if isinstance(factor, Symbol):
                    yield factor.latex


def is_digits(node: Meaning) -> bool:
    """Numbers in digits, constants, small offsets, and products of them: these may be added to every entry."""
    if isinstance(node, Product | Quotient | Group):
        return all(is_digits(part) for part in children(node))
    return isinstance(node, Number | Constant) or (isinstance(node, Symbol) and node.latex in SMALL)


def needed_below_logs(nodes: Sequence[Meaning], knowledge: Knowledge) -> dict[int, str]:
    """By the ids of inputs the kind that logarithms need them to be: positive, and between 0 and 1 where the formula
    has ``\\log f(x)`` and ``\\log(1 - f(y))``.
    """
    positive = [each for node in nodes for each in below_log(node, knowledge)]
    taken_from_one = {head_of(each) for node in nodes for each in _taken_from_one(node, knowledge)}
    shares = {head_of(each) for each in positive} & taken_from_one
    found = {id(each): "positive" for each in positive}
    return found | {id(each): "unit" for each in nodes if is_atom(each, knowledge) and head_of(each) in shares}


def head_of(atom: Meaning) -> str:
    """``f`` of ``f(x)``."""
    return meaning_latex(atom.function if isinstance(atom, Application) else atom)


def _logged(node: Meaning) -> tuple[Meaning, ...]:
    """What a logarithm takes."""
    if not isinstance(node, Application) or not isinstance(node.function, Symbol):
        return ()
    return tuple(node.arguments) if node.function.latex.startswith((r"\log", r"\ln")) else ()


def _taken_from_one(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """``p`` of ``\\log(1 - p)``."""
    for each in map(bare, _logged(node)):
        if isinstance(each, Total) and len(each.terms) == 2 and each.signs == ("", "-"):
            one, taken = map(bare, each.terms)
            if isinstance(one, Number) and one.text == "1" and is_atom(taken, knowledge):
                yield taken


def below_log(node: Meaning, knowledge: Knowledge) -> list[Meaning]:
    """Inputs that must be positive: what stands in a logarithm, alone or in its products and quotients."""
    waiting, found = list(_logged(node)), []
    while waiting:
        part = waiting.pop()
        if is_atom(part, knowledge):
            found.append(part)
        elif isinstance(part, Quotient | Group | Product):
            waiting += computed_children(part, knowledge)
        elif isinstance(part, Operation) and part.kind in ("sum", "product"):
            waiting.append(part.body)
    return found
