"""Words that lead to a display and say little: quoted where nothing near says more."""

from __future__ import annotations

import pytest

from tests.study.purpose.test_nearby import SHOWN, quoted


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("Taking the mean with respect to $r$ yields", "Taking"),
        ("Combining (\\ref{a}) and (\\ref{b}) yields", "Combining"),
        ("The keel acts as a counterweight of the sail, since", "The keel acts"),
        ("For heavy boats, we get a lower bound thanks to", "For heavy boats"),
        ("In a storm, the drag can be written as", "In a storm"),
        ("We now turn to the sails that catch the wind from behind. These sails are given by", "We now turn"),
        ("The crew trains on a lake with steady winds. The objective is", "The crew trains"),
        ("A heavy boat therefore slows down and drifts on the lake. Unloading is simply", "Unloading"),  # not of it
        ("Dropping the sail allows us to write the drift of the boat as", "Dropping"),
        ("Let $r$ be the length of a boat in the harbour. The bound is", None),  # only set up
        ("The harbour is described in Section~\\ref{h}. The bound is", None),
        ("For any $r$,", None),
        ("Writing $r$ for a length,", None),
        ("Hence", None),
        ("Now, it suffices to show that", None),
        ("Using (\\ref{a}), we obtain", None),
        ("where", None),
    ],
)  # fmt: skip
def test_what_leads_and_says_little_is_better_than_nothing(lead: str, found: str | None) -> None:
    said = quoted(f"{lead} {SHOWN}")
    assert (said or "").startswith(found) if found else said is None


def test_what_is_better_goes_first() -> None:
    said = quoted(f"Multiplying by $t$, we have {SHOWN} The sail area $s$ drives the boat against the wind.")
    assert (said or "").startswith("The sail area")


def test_of_a_name_it_is_not_said_of_another_row() -> None:
    rows = r"\begin{align} s &= a r \\ u &= b r \end{align}"
    assert quoted(f"Adding up $s$ of both ends gives {rows}") is not None
    assert quoted(f"Adding up $s$ of both ends gives {rows}", 1) is None
