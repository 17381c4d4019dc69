"""What the program writes of a few papers is what ``make golden`` has written before (``outputs.py``)."""

from __future__ import annotations

import outputs
import pytest


@pytest.mark.parametrize("file", outputs.files())
def test_output(file: str) -> None:
    if difference := outputs.difference(file):
        pytest.fail(difference, pytrace=False)


def test_every_file_is_compared() -> None:
    assert outputs.kept() == set(outputs.files()), f"where that is meant: {outputs.COMMAND}"
