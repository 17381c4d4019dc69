"""The workbench below a formula, for tests in a browser: how one comes to a pane, and what is read and lit there."""

from __future__ import annotations

from typing import Any

TABS = ("meaning", "move", "origin", "more")
STACKED = {
    "steps": "meaning", "symbols": "meaning", "blocks": "meaning",
    "numbers": "move", "living": "move",
    "lines": "origin", "links": "origin", "elsewhere": "origin",
}  # fmt: skip
ONE_BY_ONE = ("code", "craft", "questions", "layers", "letters", "said", "source", "carry")  # behind the last tab


def number(page: Any, printed: str) -> Any:
    return page.locator("button.number", has_text=f"({printed})").first


def pane(page: Any, printed: str, name: str) -> Any:
    """A pane of a formula, whose workbench is opened unless one is open."""
    if not page.locator(".bench").count():
        number(page, printed).click()
    return to_pane(page, name)


def to_pane(page: Any, name: str) -> Any:
    """A pane of the workbench that is open."""
    page.locator(f".tab[data-tab={STACKED.get(name, 'more')}]").click()
    if name not in STACKED:
        page.locator(f".one-by-one .chip[data-pane={name}]").click()
    return page.locator(f".bench-body section.pane[data-pane={name}]")


def sentence(page: Any) -> str:
    """The sentence in hand, less the sizes that stand behind it."""
    said: str = page.locator(".bench .sentence.current").evaluate(
        """(each) => [...each.childNodes].filter((node) => node.className !== "sizes")
          .map((node) => node.textContent).join("")"""
    )
    return said


def lit(page: Any) -> str:
    """What keeps its ink, letter by letter."""
    letters: str = page.evaluate(
        "[...document.querySelectorAll('.line.open .part')].map((e) => e.textContent).join('')"
    )
    return letters
