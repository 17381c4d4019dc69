"""Whether what leads to a display says something of its own."""

from __future__ import annotations

import pytest

from reader.study.purpose.surroundings import FORMULA
from reader.study.purpose.telling import names_it, restates, told_by_lead


@pytest.mark.parametrize(
    "lead",
    [
        "The pull of the wind on the sail is given by",
        "the slope of $ is",  # of a formula
        "The sailing error is",  # a kind of formula, and which
        "From the chart, recall that the evening drift takes the form:",
        "Recall that the keel weight of a boat is",
        "Now recall that the interest payments follow",
        "Define the drift of the sequence $ as",
        "We steer the boat by",
        "We define $ as the pull of the wind on the sail:",
        "To keep the boat upright, we have",  # what for
        "By the lemma we obtain the drift of the boat",
        "The hull is found with a moving average, given by",  # what hangs on says nothing
        "For a small boat $, the drift dynamics reads",
        "The drift of a boat $, in a wind $, is",  # what is said of it stands behind a comma
        "In order to keep the boat upright, we set",
        "where $ is the pull of the wind",
        "Here $ is the speed of the boat, which we estimate as",
        "Thus the boat drifts whenever the wind turns, i.e.,",
        "We raise the sail, adding a second mast as follows:",
        "For the light boat $, we have:",  # it alone
        "For a training boat, we compute",
        "The (heavy) keel of the boat is",
        "Boats drift with the evening wind, and their basic form is:",  # of what was said before
        "Solving this problem and dropping the star gives the sail gain",
        "Averaging over the days yields the drift of a light boat",
        "After hoisting the second sail, we measure its new speed:",
        "For each boat, after the long turn and before the evening wind, we replace",
        "The pull of the wind is bounded, i.e., there exists $ such that for all $ it holds that",
        "The boats $ are slow in the evening, i.e., for all $ we have",
        "我们使用不同频率的正弦和余弦函数：",
        "それぞれの船の速さと風の強さを比べて、次のように定義する",
    ],
)
def test_leads_that_tell(lead: str) -> None:
    assert told_by_lead(lead.replace("$", FORMULA)) > 0


@pytest.mark.parametrize(
    "lead",
    [
        "Then we have",
        "as follows:",
        "The loss is given by",  # the kind alone
        "The function $ is defined as",
        "Recall that",
        "Recall that we have",
        "Recall that the function $ is",
        "Recalling the convexity of the hull and the weight of the keel, we get",
        "Using the convexity of the hull and the weight of the keel, we get",  # why it holds
        "Since the keel is heavy and the hull is light,",
        "By the triangle inequality and the weight of the keel",
        "Summing over all the boats and days yields",
        "For a given initial speed $, define",
        "Now summing over the boats, the sum is",
        "When the wind turns, we have",
        "For a random wind speed $, we have",
        "For any light boat, we have",
        "We have $ as the speed of the boat, and $ as the pull of the wind:",  # what letters stand for
        "Sails are $ and $, where $ is the width of the boat,",
        "The boat drifts with the wind $, where",  # it says more of a word before
        "The boat drifts whenever the wind turns, so",  # what follows from it
        "We obtain the result (the drift of a light boat in the wind):",  # an aside
        "Its unique solution is",
        "Solving this gives",
        "Using the weight of the keel gives",  # why it holds
        "After hoisting the second sail, we have:",
        "Sails are wet, i.e., light boats $ and $, where",
        "我们计算输出矩阵为：",
        "次のように定義する",
        "",
    ],
)
def test_leads_that_tell_nothing(lead: str) -> None:
    assert told_by_lead(lead.replace("$", FORMULA)) == 0


def test_more_is_told_by_more_words() -> None:
    few, many = "The sailing error is", "The sailing error of a boat that drifts with the evening wind is"
    assert told_by_lead(few) < told_by_lead(many)


@pytest.mark.parametrize(
    ("lead", "is_name"),
    [
        ("The observed drift is", True),
        ("Once the sail is up, the wind speed is measured as", True),
        ("The corresponding drift is", False),  # of any formula
        ("The resulting drift is", False),
        ("The drift is", False),
    ],
)
def test_two_words_that_name_what_is_displayed_are_enough(lead: str, is_name: bool) -> None:
    assert names_it(lead) == is_name


@pytest.mark.parametrize(
    ("lead", "is_again"),
    [
        ("That is,", True),
        ("More formally, we have:", True),
        ("Mathematically, this is expressed as", True),
        ("Formally, the sail is", False),  # it says what of
        ("We have", False),
    ],
)
def test_what_only_says_again_in_signs_is_known(lead: str, is_again: bool) -> None:
    assert restates(lead) == is_again
