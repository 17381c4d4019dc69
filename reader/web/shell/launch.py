"""``tezawari app``: Streamlit as a process of its own, on this machine only, without statistics."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from reader.errors import AppError

if TYPE_CHECKING:
    from reader.user.context import ContextChoice

ADDRESS = "127.0.0.1"
USUAL_PORTS = range(8501, 8521)
SERVED = Path(__file__).with_name("server.py")
HEALTH = "/_stcore/health"
PATIENCE = 60.0  # seconds that the server may take to answer
SETTINGS = {
    "server.address": ADDRESS,
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": ADDRESS,
    "runner.postScriptGC": "false",  # going over all that reading holds takes a fifth of a second after every click
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "global.developmentMode": "false",
    "logger.level": "warning",
    # the colours of reader.css, which in turn follows the theme inside the app
    "theme.light.primaryColor": "#2c6e4f",
    "theme.light.backgroundColor": "#fcfbf8",
    "theme.light.secondaryBackgroundColor": "#f3f1ec",
    "theme.light.textColor": "#26241f",
    "theme.light.baseRadius": "small",
    "theme.dark.primaryColor": "#8ccba6",
    "theme.dark.backgroundColor": "#191a1b",
    "theme.dark.secondaryBackgroundColor": "#232526",
    "theme.dark.textColor": "#e2dfd6",
    "theme.dark.baseRadius": "small",
}


def launch(
    port: int | None, choice: ContextChoice, *, browser: bool, language: str, started: Callable[[str], None]
) -> int:
    """Run the app until Ctrl-C and return 0. ``started`` is told the address once the server answers.

    Its server begins with ``choice``, over which the settings lay what they name. Without ``port`` the first free one
    of ``USUAL_PORTS`` is taken, else any. :class:`AppError` if it does not start.
    """
    chosen = free_port(USUAL_PORTS) if port is None else free_port([port], strict=True)
    address = f"http://{ADDRESS}:{chosen}/" + ("?lang=ja" if language == "ja" else "")
    server = subprocess.Popen(command(chosen), stdout=subprocess.DEVNULL, env=choice.as_environment())
    signal.signal(signal.SIGTERM, _end)
    try:
        wait_until_healthy(server, chosen)
        started(address)
        if browser:
            webbrowser.open(address)
        server.wait()
        return 0
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        server.wait()


def _end(number: int, frame: object) -> NoReturn:
    """Ended from outside: go the way of Ctrl-C, so that the server ends, too."""
    raise KeyboardInterrupt


def command(port: int) -> list[str]:
    """The server's command line."""
    flags = [f"--{name}={value}" for name, value in {**SETTINGS, "server.port": str(port)}.items()]
    return [sys.executable, "-m", "streamlit", "run", str(SERVED), *flags]


def free_port(wanted: Iterable[int], strict: bool = False) -> int:
    """The first of these ports that nobody listens on; else any free one, or with ``strict`` an :class:`AppError`."""
    for port in [*wanted] if strict else [*wanted, 0]:
        with socket.socket() as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except (OSError, OverflowError):
                continue
            return int(probe.getsockname()[1])
    raise AppError("port-taken", port=next(iter(wanted)))


def wait_until_healthy(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the server answers; :class:`AppError` if it ends or stays silent."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection(ADDRESS, port, timeout=2)
        try:
            connection.request("GET", HEALTH)
            if connection.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.1)
    raise AppError("app-silent")
