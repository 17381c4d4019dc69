"""What an author says a symbol is: the phrases of ``phrases.toml`` found in sentences that hold formulas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.latex.document.document import read_passages
from reader.limits.watch import spare
from reader.meaning.prose import cjk, noun_phrase, symbol
from reader.meaning.prose.attachment import altered_by, is_no_name, is_of_others, is_subordinate
from reader.meaning.prose.clauses.verbs import law_of
from reader.meaning.prose.complements.behind import behind
from reader.meaning.prose.coordination import descriptions_of, is_one_by_one, without_opening
from reader.meaning.prose.descriptions import (
    can_describe,
    end_of_braces,
    has_number,
    is_heading,
    is_plural,
    own_noun,
    whole_ratio,
)
from reader.meaning.prose.members import (
    alternatives,
    end_of_list,
    ends_of,
    heads_of,
    in_order_of,
    measure_of,
    members_of,
    objects_of,
    repeated_of,
    with_complement,
)
from reader.meaning.prose.named_symbols import names_of
from reader.meaning.prose.patterns import Match, matches
from reader.meaning.prose.phrases import Phrase, members, phrases
from reader.meaning.prose.sentence import TaggedSentence, sentences
from reader.meaning.prose.settings import own_adjective, value_of
from reader.meaning.prose.words import classes, participle
from reader.model.annotations import Definition, Manner, Reach, SourceKind
from reader.model.document import Passage
from reader.model.source import Span

_KINDS: dict[str, SourceKind] = {"caption": "caption", "item": "item", "table": "table"}
BEST = ("\\hat", "*", "\\star", "\\ast")  # marks of what makes a value the largest or the smallest
EMPHASIS = ("\\emph{", "\\textit{", "\\textbf{", "\\textsl{")
LONGEST_NAME = 80  # characters of a name that is emphasised
BELIEVED = 0.4  # the least reliability of a phrase that defines
_DETERMINER = re.compile(r"(?:the|an?|each|every|any|some|this|that|such)\s+", re.IGNORECASE)


class DescribedSymbol(NamedTuple):
    """A symbol and where its description stands; ``words`` say it of this symbol alone where the slice does not."""

    symbol: str
    start: int
    end: int
    words: str | None = None
    behind: str = ""


Found = tuple[Phrase, tuple[int, int], DescribedSymbol]


def find_definitions(latex_text: str) -> tuple[Definition, ...]:
    """Every pair of symbol and description in a piece of LaTeX. Never raises; unknown macros are left alone.

    ``text`` is a verbatim slice of ``latex_text`` at ``span``; ``symbol`` the formula, or its defined part, as written.
    Words that a symbol belongs to ("kites parameterized by $\\psi$") are none that describe it.
    """
    belonging = {phrase.id for phrase in phrases() if phrase.says != "{}" and not phrase.counts}
    definitions = definitions_in(read_passages(latex_text))
    return tuple(definition for definition in definitions if definition.phrase not in belonging)


def definitions_in(passages: Sequence[Passage], least: float = BELIEVED) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free.

    ``least`` is the reliability that a phrase must have; 0 also gives mere mentions.
    """
    by_passage = (spare("definitions", passage, (), _in_passage, passage, least) for passage in passages)
    return tuple(definition for definitions in by_passage for definition in definitions)


def _in_passage(passage: Passage, least: float) -> tuple[Definition, ...]:
    """What a passage says of its symbols. Of phrases that find the same words the most reliable one counts."""
    best: dict[tuple[str, str], tuple[TaggedSentence, Phrase, tuple[int, int], DescribedSymbol, bool]] = {}
    for sentence in sentences(passage):
        pairs = list(_pairs(sentence, passage.text, least))
        sharing = Counter(start for start, _ in {(pair.start, pair.symbol) for _, _, pair in pairs if not pair.words})
        for phrase, tokens, pair in pairs:
            said = pair.words or _DETERMINER.sub("", passage.text[pair.start : pair.end]).lower()
            before = best.get((pair.symbol, said))
            if before is None or before[1].reliability < phrase.reliability:
                best[pair.symbol, said] = sentence, phrase, tokens, pair, sharing[pair.start] > 1
    return tuple(_definition(passage, *found) for found in best.values())


def _pairs(sentence: TaggedSentence, text: str, least: float) -> Iterator[Found]:
    """Phrase, tokens of its formulas, and what they find."""
    for match in matches(sentence, least):
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
    match = without_opening(sentence, match)
    names = names_of(sentence, match, text)
    if not _may_pair(sentence, match, len(names), text):
        return
    names, items = _paired(sentence, match, names, text)
    alone = len(set(items)) < 2
    own = _shared_out(sentence, match, names, alone, text)
    if match.phrase.each and alone and not own:
        return  # "the state and the observation equations are"
    for at, (name, (first, last)) in enumerate(zip(names, items, strict=False)):
        if len(names) == 1 and match.nouns[0] > match.formulas[0]:
            last = end_of_list(sentence.tags, last)
        start, end = _begin(sentence, match, (first, last), text), sentence.ends[last - 1]
        if is_no_name(sentence, match, (first, last), text):
            continue
        if not match.phrase.weak and is_of_others(sentence, match, (first, last), text):
            continue
        if not has_number(sentence, match.phrase, (first, last), text):
            continue
        if can_describe(
            match.phrase,
            sentence.tags[first:last],
            text[start:end],
            alone=alone or at == 0,
            after=match.nouns[0] > match.formulas[0],
        ):
            own_words = own[at] if own else measure_of(sentence, (first, last), text)
            own_words = own_words or with_complement(sentence, match, (start, last), text)
            own_words = _of_deed(sentence, match, (first, last), own_words or text[start:end], text) or own_words
            end = end_of_braces(text, start, end)
            ends = dict(ends_of(sentence, match, (first, last), text))
            said = ({} if name in ends else {name: own_words}) | ends
            is_whole = not ends and (own_words or text[start:end]).startswith(text[start:end])
            more = behind(sentence, match, (first, last), names, text) if is_whole else ""
            yield from (DescribedSymbol(one, start, end, words, more) for one, words in said.items())


def _paired(
    sentence: TaggedSentence, match: Match, names: list[str], text: str
) -> tuple[list[str], list[tuple[int, int]]]:
    """Symbols, or the members of a tuple, and as many descriptions."""
    listed = symbol.members(names[0]) if len(names) == 1 else ()
    apart = list(descriptions_of(sentence, match, len(listed), text)) if len(listed) > 1 else []
    if len(set(apart)) == len(listed) > 1:
        return list(listed), apart
    if len(listed) > 1 and heads_of(sentence, match.nouns, len(listed), text):
        return list(listed), [match.nouns] * len(listed)  # "$(a, b)$, the mean and variance of the noise"
    kin = symbol.alike(names[0]) if len(names) == 1 and match.nouns[1] == match.formulas[0] else ()
    if kin and is_plural(sentence, match.nouns[1] - 1, text):
        return list(kin), [match.nouns] * len(kin)  # "two images $(x_a, x_b)$"
    return names, list(descriptions_of(sentence, match, len(names), text))


def _may_pair(sentence: TaggedSentence, match: Match, count: int, text: str) -> bool:
    """Whether it is no heading of a table, and has one noun for each symbol where the phrase asks for that."""
    if match.phrase.kind == "table" and is_heading(sentence.tags, match.nouns[1]):
        return False
    return not match.phrase.each or is_one_by_one(sentence, match.nouns, count, text)


def _shared_out(
    sentence: TaggedSentence, match: Match, names: Sequence[str], alone: bool, text: str
) -> Sequence[str | None]:
    """What is said of each of several symbols in words of its own; nothing where the words say no such thing."""
    shares = (members_of, heads_of, objects_of, repeated_of, alternatives)[not alone :] if len(names) > 1 else ()
    own = next((words for share in shares if (words := share(sentence, match.nouns, len(names), text))), ())
    return in_order_of(names, own) if len(own) == 2 else own


def _deed(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> str | None:
    """The verb by which a letter acts on what is said: it is what "controls the drift", not the drift; but what
    "controls the strength" of something is that strength."""
    known, words = classes(), [sentence.word(at, text) for at in range(match.formulas[1], match.nouns[0])]
    is_amount = sentence.word(noun_phrase.head_of(sentence.tags, item), text) in known["quantity"] | known["measure"]
    if is_amount and known["acting_on"].isdisjoint(words):
        return None
    return next((word for word in words if word in known["doing"]), None)


def _of_deed(sentence: TaggedSentence, match: Match, item: tuple[int, int], said: str, text: str) -> str | None:
    """What is said, changed by a verb: "what controls the drift", "clipped ratio" for "we clip the ratio:"."""
    if verb := altered_by(sentence, match, item, text):
        article = _DETERMINER.match(said)
        return f"{participle(verb)} {said[article.end() :] if article else said}"
    does = _deed(sentence, match, item, text)
    return f"what {does} {said}" if does else None


def _begin(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> int:
    """Where the words begin that name a formula just behind them."""
    first, formula = item[0], match.formulas[0]
    if match.nouns[1] == formula:
        first = own_noun(sentence, item, text)
        first = law_of(sentence, (first, item[1]), formula, text)
    if formula - match.nouns[1] in (0, 1):
        first = whole_ratio(sentence, first, formula, text)
    if formula - match.nouns[1] in (0, 1) and value_of(sentence.formulas[formula]):
        first = max(first, own_adjective(sentence, item, text))
    _, _, taken = sentence.formulas[formula].partition("(")
    if match.nouns[1] == formula and any(mark in taken for mark in BEST):
        first = own_adjective(sentence, (first, item[1]), text, "optimum")
    is_beside = match.nouns[1] == formula
    return (
        _emphasised(text, sentence.starts[first], sentence.ends[item[1] - 1]) if is_beside else sentence.starts[first]
    )


def _emphasised(text: str, start: int, end: int) -> int:
    """Where a name begins that is emphasised as a whole: "the \\emph{law of the best rule} $p$" is no best rule."""
    opening = (
        max(text.rfind(mark, max(0, start - LONGEST_NAME), start) for mark in EMPHASIS)
        if text[end : end + 1] == "}"
        else -1
    )
    begin = text.find("{", opening) + 1 if opening >= 0 else start
    before = text[begin:start]
    return begin if " of " in before and not set("{}$") & set(before) else start


def _definition(
    passage: Passage,
    sentence: TaggedSentence,
    phrase: Phrase,
    tokens: tuple[int, int],
    pair: DescribedSymbol,
    shared: bool,
) -> Definition:
    name, start, end, words, more = pair
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
        behind=more,
        manner="lists" if shared and manner == "names" else manner,
        within=passage.within.lower() or ("" if passage.kind == "paragraph" else passage.kind),
        reach=_reach(passage.text[slice(*unit)].lower()),
    )


def _manner(sentence: TaggedSentence, phrase: Phrase, formula: int, pair: DescribedSymbol, text: str) -> Manner:
    """How the words speak of the symbol: "when $f$ is a map" and "the plane $P$ is a space" define nothing."""
    if sentence.tags[formula] == "Z" and pair.start < sentence.starts[formula]:
        return "leads-in"
    is_named = sentence.tags[max(0, formula - 1) : formula] in [*members(noun_phrase.NOUNS)]
    is_told = phrase.predicate and (is_named or is_subordinate(sentence, formula, text))
    return "mentions" if is_told else phrase.manner


def _reach(sentence: str) -> Reach:
    """How far a sentence says that its words hold."""
    part = sentence.partition("in this ")[2]
    if "throughout" in sentence or part.startswith("paper"):
        return "paper"
    if part.startswith(("section", "subsection", "appendix", "chapter", "example")):
        return "section"
    return "here" if "here" in sentence and "here" in sentence.replace(",", " ").split() else ""
