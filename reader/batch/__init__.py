"""Many sources, one after the other or side by side: names, resuming, and one bad source never stops the others."""

from reader.batch.results import annotate
from reader.batch.sources import list_sources
from reader.batch.task import Outcome, Task

__all__ = ["Outcome", "Task", "annotate", "list_sources"]
