"""Plain data that becomes JSON, and is packed for its way to the page."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from typing import Any

Row = dict[str, Any]  # what JSON can hold, by its keys
SCHEMA = "tezawari/reading/1"  # of a reading as plain data


def packed(value: object) -> str:
    """A value in letters and digits, which ``supply.mjs`` inflates."""
    return deflated(json.dumps(value, ensure_ascii=False, separators=(",", ":")), 9)


def deflated(text: str, level: int) -> str:
    """The same for JSON that is written already."""
    deflate = zlib.compressobj(level=level, wbits=-zlib.MAX_WBITS)
    return b64encode(deflate.compress(text.encode()) + deflate.flush()).decode()
