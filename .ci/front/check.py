"""Looks over the front end: its modules with ESLint, its pages with axe in Chromium.

usage: python .ci/front/check.py

The bundled paper is opened in every view, in both languages, wide and on a phone, light and dark. Findings that axe
calls serious or critical are faults; the others are listed. Needs node and npm (tools go into ``.tools/front``), and
Chromium for the pages; without them it says so. Exit 1 where there is a fault.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import npm

import reader
from reader import assets

HERE = Path(__file__).parent
TOOLS = npm.TOOLS / "front"
FAULTS = ("serious", "critical")
SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
# What is opened before a page is looked at, by selectors that are clicked.
VIEWS: dict[str, tuple[str, ...]] = {
    "formulas": (".tile >> nth=8",),
    "workbench": ("button.number >> nth=3",),
    "symbols": ("[data-view=symbols]", ".lint summary"),
    "layers": ("[data-view=layers]", "[data-concept] >> nth=3"),
    "parts": (".option >> nth=0",),
}
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const said = ({ target, any: [first] }) => `${target.join(" ")} ${first?.message ?? ""}`.slice(0, 200);
  return violations.map(({ id, impact, help, nodes }) => [id, impact, help, nodes.length, said(nodes[0])]);
}"""


def lint() -> bool:
    """Whether ESLint has nothing to say."""
    folder = Path(assets.__file__).parent
    command = [str(TOOLS / "node_modules" / ".bin" / "eslint"), "--config", str(TOOLS / "eslint.config.mjs"), "."]
    shutil.copy(HERE / "eslint.config.mjs", TOOLS / "eslint.config.mjs")
    with tempfile.TemporaryDirectory(dir=TOOLS) as place:
        for module in folder.glob("*.mjs"):  # ESLint looks at nothing outside of its configuration's folder
            shutil.copy(module, place)
        done = subprocess.run([*command[:-1], place], check=False)
    print(f"ESLint: {len(list(folder.glob('*.mjs')))} modules, {'well' if done.returncode == 0 else 'faults'}")
    return done.returncode == 0


def scan() -> bool:
    """Whether axe finds nothing serious on any page."""
    chromium = os.environ.get("TEZAWARI_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("No Chromium: the pages are not looked at.")
        return True
    from playwright.sync_api import sync_playwright

    axe = (TOOLS / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: Counter[tuple[str, str, str]] = Counter()
    example: dict[tuple[str, str, str], str] = {}
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu", *arguments])
        for name, page in pages(browser, Path(folder)):
            page.evaluate(axe)
            for rule, impact, text, count, html in page.evaluate(RUN):
                found[impact, rule, text] += count
                example.setdefault((impact, rule, text), f"{name}: {html}")
            page.context.close()
        browser.close()
    for (impact, rule, text), count in sorted(found.items()):
        print(f"{impact:9} {rule} ({count}): {text}\n          {example[impact, rule, text]}")
    faults = sum(count for (impact, _, _), count in found.items() if impact in FAULTS)
    print(f"axe: {len(VIEWS) * 8} pages, {faults} serious findings")
    return faults == 0


def pages(browser: Any, folder: Path) -> Iterator[tuple[str, Any]]:
    """Every view, opened."""
    for language in ("en", "ja"):
        file = folder / f"{language}.html"
        file.write_text(reader.export(reader.read("example"), "html", language), encoding="utf-8")
        for (view, clicks), size, scheme in product(VIEWS.items(), SIZES, ("light", "dark")):
            context = browser.new_context(viewport=size, color_scheme=scheme, offline=True, reduced_motion="reduce")
            page = context.new_page()
            page.goto(file.as_uri())
            page.locator(".figure").first.wait_for()
            for each in clicks:
                page.locator(each).first.click()
            page.wait_for_timeout(400)
            yield f"{view} {language} {size['width']} {scheme}", page


def main() -> int:
    missing = npm.install(HERE / "package.json", "front")
    if missing is not None:
        print(f"The front end is not looked over: {missing}.")
        return 0
    return 0 if lint() & scan() else 1


if __name__ == "__main__":
    sys.exit(main())
