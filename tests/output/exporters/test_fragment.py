"""One formula with its note as a fragment that stands alone."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

import reader
from reader.cli import main
from reader.messages import Language
from reader.model.reading import Reading
from reader.output.exporters import fragment
from reader.output.rows.sheets import credits_of
from reader.study.study import Study


@pytest.fixture(scope="module")
def example() -> Reading:
    return reader.read("example")


class Balance(HTMLParser):
    """What is open, and every name and attribute that was met."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.met |= {tag, *(name for name, _ in attrs)}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_fragment_of_every_formula_stands_alone(example: Reading, language: Language) -> None:
    study = Study(example)
    for equation in example.document.equations:
        text = fragment.export(study, equation, language)
        seen = Balance()
        seen.feed(text)
        assert seen.open == [] and text.startswith("<figure") and "math" in seen.met
        assert not seen.met & {"script", "img", "link", "iframe", "src", "onclick", "onerror"}
        rules = re.findall(r"^\s*(\S.*?)\s*\{", text.split("<style>")[1].split("</style>")[0], re.M)
        assert rules and all(f".tezawari-{equation.id}" in rule for rule in rules)  # nothing else is styled


def test_it_says_what_the_symbols_mean_and_where_it_stands(example: Reading) -> None:
    equation = next(each for each in example.document.equations if each.number == "2")
    text = fragment.export(Study(example), equation)
    assert "causal mask" in text and "the author says" in text and "Equation 2" in text and "attention.tex:" in text
    signs = set(re.findall(r"data-means=\"(\w+)\"", text))
    assert signs and all(f'data-tezawari-symbol="{each}"' in text for each in signs)


def test_it_says_whose_the_paper_is(example: Reading) -> None:
    paper = replace(
        example.paper, id="2401.00001v1", authors=("A. Fern", "B. <Moss>"), abstract_url="https://arxiv.org/abs/2401.00001",
        licence="http://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    study = Study(replace(example, paper=paper))
    text = fragment.export(study, example.document.equations[0])
    caption = text.partition("<figcaption>")[2]
    assert all(escape(line) in caption for line in credits_of(study, "en").lines)
    assert "B. &lt;Moss&gt;" in caption and "licenses/by/4.0" in caption


def test_the_command_prints_or_writes_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["annotate", "example", "--embed", "2"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("<figure")
    assert main(["annotate", "example", "--embed", "2", "-o", str(tmp_path / "new")]) == 0
    (file,) = (tmp_path / "new").iterdir()
    assert file.name == "preference-attention-2.html" and file.read_text(encoding="utf-8") == printed


WRONG = {
    ("example", "example", "--embed", "2"): 2,
    ("example", "--embed", "99"): 1,
    ("-", "--embed", "2"): 2,
    ("example", "--embed", "2", "--format", "html"): 2,
    ("example", "--embed", "2", "--with", "steps", "--library"): 2,
    ("example", "--embed", "2", "--second-reader", "--answers", "a.jsonl"): 2,
    ("example", "--embed", "2", "--time-limit", "3"): 2,
}


@pytest.mark.parametrize("arguments", WRONG)
def test_what_cannot_be_done_is_one_sentence(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["annotate", *arguments]) == WRONG[arguments]
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1
