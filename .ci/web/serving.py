"""The app as a running server with folders of its own, and Chromium to look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "support"))

from chromium import chromium, started

from reader.web.shell import launch

__all__ = ("app", "chromium", "own_folders", "started")


def own_folders(folder: Path) -> dict[str, str]:
    """An environment in which nothing of the user's is read or written."""
    names = ("DATA", "CACHE", "CONFIG")
    return os.environ | {f"TEZAWARI_{name}": str(folder / name.lower()) for name in names}


@contextmanager
def app(environment: dict[str, str], script: Path = launch.SERVED) -> Iterator[str]:
    """The address of the app while it runs; ``script`` is what Streamlit runs."""
    port = launch.free_port([])
    command = [str(script) if each == str(launch.SERVED) else each for each in launch.command(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    try:
        launch.wait_until_healthy(server, port)
        yield f"http://{launch.ADDRESS}:{port}/"
    finally:
        server.terminate()
        server.wait()
