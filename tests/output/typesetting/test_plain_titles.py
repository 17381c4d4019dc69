"""Titles and roles where only plain text can stand: in a tooltip, on a tile."""

from __future__ import annotations

import pytest

from reader.output.typesetting.quotation import plain_title


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        (r"B Twisting a sphere $S^n$", "B Twisting a sphere S^n"),
        (r"D.1 Bound for \(\lambda\)", "D.1 Bound for λ"),
        ("A Proof of Theorem <ref>", "A Proof of Theorem"),
        ("C Steps of a light boat", "C Steps of a light boat"),
        (r"初期値 $\lambda$ を決める定数", "初期値 λ を決める定数"),
    ],
)
def test_no_latex_stands_in_a_plain_title(title: str, plain: str) -> None:
    assert plain_title(title) == plain
