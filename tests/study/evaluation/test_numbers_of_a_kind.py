"""What an input of a kind may hold: the same here and on the page, and in a notebook."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from paper_runs import display, done, tried

from reader import frontend
from reader.messages import table
from reader.output.exporters.notebook import _sliders
from reader.study.evaluation.settings import fits

NODE = shutil.which("node")
DOMAINS = [key.removeprefix("domain-") for key in table("running") if key.startswith("domain-")]
NUMBERS = [-2.0, -1.0, -0.5, 0.0, 0.001, 0.5, 1.0, 1.5, 2.0]


@pytest.mark.skipif(NODE is None, reason="no node on this machine")
def test_what_fits_here_stays_as_it_is_on_the_page() -> None:
    program = Path(frontend.__file__).parent / "core" / "program.mjs"
    script = f"""import {{ within }} from {json.dumps(program.as_uri())};
    const [domains, numbers] = {json.dumps([DOMAINS, NUMBERS])};
    console.log(JSON.stringify(domains.map((each) => numbers.filter((number) => within(each, number) === number))));"""
    ran = subprocess.run(
        [str(NODE), "--input-type=module", "-e", script], capture_output=True, text=True, check=True, timeout=60
    )
    held = dict(zip(DOMAINS, json.loads(ran.stdout), strict=True))
    assert held == {each: [number for number in NUMBERS if fits(each, number)] for each in DOMAINS}


def test_a_notebook_moves_no_rank_alone() -> None:
    run = done(tried(display(r"U = \sum_{i=1}^m \operatorname{rank}(x_i)^2 - a"))[0])
    assert [each.domain for each in run.plan.inputs] == ["rank", "real"]
    assert [label for label, _ in _sliders(run, ["r", "a"])] == ["a"]
