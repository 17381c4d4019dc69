"""A formula with other letters: symbols are replaced in the tree, never in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reader.formula.syntax.nodes import Accent, Expression, Identifier, Node, Row, Scripted, Text
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.printer import to_latex
from reader.formula.syntax.tree import rebuilt

Places = Mapping[tuple[int, int], str]
"""Where a symbol stands in the formula -> the LaTeX that takes its place."""

NAMED = (Identifier, Scripted, Accent, Text, Row)  # what a symbol may be in the tree


def rewritten(expression: Expression, places: Places) -> str:
    """The formula's LaTeX with new letters.

    A letter without scripts replaces the symbol's base; the symbol's scripts stay, and are rewritten too. A letter with
    scripts replaces the whole symbol. A power stays in both cases.
    """
    node = Rewriter(places).node(expression.root)
    return to_latex(node)[1:-1] if isinstance(node, Row) else to_latex(node)


def letter_node(latex: str) -> Node:
    """The one symbol that a letter's LaTeX is, or a row where it is more."""
    root = parse_formula(latex).root
    return root.children[0] if len(root.children) == 1 else root


class Rewriter:
    """Rebuilds a tree from the root down."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def node(self, node: Node) -> Node:
        letter = self.places.get((node.start, node.end)) if isinstance(node, NAMED) else None
        if letter is not None:
            return self.renamed(node, letter_node(letter))
        if isinstance(node, Scripted) and node.superscript is not None:
            bare = self.places.get((node.start, node.subscript.end)) if node.subscript is not None else None
            if bare is not None:  # what stands above is a power, and no part of the name
                base = self.renamed(replace(node, superscript=None), letter_node(bare))
                power = self.node(node.superscript)
                if isinstance(base, Scripted) and base.superscript is None:
                    return replace(base, superscript=power)
                return Scripted(node.start, node.end, base, superscript=power)
        return rebuilt(node, self.node)

    def renamed(self, node: Node, letter: Node) -> Node:
        """A symbol with another letter: as its base where that has no scripts, else instead of the whole."""
        return letter if isinstance(letter, Scripted) else self.based(node, letter)

    def based(self, node: Node, letter: Node) -> Node:
        if isinstance(node, Scripted):
            changed = rebuilt(node, self.node)
            assert isinstance(changed, Scripted)
            return replace(changed, base=self.based(node.base, letter))
        if isinstance(node, Row) and len(node.children) == 1:
            return replace(node, children=(self.based(node.children[0], letter),))
        if isinstance(node, Accent) and _holds_scripts(node.base):
            return self.based(node.base, letter)
        return letter


def _holds_scripts(node: Node) -> bool:
    if isinstance(node, Row) and len(node.children) == 1:
        return _holds_scripts(node.children[0])
    return isinstance(node, Scripted)
