"""Names that several fields use for different things: the rows of ``homonyms.toml``."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from glossary.model import ConceptId


@dataclass(frozen=True, slots=True)
class HomonymSense:
    """One row: a folded name stands for a concept in papers that say one of the words. ``behind``: it asks only of the
    name behind another noun. ``alone``: it holds only of the name with no noun beside it."""

    name: str
    concept: ConceptId
    words: tuple[str, ...]
    example: str
    behind: bool = False
    alone: bool = False


def concept_meant(
    name: str, concept: ConceptId, says: Callable[[str], bool], *, behind: bool = False, alone: bool = True
) -> ConceptId | None:
    """The concept that a folded name stands for in a paper: ``concept``, unless several fields use the name. ``says``
    tells whether the prose has certain words, ``behind`` whether another noun stands before the name, ``alone`` whether
    none does on either side."""
    rows = [row for row in homonyms().get(name, ()) if behind or not row.behind]
    if not rows:
        return concept
    meant = (row.concept for row in rows if (alone or not row.alone) and any(map(says, row.words)))
    return next(meant, None) or None


@cache
def homonyms() -> Mapping[str, Sequence[HomonymSense]]:
    """The rows by name, in their order."""
    content = (resources.files(__package__) / "homonyms.toml").read_text(encoding="utf-8")
    by_name: dict[str, list[HomonymSense]] = defaultdict(list)
    for row in tomllib.loads(content)["sense"]:
        by_name[row["name"]].append(HomonymSense(**{**row, "words": tuple(row["words"])}))
    return by_name
