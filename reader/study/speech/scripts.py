"""What hangs on something, and bars round it, as words: powers, labels, accents, remarks, norms."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Accented,
    Annotated,
    Bars,
    Chain,
    Combination,
    Factorial,
    Labelled,
    Meaning,
    Number,
    Power,
    Symbol,
    Transposed,
    Undecided,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.name_rows import NUMBER_SETS
from reader.study.speech import layout
from reader.study.speech.meanings import SAY, held, say, say_items
from reader.study.speech.speaker import ATOM, LETTER, OPEN, Said, Speaker


def whole(speaker: Speaker, meaning: Meaning) -> Said:
    """A base for scripts and powers: it must hold together by itself."""
    said = held(speaker, meaning, ATOM)
    return said if said.size <= ATOM else speaker.phrase("together", body=said)


def say_power(speaker: Speaker, node: Power, closed: bool) -> Said:
    if isinstance(node.base, Symbol) and node.base.latex in NUMBER_SETS:
        return say_space(speaker, node)
    if isinstance(node.base, Bars) and node.base.kind == "norm" and not speaker.exact and is_two(node.exponent):
        squared = say_squared_norm(speaker, node.base, closed)
        if squared is not None:
            return squared
    base = say(speaker, node.base) if isinstance(node.base, Symbol) else whole(speaker, node.base)
    return layout.raised(speaker, base, say(speaker, node.exponent))


def is_two(exponent: Meaning) -> bool:
    return isinstance(exponent, Number) and exponent.text == "2"


def say_squared_norm(speaker: Speaker, node: Bars, closed: bool) -> Said | None:
    """ "The squared 2-norm of x", as a lecturer says it."""
    body, name, below = (
        say_items(speaker, node.items, node.separators),
        speaker.sign("big", "norm"),
        say(speaker, node.below),
    )
    if below.size > LETTER:
        return None
    key = "bars-below-squared" if below.text else "bars-squared"
    return speaker.phrase(key, closed, name=name, body=body, below=below)


def say_space(speaker: Speaker, node: Power) -> Said:
    """``\\mathbb{R}^{n \\times d}`` is a space, no power: "R n by d"."""
    exponent = say(speaker, node.exponent)
    sizes = node.exponent
    if (
        isinstance(sizes, Combination)
        and sizes.operator == r"\times"
        and not speaker.exact
        and speaker.language == "en"
    ):
        exponent = Said(" by ".join(say(speaker, size).text for size in sizes.operands), OPEN)
    return speaker.phrase("space", base=say(speaker, node.base), exponent=exponent)


def say_transposed(speaker: Speaker, node: Transposed, closed: bool) -> Said:
    return layout.transposed(speaker, whole(speaker, node.base), node.mark)


def say_labelled(speaker: Speaker, node: Labelled, closed: bool) -> Said:
    if isinstance(node.base, Undecided) and node.base.latex.endswith("|") and node.below is not None:
        body = layout.say_latex(speaker, node.base.latex[:-1])
        return speaker.phrase("evaluated", closed, body=body, below=say(speaker, node.below))
    base, below = whole(speaker, node.base), node.below
    counted = isinstance(below, Chain) and [each.sign for each in below.relations] == ["="] and node.above is not None
    if counted and isinstance(below, Chain) and not node.primes:
        index, start = (say(speaker, operand) for operand in below.operands)
        return speaker.phrase("family", closed, base=base, index=index, **{"from": start}, to=say(speaker, node.above))
    lower = say(speaker, below) if below is not None else None
    said = layout.with_scripts(speaker, base, lower, node.primes)
    return layout.labelled(speaker, said, parse_formula(meaning_latex(node.above)).root) if node.above else said


def say_accented(speaker: Speaker, node: Accented, closed: bool) -> Said:
    return layout.accented(speaker, say(speaker, node.base), commands.SAME_ACCENT.get(node.command, node.command))


def say_annotated(speaker: Speaker, node: Annotated, closed: bool) -> Said:
    label = node.above if node.above is not None else node.below
    return layout.braced(speaker, say(speaker, node.base), say(speaker, label) if label is not None else None)


def say_factorial(speaker: Speaker, node: Factorial, closed: bool) -> Said:
    key = "factorial" if len(node.marks) == 1 else "double-factorial"
    return speaker.phrase(key, base=whole(speaker, node.base))


def say_bars(speaker: Speaker, node: Bars, closed: bool) -> Said:
    if node.kind == "inner" and len(node.items) == 2:
        left, right = (say(speaker, item) for item in node.items)
        said = speaker.phrase("inner", closed or node.below is not None, left=left, right=right)
    elif node.kind == "inner":
        said = layout.bracketed(speaker, node.open, say_items(speaker, node.items, node.separators), node.close)
    else:
        body, name = say_items(speaker, node.items, node.separators), speaker.sign("big", node.kind)
        below = say(speaker, node.below)
        if below.text and not speaker.exact and below.size <= LETTER:
            return speaker.phrase("bars-below", closed, name=name, body=body, below=below)
        said = speaker.phrase("bars", closed or node.below is not None, name=name, body=body)
    if node.below is None:
        return said
    said = layout.with_scripts(speaker, said, say(speaker, node.below))
    return Said(f"{said.text},", ATOM)


SAY.update(
    {Power: say_power, Transposed: say_transposed, Labelled: say_labelled, Accented: say_accented,
     Annotated: say_annotated, Factorial: say_factorial, Bars: say_bars}
)  # fmt: skip
