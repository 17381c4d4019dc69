"""What a paper shows about its symbols, gathered once: definitions by spelling, prose, formulas, places."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, pairwise, takewhile

from glossary import Glossary
from reader.formula.tables.uses import COUNTING_LETTERS
from reader.meaning.acronyms import spelled_out
from reader.meaning.attributes import attributes_in
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf, shelf_under, spoken_shelf
from reader.meaning.blocks.prose import Prose
from reader.meaning.blocks.reading import blocks_of
from reader.meaning.concept_names import Naming, is_nominal, name_concept
from reader.meaning.conventions import Convention, stated_conventions
from reader.meaning.labels import labels_in
from reader.meaning.mentions import Mentions
from reader.meaning.named_numbers import named_numbers, names_around
from reader.meaning.phrases import phrases
from reader.meaning.places import Places
from reader.meaning.spelling import defined_spelling, listed_family, take_apart
from reader.meaning.wording import as_meaning
from reader.model import Definition, Document, Equation, Paper, Symbol

USUAL_RELIABILITY = 0.7
ATTRIBUTED = 0.55  # of what a word behind a hyphen or below a brace tells
SECTION = 2  # the level of a heading that begins another part of the paper
EMPTY = frozenset(("", "value", "values", "symbol", "quantity", "quantities", "sample", "set", "choice"))
# Words that say only what the symbol depends on: "a function of $x$".
_OF_FORMULAS = re.compile(
    r"(?:an?|the)?\s*(?:function|value|set|sequence|combination)s?\s+of\s+(?:both\s+)?"
    r"(?:\$[^$]*\$[\s,]*(?:and\s+|only\s*)?)+\Z"
)
# Words that name a kind of thing alone: what says more is believed before them, whatever stands first.
VAGUE_ALONE = frozenset(("function", "functions", "operator", "map", "mapping", "equality", "relation", "constant"))
LESS_TELLING = 0.15
MANY = frozenset(("sequence", "sequences", "family", "series"))  # what says nothing of one member
_WORD = re.compile(r"[^\W\d_]+")
_WHOLE = re.compile(r"(?:[a-z]+\s+)?(?:(?P<run>sequence|series)|set|family|collection)(?:e?s)?\s+of\s+(?=[a-z])")
_PLURAL = re.compile(r"(?:\$|\\\))\s?['’]\s?s\s+(?:are|denote|represent|be)\b")
_SEQUENCE = re.compile(r"(?:\$|\\\))\s+(?:sequence|iterates|process|series)\b")
SORTED = frozenset(("kind-is", "kind-can-be-seen"))  # phrases that say a noun between symbol and verb
_BELOW = re.compile(r"_\s*(?:\{(?:[^{}]|\{[^{}]*\})*)?\Z")
_ABOVE = re.compile(r"(?<![\de])\^\s*(?P<brace>\{?)\s*\Z")
_MARK = re.compile(
    r"(?:\^\s*|1\s*-\s*|(?:\||\\[rR]?[vV]ert|\\rangle)\s*(?:\}\s*)?(?:\^\s*\{?2\}?\s*)?_\s*)(?:\{\s*(?:\\[a-z]+\s*\{?\s*)?)?\Z"
)
_LAST = re.compile(r"dots\s*,?\s*(?:\\[A-Za-z]+\s*\{[^{}]*\}|\\?[A-Za-z]+)\s*_\s*\{?\s*\Z")
_HALF = re.compile(r"\s*/\s*2\b")
_LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+")
FAR = 60  # characters before a letter in which its script begins
_COUNTED = re.compile(r"(?:two|three|four|five|six)\s+(?=[a-z])", re.IGNORECASE)  # "two weights" for one of them
_SQUARED = re.compile(r"\s*(\\?[^\s^].*?)\s*\^\s*(?:2|\{\s*2\s*\})\s*", re.DOTALL)
_VARIANCE = re.compile(r"((?:[\w-]+\s+){0,4}?)[Vv]ariance(s?)\b(?!\s+(?!of\b|in\b|for\b|at\b|per\b|and\b)[a-z])")
_APPLIED = re.compile(r"^[^=]*?\([^()]*,")
_POINTS_BACK = re.compile(r"th(?:is|ese|at|ose)\s", re.IGNORECASE)
_AT_POINT = re.compile(r"^[^=]*?\((?:[^()]*,)?\s*[-+]?\d[\d.]*\s*[,)]")
BESIDE = frozenset(("abstract", "caption"))
ASIDE = {"table": 0.3, "caption": 0.1}  # what a phrase loses in a cell or a caption


@dataclass(frozen=True, slots=True)
class Statement:
    """A definition tied to the canonical spelling that it introduces. ``position`` is its rank in reading order.

    ``shared`` says that the same words define other symbols too, and may fit each of them only in part; ``beside`` that
    they stand beside the text, or sum it up.
    """

    spelling: str
    definition: Definition
    meaning: str
    naming: Naming | None
    reliability: float
    position: int
    shared: bool = False
    beside: bool = False

    @property
    def is_value(self) -> bool:
        """Whether it is about ``f(a, b)``, by which often an entry of ``f`` is meant."""
        return bool(_APPLIED.search(self.definition.symbol))

    @property
    def points_back(self) -> bool:
        """Whether its words speak of what was said before: "this energy $E$"."""
        return bool(_POINTS_BACK.match(self.definition.text))

    @property
    def at_point(self) -> bool:
        """Whether it is about ``f(a, 0)``: what a function is somewhere tells little of what it is."""
        return bool(_AT_POINT.search(self.definition.symbol))


class Evidence:
    """What the strategies look at beside the symbol itself. Expensive views are made when first asked for."""

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
        self.spellings = frozenset(symbol.latex for symbol in symbols) | {s.base for s in symbols if s.base}
        self._places = Places(document)
        self._said: dict[str, bool] = {}  # what the prose was asked for
        self._scripted: dict[str, bool] = {}
        self._ranks: dict[str, int] = {}
        self._section_of: dict[str, int] = {}
        self.mentions = Mentions(symbols, document)
        self.by_spelling = _group(self._statements(definitions))
        self._names = named_numbers(definitions)

    def _statements(self, definitions: Iterable[Definition]) -> Iterator[Statement]:
        known = {phrase.id: phrase for phrase in phrases()}
        passages = self.document.passages
        definitions = (*definitions, *spelled_out(self.symbols, passages))
        told = Counter(definition.span for definition in definitions)
        listed = Counter(place for place, _ in {((each.sentence_span, each.phrase), each.span) for each in definitions})
        for definition in definitions:
            phrase = known.get(definition.phrase)
            said = definition.words or definition.text
            words = phrase.says.format(as_meaning(said)) if phrase else said
            reliability = (phrase.reliability if phrase else USUAL_RELIABILITY) - _lessened(definition)
            definition, words = _unsquared(definition, words)
            if is_nominal(definition.text):
                beside = listed[definition.sentence_span, definition.phrase] > 1
                yield from self._statement(definition, words, reliability, told[definition.span] > 1, listed=beside)
        for definition, words in attributes_in(passages):
            yield from self._statement(definition, words, ATTRIBUTED, False)
        for definition in labels_in(passages):
            yield from self._statement(definition, definition.text, ATTRIBUTED, False)

    def _statement(
        self, definition: Definition, words: str, reliability: float, shared: bool, *, listed: bool = False
    ) -> Iterator[Statement]:
        """The definition tied to its symbol, where it has one and ``words`` say something.

        Among others of a list also "values" does: "queries, keys and values".
        """
        squared = _SQUARED.match(definition.symbol)
        if squared and words.endswith("variance"):  # of what a variance is the square the author has said it, too
            definition = replace(definition, symbol=squared[1])
            words = words.removesuffix("variance") + "standard deviation"
        spelling, meaning = defined_spelling(definition.symbol), as_meaning(words)
        if spelling is None or _OF_FORMULAS.match(words):
            return
        if meaning.lower().removeprefix("following ") in EMPTY and not (listed and meaning.endswith("s")):
            return
        member = bool(take_apart(spelling).indices)
        if member and meaning.lower() in MANY:
            return
        if shared:
            meaning = _COUNTED.sub("", meaning)
        position = self._places.rank(definition.span)
        yield Statement(
            spelling,
            definition,
            _of_member(meaning, definition.symbol) if member else meaning,
            name_concept(words, self.glossary, self.speaks_of, self.says_word, member=member),
            reliability - (LESS_TELLING if meaning.lower() in VAGUE_ALONE else 0),
            position,
            shared,
            self._stands_beside(definition, position),
        )

    def _stands_beside(self, definition: Definition, position: int) -> bool:
        number = position // Places.STEP - 1
        if number < 0:
            return False
        passage = self.document.passages[number]
        return passage.kind in BESIDE and definition.span.end <= passage.span.end

    @cached_property
    def by_base(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements about symbols with scripts, by the base that they are built on."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for spelling, statements in self.by_spelling.items():
            parts = take_apart(spelling)
            if parts.base != spelling and not _FIRST.fullmatch(parts.sup):  # ``h^{(0)}`` is what goes in
                groups[parts.base].extend(statements)
        return {base: tuple(statements) for base, statements in groups.items()}

    @cached_property
    def conventions(self) -> tuple[Convention, ...]:
        """What the author says of whole alphabets."""
        return stated_conventions(self.document.passages)

    @cached_property
    def of_all(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements in the plural about a letter ("the $w$'s are weights"): they hold for all that is built on it."""
        return {
            spelling: plural
            for spelling, statements in self.by_spelling.items()
            if (plural := tuple(one for one in statements if _PLURAL.search(one.definition.sentence)))
        }

    @cached_property
    def of_sequence(self) -> Mapping[str, Definition]:
        """The first definition of "the $z$ sequence", by the letter: it speaks of each ``z_{t}``."""
        return {
            statement.spelling: statement.definition
            for statements in self.by_spelling.values()
            for statement in sorted(statements, key=lambda one: -one.position)
            if statement.definition.phrase in SORTED and _SEQUENCE.search(statement.definition.sentence)
        }

    @cached_property
    def by_family(self) -> Mapping[str, tuple[Statement, ...]]:
        """Statements about symbols with an index, by the spelling with that index blanked."""
        groups: dict[str, list[Statement]] = defaultdict(list)
        for spelling, statements in self.by_spelling.items():
            for statement in statements:
                family = listed_family(statement.definition.symbol) or self._family(spelling)
                if family:
                    groups[family].append(statement)
        return {family: tuple(statements) for family, statements in groups.items()}

    def _family(self, spelling: str) -> str | None:
        """The family of a spelling whose script is a letter that counts here: ``W_{p}`` may speak of positions."""
        parts = take_apart(spelling)
        counts = parts.sub in COUNTING_LETTERS or len(parts.sub) != 1 or len(self.indexed.get(parts.sub, ())) > 1
        return parts.family if counts else None

    @cached_property
    def indexed(self) -> Mapping[str, frozenset[str]]:
        """For each symbol that stands alone in scripts, the bases beside which it stands."""
        groups: dict[str, set[str]] = defaultdict(set)
        for spelling in self.spellings:
            parts = take_apart(spelling)
            above = parts.sup.removeprefix("(").removesuffix(")")
            for piece in (*_PIECES.split(parts.sub), *_PIECES.split(above), *_pair(parts.sub), *_bracketed(spelling)):
                if piece.strip():
                    groups[piece.strip()].add(parts.base)
        return {piece: frozenset(bases) for piece, bases in groups.items()}

    @cached_property
    def dimensions(self) -> Mapping[str, str]:
        """For each symbol that counts coordinates, a space such as ``\\mathbb{R}^{n \\times d}`` in which it does."""
        found: dict[str, str] = {}
        for spelling in sorted(self.spellings):
            parts = take_apart(spelling)
            if parts.base == r"\mathbb{R}" and parts.sup:
                for piece in re.split(r"\\times|\\cdot|,", parts.sup):
                    found.setdefault(piece.strip(), spelling)
        return found

    @cached_property
    def lengths(self) -> Mapping[str, str]:
        """For each letter that ends a list, ``n`` of ``x_{1}, \\dots, x_{n}``, the first such list."""
        found: dict[str, str] = {}
        for equation in (*self.document.inline, *self.document.equations):
            for listed in _LISTED.finditer(equation.formula.expanded) if "dots" in equation.formula.expanded else ():
                last = listed["last"] or listed["bare"]
                found.setdefault(last, rf"{listed['one']}_{{1}}, \dots, {listed['one']}_{{{last}}}")
        return found

    @cached_property
    def formulas(self) -> Mapping[str, Equation]:
        """Displayed and inline formulas by id."""
        return {equation.id: equation for equation in (*self.document.equations, *self.document.inline)}

    @cached_property
    def applied(self) -> frozenset[str]:
        """The letters that are functions somewhere, in one of their spellings."""
        return frozenset(one.base or one.latex for one in self.symbols if "applied" in one.traits)

    def beside(self, symbol: Symbol) -> Iterator[Symbol]:
        """The other symbols of the formulas in which it stands."""
        formulas = {occurrence.equation for occurrence in symbol.occurrences}
        beside = {rank for formula in formulas for rank in self._by_formula[formula]}
        yield from (one for rank in sorted(beside) if (one := self.symbols[rank]) is not symbol)

    @cached_property
    def _by_formula(self) -> Mapping[str, Sequence[int]]:
        """By formula, which of the symbols stand in it."""
        found: dict[str, list[int]] = defaultdict(list)
        for rank, one in enumerate(self.symbols):
            for use in one.occurrences:
                found[use.equation].append(rank)
        return found

    def blocks_of(self, latex: str) -> tuple[FoundBlock, ...]:
        """The named patterns in a formula of the paper."""
        return blocks_of(latex, self._shelf)

    @cached_property
    def _shelf(self) -> Shelf:
        return spoken_shelf(shelf_under(self.glossary), Prose(self.document).speaks)

    @cached_property
    def prose(self) -> str:
        """All prose in lower case, its words one space apart."""
        return " ".join(" ".join(passage.text for passage in self.document.passages).casefold().split())

    @cached_property
    def _vocabulary(self) -> list[str]:
        return sorted({word for pair in self._neighbours for word in pair})

    @cached_property
    def _neighbours(self) -> set[tuple[str, str]]:
        """Words of the prose that follow each other, whatever stands between them."""
        words = ["", *_WORD.findall(self.prose), ""]
        return set(pairwise(words))

    def says_word(self, prefix: str) -> bool:
        """Whether a word of the prose begins like this, or several words in a row are these."""
        if prefix not in self._said:
            wanted = prefix.casefold()
            self._said[prefix] = bool(self._beginning(wanted)) if wanted.isalpha() else self._says_phrase(wanted)
        return self._said[prefix]

    def _beginning(self, prefix: str) -> list[str]:
        """The words of the prose that begin like this."""
        at = bisect_left(self._vocabulary, prefix)
        return list(takewhile(lambda word: word.startswith(prefix), islice(self._vocabulary, at, None)))

    def _says_phrase(self, wanted: str) -> bool:
        """Whether the prose has it, sought only where its words follow each other somewhere."""
        words = _WORD.findall(wanted)
        if len(words) > 1:
            *before, last = words
            known = all(pair in self._neighbours for pair in pairwise(before))
            if not known or not any((before[-1], word) in self._neighbours for word in self._beginning(last)):
                return False
        at = self.prose.find(wanted)
        while at > 0 and self.prose[at - 1].isalnum():
            at = self.prose.find(wanted, at + 1)
        return at >= 0

    def speaks_of(self, layer: str) -> bool:
        """Whether the prose uses one of the words that papers about this layer use."""
        return self._spoken_layers.get(layer, True)

    @cached_property
    def _spoken_layers(self) -> Mapping[str, bool]:
        layers = self.glossary.layers
        return {layer.id: not layer.words or any(map(self.says_word, layer.words)) for layer in layers}

    def equation_position(self, equation: str) -> int:
        """The rank in reading order of a formula."""
        if equation not in self._ranks:
            formula = self.formulas.get(equation)
            self._ranks[equation] = self._places.rank(formula.formula.span) if formula else 0
        return self._ranks[equation]

    def only_in_scripts(self, symbol: Symbol) -> bool:
        """Whether a letter stands below others, or alone above them, wherever it stands: nowhere for itself.

        What ends a sum or a list is meant for itself.
        """
        if symbol.kind != "identifier" or not _LETTER.fullmatch(symbol.latex):
            return False
        if "counts" in symbol.traits or symbol.latex in self.lengths:
            return False
        if symbol.latex not in self._scripted:
            places = [(self.formulas.get(each.equation), each) for each in symbol.occurrences]
            inside = [_in_script(one.formula.expanded, each.start, each.end) for one, each in places if one]
            self._scripted[symbol.latex] = bool(inside) and all(inside)
        return self._scripted[symbol.latex]

    def names_around(self, symbol: Symbol) -> tuple[Statement, ...]:
        """What the paper says of the names that a letter is only a part of: ``Re`` of ``R``."""
        return tuple(
            Statement(
                name,
                one,
                as_meaning(one.text),
                name_concept(one.text, self.glossary, self.speaks_of, self.says_word),
                USUAL_RELIABILITY,
                self._places.rank(one.span),
            )
            for name, one in names_around(symbol, self._names, self.formulas).items()
        )

    def is_fixed_mark(self, symbol: Symbol) -> bool:
        """Whether a letter that stands nowhere for itself counts, is a power or a transpose, says which norm, or how
        much lies in a tail (``z_{\\alpha/2}``): whatever its own forms with an index are, it is another thing."""
        if not self.only_in_scripts(symbol):
            return False
        places = [(self.formulas[each.equation].formula.expanded, each) for each in symbol.occurrences]
        return symbol.latex in COUNTING_LETTERS or all(_is_mark(latex, each.start, each.end) for latex, each in places)

    def section_of(self, position: int) -> int:
        """The number of the section that holds a rank in reading order; subsections belong to their section."""
        return bisect_right(self._sections, position)

    def section_of_equation(self, equation: str) -> int:
        """The same for a formula."""
        if equation not in self._section_of:
            self._section_of[equation] = self.section_of(self.equation_position(equation))
        return self._section_of[equation]

    def reaches(self, statement: Statement, symbol: Symbol) -> bool:
        """Whether the symbol comes up behind the statement, or in the same section."""
        equations = dict.fromkeys(one.equation for one in symbol.occurrences)
        section = self.section_of(statement.position)
        return (
            not equations
            or min(map(self.equation_position, equations)) > statement.position
            or section in map(self.section_of_equation, equations)
        )

    def share_section(self, one: str, other: str) -> bool:
        """Whether two spellings stand in one section somewhere; True where a place is not known."""
        first, second = (self.sections.get(spelling, frozenset()) for spelling in (one, other))
        return not first or not second or bool(first & second)

    @cached_property
    def sections(self) -> Mapping[str, frozenset[int]]:
        """The sections in which a spelling, or one that is built on it, stands."""
        found: dict[str, set[int]] = defaultdict(set)
        for symbol in self.symbols:
            for occurrence in symbol.occurrences:
                section = self.section_of_equation(occurrence.equation)
                found[symbol.latex].add(section)
                found[symbol.base or symbol.latex].add(section)
        return {spelling: frozenset(sections) for spelling, sections in found.items()}

    @cached_property
    def _sections(self) -> list[int]:
        return sorted(self._places.rank(section.span) for section in self.document.sections if section.level <= SECTION)

    def is_displayed(self, equation: str) -> bool:
        """Whether the id is that of a displayed row."""
        return equation in self.formulas and self.formulas[equation].display


_SQUARED = re.compile(r"(.+?)\s*\^\s*\{?\s*2\s*\}?\s*\Z")
_LISTED = re.compile(  # x_1, x_2, \\dots, x_n
    r"(?P<one>\\(?:mathbf|bm|boldsymbol|mathcal|hat|tilde|bar|vec)\s*\{[^{}]*\}|\\?[A-Za-z]+)\s*_\s*\{?\s*1\s*\}?\s*,"
    r"(?:\s*(?P=one)\s*_\s*\{?\s*2\s*\}?\s*,)?\s*\\[lc]?dots[a-z]?\s*,"
    r"\s*(?P=one)\s*_\s*(?:\{\s*(?P<last>[A-Za-z](?:_\{?\w\}?)?)\s*\}|(?P<bare>[A-Za-z]))"
)
_FIRST = re.compile(r"\(0\)")
_PIECES = re.compile(r"[,:<>=]|\\(?:le|leq|ge|geq|neq)\b|[+-]\s*\d+")


def _bracketed(spelling: str) -> Iterator[str]:
    """The letters that pick an entry in brackets: ``m`` and ``k`` of ``z[m-1][k]``."""
    for inside in re.findall(r"\[([^\[\]]+)\]", spelling):
        yield from _PIECES.split(inside)


def _pair(sub: str) -> tuple[str, ...]:
    """The two indices of an entry: ``i`` and ``j`` of ``ij``."""
    return tuple(sub) if re.fullmatch("[ijklmn]{2}", sub) else ()


def _group(statements: Iterable[Statement]) -> Mapping[str, tuple[Statement, ...]]:
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        groups[statement.spelling].append(statement)
    return {spelling: tuple(group) for spelling, group in groups.items()}


def _unsquared(definition: Definition, words: str) -> tuple[Definition, str]:
    """Of a variance the symbol that is squared: if ``\\sigma^2`` is one, ``\\sigma`` is the standard deviation."""
    squared = _SQUARED.fullmatch(definition.symbol)
    if squared is None or not _VARIANCE.match(words):
        return definition, words
    return replace(definition, symbol=squared[1]), _VARIANCE.sub(r"\1standard deviation\2", words, count=1)


def _of_member(meaning: str, symbol: str) -> str:
    """What one member is of what is called a sequence, or in braces a set: "functions" of "a sequence of functions"."""
    whole = _WHOLE.match(meaning)
    if whole and (whole["run"] or symbol.lstrip().startswith(("\\{", "("))):
        return meaning[whole.end() :]
    return meaning


def _lessened(definition: Definition) -> float:
    """What phrases of running text lose where there is none."""
    return ASIDE.get(definition.kind, 0.0) if definition.phrase not in ("table", "item", "line-colon") else 0.0


def is_letter(spelling: str) -> bool:
    """Whether it is one letter of an alphabet, be it bold."""
    return bool(_LETTER.fullmatch(spelling) or re.fullmatch(r"\\(?:bm|mathbf)\{(?:\\?[A-Za-z]+)\}", spelling))


def _is_mark(latex: str, start: int, end: int) -> bool:
    return bool(_MARK.search(latex, max(0, start - FAR), start) or _HALF.match(latex, end))


def _in_script(latex: str, start: int, end: int) -> bool:
    """Whether a letter stands below another, or alone above one that is no number: what an exponent holds is meant."""
    if _BELOW.search(latex, max(0, start - FAR), start):
        return not _LAST.search(latex, max(0, start - FAR), start)  # it says how many there are
    above = _ABOVE.search(latex, max(0, start - FAR), start)
    return above is not None and (not above["brace"] or latex[end:].lstrip().startswith("}"))
