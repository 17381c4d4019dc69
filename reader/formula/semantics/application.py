"""Does ``a(b)`` apply or multiply? The first row that holds decides; if none holds, the content tree says so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reader.formula.semantics.declared_names import Decision, FormulaFacts, has_sum, is_surely_argument
from reader.formula.semantics.nodes import (
    Accented,
    Application,
    Combination,
    Derivative,
    Factorial,
    Given,
    Group,
    Labelled,
    Meaning,
    Power,
    Symbol,
    Transposed,
)
from reader.formula.syntax.naming import SymbolName, is_index, strip
from reader.formula.syntax.nodes import Digits, Fenced, Identifier, Node, Operator, Relation, Scripted, Space
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.name_rows import LETTER_OPERATORS
from reader.formula.syntax.tree import walk

FUNCTION_LETTERS = frozenset("fghFG") | {r"\phi", r"\varphi", r"\psi", r"\Phi", r"\Psi", r"\sigma", r"\Pi"}

INDICATOR = re.compile(r"\\(?:mathbb|mathbf|mathbbm|mathds|bm)\{1\}")
BARS = frozenset({r"\mid", r"\|"})
USUAL_ARGUMENTS = frozenset("tsnkxyzru") | {r"\tau"}


@dataclass(frozen=True, slots=True)
class HeadAndBracket:
    """A head with the bracket that follows it. ``name`` is None where the head is not a single name."""

    head: Meaning
    name: SymbolName | None
    bracket: Fenced
    facts: FormulaFacts
    raised: bool = False  # the bracket carries an exponent

    @property
    def body(self) -> list[Node]:
        return [child for child in self.bracket.body.children if type(child) is not Space]

    @property
    def round(self) -> bool:
        return self.bracket.open == "(" and self.bracket.close == ")"

    @property
    def sums(self) -> bool:
        return has_sum(self.bracket.body)


def is_declared(pair: HeadAndBracket) -> bool:
    return pair.name is not None and bool({pair.name.latex, pair.name.base} & pair.facts.evidence.functions)


def is_indicator(pair: HeadAndBracket) -> bool:
    return pair.name is not None and INDICATOR.fullmatch(pair.name.latex) is not None


def is_declared_number(pair: HeadAndBracket) -> bool:
    if pair.name is None or pair.name.latex not in pair.facts.evidence.numbers or is_order_letter(pair):
        return False
    return pair.sums and not has_comma(pair) and not is_index(pair.bracket.body)  # x(t + 1) may be x at a time


def has_comma(pair: HeadAndBracket) -> bool:
    return any(spell(part) in (",", ";", r"\mid") for part in pair.body)


def is_operator_word(pair: HeadAndBracket) -> bool:
    return pair.name is not None and (
        pair.name.word or pair.name.kind == "operator" or pair.name.base in LETTER_OPERATORS
    )


def repeats_head(pair: HeadAndBracket) -> bool:
    """``p(1-p)``"""
    if pair.name is None or not pair.sums or pair.name.latex in pair.facts.applied:
        return False
    pairs = zip(pair.body, [*pair.body[1:], None], strict=True)
    return any(spell(part) == pair.name.latex and type(after) is not Fenced for part, after in pairs)


def is_compound(pair: HeadAndBracket) -> bool:
    """A bracket with a label may be a component that is applied again: it multiplies only before a sum."""
    if isinstance(pair.head, Labelled):
        return pair.sums
    return pair.name is None and not isinstance(pair.head, Application | Symbol | Power | Accented)


def is_raised(pair: HeadAndBracket) -> bool:
    """``f^{-1}(x)`` may be an inverse function, ``f^2(x)`` the square of a value: undecided before one argument."""
    return isinstance(pair.head, Transposed | Factorial) or (isinstance(pair.head, Power) and not holds_one(pair))


def is_composed(pair: HeadAndBracket) -> bool:
    body = pair.head.body if isinstance(pair.head, Group) else None
    return isinstance(body, Combination) and (body.operator == r"\circ" or holds_one(pair))


def is_derivative_at(pair: HeadAndBracket) -> bool:
    return isinstance(pair.head, Derivative) and holds_one(pair)


def is_accented(pair: HeadAndBracket) -> bool:
    word = isinstance(pair.head, Symbol) and pair.name is None
    return (word or isinstance(pair.head, Accented)) and pair.round and is_surely_argument(pair.bracket.body)


def is_run_of_letters(pair: HeadAndBracket) -> bool:
    """``Err(x)``: three letters or more typed side by side, or two capitals, before the bracket."""
    if not isinstance(pair.head, Symbol) or len(pair.head.latex) != 1:
        return False
    before = re.search(r"(?<![\\A-Za-z{])[A-Za-z]+\Z", pair.facts.latex[: pair.bracket.start].rstrip())
    run = before.group() if before and before.end() == pair.head.end else ""
    return len(run) > 2 or (len(run) == 2 and run.isupper())


def has_list(pair: HeadAndBracket) -> bool:
    return pair.round and isinstance(pair.head, Symbol) and is_surely_argument(pair.bracket.body)


def has_bar(pair: HeadAndBracket) -> bool:
    """``H[x \\mid y]``, ``D[p \\| q]``"""
    is_named = isinstance(pair.head, Symbol) and pair.bracket.open == "["
    return is_named and any(type(part) is Relation and part.text in BARS for part in pair.body)


def has_relation(pair: HeadAndBracket) -> bool:
    """An equation or inequality in round or square brackets after a name."""
    if not isinstance(pair.head, Symbol) or pair.name is None or pair.bracket.open not in "([":
        return False
    drawn = bool({"capital", "blackboard"} & pair.name.traits) or pair.bracket.open == "["
    return drawn and relates(pair)


def relates(pair: HeadAndBracket) -> bool:
    return any(type(part) is Relation and part.text not in BARS for part in pair.body)


def is_range_of_index(pair: HeadAndBracket) -> bool:
    """``x_i (i = 1, \\ldots, n)``: the bracket gives the range of an index."""
    counters = pair.head.indices if isinstance(pair.head, Symbol) else ()
    indices = {node.latex for node in counters if isinstance(node, Symbol)}
    return bool(indices) and relates(pair) and spell(pair.body[0]) in indices


def is_curried(pair: HeadAndBracket) -> bool:
    return isinstance(pair.head, Application) and pair.round and is_surely_argument(pair.bracket.body)


def is_sum_of_norms(pair: HeadAndBracket) -> bool:
    """``w(t) (\\|x\\| - \\|y\\|)``: what is already applied multiplies a sum of numbers."""
    terms = (part.base if type(part) is Scripted else part for part in pair.body)
    return (
        isinstance(pair.head, Application)
        and pair.sums
        and any(type(term) is Fenced and term.open in ("|", r"\|") for term in terms)
    )


def is_call_before_sum(pair: HeadAndBracket) -> bool:
    """``\\pi(a \\mid s) (r - b)``, ``\\log f(x) (r - b)``: a probability, and the logarithm of a call, are numbers."""
    if not isinstance(pair.head, Application) or not pair.sums:
        return False
    return pair.head.rule == "called-argument" or any(isinstance(each, Given) for each in pair.head.arguments)


def is_order_letter(pair: HeadAndBracket) -> bool:
    return pair.round and pair.name is not None and pair.name.latex in ("O", "o")


def is_calligraphic(pair: HeadAndBracket) -> bool:
    return pair.name is not None and "calligraphic" in pair.name.traits and pair.bracket.open in "(["


def is_applied_elsewhere(pair: HeadAndBracket) -> bool:
    return pair.round and pair.name is not None and pair.name.latex in pair.facts.applied


def holds_one_thing(pair: HeadAndBracket) -> bool:
    """One name, number, application or norm in round brackets."""
    return isinstance(pair.head, Symbol) and holds_one(pair)


def holds_one(pair: HeadAndBracket) -> bool:
    body = pair.body
    if not pair.round or not body:
        return False
    if is_surely_argument(pair.bracket.body):
        return True
    if pair.raised:
        return False
    is_single = len(body) == 1 and not isinstance(strip(body[0]), Operator)
    applied = len(body) == 2 and type(strip(body[1])) is Fenced and type(strip(body[0])) not in (Digits, Fenced)
    return is_single or applied


def is_function_letter(pair: HeadAndBracket) -> bool:
    if not pair.round or pair.name is None or pair.name.latex in pair.facts.factors:
        return False
    return pair.name.base.removeprefix(r"\bm{").rstrip("}") in FUNCTION_LETTERS


def is_scaled(pair: HeadAndBracket) -> bool:
    """A small letter before a sum that is not a shifted argument: ``b(c - d)``, but not ``x(t+1)``."""
    if pair.name is None or not pair.sums or pair.bracket.open not in "([" or pair.name.base == "d":
        return False
    if any(type(part) is Operator for script in pair.name.parts for part in walk(script)):
        return False  # what is counted by 2k+1 is no mere number
    first = pair.body[0]
    if type(first) is Identifier and first.text in USUAL_ARGUMENTS:
        return False
    complement = type(first) is Digits and len(pair.body) == 3 and type(pair.body[1]) is Operator
    small = "capital" not in pair.name.traits and not pair.name.word and "superscripted" not in pair.name.traits
    return small and (complement or not is_index(pair.bracket.body))


def is_square_group(pair: HeadAndBracket) -> bool:
    return pair.bracket.open == "[" and pair.sums and isinstance(pair.head, Symbol) and not is_index(pair.bracket.body)


def is_matrix_before(pair: HeadAndBracket) -> bool:
    """A bold capital before a sum or product of bold letters."""
    if pair.name is None or not {"bold", "capital"} <= pair.name.traits or len(pair.body) < 2:
        return False
    return any(type(part) is Identifier and (part.bold or part.font == "mathbf") for part in walk(pair.bracket.body))


ROWS: tuple[tuple[Decision, Callable[[HeadAndBracket], bool]], ...] = (
    (Decision("declared-function", "apply", "the paper declares the name as a function", "", ""), is_declared),
    (Decision("indicator", "apply", "a fancy one before a bracket asks whether it holds",
          r"\mathbb{1}[a < b]", r"application(\mathbb{1}, chain(a, b, <))"), is_indicator),
    (Decision("declared-number", "multiply", "the paper declares a number, and a sum follows", "", ""),
     is_declared_number),
    (Decision("named-operator", "apply", "words and operator letters take arguments",
          r"\operatorname{softmax}(z + b)", r"application(\operatorname{softmax}, total(z, b))"), is_operator_word),
    (Decision("raised-head", "multiply", "a power or a transpose is a value",
          "x^2(y + z)", "product(power(x, 2), group(total(y, z)))"), is_raised),
    (Decision("composed-head", "apply", "functions composed in a bracket make a function",
          r"(f \circ g)(x)", r"application(group(\circ(f, g)), x)"), is_composed),
    (Decision("accented-head", "apply", "an accent over a word, and an argument behind it",
          r"\hat{AB}(x, y)", r"application(\hat{AB}, x, y)"), is_accented),
    (Decision("word-or-product", "undecided", "letters side by side before a bracket: a word or a product",
          "xyz(a)", "product(x, y, ?z(a))"), is_run_of_letters),
    (Decision("repeated-head", "multiply", "the head stands in the bracket's sum itself",
          "p(1-p)", "product(p, group(total(1, p)))"), repeats_head),
    (Decision("curried", "apply", "an application followed by an argument is applied again",
          r"\mathcal{J}(f)(x)", r"application(application(\mathcal{J}, f), x)"), is_curried),
    (Decision("sum-of-norms", "multiply", "an application before a sum of norms scales it", r"w(t)(\|x\| - \|y\|)",
          "product(application(w, t), group(total(norm(x), norm(y))))"), is_sum_of_norms),
    (Decision("call-before-sum", "multiply", "a probability multiplies the sum behind it",
          r"q(a \mid s)(r - b)", r"product(application(q, condition(a, s)), group(total(r, b)))"), is_call_before_sum),
    (Decision("index-range", "undecided", "the bracket says over what the head's index runs",
          "x_i (i = 1)", "?x_{i}(i=1)"), is_range_of_index),
    (Decision("list-argument", "apply", "only arguments are lists, conditions, or one bracketed name",
          "r(x, y)", "application(r, x, y)"), has_list),
    (Decision("bar-argument", "apply", "a bar in square brackets parts arguments", r"D[p \| q]",
          "application(D, versus(p, q))"), has_bar),
    (Decision("derivative-at", "apply", "a derivative is taken at one place or at a list of them",
          r"\frac{du}{dx}(0)", "application(d(u, x), 0)"), is_derivative_at),
    (Decision("relation-argument", "apply", "nobody multiplies by a relation",
          r"P[X \le x]", r"application(P, chain(X, x, \le))"), has_relation),
    (Decision("compound-head", "multiply", "a number, fraction or bracket is a value",
          "2(x)", "product(2, group(x))"), is_compound),
    (Decision("order-letter", "apply", "O before round brackets says how something grows", "O(n + m)",
          "application(O, total(n, m))"), is_order_letter),
    (Decision("calligraphic-head", "apply", "script capitals before brackets are losses, orders, functionals",
          r"\mathcal{O}(n + m)", r"application(\mathcal{O}, total(n, m))"), is_calligraphic),
    (Decision("applied-elsewhere", "apply", "the formula applies the same name to one thing or a list",
          "x(t) = x(t-1)", "chain(application(x, t), application(x, total(t, 1)), =)"), is_applied_elsewhere),
    (Decision("one-argument", "apply", "nobody brackets a single factor",
          "c(0)", "application(c, 0)"), holds_one_thing),
    (Decision("function-letter", "apply", "f, g, h, phi, psi, sigma before round brackets are functions",
          "f(a b)", "application(f, product(a, b))"), is_function_letter),
    (Decision("matrix-before", "multiply", "a bold capital before bold letters is a matrix",
          r"\mathbf{A}(\mathbf{x} - \mathbf{y})",
          r"product(\mathbf{A}, group(total(\mathbf{x}, \mathbf{y})))"), is_matrix_before),
    (Decision("scaled-sum", "multiply", "a small letter before a sum scales it",
          "b(c - d)", "product(b, group(total(c, d)))"), is_scaled),
    (Decision("square-group", "multiply", "square brackets round a sum only hold it together",
          "D[L + M]", "product(D, group(total(L, M)))"), is_square_group),
)  # fmt: skip
UNDECIDED = Decision("application-or-product", "undecided", "nothing shows whether this applies or multiplies",
                 "R(a + b)", "?R(a+b)")  # fmt: skip


def decide_application(pair: HeadAndBracket) -> Decision:
    """The decision of the first row that holds."""
    return next((rule for rule, holds in ROWS if holds(pair)), UNDECIDED)
