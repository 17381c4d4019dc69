"""What a ``\\label`` outside of displays refers to: a section, a theorem, a figure, an item of a list.

As in TeX, a label refers to what was numbered last in its group (``Gullet.numbered``). A label has no number where the
numbering is unknown: a wrong number would be worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from reader.latex.tex.arguments import MANDATORY
from reader.latex.tex.counters import Numbered
from reader.latex.tex.macros import Gullet, Macro, Meaning
from reader.latex.tex.numbers import number_next, resolve, the
from reader.latex.tex.tables import floats
from reader.model.document import Equation, Label

LISTS: Final = frozenset(("itemize", "enumerate", "description"))
_OPTIONS: Final = re.compile(r"\s*\[([^\]]*)\]")
# Options by which a list says that it is numbered in its own way.
_LOOKS: Final = re.compile(r"\b(?:label|ref|before|resume|start|series)\b|^[^=]*$")
_PART: Final = "sub"  # before the counter of what it is a part of
_NESTED: Final = ("enumi", "enumii")  # lists in lists; what lies deeper is hardly referred to


@dataclass(slots=True)
class OpenEnvironment:
    """An open environment of the prose. ``first`` is the number of equations listed before it."""

    name: str
    first: int
    labels: list[str] = field(default_factory=list)
    is_captioned: bool = False
    items: str | None = None  # the counter of its items


class Targets:
    """The open environments, and what the labels so far refer to."""

    def __init__(self, gullet: Gullet) -> None:
        self._gullet = gullet
        self._found: dict[str, Numbered] = {}
        self._equations: dict[str, int] = {}  # labels of environments, by the first equation that is listed in them
        self.open: list[OpenEnvironment] = []
        self.lists_look_own = False

    # --- environments ---

    def begin(self, name: str, first: int, following: str) -> None:
        """Opens an environment; ``following`` is the text after it."""
        environment = OpenEnvironment(name, first)
        self.open.append(environment)
        if name in floats().environments:
            self._gullet.counters.assign(_PART + floats().environments[name], 0)
        if name in floats().environments or name in floats().parts:
            self._gullet.numbered = Numbered()
        if "enum" in name:  # the lists of enumerate, enumitem, paralist; of the others we do not know the looks
            self._gullet.numbered = Numbered()
            environment.items = self._counter_of_items(following) if name == "enumerate" else None

    def end(self, equations: int) -> str:
        """Closes the innermost environment and returns its name. ``equations`` have been listed by now."""
        environment = self.open.pop()
        if equations > environment.first:
            self._equations.update(dict.fromkeys(environment.labels, environment.first))
        return environment.name

    def is_open(self, names: frozenset[str]) -> bool:
        """Whether an environment with one of these names is open."""
        return any(environment.name in names for environment in self.open)

    def _counter_of_items(self, following: str) -> str | None:
        options = _OPTIONS.match(following)
        depth = sum(environment.name == "enumerate" for environment in self.open) - 1
        if depth >= len(_NESTED) or self.lists_look_own or (options and _LOOKS.search(options[1])):
            return None
        self._gullet.counters.assign(_NESTED[depth], 0)
        return _NESTED[depth]

    def set_list(self, options: str) -> None:
        """``\\setlist[...]{...}`` of enumitem, which applies to all lists that follow."""
        self.lists_look_own |= bool(re.search(r"\b(?:label|ref)\b", options))

    # --- what is numbered ---

    def caption(self, counter: str | None = None) -> None:
        """Numbers the open float, or what ``\\captionof`` names."""
        if counter is None and any(environment.name in floats().parts for environment in self.open):
            self.part()
            return
        open_float = self._float()
        counter = counter or (floats().environments[open_float.name] if open_float else None)
        if counter is not None:
            number_next(self._gullet, counter, counter)
        if open_float is not None:
            open_float.is_captioned = True

    def go_on(self) -> None:
        """``\\ContinuedFloat``: continues the last captioned float under its number."""
        open_float = self._float()
        if open_float is not None:
            counter = floats().environments[open_float.name]
            self._gullet.counters.assign(counter, self._gullet.counters.value(counter) - 1)

    def part(self) -> None:
        """Numbers a part of a figure or table: "1a". The caption that numbers the whole may come later."""
        gullet, open_float = self._gullet, self._float()
        if open_float is None:
            return
        counter = floats().environments[open_float.name]
        gullet.counters.step(_PART + counter)
        value = gullet.counters.value(counter)
        gullet.counters.assign(counter, value + (not open_float.is_captioned))
        number = the(gullet, counter) + the(gullet, _PART + counter)
        gullet.counters.assign(counter, value)
        gullet.numbered = Numbered(number, counter)

    def _float(self) -> OpenEnvironment | None:
        return next(
            (environment for environment in reversed(self.open) if environment.name in floats().environments), None
        )

    def item(self, following: str) -> str:
        """Numbers an item of the innermost list, and returns what references print.

        An item with a mark of its own has no number.
        """
        innermost_list = next(
            (
                environment
                for environment in reversed(self.open)
                if environment.name in LISTS or "enum" in environment.name
            ),
            None,
        )
        if innermost_list is None or "enum" not in innermost_list.name:
            return ""
        if innermost_list.items is None or _OPTIONS.match(following):
            self._gullet.numbered = Numbered()
        else:
            number_next(self._gullet, innermost_list.items, "item")
        return self._gullet.numbered.number

    # --- labels ---

    def label(self, label: str) -> None:
        numbered = self._gullet.numbered
        is_first = self._found.setdefault(label, numbered) is numbered
        if is_first and self.open and numbered.kind in ("theorem", "algorithm"):
            self.open[-1].labels.append(label)

    def labels(self, equations: Sequence[Equation], numbers: dict[str, str]) -> dict[str, Label]:
        """All labels that have a number and a kind, once all numbers are known."""
        return {
            label: Label(
                resolve(numbered.number, numbers) or "",
                numbered.kind,
                numbered.name,
                numbered.section,
                equations[self._equations[label]].id if label in self._equations else None,
            )
            for label, numbered in self._found.items()
            if numbered.number and numbered.kind
        }


def commands_with_arguments(meanings: Mapping[str, Meaning]) -> Iterator[tuple[str, tuple[int, str]]]:
    """The author's macros that take arguments: how many, and the replacement text.

    An example is ``\\newcommand{\\secref}[1]{Section~\\ref{sec:#1}}``.
    """
    for name, meaning in meanings.items():
        if not isinstance(meaning, Macro) or not meaning.signature or not name[1:].isalpha():
            continue
        if all(argument == MANDATORY for argument in meaning.signature):
            yield name, (len(meaning.signature), meaning.text())
