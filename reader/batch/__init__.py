"""Many sources, in sequence or in parallel. Runs resume, and a bad source does not stop the others."""

from reader.batch.results import annotate
from reader.batch.sources import list_sources
from reader.batch.task import Outcome, Task

__all__ = ["Outcome", "Task", "annotate", "list_sources"]
