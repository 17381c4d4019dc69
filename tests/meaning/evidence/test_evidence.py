"""What the evidence for linking knows of a symbol's company."""

import glossary
from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.prose.definitions import definitions_in
from reader.model.source import Paper
from reader.model.symbols import Symbol


def evidence_from(body: str) -> tuple[LinkingEvidence, dict[str, Symbol]]:
    document = read_document(bundle_from_bytes("main.tex", rf"\begin{{document}}{body}\end{{document}}".encode()))
    symbols = collect_symbols(document).symbols
    definitions = definitions_in(document.passages)
    evidence = LinkingEvidence(symbols, definitions, document, Paper(), glossary.load())
    return evidence, {symbol.latex: symbol for symbol in symbols}


def test_only_rows_of_displays_are_displayed() -> None:
    evidence, _ = evidence_from(r"Here $a$ is \[ a = b \]")
    assert sorted(evidence.is_displayed(equation) for equation in evidence.formulas) == [False, True]
    assert not evidence.is_displayed("none of this paper")


def test_words_of_a_language_that_is_not_read_define_nothing() -> None:
    said = r"La pièce est lancée $n$ fois de suite, et le poids $w$ est connu. " * 20
    assert not evidence_from(said)[0].statements.by_spelling
    assert evidence_from(r"The coin, by this rule, is thrown with the weight $w$. " * 20)[0].statements.by_spelling
