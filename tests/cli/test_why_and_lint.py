"""The commands why and lint: data on standard output, one sentence where nothing can be shown."""

import pytest

from reader.cli import main


def test_why_prints_the_explanation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "example", r"\beta", "--lang", "ja"]) == 0
    assert "KL penalty" in capsys.readouterr().out


def test_why_prints_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "example", r"\beta", "--question"]) == 0
    assert capsys.readouterr().out.startswith("What does $\\beta$ mean in")


def test_why_of_a_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "example", r"\beta", "--equation", "2"]) == 0
    assert "formula 2" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[r"\nowhere"], [r"\beta", "--equation", "99"]])
def test_why_says_what_is_missing(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["why", "example", *arguments]) == 1
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1


def test_lint_prints_a_remark_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "example"]) == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert lines and all(".tex:" in line for line in lines) and "remarks about" in said.err
