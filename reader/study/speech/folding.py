"""A statement with parts closed: in the place of each stands a name, "the first fraction"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Relating,
    Root,
    Symbol,
    Total,
    Transposed,
    Undecided,
    Words,
)
from reader.formula.syntax.tree import rebuilt
from reader.study.speech import tables
from reader.study.speech.meanings import say
from reader.study.speech.speaker import Language, Speaker, tidy

FEW: dict[Language, int] = {"en": 20, "ja": 14}  # of a part that nothing is gained by folding
ALONE = frozenset({"arguments", "condition", "expression"})  # these are opened one by one
WHOLE, BARE = 1, 2  # ways to open a part: with the range of its operator, and without
LONG_LATEX = 4  # characters of LaTeX for one that is heard, seldom more

LEAVES = (Symbol, Number, Constant, Words, Nothing, Relating)
BORNE = (Group, Power, Labelled, Annotated, Transposed, Accented, Factorial)  # opened with what they stand on


@dataclass(slots=True)
class Folding:
    """Which parts of a statement are open; ``tree``, ``names`` and ``said`` are its last line."""

    speaker: Speaker
    statement: Meaning
    ways: dict[int, int] = field(default_factory=dict)  # how a part is open, by its id
    boxes: list[Meaning] = field(default_factory=list)
    tree: Meaning = field(default_factory=lambda: Nothing(0, 0))
    names: Mapping[str, str] = field(default_factory=dict)
    said: str = ""

    def line(self) -> str:
        """The words of the statement as far as it is open."""
        self.boxes = []
        self.tree = self.close(self.statement)
        self.names = self.named()
        self.speaker.names = {**self.speaker.names, **self.names}
        self.said = tidy(say(self.speaker, self.tree).text, self.speaker.language)
        return self.said

    def groups(self, within: Sequence[Meaning] = ()) -> list[list[Meaning]]:
        """What the last line closed within some parts: terms and factors of a kind together."""
        found: dict[str, list[Meaning]] = {}
        for k, box in enumerate(self.boxes):
            if within and not any(part.start <= box.start and box.end <= part.end for part in within):
                continue
            noun = noun_of(box)
            found.setdefault(f"{noun} {k}" if noun in ALONE else noun, []).append(box)
        return list(found.values())

    def open(self, group: Sequence[Meaning], way: int) -> list[Meaning]:
        """Opens parts; what these hold closed."""
        self.boxes = []
        for part in group:
            self.ways[id(part)] = way
            self.close(part)
        return self.boxes

    def shut(self, group: Sequence[Meaning]) -> None:
        for part in group:
            self.ways.pop(id(part), None)

    def close(self, node: Meaning) -> Meaning:
        """The node with what is not open in it in boxes."""
        if isinstance(node, LEAVES) or self.is_short(node):
            return node
        if isinstance(node, Chain | Given) or (isinstance(node, Total) and len(node.terms) == 1):
            return rebuilt(node, self.close)
        if isinstance(node, BORNE):
            borne = rebuilt(node, self.close)
            return borne.body if isinstance(borne, Group) and is_box(borne.body) else borne
        if isinstance(node, Application):
            return self.close_application(node)
        way = self.ways.get(id(node))
        if way is None:
            return self.box(node)
        if isinstance(node, Operation):
            lower, upper = (node.lower, node.upper) if way == WHOLE else (None, None)
            return replace(node, lower=lower, upper=upper, body=self.close(node.body))
        return rebuilt(node, self.close)

    def close_application(self, node: Application) -> Meaning:
        """A function is said; of several arguments that are long it is said that there are some."""
        if len(node.arguments) > 1 and id(node) not in self.ways:
            return replace(node, arguments=(self.box(node),), separators=())
        return replace(node, arguments=tuple(map(self.close_argument, node.arguments)))

    def close_argument(self, node: Meaning) -> Meaning:
        """A condition among the arguments is a part like others; a divergence stands between its two."""
        is_condition = isinstance(node, Chain) or (isinstance(node, Given) and node.kind == "condition")
        is_part = is_condition and id(node) not in self.ways and not self.is_short(node)
        return self.box(node) if is_part else self.close(node)

    def is_short(self, node: Meaning) -> bool:
        few = FEW[self.speaker.language]
        return node.end - node.start <= LONG_LATEX * few and len(say(self.speaker, node).text) <= few

    def box(self, node: Meaning) -> Symbol | Constant:
        """A name in place of a part. What is not understood may be no factor: it is no symbol."""
        self.boxes.append(node)
        latex = box_latex(len(self.boxes))
        is_understood = not isinstance(node, Undecided)
        return Symbol(node.start, node.end, latex, latex) if is_understood else Constant(node.start, node.end, latex)

    def named(self) -> dict[str, str]:
        """What each box is called: by its noun, and by which of them it is."""
        nouns = [noun_of(box) for box in self.boxes]
        counts, seen = Counter(nouns), Counter[str]()
        found = {}
        for k, noun in enumerate(nouns, 1):
            seen[noun] += 1
            found[box_latex(k)] = self.called(noun, "only" if counts[noun] == 1 else str(seen[noun]))
        return found

    def called(self, noun: str, place: str) -> str:
        rows, language = tables.boxes(), self.speaker.language
        row = rows["place"].get(place, rows["place"]["later"])
        return str(row[language]).format(noun=rows["noun"][noun][language])


def is_box(node: Meaning) -> bool:
    return isinstance(node, Symbol | Constant) and node.latex.startswith(r"\boxed{")


def box_latex(number: int) -> str:
    return rf"\boxed{{{number}}}"


def noun_of(node: Meaning) -> str:
    """The row of ``spoken_boxes.toml`` that says what a part is."""
    name = NOUNS.get(type(node), "expression")
    return name if isinstance(name, str) else name(node)


def _of_total(node: Total) -> str:
    return "difference" if len(node.terms) == 2 and node.signs[1] == "-" else "sum"


def _of_product(node: Product) -> str:
    is_understood = not any(isinstance(factor, Undecided | Words) for factor in node.factors)
    return "product" if is_understood else "expression"


def _of_operation(node: Operation) -> str:
    if node.kind == "extremum":
        is_most = node.operator.endswith((r"\max", r"\sup"))
        return ("arg max" if is_most else "arg min") if "arg" in node.operator else "maximum" if is_most else "minimum"
    name = {"sum": "summation", "product": "products", "partial": "derivative"}.get(node.kind, node.kind)
    return name if name in tables.boxes()["noun"] else "expression"


def _of_bars(node: Bars) -> str:
    return node.kind if node.kind in tables.boxes()["noun"] else "expression"


NOUNS: dict[type[Meaning], str | Callable[..., str]] = {
    Quotient: lambda node: "expression" if node.form == "binom" else "fraction",
    Application: "arguments", Given: "arguments", Chain: "condition", Combination: "expression",
    Total: _of_total, Product: _of_product, Operation: _of_operation, Bars: _of_bars, Integral: "integral",
    Derivative: "derivative", Root: "root", Grid: lambda node: "cases" if node.kind == "cases" else "matrix",
    Listing: lambda node: "set" if node.kind in ("set", "condition") else "tuple",
}  # fmt: skip
