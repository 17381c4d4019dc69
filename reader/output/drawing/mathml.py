"""A tree as MathML Core, with the symbols that a reader can point at.

MathML Core leaves to the writer what TeX does by itself: no spaces round operators in scripts, thin spaces beside
names of functions, fences that grow only where something tall stands between them, letters of the alphabets as
Unicode characters, the alignment of columns. Every text is escaped; the LaTeX rides along in ``data-tex``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import pairwise

from reader.formula.semantics.nodes import Meaning
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
from reader.limits.watch import spare
from reader.output.drawing.intent import APPLY, Intents, intents_of
from reader.output.drawing.mathml_constructs import (
    write_accent,
    write_fenced,
    write_fraction,
    write_radical,
    write_scripted,
    write_stacked,
    write_style,
    write_table,
)
from reader.output.drawing.mathml_signs import (
    write_big,
    write_delimiter,
    write_function,
    write_identifier,
    write_number,
    write_operator,
    write_punctuation,
    write_relation,
    write_sign,
    write_space,
    write_text,
    write_unknown,
)
from reader.output.drawing.pieces import pieces_of
from reader.output.drawing.spacing import joins_relations, marked, needs_thin_space, numbered, with_attributes

THIN = '<mspace width="0.1667em"/>'


def to_mathml(
    expression: Expression,
    targets: Sequence[tuple[int, int, str]] = (),
    display: bool = True,
    places: Sequence[tuple[int, int]] = (),
    columns: Sequence[int] = (),
    meaning: Meaning | None = None,
    attributes: str = "",
) -> str:
    """One ``<math>`` element; where nothing can be drawn, the LaTeX in it.

    ``targets`` are ``(start, end, symbol id)`` in ``expression.latex``, as a ``SymbolUse`` has them; the element drawn
    for each carries ``data-tezawari-symbol``. ``places`` are spans of parts; what is drawn of them carries their
    numbers as ``data-te="0 2"``. ``columns`` are the offsets at which a row of a group has its alignment marks; what
    stands between them is an ``<mrow class="cell">`` each, so that the rows can share columns. With ``meaning``,
    elements carry what a screen reader is told of them (``intent``). ``attributes`` are more of the ``<math>``
    element's, written as ``' name="value"'``.
    """

    def content() -> str:
        writer = MathMLWriter(expression.latex, targets, display)
        if places:
            writer.pieces = pieces_of(expression, places)
        if meaning is not None:
            writer.intents = intents_of(expression, meaning)
        return writer.aligned(expression.root, columns) if columns else writer.group(expression.root)

    drawn = spare("drawing", None, _source(expression.latex), content)
    return _element(expression.latex, display, drawn, attributes)


def as_written(latex: str, display: bool = True) -> str:
    """A formula that is not drawn: its LaTeX."""
    return _element(latex, display, _source(latex))


def _source(latex: str) -> str:
    return f"<mtext>{escape(latex)}</mtext>"


def _element(latex: str, display: bool, content: str, attributes: str = "") -> str:
    block = ' display="block"' if display else ""
    return f'<math{attributes}{block} data-tex="{escape(latex)}">{content}</math>'


class MathMLWriter:
    """Writes each node as exactly one element. ``display`` and ``in_script`` are TeX's styles."""

    def __init__(self, latex: str, targets: Sequence[tuple[int, int, str]], display: bool) -> None:
        self.latex = latex
        self.display = display
        self.in_script = False
        self.pieces: Mapping[int, str] = {}
        self.intents = Intents()
        self.targets: dict[int, list[tuple[int, str]]] = {}
        for start, end, symbol in targets:
            self.targets.setdefault(start, []).append((end, symbol))

    def write(self, node: Node) -> str:
        symbol = self.target(node) if self.targets else None
        markup = WRITERS[type(node)](self, node)
        return self.marked(node, markup, symbol)

    def marked(self, node: Node, markup: str, symbol: str | None) -> str:
        """With the symbol that the node is, and the numbers of the places that it is a piece of."""
        if symbol is not None:
            markup = marked(markup, symbol)
        numbers = self.pieces.get(id(node)) if self.pieces else None
        if numbers:
            markup = numbered(markup, numbers)
        attributes = self.intents.attributes.get(id(node))
        return with_attributes(markup, attributes) if attributes else markup

    def target(self, node: Node) -> str | None:
        """The symbol that this node is: its span, or within scripts one that ends before the last of them."""
        symbol = self.take(node.start, node.end, node.end)
        if symbol is None and type(node) is Scripted:
            base = node.base
            while type(base) is Scripted:
                base = base.base
            symbol = self.take(base.start, node.base.end + 1, node.end)
        return symbol

    def take(self, start: int, least: int, most: int) -> str | None:
        for k, (end, symbol) in enumerate(self.targets.get(start, ())):
            if least <= end <= most:
                del self.targets[start][k]
                return symbol
        return None

    def styled_as(self, node: Node, display: bool, in_script: bool | None = None) -> str:
        """A node in another style of TeX's."""
        saved = self.display, self.in_script
        self.display = display
        self.in_script = self.in_script if in_script is None else in_script
        markup = self.group(node)
        self.display, self.in_script = saved
        return markup

    def script(self, node: Node | None) -> str:
        return self.styled_as(node, False, True) if node is not None else "<mrow></mrow>"

    # --- rows ------------------------------------------------------------------------------------------------------

    def group(self, node: Node, continued: bool = False) -> str:
        """A row as one element. ``continued`` rows go on where another cell ended: their first sign is no prefix."""
        if type(node) is not Row:
            return self.write(node)
        parts = self.parts(node.children, continued)
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"

    def aligned(self, row: Row, columns: Sequence[int]) -> str:
        """A whole row, its cells one element each."""
        edges = [row.start, *columns, row.end + 1]
        cells = ([child for child in row.children if first <= child.start < last] for first, last in pairwise(edges))
        drawn = (f'<mrow class="cell">{"".join(self.parts(cell, k > 0))}</mrow>' for k, cell in enumerate(cells))
        return f"<mrow>{''.join(drawn)}</mrow>"

    def parts(self, children: Sequence[Node], continued: bool = False) -> list[str]:
        parts: list[str] = []
        before: Node | None = None
        k = 0
        while k < len(children):
            child = children[k]
            if needs_thin_space(before, child) and not self.in_script:
                parts.append(THIN)
            run = self.run(children, k) if self.intents.runs else None
            if run is not None:
                until, attributes = run
                parts.append(f"<mrow{attributes}>{''.join(self.parts(children[k:until]))}</mrow>")
                before, k = children[until - 1], until
                continue
            wide = self.spanning(children, k) if self.targets else None
            if wide is not None:
                until, symbol = wide
                inner = "".join(self.parts(children[k:until]))
                parts.append(f'<mrow data-tezawari-symbol="{escape(symbol)}">{inner}</mrow>')
                before, k = children[until - 1], until
                continue
            if self.is_centred(children, k):
                parts.append(self.marked(child, "<mi>⋯</mi>", None))
            elif isinstance(child, Operator):
                unary = (before is None and not continued) or isinstance(before, Operator | Relation | Punctuation)
                markup = write_operator(self, child, prefix=unary)
                parts.append(self.marked(child, markup, self.target(child) if self.targets else None))
            elif joins_relations(before, child):
                parts[-1] = parts[-1].replace(' rspace="0.2778em"', ' rspace="0"', 1)
                parts.append(self.write(child).replace(' lspace="0.2778em"', ' lspace="0"', 1))
            else:
                parts.append(self.write(child))
            if id(child) in self.intents.applied:
                parts.append(APPLY)
            if type(child) is not Space:
                before = child
            k += 1
        return parts

    def run(self, children: Sequence[Node], k: int) -> tuple[int, str] | None:
        """Neighbours that a screen reader is told of, unless a symbol is made of more of them."""
        widest = max((end for end, _ in self.targets.get(children[k].start, ())), default=0)
        return self.intents.run_at(children, k, widest)

    def is_centred(self, children: Sequence[Node], k: int) -> bool:
        """``\\dots`` before an operator or a relation is raised to its height (amsmath)."""
        child = children[k]
        if type(child) is not Sign or child.text != r"\ldots" or k + 1 == len(children):
            return False
        command = self.latex[child.start : child.end]
        return command == r"\dots" and isinstance(children[k + 1], Operator | Relation)

    def spanning(self, children: Sequence[Node], k: int) -> tuple[int, str] | None:
        """A symbol made of several neighbours, as ``x[j]``: index after the last of them, and its id."""
        for n, (end, symbol) in enumerate(self.targets.get(children[k].start, ())):
            if end > children[k].end:
                until = next((j for j in range(k + 1, len(children)) if children[j].end == end), None)
                if until is not None:
                    del self.targets[children[k].start][n]
                    return until + 1, symbol
        return None


WRITERS: dict[type[Node], Callable[..., str]] = {
    Row: MathMLWriter.group, Identifier: write_identifier, Digits: write_number, Operator: write_operator,
    Relation: write_relation, BigOperator: write_big, Function: write_function, Sign: write_sign,
    Punctuation: write_punctuation, Delimiter: write_delimiter, Text: write_text, Scripted: write_scripted,
    Accent: write_accent, Fraction: write_fraction, Radical: write_radical, Fenced: write_fenced, Table: write_table,
    Stacked: write_stacked, Style: write_style, Space: write_space, Unknown: write_unknown,
}  # fmt: skip
