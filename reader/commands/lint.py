"""``tezawari lint``: what may trip the readers of a paper's notation, one remark a line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from reader.commands.papers import read_paper
from reader.commands.speech import WELL, log
from reader.messages import Language, sentences, table

if TYPE_CHECKING:
    from reader.commands.arguments import Adder


say = sentences("lint")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``lint``."""
    made = add(commands, "lint", run, reading)
    made.add_argument("source", metavar="SOURCE", help=table("cli")["help-source"][language])


def run(options: argparse.Namespace) -> int:
    """Print every finding: place, then what is remarkable."""
    from reader.output.page.lint_rows import remark
    from reader.study.lint import lint
    from reader.study.study import Study

    study = Study(read_paper(options))
    found, places = lint(study), study.places
    for finding in found:
        print(f"{places.say(finding.places[0])}: {remark(finding, places, options.lang)}")
    blanks = {"count": len(found), "symbols": len(study.reading.annotations)}
    log(say("found" if found else "clean", options.lang, **blanks))
    return WELL
