"""Examples -> the table of weights that the program applies. scikit-learn is needed here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from papers import AnnotatedPaper, AnnotatedSymbol
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from reader.meaning.linking.concepts import Tie, WeighedOption, is_same_thing, ties_of
from reader.meaning.linking.forest import NAMES, Features, Judge, judge_from
from reader.meaning.linking.linking import WeighedSymbol, chosen, concepts_by_frequency
from reader.meaning.linking.witnesses import witnesses_of

SEED = 7
TREES, DEPTH, RATE, LEAF, PENALTY = 50, 3, 0.2, 15, 3.0
SEEN = 8  # examples in which a feature must be something other than nothing
FOLDS = 10
POINTS = (0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)  # said, in the table of how often it is right
EVEN = [(0.0, 0.0), (1.0, 1.0)]
UNKNOWN = {"names": [], "start": 0.0, "trees": [], "told": EVEN}

Table = dict[str, Any]


@dataclass(frozen=True)
class Example:
    """Numbers, whether they belong to something right, and the paper and symbol that they are of."""

    features: Features
    right: bool
    paper: str
    symbol: str


@dataclass(frozen=True)
class Fold:
    """A forest, and the papers that it did not see."""

    papers: frozenset[str]
    table: Table


@dataclass(frozen=True)
class Fitted:
    """The weights from all papers, and those of each fold, by the name of the forest."""

    table: Table
    folds: Mapping[str, Sequence[Fold]]

    def without(self, paper: str) -> Judge:
        """A judge that did not learn from a paper."""
        return judge_from(
            {
                name: next((fold.table for fold in folds if paper in fold.papers), self.table[name])
                | {"told": self.table[name]["told"]}
                for name, folds in self.folds.items()
            }
        )


def fit(papers: Sequence[AnnotatedPaper], without: frozenset[str] = frozenset()) -> Fitted:
    """The weights of all three forests. ``without``: features (or kinds, by first words) that are not looked at.

    What a meaning is worth is told to the concepts' forest by forests that did not see the paper, and so is the table
    of how often something said was right.
    """
    table: Table = {}
    folds: dict[str, Sequence[Fold]] = {}
    for name, make in (("meaning", _meanings), ("claim", _claims)):
        table[name], folds[name] = _fitted(make(papers), without)
    judges = {paper.name: _meaning_judge(folds, paper.name) for paper in papers}
    ties = [example for paper in papers for example in concept_examples(paper, judges[paper.name])]
    table["concept"], folds["concept"] = _fitted(ties, without)
    quotes = [example for paper in papers for example in quote_examples(paper, judges[paper.name])]
    table["quote"], folds["quote"] = _fitted(quotes, without)
    return Fitted(table, folds)


def _fitted(examples: Sequence[Example], without: frozenset[str]) -> tuple[Table, Sequence[Fold]]:
    """The forest of all examples with what its answers are worth, and the folds that told that."""
    numbers = Numbers(examples, without)
    papers = sorted({example.paper for example in examples})
    folds = []
    for at in range(min(FOLDS, len(papers))):
        held_out = frozenset(papers[at::FOLDS])
        folds.append(Fold(held_out, numbers.forest(held_out)))
    return numbers.forest() | {"told": _told(examples, folds)}, folds


def _meaning_judge(folds: Mapping[str, Sequence[Fold]], paper: str) -> Judge:
    """The judge of meanings that did not see a paper."""
    tables = {name: next(fold.table for fold in each if paper in fold.papers) for name, each in folds.items()}
    return judge_from(
        {**{name: table | {"told": EVEN} for name, table in tables.items()}, "concept": UNKNOWN, "quote": UNKNOWN}
    )


# --- examples --------------------------------------------------------------------------------------------------------


def _meanings(papers: Sequence[AnnotatedPaper]) -> list[Example]:
    return [
        Example(features, right, paper.name, one.symbol.latex)
        for paper, one in _symbols(papers)
        for option, features, right in zip(one.options, one.features, one.right, strict=True)
        if option.meaning
    ]


def _claims(papers: Sequence[AnnotatedPaper]) -> list[Example]:
    return [
        Example(features, right, paper.name, one.symbol.latex)
        for paper, one in _symbols(papers)
        for option, features, right in zip(one.options, one.features, one.claimable, strict=True)
        if option.statement is not None and option.meaning
    ]


def _symbols(papers: Sequence[AnnotatedPaper]) -> Iterator[tuple[AnnotatedPaper, AnnotatedSymbol]]:
    return ((paper, one) for paper in papers for one in paper.symbols)


def concept_examples(paper: AnnotatedPaper, judge: Judge) -> Iterator[Example]:
    """The concepts that may be meant, beside the meaning that would be shown."""
    for one, tie in ties_in(paper, judge):
        right = one.accepts(tie.link.concept, paper.evidence.glossary)
        if any(entry.get("concept_ids") or entry.get("concept_missing") for entry in one.entries):
            yield Example(tie.features, right, paper.name, one.symbol.latex)


def quote_examples(paper: AnnotatedPaper, judge: Judge) -> Iterator[Example]:
    """The sentences that may be quoted for the symbols that the paper defines."""
    for one in paper.symbols:
        if not one.is_defined:
            continue
        # What concept is shown is not weighed yet: no names.
        for witness in witnesses_of(one.scene, weighed_by(one, judge).options, paper.evidence, ()):
            quoted = witness.quoted(one.scene, paper.evidence)
            if quoted is not None:
                yield Example(witness.features, one.defines(quoted.sentence), paper.name, one.symbol.latex)


def ties_in(paper: AnnotatedPaper, judge: Judge) -> Iterator[tuple[AnnotatedSymbol, Tie]]:
    weighed = [weighed_by(one, judge) for one in paper.symbols]
    often = concepts_by_frequency(weighed)
    for one, each in zip(paper.symbols, weighed, strict=True):
        for tie in ties_of(each.scene, each.options, chosen(each.options), often, paper.evidence):
            yield one, tie


def weighed_by(one: AnnotatedSymbol, judge: Judge) -> WeighedSymbol:
    options = [
        WeighedOption(
            option,
            judge.meaning.likelihood(features),
            judge.claim.likelihood(features) if option.statement is not None else 0.0,
            is_same_thing(option, features, one.symbol.latex),
        )
        for option, features in zip(one.options, one.features, strict=True)
    ]
    return WeighedSymbol(one.scene, tuple(options))


# --- forests ---------------------------------------------------------------------------------------------------------


class Numbers:
    """Examples as a table of numbers, of which some papers can be left out."""

    def __init__(self, examples: Sequence[Example], without: frozenset[str]) -> None:
        self.names = _names(examples, without)
        self._numbers = np.array([[one.features.get(name, 0.0) for name in self.names] for one in examples])
        self._right = np.array([one.right for one in examples])
        self._papers = np.array([one.paper for one in examples])

    def forest(self, without: frozenset[str] = frozenset()) -> Table:
        seen = ~np.isin(self._papers, sorted(without))
        model = HistGradientBoostingClassifier(
            max_iter=TREES, max_depth=DEPTH, learning_rate=RATE, min_samples_leaf=LEAF, l2_regularization=PENALTY,
            random_state=SEED, early_stopping=False,
        ).fit(self._numbers[seen], self._right[seen])  # fmt: skip
        trees = [_nodes(predictor.nodes) for (predictor,) in model._predictors]
        used = sorted({node[0] for tree in trees for node in tree if node[0] >= 0})
        place = {feature: at for at, feature in enumerate(used)}
        return {
            "names": [self.names[int(feature)] for feature in used],
            "start": round(float(np.ravel(model._baseline_prediction)[0]), 5),
            "trees": [[[place.get(feature, -1), *rest] for feature, *rest in tree] for tree in trees],
        }


def _names(examples: Sequence[Example], without: frozenset[str]) -> list[str]:
    seen: dict[str, int] = {}
    for example in examples:
        for name, number in example.features.items():
            if number:
                seen[name] = seen.get(name, 0) + 1
    kept = (name for name, times in seen.items() if times >= SEEN)
    return sorted(name for name in kept if not any(name == each or name.startswith(f"{each} ") for each in without))


def _nodes(nodes: Any) -> list[list[float]]:
    """A tree of scikit-learn's as rows of (feature or -1, most that goes left, left, right, value)."""
    rows = []
    for node in nodes:
        if node["is_leaf"]:
            rows.append([-1, 0, 0, 0, round(float(node["value"]), 4)])
        else:
            most = float(f"{node['num_threshold']:.5g}")
            rows.append(
                [int(node["feature_idx"]), most, int(node["left"]), int(node["right"]), round(float(node["value"]), 4)]
            )
    return rows


# --- how often what was said was right -------------------------------------------------------------------------------


def _told(examples: Sequence[Example], folds: Sequence[Fold]) -> list[tuple[float, float]]:
    """For the likeliest of each symbol, what was said by forests that did not see it -> the share that was right.

    A line through log-odds (J. Platt, "Probabilistic outputs for support vector machines", 1999).
    """
    best: dict[tuple[str, str], tuple[float, bool]] = {}
    for fold in folds:
        forest = judge_from(dict.fromkeys(NAMES, fold.table | {"told": EVEN})).meaning
        for example in examples:
            if example.paper in fold.papers:
                said = forest.likelihood(example.features)
                key = (example.paper, example.symbol)
                best[key] = max(best.get(key, (0.0, False)), (said, example.right))
    points = np.array([[_log_odds(each)] for each, _ in best.values()])
    line = LogisticRegression(C=1000.0).fit(points, np.array([right for _, right in best.values()]))
    shares = line.predict_proba(np.array([[_log_odds(point)] for point in POINTS]))[:, 1]
    return [(point, round(float(share), 4)) for point, share in zip(POINTS, shares, strict=True)]


def _log_odds(likelihood: float) -> float:
    return float(np.log(likelihood / (1 - likelihood)))
