r"""Citations in the author's prose as natbib prints them: "(Du et al., 2018)", "Du et al. (2018)", "[3]".

The manner of a command is a row of ``prose.toml``; one without a row prints in brackets. A citation none of whose works
is in the list of references stays as it is written; of others the unknown works are dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.latex.document.bibliography import authors_and_year
from reader.latex.document.text import plain_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model.document import BibliographyEntry

# biblatex's and natbib's commands, of which pylatexenc knows some: all print what stands in the list of references.
CITATIONS = re.compile(
    r"\\(?P<command>[a-zA-Z]*[cC]ite[a-zA-Z]*)\*?(?P<options>(?:\s*\[[^\]]*\]){0,2})\s*\{(?P<keys>[^{}]*)\}"
)
OPTION = re.compile(r"\[([^\]]*)\]")
MISSING = "…"


@dataclass(frozen=True, slots=True)
class Citation:
    """What is printed for one work, and the place of its entry in the list of references."""

    printed: str
    entry: int


class _Names(NamedTuple):
    """How an entry is called: by authors and year, by its number or a label of its own."""

    authors: str
    year: str
    mark: str


class CitedWorks:
    """What the citations of one paper print. ``manners`` are rows of ``prose.toml``."""

    def __init__(self, bibliography: Sequence[BibliographyEntry], manners: Mapping[str, str]) -> None:
        self._places = {each.key: place for place, each in enumerate(bibliography)}
        self._names = [_names(each) for each in bibliography]
        self._manners = manners

    def split(self, latex: str) -> Iterator[str | Citation]:
        """A stretch of prose, its citations apart; one whose works are all unknown stays as it is."""
        at = 0
        for found in CITATIONS.finditer(latex):
            keys = [key.strip() for key in found["keys"].split(",")]
            if any(key in self._places for key in keys):
                yield latex[at : found.start()]
                before = latex[: found.start()]
                is_inside = before.count("(") > before.count(")")  # "(see \\citep{a})" has its brackets already
                yield from self._printed(found, [self._places.get(key) for key in keys], is_inside)
                at = found.end()
        yield latex[at:]

    def mark(self, place: int) -> str:
        """The number or the label of its own by which the text calls an entry; "" where authors and year do."""
        return "" if self._names[place].year else self._names[place].mark

    def _printed(self, found: re.Match[str], places: Sequence[int | None], is_inside: bool) -> Iterator[str | Citation]:
        manner = self._manners.get(found["command"][0].lower() + found["command"][1:], "parenthetical")
        if manner == "silent":
            return
        named = all(self._names[place].year for place in places if place is not None)
        options = OPTION.findall(found["options"])
        before, after = (options[0], options[1]) if len(options) > 1 else ("", options[0] if options else "")
        is_in_line = manner in ("textual", "authors", "year", "bare") and (named or manner in ("authors", "year"))
        is_in_line = is_in_line or (named and is_inside)
        opens, closes = ("", "") if is_in_line else ("(", ")") if named else ("[", "]")
        yield opens + (f"{before} " if before.strip() else "")
        for number, place in enumerate(places):
            if number:
                yield ("; " if named else ", ") if manner in ("parenthetical", "bare") else ", "
            yield MISSING if place is None else Citation(self._called(self._names[place], manner), place)
        yield (f", {after}" if after.strip() else "") + closes

    @staticmethod
    def _called(names: _Names, manner: str) -> str:
        if not names.year:
            return names.mark
        by_manner = {"authors": names.authors, "year": names.year, "textual": f"{names.authors} ({names.year})"}
        return by_manner.get(manner, f"{names.authors}, {names.year}")


def _names(entry: BibliographyEntry) -> _Names:
    found = authors_and_year(entry.label)
    authors, year = found or ("", "")
    return _Names(authors, year, " ".join(plain_text(entry.label).split()) or str(entry.number))
