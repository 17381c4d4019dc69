"""Where a user's own rows lie, where compiled ones are kept, and where what was read is remembered.

The environment is read here, and nowhere written: what a paper is explained with travels as a value.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from sys import platform

OVERLAYS = "TEZAWARI_GLOSSARY"  # folders of rows, as PATH has them
COURSE = "TEZAWARI_COURSE"  # a course.toml, or a folder that has one
CORRECTIONS = "TEZAWARI_CORRECTIONS"  # another file of corrections than the usual one
CACHE, CONFIG, DATA = "TEZAWARI_CACHE", "TEZAWARI_CONFIG", "TEZAWARI_DATA"


def cache_folder() -> Path:
    """``$TEZAWARI_CACHE``, or Tezawari's folder in the user's own cache folder."""
    return _folder(CACHE, "XDG_CACHE_HOME", ".cache")


def config_folder() -> Path:
    """``$TEZAWARI_CONFIG``, or Tezawari's folder in the user's own folder of settings."""
    return _folder(CONFIG, "XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """``$TEZAWARI_DATA``, or Tezawari's folder in the user's own folder of data."""
    return _folder(DATA, "XDG_DATA_HOME", ".local/share")


def own_rows() -> Path:
    """The folder whose rows always overlay the built-in ones; it need not exist."""
    return config_folder() / "glossary"


def overlays() -> tuple[Path, ...]:
    """The folders laid over the built-in rows: the user's own, then those of ``$TEZAWARI_GLOSSARY``."""
    return over_own_rows(named_folders())


def over_own_rows(named: Iterable[Path]) -> tuple[Path, ...]:
    """Folders that lie over the user's own rows, with these first where there are any."""
    return (*((own_rows(),) if own_rows().is_dir() else ()), *named)


def named_folders() -> tuple[Path, ...]:
    """The folders of ``$TEZAWARI_GLOSSARY``."""
    return tuple(Path(entry).expanduser() for entry in os.environ.get(OVERLAYS, "").split(os.pathsep) if entry)


def named_course() -> Path | None:
    """``$TEZAWARI_COURSE``."""
    return _named(COURSE)


def named_corrections() -> Path | None:
    """``$TEZAWARI_CORRECTIONS``."""
    return _named(CORRECTIONS)


def _named(variable: str) -> Path | None:
    named = os.environ.get(variable)
    return Path(named).expanduser() if named else None


def _folder(variable: str, of_linux: str, usual: str) -> Path:
    if (chosen := _named(variable)) is not None:
        return chosen
    if platform == "linux":  # as platformdirs has it, which takes longer to import than the glossary to load
        return Path(os.environ.get(of_linux) or Path.home() / usual) / "tezawari"
    from platformdirs import user_cache_path, user_config_path, user_data_path

    of_system = {CACHE: user_cache_path, CONFIG: user_config_path, DATA: user_data_path}
    return of_system[variable]("tezawari")
