"""Pictures of every view, in both languages and themes, wide and on a phone: to be looked at, and for the README.

    python .ci/web/screenshots.py FOLDER [--only NAME]
    python .ci/web/screenshots.py --readme

The bundled example and the papers of the tests are what is read. ``--readme`` takes the pictures of the README alone,
and its animation, into docs/images.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

from animation import animate
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright
from serving import app, chromium, own_folders, started
from views import (
    EXAMPLE,
    LOCALES,
    ROOT,
    SIZES,
    THEMES,
    VIEWS,
    View,
    address,
    export_pages,
    fill_library,
    opened,
    tab,
)

IMAGES = ROOT / "docs" / "images"

README = {
    "living": View("opening", "", ".living math", ("button.try >> nth=0",)),
    "reading": View("symbol", f"{EXAMPLE}&eq=15&symbol=%5Cbeta", ".panel h2", to="button.number:has-text('(15)')"),
    "layers": View("layers", f"layers{EXAMPLE}&concept=softmax", ".uses-of"),
}
TALL = {"layers": 1500}  # pixels, of pictures that want more than a screen


def take(browser: Any, views: Iterable[View], root: str, pages: Path) -> Iterator[tuple[str, Any]]:
    """Each view in each manner, by its name."""
    for view, (language, size, theme) in product(views, product(LOCALES, SIZES, THEMES)):
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
            page.set_viewport_size(SIZES["wide"] | ({"height": TALL[name]} if name in TALL else {}))
            opened(page, view, address(view, language, root, pages))
            yield f"{name}-{language}", page


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
        export_pages(pages)
        with app(environment) as root:
            browser = started(playwright, executable)
            taken = take_for_readme(browser, root, pages) if asked.readme else take(browser, views, root, pages)
            for name, page in taken:
                page.screenshot(path=asked.folder / f"{name}.png")
            for language in LOCALES if asked.readme else ():
                animate(browser, language, pages, asked.folder / f"move-{language}.webp")
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
