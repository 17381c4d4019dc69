"""How often a link of a given weight is right: what the reader is told, in place of the weight.

The strategies weigh links against each other; these weights are lower than the share of links that are right.
``SHARES`` was read off the annotated papers in bands of a tenth, and then lowered by some hundredths, since rules were
written with half of these papers at hand; below the weight at which a link is shown about half are right.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise

from reader.model.annotations import Annotation, ConceptLink

SHARES = (  # weight of a link, share of such links that are right
    (0.0, 0.0), (0.35, 0.45), (0.42, 0.65), (0.5, 0.72), (0.6, 0.8), (0.7, 0.87), (0.8, 0.91), (0.9, 0.95), (1.0, 1.0),
)  # fmt: skip
_STEPS = tuple(pairwise(SHARES))


def share_right(weight: float) -> float:
    """The share of links of this weight that are right, straight between the bands."""
    at = min(bisect_right(SHARES, (weight, 1.0)), len(_STEPS)) - 1
    (low, below), (high, above) = _STEPS[max(at, 0)]
    return below + (above - below) * (weight - low) / (high - low)


def calibrated(annotation: Annotation) -> Annotation:
    """The same with the confidence of every link as a reader should take it, in all that was weighed."""
    candidates = tuple(
        replace(one, links=_told(one.links)) if one.links else one for one in annotation.trace.candidates
    )
    senses = tuple(replace(sense, links=_told(sense.links)) for sense in annotation.senses)
    trace = annotation.trace.then("calibration", candidates)
    return replace(annotation, links=candidates[0].links, senses=senses, trace=trace)


def _told(links: tuple[ConceptLink, ...]) -> tuple[ConceptLink, ...]:
    return tuple(replace(link, confidence=share_right(link.confidence)) for link in links)
