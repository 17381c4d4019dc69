"""Names in SymPy: how they are spelled, which are indexed families, which do not commute, which are fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Combination,
    Derivative,
    Differential,
    Group,
    Integral,
    Labelled,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
    Transposed,
)
from reader.formula.semantics.segments import mentions, scripts_mention
from reader.formula.syntax.tables.signs import SIGNS
from reader.formula.syntax.tree import children, walk
from reader.study.sympy.names import SCALAR_VALUED

PLAIN = re.compile(r"\\?[A-Za-z]+(?:_\{[A-Za-z0-9]+\})?(?:\^\{[A-Za-z0-9*]+\})?\Z")
WORD = re.compile(r"\\operatorname\{([A-Za-z]+)\}\Z")
COMMANDS = frozenset(name[1:] for name in SIGNS if name[0] == "\\")
CAPITAL = re.compile(r"(?:\\(?:hat|tilde|bar)\{)?\\?[A-Z]")
Assumptions = tuple[tuple[str, str], ...]  # canonical names with words, as in (("n", "positive integer"),)
# What may be assumed of a name, in SymPy's words; vectors and matrices keep their order.
FLAGS: dict[str, tuple[str, ...]] = {
    "real": ("real",), "positive": ("positive",), "nonnegative": ("nonnegative",), "negative": ("negative",),
    "nonzero": ("nonzero",), "integer": ("integer",), "natural": ("integer", "nonnegative"),
    "binary": ("integer", "nonnegative"), "unit": ("nonnegative",), "probability": ("nonnegative",),
    "complex": ("complex",), "vector": (), "matrix": (),
}  # fmt: skip
ORDERED = frozenset({"vector", "matrix"})
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


def named(latex: str, flags: str = "") -> str:
    """Code that makes the symbol."""
    return f"Symbol({plain_name(latex)!r}{flags})"


def is_number(code: str) -> bool:
    """Whether the code is one symbol that commutes."""
    return code.startswith("Symbol(") and code.count("(") == 1 and "commutative" not in code


class Orders:
    """One walk over a content tree, before its code is written."""

    def __init__(self, root: Meaning, assumptions: Assumptions = ()) -> None:
        self.assumed = {name: words.split() for name, words in assumptions}
        self.factors: set[int] = set()  # nodes that are multiplied
        self.families: set[str] = set()
        self.matrices: set[str] = set()
        self.fields: dict[str, list[Symbol]] = {}
        self.vectors: set[str] = set()
        self.cache: dict[int, bool] = {}
        products = []
        for node in walk(root):
            note = NOTES.get(type(node))
            if note is not None:
                note(self, node)
            if type(node) is Product:
                products.append(node)
                self.factors.update(map(id, node.factors))
        ordered = bool(self.matrices) or any(ORDERED & set(words) for words in self.assumed.values())
        for _ in range(2 if ordered else 0):  # a factor beside a matrix is one, and so may be its neighbour in turn
            for product in products:
                self.spread(product)

    def note_family(self, node: Operation) -> None:
        names = frozenset(node.bound)
        if node.kind in BINDING_KINDS and names:
            for inner in walk(node.body):
                if type(inner) is Symbol and any(mentions(index, names) for index in inner.indices):
                    self.families.add(inner.stem)

    def note_transposed(self, node: Transposed) -> None:
        self.matrices |= {symbol.stem for symbol in summed(node.base)}

    def note_bold(self, node: Symbol) -> None:
        if node.bold:
            self.matrices.add(node.stem)

    def note_inverses(self, node: Product) -> None:
        """``g^{-1} h``: numbers would make a fraction. ``\\max(0, x W) V``: a layer's weights stand behind it."""
        self.note_conjugations(node)
        self.note_squares(node)
        for factor, after in pairwise(node.factors):
            head = factor.function if isinstance(factor, Application) else None
            layer = isinstance(head, Symbol) and head.stem.startswith((r"\operatorname", r"\max"))
            if layer and isinstance(after, Symbol) and CAPITAL.match(after.stem):
                self.matrices.add(after.stem)
            if isinstance(factor, Power) and isinstance(factor.base, Symbol) and not isinstance(after, Number):
                exponent = factor.exponent
                one = exponent.terms[0] if isinstance(exponent, Total) and exponent.signs == ("-",) else None
                if isinstance(one, Number) and one.text == "1":
                    self.matrices.add(factor.base.stem)

    def note_conjugations(self, node: Product) -> None:
        """``u a u^{*}``: nobody parts a number from itself."""
        symbols = [inner for factor in node.factors if isinstance(inner := bare(factor), Symbol)]
        stems = [symbol.latex.split("^")[0].rstrip("'") for symbol in symbols]
        if any(stem in stems[k + 2 :] for k, stem in enumerate(stems)):
            self.matrices |= {symbol.stem for symbol in symbols}

    def note_orders(self, node: Total) -> None:
        """``A P + P A``: who writes both orders means two things."""
        rows = [
            [factor for factor in term.factors if isinstance(factor, Symbol)]
            for term in node.terms
            if isinstance(term, Product)
        ]
        names = [[symbol.latex for symbol in row] for row in rows]
        for (row, before), (_, after) in combinations(zip(rows, names, strict=True), 2):
            if before != after and sorted(before) == sorted(after):
                self.matrices |= {symbol.stem for symbol in row}

    def note_field(self, node: Derivative) -> None:
        """``\\frac{\\partial u}{\\partial t}``: u is a function of t, here and in the rest of the formula."""
        body = node.body
        small = all(isinstance(variable, Symbol) and variable.latex[:1].islower() for variable in node.variables)
        if isinstance(body, Symbol) and (node.mark == r"\partial" or small):
            known = self.fields.setdefault(body.latex, [])
            for variable in node.variables:
                if isinstance(variable, Symbol) and variable.latex not in {each.latex for each in known}:
                    known.append(variable)

    def field(self, symbol: Symbol) -> list[str]:
        """Code of what a field depends on; [] for any other name, and where members of families take part."""
        variables = self.fields.get(symbol.latex, [])
        if any(each.indices and each.stem in self.families for each in (symbol, *variables)):
            return []
        return [self.named(variable.latex) for variable in variables]

    def note_norm(self, node: Bars) -> None:
        """``\\|u\\|``, ``\\langle u, v \\rangle``: u and v are vectors."""
        if node.kind in ("norm", "inner"):
            self.vectors |= {item.stem for item in node.items if isinstance(item, Symbol)}

    def note_squares(self, node: Product) -> None:
        """``u \\cdot u``: nobody writes a number's square so."""
        for (factor, after), sign in zip(pairwise(node.factors), node.signs, strict=False):
            if (
                sign == r"\cdot"
                and isinstance(factor, Symbol)
                and isinstance(after, Symbol)
                and factor.latex == after.latex
            ):
                self.vectors.add(factor.stem)

    def is_vector(self, meaning: Meaning) -> bool:
        inner = meaning.body if isinstance(meaning, Group) else meaning
        if isinstance(inner, Total):
            return any(map(self.is_vector, inner.terms))
        gradient = isinstance(inner, Operation) and inner.kind == "gradient"
        return gradient or (isinstance(inner, Symbol) and (inner.bold or inner.stem in self.vectors))

    def spread(self, node: Product) -> None:
        """Capitals multiplied with a matrix keep their place, and small Latin letters behind one; weights need not."""
        ordered = [not self.commutes(factor) for factor in node.factors]
        if not any(ordered):
            return
        for k, factor in enumerate(node.factors):
            inner = bare(factor)
            name = inner.function if isinstance(inner, Application) else inner
            applied = isinstance(inner, Application)
            if isinstance(name, Symbol) and not (applied and {name.stem, name.latex} & SCALAR_VALUED):
                small = not applied and name.stem[:1] != "\\" and any(ordered[:k])
                if small or CAPITAL.match(name.stem):
                    self.matrices.add(name.stem)
        self.cache.clear()

    def named(self, latex: str, order: bool = False) -> str:
        """Code that makes the symbol, with what is assumed of it."""
        words = [word for word in self.assumed.get(latex, ()) if word not in ORDERED]
        flags = dict.fromkeys(flag for word in words for flag in FLAGS[word])
        return named(latex, ", commutative=False" if order else "".join(f", {flag}=True" for flag in flags))

    def commutes(self, meaning: Meaning) -> bool:
        known = self.cache.get(id(meaning))
        if known is None:
            known = self.cache[id(meaning)] = self.find(meaning)
        return known

    def find(self, meaning: Meaning) -> bool:
        if isinstance(meaning, Symbol):
            assumed = self.assumed.get(meaning.latex)
            if assumed is not None and meaning.stem not in self.matrices:
                return not ORDERED & set(assumed)
            return meaning.stem not in self.matrices
        if isinstance(meaning, Bars):
            return True
        if isinstance(meaning, Transposed):
            return False
        if isinstance(meaning, Operation) and meaning.kind == "gradient":
            return meaning.upper is None and not self.matrices
        if isinstance(meaning, Application):
            head = meaning.function
            if isinstance(head, Symbol) and {head.stem, head.latex} & SCALAR_VALUED:
                return True
            return self.commutes(head) and all(map(self.commutes, meaning.arguments))
        compound = (Power, Product, Quotient, Total, Group, Operation, Integral, Labelled, Combination, Differential)
        return all(map(self.commutes, children(meaning))) if isinstance(meaning, compound) else True

    def bound_in_label(self, symbol: Symbol, bound: list[str]) -> list[str]:
        """Bound names in the superscript labels of a symbol whose indices are its arguments already."""
        label = re.search(r"\^\{(.*)\}\Z", symbol.latex)
        tail = replace(symbol, latex="^" + label.group(1)) if label else None
        return [name for name in dict.fromkeys(bound) if tail and scripts_mention(tail, frozenset({name}))]

    def bound_in(self, symbol: Symbol, bound: list[str]) -> list[str]:
        """Bound names that the symbol's scripts mention without being its indices."""
        return [name for name in dict.fromkeys(bound) if scripts_mention(symbol, frozenset({name}))]


def summed(meaning: Meaning) -> list[Symbol]:
    """The names that a bracket adds and multiplies."""
    inner = bare(meaning)
    if isinstance(inner, Symbol):
        return [inner]
    return [symbol for part in children(inner) for symbol in summed(part)] if isinstance(inner, Total | Product) else []


def bare(meaning: Meaning) -> Meaning:
    """Without brackets and exponents."""
    while isinstance(meaning, Group | Power | Transposed):
        meaning = meaning.body if isinstance(meaning, Group) else meaning.base
    return meaning


NOTES: dict[type[Meaning], Callable[..., None]] = {
    Operation: Orders.note_family, Transposed: Orders.note_transposed, Product: Orders.note_inverses,
    Symbol: Orders.note_bold, Bars: Orders.note_norm, Total: Orders.note_orders, Derivative: Orders.note_field,
}  # fmt: skip
