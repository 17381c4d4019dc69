"""How much a place of a paper tells about a symbol that stands there, by form alone: a number that grows with it."""

from __future__ import annotations

import re
from string import ascii_letters, digits

from reader.model.document import Equation, Passage
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
ENTRY, EQUAL = 3.2, 2.2  # x of W = [x], and of y = x
LABELLED = 5.0  # a symbol alone above or below a brace that carries a label
NAMED = 3.0  # a mention below this tells less than a sentence that names the symbol
CUES: tuple[tuple[re.Pattern[str], float], ...] = (
    (
        re.compile(
            r"\b(?:[Ll]et\b|[Dd]efin|[Dd]enot|notation:?\s*\\?[$(]"
            r"|the notation|write\b|introduce|called|represent(?:s|ed)?\b|refers?\b|stands for|is given by"
            r"|are given by)"
        ),
        1.5,
    ),
    (re.compile(r"\b(?:where|with|[Gg]iven|[Ff]or|is|are|be|as)\b|[为是表示]"), 0.5),
)
WEIGHT_OF_KIND = {"algorithm": -1.0, "table": -0.5, "caption": -0.5}

_LABEL = re.compile(r"(?<=\})\s*_\s*\{")
_BRACE = re.compile(r"\\(?:under|over)brace\s*\{\s*$")
# What may stand before the symbol that a formula, or a part of it behind words, is about.
_BEFORE = re.compile(
    r"(?:\A|\\text(?:rm|it)?\s*\{[^{}]*\}|\\qquad|\\quad|\\\\)"
    r"(?:[\s{(&,~]|\\(?:left|quad|qquad|[,;:! ])(?![a-zA-Z])|\\\{)*\Z"
)
_ELSE = frozenset(ascii_letters + digits + "+-=/<>*)]^_|.'") - frozenset("td")  # what no such stretch ends with
NEAR = 400  # characters before the symbol that are looked at
_OPENED = re.compile(r"=\s*(?:\\(?:left|big)\s*)?(?:[\[({]|\\\{)\s*(?:[^=]*[;,&]\s*)?(?:\\,\s*)?\Z")
_ENTRY = re.compile(r"(?:\([^()]*\))?\s*(?:\\(?:right|big|\}|,)\s*)*(?:[\])}][^=]*\Z|[;,&])")
_EQUALS = re.compile(r"=\s*\Z")
_WORD = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]")
_COMMAND = re.compile(r"\\(?:begin|end|label)\s*\{[^{}]*\}|\\[A-Za-z]+")
_DISPLAYS = re.compile(
    r"(?s)\\begin\s*\{(equation|align|gather|multline|eqnarray)(\*?)\}.*?\\end\s*\{\1\2\}|\$\$.*?\$\$|\\\[.*?\\\]"
)
_UNPRINTED = re.compile(
    r"\\(?:includegraphics|label|[a-zA-Z]*ref|[a-zA-Z]*cite[a-zA-Z]*|url|href|input|begin|end)\*?"
    r"\s*(?:\[[^]]*\]\s*)*\{[^{}]*\}"
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
    return max(next(found, PART), _weight_of_right_side(latex, occurrence))


def _begins(latex: str, start: int) -> bool:
    """Whether the formula, or a part of it behind words, begins with the symbol."""
    first = max(0, start - NEAR)
    return latex[first:start].rstrip(" \n{(&,~")[-1:] not in _ELSE and bool(_BEFORE.search(latex, first, start))


def _weight_of_right_side(latex: str, occurrence: Occurrence) -> float:
    """Of what an inline formula is made of: ``W = [w_{ij}]`` tells what ``w_{ij}`` is, ``y = x`` a little of ``x``."""
    start, end = occurrence.start, occurrence.end
    equals = latex.rfind("=", 0, start)
    if equals < 0:
        return PART
    if _OPENED.match(latex, equals, start) and _ENTRY.match(latex, end):
        return ENTRY
    return EQUAL if _EQUALS.match(latex, equals, start) and not latex[end:].strip() else PART


def weight_of_words(text: str, kind: str) -> float:
    """By the words of the sentence and the kind of the passage."""
    return WEIGHT_OF_KIND.get(kind, 0.0) + sum(weight for cue, weight in CUES if cue.search(text))


def says_words(text: str) -> bool:
    """Whether more than displays and commands stand in a piece of LaTeX."""
    return bool(_WORD.search(_COMMAND.sub("", _DISPLAYS.sub("", text))))


def is_printed(at: int, passage: Passage) -> bool:
    """Whether a word at this offset is printed as a word: in no formula, and no argument that only names a place."""
    return not any(start <= at < end for start, end, _ in passage.formulas) and not any(
        found.start() < at < found.end() for found in _UNPRINTED.finditer(passage.text)
    )
