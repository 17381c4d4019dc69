"""What holds for all tests: whose files they see, which of them need a browser, and one fault of Python's.

Whoever runs the tests may have rows, a profile and a library of their own: the tests do not see them.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
import threading

import pytest

os.environ["TEZAWARI_CONFIG"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ["TEZAWARI_DATA"] = tempfile.mkdtemp(prefix="tezawari-tests-")
os.environ.pop("TEZAWARI_GLOSSARY", None)
os.environ.pop("TEZAWARI_CORRECTIONS", None)
os.environ.pop("TEZAWARI_COURSE", None)


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


# --- Python 3.11 and interrupts that are taken back ------------------------------------------------------------------


class _TakenBack(BaseException):
    """Raised and caught at once."""


def _set_async_exc(thread: ctypes.c_ulong, error: ctypes.py_object[object] | None) -> int:
    """``PyThreadState_SetAsyncExc`` that leaves nothing pending.

    To take an exception back, Python 3.11 tells the thread that one is pending, and none ever comes. From then on the
    first call that is profiled or traced never ends: a test that counts calls, or one whose coverage is measured.
    An exception of our own in its place is raised here, and nothing is pending any more.
    """
    if error is not None or thread.value != threading.get_ident():
        return _python_set_async_exc(thread, error)
    try:
        _python_set_async_exc(thread, ctypes.py_object(_TakenBack))
        while True:
            pass
    except _TakenBack:
        return 1


if sys.version_info < (3, 12):
    _python_set_async_exc = ctypes.pythonapi.PyThreadState_SetAsyncExc
    ctypes.pythonapi.PyThreadState_SetAsyncExc = _set_async_exc
