"""Forms of which the algebra says something that one does not see at once: means, limits, what is
applied first, what passes on unchanged. Each is a function with its example, a row of :data:`FORMS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeGuard

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Combination,
    Constant,
    Derivative,
    Differential,
    Given,
    Group,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.means import mean, mean_of_two
from reader.study.walkthrough.patterns.bounds import compared
from reader.study.walkthrough.patterns.cases import only
from reader.study.walkthrough.patterns.changes import steepest
from reader.study.walkthrough.patterns.comparing import nearer
from reader.study.walkthrough.patterns.fading import fading, standardised
from reader.study.walkthrough.patterns.fractions import normalised, scaling
from reader.study.walkthrough.patterns.likelihood import (
    TIMES,
    factors_of,
    independent,
    proportional,
    rivals,
    summed_out,
    turned_round,
)
from reader.study.walkthrough.pen import SAID_OF_DISTANCES, Pen, is_readable
from reader.study.walkthrough.sentence import Sentence, certain
from reader.study.walkthrough.weights import COEFFICIENTS

WEIGHTS = COEFFICIENTS | {"w", r"\omega", r"\pi"}  # letters of numbers that weigh
PLAIN_ORDERS = frozenset(each for each in ORDERS if "tilde" not in each)  # a tilde hides logarithms
NO_FUNCTIONS = ORDERS | {r"\Omega", r"\Theta", r"\omega"}  # where one function stands in them
# What everybody has met: here the order is seen.
SCHOOL = frozenset(rf"\{name}" for name in (
    "arctan", "cos", "cosh", "det", "exp", "ln", "log", "max", "min", "sin", "sinh", "tan", "tanh",
))  # fmt: skip
POSITIONS = frozenset("ijkmn")
MEASURES = frozenset((r"\mu", r"\nu"))
# What layers of networks are called, in small letters and without signs; with some a name may end as well.
LAYERS = frozenset((
    "block", "ca", "cnn", "drop", "fc", "ff", "ffw", "gcn", "gn", "gnn", "linear", "ln", "lora", "lstm", "mha", "mhca",
    "mhsa", "moe", "mpnn", "msa", "multihead", "net", "rnn", "sa", "ssm", "swiglu", "tcn", "unet",
))  # fmt: skip
LAYER_ENDS = (
    "adapter", "attention", "attn", "conv", "convolution", "dropout", "feedforward", "ffn", "layer", "layernorm",
    "mamba", "mlp", "network", "rmsnorm", "transformer",
)  # fmt: skip
Form = Callable[[Meaning], Sentence | None]


def forms_in(statement: Meaning) -> Iterator[Sentence]:
    """At most one of each form, from the outside inwards."""
    others = {id(each) for each in (*_no_values(statement), *_no_numbers(statement))}
    nodes = [each for each in walk(statement) if id(each) not in others]
    about = [each for each in walk(compared(statement)) if id(each) not in others]
    for form in FORMS:
        found = next(filter(None, map(form, about if form in (_inner, _difference) else nodes)), None)
        if found is not None:
            yield found


def _no_values(statement: Meaning) -> Sequence[Meaning]:
    """What only looks like a value: ``O`` where it is defined, the group ``O(d)`` of a matrix, a graph
    ``\\langle V, E \\rangle``."""
    if not isinstance(statement, Chain) or len(statement.operands) != 2:
        return []
    (left, right), sign = statement.operands, statement.relations[0].sign
    found: list[Meaning] = [left] if sign in GIVING_RELATIONS and _is_order(left) else []
    is_tuple = sign in GIVING_RELATIONS and isinstance(right, Bars) and right.kind == "inner"
    if _bare_stem(left)[:1].isupper() and (sign == r"\in" or is_tuple):
        found.append(right)
    return [*found, left] if sign == r"\in" else found  # a pair


def _no_numbers(statement: Meaning) -> Iterator[Meaning]:
    """Pairs that a sum runs over, where one looks for something, and operators called ``O``: they are factors and stand
    in brackets, which amounts that are not known are seldom."""
    for node in walk(statement):
        if isinstance(node, Operation) and node.kind == "extremum" and node.lower is not None:
            yield from walk(node.lower)
        if isinstance(node, Operation) and isinstance(node.lower, Bars):
            yield node.lower
        if isinstance(node, Product | Bars):
            yield from filter(_is_order, node.factors if isinstance(node, Product) else node.items)


# --- sums ------------------------------------------------------------------------------------------------------------


def _weighted_sum(node: Meaning) -> Sentence | None:
    """``\\sum_{k} \\alpha_k \\mathbf{x}_k``: one factor is a letter for numbers, the other none."""
    if not isinstance(node, Operation) or node.kind != "sum" or len(node.bound) != 1:
        return None
    body = bare(node.body)
    if not isinstance(body, Product) or len(body.factors) != 2:
        return None
    weights = [each for each in body.factors if _weighs(each, node.bound[0])]
    others = [each for each in body.factors if each not in weights]
    if len(weights) != 1 or not _depends(others[0], node.bound[0]):
        return None
    return certain(node, "weighted-sum", part=bare(others[0]), weight=weights[0])


def _weighs(part: Meaning, index: str) -> bool:
    return isinstance(part, Symbol) and part.stem in WEIGHTS and not part.bold and _depends(part, index)


def _depends(part: Meaning, index: str) -> bool:
    return any(isinstance(node, Symbol) and node.latex == index for node in walk(part))


# --- functions -------------------------------------------------------------------------------------------------------


def _divergence(node: Meaning) -> Sentence | None:
    """``D_{KL}(p \\| q)``: how much two distributions differ."""
    if not isinstance(node, Application) or len(node.arguments) != 1:
        return None
    (given,) = node.arguments
    if not isinstance(given, Given) or given.kind != "versus" or "KL" not in meaning_latex(node.function):
        return None
    return certain(node, "divergence", first=given.left, second=given.right)


def _smaller(node: Meaning) -> Sentence | None:
    """``\\min(a, b)``; a cut at 0 has a sentence of its own."""
    if not isinstance(node, Application) or len(node.arguments) != 2 or not isinstance(node.function, Symbol):
        return None
    key = {r"\min": "smaller-of", r"\max": "larger-of"}.get(node.function.latex)
    is_cut = any(isinstance(each, Number) and each.text == "0" for each in node.arguments)
    first, second = node.arguments
    if key is None or is_cut or not is_readable(first) or not is_readable(second):
        return None

    def write(pen: Pen) -> str:
        return pen.row(key, first=pen.part(first), second=pen.part(second))

    return Sentence("certain", node, write)


def _composed(node: Meaning) -> Sentence | None:
    """``f_m \\circ \\cdots \\circ f_1``, read from the right; and ``y = f(g(x))``, from the inside."""
    if isinstance(node, Chain) and len(node.operands) == 2 and node.relations[0].sign in GIVING_RELATIONS:
        outer = bare(node.operands[1])
        inner = bare(outer.arguments[0]) if isinstance(outer, Application) and len(outer.arguments) == 1 else None
        if not isinstance(outer, Application) or not isinstance(inner, Application):
            return None
        is_course = any(isinstance(each, Symbol) and each.stem in TIMES for each in inner.arguments)
        is_plain = _is_worked(outer) and _is_worked(inner) and not is_course  # of what changes in time
        return certain(node, "composed", first=inner.function, last=outer.function) if is_plain else None
    if not isinstance(node, Combination) or node.operator != r"\circ":
        return None
    first, last = node.operands[-1], node.operands[0]
    if not isinstance(first, Symbol) or not isinstance(last, Symbol):
        return None
    return certain(node, "composed", first=first, last=last)


def _is_worked(part: Application) -> bool:
    """Whether something is put through a function that has a name of its own: no logarithm, no probability."""
    function = part.function
    if not isinstance(function, Symbol) or not part.open or _is_given(part):
        return False
    return function.latex not in SCHOOL | NO_FUNCTIONS and function.stem not in PROBABILITIES


def _is_given(part: Application) -> bool:
    return any(isinstance(each, Given) for each in part.arguments)


def _order(node: Meaning) -> Sentence | None:
    """``O(\\frac{1}{T})``: what holds up to a constant factor."""
    if not _is_order(node) or len(node.arguments) != 1 or isinstance(node.arguments[0], Number):
        return None
    told, part = certain(node, "order", whole=node, part=node.arguments[0]), node.arguments[0]
    if told is None:
        return None

    def write(pen: Pen) -> str:
        return "" if "up-to-order" in pen.rows else pen.row("order", whole=pen.part(node), part=pen.part(part))

    return Sentence("certain", node, write)


def _is_order(node: Meaning) -> TypeGuard[Application]:
    return isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex in PLAIN_ORDERS


def _inner(node: Meaning) -> Sentence | None:
    """``\\langle a, b \\rangle``."""
    if not isinstance(node, Bars) or node.kind != "inner" or len(node.items) != 2 or not is_readable(node):
        return None
    first, second = node.items
    if meaning_latex(first) == meaning_latex(second) or not all(map(_is_arrow, node.items)):
        return None
    return certain(node, "inner", part=node, first=first, second=second)


def _is_arrow(part: Meaning) -> bool:
    """A vector by its name, or what a function gives: of a difference or a slope the words would say nothing more."""
    inner = bare(part)
    if isinstance(inner, Application):
        return not any(isinstance(each, Symbol) and each.latex == r"\cdot" for each in walk(inner))
    return isinstance(inner, Symbol)


# --- change ----------------------------------------------------------------------------------------------------------


def _limit(node: Meaning) -> Sentence | None:
    """``\\lim_{m \\to \\infty} f_m(x) = 0``."""
    if not isinstance(node, Chain) or len(node.operands) != 2 or node.relations[0].sign != "=":
        return None
    found, value = node.operands
    if not is_limit(found) or not isinstance(found.lower, Chain):
        return None
    if any(isinstance(each, Operation) and each.kind == "limit" for each in walk(value)):
        return None
    moving, end = found.lower.operands[0], found.lower.operands[-1]
    if any(isinstance(each, Constant) and each.latex == r"\infty" for each in walk(value)):
        return None  # nothing comes close to that
    if not isinstance(end, Constant) or end.latex != r"\infty":
        return None
    return certain(node, "limit", moving=moving, part=found.body, value=value)


def is_limit(node: Meaning | None) -> TypeGuard[Operation]:
    """What values come close to; an upper or a lower limit only some of them come close to."""
    return isinstance(node, Operation) and node.kind == "limit" and node.operator == r"\lim"


def _rate(node: Meaning) -> Sentence | None:
    """``\\frac{\\partial u}{\\partial t}``."""
    if not isinstance(node, Derivative) or node.body is None or len(node.variables) != 1 or node.order:
        return None
    variable = node.variables[0]
    letter = _bare_stem(variable)
    is_measure = node.mark != r"\partial" and (letter.isupper() or letter in MEASURES)  # dP/dQ is a density, no rate
    body = node.body.function if isinstance(node.body, Application) else node.body
    if is_measure or not is_readable(node):
        return None
    whole = node.body

    def write(pen: Pen) -> str:
        if not pen.untold((body, variable)):
            return ""  # the eye sees it
        rate = pen.math(meaning_latex(node))
        return pen.row("rate", part=rate, body=pen.part(whole, body), variable=pen.part(variable))

    return Sentence("certain", node, write)


def _residual(node: Meaning) -> Sentence | None:
    """``f(x) + x``, with a function that is a layer: what goes in is added to what comes out."""
    if not isinstance(node, Total) or node.signs != ("", "+"):
        return None
    for kept, other in (node.terms, node.terms[::-1]):
        is_layer = isinstance(other, Application) and _is_layer(other.function)
        if isinstance(kept, Symbol) and is_layer and any(each == kept.latex for each in _names(other)):
            return certain(node, "residual", kept=kept, part=other)
    return None


def _is_layer(function: Meaning) -> bool:
    """Whether a word calls a layer of a network: ``\\operatorname{LayerNorm}``, no order or statistic."""
    name = "".join(filter(str.isalpha, _bare_stem(function))).casefold()
    return name in LAYERS or name.endswith(LAYER_ENDS)


def _names(part: Meaning) -> Iterator[str]:
    return (node.latex for node in walk(part) if isinstance(node, Symbol))


# --- distances -------------------------------------------------------------------------------------------------------


def _difference(node: Meaning) -> Sentence | None:
    """``|a - b|`` and ``(a - b)^2``; a norm has a sentence of its own."""
    inside: Meaning
    if isinstance(node, Bars) and node.kind == "absolute" and len(node.items) == 1:
        inside = bare(node.items[0])
    elif isinstance(node, Power) and isinstance(node.base, Group) and meaning_latex(node.exponent) == "2":
        inside = bare(node.base)
    else:
        return None
    if not isinstance(inside, Total) or inside.signs != ("", "-") or not is_readable(node):
        return None
    first, second = inside.terms
    is_position = all(isinstance(each, Symbol) and each.latex in POSITIONS for each in (first, second))
    if is_position or isinstance(first, Number) or isinstance(second, Number):
        return None
    is_seen = all(isinstance(bare(each), Symbol) for each in (first, second))  # of two letters, where none has a name

    def write(pen: Pen) -> str:
        if is_seen and not any(map(pen.is_named, (bare(first), bare(second)))):
            return ""
        if pen.rows & SAID_OF_DISTANCES:
            return ""
        return pen.row("distance", part=pen.part(node), first=pen.part(first), second=pen.part(second))

    return Sentence("certain", node, write)


# --- right sides -----------------------------------------------------------------------------------------------------


def _diffusion(node: Meaning) -> Sentence | None:
    """``dx = f dt + g dw``: what moves it along, and the noise."""
    left = factors_of(node.operands[0]) if isinstance(node, Chain) else ()
    if not isinstance(node, Chain) or len(left) != 1 or not isinstance(left[0], Differential):
        return None
    right = bare(node.operands[-1])
    if not isinstance(right, Total) or right.signs != ("", "+"):
        return None
    drift, noise = right.terms
    ends = [factors_of(each)[-1] for each in (drift, noise)]
    steps = [each.variable if isinstance(each, Differential) else None for each in ends]
    is_noise = _bare_stem(steps[1]) in "wWB" and all(isinstance(each, Symbol) for each in steps)
    if not is_noise or _bare_stem(steps[0]) != "t":
        return None
    return certain(node, "diffusion", step=ends[0], part=left[0], drift=drift, noise=noise)


def _bare_stem(part: Meaning | None) -> str:
    """The letter of a symbol without font and accent."""
    stem = part.stem if isinstance(part, Symbol) else ""
    return stem.rstrip("}").rpartition("{")[2] if "{" in stem else stem


FORMS: tuple[Form, ...] = (
    _diffusion, normalised, mean, mean_of_two, _weighted_sum, independent, turned_round, summed_out, rivals, steepest,
    nearer, proportional, standardised, fading, _divergence, _difference, _limit, _residual, _composed,
    _smaller, only, _order, scaling, _rate, _inner,
)  # fmt: skip
