"""Which numbers a side of a formula may give: any, all from nought on, or no more than some that nobody says here."""

from __future__ import annotations

from collections.abc import Collection

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Constant,
    Derivative,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
    bare,
    leaf_latex,
)
from reader.study.evaluation.planning.functions import BY_SPELLING, BY_WORD, WORD, word_of
from reader.study.evaluation.planning.kinds import Kinds

ANY, FROM_NOUGHT, FEW = "any", "from nought", ""
BY_DOMAIN = {"real": ANY, "complex": ANY, "positive": FROM_NOUGHT, "nonnegative": FROM_NOUGHT}
MEANS = frozenset({"sum", "expectation"})
OF_ANY = {"log": ANY, "log2": ANY, "log10": ANY, "sinh": ANY, "trace": ANY, "mean": ANY, "total": ANY,
          "exp": FROM_NOUGHT, "softplus": FROM_NOUGHT, "relu": FROM_NOUGHT, "deviation": FROM_NOUGHT}  # fmt: skip
LOGS = frozenset({"log", "log2", "log10"})


def reach_of(node: Meaning, kinds: Kinds, taken: Collection[str]) -> str:
    """What a side may give where the names in ``taken`` hold numbers already: only the others let it go anywhere."""
    node = bare(node)
    if isinstance(node, Annotated | Accented | Transposed):
        return reach_of(node.base, kinds, taken)
    if isinstance(node, Symbol):
        return FEW if node.latex in taken else BY_DOMAIN.get(kinds.domain(node.latex), FEW)
    if isinstance(node, Application):
        return _of_function(node, kinds, taken)
    if isinstance(node, Total):
        return _of_sum([reach_of(each, kinds, taken) for each in node.terms], "-" in node.signs)
    if isinstance(node, Product):
        return _of_factors(node, kinds, taken)
    if isinstance(node, Quotient):
        shared = _names(node.numerator) & _names(node.denominator)
        return reach_of(node.numerator, kinds, taken) if not shared and node.form != "binom" else FEW
    if isinstance(node, Operation):
        summed = node.kind in MEANS
        return reach_of(node.body, kinds, taken) if summed else ANY if node.kind == "gradient" else FEW
    if isinstance(node, Derivative):
        return ANY
    return _of_one(node, kinds, taken)


def _of_one(node: Meaning, kinds: Kinds, taken: Collection[str]) -> str:
    """Of norms, powers, roots and lists."""
    if isinstance(node, Bars) and node.kind in ("norm", "absolute") and len(node.items) == 1:
        return FROM_NOUGHT if reach_of(node.items[0], kinds, taken) else FEW
    if isinstance(node, Root):
        return FROM_NOUGHT if reach_of(node.body, kinds, taken) else FEW
    if isinstance(node, Power):
        risen = isinstance(bare(node.base), Constant)
        number = isinstance(node.exponent, Number)
        raised = reach_of(node.exponent if risen else node.base, kinds, taken) if risen or number else FEW
        return FROM_NOUGHT if raised else FEW
    if isinstance(node, Listing):
        items = [each for each in map(bare, node.items) if not isinstance(each, Constant)]
        return ANY if items and all(reach_of(each, kinds, taken) == ANY for each in items) else FEW
    return FEW


def _names(node: Meaning) -> set[str]:
    """What it is made of; up to where a sum runs does not count."""
    node = bare(node)
    return {each.latex for each in values_in(node.body if isinstance(node, Operation) else node)}


def _of_sum(terms: list[str], differs: bool) -> str:
    if ANY in terms or (differs and terms.count(FROM_NOUGHT) > 1):
        return ANY
    return FROM_NOUGHT if not differs and all(each == FROM_NOUGHT for each in terms) else FEW


def _of_factors(node: Product, kinds: Kinds, taken: Collection[str]) -> str:
    """Of a product; what stands in two factors, ``U^\\top A U``, ties them together."""
    names = [_names(each) for each in node.factors]
    if sum(map(len, names)) > len(set().union(*names)):
        return FEW
    found = [reach_of(each, kinds, taken) for each in node.factors if not isinstance(bare(each), Number)]
    if ANY in found:
        return ANY
    return FROM_NOUGHT if found and all(each == FROM_NOUGHT for each in found) else FEW


def _of_function(node: Application, kinds: Kinds, taken: Collection[str]) -> str:
    latex = leaf_latex(node.function)
    known = BY_SPELLING.get(latex) or BY_WORD.get(word_of(latex))
    if known is not None:
        inside = reach_of(node.arguments[0], kinds, taken) if node.arguments else FEW
        chance = isinstance(bare(node.arguments[0]), Application | Quotient) if node.arguments else False
        told = inside == ANY or (known.name in LOGS and (inside == FROM_NOUGHT or chance))
        return OF_ANY.get(known.name, FEW) if told else FEW
    if not latex or WORD.fullmatch(latex) or not isinstance(node.function, Symbol):
        return FEW
    return BY_DOMAIN.get(kinds.domain(latex, function=True), FEW)
