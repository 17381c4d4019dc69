"""Python's cycle collector rests while a paper is read.

Everything that flows is frozen and points only backwards, so there are no cycles to find; looking for them among some
hundred thousand living values takes as long as all the reading. Reference counts free memory as ever.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Usable as a decorator too. Nested uses are fine: the outermost one wakes the collector.

    What was made meanwhile counts as old then, and is gone over when the collector next looks at everything: as young,
    all of it would be gone over at once.
    """
    was_awake = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_awake:
            gc.freeze()
            gc.unfreeze()  # among the oldest, without a look at any
            gc.enable()
