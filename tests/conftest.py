"""What holds for all tests: whose files they see, which of them need a browser, and one fault of Python's.

Whoever runs the tests may have rows, a profile and a library of their own: the tests do not see them.
"""

from __future__ import annotations

import gc
import os
import tempfile

import pytest
from workers import WorkerHere

os.environ["TEZAWARI_CONFIG"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ["TEZAWARI_DATA"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ.pop("TEZAWARI_GLOSSARY", None)
os.environ.pop("TEZAWARI_CORRECTIONS", None)
os.environ.pop("TEZAWARI_COURSE", None)

# Thousands of tests and all that they import are living values, which every full collection goes over: a sixth of the
# time of tests that read papers. What begins one comes more rarely.
gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has papers read by processes of their own has them read here: a process takes longer than its paper."""
    monkeypatch.setattr("reader.batch.results.Worker", WorkerHere)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use a browser are marked as such; ``slow`` is written where a test stands."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Here and not beside the browser: with several processes, the one that sums up sees no other ``conftest.py``."""
    if any("no Chromium" in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())):
        terminalreporter.write_line(
            "No Chromium: browser tests skipped. Put chromium on PATH or set TEZAWARI_CHROMIUM."
        )
