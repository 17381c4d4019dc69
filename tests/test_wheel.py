"""The wheel as others get it: built, installed in a clean environment, run from there."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

import reader

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def tezawari(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that holds the wheel and what it requires, nothing else."""
    environment = tmp_path_factory.mktemp("clean") / "venv"
    uv = shutil.which("uv") or str(ROOT / ".tools" / "uv" / "bin" / "uv")
    if not Path(uv).exists():
        give_up("uv is not here: `make test` brings it")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(environment)], check=True)
    python = str(environment / SCRIPTS / "python")
    locked = ["--constraint", str(ROOT / "requirements.lock")]
    install = [uv, "pip", "install", "--quiet", "--python", python, *locked, str(wheel)]
    if subprocess.run([*install, "--offline"], capture_output=True).returncode:
        online = subprocess.run(install, capture_output=True, text=True)
        if online.returncode:
            give_up(f"the packages that the wheel requires are not to be had: {online.stderr[-500:]}")
    return environment / SCRIPTS / "tezawari"


def give_up(reason: str) -> None:
    if os.environ.get("TEZAWARI_REQUIRE_BROWSER"):
        pytest.fail(reason)
    pytest.skip(reason)


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def run(command: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)), cwd=folder, env=clean_environment(), capture_output=True, text=True, encoding="utf-8"
    )


def test_the_wheel_is_pure_and_whole(wheel: Path) -> None:
    assert wheel.name == f"tezawari-{reader.__version__}-py3-none-any.whl"
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names} == {"reader", "glossary", f"tezawari-{reader.__version__}.dist-info"}
    listed = subprocess.run(
        ["git", "ls-files", "reader", "glossary"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert set(listed.stdout.splitlines()) - set(names) == set()
    assert {name for name in names if re.search(r"/licenses/LICENSE(-glossary)?$", name)}


def test_the_wheel_reads_the_example(tezawari: Path, tmp_path: Path) -> None:
    version = run([tezawari, "--version"], tmp_path)
    assert version.stdout == f"tezawari {reader.__version__}\n", version.stderr
    done = run([tezawari, "annotate", "example", "--offline", "-o", "out", "--format", "json,html,md"], tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out").iterdir())) == 3
    (result,) = (tmp_path / "out").glob("*.json")
    row = json.loads(result.read_text(encoding="utf-8"))
    assert len(row["equations"]) > 5 and any(symbol["status"] == "paper" for symbol in row["symbols"])


@pytest.mark.skipif(sys.platform == "win32", reason="ends the app by SIGTERM")
def test_the_wheel_opens_the_app(tezawari: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(tezawari), "app", "--no-browser", "--port", str(port)]
    app = subprocess.Popen(command, cwd=tmp_path, env=clean_environment(), stderr=subprocess.PIPE, text=True)
    try:
        assert app.stderr is not None
        assert f"http://127.0.0.1:{port}/" in app.stderr.readline()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"ok")
        connection.close()
    finally:
        app.terminate()
        app.wait(20)
    assert answers_nothing(port), "the server outlives the command"


def answers_nothing(port: int, patience: float = 10.0) -> bool:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False
