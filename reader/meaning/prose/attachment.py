"""Whether a noun phrase beside a formula is attached to something else, and so does not say what the symbol is."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS, _APPLIED = re.compile(_PLAIN + "="), re.compile(_PLAIN + r"(?:\\[Bb]ig+l?|\\left)?\(")
_DRAWN = re.compile(_PLAIN + r"\\sim(?![A-Za-z])")
_ARROW = r"(?:(?!\\colon)[^:=])*?\\(?:rightarrow|leadsto|to|longrightarrow|leftrightarrow)(?![A-Za-z])"
_PATH = re.compile(_ARROW * 2)  # of arrows, and no function of functions: ``f : A \to B \to C``


def is_of_others(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
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


def _is_piece(sentence: TaggedSentence, first: int, text: str) -> bool:
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


def _is_elsewhere(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
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


def _is_statement(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what a display says as a whole ("the update rule"), or just stands before it."""
    if match.nouns[1] == match.formulas[0] and not noun_phrase.is_introduced(sentence.tags, item[0]):
        return True
    head = noun_phrase.head_of(sentence.tags, item)
    return text[sentence.starts[head] : sentence.ends[head]].lower() in classes()["stated"]


def _is_at_value(latex: str) -> bool:
    """Whether a formula says which of many is meant: ``q = 1``."""
    return bool(_AT_VALUE.match(symbol.without_delimiters(latex)))


def _belongs_to_next(sentence: TaggedSentence, match: Match, end: int) -> bool:
    """Whether a noun phrase behind its verb stands before a name of its own: "$q = 1$ is at the threshold $t$"."""
    return match.formulas[1] < end and end in sentence.formulas
