"""Readings, steps and SymPy in the JSON: there when asked for, by the schema, absent and free when not."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest

import reader
from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.model.annotations import Annotation, Sense
from reader.model.reading import Reading
from reader.model.symbols import Symbol
from reader.output.exporters.registry import EXTRAS, export
from reader.output.rows.reading import to_dict
from reader.study.speech.symbol_names import counters, english_name, told_apart
from reader.study.study import Study

SCHEMA = json.loads((resources.files("reader.output.exporters") / "reading.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example() -> Reading:
    return reader.read("example")


def test_without_asking_there_are_none(example: Reading) -> None:
    rows = to_dict(Study(example))
    assert rows["extras"] == []
    assert {(row["reading"], tuple(row["steps"]), row["sympy"]) for row in rows["equations"]} == {(None, (), None)}
    assert {(row["run"], row["core"], tuple(row["lines"])) for row in rows["equations"]} == {(None, None, ())}


def test_every_display_has_all_by_the_schema(example: Reading) -> None:
    rows = json.loads(export(example, "json", "ja", extras=EXTRAS))
    jsonschema.validate(rows, SCHEMA)
    for row in rows["equations"]:
        assert row["reading"]["en"] and row["reading"]["exact"]["ja"] and row["sympy"]["status"]
        assert len(row["steps"]) <= 6 and row["skeleton"]
        assert bool(row["run"]["refused"]) != bool(row["run"]["results"])
        for step in row["steps"]:
            assert step["end"] <= len(row["expanded"]) and step["written"]["end"] <= len(row["latex"])
        for line in row["lines"]:
            texts = {each["id"]: each["expanded"] for each in rows["equations"]}
            for spot in (line["from"], line["to"], *(each for change in line["changes"] for each in change["from"])):
                assert 0 <= spot["start"] < spot["end"] <= len(texts[spot["equation"]])
    assert [name["rule"] for row in rows["equations"] for line in row["lines"] for name in line["names"]]
    deep = {row["number"]: row["core"]["concepts"] for row in rows["equations"]}
    assert deep["2"] > deep["1a"] > 0
    spoken = {row["number"]: row["reading"] for row in rows["equations"]}
    assert spoken["2"]["en"] == "attention of Q, K and V equals softmax of the sum, V"
    assert "softmax of the sum times the values" in spoken["2"]["meanings"]["en"]
    assert "かっこ クエリ、キー、バリュー" in spoken["2"]["meanings"]["ja"]
    assert "square root" in spoken["2"]["exact"]["en"]


def test_a_step_names_its_part_in_the_authors_text(example: Reading) -> None:
    row = next(row for row in to_dict(Study(example), "en", ["steps"])["equations"] if row["number"] == "1a")
    first = row["steps"][0]
    assert row["latex"][first["written"]["start"] : first["written"]["end"]] == "Q"
    assert first["shape"] == ["n", "d_{k}"]
    assert first["en"].startswith("$Q$ (the matrices of queries) is the product of $X$")
    assert first["aloud"]["en"].startswith("Q (the matrices of queries) is the product of X")
    assert row["reading"] is None and row["sympy"] is None


def test_unknown_extras_are_refused(example: Reading) -> None:
    with pytest.raises(KeyError):
        export(example, "json", extras=["songs"])


def test_a_name_stands_for_one_symbol() -> None:
    meaning = read_meaning(parse_formula(r"z_{t+1} = z_t + P - Q + \sum_{k=1}^n k x"))
    names = {"z_{t+1}": "the point", "z_{t}": "the point", "P": "the measure", "Q": "the measure", "x": "the input"}
    assert told_apart(names, meaning) == {"z": "the point", "x": "the input"}
    assert counters(meaning) == {"k"}


@pytest.mark.parametrize(
    ("meaning", "name"),
    [
        ("policy being trained", "the policy being trained"),
        ("a policy", "a policy"),
        ("value (attention)", "the value"),
        (r"loss on $\mathcal{D}$", ""),
        ("one of the many long and winding paths through the woods of the far north", ""),
        (None, ""),
    ],
)
def test_which_meanings_can_be_said(meaning: str | None, name: str, example: Reading) -> None:
    symbol = Symbol("s1", "x", "identifier", None, frozenset(), ("x",), ())
    annotation = Annotation(symbol, "paper", meaning, None, ())
    here = example.document.equations[0]
    assert english_name(annotation, here) == name
    unsaid = replace(annotation, senses=(Sense("", None, "unknown", (here.id,)),))
    assert english_name(unsaid, here) == ""  # of this formula nothing is said, whatever holds elsewhere
