"""The page's payload is what its types say, and what is made of the types is up to date."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest
import sample

from reader.assistant.assistance import Assistance, Earlier
from reader.latex.source.bundle import bundle_from_bytes
from reader.output.page.on_demand import Supply
from reader.output.page.payload import build_payload, core_payload
from reader.output.rows import page_types
from reader.pipeline import read
from reader.study.study import Study

ROOT = Path(__file__).parents[3]
PAPERS = {
    "no formula": "Words alone.",
    "symbols": r"Let $g$ be the gain, see \cite{a}. \begin{equation} y = g x + q \end{equation}"
    r"\begin{thebibliography}{1}\bibitem{a} A. Fern.\end{thebibliography}",
    "algorithm": r"\begin{algorithmic} \STATE $x = y$ \end{algorithmic}",
    "faults": r"\begin{equation} x = \unknown{y \end{equation} \begin{abstract} We say $a$. \end{abstract}",
}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((Path(page_types.__file__).parent / "page.schema.json").read_text("utf-8"))
    return made


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("page_contract", ROOT / ".ci" / "front" / "contract.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(row: Any) -> Any:
    """As the browser gets it."""
    return json.loads(json.dumps(row))


def test_what_is_made_of_the_types_is_up_to_date() -> None:
    assert generator().stale() == [], "run .ci/front/contract.py"


@pytest.mark.parametrize("case", PAPERS)
def test_payloads_are_what_the_types_say(case: str, schema: dict[str, Any]) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}{PAPERS[case]}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    jsonschema.validate(plain(build_payload(study)), schema)
    supply = Supply(study)
    jsonschema.validate(plain(core_payload(supply, "ja")), schema)
    enquiry = {**schema, "$ref": "#/$defs/PageEnquiry"}
    asked = [supply.piece("enquiry", each.symbol.id) for each in study.reading.annotations]
    for row in filter(None, asked):
        jsonschema.validate(plain(row), enquiry)


def test_the_payload_of_a_paper_of_which_a_model_was_asked(schema: dict[str, Any]) -> None:
    text = rf"\documentclass{{article}}\begin{{document}}{PAPERS['symbols']}\end{{document}}"
    reading = read(bundle_from_bytes("p.tex", text.encode()))
    told = Assistance("a model", "0", 2, 1, 3, 1, {"no-quote": 2}, instead_of={"g": Earlier("mention", "gain")})
    said = [replace(each, status="model") if each.symbol.latex == "g" else each for each in reading.annotations]
    payload = plain(build_payload(Study(replace(reading, annotations=tuple(said), assistance=told))))
    jsonschema.validate(payload, schema)
    assert payload["reading"]["assistant"]["dropped"] == {"no-quote": 2}


def test_the_payload_of_the_bundled_paper(schema: dict[str, Any]) -> None:
    jsonschema.validate(plain(build_payload(Study(read("example")), switch=True)), schema)


def test_the_hand_made_payload_of_the_browser_tests(schema: dict[str, Any]) -> None:
    jsonschema.validate(plain(sample.payload()), schema)


# Modules that tsc does not check yet. A module leaves this list, and none comes to it.
UNCHECKED = {
    "bench",
    "card",
    "curve",
    "grids",
    "numbers",
    "open_bench",
    "said_aloud",
    "switches",
    "tabs",
}


def test_modules_are_checked_with_the_types() -> None:
    modules = list((ROOT / "reader" / "frontend").rglob("*.mjs"))
    unchecked = {each.stem for each in modules if not each.read_text("utf-8").startswith("// @ts-check\n")}
    assert len(modules) > 60 and unchecked == UNCHECKED


def test_a_row_with_a_key_too_many_or_too_few_is_none(schema: dict[str, Any]) -> None:
    both = {**schema, "$ref": "#/$defs/PageBoth"}
    jsonschema.validate({"en": "a", "ja": "b"}, both)
    for wrong in ({"en": "a"}, {"en": "a", "ja": "b", "de": "c"}, {"en": "a", "ja": 3}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, both)
