"""Theorems that are stated more than once (thm-restate), with the numbers of their first statement."""

from __future__ import annotations

from reader.latex.displays.environment_calls import read_name
from reader.latex.document.walk import DocumentWalk
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token


class RestatedTheorems:
    """The bodies of theorems that a command repeats, each with the counter values before it."""

    def __init__(self, walk: DocumentWalk) -> None:
        self._walk = walk
        self._bodies: dict[str, tuple[list[Token], dict[str, int]]] = {}

    def begin(self) -> None:
        """``\\begin{restatable}[note]{theorem}{name}``: ``\\name*`` restates the theorem."""
        gullet = self._walk.gullet
        gullet.optional()
        gullet.argument()
        name = gullet.argument_text()
        body = self._body()
        self._bodies["\\" + name] = body, dict(gullet.counters.values)
        gullet.push(body)

    def _body(self) -> list[Token]:
        gullet = self._walk.gullet
        body: list[Token] = []
        while (part := gullet.next()) is not None:
            if part.kind == COMMAND and part.text == "\\end":
                end, ended = read_name(gullet, part)
                if ended.startswith("restatable"):
                    break
                name_in_braces = ((OPEN, "{"), (TEXT, ended), (CLOSE, "}"))
                body += [part, *(end._replace(kind=kind, text=text) for kind, text in name_in_braces)]
            else:
                body.append(part)
        return body

    def repeat(self, token: Token) -> bool:
        """Restates a theorem: ``\\name*`` with its first numbers, ``\\name`` with new ones; whether there is one."""
        if token.text not in self._bodies:
            return False
        body, numbers = self._bodies[token.text]
        gullet = self._walk.gullet
        if gullet.starts_with("*"):
            current, gullet.counters.values = gullet.counters.values, dict(numbers)
            self._walk.walk_through(body, "paragraph")
            gullet.counters.values = current
        else:
            gullet.push(body)
        return True
