"""``tezawari lines`` and ``tezawari core``: what they print."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reader.cli import main


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_steps_are_named_or_what_changed_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "lines", "example")
    assert (
        "the exponential of a sum is the product of the exponentials" in out
        and "logarithm and exponential undo each other" in out
    )
    assert "not recognised; these parts changed" in out and "no step" in out


def test_lines_of_one_formula_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "lines", "example", "--equation", "B.1", "--lang", "ja")
    assert "どの規則かわかりません" in out and "KL" not in out
    assert "続く行はありません" in printed(capsys, "lines", "example", "--equation", "2", "--lang", "ja")


def test_two_formulas(capsys: pytest.CaptureFixture[str]) -> None:
    assert "too much" in printed(capsys, "lines", "example", "--equation", "2", "--against", "3")
    assert "says the same" in printed(capsys, "lines", "example", "--equation", "2", "--against", "2")
    out = printed(capsys, "lines", "example", "--equation", "1a", "--against", "1b")
    assert "W^{Q} replaced by W^{K}" in out


def test_a_formula_and_the_textbook(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "lines", "example", "--equation", "2", "--against", "scaled-dot-product-attention")
    assert "Eq. (2) is the textbook's form of scaled dot-product attention with M added." in out


def test_two_versions(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    body = "\\documentclass{article}\\begin{document}\\begin{equation}%s\\end{equation}\\end{document}"
    for name, formula in (("one.tex", "y = a x + b"), ("two.tex", "y = a z + b")):
        (tmp_path / name).write_text(body % formula, encoding="utf-8")
    arguments = [str(tmp_path / "one.tex"), "--equation", "1", "--against", "1", "--of", str(tmp_path / "two.tex")]
    assert "with x replaced by z" in printed(capsys, "lines", *arguments)


def test_layers_from_the_top(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, "core", "example", "--equation", "2")
    assert out.index("Attention and the Transformer") < out.index("Linear algebra")
    assert "the perceptron alone stands on" in out


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_core_sample_drawn(capsys: pytest.CaptureFixture[str], language: str) -> None:
    assert main(["core", "example", "--as", "svg", "--lang", language]) == 0
    drawn = ElementTree.fromstring(capsys.readouterr().out)
    bands = [each for each in drawn if each.get("class") == "band"]
    assert len(bands) >= 5
    tops = [float(each.get("y", "")) for each in bands]
    assert tops == sorted(tops) and float(drawn.get("height", "")) > tops[-1]


def test_a_core_sample_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["core", "example", "--equation", "2", "--as", "json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["equation"] and row["concepts"] > 20
    assert "scaled-dot-product-attention" in row["layers"][0]["blocks"]
