"""Nouns beside a formula that do not name it, and what the same sentences do say."""

from __future__ import annotations

import pytest

from reader.meaning.prose.definitions import definitions_in
from reader.meaning.prose.labels import labels_in
from reader.meaning.prose.passage import passages_of

CASES: list[tuple[str, dict[str, str]]] = [
    # a verb behind its subject is no noun
    ("The method samples $K$ oars for each boat.", {}),
    ("GRAB samples $K$ oars for each boat.", {}),
    (r"The oven maps $u$ to $\hat u$.", {}),
    (r"The oven $q$ maps the dough $u$ to $\hat u$.", {"q": "The oven", "u": "the dough", r"\hat u": "The oven"}),
    (r"The oven maps $u$ to $\mathbb{R}^{d}$ and stops.", {}),
    (r"Mapping projects $\mathbb{R}^d$ to a ball.", {}),
    ("The model outputs $y$.", {}),
    ("Given a door, the policy samples $a$.", {}),
    ("The model outputs $y$ are kept.", {"y": "The model outputs"}),
    ("We compare the model outputs $y$ with it.", {"y": "the model outputs"}),
    ("We keep the oven scores $s$ for later.", {"s": "the oven scores"}),
    ("We split $V$ into halves.", {}),
    ("Partition $V$ into halves.", {}),
    ("by comparing sampling first words $w$ of two tongues", {"w": "first words of two tongues"}),
    # what was set, and what was measured
    (r"We use RowLap ($\beta=.9$, $\epsilon=.1$) here.", {}),
    ("on Stripe data ($N=3$) we see", {}),
    (r"the plain bound ($\beta=1$) is met", {}),
    (r"against harsher fines ($\rho=-2$) it holds", {}),
    (r"the net ($\rho=-2$) holds", {}),
    (r"with a fine weight ($\rho=1$) it holds", {r"\rho": "a fine weight"}),
    (r"with momentum ($\beta=.9$) we row", {r"\beta": "momentum"}),
    (r"with a high rowing rate $r=5$ we row", {"r": "rowing rate"}),
    ("It attains a correlation of $r=.7$ here.", {}),
    (r"It has a high Cohen's $\alpha$ here.", {}),
    ("The roads are sorted by safety ($P$ or $N$).", {}),
    ("The roads are closed by any snow ($P$ or $N$).", {"P": "any snow", "N": "any snow"}),
    (r"We call \textsc{Caulk}($\phi$) on it.", {}),
    # lists
    (
        "with an anchor $a$, a positive view $p$, and a hard negative $n$",
        {"a": "an anchor", "p": "a positive view", "n": "a hard negative"},
    ),
    (r"where $a_{9}$ and $j$ are the 9th-rank drag and lift.", {"a_{9}": "the 9th-rank drag", "j": "lift"}),
    (r"where $x = 2 a, a \sim q$ is a draw.", {"x": "a draw"}),
    # wholes and parts
    (r"They lie on the grid $0=t_1<t_2<\dots<t_L$ here.", {}),
    (r"at grid points $0=t_1<t_2<\dots<t_L$ here", {"t_1": "grid points"}),
    ("We draw from a latent space $z$ of boats.", {}),
    ("We draw from a latent space $Z$ of boats.", {"Z": "a latent space of boats"}),
    ("Let $F$ be the 2-D sine transform operator.", {"F": "the 2-D sine transform operator"}),
    (r"A rowing algorithm $\mathbb{A}$ is defined as it was.", {r"\mathbb{A}": "A rowing algorithm"}),
    (r"See Algorithm $A$.", {}),
    ("so that we no longer satisfy $A$", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), CASES, ids=[text[:60] for text, _ in CASES])
def test_a_noun_is_attached_to_its_own_symbol(text: str, pairs: dict[str, str]) -> None:
    assert {one.symbol: one.words or one.text for one in definitions_in(passages_of(text))} == pairs


@pytest.mark.parametrize("text", ["The oven maps $u$ to $v$.", "with a Cohen's $u$", "We split $u$ into halves."])
def test_no_mention_takes_a_verb_or_an_owner_for_a_name(text: str) -> None:
    assert "u" not in {one.symbol for one in definitions_in(passages_of(text), 0)}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (r"\[ R: \text{real set} \]", {"R": "real set"}),
        (r"\begin{align} R&: \text{real set}, \\ S: \text{made set} \end{align}", {"R": "real set", "S": "made set"}),
        (r"$f: \text{image} \to \text{text}$", {}),
        (r"$n: \mathrm{Nat}$", {}),
        (r"\[ \min x: \text{a bound} \]", {}),
    ],
)  # fmt: skip
def test_a_line_says_its_symbol_in_words(text: str, pairs: dict[str, str]) -> None:
    assert {one.symbol: one.text for one in labels_in(passages_of(text))} == pairs
