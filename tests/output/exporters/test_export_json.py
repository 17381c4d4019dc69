"""The contract's JSON: every field, right places, the same bytes each time, linear time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import Any

import handmade
import jsonschema
import pytest

from reader.latex.source.places import SourcePlaces
from reader.model.source import SourceFile, Span
from reader.output.exporters.registry import export
from reader.output.rows.reading import to_dict
from reader.study.study import Study

SCHEMA = json.loads((resources.files("reader.output.exporters") / "reading.schema.json").read_text(encoding="utf-8"))


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_export_fits_the_schema(language: Any) -> None:
    text = export(handmade.reading(), "json", language)
    jsonschema.validate(json.loads(text), SCHEMA)
    assert json.loads(text) == to_dict(Study(handmade.reading()), language)
    assert text == export(handmade.reading(), "json", language)


def objects(schema: Any, value: Any, path: str = "$") -> Iterator[tuple[str, set[str], set[str]]]:
    """(place, fields that the schema requires, fields that are there) of every object that the schema describes."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null" and value is not None:
            yield from objects(choice, value, path)
    if isinstance(value, dict) and "properties" in schema:
        yield path, set(schema["required"]), set(value)
        for key, inner in schema["properties"].items():
            yield from objects(inner, value.get(key), f"{path}.{key}")
    if isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            yield from objects(schema["items"], each, f"{path}[{number}]")


def test_schema_knows_every_field() -> None:
    seen = list(objects(SCHEMA, to_dict(Study(handmade.reading()))))
    assert len(seen) > 25
    assert [(place, required ^ there) for place, required, there in seen if required != there] == []


def test_places_are_the_authors() -> None:
    row = to_dict(Study(handmade.reading()))
    files = {"main.tex": handmade.MAIN, "proof.tex": handmade.PROOF}
    first, *_, last = row["equations"]
    assert (first["file"], first["line"], first["column"]) == ("main.tex", 8, 3)
    assert (last["file"], last["line"], last["column"]) == ("proof.tex", 3, 4)
    for each in row["equations"]:
        assert files[each["file"]][each["start"] : each["end"]] == each["latex"]
    source = row["symbols"][0]["meaning_source"]
    assert (source["kind"], source["file"], source["line"]) == ("sentence", "main.tex", 5)
    assert [use["line"] for use in row["symbols"][0]["occurrences"]] == [8, 3]
    assert [(each["file"], each["line"], each["column"]) for each in row["problems"]] == [
        ("proof.tex", 2, 1),
        (None,) * 3,
    ]


def test_who_cites_whom() -> None:
    first, second, *others = to_dict(Study(handmade.reading()))["equations"]
    assert (first["cites"], first["cited_by"]) == (["e2"], [])
    assert second["cites"] == []
    assert second["cited_by"] == [
        {"equation": "e1", "file": "main.tex", "line": 11},
        {"equation": None, "file": "proof.tex", "line": 2},
    ]
    assert all(each["cites"] == each["cited_by"] == [] for each in others)


def test_meanings_senses_and_concepts() -> None:
    row = to_dict(Study(handmade.reading()), "ja")
    beta, theta, _ = row["symbols"]
    assert (beta["meaning"], beta["status"], beta["count"]) == ("weight of the penalty", "paper", 2)
    assert [sense["equations"] for sense in beta["senses"]] == [["e1"], ["e4"]]
    assert beta["concepts"] == [
        {"id": handmade.CONCEPT, "confidence": 0.877, "status": "glossary", "why": "よく使われる文字です"}
    ]
    assert beta["gloss"] == {"en": "weight of the penalty", "ja": "ペナルティの重み", "origin": "lexicon"}
    assert (theta["meaning"], theta["meaning_source"], theta["gloss"], theta["senses"]) == (None, None, None, [])


def test_a_concept_that_the_glossary_lost_is_left_out() -> None:
    reading = replace(handmade.reading(), concepts=("no-such-concept",))
    assert "no-such-concept" not in {concept["id"] for concept in to_dict(Study(reading))["concepts"]}


LINES = [  # text, offset, line, column
    ("", 0, 1, 1),
    ("ab\ncd", 1, 1, 2),
    ("ab\ncd", 2, 1, 3),
    ("ab\ncd", 3, 2, 1),
    ("a\r\nb", 3, 2, 1),
    ("a\rb", 2, 2, 1),
    ("\n\n\nx", 3, 4, 1),
    ("日本\n語", 3, 2, 1),
]


@pytest.mark.parametrize(("text", "offset", "line", "column"), LINES)
def test_lines_and_columns(text: str, offset: int, line: int, column: int) -> None:
    places = SourcePlaces({"a.tex": SourceFile("a.tex", text, "utf-8")})
    assert places.locate(Span("a.tex", offset, offset)) == (line, column)


def test_places_take_linear_time() -> None:
    def seconds(lines: int) -> float:
        text = "x\n" * lines
        places = SourcePlaces({"a": SourceFile("a", text, "utf-8")})
        start = time.process_time()
        for offset in range(0, len(text), 2):
            places.locate(Span("a", offset, offset))
        return time.process_time() - start

    seconds(1_000)
    assert min(seconds(40_000) for _ in range(3)) < 60 * min(seconds(2_000) for _ in range(3)) + 0.05
