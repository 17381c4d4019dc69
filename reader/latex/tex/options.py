"""Options of packages and classes that came with the paper: which of their code is read (LaTeX2e, ltclass)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reader.latex.tex.lexer import Token
from reader.latex.tex.macros import Gullet, Primitive


class Options:
    """The options that each file declares, and those that the paper asked for."""

    def __init__(self) -> None:
        self._declared: dict[str, dict[str, list[Token]]] = {}
        self._given: dict[str, list[str]] = {}
        self.of_class: list[str] = []

    def give(self, file: str, options: Sequence[str]) -> None:
        self._given[file] = [option.strip() for option in options]

    def declare(self, gullet: Gullet, _: Token) -> None:
        """``\\DeclareOption{name}{code}``, ``\\DeclareOption*{code}``"""
        starred = gullet.starts_with("*")
        name = "*" if starred else gullet.argument_text()
        self._declared.setdefault(gullet.mouths[-1].file, {})[name] = gullet.argument()

    def process(self, gullet: Gullet, _: Token) -> None:
        """``\\ProcessOptions*``"""
        gullet.starts_with("*")
        file = gullet.mouths[-1].file
        self._run(gullet, (*self.of_class, *self._given.get(file, ())))

    def execute(self, gullet: Gullet, _: Token) -> None:
        """``\\ExecuteOptions{name,name}``"""
        self._run(gullet, [name.strip() for name in gullet.argument_text().split(",")])

    def _run(self, gullet: Gullet, names: Sequence[str]) -> None:
        declared = self._declared.get(gullet.mouths[-1].file, {})
        code = [token for name, tokens in declared.items() if name in names for token in tokens]
        if code:
            gullet.push(code)

    def primitives(self) -> Mapping[str, Primitive]:
        names: Final = ("\\DeclareOption", "\\ProcessOptions", "\\ExecuteOptions")
        return dict(zip(names, (self.declare, self.process, self.execute), strict=True))
