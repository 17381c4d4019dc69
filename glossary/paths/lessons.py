"""The short path to a concept: what to learn to read its formula, in stages, from the nearest prerequisites down.

A teacher's own stages hold where a row has them. Elsewhere the nearest concepts that are needed to read the formula are
taken, level by level, and what everybody brings along is left out. What the short path leaves out is kept apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossary import graph
from glossary.course import assumed
from glossary.model import Texts

if TYPE_CHECKING:
    from glossary.course import Course
    from glossary.glossary import Glossary

LONGEST = 12  # concepts of a short path, its end included
NEAREST = 3  # levels of prerequisites below a concept that are looked at


@dataclass(frozen=True, slots=True)
class Lesson:
    """Concepts that are learned together: a sentence, and for each concept why it is needed."""

    text: Texts
    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortPath:
    """The way to one concept. ``why`` says for each concept on the way who needs it, and the reason.

    ``rest`` are the other prerequisites, ``foundations`` those that everybody brings along, both in learning order.
    """

    goal: str
    lessons: tuple[Lesson, ...]
    why: dict[str, tuple[str, Texts]]
    rest: tuple[str, ...]
    foundations: tuple[str, ...]

    @property
    def concepts(self) -> tuple[str, ...]:
        """Every concept on the way in order, the goal last."""
        return (*(concept for lesson in self.lessons for concept in lesson.concepts), self.goal)


def short_path(glossary: Glossary, goal: str) -> ShortPath:
    """The short path to a concept of the glossary."""
    lessons = _taught(glossary, goal) if glossary[goal].stages else _computed(glossary, goal)
    way = [concept for lesson in lessons for concept in lesson.concepts]
    below = graph.learning_order(glossary, [goal])
    left = [concept for concept in below if concept != goal and concept not in way]
    return ShortPath(
        goal,
        lessons,
        _reasons(glossary, [*way, goal]),
        tuple(concept for concept in left if not glossary[concept].foundation),
        tuple(concept for concept in left if glossary[concept].foundation),
    )


def known_with(glossary: Glossary, ticked: Iterable[str]) -> frozenset[str]:
    """What somebody knows who ticked these concepts: they and what they rest on, and what everybody brings along."""
    foundations = (concept.id for concept in glossary.concepts.values() if concept.foundation)
    return graph.closure(glossary, ticked) | frozenset(foundations)


def new_in_lessons(glossary: Glossary, course: Course) -> dict[str, tuple[str, ...]]:
    """By lesson of a course what is new on the short path to it: neither assumed nor on the way to a lesson before."""
    taught = set(assumed(glossary, course))
    new: dict[str, tuple[str, ...]] = {}
    for lesson in course.concepts:
        if lesson in glossary:
            way = [one for one in short_path(glossary, lesson).concepts if not glossary[one].foundation]
            new[lesson] = tuple(one for one in way if one not in taught and one not in course.concepts)
            taught.update(way)
    return new


def _taught(glossary: Glossary, goal: str) -> tuple[Lesson, ...]:
    stages = glossary[goal].stages
    return tuple(
        Lesson(stage.text, tuple(concept for concept in stage.concepts if concept in glossary)) for stage in stages
    )


def _computed(glossary: Glossary, goal: str) -> tuple[Lesson, ...]:
    """The nearest concepts that are needed to read the formula, a lesson for each layer."""
    chosen = set(_nearest(glossary, goal))
    order = [concept for concept in graph.learning_order(glossary, [goal]) if concept in chosen]
    layers = {layer.id: layer for layer in glossary.layers}
    by_layer: dict[str, list[str]] = {}
    for concept in sorted(order, key=lambda concept: list(layers).index(glossary[concept].layer)):
        by_layer.setdefault(glossary[concept].layer, []).append(concept)
    return tuple(Lesson(layers[layer].lesson, tuple(concepts)) for layer, concepts in by_layer.items())


def _nearest(glossary: Glossary, goal: str) -> Iterable[str]:
    """Level by level, as long as a level begins within the bound; of the last level those that most are made from."""
    room = LONGEST - 1
    taken: dict[str, None] = {}
    level = [goal]
    for _ in range(NEAREST):
        wanted: dict[str, int] = {}
        for concept in level:
            for need in graph.prerequisites(glossary, concept, ("read",)):
                if need not in taken and need != goal and not glossary[need].foundation:
                    wanted[need] = wanted.get(need, 0) + 1
        level = sorted(wanted, key=lambda need: -wanted[need])[: room - len(taken)]
        taken.update(dict.fromkeys(level))
    return taken


def _reasons(glossary: Glossary, way: list[str]) -> dict[str, tuple[str, Texts]]:
    """For each concept the last one on the way that asks for it, with its reason."""
    why: dict[str, tuple[str, Texts]] = {}
    for upper in way:
        for need in glossary[upper].requires:
            if need.concept in way:
                why[need.concept] = (upper, need.why)
    return why
