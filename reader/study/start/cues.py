"""Which words stand in a heading or in the text before a formula: the rows of ``cues.toml``."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from reader.limits.memory import cached_for_a_paper

CITES = "[cite]"


@cache
def cue_rows() -> Mapping[str, Mapping[str, Any]]:
    """The table as it stands."""
    return tomllib.loads((pkgutil.get_data(__package__, "cues.toml") or b"").decode("utf-8"))


@cache
def _cue(name: str) -> re.Pattern[str]:
    """What is never meant is tried first, and so taken away from the words."""
    row = cue_rows()[name]
    never = [f"(?P<never>{'|'.join(map(_pattern, row['never']))})"] if "never" in row else []
    return re.compile("|".join((*never, *map(_pattern, row["words"]))))


def _pattern(words: str) -> str:
    if not words.isascii():
        return re.escape(words)
    pattern = re.escape(words).replace(r"\~\ ", r"(?:\w+ )?").replace(r"\ ", " ").replace(r"\*", r"\w*")
    return rf"(?<!\w){pattern}(?!\w)"


@cached_for_a_paper(4096)
def cue(name: str, text: str) -> str | None:
    """The last words of a row that stand in a plain text, as they stand there. Headings are asked again and again."""
    found = [each for each in _cue(name).finditer(text.casefold()) if not each.groupdict().get("never")]
    return text[found[-1].start() : found[-1].end()] if found else None
