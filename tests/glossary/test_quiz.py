"""Questions on a concept: one certain answer, no tell-tale order, and none where the example does not allow it."""

from __future__ import annotations

from collections import Counter

import pytest

import glossary
from glossary.course import bundled_course
from glossary.model import LANGUAGES
from glossary.paths.quiz import GAP, neighbours, questions, right_side


def test_a_question_has_its_right_answer_once_and_the_number_is_gone_from_its_sentence() -> None:
    knowledge = glossary.load()
    places: Counter[int] = Counter()
    for concept in knowledge.concepts.values():
        for language in LANGUAGES:
            for question in questions(concept, (), language):
                assert question.kind == "number" and question.answers.count(question.right) == 1, concept.id
                assert len(set(question.answers)) == len(question.answers) > 1, concept.id
                assert question.asked.count(GAP) == 1
                whole = question.asked.replace(GAP, question.right)
                assert concept.example is not None and whole == getattr(concept.example, language)
                places[question.answers.index(question.right)] += 1
    assert sum(places.values()) > 1000
    assert min(places[0], places[1], places[2]) > 0.25 * sum(places.values())  # its place does not tell


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_of_the_bundled_course_can_be_asked(language: str) -> None:
    knowledge, course = glossary.load(), bundled_course()
    for lesson in course.concepts:
        asked = questions(knowledge[lesson], neighbours(knowledge, lesson, course.concepts), language)
        assert [question.kind for question in asked] == ["formula", "number"], lesson
        assert asked[0].right in (knowledge[lesson].formula or "")


@pytest.mark.parametrize(
    ("formula", "right"),
    [
        (r"H(p, q) = -\sum_{x} p(x) \log q(x)", r"-\sum_{x} p(x) \log q(x)"),
        (r"p(x = k) = p_k", r"p(x = k) = p_k"),  # the first sign stands within brackets
        (r"x_t = a, \qquad y_t = b", r"x_t = a, \qquad y_t = b"),
        (r"a \le b", r"a \le b"),
    ],
)
def test_the_left_side_does_not_give_the_name_away(formula: str, right: str) -> None:
    assert right_side(formula) == right
