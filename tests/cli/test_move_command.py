"""``tezawari move``: living formulas in the terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from reader.cli import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = main(["move", *arguments])
    except SystemExit as end:
        code = int(str(end.code))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys)
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == list(glossary.load().living)


def test_a_formula_its_numbers_and_what_happens(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "softmax-with-temperature")
    assert code == 0 and "[1] cat [2] dog [3] car [4] moon 0.644 0.237 0.0871 0.0321" in " ".join(out.split())
    assert "p_i = e^(z_i/τ)" in out.replace("(e", "e")
    assert "from 64 % to 99.3 %" in " ".join(out.split())
    code, out, _ = said(capsys, "softmax-with-temperature", "--lang", "ja")
    assert "温度つきソフトマックス" in out and "99.3 %" in out


@pytest.mark.parametrize(
    ("arguments", "result"),
    [
        (("--set", "tau=0.1"), "p_i chances [1] cat [2] dog [3] car [4] moon 1 0.0000454"),
        (("--set", "τ=5", "--set", "z=1, 1, 1, 1"), "moon 0.25 0.25 0.25 0.25"),
        (("--set", "\\tau=5", "--set", "z₄=2", "--set", "z[2]=2", "--set", "z[3]=2"), "moon 0.25 0.25 0.25 0.25"),
    ],
)
def test_numbers_are_put_in(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], result: str) -> None:
    code, out, _ = said(capsys, "softmax-with-temperature", *arguments)
    assert code == 0 and result in " ".join(out.split()) and "99.3" not in out


def test_a_part_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "attention", "--without", r"\sqrt{d_k}")
    assert code == 0 and "0.946" in out and "without √(d_k)" in out and "A=softmax((QK^⊤)/τ)" in out.replace(" ", "")


def test_what_is_no_number_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "masked-language-model", "--set", "m=0,0,0,0,0")
    assert code == 0 and "L = –" in out and "gives no number" in out and "nan" not in out


def test_names_and_numbers_are_as_one_reads_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "dpo-loss")
    assert code == 0 and "  π_ref(y_w|x) = 0.2  preferred" in out and "π_ref = 0.4 for it" in " ".join(out.split())
    assert r"-\log \sigma" in out  # in one line of letters the fraction would be divided after the logarithm
    code, out, _ = said(capsys, "why-the-square-root")
    assert code == 0 and "0.0000122" in out and "e−05" not in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("attenton",), "attention"),
        (("attention", "--set", "z=1"), "“z” is no input"),
        (("attention", "--set", "tau=much"), "tau=much"),
        (("attention", "--set", "tau=-1"), "may not hold"),
        (("attention", "--set", "Q[4, 1]=1"), "no such entry"),
        (("attention", "--set", "Q[1]=1"), "Q[1, 1]"),
        (("attention", "--set", "tau=1,x"), "commas"),
        (("bell-curve", "--without", "x"), "Nothing can be left out"),
        (("attention", "--without", "V"), r"\sqrt{d_k}"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    code, out, err = said(capsys, *arguments)
    assert code == 2 and out == "" and words in err and "Traceback" not in err


def test_code_runs_by_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = said(capsys, "bell-curve", "--code", "numpy")
    file = tmp_path / "bell.py"
    file.write_text(out, encoding="utf-8")
    printed = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True).stdout
    assert code == 0 and printed.startswith("f(x) = 0.2419") and "sigma = 1.0" in out


def test_json_has_what_the_page_has(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "attention", "--json")
    row = json.loads(out)
    assert code == 0 and row["id"] == "attention" and len(row["tries"]) == 3 and row["run"]["switches"]
