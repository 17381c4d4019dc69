"""Letters and words: which letters side by side form one name, one function or prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.formula.syntax.combining import function
from reader.formula.syntax.nodes import Identifier, Node, Text
from reader.formula.syntax.tables import commands, words

if TYPE_CHECKING:
    from reader.formula.syntax.parser import Parser

LETTERS = re.compile(r"[A-Za-z]+(?:\\_[A-Za-z0-9]+)*")
UPRIGHT_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|\\_|[ ](?=[A-Za-z])|\\,(?=[A-Za-z])|-(?=[A-Za-z]{2}))*")
DECLARED_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|\\_|\\,(?=[A-Za-z])|-(?=[A-Za-z]{2}))*")
SCRIPT_OPENS = re.compile(r"[_^]\s*\{\s*\Z")
SCRIPT_CLOSES = re.compile(r"\s*[},]")
HEADS = re.compile(r"\s*&?\s*:?=")  # what follows the name that an equation defines
NEAR = 8  # characters before a word in which its script opens
UNCOUNTED = frozenset("eo")  # letters that are no index, so that none is mistaken for a number or a constant
WORD_FONTS = frozenset({"mathrm", "mathsf", "mathtt", "mathit"})


def read_letter(parser: Parser, start: int) -> Node:
    """One letter; or a word, where the font or the table of words says that the letters form one."""
    if parser.font in WORD_FONTS and not (parser.font == "mathit" and parser.declared):
        match = (DECLARED_WORD if parser.declared else UPRIGHT_WORD).match(parser.latex, start)
        assert match
        return _read_word(parser, match.group(), start, match.end())
    after = parser.at + 1
    if (after < parser.count and parser.starts[after] == start + 1 and parser.tokens[after][0].isalpha()) or (
        after < parser.count and parser.tokens[after] == r"\_"
    ):
        node = _plain_word(parser, start)
        if node is not None:
            return node
    letter = parser.tokens[parser.at]
    parser.at += 1
    return Identifier(start, start + 1, letter, parser.font, parser.bold)


def _read_word(parser: Parser, spelled: str, start: int, end: int) -> Node:
    parser.advance_to(end)
    name = re.sub(r"\\,|\s+", "", spelled)
    if parser.font == "mathrm" and (name in commands.LATEX_FUNCTIONS or name in commands.TWO_WORDS):
        return function(name, start, end)
    return Identifier(start, end, name, parser.font, parser.bold)


def _plain_word(parser: Parser, start: int) -> Node | None:
    match = LETTERS.match(parser.latex, start)
    assert match
    run, end = match.group(), match.end()
    if parser.font == "mathbf" and "_" not in run:
        # bold words are set by hand: three capitals or more are an acronym
        if len(run) < 3 or not run.isupper():
            return None
    elif parser.font or parser.bold:
        return None
    elif run in words.PLAIN_FUNCTIONS:
        parser.advance_to(end)
        return function(run, start, end)
    elif run in words.PROSE and len(run) > 2:
        parser.advance_to(end)
        return Text(start, end, (run,), "mathit")
    elif not (_is_name(parser, run, end) or _is_label(parser, run, start, end)):
        for head in ("log", "exp", "max", "min"):
            if run.startswith(head) and len(run) == len(head) + 1:
                parser.advance_to(start + len(head))
                return function(head, start, start + len(head))
        return None
    parser.advance_to(end)
    return Identifier(start, end, run, parser.font, parser.bold)


def _is_name(parser: Parser, run: str, end: int) -> bool:
    if r"\_" in run:
        return len(run) > 4
    if run in words.SHORT_NAMES:
        heads = not parser.latex[: end - len(run)].strip() and HEADS.match(parser.latex, end)
        return bool(heads) or parser.latex[end : end + 1] in ("(", "_", "[") or parser.latex.startswith(r"\left", end)
    return len(run) > 2 and run in words.NAMES


def _is_label(parser: Parser, run: str, start: int, end: int) -> bool:
    """Whether letters that fill a script are a word: nobody counts with an ``e`` or an ``o``, so ``x_{est}`` has one
    label and ``x_{bij}`` three indices."""
    fills = SCRIPT_OPENS.search(parser.latex, max(0, start - NEAR), start) and SCRIPT_CLOSES.match(parser.latex, end)
    return bool(fills) and len(run) > 2 and run.isalpha() and run.islower() and not UNCOUNTED.isdisjoint(run)
