"""Does ``a(b)`` apply or multiply? An ordered list: the first row that holds decides, the last says that none does."""

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
    Group,
    Labelled,
    Meaning,
    Power,
    Symbol,
    Transposed,
)
from reader.formula.syntax.naming import Name, is_index, strip
from reader.formula.syntax.nodes import Digits, Fenced, Identifier, Node, Operator, Relation, Space
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.uses import LETTER_OPERATORS
from reader.formula.syntax.tree import walk

FUNCTION_LETTERS = frozenset("fghFG") | {r"\phi", r"\varphi", r"\psi", r"\Phi", r"\Psi", r"\sigma", r"\Pi"}

INDICATOR = re.compile(r"\\(?:mathbb|mathbf|mathbbm|mathds|bm)\{1\}")
BARS = frozenset({r"\mid", r"\|"})
USUAL_ARGUMENTS = frozenset("tsnkxyzru") | {r"\tau"}


@dataclass(frozen=True, slots=True)
class Beside:
    """A head with the bracket that follows it. ``name`` is None where the head is no single name."""

    head: Meaning
    name: Name | None
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


def is_declared(it: Beside) -> bool:
    return it.name is not None and bool({it.name.latex, it.name.base} & it.facts.evidence.functions)


def is_indicator(it: Beside) -> bool:
    return it.name is not None and INDICATOR.fullmatch(it.name.latex) is not None


def is_declared_number(it: Beside) -> bool:
    if it.name is None or it.name.latex not in it.facts.evidence.numbers or has_comma(it):
        return False
    return it.sums and not is_index(it.bracket.body)  # x(t + 1) may be x at a time


def has_comma(it: Beside) -> bool:
    return any(spell(part) in (",", ";", r"\mid") for part in it.body)


def is_operator_word(it: Beside) -> bool:
    return it.name is not None and (it.name.word or it.name.kind == "operator" or it.name.base in LETTER_OPERATORS)


def repeats_head(it: Beside) -> bool:
    """``p(1-p)``"""
    if it.name is None or not it.sums or it.name.latex in it.facts.applied:
        return False
    pairs = zip(it.body, [*it.body[1:], None], strict=True)
    return any(spell(part) == it.name.latex and type(after) is not Fenced for part, after in pairs)


def is_compound(it: Beside) -> bool:
    """A bracket with a label may be a component that is applied again: only a sum behind it multiplies."""
    if isinstance(it.head, Labelled):
        return it.sums
    return it.name is None and not isinstance(it.head, Application | Symbol | Power | Accented)


def is_raised(it: Beside) -> bool:
    """``f^{-1}(x)`` may be the inverse of a function, ``f^2(x)`` the square of a value: one argument leaves it open."""
    return isinstance(it.head, Transposed | Factorial) or (isinstance(it.head, Power) and not holds_one(it))


def is_composed(it: Beside) -> bool:
    body = it.head.body if isinstance(it.head, Group) else None
    return isinstance(body, Combination) and (body.operator == r"\circ" or holds_one(it))


def is_derivative_at(it: Beside) -> bool:
    return isinstance(it.head, Derivative) and holds_one(it)


def is_accented(it: Beside) -> bool:
    word = isinstance(it.head, Symbol) and it.name is None
    return (word or isinstance(it.head, Accented)) and it.round and is_surely_argument(it.bracket.body)


def is_run_of_letters(it: Beside) -> bool:
    """``Err(x)``: three letters or more typed side by side, or two capitals, before the bracket."""
    if not isinstance(it.head, Symbol) or len(it.head.latex) != 1:
        return False
    before = re.search(r"(?<![\\A-Za-z{])[A-Za-z]+\Z", it.facts.latex[: it.bracket.start].rstrip())
    run = before.group() if before and before.end() == it.head.end else ""
    return len(run) > 2 or (len(run) == 2 and run.isupper())


def has_list(it: Beside) -> bool:
    return it.round and isinstance(it.head, Symbol) and is_surely_argument(it.bracket.body)


def has_relation(it: Beside) -> bool:
    """An equation or inequality in round or square brackets behind a name."""
    if not isinstance(it.head, Symbol) or it.name is None or it.bracket.open not in "([":
        return False
    drawn = bool({"capital", "blackboard"} & it.name.traits) or it.bracket.open == "["
    return drawn and relates(it)


def relates(it: Beside) -> bool:
    return any(type(part) is Relation and part.text not in BARS for part in it.body)


def is_range_of_index(it: Beside) -> bool:
    """``x_i (i = 1, \\ldots, n)``: a remark on the index."""
    held = it.head.indices if isinstance(it.head, Symbol) else ()
    indices = {node.latex for node in held if isinstance(node, Symbol)}
    return bool(indices) and relates(it) and spell(it.body[0]) in indices


def is_curried(it: Beside) -> bool:
    return isinstance(it.head, Application) and it.round and is_surely_argument(it.bracket.body)


def is_calligraphic(it: Beside) -> bool:
    return it.name is not None and "calligraphic" in it.name.traits and it.bracket.open in "(["


def is_applied_elsewhere(it: Beside) -> bool:
    return it.round and it.name is not None and it.name.latex in it.facts.applied


def holds_one_thing(it: Beside) -> bool:
    """One name, number, application or norm in round brackets."""
    return isinstance(it.head, Symbol) and holds_one(it)


def holds_one(it: Beside) -> bool:
    body = it.body
    if not it.round or not body:
        return False
    if is_surely_argument(it.bracket.body):
        return True
    if it.raised:
        return False
    one = len(body) == 1 and not isinstance(strip(body[0]), Operator)
    applied = len(body) == 2 and type(strip(body[1])) is Fenced and type(strip(body[0])) not in (Digits, Fenced)
    return one or applied


def is_function_letter(it: Beside) -> bool:
    if not it.round or it.name is None or it.name.latex in it.facts.factors:
        return False
    return it.name.base.removeprefix(r"\bm{").rstrip("}") in FUNCTION_LETTERS


def is_scaled(it: Beside) -> bool:
    """A small letter before a sum that is no shifted argument: ``b(c - d)``, but not ``x(t+1)``."""
    if it.name is None or not it.sums or it.bracket.open not in "([" or it.name.base == "d":
        return False
    if any(type(part) is Operator for script in it.name.parts for part in walk(script)):
        return False  # what is counted by 2k+1 is no mere number
    first = it.body[0]
    if type(first) is Identifier and first.text in USUAL_ARGUMENTS:
        return False
    complement = type(first) is Digits and len(it.body) == 3 and type(it.body[1]) is Operator
    small = "capital" not in it.name.traits and not it.name.word and "superscripted" not in it.name.traits
    return small and (complement or not is_index(it.bracket.body))


def is_square_group(it: Beside) -> bool:
    return it.bracket.open == "[" and it.sums and isinstance(it.head, Symbol) and not is_index(it.bracket.body)


def is_matrix_before(it: Beside) -> bool:
    """A bold capital before a sum or product of bold letters."""
    if it.name is None or not {"bold", "capital"} <= it.name.traits or len(it.body) < 2:
        return False
    return any(type(part) is Identifier and (part.bold or part.font == "mathbf") for part in walk(it.bracket.body))


ROWS: tuple[tuple[Decision, Callable[[Beside], bool]], ...] = (
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
    (Decision("index-range", "undecided", "the bracket says over what the head's index runs",
          "x_i (i = 1)", "?x_{i}(i=1)"), is_range_of_index),
    (Decision("list-argument", "apply", "only arguments are lists, conditions, or one bracketed name",
          "r(x, y)", "application(r, x, y)"), has_list),
    (Decision("derivative-at", "apply", "a derivative is taken at one place or at a list of them",
          r"\frac{du}{dx}(0)", "application(d(u, x), 0)"), is_derivative_at),
    (Decision("relation-argument", "apply", "nobody multiplies by a relation",
          r"P[X \le x]", r"application(P, chain(X, x, \le))"), has_relation),
    (Decision("compound-head", "multiply", "a number, fraction or bracket is a value",
          "2(x)", "product(2, group(x))"), is_compound),
    (Decision("order-letter", "apply", "O before round brackets says how something grows", "O(n + m)",
          "application(O, total(n, m))"), lambda it: it.round and it.name is not None and it.name.latex in ("O", "o")),
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


def decide_application(it: Beside) -> Decision:
    """The first row that holds."""
    return next((rule for rule, holds in ROWS if holds(it)), UNDECIDED)
