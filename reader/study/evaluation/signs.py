"""Which numbers a name can hold, by the formulas that say what it is: a root is not negative, minus a sum of squares is
not positive, and a name for a probability is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reader.formula.semantics.nodes import (
    Annotated,
    Application,
    Bars,
    Chain,
    Constant,
    Group,
    Labelled,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Statements,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.formula.syntax.tree import walk
from reader.study.evaluation.planning.functions import BY_SPELLING, BY_WORD, EXTREMA, word_of
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.shares import ALWAYS_CHANCES, is_chance, part_of_one
from reader.study.evaluation.spelling import base_of

WEIGHTS = frozenset({r"\lambda", r"\beta", r"\eta", r"\gamma", r"\tau"})  # by custom weights, rates, temperatures
SHARES = WEIGHTS | {"p", "q", "P", "Q", r"\pi", r"\alpha", r"\rho", r"\omega", "w"}
OTHER_WAY = {"nonnegative": "nonpositive", "nonpositive": "nonnegative", "": ""}
NEVER_NEGATIVE = frozenset({"exp", "sigmoid", "softplus", "relu", "softmax", "hardmax", "deviation", "cosh"})
ABOVE_NOUGHT = frozenset({"nonnegative", "unit", "fraction", "natural"})
MOST_STEPS = 4  # from a function to what its formula is made of
SIGN_OF_BODY = frozenset({"sum", "product", "expectation", "extremum"})


def is_weight(latex: str) -> bool:
    """Whether a letter is one of a weight by custom; ``\\beta_1`` may be a coefficient."""
    base = base_of(latex)
    return base in WEIGHTS and (latex == base or base != r"\beta")


def signs_in(formulas: Iterable[Meaning], known: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """By name, by family, and as ``f()`` by function, what all formulas agree on that say what it is: "real" where they
    leave that open. ``known`` are names that are declared not to be negative; of functions it is followed from
    one formula to the next.
    """
    chains = [node for formula in formulas for node in walk(formula) if isinstance(node, Chain)]
    for _ in range(MOST_STEPS):
        found: dict[str, set[str]] = {}
        for chain in chains:
            for name, domain in _said_by(chain, known):
                found.setdefault(name, set()).add(domain)
        told = {name: (domains.pop() if len(domains) == 1 else "") or "real" for name, domains in found.items()}
        more = known | {name for name, domain in told.items() if domain in ABOVE_NOUGHT and name.endswith("()")}
        if more == known:
            break
        known = more
    return told


def stated_in(formulas: Iterable[Meaning]) -> Mapping[str, str]:
    """Functions that are said not to be negative, ``f(x) \\ge 0``, and as ``~f()`` their letter: so are their means and
    estimates.
    """
    found: dict[str, str] = {}
    for formula in formulas:
        for chain in said_in(formula):
            left, relation, right = chain.operands[0], chain.relations[0], chain.operands[1]
            head = left.function if isinstance(left, Application) else None
            nought = isinstance(right, Number) and right.text == "0" and relation.sign in AT_LEAST
            if isinstance(head, Symbol) and nought:
                found |= {f"{head.latex}()": "nonnegative", f"~{base_of(head.latex)}()": "nonnegative"}
    return found


def rests_in(formulas: Iterable[Meaning], laid_down: Iterable[Meaning] = ()) -> Mapping[str, Meaning]:
    """Of shares that add up to 1 what the last one is, of ``P_1 + P_2 = 1`` that ``P_2`` is ``1 - P_1``; of squares
    that do, its root.

    Other letters that add up to a number do so on a line or in an example, not in the whole paper, unless the words lay
    it down: "let $a, b > 0$ with $a + b = 1$".
    """
    found: dict[str, set[Meaning]] = {}
    told = [(formula, False) for formula in formulas] + [(formula, True) for formula in laid_down]
    for formula, sure in told:
        for statement in formula.items if isinstance(formula, Statements) else (formula,):
            *others, last = _parts_of_one(statement, sure) or (None,)
            name = _share_of(last, sure) if last is not None else None
            if last is not None and name is not None:
                taken = tuple(each for each in others if each is not None)
                one = Number(last.end, last.end, "1")
                rest = Total(last.start, last.end, (one, *taken), ("", *("-" for _ in taken)))
                side = rest if name is last else Root(last.start, last.end, rest, None)
                found.setdefault(name.latex, set()).add(side)
    return {name: rests.pop() for name, rests in found.items() if len(rests) == 1}


def family_of(name: Symbol) -> str:
    """What ``a_{i}`` and ``a_{j}`` have in common, and ``a_{ij}`` has not."""
    return f"{name.stem}|{len(name.indices)}"


@dataclass(frozen=True, slots=True)
class Ordering:
    """That the members of a family grow or fall, between numbers where the paper gives these; at which scripts."""

    rising: bool = True
    first: tuple[str, float] | None = None
    last: tuple[str, float] | None = None


def orderings_in(formulas: Iterable[Meaning]) -> Mapping[str, Ordering]:
    """By family what formulas say of the order of its members: ``0 = t_0 < t_1 < \\dots < t_K = 1``."""
    found: dict[str, Ordering] = {}
    for formula in formulas:
        for node in walk(formula):
            signs = {each.sign for each in node.relations} - EQUAL if isinstance(node, Chain) else set()
            if isinstance(node, Chain) and signs and (signs <= AT_MOST or signs <= AT_LEAST):
                found |= _ordered(node, signs <= AT_MOST)
    return found


def _ordered(chain: Chain, rising: bool) -> dict[str, Ordering]:
    members = [
        (k, each) for k, each in enumerate(chain.operands) if isinstance(each, Symbol) and len(each.indices) == 1
    ]
    dots = any(isinstance(each, Constant) and "dots" in each.latex for each in chain.operands)
    if len(members) < 2 or not dots or len({family_of(each) for _, each in members}) > 1:
        return {}
    (at, first), (end, last) = members[0], members[-1]
    before = chain.operands[at - 1] if at and chain.relations[at - 1].sign in EQUAL else None
    behind = chain.operands[end + 1] if chain.relations[end:] and chain.relations[end].sign in EQUAL else None
    return {family_of(first): Ordering(rising, _end(first, before), _end(last, behind))}


def _end(name: Symbol, value: Meaning | None) -> tuple[str, float] | None:
    digits = value.text.replace(".", "", 1).isdigit() if isinstance(value, Number) else False
    return (meaning_latex(name.indices[0]), float(value.text)) if isinstance(value, Number) and digits else None


def divided_steps(nodes: Iterable[Meaning]) -> Mapping[str, Ordering]:
    """Families whose steps a formula divides by, ``t_{k+1} - t_k`` below a fraction line: they grow or fall."""
    found: dict[str, Ordering] = {}
    for node in nodes:
        for part in walk(node.denominator) if isinstance(node, Quotient) else ():
            if isinstance(part, Total) and len(part.terms) == 2 and part.signs == ("", "-"):
                left, right = part.terms
                if isinstance(left, Symbol) and isinstance(right, Symbol) and family_of(left) == family_of(right):
                    shifts = [_shift(each) for each in (left, right)]
                    if len(left.indices) == 1 and shifts[0] != shifts[1]:
                        found[family_of(left)] = Ordering(shifts[0] > shifts[1])
    return found


def mixing_in(formulas: Iterable[Meaning]) -> Iterator[str]:
    """``\\beta`` of ``\\beta m + (1 - \\beta) g``: how much of the one there is, and of the other what is left."""
    for formula in formulas:
        for node in walk(formula):
            parts = [bare(factor) for factor in node.factors] if isinstance(node, Product) else [bare(node)]
            for part in parts:
                one = bare(part.terms[0]) if isinstance(part, Total) and part.signs == ("", "-") else None
                taken = bare(part.terms[1]) if isinstance(part, Total) and len(part.terms) == 2 else None
                if isinstance(one, Number) and one.text == "1" and isinstance(taken, Symbol):
                    yield taken.latex


def weights_in(formula: Meaning) -> Iterator[str]:
    """The families of weights whose sum a formula divides by, the ``w_i`` of ``\\sum_i w_i z_i / \\sum_i w_i``."""
    for node in walk(formula):
        above, below = (bare(node.numerator), bare(node.denominator)) if isinstance(node, Quotient) else (node, node)
        sums = isinstance(above, Operation) and isinstance(below, Operation) and above.kind == below.kind == "sum"
        name = bare(below.body) if isinstance(below, Operation) and sums else None
        factors = above.body.factors if isinstance(above, Operation) and isinstance(above.body, Product) else ()
        if isinstance(name, Symbol) and any(_is_kin(each, name) for each in factors):
            yield skeleton(name.latex)[0]


def _is_kin(factor: Meaning, name: Symbol) -> bool:
    return isinstance(factor, Symbol) and skeleton(factor.latex)[0] == skeleton(name.latex)[0]


def _shift(name: Symbol) -> int:
    """1 of ``t_{k+1}``, 0 of ``t_{k}``."""
    script = meaning_latex(name.indices[0]) if name.indices else ""
    for sign in "+-":
        digits = script.rpartition(sign)[2] if sign in script else ""
        if digits.isdigit():
            return int(sign + digits)
    return 0


def _parts_of_one(statement: Meaning, sure: bool = False) -> tuple[Meaning, ...]:
    """The names of ``P_1 + P_2 = 1``, the squares of ``a^2 + s^2 = 1``; () for what is no such statement."""
    if not isinstance(statement, Chain) or len(statement.operands) != 2 or statement.relations[0].sign not in EQUAL:
        return ()
    total, number = statement.operands
    is_one = isinstance(number, Number) and number.text == "1"
    if not is_one or not isinstance(total, Total) or not set(total.signs) <= {"", "+"}:
        return ()
    shares = [_share_of(each, sure) for each in total.terms]
    kinds = {type(each) for each, share in zip(total.terms, shares, strict=True) if share is not None}
    return total.terms if len(total.terms) > 1 and len(kinds) == 1 and all(shares) else ()


def _share_of(part: Meaning, sure: bool = False) -> Symbol | None:
    """The name of a share, or of what is squared."""
    if isinstance(part, Power) and isinstance(part.base, Symbol) and meaning_latex(part.exponent) == "2":
        return part.base
    return part if isinstance(part, Symbol) and (sure or base_of(part.latex) in SHARES) else None


def _said_by(chain: Chain, known: frozenset[str]) -> Iterator[tuple[str, str]]:
    """A bare number is what a name holds at one place: of ``\\Pr(y = 1)`` it is no more."""
    yield from ((share.latex, "unit") for share in map(_share_of, _parts_of_one(chain)) if share is not None)
    left, first = chain.operands[0], chain.relations[0].sign if chain.relations else ""
    if first not in EQUAL or not any(isinstance(part, Symbol) for side in chain.operands[1:] for part in walk(side)):
        return
    domains = [domain_of(side, known) for side in chain.operands[1:2]]
    for relation, side in zip(chain.relations[1:], chain.operands[2:], strict=True):
        nought = isinstance(side, Number) and side.text == "0"
        if nought and relation.sign in AT_LEAST | AT_MOST:
            domains.append("nonnegative" if relation.sign in AT_LEAST else "nonpositive")
        elif relation.sign in EQUAL:
            domains.append(domain_of(side, known))
    told = next(iter(dict.fromkeys(each for each in domains if each)), "")
    if isinstance(left, Symbol):
        yield left.latex, told
        if skeleton(left.latex)[1] and not all(index.isdigit() for index in skeleton(left.latex)[1]):
            yield skeleton(left.latex)[0], told
    elif isinstance(left, Application) and isinstance(left.function, Symbol):
        chance = told != "unit" or any(is_chance(part) for side in chain.operands[1:] for part in walk(side))
        yield f"{left.function.latex}()", told if chance else "fraction"


def domain_of(side: Meaning, known: frozenset[str]) -> str:
    """``unit``, ``signed-unit``, ``nonnegative``, ``nonpositive``, or "" where a formula may be of either sign."""
    node = side.body if isinstance(side, Group) else side.base if isinstance(side, Annotated) else side
    if node is not side:
        return domain_of(node, known)
    sign = _sign(node, known)
    return part_of_one(node, lambda part: _sign(part, known)) or sign


def _sign(node: Meaning, known: frozenset[str]) -> str:
    if isinstance(node, Group):
        return _sign(node.body, known)
    if (
        isinstance(node, Number | Root)
        or positive_part(node) is not None
        or (isinstance(node, Bars) and node.kind in ("norm", "absolute"))
    ):
        return "nonnegative"
    if isinstance(node, Symbol | Constant):
        return _of_name(node, known)
    if isinstance(node, Power):
        return _of_power(node, known)
    if isinstance(node, Total):
        return _of_terms(node, known)
    if isinstance(node, Product):
        return _of_signs([_sign(factor, known) for factor in node.factors])
    if isinstance(node, Quotient) and node.form != "binom":
        return _of_signs([_sign(node.numerator, known), *_signs_below(node.denominator, known)])
    if isinstance(node, Operation) and node.kind in SIGN_OF_BODY and "arg" not in node.operator:
        body = _sign(node.body, known)
        return "" if node.kind == "product" and body == "nonpositive" else body
    return _of_function(node, known) if isinstance(node, Application) else ""


def positive_part(node: Meaning) -> Meaning | None:
    """``u - v`` of ``(u - v)_{+}``, which is ``\\max(0, u - v)``."""
    plus = node.below if isinstance(node, Labelled) and isinstance(node.base, Group) and node.above is None else None
    alone = isinstance(plus, Total) and plus.signs == ("+",) and isinstance(plus.terms[0], Nothing)
    return node.base.body if alone and isinstance(node, Labelled) and isinstance(node.base, Group) else None


def _of_name(node: Symbol | Constant, known: frozenset[str]) -> str:
    is_euler = isinstance(node, Constant) and node.latex == "e"
    return "nonnegative" if is_euler or node.latex in known or is_weight(node.latex) else ""


def _of_power(node: Power, known: frozenset[str]) -> str:
    base = _sign(node.base, known)
    if not isinstance(node.exponent, Number) or not node.exponent.text.isdigit():
        return "nonnegative" if base == "nonnegative" else ""  # (-1)^k changes its sign
    return base if int(node.exponent.text) % 2 else "nonnegative"


def _of_terms(node: Total, known: frozenset[str]) -> str:
    signs = {
        OTHER_WAY[_sign(term, known)] if sign == "-" else _sign(term, known) if sign in ("", "+") else ""
        for term, sign in zip(node.terms, node.signs, strict=True)
    }
    return signs.pop() if len(signs) == 1 else ""


def _signs_below(node: Meaning, known: frozenset[str]) -> Iterator[str]:
    """Of the factors of a denominator: what one divides by is taken as positive."""
    for factor in node.factors if isinstance(node, Product) else (node,):
        of_name = isinstance(factor, Symbol) or (isinstance(factor, Power) and isinstance(factor.base, Symbol))
        yield "nonnegative" if of_name or is_raised(factor) else _sign(factor, known)


def is_raised(node: Meaning) -> bool:
    """``h^q``, of which nothing says whether it is a power or a name: a number that has one sign, below a line."""
    return isinstance(node, Undecided) and node.reason == "power-or-label"


def _of_signs(signs: list[str]) -> str:
    """Of factors."""
    if "" in signs:
        return ""
    return "nonpositive" if signs.count("nonpositive") % 2 else "nonnegative"


def _of_function(node: Application, known: frozenset[str]) -> str:
    function = node.function
    if not isinstance(function, Symbol):
        return ""
    if base_of(function.latex) in ALWAYS_CHANCES or f"{function.latex}()" in known:
        return "nonnegative"
    if function.latex in EXTREMA and len(node.arguments) > 1:
        signs = {_sign(argument, known) for argument in node.arguments}
        bound = "nonnegative" if EXTREMA[function.latex] == "maximum" else "nonpositive"
        return bound if bound in signs else signs.pop() if len(signs) == 1 else ""
    found = BY_SPELLING.get(function.latex) or BY_WORD.get(word_of(function.latex))
    return "nonnegative" if found is not None and found.name in NEVER_NEGATIVE else ""
