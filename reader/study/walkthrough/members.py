"""Whether something is one of those that a sum runs over: the same formula with another letter for the index."""

from __future__ import annotations

from collections.abc import Sequence

SCRIPTS = frozenset("_^{}'*")


def is_member(one: str, each: str, index: str) -> bool:
    """Whether ``x_{i}`` is ``x_{j}`` with ``i`` for ``j``; what only looks like it, as ``x_{i}^{2}``, is not."""
    mine, pattern, bound = _tokens(one), _tokens(each), _tokens(index)
    places = _places(pattern, bound)
    if not places or len(bound) == len(pattern):
        return False
    kept = len(pattern) - len(places) * len(bound)
    size, rest = divmod(len(mine) - kept, len(places))
    put = mine[places[0] : places[0] + size] if size > 0 and rest == 0 else []
    return put != bound and _is_name(put) and _replaced(pattern, places, len(bound), put) == mine


def _tokens(latex: str) -> list[str]:
    """Commands and characters."""
    found: list[str] = []
    before = ""
    for sign in latex:
        is_command = bool(found) and found[-1].startswith("\\")
        if is_command and (before == "\\" or (sign.isalpha() and before.isalpha())):
            found[-1] += sign
        elif not sign.isspace():
            found.append(sign)
        before = sign
    return found


def _places(tokens: Sequence[str], part: Sequence[str]) -> list[int]:
    found: list[int] = []
    for place in range(len(tokens) - len(part) + 1):
        is_free = not found or place >= found[-1] + len(part)
        if is_free and list(tokens[place : place + len(part)]) == list(part):
            found.append(place)
    return found


def _replaced(tokens: Sequence[str], places: Sequence[int], size: int, put: Sequence[str]) -> list[str]:
    made: list[str] = []
    last = 0
    for place in places:
        made += [*tokens[last:place], *put]
        last = place + size
    return [*made, *tokens[last:]]


def _is_name(tokens: Sequence[str]) -> bool:
    """A letter with its scripts and nothing beside it."""
    depth = 0
    letters = 0
    for token in tokens:
        depth += (token == "{") - (token == "}")
        letters += depth == 0 and token not in SCRIPTS
        is_plain = token in SCRIPTS or token.isalnum() or token[1:].isalpha()
        if depth < 0 or not (is_plain or (depth and token in "+-,")):
            return False
    return depth == 0 and letters == 1 and tokens[0] not in SCRIPTS
