"""Where a claim is worked out, and which claim a chain of lines has shown: both have the same two ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Nothing
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.study.derivations.facts import EQUAL
from reader.study.walkthrough.links.wording import Where, where_is
from reader.study.walkthrough.sentence import TELLING, Sentence

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.derivations.chains import Link
    from reader.study.study import Study

LEAST = 2  # links of a chain that works something out


def proofs_in(equation: Equation, study: Study) -> Iterator[Sentence]:
    """For a claim the lines that lead there; for the last line of such a chain its claim."""
    lines = study.lines
    for chain, link in lines.ending.get(equation.id, ()):
        if link is not chain[-1]:
            continue
        for other in lines.spans[chain[0].before.term.key, link.after.term.key]:
            said = _worked_out(other, equation, study) if len(chain) == 1 and _leads(other, link.sign) else None
            if len(other) == 1 and _leads(chain, other[0].sign):
                said = _shown(other[0], equation, study)
            if said is not None:
                yield said
                return


def _leads(chain: tuple[Link, ...], sign: str) -> bool:
    """Whether several links together say what a claim with this sign does."""
    way = next((each for each in (EQUAL, AT_MOST | EQUAL, AT_LEAST | EQUAL) if sign in each), frozenset())
    return len(chain) >= LEAST and all(link.sign in way for link in chain)


def _worked_out(chain: tuple[Link, ...], equation: Equation, study: Study) -> Sentence | None:
    where = where_is(study.lines.equations[chain[0].before.equation], equation, study)
    if where is None:
        return None
    return Sentence("certain", Nothing(0, 0), lambda pen: pen.row("worked-out", where=where.written(pen)), TELLING)


def _shown(claim: Link, equation: Equation, study: Study) -> Sentence | None:
    found = study.lines.equations[claim.after.equation]
    where: Where | None = where_is(found, equation, study)
    if where is None or study.ranks[found.id] > study.ranks[equation.id]:
        return None
    return Sentence("certain", Nothing(0, 0), lambda pen: pen.row("shown", where=where.written(pen)), TELLING)
