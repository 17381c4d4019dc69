"""Pictures of every view, in both languages and themes, wide and on a phone: to be looked at, and for the README.

    python .ci/web/screenshots.py FOLDER [--only NAME]
    python .ci/web/screenshots.py --readme

The bundled example and the papers of the tests are what is read. ``--readme`` takes the pictures of the README alone,
into docs/images.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from serving import app, chromium, own_folders, started

import reader

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
PAPERS = sorted((ROOT / "tests" / "meaning" / "papers").glob("*.tex"))
LOCALES = {"en": "en-US", "ja": "ja-JP"}
SIZES = {"wide": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
EXAMPLE = "?paper=example"
FORMULA = "button.number:has-text('(2)')"  # of the example: scaled dot-product attention
PAUSE = 700  # milliseconds in which what was opened is drawn


@dataclass(frozen=True, slots=True)
class View:
    """What is seen at a place of the app, or with ``page`` in the exported page, after something was clicked.

    ``shown`` is what must be there first, ``clicks`` selectors in turn, ``to`` what is scrolled to the top at the end.
    """

    name: str
    at: str = ""
    shown: str = "h1"
    clicks: tuple[str, ...] = ()
    to: str = ""
    page: bool = False


def pane(name: str, formula: str = FORMULA) -> View:
    """A pane below a formula of the example."""
    return View(f"pane-{name}", EXAMPLE, FORMULA, (formula, f".tab[data-pane={name}]"), ".line.open")


PANES = ("steps", "symbols", "blocks", "craft", "numbers", "switches", "code", "layers", "links", "carry", "questions")
VIEWS = (
    View("opening", "", ".living math"),
    View("opening-road", "", ".living math", to="#road"),
    View("search", "?q=likelihood", ".findings"),
    View("search-formula", "?q=%5Clog+%3F", ".findings"),
    View("refused", "?arxiv=1706.99999", "[role=alert]"),
    View("reading", EXAMPLE, FORMULA),
    View("reading-symbol", EXAMPLE, FORMULA, (".line math [data-tezawari-symbol] >> nth=6",)),
    View("reading-parts", EXAMPLE, FORMULA, (".option >> nth=0",)),
    *map(pane, PANES),
    pane("lines", "button.number:has-text('(A.2)')"),
    pane("elsewhere"),
    View("symbols", EXAMPLE, FORMULA, ("[data-view=symbols]",)),
    View("layers", EXAMPLE, FORMULA, ("[data-view=layers]",)),
    View("library", "library", "[role=tab]"),
    View("library-elsewhere", "library", "[role=tab]", ("[role=tab] >> nth=1",)),
    View("library-notation", "library", "[role=tab]", ("[role=tab] >> nth=2",)),
    View("craft", "craft", ".workshop, .crafting"),
    View("glossary", "glossary", "[data-testid=stButtonGroup]"),
    View(
        "glossary-course", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=1",)
    ),
    View("glossary-known", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=2",)),
    View(
        "glossary-history", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=3",)
    ),
    View("glossary-write", "glossary", "[data-testid=stButtonGroup]", ("[data-testid=stButtonGroup] button >> nth=4",)),
    View("glossary-concept", "glossary?concept=softmax", "h3"),
    View("settings", "settings", "h3"),
    View("page", page=True, shown=FORMULA),
    View("page-pane", page=True, shown=FORMULA, clicks=(FORMULA, ".tab[data-pane=numbers]"), to=".line.open"),
)

README = {
    "living": View("opening", "", ".living math"),
    "reading": View("symbol", f"{EXAMPLE}&eq=15&symbol=%5Cbeta", ".panel h2", to="button.number:has-text('(15)')"),
    "bench": pane("numbers"),
    "layers": View("layers", EXAMPLE, FORMULA, ("[data-view=layers]",), "[data-view=layers]"),
}


def fill_library(environment: dict[str, str]) -> None:
    """The example and the tests' papers, as if they had been read."""
    command = [Path(sys.executable).with_name("tezawari"), "library", "add", "example", *PAPERS]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def address(view: View, language: str, root: str, pages: Path) -> str:
    if view.page:
        return (pages / f"{language}.html").as_uri()
    return f"{root}{view.at}{'&' if '?' in view.at else '?'}lang={language}"


def opened(page: Any, view: View, where: str) -> None:
    """The view as it shall be seen."""
    page.goto(where)
    page.locator(view.shown).first.wait_for()
    for each in view.clicks:
        page.locator(each).first.click()
        page.wait_for_timeout(PAUSE)
    if view.to:
        page.locator(view.to).first.evaluate("each => each.scrollIntoView({ block: 'start' })")
        page.mouse.wheel(0, -140)  # from under what stays at the top
    page.wait_for_timeout(PAUSE)


def take(browser: Any, views: Iterable[View], root: str, pages: Path) -> Iterator[tuple[str, Any]]:
    """Each view in each manner, by its name."""
    for view, (language, size, theme) in product(views, product(LOCALES, SIZES, ("light", "dark"))):
        name = f"{view.name}-{language}-{size}-{theme}"
        try:
            with tab(browser, language, size, theme) as page:
                opened(page, view, address(view, language, root, pages))
                yield name, page
        except PlaywrightError as error:  # one view that cannot be opened does not keep us from seeing the others
            print(f"{name}: {str(error).splitlines()[0]}", file=sys.stderr)


def take_for_readme(browser: Any, root: str, pages: Path) -> Iterator[tuple[str, Any]]:
    """The README's pictures, by their names."""
    for (name, view), language in product(README.items(), LOCALES):
        with tab(browser, language, "wide", "light") as page:
            opened(page, view, address(view, language, root, pages))
            yield f"{name}-{language}", page


@contextmanager
def tab(browser: Any, language: str, size: str, theme: str) -> Iterator[Any]:
    """A page of its own."""
    context = browser.new_context(
        viewport=SIZES[size], color_scheme=theme, reduced_motion="reduce", locale=LOCALES[language]
    )
    page = context.new_page()
    page.set_default_timeout(40_000)
    try:
        yield page
    finally:
        context.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=IMAGES)
    parser.add_argument("--only", default="", help="views whose name begins so")
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args()
    executable = chromium()
    if not executable or (asked.folder == IMAGES) != asked.readme:
        print("Name a folder, or --readme." if executable else "No Chromium: no pictures.")
        return 1
    asked.folder.mkdir(parents=True, exist_ok=True)
    views = [view for view in VIEWS if view.name.startswith(asked.only)]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment, pages = own_folders(Path(folder)), Path(folder)
        fill_library(environment)
        for language in LOCALES:
            exported = reader.export(reader.read("example"), "html", language)
            (pages / f"{language}.html").write_text(exported, encoding="utf-8")
        with app(environment) as root:
            browser = started(playwright, executable)
            taken = take_for_readme(browser, root, pages) if asked.readme else take(browser, views, root, pages)
            for name, page in taken:
                page.screenshot(path=asked.folder / f"{name}.png")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
