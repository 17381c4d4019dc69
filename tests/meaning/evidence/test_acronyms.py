"""Acronyms that are symbols, and what the prose spells out."""

from __future__ import annotations

import pytest

from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.spelled.acronyms import spelled_out

SPELLED = [
    # prose, formula -> symbol, words
    (r"the mean squared error (MSE)", r"\mathrm{MSE} = 1", [(r"\operatorname{MSE}", "mean squared error")]),
    (
        r"We call it Windy Shape Attention (WISHA), as",
        r"\text{WISHA}_q",
        [(r"\operatorname{WISHA}", "Windy Shape Attention")],
    ),
    (r"the Kite--Lark~(KL) divergence of", r"\mathrm{KL}(p)", [(r"\operatorname{KL}", "Kite--Lark~(KL) divergence")]),
    (r"a \emph{multi-room unit} (MRU)", r"\mathrm{MRU}", [(r"\operatorname{MRU}", r"multi-room unit")]),
    # nothing that has the letters in this order, before the bracket, in one clause
    (r"as others do (MSE)", r"\mathrm{MSE} = 1", []),
    (r"many squares. Each (MSE) is", r"\mathrm{MSE} = 1", []),
    (r"the mean squared error (MSE)", r"x = 1", []),
    (r"the mean squared error $(MSE)$", r"\mathrm{MSE} = 1", []),
]


@pytest.mark.parametrize(("prose", "formula", "pairs"), SPELLED, ids=[prose for prose, _, _ in SPELLED])
def test_words(prose: str, formula: str, pairs: list[tuple[str, str]]) -> None:
    text = f"It is so. {prose}. It ends. \\[ {formula} \\]"
    source = f"\\documentclass{{article}}\n\\begin{{document}}\n{text}\n\\end{{document}}"
    document = read_document(bundle_from_bytes("p.tex", source.encode()))
    found = spelled_out(collect_symbols(document).symbols, document.passages)
    assert [(one.symbol, one.text) for one in found] == pairs
    for one in found:
        assert source[one.span.start : one.span.end] == one.text
        assert source[one.sentence_span.start : one.sentence_span.end] == one.sentence
        assert one.text in one.sentence and "It is so" not in one.sentence and "It ends" not in one.sentence
