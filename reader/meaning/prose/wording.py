"""An author's words without LaTeX's clothes: what a reader is shown, and what names are looked for in."""

from __future__ import annotations

import re

from reader.limits.memory import cached_for_a_paper
from reader.meaning.prose.words import tag_of

_MATH = r"\$\$.*?\$\$|\$(?:\\.|[^$\\])*\$|\\\(.*?\\\)|\\\[.*?\\\]"
_SPLIT = re.compile(f"({_MATH})", re.DOTALL)
_DROPPED = re.compile(
    r"\\(?:cite[a-zA-Z]*|label|footnote|footnotemark|index|vspace|hspace|autocite|parencite|textcite)\*?"
    r"(?:\s*\[[^]]*\])*\s*(?:\{(?:[^{}]|\{[^{}]*\})*\})?"
)
_UNWRAPPED = re.compile(r"\\[a-zA-Z]+\*?\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+\*?[ \t]*|([%&#_{}])|.)", re.DOTALL)
_REFERENCE = re.compile(r"[(\[]?\\(?:eqref|ref|cref|Cref|autoref)\s*\{[^{}]*\}[)\]]?")
_QUOTES = re.compile(r"``|''")
_DETERMINER = re.compile(
    r"(?:(?:both|either)\s+(?:the|an?)\s+(?![^$]*\band\b)|such\s+(?:an?\s+)?|(?:the|an?|our|its|their|some|this|these)\s+"
    r"(?:(?:same|following|aforementioned|latter|former|respective|corresponding|own|above|resulting)\s+)?)(?=\S)",
    re.IGNORECASE,
)  # with the word behind it that only points: "the same dimension"
_MARK = re.compile(
    r"\s*\$\s*\^\s*\{?\s*(?:[a-h*]|\\d?dag(?:ger)?)\s*\}?\s*\$\s*(?=[A-Za-z])"
)  # of a note below a table
CLAUSES = frozenset(("that", "which", "where", "when", "who", "whose"))
_LOOSE = " \t\n,;:.。、，"


@cached_for_a_paper(4096)
def plain(text: str) -> str:
    """The author's words verbatim, but for markup, citations and line breaks; formulas stay between dollars."""
    pieces = _SPLIT.split(_MARK.sub("", text, count=1) if _MARK.match(text) else text)
    pieces[::2] = [_unclothe(piece) for piece in pieces[::2]]
    joined = re.sub(r"\s+", " ", "".join(pieces)).strip()
    return re.sub(r"\s+([,;:.)])", r"\1", joined).strip(_LOOSE)


def _unclothe(piece: str) -> str:
    piece = _REFERENCE.sub("", _DROPPED.sub("", piece))
    for _ in range(3):
        piece = _UNWRAPPED.sub(r"\1", piece)
    piece = _COMMAND.sub(lambda match: match.group(1) or " ", piece)
    return _QUOTES.sub("", piece.replace("~", " ").replace("{", "").replace("}", ""))


def as_meaning(text: str) -> str:
    """The same as a short answer: without the determiner in front, and what only points."""
    words = plain(text)
    return _DETERMINER.sub("", words, count=1) if _DETERMINER.match(words) else words


def without_clause(meaning: str) -> str:
    """A meaning without what tells which one it is: "rate" of "rate at which prey are eaten". A "probability that it
    rains" is one of that alone."""
    words = meaning.split()
    clauses = (at for at, word in enumerate(words) if at and word in CLAUSES)
    at = next((at for at in clauses if tag_of(words[at - 1]) != "b"), len(words))
    return " ".join(words[: at - (at > 1 and at < len(words) and tag_of(words[at - 1]) in "opP")])
