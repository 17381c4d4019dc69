"""Operators that reach for what follows, as words: sums, extrema, limits, integrals, expectations, derivatives."""

from __future__ import annotations

from collections.abc import Sequence

from reader.formula.semantics.nodes import (
    Chain,
    Derivative,
    Differential,
    Grid,
    Group,
    Integral,
    Listing,
    Meaning,
    Nothing,
    Operation,
    Statements,
)
from reader.study.speech import layout, tables
from reader.study.speech.meanings import SAY, say
from reader.study.speech.speaker import APPLIED, ATOM, Said, Speaker
from reader.study.speech.statements import noun

NAMES = {r"\mathrm{E}": r"\mathbb{E}", r"\operatorname{E}": r"\mathbb{E}", r"\mathsf{E}": r"\mathbb{E}",
         r"\mathbf{E}": r"\mathbb{E}", "E": r"\mathbb{E}"}  # fmt: skip


BY = {"": "by", "2": "by-twice"}  # how often a variable is differentiated by


def name_of(speaker: Speaker, operator: str) -> str:
    """What an operator is called."""
    known = NAMES.get(operator, operator)
    row = tables.signs()["big"].get(known)
    return speaker.word_of(row) if row is not None else layout.say_latex(speaker, operator).text


def say_operation(speaker: Speaker, node: Operation, closed: bool) -> Said:
    if node.kind == "expectation":
        return say_expectation(speaker, node, closed)
    if node.kind in ("gradient", "partial"):
        return say_gradient(speaker, node, closed)
    body = say(speaker, node.body)
    if not body.text:
        return alone(speaker, node)
    if node.kind == "limit" and is_chain(node.lower, r"\to"):
        index, to = ends(speaker, node.lower)
        return speaker.phrase("limit", closed, index=index, to=to, body=body)
    family = node.kind if node.kind in ("sum", "product") else "big"
    key, slots = range_of(speaker, node.lower, node.upper)
    return speaker.phrase(f"{family}-{key}", closed, name=name_of(speaker, node.operator), body=body, **slots)


def alone(speaker: Speaker, node: Operation) -> Said:
    """An operator with nothing behind it."""
    lower, upper = (say(speaker, script) if script is not None else None for script in (node.lower, node.upper))
    return layout.with_scripts(speaker, layout.say_latex(speaker, node.operator), lower, 0, upper)


def is_chain(meaning: Meaning | None, sign: str) -> bool:
    return isinstance(meaning, Chain) and [relation.sign for relation in meaning.relations] == [sign]


def ends(speaker: Speaker, chain: Meaning | None) -> tuple[Said, Said]:
    """Both sides of a relation."""
    assert isinstance(chain, Chain)
    return say(speaker, chain.operands[0]), say(speaker, chain.operands[1])


def range_of(speaker: Speaker, lower: Meaning | None, upper: Meaning | None) -> tuple[str, dict[str, Said]]:
    """Which row says a range, and what fills its blanks."""
    if upper is not None and is_chain(lower, "="):
        index, start = ends(speaker, lower)
        return "range", {"index": index, "from": start, "to": say(speaker, upper)}
    if upper is not None:
        return "from-to", {"range": noun(speaker, lower), "to": say(speaker, upper)}
    return ("over", {"range": ranged(speaker, lower)}) if lower is not None else ("bare", {})


def ranged(speaker: Speaker, lower: Meaning) -> Said:
    """The members of a range, each as a noun."""
    items, separators = members(lower)
    return speaker.list([noun(speaker, item) for item in items], separators)


def members(lower: Meaning) -> tuple[Sequence[Meaning], Sequence[str]]:
    if isinstance(lower, Listing) and lower.kind == "bare":
        return lower.items, lower.separators
    if isinstance(lower, Grid) and lower.kind == "lines" and all(len(row) == 1 for row in lower.rows):
        return [each.items[0] if isinstance(each, Statements) and len(each.items) == 1 else each
                for (each,) in lower.rows], (",",) * (len(lower.rows) - 1)  # fmt: skip
    return (lower,), ()


# --- expectations ----------------------------------------------------------------------------------------------------


def say_expectation(speaker: Speaker, node: Operation, closed: bool) -> Said:
    group = node.body if isinstance(node.body, Group) and not speaker.exact else None
    body = say(speaker, group.body if group is not None and not closed else node.body)
    bracketed = closed and group is not None  # brackets say where it ends
    said = say_average(speaker, node, body, closed and not bracketed)
    return Said(said.text, ATOM) if bracketed else said


def say_average(speaker: Speaker, node: Operation, body: Said, closed: bool) -> Said:
    name = name_of(speaker, node.operator)
    if node.lower is None:
        return speaker.phrase("expectation", closed, name=name, body=body)
    items, separators = members(node.lower)
    if all(is_chain(item, r"\sim") for item in items[-1:]):
        drawn = speaker.list([say_drawn(speaker, item) for item in items], separators)
        return speaker.phrase("expectation-drawn", closed, name=name, range=drawn, body=body)
    return speaker.phrase("expectation-over", closed, name=name, range=ranged(speaker, node.lower), body=body)


def say_drawn(speaker: Speaker, item: Meaning) -> Said:
    if not is_chain(item, r"\sim"):
        return say(speaker, item)
    left, right = ends(speaker, item)
    return speaker.phrase("drawn", left=left, right=right)


# --- calculus --------------------------------------------------------------------------------------------------------


def say_gradient(speaker: Speaker, node: Operation, closed: bool) -> Said:
    body = say(speaker, node.body)
    if node.kind == "gradient" and node.upper is None and not isinstance(node.body, Nothing):
        if node.lower is None:
            return speaker.phrase("gradient", closed, body=body)
        return speaker.phrase("gradient-over", closed, range=ranged(speaker, node.lower), body=body)
    below, above = (say(speaker, script) if script is not None else None for script in (node.lower, node.upper))
    mark = layout.with_scripts(speaker, layout.say_latex(speaker, node.operator), below)
    mark = layout.raised(speaker, mark, above) if above is not None else mark
    return speaker.phrase("partial", mark=mark, body=body) if body.text else mark


def say_differential(speaker: Speaker, node: Differential, closed: bool) -> Said:
    return speaker.phrase("differential", variable=say(speaker, node.variable))


def say_derivative(speaker: Speaker, node: Derivative, closed: bool) -> Said:
    key = "derivative-partial" if node.mark == r"\partial" else "derivative"
    variables = [
        speaker.phrase(BY.get(order, "by-times"), variable=say(speaker, variable), count=order)
        for variable, order in zip(node.variables, node.orders, strict=True)
    ]
    joined = {"en": " and ", "ja": "、"}[speaker.language].join(each.text for each in variables)
    over = Said(joined, APPLIED)
    if node.body is None:
        return speaker.phrase(f"{key}-operator", variables=over)
    return speaker.phrase(key, closed, body=say(speaker, node.body), variables=over)


def say_integral(speaker: Speaker, node: Integral, closed: bool) -> Said:
    slots = {"body": say(speaker, node.body), "variable": say(speaker, node.variable)}
    name = name_of(speaker, node.operator)
    if node.lower is None and node.upper is None:
        return speaker.phrase("integral", closed, name=name, **slots)
    if node.upper is None:
        return speaker.phrase("integral-over", closed, name=name, range=noun(speaker, node.lower), **slots)
    slots |= {"range": say(speaker, node.lower), "to": say(speaker, node.upper)}
    return speaker.phrase("integral-range", closed, name=name, **slots)


SAY.update(
    {Operation: say_operation, Differential: say_differential, Derivative: say_derivative, Integral: say_integral}
)
