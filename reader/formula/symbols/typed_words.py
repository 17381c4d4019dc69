"""Words that an author types as bare letters: where the paper's prose has the word, it becomes one name.

TeX typesets ``spread`` as six letters side by side. Where the prose has that word, the formula is read as
``\\mathit{spread}``, which looks the same or better. All other letters stay products.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from reader.formula.syntax.tables import words
from reader.limits.memory import cached_for_a_paper
from reader.model.document import Document, Equation, Formula, Origin, Passage

KNOWN = words.NAMES | words.SHORT_NAMES | words.PROSE | words.PLAIN_FUNCTIONS  # the parser needs no help with these
WORD = re.compile(r"[A-Za-z]{4,}|[A-Z]{3,}")
LABEL = re.compile(r"[A-Za-z]{4,}|(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{2,}")  # in a script an abbreviation, too
_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
# What has an alphabet already, or is no mathematics, goes before what may be a word.
_PIECES = re.compile(
    rf"\\(?:text\w*|math(?!op|ord|bin|rel|open|close|punct)\w+|operatorname\*?|mbox|hbox|tag\*?|label|begin|end|bm|boldsymbol|pmb"
    rf"|(?:eq)?ref|color|[hv]space\*?)\s*(?:\[[^]]*\]\s*)?{_GROUP}"
    rf"|\{{\s*\\(?:rm|bf|it|sf|tt|sc|sl|em|cal)\b(?:[^{{}}]|{_GROUP})*\}}"
    r"|\\(?:rm|bf|it|sf|tt|cal)\b.*"
    r"|\\(?:[A-Za-z]+|.)"
    r"|(?P<opening>[_^]\s*\{)|(?P<brace>[{}])|(?P<run>[A-Za-z]+)"
)
_SPOKEN = re.compile(r"[A-Za-z]+")


def with_typed_words(document: Document) -> Document:
    """The paper with the words in its formulas separated from products of letters."""
    spoken = prose_words(document)
    return replace(
        document,
        equations=tuple([_in_equation(equation, spoken) for equation in document.equations]),
        inline=tuple([_in_equation(equation, spoken) for equation in document.inline]),
        passages=tuple([_in_passage(passage, spoken) for passage in document.passages]),
    )


def prose_words(document: Document) -> frozenset[str]:
    """The words of the prose, as printed and in lower case."""
    said = (_SPOKEN.findall(passage.printed.text) for passage in document.passages)
    words = {word for each in said for written in each for word in (written, written.lower())}
    return frozenset(words | {word[:-1] for word in words if word.endswith("s") and word[:-1].isupper()})


@cached_for_a_paper(8192)
def typed_words(latex: str, spoken: frozenset[str]) -> Sequence[tuple[int, int]]:
    """The spans of a formula where letters side by side are a word of the prose."""
    places: list[tuple[int, int]] = []
    groups: list[bool] = []  # the braces that are open: whether each is a script
    for piece in _PIECES.finditer(latex):
        run = piece["run"]
        if piece["opening"]:
            groups.append(True)
        elif piece["brace"] == "{":
            groups.append(bool(groups) and groups[-1])
        elif piece["brace"] and groups:
            groups.pop()
        elif run and run in spoken and run not in KNOWN:
            pattern = LABEL if groups and groups[-1] else WORD
            if pattern.fullmatch(run):
                places.append(piece.span())
    return places


def _in_equation(equation: Equation, spoken: frozenset[str]) -> Equation:
    places = typed_words(equation.formula.expanded, spoken)
    return replace(equation, formula=_in_formula(equation.formula, places)) if places else equation


def _in_passage(passage: Passage, spoken: frozenset[str]) -> Passage:
    return passage.with_formulas(lambda latex: _with_alphabet(latex, typed_words(latex, spoken)))


OPENING, CLOSING = r"\mathit{", "}"


def _with_alphabet(latex: str, places: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(places):
        latex = f"{latex[:start]}{OPENING}{latex[start:end]}{CLOSING}{latex[end:]}"
    return latex


def _in_formula(formula: Formula, places: Sequence[tuple[int, int]]) -> Formula:
    origins, size = formula.origins, len(formula.expanded)
    if not origins and formula.expanded == formula.latex:
        origins = ((0, formula.span.file, formula.span.start, formula.span.end),)
    for start, end in reversed(places):
        origins = _origins_round(origins, size, start, end)
        size += len(OPENING + CLOSING)
    return replace(formula, expanded=_with_alphabet(formula.expanded, places), origins=origins)


def _origins_round(origins: tuple[Origin, ...], size: int, start: int, end: int) -> tuple[Origin, ...]:
    """The origins after ``\\mathit{}`` has been put round the letters from ``start`` to ``end``."""
    if not origins:
        return origins
    ends = [*(offset for offset, *_ in origins[1:]), size]
    shift = len(OPENING + CLOSING)
    before: list[Origin] = []
    word: list[Origin] = []
    after: list[Origin] = []
    for origin, reach in zip(origins, ends, strict=True):
        for at, stop, group in ((0, start, before), (start, end, word), (end, size, after)):
            begin, close = max(origin[0], at), min(reach, stop)
            if begin < close:
                group.append(_slice(origin, reach, begin, close))
    moved = [(offset + shift, file, first, last) for offset, file, first, last in after]
    if not word:
        return (*before, *moved)
    (offset, file, first, until), (_, last_file, _, last) = word[0], word[-1]
    return (*before, (offset, file, first, last if last_file == file else until), *moved)


def _slice(origin: Origin, until: int, first: int, last: int) -> Origin:
    """The part of an origin from one offset to another: of literal text its own place, else that of the whole."""
    offset, file, start, end = origin
    if end - start != until - offset:
        return first, file, start, end
    return first, file, start + first - offset, start + last - offset
