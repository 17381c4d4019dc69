"""A formula in plain characters, where nothing can be drawn: in the terminal, and in lists of choices."""

from __future__ import annotations

import re

from reader.formula.syntax.tables.commands import FUNCTIONS
from reader.latex.document.text import plain_text
from reader.limits.memory import cached_for_a_paper

_DEPTH = 6  # scripts in scripts
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
_BEFORE, _BEHIND = "\ue000", "\ue001"  # of a named operator, while the formula is converted
_NAMED = re.compile(
    rf"(?!(?<=\{{)\\[A-Za-z]+\}})\\(?:{'|'.join(sorted(FUNCTIONS, key=len, reverse=True))})(?![A-Za-z])"
    r"|\\operatorname\*?\s*\{[A-Za-z]+\}(?!\s*[\^_]\s*\\)"
)
_APART = re.compile(rf"{_BEHIND}\s*{_BEFORE}|(?<=[^\W_])\s*{_BEFORE}|(?<=[)\]]){_BEFORE}|{_BEHIND}\s*(?=[^\W_]|[√∑∏∫])")
_MARKS = str.maketrans("", "", _BEFORE + _BEHIND)
_CALLED = re.compile(rf"\\[A-Za-z]+{_BEHIND}?\Z")
_WHOLE = re.compile(r"\([^()]*\)\Z")
# What a part in brackets or a script of one sign leaves behind it: ``( 1/2`` and ``x_i ^q``.
_STRAY = re.compile(r"(?<=[(\[]) +| +(?=[)\]])|(?<=[_^]\S) +(?=[_^(\[|‖,;.:′'⟩]|[-=+](?! ))")
_LAYOUT = re.compile(
    r"\\(?:left|right|[bB]igg?[lrm]?|limits|nolimits|displaystyle|textstyle|label\s*\{[^{}]*\}|nonumber)"
    r"(?![A-Za-z])\.?"
)
_BLANK = re.compile(r"\\[,;:!> ]|\\q?quad(?![A-Za-z])|~|&|\\\\")


@cached_for_a_paper(4096)
def plain_formula(latex: str) -> str:
    """A formula in plain characters, for where it cannot be drawn; brackets say what a script or a root holds.

    >>> plain_formula(r"x_{t+1} = \\frac{\\alpha}{1 + \\beta_{t}} \\mathbb{R}^{d}")
    'x_(t+1) = α/(1 + β_t) ℝ^d'
    >>> plain_formula(r"\\log \\frac{a}{b}")
    'log(a/b)'
    >>> plain_formula(r"2\\log p(x)")
    '2 log p(x)'
    >>> plain_formula(r"h_i^q (\\frac{a}{b} + c_i)")
    'h_i^q(a/b + c_i)'
    """
    text = _BLANK.sub(" ", _LAYOUT.sub("", latex.replace(r"\|", "‖")))
    text = _NAMED.sub(rf"{_BEFORE}\g<0>{_BEHIND}", text)
    for _unused in range(_DEPTH):
        before = text
        text = _FONT.sub(lambda match: _apart(match, match[1]), text)
        text = _ACCENT.sub(lambda match: _apart(match, plain_text(match[0])), text)
        text = _SCRIPT.sub(lambda match: match[1] + _enclosed(match[2]), text)
        text = _FRACTION.sub(_in_line, text)
        text = _ROOT.sub(lambda match: f"√{_enclosed(match[1])}", text)
        if text == before:
            break
    return _STRAY.sub("", _APART.sub(" ", plain_text(text)).translate(_MARKS)) or latex


def _in_line(match: re.Match[str]) -> str:
    """A fraction with a slash, in brackets behind a command, which may be a function: ``log(a/b)``."""
    fraction = f"{_enclosed(match[1]).strip()}/{_enclosed(match[2]).strip()}"
    return f"({fraction})" if _CALLED.search(match.string[: match.start()].rstrip()) else f" {fraction} "


def _apart(match: re.Match[str], inside: str) -> str:
    """The replacement of a command, with a space where a letter would become part of the command before."""
    return f" {inside}" if _CALLED.search(match.string, 0, match.start()) else inside


def _enclosed(latex: str) -> str:
    """A part in brackets, if it is more than a letter."""
    inside = latex.strip()
    return f"{inside} " if _ATOM.fullmatch(latex) else inside if _WHOLE.match(inside) else f"({inside})"
