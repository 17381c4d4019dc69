"""Sentences behind a display that draw from it, say what it is, or what its left side was defined to be."""

from __future__ import annotations

import pytest
from test_nearby import SHOWN, quoted

HARBOUR = r"\begin{equation} s = a r^2 + b, \end{equation}"


@pytest.mark.parametrize(
    ("behind", "is_quoted"),
    [
        ("The drift of two light boats therefore depends on the weight $a$ alone.", True),
        ("In particular, what the keel does is hold the course if the wind turns.", True),
        ("Thus $a = 1$ keeps the whole rent, while $a = 0$ drops the wage of the farm.", True),
        ("Thus $q$ keeps the whole rent of the farm and its wage.", False),  # another letter
        ("Therefore it suffices to bound the drift of the heavy boat in the bay.", False),
        ("Hence we move the heavy boat to the far side of the bay.", False),
        ("In particular, if the wind turns, the keel holds the course of the boat.", False),
        ("The drift of the boat has grown since the last harvest of the village.", False),
    ],
)
def test_what_is_drawn_from_a_display_is_quoted(behind: str, is_quoted: bool) -> None:
    assert quoted(f"Then we have {SHOWN} {behind}") == (behind if is_quoted else None)


@pytest.mark.parametrize(
    ("lead", "behind", "found"),
    [
        ("where $r$ is the rent and", "is the yearly income of the farm.", "the yearly income of the farm."),
        ("Then we have", "a plan whose parts are whole fields of the village.", "a plan whose parts are whole fields "
         "of the village."),
        ("Then we have", "a plan keeps whole fields of the village together.", None),
        ("Then we have", "is the same.", None),
    ],
)  # fmt: skip
def test_what_is_said_to_be_displayed_is_quoted(lead: str, behind: str, found: str | None) -> None:
    assert quoted(f"{lead} {HARBOUR} {behind}") == found


@pytest.mark.parametrize("verb", ["can be thought of as", "measures"])
def test_what_the_name_of_the_left_side_does_is_quoted(verb: str) -> None:
    said = f"The yearly rent {verb} the pressure of the market on each farm."
    assert quoted(f"Let $s$ be the yearly rent. Then we have {SHOWN} {said}") == said


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Let $s$ and $u$ denote the depth of the lake before and after the rain.", True),
        ("The lake is deep and cold, and $s$ is the depth of the lake.", False),
    ],
)
def test_what_the_left_side_was_set_to_be_is_better_than_nothing(first: str, found: bool) -> None:
    rest = "Let $a$ be real. Let $b$ be real. Let $r$ be real. Then"
    assert (quoted(f"{first} {rest} {SHOWN}") == first) == found


@pytest.mark.parametrize(
    ("heading", "at", "found"),
    [
        (r"\paragraph{Drift of a heavy boat.}", 0, "Drift of a heavy boat."),
        (r"\paragraph{Drift of a heavy boat.}", 1, None),  # the second display
        (r"\paragraph{Notation of the harbour}", 0, None),
        (r"\paragraph{Light boats are in danger}", 0, None),  # a sentence
        (r"\textbf{Step 2: Bounding the drift of the boat.}", 1, "Step 2: Bounding the drift of the boat."),
    ],
)
def test_the_heading_of_a_paragraph_or_a_step_is_better_than_nothing(heading: str, at: int, found: str | None) -> None:
    assert quoted(f"{heading} Then we have {SHOWN} Moreover, we have {SHOWN.replace('s =', 'u =')}", at) == found


def test_a_row_is_not_told_by_what_stands_left_in_the_first() -> None:
    rows = r"\begin{align} g &= a x \\ y &= g + b \end{align}"
    body = f"Here $g$ and $y$ are numbers. The slow drift of the boat $g$ is {rows}"
    assert (quoted(body) or "").endswith("$g$ is")
    assert quoted(body, 1) is None


@pytest.mark.parametrize(
    ("lead", "is_quoted"),
    [
        ("Choosing the fields of a village under a water budget is then", True),
        ("The training loss is then", True),
        ("Choosing the smaller root, we have", True),
    ],
)
def test_what_is_done_may_be_what_a_lead_is_about(lead: str, is_quoted: bool) -> None:
    assert (quoted(f"{lead} {SHOWN}") == lead) == is_quoted


def test_this_before_a_display_speaks_of_the_one_before() -> None:
    assert quoted(f"This sum keeps the weights of all boats small. If $r = 1$, then {SHOWN}") is None
    said = "The crew counts the weights of all boats at night. It is defined as"
    assert (quoted(f"{said} {SHOWN}") or "").startswith("The crew")


def test_a_whole_sentence_right_before_a_display_is_about_it() -> None:
    said = "The crew weighs each light boat in the harbour and adds the weight of its sails."
    assert quoted(f"{said} {SHOWN}") == said
    assert quoted(f"{said} By the lemma, {SHOWN}") is None


def test_a_line_of_an_algorithm_leads_to_its_display() -> None:
    lines = r"\begin{algorithmic} \State Weigh the boats. \State Compute the drift of all light boats by $$ s = a r $$"
    assert quoted(rf"\begin{{algorithm}} {lines} \end{{algorithmic}} \end{{algorithm}}") == (
        "Compute the drift of all light boats by"
    )


@pytest.mark.parametrize(("what", "is_quoted"), [("term", False), ("loss", True)])
def test_a_term_of_several_rows_is_not_all_of_them(what: str, is_quoted: bool) -> None:
    rows = r"\begin{align} s &= a r^2 \\ &\quad + b \end{align}"
    said = f"This {what} encourages the farm to keep the rent of its fields low."
    assert quoted(f"Then we have {rows} {said}") == (said if is_quoted else None)


@pytest.mark.parametrize(
    ("behind", "is_quoted"),
    [
        ("This pulls the twins of one herd together and drives the others away.", True),
        ("where $a$ denotes the width. This keeps the small farms in the village market.", True),
        ("where we set $a$ to one. This keeps the small farms in the village market.", False),  # the setting does
        ("Intuitively, the wide roads carry more of the harvest than the narrow ones.", True),
        ("This is the price.", False),
        ("This keeps the small farms in the market of Section~\\ref{m}.", False),
    ],
)
def test_an_effect_is_better_than_a_name(behind: str, is_quoted: bool) -> None:
    said = quoted(f"The price of a twin is defined as {SHOWN} {behind}") or ""
    assert behind.endswith(said) if is_quoted else said.startswith("The price")


@pytest.mark.parametrize(
    ("behind", "is_quoted"),
    [
        ("The former is small near the harbour, while the latter is small on the open sea.", True),
        ("The first is small near the harbour, and the second grows on the open sea.", True),
        ("The first term is small near the harbour, while the second term grows.", False),  # of a row
    ],
)
def test_what_is_said_of_both_rows_is_quoted_for_each(behind: str, is_quoted: bool) -> None:
    rows = r"\begin{align} s &= a r \\ u &= b r \end{align}"
    for at in (0, 1):
        assert (quoted(f"We also watch the two numbers {rows} {behind}", at) == behind) == is_quoted


def test_a_row_is_told_by_what_its_name_does() -> None:
    rows = r"\begin{align} s &= a r \\ u &= b r \end{align}"
    said = "The harvest gate decides which grain goes to the mill."
    body = f"Each morning the farm computes {rows} where $s$ is the harvest gate and $u$ is the milk price. {said}"
    assert quoted(body) == said and quoted(body, 1) != said


@pytest.mark.parametrize(
    ("lead", "behind", "is_whole"),
    [
        ("The yearly income of a farm,", "is the sum of the rent and the wage of the village.", True),
        ("Rain fills the lake because the inflow", "is larger than the outflow of the dam in spring.", True),
        ("Hence if we load", "crates of wheat, the heavy boat is slow to turn in a storm.", True),
        ("The yearly income of a farm,", "where $r$ is the rent.", False),
        ("The yearly income of a farm,", "$r$ is the rent that the farm pays.", False),  # another sentence
    ],
)
def test_what_is_said_of_a_display_belongs_to_the_words_before_it(lead: str, behind: str, is_whole: bool) -> None:
    assert quoted(f"{lead} {HARBOUR} {behind}") == (f"{lead} {HARBOUR} {behind}" if is_whole else lead)
