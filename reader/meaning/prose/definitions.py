"""What an author says a symbol is: the phrases of ``phrases.toml`` found in sentences that hold formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.limits.watch import spare
from reader.meaning.prose import cjk, symbol
from reader.meaning.prose.attachment import is_of_others
from reader.meaning.prose.coordination import descriptions_of
from reader.meaning.prose.descriptions import can_describe, end_of_braces, has_number, is_heading, own_noun
from reader.meaning.prose.members import heads_of, measure_of, members_of
from reader.meaning.prose.named_symbols import names_of
from reader.meaning.prose.passage import passages_of
from reader.meaning.prose.patterns import Match, matches
from reader.meaning.prose.phrases import Phrase, phrases
from reader.meaning.prose.sentence import TaggedSentence, sentences
from reader.model.annotations import Definition, SourceKind
from reader.model.document import Passage
from reader.model.source import Span

_DETERMINER = re.compile(r"(?:the|an?|each|every|any|some|this|that|such)\s+", re.IGNORECASE)


class DescribedSymbol(NamedTuple):
    """A symbol and where its description stands; ``words`` say it of this symbol alone where the slice does not."""

    symbol: str
    start: int
    end: int
    words: str | None = None


def find_definitions(latex_text: str) -> tuple[Definition, ...]:
    """Every pair of symbol and description in a piece of LaTeX. Never raises; unknown macros are left alone.

    ``text`` is a verbatim slice of ``latex_text`` at ``span``; ``symbol`` the formula, or its defined part, as written.
    Words that a symbol belongs to ("kites parameterized by $\\psi$") are none that describe it.
    """
    belonging = {phrase.id for phrase in phrases() if phrase.says != "{}" and not phrase.counts}
    definitions = definitions_in(passages_of(latex_text))
    return tuple(definition for definition in definitions if definition.phrase not in belonging)


def definitions_in(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free."""
    by_passage = (spare("definitions", passage, (), _in_passage, passage) for passage in passages)
    return tuple(definition for definitions in by_passage for definition in definitions)


def _in_passage(passage: Passage) -> tuple[Definition, ...]:
    return tuple(_without_repeats(passage))


def _without_repeats(passage: Passage) -> Iterator[Definition]:
    """Of several phrases that find the same pair, the most reliable one counts; words said again are said once."""
    known: set[tuple[str, str]] = set()
    for sentence in sentences(passage):
        best: dict[DescribedSymbol, tuple[Phrase, tuple[int, int]]] = {}
        for phrase, tokens, pair in _pairs(sentence, passage.text):
            if pair not in best or best[pair][0].reliability < phrase.reliability:
                best[pair] = phrase, tokens
        for pair, (phrase, tokens) in best.items():
            name, start, end, own = pair
            words = name, own or _DETERMINER.sub("", passage.text[start:end]).lower()
            if words in known:
                continue
            known.add(words)
            yield _definition(passage, sentence, phrase, tokens, pair)


def _pairs(sentence: TaggedSentence, text: str) -> Iterator[tuple[Phrase, tuple[int, int], DescribedSymbol]]:
    """Phrase, tokens of its formulas, and what they find."""
    for match in matches(sentence):
        for pair in _pairs_of(sentence, match, text):
            yield match.phrase, match.formulas, pair
    for definition in cjk.matches(sentence, text):
        tokens = definition.formula, definition.formula + 1
        for name in symbol.names(sentence.formulas[definition.formula]):
            yield definition.phrase, tokens, DescribedSymbol(name, definition.start, definition.end)


def _pairs_of(sentence: TaggedSentence, match: Match, text: str) -> Iterator[DescribedSymbol]:
    """Symbols with their descriptions; as many of both in a row belong together one by one.

    So do the members of a tuple: "the triple $(a, b, c)$ of the age, the height and the weight".
    """
    if match.phrase.kind == "table" and is_heading(sentence.tags, match.nouns[1]):
        return
    names = names_of(sentence, match, text)
    items = list(descriptions_of(sentence, match, len(names), text))
    listed = symbol.members(names[0]) if len(names) == 1 else ()
    apart = list(descriptions_of(sentence, match, len(listed), text)) if len(listed) > 1 else []
    if len(set(apart)) == len(listed) > 1:
        names, items = list(listed), apart
    alone = len(set(items)) < 2
    shares = (members_of, heads_of) if alone and len(names) > 1 else ()
    own = next((words for share in shares if (words := share(sentence, match.nouns, len(names), text))), ())
    for at, (name, (first, last)) in enumerate(zip(names, items, strict=False)):
        start, end = sentence.starts[first], sentence.ends[last - 1]
        if match.nouns[1] == match.formulas[0]:
            start = sentence.starts[own_noun(sentence, (first, last), text)]
        if is_of_others(sentence, match, (first, last), text):
            continue
        if not has_number(sentence, match.phrase, (first, last), text):
            continue
        if can_describe(match.phrase, sentence.tags[first:last], text[start:end], alone=alone or at == 0):
            own_words = own[at] if own else measure_of(sentence, (first, last), text)
            yield DescribedSymbol(name, start, end_of_braces(text, start, end), own_words)


def _definition(
    passage: Passage, sentence: TaggedSentence, phrase: Phrase, tokens: tuple[int, int], pair: DescribedSymbol
) -> Definition:
    name, start, end, words = pair
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
        kind=_kind(passage, sentence.tags[tokens[0]], phrase),
        words=words,
    )


_KINDS: dict[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}


def _kind(passage: Passage, tag: str, phrase: Phrase) -> SourceKind:
    """Where the definition stands: what the phrase says, else the display or the passage that holds it."""
    if phrase.kind != "sentence":
        return phrase.kind
    return "display" if tag == "Z" else _KINDS.get(passage.kind, "sentence")
