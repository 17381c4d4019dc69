"""The user's folders: for own rows, for caches, and for the library."""

from __future__ import annotations

import os
from pathlib import Path
from sys import platform

OVERLAYS = "TEZAWARI_GLOSSARY"  # folders of rows, as PATH has them
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
    """The folders that overlay the built-in rows: the user's own, then those of ``$TEZAWARI_GLOSSARY``."""
    chosen = tuple(Path(entry).expanduser() for entry in os.environ.get(OVERLAYS, "").split(os.pathsep) if entry)
    return (own_rows(), *chosen) if own_rows().is_dir() else chosen


def _folder(variable: str, of_linux: str, usual: str) -> Path:
    chosen = os.environ.get(variable)
    if chosen:
        return Path(chosen).expanduser()
    if platform == "linux":  # as platformdirs has it, which takes longer to import than the glossary to load
        return Path(os.environ.get(of_linux) or Path.home() / usual) / "tezawari"
    from platformdirs import user_cache_path, user_config_path, user_data_path

    of_system = {CACHE: user_cache_path, CONFIG: user_config_path, DATA: user_data_path}
    return of_system[variable]("tezawari")
