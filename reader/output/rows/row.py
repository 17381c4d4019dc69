"""Plain data that becomes JSON."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]  # what JSON can hold, by its keys
SCHEMA = "tezawari/reading/1"  # of a reading as plain data
