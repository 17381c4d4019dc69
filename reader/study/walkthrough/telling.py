"""The sentences of "Read with me": each says one thing that the formula itself, the author or the glossary makes
certain. Where nothing is certain there is no sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Group,
    Integral,
    Listing,
    Meaning,
    Nothing,
    Operation,
    Power,
    Product,
    Quotient,
    Symbol,
    Total,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.messages import Language
from reader.model.values import value
from reader.study.walkthrough.pen import Pen, Place, is_readable
from reader.study.walkthrough.sameness import Swap
from reader.study.walkthrough.skeleton import ROOM, Box, Skeleton, sign_of, width_of
from reader.study.walkthrough.weights import Mixture, Weight, weights_in

MOST_OPERATORS, MOST_LINES, MOST_OF_ALL = 2, 3, 6  # sentences of a kind, and of a formula
MOST_ALIKE = 4  # boxes in a sentence
WIDEST = 1.4 * ROOM  # of a line that is still shown

Write = Callable[[Pen], str]


@value
class Sentence:
    """What is said of a part."""

    kind: str  # "gives", "folded", "operation", "box", "certain"
    part: Meaning
    write: Write


@value
class Idea:
    """A function of the textbook that stands in the formula."""

    name: Mapping[Language, str]
    definition: Mapping[Language, str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One statement. ``forms`` are names of places, ``ideas`` what is known of functions by their spelling."""

    statement: Meaning
    skeleton: Skeleton
    forms: Mapping[Place, Mapping[Language, str]]
    ideas: Mapping[str, Idea]

    def sentences(self) -> list[Sentence]:
        return [*self.opening(), *self.operators(), *self.boxes(), *self.certain()]

    # --- what it gives, and how it reads ---

    def opening(self) -> Iterator[Sentence]:
        statement = self.statement
        if isinstance(statement, Chain) and len(statement.operands) > 1:
            left, right = statement.operands[0], statement.operands[-1]
            sign = statement.relations[0].sign
            if sign in GIVING_RELATIONS and not isinstance(left, Nothing):
                yield Sentence("gives", left, lambda pen: self.outermost(pen, left) or _gives(pen, left))
            elif sign == r"\sim" and is_readable(left) and is_readable(right):
                yield Sentence(
                    "gives", left, lambda pen: pen.row("gives-drawn", left=pen.part(left), right=pen.part(right))
                )
        if self.skeleton.boxes and width_of(self.skeleton.line) <= WIDEST:
            line = meaning_latex(self.skeleton.line)
            yield Sentence("folded", statement, lambda pen: pen.row("folded", formula=pen.math(line)))

    def outermost(self, pen: Pen, left: Meaning) -> str:
        """What is done with the parts of a short right side, where they have names."""
        side = _unwrapped(_right(self.statement))
        parts, key = _operands(side), _operation(side)
        is_short = not self.skeleton.boxes and key and 1 < len(parts) < 5 and all(map(is_readable, parts))
        if not is_short or not any(map(pen.is_named, parts)):
            return ""
        given = _named_left(pen, left)
        said = [pen.part(part) for part in parts]
        return pen.row(key, left=given, parts=pen.listed(said), first=said[0], second=said[1])

    # --- operators ---

    def operators(self) -> list[Sentence]:
        is_whole = not isinstance(self.statement, Chain)
        found = (_of_operator(node, is_whole) for node in walk(self.statement))
        return list(islice(filter(None, found), MOST_OPERATORS))

    # --- boxes ---

    def boxes(self) -> list[Sentence]:
        ranges = [node.lower for node in walk(self.statement) if isinstance(node, Operation) and node.lower]
        told: dict[int, Sentence] = {}
        alike: list[Box] = []
        for box in self.skeleton.boxes:
            if any(one.start <= box.part.start and box.part.end <= one.end for one in ranges):
                continue  # what the operator runs over is told with it
            if box.alike is not None:
                alike.append(box)
            elif width_of(box.line) <= WIDEST and len(told) < MOST_LINES:
                told[box.number] = self.box(box)
        known = [box for box in alike if box.alike and box.alike.number in told][:MOST_ALIKE]
        return [*told.values(), *([_alike(known)] if known else [])]

    def box(self, box: Box) -> Sentence:
        name, line = self.forms.get((box.part.start, box.part.end)), meaning_latex(box.line)

        def write(pen: Pen) -> str:
            called = name[pen.language] if name else ""
            key = "box-named" if called else "box"
            return pen.row(key, box=pen.math(box.sign), formula=pen.math(line), name=called)

        return Sentence("box", box.part, write)

    # --- what is certain ---

    def certain(self) -> Iterator[Sentence]:
        yield from islice(filter(None, map(_distance, walk(self.statement))), 1)
        folded = {box.part: box for box in self.skeleton.boxes}
        weighed = (_weighs(one, folded) for one in weights_in(self.statement))
        yield from islice(filter(None, weighed), 1)
        whole = self.forms.get((_right(self.statement).start, _right(self.statement).end))
        if whole is not None:
            yield Sentence("certain", self.statement, lambda pen: pen.row("known-as", name=whole[pen.language]))
        yield from self.of_functions()

    def of_functions(self) -> Iterator[Sentence]:
        seen: dict[str, Sentence] = {}
        for node in walk(self.statement):
            called = node.function if isinstance(node, Application) and node is not _left(self.statement) else None
            spelled = called.latex if isinstance(called, Symbol) else ""
            idea = self.ideas.get(spelled)
            if idea is not None:
                said = idea.name["en"]
                seen[said] = seen.get(said) or Sentence("certain", node, _idea(spelled, idea))
        yield from seen.values()


def _gives(pen: Pen, left: Meaning) -> str:
    """Nothing where the left side has no name: the eye sees it."""
    named = left.function if isinstance(left, Application) else left
    return pen.row("gives", left=_named_left(pen, left)) if pen.is_named(named) else ""


def _named_left(pen: Pen, left: Meaning) -> str:
    """The left side with its name; of ``L(\\theta)`` that of ``L``."""
    named = left.function if isinstance(left, Application) else left
    return pen.part(named).replace(pen.math(meaning_latex(named)), pen.math(meaning_latex(left)), 1)


def _idea(spelled: str, idea: Idea) -> Write:
    return lambda pen: pen.row(
        "idea", sign=pen.math(spelled), name=idea.name[pen.language], definition=idea.definition[pen.language]
    )


def _spot(part: Meaning) -> Place:
    return part.start, part.end


def _left(statement: Meaning) -> Meaning | None:
    return statement.operands[0] if isinstance(statement, Chain) else None


def _right(statement: Meaning) -> Meaning:
    return statement.operands[-1] if isinstance(statement, Chain) else statement


def _unwrapped(part: Meaning) -> Meaning:
    while isinstance(part, Group):
        part = part.body
    return part


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


# --- operators -------------------------------------------------------------------------------------------------------


def _of_operator(node: Meaning, is_whole: bool) -> Sentence | None:
    """What a big operator does, with what it runs over."""
    if isinstance(node, Integral):
        variable = node.variable
        return Sentence("operation", node, lambda pen: pen.row("integrated", range=pen.part(variable)))
    if not isinstance(node, Operation) or node.lower is None or isinstance(node.body, Nothing):
        return None
    members = node.lower.items if isinstance(node.lower, Listing) and node.lower.kind == "bare" else (node.lower,)
    if not all(map(is_readable, members)):
        return None
    chain = node.lower
    if node.kind in ("sum", "product"):
        over, of_range = ("summed", "summed-range") if node.kind == "sum" else ("multiplied-over", "multiplied-range")
        if node.upper is not None and isinstance(chain, Chain) and [one.sign for one in chain.relations] == ["="]:
            index, first, last = chain.operands[0], chain.operands[1], node.upper
            return Sentence(
                "operation",
                node,
                lambda pen: pen.row(of_range, index=pen.part(index), first=pen.part(first), last=pen.part(last)),
            )
        key = over
    else:
        key = _key_of(node, members, is_whole)
    if not key or node.upper is not None:
        return None
    sign = meaning_latex(replace(node, lower=None, upper=None, body=Nothing(node.end, node.end))).strip()
    return Sentence(
        "operation",
        node,
        lambda pen: pen.row(key, range=pen.listed([pen.part(each) for each in members]), sign=pen.math(sign)),
    )


def _key_of(node: Operation, members: Sequence[Meaning], is_whole: bool) -> str:
    operator = node.operator.replace("\\", "").replace("operatorname", "").strip("*{} ")
    if node.kind == "expectation":
        drawn = all(isinstance(one, Chain) and one.relations[0].sign == r"\sim" for one in members)
        return "averaged-drawn" if drawn else "averaged"
    if node.kind == "gradient":
        return "slope"
    if node.kind != "extremum":
        return ""
    looks_for = operator.startswith("arg") or is_whole
    if operator.endswith(("max", "sup")):
        return "largest" if looks_for else "largest-value"
    if operator.endswith(("min", "inf")):
        return "smallest" if looks_for else "smallest-value"
    return ""


# --- boxes and certainties -------------------------------------------------------------------------------------------


def _alike(boxes: Sequence[Box]) -> Sentence:
    """What else the formula has of parts that are told."""

    def write(pen: Pen) -> str:
        told = [
            pen.row(
                "alike" if alike.swaps else "again",
                box=pen.math(box.sign),
                other=pen.math(sign_of(alike.number)),
                swaps=_swaps(pen, alike.swaps),
            )
            for box in boxes
            if (alike := box.alike) is not None
        ]
        return pen.row("alike-end", told=pen.row("alike-on").join(told))

    return Sentence("box", boxes[0].part, write)


def _swaps(pen: Pen, swaps: Sequence[Swap]) -> str:
    keys = ["swap-on"] * (len(swaps) - 1) + ["swap"] * bool(swaps)
    told = [
        pen.row(key, before=pen.math(_letter(before)), after=pen.math(_letter(after)))
        for key, (before, after) in zip(keys, swaps, strict=True)
    ]
    return pen.row("and").join(told) if pen.language == "en" else "".join(told)


def _letter(text: str) -> str:
    return text if text.startswith("\\") or len(text) == 1 or text.isdigit() else rf"\mathrm{{{text}}}"


def _distance(node: Meaning) -> Sentence | None:
    """A norm of a difference."""
    bars = node.base if isinstance(node, Power) else node
    if not isinstance(bars, Bars) or bars.kind != "norm" or len(bars.items) != 1:
        return None
    inside = _unwrapped(bars.items[0])
    if not isinstance(inside, Total) or inside.signs != ("", "-"):
        return None
    first, second = inside.terms
    if not is_readable(node) or not is_readable(first) or not is_readable(second):
        return None
    return Sentence(
        "certain",
        node,
        lambda pen: pen.row(
            "distance", part=pen.math(meaning_latex(node)), first=pen.part(first), second=pen.part(second)
        ),
    )


def _weighs(found: Weight | Mixture, folded: Mapping[Meaning, Box]) -> Sentence | None:
    def said(pen: Pen, part: Meaning) -> str:
        return pen.math(folded[part].sign) if part in folded else pen.part(part)

    parts = (found.part,) if isinstance(found, Weight) else (found.first, found.second)
    if not all(part in folded or is_readable(part) for part in parts):
        return None

    def write(pen: Pen) -> str:
        weight, zero, one = pen.part(found.weight), *(pen.math(f"{found.weight.latex}={end}") for end in (0, 1))
        if isinstance(found, Weight):
            return pen.row("counts", weight=weight, zero=zero, part=said(pen, found.part))
        first, second = said(pen, found.first), said(pen, found.second)
        return pen.row("mixes", weight=weight, zero=zero, one=one, first=first, second=second)

    return Sentence("certain", found.at, write)
