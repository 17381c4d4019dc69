"""What a paper shows about its symbols, gathered once for linking them to meanings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from glossary import Glossary
from reader.formula.positions.kinds import LABEL
from reader.formula.positions.places import Position
from reader.formula.positions.standing import PlacesRead, standings
from reader.formula.semantics.statements import statements_by_row
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf
from reader.meaning.blocks.reading import blocks_of, shelf_for
from reader.meaning.evidence.concept_names import name_concept
from reader.meaning.evidence.dimensionless_numbers import named_numbers, names_around, names_in
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.evidence.reading_order import ReadingOrder
from reader.meaning.evidence.script_places import ScriptPlaces
from reader.meaning.evidence.spelled.label_words import told_by_labels
from reader.meaning.evidence.spelling import defined_spelling, without_fonts
from reader.meaning.evidence.statement_index import StatementIndex
from reader.meaning.evidence.statements import StatementReader
from reader.meaning.evidence.vocabulary import Vocabulary
from reader.model.annotations import AuthorStatement, Definition, Naming
from reader.model.document import Document, Equation, Statement
from reader.model.source import Paper
from reader.model.symbols import Occurrence, Standing, Symbol

SCRIPTS = ("below", "above")


class LinkingEvidence:
    """What linking looks at beside the symbol itself. Expensive views are made when first asked for.

    ``statements`` are the author's words, ``vocabulary`` the words of the prose, ``scripts`` where letters stand below
    and above others, ``order`` the reading order and the sections, ``mentions`` the places that may be quoted.
    The symbols of the definitions must be free of macros. It stays with the reading, which is asked for it again.
    """

    def __init__(
        self,
        symbols: Sequence[Symbol],
        definitions: Sequence[Definition],
        document: Document,
        paper: Paper,
        glossary: Glossary,
    ) -> None:
        self.symbols = symbols
        self.document = document
        self.glossary = glossary
        self.categories = paper.categories
        self.formulas: Mapping[str, Equation] = {
            equation.id: equation for equation in (*document.equations, *document.inline)
        }
        bases = {symbol.base for symbol in symbols if symbol.base}
        self.spellings = frozenset(symbol.latex for symbol in symbols) | bases
        self.order = ReadingOrder(document, self.formulas, symbols)
        self.vocabulary = Vocabulary(document.passages, glossary)
        # The concept that words name in this paper: a function, so that its readers do not hold all of this.
        self.name_concept = partial(_name_concept, glossary, self.vocabulary)
        self.scripts = ScriptPlaces(self.spellings, document, self.formulas)
        self.mentions = Mentions(symbols, document)
        self._statement_reader = StatementReader(self.name_concept, self.order)
        said = () if self.vocabulary.is_foreign else (*definitions, *self._told_by_labels(definitions))
        statements = self._statement_reader.read(said, symbols, document.passages)
        self.statements = StatementIndex(statements, self.scripts.family)
        self._named_numbers = named_numbers(said)

    def _told_by_labels(self, definitions: Sequence[Definition]) -> tuple[Definition, ...]:
        defined = frozenset(defined_spelling(one.symbol) or "" for one in definitions)
        return told_by_labels(self.symbols, self.document.passages, self.glossary, defined)

    def is_displayed(self, equation: str) -> bool:
        """Whether the id is that of a displayed row."""
        return equation in self.formulas and self.formulas[equation].display

    def statements_around(self, symbol: Symbol) -> tuple[AuthorStatement, ...]:
        """What the paper says of the names that a letter is only a part of: ``Re`` of ``R``."""
        around = names_around(symbol, self._named_numbers, self.formulas)
        return tuple(self._statement_reader.of_name(name, definition) for name, definition in around.items())

    def names_in(self, symbol: Symbol, equation: str) -> frozenset[str]:
        """The names of several letters in one formula that a letter is only a part of."""
        return names_in(symbol, equation, self.formulas)

    # --- formulas ---

    @cached_property
    def applied(self) -> frozenset[str]:
        """The letters that are functions somewhere, in one of their spellings."""
        return frozenset(symbol.base or symbol.latex for symbol in self.symbols if "applied" in symbol.traits)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """By id of the symbol, what its places in the formulas say of it."""
        return standings(self.symbols, self._places)

    def place_of(self, use: Occurrence) -> Position:
        """Where a symbol stands in a formula of the paper."""
        return self._places.of(use)

    @cached_property
    def _places(self) -> PlacesRead:
        return PlacesRead(self.formulas, self._statements)

    def carriers(self, symbol: Symbol, section: int) -> frozenset[str]:
        """The letters, whatever their font and size, beside which a letter stands in the formulas of a section."""
        if symbol.id not in self._carriers:
            found: dict[int, set[str]] = defaultdict(set)
            for use in symbol.occurrences:
                bases = (
                    without_fonts(place.host).lower() for place in self.place_of(use).own if place.relation in SCRIPTS
                )
                found[self.order.section_of_equation(use.equation)].update(bases)
            self._carriers[symbol.id] = {number: frozenset(bases) for number, bases in found.items()}
        return self._carriers[symbol.id].get(section, frozenset())

    @cached_property
    def _carriers(self) -> dict[str, Mapping[int, frozenset[str]]]:
        """The same of the letters that were asked for, by section."""
        return {}

    @cached_property
    def labels(self) -> frozenset[str]:
        """The letters that only tell others apart."""
        standings = ((symbol, self.standings.get(symbol.id)) for symbol in self.symbols)
        return frozenset(symbol.latex for symbol, standing in standings if standing and LABEL in standing.kinds)

    def beside(self, symbol: Symbol) -> Iterator[Symbol]:
        """The other symbols of the formulas in which it stands."""
        formulas = {occurrence.equation for occurrence in symbol.occurrences}
        ranks = sorted({rank for formula in formulas for rank in self._ranks_by_formula[formula]})
        yield from (other for rank in ranks if (other := self.symbols[rank]) is not symbol)

    @cached_property
    def _ranks_by_formula(self) -> Mapping[str, Sequence[int]]:
        """By formula, which of the symbols stand in it."""
        ranks: dict[str, list[int]] = defaultdict(list)
        for rank, symbol in enumerate(self.symbols):
            for use in symbol.occurrences:
                ranks[use.equation].append(rank)
        return ranks

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return statements_by_row(self.document)

    def statement_around(self, equation: str) -> tuple[str, int]:
        """The LaTeX of the statement that a formula is a row of, and where it begins there; "" of an unknown one."""
        if equation in self._statements:
            statement = self._statements[equation]
            return statement.latex, statement.row(equation).start
        return (self.formulas[equation].formula.expanded if equation in self.formulas else ""), 0

    def blocks_of(self, latex: str) -> tuple[FoundBlock, ...]:
        """The named patterns in a formula of the paper."""
        return blocks_of(latex, self.shelf)

    @cached_property
    def shelf(self) -> Shelf:
        """The named patterns that may stand in this paper."""
        return shelf_for(self.document, self.glossary, self.vocabulary.prose)


def _name_concept(glossary: Glossary, says: Vocabulary, words: str, *, member: bool = False) -> Naming | None:
    """The concept that an author's words name; ``member``: of one thing of many."""
    return name_concept(words, glossary, says.speaks_of, says.tells, member=member)
