"""Whether a sentence says what a formula is for in this paper: one that only says how it is built would fit any."""

from __future__ import annotations

from reader.study.purpose.phrase import PurposePhrase

PRESSURE = "pressure"  # what pushes against what
BUILDS = frozenset((  # forms that say how a formula is built, whatever one of its parts is called
    "cases", "cases-where", "difference", "flows", "larger-of", "leads-on", "mixes", "mixture", "moved",
    "moves-against", "moves-along", "noisy", "smaller-of", "takes-off", "weighted",
))  # fmt: skip
EXPLAINS = frozenset((  # forms that say more than the eye sees, whatever the parts are called
    "above-bowl", "above-tangent", "apart-given", "below-bowl", "carried", "carried-on", "changes-by", "contest",
    "contest-over", "correlates", "counts", "flat", "gated", "hidden", "in-turn", "in-turn-log", "largest-gap",
    "attends", "layer", "only-where", "share-of", "share-with", "shifts",
    "layer-sum", "matched", "right-angle-split", "share-so-far", "shortened", "soft-maximum", "up-to-less",
    "up-to-order",
    "correlates-ranks", "cosine", "crosses", "discounted", "falls-off", "fits", "goes-beyond", "goes-towards", "kernel",
    "log-ratio", "lowers", "nears", "nears-squared", "one-by-one", "outdone", "power-law", "pressed-and-moved",
    "pressed-moved", "pressed-sigmoid", "pressed-stretched", "pressed-tanh", "proportion", "rescales",
    "running-average", "shrinks", "softmax-over", "squashed", "squashed-difference", "standardised", "step-towards",
    "stretched-noise", "tilted-down", "tilted-down-by", "tilted-up", "tilted-up-by", "turned", "undecided",
    "weighs-opposed",
))  # fmt: skip
PAIR = 2


def is_of_paper(told: PurposePhrase) -> bool:
    """Whether something in it is called by what it is, and two things where it says no more than the formula's build.
    What pushes against what is no build."""
    return PRESSURE in told.tells or len(told.names) >= (PAIR if BUILDS & told.tells else 1)


def explains(told: PurposePhrase) -> bool:
    return not EXPLAINS.isdisjoint(told.tells)
