"""``tezawari blocks``: what it prints, and one sentence where it cannot."""

import pytest

from reader.cli import main


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["blocks", *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_a_paper_lists_its_blocks(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "example")
    assert "scaled dot-product attention" in out and "KL divergence" in out


def test_a_formula_is_taken_apart(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "example", "--equation", "2")
    assert "queries: Q" in out and "M is added inside" in out and "matrix transpose" in out
    shallow = printed(capsys, "example", "--equation", "2", "--depth", "1")
    assert "scaled dot-product attention" in shallow and "matrix transpose" not in shallow


def test_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    assert "スケール化ドット積アテンション" in printed(capsys, "example", "--equation", "2", "--lang", "ja")


def test_depth_is_of_one_formula(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blocks", "example", "--depth", "1"]) == 2
    assert "--equation" in capsys.readouterr().err


def test_an_unknown_formula_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["blocks", "example", "--equation", "99"]) == 1
    assert "99" in capsys.readouterr().err
