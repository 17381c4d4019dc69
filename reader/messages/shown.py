"""Text of others as it can be shown anywhere: on a terminal, in a page, in a file."""

from __future__ import annotations

import re
from typing import Final

# What no text has to show, and a terminal obeys: control characters but for those of lines; and halves of characters,
# as Python writes bytes of a name that are no UTF-8.
_NOT_SHOWN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\r(?!\n)")
_BYTE: Final = range(0xDC80, 0xDD00)


def shown(text: str) -> str:
    """The text with what cannot be shown written as addresses write bytes: ``%1B``, ``%E9``."""
    return _NOT_SHOWN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    data = bytes([code - 0xDC00]) if code in _BYTE else match[0].encode("utf-8", "surrogatepass")
    return "".join(f"%{byte:02X}" for byte in data)
