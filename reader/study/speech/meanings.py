"""A content tree as words: the way in, names, brackets and arithmetic. The other modules here add their kinds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Combination,
    Constant,
    Derivative,
    Given,
    Grid,
    Group,
    Integral,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Transposed,
    Undecided,
    Words,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.speech import layout, tables
from reader.study.speech.speaker import APPLIED, ATOM, NOTHING, NUMBER, OPEN, PRODUCT, TRAIL, Said, Speaker


def say(speaker: Speaker, meaning: Meaning | None, closed: bool = False) -> Said:
    """The words of a tree. ``closed`` asks for words that say where it ends, where there are such.

    What is asked for both ways, level by level, is said once each way: else every level would double the work.
    """
    if meaning is None:
        return NOTHING
    known = speaker.said.get((id(meaning), closed))
    if known is None:
        said = SAY[type(meaning)](speaker, meaning, closed)
        known = speaker.said[id(meaning), closed] = (meaning, said)  # kept, so that no other has its id
    return known[1]


def held(speaker: Speaker, meaning: Meaning, most: int) -> Said:
    """The words of a piece that something follows: where it could swallow that, its end is said."""
    said = say(speaker, meaning)
    return say(speaker, meaning, closed=True) if said.size > most else said


# --- names -----------------------------------------------------------------------------------------------------------


def say_symbol(speaker: Speaker, node: Symbol, closed: bool) -> Said:
    name = speaker.names.get(node.latex)
    if name is not None:
        return Said(name, ATOM)
    stem = speaker.names.get(node.stem) if node.indices else None
    if stem is not None:
        indices = [layout.say_latex(speaker, meaning_latex(index)) for index in node.indices]
        below = speaker.list(indices, [","] * (len(indices) - 1))
        return layout.with_scripts(speaker, Said(f"{stem} ", ATOM), below)
    return layout.say_latex(speaker, node.latex)


def say_constant(speaker: Speaker, node: Constant, closed: bool) -> Said:
    name = speaker.names.get(node.latex)
    return layout.say_latex(speaker, node.latex) if name is None else Said(name, ATOM)


def is_named(speaker: Speaker, node: Meaning) -> bool:
    """Whether a name is said in place of the letter."""
    if isinstance(node, Power | Transposed):
        return is_named(speaker, node.base)
    return isinstance(node, Symbol) and bool(
        node.latex in speaker.names or (node.indices and node.stem in speaker.names)
    )


# --- brackets and lists ----------------------------------------------------------------------------------------------


def say_group(speaker: Speaker, node: Group, closed: bool) -> Said:
    return layout.bracketed(speaker, node.open, say(speaker, node.body), node.close)


def say_items(speaker: Speaker, items: Sequence[Meaning], separators: Sequence[str]) -> Said:
    return speaker.list([say(speaker, item) for item in items], separators)


def say_grid(speaker: Speaker, node: Grid, closed: bool) -> Said:
    return layout.grid(speaker, node.kind, [[say(speaker, cell) for cell in row] for row in node.rows])


# --- arithmetic ------------------------------------------------------------------------------------------------------


def say_total(speaker: Speaker, node: Total, closed: bool) -> Said:
    pieces: list[str] = []
    last = len(node.terms) - 1
    for k, (term, sign) in enumerate(zip(node.terms, node.signs, strict=True)):
        pieces += [speaker.sign("operator", each) for each in split_signs(sign)]
        said = held(speaker, term, PRODUCT) if k < last else say(speaker, term)
        pieces.append(said.text)
    single = len(node.terms) == 1 and said.size <= PRODUCT
    return Said(" ".join(pieces), PRODUCT if single else OPEN)


def split_signs(signs: str) -> list[str]:
    """``+-`` are two signs, ``\\pm`` is one."""
    return signs.replace("+", " + ").replace("-", " - ").replace("\\", " \\").split()


def say_product(speaker: Speaker, node: Product, closed: bool) -> Said:
    if node.signs == (r"\cdot",) and all(is_vector(factor) for factor in node.factors):
        left, right = (say(speaker, factor) for factor in node.factors)
        return speaker.phrase("dot", left=left, right=right)
    lone = any(isinstance(factor, Nothing) for factor in node.factors)
    row = tables.signs()["operator"]
    pieces: list[str] = []
    last = len(node.factors) - 1
    for k, factor in enumerate(node.factors):
        if is_stop(factor):
            pieces.append(say_stop(speaker, node.factors, k))
            said = Said("", ATOM)
            continue
        most = APPLIED if k or not may_lead(speaker, factor, node.factors[1]) else PRODUCT
        most = TRAIL if k == last and not isinstance(factor, Quotient) else most
        said = held(speaker, factor, most)
        signed = k and (node.signs[k - 1] or pieces[-1:] == [row[r"\times"][speaker.language]])
        breath = k and _needs_breath(factor) and (speaker.exact or not signed)
        pieces += [",", said.text] if breath else [said.text]
        if k < last and node.signs[k]:
            sign = node.signs[k]
            pieces.append(speaker.pick(row[sign]) if lone and sign in row else speaker.sign("operator", sign))
        elif k < last and is_times(speaker, factor, node.factors[k + 1]):
            pieces.append(row[r"\times"][speaker.language])
        elif k < last and (said.size > ATOM or _is_long(said)):
            pieces.append(",")
    return Said(" ".join(pieces), said.size if said.size in (TRAIL, OPEN) else PRODUCT)


def is_times(speaker: Speaker, factor: Meaning, following: Meaning) -> bool:
    """Whether "times" is said between two factors, since one has a name; a sign with a label is none of them."""
    both = (factor, following)
    return any(is_named(speaker, each) for each in both) and not any(isinstance(each, Undecided) for each in both)


def is_vector(meaning: Meaning) -> bool:
    """Whether it is written as vectors are: a bold small letter, or one below an arrow."""
    if not isinstance(meaning, Symbol):
        return False
    letter = meaning.stem.rstrip("}").rpartition("{")[2].lstrip("\\")
    return meaning.stem.startswith(r"\vec{") or (meaning.bold and letter[:1].islower())


def may_lead(speaker: Speaker, factor: Meaning, following: Meaning) -> bool:
    """Whether a lecturer says a fraction shortly: "1 over N, the sum": what follows begins with a word of its own."""
    apart = not isinstance(following, Symbol | Number | Constant | Power | Transposed | Quotient)
    return isinstance(factor, Quotient) and apart and not speaker.exact


def is_stop(factor: Meaning) -> bool:
    return isinstance(factor, Undecided) and factor.latex == "."


def say_stop(speaker: Speaker, factors: Sequence[Meaning], k: int) -> str:
    """Three full stops are dots; one at the end closes a sentence and is not said; any other is a point."""
    start = k
    while start and is_stop(factors[start - 1]):
        start -= 1
    if all(map(is_stop, factors[start : start + 3])) and start + 3 <= len(factors):
        return speaker.sign("constant", r"\ldots") if k == start else ""
    return speaker.sign("punctuation", "point") if k + 1 < len(factors) else ""


def _needs_breath(factor: Meaning) -> bool:
    """What begins with words that could belong to the factor before."""
    given = isinstance(factor, Application) and any(isinstance(argument, Given) for argument in factor.arguments)
    return given or isinstance(factor, Operation | Integral | Derivative | Quotient | Bars)


def _is_long(said: Said) -> bool:
    """Words after which a speaker takes a breath."""
    return said.text.rstrip()[-1:] in ("、", ",")


def say_quotient(speaker: Speaker, node: Quotient, closed: bool) -> Said:
    key = {"frac": "fraction", "binom": "binomial", "/": "slash"}[node.form]
    if key == "slash" and speaker.exact:
        closed = False
        numerator, denominator = (held(speaker, part, ATOM) for part in (node.numerator, node.denominator))
    else:
        numerator, denominator = (say(speaker, part) for part in (node.numerator, node.denominator))
    return layout.fraction(speaker, key, numerator, denominator, closed)


def say_root(speaker: Speaker, node: Root, closed: bool) -> Said:
    body = say(speaker, node.body)
    if node.degree is None:
        return speaker.phrase("root", closed, body=body)
    return speaker.phrase("root-degree", closed, body=body, degree=say(speaker, node.degree))


def say_combination(speaker: Speaker, node: Combination, closed: bool) -> Said:
    last = len(node.operands) - 1
    if node.operator == r"\setminus" and last == 1:
        left, right = (held(speaker, each, PRODUCT) for each in node.operands)
        return speaker.phrase("without", left=left, right=right)
    said = [held(speaker, each, PRODUCT) if k < last else say(speaker, each) for k, each in enumerate(node.operands)]
    return Said(f" {speaker.sign('operator', node.operator)} ".join(each.text for each in said), OPEN)


SAY: dict[type[Meaning], Callable[..., Said]] = {
    Symbol: say_symbol, Constant: say_constant, Group: say_group, Grid: say_grid, Total: say_total,
    Product: say_product, Quotient: say_quotient, Root: say_root, Combination: say_combination,
    Number: lambda speaker, node, closed: Said(node.text, NUMBER), Nothing: lambda speaker, node, closed: NOTHING,
    Words: lambda speaker, node, closed: layout.say_latex(speaker, node.latex),
}  # fmt: skip
