"""A real browser for the tests of the front end, and the app as a running server.

Chromium is ``$TEZAWARI_CHROMIUM``, else ``chromium`` on the path. Without one these tests are skipped, which one line
of the summary says; with ``TEZAWARI_REQUIRE_BROWSER=1`` that is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from chromium import chromium, started

from reader.study.study import Study


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = chromium()
    if not found:
        if os.environ.get("TEZAWARI_REQUIRE_BROWSER") == "1":
            pytest.fail("TEZAWARI_REQUIRE_BROWSER=1, but there is no Chromium")
        pytest.skip("no Chromium")  # tests/conftest.py says so at the end
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a machine may have much else to do
    with sync_playwright() as playwright:
        browser = started(playwright, found)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Streamlit's ``AppTest`` puts its script in place of ``__main__``, which processes that are spawned later run."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"


class Tab:
    """One page in a fresh context that keeps what it asked for and complained about."""

    def __init__(self, browser: Any, script: str = "", **options: Any) -> None:
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **options}
        self.context = browser.new_context(**settings)
        self.runs = settings.get("java_script_enabled", True)
        self.context.add_init_script(script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)  # a machine may have much else to do
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def show(self, file: Path) -> None:
        """Opens an exported page; it is drawn when what it holds is inflated, and formulas on the screen then."""
        self.page.goto(file.as_uri())
        if self.runs:
            self.page.locator("#root .tezawari").wait_for(state="attached")
            self.page.evaluate(TWO_FRAMES)

    def draw_far(self) -> None:
        """Draws the formulas that are far from the screen, too, as for paper."""
        self.page.evaluate("for (const type of ['beforeprint', 'afterprint']) dispatchEvent(new Event(type))")

    def overflow(self) -> int:
        """Pixels by which the page is wider than its window."""
        wider: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wider


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Tab]]:
    opened: list[Tab] = []

    def open_tab(**options: Any) -> Tab:
        opened.append(Tab(browser, **options))
        return opened[-1]

    yield open_tab
    for each in opened:
        each.context.close()


@pytest.fixture(scope="session")
def app_address(browser: Any) -> Iterator[str]:
    with served() as address:
        yield address


@contextmanager
def served(**environment: str) -> Iterator[str]:
    """The app as a running server with folders of its own, and its address."""
    from reader.web.shell import launch

    port = launch.free_port([])
    folders = {f"TEZAWARI_{name}": tempfile.mkdtemp(prefix="tezawari-tests-") for name in ("DATA", "CACHE", "CONFIG")}
    own = {**os.environ, **folders, **environment}
    server = subprocess.Popen(launch.command(port), stdout=subprocess.DEVNULL, env=own)
    try:
        launch.wait_until_healthy(server, port)
        yield f"http://{launch.ADDRESS}:{port}/"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="session")
def payload() -> dict[str, Any]:
    """What the exported page of the bundled paper is drawn from."""
    from reader.output.page.payload import build_payload
    from reader.pipeline import read

    return build_payload(Study(read("example")), switch=True)


@pytest.fixture
def opened(tab: Callable[..., Tab], tmp_path: Path, payload: dict[str, Any]) -> Callable[..., Tab]:
    """The exported page of the bundled paper, as a file and without any network."""
    from reader.output.exporters.html import page

    def show(language: str = "en", **options: Any) -> Tab:
        file = tmp_path / f"{language}.html"
        file.write_text(page(payload | {"language": language}), encoding="utf-8")
        each = tab(offline=True, **options)
        each.show(file)
        return each

    return show
