"""The crafting table as a view of the app, without a browser: what is in hand goes into the reader's own file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from textbook import textbook_recipes

import glossary
from reader.output.page.crafting import craft_row
from reader.user.profile import Profile, load_profile, save_profile
from reader.web.shell.components import Crafted
from reader.web.views import crafting as crafting_view

brought: list[Any] = []
acted: list[Crafted] = []
shown: list[tuple[str, ...]] = []


@pytest.fixture
def view(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AppTest:
    def show_workshop(payload: str, in_hand: tuple[str, ...], language: str) -> Crafted:
        assert '"ladder":["weighted-sum"' in payload
        shown.append(in_hand)
        return acted[-1]

    def script() -> None:
        from reader.web.views.crafting import show

        show()

    for kept in (brought, acted, shown):
        kept.clear()
    acted.append(Crafted(None))
    monkeypatch.setattr("reader.user.profile.config_folder", lambda: tmp_path)
    monkeypatch.setattr(crafting_view, "show_workshop", show_workshop)
    monkeypatch.setattr(crafting_view, "bring_block", lambda block, row: brought.append((block, row)))
    return AppTest.from_function(script, default_timeout=60)


def test_what_is_built_is_written_down_and_put_away_again(view: AppTest) -> None:
    save_profile(Profile(known=("logarithm",), built=("norm",)))
    view.run()
    assert not view.exception and shown == [("norm",)]
    acted.append(Crafted(None, ("softmax", "sum")))
    view.run()
    assert load_profile() == Profile(("logarithm",), ("norm", "softmax", "sum"))
    acted.append(Crafted(None, (), ("norm", "softmax", "sum")))
    view.run()
    assert load_profile() == Profile(("logarithm",), ())


def test_the_pieces_of_a_block_are_brought_when_they_are_asked_for(view: AppTest) -> None:
    view.run()
    assert brought[-1] == (None, None)
    acted.append(Crafted("infonce"))
    view.run()
    craft = textbook_recipes().largest("infonce")
    assert craft is not None and brought[-1] == ("infonce", craft_row(craft, glossary.load()))
    acted.append(Crafted("no such block"))
    view.run()
    assert brought[-1] == ("no such block", None) and not view.exception


def test_a_broken_file_is_one_sentence_when_it_is_to_be_written(view: AppTest, tmp_path: Path) -> None:
    (tmp_path / "profile.json").write_text("[", encoding="utf-8")
    view.run()
    assert not view.exception and not view.error
    acted.append(Crafted(None, ("softmax",)))
    view.run()
    assert not view.exception and len(view.error) == 1 and "profile" in view.error[0].value
    assert (tmp_path / "profile.json").read_text(encoding="utf-8") == "["
