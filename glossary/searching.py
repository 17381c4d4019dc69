"""Finds concepts by a name, an abbreviation, a Japanese reading, an id, a symbol, or a near spelling.

Whole words count, and the beginning of a name. Letters inside a word do not: whoever asks for "RoPE" wants no concept
of a property. Definitions and near spellings are looked at where no name fits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from glossary.glossary import Glossary
from glossary.model import Concept
from glossary.naming import fold_name

NEAR = 0.8  # how alike two spellings are, of 1
MOST_NEAR = 5
SHORTEST = 3  # letters of a beginning

_ABBREVIATION = re.compile(r"(?=(?:.*[A-Z]){2})[A-Za-z0-9+μπ-]+")
_ASIDE = re.compile(r"\s*[(（]([^()（）]*)[)）]")
_READING = re.compile(r"[ぁ-んー]+")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


def search(glossary: Glossary, query: str) -> tuple[Concept, ...]:
    """The matching concepts, best first, then in the glossary's order. A query in LaTeX finds notations."""
    plain = _plain(query)
    if not plain:
        return ()
    names = {concept.id: tuple(_names(concept)) for concept in glossary.concepts.values()}
    called = _called(query, names)
    found = _written_so(glossary, query) | dict.fromkeys(called)
    if not (called and _READING.fullmatch(plain)):
        found |= {concept: None for concept in names if _in_words(query, names[concept])}
    if not _ABBREVIATION.fullmatch(query.strip()):
        found |= {concept: None for concept in names if _begins(plain, names[concept])}
    if not found:
        found = _told(glossary, plain) or _near(plain, names)
    return tuple(glossary[concept] for concept in found)


def _written_so(glossary: Glossary, query: str) -> dict[str, None]:
    spelling = re.sub(r"\s+", "", query.strip("$ "))
    return {row.concept: None for row in (*glossary.by_symbol(spelling), *glossary.by_base(spelling))}


def _called(query: str, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The concepts that are called just so. An abbreviation is no word: where one is spelled so, only that counts."""
    if _ABBREVIATION.fullmatch(query.strip()):
        abbreviated = [concept for concept, called in names.items() if query.strip() in called]
        if abbreviated:
            return abbreviated
    plain, folded = _plain(query), fold_name(query)
    return [
        concept
        for concept, called in names.items()
        if any(_plain(name) == plain or (folded and fold_name(name) == folded) for name in called)
    ]


def _in_words(query: str, names: tuple[str, ...]) -> bool:
    """Whether a name has all words of the query; in Japanese, which parts no words, all its characters in a row."""
    plain = _plain(query)
    if _JAPANESE.search(plain):
        return any(plain in _plain(name) for name in names)
    words = set(fold_name(query))
    if len(words) == 1 and _ABBREVIATION.fullmatch(query.strip()):
        return any(query.strip() in re.split(r"[^\w+-]+", name) for name in names)
    return bool(words) and any(words <= set(fold_name(name)) for name in names)


def _begins(plain: str, names: tuple[str, ...]) -> bool:
    """Whether a name begins like the query, which may still be being typed."""
    return len(plain) >= SHORTEST and not _READING.fullmatch(plain) and any(_plain(n).startswith(plain) for n in names)


def _told(glossary: Glossary, plain: str) -> dict[str, None]:
    """The concepts whose definition has the query as whole words."""
    pattern = re.escape(plain) if _JAPANESE.search(plain) else rf"\b{re.escape(plain)}\b"
    return {
        concept.id: None
        for concept in glossary.concepts.values()
        if any(re.search(pattern, _plain(text)) for text in concept.definition.values())
    }


def _near(plain: str, names: Mapping[str, tuple[str, ...]]) -> dict[str, None]:
    """The concepts with the names that are spelled most alike."""
    owners: dict[str, str] = {}
    for concept, called in names.items():
        for name in map(_plain, called):
            if abs(len(name) - len(plain)) < SHORTEST:
                owners.setdefault(name, concept)
    return {owners[name]: None for name in get_close_matches(plain, owners, MOST_NEAR, NEAR)}


def _names(concept: Concept) -> Iterator[str]:
    """All that a concept is called; names with something in brackets also without it, and abbreviations there."""
    yield from (concept.id, concept.id.replace("-", " "), concept.reading)
    for names in (concept.name.values(), concept.phrase.values(), *concept.aliases.values()):
        for name in names:
            yield name
            asides = _ASIDE.findall(name)
            if asides:
                yield _ASIDE.sub("", name).strip()
                yield from filter(_ABBREVIATION.fullmatch, asides)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
