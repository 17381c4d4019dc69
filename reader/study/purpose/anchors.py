"""Whether a sentence is about a formula: it refers to it, names what stands left, has its letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.study.purpose.prose_signs import said_in

if TYPE_CHECKING:
    from reader.study.purpose.statement import StatedFormula
    from reader.study.purpose.surroundings import NearSentence

KINDS = frozenset((
    "bound", "condition", "constraint", "criterion", "equation", "expression", "formula", "function", "loss",
    "objective", "penalty", "term", "update",
))  # fmt: skip
PHRASE = 4  # words of "this", what kind of thing it is, and that
SEVERAL = 2  # letters
REFERS = frozenset({"this-formula", "points"})
OF_A_TERM = (" this term ", " that term ", " first term ", " second term ", " third term ", " last term ")


def speaks(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether it refers to the formula, or speaks of what stands in it."""
    return any(sure(piece, statement) for sure in (refers, holds, shares, names))


def refers(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether it speaks of this very formula; a term of several rows is a term of one that it does not name."""
    if len(statement.group) > 1 and any(each in piece.words for each in OF_A_TERM):
        return False
    return bool(REFERS & said_in(piece).keys()) or calls(piece, statement) or is_of_this(piece)


def is_of_this(piece: NearSentence) -> bool:
    """Whether it begins with "this optimality condition": a word more than the signs know."""
    words = piece.words.split()[:PHRASE]
    return words[:1] == ["this"] and any(each in KINDS for each in words[2:])


def calls(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether it refers to the formula by its label."""
    spelled = "".join(piece.text.split())
    labels = (label for row in statement.group for label in row.equation.labels)
    return any(f"{before}{label}{after}" in spelled for label in labels for before in "{," for after in "},")


def holds(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether what stands left in the formula is spoken of."""
    found = statement.annotations.get(statement.subject.latex) if statement.subject is not None else None
    return found is not None and found.symbol.id in piece.symbols


def shares(piece: NearSentence, statement: StatedFormula, least: int = SEVERAL) -> bool:
    """Whether it speaks of so many letters of the formula."""
    own = {each.symbol.id for each in statement.annotations.values() if each.symbol.kind == "identifier"}
    return len(piece.symbols & own) >= least


def names(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether the words for what stands left are said."""
    symbol = statement.subject
    meant = statement.meant(symbol.latex) if symbol is not None else None
    return bool(meant and meant.meaning and f" {meant.meaning.casefold()} " in piece.words)


def name_of_left(statement: StatedFormula) -> str:
    """The words for what stands left, empty where there are none."""
    meant = statement.meant(statement.subject.latex) if statement.subject is not None else None
    return (meant.meaning or "") if meant is not None else ""
