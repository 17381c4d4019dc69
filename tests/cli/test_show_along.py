"""``show --as``: a formula taken along, as the page gives it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from reader.cli import main
from reader.output.page.payload import build_payload
from reader.pipeline import read
from reader.study.study import Study

LANGUAGES = ("en", "ja")


@pytest.fixture(scope="module")
def along() -> dict[str, Any]:
    """What the page's workbench has of formula 2."""
    payload = build_payload(Study(read("example")))
    equation = next(each["id"] for each in payload["reading"]["equations"] if each["number"] == "2")
    found: dict[str, Any] = payload["benches"][equation]["along"]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["llm", "markdown"])
def test_texts_are_those_of_the_page(
    form: str, language: str, along: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "example", "--equation", "2", "--as", form, "--lang", language]) == 0
    printed = capsys.readouterr()
    assert printed.out == along[form][language] and printed.err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_goes_into_a_file(language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "card.svg"
    assert main(["show", "example", "--equation", "eq:dpo", "--as", "card", "-o", str(file), "--lang", language]) == 0
    assert capsys.readouterr().out == ""
    svg = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert svg.tag == "{http://www.w3.org/2000/svg}svg"
    assert any(each.tag == "{http://www.w3.org/1998/Math/MathML}math" for each in svg.iter())
    assert {"en": "Equation 20", "ja": "式 20"}[language] in "".join(svg.itertext())


def test_a_card_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "example", "--equation", "2", "--as", "card"]) == 0
    assert capsys.readouterr().out.startswith("<svg ")
