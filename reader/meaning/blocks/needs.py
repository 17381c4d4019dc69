"""What a pattern needs beside its formula: where it stands, and how its letters are set. A row per need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.meaning.blocks.kinds import SlotKind, is_bold, is_scalar
from reader.meaning.blocks.matcher import Fit
from reader.meaning.blocks.names import taken_apart
from reader.meaning.blocks.terms import NONE, Term, factors_of, unsigned, walk

RANGED = (
    "sum",
    "unended",
    "prod",
    "mean",
    "int",
    "ext:",
    "big:",
)  # operators, what they run over before what they take

MEMBERSHIP = ("member", "rel:\\in", "rel:\\notin")
OF_SETS = ("op:\\cup", "op:\\cap", "op:\\setminus", "rel:\\subset", "rel:\\subseteq")


class PartPlaces:
    """Where the parts of a formula stand in it."""

    def __init__(self, term: Term) -> None:
        statements = _statements(term)
        self.alone = len(statements) == 1
        self.related = {id(side) for one in statements for side in one.args if _relates(one)}
        self.sides = {id(side) for one in statements for side in _sides(one)}
        self.firsts = {id(one.args[0] if one.head == "add" else one) for one in statements}
        operators = [part for part in walk(term) if part.head.startswith(RANGED)]
        self.ranges = {id(part) for one in operators for place in one.args[:-1] for part in walk(place)}
        self.typed = any(map(_binds_by_type, operators))
        self.sets = frozenset(name.text for part in walk(term) for name in _sets(part) if name.head == "sym")


def _sets(part: Term) -> tuple[Term, ...]:
    """What a part of a formula takes for sets: that of which something is a member, or what is joined or cut."""
    return part.args[-1:] if part.head in MEMBERSHIP else part.args if part.head in OF_SETS else ()


def _binds_by_type(term: Term) -> bool:
    """Whether an operator binds a letter of a type, as ``\\prod_{x : A}``: then it is one of types, not of numbers."""
    index, domain = (*term.args, NONE)[:2]
    names = index.args if index.head in ("list", "tuple") else (index,)
    if any(name.head == "rel::" or name.text.startswith(": ") for name in names):
        return True
    return domain.head == "typed" and domain.args[0].head in ("sym", "app")


def _statements(term: Term) -> list[Term]:
    """The formula, or the statements that stand side by side in it."""
    return [one for arg in term.args for one in _statements(arg)] if term.head in ("stmts", "list") else [term]


def _relates(term: Term) -> bool:
    return term.head == "chain" or term.head[:4] == "rel:"


def _sides(term: Term) -> Iterator[Term]:
    """The sides of a relation, without the sign and the numbers in front."""
    for side in term.args if _relates(term) else (term,):
        bare, _ = unsigned(side)
        factors = factors_of(bare)[0]
        yield from (side, bare)
        telling = [factor for factor in factors if not is_scalar(factor)]
        yield from telling[:1] if len(telling) == 1 else () if telling else factors


def _in_one_font(part: Term, fit: Fit, standing: PartPlaces) -> bool:
    """A plain letter with the index of a bold one beside it is a number."""
    bold = {taken_apart(one.text)[1] for one in fit.values.values() if is_bold(one)} - {""}
    return all(is_bold(one) or taken_apart(one.text)[1] not in bold for one in fit.values.values())


def _is_of_sets(part: Term, fit: Fit, standing: PartPlaces) -> bool:
    """Whether the formula takes a letter of the pattern for a set elsewhere."""
    return any(one.head == "sym" and one.text in standing.sets for one in fit.values.values())


# what it takes and refuses are formulas in which a product ``A x`` stands so, and does not
NEEDS: Mapping[str, SlotKind] = {
    "whole": SlotKind(
        lambda part, fit, standing: id(part) in standing.sides and all(map(is_scalar, fit.beside)),
        "y = -2 A x",
        "y = A x + b",
    ),
    "alone": SlotKind(lambda part, fit, standing: standing.alone, "y = A x", "y = A x, z > 0"),
    "shown": SlotKind(
        lambda part, fit, standing: id(part) not in standing.ranges, r"\mathbb{E}_{y} [A x]", r"\mathbb{E}_{A x} [y]"
    ),
    "untyped": SlotKind(lambda part, fit, standing: not standing.typed, r"\prod_{y \in Y} A x", r"\prod_{y : Y} A x"),
    "first": SlotKind(lambda part, fit, standing: id(part) in standing.firsts, "A x + b", "y = A x"),
    "stated": SlotKind(
        lambda part, fit, standing: all(
            id(side) in standing.related for side in (part.args if _relates(part) else (part,))
        ),
        r"A x \le b",
        r"y = \mathbb{I}(A x \le b)",
    ),
    "sets": SlotKind(_is_of_sets, r"A x, y \in A", r"A x, y \in B"),
    "no-sets": SlotKind(
        lambda part, fit, standing: not _is_of_sets(part, fit, standing), r"A x, y \in B", r"A x, y \in A"
    ),
    "one-font": SlotKind(_in_one_font, r"\mathbf{A}_k \mathbf{x}_k", r"A_k \mathbf{x}_k"),
}
