"""Whether a noun phrase beside a formula is attached to something else, and so does not say what the symbol is."""

from __future__ import annotations

import re

from reader.meaning.prose import noun_phrase, symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

_ONE_OF_MANY = re.compile(r"(?:the\s+)?(?:first|last|final)\s", re.IGNORECASE)  # "the first point $q = 1$"
_AT_VALUE = re.compile(r"[^=]{1,16}=\s*(?:-?[\d.]+|-?\\?[A-Za-z]+)\s*\Z")
_PLAIN = r"\s*\\?[A-Za-z]+(?:\s*\{\s*\\?[A-Za-z]+\s*\})?(?:\s*[_^]\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\\?\w+)|')*\s*"
_SETS = re.compile(_PLAIN + "=")


def is_of_others(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase says what something else is, or what a display says as a whole."""
    (first, last), formula, tags = item, match.formulas[0], sentence.tags
    words = text[sentence.starts[first] : sentence.ends[last - 1]]
    if _is_piece(sentence, first, text) or _is_property(sentence, match, item, text):
        return True
    if match.phrase.id == "apposition-commas" and noun_phrase.is_said_of_another(sentence.tags, first):
        return True  # "$x$ as the input, $y$, $z$ as"
    if match.phrase.id == "gloss-commas" and tags[formula - 1 : formula] == "," and tags[last : last + 2] == ",X":
        return True  # "a size, $n$, a rank, $r$, and": what stands before names a formula, not what stands behind
    if _is_call(sentence, formula, text):
        return True
    if match.nouns[1] == formula and _only_touches(sentence, match, first, text):
        return True
    latex = symbol.without_delimiters(sentence.formulas.get(formula, ""))
    if (tags[formula] == "Z" or _SETS.match(latex)) and _is_statement(sentence, match, item, text):
        return True
    is_one_of_many = _ONE_OF_MANY.match(words) or words.lower().split()[-1] in classes()["occurring"]
    return bool(is_one_of_many and _AT_VALUE.match(latex))


def _is_call(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether a formula is the argument of a procedure: "MaxFlow($x$)"; "the rate($x$)" only lacks its space."""
    if sentence.tags[formula - 1 : formula] != "(" or formula < 2:
        return False
    (start, end), bracket = (sentence.starts[formula - 2], sentence.ends[formula - 2]), sentence.starts[formula - 1]
    name = text[start:end]
    return end == bracket and name[1:] != name[1:].lower() and not name.isupper()


def _only_touches(sentence: TaggedSentence, match: Match, first: int, text: str) -> bool:
    """Whether a noun phrase before a formula is part of something else: "to put $x$ there", "draws from the model
    $x \\sim p$", "at constant $T$", "a function of the sizes $f(x)$", "in a first step $k$ is estimated"."""
    tags, formula = sentence.tags, match.formulas[0]
    latex, words = sentence.formulas.get(formula, ""), text[sentence.starts[first] : sentence.ends[formula - 1]].lower()
    if sum(map(latex.replace("\\top", "").count, ("\\to", "\\rightarrow", "\\leadsto"))) > 1 and ":" not in latex:
        return True  # "the path $u \\to v \\to w$"
    of, before = (sentence.word(k, text) if k >= 0 else "" for k in (first - 2, first - 1))
    known = classes()
    return (
        (before == "to" and words in known["verbal"])
        or (before == "from" and "\\sim" in latex)
        or (before in ("of", "at") and words == "constant")
        or (before == "of" and of in known["of_arguments"] and "(" in latex)
        or (before not in ("for", "given") and noun_phrase.opens_clause(tags, first - 1, match.formulas[1]))
    )


def _is_property(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a clause says how a symbol is: "then $p$ is monotone", "since $q$ is block diagonal"."""
    (first, last), tags = item, sentence.tags
    if not match.phrase.predicate or match.formulas[0] > first or set(tags[first:last]) & set(members("doz")):
        return False
    return not is_plural(sentence, noun_phrase.head_of(tags, item), text) and is_subordinate(
        sentence, match.formulas[0], text
    )


def is_subordinate(sentence: TaggedSentence, formula: int, text: str) -> bool:
    """Whether a clause begins with a formula and follows "that", "when", "then" or the like; not "suppose that"."""
    at = formula
    while at and sentence.tags[at - 1] in members(noun_phrase.NOUNS + "jda"):
        at -= 1
    words = [sentence.word(k, text) for k in range(max(0, at - 2), at)]
    known = classes()
    return bool(words) and words[-1] in known["subordinate"] and words[0] not in known["supposing"]


def _is_piece(sentence: TaggedSentence, first: int, text: str) -> bool:
    """Whether a noun phrase is the end of a longer one: "infection/recovery rate", "loss per mass and time"."""
    before = text[max(0, sentence.starts[first] - 2) : sentence.starts[first]]
    words = [sentence.word(at, text) for at in range(max(0, first - 3), first)]
    return (before[:1].isalpha() and before[1:] == "/") or (words[:1] == ["per"] and words[2:] in (["and"], ["or"]))


def _is_statement(sentence: TaggedSentence, match: Match, item: tuple[int, int], text: str) -> bool:
    """Whether a noun phrase names what an equation says as a whole ("the update rule"), or just stands before it."""
    is_display = sentence.tags[match.formulas[0]] == "Z"
    if is_display and match.nouns[1] == match.formulas[0] and not noun_phrase.is_introduced(sentence.tags, item[0]):
        return True
    words = [sentence.word(at, text) for at in range(max(0, item[0] - 3), item[0])]
    if is_display and words[-1:] in (["to"], ["into"]) and not classes()["reducing"].isdisjoint(words):
        return True
    head, latex = sentence.word(noun_phrase.head_of(sentence.tags, item), text), sentence.formulas[match.formulas[0]]
    return head in classes()["stated"] or (head in classes()["comparing"] and symbol.is_value(latex))
