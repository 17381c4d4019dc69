"""The collector rests while a paper is read, and does not go over what was made meanwhile when it wakes."""

from __future__ import annotations

import gc

from reader.exporters import export
from reader.latex.bundle import bundle_from_bytes
from reader.memory import resting_collector
from reader.pipeline import read


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
\maketitle Let $x$ be it. \[ y = \frac{x^2}{2} + a b \] \end{document}"""


def test_nothing_of_a_paper_is_left_to_the_collector() -> None:
    def read_and_forget() -> None:
        export(read(bundle_from_bytes("ours.tex", PAPER.encode())), "json")

    read_and_forget()  # what is kept for all papers
    gc.collect()
    gc.disable()
    try:
        read_and_forget()
        gc.disable()
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = {type(each).__name__ for each in gc.garbage if type(each).__module__.startswith("reader")}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == set()
