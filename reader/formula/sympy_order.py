"""Names in SymPy: how they are spelled, which are indexed families, which do not commute, which are fields."""

from __future__ import annotations

import re

from reader.formula.meaning_nodes import (
    Application,
    Bars,
    Combination,
    Derivative,
    Differential,
    Group,
    Integral,
    Labelled,
    Meaning,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Transposed,
    parts,
    walk,
)
from reader.formula.sense_pieces import mentions, scripts_mention
from reader.formula.tables.signs import SIGNS
from reader.formula.tables.sympy_names import SCALAR_VALUED

PLAIN = re.compile(r"\\?[A-Za-z]+(?:_\{[A-Za-z0-9]+\})?(?:\^\{[A-Za-z0-9*]+\})?\Z")
WORD = re.compile(r"\\operatorname\{([A-Za-z]+)\}\Z")
COMMANDS = frozenset(name[1:] for name in SIGNS if name[0] == "\\")
BINDING_KINDS = frozenset({"sum", "product", "combine", "extremum", "limit", "expectation"})


class Inexpressible(Exception):
    """There is no SymPy object that keeps all of this. ``reason`` names a row of ``messages/conversion.toml``."""

    def __init__(self, reason: str, meaning: Meaning) -> None:
        super().__init__(reason)
        self.reason = reason
        self.meaning = meaning


def plain_name(latex: str) -> str:
    """``\\theta_{t}`` -> ``theta_t``; whatever could be taken for something else keeps its LaTeX."""
    word = WORD.match(latex)
    if word and word.group(1) not in COMMANDS:
        return word.group(1)
    if not PLAIN.match(latex):
        return latex
    spelled = re.findall(r"(\\?)([A-Za-z]+)", latex)
    if any(not slash and len(run) > 1 and run in COMMANDS for slash, run in spelled):
        return latex  # the letters t, h, e, t, a side by side are no theta
    return latex.replace("\\", "").replace("{", "").replace("}", "")


def named(latex: str, order: bool = False) -> str:
    """Code that makes the symbol."""
    return f"Symbol({plain_name(latex)!r}{', commutative=False' if order else ''})"


class Orders:
    """One walk over a meaning tree, before its code is written."""

    def __init__(self, root: Meaning) -> None:
        self.families: set[str] = set()
        self.matrices: set[str] = set()
        self.fields: dict[str, list[str]] = {}
        self.cache: dict[int, bool] = {}
        nodes = list(walk(root))
        for node in nodes:
            self.note(node)
        for _ in range(2):  # a factor beside a matrix is one, and so may be its neighbour in turn
            for node in nodes:
                if isinstance(node, Product):
                    self.spread(node)

    def note(self, node: Meaning) -> None:
        if isinstance(node, Operation) and node.kind in BINDING_KINDS and node.bound:
            names = frozenset(node.bound)
            for inner in walk(node.body):
                if isinstance(inner, Symbol) and any(mentions(index, names) for index in inner.indices):
                    self.families.add(inner.stem)
        elif isinstance(node, Transposed) and isinstance(bare(node.base), Symbol):
            self.matrices.add(bare(node.base).stem)  # type: ignore[attr-defined]
        elif isinstance(node, Symbol) and node.bold:
            self.matrices.add(node.stem)
        elif isinstance(node, Derivative):
            self.note_field(node)

    def note_field(self, node: Derivative) -> None:
        """``\\frac{\\partial u}{\\partial t}``: u is a function of t, here and in the rest of the formula."""
        body = node.body
        small = all(isinstance(variable, Symbol) and variable.latex[:1].islower() for variable in node.variables)
        if isinstance(body, Symbol) and (node.mark == r"\partial" or small):
            known = self.fields.setdefault(body.latex, [])
            for variable in node.variables:
                code = named(variable.latex) if isinstance(variable, Symbol) else ""
                if code and code not in known:
                    known.append(code)

    def spread(self, node: Product) -> None:
        """Letters multiplied with a matrix keep their place, small Greek ones (step sizes, weights) need not."""
        if all(self.commutes(factor) for factor in node.factors):
            return
        for factor in node.factors:
            inner = bare(factor)
            if isinstance(inner, Symbol) and not inner.stem.startswith("\\") and inner.stem[:1].isupper():
                self.matrices.add(inner.stem)
                self.cache.clear()

    def commutes(self, meaning: Meaning) -> bool:
        known = self.cache.get(id(meaning))
        if known is None:
            known = self.cache[id(meaning)] = self.find(meaning)
        return known

    def find(self, meaning: Meaning) -> bool:
        if isinstance(meaning, Symbol):
            return meaning.stem not in self.matrices
        if isinstance(meaning, Bars):
            return True
        if isinstance(meaning, Transposed):
            return False
        if isinstance(meaning, Application):
            head = meaning.function
            if isinstance(head, Symbol) and {head.stem, head.latex} & SCALAR_VALUED:
                return True
            return self.commutes(head) and all(map(self.commutes, meaning.arguments))
        compound = (Power, Product, Quotient, Total, Group, Operation, Integral, Labelled, Combination, Differential)
        return all(map(self.commutes, parts(meaning))) if isinstance(meaning, compound) else True

    def bound_in(self, symbol: Symbol, bound: list[str]) -> list[str]:
        """Bound names that the symbol's scripts mention without being its indices."""
        return [name for name in dict.fromkeys(bound) if scripts_mention(symbol, frozenset({name}))]


def bare(meaning: Meaning) -> Meaning:
    """Without brackets and exponents."""
    while isinstance(meaning, Group | Power | Transposed):
        meaning = meaning.body if isinstance(meaning, Group) else meaning.base
    return meaning
