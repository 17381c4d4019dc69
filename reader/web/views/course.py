"""A course: its lessons with what is new in them, their papers and formulas, a short quiz, and how far one is."""

from __future__ import annotations

import streamlit as st

from glossary import Glossary
from glossary.course import Course, PaperToRead, bundled_course, papers_of
from glossary.errors import GlossaryFault
from glossary.folders import own_rows
from glossary.paths.lessons import known_with, new_in_lessons
from glossary.paths.quiz import GAP, QuizQuestion, neighbours, questions
from reader.user.profile import Profile
from reader.web.state import address, context
from reader.web.state.words import chosen, literal
from reader.web.views.glossary_words import chips, go, named, note, tell

LETTERS = "ABC"


def show_course(knowledge: Glossary, profile: Profile) -> None:
    """The course that is followed; where there is none, the bundled one."""
    try:
        followed = context.in_use().load_course()
    except GlossaryFault as fault:
        st.error(tell("broken", reason=literal(str(fault))))
        return
    course = followed or bundled_course()
    lessons = [lesson for lesson in course.concepts if lesson in knowledge]
    done = [lesson for lesson in lessons if lesson in profile.known]
    st.markdown(f"### {literal(course.title.get(chosen(), ''))}")
    if followed is None:
        st.caption(tell("course-ours", folder=literal(str(own_rows()))))
    st.progress(len(done) / max(len(lessons), 1), tell("course-progress", done=len(done), count=len(lessons)))
    upcoming = next((lesson for lesson in lessons if lesson not in done), None)
    new = new_in_lessons(knowledge, course)
    known = known_with(knowledge, profile.known)
    for number, lesson in enumerate(lessons, 1):
        tick = " ✓" if lesson in done else ""
        with st.expander(f"{number}. {literal(named(knowledge, lesson))}{tick}", expanded=lesson == upcoming):
            _lesson(lesson, course, knowledge, [one for one in new[lesson] if one not in known])
    _letters(course, knowledge)


def _lesson(lesson: str, course: Course, knowledge: Glossary, new: list[str]) -> None:
    st.markdown(literal(knowledge[lesson].definition.get(chosen(), "")))
    if new:
        st.caption(tell("lesson-new"))
        chips(new, knowledge, frozenset(), f"tezawari-new-{lesson}")
    with st.container(horizontal=True):
        st.button(
            tell("lesson-page"), key=f"tezawari-lesson-{lesson}", icon=":material/layers:", type="tertiary",
            on_click=go, args=(lesson,),
        )  # fmt: skip
        for place in papers_of(course, lesson):
            st.button(
                _paper(place), key=f"tezawari-read-{lesson}-{place.paper}-{place.formula}",
                icon=":material/auto_stories:", type="tertiary",
                on_click=address.ask_next, args=(address.link(place.paper, place.formula),),
            )  # fmt: skip
    _quiz(lesson, course, knowledge)


def _paper(place: PaperToRead) -> str:
    key = "lesson-formula" if place.formula else "lesson-paper"
    return tell(key, paper=literal(place.paper), number=literal(place.formula))


# --- the quiz --------------------------------------------------------------------------------------------------------


def _quiz(lesson: str, course: Course, knowledge: Glossary) -> None:
    """Its questions; the lesson is ticked as soon as all are answered rightly. Without any the reader ticks it."""
    asked = questions(knowledge[lesson], neighbours(knowledge, lesson, course.concepts), chosen())
    for question in asked:
        _ask(lesson, question, asked)
    if not asked:
        st.button(tell("lesson-done"), key=f"tezawari-done-{lesson}", on_click=_tick, args=(lesson,))


def _ask(lesson: str, question: QuizQuestion, asked: tuple[QuizQuestion, ...]) -> None:
    """A question and what came of the answer. Formulas stand above it with letters, since a choice needs words."""
    key, answers = _key(lesson, question), question.answers
    drawn = dict(zip(answers, LETTERS, strict=False)) if question.kind == "formula" else {}
    st.markdown(tell(f"quiz-{question.kind}", asked=literal(question.asked).replace(literal(GAP), "▢")))
    if drawn:
        st.markdown("  \n".join(f":small[{letter}: ${latex}$]" for latex, letter in drawn.items()))
    st.radio(
        question.asked, answers, index=None, key=key, on_change=_answered, args=(lesson, asked), horizontal=True,
        format_func=lambda answer: drawn.get(answer) or literal(answer), label_visibility="collapsed",
    )  # fmt: skip
    answer = st.session_state.get(key)
    if answer is not None:
        st.caption(tell("quiz-right" if answer == question.right else "quiz-wrong"))


def _key(lesson: str, question: QuizQuestion) -> str:
    return f"tezawari-quiz-{lesson}-{question.kind}"


def _answered(lesson: str, asked: tuple[QuizQuestion, ...]) -> None:
    if all(st.session_state.get(_key(lesson, question)) == question.right for question in asked):
        _tick(lesson)


def _tick(lesson: str) -> None:
    note(lambda profile: profile.with_known([lesson]))


def _letters(course: Course, knowledge: Glossary) -> None:
    if course.letters:
        st.markdown(f"**{tell('course-letters')}**")
        st.markdown(
            "\n".join(f"- ${letter}$ — {literal(named(knowledge, of))}" for of, letter in course.letters.items())
        )
