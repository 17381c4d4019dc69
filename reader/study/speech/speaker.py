"""Who speaks: the language, the style, and how a row of the tables becomes words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from reader.formula.syntax.tables.commands import SILENT, TEXTS
from reader.study.speech import tables

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = ("en", "ja")

NUMBER, LETTER, ATOM, APPLIED, PRODUCT, TRAIL, OPEN = range(7)
SIZES = {"number": NUMBER, "letter": LETTER, "atom": ATOM, "applied": APPLIED, "product": PRODUCT, "trail": TRAIL,
         "open": OPEN}  # fmt: skip


class Said(NamedTuple):
    """Words, and how far what they say hangs together.

    ``NUMBER`` and ``LETTER`` are one word, an ``ATOM`` says itself where it ends, ``APPLIED`` is a function with its
    argument, ``PRODUCT`` factors side by side; a ``TRAIL`` reaches to wherever the speaker stops, as a sum does;
    anything else is ``OPEN``.
    """

    text: str
    size: int = ATOM


BEFORE_PARTICLE = re.compile(
    r"(?:(?<=閉じ)|(?<=ここまで))、(?=[のをにはがとへ]|から|まで)"
    r"|、(?=(?:[のをにはがとへ]|から|まで) |のもとで|について|に属|に従|のべき)"
)
UNSAID = SILENT | frozenset(TEXTS)  # commands that only set type
NOTHING = Said("", NUMBER)


@dataclass(slots=True)
class Speaker:
    """Says formulas in one language and style. ``names`` are words to say in place of symbols, by canonical spelling.

    ``told_apart`` are letters that the formula has in more than one shape (x and X, bold and plain), with that by which
    the shapes differ: there even a lecturer says which. ``used`` collects the rows that were taken, for tests.
    """

    language: Language
    exact: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    told_apart: Mapping[str, frozenset[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    as_written: dict[str, Said] = field(default_factory=dict)  # LaTeX that was said as it stands
    said: dict[tuple[int, bool], tuple[object, Said]] = field(default_factory=dict)  # trees by id, open and closed

    def phrase(self, key: str, closed: bool = False, **slots: Said | str) -> Said:
        """A row of ``spoken_nodes.toml`` with its blanks filled; ``closed`` asks for the words that say the end."""
        row = tables.nodes()[key]
        self.used.add(key)
        said = {name: slot if isinstance(slot, Said) else Said(slot, NUMBER) for name, slot in slots.items()}
        fits = self._fits(row, said)
        short = fits and not closed
        if short:
            template, ends = row[self.language], False
        elif "pause" in row and not self.exact:
            words = row[self.language] if fits else row.get(f"{self.language}_long", row[self.language])
            template, ends = f"{words} ,", True
        else:
            template, ends = self.pick(row), f"{self.language}_exact" in row
        text = template.format(**{name: slot.text for name, slot in said.items()})
        size = SIZES[row.get("size", "atom")]
        if short and "reaches" in row and said[row["reaches"]].size > ATOM:
            size = TRAIL
        return Said(text, ATOM if ends else size)

    def _fits(self, row: tables.Row, said: Mapping[str, Said]) -> bool:
        """Whether the parts are small enough for the lecturer's words."""
        kind = "fits_exact" if self.exact else "fits"
        limits = row.get(f"{kind}_{self.language}", row.get(kind, None if self.exact else {}))
        return limits is not None and all(said[name].size <= SIZES[limit] for name, limit in limits.items())

    def pick(self, row: tables.Row) -> str:
        """The exact words of a row, or the only ones."""
        return str(row.get(f"{self.language}_exact", row[self.language]))

    def word_of(self, row: tables.Row) -> str:
        """The words of a row in this style."""
        return self.pick(row) if self.exact else str(row[self.language])

    def sign(self, section: str, key: str) -> str:
        """A sign by its section of ``spoken_signs.toml``; one without a row is read as it stands."""
        row = tables.signs()[section].get(key)
        return self.word_of(row) if row is not None else as_it_stands(key)

    def list(self, items: Sequence[Said], separators: Sequence[str]) -> Said:
        """Items with their commas."""
        if len(items) == 1 and not separators:
            return items[0]
        pieces: list[str] = []
        for k, item in enumerate(items):
            pieces.append(item.text)
            if k < len(separators):
                pieces.append(self.sign("punctuation", separators[k]))
        return Said(" ".join(pieces), OPEN)


def as_it_stands(text: str) -> str:
    """A command without its backslash, and without those that only set type; anything else as it is."""
    text = re.sub(r"\\[A-Za-z]+", lambda found: "" if found.group() in UNSAID else found.group(), text)
    return re.sub(r"\\([A-Za-z]+)", r" \1 ", text).replace("{", " ").replace("}", " ").strip()


def tidy(text: str, language: Language) -> str:
    """Pauses and spaces as a person would write them."""
    text = " ".join(text.split())
    if language == "ja":
        text = BEFORE_PARTICLE.sub(" ", re.sub(r"(?:\s*[,、])+\s*", "、", text))
    else:
        text = re.sub(r",\s*(:)", r"\1", re.sub(r"(?:\s*,)+\s*", ", ", text))
    return text.strip(" ,、.")
