"""What an author says a symbol is: the phrases of ``phrases.toml`` found in sentences that hold formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.meaning import cjk, noun_phrase, symbol
from reader.meaning.members import heads_of, measure_of, members_of
from reader.meaning.passage import passages_of
from reader.meaning.patterns import Match, matches
from reader.meaning.phrases import Phrase, members, phrases
from reader.meaning.sentence import Sentence, sentences
from reader.meaning.words import classes
from reader.model import Definition, Passage, SourceKind, Span
from reader.watch import spare

_COUNTING = re.compile(r"(?:[a-ehi-tw]|[A-Z]|\\ell(?![A-Za-z]))(?![A-Za-z(])")
_FRACTION = re.compile(r"/|\\[dt]?frac(?![A-Za-z])")  # what is cut counts no things
_NAME = re.compile(r"\s*\{?\s*(?:[A-Za-z]|\\(?!left|[lr]?[vV]ert|\||norm|mathbb|Pr)[A-Za-z]+)(?![A-Za-z(])")
_VALUED = re.compile(r"^[^=<>]*(?:=|\\approx)\s*-?\s*(?:\d|\\[dt]?frac|e\^)")
_DETERMINER = re.compile(r"(?:the|an?|each|every|any|some|this|that|such)\s+", re.IGNORECASE)
_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS, _APPLIED = re.compile(_PLAIN + "="), re.compile(_PLAIN + r"(?:\\[Bb]ig+l?|\\left)?\(")
_DRAWN = re.compile(_PLAIN + r"\\sim(?![A-Za-z])")
_ARROW = r"(?:(?!\\colon)[^:=])*?\\(?:rightarrow|leadsto|to|longrightarrow|leftrightarrow)(?![A-Za-z])"
_PATH = re.compile(_ARROW * 2)  # of arrows, and no function of functions: ``f : A \to B \to C``
_WORD = re.compile(r"(?<![\\A-Za-z])[^\W\d_]")


class Pair(NamedTuple):
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
    return tuple(one for one in definitions_in(passages_of(latex_text)) if one.phrase not in belonging)


def definitions_in(passages: Sequence[Passage]) -> tuple[Definition, ...]:
    """The same for a whole paper: spans are places in the passages' files, symbols come macro-free."""
    found = (spare("definitions", passage, (), _in_passage, passage) for passage in passages)
    return tuple(definition for one in found for definition in one)


def _in_passage(passage: Passage) -> tuple[Definition, ...]:
    return tuple(_said_in(passage))


def _said_in(passage: Passage) -> Iterator[Definition]:
    """Of several phrases that find the same pair, the most reliable one counts; words said again are said once."""
    said: set[tuple[str, str]] = set()
    for sentence in sentences(passage):
        best: dict[Pair, tuple[Phrase, tuple[int, int]]] = {}
        for phrase, tokens, pair in _pairs(sentence, passage.text):
            if pair not in best or best[pair][0].reliability < phrase.reliability:
                best[pair] = phrase, tokens
        for pair, (phrase, tokens) in best.items():
            name, start, end, own = pair
            words = name, own or _DETERMINER.sub("", passage.text[start:end]).lower()
            if words in said:
                continue
            said.add(words)
            yield _definition(passage, sentence, phrase, tokens, pair)


def _pairs(sentence: Sentence, text: str) -> Iterator[tuple[Phrase, tuple[int, int], Pair]]:
    """Phrase, tokens of its formulas, and what they find."""
    for match in matches(sentence):
        for pair in _pairs_of(sentence, match, text):
            yield match.phrase, match.formulas, pair
    for found in cjk.matches(sentence, text):
        for name in symbol.names(sentence.formulas[found.formula]):
            yield found.phrase, (found.formula, found.formula + 1), Pair(name, found.start, found.end)


def _pairs_of(sentence: Sentence, match: Match, text: str) -> Iterator[Pair]:
    """Symbols with their descriptions; as many of both in a row belong together one by one.

    So do the members of a tuple: "the triple $(a, b, c)$ of the age, the height and the weight".
    """
    if match.phrase.kind == "table" and _is_heading(sentence.tags, match.nouns[1]):
        return
    names = _names(sentence, match, text)
    items = list(_items(sentence, match, len(names), text))
    listed = symbol.members(names[0]) if len(names) == 1 else ()
    apart = list(_items(sentence, match, len(listed), text)) if len(listed) > 1 else []
    if len(set(apart)) == len(listed) > 1:
        names, items = list(listed), apart
    alone = len(set(items)) < 2
    shares = (members_of, heads_of) if alone and len(names) > 1 else ()
    own = next((found for share in shares if (found := share(sentence, match.nouns, len(names), text))), ())
    for at, (name, (first, last)) in enumerate(zip(names, items, strict=False)):
        start, end = sentence.starts[first], sentence.ends[last - 1]
        if match.nouns[1] == match.formulas[0]:
            start = sentence.starts[_own_noun(sentence, (first, last), text)]
        if _is_of_others(sentence, match, (first, last), text):
            continue
        if not _has_number(sentence, match.phrase, (first, last), text):
            continue
        if _describes(match.phrase, sentence.tags[first:last], text[start:end], alone=alone or at == 0):
            words = own[at] if own else measure_of(sentence, (first, last), text)
            yield Pair(name, start, _closed(text, start, end), words)


def _is_of_others(sentence: Sentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase says what something else is, or what a display says as a whole."""
    (first, last), formula = item, match.formulas[0]
    words = text[sentence.starts[first] : sentence.ends[last - 1]]
    if (
        _is_piece(sentence, first, text)
        or _is_joined(text, sentence.starts[formula])
        or _names_next(sentence.tags, formula, item)
    ):
        return True
    if noun_phrase.follows_to(sentence.tags, first) and words.lower() in classes()["verbal"]:
        return True
    if match.nouns[1] == formula and _is_elsewhere(sentence, match, item, text):
        return True
    if match.nouns[1] == formula and _PATH.match(sentence.formulas.get(formula, "")):
        return True  # "the path $u \to v \to w$"
    if sentence.tags[formula] == "Z" and _is_statement(sentence, match, item, text):
        return True
    return _is_at_value(sentence.formulas.get(formula, "")) and (
        bool(_ONE_OF_MANY.match(words)) or _belongs_to_next(sentence, match, last)
    )


def _is_piece(sentence: Sentence, first: int, text: str) -> bool:
    """Whether a noun phrase is the end of a longer one: "infection/recovery rate", "loss per mass and time"."""
    start = sentence.starts[first]
    if start > 1 and text[start - 1] == "/" and text[start - 2].isalpha():
        return True
    words = [text[sentence.starts[at] : sentence.ends[at]].lower() for at in range(max(0, first - 3), first)]
    return len(words) == 3 and words[0] == "per" and words[2] in ("and", "or")


def _is_joined(text: str, start: int) -> bool:
    """Whether a hyphen ties what stands before to a formula: the second letter of "$n$-$p$ transfer"."""
    return start > 1 and text[start - 1] == "-" and (text[start - 2].isalpha() or text[start - 2] == "$")


def _names_next(tags: str, formula: int, item: tuple[int, int]) -> bool:
    """Whether a noun phrase behind a formula names the one after it: "a size, $n$, a rank, $r$, and a step, $h$"."""
    first, last = item
    if tags[formula + 1 : first] != "," or tags[last : last + 2] != ",X":
        return False
    while tags[formula - 1 : formula] == ",":
        before = tags.rfind("X", 0, formula)
        if before < 0 or tags[before + 1 : before + 2] != "," or set(tags[before:formula]) & set(".;:"):
            return True  # the list begins with a noun phrase
        formula = before
    return False


def _is_elsewhere(sentence: Sentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase before a formula is part of something else, and only touches it.

    "In this model $f$ plays ..." begins a clause with the formula; "the caller sets $x = 1$" has a verb before it;
    "draws from the model $x \\sim p$" names what is right of the sign; "a function of
    the sizes $f(x)$" says what ``x`` is.
    """
    (first, last), tags = item, sentence.tags
    if first == 0:
        return False
    before = text[sentence.starts[first - 1] : sentence.ends[first - 1]].lower()
    words = text[sentence.starts[first] : sentence.ends[last - 1]].lower()
    formula = symbol.without_delimiters(sentence.formulas.get(last, ""))
    is_verb = words.endswith("s") and words[:-1] in classes()["verbal"] and last - first == 1
    if is_verb and tags[first - 1] in members(noun_phrase.NOUNS) + "," and _SETS.match(formula):
        return True
    if words.endswith("s") and last - first == 1 and before in ("which", "who", "that"):
        return True  # "a rule which respects $a$"
    if before == "from" and _DRAWN.match(formula):
        return True
    if before == "of" and first > 1 and _APPLIED.match(formula):
        function = text[sentence.starts[first - 2] : sentence.ends[first - 2]].lower()
        if function in classes()["of_arguments"]:
            return True
    if words == "constant" and before in ("of", "at"):
        return True  # "at constant $T$"
    opens = (first == 1 or tags[first - 2] in "RI#.:;ZY" + (members("r") if before == "in" else "")) and before not in (
        "for",
        "let",
        "given",
    )
    points_back = words.startswith(("this ", "these "))
    return opens and noun_phrase.opens_clause(tags, first - 1, match.formulas[1], points_back)


def _own_noun(sentence: Sentence, item: tuple[int, int], text: str) -> int:
    """The token at which the noun phrase of a formula begins: of "the price of item $x$" only "item" names it."""
    first, last = item
    alone = last - first > 2 and sentence.tags[last - 2] in members("o")
    word = text[sentence.starts[last - 1] : sentence.ends[last - 1]].lower()
    return last - 1 if alone and word in classes()["numbered"] else first


def _is_at_value(latex: str) -> bool:
    """Whether a formula says which of many is meant: ``q = 1``."""
    return bool(_AT_VALUE.match(symbol.without_delimiters(latex)))


def _belongs_to_next(sentence: Sentence, match: Match, end: int) -> bool:
    """Whether a noun phrase behind its verb stands before a name of its own: "$q = 1$ is at the threshold $t$"."""
    return match.formulas[1] < end and end in sentence.formulas


def _is_heading(tags: str, at: int) -> bool:
    """Whether two or more cells of words alone follow: "$k$ & precision & recall & F1" heads a table of results."""
    _, *cells = re.split(r"[RI#]", tags[at:], maxsplit=1)[0].split("&")
    return len(cells) > 1 and all(re.search(r"[^\W\dXZYm]", cell) and not set(cell) & set("XZY") for cell in cells)


def _names(sentence: Sentence, match: Match, text: str) -> list[str]:
    """The symbols of a list of formulas; a list ends where plain names give way to relations or the reverse.

    A singular noun before it names the first one alone: of "each head $h$, $U$ and $V$ are" only ``h`` is a head.
    """
    tokens = [token for token in range(*match.formulas) if token in sentence.formulas]
    if len(tokens) > 1 and _follows_singular(sentence, tokens[0], text):
        if match.nouns[1] != tokens[0]:
            tokens = tokens[1:]
        elif len(_split(sentence.tags, match.nouns, "NOUN")) == 1:
            tokens = tokens[:1]
    if sentence.tags[tokens[0]] == "Z":
        return list(symbol.names(sentence.formulas[tokens[0]])[:1])
    listed = [sentence.formulas[token] for token in tokens]
    kind = symbol.is_relation(listed[0])
    if kind and noun_phrase.is_singular(sentence.tags, match.formulas[1]):
        listed = listed[-1:]
    alike = [latex for latex in listed if symbol.is_relation(latex) == kind]
    names = [name for latex in alike for name in symbol.names(latex)]
    if not _is_asked_for(sentence, match, listed[0], len(names)):
        return []
    return [name for name in names if _COUNTING.match(name)] if match.phrase.counts else names


def _is_asked_for(sentence: Sentence, match: Match, latex: str, count: int) -> bool:
    """Whether the first of ``count`` symbols stands in a formula of the kind that the phrase asks for."""
    phrase = match.phrase
    return not (
        (phrase.counts and _FRACTION.search(latex))
        or (phrase.single and count > 1)
        or (phrase.bare and symbol.is_relation(latex) and not _names_one(sentence, match, latex))
        or (phrase.valued and not _VALUED.search(latex))
        or (phrase.named and symbol.is_bound(latex))
    )


def _names_one(sentence: Sentence, match: Match, latex: str) -> bool:
    """Whether a noun with an article may name what an equation behind it is about: "a plane, $P = ...$"."""
    return sentence.tags[match.nouns[0]] in noun_phrase.DETERMINERS and bool(_NAME.match(latex))


def _follows_singular(sentence: Sentence, token: int, text: str) -> bool:
    return token > 0 and noun_phrase.is_noun(sentence.tags[token - 1]) and not _is_plural(sentence, token - 1, text)


def _is_plural(sentence: Sentence, token: int, text: str) -> bool:
    return text.endswith("s", sentence.starts[token], sentence.ends[token])


def _items(sentence: Sentence, match: Match, count: int, text: str) -> Iterator[tuple[int, int]]:
    """Token ranges of the descriptions of ``count`` symbols: one by one where a list has as many, else the same.

    Several symbols that do not pair with a list's members share the whole list, never its first member alone.
    """
    tags = sentence.tags
    kind = next(element for element in match.phrase.elements() if element in noun_phrase.KINDS)
    if kind not in ("NPS", "NOUNS"):
        yield from [match.nouns] * count
        return
    items = _split(tags, match.nouns, "NOUN" if kind == "NOUNS" else "item")
    if noun_phrase.is_subject(tags, match.nouns[1]) and len(items) > 1:
        items = items[:-1]
    clause = next((at for at, (first, _) in enumerate(items) if at and noun_phrase.is_participle(tags[first])), None)
    items = items[:clause]  # "atoms, called head and body atoms"
    if len(items) == count and not _is_one(sentence, items, text):
        yield from items
    elif kind == "NOUNS":
        yield from [match.nouns if _shares(sentence, items, text) else items[-1]] * count
    elif count > 1 and len(items) > 1:
        yield from [(match.nouns[0], items[-1][1])] * count
    else:
        yield from _split(tags, match.nouns, "NP")[:1] * count


def _is_one(sentence: Sentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether what looks like a list is one thing for all: "the true and false rates", "the weights of $A$ and $B$"."""
    first, last = (noun_phrase.head_of(sentence.tags, items[place]) for place in (0, -1))
    shared_head = _is_plural(sentence, last, text) and not _is_plural(sentence, first, text)
    return len(items) > 1 and (shared_head or _shares(sentence, items, text))


def _shares(sentence: Sentence, items: Sequence[tuple[int, int]], text: str) -> bool:
    """Whether a list shares its first head: "the weights of the encoder and decoder".

    What is held stands for its holder: "the matrices of queries, keys and values" is a list of three.
    """
    head = noun_phrase.head_of(sentence.tags, items[0])
    if not noun_phrase.shares_complement(sentence.tags, items, _is_plural(sentence, head, text)):
        return False
    return text[sentence.starts[head] : sentence.ends[head]].lower() not in classes()["holder"]


def _split(tags: str, nouns: tuple[int, int], kind: str) -> list[tuple[int, int]]:
    """The noun phrases of a list."""
    item = noun_phrase.expression(kind)
    at, last = nouns
    found = []
    while at < last:
        match = item.match(tags, at)
        if match is None or match.end() > last:
            match = item.match(tags, at, last)
        if match:
            found.append(match.span())
        at = match.end() if match else at + 1
    return found


def _is_statement(sentence: Sentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what a display says as a whole ("the update rule"), or just stands before it."""
    if match.nouns[1] == match.formulas[0] and not noun_phrase.is_introduced(sentence.tags, item[0]):
        return True
    head = noun_phrase.head_of(sentence.tags, item)
    return text[sentence.starts[head] : sentence.ends[head]].lower() in classes()["stated"]


def _has_number(sentence: Sentence, phrase: Phrase, item: tuple[int, int], text: str) -> bool:
    """Whether the head of a noun phrase has the number that the phrase asks for."""
    plural = phrase.number == "plural"
    return phrase.number is None or _is_plural(sentence, noun_phrase.head_of(sentence.tags, item), text) == plural


def _describes(phrase: Phrase, tags: str, text: str, *, alone: bool) -> bool:
    """Whether a noun phrase can say what a symbol is: "figure", "case" and the like cannot, unless they are counted."""
    if not _WORD.search(text) or not tags.strip("um0"):
        return False
    if not phrase.counts and noun_phrase.is_no_description(tags):
        return False
    if text.count("}") > text.count("{"):
        return False
    if text.lower() in classes()["numeral"] or (len(text) == 1 and text.isascii()) or _is_look(text):
        return False
    if text.split()[-1].lower() in classes()["partitive"]:
        return False
    plural = text.endswith("s")
    if phrase.predicate and tags[0] == "0":
        return False  # "it is 5 dB"
    if len(tags.lstrip("u")) == 1 and text.split()[-1].lower() in classes()["command"]:
        return False
    return plural or len(tags) > 1 or not ((phrase.predicate and alone) or tags == "g")


def _is_look(text: str) -> bool:
    """Whether words say how a letter or its curve is drawn: "a Greek letter", "(blue line)"."""
    words = frozenset(text.lower().split())
    known = classes()
    return bool(words & known["alphabet"]) or bool(
        words & known["colour"] and words <= known["colour"] | known["drawn"]
    )


def _closed(text: str, start: int, end: int) -> int:
    """The end moved behind the braces that the slice leaves open."""
    missing = text.count("{", start, end) - text.count("}", start, end)
    while missing > 0 and text.startswith("}", end):
        end, missing = end + 1, missing - 1
    return end


def _definition(
    passage: Passage, sentence: Sentence, phrase: Phrase, tokens: tuple[int, int], pair: Pair
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
