"""Which answers are shown of whole formulas that were asked about one at a time: a file a paper, in the cache folder.

The file names answers alone, which lie beside it. So they are checked each time they are shown, as meanings are whose
quotations corrections name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from glossary.files import changing, write_whole
from glossary.folders import cache_folder
from reader.errors import AssistantError


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """The answer of a model to the question with this key."""

    model: str
    key: str
    wants_purpose: bool


def told_formulas(paper: str) -> Mapping[str, NamedAnswer]:
    """The answers by the ids of their formulas; ``paper`` is the digest of its source. What is broken is left out."""
    try:
        rows = json.loads(_place(paper).read_text(encoding="utf-8"))
        return {str(equation): NamedAnswer(**row) for equation, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return {}


def keep_told(paper: str, equation: str, answer: NamedAnswer) -> None:
    """Of two answers about one formula the later is shown. Raises :class:`AssistantError`."""
    file = _place(paper)
    try:
        with changing(file):
            named = {**told_formulas(paper), equation: answer}
            write_whole(file, json.dumps({name: asdict(each) for name, each in named.items()}), durable=False)
    except OSError as error:
        raise AssistantError("answers-unkept", folder=cache_folder(), reason=error.strerror or error) from error


def _place(paper: str) -> Path:
    return cache_folder() / "assistant" / "formulas" / f"{blake2b(paper.encode(), digest_size=12).hexdigest()}.json"
