"""Whether a sentence says what a formula is for in this paper: one that only says how it is built would fit any."""

from __future__ import annotations

from reader.study.purpose.phrase import PurposePhrase

PRESSURE = "pressure"  # what pushes against what
LIMITS = frozenset(("limits-least-down", "limits-least-up", "limits-most-down", "limits-most-up", "shrinks"))
GATHERS = frozenset(("adds", "averages", "gathers", "gathers-between"))  # with one name they are steps
BUILDS = frozenset((  # forms that say how a formula is built, whatever one of its parts is called
    "cases", "cases-where", "difference", "flows", "larger-of", "leads-on", "mixes", "mixture", "moved",
    "moves-against", "moves-along", "noisy", "smaller-of", "takes-off", "weighted",
)) | LIMITS | GATHERS  # fmt: skip
EXPLAINS = frozenset((  # forms that say more than the eye sees, whatever the parts are called
    "asks-least", "asks-more",
    "above-bowl", "above-tangent", "below-bowl", "carried", "contest", "contest-over", "correlates",
    "correlates-ranks", "cosine", "counts", "crosses", "discounted", "fits", "gated", "goes-beyond", "goes-towards",
    "hidden", "kernel", "largest-gap", "layer", "log-ratio", "one-by-one", "outdone", "power-law",
    "pressed-and-moved", "pressed-moved", "pressed-sigmoid", "pressed-stretched", "pressed-tanh", "proportion",
    "rescales", "running-average", "share-of", "share-so-far", "share-with", "softmax-over", "squashed",
    "squashed-difference", "standardised", "step-towards", "stretched-noise", "tilted-down", "tilted-down-by",
    "tilted-up", "tilted-up-by", "turned", "undecided", "up-to-less", "up-to-order", "weighs-opposed",
)) | LIMITS  # fmt: skip
READ_OUT = frozenset(("definition", "estimator", "identity", "model", "splits", "update"))  # rows that name all parts
PAIR = 2


def is_of_paper(told: PurposePhrase) -> bool:
    """Whether something in it is called by what it is, and two things where it says no more than the formula's build.
    What pushes against what is no build."""
    is_build = not BUILDS.isdisjoint(told.tells) or not READ_OUT.isdisjoint(told.rows)
    return PRESSURE in told.tells or len(told.names) >= (PAIR if is_build else 1)


def explains(told: PurposePhrase) -> bool:
    return not EXPLAINS.isdisjoint(told.tells) or (bool(told.names) and not GATHERS.isdisjoint(told.tells))
