"""What the page opens below a formula: its steps, how it is said aloud, and the blocks that it is built from.

::

    {"places": [[start, end]],                                 # numbered in the drawing as data-te="0 2"
     "steps": [{"kind", "at", "shape": [latex], "en", "ja"}],  # `at` is a number of a place, null for all of it
     "said": {"en", "ja", "exact": {"en", "ja"}},
     "blocks": [{"at", "block", "inside", "slots": {name: latex}, "differs": null | {"en", "ja"}}]}

``inside`` is the number of the smallest block around it, null where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reader.exporters.extras import said_row, steps_in
from reader.formula import parse_formula
from reader.formula.spoken import LANGUAGES, speak, speaker_for
from reader.meaning.shapes import survey

if TYPE_CHECKING:
    from glossary.block import Block
    from reader.formula.steps import Step
    from reader.meaning.blocks.found import FoundBlock
    from reader.meaning.shapes import Survey
    from reader.model import Equation, Reading

Row = dict[str, Any]
Place = tuple[int, int]
NOTHING = ("()", "(,")  # what is bound where a cell is empty or has words alone
Found = Mapping[str, tuple["FoundBlock", ...]]


class Workbench:
    """Makes what opens below a displayed formula; equal formulas with equal symbols are worked out once."""

    def __init__(self, reading: Reading, blocks: Found) -> None:
        self._reading = reading
        self._blocks = blocks
        self._known: dict[tuple[str, tuple[str, ...]], Row] = {}

    @cached_property
    def _seen(self) -> Survey:
        return survey(self._reading)

    def of(self, equation: Equation) -> Row:
        """All about one formula."""
        key = (equation.formula.expanded, tuple(self._reading.symbols.get(equation.id, ())))
        if key not in self._known:
            steps, said = steps_in(equation, self._reading, self._seen), said_row(equation, self._seen)
            self._known[key] = bench(equation, steps, said, self._blocks[equation.id])
        return self._known[key]

    def spoken(self, equation: Equation) -> Row:
        """How a formula is said, in both languages."""
        expression, meaning = parse_formula(equation.formula.expanded), self._seen.meaning(equation)
        return {language: speak(speaker_for(expression, language), meaning) for language in LANGUAGES}


def bench(equation: Equation, steps: Sequence[Step], said: Row, blocks: Sequence[FoundBlock]) -> Row:
    """All about one formula; places are numbered in the order in which they are first spoken of."""
    whole = (0, len(equation.formula.expanded))
    spoken = [(step.start, step.end) for step in steps if (step.start, step.end) != whole]
    places = list(dict.fromkeys([*spoken, *((each.start, each.end) for each in blocks)]))
    number = {place: k for k, place in enumerate(places)}
    return {
        "places": places,
        "steps": [_step(step, number.get((step.start, step.end))) for step in steps],
        "said": said,
        "blocks": [_block(each, number[each.start, each.end], inside)
                   for each, inside in zip(blocks, nesting(blocks), strict=True)],
    }  # fmt: skip


def _step(step: Step, at: int | None) -> Row:
    return {"kind": step.kind, "at": at, "shape": list(step.shape), "en": step.text["en"], "ja": step.text["ja"]}


def _block(found: FoundBlock, at: int, inside: int | None) -> Row:
    return {
        "at": at,
        "block": found.block.id,
        "inside": inside,
        "slots": {name: latex for name, latex in found.bindings.items() if not latex.startswith(NOTHING)},
        "differs": dict(found.differs) or None,
    }


def nesting(blocks: Sequence[FoundBlock]) -> list[int | None]:
    """For each block the number of the smallest one around it. Of two at one place the larger pattern is outside."""

    def around(inner: int, outer: int) -> bool:
        one, other = blocks[inner], blocks[outer]
        if (one.start, one.end) == (other.start, other.end):
            return (other.size, -outer) > (one.size, -inner)
        return other.start <= one.start and one.end <= other.end

    def smallest(inner: int) -> int | None:
        found = [outer for outer in range(len(blocks)) if outer != inner and around(inner, outer)]
        return min(found, key=lambda k: (blocks[k].end - blocks[k].start, blocks[k].size), default=None)

    return [smallest(inner) for inner in range(len(blocks))]


def kinds_of_blocks(found: Iterable[FoundBlock]) -> dict[str, Row]:
    """By block id what holds of it in every formula: its name, concept, what its slots are, what is gone without it."""
    kinds = {each.block.id: each.block for each in found}
    return {name: _kind(kinds[name]) for name in sorted(kinds)}


def _kind(block: Block) -> Row:
    return {
        "concept": block.concept,
        "name": dict(block.name),
        "slots": {name: dict(slot.text) for name, slot in block.slots.items()},
        "removed": dict(block.when_removed.text) if block.when_removed else None,
    }


def formulas_in(rows: Iterable[Row]) -> list[str]:
    """Every stretch of LaTeX that the workbench shows beside the formula itself, once."""
    found: dict[str, None] = {}
    for row in rows:
        for step in row["steps"]:
            found.update(dict.fromkeys(step["shape"]))
        for block in row["blocks"]:
            found.update(dict.fromkeys(block["slots"].values()))
    return list(found)
