"""An empty line between a sentence and the display that it leads to parts nothing; another one parts passages."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read

LED_TO = [
    "The cost of a boat is computed as:",
    "The drift is thus given\nby",
    "For a wet sail,",
]
APART = [
    "It rains.",
    "On boats",
    "Does it rain?",
]
DISPLAY = r"\begin{equation} C = a b \end{equation}"


def passages(text: str) -> list[str]:
    paper = rf"\documentclass{{article}}\begin{{document}}{text}\end{{document}}"
    return [one.text for one in read(bundle_from_bytes("p.tex", paper.encode())).document.passages]


@pytest.mark.parametrize("text", LED_TO)
@pytest.mark.parametrize("gap", ["\n\n", "\n\n% a note\n\n"])
def test_a_sentence_goes_on_over_an_empty_line(text: str, gap: str) -> None:
    (passage,) = passages(f"{text}{gap}{DISPLAY}")
    assert passage.startswith(text) and passage.endswith(DISPLAY) and "\n\n" not in passage


@pytest.mark.parametrize("text", APART)
def test_a_paragraph_ends_where_its_sentence_does(text: str) -> None:
    assert passages(f"{text}\n\n{DISPLAY}") == [text, DISPLAY]


def test_what_stands_between_parts_them() -> None:
    assert len(passages(f"The cost is:\n\n\\section{{Wind}}\n\n{DISPLAY}")) > 1
    assert len(passages(f"The cost is:\n\nIt rains. {DISPLAY}")) == 2
    assert len(passages("The cost is:\n\nabout $a$ of it.")) == 2
