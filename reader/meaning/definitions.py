"""What an author says a symbol is, found in prose: the phrases of ``phrases.toml`` over sentences that hold formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reader.meaning import cjk, noun_phrase, symbol
from reader.meaning.passage import passages_of
from reader.meaning.patterns import Match, matches
from reader.meaning.phrases import Phrase
from reader.meaning.sentence import Sentence, sentences
from reader.model import Definition, Passage, Span

_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]")


def find_definitions(latex_text: str) -> tuple[Definition, ...]:
    """Every pair of symbol and description in a piece of LaTeX. Never raises; unknown macros are left alone.

    ``text`` is a verbatim slice of ``latex_text`` at ``span``; ``symbol`` the formula, or its defined part, as written.
    """
    return definitions_in(passages_of(latex_text))


def definitions_in(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free."""
    return tuple(definition for passage in passages for definition in _in_passage(passage))


def _in_passage(passage: Passage) -> Iterator[Definition]:
    """Of several phrases that find the same pair, the most reliable one counts."""
    for sentence in sentences(passage):
        best: dict[tuple[str, int, int], tuple[Phrase, tuple[int, int]]] = {}
        for phrase, tokens, pair in _pairs(sentence, passage.text):
            if pair not in best or best[pair][0].reliability < phrase.reliability:
                best[pair] = phrase, tokens
        for (name, start, end), (phrase, tokens) in best.items():
            yield _definition(passage, sentence, phrase, tokens, name, start, end)


def _pairs(sentence: Sentence, text: str) -> Iterator[tuple[Phrase, tuple[int, int], tuple[str, int, int]]]:
    """Phrase, tokens of its formulas, and (symbol, start, end of the description)."""
    for match in matches(sentence):
        for pair in _pairs_of(sentence, match, text):
            yield match.phrase, match.formulas, pair
    for found in cjk.matches(sentence, text):
        for name in symbol.names(sentence.formulas[found.formula]):
            yield found.phrase, (found.formula, found.formula + 1), (name, found.start, found.end)


def _pairs_of(sentence: Sentence, match: Match, text: str) -> Iterator[tuple[str, int, int]]:
    """Symbols with their descriptions; as many of both in a row belong together one by one."""
    names = _names(sentence, match)
    items = list(_items(sentence.tags, match))
    if not items:
        return
    if len(items) != len(names):
        alone = items[-1] if "NOUNS" in match.phrase.elements() else (items[0][0], items[-1][1])
        items = [alone] * len(names)
    for name, (first, last) in zip(names, items, strict=True):
        start, end = sentence.starts[first], sentence.ends[last - 1]
        if _describes(match.phrase, sentence.tags[first:last], text[start:end]):
            yield name, start, _closed(text, start, end)


def _names(sentence: Sentence, match: Match) -> list[str]:
    """The symbols of a list of formulas; a list ends where plain names give way to relations or the reverse."""
    listed = [sentence.formulas[token] for token in range(*match.formulas) if token in sentence.formulas]
    kind = symbol.is_relation(listed[0])
    alike = [latex for latex in listed if symbol.is_relation(latex) == kind]
    return [name for latex in alike for name in symbol.names(latex)]


def _items(tags: str, match: Match) -> Iterator[tuple[int, int]]:
    """The token ranges of the noun phrases in a list of them."""
    at, last = match.nouns
    kind = next(element for element in match.phrase.elements() if element in noun_phrase.KINDS)
    if kind not in ("NPS", "NOUNS"):
        yield at, last
        return
    item = noun_phrase.expression(kind.removesuffix("S"))
    while at < last:
        found = item.match(tags, at, last)
        if found:
            yield found.span()
        at = found.end() if found else at + 1


def _describes(phrase: Phrase, tags: str, text: str) -> bool:
    """Whether a noun phrase can say what a symbol is: "figure", "case" and the like cannot."""
    if not _WORD.search(text) or not tags.strip("um0") or noun_phrase.is_reference(tags):
        return False
    if text.endswith("s"):
        return True
    lone = len(tags) == 1
    return not (phrase.plural or (lone and (phrase.predicate or tags == "g")))


def _closed(text: str, start: int, end: int) -> int:
    """The end moved behind the braces that the slice leaves open."""
    missing = text.count("{", start, end) - text.count("}", start, end)
    while missing > 0 and text.startswith("}", end):
        end, missing = end + 1, missing - 1
    return end


def _definition(
    passage: Passage, sentence: Sentence, phrase: Phrase, tokens: tuple[int, int], name: str, start: int, end: int
) -> Definition:
    file, shift = passage.span.file, passage.span.start
    first = min(start, sentence.starts[tokens[0]])
    last = max(end, sentence.ends[tokens[1] - 1])
    unit = sentence.unit(first, last, passage.text)
    return Definition(
        symbol=name,
        text=passage.text[start:end],
        span=Span(file, start + shift, end + shift),
        phrase=phrase.id,
        sentence=passage.text[slice(*unit)],
        sentence_span=Span(file, unit[0] + shift, unit[1] + shift),
        kind=phrase.kind if phrase.kind != "sentence" else _KINDS.get(passage.kind, "sentence"),
    )


_KINDS = {"caption": "caption", "item": "item", "table": "table"}
