"""What rich draws on the terminal: its own control codes go there, those of papers, files and addresses never."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from reader.commands.speech import Careful
from reader.messages.shown import shown


class Screen(Console):
    """A console on standard output that shows the control characters of whatever is printed."""

    def __init__(self) -> None:
        stream = sys.stdout
        super().__init__(highlight=False, file=stream.stream if isinstance(stream, Careful) else stream)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(shown(segment.text), segment.style)
