"""A reader's profile: the concepts that they know and the blocks that they built, in one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.files import changing, write_whole
from glossary.folders import config_folder
from reader.errors import ProfileError

SCHEMA = "tezawari/profile/1"


@dataclass(frozen=True, slots=True)
class Profile:
    """Ids of concepts and of blocks, each once, in the order in which they were learned."""

    known: tuple[str, ...] = ()
    built: tuple[str, ...] = ()

    def with_known(self, concepts: Iterable[str]) -> Profile:
        """A copy with these concepts added to the known ones."""
        return replace(self, known=tuple(dict.fromkeys((*self.known, *concepts))))

    def with_built(self, blocks: Iterable[str]) -> Profile:
        """A copy with these blocks added to the built ones."""
        return replace(self, built=tuple(dict.fromkeys((*self.built, *blocks))))

    def without(self, ids: Iterable[str]) -> Profile:
        """A copy without these concepts and blocks."""
        gone = frozenset(ids)
        known, built = (tuple(concept for concept in ids if concept not in gone) for ids in (self.known, self.built))
        return Profile(known, built)


def profile_file() -> Path:
    """The path of the profile; it need not exist."""
    return config_folder() / "profile.json"


def load_profile() -> Profile:
    """The reader's profile; an empty one where the file is missing or cannot be read."""
    return survey_profile()[0]


def survey_profile() -> tuple[Profile, ProfileError | None]:
    """The reader's profile, and why it is empty where the file cannot be read."""
    try:
        return _read()[0], None
    except ProfileError as error:
        return Profile(), ProfileError("profile-set-aside", **error.arguments)


def change_profile(change: Callable[[Profile], Profile]) -> tuple[Profile, Path]:
    """Applies a change to the profile and writes it if it differs, under a lock.

    A file that is no profile is left unchanged: :class:`ProfileError`.
    """
    place = profile_file()
    try:
        with changing(place):
            before, more = _read()
            after = change(before)
            if after != before:
                _write(after, more)
    except OSError as error:
        raise ProfileError("profile-unwritable", file=str(place), reason=str(error.strerror or error)) from error
    return after, place


def _read() -> tuple[Profile, dict[str, object]]:
    """The profile, and the keys of later versions that it holds. Raises :class:`ProfileError` if it is none."""
    place = profile_file()
    try:
        row = json.loads(place.read_text(encoding="utf-8"))
        entries: list[list[str]] = [row.pop("known"), row.pop("built")] if row.pop("schema") == SCHEMA else []
    except FileNotFoundError:
        return Profile(), {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise ProfileError("profile-unreadable", file=str(place)) from error
    if not entries or not all(
        isinstance(entry, list) and all(isinstance(item, str) for item in entry) for entry in entries
    ):
        raise ProfileError("profile-unreadable", file=str(place))
    known, built = entries
    return Profile(tuple(known), tuple(built)), row


def save_profile(profile: Profile) -> Path:
    """Writes the profile atomically. Raises :class:`ProfileError`."""
    return change_profile(lambda before: profile)[1]


def _write(profile: Profile, more: dict[str, object]) -> None:
    row = {"schema": SCHEMA, "known": list(profile.known), "built": list(profile.built), **more}
    write_whole(profile_file(), json.dumps(row, ensure_ascii=False, indent=1))
