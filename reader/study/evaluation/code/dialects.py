"""How libraries spell what a plan computes: NumPy, and PyTorch, which calls some things otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Dialect:
    """One library. ``words`` are names that differ from NumPy's; with ``tensors_only`` its functions take no plain
    numbers, and take axes one by one where they multiply.
    """

    name: str  # as a module
    imported: str
    words: Mapping[str, str] = field(default_factory=dict)
    tensors_only: bool = False

    def call(self, function: str) -> str:
        """The function's name with its module."""
        return f"{self.name}.{self.words.get(function, function)}"

    def word(self, name: str) -> str:
        """An argument's name."""
        return self.words.get(name, name)


NUMPY = Dialect("np", "import numpy as np")
TORCH = Dialect(
    "torch",
    "import torch",
    {
        "axis": "dim",
        "keepdims": "keepdim",
        "max": "amax",  # torch.max gives places as well
        "min": "amin",
        "transpose": "permute",
        "asarray": "as_tensor",
        "concatenate": "cat",
    },
    tensors_only=True,
)
