"""What is said of a run: what an input was taken for, what shape a part has, why a formula does not run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reader.messages import LANGUAGES, sentences
from reader.study.evaluation.planning.distributions import ANY
from reader.study.evaluation.planning.ranges import ANYTHING
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.evaluation.plan import Input, PlanStep
    from reader.study.moving.followed import Followed
    from reader.study.moving.watched import Turn


UNWRITTEN = {ANYTHING: "letter-draw", ANY: "letter-outcome"}
WATCHED = {
    ("least", False): "watch-least",
    ("least", True): "watch-least-equal",
    ("greatest", False): "watch-greatest",
    ("greatest", True): "watch-greatest-equal",
    ("sign", False): "watch-sign",
    ("sign", True): "watch-sign-equal",
}  # by the kind of a turn, and whether another number stands at its place
LITTLE = 1e-3  # of the other end of a way
MANY, TOO_MANY = 100, 1e5  # numbers that are told whole
COURSES = {
    ("rises", False): "course-rises",
    ("rises", True): "course-rises-half",
    ("falls", False): "course-falls",
    ("falls", True): "course-falls-half",
    ("stays-first", True): "course-stays-first",
    ("stays-last", True): "course-stays-last",
}  # by how a result goes, and whether a place on the way is told
AT_ANOTHER = {"stays-first": "course-stays-first-equal", "stays-last": "course-stays-last-equal"}
say = sentences("running")


def refusal_text(refusal: Refusal, language: Language) -> str:
    """One sentence: what keeps the formula from running."""
    return say(refusal.reason, language, part=refusal.part)


def open_refusal(refusal: Refusal) -> dict[str, str]:
    """The same in both languages, the part left open as ``{part}`` so that it can be drawn there."""
    left_open = Refusal(refusal.reason, "{part}")
    return {language: refusal_text(left_open, language) for language in LANGUAGES}


def watch_text(turn: Turn, language: Language, part: str, other: str) -> str:
    """What to watch while one moves a formula; ``part`` and ``other`` as they are to stand there."""
    key = WATCHED[turn.kind, bool(turn.other)]
    at, low, high = (f"{each:.2g}" for each in (turn.at, turn.low, turn.high))
    result = say("the-last-result" if turn.several else "the-result", language)
    return say(key, language, part=part, other=other, result=result, at=at, low=low, high=high)


def course_text(course: Followed, language: Language, part: str, other: str = "") -> str:
    """What the result does on the way of one number; "" where no few words say it."""
    if not course.kind:
        return ""
    name = ("the-largest-last" if course.several else "the-largest") if course.entry else "the-result"
    result = say("the-last-result" if course.several and not course.entry else name, language)
    at, low, high = map(few_digits, (course.at or 0.0, course.places[0], course.places[-1]))
    first, last = (end_text(each, max(map(abs, course.ends)), language) for each in course.ends)
    key = AT_ANOTHER[course.kind] if course.other else COURSES[course.kind, course.at is not None]
    other = other or course.other
    return say(key, language, part=part, other=other, result=result, at=at, low=low, high=high, first=first, last=last)


def end_text(number: float, largest: float, language: Language) -> str:
    """A result at one end of a way; in words where it is next to nothing beside the other end."""
    return say("almost-nought", language) if 0 < abs(number) < LITTLE * largest else few_digits(number)


def few_digits(number: float) -> str:
    """Two digits, more where they would make 1 of what is just below it, and no powers of ten of what is short."""
    if MANY <= abs(number) < TOO_MANY:
        return f"{number:.0f}"
    told = f"{number:.2g}"
    return f"{number:.4g}" if abs(float(told)) == 1 and abs(number) < 1 else told


def open_watch(turn: Turn | None, course: Followed | None = None) -> dict[str, str] | None:
    """What to watch in both languages, a way that tells more before a turn, with what is drawn there left open."""
    if course is not None and course.kind:
        return {
            **{each: course_text(course, each, "{part}", "{other}") for each in LANGUAGES},
            "part": course.part,
            "other": course.other,
        }
    if turn is None:
        return None
    said: dict[str, str] = {language: watch_text(turn, language, "{part}", "{other}") for language in LANGUAGES}
    return {**said, "part": turn.part, "other": turn.other}


def why(each: Input, language: Language, given: Equation | None = None) -> str:
    """What an input was taken for, and why; ``given`` is the formula of the paper that says what it is."""
    kind = say(f"domain-{each.domain}", language)
    ground = say("input-why", language, kind=kind, ground=say(each.why, language))
    if given is None or each.fixed is not None:
        return ground
    if given.number:
        return say("input-made-up", language, why=ground, number=given.number)
    return say("input-made-up-unnumbered", language, why=ground)


def giving(each: Input, equation: Equation, given: Mapping[str, Equation]) -> Equation | None:
    """The other formula of the paper that says what an input is, or the function whose value is put in; of a law at one
    point no formula, for its letter may stand for several laws.
    """
    if each.latex.endswith(")") and each.why == "atom-chance":
        return None
    name = each.latex.partition("(")[0] if each.latex.endswith(")") else each.latex
    found = given.get(name)
    return None if found is None or found.formula.expanded == equation.formula.expanded else found


def shape(step: PlanStep, language: Language) -> str:
    """``3 × 4``; with letters that it runs over: ``2 for each i``."""
    own = " × ".join(map(str, step.shape)) if step.shape else say("one-number", language)
    letters = say("comma", language).join(letter(axis, language) for axis in step.axes)
    return say("for-each", language, shape=own, letters=letters) if step.axes else own


def letter(axis: str, language: Language) -> str:
    """What a part runs over; a word where the author has no letter for it."""
    return say(UNWRITTEN[axis], language) if axis in UNWRITTEN else axis
