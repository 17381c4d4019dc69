"""What the result of a formula does while one number of it goes its way."""

from __future__ import annotations

import pytest
from paper_runs import display, offered

from reader.output.typesetting.run_sentences import course_text, few_digits, open_watch
from reader.study.evaluation.attempts import Attempt
from reader.study.evaluation.worth import numbers_to_begin, numbers_to_show
from reader.study.moving.followed import Followed, course_of
from reader.study.moving.watched import turn_of


def followed(text: str) -> Followed | None:
    made = offered(text)
    assert isinstance(made, Attempt), made
    plan = made.trial.plan
    values = numbers_to_begin(plan, 1)[0]
    return course_of(plan, values, turn_of(plan, values))


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        (r"Let $k > 0$ be the load of the bridge." + display(r"c = \exp(-k)"), "k", "falls"),
        (r"Let $p, r > 0$ be the wages of two crews." + display(r"g = \frac{p}{p + r}"), "p", "rises"),
        (r"Let $a, b > 0$ be the depths of two lakes." + display(r"d = \min(1, a b)"), "a", "stays-last"),
        (r"Let $a > 0$ be the age of the tree." + display(r"d = \max(1, a)"), "a", "stays-first"),
        # of a factor one sees nothing, of the width of a bell one does
        (
            r"Let $s > 0$ be the height and $w > 0$ the width of the bell." + display(r"k = s \exp(-1 / w^2)"),
            "w",
            "rises",
        ),
        # what the authors set is what they speak of
        (r"Let $p, r > 0$ be the wages of two crews. We set $r = 4$." + display(r"g = \frac{p}{p + r}"), "r", "falls"),
    ],
)
def test_the_way_of_a_number_is_followed(text: str, part: str, kind: str) -> None:
    course = followed(text)
    assert course is not None
    assert (course.part, course.kind) == (part, kind)
    assert len(course.shown) == 5


def test_of_shares_the_largest_is_told() -> None:
    text = r"Let $z \in \mathbb{R}^C$ be the votes, and $T > 0$ the temperature of the jury." + display(
        r"p_c = \frac{\exp(z_c / T)}{\sum_{j=1}^C \exp(z_j / T)}"
    )
    course = followed(text)
    assert course is not None
    assert (course.part, course.kind, course.entry) == ("T", "falls", "largest")
    assert "the largest number of the result falls" in course_text(course, "en", "T")
    assert course_text(course, "ja", "T").endswith("。")


def test_a_turn_goes_before_a_way() -> None:
    text = r"Let $h > 0$ be the depth of the well." + display(r"c = h - \log h")
    course = followed(text)
    assert course is not None
    assert (course.part, course.kind) == ("h", "")


def test_what_hardly_moves_is_not_told() -> None:
    assert followed(r"Let $k > 0$ be the mass of the fly." + display(r"c = 900 + \tanh(k)")) is None


def test_what_lies_close_to_an_end_is_moved_there() -> None:
    text = r"Let $g \in (0, 1)$ be the discount factor. We set $g = 0.99$." + display(r"h = \frac{1}{1 - g}")
    course = followed(text)
    assert course is not None
    assert course.places[0] == pytest.approx(0.5)
    assert 0.99 < course.places[-1] < 1


def test_what_is_open_has_both_languages() -> None:
    course = followed(r"Let $k > 0$ be the load of the bridge." + display(r"c = \exp(-k)"))
    told = open_watch(None, course)
    assert told is not None
    assert told["part"] == "k"
    assert "{part}" in told["en"] and "{part}" in told["ja"]
    assert open_watch(None, None) is None


@pytest.mark.parametrize(("number", "told"), [(0.9988, "0.9988"), (1.0, "1"), (1.04, "1"), (267.2, "267"), (0.0, "0")])
def test_few_digits(number: float, told: str) -> None:
    assert few_digits(number) == told


def test_numbers_to_show_leave_a_bound_some_room() -> None:
    made = offered(r"Let $t, w > 0$ be the ages of two trees." + display(r"b = \min(1, t / w)"))
    assert isinstance(made, Attempt)
    first, second = numbers_to_show(made.trial.plan, 0)
    assert isinstance(first, float) and isinstance(second, float)
    assert first < second
