"""What an author says a symbol is, found in prose: the phrases of ``phrases.toml`` over sentences that hold formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.meaning import noun_phrase, symbol
from reader.meaning.passage import passage_of
from reader.meaning.patterns import Match, matches
from reader.meaning.sentence import Sentence, sentences
from reader.meaning.words import classes
from reader.model import Definition, Passage, Span

LONGEST_SENTENCE = 400  # characters of a quoted defining unit
_LETTER = re.compile(r"[^\W\d_]")


def find_definitions(latex_text: str) -> tuple[Definition, ...]:
    """Every pair of symbol and description in a piece of LaTeX. Never raises; unknown macros are left alone.

    ``text`` is a verbatim slice of ``latex_text`` at ``span``; ``symbol`` the formula, or its defined part, as written.
    """
    return definitions_in([passage_of(latex_text)])


def definitions_in(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free."""
    return tuple(definition for passage in passages for definition in _in_passage(passage))


def _in_passage(passage: Passage) -> Iterator[Definition]:
    for sentence in sentences(passage):
        best: dict[tuple[str, int, int], tuple[float, Definition]] = {}
        for match in matches(sentence):
            for name, start, end in _pairs(sentence, match, passage.text):
                key = (name, start, end)
                if key not in best or best[key][0] < match.phrase.reliability:
                    best[key] = (match.phrase.reliability, _definition(passage, sentence, match, name, start, end))
        for _, definition in best.values():
            yield definition


def _pairs(sentence: Sentence, match: Match, text: str) -> Iterator[tuple[str, int, int]]:
    """Symbols with their descriptions' offsets; as many of both in a row belong together one by one."""
    names = _names(sentence, match)
    items = list(_items(sentence, match))
    if not items:
        return
    if len(items) != len(names):
        lone = items[-1] if "NOUNS" in match.phrase.elements() else (items[0][0], items[-1][1])
        items = [lone] * len(names)
    for name, (first, last) in zip(names, items, strict=True):
        start, end = sentence.starts[first], sentence.ends[last - 1]
        if _describes(sentence, match, first, last, text[start:end]):
            yield name, start, _closed(text, start, end)


def _names(sentence: Sentence, match: Match) -> list[str]:
    """The symbols of a list of formulas; a list ends where plain names give way to relations or the reverse."""
    listed = [sentence.formulas[token] for token in range(*match.formulas) if token in sentence.formulas]
    kind = symbol.is_relation(listed[0])
    alike = [latex for latex in listed if symbol.is_relation(latex) == kind]
    return [name for latex in alike for name in symbol.names(latex)]


def _items(sentence: Sentence, match: Match) -> Iterator[tuple[int, int]]:
    """The token ranges of the noun phrases in a list of them."""
    first, last = match.nouns
    if "NPS" in match.phrase.elements():
        yield from _split(sentence.tags, first, last, noun_phrase.item("whole"))
    elif "NOUNS" in match.phrase.elements():
        yield from _split(sentence.tags, first, last, noun_phrase.item("before"))
    else:
        yield first, last


def _split(tags: str, at: int, last: int, item: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    while at < last:
        found = item.match(tags, at, last)
        if not found or not found.end() > at:
            at += 1
            continue
        yield found.span()
        at = found.end()


def _describes(sentence: Sentence, match: Match, first: int, last: int, text: str) -> bool:
    """Whether a noun phrase can say what a symbol is: "figure", "case" and the like cannot."""
    tags = sentence.tags[first:last]
    if not _LETTER.search(text) or not tags.strip("um0") or noun_phrase.is_reference(tags):
        return False
    lone = last - first == 1 and not text.endswith("s")
    return not (lone and (match.phrase.predicate or tags == "g")) and (text.endswith("s") or not match.phrase.plural)


def _closed(text: str, start: int, end: int) -> int:
    """The end moved behind the braces that the slice leaves open."""
    missing = text.count("{", start, end) - text.count("}", start, end)
    while missing > 0 and end < len(text) and text[end] == "}":
        end, missing = end + 1, missing - 1
    return end


def _definition(passage: Passage, sentence: Sentence, match: Match, name: str, start: int, end: int) -> Definition:
    file, shift = passage.span.file, passage.span.start
    first = min(start, sentence.starts[match.formulas[0]])
    last = max(end, sentence.ends[match.formulas[1] - 1])
    unit_start, unit_end = sentence.unit(first, last, passage.text)
    return Definition(
        symbol=name,
        text=passage.text[start:end],
        span=Span(file, start + shift, end + shift),
        phrase=match.phrase.id,
        sentence=passage.text[unit_start:unit_end],
        sentence_span=Span(file, unit_start + shift, unit_end + shift),
        kind=match.phrase.kind,
    )
