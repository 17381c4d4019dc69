"""What a page waits for: asked for again until it comes, and no longer once another paper is there."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import reader

NODE = shutil.which("node")
BUS = Path(reader.__file__).parent / "frontend" / "core" / "bus.mjs"
SCRIPT = """
import { deliverPacked, deliverPaper, whenPaper } from "%s";
let asked = 0;
deliverPaper("first", "{}");
whenPaper("first", ({ supply }) => {
  supply.ask = () => { asked += 1; };
  supply.get("told", "x", () => {});
});
deliverPacked("late", "q1aqULIyrAUA");
deliverPacked("second", "q64FAA==");
whenPaper("late", () => { asked += 100; });
whenPaper("second", () => { asked += 10; });
setTimeout(() => { console.log(asked); process.exit(); }, 1200);
"""


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_nothing_is_asked_for_a_paper_that_was_replaced() -> None:
    assert NODE
    run = subprocess.run(
        [NODE, "--input-type=module", "-e", SCRIPT % BUS.as_uri()], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "11"  # and the paper that came late is not shown
