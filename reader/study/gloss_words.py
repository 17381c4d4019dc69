"""An English noun phrase cut into units: words and fixed phrases of the lexicon, formulas, numbers, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from glossary.naming import fold_word
from reader.study.lexicon import LONGEST, Kinds, Lexicon, LexiconEntry

_TOKEN = re.compile(
    r"(?P<ordinal>(?:\$[^$]*?\^\s*\{?\s*\\?(?:text|mathrm|textrm|rm|mathit)?\s*\{?\s*th\s*\}*\s*\$|\$[^$]+\$\s?-?th\b|(?<![^\W_])\d+(?:th|st|nd|rd)\b))"
    r"|(?P<math>\$[^$]+\$|\\\((?:.*?)\\\))|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_]+)(?P<of>['’]s?(?![^\W\d_]))?"
    r"|(?P<mark>[-–,()/&])|(?P<space>\s+)|(?P<other>.)"
)
_ORDINAL = re.compile(r"\s*(?:\^\s*\{?\s*\\?(?:text|mathrm|textrm|rm|mathit)?\s*\{?\s*th\s*\}*\s*|(?:-?th|st|nd|rd)$)")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]s?$|[A-Z]{2,}s?$")
JOINED = {"and": "と", "or": "または", "&": "と"}
ORDER = "番目の"
# Endings that words have and names seldom: an unknown word may have its capital from a title or a sentence.
_OF_WORDS = re.compile(r"(?:ed|ing|ion|ment|al|ic|ous|ive|able|ible|ity|ness|ence|ance|ary|ly|or|former|izer)s?$")


class Untranslatable(Exception):
    """The phrase has a word that is not in the lexicon (its argument), or a form that is not known ("")."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or fixed phrase, a formula, a name: what a stretch is made of."""

    kind: str  # noun, adjective, determiner, relator, suffix, math, number, join, comma, name, possessor
    japanese: str
    english: str = ""
    plural: bool = False
    tied: bool = False  # a hyphen stands before it


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    tied: bool
    possessive: bool = False


def _tokens(phrase: str) -> list[_Token]:
    found: list[_Token] = []
    tied = False
    for match in _TOKEN.finditer(phrase):
        kind, text = match.lastgroup or "", match.group()
        if kind == "space":
            continue
        if kind == "of":
            found.append(_Token("word", match["word"], tied, True))
        elif text in "-–" and found:
            tied = True
            continue
        else:
            found.append(_Token("word" if kind == "word" else kind, text, tied))
        tied = False
    return found


def units_of(phrase: str, words: Lexicon) -> Iterator[Unit]:
    tokens, at, named = _without_asides(_tokens(phrase)), 0, False
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word":
            unit, length = _word(tokens, at, words, named)
        else:
            unit, length = _other(token), 1
        if unit.tied == (unit.kind == "relator") and unit.kind in ("relator", "suffix"):
            raise Untranslatable("")  # "end-of-file marker", "weighted by"
        if unit.kind == "relator":
            named = False
        named = named or unit.kind in ("noun", "name", "math")
        yield unit
        at += length


def _without_asides(tokens: list[_Token]) -> list[_Token]:
    """Parentheses that hold one short name or formula only are dropped; others have no place here."""
    kept: list[_Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].text == "(" and at + 2 < len(tokens) and tokens[at + 2].text == ")":
            if tokens[at + 1].kind != "math" and not _ACRONYM.match(tokens[at + 1].text):
                raise Untranslatable("")
            at += 3
        else:
            kept.append(tokens[at])
            at += 1
    return kept


def _other(token: _Token) -> Unit:
    if token.kind == "math":
        return Unit("math", token.text, token.text, tied=token.tied)
    if token.kind == "number":
        return Unit("number", token.text, tied=token.tied)
    if token.kind == "ordinal":
        stem = _ORDINAL.sub(
            "", token.text.rstrip("$") if "$" in token.text and token.text.endswith("$") else token.text
        )
        return Unit("adjective", f"{stem.rstrip()}{'$' if stem.count('$') == 1 else ''} {ORDER}", "ordinal")
    if token.text == ",":
        return Unit("comma", "、")
    if token.text == "&":
        return Unit("join", "と", "and")
    raise Untranslatable("")


def _word(tokens: Sequence[_Token], at: int, words: Lexicon, named: bool) -> tuple[Unit, int]:
    """The longest row that begins here, else a name. ``named`` says that the stretch has its noun already."""
    keys = ""
    best: tuple[Kinds, int] | None = None
    for length, token in enumerate(tokens[at : at + LONGEST], start=1):
        if token.kind != "word":
            break
        keys += fold_word(token.text)
        if words[keys].keys() - {"special"}:
            best = words[keys], length
        if token.possessive:
            break
    token = tokens[at]
    if token.text.lower() in JOINED and (best is None or best[1] == 1):
        return Unit("join", JOINED[token.text.lower()], token.text.lower()), 1
    if best is None:
        return _name(token), 1
    kinds, length = best
    entry = _of_kind(kinds, token.tied, named, _goes_on(tokens, at + length, words))
    last = tokens[at + length - 1]
    plural = fold_word(last.text) != last.text.lower() and last.text.endswith(("s", "a", "i"))
    kind = "possessor" if last.possessive else entry.kind
    return Unit(
        kind, entry.japanese, fold_word(last.text) if kind == "noun" else entry.english, plural, token.tied
    ), length


def _goes_on(tokens: Sequence[_Token], at: int, words: Lexicon) -> bool:
    """Whether the noun that a stretch is about is still to come."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return at < len(tokens) and tokens[at].kind == "ordinal"
    keys = list(accumulate(fold_word(token.text) for token in tokens[at : at + 3]))
    return tokens[at].text.lower() not in JOINED and not any("relator" in words[key] for key in keys)


def _of_kind(kinds: Kinds, tied: bool, named: bool, goes_on: bool) -> LexiconEntry:
    """Of a word that is of several kinds the one that fits: "given" before a noun, and behind one."""
    order: tuple[str, ...] = ("suffix",) if tied else ()
    order += ("relator",) if named else ()
    order += ("determiner", "adjective", "noun") if goes_on else ("noun", "adjective")
    return next((kinds[kind] for kind in order if kind in kinds), next(iter(kinds.values())))


def _name(token: _Token) -> Unit:
    """Acronyms and names stay as they are; any other word that is not known ends the attempt."""
    text = token.text
    if _ACRONYM.match(text):
        text = text[:-1] if text.endswith("s") and len(text) > 2 else text
    elif not text[0].isupper() or len(text) < 2 or _OF_WORDS.search(text):
        raise Untranslatable(text)
    return Unit("possessor" if token.possessive else "name", text, text, tied=token.tied)
