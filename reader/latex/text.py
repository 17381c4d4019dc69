"""LaTeX text (titles, headings, names) as plain Unicode text, by pylatexenc."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache

_DEPTH = 6  # scripts in scripts


@lru_cache(maxsize=4096)
def plain_text(latex: str) -> str:
    """What a short piece of LaTeX text reads like; formulas in it stay as LaTeX between dollars.

    >>> plain_text("Schr\\\\\\"odinger's cat")
    "Schrödinger's cat"
    """
    if "\\" in latex or "{" in latex or "~" in latex:
        latex = re.sub(r"\\\\(?:\[[^\]]*\])?", " ", latex)
        latex = _converter().submit(_convert, latex).result()
    return re.sub(r"\s+", " ", latex).strip()


@cache
def _converter() -> ThreadPoolExecutor:
    """A thread for pylatexenc, which keeps errors that it met together with all frames above them.

    From a thread of its own these do not lead to ours, and to the paper that is being read, which would live on.
    """
    return ThreadPoolExecutor(1, "pylatexenc")


def _convert(latex: str) -> str:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # it would warn on stderr, without a place
    try:
        text = LatexNodes2Text(math_mode="verbatim", keep_comments=False).latex_to_text(latex)
    except Exception:  # pylatexenc walks recursively: deep or broken nesting raises what it happens to raise
        return re.sub(r"\\[A-Za-z]+\s*|[{}]", "", latex)
    return str(text)


_SCRIPT = re.compile(r"([_^])\s*\{([^{}]*)\}")
_FRACTION = re.compile(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_ATOM = re.compile(r"\s*(?:\\[A-Za-z]+|[^\\\s])\s*")
_FONT = re.compile(
    r"\\(?:mathrm|mathit|mathsf|mathtt|text[a-z]*|operatorname\*?|mbox|boldsymbol|bm|mathbf)\s*\{([^{}\\_^]*)\}"
)
_ACCENT = re.compile(
    r"\\(?:math(?:cal|bb|frak|scr)|hat|bar|tilde|vec|d?dot|wide(?:hat|tilde)|overline|check)\s*\{\s*(?:\\[A-Za-z]+|\w)\s*\}"
)
_CALLED = re.compile(r"\\[A-Za-z]+\Z")
_WHOLE = re.compile(r"\([^()]*\)\Z")
_LAYOUT = re.compile(
    r"\\(?:left|right|[bB]igg?[lrm]?|limits|nolimits|displaystyle|textstyle|label\s*\{[^{}]*\}|nonumber)"
    r"(?![A-Za-z])\.?"
)
_BLANK = re.compile(r"\\[,;:!> ]|\\q?quad(?![A-Za-z])|~|&|\\\\")


@lru_cache(maxsize=4096)
def plain_formula(latex: str) -> str:
    """A formula in plain characters, for where it cannot be drawn; brackets say what a script or a root holds.

    >>> plain_formula(r"x_{t+1} = \\frac{\\alpha}{1 + \\beta_{t}} \\mathbb{R}^{d}")
    'x_(t+1) = α/(1 + β_t) ℝ^d'
    """
    text = _BLANK.sub(" ", _LAYOUT.sub("", latex.replace(r"\|", "‖")))
    for _unused in range(_DEPTH):
        before = text
        text = _FONT.sub(lambda found: _apart(found, found[1]), text)
        text = _ACCENT.sub(lambda found: _apart(found, plain_text(found[0])), text)
        text = _SCRIPT.sub(lambda found: found[1] + _enclosed(found[2]), text)
        text = _FRACTION.sub(lambda found: f" {_enclosed(found[1]).strip()}/{_enclosed(found[2])} ", text)
        text = _ROOT.sub(lambda found: f"√{_enclosed(found[1])}", text)
        if text == before:
            break
    return plain_text(text) or latex


def _apart(found: re.Match[str], inside: str) -> str:
    """What stands for a command; a letter must not become part of the name of the command before."""
    return f" {inside}" if _CALLED.search(found.string, 0, found.start()) else inside


def _enclosed(latex: str) -> str:
    """A part that stays one: more than a letter in brackets."""
    inside = latex.strip()
    return f"{inside} " if _ATOM.fullmatch(latex) else inside if _WHOLE.match(inside) else f"({inside})"
