"""How much a sentence tells of the formula that it leads to: of what its main clause says beyond "we have".

What leads to a display is about it, for it goes on in it. So what counts is whether it says anything: "we obtain" does
not, "the pull of the wind on the sail is" does. Words that any formula could be led to by are in ``telling.toml``.
"""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from reader.meaning.prose.words import classes, inflections, tag_of
from reader.study.purpose.surroundings import FORMULA

TELLING = "nkstbjevwgf"  # tags of words that may tell something
OPEN = "opPB"  # tags behind which a formula is part of a noun phrase: "the slope of $f$"
DOING, WHERE, LINKS, RELATIVE = "wg", "pP", "ca", "r"  # tags of words that begin clauses
FINITE = "vx"  # tags of verbs
OWNING = frozenset({"of", "for", "between", "on"})
SUBJECTS = frozenset({"we", "it", "this", "one", "these", "that", "there", "they", "i"})
AIMS = (("to",), ("in", "order", "to"), ("so", "as", "to"))
HANGING = frozenset(
    {"where", "with", "here", "and", "which", "whose", "but", "so", "then", "because", "since"}
)  # the display says more of a word before
MARKS = ",;:.!?"
SHORT = ("i.e.", "e.g.")  # their marks end no clause
BACK = frozenset({"its", "their"})  # a clause about them goes on with what was said before
ANY = frozenset({"any", "all", "each", "every", "some", "given", "fixed", "arbitrary", "enough", "sufficiently"})
DETERMINES = frozenset({"a", "an", "the"})
NAMING = frozenset({"as", "denotes", "denote", "represents", "represent"})
PEOPLE = frozenset({"we", "it", "one", "they", "i"})
ENABLES = frozenset({"allows", "enables", "helps", "lets", "makes", "permits"})
GIVES, TIMES = frozenset({"gives", "yields"}), frozenset({"after", "before", "once", "until"})
ENOUGH = 2
RECALLED = ("recall", "that")  # what is brought to mind is shown, and no argument
# Words that end a sentence which goes on in a display, and participles that only point to it.
SHOWN_BY = frozenset({"is", "are", "reads", "equals", "becomes", "looks"})
THEN = frozenset({"then", "thus", "therefore", "hence"})
SHOWING = frozenset(
    {"given", "defined", "measured", "computed", "calculated", "written", "expressed", "by", "as", "then", "thus"}
)
POINTING = frozenset(
    {"considered", "defined", "following", "given", "obtained", "proposed", "resulting", "used", "written"}
)
FORMALLY = frozenset({"formally", "mathematically", "precisely", "rigorously", "symbolically", "formulas", "symbols"})
REFERRING, BEING = frozenset({"it", "they", "this"}), frozenset({"are", "can", "is"})
MORE = frozenset({"more", "in", "or", "that", "is", "we", "have"})
MOST_NAMING = 5  # words of a name
SIGNS = 3  # of Chinese and Japanese that tell what a word tells


@cache
def _rows() -> Mapping[str, frozenset[str]]:
    content = pkgutil.get_data(__package__, "telling.toml") or b""
    return {key: frozenset(words.split()) for key, words in tomllib.loads(content.decode("utf-8")).items()}


@cache
def _empty() -> frozenset[str]:
    forms = {form for verb in _rows()["verbs"] for form, _ in inflections(verb)}
    return frozenset(forms | _rows()["empty"] | classes()["irregular"] | classes()["irregular_participle"])


def told_by_lead(plain: str) -> int:
    """How many telling words the main clause has that ends before a display; 0 where it is bare, or an argument. What
    "i.e." says again in signs was said in words before."""
    if is_cjk(plain):
        return _told_in_cjk(plain)
    said, again, signs = plain.partition("i.e.")
    is_same = bool(again) and HANGING.isdisjoint(list(_tokens(signs))[-1:])
    return _told(plain) or (_told(said) if is_same else 0)


def _told(plain: str) -> int:
    clauses = list(_clauses(plain))
    if clauses and len(clauses[-1]) > 1 and clauses[-1][-1] in THEN and clauses[-1][-2] in SHOWN_BY:
        clauses[-1].pop()
    if clauses and plain.rstrip().endswith(",") and _explains(clauses[-1]):
        clauses.pop()
    if not clauses or clauses[-1][-1] in HANGING or sum(map(_names_symbol, clauses)) > 1:
        return 0
    aims = max((tells(each) for each in clauses if _is_aim(each)), default=0)
    narrowed = max(map(_narrows, map(_main, clauses)))
    behind = 0
    for place, clause in reversed(list(enumerate(clauses))):
        main = _main(clause)
        if _is_aim(clause) or _is_adjunct(main, begins=not place):
            given = _given(main)
            if given >= ENOUGH and not behind and place == len(clauses) - 1:
                return given
            continue
        told = tells(main) + behind
        if told >= ENOUGH:
            return told
        if _is_whole(main) and main[0] not in BACK:
            if told and (when := max(map(_when, clauses[:place]), default=0)) >= ENOUGH:
                return told + when
            return told + aims if told + aims > ENOUGH and aims else narrowed
        behind = told
    return aims if aims > ENOUGH else narrowed


def names_it(plain: str) -> bool:
    """Whether the lead gives what is displayed a name of two words or more: "The observed mismatch is"."""
    words = list(_tokens(plain.rpartition(",")[2]))
    while words and words[-1] in SHOWING | frozenset(MARKS):
        words.pop()
    if len(words) < 2 or words[-1] not in SHOWN_BY or words[0] not in ("the", "our"):
        return False
    name = words[1:-1]
    is_said = 2 <= len(name) <= MOST_NAMING and FORMULA not in name and not any(tag_of(word) in WHERE for word in name)
    is_empty = any(word in _rows()["empty"] or word in POINTING for word in name)
    return is_said and not is_empty and any(map(_is_telling, name[-1:]))


def restates(plain: str) -> bool:
    """Whether it only says again in signs what was said before: "That is,", "Formally, this is defined as", "It is
    given by"."""
    words = [word for word in _tokens(plain) if word not in MARKS and word != FORMULA]
    begins = words[:2] == ["that", "is"] or words[:1] == ["i.e."] or not FORMALLY.isdisjoint(words[:4])
    begins = begins or (words[:1] != [] and words[0] in REFERRING and words[1:2] != [] and words[1] in BEING)
    return begins and not any(_is_telling(word) for word in words if word not in FORMALLY | MORE)


def tells(words: Sequence[str]) -> int:
    """How many of these words say something.

    A kind of formula does behind a word that says which: "the training loss", "the slope of the loss". So does a
    formula that a noun is of.
    """
    found = 0
    before, telling, owned = "", False, False
    for word in words:
        if word == FORMULA:
            told = bool(before) and tag_of(before) in OPEN
        else:
            told = _is_telling(word) or ((telling or owned) and word in _rows()["kinds"])
        owned = owned or (found > 0 and word in OWNING)
        found += told
        before, telling = word, told and word != FORMULA
    return found if any(map(_is_telling, words)) else 0


def _is_telling(word: str) -> bool:
    if word == FORMULA or word in _empty() or word in _rows()["kinds"] or not word[0].isalpha():
        return False
    return tag_of(word) in TELLING and len(word) > 1


def is_content(word: str) -> bool:
    """Whether it names something, be it only the kind of a formula."""
    return _is_telling(word) or word in _rows()["kinds"]


def _main(clause: Sequence[str]) -> Sequence[str]:
    """Behind a link ("now", "and"), and behind an argument without a comma: "by the lemma we have"."""
    first = next((k for k, word in enumerate(clause) if word == FORMULA or tag_of(word) not in LINKS), 0)
    clause = clause[first:]
    if tuple(clause[:2]) == RECALLED and len(clause) > len(RECALLED):
        return clause[len(RECALLED) :]
    if clause[0] in _rows()["argues"]:
        at = next((k for k, word in enumerate(clause) if word in SUBJECTS and word != "that"), None)
        return clause[at:] if at else clause
    return clause


def _names_symbol(clause: Sequence[str]) -> bool:
    """Whether it says what a letter stands for: "$v$ as the speed"; "we define $v$ as" goes on in the display."""
    return any(one == FORMULA and other in NAMING for one, other in pairwise(clause[:-1]))


def _explains(clause: Sequence[str]) -> bool:
    """ "where $d$ is the width," with its comma is told; what follows is no part of it."""
    return tuple(clause[:2]) == ("where", FORMULA)


def _is_aim(clause: Sequence[str]) -> bool:
    return any(tuple(clause[: len(aim)]) == aim for aim in AIMS)


def _is_adjunct(clause: Sequence[str], *, begins: bool) -> bool:
    """An argument, or what says where and when alone: "using the lemma", "summing over the days", "for small steps".
    What is done may be what the sentence is about: "Hoisting the sail in time is", "Hoisting it lets the boat"."""
    tag = tag_of(clause[0])
    is_subject = clause[-1] in SHOWN_BY or not ENABLES.isdisjoint(clause)
    if begins and tag in DOING and is_subject and PEOPLE.isdisjoint(clause):
        return False
    if clause[0] in _rows()["argues"] or (begins and tag in DOING):
        return True
    return tag in WHERE and not has_verb(clause)


def _given(clause: Sequence[str]) -> int:
    """What "the drift of the boat" says behind "solving this yields"."""
    at = next((k for k in reversed(range(len(clause))) if clause[k] in GIVES), None)
    is_doing = tag_of(clause[0]) in DOING and at is not None and PEOPLE.isdisjoint(clause)
    return tells(clause[at + 1 :]) if is_doing and at is not None else 0


def _when(clause: Sequence[str]) -> int:
    """What "after hoisting the sail" adds to what is done then."""
    return tells(clause) if clause[0] in TIMES else 0


def _narrows(clause: Sequence[str]) -> int:
    """What "for the heavy boat" says of what is shown for it alone; nothing where it may be any."""
    is_one = ANY.isdisjoint(clause) and not (clause[1:2] in (["a"], ["an"]) and clause[-1] == FORMULA)
    told = tells(clause) if clause[0] == "for" and is_one else 0
    return told if told >= ENOUGH else 0


def _is_whole(clause: Sequence[str]) -> bool:
    """Whether somebody does something in it: no more tail, as "given by" and "is" are."""
    tag = tag_of(clause[0])
    return tag != RELATIVE and tag not in FINITE and has_verb(clause)


def has_verb(clause: Sequence[str]) -> bool:
    """Whether somebody does something in it."""
    return any(word in SUBJECTS or tag_of(word) in FINITE for word in clause if word != FORMULA)


def _clauses(plain: str) -> Iterator[list[str]]:
    """The words between commas, without what stands in brackets; "the (heavy) boat" is a heavy boat."""
    clause: list[str] = []
    depth = 0
    for word in _tokens(plain):
        if word in "([" and not depth and clause and clause[-1] in DETERMINES:
            continue
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif word in MARKS:
            if clause:
                yield clause
            clause = []
        else:
            clause.append(word)
    if clause:
        yield clause


def _tokens(plain: str) -> Iterator[str]:
    for short in SHORT:
        plain = plain.replace(short, " , ")
    spaced = "".join(f" {mark} " if mark in MARKS + "()[]" + FORMULA else mark for mark in plain)
    for word in spaced.split():
        bare = word.strip("'`\"“”‘’{}~*").casefold() if word not in MARKS + "()[]" else word
        if bare:
            yield bare


# --- Chinese and Japanese --------------------------------------------------------------------------------------------


def is_cjk(text: str) -> bool:
    return not text.isascii() and any("\u3040" <= sign <= "\u9fff" for sign in text)


def _told_in_cjk(plain: str) -> int:
    """The signs of the last clauses, without the phrases by which any formula is shown."""
    for phrase in sorted(_rows()["cjk"], key=len, reverse=True):
        plain = plain.replace(phrase, " ")
    told = sum("\u3040" <= sign <= "\u9fff" for sign in plain) // SIGNS
    return told if told >= ENOUGH else 0
