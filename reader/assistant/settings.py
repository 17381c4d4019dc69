"""Which model is asked, and where it is: nothing is asked unless both are named.

The environment goes before the file of settings. The key is read from the environment alone, and written nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from reader.errors import AssistantError

if TYPE_CHECKING:
    from reader.user.settings import AppSettings

ADDRESS, MODEL, KEY = "TEZAWARI_MODEL_ADDRESS", "TEZAWARI_MODEL", "TEZAWARI_MODEL_KEY"
SENDS, SECONDS, PRICE = "TEZAWARI_MODEL_SENDS", "TEZAWARI_MODEL_SECONDS", "TEZAWARI_MODEL_PRICE"
PATIENCE: Final = 120.0  # seconds for one answer: models at home are slow


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """``address`` is that of the endpoint, ``.../v1``. ``sends`` says of which papers text may go to another machine:
    ``free``, those under a licence that lets everybody share them, or ``any``. ``prices`` are for a million tokens that
    are sent, and that come back; None where they are not known.
    """

    address: str
    model: str
    key: str = field(default="", repr=False)
    sends: str = "free"
    seconds: float = PATIENCE
    prices: tuple[float, float] | None = None

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or self.address

    @property
    def is_here(self) -> bool:
        """Whether the model runs on this machine, so that nothing leaves it."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def model_settings(
    settings: AppSettings | None = None, environment: Mapping[str, str] | None = None
) -> ModelSettings | None:
    """The model that is set up; None where none is. ``settings`` are those of the app, by default those of its file.

    Raises :class:`AssistantError` where the address or the key cannot be right.
    """
    environment = os.environ if environment is None else environment
    if settings is None:
        from reader.user.settings import load

        settings = load()
    address = environment.get(ADDRESS) or settings.model_address
    model = environment.get(MODEL) or settings.model
    if not address or not model:
        return None
    address, key = address.strip().rstrip("/"), environment.get(KEY, "").strip()
    if not _is_address(address):
        raise AssistantError("bad-address", address=address)
    if not _can_be_sent(key):
        raise AssistantError("bad-key")
    return ModelSettings(
        address,
        model,
        key,
        environment.get(SENDS) or settings.model_sends,
        _seconds(environment.get(SECONDS, "")),
        _prices(environment.get(PRICE, "")),
    )


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and _can_be_sent(text)
    except ValueError:
        return False


def _can_be_sent(text: str) -> bool:
    """Whether it has no blanks, no signs that are not printed, and no letters that a request cannot have."""
    return text.isascii() and text.isprintable() and " " not in text


def _seconds(text: str) -> float:
    try:
        return max(1.0, min(float(text), 3600.0))
    except ValueError:
        return PATIENCE


def _prices(text: str) -> tuple[float, float] | None:
    """``0.15/0.60``; one number holds for both."""
    first, _, second = text.partition("/")
    try:
        return (float(first), float(second or first)) if first else None
    except ValueError:
        return None
