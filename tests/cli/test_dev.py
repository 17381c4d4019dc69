"""The command dev: each stage's value as lines with places, for a formula as LaTeX and for a source."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from reader.cli import main
from reader.commands.dev.command import STAGES, is_source
from reader.commands.dev.profile import names
from reader.commands.dev.stages import STAGE_LINES

Captured = pytest.CaptureFixture[str]
CALLED = r"\newcommand{\policy}{\pi_\theta} \policy(y) = \frac{a}{b}"
DOCUMENT = Path(__file__).resolve().parents[2] / "docs/looking-inside.md"
PLACE = re.compile(r"\S+:\d+:\d+\t")


def lines_of(capsys: Captured, *arguments: str) -> list[str]:
    assert main(["dev", *arguments]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out.splitlines()


def test_every_stage_has_its_lines() -> None:
    assert set(STAGE_LINES) == set(STAGES) - {"profile", "prompts"}


@pytest.mark.parametrize(
    ("stage", "latex", "line"),
    [
        ("tokens", CALLED, "formula.tex:2:34\twritten\tcommand\t\\policy"),
        ("tokens", CALLED, "formula.tex:2:34\texpanded\tcommand\t\\pi\tvia \\policy"),
        ("tokens", CALLED, "formula.tex:2:41\texpanded\ttext\t(y) ="),
        ("tree", "x^2", "formula.tex:2:3\t    superscript: Digits text=2\t2"),
        ("semantics", "x^2 + 1", "formula.tex:2:1\t= total(power(x, 2), 1)"),
        ("symbols", r"\sum_i x_i", "formula.tex:2:10\ts2\ti\tidentifier\tindexes\ti"),
        ("symbols", r"\newcommand{\b}{\beta} \b", "formula.tex:2:24\ts1\t\\beta\tidentifier\tgreek\t\\b"),
        (
            "definitions",
            r"where $\beta$ is the strength of the penalty.",
            "formula.tex:1:18\t\\beta\tbe\tsentence\tthe strength of the penalty\t"
            "where $\\beta$ is the strength of the penalty.",
        ),
    ],
)
def test_a_stage_of_latex(stage: str, latex: str, line: str, capsys: Captured) -> None:
    assert line in lines_of(capsys, stage, latex)


@pytest.mark.parametrize("stage", sorted(set(STAGES) - {"payload", "profile", "prompts"}))
def test_each_line_of_a_source_has_its_place(stage: str, capsys: Captured) -> None:
    lines = lines_of(capsys, stage, "example", "--equation", "2")
    assert len(lines) > 5 and [line for line in lines if not PLACE.match(line)] == []


def test_what_the_parser_cannot_read_is_told(capsys: Captured) -> None:
    assert main(["dev", "tree", r"x \unheardof y"]) == 0
    said = capsys.readouterr()
    assert "formula.tex:2:3\t! unknown-command\t\\unheardof" in said.out.splitlines()
    assert len(said.err.splitlines()) == 1


def test_symbols_of_running_text_are_listed_on_demand(capsys: Captured) -> None:
    displayed = lines_of(capsys, "symbols", "example", "--symbol", r"\beta")
    assert set(displayed) < set(lines_of(capsys, "symbols", "example", "--symbol", r"\beta", "--inline"))


def test_candidates_of_one_symbol(capsys: Captured) -> None:
    lines = [line.split("\t") for line in lines_of(capsys, "candidates", "example", "--symbol", "Q")]
    assert {line[1] for line in lines} == {"Q"}
    assert {"shown", "candidate", "step", "row"} == {line[2] for line in lines}


def test_definitions_of_one_equation(capsys: Captured) -> None:
    every = lines_of(capsys, "definitions", "example")
    some = lines_of(capsys, "definitions", "example", "--equation", "2")
    assert some and set(some) < set(every)


def test_a_part_of_the_payload(capsys: Captured) -> None:
    signs = json.loads("\n".join(lines_of(capsys, "payload", "x^2 + y", "--part", "signs")))
    assert len(signs) == 2 and all(each.startswith("<math") for each in signs.values())


def test_what_the_payload_says_of_one_equation(capsys: Captured) -> None:
    assert main(["dev", "payload", "example", "--equation", "2"]) == 0
    assert {"mathml", "benches"} <= set(json.loads(capsys.readouterr().out))


def test_profile(capsys: Captured, tmp_path: Path) -> None:
    paper = tmp_path / "paper.tex"
    paper.write_text("Let $\\beta$ be the weight.\n\\[ y = \\beta x \\]\n", encoding="utf-8")
    head, *rows, last = (line.split("\t") for line in lines_of(capsys, "profile", str(paper)))
    assert head[:2] == ["stage", "cpu s"] and last[0].startswith("# 1 displayed, 1 inline, ")
    assert [row[0] for row in rows] == [*names(), "other", "all"]
    assert all(row[3] != "-" for row in rows[:-2]), "a stage whose functions nobody called"
    assert {row[0] for row in rows if row[4] != "-"} == {"JSON", "page"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["tree", "missing.tex"], 1),
        (["tree", "example", "--equation", "99"], 1),
        (["candidates", "example", "--symbol", r"\nowhere"], 1),
        (["payload", "x", "--part", "nothing"], 1),
        (["tree", "x", "--part", "signs"], 2),
        (["tokens", "x", "--symbol", "x"], 2),
        (["profile", "x^2"], 2),
        (["profile", "missing.tex"], 1),
    ],
)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_refusal_is_one_sentence(arguments: list[str], code: int, language: str, capsys: Captured) -> None:
    assert main(["dev", *arguments, "--lang", language]) == code
    said = capsys.readouterr()
    assert said.out == "" and len(said.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("example", True), ("1706.03762v5", True), ("hep-th/9901001", True), ("https://arxiv.org/abs/1706.03762", True),
        ("paper.tex", True), ("papers/a.tar.gz", True), (".", True), ("x", False), (r"\frac{a}{b}", False),
        ("a/b", False), ("", False), ("x" * 5000, False), ("f(x) = x^2", False),
    ],
)  # fmt: skip
def test_latex_is_told_from_sources(text: str, source: bool) -> None:
    assert is_source(text) is source


# --- the document ----------------------------------------------------------------------------------------------------

SHOWN = re.findall(r"```console\n\$ tezawari (dev (?!profile).*)\n([^`]*)```", DOCUMENT.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_document_shows_what_is_printed(command: str, output: str, capsys: Captured) -> None:
    assert main(shlex.split(command)) == 0
    printed, output = (_rough(text) for text in (capsys.readouterr().out.replace("\t", "  "), output))
    if output.endswith("\n...\n"):
        assert printed.startswith(output.removesuffix("...\n"))
    else:
        assert printed == output


def _rough(text: str) -> str:
    """Without what learned weights say exactly."""
    return re.sub(r"\b[01]\.\d{3}\b", "0.000", text)
