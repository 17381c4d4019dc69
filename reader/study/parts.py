"""Which part a symbol plays (input, target, learned, random, chosen, index, computed, constant), and how that shows.

The rules are rows of ``parts.toml``; they are asked in order and the first that holds is the answer. Where none holds
the part is ``unknown``; operators, relations and brackets play none.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import cast

from glossary import Glossary
from glossary.model import ConceptId
from reader.limits.memory import cached_for_a_paper
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.evidence.reasons import reason
from reader.model.annotations import Annotation
from reader.model.document import Document, Equation
from reader.model.source import Span
from reader.model.symbols import Occurrence, Part
from reader.study.values import SymbolValue, head_of, values_of

MOST = 40  # places of a symbol looked at
LONGEST = 120  # characters of a distribution
NEAR = 90  # characters before a symbol that a rule may look at
BEHIND = 200  # the same behind it
WORKED_OUT = "heads-equation"  # the rule for what a displayed formula works out
NUMBERS: frozenset[ConceptId] = frozenset(("circle-constant", "eulers-number"))  # concepts
EACH = ("each ", "every ")  # how the noun of one of many begins
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FAR = "\0"  # stands for what is further away
_DISTRIBUTION = re.compile(r"\\sim\s*\\?[A-Za-z]+\s*(?:\{\s*\\?[A-Za-z]+\s*\}\s*)?(?:\\left\s*)?\Z")
_END = re.compile(r"\s*(?:[,;.]|\\q?quad|\\text|\\forall|\\label|\\\\|\\mbox|[)\]}]|\\right|\\bigr?|\Z)")


@dataclass(frozen=True, slots=True)
class PartRule:
    """One row of ``parts.toml``."""

    id: str
    part: Part
    why: Mapping[str, str]
    example: str  # a piece of LaTeX
    of: str  # the symbol there that plays the part
    heads: frozenset[str]
    says: str | None  # a pattern, compiled when first asked for
    unless: str | None
    letters: str | None
    before: str | None
    after: str | None
    paper: tuple[str, ...]
    trait: str | None
    needs: str | None
    by_words: bool  # whether it asks for the meaning's words


@dataclass(frozen=True, slots=True)
class Played:
    """The answer: the rule that held, the place where it shows, and what a random symbol is drawn from (LaTeX).

    ``why`` is the rule's reason, or says that the symbol's usual meaning is what the rule was asked about.
    """

    part: Part
    rule: PartRule | None = None
    place: Span | None = None
    distribution: str | None = None
    why: Mapping[str, str] = field(default_factory=dict)


UNKNOWN = Played("unknown")


@cache
def rules() -> tuple[PartRule, ...]:
    """The rows in order."""
    rows = tomllib.loads((pkgutil.get_data(__package__, "parts.toml") or b"").decode("utf-8"))
    return tuple(_rule(key, row) for key, row in rows.items())


def _rule(key: str, row: Mapping[str, object]) -> PartRule:
    def text(name: str) -> str | None:
        return str(row[name]) if name in row else None

    heads = frozenset(filter(None, map(head_of, cast("list[str]", row.get("heads", [])))))
    return PartRule(
        key,
        cast("Part", row["part"]),
        {"en": str(row["en"]), "ja": str(row["ja"])},
        str(row["example"]),
        str(row["of"]),
        heads,
        text("says"),
        text("unless"),
        text("letters"),
        text("before"),
        text("after"),
        tuple(cast("list[str]", row.get("paper", []))),
        text("trait"),
        text("needs"),
        "heads" in row or "says" in row,
    )


class Parts:
    """The parts of one paper's symbols, and their values."""

    def __init__(
        self, annotations: Sequence[Annotation], document: Document, glossary: Glossary, mentions: Mentions
    ) -> None:
        self._document = document
        self._glossary = glossary
        self._equations = {one.id: one for one in (*document.equations, *document.inline)}
        self._said: dict[str, bool] = {}
        self._values = values_of(annotations, document, mentions)

    def played(self, annotation: Annotation) -> Played | None:
        """The part that a symbol plays; None where the question makes no sense."""
        if annotation.symbol.kind == "constant":
            return Played("constant")
        if annotation.symbol.kind != "identifier":
            return None
        case = _Case(annotation, self)
        for rule in rules():
            found = case.held(rule)
            if found is not None:
                return case.worked_out() or found if found.part == "chosen" and rule.by_words else found
        return UNKNOWN

    def values(self, annotation: Annotation, played: Played | None) -> tuple[SymbolValue, ...]:
        """What the authors set the symbol to; an index is never set, so that a broken number is of another ``i``."""
        found = self._values.get(annotation.symbol.id, ())
        return tuple(each for each in found if "." in each.value) if played and played.part == "index" else found

    def says(self, words: Sequence[str]) -> bool:
        """Whether a word of the paper begins like one of these."""
        for word in words:
            if word not in self._said:
                self._said[word] = bool(re.search(rf"\b{word}", self._prose))
        return any(self._said[word] for word in words)

    @cached_property
    def _prose(self) -> str:
        return " ".join(passage.text for passage in self._document.passages).casefold()

    def phrase(self, concept: str) -> str:
        """What a concept is called in a few English words."""
        return self._glossary[concept].phrase.get("en", "") if concept in self._glossary else ""

    def equation(self, occurrence: Occurrence) -> Equation | None:
        """The formula of a place."""
        return self._equations.get(occurrence.equation)


@cached_for_a_paper(4096)
def said_by(meaning: str) -> frozenset[str]:
    """The ids of the rules that hold by the words of a meaning."""
    words = head_of(meaning).split()
    endings = frozenset(" ".join(words[at:]) for at in range(len(words)))
    return frozenset(rule.id for rule in rules() if rule.by_words and _is_said(rule, meaning, endings))


def _is_said(rule: PartRule, meaning: str, endings: frozenset[str]) -> bool:
    named = not endings.isdisjoint(rule.heads) or bool(rule.says and re.search(rule.says, meaning))
    return named and not (rule.unless and re.search(rule.unless, meaning))


class _Case:
    """One symbol before the rules."""

    def __init__(self, annotation: Annotation, parts: Parts) -> None:
        self.annotation = annotation
        self.parts = parts
        meaning = annotation.meaning if annotation.status != "structure" else None
        if meaning and annotation.source is not None and annotation.source.text.lower().startswith(EACH):
            meaning = annotation.source.text  # a meaning is what one of them is
        if meaning and annotation.links and _CJK.search(meaning):
            meaning = parts.phrase(annotation.links[0].concept)  # the rules ask for English words
        self.spoken = said_by(meaning) if meaning else frozenset()

    @cached_property
    def surroundings(self) -> Sequence[tuple[str, str, bool, Occurrence]]:
        """Text before and behind the first places, and whether the formula is displayed."""
        found = []
        for occurrence in self.annotation.symbol.occurrences[:MOST]:
            equation = self.parts.equation(occurrence)
            if equation is not None:
                latex, start = equation.formula.expanded, occurrence.start
                before = latex[:start] if start <= NEAR else _FAR + latex[start - NEAR : start]
                found.append((before, latex[occurrence.end : occurrence.end + BEHIND], equation.display, occurrence))
        return found

    def held(self, rule: PartRule) -> Played | None:
        symbol = self.annotation.symbol
        if rule.trait is not None and rule.trait not in symbol.traits:
            return None
        if rule.by_words and rule.id not in self.spoken:
            return None
        if rule.letters and not re.fullmatch(rule.letters, symbol.latex):
            return None
        if rule.by_words:
            return self._said(rule)
        if rule.before or rule.after:
            return self._shown(rule)
        is_so = FACTS[rule.needs or ""](self) and not self._is_barred(rule)
        return Played(rule.part, rule, why=rule.why) if is_so else None

    def worked_out(self) -> Played | None:
        """What a displayed formula works out is computed: nobody chooses it, whatever such things usually are."""
        return next((self.held(rule) for rule in rules() if rule.id == WORKED_OUT), None)

    def _said(self, rule: PartRule) -> Played | None:
        if not self._in_paper(rule):
            return None
        if self.annotation.status == "reader":
            return Played(rule.part, rule, why=rule.why)
        if self.annotation.status != "paper" or self.annotation.source is None:
            return Played(rule.part, rule, why=reason("part-usual"))
        return Played(rule.part, rule, self.annotation.source.sentence_span, why=rule.why)

    def _shown(self, rule: PartRule) -> Played | None:
        for before, after, displayed, occurrence in self.surroundings:
            if rule.needs == "display" and not displayed:
                continue
            if (rule.after and not re.match(rule.after, after)) or (rule.before and not re.search(rule.before, before)):
                continue
            if rule.part == "random" and is_argument(before):
                continue
            if not self._in_paper(rule) or self._is_barred(rule):
                return None
            drawn = distribution_of(after) if rule.part == "random" else None
            return Played(rule.part, rule, occurrence.span, drawn, rule.why)
        return None

    def _is_barred(self, rule: PartRule) -> bool:
        """Whether the words for the symbol speak against a rule that looks at formulas."""
        return bool(rule.unless and re.search(rule.unless, self.annotation.meaning or ""))

    def _in_paper(self, rule: PartRule) -> bool:
        return not rule.paper or self.parts.says(rule.paper)


def distribution_of(after: str) -> str | None:
    """What stands right of ``\\sim``, up to the end of its brackets: ``\\mathcal{N}(0, 1)``."""
    _, _, right = after.partition(r"\sim")
    right = right[:LONGEST].lstrip("} ")
    depth = 0
    for at, mark in enumerate(right):
        if depth == 0 and _END.match(right, at):
            return right[:at].strip() or None
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(mark, 0)
    return right.strip() or None


def is_argument(before: str) -> bool:
    """Whether the brackets of a distribution are open: ``t \\sim U(0,`` draws t, nothing that stands there."""
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(before[at], 0)
        if depth < 0:
            return bool(_DISTRIBUTION.search(before[:at]))
    return False


def _is_set(case: _Case) -> bool:
    return bool(case.parts.values(case.annotation, None))


def _is_scripted(case: _Case) -> bool:
    symbol = case.annotation.symbol
    if case.annotation.meaning == reason("meaning-label")["en"]:
        return False  # it counts nothing
    return "indexes" in symbol.traits and "applied" not in symbol.traits and case.annotation.status != "paper"


def _is_number(case: _Case) -> bool:
    links = case.annotation.links
    return bool(links) and links[0].concept in NUMBERS


FACTS: Mapping[str, Callable[[_Case], bool]] = {"set": _is_set, "scripted": _is_scripted, "number": _is_number}
