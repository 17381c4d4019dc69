"""``--second-reader``, ``--answers`` and ``tezawari dev prompts``: off unless asked for, recorded answers replayed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from model_server import hangs, says, serving
from proposed_papers import PAPER

from reader.assistant import shelf
from reader.assistant.assistance import assisted
from reader.assistant.shelf import AnswerShelf, read_recorded
from reader.cli import main
from reader.output.page.bench_purpose import BenchPurpose, formulas_in_purpose
from reader.output.page.on_demand import Supply
from reader.output.page.payload import core_payload
from reader.pipeline import read
from reader.study.study import Study

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "reader/output/exporters/reading.schema.json").read_text(encoding="utf-8")
)
Captured = pytest.CaptureFixture[str]
HERE = pytest.mark.usefixtures("reads_here")
DRY = "water that no wind drives out"
BEHIND = {"symbol": "b", "meaning": DRY, "quote": f"$b$ for the {DRY}", "concept": ""}
PURPOSE = {"text": "A strong wind leaves little water $q$ behind.", "quote": "a strong wind leaves little water behind"}
MADE_UP = {"symbol": "a", "meaning": "age of the wind", "quote": "where $a$ is the age of the wind", "concept": ""}
ANSWER = {
    "symbols": [BEHIND, MADE_UP], "purpose": PURPOSE, "sentences": [],
    "ends": [{"symbol": "b", "towards": "infinity", "gives": "infinity"}],
}  # fmt: skip


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEZAWARI_CACHE", str(tmp_path / "cache"))
    for name in ("ADDRESS", "KEY", "SENDS", "SECONDS", "PRICE"):
        monkeypatch.delenv(f"TEZAWARI_MODEL_{name}", raising=False)
    monkeypatch.delenv("TEZAWARI_MODEL", raising=False)
    file = tmp_path / "paper.tex"
    file.write_text(PAPER, encoding="utf-8")
    return file


def prompts(paper: Path, capsys: Captured, *more: str) -> list[dict[str, Any]]:
    assert main(["dev", "prompts", str(paper), *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def record(paper: Path, capsys: Captured, answer: object = ANSWER) -> Path:
    file = paper.parent / "answers.jsonl"
    rows = [{"key": row["key"], "answer": answer} for row in prompts(paper, capsys)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def reading(capsys: Captured, *arguments: str) -> tuple[dict[str, Any], str]:
    assert main(["annotate", *arguments]) == 0
    said = capsys.readouterr()
    row: dict[str, Any] = json.loads(said.out)
    jsonschema.validate(row, SCHEMA)
    return row, said.err


def test_prompts_are_the_same_each_time(paper: Path, capsys: Captured) -> None:
    first = prompts(paper, capsys)
    assert first == prompts(paper, capsys) and len({row["key"] for row in first}) == len(first) > 0
    assert [message["role"] for message in first[0]["messages"]] == ["system", "user"]
    one = prompts(paper, capsys, "--equation", "1")
    assert json.loads(one[0]["messages"][1]["content"])["number"] == "1"


def test_prompts_take_a_source(capsys: Captured) -> None:
    assert main(["dev", "prompts", "x^2"]) == 2
    assert "prompts takes a source" in capsys.readouterr().err


def test_recorded_answers_are_checked_and_shown(paper: Path, capsys: Captured) -> None:
    row, logged = reading(capsys, str(paper), "--answers", str(record(paper, capsys)))
    shown = {symbol["latex"]: symbol for symbol in row["symbols"] if symbol["status"] == "model"}
    assert shown.keys() == {"b"} and shown["b"]["meaning"] == DRY and shown["b"]["instead_of"] is None
    assert shown["b"]["meaning_source"]["sentence"] == f"$b$ for the\n{DRY}"
    assert shown["b"]["meaning_source"]["line"] == 6
    told = row["equations"][0]["assistant"]
    assert told["purpose"]["en"] == PURPOSE["text"] and "5 draws" in told["ends"][0]["en"] and told["ends"][0]["ja"]
    account = row["assistant"]
    assert account["by"] == "answers.jsonl" and account["dropped"]["no-quote"] == 1
    assert account["proposed"] == account["shown"] + sum(account["dropped"].values())
    assert "passed the checks" in logged and "does not stand in the paper" in logged


@HERE
def test_without_answers_nothing_of_it_is_there(paper: Path, capsys: Captured) -> None:
    row, logged = reading(capsys, str(paper))
    assert "assistant" not in row and "instead_of" not in row["symbols"][0] and logged == ""
    assert all("assistant" not in equation for equation in row["equations"])


@HERE
def test_results_are_kept_while_the_answers_are_the_same(paper: Path, capsys: Captured) -> None:
    answers, folder = record(paper, capsys), str(paper.parent / "out")

    def logged(*more: str) -> str:
        assert main(["annotate", str(paper), "-o", folder, *more]) == 0
        return capsys.readouterr().err

    given = ("--answers", str(answers))
    assert "up to date" not in logged(*given) and "up to date" in logged(*given)
    assert "up to date" not in logged() and "up to date" in logged() and "up to date" not in logged(*given)
    record(paper, capsys, {"symbols": []})
    assert "up to date" not in logged(*given)


MARKS = {"en": "a model says, checked against this sentence", "ja": "モデルの説明（この文と照合済み）"}


@HERE
@pytest.mark.parametrize("language", ["en", "ja"])
def test_markdown_marks_what_a_model_says(paper: Path, capsys: Captured, language: str) -> None:
    given = ("--answers", str(record(paper, capsys)), "--format", "md", "--lang", language)
    assert main(["annotate", str(paper), *given]) == 0
    text = capsys.readouterr().out
    assert MARKS[language] in text and DRY in text


@HERE
def test_the_page_marks_what_a_model_says(paper: Path, capsys: Captured) -> None:
    payload = core_payload(Supply(Study(assisted(read(paper), AnswerShelf(record(paper, capsys))))))
    shown = {symbol["latex"]: symbol["status"] for symbol in payload["reading"]["symbols"]}
    assert shown["b"] == "model" and shown["a"] == "unknown"
    assert payload["texts"]["mark-model"] == MARKS


UNSAID = r"""\documentclass{article}
\begin{document}
Every fold takes time. The folds of a sheet are counted by $m$. We fold again.
\begin{equation} z_m = m^2 . \end{equation}
\end{document}"""


@HERE
def test_the_page_says_a_purpose_of_a_model_where_no_other_is_known(paper: Path, capsys: Captured) -> None:
    quote = "The folds of a sheet are counted by $m$"
    paper.write_text(UNSAID, encoding="utf-8")
    plain = Study(read(paper))
    formula = plain.document.equations[0]
    assert BenchPurpose(plain).row(formula) is None
    said = {"text": "Counts the folds $m$ of a sheet.", "quote": quote}
    ends = [{"symbol": "m", "towards": "infinity", "gives": "infinity"}]
    answers = record(paper, capsys, {"purpose": said, "sentences": [said], "ends": ends})
    row = BenchPurpose(Study(assisted(read(paper), AnswerShelf(answers)))).row(formula)
    assert row is not None and row["model"] == "Counts the folds $m$ of a sheet." and row["en"] is row["ja"] is None
    assert row["author"]["place"] == "paper.tex:3" and {"", "m"} <= set(formulas_in_purpose(row))
    sentence, end = row["told"]["lines"]
    assert sentence["author"] == row["author"] and "5 draws" in end["en"] and end["ja"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), ("no json", "Line 1"), ("[1]", "Line 1"), ('\n{"answer": {}}', "Line 2"),
     ('{"key": "k", "answer": ' + "[" * 100_000, "Line 1"), ('{"key": "k"}\n{"key"', "Line 2")],
)  # fmt: skip
def test_answers_that_cannot_be_read(paper: Path, capsys: Captured, content: str | None, said: str) -> None:
    file = paper.parent / "broken.jsonl"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert main(["annotate", str(paper), "--answers", str(file)]) == 1
    stopped = capsys.readouterr()
    assert said in stopped.err and stopped.err.count("\n") == 1 and stopped.out == ""


@pytest.mark.parametrize("end", ["\u2028", "\x85", "\u2029"])
def test_other_ends_of_lines_within_an_answer_are_text(paper: Path, end: str) -> None:
    file = paper.parent / "ends.jsonl"
    row = json.dumps({"key": "k", "answer": f"one{end}two"}, ensure_ascii=False)
    file.write_bytes(f"\r\n{row}\r\n".encode())
    assert read_recorded(file) == {"k": f"one{end}two"}


def test_no_model_is_asked_unless_one_is_set_up(paper: Path, capsys: Captured) -> None:
    assert main(["annotate", str(paper), "--second-reader"]) == 2
    assert "TEZAWARI_MODEL_ADDRESS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("variable", "value", "kind"),
    [("ADDRESS", address, "is no address")
     for address in ("localhost:11434/v1", "http://[::1/v1", "http://127.0.0.1:999999/v1", "http://127.0.0.1:x/v1",
                     "http:///v1", "http://exa mple/v1", "ftp://127.0.0.1/v1", "http://\uff11.example/v1", "qwen3")]
    + [("KEY", key, "copy the key again") for key in ("k\u00e9y", "two words", "k\nk", "k\u2003k")],
)  # fmt: skip
def test_a_mistyped_address_or_key_is_one_sentence(
    variable: str, value: str, kind: str, paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
    monkeypatch.setenv(f"TEZAWARI_MODEL_{variable}", value)
    assert main(["annotate", str(paper), "--second-reader"]) == 1
    stopped = capsys.readouterr()
    assert kind in stopped.err and stopped.err.count("\n") == 1 and stopped.out == ""
    assert variable != "KEY" or value not in stopped.err


@HERE
def test_the_second_reader_is_asked_once(paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(**ANSWER)) as server:
        monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address)
        monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
        monkeypatch.setenv("TEZAWARI_MODEL_PRICE", "0.5/2")
        row, logged = reading(capsys, str(paper), "--second-reader")
        number = len(server.asked)
        again, quiet = reading(capsys, str(paper), "--second-reader")
        assert number == len(server.asked) == row["assistant"]["questions"]
    assert again == row and row["assistant"]["by"] == "stand-in:1b"
    assert "nothing leaves it" in logged and "At your prices that was" in logged
    assert "nothing leaves it" not in quiet


FAR = "cloth hangs in the wind"  # of the paper, and far from its second formula


@HERE
def test_the_whole_paper_is_sent_only_when_that_is_asked(
    paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper.write_text(PAPER.replace(r"\section{Folding}", r"\section{Folding} " + "Days pass by. " * 120), "utf-8")
    with serving(says(**ANSWER)) as server:
        monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address)
        monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
        _, usual = reading(capsys, str(paper), "--second-reader")
        alone = server.asked[:]
        row, whole = reading(capsys, str(paper), "--second-reader", "--whole-paper")
    with_paper = server.asked[len(alone) :]
    assert FAR not in json.dumps(alone[-1]["messages"]) and len(alone) == len(with_paper) > 1
    for each in with_paper:
        system, text, question = (message["content"] for message in each["messages"])
        assert FAR in text and "free gift" not in text and "formula" in json.loads(question)
        assert system == alone[0]["messages"][0]["content"]
    characters = sum(len(message["content"]) for each in with_paper for message in each["messages"][1:])
    assert f"{characters:,} characters" in whole and "goes with each formula" in whole
    assert "goes with each formula" not in usual and row["assistant"]["shown"] > 0


def test_of_a_long_paper_a_bounded_part_is_sent(paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.assistant.context.WHOLE", 100)
    (first, *_) = prompts(paper, capsys, "--whole-paper")
    assert len(json.loads(first["messages"][1]["content"])["whole paper"]) == 100


def test_the_whole_paper_goes_with_questions_alone(paper: Path, capsys: Captured) -> None:
    assert main(["annotate", str(paper), "--whole-paper"]) == 2
    assert "--second-reader" in capsys.readouterr().err


def test_a_cache_that_cannot_be_written_costs_no_paper(
    paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (paper.parent / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(shelf, "cache_folder", lambda: paper.parent / "file")
    with serving(says(**ANSWER)) as server:
        monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address)
        monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
        row, logged = reading(capsys, str(paper), "--second-reader")
        assert len(server.asked) == 1, "what cannot be kept is not asked for"
    assert "cannot be kept" in logged and row["assistant"]["answered"] == 0 and len(row["equations"]) == 2


@pytest.mark.slow
def test_a_reader_that_is_silent_costs_no_paper(paper: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(hangs) as server:
        monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address)
        monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
        monkeypatch.setenv("TEZAWARI_MODEL_SECONDS", "1")
        row, logged = reading(capsys, str(paper), "--second-reader")
    assert row["assistant"]["answered"] == 0 and "gave no answer within 1 s" in logged
    assert not [symbol for symbol in row["symbols"] if symbol["status"] == "model"]


def test_the_client_is_imported_by_nobody_who_does_not_ask(paper: Path) -> None:
    code = (
        "import sys\nfrom reader.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('openai', 'httpx', 'pydantic')"
        " or name.startswith('reader.assistant')], file=sys.stderr)"
    )
    for arguments in (["--help"], ["annotate", "--help"], ["annotate", str(paper), "--jobs", "1"]):
        run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
        assert run.stderr.splitlines()[-1] == "[]", arguments
