"""Raw LaTeX as passages, for text that did not come through ``reader.latex``."""

from __future__ import annotations

import re

from reader.model.document import Passage
from reader.model.source import Span

ENVIRONMENTS = (
    "equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "math", "dmath",
    "IEEEeqnarray",
)  # fmt: skip
_INACTIVE = re.compile(
    r"(?<!\\)(?:\\\\)*(?P<comment>%[^\n]*)"
    r"|\\begin\s*\{(?P<name>verbatim\*?|lstlisting|minted|comment|tikzpicture)\}(?P<body>.*?)\\end\s*\{(?P=name)\}",
    re.DOTALL,
)
_OPENING = re.compile(
    rf"\\\\|\\\$|\\begin\s*\{{(?P<name>(?:{'|'.join(ENVIRONMENTS)})\*?)\}}|(?P<mark>\$\$|\$|\\\[|\\\()"
)
_CLOSING = {"$$": r"\$\$", "$": r"(?<!\\)\$", "\\[": r"\\\s?\]", "\\(": r"\\\s?\)"}
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


def passages_of(latex_text: str, file: str = "") -> tuple[Passage, ...]:
    """The text as one passage, its comments blanked, its formulas found but their macros left alone."""
    text = _INACTIVE.sub(_blanked, latex_text)
    formulas = []
    at = 0
    while opening := _OPENING.search(text, at):
        end = _end_of(text, opening)
        if end:
            formulas.append((opening.start(), end, text[opening.start() : end]))
        at = end or opening.end()
    return (Passage(text, Span(file, 0, len(text)), tuple(formulas)),)


def _blanked(match: re.Match[str]) -> str:
    group = "comment" if match["comment"] else "body"
    start, end = (match.start(group) - match.start(), match.end(group) - match.start())
    whole = match.group()
    return whole[:start] + re.sub(r"[^\n]", " ", whole[start:end]) + whole[end:]


def _end_of(text: str, opening: re.Match[str]) -> int | None:
    """Behind the partner of an opening; None where it has none, or none before the paragraph ends.

    An empty line ends mathematics in TeX: a dollar sign that waits longer for its partner was none.
    """
    at = opening.end()
    if name := opening["name"]:
        close = text.find(f"\\end{{{name}}}", at)
        return None if close < 0 else close + len(name) + 6
    if not opening["mark"]:
        return None
    limit = _PARAGRAPH.search(text, at)
    closing = _closing(opening["mark"]).search(text, at, limit.start() if limit else len(text))
    return closing.end() if closing and closing.start() > at else None


def _closing(mark: str) -> re.Pattern[str]:
    return re.compile(_CLOSING[mark])
