"""Which of an author's sentences to show beside a symbol: those that speak of it, and those that only hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.mentions import Mention
from reader.meaning.linking.concepts import WeighedOption
from reader.meaning.linking.features import Features, SymbolScene
from reader.model.annotations import Definition

MENTIONS = 4  # places that only hold the symbol, the most telling ones


@dataclass(frozen=True, slots=True)
class Witness:
    """A sentence that may be quoted, with what speaks for it."""

    source: Definition | Mention
    features: Features

    def quoted(self, scene: SymbolScene, evidence: LinkingEvidence) -> Definition | None:
        """The sentence; that of a place is cut out only now."""
        if isinstance(self.source, Mention):
            return evidence.mentions.quoted(scene.symbol, self.source.equation)
        return self.source


def witnesses_of(
    scene: SymbolScene, weighed: Sequence[WeighedOption], evidence: LinkingEvidence, names: Sequence[str]
) -> Iterator[Witness]:
    """The sentences of all statements, the places that tell most, and the most telling one of the symbol's kin.

    ``names`` are those of the concept that is shown: a sentence near the symbol may say one.
    """
    stated = [(number, one) for number, one in enumerate(weighed) if one.option.statement is not None]
    claim = max((one.claim for _, one in stated), default=0.0)
    for number, one in stated:
        assert one.option.statement is not None
        told = {"claim": one.claim, "likelihood": one.likelihood, "best claim": claim}
        yield Witness(one.option.statement.definition, {**scene.features(number), **told})
    for rank, mention in enumerate(evidence.mentions.telling(scene.symbol, MENTIONS)):
        told = {
            "source mention": 1.0,
            "weight": mention.weight,
            "rank": float(rank),
            "in a display": float(mention.equation.display),
            "best claim": claim,
        }
        yield Witness(mention, {**scene.shared, **told})
    beside = evidence.mentions.quotation(scene.symbol, names)
    if beside is not None:
        told = {"source kin or name": 1.0, f"in {beside.kind}": 1.0, "best claim": claim}
        yield Witness(beside, {**scene.shared, **told})
