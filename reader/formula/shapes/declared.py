r"""What formulas declare: ``W \in \mathbb{R}^{d \times k}``, ``f: \mathbb{R}^d \to \mathbb{R}``, ``\beta > 0``.

Each way to declare is a row of ``DECLARING``, each set of ``SPACES``, with an example. Prose is read in
``reader.study.paper_shapes``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.formula.semantics.magnitude import whole_number
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Group,
    Labelled,
    Listing,
    Meaning,
    Symbol,
    Transposed,
    Undecided,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.expressions import SCALAR, Dimension, Shape, dimension_of, named, skeleton, unknown
from reader.formula.shapes.spaces import ABOVE_ONE, DeclarationRule, NumberSpace, end_of, space_of
from reader.formula.syntax.canonical import closing
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import walk
from reader.model.source import Span

EQUAL = frozenset({"=", ":=", r"\triangleq", r"\equiv", r"\eqdef", r"\doteq"})


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration of one name, with its place. With ``arguments``, ``shape`` is that of a function's values.

    ``firm`` says that the author wrote the shape; otherwise it was inferred. ``rule`` names the row that read it.
    """

    name: str
    shape: Shape | None
    domain: str = "real"
    rule: str = ""
    span: Span | None = None
    section: str = ""
    firm: bool = True
    function: bool = False
    arguments: tuple[Shape, ...] = ()


# --- statements ------------------------------------------------------------------------------------------------------


def _member(chain: Chain) -> Iterator[Declaration]:
    for k, relation in enumerate(chain.relations):
        space = space_of(chain.operands[k + 1]) if relation.sign == r"\in" else None
        if space is None:
            continue
        first = k
        while first and chain.relations[first - 1].sign in EQUAL:
            first -= 1
        for operand in chain.operands[first : k + 1]:
            yield from _members(operand, space)


def _members(node: Meaning, space: NumberSpace) -> Iterator[Declaration]:
    name = declared_name(node)
    if name is not None:
        yield Declaration(name, space.shape, space.domain)
    elif isinstance(node, Transposed) and isinstance(node.base, Symbol):
        turned = Shape(tuple(reversed(space.shape.dimensions)))
        yield Declaration(node.base.latex, turned, space.domain)
    elif isinstance(node, Application) and isinstance(node.function, Symbol):
        # one value in a set says little of others: theta(1) and theta(2) may be matrices of two sizes
        yield Declaration(node.function.latex, space.shape, space.domain, firm=False, function=True)
    elif isinstance(node, Labelled) and isinstance(node.base, Group) and isinstance(node.base.body, Symbol):
        yield Declaration(node.base.body.latex, SCALAR, space.domain)  # (a_{ij})_{i,j}: a is one entry
    elif isinstance(node, Listing) and node.kind == "bare":
        for item in node.items:
            yield from _members(item, space)


def declared_name(node: Meaning) -> str | None:
    """The name that a formula is. In a declaration a superscript is part of the name."""
    if isinstance(node, Undecided):
        return node.latex if node.reason == "power-or-label" else None
    return node.latex if isinstance(node, Symbol) else None


def _mapping(chain: Chain) -> Iterator[Declaration]:
    signs = [relation.sign for relation in chain.relations]
    if signs[:1] != [":"] or len(signs) != 2 or signs[1] not in (r"\to", r"\rightarrow", r"\mapsto"):
        return
    value = space_of(chain.operands[2])
    if value is None:  # also of x \mapsto f(x)
        return
    argument = space_of(chain.operands[1])
    names = chain.operands[0].items if isinstance(chain.operands[0], Listing) else (chain.operands[0],)
    for name in names:
        if isinstance(name, Symbol):
            arguments = (argument.shape,) if argument is not None else ()
            yield Declaration(name.latex, value.shape, value.domain, function=True, arguments=arguments)


RISING = {">": "<"}
PLACES = frozenset("ijklmnstN")
COUNTING = frozenset("ijklmnrstIJKLMNRTdDhHbB")  # letters that are whole numbers above 1 more often than others


def _above_one(chain: Chain) -> Iterator[Declaration]:
    name = declared_name(chain.operands[0])
    alone = len(chain.relations) == 1 and chain.relations[0].sign in AT_LEAST and end_of(chain.operands[1]) == "1"
    if alone and name is not None and name.partition("_")[0] not in COUNTING:
        yield Declaration(name, SCALAR, ABOVE_ONE)


def below_one(meaning: Meaning) -> Iterator[str]:
    """Names that are said to be below 1 somewhere: ``a < 1``, ``0 < a < 1``."""
    for node in walk(meaning):
        ends = node.operands if isinstance(node, Chain) and node.relations[-1].sign in AT_MOST else ()
        name = declared_name(ends[-2]) if ends and end_of(ends[-1]) == "1" else None
        if name is not None:
            yield name


def _sign(chain: Chain) -> Iterator[Declaration]:
    ends = [end_of(operand) for operand in chain.operands]
    signs = [relation.sign for relation in chain.relations]
    if len(signs) == 1 and signs[0] in AT_LEAST and ends[1] == "0":
        kind, left = "positive" if signs[0] == ">" else "nonnegative", chain.operands[0]
        bold = isinstance(left, Symbol) and left.bold  # a vector, in each of its entries
        shape = unknown(1, left.latex) if isinstance(left, Symbol) and bold else SCALAR
        yield from _members(left, NumberSpace(shape, kind))
    elif len(signs) == 2 and AT_MOST.issuperset(signs) and (ends[0], ends[2]) == ("0", "1"):
        yield from _members(chain.operands[1], NumberSpace(SCALAR, "unit"))


def _order(chain: Chain) -> Iterator[Declaration]:
    """Of what stands in order above nought: ``0 < a < b``, and ``c > d \\ge 0``. A place ``0 < i < n`` is a whole
    number, of which that says less.
    """
    signs, operands = [relation.sign for relation in chain.relations], list(chain.operands)
    if AT_LEAST.issuperset(signs):
        signs, operands = [RISING.get(sign, sign) for sign in reversed(signs)], operands[::-1]
    if len(signs) > 1 and AT_MOST.issuperset(signs) and end_of(operands[0]) == "0":
        ends = [end_of(each) for each in operands[1:]]
        if any((declared_name(each) or "") in PLACES for each in operands):
            return
        strict = False
        for k, operand in enumerate(operands[1:]):
            strict = strict or signs[k] == "<"
            domain = "unit" if ends[-1] == "1" else "positive" if strict else "nonnegative"
            if not ends[k] and not (len(signs) == 2 and ends[-1] == "1"):  # that is what "sign" says
                yield from _members(operand, NumberSpace(SCALAR, domain))


def below_nought(meaning: Meaning) -> Iterator[Declaration]:
    """``\\theta = -1/v < 0``, where a formula says it of itself; ``\\theta < 0`` alone may be one of two cases."""
    for item in statements_of(meaning):
        signs = [relation.sign for relation in item.relations] if isinstance(item, Chain) else []
        below = len(signs) > 1 and signs[-1] in AT_MOST and EQUAL.issuperset(signs[:-1])
        if isinstance(item, Chain) and below and end_of(item.operands[-1]) == "0":
            name = declared_name(item.operands[0])
            if name is not None:
                yield Declaration(name, SCALAR, "nonpositive", rule="sign")


DECLARING: tuple[tuple[DeclarationRule, Callable[[Chain], Iterator[Declaration]]], ...] = (
    (DeclarationRule("member", "what is in a set has its members' shape", r"x, y \in \mathbb{R}^d",
         "x: d real; y: d real"), _member),
    (DeclarationRule("mapping", "a map's values have the shape of its target", r"f : \mathbb{R}^d \to \mathbb{R}",
         "f(d): 1 real"), _mapping),
    (DeclarationRule("above-one", "only numbers are compared with 1", r"\alpha > 1", r"\alpha: 1 above-one"),
     _above_one),
    (DeclarationRule("sign", "only numbers are compared with nought", r"\beta > 0", r"\beta: 1 positive"), _sign),
    (DeclarationRule("order", "and what is above these", "0 < a < b", "a: 1 positive; b: 1 positive"), _order),
)  # fmt: skip


UNDER = r"\underset{"  # what stands below a word, as a range


def declared_in(meaning: Meaning) -> Iterator[Declaration]:
    """The declarations of a formula, each with the row that read it."""
    for node in walk(meaning):
        if isinstance(node, Undecided) and node.latex.startswith(UNDER):
            below = node.latex[len(UNDER) : closing(node.latex, len(UNDER) - 1)]
            yield from declared_in(read_meaning(parse_formula(below)))
        if isinstance(node, Chain):
            for way, read in DECLARING:
                yield from (replace(declaration, rule=way.id) for declaration in read(node))
    yield from below_nought(meaning)


def equalities_in(meaning: Meaning) -> Iterator[tuple[str, Dimension]]:
    """``D^{head} = D / H``: sizes that equal an expression in other letters."""
    for node in walk(meaning):
        if isinstance(node, Chain) and {relation.sign for relation in node.relations} <= EQUAL:
            sides = [dimension_of(operand) for operand in node.operands]
            letter = declared_name(node.operands[0])
            if letter is not None:
                others = (side for side in sides if side is not None and side.names and letter not in side.names)
                yield from ((letter, side) for side in others)


def declaration_line(declaration: Declaration) -> str:
    """A declaration in one line, for examples and tests."""
    arguments = ", ".join(shape.latex for shape in declaration.arguments)
    value = declaration.shape.latex if declaration.shape is not None else "?"
    name = f"{declaration.name}({arguments})" if declaration.function else declaration.name
    return f"{name}: {value} {declaration.domain}"


# --- all that is declared --------------------------------------------------------------------------------------------


class Declarations:
    """All declarations of a paper, by name. ``equal`` are equal sizes, ``letters`` the letters of all sizes."""

    def __init__(
        self, declared: tuple[Declaration, ...] = (), equal: tuple[tuple[str, Dimension], ...] = (), section: str = ""
    ) -> None:
        self.found, self.equal, self.section = declared, equal, section
        self.by_name: dict[tuple[str, bool], list[Declaration]] = {}
        self.families: dict[tuple[str, bool], list[Declaration]] = {}
        for declaration in declared:
            self.by_name.setdefault((declaration.name, declaration.function), []).append(declaration)
            bare, indices = skeleton(declaration.name)
            if indices:
                self.families.setdefault((bare, declaration.function), []).append(declaration)
        shapes = [
            shape
            for declaration in declared
            for shape in (declaration.shape, *declaration.arguments)
            if shape is not None
        ]
        self.letters = frozenset(name for shape in shapes for size in shape.dimensions for name in size.names)
        self.small = False
        self.asked: dict[tuple[str, bool], Declaration | None] = {}
        self.sections: dict[tuple[str, bool], Declarations] = {}  # without its own, to avoid a reference cycle

    def within(self, section: str, small: bool = False) -> Declarations:
        """The declarations as they hold in one section: those of the section override the others. Where ``small``, a
        size that is a large number is as any size: 768 numbers are no use to whoever looks at a run.
        """
        if section == self.section and small == self.small:
            return self
        key = (section, small)
        if key not in self.sections:
            scoped = Declarations.__new__(Declarations)
            scoped.found, scoped.equal, scoped.section, scoped.asked = self.found, self.equal, section, {}
            scoped.by_name, scoped.families, scoped.letters = self.by_name, self.families, self.letters
            scoped.sections, scoped.small = {}, small
            self.sections[key] = scoped
        return self.sections[key]

    def find(self, name: str, function: bool = False) -> Declaration | None:
        """The declaration of this name or of its family. None where declarations differ, or where there is none."""
        key = (name, function)
        if key not in self.asked:
            found = self._found(name, function)
            self.asked[key] = _in_small(found) if found is not None and self.small else found
        return self.asked[key]

    def _found(self, name: str, function: bool) -> Declaration | None:
        own = self.by_name.get((name, function))
        if own:
            return self._agreed(own)
        bare, indices = skeleton(name)
        if not indices:
            return None
        return self._agreed([_instance(family, indices) for family in self.families.get((bare, function), ())])

    def _agreed(self, declared: list[Declaration]) -> Declaration | None:
        shaped = [declaration for declaration in declared if declaration.shape is not None]
        known_shapes = [
            declaration for declaration in shaped if declaration.shape is not None and declaration.shape.is_known
        ]
        for candidates in ([declaration for declaration in known_shapes if declaration.firm], known_shapes, shaped):
            for chosen in (
                candidates,
                [declaration for declaration in candidates if declaration.section == self.section],
            ):
                if chosen and len({declaration.shape for declaration in chosen}) == 1:
                    return self._narrowed(chosen[0], declared)
            if candidates:
                return None
        return None

    def _narrowed(self, chosen: Declaration, declared: list[Declaration]) -> Declaration:
        """The declaration, with the narrower domain (positive, probability) that another declaration gives."""
        domains = [
            declaration.domain
            for declaration in declared
            if declaration.domain != "real" and declaration.shape == chosen.shape
        ]
        if "nonpositive" in domains and len(set(domains)) > 1:  # two cases
            return replace(chosen, domain="real")
        return replace(chosen, domain=domains[0]) if chosen.domain == "real" and domains else chosen


LARGE = 32  # a size from which on nobody looks at every number


def _in_small(declaration: Declaration) -> Declaration:
    """The same with sizes that are large numbers as sizes of which nothing is known but where they are the same."""
    shape = declaration.shape
    if shape is None:
        return declaration
    sizes = tuple(named(f"?{size.latex}") if is_large(size) else size for size in shape.dimensions)
    return replace(declaration, shape=Shape(sizes)) if sizes != shape.dimensions else declaration


def is_large(size: Dimension) -> bool:
    """Whether a size is a number, and a large one."""
    return not size.names and (size.value({}) or 0) >= LARGE


_CANCELS = re.compile(r"(.+)\+(\d+)-\2")


def _instance(family: Declaration, indices: tuple[str, ...]) -> Declaration:
    """The declaration of a family for one member: ``W^{l}`` in N_l x N_{l-1} gives ``W^{2}`` in N_2 x N_1."""
    _, own = skeleton(family.name)
    if own != indices and all(index.isdigit() for index in own):
        family = replace(family, domain="real", firm=False)  # of c_1 nobody says that it is in (0, 1) as c_0 is
    swaps = {a: b for a, b in zip(own, indices, strict=False) if a != b and not a.isdigit()}
    if family.shape is None or not swaps:
        return family
    values = {
        name: named(_with_index(name, swaps)) for dimension in family.shape.dimensions for name in dimension.names
    }
    return replace(family, shape=family.shape.replaced(values))


def _with_index(name: str, swaps: dict[str, str]) -> str:
    """A size's letter with the index put in; ``{2-1}`` is evaluated."""
    base, mark, script = name.partition("_")
    for letter, text in swaps.items():
        script = script.replace(letter, text)
    body = _CANCELS.sub(r"\1", script.strip("{}"))
    for sign in "+-":
        left, _, right = body.rpartition(sign)
        first, second = whole_number(left), whole_number(right)
        if first is not None and second is not None:
            body = str(first + second * (1 if sign == "+" else -1))
    return f"{base}{mark}{{{body}}}" if mark else name
