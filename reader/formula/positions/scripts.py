"""The positions that the layout alone shows: what stands in whose script, and units behind numbers."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.positions.places import FormulaPlace
from reader.formula.semantics.segments import solid
from reader.formula.syntax.naming import is_transpose, name_of, strip
from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Digits,
    Fenced,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Text,
)
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.name_rows import LETTER_OPERATORS, NUMBER_SETS
from reader.formula.syntax.tree import children

UPRIGHT = frozenset({"mathrm", "mathsf", "mathtt", "textrm", "text"})
UNITS = frozenset({
    "m", "km", "cm", "mm", "nm", "pc", "kpc", "Mpc", "Gpc", "AU", "s", "ms", "ns", "min", "h", "hr", "yr", "kyr", "Myr",
    "Gyr", "g", "kg", "mg", "K", "J", "kJ", "W", "kW", "N", "Pa", "kPa", "MPa", "bar", "V", "kV", "A", "mA", "F", "C",
    "T", "G", "Hz", "kHz", "MHz", "GHz", "eV", "keV", "MeV", "GeV", "TeV", "erg", "dB", "rad", "mol", "L", "ml", "mL",
    "px", "bit", "bits", "MB", "GB",
})  # fmt: skip
ADDED = frozenset({"+", "-"})

Places = tuple[FormulaPlace, ...]


def script_places(root: Row) -> dict[int, Places]:
    """By the offset at which a symbol begins, the scripts that it stands in."""
    walker = ScriptWalker()
    walker.visit(root, ())
    return walker.places


class ScriptWalker:
    """Walks a layout tree once."""

    def __init__(self) -> None:
        self.places: dict[int, Places] = {}

    def visit(self, node: Node | None, places: Places) -> None:
        """``places`` are those of the symbol that the node is or begins with, in the script that holds it."""
        if node is None:
            return
        kind = type(node)
        if kind is Scripted:
            self.scripted(node, places)  # type: ignore[arg-type]
        elif kind is Identifier:
            self.letter(node, places)  # type: ignore[arg-type]
        elif kind is Row:
            self.row(node, places)  # type: ignore[arg-type]
        else:
            for child in children(node):
                self.visit(child, places)

    def letter(self, node: Identifier, places: Places) -> None:
        if places and node.font in UPRIGHT:
            places = (*places, FormulaPlace("upright"))
        if places:
            self.places.setdefault(node.start, places)

    def row(self, node: Row, places: Places) -> None:
        before: Node | None = None
        for child in solid(node.children):
            self.visit(child, places)
            name = strip(child.base) if type(child) is Scripted else child
            if type(before) is Digits and not places and is_unit(name):
                self.places.setdefault(child.start, (FormulaPlace("unit", before.text),))
            before = child

    def scripted(self, node: Scripted, places: Places) -> None:
        base = strip(node.base)
        self.visit(node.base, places)
        if type(node.base) is Accent and places:
            self.places.setdefault(node.start, places)
        latex = spell(base)
        if isinstance(base, BigOperator) or (type(base) is Function and base.known) or latex in LETTER_OPERATORS:
            self.visit(node.subscript, ())
            self.visit(node.superscript, ())
            return
        if type(base) is Fenced and base.open == r"\{":
            self.visit(node.subscript, ())  # the range of a family
            self.visit(node.superscript, ())
            return
        self.script(node.subscript, "below", latex)
        above = node.superscript
        name = name_of(node)
        if above is not None and not is_transpose(above):
            if name is not None and above in name.parts and latex not in NUMBER_SETS:
                self.script(above, "above", latex)
            else:
                self.visit(above, ())

    def script(self, script: Node | None, relation: str, host: str) -> None:
        if script is None:
            return
        inner = strip(script)
        extra: Places = ()
        if type(inner) is Fenced and inner.open in ("(", "["):
            inner, extra = inner.body, (FormulaPlace("bracketed"),)
        nodes = solid(inner.children) if type(inner) is Row else [inner]
        pieces = split(nodes)
        for k, piece in enumerate(pieces):
            flags = list(extra)
            if len(pieces) > 1 or len([node for node in piece if type(node) is not Digits]) > 1:
                flags.append(FormulaPlace("paired"))
            if is_shifted(piece):
                flags.append(FormulaPlace("shifted"))
            for node in piece:
                self.visit(node, (FormulaPlace(relation, host, k + 1), *flags))


def split(nodes: Sequence[Node]) -> list[list[Node]]:
    """The members of a script, between commas and bars."""
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if type(node) is Punctuation or type(node) is Relation:
            pieces.append([])
        else:
            pieces[-1].append(node)
    return [piece for piece in pieces if piece]


def is_shifted(piece: Sequence[Node]) -> bool:
    """``t+1``, ``2k-1``"""
    return any(type(node) is Operator and node.text in ADDED for node in piece[1:]) and any(
        type(node) is Digits for node in piece
    )


def is_unit(node: Node) -> bool:
    """The sign of a unit in upright type."""
    words = node.words.strip() if type(node) is Text else node.text if type(node) is Identifier and node.font else ""
    return words in UNITS
