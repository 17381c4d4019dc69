"""What speaks for and against an option, as named numbers: the input of the forests that decide.

Names are words with a value behind them ("source own", "kind set"), so that ``tezawari why`` can print them as they
are. Nothing here knows a paper, a letter's usual meaning or a weight.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p

from glossary.naming import fold_name
from reader.limits.memory import cached_for_a_paper
from reader.meaning.evidence.concept_names import ROUGH, TYPES, VAGUE, head_phrase
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.places import PassageRanks
from reader.meaning.evidence.spelling import first_letter, is_letter, take_apart
from reader.meaning.evidence.statements import is_at_point, is_value, points_back
from reader.meaning.linking.noun_classes import class_of
from reader.meaning.linking.pool import Option
from reader.meaning.linking.spelled_words import words_written
from reader.model.annotations import AuthorStatement
from reader.model.symbols import Symbol

Features = dict[str, float]

EMPTY = frozenset(("the", "and", "for", "with", "from", "that", "which", "its", "all", "any", "each", "our", "this"))
KIN = frozenset(("index", "simpler", "base", "part", "sibling"))
FORMULAS = frozenset(("role", "pattern", "operation", "word"))
ANY = ("any ", "some ", "arbitrary ", "each ", "every ", "all ", "both ", "two ", "different ")
KINDS = frozenset((
    "argument", "array", "coefficient", "column", "constant", "element", "entry", "function", "hyper", "hyperparameter",
    "integer", "map", "mapping", "matrix", "number", "operator", "parameter", "point", "quantity", "real", "row",
    "scalar", "set", "symbol", "term", "value", "variable", "vector",
))  # fmt: skip
TYPES_ALONE = frozenset(("function", "matrix", "quantity", "tensor", "variable"))
EXAMPLES = ("any ", "arbitrary ", "different ", "other ", "some ")  # what names one of many, not this one
BEGINNING = 4  # letters that a word of a label or command shares with one of the meaning
_MATH = re.compile(r"\$[^$]*\$")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z]+[a-z]?")
_DOUBT = re.compile(r"\b(?:if|when|whenever|rather than|instead)\b")


@dataclass(frozen=True, slots=True)
class MeaningWords:
    """A meaning's words: its head noun, the class of that, and the words that tell it from others."""

    head: str
    kind: str
    telling: frozenset[str]


@cached_for_a_paper(8192)
def words_of(meaning: str) -> MeaningWords:
    head = head_phrase(meaning).split() if meaning else []
    last = head[-1] if head else ""
    spoken = fold_name(_MATH.sub(" ", meaning))
    telling = frozenset(word for word in spoken if len(word) > 2 and word not in EMPTY and word not in VAGUE)
    return MeaningWords(last, class_of(last), telling)


def is_kind(meaning: str) -> bool:
    """Whether words name a kind of thing alone: "real numbers"."""
    return KINDS.issuperset(fold_name(meaning))


def names_one_of_many(meaning: str) -> bool:
    """Whether words tell a symbol from no other: "a function", "different projection matrices"."""
    return TYPES_ALONE.issuperset(fold_name(meaning)) or meaning.lower().startswith(EXAMPLES)


def of_symbol(symbol: Symbol, options: Sequence[Option], evidence: LinkingEvidence) -> Features:
    """What holds of the symbol whatever is said of it."""
    parts = take_apart(symbol.latex)
    displayed = sum(evidence.is_displayed(one.equation) for one in symbol.occurrences)
    features = {f"trait {trait}": 1.0 for trait in symbol.traits}
    features |= {
        f"sign {symbol.kind}": 1.0,
        "statements": float(sum(one.source == "own" for one in options)),
        "options": float(len(options)),
        "displayed": log1p(displayed),
        "occurrences": log1p(len(symbol.occurrences)),
        "has below": float(bool(parts.sub)),
        "has above": float(bool(parts.sup)),
        "has primes": float(bool(parts.primes)),
        "numbered": float(parts.sub[:1].isdigit()),
        "labelled": float(any(parts.label)),
        "single letter": float(is_letter(symbol.latex)),
        "only in scripts": float(evidence.scripts.only_in_scripts(symbol)),
        "counts coordinates": float(symbol.latex in evidence.scripts.dimensions),
    }
    standing = evidence.standings.get(symbol.id)
    if standing is not None:
        features |= {f"stands {place}": share for place, share in standing.places.items()}
        features |= {f"must be {kind}": share for kind, share in standing.shares.items()}
    return features


@cached_for_a_paper(1024)
def of_statement(one: AuthorStatement) -> Mapping[str, float]:
    """What holds of a statement, whichever symbol's option it is: it is one of all its kin."""
    definition = one.definition
    said, unit = definition.text.strip().lower(), definition.sentence.lower()
    return {
        f"phrase {definition.phrase}": 1.0,
        f"manner {definition.manner}": 1.0,
        f"in {definition.kind}": 1.0,
        f"within {definition.within or 'text'}": 1.0,
        f"reach {definition.reach or 'none'}": 1.0,
        f"named {one.naming.how if one.naming else 'nothing'}": 1.0,
        "reliability": one.reliability,
        "shared": float(one.shared),
        "beside the text": float(one.beside),
        "at a point": float(is_at_point(definition)),
        "of a value": float(is_value(one)),
        "points back": float(points_back(one)),
        "with the": float(said.startswith("the ")),
        "with a": float(said.startswith(("a ", "an "))),
        "words": float(len(one.meaning.split())),
        "with a formula": float("$" in one.meaning),
        "plural": float(_is_plural(one.meaning)),
        "any or arbitrary": float(said.removeprefix("the ").startswith(ANY)),
        "capital": float(one.meaning[:1].isupper()),
        "acronym": float(bool(_ACRONYM.fullmatch(one.meaning.strip()))),
        "formula, length": float(min(len(definition.symbol), 60)),
        "formula equates": float("=" in definition.symbol),
        "formulas in sentence": float(min(unit.count("$") // 2, 8)),
        "sentence, length": float(len(unit)),
        "begins with where": float(unit.lstrip().startswith(("where", "here", "in which"))),
        "says let": float("let " in unit),
        "says denote or define": float("denot" in unit or "defin" in unit),
        "says if": float(bool(_DOUBT.search(unit))),
    }


def _is_plural(meaning: str) -> bool:
    """Whether the last word before a complement ends as plurals do."""
    word = meaning.split(" of ", 1)[0].split(" for ", 1)[0].split(" in ", 1)[0].rsplit(" ", 1)[-1]
    return word.endswith("s") and not word.endswith("ss")


class SymbolScene:
    """One symbol with all its options: what they are compared in."""

    def __init__(self, symbol: Symbol, options: Sequence[Option], evidence: LinkingEvidence) -> None:
        self.symbol, self.options, self._evidence = symbol, options, evidence
        self.shared = of_symbol(symbol, options, evidence)
        self.words = [words_of(one.meaning) for one in options]
        self.letter = first_letter(symbol.latex)
        self.written = frozenset(word[:BEGINNING] for word in words_written(symbol) if len(word) > 2)
        places = [one.equation for one in symbol.occurrences if evidence.is_displayed(one.equation)]
        equations = dict.fromkeys(places or [one.equation for one in symbol.occurrences])
        self.ranks = sorted(map(evidence.order.rank_of_equation, equations))
        self.sections = frozenset(map(evidence.order.section_of, self.ranks))
        self.usual = frozenset(one.concept for one in options if one.source == "usual" and one.unmet is None)

    def features(self, number: int) -> Features:
        """Those of one option, by its place in the pool, with the shared ones."""
        return {**self.shared, **self.own_features(number)}

    def own_features(self, number: int) -> Features:
        """Those in which an option may differ from the others."""
        option, words = self.options[number], self.words[number]
        features = {f"source {option.source}": 1.0, f"class {words.kind}": 1.0}
        self._compared(features, number)
        features |= {
            "letter of head": float(bool(self.letter) and words.head[:1] == self.letter),
            "letter of a word": float(bool(self.letter) and any(word[0] == self.letter for word in words.telling)),
            "written": float(bool(self.written & {word[:BEGINNING] for word in (*words.telling, words.head)})),
            "has a written word": float(bool(self.written)),
            "telling words": float(len(words.telling)),
            "names a concept": float(option.concept is not None),
            "names a rough concept": float(option.concept in ROUGH or option.concept in TYPES),
            "names a usual concept": float(option.concept in self.usual),
        }
        if option.statement is not None:
            self._of_statement(features, option, option.statement, words)
        elif option.row is not None:
            self._of_row(features, option)
        elif option.why is not None:
            features |= {f"by {option.why.strategy}": 1.0, "offered": option.offered}
        return features

    def _compared(self, features: Features, number: int) -> None:
        """Which of the other options say the same."""
        option, telling = self.options[number], self.words[number].telling
        sources = [
            (other.source, other.unmet)
            for at, other in enumerate(self.options)
            if at != number
            and (
                (other.concept is not None and other.concept == option.concept)
                or not telling.isdisjoint(self.words[at].telling)
            )
        ]
        own = sum(source == "own" for source, _ in sources)
        others = self.shared["statements"] - (option.source == "own")
        features["agrees own"] = float(own)
        features["agrees own, share"] = own / others if others > 0 else 0.0
        features["agrees kin"] = float(any(source in KIN for source, _ in sources))
        features["agrees usual"] = float(any(source == "usual" and unmet is None for source, unmet in sources))
        features["agrees a letter's row"] = float(any(source == "usual" for source, _ in sources))
        features["agrees formula"] = float(any(source in FORMULAS for source, _ in sources))

    def _of_statement(self, features: Features, option: Option, one: AuthorStatement, words: MeaningWords) -> None:
        order = self._evidence.order
        same = [other.statement for other in self.options if other.source == option.source and other.statement]
        behind = bisect_left(self.ranks, one.position)
        near = min((abs(one.position - rank) for rank in self.ranks[max(behind - 1, 0) : behind + 1]), default=0)
        letters = self._evidence.statements.letters_by_meaning.get(one.meaning.lower(), frozenset())
        features |= of_statement(one)
        features |= {
            "said before": float(sum(other.position < one.position for other in same)),
            "said more reliably": float(sum(other.reliability > one.reliability for other in same)),
            "beside own words": float(option.source != "own" and self.shared["statements"] > 0),
            "before the formulas": float(bool(self.ranks) and one.position <= self.ranks[0]),
            "in a section of theirs": float(order.section_of(one.position) in self.sections),
            "passages away": near / PassageRanks.STEP,
            "vague head": float(words.head in VAGUE),
            "said of letters": float(len(letters)),
        }
        if option.source != "own":
            features |= self._likeness(one.spelling)

    def _likeness(self, spelling: str) -> Mapping[str, float]:
        """How the spelling that a statement is about differs from the symbol's."""
        own, other = take_apart(self.symbol.latex), take_apart(spelling)
        return {
            "same below": float(own.sub == other.sub),
            "same above": float(own.sup == other.sup),
            "other is bare": float(not other.sub and not other.sup),
            "other is kin": float(other.kin is not None and other.kin == own.kin),
            "same label": float(other.label == own.label),
            "other is labelled": float(any(other.label)),
            "other is zeroth": float("0" in (other.sub.strip("()"), other.sup.strip("()"))),
            "other is numbered": float(other.sub[:1].isdigit()),
            "same primes": float(own.primes == other.primes),
        }

    def _of_row(self, features: Features, option: Option) -> None:
        row, evidence = option.row, self._evidence
        assert row is not None
        names = evidence.glossary[row.concept].english_names[:3]
        features |= {
            f"unmet {option.unmet or 'nothing'}": 1.0,
            "row of this spelling": float(row.symbol == self.symbol.latex),
            "row's confidence": row.confidence,
            "row has conditions": float(row.is_conditional),
            "rows that hold": float(len(self.usual)),
            "paper speaks of it": float(evidence.vocabulary.speaks_of(evidence.glossary[row.concept].layer)),
            "paper says its name": float(any(map(evidence.vocabulary.says_word, names))),
        }
