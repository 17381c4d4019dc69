"""Which symbols a formula has: each in its canonical spelling, with its place and what its surroundings show.

What counts as one symbol is said in the contract, section "Symbols listed". In short: an identifier with its scripts
and accents; the symbols inside its scripts as well; a superscript that is a power is no part of the name.

Traits: ``applied`` (an argument in brackets follows), ``parametric`` (two parameters in it behind a semicolon or a
bar), ``bound`` (introduced below a big operator), ``indexes`` (stands in a script), ``counts`` (upper limit of a sum,
exponent of a set of numbers), ``defined`` (heads the left side of =), ``distributed`` and ``distribution`` (left and
right of ``\\sim``), ``element`` and ``set`` (of ``\\in``), ``differential`` (after the d of an integral),
``conditioned`` (right of a bar inside brackets); and how it is written: ``subscripted``, ``superscripted``,
``accented``, ``bold``, ``calligraphic``, ``blackboard``, ``fraktur``, ``upright``, ``capital``, ``greek``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.symbols.surroundings import sibling_traits
from reader.formula.syntax.naming import (
    NONE,
    SymbolName,
    Traits,
    bracket_name,
    index_access,
    is_letter_product,
    is_listed_text,
    is_transpose,
    letter_traits,
    name_of,
    strip,
)
from reader.formula.syntax.nodes import (
    Accent,
    BigOperator,
    Delimiter,
    Digits,
    Expression,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Stacked,
    Style,
    Table,
    Text,
    Unknown,
)
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.commands import ARROWS
from reader.formula.syntax.tables.name_rows import LETTER_OPERATORS, NUMBER_SETS
from reader.formula.syntax.tables.signs import PLAIN_OPERATORS, PLAIN_RELATIONS
from reader.model.symbols import SymbolUse

INDEXES = frozenset({"indexes"})
BOUND = frozenset({"bound"})
COUNTS = frozenset({"counts"})
UNLISTED = frozenset(
    [r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\iddots", r"\adots", r"?", r'"', r"\#", r"\%", r"\&", r"\_", r"\$"]
)
ACTING = frozenset({r"\nabla", r"\partial", r"\top", r"\neg", r"\forall", r"\exists"})  # on what follows


def symbol_uses(expression: Expression) -> tuple[SymbolUse, ...]:
    """Every occurrence of a symbol in the formula, in order."""
    walker = SymbolWalker()
    walker.visit(expression.root, NONE)
    walker.uses.sort(key=lambda use: (use.start, -use.end))
    return tuple(walker.uses)


class SymbolWalker:
    """Walks a layout tree once. ``traits`` hold for the symbols that head the visited node."""

    def __init__(self) -> None:
        self.uses: list[SymbolUse] = []
        self.in_script = False

    def visit(self, node: Node | None, traits: Traits) -> None:
        visitor = VISITORS.get(type(node)) if node is not None else None
        if visitor is not None:
            visitor(self, node, traits)

    def note(
        self,
        latex: str,
        node: Node,
        kind: str,
        traits: Traits = NONE,
        base: str | None = None,
        place: tuple[int, int] = (-1, -1),
    ) -> None:
        start, end = (node.start if place[0] < 0 else place[0]), (node.end if place[1] < 0 else place[1])
        self.uses.append(SymbolUse(latex, start, end, kind, base if base != latex else None, traits))

    def script(self, node: Node | None, traits: Traits = INDEXES) -> None:
        """Visits a script: its letters are symbols, its words are not."""
        if node is None or type(strip(node)) in (Operator, Function):
            return  # a star, plus or ``max`` that only tells names apart
        saved, self.in_script = self.in_script, True
        self.visit(node, traits)
        self.in_script = saved

    # --- rows ------------------------------------------------------------------------------------------------------

    def row(self, node: Row, traits: Traits) -> None:
        children = [child for child in node.children if type(child) is not Space]
        around = sibling_traits(children, not self.in_script) if len(children) > 1 else {}
        skip = 0
        for k, child in enumerate(children):
            if skip:
                skip -= 1
                continue
            child_traits = traits | around[k] if k in around else traits
            follows_bracket = k + 1 < len(children) and type(children[k + 1]) is Fenced
            brackets = index_access(children, k) if follows_bracket else 0
            if brackets:
                self.indexed(children[k : k + 1 + brackets], child_traits)
                skip = brackets
            elif not self.is_mark(children, k):
                self.visit(child, child_traits)

    def is_mark(self, children: Sequence[Node], k: int) -> bool:
        """Whether an operator joins nothing: it keeps a place, as in ``f(\\cdot, x)``, or marks a name from below."""
        kind = type(children[k])
        beside = (*children[max(k - 1, 0) : k], *children[k + 1 : k + 2])
        around = {type(strip(each.base if type(each) is Scripted else each)) for each in beside}
        if kind is Operator:
            return around <= {Punctuation, Relation, Delimiter}
        return self.in_script and kind is Function and around <= {Punctuation}

    def indexed(self, parts: Sequence[Node], traits: Traits) -> None:
        """``z[i-1][j]``: one symbol, and the symbols inside its brackets."""
        name = name_of(parts[0])
        assert name is not None
        latex = name.latex + "".join(spell(part) for part in parts[1:])
        self.note(
            latex, parts[0], "identifier", traits | name.traits | {"subscripted"}, name.latex, (-1, parts[-1].end)
        )
        if type(parts[0]) is Scripted:
            self.scripts_of(parts[0], name)
        for part in parts[1:]:
            assert type(part) is Fenced
            self.script(part.body)

    # --- names -----------------------------------------------------------------------------------------------------

    def identifier(self, node: Identifier, traits: Traits) -> None:
        if self.in_script and node.is_word:
            return
        name = name_of(node)
        assert name is not None
        self.note(name.latex, node, "identifier", traits | name.traits)

    def number(self, node: Digits, traits: Traits) -> None:
        if node.font or node.bold:
            self.note(spell(node), node, "identifier", traits | letter_traits(node))

    def unknown(self, node: Unknown, traits: Traits) -> None:
        if node.text[0] == "\\" and node.text[1:].isalpha() and node.text not in (r"\right", r"\end"):
            self.note(node.text, node, "identifier", traits)

    def accent(self, node: Accent, traits: Traits) -> None:
        name = name_of(node)
        if name is None:
            self.visit(node.base, traits)
            return
        self.note(name.latex, node, "identifier", traits | name.traits, name.base)
        inner = strip(node.base)
        if type(inner) is Scripted:
            self.scripts_of(inner, name)

    def scripted(self, node: Scripted, traits: Traits) -> None:
        base = strip(node.base)
        if isinstance(base, BigOperator | Function) and not (type(base) is Function and not base.known):
            self.operator_with_scripts(node, base, traits)
        elif type(base) is Fenced:
            self.fence_with_scripts(node, base, traits)
        elif isinstance(base, Stacked | Style | Fraction | Radical | Table) or (type(base) is Row and base.children):
            self.visit(base, traits)
            self.script(node.subscript)
            self.script(node.superscript)
        elif isinstance(base, Relation | Operator):
            self.visit(base, traits)
        elif is_letter_product(base, node.subscript):
            self.visit(base, traits)
            self.script(node.subscript, BOUND)
            self.script(node.superscript, COUNTS)
        else:
            self.named(node, traits)

    def named(self, node: Scripted, traits: Traits) -> None:
        name = name_of(node)
        if name is None:
            self.script(node.subscript)
            self.superscript(node, None)
            return
        if not (self.in_script and name.word):
            self.note(name.latex, node, name.kind, traits | name.traits, name.base, (name.start, name.end))
            if name.base in LETTER_OPERATORS and name.base is not None and name.latex != name.base:
                self.note(name.base, node.base, name.kind, traits | name.traits)
        self.scripts_of(node, name)

    def scripts_of(self, node: Scripted, name: SymbolName) -> None:
        inner = strip(node.base)
        if type(inner) is Accent:
            inner = strip(inner.base)
        if type(inner) is Scripted:
            self.scripts_of(inner, name)
        self.script(
            node.subscript, BOUND if name.base in LETTER_OPERATORS or name.latex in LETTER_OPERATORS else INDEXES
        )
        self.superscript(node, name)

    def superscript(self, node: Scripted, name: SymbolName | None) -> None:
        above = node.superscript
        if above is None:
            return
        if is_transpose(above):
            self.note(spell(above), above, "operator")
        elif name is not None and name.base in NUMBER_SETS:
            self.script(above, COUNTS)
        elif type(strip(above)) is Function:
            return
        elif name is None or above not in name.parts:
            saved, self.in_script = self.in_script, False
            self.visit(above, NONE)
            self.in_script = saved
        elif not is_label(above):
            self.script(above)

    # --- operators -------------------------------------------------------------------------------------------------

    def operator_with_scripts(self, node: Scripted, base: Node, traits: Traits) -> None:
        self.visit(node.base, traits)
        if type(base) is BigOperator or (type(base) is Function and base.limits):
            self.script(node.subscript, BOUND)
            self.script(node.superscript, COUNTS if type(base) is BigOperator else INDEXES)
        else:
            self.script(node.subscript)
            saved, self.in_script = self.in_script, False
            self.visit(node.superscript, NONE)
            self.in_script = saved

    def function(self, node: Function, traits: Traits) -> None:
        if not self.in_script or node.known:
            if self.in_script and node.end - node.start < 2:
                return
            self.note(spell(node), node, "operator", traits & {"applied"})

    def big(self, node: BigOperator, traits: Traits) -> None:
        self.note(node.text, node, "operator")

    def constant(self, node: Sign, traits: Traits) -> None:
        if node.text not in UNLISTED:
            self.note(node.text, node, "operator" if node.text in ACTING else "constant", traits)

    def operator(self, node: Operator, traits: Traits) -> None:
        if node.text not in PLAIN_OPERATORS:
            self.note(node.text, node, "operator")

    def relation(self, node: Relation, traits: Traits) -> None:
        if node.text not in PLAIN_RELATIONS:
            self.note(node.text, node, "relation")

    def stacked(self, node: Stacked, traits: Traits) -> None:
        """A label over a plain relation makes a new one; what is below an operator is bound by it."""
        base = strip(node.base)
        if type(base) is Relation and node.command not in ARROWS:
            if base.text in PLAIN_RELATIONS:
                self.note(spell(node), node, "relation")
            else:
                self.visit(base, traits)
            return
        if node.command not in ARROWS:
            self.visit(node.base, traits)
        binds = isinstance(base, BigOperator | Function) or spell(base) in LETTER_OPERATORS or spell(base) == ""
        self.script(node.below, BOUND if binds else NONE)
        self.script(node.above, NONE)

    # --- brackets --------------------------------------------------------------------------------------------------

    def fenced(self, node: Fenced, traits: Traits) -> None:
        latex = bracket_name(node)
        if latex is not None:
            self.note(latex, node, "fence")
        self.visit(node.body, traits - {"applied"})

    def fence_with_scripts(self, node: Scripted, base: Fenced, traits: Traits) -> None:
        latex = bracket_name(base)
        if latex is not None:
            below = f"_{{{spell(node.subscript, in_script=True)}}}" if node.subscript is not None else ""
            end = node.subscript.end if node.subscript is not None else base.end
            place = (-1, -1) if node.superscript is None else (base.start, end)
            self.note(latex + below, node, "fence", frozenset({"subscripted"} if below else ()), latex, place)
        self.visit(base.body, traits - {"applied"})
        self.script(node.subscript)
        if node.superscript is not None:
            self.superscript(node, None)

    # --- what only holds others ------------------------------------------------------------------------------------

    def fraction(self, node: Fraction, traits: Traits) -> None:
        self.visit(node.numerator, NONE)
        self.visit(node.denominator, NONE)

    def root(self, node: Radical, traits: Traits) -> None:
        self.visit(node.body, NONE)
        self.visit(node.degree, INDEXES)

    def style(self, node: Style, traits: Traits) -> None:
        if "phantom" not in node.command:
            self.visit(node.body, traits)

    def table(self, node: Table, traits: Traits) -> None:
        """The cells of an aligned row are one formula; those of a matrix are apart."""
        for row in node.rows:
            if node.environment in APART:
                for cell in row:
                    self.visit(cell, traits - {"applied"})
            else:
                children = tuple(child for cell in row for child in cell.children)
                if children:
                    self.visit(Row(row[0].start, row[-1].end, children), traits - {"applied"})

    def text(self, node: Text, traits: Traits) -> None:
        if (not self.in_script or "set" in traits) and is_listed_text(node):
            self.note(spell(node), node, "identifier", traits | {"upright"})
        for part in node.parts:
            if not isinstance(part, str):
                self.visit(part, NONE)


APART = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases", "dcases",
                   "rcases", "cases*", "dcases*", "array", "pmatrix*", "bmatrix*", "vmatrix*", "tabular"})  # fmt: skip


def is_label(script: Node) -> bool:
    """A superscript that only tells names apart: one capital letter, as in ``W^Q``."""
    inner = strip(script)
    return type(inner) is Identifier and len(inner.text) == 1 and inner.text.isupper() and not inner.font


VISITORS: dict[type[Node], Callable[..., None]] = {
    Row: SymbolWalker.row,
    Identifier: SymbolWalker.identifier,
    Digits: SymbolWalker.number,
    Unknown: SymbolWalker.unknown,
    Accent: SymbolWalker.accent,
    Scripted: SymbolWalker.scripted,
    Function: SymbolWalker.function,
    BigOperator: SymbolWalker.big,
    Sign: SymbolWalker.constant,
    Operator: SymbolWalker.operator,
    Relation: SymbolWalker.relation,
    Stacked: SymbolWalker.stacked,
    Fenced: SymbolWalker.fenced,
    Fraction: SymbolWalker.fraction,
    Radical: SymbolWalker.root,
    Style: SymbolWalker.style,
    Table: SymbolWalker.table,
    Text: SymbolWalker.text,
}
