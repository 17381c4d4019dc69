"""``tezawari library`` from the command line: what is printed, logged and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.cli import main

pytestmark = pytest.mark.usefixtures("reads_here")

TEX = r"\documentclass{article}\title{%s}\begin{document}\maketitle %s\end{document}"
OURS = r"Let $\eta$ be the learning rate. \begin{equation} v_{t+1} = v_t - \eta \nabla f(v_t) \end{equation}"
THEIRS = r"Let $\alpha$ be the learning rate. \begin{equation} w_{k+1} = w_k - \alpha \nabla g(w_k) \end{equation}"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEZAWARI_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    Path("ours.tex").write_text(TEX % ("Our Paper", OURS), encoding="utf-8")
    Path("theirs.tex").write_text(TEX % ("Their Paper", THEIRS), encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def filled(data: Path) -> Path:
    assert main(["library", "add", "ours.tex", "theirs.tex"]) == 0
    return data


Capture = pytest.CaptureFixture[str]


def test_papers_are_added_listed_searched_and_forgotten(filled: Path, capsys: Capture) -> None:
    assert main(["library", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [["1", "Their Paper"], ["1", "Our Paper"]]
    assert main(["library", "search", "学習率"]) == 0
    assert r"\eta: learning rate" in capsys.readouterr().out
    assert main(["library", "search", r"w_k - ? \nabla g(?)"]) == 0
    assert "(1)\tw_{k+1}" in capsys.readouterr().out
    assert main(["library", "search", "--concept", "learning rates"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["library", "forget", "Their Paper"]) == 0
    assert main(["library", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_the_same_formula_and_its_letters(filled: Path, capsys: Capture) -> None:
    assert main(["library", "elsewhere", "Our Paper", "(1)"]) == 0
    assert r"\eta → \alpha" in capsys.readouterr().out
    assert main(["library", "translate", "Our Paper", "Their Paper", "--lang", "ja"]) == 0
    out = capsys.readouterr().out
    assert "\\eta → \\alpha\tどちらも学習率です" in out


@pytest.mark.slow
def test_annotate_remembers_where_it_is_asked_to(data: Path, capsys: Capture) -> None:
    assert main(["annotate", "ours.tex"]) == 0
    assert not data.exists()
    assert main(["annotate", "ours.tex", "--format", "md", "-o", "out", "--library"]) == 0
    assert main(["annotate", "theirs.tex", "-o", "out"]) == 0
    assert main(["annotate", "theirs.tex", "-o", "out", "--library"]) == 0  # kept already, remembered all the same
    capsys.readouterr()
    assert main(["library", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_damaged_library_is_said_rebuilt_and_answers(filled: Path, capsys: Capture) -> None:
    (filled / "library.sqlite3").write_bytes(b"nothing of a database " * 500)
    for beside in filled.glob("library.sqlite3-*"):
        beside.unlink()
    assert main(["library", "list"]) == 0
    captured = capsys.readouterr()
    assert "Nothing could be read of the library's file" in captured.err
    assert captured.out == ""
    assert main(["annotate", "ours.tex", "-o", "results"]) == 0
    assert main(["library", "rebuild", "results"]) == 0
    capsys.readouterr()
    assert main(["library", "list"]) == 0
    assert "Our Paper" in capsys.readouterr().out


def test_one_bad_source_does_not_stop_the_others(data: Path, capsys: Capture) -> None:
    Path("wrong.json").write_text(json.dumps({"schema": "x"}), encoding="utf-8")
    assert main(["library", "add", "missing.tex", "wrong.json", "ours.tex"]) == 1
    logged = capsys.readouterr().err
    assert "wrong.json" in logged
    assert "Our Paper" in logged


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["search", "no such words"], 1, "Nothing in the library"),
        (["search", "x", "--formula", "--concept"], 2, "one thing"),
        (["search", "x", "--limit", "0"], 2, "from 1"),
        (["search", "--concept", "no such concept"], 1, "no concept"),
        (["forget", "nothing"], 1, "has no paper"),
        (["elsewhere", "Our Paper", "9"], 1, "has no formula 9"),
        (["translate", "Our Paper", "Our Paper"], 2, "same paper"),
        (["rebuild", "missing"], 2, "no file or folder"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    filled: Path, capsys: Capture, arguments: list[str], code: int, words: str
) -> None:
    capsys.readouterr()
    assert main(["library", *arguments]) == code
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
