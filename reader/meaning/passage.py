"""Raw LaTeX as passages, for text that did not come through ``reader.latex``: a scanner for mathematics and comments."""

from __future__ import annotations

import re

from reader.model import Passage, Span

ENVIRONMENTS = (
    "equation", "align", "gather", "multline", "eqnarray", "flalign", "alignat", "displaymath", "math", "dmath",
    "IEEEeqnarray",
)  # fmt: skip
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_MATHS = re.compile(
    rf"""
    \\\\                                        # a line break is no \[
    | \\\$                                      # a dollar sign
    | \\begin\s*\{{(?P<name>(?:{"|".join(ENVIRONMENTS)})\*?)\}}
    | \$\$(?P<double>[^$]*)\$\$
    | \$(?P<single>(?:[^$\\]|\\.)+)\$
    | \\\[(?P<bracket>.*?)\\\]
    | \\\((?P<paren>.*?)\\\s?\)
    """,
    re.VERBOSE | re.DOTALL,
)


def passage_of(latex_text: str, file: str = "") -> Passage:
    """The text as one passage, its comments blanked, its formulas found but their macros left alone."""
    text = _COMMENT.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), latex_text)
    formulas = []
    at = 0
    while match := _MATHS.search(text, at):
        end = match.end()
        if name := match["name"]:
            close = text.find(f"\\end{{{name}}}", end)
            if close < 0:
                at = end
                continue
            end = close + len(f"\\end{{{name}}}")
        if match.lastgroup and not _spans_paragraphs(text, match.start(), end):
            formulas.append((match.start(), end, text[match.start() : end]))
            at = end
        else:
            at = match.start() + (2 if match.group().startswith("\\") or not match.lastgroup else 1)
    return Passage(text, Span(file, 0, len(text)), tuple(formulas))


def _spans_paragraphs(text: str, start: int, end: int) -> bool:
    """An empty line ends mathematics in TeX: a dollar sign that waits longer for its partner was none."""
    return bool(re.search(r"\n[ \t]*\n", text[start:end])) and not text.startswith("\\begin", start)
