"""Terms back to LaTeX: as the paper has them where they are one node of its tree, else put together."""

from __future__ import annotations

from collections.abc import Callable

from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.printer import join
from reader.meaning.blocks.terms import Term, unsigned

LOOSE = frozenset({"add", "neg"})


def spelled(term: Term) -> str:
    """LaTeX of a term."""
    if term.node is not None and term.head != "stmts":
        return meaning_latex(term.node)
    if term.head in WRITERS:
        return WRITERS[term.head](term)
    if not term.args:
        return term.text
    return join([term.head.partition(":")[2], "(", join(_between(term, ",")), ")"])


def _between(term: Term, sign: str) -> list[str]:
    pieces: list[str] = []
    for arg in term.args:
        pieces += [sign, spelled(arg)] if pieces else [spelled(arg)]
    return pieces


def _sum(term: Term) -> str:
    pieces: list[str] = []
    for arg in term.args:
        inner, minus = unsigned(arg)
        sign = "-" if minus else "+" if pieces else ""
        pieces += [sign, _factor(inner) if minus else spelled(inner)]
    return join(pieces)


def _factor(term: Term) -> str:
    return join(["(", spelled(term), ")"]) if term.head in LOOSE else spelled(term)


WRITERS: dict[str, Callable[[Term], str]] = {
    "none": lambda term: "",
    "add": _sum,
    "neg": lambda term: join(["-", _factor(term.args[0])]),
    "mul": lambda term: join([_factor(arg) for arg in term.args]),
    "frac": lambda term: f"\\frac{{{spelled(term.args[0])}}}{{{spelled(term.args[1])}}}",
    "either": lambda term: join([spelled(term.args[0]), "(", spelled(term.args[1]), ")"]),
    "list": lambda term: join(_between(term, ",")),
    "pow": lambda term: f"{_factor(term.args[0])}^{{{spelled(term.args[1])}}}",
    "sqrt": lambda term: f"\\sqrt{{{spelled(term.args[0])}}}",
    "pm": lambda term: join([term.text, spelled(term.args[0])]),
    "dots": lambda term: r"\ldots",
    "range": lambda term: join(_between(term, ",")),
    "member": lambda term: spelled(term.args[0]),
    "drawn": lambda term: spelled(term.args[0]),
    "where": lambda term: join([term.text, spelled(term.args[0])]),
    "typed": lambda term: join([term.text, spelled(term.args[0])]),
    "norm": lambda term: join([r"\|", spelled(term.args[0]), r"\|"]),
}
