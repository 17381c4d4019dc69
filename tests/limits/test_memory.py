"""The collector rests while a paper is read, and does not go over what was made meanwhile when it wakes."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType

import pytest

from reader.formula.syntax.parsing import parse_formula
from reader.latex.document.converter import convert
from reader.latex.source.bundle import bundle_from_bytes
from reader.limits import memory
from reader.limits.memory import resting_collector
from reader.output.exporters.registry import EXTRAS, export
from reader.pipeline import read

pytestmark = pytest.mark.slow


def test_the_collector_wakes_once_the_outermost_use_ends() -> None:
    assert gc.isenabled()
    with resting_collector():
        with resting_collector():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_meanwhile_is_old_and_can_still_be_collected() -> None:
    with resting_collector():
        made = [[each] for each in range(5000)]
        ring: list[object] = []
        ring.append(ring)
    assert not {id(each) for each in made} & {id(each) for each in gc.get_objects(generation=0)}
    place = id(ring)
    del ring
    gc.collect()
    assert place not in {id(each) for each in gc.get_objects()}


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with resting_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


PAPER = r"""\documentclass{article}\title{Learning \emph{slowly} \LaTeX}\begin{document}
\maketitle Let $x$ be it. \[ y = \frac{x^2}{2} + a b \]
\[ \begin{aligned} z &= x \text{ or so} \\ &= \sum_{i=1}^n x_i + \heartsuit_k \end{aligned} \] \end{document}"""


def what_is_left(work: Callable[[], object]) -> set[str]:
    """The kinds of our values that only the collector could free after some work."""
    gc.collect()
    gc.disable()
    try:
        work()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        kinds = {type(each) for each in gc.garbage}
        return {kind.__name__ for kind in kinds if kind.__module__.startswith("reader") or kind is TracebackType}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


@pytest.mark.parametrize(("form", "extras"), [("json", ()), ("json", EXTRAS), ("html", ()), ("markdown", ())])
def test_nothing_of_a_paper_is_left_to_the_collector(form: str, extras: Sequence[str]) -> None:
    def read_and_forget() -> None:
        export(read(bundle_from_bytes("ours.tex", PAPER.encode())), form, extras=extras)

    read_and_forget()  # what is kept for all papers
    assert what_is_left(read_and_forget) == set()


@pytest.mark.parametrize("text", [r"\emph{a}", r"\emph{a", "$a", r"\begin{b} c", r"\section{a}}", r"\frac", "{" * 3000])
def test_no_frame_outlives_a_text(text: str) -> None:
    convert(text)  # what is kept for all texts
    assert what_is_left(lambda: convert(text)) == set()


MANY_GATHERED = {"OFTEN": 1, "GATHERED": 0, "_after_the_last_look": 1}
MANY_USES = {"SELDOM": 1}


@pytest.mark.parametrize("setting", [MANY_GATHERED, MANY_USES])
def test_what_gathered_all_the_same_is_freed_before_the_next_paper(
    setting: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    with resting_collector():
        left = weakref.ref(Ring())
    assert left() is not None
    for name, value in setting.items():
        monkeypatch.setattr(memory, name, value)
    with resting_collector():
        assert left() is None


def test_what_is_remembered_of_a_paper_goes_with_the_next_one() -> None:
    first, *_ = [parse_formula(f"a + {number}") for number in range(1100)]
    assert parse_formula("a + 0") is first
    read(bundle_from_bytes("ours.tex", PAPER.encode()))
    assert parse_formula("a + 0") is not first


def test_memory_stays_flat_over_many_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every paper has other formulas; what one of them leaves for good would be left by all."""

    def papers(numbers: Iterable[int]) -> None:
        for number in numbers:
            text = PAPER.replace("y =", f"y_{{{number}}} =").replace("a b", f"a_{{{number}}} b")
            export(read(bundle_from_bytes("ours.tex", text.encode())), "html")

    monkeypatch.setattr(memory, "FEW", 1_000_000)
    papers(range(8))
    gc.collect()
    before = len(gc.get_objects())
    papers(range(8, 20))
    gc.collect()
    each = (len(gc.get_objects()) - before) / 12
    assert each < 100  # of the many thousand that a paper is made of: the spellings in bounded tables
