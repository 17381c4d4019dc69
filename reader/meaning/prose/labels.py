"""What authors write below and above braces: ``\\underbrace{Q}_{\\text{noise}}`` says that ``Q`` is noise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.prose.sentence import LONGEST_UNIT
from reader.meaning.prose.symbol import without_delimiters
from reader.meaning.prose.words import tag_of
from reader.model.annotations import Definition
from reader.model.document import Passage
from reader.model.source import Span

PHRASE = "label"
Finder = Callable[[str, int, int], Iterator[tuple[str, tuple[int, int]]]]
NOMINAL = frozenset("nkstbfjdeg")  # tags of words that a noun phrase begins with
_BRACE = re.compile(r"\\(?:under|over)brace\s*(?=\{)")
_OPENINGS = ("$$", "$", r"\[", r"\(")
_LINE_ENDS = (r"\\", r"\]", r"\)", r"\end", "$", ",", ";", ".")
GAP, FEW = "quad", 4  # before a remark, and words of one that is a name
REMARK_ENDS = (*_LINE_ENDS, r"\label", r"\tag", r"\nonumber")
_LABEL = re.compile(
    r"\s*(?:[_^]\s*\{?|\\q?quad)\s*\\(?:text|mbox|textrm|textnormal|mathrm|textup)\s*\{\s*(?:\\[a-z]+\s+)*"
    r"\(?(?P<label>[A-Za-z][^{}$\\()]*?)\)?\s*\}"
)


def labels_in(passages: Sequence[Passage]) -> Iterator[Definition]:
    """A definition for each brace with words, and for each line with a remark in brackets behind it:
    ``c = a b \\quad \\text{(cost)}``.

    Its symbol is what the brace holds, macro-free."""
    for passage in passages:
        for start, end, expanded in passage.formulas:
            if "brace" in expanded:
                yield from _in_formula(passage, start, end, expanded, _labelled)
            if "quad" in expanded and "=" in expanded:
                yield from _in_formula(passage, start, end, expanded, _remarked)


def _in_formula(passage: Passage, start: int, end: int, expanded: str, find: Finder) -> Iterator[Definition]:
    """Labels as written are those of the expanded formula, one by one; where macros make some, nothing is said."""
    written = list(find(passage.text, start, end))
    meant = list(find(expanded, 0, len(expanded)))
    if len(written) != len(meant):
        return
    shift, file = passage.span.start, passage.span.file
    for (_, span), (content, _) in zip(written, meant, strict=True):
        if not _is_one_symbol(content) or not begins_as_name(passage.text[slice(*span)]):
            continue
        first = start if end - start <= LONGEST_UNIT else max(start, span[1] - LONGEST_UNIT)
        last = min(end, first + LONGEST_UNIT)
        yield Definition(
            content,
            passage.text[slice(*span)],
            Span(file, span[0] + shift, span[1] + shift),
            PHRASE,
            passage.text[first:last],
            Span(file, first + shift, last + shift),
            "display",
            manner="names",
        )


def begins_as_name(label: str) -> bool:
    """Whether words may be a noun phrase by the first of them: not "by Lemma" and not "equals zero"."""
    return tag_of(label.split()[0].lower()) in NOMINAL


def _is_one_symbol(latex: str) -> bool:
    """Whether the formula is an identifier, or one with its arguments."""
    uses = sorted(symbol_uses(parse_formula(latex)), key=lambda use: (use.start, -use.end))
    if not uses or uses[0].start or uses[0].kind != "identifier":
        return False
    return bool(re.fullmatch(r"\s*(?:\(.*\))?\s*", latex[uses[0].end :], re.DOTALL))


def _labelled(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """What each brace with words holds, and where the words stand."""
    for brace in _BRACE.finditer(text, start, end):
        close = _closing(text, brace.end(), end)
        label = _LABEL.match(text, close + 1, end)
        if label:
            yield text[brace.end() + 1 : close].strip(), label.span("label")


def _remarked(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    """What stands before the equals sign of a line, and where the few words stand that end it in brackets."""
    at = text.find(GAP, start, end)
    while at >= 0:
        label = _LABEL.match(text, text.rfind("\\", start, at), end)
        if label and _is_remark(label, text[label.end() : min(end, label.end() + LONGEST_UNIT)].lstrip()):
            line = _name_of_line(text[max(start, at - LONGEST_UNIT) : at])
            yield line.partition("=")[0].strip(" &:"), label.span("label")
        at = text.find(GAP, at + 1, end)


def _is_remark(label: re.Match[str], behind: str) -> bool:
    is_in_brackets = label.group().rstrip("} ").endswith(")")
    is_last = not behind or behind.startswith(REMARK_ENDS)
    return is_in_brackets and is_last and len(label["label"].split()) <= FEW


def _name_of_line(text: str) -> str:
    line = text.rpartition(r"\\")[2].lstrip()
    for opening in _OPENINGS:
        line = line.removeprefix(opening)
    return without_delimiters(line.rstrip(" &"))


def _closing(text: str, at: int, end: int) -> int:
    depth = 0
    while at < end:
        if text[at] == "\\":
            at += 1
        elif text[at] in "{}":
            depth += 1 if text[at] == "{" else -1
            if not depth:
                return at
        at += 1
    return end
