"""LaTeX's counters: values, which counter resets which, and how a number is written (LaTeX2e, ltcounts)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SYMBOLS: Final = ("*", "†", "‡", "§", "¶", "‖", "**", "††", "‡‡")


def roman(number: int) -> str:
    """A number from 1 to 3999 in lower-case Roman numerals; "" outside.

    >>> roman(14)
    'xiv'
    """
    if not 0 < number < 4000:
        return ""
    out = ""
    for value, letters in _ROMAN:
        while number >= value:
            out += letters
            number -= value
    return out


def letter(number: int) -> str:
    """1 is "a", 26 is "z"; "" outside."""
    return chr(ord("a") + number - 1) if 1 <= number <= 26 else ""


STYLES: Final[Mapping[str, Callable[[int], str]]] = {
    "arabic": str,
    "roman": roman,
    "Roman": lambda number: roman(number).upper(),
    "alph": letter,
    "Alph": lambda number: letter(number).upper(),
    "fnsymbol": lambda number: _SYMBOLS[number - 1] if 1 <= number <= len(_SYMBOLS) else "",
}


@dataclass(frozen=True, slots=True)
class Numbered:
    """What was numbered last, which a label refers to: the number that references print, "" where it is unknown."""

    number: str = ""
    kind: str = ""  # as in reader.model.document.Label; "" where no label of the prose can refer to it
    name: str = ""
    section: int = -1


class Counters:
    """Counter values by name. Stepping a counter resets all counters below it to zero."""

    def __init__(self) -> None:
        self.values: dict[str, int] = {}
        self.within: dict[str, list[str]] = {}
        self._aliases: dict[str, str] = {}

    def alias(self, name: str, other: str) -> None:
        """``\\let\\c@name\\c@other``: two names of one counter."""
        if self._own(other) != name:
            self._aliases[name] = other

    def _own(self, name: str) -> str:
        return self._aliases.get(name, name)

    def new(self, name: str, within: str | None = None) -> None:
        self.values.setdefault(self._own(name), 0)
        if within:
            self.add_reset(name, within)

    def add_reset(self, name: str, within: str) -> None:
        dependents = self.within.setdefault(self._own(within), [])
        if self._own(name) not in dependents:
            dependents.append(self._own(name))

    def remove_reset(self, name: str, within: str) -> None:
        name, within = self._own(name), self._own(within)
        if name in self.within.get(within, []):
            self.within[within].remove(name)

    def value(self, name: str) -> int:
        return self.values.get(self._own(name), 0)

    def assign(self, name: str, value: int) -> None:
        self.values[self._own(name)] = value

    def step(self, name: str) -> None:
        name = self._own(name)
        self.values[name] = self.value(name) + 1
        self._reset_below(name, {name})

    def _reset_below(self, name: str, visited: set[str]) -> None:
        for dependent in self.within.get(name, ()):
            if dependent not in visited:
                visited.add(dependent)
                self.values[dependent] = 0
                self._reset_below(dependent, visited)
