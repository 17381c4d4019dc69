"""What the content tree leaves undecided, as far as matching can keep it open or a convention of print decides it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.formula.semantics import nodes
from reader.formula.semantics.parser import plain_meaning
from reader.formula.syntax.nodes import Operator
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.indices import mentions
from reader.meaning.blocks.names import taken_apart, word_of
from reader.meaning.blocks.places import balanced
from reader.meaning.blocks.terms import Term, product, total, walk

if TYPE_CHECKING:
    from reader.meaning.blocks.normal import Normal

BRACKET = re.compile(r"(\\(?:left|right|[bB]igg?[lr]?)\s*)?(\\[{}]|[()\[\]{}])")
OPENING = frozenset({"(", "[", r"\{", "{"})
FUNCTION = re.compile(r"\\[A-Za-z]+\s*")
MOST_OPENED = 4  # undecided pieces inside each other
TRIGONOMETRIC = frozenset({"sin", "cos", "tan"})


def read_undecided(normal: Normal, node: nodes.Undecided) -> Term:
    """A name with an odd superscript is a name; what may apply or multiply is kept open; the rest is closed."""
    if normal.opened >= MOST_OPENED:
        return normal.made(node, "opaque", (), node.latex)
    if node.reason == "power-or-label":
        stem, below, above = taken_apart(node.latex)
        base = stem + (f"_{{{below}}}" if below else "")
        parts = (Term("sym", (), base, stem=stem), type(normal)("", 0, normal.opened + 1).term(plain_meaning(above)))
        return normal.made(node, "sym", parts, node.latex, stem)
    if node.reason == "argument-extent" and normal.latex:
        return _extent(normal, node)
    if node.reason == "application-or-product" and normal.latex:
        return _either(normal, node)
    if node.reason in ("sum-scope", "odd-brackets") and normal.latex:
        return _loose(normal, node)
    if set(node.latex) == {"."}:
        return normal.made(node, "dots")
    return normal.made(node, "opaque", (), node.latex)


def _loose(normal: Normal, node: nodes.Undecided) -> Term:
    """Term by term, without brackets that have no other half. Of a sum whose index a later term has nobody knows where
    it ends: nothing is said of it but of what stands in it."""
    start, end = node.start + normal.shift, node.end + normal.shift
    text, cuts = normal.latex, [start]
    halves: list[re.Match[str]] = []
    for bracket in BRACKET.finditer(text, start, end):
        if bracket.group(2) not in OPENING and halves and halves[-1].group(2) in OPENING:
            halves.pop()
        else:
            halves.append(bracket)
    for half in halves:
        text = text[: half.start()] + " " * len(half.group()) + text[half.end() :]
    nodes = parse_formula(text[start:end]).root.children
    cuts += [start + node.start for node in nodes if type(node) is Operator and node.text in "+-" and node.start]
    terms = [_read_anew(normal, text, *ends) for ends in zip(cuts, [*cuts[1:], end], strict=True)]
    return total([_unended(term, terms[k + 1 :]) for k, term in enumerate(terms)])


def _has_free(term: Term, name: str) -> bool:
    """Whether a name stands in a term."""
    return any(_has_free(arg, name) for arg in term.args) if term.args else mentions(term.key, name)


def _unended(term: Term, later: list[Term]) -> Term:
    """The term with a head of no pattern for a sum that may go on behind it."""
    if term.head in ("mul", "neg", "frac") and term.args:
        return Term(term.head, tuple(_unended(arg, later) for arg in term.args), term.text, term.start, term.end)
    names = [part.text for part in walk(term.args[0]) if part.head == "sym"] if term.head == "sum" else []
    if not any(_has_free(other, name) for name in names for other in later):
        return term
    return Term("unended", term.args, term.text, term.start, term.end, term.node)


def _read_anew(normal: Normal, text: str, start: int, end: int) -> Term:
    return type(normal)(text, start, normal.opened + 1).term(plain_meaning(text[start:end]))


def _either(normal: Normal, node: nodes.Undecided) -> Term:
    """Head and bracket of what may apply or multiply."""
    start, end = node.start + normal.shift, node.end + normal.shift
    at, inner, close = _last_bracket(normal.latex, start, end)
    if at <= start:
        return normal.made(node, "opaque", (), node.latex)
    ends = (balanced(normal.latex, start, at), (inner, close))
    pieces = [_read_anew(normal, normal.latex, *one) for one in ends]
    if any(piece.head in ("opaque", "none", "stmts") for piece in pieces):
        return normal.made(node, "opaque", (), node.latex)
    head, argument = pieces
    if argument.head == "list":
        argument = Term("tuple", argument.args, argument.text, argument.start, argument.end)
    return Term("either", (head, argument), "", start, end, node)


def _last_bracket(latex: str, start: int, end: int) -> tuple[int, int, int]:
    """The last bracket that is in no other one: where it begins, and what it says; of braces that is their inside.

    (-1, -1, -1) where there is none.
    """
    level, found = 0, (-1, -1, -1)
    for bracket in BRACKET.finditer(latex, start, end):
        opens = bracket.group(2) in OPENING
        level -= 0 if opens or not level else 1
        if not level and opens and bracket.group(2) != "{":
            found = (bracket.start(), bracket.start(), end)
        elif not level and bracket.end() == end and bracket.group(2) == r"\}":
            found = (found[0], BRACKET.match(latex, found[0]).end(), bracket.start())  # type: ignore[union-attr]
        level += 1 if opens else 0
    return found


def _angle(factors: tuple[Term, ...], word: str, start: int) -> Term:
    """Letters and numbers right behind a sine or cosine are its angle; what else follows is multiplied."""
    far = next((k for k, factor in enumerate(factors) if factor.head not in ("sym", "num")), len(factors))
    angle = product(factors[: max(far, 1)], ())
    return product([Term(f"fn:{word}", (angle,), "", start, angle.end), *factors[max(far, 1) :]], ())


def _extent(normal: Normal, node: nodes.Undecided) -> Term:
    """``\\log p(x) A``: a logarithm ends at its application; ``\\cos m \\theta`` takes both; else nobody knows."""
    start, end = node.start + normal.shift, node.end + normal.shift
    function = FUNCTION.match(normal.latex, start, end)
    if function is None:
        return normal.made(node, "opaque", (), node.latex)
    inner = type(normal)(normal.latex, function.end(), normal.opened + 1)
    rest = plain_meaning(normal.latex[function.end() : end])
    word = word_of(function.group().strip())
    if word in TRIGONOMETRIC and isinstance(rest, nodes.Product):
        return _angle(inner.terms(rest.factors), word, start)
    if word != "log" or not isinstance(rest, nodes.Product) or not isinstance(rest.factors[0], nodes.Application):
        return normal.made(node, "opaque", (), node.latex)
    first, *others = inner.terms(rest.factors)
    return product([Term("log", (first,), "", start, first.end), *others], ())
