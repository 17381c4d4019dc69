"""What fitted weights reach on papers that they did not see: a few figures, without reading anything twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from fitting import Fitted, ties_in, weighed_by
from papers import AnnotatedPaper

from reader.meaning.linking.candidates import TIED
from reader.meaning.linking.linking import chosen, is_claimed
from reader.study.walkthrough.names import SURE


@dataclass(frozen=True)
class Figures:
    """Shares: meanings right, claims that are false, claims that hold of what is defined, concepts right and wrong, and
    of the author's words that are sure enough to be a name in a sentence those that are right.

    Meanings and concepts are those of letters; operators are not counted. A symbol with several senses counts once.
    """

    meaning: float
    claims_false: float
    claims_held: float
    concept: float
    misled: float
    names: float

    def __str__(self) -> str:
        return (
            f"meaning {self.meaning:.3f}  claims false {self.claims_false:.3f} held {self.claims_held:.3f}"
            f"  concept {self.concept:.3f} misled {self.misled:.3f}"
            f"  names right {self.names:.3f}"
        )


def figures_of(papers: Sequence[AnnotatedPaper], fitted: Fitted) -> Figures:
    count: dict[str, int] = defaultdict(int)
    for paper in papers:
        _count_meanings(paper, fitted, count)
        _count_concepts(paper, fitted, count)
    letters, claims = count["letters"] or 1, count["claims"] or 1
    return Figures(
        count["right"] / letters,
        count["false"] / claims,
        count["held"] / (count["defined"] or 1),
        count["concept"] / letters,
        count["misled"] / letters,
        count["names right"] / (count["names"] or 1),
    )


def _count_meanings(paper: AnnotatedPaper, fitted: Fitted, count: dict[str, int]) -> None:
    judge = fitted.without(paper.name)
    for one in paper.symbols:
        weighed = weighed_by(one, judge)
        shown = chosen(weighed.options)
        number = weighed.options.index(shown) if shown is not None else None
        count["letters"] += one.is_letter
        count["defined"] += one.is_defined
        if shown is None or number is None:
            continue
        count["right"] += one.is_letter and one.right[number]
        if is_claimed(shown):
            count["claims"] += 1
            count["false"] += not one.claimable[number]
            count["held"] += one.claimable[number] and one.is_defined
        if is_claimed(shown) and shown.likelihood >= SURE:
            count["names"] += 1
            count["names right"] += one.right[number]


def _count_concepts(paper: AnnotatedPaper, fitted: Fitted, count: dict[str, int]) -> None:
    judge = fitted.without(paper.name)
    best: dict[str, tuple[float, bool]] = {}
    for one, tie in ties_in(paper, judge):
        if one.is_letter:
            said = judge.concept.likelihood(tie.features), one.accepts(tie.link.concept, paper.evidence.glossary)
            best[one.symbol.latex] = max(best.get(one.symbol.latex, (0.0, False)), said)
    for likelihood, right in best.values():
        count["concept" if right else "misled"] += likelihood >= TIED
