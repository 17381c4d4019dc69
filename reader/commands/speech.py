"""How commands talk to the person: sentences of ``knowledge.toml``, a log beside the data, one sentence at the end."""

from __future__ import annotations

import sys
from typing import NoReturn

from reader.messages import sentences

WELL, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


tell = sentences("knowledge")


def log(line: str) -> None:
    """One line for the person, not for the pipe."""
    print(line, file=sys.stderr, flush=True)


def stop(code: int, line: str) -> NoReturn:
    """End the command with one sentence."""
    log(f"tezawari: {line}")
    raise SystemExit(code)
