"""LaTeX text (titles, headings, names) as plain Unicode text, by pylatexenc."""

from __future__ import annotations

import re

from reader.limits.memory import cached_for_a_paper


@cached_for_a_paper(4096)
def plain_text(latex: str) -> str:
    """A short LaTeX text as plain text. Formulas stay as LaTeX between dollar signs.

    >>> plain_text("Schr\\\\\\"odinger's cat")
    "Schrödinger's cat"
    """
    if "\\" in latex or "{" in latex or "~" in latex:
        from reader.latex.document.converter import convert  # pylatexenc takes long to import

        latex = re.sub(r"\\\\(?:\[[^\]]*\])?", " ", latex)
        latex = convert(latex)
    return re.sub(r"\s+", " ", latex).strip()
