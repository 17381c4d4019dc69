"""Values that count only under a condition: cases of which one is not 0, and constraints of what is sought."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.formula.semantics.nodes import (
    Chain,
    Grid,
    Group,
    Meaning,
    Nothing,
    Number,
    Operation,
    Statements,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.pen import is_readable
from reader.study.walkthrough.sentence import Sentence, certain

UNDER = frozenset((r"\text{if}", r"\text{when}", r"\mathrm{if}", r"\text{for}"))
CONSTRAINTS = frozenset(("subject to", "s.t.", "such that", "subject to:", "s.t"))


def only(node: Meaning) -> Sentence | None:
    """Cases that are all 0 but one."""
    rows = _cases(node)
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return None
    others = [row for row in rows if not _is_zero(row[0])]
    if len(others) != 1 or others[0] is rows[-1]:
        return None
    asked = _condition(others[0][1])
    if asked is None or not is_readable(others[0][0]) or not is_readable(asked):
        return None
    if len(rows) > 2 and len(asked.operands) < 3:  # rows may overlap
        return None
    return Sentence("certain", node, lambda pen: pen.row("only", condition=pen.part(asked)))


def _cases(node: Meaning) -> tuple[tuple[Meaning, ...], ...]:
    """The rows of ``cases``, and of an array behind a brace that nothing closes."""
    if isinstance(node, Grid):
        return node.rows if node.kind == "cases" else ()
    is_open = isinstance(node, Group) and node.open == r"\{" and node.close == "."
    return node.body.rows if is_open and isinstance(node, Group) and isinstance(node.body, Grid) else ()


def _condition(part: Meaning) -> Chain | None:
    """What is asked, with or without "if" before it."""
    asked = bare(part)
    if isinstance(asked, Statements):
        words = {word.strip() for some in asked.separators for word in some}
        said = [each for each in asked.items if not isinstance(each, Nothing)]
        asked = bare(said[0]) if len(said) == 1 and words <= UNDER else asked
    return asked if isinstance(asked, Chain) else None


def _is_zero(part: Meaning) -> bool:
    return isinstance(bare(part), Number) and meaning_latex(bare(part)) == "0"


def constraints_in(meaning: Meaning) -> Iterator[Sentence]:
    """Behind "subject to": what is sought must satisfy it. A row of its own belongs to what is sought above."""
    for node in walk(meaning):
        if not isinstance(node, Statements) or len(node.items) < 2:
            continue
        behind = [_is_constraint(words) for words in node.separators]
        if not any(behind):
            continue
        first, conditions = node.items[0], node.items[behind.index(True) + 1 :]
        sought = bare(first)
        if isinstance(first, Nothing) and isinstance(conditions[0], Chain):
            yield from filter(None, [certain(conditions[0], "condition-row", condition=conditions[0])])
        elif isinstance(sought, Operation) and sought.kind == "extremum" and sought.lower is not None:
            yield from _constrained(sought.lower, conditions)
        return


def _is_constraint(words: tuple[str, ...]) -> bool:
    said = " ".join(words).replace("~", " ").replace(r"\text{", "").replace(r"\mathrm{", "").replace("}", "")
    return " ".join(said.casefold().split()) in CONSTRAINTS


def _constrained(sought: Meaning, conditions: Sequence[Meaning]) -> Iterator[Sentence]:
    """All of what is asked: one condition of several would be half of the truth."""
    if is_readable(sought) and all(isinstance(each, Chain) and is_readable(each) for each in conditions):
        asked = [meaning_latex(each) for each in conditions]
        yield Sentence(
            "certain",
            conditions[0],
            lambda pen: pen.row(
                "constrained", sought=pen.part(sought), condition=pen.listed([pen.math(each) for each in asked])
            ),
        )
