"""The addresses of arXiv, the pauses between requests, and the folders of cache and turns."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from platformdirs import user_cache_path

# Environment variable -> the setting that it overrides.
ARXIV_DELAY: Final = 3.0  # seconds between requests, arXiv's terms of use: https://info.arxiv.org/help/api/tou.html


def _folder(text: str) -> Path:
    return Path(text).expanduser()


def _address(text: str) -> str:
    return text.rstrip("/")


def _seconds(text: str) -> float:
    try:
        return max(0.0, float(text))
    except ValueError:
        return ARXIV_DELAY


# Environment variable -> the setting that it overrides, and how its text is read.
VARIABLES: Final[Mapping[str, tuple[str, Callable[[str], object]]]] = {
    "TEZAWARI_CACHE": ("cache", _folder),
    "TEZAWARI_TURNS": ("turns", _folder),
    "TEZAWARI_ARXIV_API": ("api", _address),
    "TEZAWARI_ARXIV_OAI": ("oai", _address),
    "TEZAWARI_ARXIV_SOURCE": ("source", _address),
    "TEZAWARI_ARXIV_DELAY": ("delay", _seconds),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are in seconds. ``turns`` is shared by all processes of this user, whatever their ``cache`` is."""

    cache: Path
    turns: Path
    api: str = "https://export.arxiv.org/api/query"
    oai: str = "https://oaipmh.arxiv.org/oai"
    source: str = "https://export.arxiv.org/e-print"
    delay: float = ARXIV_DELAY
    connect_timeout: float = 15.0
    read_timeout: float = 60.0
    answer_timeout: float = 120.0  # for metadata, headers and all
    download_timeout: float = 900.0
    retries: int = 4
    backoff: float = 3.0  # the first pause after a failure, doubled with each
    longest_pause: float = 120.0
    max_bytes: int = 500_000_000
    max_metadata: int = 4_000_000
    fresh: float = 86_400.0  # for how long the newest version known is taken for the newest


def settings_from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this user."""
    environment = os.environ if environment is None else environment
    folder = user_cache_path("tezawari", appauthor=False)
    settings = Settings(cache=folder, turns=folder / "turns")
    for variable, (setting, convert) in VARIABLES.items():
        if value := environment.get(variable):
            settings = replace(settings, **{setting: convert(value)})  # type: ignore[arg-type]
    return settings


def delay_for(settings: Settings, url: str) -> float:
    """Seconds between requests to that address; for arXiv's own hosts never less than they ask for."""
    return max(settings.delay, ARXIV_DELAY) if is_arxiv(url) else settings.delay


def is_arxiv(url: str) -> bool:
    """Whether an address is on one of arXiv's own hosts."""
    host = urlsplit(url).hostname or ""
    return host == "arxiv.org" or host.endswith(".arxiv.org")
