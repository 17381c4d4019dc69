"""How a paper comes back to its displays: where it cites them, and where it uses what they define."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from reader.formula.syntax.nodes import Relation
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.model.annotations import Annotation
from reader.model.document import Equation
from reader.model.prose import Ref
from reader.model.reading import Reading
from reader.model.source import Span
from reader.study.start.outline import Display, PaperOutline

STATES = GIVING_RELATIONS | {r"\le", r"\leq", r"\ge", r"\geq", "<", ">", r"\sim", r"\approx", r"\propto"}
# First words of an algorithm's lines that only ask for a value, and of those that make one.
TESTING = frozenset((
    "assert", "break", "else", "elseif", "elif", "ensure", "exit", "for", "foreach", "if", "input", "output", "repeat",
    "require", "stop", "terminate", "until", "when", "while",
))  # fmt: skip
COMPUTING = frozenset(
    ("build", "calculate", "compute", "construct", "estimate", "evaluate", "form", "obtain", "update")
)
RESULTS = ("theorem", "proposition", "corollary", "main result", "定理", "命题", "命題", "系")
FAR = 3  # displays between a formula and a place from which it is still at hand


@dataclass(frozen=True, slots=True)
class LeftSide:
    """What stands before the first relation of a row, and the sign of that relation."""

    latex: str
    start: int
    sign: str


class Uses:
    """Citations of displays, and occurrences of the symbols that they define, counted by where they stand."""

    def __init__(self, reading: Reading, outline: PaperOutline) -> None:
        self.reading, self.outline = reading, outline
        self.display_of = {row.id: each for each in outline.displays for row in each.rows}
        self._symbols: dict[str, list[tuple[int, int, Annotation]]] = defaultdict(list)
        self._places: dict[str, set[int]] = defaultdict(set)  # of the displays that a symbol stands in, by its id
        for annotation in reading.annotations:
            for place in annotation.symbol.occurrences:
                if place.equation in self.display_of:
                    self._symbols[place.equation].append((place.start, place.end, annotation))
                    self._places[annotation.symbol.id].add(self.display_of[place.equation].place)

    # --- citations

    @cached_property
    def _citations(self) -> Mapping[int, list[Span]]:
        """By the place of a display where it is cited; a citation of all its rows is one."""
        found: dict[int, dict[tuple[str, int], Span]] = defaultdict(dict)
        for each in self.reading.document.references:
            display = self.display_of.get(each.target or "")
            if display is not None:
                found[display.place][each.place.file, each.place.start] = each.place
        for label, place in self._pointers():
            if label in self.conclusions:
                found[self.conclusions[label].place][place.file, place.start] = place
        return {place: list(spans.values()) for place, spans in found.items()}

    def _pointers(self) -> Iterator[tuple[str, Span]]:
        """Where the text refers to something, by its label."""
        for passage in self.reading.document.passages:
            for each in passage.inlines:
                if isinstance(each, Ref):
                    start = passage.span.start + each.start
                    yield from ((label, Span(passage.span.file, start, start)) for label in each.labels)

    @cached_property
    def conclusions(self) -> Mapping[str, Display]:
        """By the label of a theorem its last display: those before it say what is supposed."""
        firsts = {
            label: self.display_of[each.equation]
            for label, each in self.reading.document.labels.items()
            if each.equation in self.display_of and each.name.casefold().startswith(RESULTS)
        }
        beginnings = {each.place for each in firsts.values()}
        return {label: self._last_with(each, beginnings) for label, each in firsts.items()}

    def _last_with(self, display: Display, beginnings: Set[int]) -> Display:
        name = self.outline.within(display)
        for each in self.outline.displays[display.place + 1 :]:
            if each.place in beginnings or each.section != display.section or self.outline.within(each) != name:
                break
            display = each
        return display

    def cited(self, display: Display) -> int:
        return len(self._cited(display))

    def cited_later(self, display: Display) -> int:
        """How often it is cited where it is no longer at hand."""
        return sum(self._is_later(place, display) for place in self._cited(display))

    def _is_later(self, place: Span, display: Display) -> bool:
        section = self.outline.section_at(place)
        if self.outline.chapter(section) > self.outline.chapter(display.section):
            return True
        starts = self.outline.starts.get(place.file, []) if place.file == display.file else []
        between = bisect_left(starts, place.start) - bisect_right(starts, display.end)
        return section >= display.section and between > FAR

    def citing_sections(self, display: Display) -> set[int]:
        """The sections that cite it."""
        return {self.outline.section_at(place) for place in self._cited(display)}

    # --- what is computed

    def is_computed(self, display: Display) -> bool:
        """Whether an algorithm of the paper cites it, or gives a value to all that stands on its left side."""
        if any(_holds(at, place) for at in self._algorithms for place in self._cited(display)):
            return True
        side = left_side(display.rows[0])
        spelled = "".join(side.latex.split()) if side is not None else ""
        return len(spelled) > 1 and spelled in self._computed

    def _cited(self, display: Display) -> Sequence[Span]:
        return self._citations.get(display.place, ())

    @cached_property
    def _algorithms(self) -> Sequence[Span]:
        return [each.span for each in self.reading.document.passages if each.kind == "algorithm"]

    @cached_property
    def _computed(self) -> Set[str]:
        """What lines of algorithms give a value: the left sides of assignments, and what they say is computed."""
        lines = (each for each in self.reading.document.equations if each.environment == "algorithm")
        words = {line.id: _first_word(line.formula.expanded) for line in lines}
        found = set()
        for each in self.reading.document.inline:
            word = words.get(each.group or "")
            if word is None or word in TESTING:
                continue
            side = left_side(each)
            if side is not None and side.sign in GIVING_RELATIONS:
                found.add("".join(side.latex.split()))
            elif side is None and word in COMPUTING:
                found.add("".join(each.formula.expanded.split()))
        return found

    def cited_row(self, display: Display) -> Equation:
        """The statement that is cited most, the first where none is."""
        rows = {each.id: each for each in display.rows}
        counts = Counter(each.target for each in self.reading.document.references if each.target in rows)
        row = rows[max(rows, key=lambda each: counts[each])]
        while row.continues in rows:
            row = rows[row.continues]
        return row

    # --- what is defined

    def defined(self, display: Display) -> Annotation | None:
        """The symbol that the first row gives a value."""
        row = display.rows[0]
        side = left_side(row)
        if side is None or side.sign not in GIVING_RELATIONS:
            return None
        first = [each for each in self._symbols[row.id] if each[0] == side.start]
        return max(first, key=lambda each: each[1])[2] if first else None

    def builds(self, display: Display) -> int:
        """How many later displays use what this one defines; none where an earlier one used it already."""
        defined = self.defined(display)
        places = self._places[defined.symbol.id] if defined else None
        if not places or min(places) < display.place:
            return 0
        return len([place for place in places if place > display.place])

    def is_restated(self, display: Display) -> bool:
        """Whether a display of a later section has the same left side."""
        side = _long_side(display)
        alike = self._by_side[side] if side else ()
        return any(each.place > display.place and each.section != display.section for each in alike)

    @cached_property
    def _by_side(self) -> Mapping[str, Sequence[Display]]:
        """The displays by what their first row begins with."""
        displays: dict[str, list[Display]] = defaultdict(list)
        for each in self.outline.displays:
            displays[_long_side(each)].append(each)
        return displays


def _holds(whole: Span, place: Span) -> bool:
    return whole.file == place.file and whole.start <= place.start <= whole.end


def _first_word(line: str) -> str:
    """The word that a line of an algorithm begins with; "" where it begins with a formula."""
    words = line.removeprefix(r"\text{").split() if line.startswith(r"\text{") else []
    return "".join(filter(str.isalpha, words[0])).casefold() if words else ""


def _long_side(display: Display) -> str:
    """What the first row begins with; "" where that is a letter, or nothing."""
    side = left_side(display.rows[0])
    return side.latex if side is not None and len(side.latex) > 1 else ""


def left_side(row: Equation) -> LeftSide | None:
    """What a row states something of; None where it begins with its relation, or has none."""
    expression = parse_formula(row.formula.expanded)
    children: Sequence[object] = expression.root.children
    for number, node in enumerate(children):
        if isinstance(node, Relation) and node.text in STATES:
            start = expression.root.children[0].start
            return LeftSide(expression.latex[start : node.start].strip(" &"), start, node.text) if number else None
    return None
