"""What a reader teaches: kept without text of the paper, applied at the next reading, marked as theirs."""

from pathlib import Path

import pytest

import glossary
import reader
from reader.errors import CorrectionError
from reader.meaning.linking.corrections import apply_corrections
from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle
from reader.user.corrections import Correction, digest_of, name_of_paper, read_corrections, write_corrections

ROWS = (
    Correction("2305.18290", r"\beta", "strength", "", ""),
    Correction("2305.18290", r"\beta", "", "learning-rate", "e-1"),
    Correction("made", "x'", 'a "word" and \\more', "", ""),
)


@pytest.fixture(scope="module")
def example() -> Reading:
    return reader.read("example")


def corrected(example: Reading, *corrections: Correction) -> Annotation:
    annotations, problems = apply_corrections(example.annotations, corrections, example.document, glossary.load())
    assert problems == ()
    return next(one for one in annotations if one.symbol.latex == corrections[0].symbol)


def test_file_gives_back_what_was_written(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "corrections.toml"
    write_corrections(file, ROWS)
    assert read_corrections(file) == ROWS
    write_corrections(file, [*ROWS[::-1], Correction("made", "x'", "the later one")])
    assert read_corrections(file)[2].meaning == "the later one"
    assert read_corrections(tmp_path / "absent.toml") == ()


BROKEN = ["[[correction]", "correction = 3", "[[correction]]\npaper = 3\nsymbol = 'x'", "[[correction]]\nother = 'x'"]


@pytest.mark.parametrize("content", BROKEN)
def test_broken_file_is_one_error(content: str, tmp_path: Path) -> None:
    file = tmp_path / "corrections.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CorrectionError) as caught:
        read_corrections(file)
    assert str(file) in str(caught.value)


def test_a_paper_has_one_name_for_all_its_versions() -> None:
    bundle = SourceBundle("folder", {}, "main.tex", "0")
    assert [name_of_paper(Paper(id=one), bundle) for one in ("2305.18290v3", "math/0309136v1", None)] == [
        "2305.18290",
        "math/0309136",
        "folder",
    ]


def test_correction_for_the_whole_paper(example: Reading) -> None:
    one = corrected(example, Correction("x", r"\kappa", "curvature of the loss"))
    assert (one.status, one.meaning, one.source, one.links) == ("reader", "curvature of the loss", None, ())


def test_concept_gives_its_phrase(example: Reading) -> None:
    one = corrected(example, Correction("x", r"\kappa", concept="learning-rate"))
    phrase = glossary.load()["learning-rate"].phrase["en"]
    assert (one.meaning, one.links[0].concept, one.links[0].status) == (phrase, "learning-rate", "reader")


def test_correction_in_one_formula_leaves_the_others(example: Reading) -> None:
    before = next(one for one in example.annotations if one.symbol.latex == r"\beta")
    displayed = {equation.id for equation in example.document.equations}
    used = list(dict.fromkeys(place.equation for place in before.symbol.occurrences if place.equation in displayed))
    one = corrected(example, Correction("x", r"\beta", "another thing", equation=used[0]))
    assert (one.status, one.meaning) == (before.status, before.meaning)
    assert {sense.meaning: sense.equations for sense in one.senses} == {
        before.meaning: tuple(used[1:]),
        "another thing": (used[0],),
    }


def test_what_is_not_there_is_told(example: Reading) -> None:
    gone = (Correction("x", "\\nowhere", "a"), Correction("x", r"\beta", "a", equation="e-0"))
    annotations, problems = apply_corrections(example.annotations, gone, example.document, glossary.load())
    assert annotations == example.annotations
    assert [problem.kind for problem in problems] == ["correction-without-place"] * 2


def test_digest_tells_corrections_apart() -> None:
    assert digest_of(()) is None
    assert len({digest_of(ROWS[:1]), digest_of(ROWS[:2]), digest_of(ROWS)}) == 3
