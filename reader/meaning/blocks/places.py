"""Places that are whole: a block's stretch of LaTeX with both halves of each bracket in it."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[(){}\[\]]|.", re.S)
OPENERS = {"(": ")", "[": "]", "{": "}", r"\{": r"\}"}
CLOSERS = frozenset(OPENERS.values())
BEFORE = re.compile(r"(?:\\[A-Za-z]+\s*)?(?:\\\{|[(\[{])\s*(?:\\[,;:!]\s*)*\Z")
AFTER = re.compile(r"\s*(?:\\[,;:!]\s*)*(?:\\(?:right|[bB]igg?[rl]?)\s*)?(\\\}|[)\]}])")


def balanced(latex: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, made longer where a bracket would be cut in two; as it is where that does not help."""
    closers, openers = _unmatched(latex[start:end])
    begin, stop = start, end
    for _ in range(closers):
        found = BEFORE.search(latex[:begin])
        if found is None:
            return start, end
        begin = found.start()
    for _ in range(openers):
        match = AFTER.match(latex, stop)
        if match is None:
            return start, end
        stop = match.end()
    return begin, stop


def _unmatched(text: str) -> tuple[int, int]:
    """How many brackets are closed here that were opened before, and opened that are closed after."""
    closers = level = 0
    for token in TOKEN.findall(text):
        if token in OPENERS:
            level += 1
        elif token in CLOSERS:
            closers, level = (closers, level - 1) if level else (closers + 1, 0)
    return closers, level
