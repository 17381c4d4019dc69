"""What a reader teaches: kept without text of the paper, applied at the next reading, marked as theirs."""

from dataclasses import replace
from pathlib import Path

import pytest

import glossary
import reader
from reader.errors import CorrectionError
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.linking.corrections import apply_corrections
from reader.meaning.linking.proposed import RIGHT, as_model_says, tie_of_model
from reader.model.annotations import Annotation, Sense
from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle
from reader.pipeline import read_bundle
from reader.user.corrections import (
    Correction,
    digest_of,
    digest_of_meaning,
    name_of_paper,
    place_quoted,
    read_corrections,
    with_verdict,
    write_corrections,
)

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


def test_what_is_called_wrong_is_not_shown_and_nothing_takes_its_place(example: Reading) -> None:
    before = next(one for one in example.annotations if one.meaning and not one.senses and one.links)
    wrong = Correction("x", before.symbol.latex, wrong=digest_of_meaning(before.meaning or ""))
    one = corrected(example, wrong)
    assert (one.status, one.meaning, one.source, one.links, one.confidence) == ("unknown", None, None, (), 0.0)
    other = replace(wrong, wrong=digest_of_meaning("another thing"))
    assert corrected(example, other) == before
    own = corrected(example, Correction("x", before.symbol.latex, "mine"), wrong)
    assert (own.status, own.meaning) == ("reader", "mine")


def test_of_several_senses_the_wrong_one_goes(example: Reading) -> None:
    known = next(one for one in example.annotations if one.meaning and not one.senses)
    senses = tuple(Sense(said, None, "paper", (at,)) for said, at in (("first thing", "e1"), ("second thing", "e2")))
    two = replace(known, meaning="first thing", senses=senses)
    for said, main, left in (("first", "second thing", {"second thing"}), ("second", "first thing", {"first thing"})):
        wrong = Correction("x", known.symbol.latex, wrong=digest_of_meaning(f"{said} thing"))
        (one, *_), _ = apply_corrections((two,), (wrong,), example.document, glossary.load())
        assert one.meaning == main
        assert {each.meaning for each in one.senses if each.status != "unknown"} == left
        assert [each.equations for each in one.senses] == [("e1",), ("e2",)]  # nothing else is claimed there


def test_what_is_wrong_in_one_formula_is_shown_in_the_others(example: Reading) -> None:
    before = next(one for one in example.annotations if one.symbol.latex == r"\beta")
    displayed = {equation.id for equation in example.document.equations}
    first, *rest = dict.fromkeys(each.equation for each in before.symbol.occurrences if each.equation in displayed)
    wrong = Correction("x", r"\beta", equation=first, wrong=digest_of_meaning(before.meaning or ""))
    one = corrected(example, wrong)
    assert (one.status, one.meaning) == (before.status, before.meaning) and rest
    assert [(each.meaning, each.equations) for each in one.senses] == [(before.meaning, tuple(rest)), ("", (first,))]
    assert corrected(example, replace(wrong, wrong=digest_of_meaning("of another reading"))).senses == before.senses
    everywhere = corrected(example, *(replace(wrong, equation=each) for each in (first, *rest)))
    assert (everywhere.status, everywhere.meaning, everywhere.senses) == ("unknown", None, ())
    own = corrected(example, replace(wrong, wrong=digest_of_meaning("mine")), Correction("x", r"\beta", "mine"))
    assert own.meaning == "mine" and [each.meaning for each in own.senses] == ["mine", ""]


WRONG = Correction("p", "g", wrong=digest_of_meaning("gain"))
OWN, THEIRS, PROPOSED = (Correction("p", "g", "gain", source=source) for source in ("", "pack", "model"))
OTHERS = (Correction("p", "h", "gain"), Correction("q", "g", "gain"))
VERDICTS = {
    "a meaning": ((), OWN, (OWN,)),
    "the later one": ((OWN,), replace(OWN, meaning="filter"), (replace(OWN, meaning="filter"),)),
    "a meaning of one formula": ((OWN,), replace(OWN, equation="e"), (OWN, replace(OWN, equation="e"))),
    "before another's": ((THEIRS, PROPOSED), OWN, (OWN,)),
    "another's, where the reader said something": ((OWN,), replace(THEIRS, meaning="filter"), (OWN,)),
    "a program's, where a reader said something": ((THEIRS,), PROPOSED, (THEIRS,)),
    "a program's, which was called wrong": ((WRONG,), PROPOSED, (WRONG,)),
    "a program's, where another was called wrong": (
        (WRONG,), replace(PROPOSED, meaning="filter"), (replace(PROPOSED, meaning="filter"), WRONG),
    ),
    "wrong": ((), WRONG, (WRONG,)),
    "another calls wrong what is one's own in a formula": (
        (replace(OWN, equation="e"),), replace(WRONG, source="pack"),
        (replace(OWN, equation="e"), replace(WRONG, source="pack")),
    ),
    "one's own is wrong": ((OWN,), WRONG, ()),
    "one's own concept is wrong": ((replace(OWN, meaning="", concept="gain"),), WRONG, ()),
    "one's own in a formula is wrong": ((replace(OWN, equation="e"),), replace(WRONG, equation="e"), ()),
    "one's own is wrong in a formula": ((OWN,), replace(WRONG, equation="e"), (OWN, replace(WRONG, equation="e"))),
    "a program's is wrong": ((PROPOSED,), WRONG, (WRONG,)),
    "the author's is wrong, a program's waits": (
        (replace(PROPOSED, meaning="filter"),), WRONG, (WRONG,),
    ),
    "another one is wrong": ((replace(OWN, meaning="filter"),), WRONG, (replace(OWN, meaning="filter"), WRONG)),
    "taken back": ((OWN, WRONG, replace(WRONG, equation="e")), replace(OWN, meaning=""), ()),
    "taken back in a formula": (
        (OWN, replace(WRONG, equation="e")), replace(OWN, meaning="", equation="e"), (OWN,),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", VERDICTS)
def test_rows_with_a_verdict(case: str) -> None:
    before, made, after = VERDICTS[case]
    found = with_verdict((*OTHERS, *before), made)
    assert found[:2] == OTHERS and set(found[2:]) == set(after) and len(found) == 2 + len(after)


def test_what_a_program_proposed_is_as_sure_as_a_models_answer(example: Reading) -> None:
    unsaid = next(one for one in example.annotations if one.status == "unknown" and one.symbol.kind == "identifier")
    words = next(each for each in example.document.passages if len(each.text) > 50)
    row = Correction(
        "x", unsaid.symbol.latex, "a rate", "learning-rate", source="model", quoted=place_quoted(words.span, words.text)
    )
    one = corrected(example, row)
    assert one == as_model_says(unsaid, "a rate", words.text, words.span, (tie_of_model("learning-rate"),))
    assert (one.status, one.confidence, one.links[0].confidence) == ("model", RIGHT, RIGHT)


def test_a_meaning_is_quoted_from_the_sentence_that_its_reader_chose(tmp_path: Path) -> None:
    tex = r"\begin{equation} y = g x \end{equation} Now $g$ is turned up."
    bundle = bundle_from_bytes("p.tex", tex.encode())
    before = read_bundle(Paper(), bundle)
    inline = next(each for each in before.document.inline if each.formula.expanded == "g")
    file = tmp_path / "corrections.toml"
    write_corrections(file, [Correction("p", "g", "the gain", said=inline.id)])
    after = read_bundle(Paper(), bundle, context=replace(before.context, corrections=file))
    one = next(each for each in after.annotations if each.symbol.latex == "g")
    assert (one.meaning, one.status) == ("the gain", "reader")
    assert one.source is not None and "turned up" in one.source.sentence
    assert "turned up" not in file.read_text(encoding="utf-8")
    assert before.refused == after.refused == frozenset()
