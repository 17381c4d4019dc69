"""Roles that follow from where a symbol stands."""

import pytest

import glossary
from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.structure import entries_of, role_in_formula
from reader.model.source import Paper
from reader.model.symbols import Symbol


def evidence_from(body: str) -> tuple[LinkingEvidence, dict[str, Symbol]]:
    text = rf"\begin{{document}}{body}\end{{document}}"
    document = read_document(bundle_from_bytes("main.tex", text.encode()))
    symbols = collect_symbols(document).symbols
    evidence = LinkingEvidence(symbols, (), document, Paper(), glossary.load())
    return evidence, {symbol.latex: symbol for symbol in symbols}


ROLES = [
    # body, symbol -> concept
    (r"\[\sum_{i=1}^n x_i\]", "i", "index"),
    (r"\[\prod_{k} x_k\]", "k", "index"),
    (r"\[W \in \mathbb{R}^{d \times m}\]", "d", "dimension"),
    (r"\[p(x \mid y)\]", r"\mid", "conditional-probability"),
]


@pytest.mark.parametrize(("body", "latex", "concept"), ROLES, ids=lambda value: value[:30])
def test_role(body: str, latex: str, concept: str) -> None:
    evidence, symbols = evidence_from(body)
    candidate = role_in_formula(symbols[latex], evidence)
    assert candidate is not None and [link.concept for link in candidate.links] == [concept]


def test_a_letter_that_tells_names_apart_is_no_index() -> None:
    evidence, symbols = evidence_from(r"\[W_q x + W_k x + W_v x\]")
    assert "k" in evidence.labels and role_in_formula(symbols["k"], evidence) is None
    evidence, symbols = evidence_from(r"\[\sum_k x_k + x_i\]")
    assert "k" not in evidence.labels and role_in_formula(symbols["k"], evidence) is not None


def test_a_letter_that_is_free_elsewhere_counts_nothing() -> None:
    evidence, symbols = evidence_from(r"\[\sum_x f(x)\] and \[h = x^2\]")
    assert role_in_formula(symbols["x"], evidence) is None
    evidence, symbols = evidence_from(r"\[\sum_q f(q)\] and \[\max_q f(q)\]")
    assert role_in_formula(symbols["q"], evidence) is not None
    evidence, symbols = evidence_from(r"\[\sum_m b_m\] and \[c_m = 2 d_m\]")
    assert role_in_formula(symbols["m"], evidence) is not None


def test_what_an_entry_is_an_entry_of() -> None:
    assert "A" in entries_of(take_apart("a_{ij}"))
    assert r"\bm{v}" in entries_of(take_apart("v_{i}"))
    assert entries_of(take_apart("v")) == ()
