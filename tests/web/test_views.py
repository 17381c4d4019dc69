"""Every view of the app opens, in both languages, from an address of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reader.messages import LANGUAGES, table
from reader.web.shell.views import VIEWS


def script(view: str, language: str) -> None:
    import streamlit

    from reader.web.shell.views import VIEWS
    from reader.web.state.words import KEY

    streamlit.session_state[KEY] = language
    next(each for each in VIEWS if each.name == view).show()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [each.name for each in VIEWS])
def test_a_view_opens_and_says_something(view: str, language: str) -> None:
    app = AppTest.from_function(script, kwargs={"view": view, "language": language}, default_timeout=30).run()
    assert not app.exception
    assert [each.value for each in [*app.header, *app.subheader, *app.markdown]]


def test_views_have_their_own_names() -> None:
    assert len({each.name for each in VIEWS}) == len(VIEWS)
    for each in VIEWS:
        assert set(table("web")[f"view-{each.name}"]) == set(LANGUAGES)


def test_no_script_of_the_page_runs_without_its_hash(tab: Callable[..., Any], app_address: str) -> None:
    page = tab().page
    for place in ("", "glossary"):
        reply = page.goto(app_address + place)
        rules = dict(rule.strip().split(" ", 1) for rule in reply.headers["content-security-policy"].split(";"))
        assert "unsafe" not in rules["script-src"] and rules["connect-src"] == rules["frame-src"] == "'self'"
    ran = """() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.head.append(script);
      return Boolean(window.ran);
    }"""
    assert page.evaluate(ran) is False


SEEN = {
    "": ".living math",
    "?paper=example": ".figure",
    "?q=softmax": ".findings, [role=alert]",
    "library": "[data-testid=stForm]",
    "layers": ".cake",
    "craft": ".rung",
    "glossary": "[data-testid=stButtonGroup]",
    "glossary?concept=softmax": "h3",
    "settings": "h2",
}


@pytest.mark.parametrize("place", SEEN)
def test_a_view_complains_of_nothing(tab: Callable[..., Any], app_address: str, place: str) -> None:
    """Neither the page nor the browser's console: no error, no request that fails, whatever address is opened."""
    each = tab()
    failed: list[str] = []
    each.page.on("response", lambda reply: reply.status >= 400 and failed.append(f"{reply.status} {reply.url}"))
    each.page.goto(app_address + place)
    each.page.locator(SEEN[place]).first.wait_for()
    first = each.page.locator("[data-testid=stButtonGroup] >> nth=0").locator("button")
    for choice in first.or_(each.page.locator("[role=tab]")).all():
        choice.click()
        each.page.wait_for_timeout(300)
    assert failed == []
    assert each.complaints == []
    assert {url.partition("/_stcore/")[0] + "/" for url in each.requests if "/_stcore/" in url} == {app_address}
