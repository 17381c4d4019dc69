"""Recursive descent over the tokens of one formula. Cannot fail: what is not understood becomes a node that says so.

A row is read atom by atom; an atom is a sign of the table, a letter or word, a number, a group, or a command with its
arguments; scripts are hung on the atom before them (The TeXbook, chapter 17 and 26). Every token is looked at a
bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from reader.formula.combining import function, join_neighbours, labelled, split_primes
from reader.formula.fences import pair
from reader.formula.lexer import tokenise
from reader.formula.nodes import (
    LONGEST_READ,
    MAX_DEPTH,
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Expression,
    Fault,
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
    Text,
    Unknown,
)
from reader.formula.readers import GROUP_END, HANDLERS, NEVER, SHALLOW
from reader.formula.tables import commands, words
from reader.formula.tables.signs import SAME, SIGNS

NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
LETTERS = re.compile(r"[A-Za-z]+(?:\\_[A-Za-z0-9]+)*")
UPRIGHT_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|\\_|[ ](?=[A-Za-z])|\\,(?=[A-Za-z])|-(?=[A-Za-z]{2}))*")
DECLARED_WORD = re.compile(r"[A-Za-z](?:[A-Za-z0-9]|\\_|\\,(?=[A-Za-z])|-(?=[A-Za-z]{2}))*")
WORD_FONTS = frozenset({"mathrm", "mathsf", "mathtt", "mathit"})
DIMENSION = re.compile(
    r"\s*=?\s*-?\s*[\d.]*\s*(?:\\[A-Za-z]+|[A-Za-z]{2})?(?:\s*(?:plus|minus)\s*[\d.]+\s*[A-Za-z]{2})*"
)
UNWRAPPED = (Identifier, Digits, Accent, Function, Scripted, Sign)
NODE_OF_KIND: dict[str, Callable[[int, int, str], Node]] = {
    "constant": Sign, "dots": Sign, "operator": Operator, "relation": Relation, "big": BigOperator,
    "punctuation": Punctuation,
}  # fmt: skip


DIGITS = frozenset("0123456789")
LIMITS = frozenset({r"\limits", r"\nolimits", r"\displaylimits"})


class Parser:
    """Parses one formula once: ``Parser(latex).parse()``."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens, self.starts = tokenise(latex)
        self.at = 0
        self.count = len(self.tokens)
        self.depth = 0
        self.environments = 0  # open \begin's
        self.font = ""
        self.bold = False
        self.declared = False  # the font comes from a declaration ({\rm ...}), where spaces end words
        self.problems: list[Fault] = []

    def parse(self) -> Expression:
        if len(self.latex) > LONGEST_READ:
            self.fault("formula-too-long", 0, f"{len(self.latex):,}")
        children = self.row(NEVER)
        return Expression(self.latex, Row(0, len(self.latex), tuple(children)), tuple(self.problems))

    # --- tokens ----------------------------------------------------------------------------------------------------

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < self.count else ""

    def position(self) -> int:
        """Where the next token begins, or the end of the formula."""
        return self.starts[self.at] if self.at < self.count else len(self.latex)

    def last_end(self) -> int:
        """Where the token before ended."""
        return self.starts[self.at - 1] + len(self.tokens[self.at - 1]) if self.at else 0

    def advance_to(self, offset: int) -> None:
        while self.at < self.count and self.starts[self.at] < offset:
            self.at += 1

    def fault(self, kind: str, start: int, text: str) -> None:
        if kind == "formula-too-deep" and any(fault.kind == kind for fault in self.problems):
            return  # said once
        self.problems.append(Fault(kind, start, min(start + max(len(text), 1), len(self.latex)), text[:60]))

    # --- rows ------------------------------------------------------------------------------------------------------

    def row(self, stops: frozenset[str]) -> list[Node]:
        """Nodes up to a token of ``stops`` (left in place) or the end; delimiters paired, neighbours joined."""
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
        return pair(join_neighbours(out))

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
            return self.letter(start)
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
        """A token of no table: a letter of another script, or a command that nobody told us of."""
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

    def letter(self, start: int) -> Node:
        """One letter; or a word where the font or the table of words says that the run is one."""
        if self.font in WORD_FONTS and not (self.font == "mathit" and self.declared):
            match = (DECLARED_WORD if self.declared else UPRIGHT_WORD).match(self.latex, start)
            assert match
            return self.word(match.group(), start, match.end())
        after = self.at + 1
        if (after < self.count and self.starts[after] == start + 1 and self.tokens[after][0].isalpha()) or (
            after < self.count and self.tokens[after] == r"\_"
        ):
            node = self.plain_word(start)
            if node is not None:
                return node
        letter = self.tokens[self.at]
        self.at += 1
        return Identifier(start, start + 1, letter, self.font, self.bold)

    def word(self, spelled: str, start: int, end: int) -> Node:
        self.advance_to(end)
        name = re.sub(r"\\,|\s+", "", spelled)
        if self.font == "mathrm" and (name in commands.LATEX_FUNCTIONS or name in commands.TWO_WORDS):
            return function(name, start, end)
        return Identifier(start, end, name, self.font, self.bold)

    def plain_word(self, start: int) -> Node | None:
        match = LETTERS.match(self.latex, start)
        assert match
        run, end = match.group(), match.end()
        if self.font == "mathbf" and "_" not in run:
            # bold words are set by hand: three capitals or more are an acronym
            if len(run) < 3 or not run.isupper():
                return None
        elif self.font or self.bold:
            return None
        elif run in words.PLAIN_FUNCTIONS:
            self.advance_to(end)
            return function(run, start, end)
        elif run in words.PROSE and len(run) > 2:
            self.advance_to(end)
            return Text(start, end, (run,), "mathit")
        elif not self.is_name(run, end):
            for head in ("log", "exp", "max", "min"):
                if run.startswith(head) and len(run) == len(head) + 1:
                    self.advance_to(start + len(head))
                    return function(head, start, start + len(head))
            return None
        self.advance_to(end)
        return Identifier(start, end, run, self.font, self.bold)

    def is_name(self, run: str, end: int) -> bool:
        if r"\_" in run:
            return len(run) > 4
        if run in words.SHORT_NAMES:
            return self.latex[end : end + 1] in ("(", "_", "[") or self.latex.startswith(r"\left", end)
        return len(run) > 2 and run in words.NAMES

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
        """Past the group that begins here, unread."""
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
        """A group, or the single token that TeX would take, or an empty row where none is there."""
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
        """The raw text of ``[...]``, where that follows and is closed."""
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
        """What a signature of the command tables asks for, as written."""
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

    def script(self) -> Node | None:
        """An argument in the ordinary font: ``\\bm{x_t}`` means a bold x. Words stay upright: ``\\mathrm{L_{max}}``."""
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
