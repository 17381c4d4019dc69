"""Infers the shape of each part of a formula from declarations, and finds two declarations that clash.

The rules are the ordered list of ``rules``. This module keeps what they share: equal sizes, unknown sizes that a
formula determines, and clashes, which only two declarations by the author can cause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from weakref import ref

from reader.formula.semantics.nodes import Derivative, Differential, Meaning, Symbol
from reader.formula.shapes.declared import Declaration, Declarations
from reader.formula.shapes.expressions import ONE, SCALAR, Dimension, Shape, named

Answer = Callable[[Meaning], Shape | None]
DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Typed:
    """A shape with the declarations that it rests on. ``firm``: it rests only on what the author wrote."""

    shape: Shape
    sources: tuple[Declaration, ...] = ()
    firm: bool = True


NUMBER = Typed(SCALAR)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two parts that cannot be combined as declared. ``kind``: ``product``, ``sum`` or ``equal``.

    ``start`` and ``end`` are offsets in the formula. Both sides carry the declarations that they rest on.
    """

    kind: str
    start: int
    end: int
    left: Typed
    right: Typed


@dataclass(slots=True, weakref_slot=True)
class Inference:
    """The shapes of one formula. ``ask`` gives the shape of names without a declaration.

    ``sizes`` are the equal sizes; formulas with equal declarations start with a copy of the first one's.
    """

    declarations: Declarations
    ask: Answer | None = None
    known: dict[int, Typed | None] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    sizes: dict[str, Dimension] = field(default_factory=dict)
    ways: dict[int, tuple[str, ...]] = field(default_factory=dict)
    depth: int = 0

    def __post_init__(self) -> None:
        if not self.sizes:
            for letter, side in self.declarations.equal:
                self.equate(named(letter), side)

    def typed(self, node: Meaning) -> Typed | None:
        """The shape of a node with its sources. None where no rule and no declaration gives it."""
        from reader.formula.shapes.rules import infer

        if id(node) in self.known:
            return self.known[id(node)]
        if self.depth > DEEPEST:
            return None
        self.depth += 1
        inferred = infer(self, node)
        if inferred is None and isinstance(node, Derivative | Differential):
            inferred = self.answer(node)
        self.depth -= 1
        self.known[id(node)] = inferred
        return inferred

    def shape(self, node: Meaning) -> Shape | None:
        """The shape of a node, as far as it is known so far."""
        typed = self.typed(node)
        return self.settled(typed.shape) if typed is not None else None

    def symbol(self, node: Symbol) -> Typed | None:
        declared = self.declarations.find(node.latex)
        if declared is not None and declared.shape is not None:
            return Typed(declared.shape, (declared,), declared.firm and declared.shape.is_known)
        return NUMBER if node.latex in self.declarations.letters else self.answer(node)

    def answer(self, node: Meaning) -> Typed | None:
        shape = self.ask(node) if self.ask is not None else None
        return Typed(shape, (), False) if shape is not None else None

    # --- sizes -----------------------------------------------------------------------------------------------------

    def normal(self, size: Dimension) -> Dimension:
        for _ in range(8):
            after = size.replaced(self.sizes)
            if after == size:
                break
            size = after
        return size

    def settled(self, shape: Shape) -> Shape:
        """The shape with unknown sizes replaced where they have been determined. The author's letters stay."""
        open_ = {name for size in shape.dimensions for name in size.names if name.startswith("?")}
        known_sizes = {name: self.normal(self.sizes[name]) for name in open_ & self.sizes.keys()}
        return shape.replaced(known_sizes) if known_sizes else shape

    def equate(self, left: Dimension, right: Dimension) -> bool:
        """Unifies two sizes: the author declares them equal, or one is unknown. False where they cannot be equal."""
        left, right = self.normal(left), self.normal(right)
        if left == right:
            return True
        for size, other in ((left, right), (right, left)):
            name = next(iter(size.names), "") if len(size.names) == 1 else ""
            if name and size == named(name) and name not in other.names:
                self.sizes[name] = other
                return True
        return False

    def same(self, left: Dimension, right: Dimension) -> bool:
        """Whether two sizes are equal. An unknown one is unified with the other."""
        left, right = self.normal(left), self.normal(right)
        if left == right:
            return True
        if left.variable is not None or right.variable is not None:
            return self.equate(left, right) if left.variable else self.equate(right, left)
        return False

    def fits(self, left: Shape, right: Shape) -> bool:
        """Whether two shapes are equal; a vector fits its ``n x 1`` and ``1 x n``."""
        a, b = left.dimensions, right.dimensions
        if len(a) != len(b):
            a, b = left.core, right.core
        if len(a) != len(b):
            return False
        agreements = [self.same(x, y) for x, y in zip(a, b, strict=True)]  # all are asked: each may settle an unknown
        return all(agreements)

    # --- joining ---------------------------------------------------------------------------------------------------

    def alike(self, kind: str, parts: Sequence[tuple[Meaning, Typed | None]]) -> Typed | None:
        """The common shape of terms of a sum or sides of an equation, numbers aside. None if one is unknown."""
        if any(typed is None for _, typed in parts):
            return None
        first: tuple[Meaning, Typed] | None = None
        for node, typed in parts:
            assert typed is not None
            if typed.shape.is_scalar:
                continue
            if first is None:
                first = node, typed
            elif not self.fits(first[1].shape, typed.shape):
                self.refuse(kind, first[0], node, first[1], typed)
                return None
        known = [typed for _, typed in parts if typed is not None]
        return joined(first[1].shape if first is not None else SCALAR, *known)

    def refuse(self, kind: str, first: Meaning, last: Meaning, left: Typed, right: Typed) -> None:
        """Records a clash if the author wrote both shapes; an inferred shape is no ground for one.

        A letter may have the value that the other side has in digits. That is no clash either, unless one side is a
        vector and the other a matrix. A matrix that is written out needs no declaration.
        """
        digits = [all(not size.names for size in typed.shape.core) for typed in (left, right)]
        other = len(left.shape.core) != len(right.shape.core) or digits[0] == digits[1]
        if left.firm and right.firm and (left.sources or right.sources) and other:
            self.clashes.append(Clash(kind, first.start, last.end, left, right))

    def multiplied(
        self, left: tuple[Meaning, Typed], right: tuple[Meaning, Typed], sign: str
    ) -> tuple[str, Typed] | None:
        """The kind of a product of two, and its shape."""
        (first, a), (last, b) = left, right
        if a.shape.is_scalar or b.shape.is_scalar:
            return "scale", joined(b.shape if a.shape.is_scalar else a.shape, a, b)
        x, y = a.shape.dimensions, b.shape.dimensions
        if len(x) > 2 or len(y) > 2:
            return None
        if len(x) == len(y) == 1:
            if sign == r"\cdot" and self.same(x[0], y[0]):
                return "inner", joined(SCALAR, a, b)
            return None
        if len(x) == 1 and y[0] == ONE:
            return "outer", joined(Shape((x[0], y[1])), a, b)
        if not self.same(x[-1], y[0]):
            self.refuse("product", first, last, a, b)
            return None
        if len(x) == 1:
            return "row-matrix", joined(Shape((ONE, y[1])), a, b)
        if len(y) == 1:
            return "matrix-vector", joined(SCALAR if x[0] == ONE else Shape((x[0],)), a, b)
        return "matrix-matrix", joined(Shape((x[0], y[1])), a, b)


def joined(shape: Shape, *parts: Typed) -> Typed:
    """A shape that rests on everything that its parts rest on."""
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    return Typed(shape, sources, all(part.firm for part in parts))


def asked_weakly(inference: Inference) -> Answer:
    """Its shapes, asked by what it asks itself: the two would hold each other, and all of the formula with them."""
    held = ref(inference)

    def shape(node: Meaning) -> Shape | None:
        found = held()
        return found.shape(node) if found is not None else None

    return shape


def shape_of(meaning: Meaning, declarations: Declarations) -> Shape | None:
    """The shape of a formula or of a part. None where the declarations do not determine it."""
    inference = Inference(declarations)
    inference.typed(meaning)
    return inference.shape(meaning)
