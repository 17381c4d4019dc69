"""Numbers as a living formula tells them: the same in the terminal as on the page (``spell`` in ``grids.mjs``)."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

SMALL, LARGE = 1e-4, 1e6  # outside of these a number is told by its power of ten
FULL = 0.1  # below this there are three figures, from here on so many places behind the point
PLACES = ((1, 3), (100, 2), (1000, 1))
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def spelled(number: float, *, in_full: bool = False) -> str:
    """Three figures: 0.00268, 0.503, 112.5, 1.2·10⁻⁵; ``in_full`` without a power of ten for what is small."""
    size = abs(number)
    if math.isnan(number):
        return "–"
    if math.isinf(size):
        text = "∞"
    elif size == 0 or SMALL <= size < LARGE or (in_full and SMALL / 1e4 < size < SMALL):
        text = _in_full(size)
    else:
        digits, power = f"{size:.1e}".split("e")
        text = f"{digits}·10{str(int(power)).translate(RAISED)}"
    return f"−{text}" if number < 0 and text != "0" else text


def percent(share: float) -> str:
    """A share in percent: with a digit behind the point near nothing and near all."""
    parts = Decimal(100 * share)
    near = 0 < parts < 1 or 99 < parts < 100
    return f"{parts.quantize(Decimal('0.1') if near else Decimal(1), ROUND_HALF_UP):f} %"


def _in_full(size: float) -> str:
    exact = Decimal(size)
    places = next((places for below, places in PLACES if size < below), 0)
    places = 2 - exact.adjusted() if 0 < size < FULL else places
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
