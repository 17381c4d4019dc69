"""The app as a running server with folders of its own, and Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from reader.web.shell import launch

ARGUMENTS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


def chromium() -> str | None:
    """Where Chromium is: ``$TEZAWARI_CHROMIUM``, else on the path."""
    return os.environ.get("TEZAWARI_CHROMIUM") or shutil.which("chromium")


def started(playwright: Any, executable: str) -> Any:
    """A browser."""
    arguments = ARGUMENTS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    return playwright.chromium.launch(executable_path=executable, args=arguments)


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
