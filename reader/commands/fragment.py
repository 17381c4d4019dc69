"""``tezawari annotate --embed N``: one formula with its note as an HTML fragment."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from reader.commands.papers import equation_of, read_paper
from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import table

OTHERS = ("format", "extras", "jobs", "time_limit", "memory_limit", "inline", "each", "force", "library", "scheduler",
          "second_reader", "answers")  # of the command's other results; a fragment has nothing of them  # fmt: skip
UNSAFE = re.compile(r"[^\w.-]+")  # in the name of a file


def embed(options: argparse.Namespace) -> int:
    """Prints the fragment, or with ``-o`` writes it as ``NAME-N.html``."""
    from reader.batch.results import write
    from reader.errors import OutputError
    from reader.messages import error_text
    from reader.output.exporters import fragment
    from reader.study.study import Study

    if len(options.sources) > 1 or options.sources == ["-"]:
        stop(USAGE, table("cli")["embed-of-several"][options.lang])
    given = [name for name in OTHERS if getattr(options, name) != options.usual(name)]
    if given:
        named = ", ".join(f"--{name.replace('_', '-').replace('extras', 'with')}" for name in given)
        stop(USAGE, table("cli")["embed-alone"][options.lang].format(options=named))
    reading = read_paper(options, options.sources[0])
    equation = equation_of(reading, options.embed, options.lang)
    text = fragment.export(Study(reading), equation, options.lang)
    if options.output is None:
        print(text, end="")
        return WELL
    name = UNSAFE.sub("_", f"{reading.paper.id or reading.bundle.name}-{equation.number or equation.id}")
    file = Path(options.output) / f"{name}.html"
    try:
        write(file, text)
    except OutputError as error:
        stop(FAILED, error_text(error, options.lang))
    log(str(file))
    return WELL
