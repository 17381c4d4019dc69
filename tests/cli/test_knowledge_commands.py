"""`tezawari glossary …` and `tezawari new`: what they print, write and refuse."""

from __future__ import annotations

import io
import json
from pathlib import Path

import jsonschema
import pytest

import glossary
from glossary.folders import own_rows
from glossary.loader import built_in
from glossary.row_files import FOLDERS
from reader.cli import main

pytestmark = pytest.mark.usefixtures("reads_here")

Captured = pytest.CaptureFixture[str]
PAPER = r"""\documentclass{article}
\begin{document}
The learner forgets with the oblivion rate $\varpi$, and so
\begin{equation} m_{t+1} = (1 - \varpi)\, m_t . \end{equation}
\end{document}
"""
CONCEPT = [
    "oblivion rate", "忘却率", "", "no layer", "optimisation", "ぼうきゃくりつ", "The share that is lost in one step.",
    "一歩ごとに失われる割合です。", "decay-rate", "exponential-decay", "it is this decay", "この減衰だからです", "",
]  # fmt: skip
NOTATION = [r"\varpi", "no-concept", "oblivion-rate", "forget, oblivion", "usual", "定番です", ""]


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path / "settings"))
    monkeypatch.delenv("TEZAWARI_GLOSSARY", raising=False)
    for variable in ("TEZAWARI_COURSE", "TEZAWARI_GLOSSARY"):
        monkeypatch.setenv(variable, "")  # so that what a command sets is undone


@pytest.fixture
def paper(tmp_path: Path) -> str:
    (tmp_path / "paper.tex").write_text(PAPER, encoding="utf-8")
    return str(tmp_path / "paper.tex")


def answer(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))


# --- looked up -------------------------------------------------------------------------------------------------------

FOUND = [
    ("softmax", "softmax"), ("learning rates", "learning-rate"), ("がくしゅうりつ", "learning-rate"),
    ("学習率", "learning-rate"), (r"\nabla", "gradient"), ("kullback leibler divergence", "kl-divergence"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "concept"), FOUND)
def test_search_finds_by_name_reading_and_sign(words: str, concept: str, capsys: Captured) -> None:
    assert main(["glossary", "search", *words.split()]) == 0
    assert capsys.readouterr().out.split("\t")[0] == concept


def test_what_is_not_there_is_said(capsys: Captured) -> None:
    for action in ("search", "show", "path"):
        assert main(["glossary", action, "no such thing at all"]) == 1
        printed = capsys.readouterr()
        assert printed.out == "" and "“no such thing at all”" in printed.err


@pytest.mark.parametrize(("language", "said"), [("en", "is exponentiated first"), ("ja", "式を読むのに")])
def test_show_tells_all(language: str, said: str, capsys: Captured) -> None:
    assert main(["glossary", "show", "softmax", "--lang", language]) == 0
    text = capsys.readouterr().out
    assert said in text and "attention-weight" in text and r"\frac" in text


def test_history_is_told_by_layers_and_years(capsys: Captured) -> None:
    assert main(["glossary", "history"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(rows) > 100 and all(row[1] in glossary.load() and len(row) == 6 for row in rows)
    assert main(["glossary", "history", "--layer", "information-theory"]) == 0
    years = [int(line.split("\t")[0]) for line in capsys.readouterr().out.splitlines()]
    assert years == sorted(years) and 1948 in years
    assert main(["glossary", "show", "entropy"]) == 0
    assert "Since 1948: Claude Shannon" in capsys.readouterr().out


def test_a_formula_says_on_how_much_it_stands(capsys: Captured) -> None:
    assert main(["show", "example", "--equation", "2"]) == 0
    shown = capsys.readouterr().out
    assert main(["new", "example", "--equations"]) == 0
    count = next(line.split("\t")[1] for line in capsys.readouterr().out.splitlines() if line.startswith("2\t"))
    assert f"This formula stands on {count} concepts." in shown


def test_path_down_and_up(capsys: Captured) -> None:
    assert main(["glossary", "path", "softmax"]) == 0
    first, *short = capsys.readouterr().out.splitlines()
    assert first.startswith("# 1. ") and any(line.startswith("exponential-function\t") for line in short)
    goal = next(number for number, line in enumerate(short) if line.startswith("softmax\t"))
    assert r"\frac" in short[goal] and "--all" in short[goal + 1]
    assert main(["glossary", "path", "softmax", "--all"]) == 0
    names = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert names[-1] == "softmax" and names.index("exponential-function") < names.index("softmax")
    assert main(["glossary", "path", "exponential-function", "attention"]) == 0
    first, *steps = capsys.readouterr().out.splitlines()
    assert (
        first == "exponential-function" and steps[-1].startswith("attention\t") and all("\t" in step for step in steps)
    )
    assert main(["glossary", "path", "attention", "exponential-function"]) == 1
    assert "does not rest on" in capsys.readouterr().err


# --- written ---------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_concept_of_ones_own_from_nothing_to_the_screen(
    tmp_path: Path, paper: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    mine = str(tmp_path / "mine")
    answer(monkeypatch, CONCEPT)
    assert main(["glossary", "new", "concept", mine]) == 0
    asked = capsys.readouterr().err
    assert "“no layer” cannot be used" in asked and "“decay-rate” cannot be used" in asked  # a layer above
    answer(monkeypatch, NOTATION)
    assert main(["glossary", "new", "notation", mine]) == 0
    for action in ("check", "test"):
        assert main(["glossary", action, mine]) == 0, capsys.readouterr().out
    capsys.readouterr()
    assert main(["glossary", "try", mine, paper]) == 0
    printed = capsys.readouterr()
    assert (
        printed.out == f"gained\t{paper}\t\\varpi\t–\toblivion-rate\n"
        and "1 links and blocks are gained, 0 lost" in printed.err
    )
    assert main(["show", paper, "--symbol", r"\varpi", "--glossary", mine]) == 0
    assert "The share that is lost" in capsys.readouterr().out


BLOCK = [
    "forget step", "忘れる一歩", "", "no concept", "exponential-decay", r"\frac{", r"\Xi + a \Xi", "", "the share",
    "割合", "a b", "", r"\Xi + \Xi c", r"\Xi a",
]  # fmt: skip


@pytest.mark.slow
def test_a_block_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    mine = str(tmp_path / "mine")
    answer(monkeypatch, BLOCK)
    assert main(["glossary", "new", "block", mine]) == 0
    asked = capsys.readouterr().err
    for refused in ("no concept", r"\frac{", "a b", r"\Xi + \Xi c"):
        assert f"“{refused}” cannot be used" in asked
    for action in ("check", "test"):
        assert main(["glossary", action, mine]) == 0, capsys.readouterr().out
    paper = tmp_path / "block.tex"
    paper.write_text(
        "\\documentclass{article}\\begin{document}\\begin{equation} y = \\Xi + q \\Xi \\end{equation}\\end{document}",
        "utf-8",
    )
    capsys.readouterr()
    assert main(["glossary", "try", mine, str(paper)]) == 0
    assert f"gained\t{paper}\t(1)\t–\tforget-step" in capsys.readouterr().out
    assert main(["blocks", str(paper), "--equation", "1", "--glossary", mine]) == 0
    assert "forget step" in capsys.readouterr().out


@pytest.mark.slow
def test_a_broken_block_is_said_in_one_sentence(tmp_path: Path, paper: str, capsys: Captured) -> None:
    (tmp_path / "mine/blocks").mkdir(parents=True)
    (tmp_path / "mine/blocks/own.toml").write_text("[own-block]\ntypo = 3\nslots.a = { kind = 'nonsense' }\n", "utf-8")
    for command in (["show", paper], ["blocks", paper], ["annotate", paper]):
        assert main([*command, "--glossary", str(tmp_path / "mine")]) == 0
        printed = capsys.readouterr()
        assert "own.toml:2: the row “own-block” is set aside: “typo” is not a key" in printed.err
        assert len(printed.err.splitlines()) == 1
    assert main(["glossary", "check", str(tmp_path / "mine")]) == 1
    told = capsys.readouterr().out
    assert "own-block.typo" in told and "own-block.slots.a.kind" in told and "own-block.matches" in told


def test_without_a_folder_it_is_written_to_ones_own(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    answer(monkeypatch, CONCEPT)
    assert main(["glossary", "new", "concept"]) == 0
    assert (own_rows() / "concepts/optimisation/own.toml").is_file()
    assert main(["glossary", "show", "忘却率"]) == 0


def test_half_an_answer_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    answer(monkeypatch, CONCEPT[:6])
    assert main(["glossary", "new", "concept", str(tmp_path / "mine")]) == 1
    assert "nothing was written" in capsys.readouterr().err and not (tmp_path / "mine").exists()


def test_rows_are_added_behind_what_is_there(tmp_path: Path) -> None:
    from glossary.errors import GlossaryFault
    from glossary.writing import write_concept, write_notation

    file = write_notation(
        tmp_path, "gpt", {"symbol": r"\beta'", "confidence": 0.5, "why": {"en": 'say "b"', "ja": "び"}}
    )
    file.write_text("# mine\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    write_notation(tmp_path, "gpt", {"symbol": r"\hat{x}_{t}", "words": ["a", "b"]})
    written = file.read_text(encoding="utf-8")
    assert written.startswith("# mine\n") and r"'\hat{x}_{t}'" in written
    rows = glossary.load(tmp_path)
    assert [row.why["en"] for row in rows.by_symbol(r"\beta'")] == ['say "b"']
    write_concept(tmp_path, "gpt", "thing", {"tier": "named"})
    for concept in ("thing", "No Id"):
        with pytest.raises(GlossaryFault):
            write_concept(tmp_path, "gpt", concept, {})


def test_every_fault_of_a_folder_is_told_at_once(tmp_path: Path, capsys: Captured) -> None:
    files = {
        "concepts/gpt/a.toml": 'x = "\\alpha"\n',
        "concepts/gpt/b.toml": "[nowhere]\nextends = true\n",
        "concepts/gpt/c.toml": "[softmax]\nextends = true\ncolour = 1\n",
        "notations/gpt/d.toml": "[[notation]]\nsymbol = 'q'\nconcept = 'no-such'\n",
        "blocks/e.toml": "[e]\npatterns = 3\n",
        "course.toml": "title = 3\n",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["glossary", "check", str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    for file, key, said in (
        ("concepts/gpt/a.toml", "", "in single quotes"), ("concepts/gpt/b.toml", "", "does not exist"),
        ("concepts/gpt/c.toml", "softmax.colour", "not a key"), ("notations/gpt/d.toml", "concept", "“no-such”"),
        ("blocks/e.toml", "e.patterns", "a list"), ("course.toml", "title", "must be"),
    ):  # fmt: skip
        assert [line for line in told if line.startswith(file) and key in line and said in line], (file, told)


# --- courses ---------------------------------------------------------------------------------------------------------

COURSE = """title = { en = "Memory", ja = "記憶" }
concepts = ["exponential-decay", "softmax"]
assumed = ["exponential-function"]
letters.oblivion-rate = 'f'
"""


@pytest.mark.slow
def test_a_course_is_followed(tmp_path: Path, paper: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    mine = tmp_path / "mine"
    answer(monkeypatch, CONCEPT)
    assert main(["glossary", "new", "concept", str(mine)]) == 0
    (mine / "course.toml").write_text(COURSE, encoding="utf-8")
    for action in ("check", "test"):
        assert main(["glossary", action, str(mine)]) == 0, capsys.readouterr().out
    capsys.readouterr()

    def printed(*command: str) -> str:
        monkeypatch.setenv("TEZAWARI_GLOSSARY", "")
        monkeypatch.setenv("TEZAWARI_COURSE", "")
        assert main([*command, "--course", str(mine)]) == 0
        out, err = capsys.readouterr()
        assert "faults" not in err
        return out

    lessons = [line.split("\t") for line in printed("glossary", "path").splitlines()]
    assert [line[:2] for line in lessons] == [["1", "exponential-decay"], ["2", "softmax"]]
    path = printed("glossary", "path", "oblivion-rate").splitlines()
    assert path[-1].startswith("oblivion-rate") and any(line.endswith("\t1") for line in path)
    assert not any(line.startswith("exponential-function\t") for line in path)
    assert "Lesson 2 of 2 in “Memory”." in printed("glossary", "show", "softmax")
    assert "takes it for known" in printed("glossary", "show", "exponential-function")
    shown = printed("show", paper, "--equation", "1")
    assert "m_{t+1}=(1-f)\\,m_{t}." in shown and r"\varpi is our f (oblivion rate)" in shown
    row = json.loads(printed("annotate", paper, "--with", "letters"))
    assert row["course"]["lessons"] == ["exponential-decay", "softmax"] and "exponential-function" not in row["path"]
    assert row["equations"][0]["in_our_letters"]["renamed"][0]["ours"] == "f"
    assert "exponential-function" not in printed("new", paper)
    (mine / "course.toml").write_text(COURSE.replace("'f'", "'m'"), encoding="utf-8")
    assert "m would stand both for" in printed("show", paper, "--equation", "1").replace("\n", " ")


# --- folders laid over it --------------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_said_once(paper: str, tmp_path: Path, capsys: Captured) -> None:
    for command in (["show", paper], ["glossary", "search", "softmax"], ["new", paper]):
        assert main([*command, "--glossary", str(tmp_path / "nowhere")]) == 2
        printed = capsys.readouterr()
        assert printed.out == "" and "no such folder" in printed.err and len(printed.err.splitlines()) == 1


# --- measured --------------------------------------------------------------------------------------------------------


def test_coverage_ranks_what_is_missing(paper: str, capsys: Captured) -> None:
    assert main(["glossary", "coverage", paper, "nowhere.tex"]) == 1
    printed = capsys.readouterr()
    assert "1\t1\tword\toblivion rate\t\\varpi" in printed.out.splitlines()
    assert "nowhere.tex" in printed.err and "symbols in displayed formulas have a concept" in printed.err


def test_what_is_new_shrinks_with_what_is_known(capsys: Captured) -> None:
    def fresh(*options: str) -> list[str]:
        assert main(["new", "example", *options]) == 0
        return [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]

    everything = fresh()
    assert "softmax" in everything and "exponential-function" in everything
    less = fresh("--know", "softmax")
    assert not {"softmax", "exponential-function"} & set(less) and set(less) < set(everything)
    assert fresh() == less and fresh("--forget", "ソフトマックス関数") == everything


def test_thickness_of_each_formula(capsys: Captured) -> None:
    assert main(["new", "example", "--equations"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    thickness = {number: int(count) for number, count, *_ in rows}
    assert thickness["2"] > thickness["3"] > 0 and all(int(new) <= int(count) for _, count, new, _ in rows)


def test_a_spoiled_profile_is_said(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings/profile.json").write_text(
        '{"schema": "tezawari/profile/1", "known": 3, "built": []}', "utf-8"
    )
    kept = (tmp_path / "settings/profile.json").read_bytes()
    assert main(["new", "example"]) == 0
    printed = capsys.readouterr()
    assert "softmax" in printed.out and printed.err.count("no profile of Tezawari") == 1
    for command in (["new", "example", "--know", "softmax"], ["craft", "softmax", "--built"]):
        assert main(command) == 1
        assert "mend it or delete it" in capsys.readouterr().err.splitlines()[-1]
    assert (tmp_path / "settings/profile.json").read_bytes() == kept


# --- exported --------------------------------------------------------------------------------------------------------


def test_exports(capsys: Captured) -> None:
    assert main(["glossary", "export"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert {one["id"] for one in content["concepts"]} == set(glossary.load().concepts)
    assert main(["glossary", "export", "--format", "skos"]) == 0
    turtle = capsys.readouterr().out
    assert "tz:softmax a skos:Concept ;" in turtle and "tz:requires tz:exponential-function" in turtle
    lines = [line for line in turtle.splitlines() if line]
    assert len(lines) > 1000 and [line for line in lines if not line.endswith((" .", " ;", " ,"))] == []


@pytest.mark.slow
def test_every_file_fits_the_schema_for_editors(capsys: Captured) -> None:
    import tomllib

    assert main(["glossary", "export", "--format", "schema"]) == 0
    validator = jsonschema.Draft7Validator(json.loads(capsys.readouterr().out))
    files = [file for part in FOLDERS for file in Path(str(built_in())).glob(f"{part}/**/*.toml")]
    for file in (*files, Path(str(built_in())) / "layers.toml"):
        assert not [e.message for e in validator.iter_errors(tomllib.loads(file.read_text(encoding="utf-8")))], file
    assert [*validator.iter_errors({"x": {"name": {"en": "x"}, "definition": 3}})]
    assert [*validator.iter_errors({"notation": [{"symbol": "x", "confidence": "high"}]})]
    block = tomllib.loads((Path(str(built_in())) / "blocks/gpt.toml").read_text(encoding="utf-8"))["next-token-loss"]
    slot = next(iter(block["slots"]))
    assert not [*validator.iter_errors({"x": block})]
    assert [*validator.iter_errors({"x": {**block, "slots": {slot: {**block["slots"][slot], "kind": "brick"}}}})]
