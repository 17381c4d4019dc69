"""What the page opens below a formula: its steps, blocks, numbers, code, layers, and what it is tied to.

::

    {"purpose": {...} | null,                                  # bench_purpose.py
     "places": [[start, end]],                                 # numbered in the drawing as data-te="0 2"
     "steps": [{"kind", "at", "shape": [latex], "en", "ja", "aloud": {"en", "ja"}}],  # formulas between $; `at` is a
                                                                                   # number of a place, null for all
     "boxes": [{"number", "at"}],                              # parts that the steps call by a number
     "said": {"en", "ja", "exact": {"en", "ja"}},
     "blocks": [{"at", "block", "inside", "slots": {name: latex}, "differs": null | {"en", "ja"}}],
     "run": {...}, "code": {...},                              # bench_runs.py, bench_code.py; places as numbers
     "layers": [{"layer": id, "blocks": [id], "symbols": [id], "carriers": [concept id], "more"}],
     "lines": [...], "links": {...},                           # bench_lines.py, bench_links.py
     "letters": {...} | null,                                  # bench_letters.py; null where no course changes one
     "along": {...},                                           # bench_along.py
     "craft": {...} | null}                                    # crafting.py; null where nothing is put together

``inside`` is the number of the smallest block around it, null where there is none. One formula is asked for at a time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.messages import table
from reader.output.page.bench_along import BenchAlong
from reader.output.page.bench_code import BenchCode
from reader.output.page.bench_letters import bench_row
from reader.output.page.bench_lines import TEXTS, BenchLines
from reader.output.page.bench_links import BenchLinks
from reader.output.page.bench_purpose import BenchPurpose, TellingModel, formulas_in_purpose
from reader.output.page.bench_runs import BenchRuns
from reader.output.page.card import card_svg
from reader.output.page.crafting import craft_row
from reader.output.page.drawings import NumberedPlaces
from reader.output.rows.row import Row
from reader.output.rows.runs import OF_RUNS, formulas_in_run
from reader.output.rows.speech import heard, said_row
from reader.study.alternatives import alternatives_in
from reader.study.construction.papers import Crafts
from reader.study.core_sample import core_sample
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import trial_of
from reader.study.walkthrough.steps import steps_in, walkthrough_in

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.block import Block
    from reader.formula.semantics.nodes import Meaning
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.evaluation.plan import Plan
    from reader.study.evaluation.planning.fragments import Trial
    from reader.study.study import Study
    from reader.study.walkthrough.steps import Step

NOTHING = ("()", "(,")  # what is bound where a cell is empty or has words alone
MOST_CARRIERS = 8  # concepts of a layer that only carry others


class Workbench:
    """The benches of one paper's displayed formulas, each made when it is asked for."""

    def __init__(self, study: Study, told: TellingModel | None = None) -> None:
        self.study, self.reading, self.told = study, study.reading, told
        self._known: dict[tuple[Hashable, ...], Row] = {}

    def of(self, equation: Equation, sizes: Mapping[str, int] = MappingProxyType({})) -> Row:
        """All about one formula, run with these sizes. Of equal formulas with equal symbols all is worked out once
        but what depends on where they stand.
        """
        follows = equation.id if equation.id in self.study.lines.ending else ""  # on the line before it
        symbols = tuple(self.reading.symbols.get(equation.id, ()))
        statement = self.study.trees.statements.get(equation.id)
        beside = (statement.latex, statement.row(equation.id).start) if statement else ("", 0)
        key = (equation.formula.expanded, equation.section, follows, beside, symbols, *sizes.items())
        if key not in self._known:
            self._known[key] = self._made(equation, sizes)
        return {**self._known[key], "links": self.links.row(equation), "purpose": self.purposes.row(equation)}

    def spoken(self, equation: Equation, language: Language) -> str:
        """How a formula is said to whoever does not see it."""
        return heard(self.study.trees.said(equation), language)

    def does_run(self, equation: Equation) -> bool:
        """Whether its numbers are more than the reason why it does not run."""
        return self.runs.runs(equation)

    def card(self, equation: Equation, language: Language) -> str:
        """The card of a formula as an SVG file."""
        blocks, places = self.study.blocks[equation.id], NumberedPlaces((0, len(equation.formula.expanded)))
        held = {
            "said": said_row(equation, self.study.trees),
            "steps": [_step(step, places) for step in steps_in(equation, self.study)],
            "layers": self._layers(equation),
            "blocks": kinds_of_blocks(blocks),
            "texts": texts(self.study.glossary),
        }
        return card_svg(self.along.card(equation, held), held, equation, language, self.study.trees.meaning(equation))

    def _made(self, equation: Equation, sizes: Mapping[str, int]) -> Row:
        blocks, meaning = self.study.blocks[equation.id], self.study.trees.meaning(equation)
        way = walkthrough_in(equation, self.study)
        places = NumberedPlaces((0, len(equation.formula.expanded)))
        made = self.runs.tried(equation, sizes or None)
        run = self.runs.row(equation, self.runs.offered(equation, made), way.boxes)
        plan = made.plan_as_written if not isinstance(made, Refusal) and made.whole else None
        row = {
            "steps": [_step(step, places) for step in way.steps],
            "boxes": [{"number": number, "at": places.of(at)} for number, at in way.boxes],
            "said": said_row(equation, self.study.trees),
            "blocks": [_block(each, places.of((each.start, each.end)), inside)
                       for each, inside in zip(blocks, nesting(blocks), strict=True)],
            "run": places.within(run),
            "code": self._code(equation, plan, places),
            "layers": self._layers(equation),
            "craft": self._craft(equation, meaning, sizes),
            "letters": bench_row(equation, self.study),
            "lines": places.within(self.lines.rows(equation)),
        }  # fmt: skip
        return {"places": places.all, **row, "along": self.along.row(equation, row)}

    def _code(self, equation: Equation, plan: Plan | None, places: NumberedPlaces) -> Row:
        row = self.code.row(equation, plan, self.study.trees.said(equation))
        lines = row["numpy"] and [[text, place and places.of(place), note] for text, place, note in row["numpy"]]
        return {**row, "numpy": lines}

    def _craft(self, equation: Equation, meaning: Meaning, sizes: Mapping[str, int]) -> Row | None:
        planned: Trial | Refusal
        try:
            planned = trial_of(equation, meaning, self.study.name_kinds, sizes)
        except Refusal as refusal:
            planned = refusal.kept()
        found = self.crafts.of(equation, meaning, planned)
        return craft_row(found, self.study.glossary) if found is not None else None

    def _layers(self, equation: Equation) -> list[Row]:
        annotations = self.reading.annotations_in(equation.id)
        ids = {each.symbol.latex: each.symbol.id for each in annotations}
        return [
            {"layer": each.layer.id, "blocks": list(each.blocks),
             "symbols": [ids[latex] for latex in each.symbols],
             "carriers": list(each.carriers[:MOST_CARRIERS]), "more": len(each.carriers[MOST_CARRIERS:])}
            for each in core_sample(self.study.blocks[equation.id], annotations, self.study.glossary).strata
        ]  # fmt: skip

    # What all formulas of the paper share, made with the first that needs it, or before the first: it is of no formula.

    def prepare(self) -> None:
        """Makes it now, so that it does not count as the time of the formula that asks first."""
        _ = self.study.surroundings, self.study.given, self.study.name_kinds, self.study.parts
        _ = self.runs, self.study.shelf, self.crafts.roles, self.code.converted
        _ = self.study.lines, self.along, self.links

    @cached_property
    def runs(self) -> BenchRuns:
        return BenchRuns(self.study, alternatives_in(self.study.document.passages))

    @cached_property
    def crafts(self) -> Crafts:
        return Crafts(self.study)

    @cached_property
    def code(self) -> BenchCode:
        return BenchCode(self.study)

    @cached_property
    def lines(self) -> BenchLines:
        return BenchLines(self.study)

    @cached_property
    def along(self) -> BenchAlong:
        return BenchAlong(self.study)

    @cached_property
    def purposes(self) -> BenchPurpose:
        return BenchPurpose(self.study, self.told)

    @cached_property
    def links(self) -> BenchLinks:
        return BenchLinks(self.study)


def texts(glossary: Glossary) -> dict[str, dict[str, str]]:
    """Every text of the workbench: those that a run in the terminal has as well, and the layers' names, among them."""
    running = table("running")
    crafting = {key: row for key, row in table("crafting").items() if key.startswith("craft")}
    lines = {f"lines-{key}": table("lines")[key] for key in TEXTS}
    layers = {f"layer-{each.id}": dict(each.name) for each in glossary.layers}
    return table("workbench") | table("living") | crafting | lines | {key: running[key] for key in OF_RUNS} | layers


def _step(step: Step, places: NumberedPlaces) -> Row:
    at = places.of((step.start, step.end))
    return {
        "kind": step.kind,
        "at": at,
        "shape": list(step.shape),
        "en": step.text["en"],
        "ja": step.text["ja"],
        "aloud": dict(step.aloud),
    }


def _block(found: FoundBlock, at: int | None, inside: int | None) -> Row:
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
    """Every stretch of LaTeX that benches show beside the formulas themselves, once."""
    return list(dict.fromkeys(latex for row in rows for latex in _formulas_in(row) if latex))


def _formulas_in(row: Row) -> Iterator[str]:
    yield from formulas_in_purpose(row["purpose"])
    for step in row["steps"]:
        yield from step["shape"]
        yield from (latex for language in ("en", "ja") for latex in step[language].split("$")[1::2])
    for block in row["blocks"]:
        yield from block["slots"].values()
        yield from (latex for text in (block["differs"] or {}).values() for latex in text.split("$")[1::2])
    yield from formulas_in_run(row["run"])
    if letters := row["letters"]:
        yield letters["latex"] or ""
        yield from (latex for each in letters["renamed"] for latex in (each["theirs"], each["ours"]))
    for step in row["lines"]:
        yield from (step["before"], step["sign"], step["after"])
        yield from (name["what"] for name in step["names"])
