"""What is said of a part of a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reader.formula.semantics.nodes import Chain, Meaning, Nothing
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.messages import Language
from reader.model.values import value
from reader.study.walkthrough.pen import Pen, is_readable

Write = Callable[[Pen], str]


POINTS, BY_THE_WAY, PLAIN, TELLING = -1, 0, 1, 2  # what only points to another formula is said beside something else


@value
class Sentence:
    """One thing that is said of a part; "" where nothing is sure enough to be written. ``rank`` says how soon it gives
    way where there are too many: first what is only said by the way."""

    kind: str  # "gives", "folded", "operation", "box", "certain"
    part: Meaning
    write: Write
    rank: int = PLAIN


@value
class Idea:
    """A function of the textbook that stands in the formula. It is explained where it is new to the section."""

    name: Mapping[Language, str]
    definition: Mapping[Language, str]
    is_new: bool = True


@value
class NamedForm:
    """A named form of the textbook at a place; ``slots`` are what fills it, with what that is called there."""

    name: Mapping[Language, str]
    slots: tuple[tuple[str, Mapping[Language, str]], ...] = ()


def certain(node: Meaning, key: str, **parts: Meaning) -> Sentence | None:
    """A row whose blanks are all parts; None where one is too long to be named."""
    if not all(map(is_readable, parts.values())):
        return None
    return Sentence("certain", node, lambda pen: pen.row(key, **{name: pen.part(part) for name, part in parts.items()}))


def value_told(pen: Pen, chain: Chain) -> str:
    """What a right side gives, where that is one short part; else "the right side"."""
    left = chain.operands[0]
    is_given = all(each.sign in GIVING_RELATIONS for each in chain.relations) and not isinstance(left, Nothing)
    return pen.math(meaning_latex(left)) if is_given and is_readable(left) else pen.row("right-side")


def told_in(text: Mapping[Language, str]) -> Write:
    """A text in both languages with its formulas between dollars."""

    def write(pen: Pen) -> str:
        parts = text[pen.language].split("$")
        return "".join(pen.whole(part) if odd % 2 else part for odd, part in enumerate(parts))

    return write
