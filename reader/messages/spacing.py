"""Room between Japanese and what is not: formulas, Latin letters, numbers."""

from __future__ import annotations

import re
from typing import Final

_WIDE: Final = r"[\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff]"
_EDGE: Final = re.compile(rf"(?<={_WIDE})(?=[A-Za-z0-9(])|(?<=[A-Za-z0-9)])(?={_WIDE})")
_BETWEEN: Final = re.compile(rf"(?<={_WIDE}) (?={_WIDE})")


def spaced(text: str) -> str:
    """Japanese with a space between its letters and a formula in dollars, a Latin word or a number beside them, and
    none between two Japanese words.

    >>> spaced("$\\\\beta$はKL 係数で、式 (2)を使います")
    '$\\\\beta$ は KL 係数で、式 (2) を使います'
    >>> spaced("前の行の 右辺 は $x$ 以下です")
    '前の行の右辺は $x$ 以下です'
    """
    pieces = _BETWEEN.sub("", text).split("$")
    if len(pieces) % 2 == 0:  # a dollar without its partner
        return text
    made = _EDGE.sub(" ", pieces[0])
    for place in range(1, len(pieces) - 1, 2):
        before, behind = made[-1:], pieces[place + 1][:1]
        made += f"{' ' * _is_letter(before)}${pieces[place]}${' ' * _is_letter(behind)}"
        made += _EDGE.sub(" ", pieces[place + 1])
    return made


def _is_letter(mark: str) -> bool:
    return mark.isalpha() and not mark.isascii()
