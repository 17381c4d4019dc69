"""The page on Python: each of its examples runs, and it names all that is public."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

import reader

PAGE = Path(__file__).resolve().parents[1] / "docs" / "python.md"


@pytest.mark.slow
def test_its_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_DATA", str(tmp_path))
    monkeypatch.setenv("TEZAWARI_CONFIG", str(tmp_path))
    text = "\n".join(re.findall(r"^```pycon\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S))
    examples = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    said: list[str] = []
    options = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL
    found = doctest.DocTestRunner(optionflags=options).run(examples, out=said.append)
    assert found.attempted > 20 and found.failed == 0, "".join(said)


def test_it_names_all_that_is_public() -> None:
    table = PAGE.read_text(encoding="utf-8").partition("## All names")[2]
    assert set(re.findall(r"`(\w+)`", table)) >= set(reader.__all__)
    for name in reader.__all__:
        assert getattr(reader, name).__doc__, name
