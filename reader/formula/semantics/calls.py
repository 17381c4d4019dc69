"""A head and the bracket after it: applied, multiplied, or undecided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.formula.semantics.application import HeadAndBracket, decide_application
from reader.formula.semantics.nodes import (
    Accented,
    Application,
    Derivative,
    Group,
    Labelled,
    Listing,
    Meaning,
    Power,
    Symbol,
    Transposed,
    Undecided,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.scripts import one, raised
from reader.formula.semantics.segments import Cursor, solid
from reader.formula.syntax.naming import name_of, strip
from reader.formula.syntax.nodes import Fenced, Node, Scripted
from reader.formula.syntax.printer import join, spell, unfold

if TYPE_CHECKING:
    from reader.formula.semantics.parser import MeaningParser


def apply_to(parser: MeaningParser, head: Meaning, node: Node, after: Node, cursor: Cursor) -> Meaning | None:
    """``head`` applied to the bracket ``after``. None where they multiply; undecided where no row decides."""
    core = strip(after)
    bracket = strip(core.base) if type(core) is Scripted else core
    if type(bracket) is not Fenced or bracket.open not in ("(", "[", r"\{") or not solid(bracket.body.children):
        return None
    if not isinstance(head, Symbol | Application | Group | Power | Transposed | Labelled | Accented | Derivative):
        return None
    name = name_of(node) if isinstance(head, Symbol) else None
    rule = decide_application(
        HeadAndBracket(head, name, bracket, parser.facts, type(core) is Scripted and core.superscript is not None)
    )
    if rule.verdict == "multiply":
        return None
    if rule.verdict == "undecided":
        latex = join([meaning_latex(head), spell(after)])
        return Undecided(head.start, after.end, latex, rule.id, rule.id)
    applied = application(parser, head, bracket, rule.id)
    return scripts_of_application(parser, applied, core) if type(core) is Scripted else applied


def scripts_of_application(parser: MeaningParser, applied: Application, node: Scripted) -> Meaning:
    """``f(x)^2``: the value is raised."""
    base, below, primes, above = unfold(node)
    return raised(parser, applied, base, None, one(below), above, primes, node)


def application(parser: MeaningParser, head: Meaning, bracket: Fenced, rule: str) -> Application:
    inside = parser.inside(solid(bracket.body.children))
    arguments: tuple[Meaning, ...] = (inside,)
    separators: tuple[str, ...] = ()
    if isinstance(inside, Listing) and inside.kind == "bare":
        arguments, separators = inside.items, inside.separators
    return Application(head.start, bracket.end, head, arguments, bracket.open, bracket.close, separators, rule)
