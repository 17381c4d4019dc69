"""Sentences right behind a display that say what its parts do, where what leads to it hardly tells of it.

"The first term keeps the boats apart, the second the crew awake", "The penalty drives small weights to zero", "which
measures how far the boat drifts": their subject is a part of the formula, by the words for what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import Operation, Total, bare
from reader.meaning.prose.words import tag_of
from reader.study.purpose.anchors import name_of_left
from reader.study.purpose.behind.conclusions import (
    DOING_SIGNS,
    DRAWING,
    DRAWS,
    LEAST,
    NAMED,
    SETS,
    does,
    is_of_name,
)
from reader.study.purpose.nearby import SETTLED, lefts_of, words_of
from reader.study.purpose.prose_signs import said_in
from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import is_content, tells, told_by_lead

if TYPE_CHECKING:
    from reader.study.purpose.statement import StatedFormula
    from reader.study.purpose.surroundings import NearSentence

THIN = 5  # telling words of a lead beyond which nothing behind says more
FARTHEST = 3  # sentences behind a display that are still about it
AIMED = (" to ", " so that ", " so as to ", " aim ", " aims ", " goal ")  # beside which "we minimise" says what for
SHARED = 2  # words for what stands in it
OPENS, OPENED = frozenset(("a", "an", "each", "every", "the", "this", "these", "its")), 4  # and words of a subject
# What parts of formulas are called, and what is done by writing them.
PARTS = frozenset((
    "clipping", "constraint", "constraints", "correction", "denominator", "discount", "divergence", "entropy",
    "expectation", "exponent", "factor", "floor", "fraction", "logarithm", "log-likelihood", "maximum", "minimum",
    "multiplier", "multipliers", "norm", "normalisation", "normalization", "numerator", "penalty", "prefactor",
    "product", "ratio", "regulariser", "regularizer", "root", "square", "sum", "term", "weight", "weights",
    "dividing", "multiplying", "normalising", "normalizing", "scaling", "squaring", "subtracting", "weighting",
))  # fmt: skip
OF_ROWS = frozenset(("condition", "constraint", "equation", "inequality", "line", "row"))
ORDERED = frozenset(("first", "former", "second", "last", "latter", "third"))
CONTRASTS = frozenset(("but", "while", "whereas"))
COMPARES = frozenset(("less", "more"))
WHEN = frozenset(("after", "as", "early", "for", "if", "once", "when", "where", "with"))
ENDS = frozenset((
    "constant", "exact", "infinite", "large", "largest", "maximal", "minimal", "negative", "one", "positive", "small",
    "smallest", "tight", "zero",
))  # fmt: skip
AT_END = frozenset(("exactly", "if", "only", "when", "where", "whenever", "unless"))
ELSEWHERE = frozenset((
    "authors", "been", "below", "had", "here", "i", "our", "paper", "recall", "section", "suppose", "there", "they",
    "us", "was", "we", "were", "will",
))  # fmt: skip
IT, JOINS = frozenset(("it", "this")), frozenset(("and", "here", "in", "where", "with"))
RESULTS = frozenset(("lemma", "proof", "proposition", "theorem"))
NAMES, THAT = "dnjkbe", frozenset(("that", "which"))  # tags of a name; what says what a noun does
WHICH, NO_DEED = "which", frozenset(("can", "could", "is", "are", "may", "might", "must", "should", "would"))
MAKES, ALIKE = frozenset(("makes", "make")), ["is", "the", "same"]
IDLE = frozenset(
    ("allows", "contains", "enables", "illustrates", "includes", "involves", "permits", "requires", "uses")
)


def belongs_before(piece: NearSentence, start: int) -> bool:
    """Whether a whole sentence speaks of a display before it: it goes on with that ("which ...", "This pulls ..."), or
    tells its terms one by one; ``start`` is where the next display begins, which such words may only lead to."""
    words = words_of(piece)
    is_rest = words[:1] == [WHICH] and not piece.begins
    is_order = words[:1] == ["the"] and words[1:2] != [] and words[1] in ORDERED
    is_this = words[:1] != [] and words[0] in IT and is_deed_of(" ".join(words[1:2]))
    return piece.ends and piece.end <= start and (is_rest or is_order or is_this)


@dataclass(slots=True)
class _ToldDisplay:
    """What is known of a display where one asks whether a sentence is about it: the words for what stands in it and of
    what leads to it, how many terms its right side has, how many rows there are, how much what leads to it tells."""

    words: frozenset[str]
    terms: int
    rows: int
    told: int


def says_more(
    lead: NearSentence, after: Sequence[NearSentence], statement: StatedFormula
) -> Iterator[tuple[int, NearSentence]]:
    """Behind a display that ``lead`` hardly tells of: what its parts do, what it does at its ends, what pulls against
    what, with its place."""
    told, place = told_by_lead(lead.plain), statement.equation.formula.span.start
    if told > THIN or _says_why(lead):
        return
    shown = _ToldDisplay(
        _named_in(statement) | nouns_in(words_of(lead)), _terms_of(statement), len(statement.group), told
    )
    part = None
    for at, piece in enumerate(after[:FARTHEST]):
        words = words_of(piece)
        if not at and is_relative(piece, words):
            yield at, piece
            return
        if not piece.begins and words[:1] != [] and words[0] in JOINS and SETS.isdisjoint(words):
            part = part or (_of_part(piece, words) if told <= NAMED else None)
            shown.words |= nouns_in(words)
            continue
        if not _is_whole(piece, words, place) or is_setting(words):
            break
        if tells(words) >= LEAST and is_of_display(piece, words, shown) and not is_of_other_row(piece, statement):
            yield at, piece
            return
    if part is not None:
        yield FARTHEST, part


def _is_whole(piece: NearSentence, words: Sequence[str], place: int) -> bool:
    """Whether it is a sentence of the paragraph in which the display stands, and about nothing else."""
    is_here = piece.passage[0] <= place <= piece.passage[1]
    is_whole = piece.begins and piece.ends and not piece.points and "cite" not in piece.text
    return is_here and is_whole and ELSEWHERE.isdisjoint(words)


def is_of_other_row(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether it begins with what stands left in another row of the display, and not with what stands left here."""
    firsts = statement.study.surroundings.spelled(piece.firsts)
    others = frozenset[str]().union(
        *(lefts_of(each) for each in statement.group if each.equation != statement.equation)
    )
    is_other = not firsts.isdisjoint(others) and firsts.isdisjoint(lefts_of(statement))
    named = [each for each in statement.group if is_of_name(piece, name_of_left(each))]
    return is_other or (named != [] and all(each.equation != statement.equation for each in named))


def _of_part(piece: NearSentence, words: Sequence[str]) -> NearSentence | None:
    """What one letter does, without the word before it: "where the price $b$ controls how far the boat drifts"."""
    at = words.index(FORMULA) if FORMULA in words[:OPENED] else len(words)
    is_name = all(tag_of(word) in NAMES for word in words[1:at])
    rest = words[at + 1 :]
    is_such = rest[:1] == ["is"] and rest[1:2] in (["a"], ["an"], ["the"]) and not THAT.isdisjoint(rest[2:])
    is_letter = is_name and rest != [] and (is_such or (rest[0] not in NO_DEED and is_deed_of(rest[0])))
    is_sure = not DOING_SIGNS.isdisjoint(said_in(piece)) and piece.ends and not piece.points
    if not is_letter or not is_sure or "cite" in piece.text or tells(rest[1:]) < NAMED:
        return None
    skipped = len(piece.text) - len(piece.text.split(maxsplit=1)[1])
    return replace(piece, start=piece.start + skipped, text=piece.text[skipped:])


def _named_in(statement: StatedFormula) -> frozenset[str]:
    """The words of what its names stand for."""
    meanings = (statement.meant(latex) for latex in statement.annotations)
    return frozenset().union(*(nouns_in((each.meaning or "").casefold().split()) for each in meanings if each))


def _terms_of(statement: StatedFormula) -> int:
    """How many terms its right side has."""
    right = bare(statement.first.sides[-1]) if statement.first is not None and statement.first.sides else None
    right = bare(right.body) if isinstance(right, Operation) else right
    return len(right.terms) if isinstance(right, Total) else 1


def is_relative(piece: NearSentence, words: Sequence[str]) -> bool:
    """Whether it goes on with what is displayed, and says what that does: "which measures how far the boat drifts"."""
    is_deed = words[:1] == [WHICH] and words[1:2] != [] and words[1] not in NO_DEED and does(words[1:])
    is_whole = piece.ends and "cite" not in piece.text
    is_compared = words[:2] == [WHICH, "is"] and words[2:3] != [] and words[2] in COMPARES and "than" in words
    return is_whole and (is_compared or (is_deed and is_deed_of(words[1]))) and tells(words[2:]) >= NAMED


def nouns_in(words: Sequence[str]) -> frozenset[str]:
    """The telling words, without their plural."""
    return frozenset(_singular(word) for word in words if word != FORMULA and is_content(word))


def _singular(word: str) -> str:
    return word.removesuffix("s") if not word.endswith("ss") else word


def _says_why(lead: NearSentence) -> bool:
    """Whether a lead says itself what for; "we minimise" alone does not."""
    said = DOING_SIGNS & said_in(lead).keys()
    return bool(said - {"aim"}) or (bool(said) and any(each in lead.words for each in AIMED))


def is_of_display(piece: NearSentence, words: Sequence[str], shown: _ToldDisplay) -> bool:
    """Whether its subject is a part of the formula, or it speaks of what stands there and says when or against what."""
    said = said_in(piece)
    if words[0] == "the" and words[1] in ORDERED:
        is_list = any(word in ORDERED for word in words[2:]) and RESULTS.isdisjoint(words)
        is_there = shown.rows > 1 if words[2] in OF_ROWS else shown.rows == 1 < shown.terms
        return is_there and is_list
    if any(sign.weight < 0 for sign in said.values()) or (words[1] == "term" and max(shown.terms, shown.rows) > 1):
        return False
    does_more = not DOING_SIGNS.isdisjoint(said)
    head = [word for word in words[:OPENED] if word != FORMULA]
    is_part = (words[0] in OPENS or words[0] in PARTS) and not PARTS.isdisjoint(head) and FORMULA not in words[:OPENED]
    if is_part and (does_more or _has_deed(words)):
        return True
    return _is_at_end(words) or _is_deed(words) or (shown.told <= NAMED and _is_about(words, head, shown, does_more))


def _is_at_end(words: Sequence[str]) -> bool:
    """ "It is zero exactly when the boats are alike." """
    is_value = words[0] in IT and words[1] == "is" and not ENDS.isdisjoint(words[2:4])
    return is_value and not AT_END.isdisjoint(words[2:7])


def _is_deed(words: Sequence[str]) -> bool:
    """ "This makes heavy boats wait." """
    return words[0] in IT and words[1] not in NO_DEED and is_deed_of(words[1])


def _is_about(words: Sequence[str], head: Sequence[str], shown: _ToldDisplay, does_more: bool) -> bool:
    shared = len(shown.words & nouns_in(words))
    if any(list(words[at : at + len(ALIKE)]) == ALIKE for at in range(len(words))):
        return False  # as something else
    is_told = not CONTRASTS.isdisjoint(words[2:]) or words[0] in WHEN or not DRAWS.isdisjoint(words[:DRAWING])
    is_subject = words[0] in OPENS and does_more and not shown.words.isdisjoint(nouns_in(head))
    return is_subject or (is_told and shared >= SHARED)


def is_setting(words: Sequence[str]) -> bool:
    """Whether it only says which value something has."""
    return not SETTLED.isdisjoint(words[: OPENED + 2])


def is_deed_of(word: str) -> bool:
    """Whether it is a verb that tells something: "pulls", "makes", and not "gives"."""
    if word in MAKES or not word:
        return bool(word)
    return tag_of(word) in "vn" and word.endswith("s") and is_content(word) and word not in IDLE


def _has_deed(words: Sequence[str]) -> bool:
    return any(word in MAKES or (tag_of(word) == "v" and is_content(word)) for word in words[1:])
