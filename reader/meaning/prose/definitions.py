"""What an author says a symbol is: the phrases of ``phrases.toml`` found in sentences that hold formulas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.latex.document.document import read_passages
from reader.limits.watch import spare
from reader.meaning.prose import cjk, noun_phrase, symbol
from reader.meaning.prose.attachment import is_of_others, is_subordinate
from reader.meaning.prose.coordination import descriptions_of, is_one_by_one
from reader.meaning.prose.descriptions import can_describe, end_of_braces, has_number, own_noun
from reader.meaning.prose.members import both_of, heads_of, measure_of, members_of, with_complement
from reader.meaning.prose.named_symbols import names_of
from reader.meaning.prose.patterns import Match, matches
from reader.meaning.prose.phrases import Phrase, members, phrases
from reader.meaning.prose.sentence import TaggedSentence, sentences
from reader.meaning.prose.words import classes
from reader.model.annotations import Definition, Manner, Reach, SourceKind
from reader.model.document import Passage
from reader.model.source import Span

_KINDS: dict[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}
_DETERMINER = re.compile(r"(?:the|an?|each|every|any|some|this|that|such)\s+", re.IGNORECASE)


class DescribedSymbol(NamedTuple):
    """A symbol and where its description stands; ``words`` say it of this symbol alone where the slice does not."""

    symbol: str
    start: int
    end: int
    words: str | None = None


Found = tuple[Phrase, tuple[int, int], DescribedSymbol]


def find_definitions(latex_text: str) -> tuple[Definition, ...]:
    """Every pair of symbol and description in a piece of LaTeX. Never raises; unknown macros are left alone.

    ``text`` is a verbatim slice of ``latex_text`` at ``span``; ``symbol`` the formula, or its defined part, as written.
    Words that a symbol belongs to ("kites parameterized by $\\psi$") are none that describe it.
    """
    belonging = {phrase.id for phrase in phrases() if phrase.says != "{}" and not phrase.counts}
    definitions = definitions_in(read_passages(latex_text))
    return tuple(definition for definition in definitions if definition.phrase not in belonging)


def definitions_in(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free."""
    by_passage = (spare("definitions", passage, (), _in_passage, passage) for passage in passages)
    return tuple(definition for definitions in by_passage for definition in definitions)


def _in_passage(passage: Passage) -> tuple[Definition, ...]:
    """What a passage says of its symbols. Of phrases that find the same words the most reliable one counts."""
    best: dict[tuple[str, str], tuple[TaggedSentence, Phrase, tuple[int, int], DescribedSymbol, bool]] = {}
    for sentence in sentences(passage):
        pairs = list(_pairs(sentence, passage.text))
        sharing = Counter(start for start, _ in {(pair.start, pair.symbol) for _, _, pair in pairs if not pair.words})
        for phrase, tokens, pair in pairs:
            said = pair.words or _DETERMINER.sub("", passage.text[pair.start : pair.end]).lower()
            before = best.get((pair.symbol, said))
            if before is None or before[1].reliability < phrase.reliability:
                best[pair.symbol, said] = sentence, phrase, tokens, pair, sharing[pair.start] > 1
    return tuple(_definition(passage, *found) for found in best.values())


def _pairs(sentence: TaggedSentence, text: str) -> Iterator[Found]:
    """Phrase, tokens of its formulas, and what they find."""
    for match in matches(sentence):
        for pair in _pairs_of(sentence, match, text):
            yield match.phrase, match.formulas, pair
    for definition in cjk.matches(sentence, text):
        tokens = definition.formula, definition.formula + 1
        for name in symbol.names(sentence.formulas[definition.formula]):
            yield definition.phrase, tokens, DescribedSymbol(name, definition.start, definition.end)


def _pairs_of(sentence: TaggedSentence, match: Match, text: str) -> Iterator[DescribedSymbol]:
    """Symbols with their descriptions; as many of both in a row belong together one by one."""
    names, items = _paired(sentence, match, text)
    if match.phrase.each and not is_one_by_one(sentence, match.nouns, len(names)):
        return
    alone = len(set(items)) < 2
    own = _shared_out(sentence, match, len(names), alone, text)
    for at, (name, (first, last)) in enumerate(zip(names, items, strict=False)):
        is_beside = match.nouns[1] == match.formulas[0]
        begin = own_noun(sentence, (first, last)) if is_beside else first
        start, end = sentence.starts[begin], sentence.ends[last - 1]
        if is_of_others(sentence, match, (first, last), text):
            continue
        if not has_number(sentence, match.phrase, (first, last), text):
            continue
        if can_describe(
            match.phrase,
            sentence.tags[first:last],
            text[start:end],
            alone=alone or at == 0,
        ):
            own_words = own[at] if own else measure_of(sentence, (first, last), text)
            own_words = own_words or (None if is_beside else both_of(sentence, (begin, last), text))
            own_words = own_words or with_complement(sentence, match, (start, last), text)
            if does := _deed(sentence, match, (first, last)):
                own_words = f"what {does} {own_words or text[start:end]}"
            yield DescribedSymbol(name, start, end_of_braces(text, start, end), own_words)


def _paired(sentence: TaggedSentence, match: Match, text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Symbols, or the members of a tuple, and as many descriptions: "the triple $(a, b, c)$ of the age, ..."."""
    names = names_of(sentence, match, text)
    listed = list(symbol.members(names[0])) if len(names) == 1 else []
    apart = list(descriptions_of(sentence, match, len(listed), text)) if len(listed) > 1 else []
    if len(set(apart)) == len(listed) > 1:
        return listed, apart
    return names, list(descriptions_of(sentence, match, len(names), text))


def _shared_out(sentence: TaggedSentence, match: Match, count: int, alone: bool, text: str) -> Sequence[str]:
    """What is said of each of several symbols in words of its own; nothing where the words say no such thing."""
    if count < 2:
        return ()
    own = members_of(sentence, match.nouns, count, text) if alone else ()
    return own or heads_of(sentence, match.nouns, count, text)


def _deed(sentence: TaggedSentence, match: Match, item: tuple[int, int]) -> str | None:
    """The verb by which a letter acts on what is said: it is what "controls the drift", not the drift; but what
    "controls the strength" of something is that strength."""
    known = classes()
    words = (sentence.words[at] for at in range(match.formulas[1], match.nouns[0]))
    is_amount = sentence.words[noun_phrase.head_of(sentence.tags, item)] in known["quantity"] | known["measure"]
    return next((word for word in words if word in known["acting_on" if is_amount else "doing"]), None)


def _definition(
    passage: Passage,
    sentence: TaggedSentence,
    phrase: Phrase,
    tokens: tuple[int, int],
    pair: DescribedSymbol,
    shared: bool,
) -> Definition:
    name, start, end, words = pair
    file, shift = passage.span.file, passage.span.start
    first = min(start, sentence.starts[tokens[0]])
    last = max(end, sentence.ends[tokens[1] - 1])
    unit = sentence.unit(first, last, passage.text)
    manner = _manner(sentence, phrase, tokens[0], pair, passage.text)
    if words is None and passage.is_reworded(start, end):
        words = passage.said(start, end)
    place = "display" if sentence.tags[tokens[0]] == "Z" else _KINDS.get(passage.kind, "sentence")
    return Definition(
        symbol=name,
        text=passage.text[start:end],
        span=Span(file, start + shift, end + shift),
        phrase=phrase.id,
        sentence=passage.text[slice(*unit)],
        sentence_span=Span(file, unit[0] + shift, unit[1] + shift),
        kind=place if phrase.kind == "sentence" else phrase.kind,
        words=words,
        manner="lists" if shared and manner == "names" else manner,
        within=passage.within.lower() or ("" if passage.kind == "paragraph" else passage.kind),
        reach=_reach(passage.text[slice(*unit)].lower()),
    )


def _manner(sentence: TaggedSentence, phrase: Phrase, formula: int, pair: DescribedSymbol, text: str) -> Manner:
    """How the words speak of the symbol: "when $f$ is a map" and "the plane $P$ is a space" define nothing."""
    if sentence.tags[formula] == "Z" and pair.start < sentence.starts[formula]:
        return "leads-in"
    is_named = sentence.tags[max(0, formula - 1) : formula] in [*members(noun_phrase.NOUNS)]
    is_told = phrase.predicate and (is_named or is_subordinate(sentence, formula))
    return "mentions" if is_told else phrase.manner


def _reach(sentence: str) -> Reach:
    """How far a sentence says that its words hold."""
    part = sentence.partition("in this ")[2]
    if "throughout" in sentence or part.startswith("paper"):
        return "paper"
    if part.startswith(("section", "subsection", "appendix", "chapter", "example")):
        return "section"
    return "here" if "here" in sentence and "here" in sentence.replace(",", " ").split() else ""
