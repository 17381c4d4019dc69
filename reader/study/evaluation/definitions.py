"""What other formulas say the names of a formula are, so that a run computes them instead of inventing them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import Application, Chain, Listing, Meaning, Nothing, Operation, Symbol, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.semantics.statements import statements_of
from reader.formula.shapes.declared import EQUAL
from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tree import walk
from reader.study.evaluation.knowledge import ComputedName, Knowledge
from reader.study.evaluation.planning.evaluated import evaluated
from reader.study.evaluation.planning.statements import is_plain
from reader.study.evaluation.spelling import base_of

MOST_STEPS = 3  # from a name to what it is made of
LONGEST = 16  # symbols of a formula that is put in the place of a name


def definitions_in(said: Meaning, knowledge: Knowledge) -> dict[str, ComputedName]:
    """What a display says of names that it uses as well."""
    found: dict[str, ComputedName] = {}
    items = statements_of(said)
    for item in items:
        others = [other for other in items if other is not item]
        used = dict.fromkeys(node.latex for other in others for node in values_in(other))
        for left, definition in _said_by(item, knowledge):
            for name in used:
                if name == left:
                    found.setdefault(name, definition)
                elif (letters := _entries(left, name, definition)) is not None:
                    found.setdefault(name, ComputedName(definition.side, letters))
            for name, renamed in _relatives(left, definition.side, others):
                found.setdefault(name, ComputedName(definition.side, renamed=renamed))
        found |= {name: one for name, one in _arguments(item, others, knowledge) if name in used and name not in found}
    return found


def _arguments(item: Meaning, others: list[Meaning], knowledge: Knowledge) -> Iterator[tuple[str, ComputedName]]:
    """The ``z`` of ``f(z) = z^2`` beside ``z_t = \\log r_t``, or ``z_t(w) = ...``: the display goes on with that."""
    left = item.operands[0] if isinstance(item, Chain) else item
    name = left.function if isinstance(left, Application) else left
    if not isinstance(item, Chain) or not isinstance(name, Symbol) or not name.indices:
        return
    letter, side = base_of(name.latex), item.operands[1]
    heads = (bare(each.operands[0]) for each in others if isinstance(each, Chain))
    taken = [each.arguments for each in heads if isinstance(each, Application)]
    alone = any(len(each) == 1 and meaning_latex(each[0]) == letter for each in taken)
    computed = item.relations[0].sign in EQUAL and not isinstance(side, Nothing) and not is_plain(side, knowledge)
    if alone and computed and letter not in letters_in(side):
        yield letter, ComputedName(side)


def letters_in(side: Meaning) -> set[str]:
    """The letters of a formula, those in scripts too."""
    return {node.latex for node in walk(side) if isinstance(node, Symbol)}


def _entries(left: str, name: str, definition: ComputedName) -> tuple[str, ...] | None:
    """The letters by which a formula says all entries of a matrix, ``M_{ij} = ...`` of ``M``."""
    letters = _letters_of_entry(left, name)
    counted = len(letters) == 2 and not definition.piece and _is_counted(definition.side, letters)
    return letters if counted else None


def _relatives(left: str, side: Meaning, others: list[Meaning]) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Names that differ from the left side in the letter alone, where an operator counts with it: ``p_{j}`` below a sum
    beside ``p_{i} = ...``; each with the letter of the left side and its own.
    """
    family, letters = skeleton(left)
    if len(letters) != 1 or any(skeleton(node.latex)[0] == family for node in values_in(side)):
        return
    if not any(isinstance(node, Symbol) and node.latex == letters[0] for node in walk(side)):
        return
    for other in others:
        bound = {letter for node in walk(other) if isinstance(node, Operation) for letter in _bound_by(node)}
        for node in values_in(other):
            own = skeleton(node.latex)
            if own[0] == family and own[1] not in ((), letters) and own[1][0] in bound:  # p_* has none
                yield node.latex, ((letters[0], own[1][0]),)


def _bound_by(node: Operation) -> Iterator[str]:
    """The letter that an operator counts with: ``j`` of ``j = 1``, ``j \\ne i`` and ``j``."""
    first = node.lower.operands[0] if isinstance(node.lower, Chain) else node.lower
    if isinstance(first, Symbol):
        yield first.latex


def definition_of(name: str, formula: Meaning, knowledge: Knowledge) -> ComputedName | None:
    """What a formula says that a name is; of a matrix also what it says of all its entries, ``M_{ij} = ...``."""
    for item in statements_of(formula):
        for left, definition in _said_by(item, knowledge):
            if left == name:
                return definition
            if (letters := _entries(left, name, definition)) is not None:
                return ComputedName(definition.side, letters)
    return None


def _said_by(item: Meaning, knowledge: Knowledge) -> Iterator[tuple[str, ComputedName]]:
    if not isinstance(item, Chain) or not item.relations or item.relations[0].sign not in EQUAL:
        return
    left, side = item.operands[0], item.operands[1]
    if isinstance(side, Nothing) or is_plain(side, knowledge) or _length(side) > LONGEST:
        return
    if isinstance(left, Symbol) and all(node.latex != left.latex for node in values_in(side)):
        yield left.latex, ComputedName(side)
    elif isinstance(left, Listing) and left.open and all(isinstance(each, Symbol) for each in left.items):
        for k, each in enumerate(left.items):
            yield meaning_latex(each), ComputedName(side, piece=(k, len(left.items)))


def _length(node: Meaning) -> int:
    return sum(isinstance(part, Symbol) for part in walk(node))


def _letters_of_entry(entry: str, whole: str) -> tuple[str, ...]:
    """``i`` and ``j`` of ``M_{ij}`` or ``M_{i,j}``, for ``M``."""
    head, _, script = entry.partition("_{")
    letters = script.removesuffix("}").replace(",", "")
    plain = head == whole and letters.isalpha() and len(set(letters)) == len(letters)
    return tuple(letters) if plain else ()


def _is_counted(side: Meaning, letters: tuple[str, ...]) -> bool:
    """Whether a side speaks of the letters alone: of places in a matrix, and of no other names."""
    return {node.latex for node in values_in(side)} <= set(letters)


def wanted_in(said: Meaning, knowledge: Knowledge) -> Iterator[str]:
    """The names that a run of a formula would put in, those aside that count or are given a value."""
    left = {meaning_latex(item.operands[0]) for item in statements_of(said) if isinstance(item, Chain)}
    for item in statements_of(said):
        sides = item.operands if isinstance(item, Chain) else (item,)
        for side in sides:
            for node in evaluated(side, knowledge):
                if isinstance(node, Symbol) and node.latex not in left and not skeleton(node.latex)[1]:
                    yield node.latex


def with_definitions(
    knowledge: Knowledge,
    said: Meaning,
    formulas: Mapping[str, Meaning],
    steps: int = MOST_STEPS,
    without: Collection[str] = (),
) -> tuple[Knowledge, tuple[str, ...]]:
    """The same with what is defined; ``formulas`` say what names are, and what the names are that they use, so many
    ``steps`` on, those ``without`` left aside. Names that come from them are told.
    """
    own = definitions_in(said, knowledge)
    others: dict[str, ComputedName] = {}
    asked = set(without)
    waiting = [said]
    for _ in range(steps):
        wanted = dict.fromkeys(name for each in waiting for name in wanted_in(each, knowledge))
        fresh = [name for name in wanted if name not in asked and name in formulas and name not in own]
        asked.update(fresh)
        told = {name: definition_of(name, formulas[name], knowledge) for name in fresh}
        found = {name: definition for name, definition in told.items() if definition is not None}
        others |= found
        waiting = [definition.side for definition in found.values()]
    defined = without_circles({**dict(_rests(said, knowledge)), **others, **own})
    return knowledge.with_definitions(defined), tuple(name for name in others if name in defined)


def _rests(said: Meaning, knowledge: Knowledge) -> Iterator[tuple[str, ComputedName]]:
    """Names that the paper says add up to 1 with others that the formula has as well."""
    used = {node.latex for node in values_in(said)} if knowledge.rests else set()
    for name in used & knowledge.rests.keys():
        side = knowledge.rests[name]
        if all(node.latex in used for node in values_in(side)):
            yield name, ComputedName(side)


def without_circles(defined: Mapping[str, ComputedName]) -> dict[str, ComputedName]:
    """Without names that are said by way of themselves: ``a = b c`` and ``b = a / c`` compute neither."""
    uses = {name: {each.latex for each in values_in(one.side)} & defined.keys() for name, one in defined.items()}

    def reached(name: str) -> set[str]:
        found: set[str] = set()
        waiting = list(uses[name])
        while waiting:
            if (other := waiting.pop()) not in found:
                found.add(other)
                waiting += uses[other]
        return found

    return {name: one for name, one in defined.items() if name not in reached(name)}
