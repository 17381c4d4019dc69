"""One fault of a row, with its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class GlossaryProblem:
    """One fault of a row. ``key`` is empty where it concerns the whole row; ``kind`` names a row of problems.toml."""

    file: str
    row: str
    key: str
    kind: str
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.text("en")

    def text(self, language: str) -> str:
        """The sentence in ``en`` or ``ja``."""
        return _sentences()[self.kind][language].format(**{"row": self.row, "key": self.key, **dict(self.arguments)})


@cache
def _sentences() -> dict[str, dict[str, str]]:
    import pkgutil
    import tomllib

    return tomllib.loads((pkgutil.get_data(__package__, "problems.toml") or b"").decode("utf-8"))
