"""Entries of a whole that a formula lists: ``x_i`` of ``x = (x_1, \\dots, x_n)``, and the whole by its entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.sides import Sides, listed
from reader.meaning.linking.unsaid.words import many
from reader.meaning.prose.members import element_of, one_of_many
from reader.model.symbols import Symbol

Said = Mapping[str, str]
Kind = tuple[str, str, int]
SET = r"\{"
PARTS = {"vector": "component", "dataset": "element", "sequence": "element", "tuple": "element", "set": "element"}


@dataclass(frozen=True)
class Lists:
    """The lists that the formulas set names equal to."""

    sides: Sides

    @cached_property
    def wholes(self) -> Mapping[Kind, tuple[tuple[str, str], ...]]:
        """By the kind of their entries the wholes, each with its bracket."""
        found: dict[Kind, dict[tuple[str, str], None]] = defaultdict(dict)
        for whole, (bracket, kind) in self._lists.items():
            found[kind][whole, bracket] = None
        return {kind: tuple(wholes) for kind, wholes in found.items()}

    @cached_property
    def _lists(self) -> Mapping[str, tuple[str, Kind]]:
        """By whole its bracket and the kind of its entries; where two lists differ, none."""
        found: dict[str, tuple[str, Kind]] = {}
        unclear: set[str] = set()
        for whole, sides in self.sides.items():
            for side in sides:
                bracket, names = listed(side)
                kinds = {kind_of(name) for name in names}
                kind = kinds.pop() if len(kinds) == 1 else None
                if kind is None or (len(names) == 1 and bracket == "("):
                    continue
                if found.setdefault(whole, (bracket, kind))[1] != kind:
                    unclear.add(whole)
        return {whole: one for whole, one in found.items() if whole not in unclear}

    def entry(self, symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
        """What an entry is of a whole that has words."""
        kind = kind_of(symbol.latex)
        for whole, bracket in self.wholes.get(kind, ()) if kind is not None else ():
            words = said.get(whole)
            if words and evidence.order.share_section(symbol.latex, whole):
                one = element_of(words) or (one_of_many(words) if one_of_many(words) != words else "")
                return one or f"{'element' if bracket == SET else 'component'} of the {words}"
        return _of_base(symbol, said)

    def whole(self, symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
        """What a whole holds whose entries have words."""
        bracket, kind = self._lists.get(symbol.latex, ("", None))
        if kind is None:
            return ""
        entries = (latex for latex in said if kind_of(latex) == kind)
        words = next((said[one] for one in entries if evidence.order.share_section(symbol.latex, one)), "")
        plural = many(words) if words else ""
        return plural and f"{'set' if bracket == SET else 'collection'} of {plural}"


def _of_base(symbol: Symbol, said: Said) -> str:
    """What an indexed letter is where the bare letter is a vector or a set, by its own words."""
    parts = take_apart(symbol.latex)
    words = said.get(parts.base, "")
    if parts.indices != 1 or parts.sup or parts.primes or not words:
        return ""
    one = element_of(words)
    if one or "{" in parts.base:  # a bold letter with an index is one of several vectors
        return one or ""
    part = PARTS.get(words_of(words).head, "")
    return part and f"{part} of the {words}"


def kind_of(latex: str) -> Kind | None:
    """What entries of one list share: the base with what is no index, and how many indices. None of a bare letter."""
    parts = take_apart(latex)
    if not parts.indices or parts.primes:
        return None
    return parts.base, parts.sup, parts.indices
