"""The pages on Python and on the JSON: each of their examples runs, and they name all that is public."""

from __future__ import annotations

import doctest
import json
import re
from pathlib import Path

import pytest

import reader

ROOT = Path(__file__).resolve().parents[1]
PAGE, JSON = ROOT / "docs" / "python.md", ROOT / "docs" / "json.md"
SCHEMA = ROOT / "reader" / "output" / "exporters" / "reading.schema.json"


@pytest.mark.slow
@pytest.mark.parametrize(("page", "least"), [(PAGE, 20), (JSON, 6)], ids=lambda value: getattr(value, "stem", None))
def test_its_examples_run(page: Path, least: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_DATA", str(tmp_path))
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path))
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S))
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    said: list[str] = []
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    found = doctest.DocTestRunner(optionflags=options).run(examples, out=said.append)
    assert found.attempted > least and found.failed == 0, "".join(said)


def test_it_names_all_that_is_public() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## All names")[2]
    assert set(re.findall(r"`(\w+)`", table)) >= set(reader.__all__)
    for name in reader.__all__:
        assert getattr(reader, name).__doc__, name


def test_it_names_what_a_file_of_json_has() -> None:
    schema, said = json.loads(SCHEMA.read_text(encoding="utf-8")), JSON.read_text(encoding="utf-8")
    fields = set(schema["properties"]) | set(schema["$defs"]["symbol"]["properties"])
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`\n]+)`", said))))
    assert fields - named <= {"id"}
