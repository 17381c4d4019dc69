"""A model asked from a symbol's note: said first, asked only when agreed to, checked, and kept with its mark."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from conftest import served
from model_server import ModelHandler, ModelServer, hangs, says, serving
from proposed_papers import PAPER

from reader.user import settings
from reader.user.context import ContextChoice
from reader.user.corrections import Correction, change_corrections, corrections_file, with_verdict
from reader.web.papers import desks, model_asking
from reader.web.papers.desk import PaperDesk
from reader.web.papers.desks import Desks, Page, open_paper
from reader.web.papers.papers import Source

DRYING = Source("upload", "drying.tex", PAPER.encode())
QUOTE = "$b$ for the water that no wind drives out"
RIGHT = {"symbol": "b", "meaning": "water that no wind drives out", "quote": QUOTE, "concept": ""}


class DeskHere(PaperDesk):
    """A desk in this process: what is asked there needs none of its own."""


class SeatHere:
    """Answers as a worker does."""

    def __init__(self, desk: PaperDesk, memory: int) -> None:
        self.desk = desk

    def ask(self, request: Any, seconds: float | None = None, tell: Callable[[Any], None] = print) -> Any:
        return self.desk(request, lambda news: None)

    def stop(self) -> None:
        """Nothing runs."""


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for folder in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"TEZAWARI_{folder}", str(tmp_path / folder))
    monkeypatch.setattr(desks, "Worker", SeatHere)
    monkeypatch.setattr(desks, "DESKS", Desks(DeskHere))
    monkeypatch.setattr(model_asking, "TALKS", model_asking.ModelTalks())
    desks.SHELF.clear()
    yield
    desks.SHELF.clear()


@pytest.fixture
def page() -> Page:
    return open_paper(DRYING, ContextChoice(corrections=corrections_file()), lambda stage, fraction: None)


def set_up(monkeypatch: pytest.MonkeyPatch, server: ModelServer, **more: str) -> None:
    monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address)
    monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
    monkeypatch.setenv("TEZAWARI_MODEL_PRICE", "1/2")
    for name, value in more.items():
        monkeypatch.setenv(f"TEZAWARI_MODEL_{name}", value)


def piece(page: Page, kind: str, *wanted: str, whole: bool = False) -> Any:
    """A piece as the view gets it: asked for again until it is there."""
    symbol, equation, language, *key = wanted
    return ended(page, kind, json.dumps([symbol, equation, language, whole, *key, 1]))


def ended(page: Page, kind: str, name: str) -> Any:
    for _ in range(200):
        found = page.pieces([(kind, name)])
        if found:
            return found[0][2]
        time.sleep(0.02)
    raise AssertionError("no answer came")


def symbol_of(page: Page, latex: str) -> str:
    return next(name for name, row in page.symbols.items() if row["latex"] == latex)


def test_nothing_is_offered_where_no_model_is_set_up(page: Page) -> None:
    assert model_asking.asking_in(page) is None


def test_it_is_said_then_asked_then_kept_with_its_mark(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(symbols=[RIGHT])) as server:
        set_up(monkeypatch, server)
        offered, b = model_asking.asking_in(page), symbol_of(page, "b")
        assert offered is not None and offered["name"] == "stand-in:1b"
        askable = page.pieces([("askable", "all")])[0][2]
        assert b in askable and symbol_of(page, r"\varsigma") not in askable
        said = piece(page, "notice", b, "", "en")
        assert "nothing leaves it" in said["notice"] and "price" in said["notice"] and not said["there"]
        assert server.asked == []
        told = piece(page, "told", b, "", "en", said["key"])
        assert told["kept"] and "price" in told["account"] and len(server.asked) == 1
        again = open_paper(DRYING, page.choice, lambda stage, fraction: None)
        row = again.symbols[symbol_of(again, "b")]
        assert (row["status"], row["meaning"]) == ("model", RIGHT["meaning"])
        assert row["meaning_source"]["sentence"].split() == QUOTE.split()
        assert symbol_of(again, "b") not in again.pieces([("askable", "all")])[0][2]


def test_only_what_was_agreed_to_is_sent(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(symbols=[RIGHT])) as server:
        set_up(monkeypatch, server)
        b = symbol_of(page, "b")
        agreed = piece(page, "notice", b, "", "en")["key"]
        monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", server.address.replace("/v1", "/v2"))  # to another address
        for key in ("another", agreed):
            told = piece(page, "told", b, "", "en", key)
            assert not told["kept"] and "Nothing was sent" in told["why"] and server.asked == []


def test_what_does_not_hold_is_not_kept_and_not_paid_for_twice(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(symbols=[{**RIGHT, "quote": "The rest $b$ is rain that no wind drives out."}])) as server:
        set_up(monkeypatch, server)
        b = symbol_of(page, "b")
        told = piece(page, "told", b, "", "en", piece(page, "notice", b, "", "en")["key"])
        assert not told["kept"] and "does not stand in the paper" in told["why"] and "price" in told["account"]
        assert not corrections_file().exists()
        said = page.pieces([("notice", json.dumps([b, "", "en", False, 2]))])[0][2]
        assert said["there"] and "nothing is sent" in said["notice"] and len(server.asked) == 1


def test_a_model_elsewhere_gets_nothing_of_this_paper(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_MODEL_ADDRESS", "https://models.example.org/v1")
    monkeypatch.setenv("TEZAWARI_MODEL", "stand-in:1b")
    said = piece(page, "notice", symbol_of(page, "b"), "", "ja")
    assert "models.example.org" in said["why"] and "key" not in said
    settings.save(settings.AppSettings(offline=True))
    assert model_asking.asking_in(page) is None


def test_a_model_that_does_not_answer_is_one_sentence(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(hangs) as server:
        set_up(monkeypatch, server, SECONDS="1")
        b = symbol_of(page, "b")
        name = json.dumps([b, "", "en", False, piece(page, "notice", b, "", "en")["key"], 1])
        assert page.pieces([("told", name), ("enquiry", b)])[0][0] == "enquiry"  # nobody waits for it
        told = ended(page, "told", name)
        assert not told["kept"] and "1 s" in told["why"] and told["account"] == ""


def test_what_holds_of_others_is_told(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(symbols=[RIGHT])) as server:
        set_up(monkeypatch, server)
        askable = page.pieces([("askable", "all")])[0][2]
        a = symbol_of(page, "a")
        assert a in askable
        told = piece(page, "told", a, "", "en", piece(page, "notice", a, "", "en")["key"])
    assert not told["kept"] and told["others"] and "other symbols" in told["why"]
    again = open_paper(DRYING, page.choice, lambda stage, fraction: None)
    assert again.symbols[symbol_of(again, "b")]["status"] == "model"


def test_one_consent_is_one_request(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = Event()

    def slowly(handler: ModelHandler, asked: dict[str, Any]) -> None:
        go_on.wait(5)
        says(symbols=[RIGHT])(handler, asked)

    with serving(slowly) as server:
        set_up(monkeypatch, server)
        b = symbol_of(page, "b")
        key = piece(page, "notice", b, "", "en")["key"]
        drawn_anew = replace(page, mark=f"{page.mark}-anew")  # another symbol was corrected
        names = [
            json.dumps([b, "", "en", False, key, when]) for when in (1, 2)
        ]  # the symbol was picked again, and sent again
        for each, name in ((page, names[0]), (drawn_anew, names[0]), (page, names[1])):
            assert each.pieces([("told", name)]) == []
        go_on.set()
        assert all(ended(page, "told", name)["kept"] for name in names)
        assert len(server.asked) == 1


def test_what_its_reader_says_meanwhile_stays(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    b = symbol_of(page, "b")
    made = Correction("drying", "b", "rest")

    def late(handler: ModelHandler, asked: dict[str, Any]) -> None:
        change_corrections(corrections_file(), lambda rows: with_verdict(rows, made))
        desks.DESKS.end()
        says(symbols=[RIGHT])(handler, asked)

    with serving(late) as server:
        set_up(monkeypatch, server)
        told = piece(page, "told", b, "", "en", piece(page, "notice", b, "", "en")["key"])
    assert not told["kept"] and "stays" in told["why"]


LITTLE = {"text": "A strong wind leaves little water $q$ behind.", "quote": "a strong wind leaves little water behind"}
GROWS = {"symbol": "b", "towards": "infinity", "gives": "infinity"}
FALLS = {"symbol": "b", "towards": "infinity", "gives": "0"}


@pytest.mark.parametrize("keeps", [True, False])
def test_what_holds_of_the_formula_stands_above_its_workbench(
    page: Page, monkeypatch: pytest.MonkeyPatch, keeps: bool
) -> None:
    """Also where nothing is kept of the symbol, so that the page is not drawn anew."""
    equation = page.payload["opens"][0]
    assert "told" not in page.pieces([("bench", equation)])[0][2]["bench"]["purpose"]
    made_up = {"text": "A free gift.", "quote": "the meaning of $q$ is a free gift"}
    answer = says(symbols=[RIGHT] * keeps, sentences=[LITTLE, made_up], ends=[GROWS, FALLS])
    with serving(answer) as server:
        set_up(monkeypatch, server)
        b = symbol_of(page, "b")
        told = piece(page, "told", b, equation, "en", piece(page, "notice", b, equation, "en")["key"])
    assert (told["kept"], told["formula"]) == (keeps, equation) and "2 more things" in told["account"]
    for each in (page, open_paper(DRYING, page.choice, lambda stage, fraction: None)):  # at once, and in a new process
        lines = each.pieces([("bench", equation)])[0][2]["bench"]["purpose"]["told"]["lines"]
        assert [line.get("text") for line in lines] == [LITTLE["text"], None]
        assert lines[0]["author"]["place"] == "drying.tex:11" and "5 draws" in lines[1]["en"] and lines[1]["ja"]


def test_the_paper_goes_along_where_its_reader_says_so(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(says(symbols=[RIGHT])) as server:
        set_up(monkeypatch, server)
        b = symbol_of(page, "b")
        alone, along = (piece(page, "notice", b, "", "en", whole=whole) for whole in (False, True))
        assert "The text of the paper goes with it" in along["notice"] and "goes with it" not in alone["notice"]
        mixed = piece(page, "told", b, "", "en", alone["key"], whole=True)
        assert "Nothing was sent" in mixed["why"] and server.asked == []
        assert piece(page, "told", b, "", "en", along["key"], whole=True)["kept"]
        (sent,) = server.asked
    assert len(sent["messages"]) == 3 and "whole paper" in sent["messages"][1]["content"]


@pytest.mark.parametrize("name", ["", "{}", "7", '["s1"]', '["s1", "", "en"]', '["s1", "", "en", false]'])
def test_what_has_no_form_gets_nothing(page: Page, name: str) -> None:
    assert page.pieces([("told", name)])[0][2] is None


def test_in_the_note(tab: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "drying.tex"
    file.write_text(PAPER, encoding="utf-8")
    with serving(says(symbols=[RIGHT], sentences=[LITTLE], ends=[GROWS])) as server:
        environment = {"TEZAWARI_MODEL_ADDRESS": server.address, "TEZAWARI_MODEL": "stand-in:1b"}
        with served(**environment) as address:
            view = tab()
            view.page.goto(address)
            view.page.get_by_role("button", name="A file: LaTeX source").click()
            view.page.locator("input[type=file]").set_input_files(file)
            view.page.locator(".line math [data-tezawari-symbol]", has_text="b").first.click()
            panel = view.page.locator(".panel")
            panel.get_by_role("button", name="Ask a model").click()
            panel.locator(".asking", has_text="nothing leaves it").wait_for()
            panel.get_by_role("checkbox", name="Send the text of the paper as well").click()
            panel.locator(".asking", has_text="The text of the paper goes with it").wait_for()
            assert server.asked == []
            panel.get_by_role("checkbox", name="Send the text of the paper as well").click()
            panel.get_by_role("button", name="Send").click()
            panel.locator(".mark", has_text="a model says, checked against this sentence").wait_for()
            assert "water that no wind drives out" in panel.locator("h2").inner_text()
            assert "The answer came" in panel.locator(".changed").inner_text()
            assert panel.get_by_role("button", name="Ask a model").count() == 0
            panel.get_by_role("button", name="Open the formula").click()
            view.page.get_by_role("button", name="What else a model says").click()
            said = view.page.locator(".purpose .fold-body").inner_text()
            assert "leaves little water" in said and "5 draws" in said and "tried on numbers" in said
            assert "checked against this sentence" in said and len(server.asked) == 1
            assert view.complaints == []
