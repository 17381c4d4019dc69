"""What papers are explained with: read once from the environment, then a value that travels."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from glossary.folders import CORRECTIONS, COURSE, OVERLAYS, own_rows
from reader.errors import GlossaryError
from reader.user.context import BUILT_IN, ContextChoice, current_choice
from reader.user.corrections import corrections_file

NAME = '[softmax]\nextends = true\nname = {{ en = "{}", ja = "名" }}\n'
SEMINAR = 'concepts = ["softmax"]\ntitle = { en = "Seminar", ja = "輪講" }\n'


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path / "config"))
    for variable in (OVERLAYS, COURSE, CORRECTIONS):
        monkeypatch.delenv(variable, raising=False)


def rows(folder: Path, name: str) -> Path:
    """A folder of rows that calls a concept by another name."""
    (folder / "concepts" / "rnn").mkdir(parents=True, exist_ok=True)
    (folder / "concepts" / "rnn" / "own.toml").write_text(NAME.format(name), encoding="utf-8")
    return folder


def called(choice: ContextChoice) -> str:
    return choice.load().glossary["softmax"].name["en"]


def test_the_environment_is_an_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert current_choice() == ContextChoice(corrections=corrections_file())
    mine, more = rows(own_rows(), "mine"), rows(tmp_path / "more", "more")
    monkeypatch.setenv(OVERLAYS, str(more))
    monkeypatch.setenv(COURSE, str(tmp_path / "course.toml"))
    monkeypatch.setenv(CORRECTIONS, str(tmp_path / "other.toml"))
    assert current_choice() == ContextChoice((mine, more), tmp_path / "course.toml", tmp_path / "other.toml")


def test_the_last_folder_holds_and_has_the_course(tmp_path: Path) -> None:
    first, second = rows(tmp_path / "a", "first"), rows(tmp_path / "b", "second")
    (first / "course.toml").write_text(SEMINAR, encoding="utf-8")
    context = ContextChoice((first, second)).load()
    assert context.glossary["softmax"].name["en"] == "second"
    assert context.course is not None and context.course.title["en"] == "Seminar"
    assert called(ContextChoice((second, first))) == "first"
    assert BUILT_IN.load().course is None


def test_what_is_loaded_follows_the_files_and_no_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choice = ContextChoice((rows(tmp_path / "a", "before"),))
    before = choice.load()
    assert choice.load().glossary is before.glossary
    monkeypatch.setenv(OVERLAYS, str(rows(tmp_path / "b", "other")))
    rows(tmp_path / "a", "afterwards")
    assert called(choice) == "afterwards" and before.glossary["softmax"].name["en"] == "before"
    assert choice.load().fingerprint != before.fingerprint


def test_it_can_be_sent_to_another_process(tmp_path: Path) -> None:
    choice = ContextChoice((tmp_path,), tmp_path / "course.toml", tmp_path / "corrections.toml")
    assert pickle.loads(pickle.dumps(choice)) == choice


def test_a_process_can_begin_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = rows(own_rows(), "mine")
    choice = ContextChoice((own, rows(tmp_path / "a", "a")), tmp_path / "course.toml", tmp_path / "corrections.toml")
    before = dict(os.environ)
    environment = choice.as_environment()
    assert os.environ == before
    for variable in (OVERLAYS, COURSE, CORRECTIONS):
        monkeypatch.setenv(variable, environment[variable])
    assert current_choice() == choice


@pytest.mark.parametrize("broken", [{"overlays": (Path("nowhere"),)}, {"course": Path("nowhere.toml")}])
def test_what_is_not_there_is_one_error(broken: dict[str, object]) -> None:
    with pytest.raises(GlossaryError, match="nowhere"):
        ContextChoice(**broken).load()  # type: ignore[arg-type]
