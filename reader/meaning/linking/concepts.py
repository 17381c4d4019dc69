"""What speaks for a concept as that which a symbol stands for, beside the meaning that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary import Glossary
from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.meaning.evidence.concept_names import ROUGH, TYPES, names_within
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.homonyms import concept_meant
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import Features, SymbolScene, words_of
from reader.meaning.linking.noun_classes import class_of, head_of_name
from reader.meaning.linking.pool import Option
from reader.model.annotations import ConceptLink

BEGINNING = 6  # letters by which words of a name and of a meaning are compared
OFTEN = 8  # spellings of a paper that may stand for one concept, counted so far


@dataclass(frozen=True, slots=True)
class WeighedOption:
    """An option with how likely its words are right, and how likely the author says them of the symbol there.

    ``same_thing``: no label makes the spelling that the words are said of another thing. The features are not kept:
    those of all options of a paper would be most of what it takes, and the scene makes them again.
    """

    option: Option
    likelihood: float
    claim: float
    same_thing: bool = True


@dataclass(frozen=True, slots=True)
class Tie:
    """A concept that the symbol may stand for, what speaks for it, and how it is told."""

    link: ConceptLink
    features: Features


def ties_of(
    scene: SymbolScene,
    weighed: Sequence[WeighedOption],
    shown: WeighedOption | None,
    often: Mapping[ConceptId, int],
    evidence: LinkingEvidence,
) -> list[Tie]:
    """Every concept that an option proposes or has a name of among its words. ``shown`` is the meaning that is shown,
    ``often`` how many spellings of the paper are likely to stand for a concept."""
    proposals = _Proposals(evidence, shown)
    for one in weighed:
        proposals.add(one)
    total = sum(features.get("likelihood", 0.0) for features in proposals.features.values()) or 1.0
    usual = sum("source usual" in features for features in proposals.features.values())
    common = {
        "meaning's likelihood": shown.likelihood if shown else 0.0,
        "meaning is the author's": float(shown is not None and shown.option.statement is not None),
        "meaning names none": float(shown is None or shown.option.concept is None),
        "concepts": float(len(proposals.features)),
        "rows that hold": float(usual),
    }
    ties = []
    for concept, features in proposals.features.items():
        features |= {**scene.shared, **common, "share": features.get("likelihood", 0.0) / total}
        features |= _of_concept(concept, shown, scene, evidence)
        features["often"] = float(min(often.get(concept, 0), OFTEN))
        ties.append(Tie(proposals.links[concept], features))
    return ties


class _Proposals:
    """The concepts that options propose, with the strongest numbers of each."""

    def __init__(self, evidence: LinkingEvidence, shown: WeighedOption | None) -> None:
        self._glossary, self._says, self._shown = evidence.glossary, evidence.vocabulary.tells, shown
        self.features: dict[ConceptId, Features] = {}
        self.links: dict[ConceptId, ConceptLink] = {}
        self._strength: dict[ConceptId, float] = {}

    def add(self, one: WeighedOption) -> None:
        option = one.option
        if option.concept is not None and option.why is not None and option.holds:
            self._propose(option.concept, option.why, one.likelihood)
            self._raise(option.concept, _of_proposal(one))
            if one is self._shown:
                self._raise(option.concept, {"meaning names it": 1.0})
        if option.statement is None:
            return
        for named in names_within(option.meaning, self._glossary):
            name = " ".join(fold_name(named.words))
            concept = concept_meant(name, named.concept, self._says, alone=named.alone)
            if concept is None or concept not in self._glossary:
                continue
            why = ConceptLink(concept, 0.0, "paper", reason("named-within", text=named.words), "author")
            self._propose(concept, why, one.likelihood / 2)
            told = f"name {named.place}"
            self._raise(concept, {told: 1.0, f"{told}, likelihood": one.likelihood})
            if one is self._shown:
                self._raise(concept, {f"{told} in meaning": 1.0})

    def _propose(self, concept: ConceptId, why: ConceptLink, strength: float) -> None:
        """The likeliest option tells why."""
        if concept not in self.links or strength > self._strength[concept]:
            self.links[concept], self._strength[concept] = why, strength

    def _raise(self, concept: ConceptId, numbers: Mapping[str, float]) -> None:
        features = self.features.setdefault(concept, {})
        for name, number in numbers.items():
            features[name] = max(features.get(name, 0.0), number)


def _of_proposal(one: WeighedOption) -> Features:
    option = one.option
    features = {"likelihood": one.likelihood, f"source {option.source}": 1.0}
    if option.statement is not None:
        naming = option.statement.naming
        how = naming.how if naming else "nothing"
        return features | {
            "author's likelihood": one.likelihood,
            "claim": one.claim,
            f"named {how}": 1.0,
            f"named {how}, likelihood": one.likelihood,
        }
    features[f"{option.source}, likelihood"] = one.likelihood
    if option.row is not None:
        features["row's confidence"] = option.row.confidence
        features["row has conditions"] = float(option.row.is_conditional)
    return features


def _of_concept(
    concept: ConceptId, shown: WeighedOption | None, scene: SymbolScene, evidence: LinkingEvidence
) -> Features:
    named = _named(concept, evidence.glossary)
    words = words_of(shown.option.meaning if shown else "")
    said = frozenset(word[:BEGINNING] for word in words.telling)
    return {
        **named.features,
        "name in meaning": max((len(said & one) / len(one) for one in named.beginnings if one), default=0.0),
        "meaning in name": max((len(said & one) / len(said) for one in named.beginnings), default=0.0) if said else 0.0,
        "head of meaning": float(bool(words.head) and words.head in named.heads),
        "unfit": float(not scene.symbol.traits.isdisjoint(evidence.glossary[concept].unfit)),
        "paper speaks of it": float(evidence.vocabulary.speaks_of(named.layer)),
        "paper says its name": float(any(map(evidence.vocabulary.says_word, named.names[:3]))),
    }


@dataclass(frozen=True, slots=True)
class _NamedConcept:
    """What the names of a concept tell in every paper: the beginnings of the words of each, and their last words."""

    names: tuple[str, ...]
    layer: str
    beginnings: tuple[frozenset[str], ...]
    heads: frozenset[str]
    features: Features


@lru_cache(maxsize=4096)
def _named(concept: ConceptId, glossary: Glossary) -> _NamedConcept:
    known = glossary[concept]
    names = known.english_names
    folded = (fold_name(name) for name in names)
    features = {
        f"layer {known.layer}": 1.0,
        f"class {class_of(head_of_name(names))}": 1.0,
        "words of name": float(len(names[0].split())) if names else 0.0,
        "rough": float(concept in ROUGH or concept in TYPES),
    }
    beginnings = tuple(frozenset(word[:BEGINNING] for word in name if len(word) > 2) for name in folded)
    return _NamedConcept(names, known.layer, beginnings, frozenset(head_of_name((name,)) for name in names), features)


SIGNED = frozenset(("+", "-"))  # scripts of a sign alone


def is_same_thing(option: Option, features: Features, latex: str) -> bool:
    """Whether words said of another spelling may be said of this one, too: a label makes another thing, and among
    siblings so does another index: ``W_{p}`` need be no ``W_{1}``.
    A sign alone is a label, too: a chosen ``x^{+}`` is one of many ``x``.
    """
    if option.statement is None:
        return bool(features.get("same label", 1.0))
    own, other = take_apart(latex), take_apart(option.statement.spelling)
    if SIGNED & {own.sub, own.sup} != SIGNED & {other.sub, other.sup}:
        return False
    if option.source != "sibling":
        return bool(features.get("same label", 1.0))
    return bool(features.get("other is kin")) and (own.sub, own.sup) == (other.sub, other.sup)


def is_number_of(meaning: str) -> bool:
    """Whether words say that things are counted: "the total number of pages"."""
    return words_of(meaning).head == "number" and meaning.lower().partition("number")[2].startswith(" of ")


def is_count(concept: ConceptId, glossary: Glossary) -> bool:
    """Whether a concept is a count or a size."""
    return class_of(head_of_name(_named(concept, glossary).names)) == "count"


def is_called_so(meaning: str, concept: ConceptId, glossary: Glossary) -> bool:
    """Whether words share one with a name of the concept."""
    said = frozenset(word[:BEGINNING] for word in words_of(meaning).telling)
    return any(said & one for one in _named(concept, glossary).beginnings)


def has_head(concept: ConceptId, head: str, glossary: Glossary) -> bool:
    """Whether a name of the concept ends with a word."""
    return head in _named(concept, glossary).heads


def is_name(concept: ConceptId, word: str, glossary: Glossary) -> bool:
    """Whether a word is a whole name of the concept."""
    return any(fold_name(name) == (word,) for name in _named(concept, glossary).names)


def decided(tie: Tie, likelihood: float) -> ConceptLink:
    """The link with how sure it is."""
    return replace(tie.link, confidence=likelihood)
