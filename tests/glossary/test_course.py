"""Courses: their order, what they assume, and every fault of a course.toml."""

import os
import re
from pathlib import Path

import pytest

import glossary
from glossary import graph
from glossary.checking.courses import check_course
from glossary.course import (
    PaperToRead,
    bundled_course,
    current_course,
    fingerprint,
    follow,
    load_course,
    papers_of,
    syllabus,
    symbols_of,
)
from glossary.errors import GlossaryFault
from glossary.paths.lessons import new_in_lessons

GOOD = r"""
title = { en = "Surprise", ja = "驚き" }
concepts = ["entropy", "softmax", "kl-divergence"]
assumed = ["expectation"]
[letters]
entropy = 'H'
learning-rate = '\alpha'
"""


@pytest.fixture
def course(tmp_path):
    def write(text=GOOD):
        (tmp_path / "course.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_path_follows_the_lessons_and_leaves_out_what_is_assumed(course):
    knowledge, lessons = glossary.load(), load_course(course())
    path = follow(knowledge, lessons, ["kl-divergence", "softmax"])
    places = [path.index(one) for one in ("entropy", "softmax", "kl-divergence")]
    assert places == sorted(places) and "expectation" not in path and "probability" not in path
    for place, concept in enumerate(path):  # everything stands on what comes before it, or is assumed
        below = set(graph.prerequisites(knowledge, concept))
        assert below <= set(path[:place]) | set(knowledge.path(["expectation"]))
    other = load_course(course(GOOD.replace('"entropy", "softmax"', '"softmax", "entropy"')))
    assert follow(knowledge, other, ["kl-divergence", "softmax"]).index("softmax") < places[0] + len(path)
    assert follow(knowledge, other, ["kl-divergence", "softmax"]) != path
    assert follow(knowledge, None, ["softmax"]) == knowledge.path(["softmax"])


def test_lessons_say_what_they_need_once(course):
    told = list(syllabus(glossary.load(), load_course(course())))
    assert [(number, concept) for number, concept, _ in told] == [
        (1, "entropy"),
        (2, "softmax"),
        (3, "kl-divergence"),
    ]
    needed = [one for _, _, before in told for one in before]
    assert len(needed) == len(set(needed)) and "probability" not in needed


def test_a_changed_course_is_seen_at_once(course, monkeypatch):
    folder = course()
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(folder))
    first = current_course()
    assert first.lesson("softmax") == 2
    course(GOOD.replace('"entropy", "softmax"', '"softmax", "entropy"'))
    os.utime(folder / "course.toml", ns=(1, 1))  # whatever the clock of the file system can tell apart
    assert current_course().lesson("softmax") == 1
    knowledge = glossary.load()
    assert len({fingerprint(knowledge, one) for one in (first, current_course(), None)}) == 3


def test_what_cannot_be_read_is_said(course, tmp_path):
    with pytest.raises(GlossaryFault, match="no such course"):
        load_course(tmp_path / "nowhere.toml")
    with pytest.raises(GlossaryFault, match="not valid TOML"):
        load_course(course("title = ["))


def test_a_faultless_course(course):
    assert check_course(course(), glossary.load()) == ()


FAULTS = [
    # what is replaced by what, kind, key, part of the English message
    ("title =", "colour = 3\ntitle =", "unknown-key", "colour", "may have title"),
    ('concepts = ["entropy", "softmax", "kl-divergence"]\n', "", "missing-key", "concepts", "is missing"),
    (', ja = "驚き"', "", "missing-language", "title", "“ja”"),
    ('["expectation"]', '"expectation"', "wrong-type", "assumed", "list of strings"),
    ('"softmax",', '"soft-max",', "unknown-concept", "concepts", "glossary search"),
    ('["expectation"]', '["expect"]', "unknown-concept", "assumed", "“expect”"),
    ("entropy =", "entropie =", "unknown-concept", "letters", "“entropie”"),
    ('"softmax",', '"entropy",', "named-twice", "concepts", "twice"),
    ('"entropy", "softmax", "kl', '"kl-divergence", "entropy", "softmax", "kl', "named-twice", "concepts", "twice"),
    (
        '"entropy", "softmax", "kl-divergence"',
        '"dpo", "logarithm"',
        "taught-too-early",
        "concepts",
        "by way of",
    ),
    ('"entropy", "softmax"', '"entropy", "information-content"', "taught-before-its-ground", "concepts", "move"),
    ('["expectation"]', '["cross-entropy"]', "taught-and-assumed", "concepts", "“entropy” is a lesson"),
    (r"'\alpha'", "'{H}'", "letters-clash", "letters", "“entropy” and for “learning-rate”"),
    (r"'\alpha'", '"\\alpha"', "unreadable", "", "in single quotes"),
    (r"'\alpha'", '"\\beta"', "control-character", "letters.learning-rate", "single quotes"),
    (r"'\alpha'", "'a_{'", "unbalanced-braces", "letters.learning-rate", "do not match"),
    ("[letters]", '[papers]\nsoftmax = "Attention (1)"\n[letters]', "strange-paper", "papers", "“Attention (1)”"),
    ("[letters]", '[papers]\nattention = "1706.03762"\n[letters]', "no-lesson", "papers", "“attention” has papers"),
    ("[letters]", "[symbols]\nsoftmax = 'z'\n[letters]", "points-at-nothing", "symbols", "“softmax” has symbols"),
    ("title =", "title ", "unreadable", "", "not valid TOML"),
]


@pytest.mark.parametrize(("old", "new", "kind", "key", "said"), FAULTS, ids=[f"{row[2]}-{row[3]}" for row in FAULTS])
def test_fault_is_found(course, old, new, kind, key, said):
    assert old in GOOD
    found = check_course(course(GOOD.replace(old, new)), glossary.load())
    fitting = [one for one in found if (one.kind, one.key) == (kind, key)]
    assert fitting, [(one.kind, one.key) for one in found]
    assert said in fitting[0].message and re.search("[ぁ-ん]", fitting[0].text("ja"))


def test_every_kind_of_fault_has_a_case():
    import tomllib
    from importlib import resources

    text = (resources.files("glossary.checking") / "problems.toml").read_text(encoding="utf-8")
    sentences = text.split("# Of a course.")[1]
    found_in_papers = {"formula-moved", "formula-gone"}  # tests/study/authoring/test_lessons_in_papers.py
    tried_out = {"unread-letter"}
    assert {kind for _, _, kind, *_ in FAULTS} >= set(tomllib.loads(sentences)) - tried_out - found_in_papers


def test_the_bundled_course_has_no_fault_and_little_that_is_new_in_a_lesson():
    knowledge, course = glossary.load(), bundled_course()
    assert check_course(Path(glossary.__file__).parent / "data", knowledge) == ()
    assert set(course.title) == {"en", "ja"}
    new = new_in_lessons(knowledge, course)
    assert list(new) == list(course.concepts)
    pointing = {one for one in course.papers if any(place.formula for place in papers_of(course, one))}
    assert set(course.symbols) == pointing and all(symbols_of(course, one) for one in pointing)
    told = [concept for concepts in new.values() for concept in concepts]
    assert len(told) == len(set(told)) and max(map(len, new.values())) <= 8


def test_a_lesson_reads_papers_and_formulas(course):
    text = GOOD + '[papers]\nsoftmax = "1706.03762v5 (1), hep-th/9901001,2305.18290 (A.2)"\n'
    lessons = load_course(course(text))
    assert papers_of(lessons, "softmax") == (
        PaperToRead("1706.03762v5", "1"),
        PaperToRead("hep-th/9901001"),
        PaperToRead("2305.18290", "A.2"),
    )
    assert papers_of(lessons, "entropy") == () and check_course(course(text), glossary.load()) == ()
