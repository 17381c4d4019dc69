"""Python's cycle collector rests while a paper is read, and what is remembered of a paper ends with it.

Everything that flows is frozen and points only backwards, so there are no cycles to find; looking for them among some
hundred thousand living values takes as long as all the reading. Reference counts free memory as ever. What goes round
in circles all the same (in libraries, in a fault of ours) is looked for before a paper, where much has gathered.
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
GATHERED = 300_000  # more of them than twice those after the last look: then it is time for the next one
FEW = 4  # the share of its most that a cache keeps from paper to paper
_uses = 0
_after_the_last_look = 0
_remembered: list[Callable[[], None]] = []  # each forgets, where there is much to forget


@contextmanager
def resting_collector() -> Iterator[None]:
    """Usable as a decorator too. Nested uses are fine: the outermost one wakes the collector.

    What was made meanwhile counts as old then, and is gone over when the collector next looks at everything: as young,
    all of it would be gone over at once.
    """
    was_awake = gc.isenabled()
    if was_awake:
        _look_where_much_gathered()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.freeze()
            gc.unfreeze()  # among the oldest, without a look at any
            gc.enable()


def _look_where_much_gathered() -> None:
    """The collector itself never comes to the oldest, since none of them were young under its eyes."""
    global _uses, _after_the_last_look
    _uses += 1
    if _uses % OFTEN == 0 and _living() > 2 * _after_the_last_look + GATHERED:
        gc.collect()
        _after_the_last_look = _living()


def _living() -> int:
    """How many values the collector knows of, without a list of them."""
    gc.freeze()
    count = gc.get_freeze_count()
    gc.unfreeze()
    return count


def remembered_of_a_paper(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Like ``lru_cache``, for large answers about a paper's LaTeX: they go when the next paper is read.

    A few stay: most papers have some formulas in common.
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
    """Empties what is remembered of a paper."""
    for forget in _remembered:
        forget()
