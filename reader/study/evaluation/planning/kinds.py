"""What a name is, where no declaration gives its shape: an ordered list of grounds, each named beside the input.

A ground never overrules a declaration, and what none of them decides stays undecided: then the formula does not run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from reader.formula.semantics.nodes import Application, Derivative, Differential, Given, Meaning, Operation, Symbol
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import Declaration, Declarations
from reader.formula.shapes.expressions import SCALAR, Dimension, Shape, named, skeleton, unknown
from reader.formula.shapes.spaces import ABOVE_ONE
from reader.formula.syntax.tree import walk
from reader.study.evaluation.knowledge import ComputedName, Knowledge
from reader.study.evaluation.planning.functions import word_of
from reader.study.evaluation.relations import POINTS, is_share_of_kin
from reader.study.evaluation.shares import ALWAYS_CHANCES
from reader.study.evaluation.signs import is_weight
from reader.study.evaluation.spelling import LETTER, base_of, is_bold, is_capital, levels, places_of, values_of
from reader.study.noun_kinds import THING, numbers_of

NOT_NEGATIVE = frozenset({"above-one", "positive", "nonnegative", "natural", "unit"})
UNITS_OF_PLANE = frozenset({"i", r"\mathrm{i}", r"\imath"})  # where nothing is counted with it
OPERATORS = frozenset({r"\max", r"\min", r"\sup", r"\inf", r"\gcd", r"\operatorname{Var}", r"\operatorname{Cov}"})


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """One row: why a name has its shape. ``id`` names the row of ``messages/running.toml`` that says it."""

    id: str
    example: str


@dataclass(slots=True)
class Kinds:
    """Answers for the names of one formula, and keeps the ground of each answer."""

    knowledge: Knowledge
    counted: frozenset[str] = frozenset()  # letters that the formula counts with, or counts up to
    grounds: dict[str, str] = field(default_factory=dict)
    components: frozenset[str] = frozenset()  # names that are one number of a declared vector
    counting: frozenset[str] = frozenset()  # letters that stand as scripts on the left side
    beside: dict[str, Shape] = field(default_factory=dict)  # what is added to a vector is one
    typed: Callable[[Meaning], Shape | None] = field(default=lambda node: None)  # of a part of the formula
    computed: Callable[[Application], Shape | None] = field(default=lambda node: None)  # of what is no atom
    divisors: frozenset[str] = frozenset()  # bases of what this formula divides by
    mixing: frozenset[str] = frozenset()  # of which the formula takes what is left to 1 as well
    dividing: frozenset[str] = frozenset()  # names that the definitions of others divide by
    squashed: frozenset[str] = frozenset()  # whole arguments of sigmoids and their like, which take any number
    called: frozenset[str] = frozenset()  # letters of functions whose values may be numbers, for want of words

    def ask(self, node: Meaning) -> Shape | None:
        """The shape of a name, an unknown function's value, a gradient; None where no ground gives it."""
        definition = self.knowledge.defined.get(node.latex) if isinstance(node, Symbol) else None
        if isinstance(node, Symbol) and definition is not None:
            return self._defined(node.latex, definition)
        if isinstance(node, Symbol):
            return self._first(node.latex, base_of(node.latex))
        if isinstance(node, Application) and isinstance(node.function, Symbol):
            return self._applied(node, node.function)
        if isinstance(node, Differential):
            return self.typed(node.variable)
        if isinstance(node, Derivative):
            return self._derivative(node)
        if isinstance(node, Operation) and node.kind == "gradient":
            return self._gradient(node)
        return None

    def _defined(self, latex: str, definition: ComputedName) -> Shape | None:
        if definition.letters:
            return unknown(len(definition.letters), latex)
        shape = self.typed(definition.side)
        if shape is None or definition.piece is None:
            return shape
        if shape.rank != 2:
            return None
        rows, columns = shape.dimensions
        part = Dimension(tuple((names, share / definition.piece[1]) for names, share in columns.terms))
        return Shape((rows, part))

    def _applied(self, node: Application, function: Symbol) -> Shape | None:
        known = self.computed(node)
        if known is not None or function.latex in OPERATORS:
            return known
        return self._value(node, function) or self.beside.get(meaning_latex(node))

    def _derivative(self, node: Derivative) -> Shape | None:
        """``\\partial u / \\partial t`` of one number by another is one, by a vector or a matrix like that."""
        body = node.body
        number = isinstance(body, Symbol) and (
            self.known(body.latex) == SCALAR
            or (not is_bold(base_of(body.latex)) and base_of(body.latex) not in self.knowledge.matrices)
        )
        value = isinstance(body, Application) and self.typed(body) == SCALAR
        if len(node.variables) != 1 or not (number or value):
            return None
        return self.typed(node.variables[0])

    def domain(self, latex: str, function: bool = False) -> str:
        declared = self.knowledge.declarations.find(latex, function)
        part = not function and latex in self.mixing
        if (
            function
            and base_of(latex) in ALWAYS_CHANCES
            and not self.knowledge.chances.isdisjoint((latex, base_of(latex)))
        ):
            return "unit"
        counts = declared is not None and declared.domain == ABOVE_ONE and self._is_whole(latex, function)
        if declared is not None and declared.domain != "real" and not counts:
            return "unit" if part and declared.domain in ("positive", "nonnegative") else declared.domain
        if not function and self._is_complex(latex):
            return "complex"
        if not function and self.knowledge.is_rate(latex):
            return numbers_of(self.knowledge.quantities.get(latex))
        if function and base_of(latex) in ALWAYS_CHANCES:
            return "unit"
        if latex in self.counting and not function:
            return "index"
        if self._is_whole(latex, function):
            return "natural"
        told = numbers_of(self.knowledge.quantity(latex))
        if told == "natural" and not function and (self.known(latex) or SCALAR).rank == 2:
            return "real"  # a matrix, and a count elsewhere
        if (part and told in ("real", "positive")) or (told == "positive" and is_share_of_kin(latex, self.knowledge)):
            return "unit"
        return told if told != "real" else self._shown(latex, function)

    def _shown(self, latex: str, function: bool) -> str:
        """By what the paper does with the name and its relatives, where no words say it."""
        if not function and "*" in skeleton(latex)[0] and skeleton(latex)[0] in self.knowledge.positives:
            return "positive"
        if self.grounds.get(latex) == "ground-relative" and not function:
            related = relatives(self.knowledge.declarations, base_of(latex))
            near = (each.domain for each in related if skeleton(each.name)[0] in levels(latex))
            kinds = {*near, *(NOT_NEGATIVE & {each.domain for each in related})} - {"real"}
            return kinds.pop() if len(kinds) == 1 else "positive" if kinds and kinds <= NOT_NEGATIVE else "real"
        if used := self._by_use(latex, function):
            return used
        if function and base_of(latex) == r"\mathcal{N}":
            return "positive"
        told = self._told_by_formulas(latex, function)
        if function and self._is_chance(latex) and told != "nonpositive":
            return "unit"
        if function and told in ("", "real") and self._is_logged(latex):
            return "positive"  # its logarithm is taken
        return told or self._by_custom(latex, function)

    def _is_logged(self, latex: str) -> bool:
        return not self.knowledge.positives.isdisjoint((f"{base_of(latex)}()", values_of(latex)))

    def _by_use(self, latex: str, function: bool) -> str:
        """``positive`` of what the paper divides by or takes the root of."""
        below = self.grounds.get(latex) == "ground-divisor" and not self.knowledge.divided.isdisjoint(levels(latex))
        divides = (below or latex in self.dividing) and not function
        return "positive" if divides or {latex, base_of(latex)} & self.knowledge.positives else ""

    def _is_scale(self, latex: str) -> bool:
        """Whether it is a deviation, or a weight by custom."""
        return bool({latex, base_of(latex)} & {*self.knowledge.positives, r"\sigma"}) or is_weight(latex)

    def _is_whole(self, latex: str, function: bool) -> bool:
        """Whether it is a rank or a count: no letter that is declared as a matrix, whatever it counts elsewhere."""
        matrix = (self.known(latex) or SCALAR).rank == 2 and not function
        named = latex in self.knowledge.wholes or word_of(base_of(latex)) == "rank"
        return not matrix and (named or (not function and latex in self.knowledge.counts))

    def is_rank(self, latex: str, letters: Collection[str], applied: bool) -> bool:
        """Whether each number from 1 on comes up once among what letters count, as of ``\\operatorname{rank}(x_i)``."""
        counted = self.knowledge.ranks.get(latex)
        return (
            applied and word_of(latex) == "rank" if counted is None else not counted or not counted.isdisjoint(letters)
        )

    def is_guessed(self, latex: str, function: bool = False) -> bool:
        """Whether nothing says which numbers a name, or the values of a function, can be: no declaration, no words, no
        place in the formulas. Below a fraction line, and in a logarithm, stands much."""
        declared = self.knowledge.declarations.find(latex, function)
        related = relatives(self.knowledge.declarations, base_of(latex)) if declared is None and not function else ()
        domain, words = self.domain(latex, function), self.knowledge.quantity(latex)
        if not function and self.knowledge.is_rate(latex):
            return not self.knowledge.quantities.get(latex)
        if latex in self.squashed or (declared.firm if declared is not None else any(each.firm for each in related)):
            return False
        if words == THING and not function:
            return True
        if domain == "positive" and not words:
            used = (function and self._is_logged(latex)) or self._by_use(latex, function)
            return not self._is_scale(latex) and bool(used)
        shown = function and f"{base_of(latex)}()" in self.knowledge.numbers
        return domain == "real" and not shown and words in (None, "", THING)

    def domain_of_result(self, latex: str) -> str:
        """Of a name that the formula computes: ``p_{0}`` is a probability where ``p_{1}`` is declared as one."""
        domain, family = self.domain(latex), skeleton(latex)[0]
        related = relatives(self.knowledge.declarations, base_of(latex)) if domain == "real" and "*" in family else ()
        kinds = {each.domain for each in related if skeleton(each.name)[0] == family}
        return kinds.pop() if len(kinds) == 1 else domain

    def domain_of_defined(self, latex: str) -> str:
        """Of a name that another formula computes: a weight is none below 0, whatever its formula could give."""
        head, called, _ = latex.partition("(")
        domain = self.domain(head, function=bool(called))
        return "positive" if domain == "real" and is_weight(latex) else domain

    def _by_custom(self, latex: str, function: bool) -> str:
        plain = self.grounds.get(latex) in ("ground-plain", "ground-divisor") and not function
        return "positive" if is_weight(latex) and plain else "real"

    def _told_by_formulas(self, latex: str, function: bool) -> str:
        accented = function and latex.startswith("\\") and base_of(latex) != latex.partition("_")[0]
        by_letter = (f"~{base_of(latex)}()",) if accented else ()  # means and estimates are of one sign with it
        names = (f"{latex}()", *by_letter) if function else (latex, skeleton(latex)[0])
        return next((self.knowledge.signs[name] for name in names if name in self.knowledge.signs), "")

    def _is_complex(self, latex: str) -> bool:
        """In a paper with complex numbers: relatives of one, conjugates, and what may be the imaginary unit."""
        free = latex not in self.counted | self.counting
        if latex in UNITS_OF_PLANE and free and self.knowledge.quantity(latex) is None:
            return True
        found = [each for each in self.knowledge.declarations.found if each.domain == "complex"]
        if not found:
            return False
        return (latex == "j" and free) or base_of(latex) in {base_of(each.name) for each in found}

    def ground(self, latex: str) -> str:
        """Why a name has its shape: the row of the messages."""
        if latex in self.counting:
            return "ground-counted"
        declared = self.knowledge.declarations.find(latex)
        own = "declared" if declared is None or declared.firm else "derived"
        return self.grounds.get(latex, own)

    def _is_chance(self, latex: str) -> bool:
        return bool({latex, base_of(latex)} & (self.knowledge.chances | ALWAYS_CHANCES))

    def _first(self, latex: str, base: str) -> Shape | None:
        if r"\cdot" in latex or latex == "e":
            return None  # a row or a column; Euler's number or an error
        for ground, find in GROUNDS:
            shape = find(self, latex, base)
            if shape is not None:
                self.grounds.setdefault(latex, ground.id)
                return shape
        return None

    def _value(self, node: Application, function: Symbol) -> Shape | None:
        latex, base = function.latex, base_of(function.latex)
        if self._is_chance(latex) and not (is_bold(base) and not any(isinstance(a, Given) for a in node.arguments)):
            return SCALAR  # in bold all probabilities together, unless it is said of what
        if self.knowledge.functions.get(latex) or self.knowledge.functions.get(base):
            return None
        own = self.known(latex)
        if own is not None and own.rank:
            return own  # A(t) is the declared A at one time
        if is_bold(base):
            return unknown(2 if is_capital(base) else 1, f"{base}()")
        if f"{base}()" in self.knowledge.vectors or f"{latex}()" in self.knowledge.vectors:
            return None if is_capital(base) else unknown(1, f"{base}()")
        if not LETTER.fullmatch(base) and not base.startswith(r"\mathcal{"):
            return None
        number = f"{base}()" in self.knowledge.numbers or not self._takes_vector(node) or latex in self.called
        return SCALAR if number else None

    def _takes_vector(self, node: Application) -> bool:
        """Whether a vector or matrix is among the arguments: then an unknown function may give one as well."""
        for part in walk(node):
            if isinstance(part, Symbol) and part is not node.function:
                shape = self.known(part.latex) or self._first(part.latex, base_of(part.latex))
                if shape is not None and shape.rank:
                    return True
        return False

    def _gradient(self, node: Operation) -> Shape | None:
        target = node.lower
        if isinstance(target, Symbol):
            shape = self.known(target.latex) or self._first(target.latex, base_of(target.latex))
            return shape if shape is None or shape.rank else None
        body = node.body
        if target is None and isinstance(body, Application) and isinstance(body.function, Symbol) and body.arguments:
            point = body.arguments[0]
            if isinstance(point, Symbol):
                shape = self.known(point.latex) or self._first(point.latex, base_of(point.latex))
                return shape if shape is not None and shape.rank else unknown(1, base_of(point.latex))
        return None

    def known(self, latex: str) -> Shape | None:
        return declared.shape if (declared := self.knowledge.declarations.find(latex)) is not None else None


# --- grounds ---------------------------------------------------------------------------------------------------------


def _counted(it: Kinds, latex: str, base: str) -> Shape | None:
    return SCALAR if latex in it.counted or latex in it.components else None


def _relative(it: Kinds, latex: str, base: str) -> Shape | None:
    """``x_t`` where ``x`` is declared; two relatives that differ say nothing."""
    related = relatives(it.knowledge.declarations, base)
    alone = not places_of(latex) and latex not in it.knowledge.called_numbers
    if alone and "_" not in latex and all(places_of(each.name) for each in related):
        return _whole(related, latex)
    wholes = [each.shape.rank for each in related if each.shape is not None and not places_of(each.name)]
    if places_of(latex) and any(wholes):
        return _member(latex, wholes)
    shapes = {each.shape for each in related if each.shape is not None}
    ranks = {shape.rank for shape in shapes}
    if len(ranks) != 1:
        return unknown(1, base) if it.knowledge.used_as(latex) == "vector" and ranks == {0, 1} else None
    (rank,) = ranks
    if rank == 0:
        return SCALAR if it.knowledge.used_as(latex) in ("", "number") else None
    if rank == 1 and it.knowledge.used_as(latex) in ("number", "both"):
        return None
    return shapes.pop() if len(shapes) == 1 else unknown(rank, base)


def _whole(related: tuple[Declaration, ...], latex: str) -> Shape | None:
    """``M`` where only ``M_{ij}`` is known, a number: as many dimensions as there are scripts."""
    counts = {places_of(each.name) for each in related if each.shape == SCALAR}
    return unknown(counts.pop(), latex) if len(counts) == 1 and len(related) == 1 and max(counts | {0}) <= 2 else None


def _member(latex: str, wholes: list[int]) -> Shape | None:
    """``W_{ij}`` of a matrix is a number. ``x_t`` of a vector is like it at one time; ``x_i`` is anybody's guess."""
    rank, places = max(wholes), places_of(latex)
    if rank == 2 and places == 2:
        return SCALAR
    times = all(re.fullmatch(r"[tkns](?:[+-]\d+)?|\d+|T|N|K", item) for item in skeleton(latex)[1])
    return unknown(rank, base_of(latex)) if times else None


def relatives(declarations: Declarations, base: str) -> tuple[Declaration, ...]:
    return tuple(each for each in declarations.found if not each.function and base_of(each.name) == base)


def _normed(it: Kinds, latex: str, base: str) -> Shape | None:
    if it.knowledge.used_as(latex) != "vector" or is_capital(base):
        return None
    near = {skeleton(latex)[0], f"{base}_"} & it.knowledge.vectors
    whole = any(not places_of(each.name) for each in relatives(it.knowledge.declarations, base))
    if places_of(latex) and not near and whole:
        return None  # of the declared vector z is z_i an entry, or another one
    return unknown(1, base)


def _divisor(it: Kinds, latex: str, base: str) -> Shape | None:
    """What the paper divides by, takes roots of or adds to digits; capitals too."""
    used = it.knowledge.used_as(latex) == "number" and base not in it.knowledge.matrices
    near = skeleton(latex)[0] in it.knowledge.numbers or base not in POINTS
    return SCALAR if used and near and not is_bold(base) and r"\#" not in latex else None


def _beside(it: Kinds, latex: str, base: str) -> Shape | None:
    return it.beside.get(latex)


def _bold(it: Kinds, latex: str, base: str) -> Shape | None:
    if not is_bold(base) or places_of(latex) > 1:
        return None  # with two scripts a member of a matrix, or a matrix of a family
    return unknown(2 if is_capital(base) else 1, base if not is_capital(base) else latex)


def _field(it: Kinds, latex: str, base: str) -> Shape | None:
    if latex not in it.knowledge.fields or any(mark in latex for mark in (r"\mathrm", r"\text")):
        return None  # the V with a word of a threshold is no matrix of values
    rows, columns = unknown(2, latex).dimensions
    width = r"d_{v}" if base == "V" else r"d_{k}"
    return Shape((rows, named(width) if width in it.knowledge.declarations.letters else columns))


def _weight(it: Kinds, latex: str, base: str) -> Shape | None:
    """A capital W that is nowhere used as a number: the letter of weight matrices."""
    return unknown(2, latex) if base == "W" and it.knowledge.used_as(latex) == "" else None


def _plain(it: Kinds, latex: str, base: str) -> Shape | None:
    """A small letter in plain type, or what the author calls a number, used as a number wherever it is used."""
    small = LETTER.fullmatch(base) and not is_capital(base)
    small = small or not it.knowledge.called_numbers.isdisjoint((latex, skeleton(latex)[0]))
    used = it.knowledge.used_as(latex) in ("", "number") and base not in it.knowledge.matrices | it.knowledge.things
    return SCALAR if small and used and not is_bold(base) else None


GROUNDS: tuple[tuple[KindEvidence, Callable[[Kinds, str, str], Shape | None]], ...] = (
    (KindEvidence("ground-counted", r"\frac{1}{n} \sum_{i=1}^n a_i"), _counted),
    (KindEvidence("ground-beside", r"x + \epsilon"), _beside),
    (KindEvidence("ground-relative", "x_t"), _relative),
    (KindEvidence("ground-normed", r"\|x\|"), _normed),
    (KindEvidence("ground-divisor", r"\frac{1}{L}"), _divisor),
    (KindEvidence("ground-bold", r"\mathbf{x}"), _bold),
    (KindEvidence("ground-field", r"Q K^\top"), _field),
    (KindEvidence("ground-weight", "W x"), _weight),
    (KindEvidence("ground-plain", "a"), _plain),
)
