"""What a reader says of a meaning, as rows of their file of corrections."""

from __future__ import annotations

import json

import pytest

from reader.user.context import ContextChoice
from reader.user.corrections import Correction, digest_of_meaning
from reader.web.papers.desks import Page
from reader.web.papers.papers import Source
from reader.web.shell.components import MeaningVerdict
from reader.web.views.paper import _corrected

GAIN, FILTER = digest_of_meaning("gain"), digest_of_meaning("filter")
SYMBOLS = [
    {"id": "s1", "latex": "g", "status": "paper", "meaning": "gain",
     "senses": [{"meaning": "gain", "equations": ["e1"]}, {"meaning": "filter", "equations": ["e2"]}]},
    {"id": "s2", "latex": "h", "status": "reader", "meaning": "mine", "senses": []},
]  # fmt: skip
OTHER = Correction("p", "k", "another")
CASES = {
    "wrong in one formula": (
        (),
        MeaningVerdict("s1", wrong=True, equation="e2"),
        (Correction("p", "g", wrong=FILTER),),
    ),
    "wrong in the text": ((), MeaningVerdict("s1", wrong=True), (Correction("p", "g", wrong=GAIN),)),
    "two are wrong": (
        (Correction("p", "g", wrong=GAIN),),
        MeaningVerdict("s1", wrong=True, equation="e2"),
        (Correction("p", "g", wrong=GAIN), Correction("p", "g", wrong=FILTER)),
    ),
    "a meaning with its sentence": ((), MeaningVerdict("s1", "gain", "i3"), (Correction("p", "g", "gain", said="i3"),)),
    "one's own in a formula is wrong": (
        (Correction("p", "g", "filter", equation="e2"),),
        MeaningVerdict("s1", wrong=True, equation="e2"),
        (),
    ),
    "one's own is wrong": ((Correction("p", "h", "mine"),), MeaningVerdict("s2", wrong=True), ()),
    "taken back": ((Correction("p", "g", wrong=GAIN), Correction("p", "g", "mine")), MeaningVerdict("s1"), ()),
}


@pytest.mark.parametrize("case", CASES)
def test_rows_after_a_verdict(case: str) -> None:
    before, verdict, after = CASES[case]
    drawing = json.dumps({"known_as": "p", "reading": {"symbols": SYMBOLS, "equations": []}})
    page = Page("p", "p", drawing, Source("upload", "p", b""), ContextChoice(), "p")
    assert tuple(_corrected((OTHER, *before), page, verdict)) == (OTHER, *after)
