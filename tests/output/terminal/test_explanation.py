"""What `tezawari why` says, in both languages, and the question that a reader copies."""

import pytest

import reader
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.linking.pool import KINSHIP, SHOWN
from reader.messages import LANGUAGES, Language, table
from reader.model.annotations import Annotation
from reader.model.reading import Reading
from reader.output.terminal.explanation import SymbolExplanation, question
from reader.study.study import Study


@pytest.fixture(scope="module")
def example() -> Reading:
    return reader.read("example")


def symbol(example: Reading, latex: str) -> Annotation:
    return next(one for one in example.annotations if one.symbol.latex == latex)


def explained(example: Reading, latex: str, language: Language) -> SymbolExplanation:
    return SymbolExplanation(Study(example), symbol(example, latex), language)


def test_answer_options_and_rows_are_told(example: Reading) -> None:
    lines = list(explained(example, r"\beta", "en").lines())
    assert lines[0] == r"\beta" and "strength of the KL penalty" in lines[1]
    for heading in ("candidates", "weighed", "rows"):
        assert table("why")[heading]["en"] in lines
    assert any("sections/notation.tex:" in line for line in lines)


def test_japanese_has_the_gloss_and_the_words(example: Reading) -> None:
    lines = list(explained(example, r"\beta", "ja").lines())
    assert lines[1].startswith("答え: ") and "strength of the KL penalty" in lines[1]


def test_formula_says_what_holds_there(example: Reading) -> None:
    equation = example.document.equations[0]
    absent = explained(example, r"\beta", "en")
    stands = any(place.equation == equation.id for place in absent.annotation.symbol.occurrences)
    told = list(absent.lines(equation))
    assert stands or any(line.startswith("The symbol does not stand in formula") for line in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_question_is_markdown_with_a_place(example: Reading, language: Language) -> None:
    text = question(explained(example, r"\beta", language))
    assert text.startswith(("What does", "「")) and "\n> " in text and "notation.tex:" in text and text.endswith("\n")


def test_words_come_in_plain_characters_without_the_papers_macros() -> None:
    source = r"""\documentclass{article}\newcommand{\wts}{\theta}\begin{document}
    Let $L$ be the loss of $f_\wts$. \begin{equation} L = L_c + \log f_\wts \end{equation} \end{document}"""
    paper = reader.read(bundle_from_bytes("paper.tex", source.encode()))
    assert "  “loss of f_θ”" in "\n".join(explained(paper, "L", "en").lines())
    assert "The same letter: L (loss of f_θ)" in explained(paper, "L_{c}", "en").lines()


def test_every_source_has_a_name() -> None:
    named = {key.removeprefix("source-") for key in table("why") if key.startswith("source-")}
    sources = {"own", *KINSHIP, "usual", *(source for source, _ in SHOWN), "standing", "letters"}
    assert {source.replace(" ", "-") for source in sources} == named
