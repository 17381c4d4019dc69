"""What follows a description in its sentence and says which one is meant: "at time $t$" behind "the density $p_t$".

It is no part of the words that are weighed, and is added to them when they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.meaning.prose import symbol
from reader.meaning.prose.descriptions import is_plural
from reader.meaning.prose.noun_phrase import DETERMINERS, MODIFIERS, NOUNS, complement
from reader.meaning.prose.patterns import Match
from reader.meaning.prose.phrases import members
from reader.meaning.prose.sentence import TaggedSentence
from reader.meaning.prose.words import classes

LONGEST = 12  # tokens of a clause
FARTHEST = 40  # tokens before a noun among which the verb of its clause is looked for
STOPS = ".,;:()RI#&-YZ"
WORDED = ("\\mathrm", "\\text", "\\operatorname", "\\mathit", "\\rm", "\\textrm", "\\mathsf", "\\textit")
OPENING = "_^(["


def behind(sentence: TaggedSentence, match: Match, item: tuple[int, int], names: Sequence[str], text: str) -> str:
    """The words that say more of a noun phrase, "" where there are none. ``names`` are the symbols that it describes,
    of which each must have the index that the words name."""
    tags, (formula, after), last = sentence.tags, match.formulas, item[1]
    if not match.nouns[1] == formula == last:
        is_one = len(names) == 1 and match.nouns[1] == last
        end = max(_being(sentence, last, text), _in_time(sentence, match, text)) if is_one else last
        return _said(sentence, last, end, text)
    if "Z" in tags[formula:after]:
        return ""
    told = complement().match(tags, after)  # "of rain" in "the chance $p_k$ of rain in region $k$"
    at = told.end() if told else after
    end = _at_index(sentence, at, names, text)
    first = next((k + 1 for k in range(last - 1, item[0] - 1, -1) if tags[k] in members("o")), item[0])
    is_one = len(names) == 1 and (tags[first] in DETERMINERS or is_plural(sentence, last - 1, text))
    if end == at == after and is_one:
        end = max(_being(sentence, at, text), _done(sentence, match, text), _that_is(sentence, at, text))
    return _said(sentence, at, end, text)


def _said(sentence: TaggedSentence, first: int, last: int, text: str) -> str:
    return text[sentence.starts[first] : sentence.ends[last - 1]] if last > first else ""


def _at_index(sentence: TaggedSentence, at: int, names: Sequence[str], text: str) -> int:
    """Behind "at time $t$" where the symbols have the index $t$."""
    tags = sentence.tags
    if tags[at : at + 1] not in [*members("po")] or sentence.word(at, text) not in classes()["placing"]:
        return at
    noun = at + 1 + (tags[at + 1 : at + 2] in [*members("d")] and sentence.word(at + 1, text) != "some")
    end = noun
    while end < noun + 3 and tags[end : end + 1] in [*members(MODIFIERS)]:
        end += 1
    if end == noun or tags[end : end + 1] != "X" or tags[end - 1] not in members(NOUNS):
        return at
    index = symbol.without_delimiters(sentence.formulas.get(end, "")).strip()
    follows = tags[end + 1 : end + 2]
    is_whole = follows not in [*members(NOUNS + "v"), "-"]
    return end + 1 if is_whole and all(has_index(name, index) for name in names) else at


def has_index(name: str, index: str) -> bool:
    """Whether a letter stands in the scripts or the brackets of a symbol."""
    is_letter = (len(index) == 1 and index.isalpha()) or (index[:1] == "\\" and index[1:].isalpha())
    first = min((place for mark in OPENING if (place := name.find(mark)) > 0), default=-1)
    return is_letter and first > 0 and index in _letters(name[first:])


def _letters(scripts: str) -> set[str]:
    """The letters of scripts, without words that are set as such."""
    found, at = set(), 0
    while at < len(scripts):
        end = at + 1
        if scripts[at] == "\\":
            while scripts[end : end + 1].isalpha():
                end += 1
            command = scripts[at:end]
            if command in WORDED:
                closing = scripts.find("}", end)
                end = closing + 1 if closing > 0 else end
            else:
                found.add(command)
        elif scripts[at].isalpha():
            found.add(scripts[at])
        at = end
    return found


def _being(sentence: TaggedSentence, at: int, text: str) -> int:
    """Behind "being updated"."""
    is_passive = at + 1 < len(sentence.tags) and sentence.word(at, text) == "being"
    return at + 2 if is_passive and sentence.tags[at + 1] in members("e") else at


def _in_time(sentence: TaggedSentence, match: Match, text: str) -> int:
    """Behind a clause whose subject was taken for a time: "before the last boat" of "before the last boat
    has left the bay"."""
    tags, at = sentence.tags, match.nouns[1]
    if tags[at : at + 1] not in [*members("xv")]:
        return at
    opening = (k for k in range(at - 1, match.nouns[0], -1) if tags[k] in members("opPB"))
    first = next(opening, None)
    if first is None or sentence.word(first, text) not in classes()["timing"]:
        return at
    return _end_of_clause(tags, at, at)


def _end_of_clause(tags: str, at: int, otherwise: int) -> int:
    end = at
    while end < len(tags) and end - at <= LONGEST and tags[end] not in STOPS:
        if tags[end] in members("c") and tags[end + 1 : end + 2] in ("", "X", *STOPS):
            break
        if tags[end] in members("rq"):
            return otherwise
        end += 1
    is_closed = end - at <= LONGEST and (end == len(tags) or tags[end] not in "YZ")
    return end if is_closed and tags[end - 1] not in members("opPBdcax") else otherwise


def _done(sentence: TaggedSentence, match: Match, text: str) -> int:
    """Behind what was done to it: "drawn from the prior". A sentence with no other verb tells what it did."""
    tags, at = sentence.tags, match.formulas[1]
    if tags[at : at + 1] not in [*members("e")] or tags[at + 1 : at + 2] not in [*members("pP")]:
        return at
    if sentence.word(at, text) in classes()["telling_where"]:
        return at
    begin = first = match.nouns[0]
    while begin > max(0, first - FARTHEST) and tags[begin - 1] not in STOPS:
        begin -= 1
    if not any(tag in members("xv") for tag in tags[begin:first]):
        return at
    end = noun = at + 2 + (tags[at + 2 : at + 3] in [*members("d")])
    while end < noun + 4 and tags[end : end + 1] in [*members(MODIFIERS)]:
        end += 1
    is_named = tags[end : end + 1] == "X" and tags[end + 1 : end + 2] not in [*members("c")]
    return end + is_named if (end == noun and is_named) or (end > noun and tags[end - 1] in members(NOUNS)) else at


def _that_is(sentence: TaggedSentence, at: int, text: str) -> int:
    """Behind a clause with "that" and a form of "be" or "have": "that was drawn first"."""
    tags = sentence.tags
    if at + 2 >= len(tags) or sentence.word(at, text) != "that" or tags[at + 1] not in members("x"):
        return at
    return _end_of_clause(tags, at + 1, at)
