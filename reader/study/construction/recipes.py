"""How a block is put together: the formula of its pattern in pieces, from the innermost outwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from glossary.block import Block
from glossary.model import Texts
from reader.formula.semantics.nodes import Application, Chain, Group, Meaning, Statements, Symbol, Total
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import Declaration, Declarations, declared_in
from reader.formula.shapes.expressions import unknown
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tree import walk
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.found import FoundBlock
from reader.meaning.blocks.patterns import Shelf, shelf_of
from reader.meaning.blocks.reading import blocks_of
from reader.study.construction.pieces import Closed, Made, taken_apart
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import evaluated
from reader.study.evaluation.planning.fragments import Trial
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.refusal import Refusal

LEAST = 3  # pieces: what has fewer is a piece itself
MOST, MOST_KINDS = 24, 14  # pieces in one heap, and different ones among them
SMALL = 4  # operations in a block that may stay whole in a heap
# What the letters of examples are by the custom of the field, since no paper says it.
CUSTOM = Knowledge(fields=frozenset("QKV"), functions={r"\sigma": "sigmoid"})


@dataclass(frozen=True, eq=False)
class Craft:
    """A formula to build. ``name`` is what stands before its equals sign; ``block`` the block that it is, if it is one;
    ``shelf`` has the blocks that may be recognised on the way.
    """

    name: Meaning | None
    goal: Made
    display: Meaning  # all of it, for running it
    knowledge: Knowledge  # what its names are
    shelf: Shelf
    block: Block | None = None
    roles: Mapping[str, Texts] = field(default_factory=dict)  # what names stand for, by their LaTeX
    uses: Mapping[str, str] = field(default_factory=dict)  # as what the paper has them: a set, a function, an index
    planned: Trial | Refusal | None = None  # the display planned by someone before, or why it could not be
    slots: Mapping[str, str] = field(default_factory=dict)  # which slot of the block a part fills, by its LaTeX

    @cached_property
    def built(self) -> Mapping[int, Block]:
        """Blocks that come to be on the way, each once, by the number of the piece that finishes them."""
        return blocks_in(self.goal, self.shelf, self.block)

    @property
    def steps(self) -> tuple[Made, ...]:
        """Pieces with all that is in them, in the order in which one builds; names are no steps."""
        return tuple(made for made in self.goal.walk() if made.piece.holes)


def largest_recipe(block: Block, shelf: Shelf) -> Craft | None:
    """How a block is built, from the largest of its examples; None where it is too small for that."""
    crafts = [craft for latex in block.matches if (craft := craft_block(block, latex, shelf)) is not None]
    return max(crafts, key=lambda craft: craft.goal.count, default=None)


def craft_block(block: Block, latex: str, shelf: Shelf, given: Sequence[str] = ()) -> Craft | None:
    """How a block is built in one formula. ``given`` are formulas that declare what its names are."""
    display = read_meaning(parse_formula(latex))
    own = find_blocks(latex, shelf=shelf_of({block.id: block}))
    declared = tuple(each for row in given for each in declared_in(read_meaning(parse_formula(row))))
    for found in sorted(own, key=lambda one: (-one.size, one.start)):
        made = _crafted(display, found, declared, shelf)
        if made is not None and is_block(latex_of(made.name, made.goal), block):
            return made
    return None


def is_block(latex: str, block: Block) -> bool:
    """Whether what is built is found to be the block."""
    return bool(find_blocks(latex, shelf=shelf_of({block.id: block})))


def latex_of(name: Meaning | None, goal: Made) -> str:
    return f"{meaning_latex(name)} = {goal.latex}" if name is not None else goal.latex


def _crafted(display: Meaning, found: FoundBlock, declared: tuple[Declaration, ...], shelf: Shelf) -> Craft | None:
    node = _at(display, found.start, found.end)
    if node is None:
        return None
    node = _signed(display, node)
    name, side = _split(node)
    goal = heap(side, CUSTOM, shelf)
    if goal.count < LEAST or not goal.piece.holes:
        return None
    roles = roles_in(goal, found)
    knowledge = knowing(found, declared)
    whole = display if _computes(display, side, knowledge) else node
    slots = {latex: slot for slot, latex in found.bindings.items()}
    return Craft(name, goal, whole, knowledge, shelf, found.block, roles=roles, slots=slots)


def roles_in(goal: Made, found: FoundBlock) -> dict[str, Texts]:
    """What the names of a block stand for: what its slots say; of a function's value what they say of the function, of
    ``z_i`` what they say of ``z_j``, where one letter has one meaning.
    """
    told = {
        found.bindings[key]: slot.text
        for slot_id, slot in found.block.slots.items()
        if (key := canonical_spelling(slot_id)) in found.bindings
    }
    families: dict[str, list[Texts]] = {}
    for latex, text in told.items():
        families.setdefault(latex.partition("_")[0], []).append(text)
    for made in goal.walk():
        node = made.piece.node
        if isinstance(node, Application) and meaning_latex(node.function) in told:
            told.setdefault(made.latex, told[meaning_latex(node.function)])
        elif isinstance(node, Symbol) and node.indices and len(families.get(made.latex.partition("_")[0], ())) == 1:
            told.setdefault(made.latex, families[made.latex.partition("_")[0]][0])
    return told


def _computes(display: Meaning, side: Meaning, knowledge: Knowledge) -> bool:
    """Whether a part is among what a display works out."""
    try:
        sides = [each for statement in statements_of(display, knowledge) for each in statement.sides]
    except Refusal:
        return False
    return any(part is side for each in sides for part in evaluated(each, knowledge))


def knowing(found: FoundBlock, declared: tuple[Declaration, ...] = ()) -> Knowledge:
    """What is declared, and what the kinds of its slots say of an example's names."""
    ranks = {"matrix": 2, "vector": 1, "column": 1, "bold": 1}
    slots = tuple(
        Declaration(latex, unknown(ranks[slot.kind], latex), firm=False)
        for name, slot in found.block.slots.items()
        if slot.kind in ranks and (latex := found.bindings.get(name, ""))
    )
    names = {each.name for each in declared}
    return replace(CUSTOM, declarations=Declarations((*declared, *(each for each in slots if each.name not in names))))


def _at(display: Meaning, start: int, end: int) -> Meaning | None:
    """The outermost node that holds a place and no more."""
    inside = [node for node in walk(display) if start <= node.start and node.end <= end and node.end > node.start]
    return max(inside, key=lambda node: node.end - node.start, default=None)


def _signed(display: Meaning, node: Meaning) -> Meaning:
    """With the minus before it, which is no part of a block's place."""
    around = (each for each in walk(display) if isinstance(each, Total) and len(each.terms) == 1 and each.signs[0])
    return next((each for each in around if each.terms[0] is node), node)


def _split(node: Meaning) -> tuple[Meaning | None, Meaning]:
    """The name before an equals sign, and the side that is built."""
    while isinstance(node, Group) or (isinstance(node, Statements) and len(node.items) == 1):
        node = node.body if isinstance(node, Group) else node.items[0]
    if isinstance(node, Chain) and len(node.operands) == 2 and node.relations[0].sign == "=":
        return node.operands[0], node.operands[1]
    return None, node


def blocks_in(goal: Made, shelf: Shelf, own: Block | None = None) -> dict[int, Block]:
    """The blocks that stand on the way, each once: those that are found in what is built by then, all of it."""
    found: dict[int, Block] = {}
    for k, made in enumerate(goal.walk()):
        if made.count < LEAST or not made.piece.holes:
            continue
        whole = whole_blocks(made.latex, shelf)
        if made is goal and own is not None:
            found[k] = own
        elif whole and whole[0].block not in found.values():
            found[k] = whole[0].block
    return found


def whole_blocks(latex: str, shelf: Shelf) -> list[FoundBlock]:
    """The blocks that a formula is from end to end, the larger pattern first."""
    found = blocks_of(latex, shelf)
    return [one for one in found if (one.start, one.end) == (0, len(latex))]


# --- how fine -------------------------------------------------------------------------------------------------------


def heap(node: Meaning, knowledge: Knowledge, shelf: Shelf) -> Made:
    """The formula in its pieces; where these are too many, small blocks in it stay whole, then small parts."""
    made = taken_apart(node, knowledge)
    kept: dict[int, tuple[Block | None, Mapping[str, str]]] = {}
    for found, at in _closable(made, shelf) if _is_large(made) else ():
        kept[id(at)] = (found.block, {value: name for name, value in found.bindings.items()})
        coarser = taken_apart(node, knowledge, _closing(kept))
        if coarser.count < made.count and coarser.latex == made.latex:
            made = coarser
        else:
            del kept[id(at)]
        if not _is_large(made):
            break
    while _is_large(made):
        smallest = min((each for each in made.walk() if each.piece.holes), key=lambda each: each.count)
        if smallest is made:
            break
        kept |= {id(each.piece.node): (None, {}) for each in made.walk() if each.latex == smallest.latex}
        made = taken_apart(node, knowledge, _closing(kept))
    return made


def _is_large(made: Made) -> bool:
    return made.count > MOST or len({each.piece.latex for each in made.walk()}) > MOST_KINDS


def _closing(kept: Mapping[int, tuple[Block | None, Mapping[str, str]]]) -> Closed:
    return lambda node: kept.get(id(node))


def _closable(goal: Made, shelf: Shelf) -> Iterator[tuple[FoundBlock, Meaning]]:
    """The small blocks inside a formula that are whole parts of it, the smallest first."""
    for made in sorted(goal.walk(), key=lambda each: each.count):
        operations = sum(bool(each.piece.holes) for each in made.walk())
        if made is not goal and 1 < operations <= SMALL:
            for found in whole_blocks(made.latex, shelf)[:1]:
                yield found, made.piece.node
