"""Which parts of a formula are computed, and which are taken as they are: atoms, whose values are inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Derivative,
    Differential,
    Given,
    Grid,
    Group,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Operation,
    Power,
    Product,
    Statements,
    Symbol,
    Total,
    bare,
)
from reader.formula.shapes.expressions import SCALAR, Shape
from reader.formula.syntax.tables.name_rows import NORMALS
from reader.formula.syntax.tree import children, walk
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.functions import (
    BY_NAME,
    BY_SPELLING,
    BY_WORD,
    DIVERGENCES,
    EXTREMA,
    TRUTHS,
    Known,
    word_of,
)
from reader.study.evaluation.spelling import base_of, is_bold

# Letters of activations with what stands in for one that the paper does not name.
ACTIVATIONS = {r"\sigma": "sigmoid", r"\phi": "tanh", r"\varphi": "tanh", r"\psi": "tanh", r"\rho": "tanh"}
SIMILARITIES = frozenset({"sim", "cos", "cosine"})
SQUASHING = frozenset({"sigmoid", "softplus", "relu", "gelu", "silu", "elu", "leaky-relu"})
COUNTERS = frozenset("ijklmnc")  # letters that count entries
CLIPS = frozenset({"clip", "clamp"})
JOINS = frozenset({"concat", "concatenate"})
SPECIAL = frozenset({r"\Gamma", r"\zeta", r"\operatorname{erf}", r"\operatorname{erfc}", r"\mathrm{erf}"})
GROWTHS = frozenset({"O", "o", r"\mathcal{O}", r"\mathcal{o}", r"\Omega", r"\Theta"})  # how something grows: no value


def known_function(node: Application, knowledge: Knowledge) -> Known | None:
    """The function that is applied, where it has a fixed meaning or the paper says which one it is."""
    function = node.function
    if not isinstance(function, Symbol) or len(node.arguments) != 1 or isinstance(node.arguments[0], Chain | Given):
        return None
    if knowledge.declarations.find(function.latex, function=True) is not None and function.latex not in BY_SPELLING:
        return None
    found = said_by_paper(node, knowledge) or BY_SPELLING.get(function.latex) or BY_WORD.get(word_of(function.latex))
    return found or stand_in_of(node, knowledge)


def said_by_paper(node: Application, knowledge: Knowledge) -> Known | None:
    """The function that the author says a letter is."""
    latex = node.function.latex if isinstance(node.function, Symbol) else ""
    return BY_NAME.get(knowledge.functions.get(latex) or knowledge.functions.get(base_of(latex)) or "")


def is_ones(node: Meaning) -> bool:
    """``\\mathbb{1}`` by itself: the vector of ones, where it is one."""
    return isinstance(node, Symbol) and node.latex in TRUTHS


def shared_along(node: Application, knowledge: Knowledge) -> str:
    """The letter of ``\\operatorname{softmax}_j``, along which the shares are taken; "" where there is none."""
    known = known_function(node, knowledge)
    indices = node.function.indices if isinstance(node.function, Symbol) else ()
    index = indices[0] if len(indices) == 1 and known is not None and known.along else None
    return index.latex if isinstance(index, Symbol) and index.latex in COUNTERS else ""


def role_of_several(node: Application, function: Symbol) -> str:
    """The role of a known function of more than one argument, "" for others."""
    word, count = word_of(function.latex), len(node.arguments)
    if function.latex in NORMALS and moments_of(node) is not None:
        return "density"
    if count == 3 and word in CLIPS:
        return "clip"
    if count > 1 and word in JOINS:
        return "join"
    return "similarity" if count == 2 and (word in SIMILARITIES or function.latex == r"\cos") else ""


def stand_in_of(node: Application, knowledge: Knowledge) -> Known | None:
    """What stands in for a function that nobody knows where it is applied to something computed from a matrix or a
    vector, entry by entry: the letters of activations alone.
    """
    function = node.function
    if not isinstance(function, Symbol) or function.latex not in ACTIVATIONS or len(node.arguments) != 1:
        return None
    if {function.latex, base_of(function.latex)} & knowledge.chances:
        return None
    inside = node.arguments[0]
    computed = isinstance(inside, Total | Product | Operation)
    bold = any(isinstance(part, Symbol) and is_bold(base_of(part.latex)) for part in walk(inside))
    return BY_NAME[ACTIVATIONS[function.latex]] if computed and bold else None


def role_of(node: Application, knowledge: Knowledge) -> str:
    """``known``, ``raised`` (``\\log^2 x``), ``extremum`` of a list, ``indicator``, ``divergence``, ``density`` of a
    normal distribution, ``clip`` between two bounds, ``similarity`` of two vectors, ``join`` side by side,
    else ``opaque``.
    """
    function = node.function
    if known_function(node, knowledge) is not None:
        return "known"
    if isinstance(function, Power) and isinstance(function.base, Symbol):
        plain = Application(node.start, node.end, function.base, node.arguments, node.open, node.close, ())
        return "raised" if known_function(plain, knowledge) is not None else "odd"
    if not isinstance(function, Symbol):
        return "odd"
    several = role_of_several(node, function)
    if several:
        return several
    if function.latex in EXTREMA and len(node.arguments) > 1:
        return "extremum"
    if function.latex in TRUTHS and isinstance(node.arguments[0], Chain):
        return "indicator"
    if base_of(function.latex) in GROWTHS or is_special(function.latex, knowledge):
        return "odd"
    versus = isinstance(node.arguments[0], Given) and node.arguments[0].kind == "versus"
    if versus:
        return "divergence" if function.latex in DIVERGENCES or function.stem in DIVERGENCES else "odd"
    return "opaque"


def is_special(latex: str, knowledge: Knowledge) -> bool:
    """Whether a function has a value that mathematics fixes and that is not computed here. Where the author calls it a
    quantity ("the decay width"), the letter is another one.
    """
    return latex in SPECIAL and not knowledge.quantity(latex)


def shape_of_computed(
    node: Application, knowledge: Knowledge, typed: Callable[[Meaning], Shape | None]
) -> Shape | None:
    """The shape of a function's value, where that is known or computed here; ``typed`` knows those of its arguments."""
    known, role = known_function(node, knowledge), role_of(node, knowledge)
    if known is not None and known.gives == "same":
        shape = typed(node.arguments[0])
        entry = shared_along(node, knowledge) and shape is not None and shape.rank == 1
        return SCALAR if entry else shape
    if (known is not None and known.gives == "number") or role in ("density", "similarity", "divergence"):
        return SCALAR
    if role == "join":
        return joined([typed(argument) for argument in node.arguments])
    return typed(node.arguments[0]) if role == "clip" else None


def joined(shapes: list[Shape | None]) -> Shape | None:
    """Of vectors or matrices side by side; None where one is neither, or is not known."""
    told = [shape for shape in shapes if shape is not None and shape.rank]
    if len(told) < len(shapes) or len({shape.rank for shape in told}) != 1:
        return None
    last = told[0].dimensions[-1]
    for shape in told[1:]:
        last = last + shape.dimensions[-1]
    return Shape((*told[0].dimensions[:-1], last))


def moments_of(node: Application) -> tuple[Meaning, Meaning, tuple[Meaning, ...]] | None:
    """Point, mean and the factors of the variance of ``\\mathcal{N}(x; \\mu, \\sigma^2 I)``; None for others."""
    parts: list[Meaning] = []
    for argument in node.arguments:
        sides = (argument.left, argument.right) if isinstance(argument, Given) else (argument,)
        for side in sides:
            parts += side.items if isinstance(side, Listing) and not side.open else [side]
    if len(parts) != 3:
        return None
    spread = parts[2].factors if isinstance(parts[2], Product) else (parts[2],)
    return parts[0], parts[1], tuple(factor for factor in spread if not is_identity(factor))


def is_identity(node: Meaning) -> bool:
    """The identity matrix, by its letter."""
    return isinstance(node, Symbol) and base_of(node.latex).rstrip("}").rpartition("{")[2] == "I"


def is_unit(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether a letter is that of the identity matrix and the author does not call it something else."""
    plain = is_identity(node) and isinstance(node, Symbol) and r"\mathcal" not in node.latex
    return plain and isinstance(node, Symbol) and not {node.latex, base_of(node.latex)} & knowledge.no_units


def is_atom(node: Meaning, knowledge: Knowledge) -> bool:
    """Whether the node's value is an input."""
    if isinstance(node, Application):
        return role_of(node, knowledge) == "opaque"
    if isinstance(node, Operation):
        return node.kind in ("gradient", "partial")
    if isinstance(node, Symbol):
        return node.latex not in knowledge.defined
    return isinstance(node, Derivative | Differential)


def computed_children(node: Meaning, knowledge: Knowledge) -> list[Meaning]:
    """The parts that must be computed for this node."""
    if is_atom(node, knowledge):
        return []
    if isinstance(node, Symbol):
        return [knowledge.defined[node.latex].side]
    if isinstance(node, Application) and role_of(node, knowledge) == "density":
        point, mean, spread = moments_of(node) or (node, node, ())
        return [point, mean, *spread]
    if isinstance(node, Application):
        arguments: list[Meaning] = [part for part in node.arguments if not isinstance(part, Given)]
        return [*arguments, node.function.exponent] if isinstance(node.function, Power) else arguments
    if isinstance(node, Operation):
        return [node.body]
    if isinstance(node, Labelled) and isinstance(node.base, Listing):
        return list(node.base.items)
    if isinstance(node, Annotated | Labelled):
        return [node.base]
    if isinstance(node, Bars):
        return list(node.items)
    if isinstance(node, Grid) and node.kind == "cases":
        return [part for row in node.rows for part in (row[0], *map(condition_of, row[1:])) if part is not None]
    return children(node)


def squashed_in(sides: Iterable[Meaning], knowledge: Knowledge) -> Iterator[str]:
    """The ``u`` of ``\\sigma(u)`` and ``\\sigma(-u)``: whole arguments of functions that take any number."""
    for node in (node for side in sides for node in walk(side)):
        known = known_function(node, knowledge) if isinstance(node, Application) else None
        if isinstance(node, Application) and known is not None and known.name in SQUASHING:
            inside = bare(node.arguments[0])
            minus = isinstance(inside, Total) and inside.signs == ("-",)
            name = bare(inside.terms[0]) if minus and isinstance(inside, Total) else inside
            yield from (name.latex,) if isinstance(name, Symbol) else ()


def condition_of(cell: Meaning) -> Meaning | None:
    """The relation in the second column of cases; None for "otherwise"."""
    if isinstance(cell, Chain):
        return cell
    if isinstance(cell, Statements):
        chains = [item for item in cell.items if isinstance(item, Chain)]
        return chains[0] if len(chains) == 1 else None
    return None


def evaluated(node: Meaning, knowledge: Knowledge) -> Iterator[Meaning]:
    """The node and everything that is computed for it, inputs too."""
    yield node
    for child in computed_children(node, knowledge):
        yield from evaluated(child, knowledge)


def is_anything(node: Meaning) -> bool:
    """The dot in ``\\pi(\\cdot \\mid x)``: whatever may stand there."""
    inner = node.body if isinstance(node, Group) else node
    return isinstance(inner, Product) and all(isinstance(factor, Nothing) for factor in inner.factors)
