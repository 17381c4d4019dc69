"""A formula's LaTeX as a display by itself: without labels and numbers, aligned where it has marks for that."""

from __future__ import annotations

import re

BOOKKEEPING = re.compile(r"\\(?:label|tag\*?)\s*\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
NESTED = re.compile(r"\\(begin|end)\s*\{[^{}]*\}|\\.|[{}&]", re.S)
BLANK_LINES = re.compile(r"\n\s*\n")


def display(latex: str) -> str:
    """The body of a ``$$`` formula: no labels, no blank lines, alignment marks only inside ``aligned``."""
    latex = BLANK_LINES.sub("\n", without_bookkeeping(latex))
    return f"\\begin{{aligned}}\n{latex}\n\\end{{aligned}}" if _is_aligned(latex) else latex


def without_bookkeeping(latex: str) -> str:
    """The row without what only names and numbers it."""
    return BOOKKEEPING.sub("", latex).strip()


def _is_aligned(latex: str) -> bool:
    """Whether ``&`` or ``\\\\`` stands outside every inner environment and group."""
    depth = 0
    for match in NESTED.finditer(latex):
        if match[1]:
            depth += 1 if match[1] == "begin" else -1
        elif match[0] in "{}":
            depth += 1 if match[0] == "{" else -1
        elif depth == 0 and match[0] in ("&", r"\\"):
            return True
    return False
