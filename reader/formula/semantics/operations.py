"""Operators that take what follows: sums, integrals, extrema, limits, expectations, gradients, named functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.semantics.calls import application, scripts_of_application
from reader.formula.semantics.declared_names import Decision, is_plain_d
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Group,
    Integral,
    Meaning,
    Nothing,
    Operation,
    Power,
    Statements,
    Symbol,
    Total,
    Undecided,
)
from reader.formula.semantics.segments import (
    EXTREMA,
    SPELLED_OUT,
    Cursor,
    makes_differential,
    mentions,
    solid,
    undecided,
)
from reader.formula.semantics.superscripts import RaisedBase, decide_superscript
from reader.formula.syntax.naming import name_of, strip
from reader.formula.syntax.nodes import (
    BigOperator,
    Digits,
    Fenced,
    Function,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Sign,
    Table,
)
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.name_rows import INDEX_LETTERS, PROBABILITIES
from reader.formula.syntax.tables.signs import MEMBER_RELATIONS
from reader.formula.syntax.tree import walk

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser

EXPECTED = (r"\mathbb{E}", r"\mathrm{E}", r"\operatorname{E}", r"\mathsf{E}", r"\mathbf{E}")
ESTIMATED = (r"\hat", r"\widehat", r"\tilde", r"\widetilde")  # accents of a mean over samples
EXPECTATIONS = frozenset(
    {*EXPECTED, *(f"{accent}{{{letter}}}" for letter in EXPECTED for accent in ESTIMATED), r"\mathbb{V}"}
)
CLAIMING = (Application, Bars, Operation)  # parts that are no mere constants
LIMITS = frozenset({"lim", "lim sup", "lim inf", "plim"})
RAISED = frozenset({r"\log", r"\ln", r"\exp", r"\sin", r"\cos", r"\tan", r"\cot", r"\sinh", r"\cosh", r"\tanh"})
BINDING = MEMBER_RELATIONS | {"=", r"\sim", r"\to", r"\ne", r"\le", r"\ge", "<", ">", r"\leqslant"}

ROWS: tuple[Decision, ...] = (
    Decision("sum", "sum", "a sum takes the product behind it, to the next plus or minus", r"\sum_{i=1}^n a_i b + c",
         r"total(sum(chain(i, 1, =), n, product(a_{i}, b)), c)"),
    Decision("sum-sign", "sum", "with a sign that stands right behind it", r"\sum_i -a_i + c",
         "total(sum(i, total(a_{i})), c)"),
    Decision("sum-reach", "sum", "but as far as its index where the first term has none", r"\sum_t a - b_t + c",
         "total(sum(t, total(a, b_{t})), c)"),
    Decision("sum-scope", "undecided", "a later term uses the index: nobody knows where the sum ends",
         r"\sum_i a_i + b_i", r"?\sum_{i}a_{i}+b_{i}"),
    Decision("integral", "integral", "an integral ends at its differential", r"\int_0^1 f(x) dx",
         r"\int(0, 1, application(f, x), x)"),
    Decision("extremum", "extremum", "min and max with a variable below take the rest of their side",
         r"\min_x x^2 + x", "extremum(x, total(power(x, 2), x))"),
    Decision("extremum-terms", "extremum", "but no term behind the last one with their variable",
         r"\max_i a_i + b_i + c", "total(extremum(i, total(a_{i}, b_{i})), c)"),
    Decision("extremum-problem", "extremum", "though all of a formula that begins with it, where that looks for values",
         r"\min_x \sum_j x_j + a \sum_j g_j", "extremum(x, total(sum(j, x_{j}), product(a, sum(j, g_{j}))))"),
    Decision("extremum-bracket", "extremum", "or the bracket that stands directly behind", r"\max_x [x] - 1",
         "total(extremum(x, group(x)), 1)"),
    Decision("extremum-raised", "extremum", "of several in a bracket they are a function, that may have a power",
         r"\max(0, x)^2", r"power(application(\max, 0, x), 2)"),
    Decision("spelled-out", "extremum", "an extremum whose name is spelled out is one",
         r"\operatorname{minimize}_x x^2", "extremum(x, power(x, 2))"),
    Decision("set-below", "extremum", "what is set below an operator by hand is what it runs over",
         r"\underset{x}{\operatorname{argmin}} x^2", "extremum(x, power(x, 2))"),
    Decision("limit", "limit", "a limit takes the rest of its side", r"\lim_{n \to \infty} a_n",
         r"limit(chain(n, \infty, \to), a_{n})"),
    Decision("expectation", "expectation", "an expectation takes its bracket, or the product behind it",
         r"\mathbb{E}_{x \sim p}[x] + 1", r"total(expectation(chain(x, p, \sim), group(x)), 1)"),
    Decision("gradient", "gradient", "a gradient takes one factor", r"\nabla_x f(x) y",
         "product(gradient(x, application(f, x)), y)"),
    Decision("bare-argument", "apply", "a named function without brackets takes one factor", r"\log p(x)",
         r"application(\log, application(p, x))"),
    Decision("called-argument", "apply", "a called function is all of it", r"\log p(x) R",
         r"product(application(\log, application(p, x)), R)"),
    Decision("argument-extent", "undecided", "more than one factor follows a function without brackets",
         r"\log a b", r"?\log ab"),
)  # fmt: skip


# --- sums and integrals ----------------------------------------------------------------------------------------------


def read_big(parser: MeaningParser, cursor: Cursor, base: Node, lower: Node | None, upper: Node | None) -> Meaning:
    """Reads the body of an operator; ``cursor`` is after the operator."""
    operator = spell(base)
    below, above = (parser.row(script) if script is not None else None for script in (lower, upper))
    if "int" in operator:
        return read_integral(parser, cursor, base, below, above)
    kind = {r"\sum": "sum", r"\Sigma": "sum", r"\prod": "product", r"\Pi": "product"}.get(operator, "combine")
    bound, first, place = bound_names(lower), cursor.at, cursor.place
    sign = parser.sign(cursor) if cursor.peek() is not None else ""
    body = parser.combination(cursor)
    body = Total(place, body.end, (body,), (sign,)) if sign else body
    if kind == "sum" and first < cursor.at < len(cursor.nodes) and not mentions(body, frozenset(bound)):
        cursor.at = first
        body = parser.terms_with(cursor, frozenset(bound), otherwise=1)
    return Operation(base.start, body.end, operator, kind, below, above, body, bound, kind)


def read_integral(
    parser: MeaningParser, cursor: Cursor, base: Node, below: Meaning | None, above: Meaning | None
) -> Meaning:
    end = differential_at(parser, cursor)
    operator = spell(base)
    if end is None:
        rest = cursor.nodes[cursor.at :]
        cursor.at = len(cursor.nodes)
        body = parser.total(rest)
        return Operation(base.start, body.end, operator, "integral", below, above, body, (), "no-differential")
    body = parser.total(cursor.nodes[cursor.at : end])
    mark = spell(cursor.nodes[end])
    inner = Cursor(cursor.nodes[: len(cursor.nodes)], end + 1)
    variable = parser.factor(inner)
    cursor.at = inner.at
    return Integral(base.start, variable.end, operator, below, above, body, mark, variable)


def differential_at(parser: MeaningParser, cursor: Cursor) -> int | None:
    """The index of this integral's d. Integrals inside it take their own first."""
    open_integrals = 0
    for k in range(cursor.at, len(cursor.nodes) - 1):
        node = strip(cursor.nodes[k])
        core = strip(node.base) if type(node) is Scripted else node
        if type(core) is BigOperator and "int" in core.text:
            open_integrals += 1
        elif is_plain_d(node) and makes_differential(node, cursor.nodes[k + 1], parser.facts):
            if not open_integrals:
                return k
            open_integrals -= 1
    return None


def bound_names(lower: Node | None) -> tuple[str, ...]:
    """The names that a range binds: those before its relation, or all where there is no relation."""
    if lower is None:
        return ()
    inner = strip(lower)
    if type(inner) is Table:
        return tuple(name for row in inner.rows for cell in row for name in bound_names(cell))
    nodes = solid(inner.children) if type(inner) is Row else [inner]
    member = any(type(node) is Relation and node.text in MEMBER_RELATIONS for node in nodes)
    before: list[Node] = []
    bound = False
    for node in nodes:
        if type(node) is Relation and node.text in BINDING:
            bound = True
        elif type(node) is Punctuation and node.text == ",":
            bound = False
        elif not bound:
            before.append(node)
    return tuple(dict.fromkeys(name for node in before for name in _names(node, member)))


def _names(node: Node, indices: bool) -> list[str]:
    core = strip(node)
    if type(core) is Fenced:
        return [name for child in core.body.children for name in _names(child, indices)]
    name = name_of(core)
    if name is None or name.kind != "identifier":
        return []
    scripts = [spell(part) for script in name.parts for part in (script.children if type(script) is Row else (script,))]
    return [name.latex, *(index for index in scripts if indices and len(index) == 1 and index.isalpha())]


# --- functions -------------------------------------------------------------------------------------------------------


def read_function(
    parser: MeaningParser, cursor: Cursor, base: Function, lower: Node | None, upper: Node | None, primes: int
) -> Meaning:
    below, above = (parser.row(script) if script is not None else None for script in (lower, upper))
    if lower is not None and base.name in SPELLED_OUT:
        base = replace(base, name=SPELLED_OUT[base.name])
    latex = spell(base)
    after = strip(after) if (after := cursor.peek()) is not None else None
    if base.name in LIMITS or (base.name in EXTREMA and (lower is not None or not _is_call(after))):
        kind = "limit" if base.name in LIMITS else "extremum"
        if above is not None or primes:
            return undecided([base], "no-meaning")
        body, bound = one_bracket(parser, cursor), bound_names(lower)
        if body is None:
            narrow = kind == "extremum" and not base.name.startswith("arg")
            body = parser.terms_with(cursor, frozenset(bound)) if narrow else parser.terms(cursor)
        return Operation(base.start, body.end, latex, kind, below, None, body, bound, kind)
    subscript = spell(lower, in_script=True) if lower is not None else ""
    spelling = latex + (f"_{{{subscript}}}" if subscript else "") + "'" * primes
    indices = (below,) if below is not None else ()
    head = Symbol(base.start, base.end, spelling, latex, indices)
    if above is not None and upper is not None:
        return read_argument(parser, cursor, raised_function(parser, base, head, above, upper))
    return read_argument(parser, cursor, head)


def whole_problem(meaning: Meaning) -> Meaning:
    """A formula that looks for the smallest or largest value of a sum: all its terms count, be it that some hold what
    is sought within others, ``min_x f(x) + a R``; an index (``max_i a_i + c``) is not sought, and a bracket ends it."""
    if isinstance(meaning, Statements) and meaning.items:
        first = whole_problem(meaning.items[0])
        return meaning if first is meaning.items[0] else replace(meaning, items=(first, *meaning.items[1:]))
    found = meaning.terms[0] if isinstance(meaning, Total) and not meaning.signs[0] else None
    if not isinstance(meaning, Total) or not isinstance(found, Operation) or found.kind != "extremum":
        return meaning
    is_sought = bool(found.bound) and INDEX_LETTERS.isdisjoint(found.bound) and not isinstance(found.body, Group)
    if not is_sought or not any(isinstance(part, CLAIMING) for term in meaning.terms[1:] for part in walk(term)):
        return meaning
    body = found.body if isinstance(found.body, Total) else Total(0, 0, (found.body,), ("",))
    signs = (*body.signs, *meaning.signs[1:])
    total = Total(found.body.start, meaning.end, (*body.terms, *meaning.terms[1:]), signs)
    return replace(found, end=meaning.end, body=total)


def _is_call(after: Node | None) -> bool:
    """Whether a bracket follows, or one with a script around several arguments: ``\\max(0, x)^2``."""
    base = strip(after.base) if type(after) is Scripted else after
    several = type(base) is Fenced and any(type(each) is Punctuation for each in solid(base.body.children))
    return type(after) is Fenced or several


def raised_function(parser: MeaningParser, base: Function, head: Symbol, above: Meaning, upper: Node) -> Meaning:
    """``\\sin^2``, ``\\log^k``: a power for the usual functions; for others, as for the superscript of a name."""
    rule = decide_superscript(RaisedBase(base, name_of(base), spell(base), upper, parser.facts))
    script, end = f"^{{{spell(upper, in_script=True)}}}", upper.end
    if rule.verdict == "label":
        return Symbol(base.start, end, head.latex + script, head.stem + script, head.indices)
    if rule.verdict == "undecided" and head.stem not in RAISED:
        return Undecided(base.start, end, head.latex + script, rule.id, rule.id)
    return Power(base.start, above.end, head, above, "function-power")


def one_bracket(parser: MeaningParser, cursor: Cursor) -> Meaning | None:
    """The bracket right after an operator, if a sign or the end follows it."""
    node, after = cursor.peek(), cursor.peek(1)
    if type(node) is not Fenced or node.open not in ("(", "[", r"\{") or not solid(node.body.children):
        return None
    if after is not None and not (type(after) is Operator and after.text in ("+", "-")):
        return None
    cursor.take()
    return Group(node.start, node.end, node.open, node.close, parser.inside(solid(node.body.children)))


def read_argument(parser: MeaningParser, cursor: Cursor, head: Meaning) -> Meaning:
    """A named function with its bracket, with one factor where there is no bracket, or alone where nothing follows."""
    node = cursor.peek()
    bracket = strip(node) if node is not None else None
    fence = strip(bracket.base) if type(bracket) is Scripted else bracket
    if type(fence) is Fenced and fence.open in ("(", "[", r"\{") and solid(fence.body.children):
        cursor.take()
        applied = application(parser, head, fence, "named-operator")
        return scripts_of_application(parser, applied, bracket) if type(bracket) is Scripted else applied
    if node is None or isinstance(node, Operator | Punctuation | Relation):
        return head
    start = cursor.at - 1
    numeric = type(bracket) is Digits
    first = parser.factor(cursor)
    if _ends_with_call(parser, first, cursor):
        return Application(head.start, first.end, head, (first,), "", "", (), "called-argument")
    more: list[Meaning] = []
    while (following := cursor.peek()) is not None and not _ends_argument(following):
        more.append(parser.factor(cursor))
    if more and not (numeric and len(more) == 1):
        return undecided(cursor.nodes[start : cursor.at], "argument-extent")
    if more:
        from reader.formula.semantics.segments import product_of

        first = product_of(first.start, [first, *more], [""])
    return Application(head.start, first.end, head, (first,), "", "", (), "bare-argument")


def _ends_with_call(parser: MeaningParser, first: Meaning, cursor: Cursor) -> bool:
    """Whether a called function is all of an argument: ``\\log p(a) R`` is R times the logarithm. Of two probabilities
    nobody knows.
    """
    following, place = cursor.peek(), cursor.at
    if not isinstance(first, Application) or not first.open or following is None or _ends_argument(following):
        return False
    after = parser.factor(cursor)
    cursor.at = place
    called = after.function if isinstance(after, Application) and after.open else None
    return not isinstance(called, Symbol) or called.stem not in {*PROBABILITIES, *_stem_of(first)}


def _stem_of(call: Application) -> tuple[str, ...]:
    return (call.function.stem,) if isinstance(call.function, Symbol) else ()


def _ends_argument(node: Node) -> bool:
    core = strip(node.base) if type(node) is Scripted else strip(node)
    return isinstance(core, Operator | Function | BigOperator | Punctuation | Relation | Sign) or is_plain_d(node)


# --- expectations and gradients --------------------------------------------------------------------------------------


def read_expectation(
    parser: MeaningParser, cursor: Cursor, base: Node, lower: Node | None, upper: Node | None
) -> Meaning:
    """``base`` is the operator letter, or that with its scripts."""
    operator = spell(strip(base.base)) if type(base) is Scripted else spell(base)
    node = cursor.peek()
    if node is None or isinstance(node, Operator | Punctuation | Relation) or upper is not None:
        return Symbol(base.start, base.end, spell(base), operator)
    below = parser.row(lower) if lower is not None else None
    core = strip(node)
    fence = strip(core.base) if type(core) is Scripted else core
    if type(fence) is Fenced and fence.open in ("(", "[", r"\{"):
        cursor.take()
        if type(core) is Scripted:
            return undecided([base, node], "expectation-power")
        body: Meaning = Group(
            fence.start, fence.end, fence.open, fence.close, parser.inside(solid(fence.body.children))
        )
    else:
        body = parser.combination(cursor)
    return Operation(
        base.start, body.end, operator, "expectation", below, None, body, bound_names(lower), "expectation"
    )


def read_gradient(parser: MeaningParser, cursor: Cursor, base: Node, lower: Node | None, upper: Node | None) -> Meaning:
    operator = spell(base)
    below, above = (parser.row(script) if script is not None else None for script in (lower, upper))
    node = cursor.peek()
    kind = "gradient" if operator == r"\nabla" else "partial"
    body: Meaning = Nothing(base.end, base.end)
    if node is not None and not isinstance(node, Operator | Punctuation | Relation):
        body = parser.factor(cursor)
    return Operation(base.start, max(body.end, base.end), operator, kind, below, above, body, (), "gradient")
