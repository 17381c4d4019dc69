"""Formats that rest on further packages: nothing imports these unasked, and who lacks them is told what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import reader
from reader.cli import main
from reader.errors import MissingExtra
from reader.output.exporters import registry
from reader.output.exporters.registry import BY_NAME, FORMATS, export, export_bytes

EXTRAS = {"genanki", "anki", "mcp", "nbformat", "nbclient", "ipywidgets", "ipykernel", "IPython", "jupyter_client"}
PLAIN = [form.names[0] for form in FORMATS if not form.extra]


def loaded_by(program: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(*sys.modules)"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.slow
@pytest.mark.parametrize(
    "program",
    [
        "import reader.cli; reader.cli.main(['--help'])",
        "import reader; r = reader.read('example'); [reader.export(r, form) for form in FORMS]",
    ],
)
def test_the_bare_program_imports_no_extra(program: str) -> None:
    assert loaded_by(program.replace("FORMS", repr(PLAIN))) & EXTRAS == set()


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", lambda name: None)


@pytest.mark.usefixtures("lacking")
def test_who_lacks_an_extra_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(MissingExtra, match=r"tezawari\[anki\]"):
        export_bytes(reader.read("example"), "anki")
    assert main(["annotate", "example", "--format", "anki", "-o", str(tmp_path)]) == 1
    assert "pip install 'tezawari[anki]'" in capsys.readouterr().err and not list(tmp_path.iterdir())
    assert export(reader.read("example"), "csv")


def test_a_binary_format_is_no_text() -> None:
    if not BY_NAME["anki"].is_there:
        pytest.skip("the extra tezawari[anki] is not installed, so no deck is made")
    with pytest.raises(TypeError):
        export(reader.read("example"), "anki")


@pytest.mark.slow
def test_files_of_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = [form for form in FORMATS if form.is_there]
    names = ",".join(form.names[-1] for form in here)
    assert main(["annotate", "example", "--format", names, "-o", str(tmp_path), "--lang", "ja"]) == 0
    files = {file.name: file.stat().st_size for file in tmp_path.iterdir()}
    assert files.keys() == {f"preference-attention{form.suffix}" for form in here} and all(files.values())
