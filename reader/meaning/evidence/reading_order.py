"""Where formulas and statements stand in reading order, and in which section."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from reader.meaning.evidence.places import PassageRanks
from reader.model.document import Document, Equation
from reader.model.source import Span
from reader.model.symbols import Symbol

SECTION = 2  # the level of a heading that begins another part of the paper
PROOF, STATED = "proof", ("theorem", "lemma", "proposition", "corollary")  # names of proofs, and of what is proved
BESIDE = frozenset(("abstract", "caption"))


class ReadingOrder:
    """Ranks the places of a paper; a rank grows in reading order. ``formulas`` holds all formulas by id."""

    def __init__(self, document: Document, formulas: Mapping[str, Equation], symbols: Sequence[Symbol]) -> None:
        self._document = document
        self._formulas = formulas
        self._symbols = symbols
        self._places = PassageRanks(document)
        self._ranks: dict[str, int] = {}
        self._section_of: dict[str, int] = {}

    def rank(self, span: Span) -> int:
        return self._places.rank(span)

    def rank_of_equation(self, equation: str) -> int:
        """The rank of a formula, 0 if it is none of this paper."""
        if equation not in self._ranks:
            formula = self._formulas.get(equation)
            self._ranks[equation] = self._places.rank(formula.formula.span) if formula else 0
        return self._ranks[equation]

    def section_of(self, rank: int) -> int:
        """The number of the section that holds a rank; subsections belong to their section."""
        return bisect_right(self._section_starts, rank)

    def section_of_equation(self, equation: str) -> int:
        """The same for a formula."""
        if equation not in self._section_of:
            self._section_of[equation] = self.section_of(self.rank_of_equation(equation))
        return self._section_of[equation]

    @cached_property
    def _section_starts(self) -> list[int]:
        return sorted(
            self._places.rank(section.span) for section in self._document.sections if section.level <= SECTION
        )

    def proof_of(self, rank: int) -> int:
        """The number of the proof that holds a rank, 0 where none does."""
        number = rank // PassageRanks.STEP - 1
        return self._proofs[number] if number >= 0 else 0

    @cached_property
    def _proofs(self) -> Sequence[int]:
        """By passage the number of its proof, which ends where a theorem or plain text begins."""
        found, proof, is_within = [], 0, False
        for passage in self._document.passages:
            within = passage.within.lower()
            is_proof = within.startswith(PROOF)
            proof += is_proof and not is_within
            is_within = is_proof or (is_within and within != "" and not within.startswith(STATED))
            found.append(proof if is_within else 0)
        return found

    def is_in_appendix(self, rank: int) -> bool:
        """Whether it stands behind the heading with which the appendix begins."""
        return rank >= self._appendix

    @cached_property
    def _appendix(self) -> float:
        appended = self._document.sections[self._document.appendix :]
        return self._places.rank(appended[0].span) if appended else float("inf")

    def within(self, rank: int) -> str:
        """The printed name of the theorem, proof, example or the like that holds a rank, in lower case; "" outside."""
        number = rank // PassageRanks.STEP - 1
        return self._document.passages[number].within.lower() if number >= 0 else ""

    def share_section(self, spelling: str, other: str) -> bool:
        """Whether two spellings stand in one section somewhere; True where a place is not known."""
        first, second = (self._sections_of_spelling.get(name, frozenset()) for name in (spelling, other))
        return not first or not second or bool(first & second)

    @cached_property
    def _sections_of_spelling(self) -> Mapping[str, frozenset[int]]:
        """The sections in which a spelling, or one that is built on it, stands."""
        sections: dict[str, set[int]] = defaultdict(set)
        for symbol in self._symbols:
            for occurrence in symbol.occurrences:
                section = self.section_of_equation(occurrence.equation)
                sections[symbol.latex].add(section)
                sections[symbol.base or symbol.latex].add(section)
        return {spelling: frozenset(numbers) for spelling, numbers in sections.items()}

    def is_beside(self, span: Span, rank: int) -> bool:
        """Whether a place of this rank stands in an abstract or a caption, beside the text."""
        number = rank // PassageRanks.STEP - 1
        if number < 0:
            return False
        passage = self._document.passages[number]
        return passage.kind in BESIDE and span.end <= passage.span.end
