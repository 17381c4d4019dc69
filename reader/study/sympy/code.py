"""A content tree as one Python expression that gives a SymPy object.

What SymPy has (sums, integrals, relations, elementary functions) becomes that; everything else a named ``Function`` of
all its parts, so that nothing is left out. What has no faithful form raises :class:`Inexpressible` with its reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Differential,
    Factorial,
    Given,
    Grid,
    Group,
    Integral,
    Labelled,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quantified,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Transposed,
    Undecided,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import NUMBER_SETS
from reader.study.sympy.ambiguities import DOTS, doubt_of, is_word_composed
from reader.study.sympy.names import FUNCTIONS, OPERATORS, SCALAR_VALUED
from reader.study.sympy.operations import write_derivative, write_integral, write_operation
from reader.study.sympy.statements import write_chain, write_grid, write_quantified, write_statements
from reader.study.sympy.symbols import Inexpressible, Orders, named, plain_name

CAPITAL_ALONE = re.compile(r"\\?[A-Z]")
DOTTED = (Symbol, Group, Operation)  # what may stand beside a dot between vectors
CAPITAL_BOLD = re.compile(r"\\(?:mathbf|bm)\{(?:\\mathrm\{)?[A-Z]")
CONSTANTS = {r"\infty": "oo", r"\pi": "pi", "e": "E", r"\emptyset": "EmptySet"}


class CodeWriter:
    """Writes nodes by their type. ``orders`` knows which names are indexed and which do not commute."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.bound: list[str] = []
        self.bound_range = False  # whether the range of an expectation is being written

    def write(self, meaning: Meaning) -> str:
        writer = WRITERS.get(type(meaning))
        if writer is None:
            raise Inexpressible("incomplete", meaning)
        return writer(self, meaning)

    def call(self, name: str, arguments: Sequence[str], scalar: bool = False, order: bool = False) -> str:
        """``Function(name)(arguments)``; ``scalar`` commutes whatever it holds, ``order`` never does."""
        flag = ", commutative=True" if scalar else ", commutative=False" if order else ""
        return f"Function({name!r}{flag})({', '.join(arguments)})"

    def symbol(self, node: Symbol) -> str:
        if node.stem in FUNCTIONS:
            raise Inexpressible("operator-alone", node)
        field = self.orders.field(node)
        if field:
            return self.call(plain_name(node.latex), field)
        order = not self.orders.commutes(node)
        name, held = self.held(node)
        if held and name == node.stem and not order:
            return f"Indexed({plain_name(name)!r}, {', '.join(held)})"
        if held:
            return self.call(plain_name(name), held, order=order)
        return self.orders.named(node.latex, order)

    def held(self, node: Symbol) -> tuple[str, list[str]]:
        """The name without what becomes its arguments, and these: indices of a family, bound names in labels."""
        if node.indices and node.stem in self.orders.families:
            labels = [self.orders.named(name) for name in self.orders.bound_in_label(node, self.bound)]
            return node.stem, [*(self.write(index) for index in node.indices), *labels]
        return node.latex, [self.orders.named(name) for name in self.orders.bound_in(node, self.bound)]

    def constant(self, node: Constant) -> str:
        return CONSTANTS.get(node.latex) or named(node.latex)

    def number(self, node: Number) -> str:
        return f"Float({node.text!r})" if "." in node.text or "e" in node.text else f"Integer({int(node.text)})"

    def power(self, node: Power) -> str:
        if isinstance(node.base, Symbol) and node.base.latex in NUMBER_SETS:
            sides: tuple[Meaning, ...] = (node.exponent,)
            if isinstance(node.exponent, Combination):
                sides = node.exponent.operands
            elif isinstance(node.exponent, Product) and set(node.exponent.signs) == {r"\times"}:
                sides = node.exponent.factors  # 2 \times 2 entries are no 4
            return self.call(plain_name(node.base.latex), [self.write(side) for side in sides])
        exponent = self.write(node.exponent)
        if isinstance(node.base, Constant) and node.base.latex == "e":
            return f"exp({exponent})"
        if isinstance(node.base, Listing | Labelled) or isinstance(node.exponent, Chain | Listing | Given):
            raise Inexpressible("power-of-set", node)
        return f"({self.write(node.base)})**({exponent})"

    def transposed(self, node: Transposed) -> str:
        base = node.base
        small = isinstance(base, Symbol) and not base.bold and base.stem[:1].islower()
        if node.mark == "T" and small and id(node) not in self.orders.factors:
            raise Inexpressible("power-or-label", node)  # the last of several steps, as likely
        return self.call("Transpose", [self.write(node.base)], order=True)

    def labelled(self, node: Labelled) -> str:
        marks = [script for script in (node.below, node.above) if script is not None]
        if isinstance(node.base, Group) and len(marks) == 1 and not node.primes and meaning_latex(marks[0]) == "+":
            return self.call("PositivePart", [self.write(node.base)])
        if node.primes or (node.above is not None and node.below is None):
            raise Inexpressible("labelled-bracket", node)
        if isinstance(node.base, Listing) and isinstance(node.below, Chain):
            return self.family(node, node.below)
        if node.above is not None or node.below is None:
            raise Inexpressible("labelled-bracket", node)
        below = node.below
        pieces = below.factors if isinstance(below, Product) and not any(below.signs) else (below,)
        return self.call("Subscripted", [self.write(node.base), *map(self.write, pieces)])

    def family(self, node: Labelled, below: Chain) -> str:
        parts = [self.write(node.base), self.write(below)]
        return self.call("Family", [*parts, self.write(node.above)] if node.above is not None else parts)

    def accented(self, node: Accented) -> str:
        return self.call(node.command, [self.write(node.base)])

    def group(self, node: Group) -> str:
        if node.open == "[" and isinstance(node.body, Group) and node.body.open == "[":
            raise Inexpressible("odd-brackets", node)  # a notation of its own
        return f"({self.write(node.body)})"

    def listing(self, node: Listing) -> str:
        if node.kind == "interval":
            sides = f"{node.open == '('}, {node.close == ')'}"
            return f"Interval({self.write(node.items[0])}, {self.write(node.items[1])}, {sides})"
        if node.kind == "tuple" and any(isinstance(item, Chain) and not is_member(item) for item in node.items):
            raise Inexpressible("list-of-values", node)
        if node.kind == "tuple" and node.open == "[" and len(node.items) == 2:
            raise Inexpressible("odd-brackets", node)  # an interval, or two things side by side
        items = [self.write(item) for item in node.items]
        if node.kind == "condition":
            return self.call("SetOf", items)
        if node.kind == "set":
            return self.call("Set", items)
        return self.call("IndexRange", items) if node.kind == "range" else f"Tuple({', '.join(items)})"

    def product(self, node: Product) -> str:
        reason = doubt_of(node)
        if reason is not None:
            raise Inexpressible(reason, node)
        codes = [f"({self.write(factor)})" if _is_loose(factor) else self.write(factor) for factor in node.factors]
        return "*".join(self.dotted(node, codes))

    def dotted(self, node: Product, codes: list[str]) -> list[str]:
        """Two neighbours of a dot are one inner product where either of them is a vector for sure."""
        at = node.signs.index(r"\cdot") if node.signs.count(r"\cdot") == 1 else -1
        pair = node.factors[at : at + 2] if at >= 0 else ()
        if not any(map(self.orders.is_vector, pair)) or not all(isinstance(each, DOTTED) for each in pair):
            return codes
        if any(isinstance(each, Symbol) and each.bold and CAPITAL_BOLD.match(each.latex) for each in pair):
            return codes  # a matrix
        return [*codes[:at], self.call("Dot", codes[at : at + 2]), *codes[at + 2 :]]

    def quotient(self, node: Quotient) -> str:
        above, below = self.write(node.numerator), self.write(node.denominator)
        if node.form == "binom":
            return f"binomial({above}, {below})"
        if not self.orders.commutes(node.denominator):
            raise Inexpressible("matrix-division", node)
        return f"({above})/({below})"

    def root(self, node: Root) -> str:
        if node.degree is None:
            return f"sqrt({self.write(node.body)})"
        return f"root({self.write(node.body)}, {self.write(node.degree)})"

    def total(self, node: Total) -> str:
        code = ""
        for term, sign in zip(node.terms, node.signs, strict=True):
            if isinstance(term, Constant) and term.latex in DOTS:
                raise Inexpressible("dots", node)
            written = self.write(term)
            if sign in (r"\pm", r"\mp"):
                name = "PlusMinus" if sign == r"\pm" else "MinusPlus"
                code = self.call(name, [code, written] if code else [written])
            elif sign in ("", "+", "-"):
                code += f" {sign or '+'} ({written})" if code or sign == "-" else written
            else:
                raise Inexpressible("signs", node)
        return code.strip()

    def combination(self, node: Combination) -> str:
        last = node.operands[-1]
        if is_word_composed(node):
            raise Inexpressible("word-or-product", node)
        values = any(isinstance(operand, Application) for operand in node.operands[:-1])
        if node.operator == r"\circ" and isinstance(last, Application) and not values:
            composed = replace(node, operands=(*node.operands[:-1], last.function))
            return self.call("Applied", [self.write(composed), *map(self.write, last.arguments)])
        parts = [self.write(operand) for operand in node.operands]
        return self.call(OPERATORS.get(node.operator, node.operator.strip("\\").title()), parts)

    def application(self, node: Application) -> str:
        function = node.function
        if isinstance(function, Power):
            if isinstance(function.exponent, Total):  # \sin^{-1}: the inverse, or one over it
                raise Inexpressible("power-or-label", node)
            inner = Application(
                node.start, node.end, function.base, node.arguments, node.open, node.close, node.separators
            )
            return f"({self.write(inner)})**({self.write(function.exponent)})"
        arguments = [self.write(argument) for argument in node.arguments]
        only = node.arguments[0]
        if node.open == r"\{" and len(node.arguments) == 1 and isinstance(only, Given):
            arguments = [self.call("SetOf", [self.write(only.left), self.write(only.right)])]
        if not isinstance(function, Symbol):
            return self.call("Applied", [self.write(function), *arguments])
        known = self.known(function, node, arguments)
        if known:
            return known
        scalar = function.stem in SCALAR_VALUED or function.latex in SCALAR_VALUED
        order = not self.orders.commutes(function)
        name, held = self.held(function)
        return self.call(plain_name(name), [*held, *arguments], scalar, order)

    def known(self, function: Symbol, node: Application, arguments: list[str]) -> str:
        """A function that SymPy has; "" where this is none or is given something else."""
        if len(arguments) != 1 or not isinstance(node.arguments[0], Meaning):
            return ""
        if isinstance(node.arguments[0], Chain | Listing | Given):
            return ""
        name = FUNCTIONS.get(function.stem)
        if name is None or function.latex.endswith("'"):
            return ""
        if not function.indices:
            return f"{name}({arguments[0]})"
        return f"log({arguments[0]}, {self.write(function.indices[0])})" if function.stem == r"\log" else ""

    def given(self, node: Given) -> str:
        name = "Given" if node.kind == "condition" else "Versus"
        return self.call(name, [self.write(node.left), self.write(node.right)])

    def bars(self, node: Bars) -> str:
        items = [self.write(item) for item in node.items]
        if node.below is not None:
            items.append(self.write(node.below))
        if node.kind == "absolute" and len(items) == 1:
            if isinstance(node.items[0], Symbol) and CAPITAL_ALONE.match(node.items[0].latex):
                raise Inexpressible("capital-bars", node)
            if self.orders.commutes(node.items[0]):
                return f"Abs({items[0]}, evaluate=False)"
            return self.call("Abs", items, scalar=True)
        if node.kind in ("floor", "ceiling"):
            return f"{node.kind}({items[0]})"
        return self.call(node.kind.title(), items, scalar=True)

    def annotated(self, node: Annotated) -> str:
        notes = [note for note in (node.below, node.above) if note is not None]
        base = self.write(node.base)
        return self.call("Annotated", [base, *map(self.write, notes)]) if notes else base

    def factorial(self, node: Factorial) -> str:
        if len(node.marks) > 2:
            raise Inexpressible("no-meaning", node)
        return f"{'factorial' if len(node.marks) == 1 else 'factorial2'}({self.write(node.base)})"

    def differential(self, node: Differential) -> str:
        if isinstance(node.variable, Power):
            raise Inexpressible("differential-power", node)
        return self.call("d", [self.write(node.variable)])

    def undecided(self, node: Undecided) -> str:
        raise Inexpressible(node.reason, node)


def is_member(chain: Chain) -> bool:
    return all(relation.sign == r"\in" for relation in chain.relations)


def _is_loose(meaning: Meaning) -> bool:
    return isinstance(meaning, Total | Quotient | Product | Annotated)


WRITERS: dict[type[Meaning], Callable[..., str]] = {
    Symbol: CodeWriter.symbol, Constant: CodeWriter.constant, Number: CodeWriter.number, Power: CodeWriter.power,
    Transposed: CodeWriter.transposed, Labelled: CodeWriter.labelled, Accented: CodeWriter.accented,
    Group: CodeWriter.group, Listing: CodeWriter.listing, Product: CodeWriter.product, Quotient: CodeWriter.quotient,
    Root: CodeWriter.root, Total: CodeWriter.total, Combination: CodeWriter.combination,
    Application: CodeWriter.application, Given: CodeWriter.given, Bars: CodeWriter.bars,
    Annotated: CodeWriter.annotated, Factorial: CodeWriter.factorial, Differential: CodeWriter.differential,
    Undecided: CodeWriter.undecided, Chain: write_chain, Statements: write_statements, Quantified: write_quantified,
    Grid: write_grid, Operation: write_operation, Integral: write_integral, Derivative: write_derivative,
}  # fmt: skip
