"""The command that draws a gallery of formulas, on the bundled paper."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMMAND = Path(__file__).parents[2] / ".ci" / "gallery.py"


def test_each_formula_stands_there_with_steps_blocks_numbers_and_a_switch(
    tab: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "gallery.html"
    subprocess.run([sys.executable, COMMAND, "example", "-o", file, "--count", "4"], check=True, capture_output=True)
    gallery = tab(offline=True)
    gallery.page.goto(file.as_uri())
    shown = gallery.page.locator(".shown")
    gallery.page.locator("#formula-4 .sentences").wait_for()
    assert shown.count() == 4
    for k in range(4):
        for part in (".sentences li", ".block-card", ".value.result .entry", ".switch"):
            assert shown.nth(k).locator(part).count() > 0, f"{k}: {part}"
    assert gallery.complaints == []
