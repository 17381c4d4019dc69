"""Translates the notation of one paper to that of another ("their φ is your θ"), and finds letters that mislead."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.formula.syntax.parsing import parse_formula
from reader.library.folding import index_text
from reader.library.store import Library
from reader.library.trees import head_atom, tree_of
from reader.messages import sentences
from reader.output.rows.report import concept_name
from reader.output.typesetting.quotation import in_words

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.messages import Language

SURE = 0.72  # confidence of a link that a translation may rest on
Reason = Literal["concept", "words"]

say = sentences("library")


@dataclass(frozen=True, slots=True)
class NotedSymbol:
    """A symbol of a paper with its meaning there."""

    latex: str
    meaning: str
    status: str
    concept: str | None
    confidence: float
    count: int


@dataclass(frozen=True, slots=True)
class Translation:
    """Symbols of two papers with one meaning: both stand for ``concept``, or both authors use the same ``words``.

    A side with several symbols means that this paper has several for it; which corresponds to which is then unknown.
    """

    first: tuple[NotedSymbol, ...]
    second: tuple[NotedSymbol, ...]
    reason: Reason
    concept: str = ""
    words: str = ""

    @property
    def same_letters(self) -> bool:
        """Whether both papers use the same letters, scripts aside."""
        return {_letter(sign) for sign in self.first} == {_letter(sign) for sign in self.second}


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """One letter with different meanings in the two papers."""

    first: NotedSymbol
    second: NotedSymbol


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The translations and false friends between two papers."""

    translations: tuple[Translation, ...]
    false_friends: tuple[FalseFriend, ...]


def reason_text(each: Translation, knowledge: Glossary, language: Language) -> str:
    """Why two papers' symbols are one thing: the concept, and what each paper says, where that is not the same."""
    here, there = (in_words(signs[0].meaning) for signs in (each.first, each.second))
    concept = concept_name(each.concept, knowledge, language)
    key = "same-words" if each.reason == "words" else "same-idea" if here == there else "same-concept"
    return say(key, language, concept=concept, here=here, there=there, words=here)


def _letter(sign: NotedSymbol) -> str:
    return head_atom(tree_of(parse_formula(sign.latex))[0])


def translate(library: Library, first: str, second: str) -> Dictionary:
    """The dictionary between two papers, given by their keys; the most used symbols come first."""
    with library.reading() as connection:
        first_signs, second_signs = _signs(connection, first), _signs(connection, second)
    translations = [*_by_concept(first_signs, second_signs), *_by_words(first_signs, second_signs)]
    translations.sort(
        key=lambda translation: (translation.same_letters, -min(_count(translation.first), _count(translation.second)))
    )
    return Dictionary(tuple(translations), tuple(_false_friends(first_signs, second_signs)))


def _signs(connection: sqlite3.Connection, paper: str) -> list[NotedSymbol]:
    rows = connection.execute(
        "SELECT latex, meaning, status, concept, confidence, count FROM symbols"
        " WHERE reading = (SELECT id FROM readings WHERE key = ?) AND meaning IS NOT NULL AND part IS NOT 'index'"
        " ORDER BY count DESC, id",
        [paper],
    )
    return [NotedSymbol(*row) for row in rows]


def _by_concept(first_signs: Iterable[NotedSymbol], second_signs: Iterable[NotedSymbol]) -> Iterable[Translation]:
    ours, theirs = _grouped_by_concept(first_signs), _grouped_by_concept(second_signs)
    for concept in ours:
        if concept in theirs:
            yield Translation(_best(ours[concept]), _best(theirs[concept]), "concept", concept=concept)


def _grouped_by_concept(signs: Iterable[NotedSymbol]) -> Mapping[str, list[NotedSymbol]]:
    groups: dict[str, list[NotedSymbol]] = defaultdict(list)
    for sign in signs:
        if sign.concept and sign.confidence >= SURE:
            groups[sign.concept].append(sign)
    return groups


def _by_words(first_signs: Iterable[NotedSymbol], second_signs: Iterable[NotedSymbol]) -> Iterable[Translation]:
    """Symbols that both authors call by the same name, where no concept links them."""
    ours, theirs = _grouped_by_words(first_signs), _grouped_by_words(second_signs)
    for words in ours:
        if words in theirs:
            yield Translation(_best(ours[words]), _best(theirs[words]), "words", words=ours[words][0].meaning)


def _grouped_by_words(signs: Iterable[NotedSymbol]) -> Mapping[str, list[NotedSymbol]]:
    groups: dict[str, list[NotedSymbol]] = defaultdict(list)
    for sign in signs:
        if sign.status == "paper" and not (sign.concept and sign.confidence >= SURE) and len(sign.meaning) > 3:
            groups[index_text(sign.meaning)].append(sign)
    return groups


def _best(signs: list[NotedSymbol]) -> tuple[NotedSymbol, ...]:
    """The symbols that the paper itself explains, else all; at most four."""
    stated = [sign for sign in signs if sign.status in ("paper", "reader")]
    return tuple(stated or signs)[:4]


def _count(signs: Iterable[NotedSymbol]) -> int:
    return sum(sign.count for sign in signs)


def _false_friends(first_signs: Iterable[NotedSymbol], second_signs: Iterable[NotedSymbol]) -> Iterable[FalseFriend]:
    theirs = {sign.latex: sign for sign in second_signs if sign.concept and sign.confidence >= SURE}
    for sign in first_signs:
        other = theirs.get(sign.latex)
        if other and sign.concept and sign.confidence >= SURE and sign.concept != other.concept:
            yield FalseFriend(sign, other)
