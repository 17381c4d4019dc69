"""What reading and exporting cost follows the size of a paper, in each dimension of ``.ci/growth.py``.

Work is counted in calls, which are the same on every machine. From one doubling to the next, work that is proportional
to size doubles, and work that goes over all for each of all grows fourfold.
"""

from __future__ import annotations

import cProfile
import gc
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.output.exporters.registry import export
from reader.pipeline import read

pytestmark = pytest.mark.slow

GROWTH = Path(__file__).parents[1] / ".ci" / "growth.py"
STEEP = 2.4


@pytest.fixture(scope="module")
def growth() -> Any:
    spec = spec_from_file_location("growth", GROWTH)
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def calls_for(paper: bytes, form: str) -> int:
    """How many calls of Python's and of C's functions it takes to read a paper and to export it."""
    profile = cProfile.Profile()
    profile.runcall(lambda: export(read(bundle_from_bytes("paper.tex", paper)), form))
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.parametrize(
    ("dimension", "size", "form"),
    [
        ("inline formulas, distinct", 100, "html"),
        ("inline formulas, equal", 50, "json"),
        ("macros", 50, "json"),
        ("symbols of a formula", 50, "json"),
        ("rows of an align", 25, "json"),
    ],
)
def test_calls_follow_size(growth: Any, dimension: str, size: int, form: str) -> None:
    calls_for(growth.paper(dimension, size), form)  # what is made once for all papers
    first, second, third = (calls_for(growth.paper(dimension, size << k), form) for k in range(3))
    assert (third - second) / (second - first) < STEEP


@pytest.mark.parametrize(
    ("dimension", "size"),
    [("newlines", 50_000), ("spaces", 50_000), ("comment lines", 50_000), ("marks of our own, formula", 20_000)],
)
def test_long_stretches_without_words_take_no_time(growth: Any, dimension: str, size: int) -> None:
    paper = growth.paper(dimension, size)
    read(bundle_from_bytes("small.tex", growth.paper(dimension, 5)))
    gc.collect()
    gc.freeze()  # what other tests hold is not gone through meanwhile
    start = time.process_time()
    read(bundle_from_bytes("paper.tex", paper))
    took = time.process_time() - start
    gc.unfreeze()
    assert took < 2.5


def test_words_of_a_command_are_sought_once(growth: Any) -> None:
    """However often a text calls it."""
    body = " ".join(f"word{chr(97 + k % 26)}" for k in range(2000))
    text = r"\documentclass{article}\newcommand{\long}{%s}\begin{document}%s $x$\end{document}"
    few, many = (calls_for((text % (body, r"\long{} " * uses)).encode(), "json") for uses in (1, 2))
    assert many < 1.5 * few
