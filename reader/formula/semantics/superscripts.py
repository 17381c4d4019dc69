"""Is a superscript a power, a label or a transpose? The first row that holds decides; if none does, it is undecided."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reader.formula.semantics.declared_names import Decision, FormulaFacts
from reader.formula.syntax.naming import SymbolName, is_power, is_transpose, strip
from reader.formula.syntax.nodes import (
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Row,
    Scripted,
    Text,
)
from reader.formula.syntax.printer import spell
from reader.formula.syntax.tables.name_rows import NUMBER_SETS
from reader.formula.syntax.tree import walk

MARKS = frozenset({"*", r"\star", "+", "-", r"\dagger", r"\ddagger", r"\circ", r"\prime", r"\ast", r"\#", r"\sharp",
                   r"\perp", r"\diamond", r"\bullet", r"\pm", r"\infty", r"\uparrow", r"\downarrow", "th"})  # fmt: skip
COUNTING = frozenset("ijklmnrst") | {r"\ell"}  # letters that number things


@dataclass(frozen=True)
class RaisedBase:
    """A base with one superscript. ``name`` is the base's name, None where it has none; ``stem`` its spelling."""

    base: Node
    name: SymbolName | None
    stem: str
    script: Node
    facts: FormulaFacts

    @cached_property
    def inner(self) -> Node:
        return strip(self.script)

    @cached_property
    def spelled(self) -> str:
        return spell(self.script, in_script=True)

    @cached_property
    def pieces(self) -> tuple[Node, ...]:
        inner = self.inner
        return inner.children if type(inner) is Row else (inner,)

    @cached_property
    def others(self) -> set[str]:
        """The superscripts that the same stem carries elsewhere in the formula."""
        return self.facts.superscripts.get(self.stem, set()) - {self.spelled}


def is_number_set(raised: RaisedBase) -> bool:
    return raised.name is not None and raised.name.base in NUMBER_SETS


def is_transpose_letter(raised: RaisedBase) -> bool:
    inner = raised.inner
    if type(inner) is not Identifier or inner.text != "T" or inner.font not in ("", "mathrm", "mathsf"):
        return False
    if raised.name is None:
        return "T" not in raised.facts.plain and type(strip(raised.base)) is Fenced
    return "T" not in raised.facts.plain and bool(raised.name.traits & {"bold", "capital", "greek"}) | (
        len(raised.name.base) == 1
    )


def is_mark(raised: RaisedBase) -> bool:
    return raised.spelled in MARKS


def is_euler(raised: RaisedBase) -> bool:
    return raised.name is not None and raised.name.base == "e" and "_" not in raised.stem


def is_bracketed(raised: RaisedBase) -> bool:
    inner = raised.inner
    return raised.name is not None and type(inner) is Fenced and inner.open in "(["


def is_word(raised: RaisedBase) -> bool:
    return any(
        isinstance(piece, Text | Function) or (type(piece) is Identifier and (piece.is_word or piece.font == "mathrm"))
        for piece in raised.pieces
    )


def is_number_base(raised: RaisedBase) -> bool:
    base = strip(raised.base)
    if type(base) is Digits:
        return not base.font and not base.bold
    return type(base) is Fenced and base.open in ("(", "[", "|", r"\|", r"\langle", r"\lfloor", r"\lceil")


def is_counted_label(raised: RaisedBase) -> bool:
    """A number that counts players or layers: the same stem also carries 0, 1 or a letter with a number."""
    return type(raised.inner) is Digits and (raised.spelled in ("0", "1") or bool(raised.others & {"0", "1"}))


def is_number_power(raised: RaisedBase) -> bool:
    if (
        type(raised.inner) is Row
        and raised.pieces
        and type(raised.pieces[0]) is Operator
        and raised.pieces[0].text == "-"
    ):
        rest = raised.pieces[1:]
        return (len(rest) == 1 and type(rest[0]) is Digits) or any(_is_slash(piece) for piece in rest)
    indexed = "_" in raised.stem
    return raised.name is not None and is_power(raised.name.base, raised.script, indexed=indexed)


def _is_slash(node: Node) -> bool:
    return type(node) is Operator and node.text == "/"


def is_step(raised: RaisedBase) -> bool:
    head = raised.spelled.split("+")[0].split("-")[0]
    return (
        bool(head)
        and head in raised.facts.steps
        and all(isinstance(p, Identifier | Digits | Operator) for p in raised.pieces)
    )


STEP = re.compile(r"(?:[a-z]|\\ell|0|1)(?:[+-]\d+)?")


def is_declared_name(raised: RaisedBase) -> bool:
    names = raised.facts.evidence.names
    counted = all(isinstance(piece, Identifier | Digits | Operator) for piece in raised.pieces)
    capital = len(raised.spelled) == 1 and raised.spelled.isupper() and f"{raised.stem}^{{A}}" in names
    steps = raised.name is not None and STEP.fullmatch(raised.spelled) and f"{raised.name.base}^{{+}}" in names
    family = counted and (steps or f"{raised.stem}^{{*}}" in names)
    return f"{raised.stem}^{{{raised.spelled}}}" in names or family or capital


def is_capital_label(raised: RaisedBase) -> bool:
    inner = raised.inner
    return (
        type(inner) is Identifier and inner.text.isupper() and not inner.font and raised.name is not None
        and "capital" in raised.name.traits and spell(inner) not in raised.facts.plain
    )  # fmt: skip


def is_list(raised: RaisedBase) -> bool:
    return any(type(piece) is Punctuation and piece.text in ",:;" for piece in raised.pieces)


def is_complement(raised: RaisedBase) -> bool:
    """``B^c``, where no c stands for itself in the formula."""
    capital = raised.name is not None and "capital" in raised.name.traits
    return raised.spelled == "c" and capital and "c" not in raised.facts.plain


def is_vector(raised: RaisedBase) -> bool:
    """A Latin letter, with a prime or an index or none, on a bold small one."""
    traits = raised.name.traits if raised.name is not None else frozenset[str]()
    inner = strip(raised.inner.base) if type(raised.inner) is Scripted else raised.inner
    return type(inner) is Identifier and inner.text.isalpha() and "bold" in traits and "capital" not in traits


def has_siblings(raised: RaisedBase) -> bool:
    """``x_t^w`` beside ``x_t^l``, ``W^Q`` beside ``W^K``: of small letters those that stand nowhere else. Beside
    ``x_t^{ab}``, which may be a product, nothing is certain."""
    scripts = raised.others | {raised.spelled}
    if raised.name is None or any(RUN.fullmatch(script) for script in scripts):
        return False
    indexed = raised.stem != raised.name.base
    if CAPITAL.fullmatch(raised.spelled):
        many = sum(CAPITAL.fullmatch(script) is not None for script in scripts) > 1
        return many and (indexed or "capital" in raised.name.traits)
    small = {script for script in scripts if SMALL.fullmatch(script)}
    apart = not small & (raised.facts.plain | {"n", "m"})
    return indexed and raised.spelled in small and len(small) > 1 and apart


SMALL = re.compile(r"[a-z]|\\[a-z]+")
RUN = re.compile(r"[A-Za-z]{2,}")  # italic letters side by side
CAPITAL = re.compile(r"[A-Z](?:_\{\w+\})?")  # with an index or none


def is_measured(raised: RaisedBase) -> bool:
    """``x^{3-\\delta}``, ``x^{-\\delta}``, ``x^{2N}``: what is computed with numbers counts no steps, where its letters
    are none that number things.
    """
    pieces = raised.pieces
    minus = type(pieces[0]) is Operator and pieces[0].text == "-"
    rest = pieces[1:] if minus else pieces
    letters = {spell(node) for node in walk(raised.script) if type(node) is Identifier}
    if raised.name is None or not rest or not letters or letters & COUNTING:
        return False
    computed = all(type(piece) in (Identifier, Digits, Operator, Fraction, Scripted, Fenced) for piece in rest)
    numbered = type(rest[0]) is Digits and (len(rest) > 1)
    greek = minus and all(letter[0] == "\\" for letter in letters)
    return computed and (numbered or greek)


def is_elapsed(raised: RaisedBase) -> bool:
    """``\\rho^{t-s}``"""
    pieces = raised.pieces
    return (
        len(pieces) == 3 and all(type(piece) is Identifier for piece in (pieces[0], pieces[2]))
        and type(pieces[1]) is Operator and pieces[1].text == "-"
    )  # fmt: skip


ROWS: tuple[tuple[Decision, Callable[[RaisedBase], bool]], ...] = (
    (Decision("number-set", "power", "a set of numbers is raised to dimensions", r"\mathbb{R}^d",
          r"power(\mathbb{R}, d)"), is_number_set),
    (Decision("transpose-sign", "transpose", "the sign says so", r"A^\top", "transposed(A)"),
     lambda it: is_transpose(it.script)),
    (Decision("transpose-letter", "transpose", "T on a letter, and no T elsewhere in the formula", r"x A^T",
          "product(x, transposed(A))"), is_transpose_letter),
    (Decision("declared-name", "label", "the paper declares the name as a whole", "", ""), is_declared_name),
    (Decision("mark", "label", "stars, signs and daggers mark", r"\theta^*", r"\theta^{*}"), is_mark),
    (Decision("list-label", "label", "no exponent is a list or a range", "V^{M,s}", "V^{M,s}"), is_list),
    (Decision("complement", "label", "a small c on a capital, used nowhere else, names", "P(B^c)",
          "application(P, B^{c})"), is_complement),
    (Decision("vector-label", "label", "no vector is raised to a letter", r"\mathbf{x}_0^w", r"\mathbf{x}_{0}^{w}"),
     is_vector),
    (Decision("euler", "power", "e is raised to its power", "e^{x}", "power(e, x)"), is_euler),
    (Decision("bracketed-label", "label", "a superscript in brackets counts steps or layers", "h^{(t)}", "h^{(t)}"),
     is_bracketed),
    (Decision("word-label", "label", "words name", r"W^{\text{out}}", r"W^{\mathrm{out}}"), is_word),
    (Decision("value-base", "power", "numbers and bracketed values are raised", "(a + b)^k",
          "power(group(total(a, b)), k)"), is_number_base),
    (Decision("counted-label", "label", "0 and 1 are no powers that anybody writes, nor are their siblings",
          "x^0 + x^2", "total(x^{0}, x^{2})"), is_counted_label),
    (Decision("number-power", "power", "numbers, negative numbers and fractions raise", "x_i^2",
          "power(x_{i}, 2)"), is_number_power),
    (Decision("measured-power", "power", "sums of numbers and letters that number nothing raise", r"x^{3-\delta}",
          r"power(x, total(3, \delta))"), is_measured),
    (Decision("sibling-labels", "label", "the same name carries other letters too", "x_t^w - x_t^l",
          "total(x_{t}^{w}, x_{t}^{l})"), has_siblings),
    (Decision("step", "label", "the same letter stands in x^{t} and x^{t+1}, or x^{0}", "x^{t+1} = x^t - g^t",
          "chain(x^{t+1}, total(x^{t}, g^{t}), =)"), is_step),
    (Decision("capital-label", "label", "one capital on another, used nowhere else, names", "W^Q", "W^{Q}"),
     is_capital_label),
    (Decision("elapsed", "power", "a difference of two times discounts", r"\rho^{t-s}", r"power(\rho, total(t, s))"),
     is_elapsed),
)  # fmt: skip
UNDECIDED = Decision("power-or-label", "undecided", "nothing shows whether this raises or names", "A^i", "?A^{i}")


def decide_superscript(raised: RaisedBase) -> Decision:
    """The decision of the first row that holds."""
    return next((rule for rule, holds in ROWS if holds(raised)), UNDECIDED)
