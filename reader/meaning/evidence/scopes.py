"""How far the author's words on a letter hold: what stands in a theorem, a proof or an example holds in its section.

Elsewhere the bare letter may be another thing, where a name with scripts hardly is. Where nothing that is known of it
reaches a formula, nothing is said there.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from glossary.naming import fold_name
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.places import PassageRanks
from reader.meaning.evidence.spelling import is_letter
from reader.model.annotations import AuthorStatement

# Beginnings of the printed names of what has letters of its own; a definition or a notation holds for the paper.
PROVED = ("theorem", "lemma", "proposition", "corollary", "claim", "fact", "conjecture")
LOCAL = (*PROVED, "proof", "example", "exercise", "remark", "problem", "question", "case", "step")

SMALL = frozenset(("a", "an", "the", "of", "in", "on", "for", "to", "and", "with"))  # words that two meanings may share
FOLLOWING = 1.5  # a definition after the formula counts as so much further away than one before it
WHERE = 0.2  # the same for one that begins with "where"
STEP = PassageRanks.STEP
_WHERE = re.compile(r"\s*(?:and\s+)?(?:where|in which|其中|ここで)", re.IGNORECASE)


def is_local(statement: AuthorStatement) -> bool:
    """Whether its letter is one of a theorem, a proof or an example, which does not say that it holds beyond."""
    definition = statement.definition
    is_within = definition.within.startswith(LOCAL) and definition.reach != "paper"
    return is_within and is_letter(statement.spelling)


def reaches(statement: AuthorStatement, equation: str, evidence: LinkingEvidence) -> bool:
    """Whether words hold at a formula as far as their place says: those of a theorem also where it is proved later."""
    order = evidence.order
    rank = order.rank_of_equation(equation)
    if not is_local(statement):
        return True
    if order.section_of(statement.position) == order.section_of(rank):
        return not _is_introduced_anew(statement, rank, evidence)
    is_proof = order.within(rank).startswith("proof") or order.is_in_appendix(rank)
    return is_proof and statement.position < rank and statement.definition.within.startswith(PROVED)


def _is_introduced_anew(statement: AuthorStatement, rank: int, evidence: LinkingEvidence) -> bool:
    """Whether the proof that holds a formula says something of the letter itself, be it little: "for any constant $c$",
    and the statement stands in another one."""
    own = evidence.order.proof_of(rank)
    if not own or own == evidence.order.proof_of(statement.position):
        return False
    near = [
        one
        for one in evidence.statements.by_spelling.get(statement.spelling, ())
        if evidence.order.proof_of(one.position) == own
    ]
    words = set(fold_name(statement.meaning)) - SMALL
    return bool(near) and all(words.isdisjoint(fold_name(one.meaning)) for one in near)


def sense_elsewhere(
    senses: Sequence[Iterable[AuthorStatement]], equation: str, evidence: LinkingEvidence
) -> int | None:
    """Which of several senses, the surest first, holds at a formula whose section says none of them: one whose words
    reach it, said before it if any is. None where all are words of other theorems, proofs and examples."""
    order = evidence.order
    section = order.section_of_equation(equation)
    told = [[order.section_of(one.position) for one in sense if reaches(one, equation, evidence)] for sense in senses]
    held = [number for number, sections in enumerate(told) if sections]
    before = [number for number in held if min(told[number]) < section]
    return next(iter(before or held), None)


class SectionStatements:
    """The definitions of one symbol in one section, each with the number of its sense."""

    def __init__(self, numbered: Iterable[tuple[AuthorStatement, int]]) -> None:
        placed = sorted(
            (statement.position, number, bool(_WHERE.match(statement.definition.sentence)))
            for statement, number in numbered
        )
        self._all = [(position, number) for position, number, _ in placed]
        self._behind = (
            (WHERE, [(position, number) for position, number, where in placed if where]),
            (FOLLOWING, [(position, number) for position, number, where in placed if not where]),
        )

    def governing(self, place: int) -> int:
        """The number of the nearest sense to a place, of equally near ones the first.

        What stands before it is as far as it is; what stands behind it is weighted, and too late behind the next
        passage. Where nothing is near, it is the first sense of all.
        """
        near: list[tuple[float, int]] = []
        at = bisect_right(self._all, (place, sys.maxsize))
        if at:
            position, _ = self._all[at - 1]
            near.append((place - position, self._all[bisect_left(self._all, (position, -1))][1]))
        for weight, entries in self._behind:
            after = bisect_right(entries, (place, sys.maxsize))
            if after < len(entries) and entries[after][0] // STEP <= place // STEP + 1:
                position, number = entries[after]
                near.append(((position - place) * weight, number))
        return min(near, default=(0.0, 0))[1]
