"""The parser of formulas: a recursive descent over tokens that cannot fail.

What it cannot read becomes a node that says so. A row is parsed atom by atom. An atom is a sign of the table, a letter
or word, a number, a group, or a command with its arguments; scripts attach to the atom before them (The TeXbook, ch. 17
and 26). Every token is visited a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reader.formula.syntax.combining import join_neighbours, labelled, split_primes
from reader.formula.syntax.commands import HANDLERS, SHALLOW
from reader.formula.syntax.fences import pair
from reader.formula.syntax.nodes import (
    LONGEST_READ,
    MAX_DEPTH,
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Expression,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Stacked,
    Unknown,
)
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SAME, SIGNS
from reader.formula.syntax.token_reader import DIMENSION, GROUP_END, NEVER, TokenReader
from reader.formula.syntax.word_reader import WORD_FONTS, read_letter

NUMBER = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d{1,2}(?![\w^{]|\.\d))?")  # 3e-4 is one number
JOINED = frozenset((Delimiter, Fenced, Function, Punctuation))  # what may form one thing with its neighbours
UNWRAPPED = (Identifier, Digits, Accent, Function, Scripted, Sign)
NODE_OF_KIND: dict[str, Callable[[int, int, str], Node]] = {
    "constant": Sign, "dots": Sign, "operator": Operator, "relation": Relation, "big": BigOperator,
    "punctuation": Punctuation,
}  # fmt: skip


DIGITS = frozenset("0123456789")
LIMITS = frozenset({r"\limits", r"\nolimits", r"\displaylimits"})


class Parser(TokenReader):
    """Parses one formula once: ``Parser(latex).parse()``."""

    def __init__(self, latex: str) -> None:
        super().__init__(latex)
        self.depth = 0
        self.environments = 0  # open \begin's
        self.font = ""
        self.bold = False
        self.declared = False  # the font comes from a declaration ({\rm ...}), where spaces end words

    def parse(self) -> Expression:
        if len(self.latex) > LONGEST_READ:
            self.fault("formula-too-long", 0, f"{len(self.latex):,}")
        children = self.row(NEVER)
        return Expression(self.latex, Row(0, len(self.latex), tuple(children)), tuple(self.problems))

    # --- rows ------------------------------------------------------------------------------------------------------

    def row(self, stops: frozenset[str]) -> list[Node]:
        """Nodes up to a token of ``stops`` (not consumed) or the end, with delimiters paired and neighbours joined."""
        out: list[Node] = []
        opened = 0
        while self.at < self.count:
            token = self.tokens[self.at]
            if token in stops:
                break
            if token in commands.INFIX:
                out = [self.infix(token, out, stops)]
                break
            start = self.starts[self.at]
            node = self.atom(token)
            if type(node) is Delimiter and node.side == "open" and self.depth < MAX_DEPTH:
                self.depth += 1
                opened += 1
            elif type(node) is Delimiter and node.side == "close" and opened:
                self.depth -= 1
                opened -= 1
            if not (type(node) is Space and not node.text):
                out.append(self.with_scripts(node, start))
        self.depth -= opened
        joins = any(type(node.base if type(node) is Scripted else node) in JOINED for node in out)
        return pair(join_neighbours(out)) if joins else out

    def infix(self, token: str, before: list[Node], stops: frozenset[str]) -> Node:
        start = self.position()
        self.at += 1
        if token == r"\above":  # the width of the line follows (The TeXbook, p. 152)
            width = DIMENSION.match(self.latex, self.last_end())
            self.advance_to(width.end() if width else 0)
        top = pair(join_neighbours(before))
        first = top[0].start if top else start
        if self.depth >= MAX_DEPTH:
            return self.give_up(token, start)
        self.depth += 1
        bottom = self.row(stops)
        self.depth -= 1
        end = bottom[-1].end if bottom else start + len(token)
        above = Row(first, start, tuple(top))
        below = Row(max(start + len(token), bottom[0].start if bottom else 0), end, tuple(bottom))
        return Fraction(first, end, above, below, commands.INFIX[token])

    def scoped_row(self, stops: frozenset[str]) -> list[Node]:
        """A row whose font declarations end with it."""
        saved = self.font, self.bold, self.declared
        self.depth += 1
        children = self.row(stops)
        self.depth -= 1
        self.font, self.bold, self.declared = saved
        return children

    # --- atoms -----------------------------------------------------------------------------------------------------

    def atom(self, token: str) -> Node:
        start = self.starts[self.at]
        sign = SIGNS.get(token)
        if sign is not None:
            self.at += 1
            return self.sign(token, sign[0], start)
        if "a" <= token <= "z" or "A" <= token <= "Z":
            return read_letter(self, start)
        if token in DIGITS:
            return self.number(start)
        if token in "_^":
            return Row(start, start, ())
        if token == "{":
            return self.group()
        self.at += 1
        handler = HANDLERS.get(token)
        if handler is None:
            return self.stranger(token, start)
        if self.depth >= MAX_DEPTH and token not in SHALLOW:
            return self.give_up(token, start)
        return handler(self, token, start)

    def sign(self, token: str, kind: str, start: int) -> Node:
        end = start + len(token)
        if kind == "identifier":
            return Identifier(start, end, token, self.font, self.bold)
        if kind in ("open", "close", "bar"):
            side = "middle" if self.depth >= MAX_DEPTH else kind
            return Delimiter(start, end, SAME.get(token, token), side)
        text = SAME.get(token, token)
        if token == "." and self.peek() in DIGITS and self.position() == end:
            self.at -= 1
            return self.number(start)
        if kind == "dots" or token in ("?", "@"):
            return Sign(start, end, text)
        return NODE_OF_KIND[kind](start, end, text)

    def stranger(self, token: str, start: int) -> Node:
        """A token that is in no table: a letter of another script, or an unknown command."""
        end = start + len(token)
        if token == r"\end" and self.at == self.count:
            return Space(start, end, "")
        if token[0] != "\\" and token.isalpha():
            return Identifier(start, end, token, self.font, self.bold)
        if token == "}":
            self.fault("unbalanced-braces", start, token)
        elif token in (r"\right", r"\end"):
            self.fault("unbalanced-delimiters", start, token)
        elif token[0] == "\\":
            self.fault("unknown-command", start, token)
        else:
            self.fault("unreadable-formula", start, token)
        return Unknown(start, end, token)

    def give_up(self, token: str, start: int) -> Node:
        self.fault("formula-too-deep", start, token)
        return Unknown(start, start + len(token), token)

    def number(self, start: int) -> Node:
        match = NUMBER.match(self.latex, start)
        end = match.end() if match else start + 1
        self.advance_to(end)
        return Digits(start, end, self.latex[start:end], self.font, self.bold)

    def group(self) -> Node:
        start = self.starts[self.at]
        if self.depth >= MAX_DEPTH:
            return self.skip_group(start)
        self.at += 1
        children = self.scoped_row(GROUP_END if not self.environments else GROUP_END | {r"\end"})
        if self.peek() == "}":
            self.at += 1
        else:
            self.fault("unbalanced-braces", start, "{")
        end = self.last_end()
        if len(children) == 1 and isinstance(children[0], UNWRAPPED):
            only = children[0]
            # {\bf x} is the author's spelling as a whole, of {x} the braces are not
            bare = self.latex[start + 1 : only.start].isspace() or only.start == start + 1
            return only if bare else replace(only, start=start, end=end)
        return Row(start, end, tuple(children))

    def skip_group(self, start: int) -> Node:
        """Skips the group that begins here."""
        level = 0
        while self.at < self.count:
            level += {"{": 1, "}": -1}.get(self.tokens[self.at], 0)
            self.at += 1
            if level == 0:
                break
        self.fault("formula-too-deep", start, "{")
        return Unknown(start, self.last_end(), self.latex[start : self.last_end()])

    # --- arguments -------------------------------------------------------------------------------------------------

    def argument(self) -> Node:
        """A group, the single token that TeX would take, or an empty row where there is none."""
        token, start = self.peek(), self.position()
        if not token or token in "}&$" or token in (r"\right", r"\end", r"\\"):
            self.fault("missing-argument", self.last_end() - 1, self.latex[self.last_end() - 1 : self.last_end()])
            return Row(self.last_end(), self.last_end(), ())
        if token in DIGITS:
            self.at += 1
            return Digits(start, start + 1, token, self.font, self.bold)
        if len(token) == 1 and token.isalpha():
            self.at += 1
            return Identifier(start, start + 1, token, self.font, self.bold)
        if token in "_^'":
            self.at += 1
            return Punctuation(start, start + 1, token)
        self.depth += 1
        node = self.atom(token)
        self.depth -= 1
        return node

    def script(self) -> Node | None:
        """A script in the ordinary font: ``\\bm{x_t}`` is a bold x. Words stay upright: ``\\mathrm{L_{max}}``."""
        saved = self.font, self.bold
        after = self.at + 2
        letters = (
            after < self.count and self.peek() == "{" and all(t.isalpha() for t in self.tokens[after - 1 : after + 1])
        )
        if self.font not in WORD_FONTS or not letters:
            self.font = ""
        self.bold = False
        node = self.argument()
        self.font, self.bold = saved
        return None if type(node) is Row and not node.children else node

    # --- scripts ---------------------------------------------------------------------------------------------------

    def with_scripts(self, base: Node, start: int) -> Node:
        """The atom with every ``_``, ``^`` and prime after it."""
        subscript: Node | None = None
        superscript: Node | None = None
        primes, limits = 0, ""
        while self.at < self.count:
            token = self.tokens[self.at]
            if token in "'′’":
                primes += 1
                self.at += 1
            elif token in LIMITS:
                limits = token[1:]
                self.at += 1
            elif token in "_^":
                if (subscript if token == "_" else superscript) is not None:
                    self.fault("double-script", self.position(), token)
                    break
                self.at += 1
                script = self.script()
                if token == "_":
                    subscript = script
                else:
                    more, superscript = split_primes(script)
                    primes += more
            else:
                break
        if subscript is None and superscript is None and not primes:
            return base
        if type(base) is Stacked and base.command in commands.BRACES:
            return labelled(base, subscript, superscript, self.last_end())
        return Scripted(start, self.last_end(), base, subscript, superscript, primes, limits)
