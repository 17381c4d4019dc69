"""What a symbol is, in the reader's language: a whole phrase in Japanese, or the author's own words marked as such."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from glossary import Concept, Glossary
from glossary.naming import fold_name
from reader.messages import table
from reader.model.annotations import Annotation, ConceptLink, Status
from reader.study.gloss_words import Untranslatable
from reader.study.lexicon import OPEN
from reader.study.noun_gloss import in_japanese

Origin = Literal["concept", "lexicon", "author"]
_ASIDE = re.compile(r"\s*\([^()]*\)\Z")  # "value (attention)": the field, not the name
OF_LETTER = "$, the "  # between a letter and what it is called
_KANA = re.compile("[\u3040-\u30ff]")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A symbol's meaning in both languages.

    ``origin`` says whose words they are: those of the linked ``concept``; the author's, put into Japanese by the
    ``lexicon``; or the author's as they stand, where nothing else is sure (``en`` or ``ja`` is then in the author's
    language, and the other one may be that too).
    """

    en: str
    ja: str
    origin: Origin


def gloss_of(annotation: Annotation, glossary: Glossary) -> Gloss | None:
    """The gloss of a symbol's first meaning; None where nothing is known."""
    return gloss(annotation.meaning, annotation.status, annotation.links, glossary)


def gloss(meaning: str | None, status: Status, links: tuple[ConceptLink, ...], glossary: Glossary) -> Gloss | None:
    """The same for any meaning with its ties. The author's words go before the concept's: they say more."""
    concept = _of_concept(links, glossary)
    if meaning is None:
        return concept
    if status not in ("paper", "mention", "reader", "model"):
        return _of_ours(meaning, concept, glossary)
    if concept is not None and names_concept(meaning, glossary[links[0].concept]):
        return Gloss(meaning, glossary[links[0].concept].name["ja"], "lexicon")
    own = _of_author(meaning, glossary)
    if concept is None or OPEN in concept.ja or own.origin != "author" or _KANA.search(meaning):
        return own
    return concept


def names_concept(meaning: str, concept: Concept) -> bool:
    """Whether the author's words are the concept's name: "values" are those of attention where that is linked."""
    return fold_name(meaning) == fold_name(_ASIDE.sub("", concept.name["en"]))


def _of_ours(meaning: str, concept: Gloss | None, glossary: Glossary) -> Gloss:
    """What is not the author's claim. Words that say more than the concept, "dimension of the keys", go before it where
    they can be said in both languages."""
    marked = _of_mark(meaning, glossary)
    if marked is not None:
        return marked
    if concept is None:
        return _of_formulas(meaning) or _of_author(meaning, glossary)
    if len(meaning.split()) <= len(concept.en.split()):
        return concept
    own = _of_formulas(meaning) or _of_author(meaning, glossary)
    return concept if own.origin == "author" else own


def _of_author(meaning: str, glossary: Glossary) -> Gloss:
    try:
        return Gloss(meaning, in_japanese(meaning, glossary), "lexicon")
    except Untranslatable:
        return Gloss(meaning, meaning, "author")


def _of_formulas(meaning: str) -> Gloss | None:
    """What only the symbol's places say, which stands in both languages where it was made."""
    rows = (row for key, row in table("linking").items() if key.startswith("meaning-"))
    said = next((row for row in rows if row["en"] == meaning), None)
    return Gloss(meaning, said["ja"], "lexicon") if said else None


def _of_mark(meaning: str, glossary: Glossary) -> Gloss | None:
    """What a mark makes of a letter, which these words name: "positive part of $x$", "label of $x^l$, the loser"."""
    for key, row in table("linking").items():
        before, blank, after = row["en"].partition("{text}")
        if key.startswith("meaning-") and blank and meaning.startswith(before) and meaning.endswith(after):
            letter, of, words = meaning.removeprefix(before).removesuffix(after).partition(OF_LETTER)
            letter += f"$（{_of_author(words, glossary).ja}）" if of else ""
            return Gloss(meaning, row["ja"].format(text=letter), "lexicon")
    return None


def _of_concept(links: tuple[ConceptLink, ...], glossary: Glossary) -> Gloss | None:
    if not links or links[0].concept not in glossary:
        return None
    phrase = glossary[links[0].concept].phrase
    return Gloss(phrase.get("en", ""), phrase.get("ja", ""), "concept") if phrase.get("ja") else None
