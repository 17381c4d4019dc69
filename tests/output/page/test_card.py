"""The card of a formula: what is on it, and that it stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from reader.formula.syntax.extent import extent_of
from reader.formula.syntax.parsing import parse_formula
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.document import Equation
from reader.model.reading import Reading
from reader.output.page.card import card_svg, with_texts
from reader.output.page.workbench import Workbench, kinds_of_blocks, texts
from reader.pipeline import read
from reader.study.study import Study

FOREIGN = re.compile(r"""(?:href|src)=["']|url\((?!["']?data:)""")  # what is fetched from elsewhere
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def bench() -> Workbench:
    reading = read("example")
    return Workbench(Study(reading))


@pytest.fixture(scope="module")
def numbered(bench: Workbench) -> Callable[[str], Equation]:
    return lambda number: next(each for each in bench.reading.document.equations if each.number == number)


@pytest.fixture(scope="module")
def trees(bench: Workbench) -> Callable[[Equation], list[Any]]:
    """The tree of a formula's card with its texts put in."""

    def tree(equation: Equation) -> list[Any]:
        row = bench.of(equation)
        return with_texts(
            row["along"]["card"],
            {**row, "blocks": kinds_of_blocks(bench.study.blocks[equation.id]), "texts": texts(bench.study.glossary)},
        )

    return tree


def parts(tree: list[Any], kind: str) -> Iterator[list[Any]]:
    if tree[0] == kind:
        yield tree
    for child in tree[1:]:
        if isinstance(child, list):
            yield from parts(child, kind)


def test_a_card_says_what_the_paper_says(
    bench: Workbench, trees: Callable[[Equation], list[Any]], numbered: Callable[[str], Equation]
) -> None:
    tree = trees(numbered("2"))
    (title,) = parts(tree, "p.title")
    assert title[1] == bench.reading.paper.title and title[-1] == {"en": "Equation 2", "ja": "式 2"}
    assert {"en": "causal mask", "ja": "因果マスク（causal mask）"} in [each[1] for each in parts(tree, "span.meaning")]
    rooms = [each[1]["ja"] for each in parts(tree, "li")]
    assert rooms[0] == "アテンションと Transformer" and {"古典的な機械学習", "線形代数"} <= set(rooms)


def test_a_card_does_not_spell_the_formula_out(bench: Workbench, trees: Callable[[Equation], list[Any]]) -> None:
    for equation in bench.reading.document.equations:
        said = bench.of(equation)["said"]
        assert said["en"] not in str(trees(equation)) or len(said["en"]) < 20


def test_what_is_not_known_is_said_to_be_so(bench: Workbench, trees: Callable[[Equation], list[Any]]) -> None:
    unknown = {each.symbol.latex for each in bench.reading.annotations if each.status == "unknown"}
    said = set()
    for equation in bench.reading.document.equations:
        row = next(iter(parts(trees(equation), "div.symbols")), [])
        for sign, meaning in zip(row[1::2], row[2::2], strict=True):
            if meaning[0] == "span.meaning.unknown":
                assert meaning[1] == {"en": "not found", "ja": "説明なし"}
                said.add(sign[1][2])
    assert said and said <= unknown


GIVEN = r"""\documentclass{article}\begin{document}
\begin{equation} u = a^2 - b \end{equation}
\[ v := a + b \]
\begin{equation} u + v < q \end{equation}
\end{document}"""


def test_what_a_formula_of_the_paper_gives_is_said_to_be_given() -> None:
    reading = read(bundle_from_bytes("paper.tex", GIVEN.encode()))
    bench = Workbench(Study(reading))
    first, _, last = reading.document.equations
    along = bench.of(last)["along"]
    (row,) = parts(along["card"], "div.symbols")
    assert {sign[1][2]: meaning[1] for sign, meaning in zip(row[1::2], row[2::2], strict=True)} == {
        "u": {"en": "given by formula (1)", "ja": "式 (1) で定義"},
        "v": {"en": "given by a formula", "ja": "数式で定義"},
        "q": {"en": "not found", "ja": "説明なし"},
    }
    assert "- $u$: given by formula (1)\n" in along["markdown"]["en"]
    assert "- $u$: given by formula (1) — `u = a^2 - b`, paper.tex:2" in along["llm"]["en"]
    assert "- $v$: 数式で定義 — `v := a + b`、paper.tex:3" in along["llm"]["ja"]
    assert "No explanation was found for: $q$. " in along["llm"]["en"]
    assert "- $u$: given by formula (1)\n" in bench.of(first)["along"]["llm"]["en"]  # which stands above it


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_card_stands_alone(bench: Workbench, language: Any) -> None:
    for equation in bench.reading.document.equations:
        text = bench.card(equation, language)
        svg = ElementTree.fromstring(text)
        assert "@font-face" in text and not FOREIGN.search(text) and "data-tezawari" not in text
        assert [each.get("lang") for each in svg.iter(f"{XHTML}div") if each.get("class") == "card"] == [language]


def test_text_of_a_paper_stays_text(bench: Workbench, numbered: Callable[[str], Equation]) -> None:
    paper = replace(bench.reading.paper, title="</p><script>alert(1)</script>&")
    hostile: Reading = replace(bench.reading, paper=paper)
    text = Workbench(Study(hostile)).card(numbered("2"), "en")
    assert not any(each.tag.endswith("script") for each in ElementTree.fromstring(text).iter())
    assert "&lt;script&gt;alert(1)" in text


def test_a_long_formula_is_set_smaller(bench: Workbench, numbered: Callable[[str], Equation]) -> None:
    equation = numbered("2")
    long = replace(equation, formula=replace(equation.formula, expanded=" + ".join(["x"] * 60)))
    said = {"said": {"en": ""}}
    sizes = [
        float(
            re.findall(
                r"font-size:([\d.]+)px\"", card_svg(["div.card", ["div.formula", ["formula"]]], said, each, "en")
            )[0]
        )
        for each in (equation, long)
    ]
    assert sizes[0] == 23 and 5 < sizes[1] < 10


@pytest.mark.parametrize(
    ("small", "large", "wider", "higher"),
    [
        ("x", "x + y", True, False),
        ("x", r"\frac{x}{y}", True, True),
        ("x", "x^2", True, True),
        (r"\sum x", r"\sum_{i=1}^n x", True, True),
        ("x", r"\begin{pmatrix} x \\ y \end{pmatrix}", True, True),
        ("ab", "任意", True, False),
        (r"\int x", r"\left(\int x\right)^{2}", True, True),
    ],
)
def test_more_takes_more_room(small: str, large: str, wider: bool, higher: bool) -> None:
    one, other = extent_of(parse_formula(small)), extent_of(parse_formula(large))
    assert (other.width > one.width, other.height > one.height) == (wider, higher)
