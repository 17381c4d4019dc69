"""Checks of living formulas: that all that they name exists, and that each thing to try claims something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from glossary.checking.problem import GlossaryProblem
from glossary.living.model import GOES, LivingFormula, LivingRead, LivingTry

if TYPE_CHECKING:
    from glossary.glossary import Glossary, GlossaryRow

BLANK = re.compile(r"\{([a-z0-9-]+)\}")
FORMULA = re.compile(r"\$[^$]*\$")  # in a text
TRIES = 3  # things to try that a row has


def check_living(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Living formulas that name unknown concepts, blocks and labels, or whose texts and claims do not go together."""
    for row in glossary.rows:
        if row.kind == "living" and glossary.living[row.key].file == row.file:
            yield from check_living_row(row, glossary)


def check_living_row(row: GlossaryRow, glossary: Glossary) -> Iterator[GlossaryProblem]:
    """The same of one row."""

    def fault(key: str, kind: str, **arguments: str) -> GlossaryProblem:
        return GlossaryProblem(row.file, row.key, key, kind, tuple(arguments.items()))

    living = glossary.living[row.key]
    if not living.concepts:
        yield fault("concepts", "missing-key")
    for concept in living.concepts:
        if concept not in glossary:
            yield fault("concepts", "unexplained-block", concept=concept)
    for block in living.blocks:
        if block not in glossary.blocks:
            yield fault("blocks", "unknown-block", block=block)
    used = {label for each in living.inputs for label in (each.rows, each.columns)}
    used |= {label for each in living.results for label in (each.rows, each.columns)}
    for label in sorted(used - living.labels.keys() - {""}):
        yield fault("labels", "unknown-value", value=label, allowed=", ".join(living.labels) or "–")
    if len(living.tries) < TRIES:
        yield fault("tries", "few-tries", count=str(len(living.tries)), least=str(TRIES))
    for number, one in enumerate(living.tries, 1):
        yield from (fault(f"tries.{number}", kind, **arguments) for kind, arguments in _faults_of(one, living))


def _faults_of(one: LivingTry, living: LivingFormula) -> Iterator[tuple[str, dict[str, str]]]:
    if one.without and one.without not in living.switches:
        yield "unknown-value", {"value": one.without, "allowed": ", ".join(living.switches) or "–"}
    if not one.set and not one.without:
        yield "nothing-tried", {}
    for number in (spelled(value) for value in one.set.values() if isinstance(value, float)):
        if any(number not in text.replace("−", "-") for text in one.do.values()):
            yield "unsaid-number", {"number": number}
    known = {name for read in one.reads for name in (read, f"{read}-was")}
    told = [set(BLANK.findall(FORMULA.sub("", text))) for text in one.says.values()]
    for blank in sorted(set().union(*told) - known):
        yield "unknown-value", {"value": blank, "allowed": ", ".join(sorted(known)) or "–"}
    for read in one.reads.values():
        if read.goes and read.goes not in GOES:
            yield "unknown-value", {"value": read.goes, "allowed": ", ".join(GOES)}
        if not _claims(read):
            yield "claims-nothing", {"read": read.id}
        if any(not {read.id, f"{read.id}-was"} & blanks for blanks in told):
            yield "unsaid-number", {"number": read.id}


def spelled(number: float) -> str:
    """A number as a text writes it: ``2`` and not ``2.0``."""
    return f"{number:g}"


def _claims(read: LivingRead) -> bool:
    return bool(read.goes) or read.above is not None or read.below is not None
