"""Looks over the front end: its modules with ESLint and tsc; all views and panes of app and exported page with axe.

usage: python .ci/front/check.py [--only NAME]

The exported page is looked at in both languages, wide and on a phone, light and dark; the app so that every two of
these meet. Findings that axe calls serious or critical are faults, and so is a view that does not open; the others are
listed. Needs node and npm (tools go into ``.tools/front``), and Chromium for the pages; without them it says so. Exit 1
where there is a fault.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import npm
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from serving import app, chromium, own_folders, started
from views import IN_PAGE, LOCALES, SIZES, VIEWS, View, address, click, export_pages, fill_library, opened, tab

from reader.frontend import build

HERE = Path(__file__).parent
TOOLS = npm.TOOLS / "front"
CHECKED = "// @ts-check\n"
FAULTS = ("serious", "critical", "not opened")
SETTLING = 250  # milliseconds after another size or theme
REPAINTING = 2_000  # until a page is looked at once more in which something serious was found
Manner = tuple[str, str]  # size, theme; the first is the one in which a view is opened
IN_THE_PAGE: Sequence[Manner] = tuple(product(SIZES, ("light", "dark")))
IN_THE_APP: dict[str, Sequence[Manner]] = {  # every two of language, size and theme meet
    "en": (("wide", "light"), ("phone", "dark")),
    "ja": (("wide", "dark"), ("phone", "light")),
}
# All of a page is looked at where it is opened; where only a pane of it is another, that pane.
RUN = """async ([part, rules]) => {
  const hosts = (root) => [...root.querySelectorAll("*")].filter((each) => each.shadowRoot);
  const deep = (root) => root.querySelector(part) ?? hosts(root).map((each) => deep(each.shadowRoot)).find(Boolean);
  const only = rules.length ? { runOnly: rules } : {};
  const { violations } = await axe.run(part ? deep(document) : document, { resultTypes: ["violations"], ...only });
  const said = ({ target, any: [first] }) => `${target.flat(2).at(-1)} ${first?.message ?? ""}`.slice(-300);
  return violations.map(({ id, impact, help, nodes }) => [id, impact, help, nodes.map(said)]);
}"""
COLOURS = ("color-contrast", "link-in-text-block")
# Streamlit pales what an answer that is on its way may change.
PALE = """() => [...document.querySelectorAll('[data-testid="stElementContainer"]')]
  .some((each) => each.dataset.stale === "true" || Number(getComputedStyle(each).opacity) < 1)"""
PATIENCE = 5000  # milliseconds for such an answer
MOST = 12  # places of a finding that are listed
Finding = tuple[str, str, str]  # impact, rule, what it says


def lint() -> bool:
    """Whether ESLint has nothing to say."""
    folder = Path(build.__file__).parent
    command = [str(TOOLS / "node_modules" / ".bin" / "eslint"), "--config", str(TOOLS / "eslint.config.mjs"), "."]
    shutil.copy(HERE / "eslint.config.mjs", TOOLS / "eslint.config.mjs")
    with tempfile.TemporaryDirectory(dir=TOOLS) as place:
        for module in folder.rglob("*.mjs"):  # ESLint looks at nothing outside of its configuration's folder
            shutil.copy(module, place)
        done = subprocess.run([*command[:-1], place], check=False)
    print(f"ESLint: {len(list(folder.rglob('*.mjs')))} modules, {'well' if done.returncode == 0 else 'faults'}")
    return done.returncode == 0


def types() -> bool:
    """Whether TypeScript has nothing to say of the modules that begin with ``// @ts-check``."""
    tsc = TOOLS / "node_modules" / ".bin" / "tsc"
    done = subprocess.run([str(tsc), "-p", str(HERE / "tsconfig.json")], check=False)
    checked = [
        each for each in Path(build.__file__).parent.rglob("*.mjs") if each.read_text("utf-8").startswith(CHECKED)
    ]
    print(f"tsc: {len(checked)} modules, {'well' if done.returncode == 0 else 'faults'}")
    return done.returncode == 0


def scan(views: Sequence[View]) -> bool:
    """Whether axe finds nothing serious anywhere. The languages go side by side."""
    if not chromium():
        print("No Chromium: the pages are not looked at.")
        return True
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        environment = own_folders(Path(folder))
        fill_library(environment)
        export_pages(Path(folder))
        with app(environment) as root, ProcessPoolExecutor(len(LOCALES), mp_context=get_context("spawn")) as pool:
            each = [pool.submit(scanned, language, views, root, Path(folder)) for language in LOCALES]
            results = [one.result() for one in each]
    found: Counter[Finding] = Counter()
    places: dict[Finding, dict[str, str]] = {}
    for counted, where, _ in results:
        found.update(counted)
        for finding, each in where.items():
            places[finding] = each | places.get(finding, {})
    for finding, count in sorted(found.items()):
        impact, rule, text = finding
        print(f"{impact:10} {rule} ({count}): {text}")
        for place, view in list(places[finding].items())[:MOST]:
            print(f"           {view}: {place}")
    faults = sum(count for (impact, _, _), count in found.items() if impact in FAULTS)
    pages = sum(looked for _, _, looked in results)
    print(f"axe: {pages} pages, {faults} serious findings, {time.monotonic() - begun:.0f} s")
    return faults == 0


@dataclass(slots=True)
class Seen:
    """What axe finds in one language, where, in which view first, and at how many pages it looked."""

    language: str
    found: Counter[Finding] = field(default_factory=Counter)
    places: dict[Finding, dict[str, str]] = field(default_factory=dict)
    looked: int = 0

    def tell(self, finding: Finding, spots: Sequence[str], where: str) -> None:
        self.found[finding] += len(spots)
        for spot in spots:
            self.places.setdefault(finding, {}).setdefault(spot, where)

    def look(self, page: Page, view: View) -> None:
        """At a view that is open, in each manner."""
        manners = manners_of(view, self.language)
        for manner, rules in zip(manners, rules_for(manners), strict=True):
            put_on(page, manner)
            asked = [view.part if manner != manners[0] else "", list(rules)]
            found = page.evaluate(RUN, asked)
            if any(impact in FAULTS for _, impact, _, _ in found):  # of what is still being painted anew the end counts
                page.wait_for_timeout(REPAINTING)
                found = page.evaluate(RUN, asked)
            for rule, impact, text, spots in found:
                self.tell((impact, rule, text), spots, f"{view.name} {self.language} {' '.join(manner)}")
            self.looked += 1
        put_on(page, manners[0])


def scanned(
    language: str, views: Sequence[View], root: str, folder: Path
) -> tuple[Counter[Finding], dict[Finding, dict[str, str]], int]:
    """All views in one language. Where a page does not answer, what is left of its views is opened on another one; a
    view that does not open twice is a fault."""
    from playwright.sync_api import sync_playwright

    axe = (TOOLS / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    seen = Seen(language)
    with sync_playwright() as playwright:
        browser = started(playwright, chromium() or "")
        for group in together(views):
            left, failed = deque(group), ""
            while left:
                with tab(browser, language, *manners_of(group[0], language)[0]) as page:
                    try:
                        opened(page, left[0], address(left[0], language, root, folder))
                        page.evaluate(axe)
                        seen.look(page, left[0])
                        left.popleft()
                        while left:
                            click(page, left[0].clicks[-1])
                            seen.look(page, left[0])
                            left.popleft()
                    except PlaywrightError as error:
                        if left[0].name == failed:
                            seen.tell(("not opened", failed, reason(error)), [language], failed)
                            left.popleft()
                        else:
                            failed = left[0].name
                            print(f"{failed} {language} is opened once more: {reason(error)}", flush=True)
        browser.close()
    return seen.found, seen.places, seen.looked


def manners_of(view: View, language: str) -> Sequence[Manner]:
    return IN_THE_PAGE if view.page else IN_THE_APP[language]


def reason(error: PlaywrightError) -> str:
    """What Playwright says of a failure, and what it waited for last."""
    first, *log = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join([first, *log[-3:]])


def together(views: Sequence[View]) -> Iterator[list[View]]:
    """Views that follow from each other by one more click, so that they are opened together."""
    group: list[View] = []
    for view in views:
        same = group and (view.at, view.page) == (group[0].at, group[0].page)
        if not (same and view.clicks and view.clicks[:-1] == group[-1].clicks[: len(view.clicks) - 1]
                and len(group[-1].clicks) <= len(view.clicks)):  # fmt: skip
            if group:
                yield group
            group = []
        group.append(view)
    if group:
        yield group


def rules_for(manners: Sequence[Manner]) -> Iterator[Sequence[str]]:
    """Every rule, () for short, the first time that a size is seen; a theme changes nothing but colours."""
    seen: set[str] = set()
    for size, _ in manners:
        yield COLOURS if size in seen else ()
        seen.add(size)


def put_on(page: Any, manner: Manner) -> None:
    """The same page in another size and theme."""
    size, theme = manner
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size(SIZES[size])
    page.wait_for_timeout(SETTLING)
    with suppress(PlaywrightTimeout):  # then it is looked at as it is
        page.wait_for_function(f"() => !({PALE})()", timeout=PATIENCE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="views whose name begins so")
    asked = parser.parse_args()
    missing = npm.install(HERE / "package.json", "front")
    if missing is not None:
        print(f"The front end is not looked over: {missing}.")
        return 0
    views = [view for view in (*VIEWS, *IN_PAGE) if view.name.startswith(asked.only)]
    with ThreadPoolExecutor() as beside:  # two commands, while the pages to be looked at are made
        well = [beside.submit(lint), beside.submit(types)]
        return 0 if scan(views) & all(each.result() for each in well) else 1


if __name__ == "__main__":
    sys.exit(main())
