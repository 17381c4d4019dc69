"""A row that is being written: what is wrong with it, and the glossary as it would be with it, before it is kept."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from glossary import Glossary, check
from glossary.checking.problem import GlossaryProblem
from glossary.errors import GlossaryFault
from glossary.loader import overlay_draft
from glossary.writing import own_file
from reader.study.authoring.rehearsal import compute_numbers, rehearse_block, rehearse_concept, rehearse_notation


@dataclass(frozen=True, slots=True)
class Draft:
    """The TOML of one row: a concept or notation of a layer, or a block."""

    kind: str
    layer: str
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """``faults`` come as they are found; ``knowledge`` is None where the row cannot be read."""

    faults: tuple[GlossaryProblem, ...]
    knowledge: Glossary | None


@lru_cache(maxsize=8)
def judge(draft: Draft, below: Glossary) -> Judged:
    """The draft over the glossary that holds. ``below`` is that glossary, so that a change of it is seen."""
    with tempfile.TemporaryDirectory(prefix="tezawari-draft-") as name:
        file = own_file(Path(name), draft.kind, draft.layer)
        file.parent.mkdir(parents=True)
        file.write_text(draft.text, encoding="utf-8")
        unusable: list[GlossaryFault] = []
        knowledge = overlay_draft(below, Path(name), unusable)
    if unusable:
        return Judged(_told(unusable), None)
    place = file.relative_to(name).as_posix()
    keys = {row.key for row in knowledge.rows if place in (row.file, row.changed_in)}
    faults = [one for one in check(knowledge) if one not in _faults_of(below)]
    return Judged((*faults, *(() if faults else _rehearsed(draft.kind, keys, knowledge))), knowledge)


@lru_cache(maxsize=2)
def _faults_of(knowledge: Glossary) -> frozenset[GlossaryProblem]:
    return frozenset(check(knowledge))


def _told(faults: list[GlossaryFault]) -> tuple[GlossaryProblem, ...]:
    return tuple(GlossaryProblem(one.file, "", "", "unreadable", (("reason", one.reason),)) for one in faults)


def _rehearsed(kind: str, keys: set[str], knowledge: Glossary) -> tuple[GlossaryProblem, ...]:
    """What the examples of these rows do otherwise than they say."""
    if kind == "concept":
        concepts = [knowledge[key] for key in keys if key in knowledge]
        return tuple(one for each in concepts for one in (*rehearse_concept(each, knowledge), *compute_numbers(each)))
    if kind == "block":
        return tuple(
            one for key in keys if key in knowledge.blocks for one in rehearse_block(knowledge.blocks[key], knowledge)
        )
    written = [one for one in knowledge.notations if f"{one.symbol or f'{one.base}…'} → {one.concept}" in keys]
    return tuple(one for each in written for one in rehearse_notation(each, knowledge))
