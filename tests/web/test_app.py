"""The app's logic, without a browser: what is shown, what is read, what an error looks like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import sample
from streamlit.testing.v1 import AppTest

from reader.errors import UnknownIdentifier
from reader.web import reading_view
from reader.web.papers import KEPT, Paper, Shelf, Source

asked: list[Source] = []


def paper(key: str = "k") -> Paper:
    payload = sample.payload()
    reading: Any = SimpleNamespace(paper=SimpleNamespace(id="2501.00001v2"), bundle=SimpleNamespace(name="main"))
    supply: Any = SimpleNamespace(piece=lambda kind, name: {"kind": kind, "name": name})
    return Paper(key, reading, payload, json.dumps(payload), supply)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    def open_paper(source: Source, progress: Any) -> Paper:
        asked.append(source)
        progress("fetch")
        if source.name.startswith("nonsense"):
            raise UnknownIdentifier("unknown-identifier", given=source.name)
        if source.name == "broken":
            raise ZeroDivisionError
        return paper()

    def script() -> None:
        from reader.web.app import main

        main()

    asked.clear()
    monkeypatch.setattr(reading_view, "open_paper", open_paper)
    yield AppTest.from_function(script, default_timeout=20)


def components(app: AppTest) -> list[str]:
    return [each.proto.component_name for each in app.get("bidi_component")]


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption, *app.error, *app.subheader])


def test_opens_on_the_living_formula_alone(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert components(app) == ["tezawari_living"]
    assert app.text_input[0].label == "arXiv id or URL"
    assert asked == []


def test_the_address_names_a_paper_and_a_language(app: AppTest) -> None:
    app.query_params["arxiv"] = "1706.03762"
    app.query_params["lang"] = "ja"
    app.run()
    assert not app.exception
    assert asked[-1] == Source("arxiv", "1706.03762")
    assert components(app) == ["tezawari_paper", "tezawari_reading", "tezawari_pieces", "tezawari_living"]
    assert sent(app, "tezawari_reading")["language"] == "ja"


def sent(app: AppTest, name: str) -> Any:
    """The data that a component was given."""
    return next(json.loads(each.proto.json) for each in app.get("bidi_component") if each.proto.component_name == name)


def test_an_identifier_is_typed(app: AppTest) -> None:
    app.run()
    app.text_input[0].set_value("  hep-th/9901001 ")
    app.button[0].click().run()
    assert asked[-1] == Source("arxiv", "hep-th/9901001")
    assert app.query_params["arxiv"] in ("hep-th/9901001", ["hep-th/9901001"])  # older and newer Streamlit


def test_the_example_is_one_click_away(app: AppTest) -> None:
    app.run()
    app.button(key="tezawari-example").click().run()
    assert asked[-1].kind == "example"
    assert "tezawari_reading" in components(app)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "is neither an existing path"), ("ja", "arXiv の番号でもないようです")]
)
def test_a_wrong_identifier_gets_one_sentence(app: AppTest, language: str, words: str) -> None:
    app.query_params["arxiv"] = "nonsense **$x$**"
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert words in app.error[0].value
    assert r"\*\*\$x\$\*\*" in app.error[0].value
    assert len(app.text_input) == 1
    assert components(app) == ["tezawari_living"]


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
    assert sent(app, "tezawari_reading")["language"] == sent(app, "tezawari_living")["language"] == "ja"


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
    pieces = json.loads(sent(app, "tezawari_pieces")["pieces"])
    assert pieces == [["enquiry", "s1", {"kind": "enquiry", "name": "s1"}]]
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
    shelf = Shelf()
    for number in range(KEPT):
        shelf.put(paper(str(number)))
    assert shelf.get("0") is not None
    shelf.put(paper("one more"))
    assert shelf.get("0") is not None  # asked for lately
    assert shelf.get("1") is None


def test_equal_sources_have_equal_keys() -> None:
    assert Source("upload", "a.tex", b"x").key == Source("upload", "a.tex", b"x").key
    keys = {Source(kind, name, data).key for kind, name, data in [
        ("upload", "a.tex", b"x"), ("upload", "a.tex", b"y"), ("upload", "b.tex", b"x"), ("arxiv", "a.tex", b"x"),
    ]}  # fmt: skip
    assert len(keys) == 4
