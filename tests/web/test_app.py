"""The app's logic, without a browser: what is shown, what is read, what an error looks like."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sample
from streamlit.testing.v1 import AppTest

from reader.arxiv.identifiers import parse_identifier
from reader.errors import UnknownIdentifier
from reader.library.adding import add
from reader.library.store import Library
from reader.messages import table
from reader.output.rows.reading import to_dict
from reader.output.rows.row import packed
from reader.pipeline import read
from reader.study.study import Study
from reader.user.context import BUILT_IN, ContextChoice
from reader.web.papers import jobs
from reader.web.papers.desk import DeskQuestion
from reader.web.papers.desks import KEPT, SHELF, Page, PageShelf
from reader.web.papers.papers import Source
from reader.web.views import version_check as news
from reader.web.views.reading_list import ROAD

asked: list[Source] = []
newest = 2  # the version that arXiv has


class Shown(Page):
    """A page without a process behind it."""

    def ask_desk(self, question: DeskQuestion, seconds: float) -> Any:
        _, kind, name = question.arguments
        return {"kind": kind, "name": name}

    def prepare(self) -> None:
        """There is nothing to make ready."""


def paper(key: str = "k") -> Page:
    return Shown(key, "main", json.dumps(sample.payload()), Source("library", key), BUILT_IN, "")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[AppTest]:
    def open_paper(source: Source, choice: ContextChoice, progress: Any, *, offline: bool) -> Page:
        asked.append(source)
        progress("fetch", 0.5)
        if source.name.startswith("nonsense"):
            raise UnknownIdentifier("unknown-identifier", given=source.name)
        if source.name == "broken":
            raise ZeroDivisionError
        return paper("2501.00001v2")

    def script() -> None:
        from reader.web.shell.app import main

        main()

    asked.clear()
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    monkeypatch.setattr(jobs, "open_paper", open_paper)
    monkeypatch.setattr(news, "ask", lambda paper: news.VersionQuestion(newest=newest, done=True))
    SHELF.clear()
    yield AppTest.from_function(script, default_timeout=20)


def components(app: AppTest) -> list[str]:
    """What stands on the page; the choice of colours, which draws nothing, is always there."""
    names = [each.proto.component_name for each in app.get("bidi_component")]
    return [name for name in names if name != "tezawari_theme"]


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption, *app.error, *app.header, *app.subheader])


def test_opens_on_the_living_formula_alone(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert components(app) == ["tezawari_living"]
    assert app.text_input[0].label.startswith("arXiv id or URL")
    assert asked == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_broken_among_ones_own_files_is_told_and_papers_open(
    language: str, app: AppTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path))
    (tmp_path / "glossary" / "blocks").mkdir(parents=True)
    (tmp_path / "glossary" / "blocks" / "own.toml").write_text("[half\n", encoding="utf-8")
    (tmp_path / "profile.json").write_text("[", encoding="utf-8")
    app.query_params["lang"] = language
    app.run()
    (told,) = [each.value.replace("\\", "") for each in app.warning]
    assert "own.toml:1" in told and "profile.json" in told and ("除いて" in told) == (language == "ja")
    app.button(key="tezawari-example").click().run()
    assert not app.exception and not app.error and "tezawari_reading" in components(app)


def test_the_address_names_a_paper_and_a_language(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.query_params["lang"] = "ja"
    app.run()
    assert not app.exception
    assert asked[-1] == Source("arxiv", "1706.03762")
    assert components(app) == ["tezawari_paper", "tezawari_reading", "tezawari_pieces"]
    assert sent(app, "tezawari_reading")["language"] == "ja"
    paper = zlib.decompress(b64decode(sent(app, "tezawari_paper")["payload"]), -zlib.MAX_WBITS)
    assert json.loads(paper)["schema"] == sample.payload()["schema"]


def sent(app: AppTest, name: str) -> Any:
    """The data that a component was given."""
    return next(
        json.loads(each.proto.json)[0] for each in app.get("bidi_component") if each.proto.component_name == name
    )


def test_an_identifier_is_typed(app: AppTest) -> None:
    app.run()
    app.text_input[0].set_value("  hep-th/9901001 ")
    app.button[0].click().run()
    assert asked[-1] == Source("arxiv", "hep-th/9901001")
    assert app.query_params["arxiv"] in ("hep-th/9901001", ["hep-th/9901001"])  # older and newer Streamlit


@pytest.mark.parametrize(
    "typed", ["１７０６．０３７６２ｖ５", "1706。03762v5", "https://arxiv.org/abs/1706.03762v5", "arXiv：1706.03762v5"]
)
def test_what_an_input_method_types_is_an_identifier_too(app: AppTest, typed: str) -> None:
    app.run()
    app.text_input[0].set_value(typed)
    app.button[0].click().run()
    assert asked[-1] == Source("arxiv", "1706.03762v5")


def test_words_are_looked_for_in_the_papers_that_were_read(app: AppTest) -> None:
    reading = read("example")
    add(Library(), to_dict(Study(reading)), reading.bundle)
    app.run()
    assert "From Attention to Preference" in " ".join(each.label for each in app.button)  # read last
    app.text_input[0].set_value("ソフトマックス")
    app.button[0].click().run()
    assert asked == []
    rows = sent(app, "tezawari_findings")["rows"]
    assert rows
    assert all(row["link"]["paper"].startswith("local:") for row in rows)
    assert any("softmax" in part.get("display", "") for row in rows for part in row["parts"])
    app.text_input[0].set_value(r"\frac{?}{\sqrt{?}}")
    app.button[0].click().run()
    assert len(sent(app, "tezawari_findings")["rows"]) >= 1
    app.text_input[0].set_value("no such thing anywhere")
    app.button[0].click().run()
    assert "tezawari_findings" not in components(app)
    assert "no such thing anywhere" in texts(app)


def test_the_road_leads_from_the_lstm_to_dpo(app: AppTest) -> None:
    app.query_params["lang"] = "ja"
    app.run()
    assert [stop.arxiv for stop in ROAD] == [
        each.key.removeprefix("tezawari-road-") for each in app.button if (each.key or "").startswith("tezawari-road-")
    ]
    for stop in ROAD:
        assert parse_identifier(stop.arxiv).id == stop.arxiv
        assert table("road")[stop.says]["ja"] in texts(app)
    app.button(key="tezawari-road-2305.18290").click().run()
    assert asked[-1] == Source("arxiv", "2305.18290")


def test_a_newer_version_is_announced(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app.query_params["arxiv"] = "2501.00001v2"
    app.run()
    assert "tezawari-newer" not in [each.key for each in app.button]
    monkeypatch.setattr(news, "ask", lambda paper: news.VersionQuestion(newest=3, done=True))
    app.run()
    assert "arXiv has version 3" in texts(app)
    app.button(key="tezawari-newer").click().run()
    assert asked[-1] == Source("arxiv", "2501.00001v3")


def test_the_example_is_one_click_away(app: AppTest) -> None:
    app.run()
    app.button(key="tezawari-example").click().run()
    assert asked[-1].kind == "example"
    assert "tezawari_reading" in components(app)


@pytest.mark.parametrize(("language", "words"), [("en", "is neither a file"), ("ja", "arXiv の番号でもないようです")])
def test_a_wrong_identifier_gets_one_sentence(app: AppTest, language: str, words: str) -> None:
    app.query_params["arxiv"] = "nonsense **$x$**"
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert words in app.error[0].value
    assert r"\*\*\$x\$\*\*" in app.error[0].value
    assert [field.value for field in app.text_input] == ["nonsense **$x$**"]  # to be mended there
    assert not any(button.key == "tezawari-again" for button in app.button)  # it would be refused again
    assert components(app) == []


def test_a_fault_of_ours_shows_no_traceback(app: AppTest, capsys: pytest.CaptureFixture[str]) -> None:
    app.query_params["arxiv"] = "broken"
    app.run()
    assert not app.exception
    assert "inside Tezawari" in app.error[0].value
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_the_language_switch_changes_everything(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.run()
    app.radio[0].set_value("ja").run()
    assert "ほかの論文を読む" in [each.label for each in app.expander]
    assert sent(app, "tezawari_reading")["language"] == "ja"


def test_a_pick_in_the_view_is_followed_by_the_list(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.session_state["tezawari-reading"] = {"sel": {"symbol": "s1", "equation": "e2"}}
    app.session_state["tezawari-list"] = True
    app.run()
    assert not app.exception
    assert app.selectbox[0].value == "s1"
    assert "policy being trained" in texts(app)
    assert "the author says" in texts(app)
    assert app.code[0].value == sample.SENTENCE


def test_a_pick_brings_what_belongs_to_the_symbol_and_not_the_paper(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.session_state["tezawari-reading"] = {"sel": {"symbol": "s1", "equation": "e2"}}
    app.run()
    pieces = sent(app, "tezawari_pieces")["pieces"]
    assert pieces == packed([["enquiry", "s1", {"kind": "enquiry", "name": "s1"}]])
    assert "payload" not in sent(app, "tezawari_reading")
    assert len(app.selectbox) == 0  # the list of all symbols is made where it is opened


def test_the_list_alone_explains_a_symbol(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.session_state["tezawari-list"] = True
    app.run()
    app.selectbox[0].set_value("s8").run()
    assert "strength of the KL penalty" in texts(app)
    assert "usual in this field" in texts(app)


def test_the_shelf_keeps_the_last_papers() -> None:
    shelf = PageShelf()
    for number in range(KEPT):
        shelf.put(str(number), paper())
    assert shelf.get("0") is not None
    shelf.put("one more", paper())
    assert shelf.get("0") is not None  # asked for lately
    assert shelf.get("1") is None


def test_equal_sources_have_equal_keys() -> None:
    assert Source("upload", "a.tex", b"x").key == Source("upload", "a.tex", b"x").key
    keys = {Source(kind, name, data).key for kind, name, data in [
        ("upload", "a.tex", b"x"), ("upload", "a.tex", b"y"), ("upload", "b.tex", b"x"), ("arxiv", "a.tex", b"x"),
    ]}  # fmt: skip
    assert len(keys) == 4
