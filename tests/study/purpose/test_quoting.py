"""What is quoted of a sentence that goes on through a display: with its subject and its verb, or not at all."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study


def quoted(body: str, at: int = -1) -> str | None:
    text = f"\\documentclass{{article}}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    study = Study(read(bundle_from_bytes("paper.tex", text.encode())))
    found = purpose_of(study.document.equations[at], study)
    return found.source.sentence if found is not None and found.source is not None else None


FIRST, SHOWN = r"\[ p(x) = a x^2. \]", r"\[ s = a r^2 + b. \]"


@pytest.mark.parametrize(
    ("first", "lead", "starts"),
    [
        (f"We define the rainfall density {FIRST}", "Its daily mass is", "We define"),
        (f"We first write the price of the loan as {FIRST}", "whose expected value grows with the rate as", "We first"),
        (f"The sea has a depth {FIRST} where $a$ is the slope.", "Its mean depth is", "The sea"),
        (f"with {FIRST}", "whose expected value grows with the rate as", None),  # nothing begins near
        (f"with {FIRST}", "Its aim is to keep slow boats away from the shore at night:", "Its aim"),
    ],
)
def test_what_goes_back_is_quoted_with_its_subject(first: str, lead: str, starts: str | None) -> None:
    found = quoted(f"{first} {lead} {SHOWN}")
    assert (found is None) == (starts is None)
    assert found is None or starts is None or (found.startswith(starts) and found.endswith(lead))


@pytest.mark.parametrize(
    ("lead", "behind", "ends"),
    [
        ("The cheapest plan of", "is found by sharing the seed among the fields.", "the fields."),
        ("The cheapest plan of", "We share the seed.", None),
        ("We look for the cheapest plan of", "We share the seed.", "plan of"),
    ],
)
def test_what_a_display_cuts_from_its_verb_is_quoted_through_it(lead: str, behind: str, ends: str | None) -> None:
    found = quoted(f"{lead} {SHOWN.replace('b.', 'b')} {behind}")
    assert (found is None) == (ends is None)
    assert found is None or ends is None or (found.startswith(lead) and found.endswith(ends))
