"""Content trees -> terms: one spelling for what is the same to a mathematician."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reader.formula.semantics import nodes
from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.parser import plain_meaning, read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.kinds import is_arrow
from reader.meaning.blocks.names import taken_apart, word_of
from reader.meaning.blocks.terms import NONE, ONE, TURNED, Term, negated, product, total, unsigned
from reader.meaning.blocks.undecided import read_undecided

EQUAL = {r"\coloneqq": ":=", r"\triangleq": ":=", r"\doteq": ":=", r"\gets": r"\leftarrow", r"\leq": r"\le",
         r"\leqslant": r"\le"}  # fmt: skip

DRAWN = {r"\in": "member", r"\sim": "drawn"}
DEFINES = re.compile(r"def|triangle|\\Delta", re.I)


def normal_term(latex: str, evidence: DeclaredNames | None = None) -> Term:
    """The term of a formula in LaTeX. Never raises."""
    meaning = plain_meaning(latex) if evidence is None else read_meaning(parse_formula(latex), evidence)
    return Normal(latex).term(meaning)


class Normal:
    """Reads one formula's content tree. ``latex`` is what its places count in; ``shift`` where it begins in there.

    ``opened`` is how many undecided pieces around it were read anew.
    """

    __slots__ = ("latex", "opened", "shift")

    def __init__(self, latex: str, shift: int = 0, opened: int = 0) -> None:
        self.latex = latex
        self.shift = shift
        self.opened = opened

    def term(self, node: nodes.Meaning | None) -> Term:
        """The term of a node and of all below it."""
        return NONE if node is None else READERS[type(node)](self, node)

    def terms(self, items: Sequence[nodes.Meaning]) -> tuple[Term, ...]:
        return tuple(self.term(item) for item in items)

    def made(self, node: nodes.Meaning, head: str, args: tuple[Term, ...] = (), text: str = "", stem: str = "") -> Term:
        return Term(head, args, text, node.start + self.shift, node.end + self.shift, node, stem)

    def linear(self, node: nodes.Meaning, head: str, args: tuple[Term, ...], text: str = "") -> Term:
        """An operator whose last argument gives up its sign."""
        body, minus = unsigned(args[-1])
        made = self.made(node, head, (*args[:-1], body), text)
        if minus:
            made.node = None
        return negated(made) if minus else made

    def span_of(self, lower: nodes.Meaning | None, upper: nodes.Meaning | None) -> tuple[Term, Term]:
        """The index of an operator and what it runs over."""
        items = _ranges(lower)
        if len(items) > 1 and (together := self.drawn_together(items)):
            return together
        if isinstance(lower, nodes.Grid):
            return self.span_of(items[0], upper) if items else (NONE, NONE)
        if isinstance(lower, nodes.Chain) and len(lower.operands) >= 2:
            index, other = self.term(lower.operands[0]), self.term(lower.operands[1])
            sign = lower.relations[0].sign
            if sign == "=":
                return index, Term("range", (other, self.term(upper)))
            typed = sign == ":" and len(lower.operands) == 2
            return index, Term("typed" if typed else DRAWN.get(sign, "where"), (other,), text=sign)
        if isinstance(lower, nodes.Listing) and lower.kind == "bare" and isinstance(lower.items[-1], nodes.Chain):
            index, domain = self.span_of(lower.items[-1], upper)
            return Term("list", (*self.terms(lower.items[:-1]), index)), domain
        top = self.term(upper)
        return self.term(lower), Term("range", (NONE, top)) if top is not NONE else NONE

    def drawn_together(self, items: Sequence[nodes.Meaning]) -> tuple[Term, Term] | None:
        """``x \\sim p, t \\sim q``: the variables, and what each of them is drawn from; what has no relation of its own
        shares the next one's. None where they stand in several relations.
        """
        chains = [item for item in items if isinstance(item, nodes.Chain) and len(item.operands) == 2]
        signs = {chain.relations[0].sign for chain in chains}
        if len(chains) < 2 or len(signs) > 1 or not signs <= DRAWN.keys() or items[-1] is not chains[-1]:
            return None
        variables = [self.term(item.operands[0] if isinstance(item, nodes.Chain) else item) for item in items]
        sources = Term("list", self.terms([chain.operands[1] for chain in chains]))
        (sign,) = signs
        return Term("list", tuple(variables)), Term(DRAWN[sign], (sources,), text=sign)


def _ranges(lower: nodes.Meaning | None) -> Sequence[nodes.Meaning]:
    """What stands below an operator, one thing after the other."""
    if isinstance(lower, nodes.Grid):
        return [each for row in lower.rows for cell in row for each in _ranges(cell)]
    if isinstance(lower, nodes.Statements):
        return [each for item in lower.items for each in _ranges(item)]
    if isinstance(lower, nodes.Listing) and lower.kind == "bare":
        return lower.items
    return () if lower is None or isinstance(lower, nodes.Nothing) else (lower,)


def read_symbol(normal: Normal, node: nodes.Symbol) -> Term:
    stem, below, above = taken_apart(node.latex)
    text = node.latex
    if len(node.indices) > 1 and below.isalnum() and len(below) == len(node.indices):  # a_{ij} has two indices
        text = f"{stem}_{{{','.join(below)}}}" + (f"^{{{above}}}" if above else "")
    return normal.made(node, "sym", (), text, stem)


def read_number(normal: Normal, node: nodes.Number) -> Term:
    return normal.made(node, "num", (), node.text)


def read_constant(normal: Normal, node: nodes.Constant) -> Term:
    head = "dots" if node.latex.endswith("dots") else "sym"
    return normal.made(node, head, (), "" if head == "dots" else node.latex, node.latex)


def read_total(normal: Normal, node: nodes.Total) -> Term:
    terms = []
    for meaning, sign in zip(node.terms, node.signs, strict=True):
        term = normal.term(meaning)
        if sign.replace("+", "") in ("", "-", "--"):
            terms.append(negated(term) if sign.count("-") == 1 else term)
        else:
            terms.append(Term("pm", (term,), sign, term.start, term.end))
    made = total(terms, node if len(terms) > 1 else None)
    if made.head == "add":
        made.start, made.end = node.start + normal.shift, node.end + normal.shift
    return made


def read_product(normal: Normal, node: nodes.Product) -> Term:
    factors = normal.terms(node.factors)
    for k in range(len(factors) - 1, 0, -1):  # what may be a power may be the label of a function
        named, behind = node.factors[k - 1 : k + 1]
        if getattr(named, "reason", "") == "power-or-label" and getattr(behind, "open", "") == "(":
            either = Term("either", factors[k - 1 : k + 1], "", factors[k - 1].start, behind.end + normal.shift)
            factors = (*factors[: k - 1], either, *factors[k + 1 :])
    if all(factor.head == "none" for factor in factors):  # a dot that keeps a place, as in ``p(\\cdot \\mid x)``
        return normal.made(node, "opaque", (), node.signs[0])
    factors = _gathered(factors)
    if all(factor.head == "dots" for factor in factors):
        return normal.made(node, "dots")
    if len(factors) == 2 and r"\cdot" in node.signs and all(map(is_arrow, factors)):
        return normal.made(node, "inner", factors)
    return _placed(normal, product(factors, (), node))


def _gathered(factors: tuple[Term, ...]) -> tuple[Term, ...]:
    """``\\int dx \\, f(x)``: an integral whose differential comes first takes what stands behind it."""
    for k, factor in enumerate(factors[:-1]):
        if factor.head == "int" and factor.args[-1].head == "none" and factor.args[0].head != "none":
            behind = product(_gathered(factors[k + 1 :]), ())
            return (*factors[:k], Term("int", (*factor.args[:2], behind), "", factor.start, factors[-1].end))
    return factors


def read_quotient(normal: Normal, node: nodes.Quotient) -> Term:
    above, below = normal.term(node.numerator), normal.term(node.denominator)
    if node.form == "binom":
        return normal.made(node, "binom", (above, below))
    if above.head == below.head == "partial" and above.args[0].head == below.args[0].head == "none":
        return normal.made(node, "deriv", (below.args[1], above.args[1]), "∂")
    return _placed(normal, product((above,), (below,), node))


def _placed(normal: Normal, term: Term) -> Term:
    inner = term.args[0] if term.head == "neg" else term
    if normal.shift and inner.node is not None and inner.head in ("mul", "frac"):
        inner.start, inner.end = inner.node.start + normal.shift, inner.node.end + normal.shift
    return term


def read_power(normal: Normal, node: nodes.Power) -> Term:
    exponent, minus = unsigned(normal.term(node.exponent))
    if isinstance(node.base, nodes.Constant) and node.rule == "euler":
        return normal.made(node, "exp", (negated(exponent) if minus else exponent,))
    base = normal.term(node.base)
    if minus and exponent.head not in ("num", "frac"):
        return normal.made(node, "pow", (base, negated(exponent)))
    made = _root_or_power(normal, node, base, exponent)
    if not minus:
        return made
    made.node = None
    return Term("frac", (ONE, made), "", node.start + normal.shift, node.end + normal.shift, node)


def _root_or_power(normal: Normal, node: nodes.Meaning, base: Term, exponent: Term) -> Term:
    if exponent.is_one:
        return base
    if exponent.text == "0.5" or exponent.key == "@frac:(1,2)":
        return normal.made(node, "sqrt", (base,))
    return normal.made(node, "pow", (base, exponent))


def read_root(normal: Normal, node: nodes.Root) -> Term:
    body = normal.term(node.body)
    if node.degree is None:
        return normal.made(node, "sqrt", (body,))
    return normal.made(node, "root", (body, normal.term(node.degree)))


def read_combination(normal: Normal, node: nodes.Combination) -> Term:
    if node.operator in ("*", r"\ast", r"\bullet"):
        return _placed(normal, product(normal.terms(node.operands), (), node))
    return normal.made(node, f"op:{node.operator}", normal.terms(node.operands))


def read_application(normal: Normal, node: nodes.Application) -> Term:
    arguments = normal.terms(node.arguments)
    function = node.function
    if isinstance(function, nodes.Power):
        plain = nodes.Application(
            node.start, node.end, function.base, node.arguments, node.open, node.close, node.separators
        )
        return normal.made(node, "pow", (normal.term(plain), normal.term(function.exponent)))
    if not isinstance(function, nodes.Symbol):
        return normal.made(node, "app", (normal.term(function), *arguments))
    stem, below, above = taken_apart(function.latex)
    word = word_of(stem)
    if not word:
        return normal.made(node, "app", (normal.term(function), *arguments))
    if word == "log" and below not in ("", "e"):
        return normal.made(node, "logb", (Term("num", text=below), *arguments))
    if word in ("exp", "log", "sqrt", "norm") and len(arguments) == 1:
        return normal.made(node, word, arguments)
    if word in ("pr", "prob"):
        return normal.made(node, "app", (normal.made(function, "sym", (), r"\mathbb{P}", r"\mathbb{P}"), *arguments))
    return normal.made(node, f"fn:{word}", arguments, below or above)


def read_operation(normal: Normal, node: nodes.Operation) -> Term:
    body = normal.term(node.body)
    if node.kind in ("gradient", "partial"):
        return read_nabla(normal, node, body)
    index, domain = normal.span_of(node.lower, node.upper)
    if node.kind == "expectation" and isinstance(node.lower, nodes.Grid):
        index, domain = _draws(normal, node.lower)
    if node.kind == "expectation" and "V" in node.operator:
        return normal.made(node, "fn:var", (body,))
    if node.kind in ("extremum", "limit"):
        return normal.made(node, f"ext:{_letters(node.operator)}", (index, domain, body))
    if node.kind == "combine":
        return normal.made(node, f"big:{node.operator}", (index, domain, body))
    head = {"expectation": "mean", "product": "prod", "integral": "int"}.get(node.kind, node.kind)
    made = normal.made if node.kind == "product" else normal.linear
    return made(node, head, (index, domain, body))


def _draws(normal: Normal, lower: nodes.Grid) -> tuple[Term, Term]:
    """What an expectation runs over where several lines say so: all but the last as they are."""
    items = [cell for row in lower.rows for cell in row]
    index, domain = normal.span_of(items[-1], None)
    return (Term("list", (*normal.terms(items[:-1]), index)), domain) if len(items) > 1 else (index, domain)


def read_nabla(normal: Normal, node: nodes.Operation, body: Term) -> Term:
    if isinstance(node.body, nodes.Nothing):
        return normal.made(node, "sym", (), node.operator, node.operator)
    order = meaning_latex(node.upper)
    head = "partial" if node.kind == "partial" else {"": "grad", "2": "hessian"}.get(order, "higher")
    text = "" if head in ("grad", "hessian") else order
    if isinstance(node.body, nodes.Undecided) and body.head == "mul":  # the gradient takes the first factor alone
        first, *others = body.args
        return product(
            [Term(head, (normal.term(node.lower), first), text, node.start + normal.shift, first.end), *others], ()
        )
    if body.head == "transpose":  # of the gradient
        return normal.made(node, "transpose", (Term(head, (normal.term(node.lower), *body.args), text),))
    return normal.linear(node, head, (normal.term(node.lower), body), text)


def _letters(operator: str) -> str:
    return "".join(c for c in operator.replace("operatorname", "") if c.isalpha()).lower()


def read_integral(normal: Normal, node: nodes.Integral) -> Term:
    limits = normal.term(node.lower), normal.term(node.upper)
    domain = NONE if limits == (NONE, NONE) else Term("range", limits)
    return normal.linear(node, "int", (normal.term(node.variable), domain, normal.term(node.body)))


def read_derivative(normal: Normal, node: nodes.Derivative) -> Term:
    mark = "∂" if "partial" in node.mark else "d"
    return normal.linear(node, "deriv", (*normal.terms(node.variables), normal.term(node.body)), mark + node.order)


def read_chain(normal: Normal, node: nodes.Chain) -> Term:
    operands = normal.terms(node.operands)
    signs = [_sign(relation) for relation in node.relations]
    if len(signs) == 1:
        return relation(signs[0], operands[0], operands[1], node, normal.shift)
    return normal.made(node, "chain", operands, " ".join(signs))


def relation(sign: str, left: Term, right: Term, node: nodes.Meaning | None = None, shift: int = 0) -> Term:
    """Two sides; greater is less, turned round."""
    sides = (right, left) if sign in TURNED else (left, right)
    start, end = (node.start + shift, node.end + shift) if node is not None else (left.start, right.end)
    return Term(f"rel:{TURNED.get(sign, sign)}", sides, "", start, end, node)


def _sign(relation: nodes.Relating) -> str:
    """The sign in one spelling; an equality with a remark that it defines is ``:=``."""
    if relation.sign == r"\sim" and "_" in relation.latex and "d" not in relation.latex.partition("_")[2]:
        return relation.latex  # as equivalent as the script says, unless that is "iid"
    if relation.sign == "=" and relation.latex != "=" and DEFINES.search(relation.latex):
        return ":="
    return EQUAL.get(relation.sign, relation.sign)


def read_listing(normal: Normal, node: nodes.Listing) -> Term:
    head = {"bare": "list", "values": "list"}.get(node.kind, node.kind)
    text = node.open.replace("(", "") + ";" * (";" in node.separators) if head == "tuple" else ""
    return normal.made(node, head, normal.terms(node.items), text)


def read_bars(normal: Normal, node: nodes.Bars) -> Term:
    items = normal.terms(node.items)
    if node.kind in ("norm", "absolute") and len(items) == 1:
        items = (unsigned(items[0])[0],)
    return normal.made(node, node.kind, items, meaning_latex(node.below))


def read_grid(normal: Normal, node: nodes.Grid) -> Term:
    head = {"lines": "stmts"}.get(node.kind, node.kind)
    behind = [getattr(row[-1], "items", (None,))[0] for row in node.rows]  # "if" and "otherwise" come after nothing
    if node.environment == "array" and all(isinstance(first, nodes.Nothing) for first in behind):
        head = "cases"
    rows = "" if head == "cases" else str(len(node.rows))
    return normal.made(node, head, tuple(normal.term(cell) for row in node.rows for cell in row), rows)


def read_labelled(normal: Normal, node: nodes.Labelled) -> Term:
    if node.below is None and node.above is not None and meaning_latex(node.above) == r"\top":
        return normal.made(node, "transpose", (normal.term(node.base),))
    scripts = (normal.term(node.base), normal.term(node.below), normal.term(node.above))
    return normal.made(node, "lab", scripts, "'" * node.primes)


READERS: dict[type, Callable[..., Term]] = {
    nodes.Symbol: read_symbol, nodes.Number: read_number, nodes.Constant: read_constant,
    nodes.Undecided: read_undecided, nodes.Total: read_total, nodes.Product: read_product,
    nodes.Quotient: read_quotient, nodes.Power: read_power, nodes.Root: read_root,
    nodes.Combination: read_combination, nodes.Application: read_application, nodes.Operation: read_operation,
    nodes.Integral: read_integral, nodes.Derivative: read_derivative, nodes.Chain: read_chain,
    nodes.Listing: read_listing, nodes.Bars: read_bars, nodes.Grid: read_grid, nodes.Labelled: read_labelled,
    nodes.Nothing: lambda normal, node: NONE,
    nodes.Words: lambda normal, node: normal.made(node, "opaque", (), node.latex),
    nodes.Transposed: lambda normal, node: normal.made(node, "transpose", (normal.term(node.base),)),
    nodes.Accented: lambda normal, node: normal.made(node, f"accent:{node.command}", (normal.term(node.base),)),
    nodes.Group: lambda normal, node: normal.term(node.body),
    nodes.Annotated: lambda normal, node: normal.term(node.base),
    nodes.Given: lambda normal, node: normal.made(
        node, "given" if node.kind == "condition" else "versus", (normal.term(node.left), normal.term(node.right))),
    nodes.Differential: lambda normal, node: normal.made(node, "differential", (normal.term(node.variable),)),
    nodes.Factorial: lambda normal, node: normal.made(node, "factorial", (normal.term(node.base),), node.marks),
    nodes.Quantified: lambda normal, node: normal.made(node, f"all:{node.quantifier}", (normal.term(node.body),)),
    nodes.Statements: lambda normal, node: normal.made(node, "stmts", normal.terms(node.items)),
    nodes.Relating: lambda normal, node: NONE,
}  # fmt: skip
