"""What an author states of symbols: each definition tied to the spelling that it introduces and to a concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from reader.meaning.evidence.concept_names import is_nominal
from reader.meaning.evidence.reading_order import ReadingOrder
from reader.meaning.evidence.spelled.acronyms import spelled_out
from reader.meaning.evidence.spelling import defined_spelling, take_apart
from reader.meaning.prose.attributes import attributes_in
from reader.meaning.prose.labels import labels_in
from reader.meaning.prose.members import one_of_many
from reader.meaning.prose.phrases import phrases
from reader.meaning.prose.wording import as_meaning
from reader.meaning.prose.words import classes
from reader.model.annotations import AuthorStatement, Definition, Naming
from reader.model.document import Passage
from reader.model.symbols import Symbol

USUAL_RELIABILITY = 0.7
ATTRIBUTED = 0.55  # of what a word behind a hyphen or below a brace tells
ASIDE = {"table": 0.3, "caption": 0.1}  # what a phrase loses in a cell or a caption
EMPTY = frozenset(
    ("", "value", "values", "symbol", "symbols", "quantity", "quantities", "sample", "set", "choice", "term", "terms")
)
# Words that say only what the symbol depends on: "a function of $x$".
_OF_FORMULAS = re.compile(
    r"(?:an?|the)?\s*(?:function|value|set|sequence|combination)s?\s+of\s+(?:both\s+)?"
    r"(?:\$[^$]*\$[\s,]*(?:and\s+|only\s*)?)+\Z"
)
ORDERS = (r"\mathcal{O}", "O", "o", r"\Theta", r"\Omega")  # the letters of Landau's symbols
ACCENTS = (r"\tilde{", r"\hat{", r"\bar{")
AMOUNTS = ("/", "^", "+", "-", r"\frac", r"\sqrt", r"\log", r"\ln", r"\epsilon", r"\varepsilon")  # in their brackets
# Words that name a kind of thing alone: what says more is believed before them, whatever stands first.
VAGUE_ALONE = frozenset(("function", "functions", "operator", "map", "mapping", "equality", "relation", "constant"))
LESS_TELLING = 0.15
NONE = ("no ", "without ")  # beginnings of what a value means: "we set $a = 0$ (no delay)"
MANY = frozenset(("sequence", "sequences", "family", "series"))  # what says nothing of one member
_WHOLE = re.compile(r"(?:[a-z]+\s+)?(?:(?P<run>sequence|series)|set|family|collection)(?:e?s)?\s+of\s+(?=[a-z])")
_EACH = re.compile(r"(?:all|(?P<one>each|every|any))\s+(?=[a-z])", re.IGNORECASE)  # "all classes" for one of them
_DEFINITE = re.compile(r"(?:the|all|both|its|their|our)\b", re.IGNORECASE)
NAMING = frozenset(("names", "lists"))  # manners of a noun that stands before its symbol
_COUNTED = re.compile(r"(?:two|three|four|five|six)\s+(?=[a-z$])", re.IGNORECASE)  # "two weights" for one of them
_SQUARED = re.compile(r"(.+?)\s*\^\s*\{?\s*2\s*\}?\s*\Z")
_VARIANCE = re.compile(r"((?:[\w-]+\s+){0,4}?)[Vv]ariance(s?)\b(?!\s+(?!of\b|in\b|for\b|at\b|per\b|and\b)[a-z])")
_APPLIED = re.compile(r"^[^=]*?\([^()]*,")
_POINTS_BACK = re.compile(r"th(?:is|ese|at|ose)\s", re.IGNORECASE)
_AT_POINT = re.compile(r"^[^=]*?\((?:[^()]*,)?\s*[-+]?\d[\d.]*\s*[,)]")


def is_value(statement: AuthorStatement) -> bool:
    """Whether it is about ``f(a, b)``, by which often an entry of ``f`` is meant."""
    return bool(_APPLIED.search(statement.definition.symbol))


def points_back(statement: AuthorStatement) -> bool:
    """Whether its words speak of what was said before: "this energy $E$"."""
    return bool(_POINTS_BACK.match(statement.definition.text))


def is_at_point(definition: Definition) -> bool:
    """Whether it is about ``f(a, 0)``: what a function is somewhere tells little of what it is. The brackets of an
    order statistic ``p_{(1)}`` are a script."""
    name = definition.symbol.partition("(")[0].rstrip(" {")
    return bool(_AT_POINT.search(definition.symbol)) and not name.endswith(("_", "^"))


class ConceptNamer(Protocol):
    """Gives the concept that words name; ``member``: of one thing of many."""

    def __call__(self, words: str, *, member: bool = False) -> Naming | None: ...


class StatementReader:
    """Makes statements of the definitions that phrases, acronyms, attributes and labels give."""

    def __init__(self, name_concept: ConceptNamer, order: ReadingOrder) -> None:
        self._name_concept = name_concept
        self._order = order

    def read(
        self, definitions: Iterable[Definition], symbols: Sequence[Symbol], passages: Sequence[Passage]
    ) -> Iterator[AuthorStatement]:
        """The statements of a whole paper; ``definitions`` are those that phrases gave."""
        known = {phrase.id: phrase for phrase in phrases()}
        definitions = (*definitions, *spelled_out(symbols, passages))
        symbols_of_words = Counter(definition.span for definition in definitions)
        in_list = _sizes_of_lists(definitions)
        for definition in definitions:
            phrase = known.get(definition.phrase)
            text = definition.words or definition.text
            words = phrase.says.format(as_meaning(text)) if phrase else text
            reliability = (phrase.reliability if phrase else USUAL_RELIABILITY) - _lessened(definition)
            definition, words = _unsquared(definition, words)
            if is_nominal(definition.text):
                listed = in_list[definition.sentence_span, definition.phrase] > 1
                shared = symbols_of_words[definition.span] > 1
                yield from self._statement(definition, words, reliability, shared, listed=listed)
        for definition, words in attributes_in(passages):
            yield from self._statement(definition, words, ATTRIBUTED, False)
        for definition in labels_in(passages):
            yield from self._statement(definition, definition.text, ATTRIBUTED, False)

    def _statement(
        self, definition: Definition, words: str, reliability: float, shared: bool, *, listed: bool = False
    ) -> Iterator[AuthorStatement]:
        """The definition tied to its symbol, where it has one and ``words`` say something.

        Among others of a list also "values" does: "queries, keys and values".
        """
        spelling = defined_spelling(definition.symbol)
        meaning = as_meaning(words)
        if spelling is None or _OF_FORMULAS.match(words) or _is_order(spelling, meaning, definition.symbol):
            return
        if meaning.lower().startswith(NONE):
            return
        if meaning.lower() in EMPTY and not (listed and meaning.endswith("s")):
            return
        member = bool(take_apart(spelling).indices)
        if member and meaning.lower() in MANY:
            return
        meaning = _of_each(_COUNTED.sub("", meaning) if shared else meaning, definition, shared)
        position = self._order.rank(definition.span)
        yield AuthorStatement(
            spelling,
            definition,
            _of_member(meaning, definition) if _is_member(spelling) else meaning,
            self._name_concept(words, member=member),
            reliability - (LESS_TELLING if meaning.lower() in VAGUE_ALONE else 0),
            position,
            shared,
            self._order.is_beside(definition.span, position),
        )


def _sizes_of_lists(definitions: Iterable[Definition]) -> Counter[tuple[object, str]]:
    """By sentence and phrase, how many descriptions stand there."""
    places = {((definition.sentence_span, definition.phrase), definition.span) for definition in definitions}
    return Counter(place for place, _ in places)


def _unsquared(definition: Definition, words: str) -> tuple[Definition, str]:
    """Of a variance the symbol that is squared: if ``\\sigma^2`` is one, ``\\sigma`` is the standard deviation."""
    squared = _SQUARED.fullmatch(definition.symbol)
    if squared is None or not _VARIANCE.match(words):
        return definition, words
    return replace(definition, symbol=squared[1]), _VARIANCE.sub(r"\1standard deviation\2", words, count=1)


def _is_order(spelling: str, meaning: str, symbol: str) -> bool:
    """Whether brackets behind a letter tell how fast something grows: of "the rate is $O(1/n)$", or of "the cost
    $O(n)$", the words name no ``O``."""
    base, (_, bracket, inside) = take_apart(spelling).base, symbol.partition("(")
    accent = next(filter(base.startswith, ACCENTS), None)
    letter = base.removeprefix(accent).removesuffix("}") if accent else base
    if letter not in ORDERS or not bracket:
        return False
    head = meaning.partition(" of ")[0].split(" ")[-1].lower()
    is_amount = inside[:1].isdigit() or any(mark in inside for mark in AMOUNTS)
    return head in classes()["growing"] or (is_amount and letter[-1:] in "Oo}")


def _of_each(meaning: str, definition: Definition, shared: bool) -> str:
    """What one of several is: "class" where "all classes $c$" names it, "learnable vector" where two are "learnable
    vectors". What is definite is one thing: "the weights of the net"."""
    named = definition.manner in NAMING
    each = _EACH.match(meaning)
    if each and (named or each["one"]):
        return one_of_many(_COUNTED.sub("", meaning[each.end() :]))
    is_of_all = shared and not named and definition.words is None and not _DEFINITE.match(definition.text)
    counted = _COUNTED.match(meaning)  # "two paths $P$ and $Q$", of which the words are said of one alone
    return one_of_many(meaning[counted.end() if counted else 0 :]) if is_of_all or counted else meaning


def _is_member(spelling: str) -> bool:
    """Whether something below a letter picks one of many, and not a range of them."""
    below = take_apart(spelling).sub
    return bool(below) and ":" not in below


def _of_member(meaning: str, definition: Definition) -> str:
    """What one member is of what is called a sequence, or in braces a set: "functions" of "a sequence of functions".
    Also of "a set of loads $w_{ij}$", where a capital may be a set."""
    whole, symbol = _WHOLE.match(meaning), definition.symbol.lstrip()
    is_one_of_set = symbol[:1].islower() and definition.text.lower().startswith(("a ", "an "))
    if whole and (whole["run"] or is_one_of_set or symbol.startswith(("\\{", "("))):
        return meaning[whole.end() :]
    return meaning


def _lessened(definition: Definition) -> float:
    """What phrases of running text lose where there is none."""
    return ASIDE.get(definition.kind, 0.0) if definition.phrase not in ("table", "item", "line-colon") else 0.0
