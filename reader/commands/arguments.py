"""How commands come to their arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Adder = Callable[..., Any]  # makes a sub-command of a name, a function and a help text
