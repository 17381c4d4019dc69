"""Questions on a concept, made from its row and those of its course: each has one certain answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from glossary.glossary import Glossary
from glossary.model import Concept

MOST_ANSWERS = 3
GAP = "____"
_NUMBER = re.compile(r"(?<![\d.,])[−-]?\d+(?:\.\d+)?(?![\d]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """``kind`` is "formula" or "number". ``asked`` is the sentence with a gap, or the concept's name. ``answers`` are
    LaTeX of formulas, or numbers, in an order that does not tell which one is ``right``."""

    kind: str
    asked: str
    answers: tuple[str, ...]
    right: str


def questions(concept: Concept, others: Iterable[Concept], language: str) -> tuple[QuizQuestion, ...]:
    """Which formula is this concept's, among those of ``others``; which number stands in the gap of its example."""
    return (*_formula(concept, others, language), *_number(concept, language))


def neighbours(knowledge: Glossary, concept: str, course: Iterable[str]) -> tuple[Concept, ...]:
    """Whose formulas may stand beside that of a concept: the other lessons of its course."""
    return tuple(knowledge[one] for one in course if one != concept and one in knowledge)


def _formula(concept: Concept, others: Iterable[Concept], language: str) -> Iterator[QuizQuestion]:
    right = right_side(concept.formula or "")
    formulas = dict.fromkeys(right_side(other.formula or "") for other in others)
    wrong = [latex for latex in formulas if latex and latex != right]
    if right and wrong:
        yield _question("formula", concept.name.get(language, concept.id), right, wrong, concept.id)


def right_side(formula: str) -> str:
    """What a formula says that its left side is, as its left side often tells the name; else the whole of it."""
    left, _, right = formula.partition(" = ")
    whole = all(left.count(opener) == left.count(closer) for opener, closer in ("{}", "()", "[]"))
    return right if right and whole and r"\\" not in formula and "quad" not in formula else formula


def _number(concept: Concept, language: str) -> Iterator[QuizQuestion]:
    """The example with its computed number left out, where it stands there once and cannot be read off elsewhere."""
    if concept.example is None:
        return
    text, right = str(getattr(concept.example, language)), concept.example.gives
    places = [found for found in _NUMBER.finditer(text) if _plain(found[0]) == _plain(right)]
    wrong = [number for number in _slips(right) if _plain(number) != _plain(right)]
    if len(places) == 1 and wrong:
        gap = text[: places[0].start()] + GAP + text[places[0].end() :]
        yield _question("number", gap, places[0][0], wrong, concept.id)


def _slips(right: str) -> Iterator[str]:
    """Numbers with as many decimals that are not the right one: twice, half, what is missing to one, one more."""
    try:
        value = float(_plain(right))
    except ValueError:
        return
    decimals = len(right.partition(".")[2])
    candidates = (2 * value, value / 2, 1 - value, value + 1)
    spelled = dict.fromkeys(f"{number:.{decimals}f}".replace("-", "−") for number in candidates)
    yield from (number for number in spelled if float(_plain(number)) not in (value, 0.0))


def _plain(number: str) -> str:
    return number.replace("−", "-")


def _question(kind: str, asked: str, right: str, wrong: Iterable[str], key: str) -> QuizQuestion:
    chosen = sorted(wrong, key=lambda answer: crc32(f"{key} {answer}".encode()))[: MOST_ANSWERS - 1]
    mixed = sorted((right, *chosen), key=lambda answer: crc32(f"{answer} of {key}".encode()))
    return QuizQuestion(kind, asked, tuple(mixed), right)
