"""The tokens of one formula with the current position, and arguments read as raw text."""

from __future__ import annotations

import re

from reader.formula.syntax.lexer import tokenise
from reader.formula.syntax.nodes import Fault

# sets of tokens at which a row ends
NEVER: frozenset[str] = frozenset()
GROUP_END = frozenset({"}"})
CELL_ENDS = frozenset({"&", r"\\", r"\end", r"\cr", r"\tabularnewline"})
DIMENSION = re.compile(
    r"\s*=?\s*-?\s*[\d.]*\s*(?:\\[A-Za-z]+|[A-Za-z]{2})?(?:\s*(?:plus|minus)\s*[\d.]+\s*[A-Za-z]{2})*"
)


class TokenReader:
    """A formula's tokens. ``at`` is the index of the next one; ``problems`` are the faults so far."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens, self.starts = tokenise(latex)
        self.at = 0
        self.count = len(self.tokens)
        self.problems: list[Fault] = []

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < self.count else ""

    def position(self) -> int:
        """The offset where the next token begins, or the end of the formula."""
        return self.starts[self.at] if self.at < self.count else len(self.latex)

    def last_end(self) -> int:
        """The offset where the last token ended."""
        return self.starts[self.at - 1] + len(self.tokens[self.at - 1]) if self.at else 0

    def advance_to(self, offset: int) -> None:
        while self.at < self.count and self.starts[self.at] < offset:
            self.at += 1

    def fault(self, kind: str, start: int, text: str) -> None:
        if kind == "formula-too-deep" and any(fault.kind == kind for fault in self.problems):
            return  # reported once
        self.problems.append(Fault(kind, start, min(start + max(len(text), 1), len(self.latex)), text[:60]))

    def raw_argument(self) -> str:
        """The text between the braces that follow, or the next token."""
        if self.peek() != "{":
            self.at += self.at < self.count
            return self.tokens[self.at - 1] if self.at else ""
        self.at += 1
        start, level = self.last_end(), 1
        while self.at < self.count:
            token = self.tokens[self.at]
            level += 1 if token == "{" else -1 if token == "}" else 0
            self.at += 1
            if level == 0:
                return self.latex[start : self.starts[self.at - 1]]
        self.fault("unbalanced-braces", start - 1, "{")
        return self.latex[start:]

    def optional_argument(self) -> str | None:
        """The raw text of ``[...]``, if one follows and is closed."""
        if self.peek() != "[":
            return None
        begin, level = self.at, 0
        for k in range(self.at + 1, min(self.count, self.at + 200)):
            token = self.tokens[k]
            if token == "]" and level == 0:
                self.at = k + 1
                return self.latex[self.starts[begin] + 1 : self.starts[k]]
            level += 1 if token == "{" else -1 if token == "}" else 0
            if level < 0:
                return None
        return None

    def raw_arguments(self, signature: str) -> list[str]:
        """The arguments that a signature of the command tables names, as raw text."""
        out: list[str] = []
        for part in re.findall(r"\*|\[\]|\{\w*\}|=", signature):
            if part == "*":
                self.at += self.peek() == "*"
            elif part == "[]":
                out.append(self.optional_argument() or "")
            elif part == "=":
                match = DIMENSION.match(self.latex, self.last_end())
                self.advance_to(match.end() if match else 0)
            else:
                out.append(self.raw_argument())
        return out
