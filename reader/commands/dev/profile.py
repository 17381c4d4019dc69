"""``tezawari dev profile``: CPU seconds and memory growth of each stage while one paper is read and exported.

The pipeline itself is run. The functions of :data:`STAGES` are wrapped meanwhile, and what one of them spends inside
another counts for the inner one alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reader import pipeline
from reader.meaning.blocks import reading as blocks_of_formulas
from reader.meaning.evidence import evidence
from reader.output.exporters import html
from reader.output.exporters import json as reading_json
from reader.study.study import Study

if TYPE_CHECKING:
    from reader.user.context import ContextChoice

MEMORY: Final = Path("/proc/self/statm")  # on Linux; elsewhere growth is not told
KILOBYTE: Final = 1024


class Stage(NamedTuple):
    """A stage and a function that belongs to it, under the name by which its caller knows it."""

    name: str
    module: ModuleType
    function: str


STAGES: Final = (
    Stage("source", pipeline, "open_source"),
    Stage("document", pipeline, "read_document"),
    Stage("document", pipeline, "with_typed_words"),
    Stage("symbols", pipeline, "collect_symbols"),
    Stage("definitions", pipeline, "definitions_in"),
    Stage("blocks", blocks_of_formulas, "find_blocks"),
    Stage("positions", evidence, "standings"),
    Stage("evidence", pipeline, "LinkingEvidence"),
    Stage("linking", pipeline, "annotate"),
    Stage("JSON", reading_json, "export"),
    Stage("page", html, "export"),
)
OTHER: Final = "other"  # between the stages: corrections, the glossary, the reading itself


@dataclass
class Cost:
    """What a stage has spent: ``seconds`` of CPU, ``memory`` in bytes, ``calls``."""

    seconds: float = 0.0
    memory: int = 0
    calls: int = 0


@dataclass
class Ledger:
    """Books what is spent for the innermost stage that is running."""

    costs: dict[str, Cost] = field(default_factory=lambda: {name: Cost() for name in (*names(), OTHER)})
    running: list[str] = field(default_factory=lambda: [OTHER])
    last: tuple[float, int] = field(default_factory=lambda: (time.process_time(), resident()))

    def book(self) -> None:
        """What was spent since the last time goes to the stage that runs now."""
        now = time.process_time(), resident()
        cost = self.costs[self.running[-1]]
        cost.seconds += now[0] - self.last[0]
        cost.memory += now[1] - self.last[1]
        self.last = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.book()
        self.running.append(name)
        self.costs[name].calls += 1
        try:
            yield
        finally:
            self.book()
            self.running.pop()


def names() -> tuple[str, ...]:
    """The stages in their order."""
    return tuple(dict.fromkeys(stage.name for stage in STAGES))


def profile(source: str, choice: ContextChoice, main: str | None = None, offline: bool = False) -> Iterator[str]:
    """Reads and exports the paper once; a line for each stage, and one for the sum. Raises what the pipeline raises."""
    context = choice.load()  # once for each process, and no stage of a paper
    ledger = Ledger()
    with measured(ledger):
        reading = pipeline.read(source, main=main, offline=offline, context=context)
        study = Study(reading)
        sizes = {"JSON": len(reading_json.export(study).encode()), "page": len(html.export(study).encode())}
        ledger.book()
    yield "\t".join(("stage", "cpu s", "memory kB", "calls", "output kB"))
    total = Cost()
    for name, cost in ledger.costs.items():
        size = f"{sizes[name] / KILOBYTE:.0f}" if name in sizes else "-"
        yield line_of(name, cost, size)
        total = Cost(total.seconds + cost.seconds, total.memory + cost.memory)
    yield line_of("all", total, "-")
    document, files = reading.document, reading.bundle.files
    source_bytes = sum(len(each.text.encode("utf-8", "replace")) for each in files.values())
    counts = (len(document.equations), len(document.inline), len(reading.annotations))
    yield "# {} displayed, {} inline, {} symbols; {:.0f} kB of source".format(*counts, source_bytes / KILOBYTE)


def line_of(name: str, cost: Cost, size: str) -> str:
    memory = f"{cost.memory / KILOBYTE:+.0f}" if MEMORY.exists() else "-"
    return "\t".join((name, f"{cost.seconds:.3f}", memory, str(cost.calls) if cost.calls else "-", size))


@contextmanager
def measured(ledger: Ledger) -> Iterator[None]:
    """The functions of the stages book what they spend."""
    plain: list[tuple[Stage, Callable[..., Any]]] = [(stage, getattr(stage.module, stage.function)) for stage in STAGES]
    try:
        for stage, function in plain:
            setattr(stage.module, stage.function, booking(stage.name, function, ledger))
        yield
    finally:
        for stage, function in plain:
            setattr(stage.module, stage.function, function)


def booking(name: str, function: Callable[..., Any], ledger: Ledger) -> Callable[..., Any]:
    @wraps(function)
    def booked(*args: Any, **kwargs: Any) -> Any:
        with ledger.stage(name):
            return function(*args, **kwargs)

    return booked


def resident() -> int:
    """Bytes of memory that this process holds now; 0 where the system does not say."""
    try:
        return int(MEMORY.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, AttributeError):
        return 0
