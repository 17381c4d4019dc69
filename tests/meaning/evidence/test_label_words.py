"""What a label names, where the prose has its word before a noun of the letter."""

from __future__ import annotations

import pytest

from glossary import load
from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.spelled.label_words import told_by_labels
from reader.model.annotations import Annotation
from reader.model.source import Paper
from reader.pipeline import read_bundle

SAID = [
    # prose, formula -> the words of its labelled symbol
    ("We add a prediction loss.", r"\mathcal{L}_{\mathrm{pred}} = a", ["prediction loss"]),
    ("The KITE objective is smooth.", r"L_{\mathrm{KITE}}(\theta) = a", ["KITE objective"]),
    ("The Kite-SHOP objective is smooth.", r"L_{\text{SHOP-Kite}}(\theta) = a", ["Kite-SHOP objective"]),
    ("Stones reach the free-fall velocity soon.", r"v_{\mathrm{ff}} = a", ["free-fall velocity"]),
    ("The growth time of a crystal is long.", r"t_{\mathrm{grow}} = a", ["growth time"]),
    # the same letters begin two words of the paper
    ("A regression loss and a regularity loss are added.", r"\mathcal{L}_{\mathrm{reg}} = a", []),
    # a part of a compound, a word that is another, words that are no name, and a noun of another letter
    ("The door-key-lock energy is low.", r"E_{\mathrm{key}} = a", []),
    ("The model loss is low.", r"\mathcal{L}_{\mathrm{mode}} = a", []),
    ("This is a loss.", r"\mathcal{L}_{\mathrm{ia}} = a", []),
    ("The prediction time is short.", r"\mathcal{L}_{\mathrm{pred}} = a", []),
    # letters that count are no words
    ("The input loss is low.", r"L_{in} = a", []),
]


@pytest.mark.parametrize(("prose", "formula", "words"), SAID, ids=[prose for prose, _, _ in SAID])
def test_the_prose_says_what_a_label_is_short_for(prose: str, formula: str, words: list[str]) -> None:
    source = rf"\documentclass{{article}}\begin{{document}}{prose} \[{formula}\]\end{{document}}"
    document = read_document(bundle_from_bytes("p.tex", source.encode()))
    found = told_by_labels(collect_symbols(document).symbols, document.passages, load(), frozenset())
    assert [one.text for one in found] == words
    assert all(one.text in one.sentence for one in found)


def test_what_is_defined_needs_no_label() -> None:
    source = r"\documentclass{article}\begin{document}The peak loss is high. \[L_{\mathrm{peak}} = a\]\end{document}"
    document = read_document(bundle_from_bytes("p.tex", source.encode()))
    symbols = collect_symbols(document).symbols
    defined = frozenset(symbol.latex for symbol in symbols)
    assert told_by_labels(symbols, document.passages, load(), frozenset())
    assert not told_by_labels(symbols, document.passages, load(), defined)


def annotations(body: str) -> dict[str, Annotation]:
    source = rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"
    reading = read_bundle(Paper(), bundle_from_bytes("p.tex", source.encode()))
    return {one.symbol.latex: one for one in reading.annotations}


def test_the_words_are_no_claim_and_hold_of_this_label_alone() -> None:
    found = annotations(
        r"A ball has a binding energy and takes part in two collisions. \[ E_{\mathrm{bind}} = a + E_{\mathrm{roll}} \]"
    )
    bound = found[r"E_{\mathrm{bind}}"]
    assert (bound.status, bound.meaning) == ("mention", "binding energy")
    assert bound.source is not None and bound.source.text == "binding energy"
    assert found[r"E_{\mathrm{roll}}"].meaning != "binding energy"


def test_a_row_for_the_label_goes_before_that_of_the_letter() -> None:
    found = annotations(
        r"The training loss of a network on images of kites, with its reconstruction, is what we minimise. "
        r"\[ \mathcal{L}_{\mathrm{rec}}(\theta) = \| a - b \|_{2}^{2} \]"
    )
    assert found[r"\mathcal{L}_{\mathrm{rec}}"].meaning == "reconstruction error"
