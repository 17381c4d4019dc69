"""The front end: small ES modules and one style, for the app's components and the exported page alike."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

# A module's own order: what a module imports stands before it.
READER = ("elements", "panel", "reader")
LIVING = ("elements", "living")
IMPORT = re.compile(r"^import .*\n", re.MULTILINE)


@cache
def script(modules: tuple[str, ...]) -> str:
    """One import-free ES module made of several of ours (``READER``, ``LIVING``), which export distinct names."""
    return "\n".join(IMPORT.sub("", _read(f"{name}.mjs")) for name in modules)


@cache
def style() -> str:
    """The style of both views. Every rule is kept inside ``.tezawari``."""
    return _read("reader.css") + _read("living.css")


def _read(name: str) -> str:
    return (resources.files(__name__) / name).read_text(encoding="utf-8")
