"""What a paper shows about its symbols, gathered once for linking them to meanings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from reader.meaning.evidence.mentions import Mentions
from reader.meaning.evidence.reading_order import ReadingOrder
from reader.meaning.evidence.script_places import ScriptPlaces
from reader.meaning.evidence.spelled.label_words import told_by_labels
from reader.meaning.evidence.spelling import defined_spelling
from reader.meaning.evidence.statement_index import StatementIndex
from reader.meaning.evidence.statements import StatementReader
from reader.meaning.evidence.vocabulary import Vocabulary
from reader.model.annotations import Definition, Naming
from reader.model.document import Document, Equation, Statement
from reader.model.source import Paper
from reader.model.symbols import Occurrence, Standing, Symbol


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
        said = () if self.vocabulary.is_foreign else (*definitions, *self._told_by_labels(definitions))
        statements = StatementReader(self.name_concept, self.order).read(said, symbols, document.passages)
        self.statements = StatementIndex(statements, self.scripts.family)

    def _told_by_labels(self, definitions: Sequence[Definition]) -> tuple[Definition, ...]:
        defined = frozenset(defined_spelling(one.symbol) or "" for one in definitions)
        return told_by_labels(self.symbols, self.document.passages, self.glossary, defined)

    def is_displayed(self, equation: str) -> bool:
        """Whether the id is that of a displayed row."""
        return equation in self.formulas and self.formulas[equation].display

    # --- formulas ---

    @cached_property
    def applied(self) -> frozenset[str]:
        """The letters that are functions somewhere, in one of their spellings."""
        return frozenset(symbol.base or symbol.latex for symbol in self.symbols if "applied" in symbol.traits)

    @cached_property
    def never_applied(self) -> frozenset[str]:
        """The spellings of letters that are nowhere a function."""
        return frozenset(symbol.latex for symbol in self.symbols if "applied" not in symbol.traits)

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

    @cached_property
    def labels(self) -> frozenset[str]:
        """The letters that only tell others apart."""
        standings = ((symbol, self.standings.get(symbol.id)) for symbol in self.symbols)
        return frozenset(symbol.latex for symbol, standing in standings if standing and LABEL in standing.kinds)

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
