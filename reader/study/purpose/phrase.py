"""A noun phrase in both languages, and phrases made of phrases: rows of ``purpose.toml`` with their blanks filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from reader.messages import LANGUAGES, Language, Say, sentences
from reader.study.walkthrough.names import with_article, without_remark

say = sentences("purpose")

FORM = "form "  # before the name of a form among what a phrase tells
FORMS = frozenset({"squared-distance", "distance", "surprise", "gradient", "gradient-by", "mean-over", "entries-apart"})


@dataclass(frozen=True, slots=True)
class PurposePhrase:
    """A noun phrase. ``tells`` are the names and the telling forms in it; ``signs`` counts the formulas. ``names`` are
    what the paper or a textbook calls a part, ``rows`` what it was put together from.

    ``closed`` says that it stays one thing whatever is said of it; "a minus b" and "a times b" do not.
    """

    text: Mapping[Language, str]
    tells: frozenset[str] = frozenset()
    signs: int = 0
    closed: bool = True
    names: frozenset[str] = frozenset()
    rows: tuple[str, ...] = ()


NOTHING = PurposePhrase(dict.fromkeys(LANGUAGES, ""))


def called_by(name: Mapping[str, str], sign: PurposePhrase | None) -> PurposePhrase:
    """A part by the textbook's name, with the part itself behind it where ``sign`` shows that."""
    behind = f" {sign.text['en']}" if sign is not None else ""
    english = with_article(without_remark(name["en"]))
    text: Mapping[Language, str] = {"en": f"{english}{behind}", "ja": f"{without_remark(name['ja'])}{behind}"}
    names = frozenset((english.casefold(),))
    return PurposePhrase(text, names, len(behind) > 0, names=names)


def phrase_of(row: str, *, closed: bool = True, **parts: PurposePhrase) -> PurposePhrase:
    """A row of ``purpose.toml`` with phrases in its blanks."""
    return filled(say, row, frozenset((FORM + row,) if row in FORMS else ()), parts, closed=closed)


def filled(
    say: Say, row: str, tells: Set[str], parts: Mapping[str, PurposePhrase], *, closed: bool = True
) -> PurposePhrase:
    """A row of a table with phrases in its blanks; ``tells`` is what the row tells itself."""
    text = {
        language: say(row, language, **{name: part.text[language] for name, part in parts.items()})
        for language in LANGUAGES
    }
    told = frozenset(tells).union(*(each.tells for each in parts.values()))
    names = frozenset[str]().union(*(each.names for each in parts.values()))
    rows = (row, *(each for part in parts.values() for each in part.rows))
    return PurposePhrase(text, told, sum(each.signs for each in parts.values()), closed, names, rows)


def two(row: str, first: PurposePhrase, second: PurposePhrase, *, closed: bool = True) -> PurposePhrase | None:
    """A phrase of two parts; None where the same words stand for both: they tell nothing apart."""
    return None if first.text == second.text else phrase_of(row, closed=closed, first=first, second=second)


def listing(parts: Sequence[PurposePhrase]) -> PurposePhrase:
    """ "a, b and c" """
    made = parts[0]
    for place, each in enumerate(parts[1:], 2):
        made = phrase_of("listed-last" if place == len(parts) else "listed", first=made, second=each)
    return made


def sign_of(latex: str) -> PurposePhrase:
    """A formula as it stands."""
    return PurposePhrase(dict.fromkeys(LANGUAGES, f"${latex}$"), signs=1)
