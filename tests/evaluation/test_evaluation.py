"""The evaluation that anybody can run: the scorers, and our own annotated paper."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import glossary
from reader.latex.source.bundle import example_bundle

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).resolve().parent / "gold"
ANNOTATED = json.loads((GOLD / "papers/preference-attention.json").read_text(encoding="utf-8"))
EVALUATE = ROOT / ".ci/evaluate.py"


def run(*command: object) -> subprocess.CompletedProcess[str]:
    """What a script says; UTF-8 whatever the system writes by default."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", *map(str, command)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("scorer", ["score_papers.py", "score_definitions.py"])
def test_the_scorers_hold_what_they_promise(scorer: str) -> None:
    given = [GOLD / "definitions.jsonl"] if scorer == "score_definitions.py" else []
    tested = run(ROOT / ".ci/evaluation/tools" / scorer, "--selftest", *given)
    assert tested.returncode == 0, tested.stderr


def test_the_annotation_speaks_of_the_paper() -> None:
    sources = joined("".join(file.text for file in example_bundle().files.values()))
    listed = {symbol["latex"] for symbol in ANNOTATED["symbols"]}
    for equation in ANNOTATED["equations"]:
        assert joined(equation["head"]) in sources and f"\\label{{{equation['label']}}}" in sources
        assert set(equation["symbols"]) <= listed
    assert listed == {latex for equation in ANNOTATED["equations"] for latex in equation["symbols"]}
    for symbol in ANNOTATED["symbols"]:
        assert symbol["defined"] is (symbol["quote"] is not None)
        assert joined(symbol["quote"] or "") in sources, symbol["quote"]


def test_the_annotation_names_concepts_of_the_glossary() -> None:
    known = glossary.load()
    assert [one for symbol in ANNOTATED["symbols"] for one in symbol["concept_ids"] if one not in known] == []


def test_evaluation_of_our_own_paper() -> None:
    said = run(EVALUATE, GOLD)
    assert said.returncode == 0, said.stderr
    figures = {
        name: int(part) / int(whole) for name, part, whole in re.findall(r"^(.+?) +(\d+)/([1-9]\d*)", said.stdout, re.M)
    }
    assert figures["papers"] == figures["found"] == figures["equations"] == 1
    assert figures["meaning"] > 0.7 and figures["concept"] > 0.8 and figures["claims false"] < 0.1
    lenient = re.search(r"^lenient .* F1 ([\d.]+)", said.stdout, re.M)
    assert lenient and float(lenient[1]) > 0.9


@pytest.mark.parametrize("papers", [[], ["unheard-of"]])
def test_a_paper_that_is_missing_is_one_sentence(papers: list[str], tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for slug in papers:
        (tmp_path / "papers" / f"{slug}.json").write_text("{}", encoding="utf-8")
    said = run(EVALUATE, tmp_path)
    assert said.returncode == 1 and said.stdout == "" and len(said.stderr.splitlines()) == 1


def test_a_scorer_that_differs_is_named(tmp_path: Path) -> None:
    for path in (ROOT / ".ci/evaluation").glob("*/*.*"):
        copy = tmp_path / path.relative_to(ROOT / ".ci/evaluation")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    assert run(EVALUATE, "--compare", tmp_path).returncode == 0
    with (tmp_path / "tools/score_definitions.py").open("ab") as changed:
        changed.write(b"\n")
    said = run(EVALUATE, "--compare", tmp_path)
    assert said.returncode == 1 and re.fullmatch(r"evaluate: tools.score_definitions\.py differs .*\n", said.stderr)
