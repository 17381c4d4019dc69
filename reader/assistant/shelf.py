"""Where answers lie: recorded in a file that somebody names, or kept in the cache, by the content of the question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from glossary.files import write_whole
from glossary.folders import cache_folder
from reader.assistant.answers import says_nothing
from reader.errors import AssistantError


@dataclass(frozen=True, slots=True)
class AnswerShelf:
    """``recorded`` is a file of JSON Lines with ``key`` and ``answer``; ``model`` one whose answers are cached.

    A recorded answer goes before a cached one. ``whole`` says that each question has the whole paper with it.
    """

    recorded: Path | None = None
    model: str = ""
    whole: bool = False

    @property
    def name(self) -> str:
        """Who answers, as it is shown."""
        return self.model or (self.recorded.name if self.recorded is not None else "")

    def fingerprint(self) -> str:
        """Equal where the same answers would be found; of a model, which answers what is asked later, its name."""
        digest = blake2b(self.recorded.read_bytes(), digest_size=8).hexdigest() if self.recorded is not None else ""
        return "/".join(filter(None, (digest, self.model, "whole" if self.whole else "")))

    def open(self) -> OpenShelf:
        """The answers. Raises :class:`AssistantError` where the file cannot be read."""
        return OpenShelf(read_recorded(self.recorded) if self.recorded is not None else {}, self.model)


@dataclass(frozen=True, slots=True)
class OpenShelf:
    """Answers by the key of their question."""

    recorded: Mapping[str, str]
    model: str

    def find(self, key: str) -> str | None:
        """The answer as text; None where the question was not answered yet."""
        return self.recorded.get(key) or (read_cached(self.model, key) if self.model else None)


def read_recorded(file: Path) -> Mapping[str, str]:
    """The answers of a file. An ``answer`` may be an object or its text; what has no answer is left out."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")  # JSON may have other ends of lines within a text
    except OSError as error:
        raise AssistantError("answers-unreadable", path=file, reason=error.strerror or error) from error
    except ValueError as error:
        raise AssistantError("answers-unreadable", path=file, reason=error) from error
    rows = (_recorded(line, file, number) for number, line in enumerate(lines, 1) if line.strip())
    return {key: answer for key, answer in rows if answer}


def _recorded(line: str, file: Path, number: int) -> tuple[str, str]:
    """The key of one line, and its answer as text."""
    try:
        row = json.loads(line)
        if isinstance(row, dict) and isinstance(row.get("key"), str):
            answer = row.get("answer") or ""
            return row["key"], answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    except (ValueError, RecursionError) as error:
        raise AssistantError("answers-line", path=file, line=number) from error
    raise AssistantError("answers-line", path=file, line=number)


# --- the cache -------------------------------------------------------------------------------------------------------


def read_cached(model: str, key: str) -> str | None:
    """What a model answered before; None where it did not, or what lies there is empty or broken."""
    try:
        row = json.loads(_place(model, key).read_text(encoding="utf-8"))
        answer = row["answer"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return answer if isinstance(answer, str) and not says_nothing(answer) else None


def keep(model: str, key: str, answer: str) -> None:
    """Keeps an answer, whatever it is worth: it is checked each time it is used. Raises :class:`AssistantError`."""
    row = {"key": key, "model": model, "answer": answer}
    try:
        write_whole(_place(model, key), json.dumps(row, ensure_ascii=False))
    except OSError as error:
        raise AssistantError("answers-unkept", folder=cache_folder(), reason=error.strerror or error) from error


def _place(model: str, key: str) -> Path:
    folder = blake2b(model.encode(), digest_size=6).hexdigest()  # names of models have signs that no folder may have
    return cache_folder() / "assistant" / folder / f"{key}.json"
