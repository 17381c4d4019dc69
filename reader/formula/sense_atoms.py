"""One node with its scripts and the brackets behind it: symbol, power, application, group, norm, fraction, grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.formula.application import Beside, decide_application
from reader.formula.brackets import read_bracket
from reader.formula.evidence import is_plain_d
from reader.formula.magnitude import LIMITS
from reader.formula.meaning_nodes import (
    Accented,
    Annotated,
    Application,
    Bars,
    Constant,
    Derivative,
    Grid,
    Group,
    Labelled,
    Listing,
    Meaning,
    Nothing,
    Number,
    Power,
    Quotient,
    Root,
    Symbol,
    Transposed,
    Undecided,
)
from reader.formula.meaning_printer import meaning_latex
from reader.formula.naming import Name, is_letter_product, is_listed_text, name_of, strip
from reader.formula.nodes import (
    Accent,
    BigOperator,
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Row,
    Scripted,
    Sign,
    Stacked,
    Style,
    Table,
    Text,
)
from reader.formula.operations import (
    EXPECTATIONS,
    read_big,
    read_expectation,
    read_function,
    read_gradient,
)
from reader.formula.printer import join, spell, unfold
from reader.formula.sense_pieces import Cursor, solid, undecided
from reader.formula.superscripts import Raised, decide_superscript
from reader.formula.tables import commands
from reader.formula.tables.uses import INDEX_LETTERS

if TYPE_CHECKING:
    from reader.formula.sense import Sense

SIGNS = frozenset({r"\infty", r"\ldots", r"\cdots", r"\vdots", r"\ddots", r"\emptyset", r"\hbar", r"\bot"})
ORDER_MARKS = frozenset({r"\partial", "d", r"\mathrm{d}"})


def read_atom(sense: Sense, cursor: Cursor) -> Meaning:
    """The node at the cursor, with whatever an operator takes from behind it."""
    node = cursor.take()
    core = node if type(node) is Style and node.command.startswith("operatorname") else strip(node)
    reader = READERS.get(type(core))
    if reader is None:
        return undecided([node], "no-meaning")
    sense.descend()
    meaning = reader(sense, core, cursor)
    sense.depth -= 1
    return meaning


# --- names and scripts -----------------------------------------------------------------------------------------------


def read_name(sense: Sense, node: Node, cursor: Cursor) -> Meaning:
    latex = spell(node)
    after = strip(after) if (after := cursor.peek()) is not None else None
    if latex in EXPECTATIONS or (latex == "E" and type(after) is Fenced and after.open == "["):
        return read_expectation(sense, cursor, node, None, None)
    if latex == r"\pi" and is_circle_number(sense, cursor):
        return Constant(node.start, node.end, latex, "circle-number")
    function = as_function(node)
    if function is not None:
        return read_function(sense, cursor, function, None, None, 0)
    name = name_of(node)
    if name is None and type(node) is Text and is_listed_text(node):
        return Symbol(node.start, node.end, latex, latex)
    if name is None:
        return read_compound(sense, node, cursor)
    return symbol(node, name, latex)


def as_function(node: Node) -> Function | None:
    """A named function, also where its name is written as a word."""
    if type(node) is Function:
        return node
    if type(node) is Text and len(node.parts) == 1:
        words = node.words.strip()
    elif type(node) is Identifier and node.font == "mathrm" and node.text not in commands.LATEX_FUNCTIONS:
        words = node.text
    else:
        return None
    known = commands.FUNCTIONS.get(words)
    return Function(node.start, node.end, words, known) if known is not None else None


def symbol(node: Node, name: Name, latex: str) -> Symbol:
    return Symbol(node.start, node.end, latex, latex, (), "bold" in name.traits)


def is_circle_number(sense: Sense, cursor: Cursor) -> bool:
    """``2\\pi``, ``\\pi x``: beside a number, and not applied to anything in this formula."""
    before = strip(cursor.nodes[cursor.at - 2]) if cursor.at > 1 else None
    alone = len(cursor.nodes) > 1 and not any(name.startswith(r"\pi") for name in sense.facts.applied)
    return alone and (type(before) is Digits or (before is None and sense.facts.trigonometric))


def read_compound(sense: Sense, node: Node, cursor: Cursor) -> Meaning:
    """An accent over more than a name; words that are none."""
    if type(node) is Accent:
        letters = solid(node.base.children) if type(node.base) is Row else [node.base]
        if all(type(letter) is Identifier and len(letter.text) == 1 for letter in letters):
            return Symbol(node.start, node.end, spell(node), spell(node))  # letters under one accent are one word
        return Accented(node.start, node.end, node.command, sense.row(node.base))
    return undecided([node], "words")


def read_number(sense: Sense, node: Digits, cursor: Cursor) -> Meaning:
    if node.font or node.bold:
        return Symbol(node.start, node.end, spell(node), spell(node), (), True)
    if len(node.text) > LIMITS.literal:
        return undecided([node], "number-too-large")
    return Number(node.start, node.end, node.text)


def read_scripted(sense: Sense, node: Scripted, cursor: Cursor) -> Meaning:
    base, below, primes, above = unfold(node)
    base = strip(base)
    spelled = spell(base)
    lower, upper = (one(parts) for parts in (below, above))
    if type(base) in (BigOperator, Sign) and primes:
        return undecided([node], "no-meaning")
    if type(base) is BigOperator or is_letter_product(base, lower):
        return read_big(sense, cursor, base, lower, upper)
    function = as_function(base)
    if function is not None:
        return read_function(sense, cursor, function, lower, upper, primes)
    if spelled in EXPECTATIONS or (spelled == "E" and _before_square(cursor)):
        return read_expectation(sense, cursor, node, lower, upper)
    if type(base) is Sign and base.text in (r"\nabla", r"\partial"):
        return read_gradient(sense, cursor, base, lower, upper)
    name = name_of(base)
    if spelled == "e" and upper is not None and lower is None:
        return Power(node.start, node.end, Constant(base.start, base.end, "e", "euler"), sense.row(upper), "euler")
    if spelled == r"\pi" and upper is not None and lower is None and is_circle_number(sense, cursor):
        circle = Constant(base.start, base.end, spelled, "circle-number")
        return Power(node.start, node.end, circle, sense.row(upper), "circle-number")
    if name is not None and name.kind == "identifier":
        return scripted_symbol(sense, node, name)
    if type(base) not in (Fenced, Row, Digits, Fraction, Radical, Accent, Table, Style):
        return undecided([node], "no-meaning")
    inner = read_atom(sense, Cursor([base]))
    return raised(sense, inner, base, None, lower, above, primes, node)


def one(scripts: list[Node]) -> Node | None:
    """Several scripts on one side are a row."""
    if len(scripts) > 1:
        return Row(scripts[0].start, scripts[-1].end, tuple(scripts))
    return scripts[0] if scripts else None


def _before_square(cursor: Cursor) -> bool:
    after = strip(after) if (after := cursor.peek()) is not None else None
    return type(after) is Fenced and after.open == "["


def scripted_symbol(sense: Sense, node: Scripted, name: Name) -> Meaning:
    base, below, primes, above = unfold(node)
    stem = spell(base)
    subscript = join([spell(part, in_script=True) for part in below])
    latex = f"{stem}{f'_{{{subscript}}}' if below else ''}" + "'" * primes
    indices = tuple(index for part in below for index in read_indices(sense, part))
    labels: list[str] = []
    powers: list[tuple[Node, str, str]] = []
    for script in above:
        rule = decide_superscript(Raised(base, name, latex.rstrip("'"), script, sense.facts))
        if rule.verdict == "undecided" or (rule.verdict == "label" and powers):
            return Undecided(node.start, node.end, spell(node), rule.id, rule.id)
        if rule.verdict == "label":
            labels.append(spell(script, in_script=True))
        else:
            powers.append((script, rule.verdict, rule.id))
    marks = "'" * primes + (f"^{{{join(labels)}}}" if labels else "")
    latex += f"^{{{join(labels)}}}" if labels else ""
    meaning: Meaning = Symbol(node.start, node.end, latex, stem + marks, indices, "bold" in name.traits)
    for script, verdict, rule_id in powers:
        meaning = lifted(sense, meaning, script, verdict, rule_id)
    return meaning


def lifted(sense: Sense, meaning: Meaning, script: Node, verdict: str, rule: str) -> Meaning:
    if verdict == "transpose":
        return Transposed(meaning.start, script.end, meaning, spell(script, in_script=True), rule)
    return Power(meaning.start, script.end, meaning, sense.row(script), rule)


def read_indices(sense: Sense, subscript: Node) -> tuple[Meaning, ...]:
    """The members of a subscript that counts; () where a word or a sign says that it is a label."""
    inner = strip(subscript)
    nodes = solid(inner.children) if type(inner) is Row else [inner]
    pieces: list[list[Node]] = [[]]
    for node in nodes:
        if type(node) is Punctuation and node.text == ",":
            pieces.append([])
        elif name_of(node) is None and not _is_arithmetic(node):
            return ()
        else:
            pieces[-1].append(node)
    if not all(pieces) or any(is_word_index(piece) for piece in pieces):
        return ()
    out: list[Meaning] = []
    for piece in pieces:
        letters = not any(type(node) is Operator for node in piece) and type(strip(piece[0])) is not Digits
        out += [sense.row(node) for node in piece] if letters else [sense.total(piece)]
    return tuple(out)


def is_word_index(nodes: list[Node]) -> bool:
    """``est``: three letters side by side that do not all count."""
    letters = [node.text for node in map(strip, nodes) if type(node) is Identifier and len(node.text) == 1]
    return len(letters) == len(nodes) > 2 and not set(letters) <= INDEX_LETTERS


def _is_arithmetic(node: Node) -> bool:
    return type(node) is Digits or (type(node) is Operator and node.text in "+-/")


def raised(
    sense: Sense, meaning: Meaning, base: Node, name: Name | None, lower: Node | None, above: list[Node],
    primes: int, whole: Node,
) -> Meaning:  # fmt: skip
    """Scripts on something that is no name."""
    if isinstance(meaning, Number) and (lower is not None or primes):
        return undecided([whole], "no-meaning")
    below = sense.row(lower) if lower is not None else None
    last = one(above)
    if type(base) is Fenced and base.open == r"\{" and (below is not None or last is not None):
        # a family: its scripts say over what it runs
        return Labelled(whole.start, whole.end, meaning, below, sense.row(last) if last is not None else None, primes)
    if below is not None and isinstance(meaning, Bars) and not primes:
        meaning = replace(meaning, below=below)
    elif below is not None or primes:
        meaning = Labelled(whole.start, whole.end, meaning, below, None, primes)
    for script in above:
        rule = decide_superscript(Raised(base, name, spell(base), script, sense.facts))
        if rule.verdict == "undecided":
            return Undecided(whole.start, whole.end, spell(whole), rule.id, rule.id)
        if rule.verdict == "label":
            meaning = Labelled(whole.start, whole.end, meaning, None, sense.row(script))
        else:
            meaning = lifted(sense, meaning, script, rule.verdict, rule.id)
    return meaning


# --- brackets --------------------------------------------------------------------------------------------------------


def read_fenced(sense: Sense, node: Fenced, cursor: Cursor) -> Meaning:
    return read_bracket(sense, node)


def apply_to(sense: Sense, head: Meaning, node: Node, after: Node, cursor: Cursor) -> Meaning | None:
    """``head`` applied to the bracket ``after``; None where they multiply; undecided where nothing shows."""
    core = strip(after)
    bracket = strip(core.base) if type(core) is Scripted else core
    if type(bracket) is not Fenced or bracket.open not in ("(", "[", r"\{") or not solid(bracket.body.children):
        return None
    if not isinstance(head, Symbol | Application | Group | Power | Transposed | Labelled | Accented | Derivative):
        return None
    name = name_of(node) if isinstance(head, Symbol) else None
    rule = decide_application(
        Beside(head, name, bracket, sense.facts, type(core) is Scripted and core.superscript is not None)
    )
    if rule.verdict == "multiply":
        return None
    if rule.verdict == "undecided":
        latex = join([meaning_latex(head), spell(after)])
        return Undecided(head.start, after.end, latex, rule.id, rule.id)
    made = application(sense, head, bracket, rule.id)
    return scripts_of_application(sense, made, core) if type(core) is Scripted else made


def scripts_of_application(sense: Sense, made: Application, node: Scripted) -> Meaning:
    """``f(x)^2``: the value is raised."""
    base, below, primes, above = unfold(node)
    return raised(sense, made, base, None, one(below), above, primes, node)


def application(sense: Sense, head: Meaning, bracket: Fenced, rule: str) -> Application:
    inside = sense.inside(solid(bracket.body.children))
    arguments: tuple[Meaning, ...] = (inside,)
    separators: tuple[str, ...] = ()
    if isinstance(inside, Listing) and inside.kind == "bare":
        arguments, separators = inside.items, inside.separators
    return Application(head.start, bracket.end, head, arguments, bracket.open, bracket.close, separators, rule)


# --- the rest --------------------------------------------------------------------------------------------------------


def read_row(sense: Sense, node: Row, cursor: Cursor) -> Meaning:
    """A braced group: what it holds, kept together where that is a sum."""
    if not solid(node.children):
        return (
            undecided([node], "empty")
            if node.children
            else Group(node.start, node.end, "", "", Nothing(node.start, node.end))
        )
    inner = sense.row(node)
    return Group(node.start, node.end, "", "", inner) if len(node.children) > 1 else inner


def read_style(sense: Sense, node: Style, cursor: Cursor) -> Meaning:
    if node.command.startswith("operatorname"):
        return Symbol(node.start, node.end, spell(node), spell(node))
    if "cancel" in node.command or node.command == "sout":
        return undecided([node], "struck-out")
    return read_row(sense, node.body, cursor)


def read_sign(sense: Sense, node: Sign, cursor: Cursor) -> Meaning:
    if node.text in (r"\nabla", r"\partial"):
        return read_gradient(sense, cursor, node, None, None)
    if node.text in SIGNS:
        return Constant(node.start, node.end, node.text)
    return undecided([node], "no-meaning")


def read_plain_function(sense: Sense, node: Function, cursor: Cursor) -> Meaning:
    return read_function(sense, cursor, node, None, None, 0)


def read_plain_big(sense: Sense, node: BigOperator, cursor: Cursor) -> Meaning:
    return read_big(sense, cursor, node, None, None)


def read_fraction(sense: Sense, node: Fraction, cursor: Cursor) -> Meaning:
    derivative = read_derivative(sense, node, cursor) if node.line else None
    if derivative is not None:
        return derivative
    form = "frac" if node.line else "binom"
    if node.command in ("atop", "brack", "brace"):
        return undecided([node], "no-meaning")
    return Quotient(node.start, node.end, sense.row(node.numerator), sense.row(node.denominator), form)


def read_derivative(sense: Sense, node: Fraction, cursor: Cursor) -> Derivative | None:
    top, bottom = (_children(part) for part in (node.numerator, node.denominator))
    mark, order = _mark(top[0]) if top else ("", "")
    if not mark or not bottom:
        return None
    variables: list[Meaning] = []
    orders: list[str] = []
    k = 0
    while k < len(bottom):
        if _mark(bottom[k]) != (mark, "") or k + 1 >= len(bottom):
            return None
        variable, power = _without_order(bottom[k + 1])
        variables.append(sense.total([variable]))
        orders.append(power)
        k += 2
    body = sense.total(top[1:]) if len(top) > 1 else None
    outside = body is None and cursor.peek() is not None
    if outside:
        body = sense.factor(cursor)
    return Derivative(node.start, node.end, mark, order, body, tuple(variables), tuple(orders), outside)


def _children(node: Node) -> list[Node]:
    return solid(node.children) if type(node) is Row else [node]


def _mark(node: Node) -> tuple[str, str]:
    """The d or partial sign of a derivative, with its order."""
    core = strip(node)
    order = ""
    if type(core) is Scripted and core.subscript is None and not core.primes and core.superscript is not None:
        order, core = spell(core.superscript, in_script=True), strip(core.base)
    text = spell(core)
    return (text, order) if text in ORDER_MARKS and (text == r"\partial" or is_plain_d(core)) else ("", "")


def _without_order(node: Node) -> tuple[Node, str]:
    core = strip(node)
    if type(core) is Scripted and core.superscript is not None and spell(core.superscript).isdigit():
        order = spell(core.superscript)
        if core.subscript is None and not core.primes:
            return core.base, order
        return replace(core, superscript=None), order
    return node, ""


def read_radical(sense: Sense, node: Radical, cursor: Cursor) -> Meaning:
    degree = sense.row(node.degree) if node.degree is not None else None
    return Root(node.start, node.end, sense.row(node.body), degree)


GRID_KINDS = {"cases": "cases", "dcases": "cases", "cases*": "cases", "dcases*": "cases", "rcases": "cases",
              "numcases": "cases", "matrix": "matrix", "pmatrix": "matrix", "bmatrix": "matrix", "array": "matrix",
              "smallmatrix": "matrix", "bsmallmatrix": "matrix", "psmallmatrix": "matrix"}  # fmt: skip


def read_table(sense: Sense, node: Table, cursor: Cursor) -> Meaning:
    kind = GRID_KINDS.get(node.environment, "lines")
    rows = tuple(tuple(sense.statements(cell.children) for cell in row) for row in node.rows)
    return Grid(node.start, node.end, kind, node.environment, node.columns, rows)


def read_stacked(sense: Sense, node: Stacked, cursor: Cursor) -> Meaning:
    if node.command not in commands.BRACES:
        return undecided([node], "no-meaning")
    above = sense.row(node.above) if node.above is not None else None
    below = sense.row(node.below) if node.below is not None else None
    return Annotated(node.start, node.end, node.command, sense.row(node.base), above, below)


READERS: dict[type[Node], Callable[..., Meaning]] = {
    Scripted: read_scripted, Identifier: read_name, Accent: read_name, Text: read_name, Digits: read_number,
    Fenced: read_fenced, Row: read_row, Style: read_style, Sign: read_sign, Function: read_plain_function,
    BigOperator: read_plain_big, Fraction: read_fraction, Radical: read_radical, Table: read_table,
    Stacked: read_stacked,
}  # fmt: skip
