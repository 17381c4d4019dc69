"""LaTeX text (titles, headings, names) as plain Unicode text, by pylatexenc."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain_text(latex: str) -> str:
    """What a short piece of LaTeX text reads like; formulas in it stay as LaTeX between dollars.

    >>> plain_text("Schr\\\\\\"odinger's cat")
    "Schrödinger's cat"
    """
    if "\\" in latex or "{" in latex or "~" in latex:
        latex = re.sub(r"\\\\(?:\[[^\]]*\])?", " ", latex)
        latex = _convert(latex)
    return re.sub(r"\s+", " ", latex).strip()


def _convert(latex: str) -> str:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would warn on stderr, without a place
    try:
        text = LatexNodes2Text(math_mode="verbatim", keep_comments=False).latex_to_text(latex)
    except Exception:  # pylatexenc walks recursively: deep or broken nesting raises what it happens to raise
        return re.sub(r"\\[A-Za-z]+\s*|[{}]", "", latex)
    return str(text)
