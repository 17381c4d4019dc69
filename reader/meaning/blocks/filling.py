"""A formula of a block's row, written in the symbols that a paper has in the block's slots."""

from __future__ import annotations

import re
from collections.abc import Mapping

from glossary.block import Block
from reader.formula.syntax.canonical import canonical_spelling
from reader.meaning.blocks.indices import Names
from reader.meaning.blocks.names import affine

REFERENCE = re.compile(
    r"(\\(?:mathbb|mathcal|mathbf|mathrm|operatorname)\{[A-Za-z]+\}|\\[A-Za-z]+|[A-Za-z])"
    r"(?:_(?:\{([^{}]*)\}|([A-Za-z0-9])))?"
)
COUNTED = frozenset({"index", "step"})


class _Unfilled(Exception):
    """This spelling of the block has nothing for a slot of the formula."""


def filled(latex: str, block: Block, bindings: Mapping[str, str], indices: Names) -> str | None:
    """The formula with the paper's symbols in place of slots; None where one has no counterpart.

    A slot's symbol carries its index already: where a row writes ``x_{t+1}`` and the paper has ``\\theta_{k}`` for its
    ``x_t``, ``\\theta_{k+1}`` stands. ``indices`` are the paper's names for the row's indices, with their offsets.
    """
    try:
        return _Filling(block, bindings, indices).fill(latex)
    except _Unfilled:
        return None


class _Filling:
    def __init__(self, block: Block, bindings: Mapping[str, str], indices: Names) -> None:
        self.slots = {canonical_spelling(name): slot for name, slot in block.slots.items()}
        self.bindings, self.indices = bindings, indices

    def fill(self, latex: str) -> str:
        return REFERENCE.sub(self._put, latex)

    def _put(self, match: re.Match[str]) -> str:
        name, script = match[1], match[2] or match[3] or ""
        whole = f"{name}_{{{script}}}"
        if script and whole in self.slots:
            return self._symbol(whole)
        if name not in self.slots:
            return f"{name}_{{{self.fill(script)}}}" if script else name
        symbol = self._symbol(name)
        for entry in script.split(",") if script else ():
            symbol = self._at(symbol, entry)
        return symbol

    def _symbol(self, name: str) -> str:
        if name in self.bindings:
            return self.bindings[name]
        if self.slots[name].kind in COUNTED:
            return _shifted(*self._index(name))
        raise _Unfilled

    def _index(self, name: str) -> tuple[str, int]:
        letter, offset = self.indices.get(name, ("", 0))
        if not letter or "|" in letter:
            raise _Unfilled
        return letter, offset

    def _at(self, symbol: str, entry: str) -> str:
        """The symbol with the index that a row's ``entry`` stands for."""
        index, offset = affine(entry) or (entry, 0)
        if index not in self.slots or self.slots[index].kind not in COUNTED:
            if symbol.endswith(f"_{{{entry}}}"):
                return symbol
            raise _Unfilled
        letter, start = self._index(index)
        pattern = _occurrences(letter)
        if self.slots[index].kind == "index" and not offset and pattern.search(symbol):
            return symbol
        if present := pattern.search(symbol):
            step = start + offset - int(present[1] or 0)
            return pattern.sub(lambda found: _shifted(letter, int(found[1] or 0) + step), symbol)
        for other, (held, _) in self.indices.items():
            if other != index and held and "|" not in held and (place := _occurrences(held)).search(symbol):
                return place.sub(lambda found: letter + (found[1] or ""), symbol)
        raise _Unfilled


def _occurrences(letter: str) -> re.Pattern[str]:
    """An index in a symbol's spelling, with what is added to it."""
    return re.compile(rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z])([+-]\d+)?")


def _shifted(letter: str, offset: int) -> str:
    return f"{letter}{offset:+d}" if offset else letter
