"""Sentences behind a display that say what its parts do, where what leads to it hardly tells of it."""

from __future__ import annotations

import pytest
from test_nearby import SHOWN, quoted

PLAIN = r"\begin{equation} s = a r \end{equation}"
FOLLOWED = r"\begin{equation} s = a r, \end{equation}"


@pytest.mark.parametrize(
    ("shown", "behind", "start"),
    [
        (FOLLOWED, "which measures how far the boat drifts from its course.", "which measures"),
        (FOLLOWED, "which is given by the usual table of the harbour.", None),
        (FOLLOWED, "which involves the usual table of the harbour.", None),
        (FOLLOWED, "which is less sensitive to the evening wind than the usual rent.", "which is less"),
        (SHOWN, "The first term keeps the boats apart, the second the crew awake.", "The first term"),
        (SHOWN, "The penalty drives small weights to zero.", "The penalty"),
        (SHOWN, "Dividing by the load makes the price fair for small boats.", "Dividing"),
        (SHOWN, "The term keeps small boats in the harbour.", None),  # which of the two
        (PLAIN, "It is zero exactly when both boats carry the same load.", "It is zero"),
        (PLAIN, "It is green and wide in the evening sun.", None),
        (PLAIN, "This makes heavy boats wait for the morning tide.", "This makes"),
        (PLAIN, "This gives heavy boats a chance in the morning tide.", None),
        (PLAIN, "Full boats keep their rent, while empty boats pay a lower rent.", "Full boats"),
        (PLAIN, "Full barns keep their rye, while empty barns sell a lower grade.", None),  # nothing of the formula
        (PLAIN, "We keep full boats, while empty boats pay a lower rent.", None),
        (FOLLOWED, "where the price $a$ controls how far the boat may drift.", "the price $a$ controls"),
        (FOLLOWED, "where $a$ is a price that controls how far the boat may drift.", "$a$ is a price"),
        (FOLLOWED, "where $a$ is the price of the boat.", None),
    ],
)
def test_what_a_part_does_is_better_than_a_bare_lead(shown: str, behind: str, start: str | None) -> None:
    lead = "Let $r$ be the rent of boats. The total rent is"
    found = quoted(f"{lead} {shown} {behind}") or ""
    assert found.startswith(start) if start else found != behind


def test_a_lead_that_says_what_for_is_kept() -> None:
    lead = "To keep the light boats in the harbour we charge"
    assert quoted(f"{lead} {SHOWN} The penalty drives small weights to zero.") == lead


@pytest.mark.parametrize(
    "behind",
    [
        "The first term keeps the boats apart, the second the crew awake.",
        "which penalises boats that leave the harbour at night.",
        "This pulls small boats towards the harbour at night.",
    ],
)
def test_what_is_said_of_a_display_is_not_quoted_for_the_next(behind: str) -> None:
    body = f"The total rent is {SHOWN} {behind} Then {SHOWN.replace('s =', 'u =')}"
    assert behind.startswith(quoted(body) or "none") and quoted(body, 1) != behind


def test_a_sentence_about_one_row_is_not_quoted_for_another() -> None:
    rows = r"\begin{align} s &= a r, \\ u &= b r. \end{align}"
    body = f"The two rents are {rows} The rent $s$ decides how many boats stay."
    assert (quoted(body) or "").startswith("The rent $s$")
    assert not (quoted(body, 1) or "").startswith("The rent $s$")


def test_constraints_are_told_row_by_row() -> None:
    rows = r"\begin{align} s &\le a, \\ u &\le b. \end{align}"
    said = "The first constraint says that no boat leaves the harbour, the second that the crew keeps the watch."
    assert quoted(f"subject to {rows} {said}") == said == quoted(f"subject to {rows} {said}", 1)
