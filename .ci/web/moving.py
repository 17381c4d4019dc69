"""How quick formulas move: what planning a run costs, and a step of a slider until it is painted, over given papers.

usage: python .ci/web/moving.py --sources FOLDER [--most N] PAPER...

Each PAPER is a folder in FOLDER. Planning is measured for every display, a slider for the first N formulas of a paper
that have one, in its exported page. All times are processor time: what other processes do does not count.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles

from measure import Clock
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from serving import chromium, started

import reader
from reader.model.document import Equation
from reader.output.page.workbench import Workbench
from reader.study.evaluation.refusal import Refusal
from reader.study.runs import attempt_at
from reader.study.study import Study

PLANNED, STEP = 50.0, 16.0  # milliseconds that planning, and a step of a slider, may cost
STEPS = 12
Timed = list[tuple[float, str]]  # milliseconds, and of which formula


def planned(study: Study, name: str) -> Iterator[tuple[float, str]]:
    """What planning each display costs, what all formulas of the paper share aside."""
    Workbench(study).prepare()
    for equation in study.document.equations:
        if equation.display:
            begun = time.process_time()
            with suppress(Refusal):
                attempt_at(equation, study)
            yield (time.process_time() - begun) * 1000, called(equation, name)


def called(equation: Equation, paper: str) -> str:
    return f"{paper} ({equation.number or equation.id})"


def moved(browser: Browser, page_file: Path, name: str, most: int) -> Iterator[tuple[float, str]]:
    """The middle of some steps of the first slider of each formula."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator(".figure math").first.wait_for()
    page.wait_for_timeout(1000)
    found = 0
    for button in page.locator("button.number").all():
        if found == most:
            break
        if opened(page, button):
            found += 1
            yield median(stepped(page)), f"{name} {''.join(button.inner_text().split()[:1])}"
    context.close()


def opened(page: Page, button: Locator) -> bool:
    """Whether a formula has something to move, which is open then."""
    button.click()
    tab = page.locator(".tab[data-tab=move]")
    if not tab.count():
        return False
    tab.click()
    return page.locator(".bench .numbers input[type=range]:visible").count() > 0


def stepped(page: Page) -> list[float]:
    page.locator(".bench .numbers input[type=range]:visible").first.focus()
    page.wait_for_timeout(300)
    clock = Clock(page)
    return [clock.of(lambda: page.keyboard.press("ArrowRight")) for _ in range(STEPS)]


def told(what: str, times: Timed, limit: float) -> str:
    """Median, the slowest twentieth and the slowest, with which they are."""
    if not times:
        return f"{what}: none"
    alone = [each for each, _ in times]
    late = quantiles(alone, n=20, method="inclusive")[-1] if len(alone) > 1 else alone[0]
    slow = sorted((each for each in times if each[0] > limit), reverse=True)
    worst = ", ".join(f"{name} {each:.0f}" for each, name in slow[:5])
    return (
        f"{what}: {len(times)} measured, median {median(alone):.1f} ms, 95 % below {late:.1f} ms, at most "
        f"{max(alone):.1f} ms; {len(slow)} above {limit:.0f} ms{': ' + worst if worst else ''}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", nargs="+", metavar="PAPER")
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--most", type=int, default=6, metavar="N")
    options = parser.parse_args()
    plans: Timed = []
    steps: Timed = []
    import numpy as np  # once for all papers

    assert np.__version__
    found = chromium()
    if not found:
        sys.exit("There is no Chromium to move sliders in.")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = started(playwright, found)
        for name in options.papers:
            study = Study(reader.read(str(options.sources / name)))
            plans += planned(study, name)
            file = Path(place) / f"{name}.html"
            file.write_text(reader.export(study.reading, "html"), encoding="utf-8")
            steps += moved(browser, file, name, options.most)
            print(name, told("planned", plans, PLANNED), told("slider", steps, STEP), sep="\n    ", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
