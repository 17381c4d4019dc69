"""How much a place of a paper tells about a symbol that stands there, by form alone: a number that grows with it."""

from __future__ import annotations

import re
from string import ascii_letters, digits

from reader.model.document import Equation
from reader.model.symbols import Occurrence

# What stands behind a symbol that begins its formula, most telling first: the weight of such a mention.
AFTER: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("x := y", re.compile(r"\s*(?:\([^()]*\))?\s*(?::=|\\(?:triangleq|coloneqq|equiv|stackrel|overset|doteq)\b)"), 5.0),
    ("x = y", re.compile(r"\s*(?:\((?:[^()]|\([^()]*\))*\))?\s*&?\s*="), 4.0),
    ("x \\in S", re.compile(r"\s*(?:\\in|:|\\colon|\\sim|\\subset(?:eq)?)(?![A-Za-z])"), 4.0),
    ("x", re.compile(r"\s*(?:\)|\}|\\\})?\s*(?:_\s*\{?\\?\w+\}?)?\s*$"), 3.0),
    ("x(y)", re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*$"), 2.5),
    ("x, y", re.compile(r"\s*[,:<>]|\s*\\(?:ge|le|geq|leq|dots|ldots|cdots)\b"), 2.5),
)
PART, DISPLAYED = 1.0, 0.4  # the same within a formula, and within a display
LABELLED = 5.0  # a symbol alone above or below a brace that carries a label

_LABEL = re.compile(r"(?<=\})\s*_\s*\{")
_BRACE = re.compile(r"\\(?:under|over)brace\s*\{\s*$")
# What may stand before the symbol that a formula, or a part of it behind words, is about.
_BEFORE = re.compile(
    r"(?:\A|\\text(?:rm|it)?\s*\{[^{}]*\}|\\qquad|\\quad|\\\\)"
    r"(?:[\s{(&,~]|\\(?:left|quad|qquad|[,;:! ])(?![a-zA-Z])|\\\{)*\Z"
)
_ELSE = frozenset(ascii_letters + digits + "+-=/<>*)]^_|.'") - frozenset("td")  # what no such stretch ends with
NEAR = 400  # characters before the symbol that are looked at
_WORD = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]")
_COMMAND = re.compile(r"\\(?:begin|end|label)\s*\{[^{}]*\}|\\[A-Za-z]+")
_DISPLAYS = re.compile(
    r"(?s)\\begin\s*\{(equation|align|gather|multline|eqnarray)(\*?)\}.*?\\end\s*\{\1\2\}|\$\$.*?\$\$|\\\[.*?\\\]"
)


def weight_of_place(equation: Equation, occurrence: Occurrence) -> float:
    """By where in its formula the symbol stands."""
    latex = equation.formula.expanded
    if _LABEL.match(latex, occurrence.end + 1) and _BRACE.search(latex, 0, occurrence.start):
        return LABELLED
    begins = _begins(latex, occurrence.start)
    found = (weight for _, after, weight in AFTER if begins and after.match(latex, occurrence.end))
    if equation.display:
        return next(found, DISPLAYED)
    return next(found, PART)


def _begins(latex: str, start: int) -> bool:
    """Whether the formula, or a part of it behind words, begins with the symbol."""
    first = max(0, start - NEAR)
    return latex[first:start].rstrip(" \n{(&,~")[-1:] not in _ELSE and bool(_BEFORE.search(latex, first, start))


def says_words(text: str) -> bool:
    """Whether more than displays and commands stand in a piece of LaTeX."""
    return bool(_WORD.search(_COMMAND.sub("", _DISPLAYS.sub("", text))))
