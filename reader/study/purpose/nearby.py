"""Sentences near a formula that are about it by their grammar, where no sign says so.

What has the formula's left side for its subject: "The rudder $r$ sets the course". What is said before a bare "Let".
What speaks of all letters that stand left. What says how a display comes about is better than nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Symbol, Undecided, bare
from reader.formula.syntax.tree import walk
from reader.meaning.prose.words import tag_of
from reader.study.purpose.statement import head_symbol
from reader.study.purpose.surroundings import FORMULA, stem_of
from reader.study.purpose.telling import tells, told_by_lead

if TYPE_CHECKING:
    from reader.model.symbols import Symbol as PaperSymbol
    from reader.study.purpose.statement import StatedFormula
    from reader.study.purpose.surroundings import NearSentence, Surroundings

FINITE, DOES, DETERMINES, BREAKS = (
    "vx",
    "v",
    "d",
    "pPvxrqwg",
)  # tags of verbs, determiners; of words that end the noun phrase which begins a sentence
HEAD, LONGEST = 5, 400  # words before the formula that a sentence begins with; characters of it
LEAST, SEVERAL = 3, 2  # telling words; letters of a left side
REASONS = 2  # telling words and formulas of an argument
SETTLED = frozenset((
    "chosen", "computed", "defined", "denote", "denotes", "drawn", "equals", "fixed", "given", "initialised",
    "initialized", "obtained", "sampled", "selected", "set", "stands", "taken", "tuned",
))  # fmt: skip
SETS_UP = frozenset(("consider", "define", "denote", "introduce", "let", "set", "write"))
ANY = frozenset(("a", "all", "an", "any", "each", "every", "fixed", "given", "some", "such"))
CASES = frozenset(("for", "with"))
CAUSES = frozenset(("because", "since"))
OPENS_ARGUMENT = frozenset((
    "applying", "by", "combining", "expanding", "from", "inserting", "integrating", "multiplying", "plugging",
    "substituting", "summing", "under", "using",
)) | CAUSES | CASES  # fmt: skip
GOES_ON = frozenset((
    "again", "also", "assume", "concerning", "consider", "consequently", "define", "denote", "finally", "given",
    "hence", "here", "however", "if", "indeed", "let", "moreover", "next", "note", "now", "set", "similarly", "so",
    "suppose", "then", "therefore", "these", "this", "thus", "write",
))  # fmt: skip
OUTSIDE = frozenset(
    ("argument", "arguments", "if", "reasoning", "there")
)  # words of an argument by cases, of what is elsewhere
COUNTING = ("index", "bound variable")
LETTERS = Symbol | Undecided  # "g[t]" is a letter of the paper
JOINED = frozenset((FORMULA, "and", "or"))
SHOWN_BY = frozenset(("are", "becomes", "equals", "is", "reads"))
MOST_OF_SETTING, MOST_OF_NAME = 1, 6  # telling words of what only sets up; words of what only names
EACH = (["for", "each"], ["for", "every"], ["in", "each"], ["at", "each"], ["in", "every"], ["at", "every"])
NAMES = ("be", frozenset(("a", "an", "the")))


def by_subject(
    pieces: Sequence[NearSentence], letters: frozenset[str], around: Surroundings
) -> Iterator[tuple[int, NearSentence]]:
    """Sentences, with their places, that begin with what one of these letters is: "The sail $s$ drives the boat"."""
    for place, piece in enumerate(pieces):
        if (
            piece.firsts
            and len(piece.text) <= LONGEST
            and letters & around.spelled(piece.firsts)
            and is_told_of_first(piece)
        ):
            yield place, piece


def farther(statement: StatedFormula, around: Surroundings) -> Iterator[NearSentence]:
    """What the section says its left side does, farther away than sentences around it are looked at."""
    for letter in sorted(lefts_of(statement)):
        for piece in around.of_letter(letter, statement.equation):
            if (
                len(piece.text) <= LONGEST
                and is_told_of_first(piece)
                and not piece.claims
                and tag_of(_verb(piece)) == DOES
            ):
                yield piece


def _verb(piece: NearSentence) -> str:
    """The word behind the formulas that it begins with."""
    words = words_of(piece)
    return next(dropwhile(lambda word: word in JOINED, words[words.index(FORMULA) :]), "is")


def is_told_of_first(piece: NearSentence) -> bool:
    """Whether the formula that it begins with, or a list of such, does something; that it has a value is no news."""
    words = _without_range(words_of(piece), piece)
    at = words.index(FORMULA) if FORMULA in words else len(words)
    if at > HEAD or (words[0] in GOES_ON and words[0] != "this") or any(tag_of(word) in BREAKS for word in words[:at]):
        return False
    if words[0] != FORMULA and tag_of(words[0]) != DETERMINES:
        return False
    behind = list(dropwhile(lambda word: word in JOINED, words[at:]))
    is_verb = bool(behind) and (tag_of(behind[0]) in FINITE or (tag_of(behind[0]) == "n" and behind[0].endswith("s")))
    return is_verb and SETTLED.isdisjoint(behind[:3]) and tells(words) >= LEAST


def _without_range(words: list[str], piece: NearSentence) -> list[str]:
    """Without what it says of each: "For each boat, the sail $s$ drives it"."""
    head, mark, rest = piece.plain.partition(",")
    return words_in(rest) if mark and FORMULA not in head and words_in(head)[:2] in EACH else words


def lefts_of(statement: StatedFormula) -> frozenset[str]:
    """What stands left in the claims of a formula, by its letter; the range of an index (``i = 1, ..., n``) is none."""
    lefts = (bare(each.left) for each in statement.claims.claims if each.left is not None)
    heads = (left if isinstance(left, Undecided) else head_symbol(left) for left in lefts)
    return frozenset(stem_of(each.latex) for each in heads if each is not None and not _counts(each, statement))


def _counts(head: Symbol | Undecided, statement: StatedFormula) -> bool:
    found = statement.annotations.get(head.latex)
    return found is not None and found.role in COUNTING


def rights_of(statement: StatedFormula) -> frozenset[str]:
    sides = (side for each in statement.claims.claims for side in each.sides)
    letters = (each for side in sides for each in walk(side) if isinstance(each, LETTERS))
    return frozenset(stem_of(each.latex) for each in letters if not _counts(each, statement))


def of_left(
    pieces: Sequence[NearSentence], statement: StatedFormula, around: Surroundings
) -> Iterator[tuple[int, NearSentence]]:
    """Sentences that speak of all letters of a left side that has several: "The lift $a + b$ drives the boat"."""
    left = statement.first.left if statement.first is not None else None
    symbols = (each for each in walk(left) if isinstance(each, LETTERS)) if left is not None else ()
    letters = frozenset(stem_of(each.latex) for each in symbols)
    if len(letters) < SEVERAL:
        return
    for place, piece in enumerate(pieces):
        if len(piece.text) <= LONGEST and letters <= around.spelled(piece.symbols) and is_new(piece):
            yield place, piece


def is_new(piece: NearSentence) -> bool:
    """Whether it begins a thought and tells enough."""
    words = words_of(piece)
    is_argument = words[:1] == [] or words[0] in GOES_ON or not OUTSIDE.isdisjoint(words)
    return not is_argument and tells(words) >= LEAST


def is_of_first(lead: NearSentence, statement: StatedFormula, around: Surroundings) -> bool:
    """Whether it names what stands left in the first of several rows, and not what stands left in this one."""
    first, *others = statement.group
    own, of_first, said = _subject(statement), _subject(first), around.letters(lead.symbols)
    if not others or own is None or of_first is None or own.id == of_first.id:
        return False
    return of_first.id in lead.symbols and around.letters((own.id,)).isdisjoint(said)


def _subject(statement: StatedFormula) -> PaperSymbol | None:
    found = statement.annotations.get(statement.subject.latex) if statement.subject is not None else None
    return found.symbol if found is not None else None


def only_sets_up(lead: NearSentence) -> bool:
    """Whether it leads to what is set up and says nothing of it: "For boat $i$, let"."""
    words = words_of(lead)
    return not SETS_UP.isdisjoint(words) and told_by_lead(lead.plain) == 0 and tells(words) <= MOST_OF_SETTING


def only_names(lead: NearSentence) -> bool:
    """Whether it says what is shown by a name alone: "The common ways are"."""
    words = words_of(lead)
    return words[-1:] != [] and words[-1] in SHOWN_BY and FORMULA not in words and len(words) <= MOST_OF_NAME


def argues(lead: NearSentence) -> bool:
    """Whether it says by what a display comes about: "Since the sail is flat, the lift vanishes, so"."""
    words = words_of(lead)
    at = next((at for at, word in enumerate(words[:2]) if word in OPENS_ARGUMENT), None)
    if at is None or not OUTSIDE.isdisjoint(words):
        return False
    opening, rest = words[at], words[at + 1 :]
    told, formulas = tells([word for word in rest if word != FORMULA]), rest.count(FORMULA)
    if opening in CASES:
        return told >= LEAST and rest[:1] != [] and rest[0] not in ANY
    is_named = opening == "by" and any(word[:1].isupper() for word in lead.plain.split()[1:4])  # by whose inequality
    least = 0 if opening in CAUSES else 1
    return told >= LEAST or (told >= least and told + formulas >= REASONS) or (is_named and told > 0)


def named_behind(lead: NearSentence, behind: NearSentence) -> NearSentence | None:
    """What a display between "Let" and "be" is: "be the first day on which no boat sails"."""
    words = behind.text.split(maxsplit=2)
    is_name = words_of(lead)[-1:] == ["let"] and words[:1] == [NAMES[0]] and words[1:2] and words[1] in NAMES[1]
    if not is_name or tells(words_of(behind)) < LEAST:
        return None
    skipped = behind.text.index(words[1])
    return replace(behind, start=behind.start + skipped, text=behind.text[skipped:])


def words_of(piece: NearSentence) -> list[str]:
    """Folded, with a sign of our own for each formula."""
    return words_in(piece.plain)


def words_in(plain: str) -> list[str]:
    """The same of plain words."""
    marks = (f" {each} " if each == FORMULA else each if each.isalpha() or each in "-'" else " " for each in plain)
    return [word.casefold() for word in "".join(marks).split()]
