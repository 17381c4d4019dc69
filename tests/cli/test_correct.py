"""The command correct, and that what it taught holds at the next reading."""

import json
from pathlib import Path

import pytest

from reader.cli import main
from reader.user.corrections import read_corrections

pytestmark = pytest.mark.usefixtures("reads_here")


@pytest.fixture(autouse=True)
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "corrections.toml"
    monkeypatch.setenv("TEZAWARI_CORRECTIONS", str(file))
    return file


def kappa(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["annotate", "example"]) == 0
    row = json.loads(capsys.readouterr().out)
    found: dict[str, object] = next(each for each in row["symbols"] if each["latex"] == r"\kappa")
    return {**found, "hash": row["corrections"]}


@pytest.mark.slow
def test_a_taught_meaning_holds_until_it_is_taken_back(capsys: pytest.CaptureFixture[str], own_file: Path) -> None:
    before = kappa(capsys)
    assert before["hash"] is None
    assert main(["correct", "example", r"\kappa", "--meaning", "curvature of the loss"]) == 0
    assert str(own_file) in capsys.readouterr().err
    after = kappa(capsys)
    assert (after["meaning"], after["status"]) == ("curvature of the loss", "reader") and after["hash"]
    assert main(["correct", "example"]) == 0
    assert capsys.readouterr().out.split("\t")[:3] == [r"\kappa", "*", "curvature of the loss"]
    assert main(["correct", "example", r"\kappa", "--wrong"]) == 0
    assert kappa(capsys) == before
    assert main(["correct", "example", r"\kappa", "--remove"]) == 1


@pytest.mark.slow
def test_kept_results_are_made_anew(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    said = []
    for taught in (False, False, True, True):
        if taught:
            assert main(["correct", "example", r"\kappa", "--meaning", "curvature of the loss"]) == 0
        capsys.readouterr()
        assert main(["annotate", "example", "-o", out]) == 0
        said.append(capsys.readouterr().err)
    assert said[0] == said[2] != said[1] and said[1] == said[3]


def test_what_is_wrong_in_one_formula_stays_in_the_others(own_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = ["correct", "example", r"\beta", "--equation", "15"]
    assert main([*wrong, "--wrong"]) == 0
    (row,) = read_corrections(own_file)
    assert row.equation and row.wrong
    assert main([*wrong, "--meaning", "mine"]) == main([*wrong, "--wrong"]) == 0
    assert read_corrections(own_file) == (row,)
    assert main([*wrong, "--remove"]) == 0
    assert read_corrections(own_file) == ()


def test_another_file_may_be_named(tmp_path: Path, own_file: Path) -> None:
    other = tmp_path / "ours.toml"
    assert main(["correct", "example", r"\kappa", "--concept", "learning-rate", "--corrections", str(other)]) == 0
    assert other.is_file() and not own_file.exists()


WRONG = {
    ("correct", "example", r"\kappa"): 2,
    ("correct", "example", r"\kappa", "--remove"): 1,
    ("correct", "example", r"\kappa", "--wrong", "--meaning", "a"): 2,
    ("correct", "example", r"\kappa", "--wrong"): 1,  # nothing is shown
    ("correct", "example", r"\beta", "--wrong", "--equation", "1a"): 1,  # it is not there
    ("correct", "example", r"\nowhere", "--meaning", "a"): 1,
    ("correct", "example", r"\kappa", "--concept", "zzqqxx"): 1,
    ("correct", "example", r"\kappa", "--meaning", "a", "--equation", "99"): 1,
}


@pytest.mark.parametrize("arguments", WRONG)
def test_what_cannot_be_done_is_one_sentence(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(list(arguments)) == WRONG[arguments]
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1


def test_broken_file_is_one_sentence(capsys: pytest.CaptureFixture[str], own_file: Path) -> None:
    own_file.write_text("[[", encoding="utf-8")
    assert main(["show", "example"]) == 0
    printed = capsys.readouterr()
    assert printed.out and printed.err.count(str(own_file)) == 1 and len(printed.err.splitlines()) == 1
