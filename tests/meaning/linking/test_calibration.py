"""Weights of links told as shares of links that are right."""

from itertools import pairwise

import pytest

from reader.meaning.linking.calibration import SHARES, share_right


@pytest.mark.parametrize(("weight", "share"), SHARES)
def test_measured_bands_are_told_as_they_are(weight, share):
    assert share_right(weight) == pytest.approx(share)


def test_between_the_bands_it_runs_straight():
    assert share_right(0.55) == pytest.approx((share_right(0.5) + share_right(0.6)) / 2)


def test_a_stronger_link_is_never_told_as_a_weaker_one():
    told = [share_right(weight / 200) for weight in range(201)]
    assert all(below < above for below, above in pairwise(told))
