"""Small frozen values that are made by the hundred thousand.

A frozen dataclass guards its fields at run time, which makes construction four times as slow. These few kinds are
frozen for the type checker only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True)
def value(cls: type[Made]) -> type[Made]:
    """Like ``@dataclass(frozen=True, slots=True)``, but only the type checker forbids assignment."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
