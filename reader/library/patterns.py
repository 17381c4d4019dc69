"""Matches a formula with wildcards, such as ``\\mathbb{E}[? \\log ?]``, against formulas.

``?`` matches any nodes side by side, or none. A letter without scripts also matches one with scripts, and a bracket one
of another form. ``slack`` counts these liberties, so that exact matches come first.
"""

from __future__ import annotations

import re
from typing import Any, Final

from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import SIGNS
from reader.library.trees import ANYTHING, FENCES, SCRIPTS, Item, Items, tree_of

# Names of functions typed as words, since queries are typed without backslashes.
_BARE: Final = re.compile(r"(?<![\\A-Za-z{])(log|exp|sin|cos|tanh|max|min|sup|inf|lim|det|arg)(?![A-Za-z}])")
# Signs as a keyboard gives them; of two spellings the first.
_FOLDED: Final = str.maketrans(
    {character: f"{name} " for name, (_, character) in reversed(SIGNS.items()) if name > "\\" and character > "\x7f"}
    | {"？": ANYTHING}
)
NO_FIT: Final = 1_000_000


def pattern_of(latex: str) -> Items:
    """Parses a typed pattern into items."""
    text = latex.translate(_FOLDED).strip().strip("$")
    return tree_of(parse_formula(_BARE.sub(r"\\\1 ", text)))


def is_empty(pattern: Items) -> bool:
    """Whether a pattern is all wildcards, and would match everything."""
    return all(item == ANYTHING for item in pattern)


def slack_of(pattern: Items, items: Items) -> int | None:
    """The least slack with which the pattern matches a part of the formula: 0 is exact, None no match."""
    best = min(
        (_run(pattern, items, 0, at, {}, whole=False) for at in range(len(items) + 1)),
        default=NO_FIT,
    )
    for item in items:
        if best == 0:
            break
        if isinstance(item, list):
            for place, argument in enumerate(item[1:]):
                inner = slack_of(pattern, argument)
                bare = item[0] == SCRIPTS and place == 0  # what carries scripts is found without them
                best = min(best, NO_FIT if inner is None else inner + bare)
    return None if best >= NO_FIT else best


def _run(pattern: Items, items: Items, left: int, at: int, cache: dict[tuple[int, int], int], *, whole: bool) -> int:
    """The slack of ``pattern[left:]`` against ``items[at:]``, up to their end if ``whole``."""
    if left == len(pattern):
        return NO_FIT if whole and at < len(items) else 0
    if (left, at) in cache:
        return cache[left, at]
    expected = pattern[left]
    if expected == ANYTHING:
        if left + 1 == len(pattern):
            best = 0
        else:
            best = min(_run(pattern, items, left + 1, end, cache, whole=whole) for end in range(at, len(items) + 1))
    elif at == len(items):
        best = NO_FIT
    else:
        best = _one(expected, items[at])
        if best < NO_FIT:
            best += _run(pattern, items, left + 1, at + 1, cache, whole=whole)
    cache[left, at] = best = min(best, NO_FIT)
    return best


def _whole(pattern: Items, items: Items) -> int:
    if pattern == items:
        return 0
    return _run(pattern, items, 0, 0, {}, whole=True)


def _one(expected: Item, item: Item) -> int:
    if expected == item:
        return 0
    if not isinstance(item, list):
        return NO_FIT
    if not isinstance(expected, list):
        return 1 + _one(expected, item[1][0]) if item[0] == SCRIPTS and len(item[1]) == 1 else NO_FIT
    if expected[0] == SCRIPTS and item[0] == SCRIPTS:
        return _scripts(expected, item)
    if item[0] == SCRIPTS and len(item[1]) == 1:
        return 1 + _one(expected, item[1][0])
    loose = 0 if expected[0] == item[0] else 1 if expected[0] in FENCES and item[0] in FENCES else NO_FIT
    if loose >= NO_FIT or len(expected) != len(item):
        return NO_FIT
    return min(NO_FIT, loose + sum(map(_whole, expected[1:], item[1:])))


def _scripts(expected: list[Any], item: list[Any]) -> int:
    """The slack of scripts. A script that the pattern lacks costs one."""
    slack = _whole(expected[1], item[1])
    for expected_script, script in zip(expected[2:], item[2:], strict=True):
        slack += 1 if script and not expected_script else _whole(expected_script, script)
    return min(NO_FIT, slack)
