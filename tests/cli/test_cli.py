"""The command line by its contract: data on standard output, log on standard error, exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import types
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import reader
from reader.batch.desk import Opened, SourceDesk
from reader.batch.task import Outcome, Task
from reader.cli import asked_language, main

pytestmark = pytest.mark.slow
HERE = pytest.mark.usefixtures("reads_here")  # where the process that reads is not what is asked about

COMMAND = [sys.executable, "-c", "import sys; from reader.cli import main; sys.exit(main())"]
HEAVY = {"arxiv", "requests", "sympy", "pylatexenc", "rich", "streamlit", "numpy", "concurrent", "multiprocessing"}

Captured = pytest.CaptureFixture[str]


def paper(folder: Path, latex: str = r"\beta + 1") -> Path:
    """A small paper with one numbered equation."""
    folder.mkdir(parents=True, exist_ok=True)
    body = (
        f"\\section{{S}}\nLet $\\beta$ be the weight.\n\\begin{{equation}}\\label{{eq:a}}\n{latex}\n\\end{{equation}}\n"
    )
    text = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    (folder / "main.tex").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def papers(tmp_path: Path) -> list[str]:
    return [str(paper(tmp_path / name, latex)) for name, latex in (("one", r"\beta + 1"), ("two", r"\beta = 2"))]


# --- help and usage --------------------------------------------------------------------------------------------------


def test_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"tezawari {reader.__version__}\n"


@pytest.mark.parametrize(
    "command", ["", "annotate", "show", "formula", "app", "glossary", "glossary check", "cache", "cache list"]
)
def test_help(command: str, capsys: Captured) -> None:
    assert main([*command.split(), "--help"]) == 0
    english = capsys.readouterr().out
    assert main([*command.split(), "--help", "--lang", "ja"]) == 0
    assert english.startswith("usage: tezawari") and capsys.readouterr().out != english


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["a x^2", "--derivative", "x", "--as", "latex"], 0, "2 a x\n", ""),
        (["y = a x", "--substitute", "a=3", "--as", "numpy"], 0, "def y(x):\n    return 3 * x\n", ""),
        (["A^i"], 1, "", "tezawari: Nothing shows whether a superscript is a power or part of a name.\n"),
        (["x", "--substitute", "x"], 2, "", "tezawari: --substitute takes NAME=VALUE, as in --substitute a=2.\n"),
    ],
)
def test_one_formula(arguments: list[str], code: int, out: str, err: str, capsys: Captured) -> None:
    assert main(["formula", *arguments]) == code
    assert tuple(capsys.readouterr()) == (out, err)


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("show x", "en"),
        ("show x --lang ja", "ja"),
        ("show --lang=ja x", "ja"),
        ("--lang en ja", "en"),
        ("--lang", "en"),
    ],
)
def test_asked_language(arguments: str, language: str) -> None:
    assert asked_language(arguments.split()) == language


USAGE = [
    [],
    ["annotate"],
    ["nonsense"],
    ["annotate", "x", "--format", "pdf"],
    ["annotate", "x", "--format", "json,html"],
    ["annotate", "x", "--format", ","],
    ["annotate", "x", "--jobs", "0"],
    ["annotate", "x", "--lang", "fr"],
    ["annotate", "x", "y", "--format", "html"],
    ["annotate", "x", "y", "--main", "a.tex"],
    ["annotate", "-", "-"],
    ["annotate", "-"],  # an empty list
    ["show"],
    ["cache"],
]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_usage_errors(arguments: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()[-1]) > 20


def test_help_imports_nothing_heavy() -> None:
    code = "import sys; from reader.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in run.stderr.split()} & HEAVY == set()


def test_another_package_in_our_place(capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = types.ModuleType("glossary")
    other.__file__ = str(tmp_path / "glossary" / "__init__.py")
    monkeypatch.setitem(sys.modules, "glossary", other)
    assert main(["cache", "list"]) == 1
    assert "“glossary”" in capsys.readouterr().err


# --- annotate: standard output ---------------------------------------------------------------------------------------


def test_one_source_to_standard_output(papers: list[str], capsys: Captured) -> None:
    assert main(["annotate", papers[0]]) == 0
    out, err = capsys.readouterr()
    row = json.loads(out)
    assert [equation["number"] for equation in row["equations"]] == ["1"] and err == ""


def test_markdown_to_standard_output(papers: list[str], capsys: Captured) -> None:
    assert main(["annotate", papers[0], "--format", "md"]) == 0
    assert "$$\\beta+1$$" in "".join(capsys.readouterr().out.split())


def test_several_sources_are_json_lines_in_order(papers: list[str], capsys: Captured) -> None:
    assert main(["annotate", *papers]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["equations"][0]["latex"].strip().splitlines()[-1] for row in rows] == [r"\beta + 1", r"\beta = 2"]


@HERE
def test_a_list_on_standard_input(papers: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = f"# two papers\n{papers[1]}  # the second first\n\n  {papers[0]}\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(listed))
    assert main(["annotate", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def bad_sources(folder: Path) -> dict[str, Path]:
    made = {name: folder / name for name in ("empty", "no-main", "junk.tar.gz", "paper.pdf", "absent")}
    made["empty"].mkdir()
    made["no-main"].mkdir()
    (made["no-main"] / "readme.txt").write_text("nothing", encoding="utf-8")
    made["junk.tar.gz"].write_bytes(bytes(range(256)) * 40)
    made["paper.pdf"].write_bytes(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    return made


@HERE
@pytest.mark.parametrize("kind", ["empty", "no-main", "junk.tar.gz", "paper.pdf", "absent"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_bad_source_is_one_sentence(
    kind: str, language: str, tmp_path: Path, papers: list[str], capsys: Captured
) -> None:
    bad = str(bad_sources(tmp_path)[kind])
    assert main(["annotate", papers[0], bad, papers[1], "--lang", language]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2, "the others still come out"
    assert len([line for line in err.splitlines() if line.startswith(f"tezawari: {bad}: ")]) == 1
    assert "Traceback" not in err and "fault" not in err


@HERE
def test_offline_without_cache(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path))
    assert main(["annotate", "1706.03762", "--offline"]) == 1
    assert "not fetched before" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_sentence(papers: list[str], capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader import pipeline

    def stumble(*_: object, **__: object) -> None:
        raise RuntimeError("it is\nodd")

    monkeypatch.setattr(pipeline, "read_bundle", stumble)
    assert main(["show", papers[0]]) == 1
    lines = capsys.readouterr().err.splitlines()
    desk = SourceDesk()  # as it stands in a process of its own
    assert isinstance(desk(Task(papers[0], ("json",)), print), Opened)
    outcome = desk(None, print)
    assert isinstance(outcome, Outcome) and outcome.failure is not None
    assert all("RuntimeError: it is odd" in line for line in (*lines, outcome.failure)) and len(lines) == 1


# --- annotate: a folder ----------------------------------------------------------------------------------------------


def test_a_folder_with_every_format(papers: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "deep" / "out"
    assert main(["annotate", *papers, "-o", str(out), "--format", "json,md,html"]) == 0
    results = [f"{n}.{s}" for n in ("one", "two") for s in ("html", "json", "md")]
    assert sorted(path.name for path in out.iterdir()) == ["journal.jsonl", *results]
    printed, err = capsys.readouterr()
    assert printed == "" and str(out / "one.json") in err and "2 of 2" in err


@HERE
def test_the_same_name_twice(tmp_path: Path, capsys: Captured) -> None:
    sources = [str(paper(tmp_path / where / "paper", latex)) for where, latex in (("a", "1"), ("b", "2"), ("c", "3"))]
    out = tmp_path / "out"
    for _ in range(2):  # the second time all are kept, under the same names
        assert main(["annotate", *sources, "-o", str(out)]) == 0
        latex = {
            path.stem: json.loads(path.read_text(encoding="utf-8"))["equations"][0]["latex"]
            for path in out.glob("*.json")
        }
        assert {name: text.split()[-1] for name, text in latex.items()} == {
            "paper": "1",
            "paper-2": "2",
            "paper-3": "3",
        }
    err = capsys.readouterr().err
    assert "paper-2" in err and err.count("up to date") == 3
    assert main(["annotate", *reversed(sources), "-o", str(out)]) == 0
    assert json.loads((out / "paper.json").read_text(encoding="utf-8"))["equations"][0]["latex"].split()[-1] == "3"


CHANGES = [  # what changes between two runs, whether the result is kept
    ([], True),
    (["--force"], False),
    (["--lang", "ja"], False),
    (["--inline"], False),
    (["--format", "json,md"], False),
]


@HERE
@pytest.mark.parametrize(
    ("options", "kept"), CHANGES, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_results_are_kept(options: list[str], kept: bool, papers: list[str], tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "out"
    main(["annotate", papers[0], "-o", str(out)])
    capsys.readouterr()
    os.utime(out / "one.json", (0, 0))
    assert main(["annotate", papers[0], "-o", str(out), *options]) == 0
    assert ((out / "one.json").stat().st_mtime == 0) is kept


@HERE
@pytest.mark.parametrize("damage", ["the source", "the result", "the glossary"])
def test_results_that_are_not_kept(damage: str, papers: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = out / "one.json"
    main(["annotate", papers[0], "-o", str(out)])
    if damage == "the source":
        paper(Path(papers[0]), r"\beta - 1")
    elif damage == "the result":
        result.write_text(result.read_text(encoding="utf-8")[:200], encoding="utf-8")
    else:
        row = json.loads(result.read_text(encoding="utf-8"))
        result.write_text(json.dumps(row | {"glossary": "another"}), encoding="utf-8")
    os.utime(result, (0, 0))
    assert main(["annotate", papers[0], "-o", str(out)]) == 0
    assert result.stat().st_mtime > 0 and json.loads(result.read_text(encoding="utf-8"))["glossary"] != "another"


@HERE
def test_each_takes_the_subfolders(papers: list[str], tmp_path: Path) -> None:
    (tmp_path / ".hidden").mkdir()
    out = tmp_path.parent / f"{tmp_path.name}-out"
    assert main(["annotate", str(tmp_path), "--each", "-o", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["journal.jsonl", "one.json", "two.json"]


def test_several_processes_give_the_same(papers: list[str], tmp_path: Path, capsys: Captured) -> None:
    sources = [*papers, str(tmp_path / "absent")]
    assert main(["annotate", *sources]) == 1
    alone = capsys.readouterr()
    assert main(["annotate", *sources, "--jobs", "2"]) == 1
    assert capsys.readouterr() == alone


@HERE
def test_an_output_that_cannot_be_written(papers: list[str], tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["annotate", *papers, "-o", str(tmp_path / "file" / "out")]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1 and "Could not write" in err


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
def test_interrupted() -> None:
    listens = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # also where the tests run behind a shell's "&"
    child = subprocess.Popen(
        [*COMMAND, "annotate", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=listens
    )
    assert child.stdin is not None and child.stderr is not None
    child.stdin.write("# and then nothing\n")
    child.stdin.flush()
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(1)  # it waits for the rest of the list
    for _ in range(4):  # Python loses an interrupt that comes in the midst of an import
        child.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            child.wait(10)
            break
    assert child.returncode == 130
    assert "Traceback" not in child.stderr.read()


def test_a_reader_that_stops_reading(papers: list[str]) -> None:
    child = subprocess.Popen(
        [*COMMAND, "annotate", *papers * 40], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None and child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    err = child.stderr.read()
    assert child.wait(60) == 1 and "Traceback" not in err and "Exception" not in err


# --- show, glossary, cache, app --------------------------------------------------------------------------------------


def test_show(papers: list[str], capsys: Captured) -> None:
    assert main(["show", papers[0]]) == 0
    assert r"\beta+1" in capsys.readouterr().out.replace(" ", "")
    assert main(["show", papers[0], "--equation", "1", "--symbol", r"\beta"]) == 0
    assert "main.tex:" in capsys.readouterr().out


@pytest.mark.parametrize(("option", "wanted"), [("--equation", "9"), ("--symbol", r"\omega")])
def test_show_what_is_not_there(option: str, wanted: str, papers: list[str], capsys: Captured) -> None:
    assert main(["show", papers[0], option, wanted]) == 1
    out, err = capsys.readouterr()
    assert out == "" and wanted in err and len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("rows", "out", "err"),
    [
        ('[gizmo]\nname = { en = "gizmo" }\n', "concepts/calculus.toml: gizmo.definition: ", "attention"),
        ("[gizmo", "concepts/calculus.toml: It is not valid TOML", "attention"),
        (None, "", "no such folder"),
    ],
)
def test_glossary_check_of_a_folder(rows: str | None, out: str, err: str, tmp_path: Path, capsys: Captured) -> None:
    if rows is not None:
        (tmp_path / "own" / "concepts").mkdir(parents=True)
        (tmp_path / "own" / "concepts" / "calculus.toml").write_text(rows, encoding="utf-8")
    assert main(["glossary", "check", str(tmp_path / "own")]) == 1
    printed = capsys.readouterr()
    assert out in printed.out and bool(out) == bool(printed.out)
    assert err in printed.err and len(printed.err.splitlines()) == 1


def test_the_built_in_glossary_is_in_order(capsys: Captured) -> None:
    assert main(["glossary", "check"]) == 0, capsys.readouterr().out
    assert "concepts" in capsys.readouterr().err


def test_an_empty_cache(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    assert main(["cache", "list"]) == 0
    assert main(["cache", "clear"]) == 0
    out, err = capsys.readouterr()
    assert out == "" and str(tmp_path / "cache") in err and "0 papers" in err


def test_a_port_that_is_taken(capsys: Captured) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["app", "--no-browser", "--port", str(taken.getsockname()[1])]) == 1
    assert main(["app", "--no-browser", "--port", "99999"]) == 1
    assert capsys.readouterr().err.count("--port") == 2
