"""Theorem-like environments, which may share the equation counter (amsthm, thmtools, llncs, LaTeX)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.document.text import plain_text
from reader.latex.tex.lexer import Token, join, tokenize
from reader.latex.tex.macros import Gullet
from reader.latex.tex.numbers import number_next, the
from reader.model.document import TheoremHead
from reader.model.source import Span


class Theorems:
    """The counter that each theorem-like environment steps."""

    def __init__(self) -> None:
        self._counters: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self.heads: list[TheoremHead] = []

    def counter(self, name: str) -> str | None:
        return self._counters.get(name)

    def title(self, name: str) -> str:
        """The printed name of the environment; that of amsthm's proof is known."""
        return self._titles.get(name, "Proof" if name == "proof" else "")

    def begin(self, gullet: Gullet, name: str, token: Token) -> None:
        """Numbers an environment that begins, and reads what it is called: ``\\begin{proof}[Proof of Lemma 2]``."""
        title, counter = self.title(name), self.counter(name)
        if counter:
            number_next(gullet, counter, "theorem", title)
        if not title:
            if counter:
                gullet.optional()
            return
        number = the(gullet, counter) if counter else None
        note = join(gullet.spelled_out(gullet.optional() or [])).strip()
        if note and name not in self._titles:  # amsthm's proof
            title = ""
        if token.file:
            self.heads.append(TheoremHead(title, number, note, Span(token.file, token.start, token.end)))

    def entitle(self, name: str, title: str) -> None:
        self._titles[name] = title

    def add(self, gullet: Gullet, name: str, shared: str | None, within: str | None, title: str = "") -> None:
        """Adds an environment. It steps the counter of ``shared``, or its own, which ``within`` resets."""
        self.entitle(name, title)
        if shared:
            self._counters[name] = self._counters.get(shared, shared)
            return
        self._counters[name] = name
        gullet.counters.new(name, within)
        prefix = rf"\the{within}." if within else ""
        gullet.push(tokenize(rf"\gdef\the{name}{{{prefix}\arabic{{{name}}}}}"))


def new_theorem(theorems: Theorems, gullet: Gullet, token: Token) -> None:
    """``\\newtheorem*{name}[shared]{Title}[within]``"""
    if gullet.starts_with("*"):
        theorems.entitle(gullet.argument_text(), plain_text(gullet.argument_text()))
        return
    name = gullet.argument_text()
    shared = gullet.optional_text()
    title = plain_text(gullet.argument_text())
    theorems.add(gullet, name, shared, gullet.optional_text(), title)


def declare_theorem(theorems: Theorems, gullet: Gullet, token: Token) -> None:
    """``\\declaretheorem[sibling=lemma, numberwithin=section]{name}`` (thmtools)"""
    options = gullet.optional_text() or ""
    names = gullet.argument_text()
    options += "," + (gullet.optional_text() or "")
    values = dict(re.findall(r"(\w+)\s*=\s*\{?([\w*]+)", options))
    if values.get("numbered") == "no":
        return
    shared = values.get("sibling") or values.get("numberlike") or values.get("sharenumber")
    within = values.get("numberwithin") or values.get("parent") or values.get("within")
    title = values.get("name") or values.get("title") or values.get("heading")
    for name in names.split(","):
        theorems.add(gullet, name.strip(), shared, within, title or name.strip().capitalize())


def springer_theorem(theorems: Theorems, gullet: Gullet, token: Token) -> None:
    """``\\spnewtheorem*{name}[shared]{Title}[within]{font}{font}`` (llncs, svjour)"""
    starred = gullet.starts_with("*")
    name = gullet.argument_text()
    shared = gullet.optional_text()
    title = plain_text(gullet.argument_text())
    within = gullet.optional_text()
    gullet.argument()
    gullet.argument()
    if starred:
        theorems.entitle(name, title)
    else:
        theorems.add(gullet, name, shared, within, title)


def alias_counter(theorems: Theorems, gullet: Gullet, token: Token) -> None:
    """``\\newaliascnt{name}{counter}`` (aliascnt): two names of one counter"""
    name = gullet.argument_text()
    counter = gullet.argument_text()
    theorems.add(gullet, name, counter, None)


THEOREMS: Final[Mapping[str, Callable[[Theorems, Gullet, Token], None]]] = {
    "\\newtheorem": new_theorem,
    "\\declaretheorem": declare_theorem,
    "\\spnewtheorem": springer_theorem,
    "\\newaliascnt": alias_counter,
}
