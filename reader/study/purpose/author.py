"""The author's own sentence that says what a formula is for: just before or after the display, or none.

What leads to the display is about it: it is quoted where it says something of its own (``telling.py``). Any other
sentence earns weight by general signs (``signs.toml``), by speaking of this very formula and by standing close to it;
behind a telling lead only what refers to the formula is weighed. The heaviest above a bar is quoted, whole
(``quoting.py``); where none is, what says less (``fallbacks.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from reader.model.source import Span
from reader.study.purpose import nearby
from reader.study.purpose.anchors import (
    REFERS,
    SEVERAL,
    calls,
    holds,
    is_of_this,
    name_of_left,
    names,
    refers,
    shares,
    speaks,
)
from reader.study.purpose.behind.conclusions import drawn, effects, is_of_name, of_both, predicates
from reader.study.purpose.behind.parts import belongs_before, says_more
from reader.study.purpose.fallbacks import defining, headed, is_heading
from reader.study.purpose.leads import lead_with_context
from reader.study.purpose.prose_signs import said_in
from reader.study.purpose.quoting import completed, is_cut, with_antecedent, without_hole
from reader.study.purpose.retelling import announces, concludes, paraphrases, retells, retells_all, takes_up
from reader.study.purpose.telling import is_cjk, names_it, restates, tells, told_by_lead

if TYPE_CHECKING:
    from reader.study.purpose.statement import StatedFormula
    from reader.study.purpose.surroundings import NearSentence, Surroundings

SHORTEST, LONGEST = 24, 400  # characters of a sentence
FEWEST = 6  # words
BAR = 1.3  # weight below which a sentence is not quoted
STEP = 0.3  # what each sentence between it and the display costs
BEHIND = 0.3  # what standing behind costs more
CALLED, HOLDS, SHARES, NAMES = 1.6, 1.0, 0.8, 0.7  # refers to the formula; holds the left side; letters; says its name
LEADS, TELLS, MOST = 2.8, 0.2, 6  # leads to the display; each telling word of what does, up to so many
THIN, LESS = 2, 0.8  # telling words of a lead to which the sentence before it is held up; what it weighs less
ALONE, TIMES = 0.3, 3  # more than any lead: what speaks of one row of several alone, so much farther behind
ABOUT = frozenset((
    "the", "here", "according", "to", "equation", "eq", "eqn", "formula", "expression", "constraint", "term", "update",
))  # fmt: skip
ENOUGH = 3  # telling words of it
TWO = 2  # rows
FEW, CLAIMED = 3, 2  # telling words that a lead in a proof must have, and one in a theorem
TOUCHES = 40  # characters between a whole sentence and the display that it leads to
APART = 0.6  # stands in another paragraph
CITES, ELSEWHERE, CLAIMS = 0.8, 1.0, 1.0  # what others did; another formula or figure; in a theorem or a proof
SOON = 2  # sentences behind a theorem
OWNED, PARTLY, TOPIC = 0.4, 1.6, 1.8  # begins with the left side; with a part; opens what a bare "Let" goes on with
RETOLD = 2.0  # what says in words what it says
ASTRAY = (0.5, 1.2)  # what speaks of nothing in the formula, before and behind
NEVER = float("-inf")
SETS = (r"\begin", r"\end", r"\caption", "&")  # what is laid out is no sentence
ASKS = "?？"
REFERENCES = frozenset(("c", "eq", "auto"))  # what commands for references begin with
OWN = "this-formula"
ARGUES, ASSUMES = "argues", (" assume ", " suppose ", " we assume ", " we suppose ")
POINTS_ON = "points-on"


@dataclass(frozen=True, slots=True)
class AuthorSentence:
    """What the author says of a formula, as written, and where."""

    sentence: str
    span: Span


# --- the choice ------------------------------------------------------------------------------------------------------


def author_sentence(statement: StatedFormula, around: Surroundings) -> AuthorSentence | None:
    """The sentence that says most of what the formula is for; else what tells of its left side farther away, or the
    title of its theorem."""
    file = statement.equation.formula.span.file
    source = statement.study.reading.bundle.files[file].text
    weighed = sorted(_weighed(statement, around), key=lambda each: each[:2], reverse=True)
    said = (completed(piece, around, file, source) for value, _, piece in weighed if value >= BAR)
    piece = next((each for each in said if each is not None), None)
    piece = piece or next((each for each in nearby.farther(statement, around) if is_plain(each)), None)
    piece = piece or next((each for each in defining(statement, around) if is_quotable(each)), None)
    if piece is None:
        titles = (each for each in around.titles(statement.equation) if is_title(each[1]))
        titled = next((_title(*each, file) for each in chain(titles, headed(statement, around))), None)
        piece = _led(statement, around, source) if titled is None else None
        if piece is None:
            return titled
    piece = without_hole(with_antecedent(piece, list(around.before(statement.equation)), source))
    return AuthorSentence(piece.text, Span(file, piece.start, piece.end))


def _led(statement: StatedFormula, around: Surroundings, source: str) -> NearSentence | None:
    """What leads to it, where that says little."""
    before = list(around.before(statement.equation))
    is_lead = bool(before) and leads(before[0], statement) and not is_heading(before[0]) and is_quotable(before[0])
    if not is_lead or nearby.is_of_first(before[0], statement, around):
        return None
    if before[0].ends and ("cite" in before[0].text or not speaks(before[0], statement)):
        return None
    lead = lead_with_context(before, source)
    return completed(lead, around, statement.equation.formula.span.file, source) if lead is not None else None


def _title(start: int, words: str, file: str) -> AuthorSentence:
    return AuthorSentence(words, Span(file, start, start + len(words)))


def is_title(words: str) -> bool:
    """Whether the title of a theorem says what it claims, and no more than whose it is."""
    return not any(each in words for each in ("cite", "ref{")) and tells(words.casefold().split()) >= SEVERAL


def _weighed(statement: StatedFormula, around: Surroundings) -> Iterator[tuple[float, int, NearSentence]]:
    """Weight and rank of the sentences."""
    before = [each for each in _above(statement, around) if not is_heading(each)]
    after = list(around.after(statement.equation))
    led = bool(before) and leads(before[0], statement)
    lead = lead_weight(before[0], statement) if led and not nearby.is_of_first(before[0], statement, around) else NEVER
    if led:
        yield lead, 0, before[0]
        if lead != NEVER and told_by_lead(before[0].plain) <= THIN and before[1:]:
            told = weight(before[1], statement, 0, 0) - STEP if speaks_itself(before[1], statement) else NEVER
            yield told + LESS, -1, before[1]
    yield from _told_behind(before[0] if lead != NEVER else None, after, statement)
    more = says_more(before[0], after, statement) if led else ()
    yield from ((LEADS + TELLS * MOST, -place, each) for place, each in more if is_quotable(each))
    if led and lead == NEVER and before[1:] and restates(before[0].plain) and is_said_before(before[1], assumed=True):
        yield LEADS, -1, before[1]
    if led and lead == NEVER and touches(before[0], statement):
        yield BAR, -TIMES, before[0]
    if len(statement.group) > 1 or lead == NEVER:
        own = (piece for piece in around.after(statement.equation, TIMES) if is_of_row(piece, statement))
        yield from ((LEADS + TELLS * MOST + ALONE, 0, piece) for piece in islice(own, 1))
    if lead == NEVER:
        found = retold(before, after, statement, around)
        yield from ((RETOLD, 0, piece) for piece in found if is_quotable(piece))
        yield from _drawn(before[0] if led else None, after, statement, around)
    yield from _near(before, after, statement, around, lead)
    yield from _referring(before, after, statement, led=led, lead=lead)


def _referring(
    before: Sequence[NearSentence], after: Sequence[NearSentence], statement: StatedFormula, *, led: bool, lead: float
) -> Iterator[tuple[float, int, NearSentence]]:
    """What refers to it by words that any formula has."""
    is_apart = led and not (before[0].ends and shares(before[0], statement, 1))
    for behind, pieces in enumerate((before[is_apart:], after)):
        for place, piece in enumerate(pieces, is_apart and not behind):
            is_named = bool(behind) and not place and led and takes_up(piece, before[0])
            if is_named or refers(piece, statement) if behind else lead == NEVER:
                yield weight(piece, statement, place, behind, is_named=is_named), -place - behind, piece


def _told_behind(
    lead: NearSentence | None, after: Sequence[NearSentence], statement: StatedFormula
) -> Iterator[tuple[float, int, NearSentence]]:
    """What says more than words that lead to it do: what one formula does, what each of two rows is for, what the name
    of one of several rows does."""
    rows = len(statement.group)
    if lead is not None and rows == 1:
        yield from ((LEADS + TELLS * MOST + ALONE, -place, each) for place, each in effects(lead, after))
    if rows == TWO:
        yield from ((LEADS + TELLS * MOST, 0, each) for each in of_both(after) if is_quotable(each))
    name = name_of_left(statement) if rows > 1 else ""
    for place, piece in enumerate(after if " " in name else ()):
        if is_of_name(piece, name) and is_plain(piece):
            yield LEADS + TELLS * MOST + OWNED - STEP * place, 0, piece


def _above(statement: StatedFormula, around: Surroundings) -> Iterator[NearSentence]:
    """The sentences before it that do not speak of the display above them, the nearest first."""
    pieces, end = list(around.before(statement.equation)), around.shown_above(statement.equation)
    is_next, kept = end is not None and bool(pieces) and pieces[-1].start - end < 2 * TOUCHES, []
    for piece in reversed(pieces):
        is_of_above = is_next and belongs_before(piece, statement.equation.formula.span.start)
        kept += [] if is_of_above else [piece]
        is_next = is_next and (is_of_above or not piece.begins)
    yield from reversed(kept)


def _drawn(
    lead: NearSentence | None, after: Sequence[NearSentence], statement: StatedFormula, around: Surroundings
) -> Iterator[tuple[float, int, NearSentence]]:
    """What is said behind it of what it comes to, or is."""
    letters = around.letters(each.symbol.id for row in statement.group for each in row.annotations.values())
    yield from ((PARTLY, place, piece) for place, piece in drawn(after, letters, around) if is_quotable(piece))
    yield from ((RETOLD, 0, piece) for piece in predicates(lead, after) if is_quotable(piece))
    if lead is not None and after and is_cut(lead, after[0]) and is_quotable(lead) and is_quotable(after[0]):
        yield PARTLY, 0, lead
    if after and is_of_name(after[0], name_of_left(statement)) and is_plain(after[0]):
        yield PARTLY, 0, after[0]


def _near(
    before: Sequence[NearSentence], after: Sequence[NearSentence], statement: StatedFormula, around: Surroundings,
    lead: float,
) -> Iterator[tuple[float, int, NearSentence]]:  # fmt: skip
    """What is about the formula by its grammar, though no sign says so. Of several rows what speaks of this one alone
    is better than what leads to all, and of one what says more than a name; else nothing may lead to it."""
    is_bare, is_one_of = lead == NEVER, len(statement.group) > 1
    is_name = not is_bare and not is_one_of and nearby.only_names(before[0])
    for place, piece in nearby.by_subject(after, nearby.lefts_of(statement), around):
        is_better = is_one_of and any(key not in REFERS for key in said_in(piece))
        if is_plain(piece) and (is_bare or is_name or is_better):
            yield LEADS + TELLS * (MOST if is_better else 1) + OWNED - STEP * place, 0, piece
    if is_bare:
        for place, piece in nearby.by_subject(after, nearby.rights_of(statement), around):
            if is_plain(piece):
                yield PARTLY - place * TELLS / 2, -place, piece
        for place, piece in nearby.of_left(before, statement, around):
            if is_plain(piece, leading=place > 0):
                yield PARTLY - place * TELLS, -place, piece
        if before and leads(before[0], statement) and is_quotable(before[0]):
            yield from _led_barely(before, after)


def _led_barely(
    before: Sequence[NearSentence], after: Sequence[NearSentence]
) -> Iterator[tuple[float, int, NearSentence]]:
    """What is said around words that say by what a display comes about alone, or set up what it is."""
    lead = before[0]
    is_topic = before[1:] and nearby.only_sets_up(lead) and nearby.is_new(before[1])
    if is_topic and is_said_before(before[1]) and "cite" not in before[1].text:
        yield TOPIC, -1, before[1]
    if nearby.argues(lead) and not lead.ends:
        yield BAR, 0, lead
    named = nearby.named_behind(lead, after[0]) if after else None
    if named is not None:
        yield TOPIC + OWNED, 0, named


def is_plain(piece: NearSentence, *, leading: bool = False) -> bool:
    """Whether it is a whole sentence that argues nothing, and points to nothing else; it may lead on by a colon."""
    is_whole = piece.begins and (piece.ends or (leading and piece.text.endswith(":"))) and is_quotable(piece)
    is_own = not piece.points and "cite" not in piece.text and len(piece.text) >= SHORTEST
    return is_whole and is_own and all(sign.weight > 0 for sign in said_in(piece).values())


def retold(
    before: Sequence[NearSentence], after: Sequence[NearSentence], statement: StatedFormula, around: Surroundings
) -> Iterator[NearSentence]:
    """What says in words what the formula says, or the theorem that holds it."""
    lead = before[0] if before and leads(before[0], statement) else None
    yield from (each for each in after[:1] if concludes(each) and each.ends and not each.proves)
    if around.is_claimed(statement.equation):
        behind = islice((each for each in after if not each.claims), SOON)
        yield from (each for each in behind if retells(each) and (lead is None or retells_all(lead)))
        ahead = next((each for each in before if not each.claims), None)
        if ahead is not None and announces(ahead, lead):
            yield ahead


def leads(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether the sentence goes on in the display, or ends right before it."""
    return not piece.ends or statement.equation.formula.span.start - piece.end < TOUCHES


def lead_weight(piece: NearSentence, statement: StatedFormula) -> float:
    """What the words of what leads to the display say for it.

    Those of a proof say less; those of a whole sentence too, which must speak of the formula or point on to it.
    """
    told, ended = told_by_lead(piece.plain), piece.ends
    told = told or int(not ended and names_it(piece.plain))
    least = FEW if piece.proves or ended else CLAIMED if piece.claims else 1
    if told < least or not is_quotable(piece):
        return NEVER
    said = said_in(piece) if ended else {}
    if ended and POINTS_ON not in said and not speaks(piece, statement):
        return NEVER
    if any(sign.weight < 0 for key, sign in said.items() if key != POINTS_ON):
        return NEVER
    return LEADS + TELLS * min(told, MOST) * (not ended)


def weight(piece: NearSentence, statement: StatedFormula, place: int, behind: int, *, is_named: bool = False) -> float:
    """What the words of another sentence say for it, which stands so many before the display, or behind it;
    ``is_named``: it calls the formula as the words before that do."""
    count, cjk = len(piece.words.split()), is_cjk(piece.words)
    if len(piece.text) < SHORTEST * (0.5 if cjk else 1) or (count < FEWEST and not cjk) or not is_quotable(piece):
        return NEVER
    if is_of_figure(piece):
        return NEVER
    is_end = piece.ends
    if behind and not is_end:  # it leads to the next display
        return NEVER
    said = said_in(piece)
    if not behind and is_end and OWN in said and piece.words.startswith(" this "):  # it speaks of the one before
        return NEVER
    if all(sign.weight < 0 for sign in said.values()):
        return NEVER
    total = sum(sign.weight for key, sign in said.items() if key in REFERS or sign.weight < 0)
    total += max((sign.weight for key, sign in said.items() if key not in REFERS), default=0.0)
    anchors = [
        CALLED * (calls(piece, statement) or (behind > 0 and is_of_this(piece))),
        HOLDS * holds(piece, statement),
        SHARES * (not place and shares(piece, statement)),
        NAMES * (is_named or names(piece, statement)),
    ]
    total += anchors[0] + max(anchors[1:])
    if not any(anchors) and not REFERS & said.keys() and (place or behind):
        total -= ASTRAY[behind]
    start = statement.equation.formula.span.start
    is_own = not piece.points and (OWN in said or paraphrases(piece))
    is_near = is_own if behind else start - piece.end < TOUCHES
    if not is_near and not piece.passage[0] <= start <= piece.passage[1]:
        total -= APART
    total -= STEP * place + BEHIND * behind + CITES * ("cite" in piece.text)
    total -= ELSEWHERE * (piece.points and not anchors[0])
    return total - CLAIMS * piece.claims


def is_quotable(piece: NearSentence) -> bool:
    """No question, not too long, and nothing that is laid out."""
    return piece.text[-1:] not in ASKS and len(piece.text) <= LONGEST and not any(each in piece.text for each in SETS)


def speaks_itself(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether it speaks of what stands in the formula, and of no other formula, in words that tell what that is for."""
    said = said_in(piece)
    is_sure = bool(said) and all(sign.weight > 0 for sign in said.values()) and not piece.points
    return is_sure and piece.begins and (holds(piece, statement) or shares(piece, statement))


def is_said_before(piece: NearSentence, *, assumed: bool = False) -> bool:
    """Whether a sentence that is said again in signs tells enough, and is no argument; it may be ``assumed``."""
    is_whole = piece.begins and piece.ends and not piece.points
    is_assumed = assumed and piece.words.startswith(ASSUMES)
    is_plain = all(sign.weight > 0 or (is_assumed and key == ARGUES) for key, sign in said_in(piece).items())
    return is_whole and is_plain and not piece.claims and is_quotable(piece) and tells(piece.words.split()) >= ENOUGH


def touches(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether a whole sentence stands right before what claims something."""
    is_near = statement.equation.formula.span.start - piece.end < TOUCHES
    is_claim = statement.first is not None and statement.first.left is not None
    return (
        is_claim
        and is_near
        and is_said_before(piece)
        and "cite" not in piece.text
        and tells(piece.words.split()) >= MOST
    )


def is_of_row(piece: NearSentence, statement: StatedFormula) -> bool:
    """Whether a sentence begins with the reference to this row, and tells something: "Equation (3) adds up"."""
    head, mark, rest = piece.text.partition("ref{")
    label, _, _ = rest.partition("}")
    words = set("".join(sign if sign.isalpha() else " " for sign in head.casefold()).split())
    is_own = bool(mark) and words <= ABOUT | REFERENCES and label.strip() in statement.equation.labels
    if not is_own or not piece.ends or not is_quotable(piece):
        return False
    return tells(piece.words.split()) >= ENOUGH and all(sign.weight > 0 for sign in said_in(piece).values())


def is_of_figure(piece: NearSentence) -> bool:
    """Whether it begins with a figure or a table, and so tells of that."""
    head, mark, rest = piece.text.partition("ref{")
    is_named = piece.words.startswith((" figure", " fig ", " table"))
    return is_named or (bool(mark) and head.lstrip("\\").casefold() in REFERENCES and rest.startswith(("fig", "tab")))
