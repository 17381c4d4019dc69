"""What a name is by another one of its family, and where it is nothing of the kind."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.unsaid.families import Families, pieces_of
from reader.model.symbols import Symbol

SAID = {
    r"h_{\ell}": r"heat that leaves layer $\ell$ of the wall",
    "c_{n}": "catch in year $n$",
    "u^{(k)}": "draft number $k$ of the treaty",
    "y^{k}": "share of the harvest",
    r"\beta_{t}": "tide on a day",
    "P": "distribution of wages",
    "Q": "distribution of rents",
    "R": "rate of interest",
    "S_{P}": "survival function",
    "m": "wooden mast",
    "s": "steel mast",
    "l_{m}": "load of the wooden mast",
    "g_{j}": "sets of goods",
    "d_{i}": "direct sum of loads",
    "b_{j}^{l}": "weight of sack $j$ in row $l$",
    "e_{i}": "echo of a call",
    "t_{i}": "town",
    "t_{j}": "town",
    "v_{i}": "harbour",
    "v_{j}": "pier of a harbour",
}
MEMBERS = [
    ("h_{2}", r"heat that leaves layer $\ell$ of the wall, with $2$ for $\ell$"),
    ("c_{n-2}", "catch in year $n$, with $n-2$ for $n$"),
    ("u^{(k+1)}", "draft number $k$ of the treaty, with $k+1$ for $k$"),
    ("S_{Q}", "survival function, with $Q$ for $P$"),
    ("b_{k}^{l-1}", "weight of sack $j$ in row $l$, with $k$ for $j$ and $l-1$ for $l$"),
    ("b_{k}^{2}", ""),  # a power
    ("e_{k}", ""),  # it may be the echo of another time
    ("t_{k}", "town, with $k$ for $i$"),
    ("t_{s}", ""),
    ("g_{3}", ""),  # one of many sets is no good
    ("h_{0}", ""),  # what stands at the beginning is often special
    ("y^{2}", ""),  # a power
    (r"\beta_{1}", ""),  # a name of its own
    ("S_{R}", ""),  # of another kind
    ("l_{s}", ""),  # the words are about the wooden one
    ("v_{2}", ""),  # which of both it is nothing tells
    ("d_{2}", ""),  # about all of them
]


def families() -> Families:
    order = SimpleNamespace(share_section=lambda name, other: True)
    evidence: Any = SimpleNamespace(order=order, scripts=SimpleNamespace(lengths={}))
    return Families(SAID, {}, cast(LinkingEvidence, evidence))


@pytest.mark.parametrize(("latex", "words"), MEMBERS)
def test_members(latex: str, words: str) -> None:
    assert families().member(Symbol("s", latex, "identifier", None, frozenset(), (), ())) == words


@pytest.mark.parametrize(
    ("sub", "pieces"),
    [
        ("ij", ("i", "j")),
        (r"\ell1t", (r"\ell", "1", "t")),
        ("n,12", ("n", "12")),
        (r"t-\Delta t", (r"t-\Delta t",)),
        ("P_{t}", ("P_{t}",)),
        (r"\mathrm{in}", ()),
        ("+", ()),
    ],
)
def test_indices_below_a_letter(sub: str, pieces: tuple[str, ...]) -> None:
    assert pieces_of(sub) == pieces
