"""What the page asks for later is what the exported page holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.frontend import build
from reader.model.reading import Reading
from reader.output.page import workbench
from reader.output.page.on_demand import LARGEST, Supply
from reader.output.page.payload import build_payload, core_payload
from reader.pipeline import read
from reader.study import name_kinds
from reader.study.study import Study


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read("example")


@pytest.fixture(scope="module")
def whole(reading: Reading) -> dict[str, Any]:
    return build_payload(Study(reading))


def test_the_core_needs_no_workbench(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_early(*_: object) -> None:
        raise AssertionError

    for module, name in ((workbench, "steps_in"), (workbench, "said_row"), (name_kinds, "knowledge_of")):
        monkeypatch.setattr(module, name, too_early)
    core = core_payload(Supply(Study(reading)))
    assert len(core["opens"]) > 20


def test_a_workbench_comes_with_all_that_it_shows(reading: Reading, whole: dict[str, Any]) -> None:
    supply = Supply(Study(reading))
    for name in whole["opens"]:
        piece = supply.piece("bench", name)
        assert piece is not None
        assert piece["bench"] == whole["benches"][name]
        assert piece["mathml"] == whole["mathml"][name]
        assert piece["drawn"].items() <= whole["drawn"].items()
        assert {block["block"] for block in piece["bench"]["blocks"]} <= set(piece["blocks"])
        slots = {latex for block in piece["bench"]["blocks"] for latex in block["slots"].values()}
        assert slots <= set(piece["drawn"])


def test_enquiries_and_readings_are_the_same_one_by_one(reading: Reading, whole: dict[str, Any]) -> None:
    supply = Supply(Study(reading))
    symbols = [row["id"] for row in whole["reading"]["symbols"]]
    found = {name: piece for name in symbols if (piece := supply.piece("enquiry", name))}
    chosen = {name: piece.pop("sentences") for name, piece in found.items() if "sentences" in piece}  # the app's alone
    assert {name: piece for name, piece in found.items() if any(piece.values())} == whole["enquiries"]
    assert any(chosen.values()) and all(len(each) <= 3 for each in chosen.values())
    assert {each: supply.piece("spoken", each) for each in ("en", "ja")} == whole["spoken"]
    assert whole["spoken"]["ja"].keys() == set(whole["opens"])


def test_who_does_not_see_a_formula_hears_all_of_it(reading: Reading, whole: dict[str, Any]) -> None:
    names = {each.number: each.id for each in reading.document.equations}
    heard, said = whole["spoken"]["en"], {name: row["said"] for name, row in whole["benches"].items()}
    long, short = names["2"], names["1a"]
    assert heard[long] == said[long]["exact"]["en"] != said[long]["en"]
    assert heard[short] == said[short]["en"]


def test_ideas_are_named_as_in_the_layers(reading: Reading, whole: dict[str, Any]) -> None:
    named = Supply(Study(reading)).piece("named", "all")
    assert named and all(each["uses"] for each in named)
    pieces = [{key: each[key] for key in ("name", "reading", "uses")} for each in whole["cake"]["pieces"]]
    assert [each for each in pieces if each["uses"]] == named


@pytest.mark.parametrize(
    ("kind", "name"), [("bench", "none"), ("enquiry", "none"), ("nothing", "e1"), ("bench", ""), ("spoken", "fr")]
)
def test_what_is_not_there_is_none(reading: Reading, kind: str, name: str) -> None:
    assert Supply(Study(reading)).piece(kind, name) is None


def test_a_workbench_is_run_with_chosen_sizes(reading: Reading) -> None:
    supply = Supply(Study(reading))
    name = next(each.id for each in reading.document.equations if each.number == "2")

    def sized(*wanted: Any) -> Any:
        return supply.piece("sized", json.dumps(wanted))

    other = sized(name, {"n": 5, "d_{k}": 2})["bench"]["run"]
    assert other["sizes"] == [["n", 5], ["d_{k}", 2], ["d", 4]]
    assert [each["sizes"] for each in other["inputs"]][:2] == [[5, 4], [4, 2]]
    assert supply.piece("bench", name)["bench"]["run"]["sizes"] == [["d_{k}", 4], ["d", 4], ["n", 3]]  # type: ignore[index, call-overload]


@pytest.mark.parametrize("sizes", [{"n": 0}, {"n": 7}, {"n": 2.0}, {"n": True}, {"n": "2"}, {"zz": 2}, [], 3])
def test_sizes_that_nobody_can_choose_give_nothing(reading: Reading, sizes: Any) -> None:
    supply = Supply(Study(reading))
    name = next(each.id for each in reading.document.equations if each.number == "2")
    assert supply.piece("sized", json.dumps([name, sizes])) is None
    assert supply.piece("sized", "no JSON") is None
    assert supply.piece("sized", json.dumps(["none", {}])) is None


def test_the_page_offers_no_larger_sizes_than_are_planned() -> None:
    assert f"const LARGEST = {LARGEST};" in build.script(build.READER)
