"""The sentences of "Read with me": each says one thing that the formula itself, the author or the glossary makes
certain. Where nothing is certain there is no sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard

from reader.formula.semantics.free_values import values_in
from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Listing,
    Meaning,
    Nothing,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.certainties import Certainties
from reader.study.walkthrough.chance import drawn, is_law
from reader.study.walkthrough.directions import PROBABILITIES
from reader.study.walkthrough.means import sums_of_means
from reader.study.walkthrough.patterns.renewal import is_replaced
from reader.study.walkthrough.pen import SOUGHT, Pen, Place, is_readable
from reader.study.walkthrough.sentence import BY_THE_WAY, PLAIN, TELLING, Idea, NamedForm, Sentence, Write
from reader.study.walkthrough.skeleton import ROOM, Box, Skeleton, boxes_in, sign_of, width_of
from reader.study.walkthrough.succession import is_next

MOST_OPERATORS, MOST_LINES, MOST_OF_ALL = 2, 3, 6  # sentences of a kind, and of a formula
MOST_IN_LEGEND = 4  # symbols
FEWEST_NAMED = 2  # parts with names, the left side among them, that make a sentence of what is done with them
SHORTER = 0.8  # of the width of a formula, that is worth folding
MOST_ALIKE = 4  # boxes in a sentence
LONG = 2.0 * ROOM  # of a formula that is easier folded, whatever its parts are
WIDEST = 1.4 * ROOM  # of a line that is still shown


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement. ``forms`` are names of places, ``ideas`` what is known of functions by their spelling."""

    statement: Meaning
    skeleton: Skeleton
    forms: Mapping[Place, NamedForm]
    ideas: Mapping[str, Idea]
    noise: frozenset[str] = frozenset()
    is_alone: bool = True
    is_lagrangian: bool = False

    def sentences(self) -> list[Sentence]:
        """What tells most comes first, what only names a range last."""
        told, explained = self.boxes()
        certain, operators = self.certain(explained), self.operators()
        ranges = [each for each in operators if each.rank == BY_THE_WAY]
        sought = [each for each in operators if each.rank != BY_THE_WAY]
        return [
            *self.opening(), *sought, *certain.leading(), *(self.folded() if told else ()), *told,
            *certain.sentences(), *ranges,
        ]  # fmt: skip

    def certain(self, explained: Set[str] = frozenset()) -> Certainties:
        boxes = frozenset(explained)
        return Certainties(
            self.statement, self.skeleton, self.forms, self.ideas, boxes, self.noise,
            is_alone=self.is_alone, is_lagrangian=self.is_lagrangian,
        )  # fmt: skip

    # --- what it gives, and how it reads ---

    def opening(self) -> Iterator[Sentence]:
        statement = self.statement
        if isinstance(statement, Chain) and len(statement.operands) > 1:
            left, right = statement.operands[0], statement.operands[-1]
            sign = statement.relations[0].sign
            if sign in GIVING_RELATIONS and not isinstance(left, Nothing):
                is_only = self.is_alone and not is_replaced(
                    statement
                )  # of several, and of a new value, the eye sees it
                yield Sentence(
                    "gives", left, lambda pen: self.outermost(pen, left) or (_gives(pen, left) if is_only else "")
                )
            elif sign == r"\sim" and is_readable(left) and is_readable(right) and is_law(right):
                yield drawn(left, right)

    def folded(self) -> Iterator[Sentence]:
        line = meaning_latex(self.skeleton.line)
        yield Sentence("folded", self.statement, lambda pen: pen.row("folded", formula=pen.whole(line)))

    def outermost(self, pen: Pen, left: Meaning) -> str:
        """What is done with the parts of a short right side, where they have names and make no step."""
        side = bare(_right(self.statement))
        parts, key = _operands(side), _operation(side)
        is_short = not self.skeleton.boxes and key and 1 < len(parts) < 5 and all(map(is_readable, parts))
        leads_on = any(is_next(meaning_latex(left), meaning_latex(part)) for part in parts)
        whole = left.function if isinstance(left, Application) else left
        if not is_short or leads_on or not pen.untold(parts) or len(pen.untold((whole, *parts))) < FEWEST_NAMED:
            return ""
        given = _named_left(pen, left)
        said = [pen.part(part) for part in parts]
        return pen.row(key, left=given, parts=pen.listed(said), first=said[0], second=said[1])

    # --- operators ---

    def operators(self) -> list[Sentence]:
        is_whole = not isinstance(self.statement, Chain)
        below = {id(each) for node in walk(self.statement) if _is_extremum(node) for each in walk(node.body)}
        means = [id(each) for node in walk(self.statement) for each in sums_of_means(node)]
        nodes = (node for node in walk(self.statement) if id(node) not in means)
        found = (_of_operator(node, is_whole and id(node) not in below) for node in nodes)
        return list(islice(filter(None, found), MOST_OPERATORS))

    # --- boxes ---

    def boxes(self) -> tuple[list[Sentence], Set[str]]:
        """What stands in the boxes, and the signs of those that are told; nothing where folding tells no more than the
        formula."""
        ranges = [node.lower for node in walk(self.statement) if isinstance(node, Operation) and node.lower]
        told: dict[int, Sentence] = {}
        alike: list[Box] = []
        with_range: set[str] = set()
        for box in self.skeleton.boxes:
            if any(one.start <= box.part.start and box.part.end <= one.end for one in ranges):
                with_range.add(box.sign)  # what the operator runs over is told with it
            elif box.alike is not None:
                alike.append(box)
            elif width_of(box.line) <= WIDEST and len(told) < MOST_LINES:
                told[box.number] = self.box(box)
        known = [box for box in alike if box.alike and box.alike.number in told][:MOST_ALIKE]
        explained = {*map(sign_of, told), *(box.sign for box in known), *with_range}
        if not self.is_worth_folding(explained, told, bool(known)):
            return [], frozenset()
        return [*told.values(), *([_alike(known)] if known else [])], explained

    def is_worth_folding(self, explained: Set[str], told: Collection[int], is_parallel: bool) -> bool:
        """Whether all boxes that one meets are told, and some have a name, are alike, or move the whole and are too
        long to be written where that is said; a very long formula is worth it by itself."""
        line = self.skeleton.line
        is_shorter = width_of(line) <= SHORTER * width_of(self.statement)
        met = boxes_in(line).union(*(boxes_in(box.line) for box in self.skeleton.boxes if box.number in told))
        is_named = any((box.part.start, box.part.end) in self.forms for box in self.skeleton.boxes)
        if not told or not (is_shorter or is_named) or width_of(line) > WIDEST or not met <= explained:
            return False
        values = {box.sign for box in self.skeleton.boxes if _is_value(box.part)}  # the eye takes them in as they are
        if met <= values:
            return False
        is_twice = any(meaning_latex(line).count(each) > 1 for each in met - values)
        if is_parallel or is_twice or is_named or width_of(self.statement) > LONG:
            return True
        return any(boxes_in(each.part) for each in self.certain().plainest_directions())

    def box(self, box: Box) -> Sentence:
        form, line = self.forms.get((box.part.start, box.part.end)), meaning_latex(box.line)

        def write(pen: Pen) -> str:
            called = form.name[pen.language] if form else ""
            key = "box-named" if called else "box"
            return pen.row(key, box=pen.math(box.sign), formula=pen.math(line), name=called)

        return Sentence("box", box.part, write, TELLING if form else PLAIN)


def _is_value(part: Meaning) -> bool:
    """A function with nothing but letters in its brackets."""
    if not isinstance(part, Application):
        return False
    return all(isinstance(bare(each), Symbol | Number) for each in part.arguments)


def legend(meaning: Meaning, ideas: Mapping[str, Idea], told: str = "", idle: Set[str] = frozenset()) -> Sentence:
    """What the symbols are that no sentence before has named, nor explained as a function; of many those of which the
    sentences that are ``told`` speak, and those that stand there most often. Where nothing else is said, the name of a
    letter by the way tells nothing of the formula: the first letter or half of them must have one. Names of
    ``idle`` ones tell nothing either."""
    functions = [node.function for node in walk(meaning) if isinstance(node, Application)]
    explained = {each.latex for each in functions if isinstance(each, Symbol) and each.latex in ideas}

    def write(pen: Pen) -> str:
        symbols = [node for node in values_in(meaning) if node.latex not in explained]
        spelled = list(dict.fromkeys(node.latex for node in symbols))
        often = Counter(node.latex for node in symbols)

        def need(named: tuple[str, str]) -> tuple[bool, bool, int]:
            return named[0] != spelled[0], named[0] not in told, -often[named[0]]

        told_above = {each.latex for each in symbols if pen.is_called_above(each)}
        found = pen.untold([each for each in symbols if each.latex not in told_above | idle])
        kept = sorted(found, key=need)[:MOST_IN_LEGEND]
        named = [each for each in found if each in kept]
        if not (told or pen.purpose) and 2 * len(named) < len(spelled) and spelled[0] not in dict(named):
            return ""
        rows = ["here-is", *["here-too"] * len(named)]
        here = [pen.row(row, part=pen.math(latex), name=name) for row, (latex, name) in zip(rows, named, strict=False)]
        return pen.row("here", told=pen.listed(here, "here-and")) if here else ""

    return Sentence("certain", meaning, write)


def _gives(pen: Pen, left: Meaning) -> str:
    """Nothing where the left side has no name: the eye sees it."""
    named = left.function if isinstance(left, Application) else left
    if named is not left and isinstance(named, Symbol) and named.stem in PROBABILITIES:
        return ""  # another distribution with each argument
    is_new = pen.is_named(named) and not pen.is_called_above(named)
    return pen.row("gives", left=_named_left(pen, left)) if is_new else ""


def _named_left(pen: Pen, left: Meaning) -> str:
    """The left side with its name; of ``L(\\theta)`` that of ``L``."""
    named = left.function if isinstance(left, Application) else left
    return pen.part(named).replace(pen.math(meaning_latex(named)), pen.math(meaning_latex(left)), 1)


def _right(statement: Meaning) -> Meaning:
    return statement.operands[-1] if isinstance(statement, Chain) else statement


def _operands(side: Meaning) -> Sequence[Meaning]:
    if isinstance(side, Product):
        return side.factors
    if isinstance(side, Total):
        return side.terms
    return (side.numerator, side.denominator) if isinstance(side, Quotient) else ()


def _operation(side: Meaning) -> str:
    if isinstance(side, Product):
        return "multiplied"
    if isinstance(side, Total):
        signs = set(side.signs) - {""}
        return "added" if signs == {"+"} else "taken-away" if side.signs == ("", "-") else ""
    return "divided" if isinstance(side, Quotient) and side.form != "binom" else ""


def _is_extremum(node: Meaning) -> TypeGuard[Operation]:
    """What is sought below another one, "the least of the worst", is a value of that."""
    return isinstance(node, Operation) and node.kind == "extremum"


# --- operators -------------------------------------------------------------------------------------------------------


def _of_operator(node: Meaning, is_whole: bool) -> Sentence | None:
    """What a sum runs over, where the paper says it, and what an extremum looks for."""
    if not isinstance(node, Operation) or node.lower is None or isinstance(node.body, Nothing):
        return None
    members = node.lower.items if isinstance(node.lower, Listing) and node.lower.kind == "bare" else (node.lower,)
    if not all(map(is_readable, members)):
        return None
    if node.kind == "sum":
        return _of_sum(node, node.lower)
    key = _key_of(node, is_whole)
    if not key or node.upper is not None or not is_readable(bare(node.body)):
        return None
    return Sentence("operation", node, lambda pen: _sought(pen, key, members, bare(node.body)))


def _sought(pen: Pen, key: str, members: Sequence[Meaning], body: Meaning) -> str:
    """What is looked for, and what it makes small or large, where the purpose does not say it."""
    if SOUGHT in pen.rows:
        return ""
    sides = [each.operands[0] if _is_range(each) else each for each in members]
    range_ = pen.listed([pen.part(each, side) for each, side in zip(members, sides, strict=True)])
    return pen.row(key, range=range_, part=pen.math(meaning_latex(body)))


def _is_range(member: Meaning) -> TypeGuard[Chain]:
    """Whether it says which values a letter takes, and not which it leaves out."""
    return isinstance(member, Chain) and member.relations[0].sign in (r"\in", r"\sim", "=")


def _of_sum(node: Operation, range_: Meaning) -> Sentence | None:
    operands = range_.operands if _is_range(range_) else (range_,)
    if node.upper is None:
        return Sentence("operation", node, _runs(range_, operands), BY_THE_WAY)
    if not isinstance(range_, Chain) or [one.sign for one in range_.relations] != ["="]:
        return None
    index, first = operands
    last = node.upper

    def write(pen: Pen) -> str:
        is_new = bool(pen.untold([index, last]))
        told = pen.row("summed-range", index=pen.part(index), first=pen.part(first), last=pen.part(last))
        return told if is_new else ""

    return Sentence("operation", node, write, BY_THE_WAY)


def _runs(range_: Meaning, parts: Sequence[Meaning]) -> Write:
    """Over a range of which one part has a name."""

    def write(pen: Pen) -> str:
        named = next((part for part in parts if pen.untold([part])), None)
        return pen.row("summed", range=pen.part(range_, named)) if named is not None else ""

    return write


BORDERS = {"sup": "largest-value", "inf": "smallest-value"}


def _key_of(node: Operation, is_whole: bool) -> str:
    operator = node.operator.replace("\\", "").replace("operatorname", "").strip("*{} ")
    if node.kind != "extremum" or not (operator.startswith("arg") or is_whole):
        return ""
    if operator in BORDERS:  # the value is meant, not where it is taken
        return BORDERS[operator]
    return "largest-of" if operator.endswith(("max", "sup")) else "smallest-of"


# --- boxes and certainties -------------------------------------------------------------------------------------------


def _alike(boxes: Sequence[Box]) -> Sentence:
    """What else the formula has of parts that are told."""

    def write(pen: Pen) -> str:
        told = [
            pen.row(
                "alike",
                box=pen.math(box.sign),
                other=pen.math(sign_of(alike.number)),
                swaps=pen.swaps(alike.swaps),
            )
            for box in boxes
            if (alike := box.alike) is not None
        ]
        return pen.row("alike-end", told=pen.row("alike-on").join(told))

    return Sentence("box", boxes[0].part, write, TELLING)
