"""TeX's gullet: expands the author's macros and keeps the place of every token (The TeXbook, ch. 20).

:class:`Gullet` gives unexpandable tokens. ``primitives`` maps each control sequence that TeX or LaTeX executes during
expansion to a function. Names that carry the structure of a document are protected: a style file that redefines
``\\section`` for its looks must not lose the headings. The number of expansions is bounded, as is what the stream reads
(``reader.latex.tex.stream``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from reader.latex.tex.arguments import Argument, read_arguments
from reader.latex.tex.counters import Counters, Numbered
from reader.latex.tex.lexer import COMMAND, PARAMETER, TEXT, Token, join, make_token
from reader.latex.tex.stream import MAX_WORK_AT_ONCE, STOP, TokenStream
from reader.latex.tex.tables import environments, floats, front_matter

WORK_OF_A_CALL: Final = 20  # in tokens
MACROS_IN_MACROS: Final = 4
# Commands of a macro that does more than print words: TeX primitives, and counters.
WORK: Final = re.compile(
    r"\\(?:.*@.*|[be]group|(?:begin|end)group|[egx]?def|let|catcode|if.*|csname|arabic|[aA]lph|[rR]oman|number)\Z"
)
BRACKETS: Final = frozenset(("\\[", "\\]"))
FROZEN: Final = "!"  # the kind of a control sequence that \\noexpand protects inside \\edef


@dataclass(frozen=True, slots=True)
class Macro:
    """A control sequence with its replacement text. Integers in ``body`` are argument numbers, from 1."""

    body: tuple[Token | int, ...]
    signature: tuple[Argument, ...] = ()

    def text(self) -> str:
        return join(Token(PARAMETER, f"#{part}", "", 0, 0) if isinstance(part, int) else part for part in self.body)


@dataclass(frozen=True, slots=True)
class AuthorEnvironment:
    """An environment that the author defined: the macros that expand at its beginning and at its end."""

    begin: Macro
    end: Macro


Result = TypeVar("Result")
Meaning = Macro | str  # a string is the name of a primitive that this name was \let to
Primitive = Callable[["Gullet", Token], None]


def _works(macro: Macro) -> bool:
    return any(token.kind == COMMAND and WORK.match(token.text) for token in _whole(macro.body))


def _sets_inline(meaning: Meaning | None) -> bool:
    """Whether a class typesets displays as inline formulas in a list, in order to set them flush left (fleqn.clo)."""
    return isinstance(meaning, Macro) and "$$" not in meaning.text() and not _names_display(meaning)


def _names_display(macro: Macro) -> bool:
    rows = (environments().get(part.text) for part in _whole(macro.body))
    return any(row is not None and row.kind == "display" for row in rows)


def _whole(body: Sequence[Token | int]) -> Iterator[Token]:
    return (token for token in body if not isinstance(token, int))


def parameters_of(tokens: Sequence[Token]) -> tuple[Token | int, ...]:
    """A replacement text in which ``#1`` is the integer 1, and ``##`` is one ``#``."""
    body: list[Token | int] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token.kind != PARAMETER or at >= len(tokens):
            body.append(token)
            continue
        following = tokens[at]
        if following.kind == PARAMETER:
            body.append(following)
            at += 1
        elif following.kind == TEXT and following.text[0] in "123456789":
            body.append(int(following.text[0]))
            rest = following.text[1:]
            at += 1
            if rest:
                body.append(following._replace(text=rest, start=following.start + 1))
        else:
            body.append(token)
    return tuple(body)


class Gullet(TokenStream):
    """Reads tokens from a stack of files, expanding macros."""

    def __init__(
        self, primitives: Mapping[str, Primitive], protected: Iterable[str], expandable: Iterable[str]
    ) -> None:
        super().__init__()
        self.primitives = primitives
        self.expandable = frozenset(expandable)  # the primitives that only expand, such as \\csname and \\ifx
        self.protected = frozenset(protected)
        self.meanings: dict[str, Meaning] = {}
        self.own_environments: set[str] = set()  # made by \newenvironment, under whatever name
        self.counters = Counters()
        self.scopes: list[list[tuple[str, Meaning | None]]] = []
        self._outside: list[tuple[int, int]] = []  # open groups and conditions where each class or package began
        self.numbered = Numbered()
        self._numbered_outside: list[Numbered] = []
        self.conditions = 0  # open \if ... that were entered
        self.named: set[str] = set()  # by \\csname: TeX takes them for \\relax until they are defined
        self.verbatim: set[str] = set()  # environments that the paper declares as not to be read
        self.loaded: set[str] = set()  # packages and classes, with .sty or .cls
        self.freezes = False  # inside \\edef
        self.in_math = False
        self.in_document = False
        self.plain = False  # no \\begin{document} anywhere
        self.executions = 0  # of primitives
        self.definitions = 0  # meanings given and taken away so far
        self.at_begin_document: list[Token] = []

    # --- expansion ---

    def expand(self) -> Token | None:
        """The next token after expansion. None at the end."""
        while True:
            mouth = self.mouths[-1]
            token: Token | None
            if mouth.pending:
                token = mouth.pending.pop()
            elif mouth.ahead:
                token = mouth.ahead.pop()
                self.work_at_once = 0
            else:
                token = self.next()
            if token is None or token.kind != COMMAND:
                return token
            meaning = self.meanings.get(token.text)
            if isinstance(meaning, Macro):
                self.call(meaning, token)
                continue
            name = token.text if meaning is None else meaning
            primitive = self.primitives.get(name)
            if primitive is None:
                return token if meaning is None else token._replace(text=meaning)
            self.executions += 1
            primitive(self, token)

    def call(self, macro: Macro, token: Token) -> None:
        """Pushes the body of a macro. Its tokens get the place of the call."""
        self.work_at_once += WORK_OF_A_CALL
        self.work += WORK_OF_A_CALL
        if self.work > self.most_work or self.work_at_once > MAX_WORK_AT_ONCE:
            self.stop_runaway(token)
            return
        arguments = read_arguments(self, macro.signature) if macro.signature else []
        file, start, end = token.file, token.start, token.end
        if arguments and token.via is None:
            for last in (*(argument[-1] for argument in arguments if argument), self.closing):
                if last is not None and last.file == file and last.via is None:
                    end = max(end, last.end)
        via = token.via or token.text
        make = make_token
        out: list[Token] = []
        for part in macro.body:
            if isinstance(part, int):
                if part <= len(arguments):
                    out += arguments[part - 1]
            else:
                out.append(make(Token, (part.kind, part.text, file, start, end, via)))
        if out:
            self.push(out)

    def stop_runaway(self, token: Token) -> None:
        """Drops the pending tokens, and the definition of the macro as well."""
        super().stop_runaway(token)
        self.definitions += 1
        self.meanings.pop(token.via or token.text, None)

    def expand_all(self, tokens: Sequence[Token]) -> list[Token]:
        """The expansion of these tokens, which cannot consume what follows them."""
        stop = Token(COMMAND, STOP, "", 0, 0)
        self.push([*tokens, stop])
        out: list[Token] = []
        while (token := self.expand()) is not None and token is not stop:
            out.append(token)
        return out

    def spelled_out(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens, with macros without arguments replaced by the words they expand to. Other macros stay."""
        for _ in range(MACROS_IN_MACROS):
            words = {token.text: self.meanings.get(token.text) for token in tokens if token.kind == COMMAND}
            bodies = {name: list(_whole(word.body)) for name, word in words.items()
                      if isinstance(word, Macro) and not word.signature and not _works(word)}  # fmt: skip
            if not bodies:
                break
            tokens = [replacement for token in tokens for replacement in bodies.get(token.text, [token])]
        return list(tokens)

    def apart(self, tokens: Sequence[Token], function: Callable[[Gullet], Result]) -> Result:
        """Applies ``function`` to these tokens alone: it cannot read past them; tokens it leaves are dropped."""
        stop = Token(COMMAND, STOP, "", 0, 0)
        self.push([*tokens, stop])
        result = function(self)
        while (token := self.next()) is not None and token is not stop:
            pass
        return result

    def expand_once(self, token: Token) -> bool:
        """One step of expansion, as \\expandafter does it. False where the token does not expand."""
        meaning = self.meanings.get(token.text, token.text)
        if isinstance(meaning, Macro):
            self.call(meaning, token)
            return True
        if meaning in self.expandable and meaning in self.primitives:
            self.executions += 1
            self.primitives[meaning](self, token)
            return True
        return False

    # --- classes and packages ---

    def open(self, file: str, text: str, *, defines: bool = False) -> bool:
        opened = super().open(file, text, defines=defines)
        if opened and defines:
            self._outside.append((len(self.scopes), self.conditions))
        return opened

    def close_definitions(self) -> bool:
        """Closes the groups and conditions that the class or package left open."""
        if not super().close_definitions():
            return False
        scopes, self.conditions = self._outside.pop()
        while len(self.scopes) > scopes:
            self.leave()
        self.in_math = self.freezes = False
        return True

    # --- definitions and scopes ---

    def define(self, name: str, meaning: Meaning | None, *, everywhere: bool = False) -> None:
        """Defines a control sequence in the current group, or globally with ``everywhere``. None undefines it."""
        if name in self.protected or self._stays(name, meaning):
            return
        self.definitions += 1
        if self.scopes and not everywhere:
            self.scopes[-1].append((name, self.meanings.get(name)))
        if meaning is None:
            self.meanings.pop(name, None)
        else:
            self.meanings[name] = meaning

    def _stays(self, name: str, meaning: Meaning | None) -> bool:
        """Whether a definition says only how a name is set: a package's of a display, anyone's of the title page. An
        author's ``\\date`` without arguments is a sign of theirs."""
        is_of_package = self.mouths[-1].defines
        if name in BRACKETS:
            return is_of_package and _sets_inline(meaning)
        return name in front_matter() and (is_of_package or not isinstance(meaning, Macro) or bool(meaning.signature))

    def define_environment(self, name: str, begin: Macro, end: Macro) -> None:
        """As in LaTeX itself, an environment ``name`` is the macros ``\\name`` and ``\\endname``."""
        self.own_environments.add(name)
        self.define("\\" + name, begin)
        self.define("\\end" + name, end)

    def environment(self, name: str) -> AuthorEnvironment | None:
        """The author's environment of this name. A standard environment takes precedence over a macro made by \\def."""
        begin, end = self.meanings.get("\\" + name), self.meanings.get("\\end" + name)
        if not isinstance(begin, Macro) or not isinstance(end, Macro):
            return None
        if (name in environments() and name not in self.own_environments) or name in floats().environments:
            return None
        return AuthorEnvironment(begin, end)

    def knows(self, name: str) -> bool:
        return name in self.meanings or name in self.primitives or name in self.protected

    def enter(self) -> None:
        """Opens a group."""
        self.scopes.append([])
        self._numbered_outside.append(self.numbered)

    def leave(self) -> None:
        """Closes a group: restores the meanings it had outside, and what labels refer to."""
        if not self.scopes:
            return
        self.numbered = self._numbered_outside.pop()
        for name, former in reversed(self.scopes.pop()):
            self.definitions += 1
            if former is None:
                self.meanings.pop(name, None)
            else:
                self.meanings[name] = former

    def surface(self) -> None:
        """Drops the pending tokens and closes every open group, so that reading can resume after a fault."""
        self.mouths[-1].pending.clear()
        self.in_math = self.freezes = False
        while self.scopes:
            self.leave()
