"""What a reader knows already, in one file of their own: concepts that they ticked, blocks that they built."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from glossary.files import write_whole
from glossary.folders import config_folder
from reader.errors import ProfileError

SCHEMA = "tezawari/profile/1"


@dataclass(frozen=True, slots=True)
class Profile:
    """Ids of concepts and of blocks, each once, in the order in which they were learned."""

    known: tuple[str, ...] = ()
    built: tuple[str, ...] = ()

    def with_known(self, concepts: Iterable[str]) -> Profile:
        """The same, and these concepts."""
        return replace(self, known=tuple(dict.fromkeys((*self.known, *concepts))))

    def with_built(self, blocks: Iterable[str]) -> Profile:
        """The same, and these blocks in hand."""
        return replace(self, built=tuple(dict.fromkeys((*self.built, *blocks))))

    def without(self, ids: Iterable[str]) -> Profile:
        """The same without these concepts and blocks."""
        gone = frozenset(ids)
        known, built = (tuple(one for one in ids if one not in gone) for ids in (self.known, self.built))
        return Profile(known, built)


def profile_file() -> Path:
    """Where the profile lies; it need not exist."""
    return config_folder() / "profile.json"


def load_profile() -> Profile:
    """The reader's profile, empty where there is none. :class:`ProfileError` where the file is something else."""
    place = profile_file()
    try:
        row = json.loads(place.read_text(encoding="utf-8"))
        entries: list[list[str]] = [row["known"], row["built"]] if row["schema"] == SCHEMA else []
    except FileNotFoundError:
        return Profile()
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ProfileError("profile-unreadable", file=str(place)) from error
    if not entries or not all(isinstance(each, list) and all(isinstance(one, str) for one in each) for each in entries):
        raise ProfileError("profile-unreadable", file=str(place))
    known, built = entries
    return Profile(tuple(known), tuple(built))


def save_profile(profile: Profile) -> Path:
    """Writes it as a whole or not at all. :class:`ProfileError` where that cannot be done."""
    place = profile_file()
    row = {"schema": SCHEMA, "known": list(profile.known), "built": list(profile.built)}
    try:
        write_whole(place, json.dumps(row, ensure_ascii=False, indent=1))
    except OSError as error:
        raise ProfileError("profile-unwritable", file=str(place), reason=str(error.strerror)) from error
    return place
