"""Annotation packs: they hold none of the paper's words, and what they say is checked against one's own copy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import reader
from reader.cli import main
from reader.errors import CorrectionError
from reader.model.context import Context
from reader.model.reading import Reading
from reader.output.exporters.pack import attach
from reader.output.exporters.registry import export
from reader.study.study import Study
from reader.user.context import current_context
from reader.user.corrections import Correction, digest_of_meaning, read_corrections, write_corrections

PAPERS = Path(__file__).resolve().parents[2] / "meaning" / "papers"
GRPO = str(PAPERS / "grpo.tex")


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "corrections.toml"
    monkeypatch.setenv("TEZAWARI_CORRECTIONS", str(file))
    return file


def corrected(file: Path, *corrections: Correction) -> Reading:
    write_corrections(file, corrections)
    found = current_context()
    return reader.read(GRPO, context=Context(found.glossary, found.course, file))


MINE = Correction("grpo", r"\rho_{i,t}", "how much likelier the new policy makes it")


def test_a_pack_has_no_words_of_the_paper(tmp_path: Path) -> None:
    reading = corrected(tmp_path / "c.toml", MINE)
    text = export(reading, "pack")
    assert MINE.meaning in text
    words = {word for passage in reading.document.passages for word in passage.text.split() if word.isalpha()}
    telling = {word for word in words if len(word) > 6 and word not in MINE.meaning}
    ours = "".join(json.dumps([row["concept"], row["status"]]) for row in json.loads(text)["symbols"])
    assert len(telling) > 20
    assert {word for word in telling if word.lower() in text.lower() and word.lower() not in ours.lower()} == set()


def test_a_pack_comes_back(tmp_path: Path) -> None:
    reading = corrected(tmp_path / "c.toml", MINE)
    found = attach(export(reading, "pack"), Study(reader.read(GRPO)), "a pack")
    assert [(one.symbol, one.meaning, one.source) for one in found.corrections] == [(MINE.symbol, MINE.meaning, "pack")]
    assert found.dropped == () and found.sentences == found.found > 20


def test_what_is_wrong_comes_back_and_what_a_program_said_does_not(tmp_path: Path) -> None:
    wrong = Correction("grpo", r"\beta", wrong=digest_of_meaning("x"))
    reading = corrected(tmp_path / "c.toml", wrong, Correction("grpo", r"\epsilon", "a program's", source="model"))
    found = attach(export(reading, "pack"), Study(reader.read(GRPO)), "a pack")
    assert found.corrections == (replace(wrong, source="pack"),) and found.dropped == ()


WRONG: dict[str, dict[str, Any]] = {
    "no-symbol": {"symbol": "nowhere", "meaning": "x"},
    "no-formula": {"symbol": r"\rho_{i,t}", "meaning": "x", "equation": "e-000000000000"},
    "no-concept": {"symbol": r"\beta", "concept": "no-such-concept"},
    "says-nothing": {"symbol": r"\beta", "meaning": "  "},
    "of-a-program": {"symbol": r"\beta", "meaning": "x", "source": "model", "quoted": "grpo.tex:1-2:0123456789abcdef"},
    "not-plain": {"symbol": r"\beta", "meaning": "x\x1b[31m"},
}


@pytest.mark.parametrize("reason", WRONG)
def test_what_is_about_nothing_is_not_taken(reason: str) -> None:
    reading = reader.read(GRPO)
    pack = json.loads(export(reading, "pack"))
    pack["corrections"] = [WRONG[reason]]
    found = attach(json.dumps(pack), Study(reading), "a pack")
    assert found.corrections == () and [why for _, why in found.dropped] == [reason]


@pytest.mark.parametrize("row", [{"wrong": "gain"}, {"wrong": "0" * 12, "meaning": "x"}, {"wrong": "0" * 13}])
def test_what_is_wrong_is_a_digest_alone(row: dict[str, str]) -> None:
    reading = reader.read(GRPO)
    pack = json.loads(export(reading, "pack"))
    pack["corrections"] = [{"symbol": r"\beta", **row}]
    assert [why for _, why in attach(json.dumps(pack), Study(reading), "p").dropped] == ["says-nothing"]


def test_too_long_meanings_are_not_taken() -> None:
    reading = reader.read(GRPO)
    pack = json.loads(export(reading, "pack"))
    pack["corrections"] = [{"symbol": r"\beta", "meaning": "x" * 401}, {"symbol": 3, "meaning": "x"}]
    assert [why for _, why in attach(json.dumps(pack), Study(reading), "p").dropped] == ["not-plain", "not-plain"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "tezawari/pack/1"}', "[" * 100_000])
def test_what_is_no_pack(text: str) -> None:
    with pytest.raises(CorrectionError) as error:
        attach(text, Study(reader.read(GRPO)), "a pack")
    assert error.value.kind == "pack-unreadable"


def test_of_a_changed_copy_fewer_sentences_are_found(tmp_path: Path) -> None:
    changed = tmp_path / "grpo.tex"
    text = Path(GRPO).read_text(encoding="utf-8")
    changed.write_text(text.replace("The advantage of", "An advantage of"), encoding="utf-8")
    found = attach(export(reader.read(GRPO), "pack"), Study(reader.read(str(changed))), "a pack")
    assert 0 < found.found < found.sentences


@pytest.mark.slow
def test_the_command_keeps_ones_own(tmp_path: Path, own_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = tmp_path / "grpo-pack.json"
    theirs = Correction("grpo", r"\beta", "weight of the KL term", equation="")
    pack.write_text(export(corrected(tmp_path / "theirs.toml", MINE, theirs), "pack"), encoding="utf-8")
    mine = Correction("grpo", r"\beta", "my own words")
    write_corrections(own_file, [mine])
    assert main(["correct", GRPO, "--import", str(pack)]) == 0
    assert "taken from the pack: 1" in capsys.readouterr().err
    assert {one.symbol: (one.meaning, one.source) for one in read_corrections(own_file)} == {
        r"\beta": ("my own words", ""),
        r"\rho_{i,t}": (MINE.meaning, "pack"),
    }
    assert main(["correct", GRPO]) == 0
    listed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert sorted((line[0], line[4]) for line in listed) == [(r"\beta", "reader"), (r"\rho_{i,t}", "pack")]
    assert main(["correct", "example", "--import", str(pack)]) == 1
    assert "grpo" in capsys.readouterr().err
    assert main(["correct", GRPO, "--import", str(tmp_path / "none.json")]) == 1
    assert main(["correct", GRPO, r"\beta", "--meaning", "x", "--import", str(pack)]) == 2
