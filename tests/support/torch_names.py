"""The part of PyTorch that generated code uses, by NumPy: PyTorch itself is no dependency, and code must be tried."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np


def over(function: Any) -> Any:
    """A reduction, by one axis or several."""

    def reduced(x: np.ndarray[Any, Any], dim: Any = None, keepdim: bool = False) -> Any:
        assert isinstance(x, np.ndarray | np.generic), "PyTorch takes tensors alone"
        return np.asarray(function(x, axis=dim, keepdims=keepdim))

    return reduced


def product(x: np.ndarray[Any, Any], dim: int | None = None, keepdim: bool = False) -> Any:
    assert dim is None or isinstance(dim, int), "torch.prod takes one axis"
    return np.asarray(np.prod(x, axis=dim, keepdims=keepdim))


def of_tensors(function: Any) -> Any:
    def called(*given: Any) -> Any:
        assert all(isinstance(each, np.ndarray | np.generic) for each in given), "PyTorch takes tensors alone"
        return np.asarray(function(*given))

    return called


MAPS = ("exp", "log", "sqrt", "abs", "tanh", "sinh", "cosh", "sin", "cos", "tan", "arctan", "floor", "ceil", "sign",
        "maximum", "minimum")  # fmt: skip
torch = SimpleNamespace(
    **{name: of_tensors(getattr(np, name)) for name in MAPS},
    **{name: over(getattr(np, name)) for name in ("sum", "amax", "amin")},
    prod=product,
    where=of_tensors(np.where),
    squeeze=lambda x, dim: np.squeeze(x, axis=dim),
    einsum=lambda how, *given: of_tensors(lambda *each: np.einsum(how, *each))(*given),
    permute=lambda x, order: np.transpose(x, order),
    as_tensor=np.asarray,
    tensor=lambda x: np.asarray(float(x)),
    cat=lambda parts, dim: np.concatenate(parts, axis=dim),
    broadcast_to=lambda x, sizes: np.broadcast_to(x, sizes),
    arange=lambda first, last: np.arange(first, last),
    eye=np.eye,
    linalg=SimpleNamespace(inv=np.linalg.inv, det=lambda x: np.asarray(np.linalg.det(x))),
    inf=np.inf,
    nan=np.nan,
)
