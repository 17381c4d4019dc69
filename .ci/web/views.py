"""What there is to see: every view and pane of the app and of the exported page, for pictures and for axe.

The bundled example and the papers of the tests are what is read.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import reader

ROOT = Path(__file__).parents[2]
PAPERS = sorted((ROOT / "tests" / "meaning" / "papers").glob("*.tex"))
LOCALES = {"en": "en-US", "ja": "ja-JP"}
SIZES = {"wide": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
EXAMPLE = "?paper=example"
FORMULA = "button.number:has-text('(2)')"  # of the example: scaled dot-product attention
PAUSE = 700  # milliseconds in which what was opened is drawn


@dataclass(frozen=True, slots=True)
class View:
    """What is seen at a place of the app, or with ``page`` in the exported page, after something was clicked.

    ``shown`` is what must be there first, ``clicks`` selectors in turn, ``to`` what is scrolled to the top at the end.
    ``part`` is what it has of its own, where the rest is that of another view.
    """

    name: str
    at: str = ""
    shown: str = "h1"
    clicks: tuple[str, ...] = ()
    to: str = ""
    page: bool = False
    part: str = ""


def below(name: str, *clicks: str) -> View:
    """What is opened below a formula of the example."""
    return View(name, EXAMPLE, FORMULA, clicks, ".line.open", part=".bench")


def in_tab(name: str) -> View:
    return below(f"tab-{name}", FORMULA, f".tab[data-tab={name}]")


def pane(name: str) -> View:
    """One of the panes behind the last tab."""
    return below(f"pane-{name}", FORMULA, ".tab[data-tab=more]", f".one-by-one .chip[data-pane={name}]")


TABS = ("meaning", "move", "origin", "more")
PANES = ("code", "craft", "questions", "layers", "said", "source", "carry")
VIEWS = (
    View("opening", "", ".living math"),
    View("opening-road", "", ".living math", to="#road"),
    View("search", "?q=likelihood", ".findings"),
    View("search-formula", "?q=%5Clog+%3F", ".findings"),
    View("refused", "?arxiv=1706.99999", "[role=alert]"),
    View("reading", EXAMPLE, FORMULA),
    View("reading-symbol", EXAMPLE, FORMULA, (".line math [data-tezawari-symbol] >> nth=6",)),
    View("reading-parts", EXAMPLE, FORMULA, (".option:not(.to-outline) >> nth=0",)),
    View("reading-folded", EXAMPLE, FORMULA, (".closed-section summary",), ".closed-section"),
    *map(in_tab, TABS),
    *map(pane, PANES),
    below("tab-origin-lines", "button.number:has-text('(A.2)')", ".tab[data-tab=origin]"),
    View("symbols", EXAMPLE, FORMULA, ("[data-view=symbols]",)),
    View("layers", f"layers{EXAMPLE}", ".cake"),
    View("layers-idea", f"layers{EXAMPLE}&concept=softmax", ".uses-of"),
    View("layers-all", "layers", ".cake"),
    View("library", "library", "[role=tab]"),
    View("library-elsewhere", "library", "[role=tab]", ("[role=tab] >> nth=1",)),
    View("library-notation", "library", "[role=tab]", ("[role=tab] >> nth=2",)),
    View("craft", "craft", ".workshop, .crafting"),
    View("glossary", "glossary", "[data-testid=stButtonGroup]"),
    View("glossary-known", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=1",)),
    View(
        "glossary-history", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=2",)
    ),
    View("glossary-write", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=3",)),
    View("glossary-concept", "glossary?concept=softmax", "h3"),
    View("glossary-living", "glossary?concept=lstm", ".living math", ("button.try >> nth=0",)),
    View("settings", "settings", "h2"),
)


def of_page(view: View) -> View:
    """The same in the exported page."""
    return replace(view, name=f"page-{view.name}", at="", page=True)


# The page has what the app shows of a paper, but for other papers, and its layers as a view beside the formulas.
IN_PAGE = (
    *(of_page(view) for view in VIEWS if view.at == EXAMPLE),
    View("page-layers", "", FORMULA, ("[data-view=layers]",), page=True),
    View("page-layers-idea", "", FORMULA, ("[data-view=layers]", "[data-concept=softmax]"), page=True),
)


def fill_library(environment: dict[str, str]) -> None:
    """The example and the tests' papers, as if they had been read."""
    command = [Path(sys.executable).with_name("tezawari"), "library", "add", "example", *PAPERS]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def export_pages(folder: Path) -> None:
    """The example as a page, in both languages."""
    for language in LOCALES:
        exported = reader.export(reader.read("example"), "html", language)
        (folder / f"{language}.html").write_text(exported, encoding="utf-8")


def address(view: View, language: str, root: str, pages: Path) -> str:
    if view.page:
        return (pages / f"{language}.html").as_uri()
    return f"{root}{view.at}{'&' if '?' in view.at else '?'}lang={language}"


def opened(page: Any, view: View, where: str) -> None:
    """The view as it shall be seen."""
    page.goto(where)
    page.locator(view.shown).first.wait_for()
    for each in view.clicks:
        click(page, each)
    if view.to:
        for _ in range(2):  # what comes near the screen is laid out only then, and moves the rest
            page.locator(view.to).first.evaluate("each => each.scrollIntoView({ block: 'start' })")
            page.wait_for_timeout(PAUSE)
        page.mouse.wheel(0, -140)  # from under what stays at the top
    page.wait_for_timeout(PAUSE)


def click(page: Any, selector: str) -> None:
    page.locator(selector).first.click()
    page.wait_for_timeout(PAUSE)


@contextmanager
def tab(browser: Any, language: str, size: str, theme: str) -> Iterator[Any]:
    """A page of its own."""
    context = browser.new_context(
        viewport=SIZES[size], color_scheme=theme, reduced_motion="reduce", locale=LOCALES[language]
    )
    page = context.new_page()
    page.set_default_timeout(90_000)  # a machine may have much else to do
    try:
        yield page
    finally:
        context.close()
