"""Text, code and inline formulas spelled so that Markdown shows them as they are."""

from __future__ import annotations

import re


def plain(text: str) -> str:
    """Text in which Markdown sees no formula, emphasis, link or tag."""
    return re.sub(r"([\\`*_{}\[\]<>#$~])", r"\\\1", " ".join(text.split()))


def prose(text: str) -> str:
    """Words with formulas in dollars, which stay formulas.

    >>> prose("norm of $a_1$ * 2")
    'norm of $a_1$ \\\\* 2'
    """
    pieces = text.split("$")
    if len(pieces) % 2 == 0:
        return plain(text)
    marked = (plain(f"|{piece}|")[1:-1] if place % 2 == 0 else inline(piece) for place, piece in enumerate(pieces))
    return " ".join("".join(marked).split())


def code(text: str) -> str:
    """A code span that shows the text as it is, on one line."""
    text = " ".join(text.split())
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def inline(latex: str) -> str:
    """An inline formula. Bars are written as words, since a bar would end the cell of a table."""
    return f"${latex.replace(chr(92) + '|', chr(92) + 'Vert ').replace('|', chr(92) + 'vert ').strip()}$"
