"""The mille-feuille as a page of the app: its rows, its address, and the way from a paper to a formula and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import glossary
from reader.library import uses
from reader.library.adding import add
from reader.library.store import Library
from reader.messages import LANGUAGES, Language, table
from reader.output.rows.millefeuille import millefeuille_row, uses_in_paper
from reader.output.rows.reading import to_dict
from reader.pipeline import read
from reader.study.study import Study

LOCALES = {"en": "en-US", "ja": "ja-JP"}


@pytest.fixture(scope="module")
def reading() -> dict[str, Any]:
    row: dict[str, Any] = to_dict(Study(read("example")))
    return row


def test_a_meaning_counts_where_it_holds() -> None:
    sense = lambda concept, *equations: {"concepts": [{"id": concept}], "equations": list(equations)}  # noqa: E731
    symbols = [
        {
            "senses": [sense("sigmoid", "e3", "e1"), sense("standard-deviation", "e2")],
            "concepts": [],
            "occurrences": [],
        },
        {"senses": [], "concepts": [{"id": "norm"}, {"id": "inner-product"}], "occurrences": [{"equation": "e1"}]},
    ]
    found = uses_in_paper(symbols, {"e1": [], "e2": ["norm"], "e3": []})
    assert found == {"sigmoid": ["e1", "e3"], "standard-deviation": ["e2"], "norm": ["e1", "e2"]}


def test_a_layer_counts_each_formula_once() -> None:
    knowledge = glossary.load()
    row = millefeuille_row(knowledge, (), {"softmax": ["e1", "e2"], "logit": ["e2"], "unheard-of": ["e9"]}, named=True)
    pieces = {piece["id"]: piece for piece in row["pieces"]}
    layer = row["layers"][pieces["softmax"]["storey"]]
    assert layer["formulas"] == 2 and pieces["softmax"]["count"] == 2 and "unheard-of" not in pieces
    assert pieces["exponential-function"]["count"] == 0 and "exponential-function" in pieces["softmax"]["requires"]
    assert [row["layers"][each]["name"] for each in layer["on"]]


def test_the_library_knows_the_formulas_of_an_idea(tmp_path: Path, reading: dict[str, Any]) -> None:
    library = Library(tmp_path / "library.sqlite")
    key = add(library, reading)
    found = uses.uses_in_library(library)
    places, count = uses.formulas_using(library, "softmax")
    assert count == len(found["softmax"]) >= len(places) > 0 and {each.paper for each in places} == {key}
    assert uses.formulas_using(library, "softmax", without=key) == ((), 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_a_paper_to_an_idea_to_a_formula_and_back(
    language: Language, tab: Callable[..., Any], app_address: str
) -> None:
    each = tab(locale=LOCALES[language])
    page = each.page
    page.goto(f"{app_address}?paper=example")
    page.locator(".view-link").click(timeout=60_000)
    page.wait_for_url("**/layers?**paper=example**")
    page.locator("[data-concept=softmax]").click()
    page.locator(".panel p", has_text=glossary.load()["softmax"].definition[language]).wait_for()
    assert "concept=softmax" in page.url
    page.locator(".uses-of a.card").first.click()
    page.wait_for_url("**paper=example**eq=2**")
    page.locator(".line.open, .line.arrived").first.wait_for()
    page.go_back()
    page.locator("[data-concept=softmax][aria-pressed=true]").wait_for()
    page.locator(".uses-of a.card").first.wait_for()
    assert each.complaints == []


def test_a_view_whose_address_was_left_asks_no_more(tab: Callable[..., Any], app_address: str) -> None:
    page = tab().page
    sent: list[bytes] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    page.goto(f"{app_address}?paper=example")
    page.locator(".line").first.wait_for(timeout=60_000)
    page.wait_for_timeout(300)
    hosts = page.locator("[data-tezawari-host]")
    for address, is_asked in (("./?paper=example", True), ("./layers?paper=example", False)):
        sent.clear()
        page.evaluate("(address) => history.replaceState(history.state, '', address)", address)
        hosts.evaluate_all("(hosts) => hosts.forEach((host) => host.ask('ask', [['bench', 'e1']]))")
        page.wait_for_timeout(300)
        assert any(b'["bench","e1"]' in frame for frame in sent) is is_asked


def test_without_a_paper_all_layers_lie_there_and_fit(tab: Callable[..., Any], app_address: str) -> None:
    each = tab(viewport={"width": 1366, "height": 900}, color_scheme="dark")
    page = each.page
    page.goto(f"{app_address}glossary")
    page.get_by_role("button", name=table("glossary")["to-layers"]["en"]).click()
    page.wait_for_url("**/layers**")
    page.locator(".cake").first.wait_for()
    assert page.locator(".storey").count() == len(glossary.load().layers)
    page.locator("button.piece").first.focus()
    page.keyboard.press("Enter")
    page.locator(".panel .concept h4:focus").wait_for()  # the keyboard goes on from there
    for width in (390, 768, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)
        assert each.overflow() == 0, width
    page.keyboard.press("Escape")
    page.locator("button.piece:focus").wait_for()
    assert page.locator("button.piece[aria-pressed=true]").count() == 0
    assert each.complaints == []
