"""A passage as sentences of tagged tokens. Only sentences that hold a formula are looked at.

LaTeX markup in prose (``\\emph{``, ``~``, ``\\cite{...}``) leaves no token; offsets stay those of the passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.meaning.phrases import literals, members
from reader.meaning import symbol
from reader.meaning.words import classes, tag_of
from reader.model import Passage

_ABBREVIATION = "".join(rf"(?<!\b{a})" for a in (r"e\.g", r"i\.e", "cf", "Eq", "Eqs", "Fig", "al", "resp", r"w\.r\.t", r"i\.i\.d", "vs", "etc", "Sec"))
_END = re.compile(
    rf"{_ABBREVIATION}[.?!](?=[\s}})\]'\"]|\\\\|\\[a-z]|$)|[。！？]|\n[ \t]*\n|(?=\\item\b)|\\(?:sub)*section\b|\\par\b"
)
_GLUED = re.compile(r"\s?[-‐–]\s?(?:th|st|nd|rd|[A-Za-z]{2,})\b[A-Za-z-]*|\s?(?:th|st|nd|rd)\b|\\?\s?'th\b|\\textsuperscript\s*\{(?:th|st|nd|rd)\}")
_POSSESSIVE = re.compile(r"\s?['’]\s?s\b")
_PLURAL = re.compile(r"\s?['’]?\s?s\b(?=\s+(?:are|denote|represent|and|be)\b|\s*,)")
_DISPLAY = re.compile(r"\$\$|\\\[|\\begin")


@cache
def _token() -> re.Pattern[str]:
    invisible = "|".join(sorted(classes()["invisible"], key=len, reverse=True))
    reference = "|".join(sorted(classes()["reference_command"], key=len, reverse=True))
    return re.compile(
        rf"""
        (?P<break>\\\\ | \\\s?(?:item|begin|end|caption|footnote|label|tag|section|par)\b\*?(?:\s?\{{[A-Za-z*]+\}})?)
        | (?P<skip>\\\s?(?:{reference})\*?(?:\s*\[[^\]\[{{}}]*\])*\s*\{{[^{{}}]*\}}(?:\s*\{{[^{{}}]*\}})?
          | \\\s?(?:{invisible})(?![A-Za-z])\*? | \(\s?[A-Z][A-Za-z-]*[A-Z][A-Za-z-]*\s?\) | \((?:sub|non|semi|co|pre)-?\)-?
          | [\s{{}}~"“”‘’`']+ | \\[ ,;/@] | \\\s)
        | (?P<word>(?:i\.\s?e\.|e\.\s?g\.|w\.r\.t\.|i\.i\.d\.|resp\.|[Ff]igs?\.|[Ee]qn?s?\.)
          | (?<=[A-Za-z]\s)\([a-z-]+\)(?=\s[a-z])
          | (?:[^\W\d_]|\\["'`^~=.uvHtcdbr]\{{?[A-Za-z]\}}?)+(?:(?:['’]|-|\s-\s)[^\W_]+)*)
        | (?P<number>\d[\d.,]*(?:\d|\\?%|st|nd|rd|th|\s?-\s?[A-Za-z]+)?)
        | (?P<macro>\\[A-Za-z@]+\*?)
        | (?P<mark>.)
        """,
        re.VERBOSE | re.DOTALL,
    )


@cache
def _verbs() -> re.Pattern[str]:
    """Nouns that must be verbs: "we map $x$", "to map the input"."""
    return re.compile(f"(?<=[{members('q')}])[nkb](?=[^nkbjo])|(?<={literals().get('to', 'p')})[nkb](?=[{members('d')}0])")


_BREAKS = {"\\\\": "R", "\\item": "I", "\\footnote": "F", "\\caption": "F"}
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_DASHES = "-–—"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens of one sentence: ``tags[i]`` says what ``text[starts[i]:ends[i]]`` of the passage is.

    ``formulas`` maps the index of a formula's token to that formula's LaTeX.
    """

    tags: str
    starts: Sequence[int]
    ends: Sequence[int]
    formulas: dict[int, str]
    start: int
    end: int

    def unit(self, first: int, last: int, text: str) -> tuple[int, int]:
        """The smallest stretch of whole clauses around ``first`` to ``last``, at most 400 characters."""
        start, end = self.start, self.end
        for index, tag in enumerate(self.tags):
            if tag in "RI#" and self.ends[index] <= first:
                start = max(start, self.ends[index])
            if tag in "RI#" and self.starts[index] >= last:
                end = min(end, self.starts[index])
        while start < first and text[start].isspace():
            start += 1
        while end > last and text[end - 1].isspace():
            end -= 1
        if end - start > 400:
            start, end = max(start, min(first, last - 400)), min(end, max(last, first))
        return start, min(end, start + 400)


def sentences(passage: Passage) -> Iterator[Sentence]:
    """The sentences of a passage that hold at least one formula, in order."""
    inside = [end for _, end, _ in passage.formulas]
    firsts = [start for start, _, _ in passage.formulas]
    cuts = [0]
    for match in _END.finditer(passage.text):
        at = bisect_right(firsts, match.start()) - 1
        if at < 0 or inside[at] <= match.start():
            cuts.append(match.end())
    cuts.append(len(passage.text) + 1)
    index = 0
    while index < len(passage.formulas):
        place = bisect_right(cuts, firsts[index])
        start, end = cuts[place - 1], min(cuts[place], len(passage.text))
        held = []
        while index < len(passage.formulas) and firsts[index] < cuts[place]:
            held.append(passage.formulas[index])
            index += 1
        yield _tokenize(passage.text, max(start, 0), max(end, held[-1][1]), held)


def _tokenize(text: str, start: int, end: int, formulas: Sequence[tuple[int, int, str]]) -> Sentence:
    tags: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    named: dict[int, str] = {}
    at = start
    for first, last, latex in [*formulas, (end, end, "")]:
        for match in _token().finditer(text, at, first):
            tag = _tag(match)
            if tag:
                tags.append(tag)
                starts.append(match.start())
                ends.append(match.end())
        if first == last:
            break
        tag, stop = _formula_tag(text, first, last, latex)
        at = stop
        if not tag:
            continue
        if tag in "XY":
            named[len(tags)] = latex
        tags.append(tag)
        starts.append(first)
        ends.append(stop)
    return Sentence(_verbs().sub("v", "".join(tags)), starts, ends, named, start, end)


def _tag(match: re.Match[str]) -> str:
    kind, token = match.lastgroup, match.group()
    if kind == "word":
        word = token.lower()
        if _CJK.search(token):
            return "J"
        if token[0] == "(":
            return "j"
        return literals().get(word) or tag_of(word)
    if kind == "mark":
        return "-" if token in _DASHES else token
    if kind == "break":
        return _BREAKS.get(token.replace(" ", ""), "#")
    return {"skip": "", "number": "0", "macro": "u"}[kind or "skip"]


def _formula_tag(text: str, first: int, last: int, latex: str) -> tuple[str, int]:
    glued = _GLUED.match(text, last)
    if glued:
        return "m", glued.end()
    several = _PLURAL.match(text, last)
    if several:
        return symbol.tag(latex, False), several.end()
    owner = _POSSESSIVE.match(text, last)
    if owner:
        return "m", owner.end()
    display = bool(_DISPLAY.match(text, first))
    return symbol.tag(latex, display), last
