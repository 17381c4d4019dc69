"""Nouns before numbers: which name what is measured, and which only say when the number holds."""

from __future__ import annotations

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.members import singular
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import literals, members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

SPECIAL = frozenset(("0", "1", "-1", r"\infty"))  # numbers of a case that has a name: "the plain bound ($\beta = 1$)"

WRITING = ("write", "writing", "reserve", "stand", "stands", "denote")  # verbs of a list of letters and things
LONGEST_LIST = 80  # tokens


def is_condition(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a formula in brackets says how a thing was set up, or which one it is, so that the noun before it is no
    name of the letter: "AdamW ($\\beta_1 = .9$)", "harsher fines ($\\rho = -2$)", "by safety ($P$ or $N$)"."""
    formula, tags = match.formulas[0], sentence.tags
    if tags[formula - 1 : formula] != "(" or match.nouns[1] != formula - 1:
        return False
    head = noun_phrase.head_of(tags, item)
    many = is_plural(sentence, head, text)
    if "or" in (sentence.word(at, text) for at in range(*match.formulas)):
        return not many and sentence.word(item[0], text) not in ("any", "some", "either", "each")
    number = value_of(sentence.formulas[formula])
    if number is None or _is_quantity(sentence, head, text):
        return False
    return many or _is_thing(sentence, head, text) or _is_one_case(sentence, item, number, text)


def is_result(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a number is what something came to: "it attains a correlation of $r = .78$". A quantity stays one: "it
    reaches the temperature $T = 300$"."""
    before = sentence.word(item[0] - 1, text) if item[0] else ""
    if before not in classes()["attaining"] or _is_quantity(sentence, noun_phrase.head_of(sentence.tags, item), text):
        return False
    return value_of(sentence.formulas[match.formulas[0]]) is not None


def value_of(latex: str) -> str | None:
    """The number that a formula gives a letter: ".9" of ``b_1 = .9``."""
    inner = symbol.without_delimiters(latex)
    name = symbol.names(latex)[0]
    equals, value = inner[len(name) :].lstrip()[:1], inner[len(name) :].lstrip()[1:].strip()
    is_number = value in SPECIAL or (symbol.tag(value, False) == "0" and value[:1] != "=")
    return value if inner.startswith(name) and equals == "=" and is_number else None


def own_adjective(sentence: TaggedSentence, item: tuple[int, int], text: str, kind: str = "gradable") -> int:
    """The token behind an adjective of one value: "rate" of "a high rate $r = 5$", or where that is at its best."""
    first, last = item
    at = first + (sentence.tags[first] in members("d"))
    while at + 1 < last and sentence.word(at, text) in classes()[kind]:
        first = at = at + 1
    return first


def _is_quantity(sentence: TaggedSentence, head: int, text: str) -> bool:
    known = classes()
    return singular(sentence.word(head, text)) in known["quantity"] | known["measure"] | known["measured"]


def _is_thing(sentence: TaggedSentence, head: int, text: str) -> bool:
    """Whether a noun names what no number is: a machine, data, or something with a name of its own."""
    written = text[sentence.starts[head] : sentence.ends[head]]
    is_named = written != written.lower() and (head > 0 or written[1:] != written[1:].lower())
    return is_named or written.lower() in classes()["acting"] | classes()["measureless"]


def _is_one_case(sentence: TaggedSentence, item: tuple[int, int], number: str, text: str) -> bool:
    """Whether an adjective tells of one value: a comparison, or the name of a special case."""
    words = {sentence.word(at, text) for at in range(*item) if sentence.tags[at] in members("j")}
    compares = not words.isdisjoint(classes()["gradable"] | classes()["comparative"])
    return compares or (bool(words) and number in SPECIAL)


def is_under_condition(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a formula only says how what is defined has to be: "let $q$ such that $q > 1$ be a charge"."""
    before = (sentence.word(at, text) for at in range(max(0, match.formulas[0] - 2), match.formulas[0]))
    return match.phrase.id == "let" and tuple(before) == ("such", "that")


def is_in_no_list(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether no verb before a formula says that letters stand for things: of "we write $a$ for the gain, $b$ for"."""
    if match.phrase.id != "write-list":
        return False
    formula, known = match.formulas[0], literals()
    tags = sentence.tags[max(0, formula - LONGEST_LIST) : formula]
    return not any(f"{known[verb]}X{known['for']}" in tags for verb in WRITING)
