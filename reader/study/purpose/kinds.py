"""What kind of statement a formula is: a loss, an update rule, a definition, a bound, ...

The rules are asked in order and the first that holds is the answer. They look at trees, at the roles of symbols and at
what these mean; where none holds nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.formula.semantics.nodes import (
    Application,
    Constant,
    Given,
    Labelled,
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
    bare,
    leaf_latex,
)
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.change import changing
from reader.study.purpose.statement import StatedFormula, head_symbol
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.succession import is_next

if TYPE_CHECKING:
    from reader.model.annotations import Annotation, Sense
    from reader.study.purpose.claims import Claim

Kind = Literal[
    "loss or objective", "update rule", "definition", "model", "estimator", "bound", "identity", "sampling rule",
    "constraint",
]  # fmt: skip

EQUAL = frozenset({"=", r"\equiv", r"\doteq"})
AT_MOST, AT_LEAST = frozenset({r"\le", r"\leq", r"\leqslant"}), frozenset({r"\ge", r"\geq", r"\geqslant"})
DEFINES = frozenset({":=", r"\triangleq", r"\coloneqq", r"\eqdef", r"\coloneq", r"\stackrel", r"\overset", "=:"})
COMPARES = frozenset({
    "<", ">", r"\le", r"\leq", r"\leqslant", r"\ge", r"\geq", r"\geqslant", r"\lesssim", r"\gtrsim", r"\preceq",
    r"\succeq", r"\ll", r"\gg",
})  # fmt: skip
ASSIGNS = frozenset({r"\leftarrow", r"\gets"})
DRAWN = frozenset({r"\sim"})
PROPORTIONAL = frozenset({r"\propto"})
ARGUMENTS = ("argmin", "argmax")
# Heads of noun phrases that name what training or optimising makes small or large.
AIMS = frozenset({"loss", "losses", "objective", "objectives", "risk", "regret", "criterion", "elbo", "cost"})
LOSSES = frozenset({"loss", "losses"})  # what training makes small, and is named for that
SMALL = LOSSES | frozenset({"risk", "cost", "regret"})  # what is made small
OF_AIMS = frozenset({"objective-function", "loss-function", "risk", "empirical-risk", "elbo", "rlhf-objective"})
USUAL_AIMS = frozenset({"L", "J", r"\mathcal{L}", r"\mathcal{J}", r"\mathscr{L}"})
LIKELY = 0.6  # a link below this decides no kind


@dataclass(frozen=True, slots=True)
class KindRule:
    """``holds`` of a statement makes it one of ``kind``; ``example`` is a formula, ``told`` what a paper says of it."""

    kind: Kind
    holds: Callable[[StatedFormula], bool]
    example: str
    told: str = ""


def kind_of(statement: StatedFormula) -> Kind | None:
    """What kind of statement a formula is; None where that is not decided."""
    if statement.first is None:
        return None
    return next((rule.kind for rule in RULES if rule.holds(statement)), None)


# --- what is made small or large ------------------------------------------------------------------------------------


def is_problem(statement: StatedFormula) -> bool:
    """It asks for what makes something smallest or largest."""
    claim = statement.first
    if claim is None:
        return False
    if claim.left is None:
        return extremum_in(claim.right) is not None
    if sought_left(claim) is not None:
        return True
    if claim.sign in EQUAL | DEFINES | {r"\in"}:
        return any(is_argument(extremum_in(side)) for side in claim.sides)
    return False


def extremum_in(node: Meaning) -> Operation | None:
    """The extremum that all of an expression stands below."""
    node = bare(node)
    if isinstance(node, Operation) and node.kind == "extremum":
        return node
    return None


def extremum_of(claim: Claim) -> Operation | None:
    """The extremum that all of a side stands below, be it what is left of ``arg``."""
    return next((found for side in claim.sides if (found := extremum_in(side)) is not None), None)


def sought_right(claim: Claim) -> Operation | None:
    """The same where it asks for what makes something smallest or largest: the best value itself is no such thing."""
    found = extremum_of(claim)
    return found if claim.left is None or is_argument(found) else None


def sought_left(claim: Claim) -> Operation | None:
    """``\\min_w f(w) = ... w ...``: the right side says what ``f`` is, not what its smallest value is, as another
    ``\\min_w`` does."""
    found = extremum_in(claim.left) if claim.left is not None and claim.sign in EQUAL | DEFINES else None
    if found is None or is_argument(found):
        return None
    parts = list(walk(claim.right))
    letters = {each.latex for each in parts if isinstance(each, Symbol)}
    letters -= {letter for each in parts if isinstance(each, Operation) for letter in each.bound}
    return found if found.bound and letters.issuperset(found.bound) else None


def is_argument(operation: Operation | None) -> bool:
    """``arg min`` however it is spelled."""
    return operation is not None and "".join(filter(str.isalpha, operation.operator)).endswith(ARGUMENTS)


def is_largest(operation: Operation) -> bool:
    return "".join(filter(str.isalpha, operation.operator)).endswith(("max", "sup"))


def is_aim(statement: StatedFormula) -> bool:
    """The left side is called a loss, an objective, a risk."""
    claim = statement.first
    if claim is None or claim.left is None or claim.sign not in EQUAL | DEFINES:
        return False
    symbol = head_symbol(claim.left)
    return symbol is not None and names_aim(statement.meant(symbol.latex))


def is_usual_aim(statement: StatedFormula) -> bool:
    """``L`` or ``J`` of parameters, or of an average, where nothing else is said of it."""
    claim, symbol = statement.first, statement.subject
    if claim is None or claim.left is None or symbol is None or claim.sign not in EQUAL | DEFINES:
        return False
    meant = statement.meant(symbol.latex)
    if take_apart(symbol.latex).base not in USUAL_AIMS or (meant is not None and meant.status in ("paper", "reader")):
        return False
    left = bare(claim.left)
    arguments = left.arguments if isinstance(left, Application) else ()
    letters = [part.latex for each in arguments for part in walk(each) if isinstance(part, Symbol)]
    found = [statement.annotations.get(letter) for letter in letters]
    return is_average(claim.right) or (bool(found) and all(each and each.role == "parameter" for each in found))


def is_average(node: Meaning) -> bool:
    """An expectation, be it taken away or weighed."""
    node = bare(node)
    if isinstance(node, Total) and len(node.terms) == 1:
        return is_average(node.terms[0])
    if isinstance(node, Product):
        return is_average(node.factors[-1])
    return isinstance(node, Operation) and node.kind == "expectation"


def names_aim(meant: Annotation | Sense | None) -> bool:
    if meant is None:
        return False
    if meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in AIMS
    links = [each for each in meant.links[:1] if each.confidence >= LIKELY]
    return any(each.concept in OF_AIMS or each.concept.endswith(("-loss", "-objective")) for each in links)


# --- one step after another -----------------------------------------------------------------------------------------


def is_update(statement: StatedFormula) -> bool:
    """What comes next stands left, made from what is there."""
    return any(moves(row) for row in statement.group if row is statement or feeds(statement, row))


def moves(statement: StatedFormula) -> bool:
    claim = statement.first
    symbol = head_symbol(claim.left) if claim is not None else None
    if claim is None or symbol is None or isinstance(claim.left, Application):
        return False
    if claim.sign in ASSIGNS:
        return True
    if claim.sign not in EQUAL | DEFINES:
        return False
    before = (node for side in claim.sides for node in walk(side) if isinstance(node, Symbol))
    return any(is_next(symbol.latex, node.latex) for node in before) and not counts_layers(symbol, statement)


def feeds(statement: StatedFormula, row: StatedFormula) -> bool:
    """Whether a row that moves something on uses what this one gives."""
    claim, other = statement.first, row.first
    if row.equation.id == statement.equation.id:
        return True
    symbol = head_symbol(claim.left) if claim is not None else None
    if symbol is None or other is None or claim is None or claim.sign not in EQUAL:
        return False
    return any(isinstance(node, Symbol) and node.latex == symbol.latex for side in other.sides for node in walk(side))


def counts_layers(symbol: Symbol, statement: StatedFormula) -> bool:
    """Whether its index counts the layers of a network: then the formula describes one pass, and changes nothing."""
    script = take_apart(symbol.latex)
    letters = {each.strip("()+-0123456789") for text in (script.sub, script.sup) for each in text.split(",")}
    meanings = (statement.meant(letter) for letter in letters if letter)
    return any(each is not None and "layer" in (each.meaning or "").casefold() for each in meanings)


def is_change(statement: StatedFormula) -> bool:
    """What stands left is how fast something changes with time."""
    claim = statement.first
    return claim is not None and claim.left is not None and claim.sign in EQUAL and changing(claim) is not None


# --- bounds and conditions ------------------------------------------------------------------------------------------


def is_condition(statement: StatedFormula) -> bool:
    """What must hold: behind "subject to", or a name that is kept on one side of a number or a set."""
    claim = statement.first
    if claim is None or claim.left is None:
        return False
    if any(each.startswith(("subject to", "s t")) for each in statement.claims.words):
        return True
    if claim.sign in (r"\in", r"\subset", r"\subseteq"):
        return False
    return claim.sign in COMPARES and all(is_simple(side) for side in (claim.left, *claim.sides))


def is_simple(node: Meaning) -> bool:
    """A name, a number, a short list of names."""
    node = bare(node)
    if isinstance(node, Listing):
        return all(map(is_simple, node.items))
    return isinstance(node, Symbol | Number | Constant)


def is_bound(statement: StatedFormula) -> bool:
    claim = statement.first
    return claim is not None and claim.left is not None and any(sign in COMPARES for sign in claim.signs)


# --- chance ---------------------------------------------------------------------------------------------------------


def is_draw(statement: StatedFormula) -> bool:
    """Something is drawn from a distribution; the sign alone may as well say "of the order of"."""
    claim = statement.first
    if claim is None or claim.left is None or claim.sign not in DRAWN:
        return False
    symbol = head_symbol(claim.right)
    found = statement.annotations.get(symbol.latex) if symbol is not None else None
    return found is not None and (found.role in ("distribution", "set") or "distribution" in kinds_of(found))


def kinds_of(annotation: Annotation) -> frozenset[str]:
    """What the places of a symbol force it to be."""
    return annotation.standing.kinds if annotation.standing is not None else frozenset()


def is_model(statement: StatedFormula) -> bool:
    """A probability or density on the left, made of such on the right."""
    claim = statement.first
    if claim is None or claim.left is None or claim.sign not in EQUAL | DEFINES | PROPORTIONAL:
        return False
    if not is_density(bare(claim.left), statement):
        return False
    if any(isinstance(part, Quotient) for part in factors(claim.right)) and claim.sign not in PROPORTIONAL:
        return False
    return any(is_density(node, statement) for side in claim.sides for node in walk(side))


def is_density(node: Meaning, statement: StatedFormula) -> bool:
    """``p(x | y)``, or a function that is known for a distribution."""
    if not isinstance(node, Application):
        return False
    symbol = head_symbol(node)
    found = statement.annotations.get(symbol.latex) if symbol is not None else None
    return found is not None and found.role == "distribution"


# --- estimates ------------------------------------------------------------------------------------------------------


def is_estimate(statement: StatedFormula) -> bool:
    """A hat on the left, and data averaged or added up on the right."""
    claim = statement.first
    if claim is None or claim.left is None or claim.sign not in EQUAL | DEFINES:
        return False
    symbol = head_symbol(claim.left)
    if symbol is None or not take_apart(symbol.latex).base.startswith((r"\hat{", r"\widehat{")):
        return False
    return any(map(gathers, claim.sides))


def gathers(node: Meaning) -> bool:
    """Whether all of it is a sum over data, or made of such by factors and fractions; a term beside it is a model's."""
    node = bare(node)
    if isinstance(node, Product):
        return any(map(gathers, node.factors))
    if isinstance(node, Quotient):
        return gathers(node.numerator) or gathers(node.denominator)
    if isinstance(node, Root | Power):
        return gathers(node.body if isinstance(node, Root) else node.base)
    return isinstance(node, Operation) and node.kind == "sum" and bool(node.bound)


# --- definitions and identities -------------------------------------------------------------------------------------


def is_definition(statement: StatedFormula) -> bool:
    claim = statement.first
    if claim is None or claim.left is None:
        return False
    if claim.sign in DEFINES:
        return True
    if claim.sign not in EQUAL:
        return False
    symbol = head_symbol(claim.left)
    if symbol is None or not is_name(claim.left) or is_fixed(claim.right):
        return False
    given = statement.study.given.get(symbol.latex)
    if given is None or not given.display or given.id == statement.equation.id:
        return True
    other = StatedFormula.of(given, statement.study).first
    return other is not None and is_same_but_for_numbers(claim.right, other.right)


def is_same_but_for_numbers(one: Meaning, other: Meaning) -> bool:
    """Whether two right sides are the same, or define the same thing for another case with other numbers."""
    mine, others = list(walk(bare(one))), list(walk(bare(other)))
    return len(mine) == len(others) and all(map(_is_alike, mine, others))


def _is_alike(one: Meaning, other: Meaning) -> bool:
    if isinstance(one, Number) or type(one) is not type(other):
        return isinstance(one, Number) and isinstance(other, Number)
    return leaf_latex(one) == leaf_latex(other)


def is_name(node: Meaning) -> bool:
    """A symbol, or a function of symbols."""
    node = bare(node)
    if isinstance(node, Application):
        plain = (Symbol, Number, Constant, Listing, Given)
        return all(isinstance(part, plain) for argument in node.arguments for part in walk(argument))
    return isinstance(node, Symbol | Labelled)


def is_fixed(node: Meaning) -> bool:
    """A number: that the left side has this value is a finding or a condition."""
    return isinstance(bare(node), Number | Constant)


def is_identity(statement: StatedFormula) -> bool:
    claim = statement.first
    return claim is not None and claim.left is not None and claim.sign in EQUAL


# --- parts of expressions -------------------------------------------------------------------------------------------


def factors(node: Meaning) -> tuple[Meaning, ...]:
    node = bare(node)
    return node.factors if isinstance(node, Product) else (node,)


RULES: tuple[KindRule, ...] = (
    KindRule("constraint", is_condition, r"0 \le \alpha \le 1"),
    KindRule("loss or objective", is_problem, r"\theta^{*} = \arg\min_{\theta} \sum_{i} (y_i - f_{\theta}(x_i))^2"),
    KindRule("loss or objective", is_aim, r"L(\theta) = \sum_{i} (y_i - \theta x_i)^2", "The loss $L$ is"),
    KindRule("loss or objective", is_usual_aim, r"\mathcal{L} = \mathbb{E}_{x} [ \| x - f(x) \| ]"),
    KindRule("update rule", is_update, r"x_{t+1} = x_t - \eta g_t"),
    KindRule("model", is_change, r"\dot{x} = A x + B u"),
    KindRule("sampling rule", is_draw, r"z \sim \mathcal{N}(0, I)"),
    KindRule("bound", is_bound, r"\| x - y \| \le \frac{C}{\sqrt{n}}"),
    KindRule("model", is_model, r"p(x, z) = p(x \mid z) p(z)", "Let $p$ be a probability distribution."),
    KindRule("estimator", is_estimate, r"\hat{\mu} = \frac{1}{n} \sum_{i=1}^{n} x_i"),
    KindRule("definition", is_definition, r"h = W x + b"),
    KindRule("identity", is_identity, r"(a + b)^2 = a^2 + 2 a b + b^2"),
)
"""First come those that say most of the formula."""
