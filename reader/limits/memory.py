"""Pauses Python's garbage collector while a paper is read, and clears caches when the next paper comes.

All values that flow are frozen and refer only to earlier ones, so they form no cycles. Looking for cycles among some
hundred thousand living values would take as long as the reading itself. Reference counting frees memory as usual.
Cycles that arise all the same are collected before a paper is read: once many values have gathered, and now and then in
any case. pylatexenc leaves one with every text it reads: the class that ``LatexWalker.get_latex_nodes`` defines inside.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
OFTEN = 16  # uses after which living values are counted
SELDOM = 256  # uses after which cycles are collected in any case: they hold a megabyte then
GATHERED = 300_000  # more of them than twice those after the last look: then it is time for the next one
FEW = 8  # the share of its most that a cache keeps from paper to paper
_uses = 0
_after_the_last_look = 0
_remembered: list[Callable[[], None]] = []  # each forgets, where there is much to forget


@contextmanager
def resting_collector() -> Iterator[None]:
    """Pauses the garbage collector; also a decorator. Nested uses are fine: the outermost one resumes it.

    Values made meanwhile then belong to the oldest generation, and are only visited by a full collection. As young
    values they would all be visited at once.
    """
    was_awake = gc.isenabled()
    if was_awake:
        _collect_if_many()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.freeze()
            gc.unfreeze()  # among the oldest, without a look at any
            gc.enable()


def _collect_if_many() -> None:
    """Runs a full collection if many values may have gathered. The collector does not: it counts young values only."""
    global _uses, _after_the_last_look
    _uses += 1
    is_time = _uses % SELDOM == 0
    if is_time or (_uses % OFTEN == 0 and _living() > 2 * _after_the_last_look + GATHERED):
        gc.collect()
        _after_the_last_look = _living()


def _living() -> int:
    """The number of values that the collector tracks, without making a list of them."""
    gc.freeze()
    count = gc.get_freeze_count()
    gc.unfreeze()
    return count


def cached_for_a_paper(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Like ``lru_cache(maxsize=most)``, for what is found out about a paper's LaTeX. Cleared when the next is read.

    A small cache is kept, since most papers have some formulas in common.
    """

    def remembering(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        cached = lru_cache(maxsize=most)(ask)

        def forget() -> None:
            if cached.cache_info().currsize > most // FEW:
                cached.cache_clear()

        _remembered.append(forget)
        return cast("Callable[Asked, Answer]", cached)

    return remembering


def forget_the_last_paper() -> None:
    """Clears the caches of the last paper."""
    for forget in _remembered:
        forget()
