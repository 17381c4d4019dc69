"""Blocks: named sub-expressions, as patterns in plain LaTeX. The dataclasses are the schema of the rows.

A pattern is a formula in which the names of slots stand for any expression of their kind; everything else is literal.
Matching needs a parser, and is done in ``reader.meaning.blocks``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glossary.model import Texts

SLOT_KINDS = frozenset({
    "any", "factor", "term", "symbol", "letter", "number", "scalar", "matrix", "vector", "function", "distribution",
    "density", "index", "step", "loss", "noise", "set", "count", "capital",
    "value", "weight", "coefficient", "signal", "column", "compound", "history", "bold", "plain", "run", "array",
    "bold-matrix", "member",
})  # fmt: skip

NEEDS = frozenset({
    "whole", "alone", "shown", "first", "one-font", "untyped", "stated", "sets", "no-sets",
})  # where a block must stand, and what its letters must be  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """An open place of a pattern: a short description, and which expressions may fill it.

    ``id`` is its name in patterns. ``stems`` are the letters without scripts that are allowed; empty allows any.
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
        """The description, in ``en`` or ``ja``."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One spelling of a block. The texts say how it differs from the textbook; the textbook's spelling has none."""

    latex: str
    en: str = ""
    ja: str = ""
    words: tuple[str, ...] = ()  # beside those of the block
    rangeless: bool = False  # its sums have no upper limit

    @property
    def differs(self) -> Texts | None:
        """How it differs from the textbook, in ``en`` or ``ja``."""
        return {"en": self.en, "ja": self.ja} if self.en or self.ja else None


@dataclass(frozen=True, slots=True)
class Removal:
    """What one loses without a block. ``neutral`` is the formula that is left, empty where words alone say it.

    ``spellings`` are the patterns of which just this formula is left; without them it holds for all.
    """

    en: str
    ja: str
    neutral: str = ""
    spellings: tuple[str, ...] = ()

    @property
    def text(self) -> Texts:
        """What one loses, or what to look at."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class BlockPurpose:
    """What a formula that is this block is for. Slots stand between dollar signs, and become the paper's symbols.

    ``spellings`` are the patterns of which it holds; without them it holds for all. ``variants`` says that it holds as
    well where the formula has a term besides those of the pattern.
    """

    en: str
    ja: str
    spellings: tuple[str, ...] = ()
    variants: bool = False

    @property
    def text(self) -> Texts:
        """The sentence, in ``en`` or ``ja``."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class Block:
    """One named sub-expression.

    ``concept`` is the concept that it is, which may be finer than the glossary; ``under`` is then the glossary's
    concept that it belongs to; ``about`` says that what the formula gives is none of these. ``tolerant`` says that a
    formula with terms besides those of the pattern is a variant, which is named. ``words`` are prefixes of words, one
    of which must occur in the paper's prose. ``needs`` say where it must stand. ``covers`` are blocks that this one
    makes superfluous at the same place. A ``plain`` block has a name that says no more than its operations do.
    """

    id: str
    name: Texts
    patterns: tuple[Pattern, ...]
    slots: Mapping[str, Slot]
    matches: tuple[str, ...]  # formulas in which the block is found
    lookalikes: tuple[str, ...]  # formulas in which it is not
    concept: str = ""  # the row's id where it is not given
    under: str = ""  # the glossary's concept that it belongs to, where ``concept`` is finer than the glossary
    about: bool = False
    tolerant: bool = False
    ordered: bool = False  # factors do not commute
    whole: bool = False  # nothing may stand beside it in the sum or product
    distinct: tuple[str, ...] = ()  # slots that hold different things
    alike: tuple[str, ...] = ()  # two slots with the same letter
    unlike: tuple[str, ...] = ()  # two slots with different letters
    covers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    when_removed: Removal | None = None
    purposes: tuple[BlockPurpose, ...] = ()  # the first one holds whose slots the spelling has
    plain: bool = False
    file: str = ""
