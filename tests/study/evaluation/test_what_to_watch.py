"""Where a number turns the result of a formula that one moves."""

from __future__ import annotations

import pytest
from paper_runs import display, offered

from reader.output.typesetting.run_sentences import watch_text
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.worth import numbers_to_begin
from reader.study.moving.watched import Turn, turn_of


def turned(text: str) -> Turn | None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    return turn_of(made.trial.plan, numbers_to_begin(made.trial.plan, 1)[0])


@pytest.mark.parametrize(
    ("text", "kind", "part", "at"),
    [
        (r"Let $h > 0$ be the depth of the well." + display(r"c = h - \log h"), "least", "h", 1.0),
        (r"Let $p \in (0, 1)$ be the share of rainy days." + display(r"g = p (1 - p)"), "greatest", "p", 0.5),
        (r"Let $v \in \mathbb{R}$ be the tide." + display(r"e = v^3 + 8"), "sign", "v", -2.0),
        (r"Let $u \in \mathbb{R}$ be the swing." + display(r"e = u^2 + 8"), "least", "u", 0.0),
    ],
)
def test_a_turn_is_found(text: str, kind: str, part: str, at: float) -> None:
    turn = turned(text)
    assert turn is not None
    assert (turn.kind, turn.part, turn.other) == (kind, part, "")
    assert turn.at == pytest.approx(at, abs=0.01)
    assert turn.low < turn.at < turn.high


def test_another_number_is_named_where_the_turn_is_there() -> None:
    text = r"Let $a, b > 0$ be the weights of two pears." + display(r"d = \frac{a}{b} - 1 - \log \frac{a}{b}")
    turn = turned(text)
    assert turn is not None
    assert (turn.kind, turn.part, turn.other) == ("least", "a", "b")
    assert "least where a equals b" in watch_text(turn, "en", turn.part, turn.other)
    assert "a が b と等しいとき" in watch_text(turn, "ja", turn.part, turn.other)


@pytest.mark.parametrize(
    "text",
    [
        r"Let $k > 0$ be the load." + display(r"c = \exp(k) + k"),  # rises all the way
        r"Let $w \in \mathbb{R}$ be the angle." + display(r"s = \sin(9 w) + 2"),  # turns often
        r"Let $x \in \mathbb{R}^3$ be the wind." + display(r"y = \tanh(x)"),  # several numbers
    ],
)
def test_what_has_no_turn_is_left(text: str) -> None:
    assert turned(text) is None


def test_of_several_results_it_is_the_last_one() -> None:
    text = r"Let $h > 0$ be the depth of the well." + display(r"b = h^2 + h, \qquad c = h - \log h")
    turn = turned(text)
    assert turn is not None
    assert turn.several
    assert "the last result is least" in watch_text(turn, "en", turn.part, turn.other)
