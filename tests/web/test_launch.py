"""Starting the app: on this machine only, without statistics, and with one sentence where it cannot."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from reader.errors import AppError
from reader.web.shell import launch


@pytest.mark.parametrize(
    "flag",
    [
        "--server.address=127.0.0.1",
        "--server.port=8599",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
    ],
)
def test_everything_is_passed_since_an_installed_app_has_no_configuration_file(flag: str) -> None:
    assert flag in launch.command(8599)


def test_a_taken_port_is_passed_over_or_said() -> None:
    with socket.socket() as taken:
        taken.bind((launch.ADDRESS, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launch.free_port([port]) != port
        with pytest.raises(AppError, match=str(port)):
            launch.free_port([port], strict=True)


def test_a_server_that_ends_at_once_is_said() -> None:
    server = subprocess.Popen([sys.executable, "-c", ""])
    server.wait()
    with pytest.raises(AppError):
        launch.wait_until_healthy(server, launch.free_port([]))
