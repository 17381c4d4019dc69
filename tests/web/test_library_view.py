"""The library in the app: searched, compared, tidied; and the settings, which hold from the moment they are set."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from glossary.course import CHOSEN, current_course
from glossary.folders import OVERLAYS, own_rows
from reader.exporters.json import to_dict
from reader.latex.bundle import bundle_from_bytes
from reader.library import shelf
from reader.library.adding import add
from reader.library.store import Library
from reader.pipeline import read
from reader.web import address, settings

PAGE = r"\documentclass{article}\title{%s}\begin{document}\maketitle %s\end{document}"
OURS = r"Let $\eta$ be the learning rate. \begin{equation} v_{t+1} = v_t - \eta \nabla f(v_t) \end{equation}"
THEIRS = r"Let $\alpha$ be the learning rate. \begin{equation} w_{k+1} = w_k - \alpha \nabla g(w_k) \end{equation}"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    monkeypatch.setenv(OVERLAYS, "")
    return tmp_path


@pytest.fixture
def two_papers() -> tuple[str, str]:
    readings = [read(bundle_from_bytes("main.tex", (PAGE % paper).encode())) for paper in
                (("Our Paper", OURS), ("Their Paper", THEIRS))]  # fmt: skip
    first, second = (add(Library(), to_dict(reading), reading.bundle) for reading in readings)
    return first, second


def script(view: str) -> None:
    from importlib import import_module

    import_module(f"reader.web.{view}").show()


@pytest.fixture
def view() -> Callable[[str], AppTest]:
    return lambda name: AppTest.from_function(script, kwargs={"view": name}, default_timeout=30)


def rows(app: AppTest) -> list[dict[str, Any]]:
    """The cards of all lists of findings."""
    sent = [json.loads(each.proto.json) for each in app.get("bidi_component")]
    return [row for data in sent for row in data.get("rows", [])]


def words(row: dict[str, Any]) -> str:
    every = chain.from_iterable(part.get("words", [part]) for part in row["parts"])
    return "".join(part.get("text", "") for part in every)


def test_papers_are_listed_opened_and_removed(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("library_view").run()
    first, second = two_papers
    assert [each.label for each in app.button if (each.key or "").startswith("tezawari-open-")] == [
        "Their Paper", "Our Paper",
    ]  # fmt: skip
    app.button(key=f"tezawari-open-{first}").click().run()
    assert app.session_state[address.NEXT] == {"paper": first}
    app.button(key=f"tezawari-forget-{second}").click().run()
    assert [entry.key for entry in shelf.list_entries(Library())] == [first]
    assert not app.exception


@pytest.mark.slow
def test_the_same_formula_and_its_letters_are_shown(
    view: Callable[[str], AppTest], two_papers: tuple[str, str]
) -> None:
    app = view("library_view").run()
    same = [row for row in rows(app) if row.get("link")]
    assert [row["link"]["paper"] for row in same] == [two_papers[0]]  # the paper read last is compared first
    assert "learning rate" in words(same[0])
    notation = [row for row in rows(app) if not row.get("link")]
    assert any("both are: learning rate" in row["where"] for row in notation)


def test_the_comparison_starts_where_there_is_something_to_compare(
    view: Callable[[str], AppTest], two_papers: tuple[str, str]
) -> None:
    alone = r"\begin{equation} \sum_i a_i^3 + \sqrt{b} = \log c \end{equation}"
    both = (("Alone", alone), ("Both", r"\begin{equation} \max(a_i, b^2) \neq \tan c - d \end{equation}" + OURS))
    for paper in both[::-1]:
        reading = read(bundle_from_bytes("main.tex", (PAGE % paper).encode()))
        add(Library(), to_dict(reading), reading.bundle)
    app = view("library_view").run()
    paper, formula = (app.selectbox(key=key) for key in [each.key for each in app.selectbox if "same" in each.key])
    assert paper.options[0] == "Alone"
    assert paper.options[paper.index] == "Both"
    assert formula.options[formula.index].startswith("(2)")
    assert [row for row in rows(app) if row.get("link")]


def test_what_is_looked_for_is_in_the_address(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("library_view").run()
    app.text_input[0].set_value("学習率")
    app.button[0].click().run()
    assert app.query_params["q"] in ("学習率", ["学習率"])
    assert {row["link"]["paper"] for row in rows(app)} == set(two_papers)
    assert all(row["link"]["symbol"] in (r"\eta", r"\alpha") for row in rows(app))


def test_an_empty_library_says_how_it_fills(view: Callable[[str], AppTest]) -> None:
    app = view("library_view").run()
    assert not app.exception
    assert "Nothing here yet" in app.markdown[0].value


# --- settings --------------------------------------------------------------------------------------------------------


def test_settings_hold_from_the_moment_they_are_set(view: Callable[[str], AppTest], own_folders: Path) -> None:
    app = view("settings_view").run()
    app.radio(key="tezawari-set-theme").set_value("dark")
    app.toggle(key="tezawari-set-offline").set_value(True)
    app.select_slider(key="tezawari-set-size").set_value(115)
    app.text_area(key="tezawari-set-glossary").set_value(f"{own_folders}\n\n/no/such/folder\n")
    app.run()
    assert settings.load() == settings.Settings(
        theme="dark", offline=True, size=115, glossary=(str(own_folders), "/no/such/folder")
    )
    assert ["no/such/folder" in each.value for each in app.warning] == [True]
    app.radio(key="tezawari-set-language").set_value("ja").run()
    assert app.header[0].value == "設定"
    assert not app.exception


COURSE = """concepts = ["softmax", "attention"]
[title]
en = "Our seminar"
ja = "輪講"
"""


def test_a_course_is_chosen_among_those_at_hand_or_by_its_place(
    view: Callable[[str], AppTest], own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CHOSEN, "")
    own_rows().mkdir(parents=True)
    (own_rows() / "course.toml").write_text(COURSE.replace("seminar", "lab"), encoding="utf-8")
    (tmp_path / "seminar").mkdir()
    (tmp_path / "seminar" / "course.toml").write_text(COURSE, encoding="utf-8")

    def chosen(app: AppTest, place: str) -> list[str]:
        settings.apply(settings.load())
        box = app.selectbox(key="tezawari-set-course")
        if place in ("", *box.options):
            box.select_index(0 if not place else box.options.index(place))
        else:
            app.text_input(key="tezawari-set-course-elsewhere").set_value(place)
        app.run()
        settings.apply(settings.load())
        app.run()
        assert not app.exception and settings.load().course == place
        return [each.value for each in (*app.warning, *app.caption)]

    app = view("settings_view").run()
    assert str(own_rows() / "course.toml") in app.selectbox(key="tezawari-set-course").options
    assert any("Our lab (2 lessons)" in said for said in chosen(app, ""))
    assert any("Our seminar (2 lessons)" in said for said in chosen(app, str(tmp_path / "seminar")))
    course = current_course()
    assert course is not None and course.title["ja"] == "輪講"
    said = chosen(app, str(tmp_path / "nowhere"))
    assert any("cannot be followed" in each for each in said) and any("Our lab" in each for each in said)
    assert chosen(app, "") and os.environ[CHOSEN] == ""


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"theme": "purple"}', '{"size": 5}', '{"offline": "x"}', '{"glossary": 3}', "null"]
)
def test_a_file_that_says_something_else_is_the_usual(content: str) -> None:
    file = settings.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    assert settings.load() == settings.Settings()


def test_what_a_later_version_wrote_is_passed_over() -> None:
    settings.save(settings.Settings(theme="light"))
    row = json.loads(settings.settings_file().read_text(encoding="utf-8"))
    settings.settings_file().write_text(json.dumps(row | {"more": 1}), encoding="utf-8")
    assert settings.load().theme == "light"


def test_glossary_folders_hold_in_this_process(own_folders: Path) -> None:
    settings.apply(settings.Settings(glossary=(str(own_folders), "other")))
    assert os.environ[OVERLAYS].split(os.pathsep)[-2:] == [str(own_folders), "other"]
    settings.apply(settings.Settings())
    assert str(own_folders) not in os.environ[OVERLAYS]


def test_settings_that_cannot_be_written_are_told(view: Callable[[str], AppTest], own_folders: Path) -> None:
    (own_folders / "CONFIG").write_text("", encoding="utf-8")
    app = view("settings_view").run()
    app.radio(key="tezawari-set-theme").set_value("dark").run()
    assert len(app.error) == 1


def test_removing_what_is_kept_leaves_the_library(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("settings_view").run()
    app.button(key="tezawari-clear-pages").click().run()
    app.button(key="tezawari-clear-sources").click().run()
    assert not app.exception
    assert len(shelf.list_entries(Library())) == 2
