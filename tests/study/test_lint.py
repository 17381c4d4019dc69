"""What may trip readers of a paper's notation: each kind of remark where it belongs, and silence elsewhere."""

import pytest

from reader.model.reading import Reading
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle
from reader.study.lint import Finding, lint
from reader.study.study import Study

FILLER = "Some words stand here and say nothing of any symbol.\n\n" * 6


def reading_of(body: str) -> Reading:
    text = f"\\documentclass{{article}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    return read_bundle(
        Paper(), SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    )


def found_in(body: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.symbols) for one in lint(Study(reading_of(body)))]


CASES = {
    "undefined": (
        "Let $\\Xi$ be the height of towers.\n\\[ \\Xi = 3 \\Upsilon + 1 \\]\n",
        [("undefined", ("\\Upsilon",))],
    ),
    "late": (
        f"So\n\\[ 3 \\le \\Xi \\]\n{FILLER}Here $\\Xi$ is the height of towers.\n",
        [("late", ("\\Xi",))],
    ),
    "labels in scripts need no words": (
        "Let $\\Xi$ be the height of towers.\n\\[ \\Xi_{elbo} = 3 \\Xi^{\\Upsilon} \\]\n",
        [],
    ),
    "a variance says what its root is": (
        "Let $\\Xi$ be the height of towers, with variance $\\Upsilon^2$.\n\\[ \\Xi \\ge 3 + \\Upsilon \\]\n",
        [],
    ),
    "units, differentials and the number need no words": (
        "Let $\\Xi$ be the height of towers.\n\\[ \\Xi \\ge 2 \\pi \\int \\Xi d \\Xi \\, \\mathrm{km} \\]\n",
        [],
    ),
    "an index may be used again": (
        "\\section{One} Let $j$ be the height of towers.\n\\[ j \\ge 1 \\]\n"
        "\\section{Two} Let $j$ be the price of bread.\n\\[ j \\le 2 \\]\n",
        [],
    ),
    "a formula of its own says what it is": (
        "Let $\\Xi$ be the height of towers.\n\\[ \\Xi \\ge 3 \\Upsilon + 1 \\]\nwith $\\Upsilon = 2 \\Xi$.\n",
        [],
    ),
    "a formula before it is not late": (
        f"With $\\Xi = 2 a$ so\n\\[ 3 \\le \\Xi \\]\n{FILLER}Here $\\Xi$ is the height of towers.\n",
        [],
    ),
    "where behind the display is not late": ("So\n\\[ 3 \\le \\Xi \\]\nwhere $\\Xi$ is the height of towers.\n", []),
    "redefined": (
        "\\section{One} Let $\\Xi$ be the height of towers.\n\\[ \\Xi \\ge 1 \\]\n"
        "\\section{Two} Let $\\Xi$ be the price of bread.\n\\[ \\Xi \\le 2 \\]\n",
        [("redefined", ("\\Xi",))],
    ),
    "alike": (
        "Let $v$ be the height of towers. Let $\\nu$ be the price of bread.\n\\[ v \\ge \\nu \\]\n",
        [("alike", ("v", "\\nu"))],
    ),
    "twice": (
        "Let $\\Xi$ be the height of towers. Words. Let $\\Upsilon$ be the height of towers.\n"
        "\\[ \\Xi \\ge \\Upsilon \\]\n",
        [("twice", ("\\Upsilon", "\\Xi"))],
    ),
    "indices, words and shifted forms need no words": (
        "Let $\\Xi_t$ be the height of towers.\n\\[ \\Xi_{t+1} = \\sum_{i=1}^{t} \\Xi_i + \\text{rest} \\]\n",
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_remarks(name: str) -> None:
    body, wanted = CASES[name]
    assert found_in(body) == wanted


def test_remarks_have_places_and_words() -> None:
    body, _ = CASES["redefined"]
    reading = reading_of(body)
    (finding,) = lint(Study(reading))
    assert isinstance(finding, Finding) and len(finding.places) == 2
    text = reading.bundle.files["main.tex"].text
    assert [text[place.start : place.end] for place in finding.places] == [
        "the price of bread",
        "the height of towers",
    ]


def test_usages_say_where_a_symbol_is_used_and_defined() -> None:
    reading = reading_of(CASES["late"][0])
    annotation = next(one for one in reading.annotations if one.symbol.latex == "\\Xi")
    usage = Study(reading).usages.of(annotation)
    assert usage.displayed is not None and usage.first == usage.displayed
    ((definition, behind),) = usage.defined
    assert definition.text == "the height of towers" and behind > 3
