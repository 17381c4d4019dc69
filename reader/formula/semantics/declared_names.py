"""Facts about the names of a formula, from itself and from the paper: applied, superscripted, used plain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.formula.syntax.naming import name_of, strip
from reader.formula.syntax.nodes import (
    Accent,
    Digits,
    Expression,
    Fenced,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Relation,
    Row,
    Scripted,
    Space,
)
from reader.formula.syntax.printer import spell, unfold
from reader.formula.syntax.tree import walk

LOGICAL = re.compile(r"(?:Left|Right|left|right)arrow|implie|iff|[⇐⇒⇔⟸⟹⟺]")
NO_NAMES = (Operator, Relation, Punctuation, Digits)
TRIGONOMETRIC = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


@dataclass(frozen=True, slots=True)
class DeclaredNames:
    """Declarations elsewhere in the paper. ``functions`` are the canonical names that it declares as functions.

    ``names`` are canonical names with a superscript that it declares as a whole: ``*`` stands for a counter, ``A`` for
    any capital, ``+`` for letters that count steps. ``numbers`` are names declared as numbers, which are not applied.
    """

    functions: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: a decision, its reason, and an example whose ``expected`` outline shows it."""

    id: str
    verdict: str
    reason: str
    example: str
    expected: str


@dataclass(slots=True)
class FormulaFacts:
    """What one formula shows of its names.

    ``superscripts`` are those of each stem, ``applied`` the names that are surely applied, ``plain`` those used without
    scripts.
    """

    evidence: DeclaredNames = DeclaredNames()
    superscripts: dict[str, set[str]] = field(default_factory=dict)
    applied: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    factors: set[str] = field(default_factory=set)  # names right before another name
    steps: set[str] = field(default_factory=set)
    differentials: bool = False
    trigonometric: bool = False
    logical: bool = False  # whether there are arrows of logic
    latex: str = ""


def collect(expression: Expression, evidence: DeclaredNames) -> FormulaFacts:
    """The facts of a formula, from one walk over its layout tree."""
    root = expression.root
    facts = FormulaFacts(evidence, logical=LOGICAL.search(expression.latex) is not None, latex=expression.latex)
    marks = plain_marks = 0
    for row in walk(root):
        if type(row) is not Row:
            continue
        solid = [child for child in row.children if type(child) is not Space]
        for k, node in enumerate(solid):
            if type(node) in NO_NAMES:
                continue
            after = solid[k + 1] if k + 1 < len(solid) else None
            _note(facts, node, after)
            if is_plain_d(node):
                plain_marks += 1
                marks += type(strip(_base(after))) is Identifier if after is not None else 0
    facts.differentials = plain_marks == marks and (marks > 1 or (marks == 1 and "int" in expression.latex))
    for scripts in facts.superscripts.values():
        facts.steps |= step_letters(scripts)
    return facts


def _base(node: Node) -> Node:
    core = strip(node)
    return core.base if type(core) is Scripted else node


def is_plain_d(node: Node) -> bool:
    node = strip(node)
    return type(node) is Identifier and node.text == "d" and node.font in ("", "mathrm") and not node.bold


def _note(facts: FormulaFacts, node: Node, after: Node | None) -> None:
    core = strip(node)
    if type(core) is Scripted and (core.superscript is not None or type(core.base) in (Row, Scripted, Accent)):
        base, below, _, above = unfold(core)
        stem = spell(base) + (f"_{{{''.join(spell(part, in_script=True) for part in below)}}}" if below else "")
        for part in above:
            facts.superscripts.setdefault(stem, set()).add(spell(part, in_script=True))
            facts.superscripts.setdefault(spell(base), set()).add(spell(part, in_script=True))
    elif type(core) is Function:
        facts.trigonometric |= core.name in TRIGONOMETRIC
    elif type(core) is Identifier:
        facts.plain.add(spell(core))
        if type(after) in (Identifier, Scripted):
            facts.factors.add(spell(core))
    follower = strip(after) if after is not None else None
    if type(follower) is Fenced and follower.open == "(" and is_surely_argument(follower.body):
        name = name_of(core)
        if name is not None:
            facts.applied.update((name.latex, name.base))


def is_surely_argument(body: Row) -> bool:
    """Whether a bracket holds a list, a condition or a single name: a single factor would need no brackets."""
    solid = [child for child in body.children if type(child) is not Space]
    if len(solid) == 1:
        only = strip(solid[0])
        name = name_of(only)
        return type(only) is not Digits and name is not None and name.end >= only.end
    return any(
        (type(child) is Punctuation and child.text in ",;")
        or (type(child) is Relation and child.text in (r"\mid", r"\|"))
        for child in solid
    )


def step_letters(scripts: set[str]) -> set[str]:
    """Letters that count steps: ``x^{t+1}`` beside ``x^{t}``; or beside ``x^{0}``."""
    letters = set()
    for script in scripts:
        head = script.split("+")[0].split("-")[0]
        if head and head != script and (head in scripts or "0" in scripts) and script[len(head) + 1 :].isdigit():
            letters.add(head)
    return letters


def has_sum(body: Row) -> bool:
    """Whether a plus or minus joins terms in this row."""
    return any(type(child) is Operator and child.text in ("+", "-", r"\pm", r"\mp") for child in body.children[1:])
