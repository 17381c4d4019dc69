"""How quick the reading view is, in Chromium: the app and the exported page, with papers of 60 and 600 equations.

usage: python .ci/web/measure.py [--write] [--rounds 5]

The papers are made here. ``--write`` puts the table into docs/web-performance.md. What is measured is in that file.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from os import cpu_count
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright
from serving import app, chromium, own_folders, started

import reader
from reader.latex.source.bundle import load
from reader.library.adding import local_key

HERE = Path(__file__).parent
PATIENCE = 10  # looks for a first message
DOCUMENT = HERE.parents[1] / "docs" / "web-performance.md"
FORMULAS = (
    r"\ell_{%d}(\theta) &= -\mathbb{E}_{x \sim D}\bigl[ \log p_\theta(y \mid x) \bigr] + \lambda_{%d} \|\theta\|^2",
    r"p_\theta(y \mid x) &= \frac{\exp(f_\theta(x, y) / \tau_{%d})}{\sum_{z \in V} \exp(f_\theta(x, z) / \tau_{%d})}",
    r"\theta_{t+1} &= \theta_t - \eta_{%d} \nabla_\theta \ell_{%d}(\theta_t)",
    r"A_{%d} &= \operatorname{softmax}\left( \frac{Q K^\top}{\sqrt{d_k}} + M \right) V W_{%d}",
    r"D_{\mathrm{KL}}(p_\theta \,\|\, q_{%d}) &= \sum_{y \in V} p_\theta(y) \log \frac{p_\theta(y)}{q_{%d}(y)} \ge 0",
    r"\hat{x}_{%d} &= \sqrt{1 - \beta_t}\, x_{t-1} + \sqrt{\beta_t}\, \varepsilon_{%d}, \quad \varepsilon \sim N(0, I)",
)
SENTENCES = (
    r"Let $\theta$ be the parameters, $x$ the input and $y \in V$ the token that is to be predicted.",
    r"Here $\tau_{%d} > 0$ is the temperature, $\eta_{%d} = 0.1$ the learning rate and $V$ the vocabulary.",
    r"With $d_k = 64$ the scores keep the variance that they had, whatever $Q$ and $K$ are, and so",
)


def paper(count: int) -> str:
    """A paper of so many numbered rows, each with a sentence before it and one behind, in sections of ten."""
    lines = [r"\documentclass{article}\begin{document}"]
    for number in range(count):
        if number % 10 == 0:
            lines.append(rf"\section{{Part {number // 10 + 1}}}")
        formula = FORMULAS[number % len(FORMULAS)] % (number, number)
        before, after = SENTENCES[0], SENTENCES[1 + number % 2]
        after = after % (number, number) if "%d" in after else after
        lines.append(rf"{before} \begin{{align}} {formula} \label{{e{number}}} \end{{align}} {after}" + "\n")
    return "\n".join([*lines, r"\end{document}"])


def add(environment: dict[str, str], file: Path) -> str:
    """Puts a paper into the library of the measured app; its part of the address."""
    command = [Path(sys.executable).with_name("tezawari"), "library", "add", file]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    bundle = load(file)
    return f"?paper={local_key(bundle.digest, bundle.main)}"


class Wire:
    """What the server sends to a page: when, and how many bytes."""

    def __init__(self, page: Page) -> None:
        self.received: list[tuple[float, int]] = []
        page.on("websocket", lambda socket: socket.on("framereceived", self._take))

    def _take(self, payload: bytes | str) -> None:
        self.received.append((time.perf_counter(), len(payload)))

    def after(self, page: Page, start: float) -> tuple[float, int]:
        """Milliseconds from ``start`` to the last message that came, and the bytes of all. A busy machine may take a
        while until the first one comes."""
        for _ in range(PATIENCE):
            page.wait_for_timeout(900)
            if self.received and self.received[-1][0] > start:
                page.wait_for_timeout(900)
                break
        later = [(at, size) for at, size in self.received if at > start]
        return (later[-1][0] - start) * 1000 if later else 0.0, sum(size for _, size in later)


def pressed(page: Page, button: Locator) -> float:
    """When the mouse's button went down on it: Playwright's own look before a click takes longer in longer pages."""
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(200)
    start = time.perf_counter()
    page.mouse.down()
    page.mouse.up()
    return start


def navigated(page: Page, address: str, first: str) -> float:
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(first).first.wait_for()
    return (time.perf_counter() - start) * 1000


def settle(page: Page, count: int) -> None:
    """All figures stand there, those near the screen drawn."""
    page.locator(".figure").nth(count - 1).wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(1500)


SCROLL = """async () => {
  const view = document.querySelector(".tezawari") ?? [...document.querySelectorAll("*")]
    .map((each) => each.shadowRoot?.querySelector(".tezawari:not(.living)")).find(Boolean);
  let scroller = view.getRootNode().host ?? view;
  const scrolls = (e) => e.scrollHeight > e.clientHeight + 200 && /auto|scroll/.test(getComputedStyle(e).overflowY);
  while (scroller && !scrolls(scroller)) scroller = scroller.parentElement;
  scroller ??= document.scrollingElement;
  for (let n = 0; n < 150; n++) {
    await new Promise(requestAnimationFrame);
    scroller.scrollTop += 240;
  }
  scroller.scrollTop = 0;
}"""
ELEMENTS = """() => {
  const all = (root) => [...root.querySelectorAll("*")].map((each) => 1 + (each.shadowRoot ? all(each.shadowRoot) : 0))
    .reduce((sum, each) => sum + each, 0);
  return all(document);
}"""
SYMBOL = ".line math mi[data-tezawari-symbol]"
SLID = "button.number:has-text('(3)')"  # a step of gradient descent, which runs
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def scrolled(browser: Browser, page: Page, folder: Path) -> list[float]:
    """Processor time of each frame's work on the main thread, in ms, while 150 frames scroll by 240 pixels."""
    file = folder / "trace.json"
    browser.start_tracing(page=page, path=file, categories=["blink", "cc"])
    page.evaluate(SCROLL)
    browser.stop_tracing()
    events = json.loads(file.read_text(encoding="utf-8"))["traceEvents"]
    return [each["tdur"] / 1000 for each in events if each["name"] == "ProxyMain::BeginMainFrame" and "tdur" in each]


class Clock:
    """Processor time of a page's main thread: what other processes do does not count."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def _now(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration")) * 1000

    def of(self, act: Callable[[], None]) -> float:
        """Milliseconds from an act until it is painted."""
        self._page.evaluate(TWO_FRAMES)
        start = self._now()
        act()
        self._page.evaluate(TWO_FRAMES)
        return self._now() - start


def pointed(page: Page, selector: str, act: str) -> list[float]:
    """Moves or clicks at what is in sight, one after the other."""
    page.locator(selector).nth(8).evaluate("each => each.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(800)
    clock, found = Clock(page), []
    boxes = [each.bounding_box() for each in page.locator(selector).all()[:120:4]]
    for box in boxes:
        if box and 60 < box["y"] < 800:
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            found.append(clock.of(lambda x=x, y=y: getattr(page.mouse, act)(x, y)))  # type: ignore[misc]
    return found


def measure_app(browser: Browser, root: str, where: str, count: int, rounds: int, folder: Path) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(120_000)  # a machine may have much else to do
    wire = Wire(page)
    navigated(page, root + where, ".figure math")  # the server draws the paper, the browser caches Streamlit's files
    settle(page, count)
    first = [navigated(page, root + where, ".figure math") for _ in range(rounds)]
    settle(page, count)
    elements = page.evaluate(ELEMENTS)
    whole, sizes = [], []
    for symbol in page.locator(SYMBOL).all()[3 : 3 + 4 * rounds : 4]:
        symbol.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        milliseconds, size = wire.after(page, pressed(page, symbol))
        whole.append(milliseconds)
        sizes.append(size)
    found = {"first": first, "whole": whole, "bytes": sizes, "elements": elements, **handled(browser, page, folder)}
    context.close()
    return found | {"bare": measure_button(browser, root, rounds)}


def measure_button(browser: Browser, root: str, rounds: int) -> list[float]:
    context = browser.new_context()
    page = context.new_page()
    wire = Wire(page)
    page.goto(f"{root}?bare")
    button = page.get_by_role("button", name="press")
    button.wait_for()
    page.wait_for_timeout(1000)
    found = [wire.after(page, pressed(page, button))[0] for _ in range(rounds)]
    context.close()
    return found


def measure_page(browser: Browser, file: Path, count: int, rounds: int) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    first = [navigated(page, file.as_uri(), ".figure math") for _ in range(rounds)]
    settle(page, count)
    elements = page.evaluate(ELEMENTS)
    found = {"first": first, "elements": elements, **handled(browser, page, file.parent)}
    context.close()
    return found


def slid(page: Page) -> list[float]:
    """Steps of a slider below a formula that runs."""
    page.locator(SLID).first.click()
    page.locator(".tab[data-tab=move]").click()
    slider = page.locator(".bench input[type=range]").first
    slider.focus()
    page.wait_for_timeout(800)
    clock = Clock(page)
    return [clock.of(lambda: page.keyboard.press("ArrowRight")) for _ in range(20)]


def handled(browser: Browser, page: Page, folder: Path) -> dict[str, list[float]]:
    """What scrolling, pointing, picking and a slider cost."""
    return {
        "scroll": scrolled(browser, page, folder),
        "hover": pointed(page, ".line math [data-tezawari-symbol]", "move"),
        "click": pointed(page, SYMBOL, "click"),
        "slider": slid(page),
    }


def table(small: dict[str, Any], large: dict[str, Any], page: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What, its bar, what was measured."""

    def both(numbers: list[float], digits: int = 0) -> str:
        return f"{statistics.median(numbers):.{digits}f} ({max(numbers):.{digits}f})"

    whole = statistics.median(large["whole"]) - statistics.median(large["bare"])
    return [
        ("app, 60 equations: first formulas after navigation, ms", "1000", both(small["first"])),
        ("app, 600 equations: first formulas after navigation, ms", "2000", both(large["first"])),
        ("page, 600 equations: first formulas after opening, ms", "2000", both(page["first"])),
        ("app, 60 equations: elements at rest", "9000", str(small["elements"])),
        ("app, 600 equations: elements at rest", "", str(large["elements"])),
        ("page, 600 equations: elements at rest", "", str(page["elements"])),
        ("app, 600: a frame while scrolling, ms of processor time", "100", both(large["scroll"])),
        ("page, 600: a frame while scrolling, ms of processor time", "100", both(page["scroll"])),
        ("app, 600: pointing at a symbol until painted, ms of processor time", "16", both(large["hover"], 1)),
        ("page, 600: pointing at a symbol until painted, ms of processor time", "16", both(page["hover"], 1)),
        ("app, 600: a pick until its panel is painted, ms of processor time", "50", both(large["click"], 1)),
        ("page, 600: a pick until its panel is painted, ms of processor time", "50", both(page["click"], 1)),
        ("app, 600: a step of a slider until painted, ms of processor time", "16", both(large["slider"], 1)),
        ("page, 600: a step of a slider until painted, ms of processor time", "16", both(page["slider"], 1)),
        ("app, 600: a pick until the server's last message, ms", "", both(large["whole"])),
        ("a bare `st.button` likewise, ms", "", both(large["bare"])),
        ("app, 600: a pick beyond the bare button, ms", "50", f"{whole:.0f}"),
        ("app, 600: bytes that a pick brings", "3000", both(large["bytes"])),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    executable = chromium()
    if not executable:
        print("No Chromium: nothing is measured.")
        return 0
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
        environment = own_folders(folder)
        files = {count: folder / f"paper{count}.tex" for count in (60, 600)}
        for count, file in files.items():
            file.write_text(paper(count), encoding="utf-8")
        places = {count: add(environment, file) for count, file in files.items()}
        exported = folder / "paper.html"
        exported.write_text(reader.export(reader.read(load(files[600])), "html"), encoding="utf-8")
        with app(environment, HERE / "app.py") as root:
            browser = started(playwright, executable)
            small = measure_app(browser, root, places[60], 60, asked.rounds, folder)
            large = measure_app(browser, root, places[600], 600, asked.rounds, folder)
            rows = table(small, large, measure_page(browser, exported, 600, asked.rounds))
            version = browser.version
            browser.close()
    lines = ["| what | bar | measured: median (longest) |", "|---|---:|---:|"]
    lines += [f"| {what} | {bar} | {found} |" for what, bar, found in rows]
    print("\n".join(lines))
    if asked.write:
        machine = f"{platform.system()}, {cpu_count()} cores, Python {platform.python_version()}, Chromium {version}"
        head, mark, _ = DOCUMENT.read_text(encoding="utf-8").partition("<!-- measured -->\n")
        text = head + mark + f"\nOn {machine}, with {asked.rounds} rounds:\n\n" + "\n".join(lines) + "\n"
        DOCUMENT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
