"""The stream of unexpanded tokens: a stack of open files, tokens pushed back, and groups.

Everything is bounded: the tokens waiting to be read, the files open at once, the readings of one file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, TEXT, Mouth, Token, join
from reader.model.source import Problem, Span

MAX_WORK_AT_ONCE: Final = 300_000  # tokens without anything new read from a file: a macro that calls itself
WORK: Final = 1_000_000  # tokens put back to be read, in a whole paper, and for each character of it:
WORK_PER_CHARACTER: Final = 10  # papers need 1.2 at most, those that define their own loops among them
MAX_PENDING: Final = 200_000
MAX_FILES: Final = 40
MAX_READINGS: Final = 100  # of one file
MAX_READ_AGAIN: Final = 500_000  # characters of files that were read before
STOP: Final = "\\reader@stop"  # stands after tokens that are read apart from what follows them


def split(token: Token, length: int) -> tuple[Token, Token]:
    """Splits a text token in two; the first has ``length`` characters."""
    if token.via is not None:
        return token._replace(text=token.text[:length]), token._replace(text=token.text[length:])
    middle = token.start + length
    return (
        Token(TEXT, token.text[:length], token.file, token.start, middle),
        Token(TEXT, token.text[length:], token.file, middle, token.end),
    )


class TokenStream:
    """Reads tokens from a stack of files, without expanding them."""

    def __init__(self) -> None:
        self.mouths: list[Mouth] = []
        self.readings: Counter[str] = Counter()
        self.read_again = 0  # characters
        self._refused: set[str] = set()
        self.written: dict[str, tuple[str, int, int]] = {}  # files that the paper writes: where their text stands
        self.closing: Token | None = None  # the brace that closed the group read last
        self.work_at_once = 0
        self.work = 0
        self.most_work = WORK
        self.problems: list[Problem] = []

    # --- raw tokens ---

    def next(self) -> Token | None:
        """The next token, unexpanded. None at the end of the main file, of a class and of a package.

        No argument, condition or definition extends past the end of a class or a package. TeX stops there with an error
        ("File ended while scanning use of", The TeXbook, p. 206); :meth:`close_definitions` continues after it.
        """
        while self.mouths:
            mouth = self.mouths[-1]
            if mouth.pending:
                return mouth.pending.pop()
            token = mouth.ahead.pop() if mouth.ahead else mouth.next()
            if token is not None:
                self.work_at_once = 0
                return token
            if len(self.mouths) == 1 or mouth.defines:
                return None
            self.mouths.pop()
        return None

    def close_definitions(self) -> bool:
        """Continues after a class or a package has ended. False where the paper itself has ended."""
        if len(self.mouths) == 1:
            return False
        self.mouths.pop()
        return True

    def push(self, tokens: Sequence[Token]) -> None:
        """Pushes tokens back, to be read next and in this order."""
        pending = self.mouths[-1].pending
        self.work_at_once += len(tokens)
        self.work += len(tokens)
        if tokens and (len(pending) + len(tokens) > MAX_PENDING or self.work_at_once > MAX_WORK_AT_ONCE):
            self.stop_runaway(tokens[0])
            return
        pending.extend(reversed(tokens))

    def open(self, file: str, text: str, *, defines: bool = False) -> bool:
        """Opens another file. False where too many files are open, or where it was read too often.

        ``defines`` says that it is a class or a package.
        """
        self.readings[file] += 1
        self.read_again += len(text) if self.readings[file] > 1 else 0
        if len(self.mouths) >= MAX_FILES or self.readings[file] > MAX_READINGS or self.read_again > MAX_READ_AGAIN:
            self._refuse(file)
            return False
        if sum(mouth.file == file for mouth in self.mouths) > 1:
            return False
        self.mouths.append(Mouth(file, text, at_letter=defines, defines=defines))
        self.most_work += WORK_PER_CHARACTER * len(text)
        return True

    def _refuse(self, file: str) -> None:
        """Reports once for each file that it is not read again."""
        if file not in self._refused:
            self._refused.add(file)
            self.report("read-too-often", name=file)

    def open_written(self, name: str, text_of: Callable[[str], str]) -> bool:
        """Opens a file that the paper wrote itself. False if the paper wrote none of this name."""
        place = self.written.get(name.removesuffix(".tex").removeprefix("./"))
        self.readings[name] += 1
        if place is None or len(self.mouths) >= MAX_FILES or self.readings[name] > MAX_READINGS:
            return False
        file, start, end = place
        mouth = Mouth(file, text_of(file)[:end])
        mouth.position = start
        self.mouths.append(mouth)
        return True

    def close_file(self) -> None:
        """``\\endinput``: the rest of the current file is not read."""
        self.mouths[-1].position = len(self.mouths[-1].text)

    def next_visible(self) -> Token | None:
        """The next token that is not a space. Leading spaces of a text token are cut off."""
        while (token := self.next()) is not None:
            if token.kind != TEXT:
                return token
            stripped = token.text.lstrip()
            if stripped:
                return split(token, len(token.text) - len(stripped))[1] if len(stripped) < len(token.text) else token
        return None

    def starts_with(self, sign: str) -> bool:
        """Consumes ``sign`` if it comes next, after optional spaces; whether it did."""
        token = self.next_visible()
        if token is None:
            return False
        if token.kind == TEXT and token.text.startswith(sign):
            if len(token.text) > len(sign):
                self.push([split(token, len(sign))[1]])
            return True
        self.push([token])
        return False

    # --- arguments ---

    def group(self) -> list[Token]:
        """The tokens up to the brace that closes the group whose opening brace was already read."""
        tokens: list[Token] = []
        depth = 0
        while (token := self.next()) is not None:
            if token.kind == OPEN:
                depth += 1
            elif token.kind == CLOSE:
                if not depth:
                    self.closing = token
                    return tokens
                depth -= 1
            elif token.text == STOP:
                self.push([token])
                break
            tokens.append(token)
        if tokens:
            self.report("unclosed-group", tokens[0])
        return tokens

    def argument(self) -> list[Token]:
        """An undelimited argument: a group without its braces, or one token."""
        token = self.next_visible()
        if token is None:
            return []
        if token.kind == OPEN:
            return self.group()
        if token.kind in (CLOSE, PARAGRAPH) or token.text == STOP:
            self.push([token])
            return []
        if token.kind == TEXT and len(token.text) > 1:
            token, rest = split(token, 1)
            self.push([rest])
        return [token]

    def argument_token(self) -> Token | None:
        """One token, such as the sign that \\@ifnextchar looks for. A text token gives its first character."""
        token = self.next()
        while token is not None and token.is_blank():
            token = self.next()
        if token is not None and token.kind == TEXT:
            stripped = token.text.lstrip()
            _, token = split(token, len(token.text) - len(stripped))
            if len(stripped) > 1:
                token, rest = split(token, 1)
                self.push([rest])
        return token

    def optional(self, opening: str = "[", closing: str = "]") -> list[Token] | None:
        """The tokens between brackets. None where no bracket comes next."""
        if not self.starts_with(opening):
            return None
        tokens: list[Token] = []
        depth = nested = 0
        while (token := self.next()) is not None:
            depth += (token.kind == OPEN) - (token.kind == CLOSE)
            if depth < 0 or token.text == STOP:  # the bracket never closes in this group
                self.push([token])
                break
            if token.kind == TEXT and not depth:
                at, nested = _closing_at(token.text, opening, closing, nested)
                if at is not None:
                    before, rest = split(token, at)
                    if len(rest.text) > len(closing):
                        self.push([split(rest, len(closing))[1]])
                    return [*tokens, before] if before.text else tokens
            tokens.append(token)
        return tokens

    def is_group_next(self) -> bool:
        """Whether an opening brace comes next, after optional spaces."""
        token = self.next_visible()
        if token is not None:
            self.push([token])
        return token is not None and token.kind == OPEN

    def argument_text(self) -> str:
        """An argument as a plain string, such as a name or a label."""
        return join(self.argument()).strip()

    def optional_text(self) -> str | None:
        tokens = self.optional()
        return None if tokens is None else join(tokens).strip()

    def control_sequence(self) -> str | None:
        """The control sequence that a definition names, with or without braces around it."""
        tokens = [token for token in self.argument() if not token.is_blank()]
        return tokens[0].text if tokens and tokens[0].kind == COMMAND else None

    # --- problems ---

    def report(self, kind: str, token: Token | None = None, **arguments: str) -> None:
        """Records a problem with its place; reading continues."""
        span = Span(token.file, token.start, token.end) if token is not None and token.file else None
        self.problems.append(Problem(kind, "warning", span, tuple(sorted(arguments.items()))))

    def stop_runaway(self, token: Token) -> None:
        """Drops the pending tokens, except the end marks that callers wait for."""
        self.report("too-much-expansion", token)
        self.work_at_once = 0
        pending = self.mouths[-1].pending
        pending[:] = [part for part in pending if part.text in (STOP, "\\reader@leave")]


def _closing_at(text: str, opening: str, closing: str, nested: int) -> tuple[int | None, int]:
    """The offset of the closing bracket in a text, given ``nested`` open ones; (None, still open) if there is none."""
    for at, character in enumerate(text):
        if character == closing:
            if not nested:
                return at, 0
            nested -= 1
        elif character == opening:
            nested += 1
    return None, nested
