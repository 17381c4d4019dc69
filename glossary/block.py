"""Blocks: sub-expressions that have a name, as patterns in plain LaTeX. A dataclass is the schema of its rows.

A pattern is a formula in which the names of slots stand for any expression of their kind; everything else means itself.
Matching them against formulas needs a parser, and is done by who has one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary.model import Texts

SLOT_KINDS = frozenset({
    "any", "factor", "term", "symbol", "letter", "number", "scalar", "matrix", "vector", "function", "distribution",
    "density", "index", "step", "loss", "noise", "set", "count", "capital",
    "value", "weight", "column", "compound", "history", "bold", "plain",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """An open place of a pattern: what stands there, in a few words, and what may stand there.

    ``id`` is the name that patterns call it by. ``stems`` are the letters without scripts that are allowed, any where
    it is empty.
    """

    id: str
    en: str
    ja: str
    kind: str = "any"
    stems: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()  # letters that are not allowed
    holds: str = ""  # a pattern that must occur inside
    concept: str = ""  # the glossary's concept that a symbol here is, where the block leaves no doubt

    @property
    def text(self) -> Texts:
        """What stands there."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling of a block. The texts say how it departs from the textbook; it has none where it is the textbook."""

    latex: str
    en: str = ""
    ja: str = ""
    words: tuple[str, ...] = ()  # beside those of the block
    rangeless: bool = False  # its sums say nothing of where they end

    @property
    def differs(self) -> Texts | None:
        """How it departs from the textbook."""
        return {"en": self.en, "ja": self.ja} if self.en or self.ja else None


@dataclass(frozen=True, slots=True)
class Removal:
    """What to look at when a block is neutralised: ``neutral`` is the formula that is left."""

    neutral: str
    en: str
    ja: str

    @property
    def text(self) -> Texts:
        """What to look at."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class Block:
    """One named sub-expression.

    ``concept`` is what it is called, ``under`` where the glossary tells of it. ``tolerant`` says that terms beside
    those of the pattern are a variant, which is named, and no other formula. ``words`` are beginnings of words of the
    paper's prose, one of which must occur. ``covers`` are blocks that this one makes superfluous at the same place. The
    name of a ``plain`` one says no more than the operations do that it is made of.
    """

    id: str
    name: Texts
    patterns: tuple[Pattern, ...]
    slots: Mapping[str, Slot]
    matches: tuple[str, ...]  # formulas in which the block is found
    lookalikes: tuple[str, ...]  # formulas in which it is not
    concept: str = ""  # the row's id where it is not given
    under: str = ""  # the glossary's concept that it belongs to, where ``concept`` is finer than the glossary
    tolerant: bool = False
    ordered: bool = False  # factors do not commute
    whole: bool = False  # nothing may stand beside it in the sum or product
    distinct: tuple[str, ...] = ()  # slots that hold different things
    alike: tuple[str, ...] = ()  # two slots with the same letter
    unlike: tuple[str, ...] = ()  # two slots with different letters
    covers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    when_removed: Removal | None = None
    plain: bool = False
    file: str = ""
