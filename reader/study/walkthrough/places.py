"""Where the parts of a formula stand."""

from __future__ import annotations

import re

SCRIPT = r"(?:\{[^{}]*\}|\\[A-Za-z]+|[^\\{}\s])"
RAISED = re.compile(rf"\^\s*{SCRIPT}$")
INDEX = re.compile(rf"\s*_\s*{SCRIPT}")


def balanced(latex: str, start: int, end: int) -> tuple[int, int]:
    """The place with the braces that belong to what stands in it, and with the index of ``x^2_i``, which TeX sets below
    the power.
    """
    level = lowest = 0
    for character in latex[start:end]:
        level += {"{": 1, "}": -1}.get(character, 0)
        lowest = min(lowest, level)
    while lowest < 0 and start > 0 and latex[start - 1] == "{":
        start, lowest, level = start - 1, lowest + 1, level + 1
    while level > 0 and latex[end : end + 1] == "}":
        end, level = end + 1, level - 1
    index = INDEX.match(latex, end) if RAISED.search(latex, start, end) else None
    return start, index.end() if index else end
