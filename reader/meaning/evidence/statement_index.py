"""An author's statements by what they speak of: a spelling, its base, its family, all of a letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from reader.meaning.evidence.spelling import listed_family, take_apart
from reader.model.annotations import AuthorStatement

_FIRST = re.compile(r"\(0\)")


class StatementIndex:
    """The statements of a paper. ``family`` gives the spelling with its index blanked, None where it has none."""

    def __init__(self, statements: Iterable[AuthorStatement], family: Callable[[str], str | None]) -> None:
        groups: dict[str, list[AuthorStatement]] = defaultdict(list)
        for statement in statements:
            groups[statement.spelling].append(statement)
        self.by_spelling: Mapping[str, tuple[AuthorStatement, ...]] = {key: tuple(each) for key, each in groups.items()}
        self._family = family

    @cached_property
    def by_base(self) -> Mapping[str, tuple[AuthorStatement, ...]]:
        """Statements about symbols with scripts, by the base that they are built on, the surest first."""
        groups: dict[str, list[AuthorStatement]] = defaultdict(list)
        for spelling, statements in self.by_spelling.items():
            parts = take_apart(spelling)
            if parts.base != spelling and not _FIRST.fullmatch(parts.sup):  # ``h^{(0)}`` is what goes in
                groups[parts.base].extend(statements)
        return {base: surest_first(statements) for base, statements in groups.items()}

    @cached_property
    def by_family(self) -> Mapping[str, tuple[AuthorStatement, ...]]:
        """Statements about symbols with an index, by the spelling with that index blanked, the surest first."""
        groups: dict[str, list[AuthorStatement]] = defaultdict(list)
        for spelling, statements in self.by_spelling.items():
            for statement in statements:
                family = listed_family(statement.definition.symbol) or self._family(spelling)
                if family:
                    groups[family].append(statement)
        return {family: surest_first(statements) for family, statements in groups.items()}

    @cached_property
    def letters_by_meaning(self) -> Mapping[str, frozenset[str]]:
        """By meaning in lower case, the bases of the spellings that are called so."""
        letters: dict[str, set[str]] = defaultdict(set)
        for spelling, statements in self.by_spelling.items():
            for statement in statements:
                letters[statement.meaning.lower()].add(take_apart(spelling).base)
        return {meaning: frozenset(bases) for meaning, bases in letters.items()}


def surest_first(statements: Iterable[AuthorStatement]) -> tuple[AuthorStatement, ...]:
    """What is most reliable, then what is said first."""
    return tuple(sorted(statements, key=lambda one: (-one.reliability, one.position)))
