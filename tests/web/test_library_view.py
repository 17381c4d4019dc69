"""The library in the app: searched, compared, tidied; and the settings, which hold from the moment they are set."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from glossary.folders import COURSE, OVERLAYS, own_rows
from reader.latex.source.bundle import bundle_from_bytes
from reader.library import shelf
from reader.library.adding import add
from reader.library.store import Library
from reader.output.rows.reading import to_dict
from reader.pipeline import read
from reader.study.study import Study
from reader.user import settings
from reader.user.context import BUILT_IN, ContextChoice
from reader.web.state import address

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
    first, second = (add(Library(), to_dict(Study(reading)), reading.bundle) for reading in readings)
    return first, second


def script(view: str) -> None:
    from importlib import import_module

    import_module(f"reader.web.views.{view}").show()


@pytest.fixture
def view() -> Callable[[str], AppTest]:
    return lambda name: AppTest.from_function(script, kwargs={"view": name}, default_timeout=30)


def rows(app: AppTest) -> list[dict[str, Any]]:
    """The cards of all lists of findings."""
    sent = [json.loads(each.proto.json)[0] for each in app.get("bidi_component")]
    return [row for data in sent for row in data.get("rows", [])]


def words(row: dict[str, Any]) -> str:
    every = chain.from_iterable(part.get("words", [part]) for part in row["parts"])
    return "".join(part.get("text", "") for part in every)


def test_papers_are_listed_opened_and_removed(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("library").run()
    first, second = two_papers
    assert [each.label for each in app.button if (each.key or "").startswith("tezawari-open-")] == [
        "Their Paper", "Our Paper",
    ]  # fmt: skip
    app.button(key=f"tezawari-open-{first}").click().run()
    assert app.session_state[address.NEXT] == {"paper": first}
    app.button(key=f"tezawari-forget-{second}").click().run()
    assert [entry.key for entry in shelf.list_entries(Library())] == [first]
    assert not app.exception


def test_the_same_formula_and_its_letters_are_shown(
    view: Callable[[str], AppTest], two_papers: tuple[str, str]
) -> None:
    app = view("library").run()
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
        add(Library(), to_dict(Study(reading)), reading.bundle)
    app = view("library").run()
    paper, formula = (app.selectbox(key=key) for key in [each.key for each in app.selectbox if "same" in each.key])
    assert paper.options[0] == "Alone"
    assert paper.options[paper.index] == "Both"
    assert formula.options[formula.index].startswith("(2)")
    assert [row for row in rows(app) if row.get("link")]


def test_what_is_looked_for_is_in_the_address(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("library").run()
    app.text_input[0].set_value("学習率")
    app.button[0].click().run()
    assert app.query_params["q"] in ("学習率", ["学習率"])
    assert {row["link"]["paper"] for row in rows(app)} == set(two_papers)
    assert all(row["link"]["symbol"] in (r"\eta", r"\alpha") for row in rows(app))


def test_an_empty_library_says_how_it_fills(view: Callable[[str], AppTest]) -> None:
    app = view("library").run()
    assert not app.exception
    assert "Nothing here yet" in app.markdown[0].value


# --- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [("", "requests to arXiv for the papers that you name."), ("http://localhost:1/v1", "papers that you name."),
     ("https://models.example.org/v1", "what you send to the model"), ("models.example.org", "is no address")],
)  # fmt: skip
def test_the_settings_say_what_leaves_the_machine(
    address: str, said: str, view: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", address)
    monkeypatch.setenv("TEZAWARI_MODEL", "stand-in")
    app = view("settings").run()
    told = " ".join(each.value for each in (*app.caption, *app.warning)).replace("\\", "")
    assert not app.exception and said in told


def test_settings_hold_from_the_moment_they_are_set(view: Callable[[str], AppTest], own_folders: Path) -> None:
    app = view("settings").run()
    app.radio(key="tezawari-set-theme").set_value("dark")
    app.toggle(key="tezawari-set-offline").set_value(True)
    app.select_slider(key="tezawari-set-size").set_value(115)
    app.text_area(key="tezawari-set-glossary").set_value(f"{own_folders}\n\n/no/such/folder\n")
    app.run()
    assert settings.load() == settings.AppSettings(
        theme="dark", offline=True, size=115, glossary=(str(own_folders), "/no/such/folder")
    )
    assert ["no/such/folder" in each.value for each in app.warning] == [True]
    app.radio(key="tezawari-set-language").set_value("ja").run()
    assert app.header[0].value == "設定"
    assert not app.exception


SEMINAR = """concepts = ["softmax", "attention"]
[title]
en = "Our seminar"
ja = "輪講"
"""


def test_a_course_is_chosen_among_those_at_hand_or_by_its_place(
    view: Callable[[str], AppTest], own_folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(COURSE, "")
    own_rows().mkdir(parents=True)
    (own_rows() / "course.toml").write_text(SEMINAR.replace("seminar", "lab"), encoding="utf-8")
    (tmp_path / "seminar").mkdir()
    (tmp_path / "seminar" / "course.toml").write_text(SEMINAR, encoding="utf-8")

    def chosen(app: AppTest, place: str) -> list[str]:
        box = app.selectbox(key="tezawari-set-course")
        if place in ("", *box.options):
            box.select_index(0 if not place else box.options.index(place))
        else:
            app.text_input(key="tezawari-set-course-elsewhere").set_value(place)
        app.run()
        assert not app.exception and settings.load().course == place
        return [each.value for each in (*app.warning, *app.caption)]

    app = view("settings").run()
    assert str(own_rows() / "course.toml") in app.selectbox(key="tezawari-set-course").options
    assert any("Our lab (2 lessons)" in said for said in chosen(app, ""))
    assert any("Our seminar (2 lessons)" in said for said in chosen(app, str(tmp_path / "seminar")))
    course = settings.lay_over(BUILT_IN, settings.load()).load_course()
    assert course is not None and course.title["ja"] == "輪講"
    said = chosen(app, str(tmp_path / "nowhere"))
    assert any("cannot be followed" in each for each in said) and any("Our lab" in each for each in said)
    assert chosen(app, "") and settings.lay_over(BUILT_IN, settings.load()) == BUILT_IN


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"theme": "purple"}', '{"size": 5}', '{"offline": "x"}', '{"glossary": 3}', "null"]
)
def test_a_file_that_says_something_else_is_the_usual(content: str) -> None:
    file = settings.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    assert settings.load() == settings.AppSettings()


def test_what_a_later_version_wrote_is_passed_over_and_kept() -> None:
    settings.save(settings.AppSettings(theme="light"))
    row = json.loads(settings.settings_file().read_text(encoding="utf-8"))
    settings.settings_file().write_text(json.dumps(row | {"more": 1}), encoding="utf-8")
    assert settings.load().theme == "light" and settings.set_aside() is None
    settings.save(settings.AppSettings(theme="dark"))
    assert json.loads(settings.settings_file().read_text(encoding="utf-8")) == {**row, "theme": "dark", "more": 1}


@pytest.mark.parametrize("content", ["{", "[]", '{"theme": "purple", "size": 115}'])
def test_what_is_broken_is_told_and_stays_beside_what_is_written(content: str) -> None:
    file = settings.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text(content, encoding="utf-8")
    told = settings.set_aside()
    assert told is not None and "theme" in str(told) and ("size" in str(told)) == ("115" not in content)
    for language in ("ja", "en"):
        assert settings.change(lambda before, to=language: replace(before, language=to))
    assert settings.load() == settings.AppSettings(language="en", size=115 if "115" in content else 100)
    assert settings.set_aside() is None
    beside = [one for one in file.parent.iterdir() if one != file]
    assert [one.read_text(encoding="utf-8") for one in beside] == [content]


def test_glossary_folders_lie_over_those_that_the_app_was_started_with(own_folders: Path) -> None:
    there = (own_folders, own_folders / "other")
    there[1].mkdir()
    outside = ContextChoice((own_folders / "outside",), corrections=own_folders / "corrections.toml")
    named = settings.AppSettings(glossary=(*map(str, there), "not there"))
    assert settings.lay_over(outside, named) == replace(outside, overlays=(*outside.overlays, *there))
    assert settings.lay_over(outside, settings.AppSettings()) == outside


def test_settings_that_cannot_be_written_are_told(view: Callable[[str], AppTest], own_folders: Path) -> None:
    (own_folders / "CONFIG").write_text("", encoding="utf-8")
    app = view("settings").run()
    app.radio(key="tezawari-set-theme").set_value("dark").run()
    assert len(app.error) == 1


def test_removing_what_is_kept_leaves_the_library(view: Callable[[str], AppTest], two_papers: tuple[str, str]) -> None:
    app = view("settings").run()
    app.button(key="tezawari-clear-pages").click().run()
    app.button(key="tezawari-clear-sources").click().run()
    assert not app.exception
    assert len(shelf.list_entries(Library())) == 2
