"""How commands talk to the person: sentences of ``knowledge.toml``, a log beside the data, one sentence at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

from reader.messages import Language, sentences
from reader.messages.shown import shown

if TYPE_CHECKING:
    from reader.user.context import ContextChoice

WELL, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


tell = sentences("knowledge")


class Careful:
    """A text stream that shows control characters instead of sending them: a title or file name may hold any."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        return self.stream.write(shown(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def carefully() -> Iterator[None]:
    """Whatever is printed meanwhile can do nothing to the terminal."""
    out, log = (cast("TextIO", Careful(stream)) for stream in (sys.stdout, sys.stderr))
    with redirect_stdout(out), redirect_stderr(log):
        yield


def log(line: str) -> None:
    """One line for the person, not for the pipe."""
    print(line, file=sys.stderr, flush=True)


def warn_of_own_files(choice: ContextChoice, language: Language) -> None:
    """One sentence for each of the reader's own rows, and files, that is broken and set aside."""
    from reader.user.own_files import set_aside

    for sentence in set_aside(choice, language):
        log(f"tezawari: {sentence}")


def stop(code: int, line: str) -> NoReturn:
    """End the command with one sentence."""
    log(f"tezawari: {line}")
    raise SystemExit(code)
