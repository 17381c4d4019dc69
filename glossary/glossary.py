"""A loaded glossary: every row can be looked up at once, and becomes a value when it is first needed.

A paper needs a tenth of the glossary; the rest is never parsed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from glossary import graph
from glossary.block import Block
from glossary.living.model import LivingFormula
from glossary.model import Concept, Layer, Notation
from glossary.naming import fold_name
from glossary.rows import layer_of, make_block, make_concept, make_layer, make_living, make_notation

if TYPE_CHECKING:
    from glossary.broken_rows import SetAside

Value = TypeVar("Value")


class GlossaryRow:
    """A row of a file. ``kind`` is layer, concept, notation, block or living; ``values`` may be JSON, parsed lazily."""

    __slots__ = ("_values", "changed_in", "file", "key", "kind")

    def __init__(
        self, kind: str, key: str, file: str, values: Mapping[str, Any] | str, changed_in: str | None = None
    ) -> None:
        self.kind, self.key, self.file, self._values = kind, key, file, values
        self.changed_in = changed_in  # the file of one's own that extends it

    @property
    def values(self) -> Mapping[str, Any]:
        """The row's table."""
        values = self._values
        if isinstance(values, str):
            self._values = values = cast("dict[str, Any]", json.loads(values))
        return values

    def __repr__(self) -> str:
        return f"GlossaryRow({self.kind!r}, {self.key!r}, {self.file!r})"


class LazyValues(Mapping[str, Value], Generic[Value]):
    """Values by key in a fixed order, each made from its row when it is first looked up."""

    def __init__(self, rows: Mapping[str, GlossaryRow], make: Callable[[GlossaryRow], Value]) -> None:
        self._rows, self._make = rows, make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        value = self._made.get(key)
        if value is None:
            value = self._made[key] = self._make(self._rows[key])
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Glossary:
    """Layers from bottom to top, concepts by id (by layer, then by file), notations, blocks, living formulas, and a
    hash of them all.

    Glossaries compare by identity, so that indexes of one can be cached.
    """

    def __init__(
        self, rows: Sequence[GlossaryRow], digest: str, names: Sequence[tuple[str, str]] | None = None
    ) -> None:
        self.rows, self.digest, self._names = tuple(rows), digest, names
        self.set_aside: tuple[SetAside, ...] = ()  # rows of the reader's own that do not hold
        self.layers: tuple[Layer, ...] = tuple(make_layer(row) for row in _first(rows, "layer").values())
        order = {layer.id: number for number, layer in enumerate(self.layers)}
        concepts = sorted(
            _first(rows, "concept").items(), key=lambda entry: order.get(layer_of(entry[1].file), len(order))
        )
        self.concepts: Mapping[str, Concept] = LazyValues(dict(concepts), make_concept)
        self.blocks: Mapping[str, Block] = LazyValues(_first(rows, "block"), make_block)
        self.living: Mapping[str, LivingFormula] = LazyValues(_first(rows, "living"), make_living)
        self._by_symbol: dict[str, list[GlossaryRow]] = {}
        self._by_base: dict[str, list[GlossaryRow]] = {}
        for row in rows:
            if row.kind == "notation":
                sign = row.key.rsplit(" → ", 1)[0]
                group = self._by_base if sign.endswith("…") else self._by_symbol
                group.setdefault(sign.removesuffix("…"), []).append(row)
        self._notations: dict[int, Notation] = {}

    @property
    def names(self) -> Sequence[tuple[str, str]]:
        """English names folded by ``glossary.naming``, words separated by a space, each with its concept's id."""
        if self._names is None:
            self._names = folded_names(self.concepts.values())
        return self._names

    @cached_property
    def notations(self) -> tuple[Notation, ...]:
        """All notations, in the order of their files."""
        return tuple(self._notation(row) for row in self.rows if row.kind == "notation")

    def __getitem__(self, concept: str) -> Concept:
        return self.concepts[concept]

    def __contains__(self, concept: object) -> bool:
        return concept in self.concepts

    def by_symbol(self, symbol: str) -> tuple[Notation, ...]:
        """The notations of one canonical spelling, in the order of their files."""
        return tuple(self._notation(row) for row in self._by_symbol.get(symbol, ()))

    def by_base(self, base: str) -> tuple[Notation, ...]:
        """The notations of every symbol with this base."""
        return tuple(self._notation(row) for row in self._by_base.get(base, ()))

    def path(self, concepts: Iterable[str]) -> tuple[str, ...]:
        """The concepts and their prerequisites in the order in which to learn them, from the bottom layer up."""
        return graph.learning_order(self, concepts)

    def _notation(self, row: GlossaryRow) -> Notation:
        notation = self._notations.get(id(row))
        if notation is None:
            notation = self._notations[id(row)] = make_notation(row)
        return notation


def _first(rows: Iterable[GlossaryRow], kind: str) -> dict[str, GlossaryRow]:
    first: dict[str, GlossaryRow] = {}
    for row in rows:
        if row.kind == kind:
            first.setdefault(row.key, row)
    return first


def folded_names(concepts: Iterable[Concept]) -> list[tuple[str, str]]:
    """Every English name that prose may use, folded, with the concept's id. Names that fold to nothing are left out."""
    return [
        (" ".join(fold_name(name)), concept.id)
        for concept in concepts
        for name in concept.english_names
        if fold_name(name)
    ]
