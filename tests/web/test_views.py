"""Every view of the app opens, in both languages, from an address of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from reader.messages import LANGUAGES, table
from reader.web.views import VIEWS


def script(view: str, language: str) -> None:
    import streamlit

    from reader.web.views import VIEWS
    from reader.web.words import KEY

    streamlit.session_state[KEY] = language
    next(each for each in VIEWS if each.name == view).show()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", [each.name for each in VIEWS])
def test_a_view_opens_and_says_something(view: str, language: str) -> None:
    app = AppTest.from_function(script, kwargs={"view": view, "language": language}, default_timeout=30).run()
    assert not app.exception
    assert [each.value for each in [*app.subheader, *app.markdown]]


def test_views_have_their_own_names() -> None:
    assert len({each.name for each in VIEWS}) == len(VIEWS)
    for each in VIEWS:
        assert set(table("web")[f"view-{each.name}"]) == set(LANGUAGES)
