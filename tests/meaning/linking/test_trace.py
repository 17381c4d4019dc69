"""Laws of every annotation: it is what was weighed last, sure enough to be shown, and the author's where it says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import glossary
import reader
from reader.meaning.linking.candidates import OF_OTHERS, SHOWN, meaning_of
from reader.meaning.linking.contradictions.borrowed import is_of_neighbour
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.linking import STEPS
from reader.meaning.linking.pool import options_of
from reader.meaning.linking.signs import sign_in_formulas
from reader.model.annotations import Annotation, Candidate, Trace
from reader.model.reading import Reading
from reader.user.corrections import Correction

PAPERS = Path(__file__).parents[1] / "papers"
READ = ("example", *(path.name for path in sorted(PAPERS.glob("*.tex"))))


@cache
def reading_of(paper: str) -> Reading:
    return reader.read(paper if paper == "example" else PAPERS / paper)


def faults(annotation: Annotation) -> list[str]:
    """What the end of the trace does not say of what is shown."""
    knowledge, candidates = glossary.load(), annotation.trace.candidates
    if annotation.meaning is None or not candidates:
        return ["shown, but not weighed"] if annotation.meaning or annotation.links or annotation.senses else []
    answer = candidates[0]
    shown = (annotation.status, annotation.meaning, annotation.links)
    found = [] if shown == (answer.status, meaning_of(answer, knowledge), answer.links) else ["another answer"]
    for sense in annotation.senses:
        weighed = [(one.status, meaning_of(one, knowledge), one.links) for one in candidates]
        if sense.meaning and (sense.status, sense.meaning, sense.links) not in weighed:
            found.append(f"a sense that was not weighed: {sense.meaning}")
    return found


def named(trace: Trace) -> list[str]:
    return [step.name for step in trace.steps]


@pytest.mark.parametrize("paper", READ)
def test_the_last_step_is_the_annotation(paper: str) -> None:
    annotations = reading_of(paper).annotations
    wrong = {one.symbol.latex: found for one in annotations if (found := faults(one))}
    assert wrong == {} and any(one.links for one in annotations)


@pytest.mark.parametrize("paper", READ)
def test_steps_are_in_order_and_change_something(paper: str) -> None:
    for one in reading_of(paper).annotations:
        places = [STEPS.index(name) for name in named(one.trace)]
        assert places == sorted(set(places))
        left: list[tuple[Candidate, ...]] = [(), *(step.candidates for step in one.trace.steps)]
        assert all(before != after for before, after in pairwise(left))


@pytest.mark.parametrize("paper", READ)
def test_what_the_author_says_stands_in_the_sentence(paper: str) -> None:
    """Of the symbol and of each of its senses: a claim is quoted, and its words are there as they are written."""
    claims = [one for each in reading_of(paper).annotations for one in (each, *each.senses) if one.status == "paper"]
    assert claims
    for one in claims:
        assert one.source is not None and one.source.text in one.source.sentence, one.meaning


@pytest.mark.parametrize("paper", READ)
def test_all_confidences_are_shares(paper: str) -> None:
    for one in reading_of(paper).annotations:
        links = [link for each in (one, *one.senses) for link in each.links]
        weighed = [each for step in one.trace.steps for each in step.candidates]
        assert all(0 <= each.confidence <= 1 for each in (one, *one.senses, *links, *weighed))
        others = one.links[1:]  # the first may be the one whose name the meaning is
        assert list(others) == sorted(others, key=lambda link: -link.confidence)


@pytest.mark.parametrize("paper", READ)
def test_nothing_is_shown_below_the_bar(paper: str) -> None:
    """What may be shown is shown if it is likely enough, and nothing else is."""
    evidence = reading_of(paper).evidence
    for one in reading_of(paper).annotations:
        if sign_in_formulas(one.symbol, evidence) is not None or "formulas" in named(one.trace):
            continue  # nothing weighs it
        options = [each for each in options_of(one.symbol, evidence) if not is_of_neighbour(each, one.symbol, evidence)]
        may = {(option.status, option.meaning) for option in options if option.meaning and option.holds}
        pool = one.trace.steps[0].candidates if one.trace.steps else ()
        likeliest = max((each.confidence for each in pool if (each.status, each.meaning) in may), default=0.0)
        if one.meaning is None:
            assert one.confidence == 0 and likeliest < max(OF_OTHERS.values())
        else:
            assert one.status == "paper" or likeliest >= SHOWN


def everywhere(latex: str, _: Annotation) -> list[Correction]:
    return [Correction("x", latex, "a word of mine")]


def concept(latex: str, _: Annotation) -> list[Correction]:
    return [Correction("x", latex, concept="learning-rate")]


def there(latex: str, annotation: Annotation) -> list[Correction]:
    return [Correction("x", latex, "another thing", equation=annotation.symbol.occurrences[0].equation)]


def both(latex: str, annotation: Annotation) -> list[Correction]:
    return [*there(latex, annotation), *everywhere(latex, annotation)]


@pytest.mark.parametrize("corrections", [everywhere, concept, there, both])
def test_a_correction_is_the_last_step(corrections: Callable[[str, Annotation], list[Correction]]) -> None:
    example = reading_of("example")
    displayed = {equation.id for equation in example.document.equations}
    told = 0
    for one in example.annotations:
        if one.symbol.occurrences and one.symbol.occurrences[0].equation in displayed:
            given = corrections(one.symbol.latex, one)
            after, problems = apply_corrections([one], given, example.document, glossary.load())
            assert problems == () and faults(after[0]) == []
            assert named(after[0].trace)[-1] == "correction" and named(after[0].trace).count("correction") == 1
            told += 1
    assert told > 10


def test_equal_readings_do_not_ask_what_was_gathered() -> None:
    example = reading_of("example")
    assert example.evidence is not None
    assert replace(example, evidence=None) == example
    assert "LinkingEvidence" not in repr(replace(example, annotations=()))
