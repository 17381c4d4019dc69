"""What holds of a formula's parts: by algebra, by the names of textbook forms, by what its functions do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from glossary.naming import fold_name
from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Given,
    Meaning,
    Nothing,
    Number,
    Operation,
    Power,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.signs import GIVING_RELATIONS
from reader.formula.syntax.tree import walk
from reader.study.walkthrough.chance import is_normal, noisy, normal
from reader.study.walkthrough.conditions import conditions_in
from reader.study.walkthrough.directions import SMALL_WANTED, Direction, directions_of, is_place
from reader.study.walkthrough.forms import forms_in
from reader.study.walkthrough.names import FUNCTION_WORDS
from reader.study.walkthrough.patterns.bounds import bounds_in, compared
from reader.study.walkthrough.patterns.renewal import is_replaced, renewals_in
from reader.study.walkthrough.pen import SAID_OF_DISTANCES, Pen, Place, is_readable
from reader.study.walkthrough.ratios import Share, WeightedMean, ratios_in
from reader.study.walkthrough.sentence import BY_THE_WAY, TELLING, Idea, NamedForm, Sentence, Write
from reader.study.walkthrough.skeleton import Skeleton, boxes_in, width_of
from reader.study.walkthrough.succession import is_next
from reader.study.walkthrough.weights import Mixture, Weight, Weights, stands_once, weights_in

MOST_CONDITIONS = 2
MOST_FUNCTIONS = 2  # that are explained
MOST_SLOTS = 4  # of a named form
WIDEST = 22.0  # em of a part that moves the whole
WIDEST_TOGETHER = 30.0  # em of all of them where none is folded
# Ideas of which the name says all, or which say too little of what a letter is that stands for one, in English.
TOO_PLAIN = frozenset((
    "derivative", "function", "language model", "loss function", "neural network", "objective function", "parameter",
    "probability", "subset",
))  # fmt: skip
# By what is larger, what is smaller, or both.
FALLS = {"both": "falls-both", "larger": "falls-larger", "smaller": "falls-smaller"}
RISES = {"both": "rises-both", "larger": "rises-larger", "smaller": "rises-smaller"}
SOUGHT = {"both": "sought-both", "larger": "sought-larger", "smaller": "sought-smaller"}
GROWING_IDEAS = frozenset(("sigmoid function", "log-sigmoid", "softplus", "hyperbolic tangent"))  # in English
# Rows of purposes that say what a sentence would say again.
SAID_OF_WEIGHTS = {
    "pace": frozenset(("sized-moves-against", "sized-moves-along", "step-towards")),
    "counts": frozenset(("weighs", "weighs-against", "weighs-opposed")),
}
SAID_OF_DIRECTIONS = frozenset(("weighs-against", "likely", "surprise"))
SAID_OF_BOTH_WAYS = frozenset(("grows-with", "limits-least-both", "limits-most-both", "pulls", "shrinks-with"))
OF_ACTING = (" action", " state")
ACTING = frozenset(("a", "s", r"\tau", "u"))  # letters of actions, states and courses of both
LETTER = re.compile(r"(?<![\w'-])[b-hj-zB-HJ-Z\u0370-\u03ff](?![\w'-])")  # a symbol in prose


@dataclass(frozen=True, slots=True)
class Certainties:
    """One statement. ``explained`` are the boxes that are told; ``is_alone`` says that the display makes no
    other statement."""

    statement: Meaning
    skeleton: Skeleton
    forms: Mapping[Place, NamedForm]
    ideas: Mapping[str, Idea]
    explained: frozenset[str] = frozenset()
    noise: frozenset[str] = frozenset()
    is_alone: bool = True
    is_lagrangian: bool = False

    def leading(self) -> Iterator[Sentence]:
        """What tells most of all of it."""
        yield from renewals_in(self.statement)
        if not self.explained:
            yield from self.directions()
        yield from bounds_in(self.statement)

    def sentences(self) -> Iterator[Sentence]:
        if self.explained:
            yield from self.directions()  # by boxes that must have been told
        right, drawn = bare(self.right), self.drawn()
        normals = (normal(each, drawn, is_all=each is right) for each in walk(self.statement))
        yield from islice(filter(None, normals), 1)
        yield from noisy(self.right, self.noise)
        yield from self.form()
        yield from islice(conditions_in(self.statement), MOST_CONDITIONS)
        yield from islice(filter(None, map(_share, ratios_in(self.statement))), 1)
        yield from islice(filter(None, map(_distance, walk(compared(self.statement)))), 1)
        form = self.named_form
        told = self.right if form is not None and len(form.slots) > 1 else None  # its parts say what is mixed
        weights = (each for each in weights_in(self.statement) if isinstance(each, Mixture) or not self.is_lagrangian)
        weighed = (self.weighs(each) for each in weights if each.at is not told)
        yield from islice(filter(None, weighed), 1)
        yield from forms_in(self.statement)
        yield from islice(self.functions(), MOST_FUNCTIONS)

    def moves(self, total: Total) -> bool:
        """Whether a sum is the old value and what is added to it."""
        left = self.left
        terms = [each for each in total.terms if isinstance(each, Symbol)]
        is_kept = is_replaced(self.statement)
        return isinstance(left, Symbol) and any(
            is_next(left.latex, each.latex) or (is_kept and each.latex == left.latex) for each in terms
        )

    def drawn(self) -> Meaning | None:
        """What follows the distribution that all of the right side is."""
        left = self.left
        if isinstance(left, Application) and len(left.arguments) == 1:
            inside = left.arguments[0]
            return inside.left if isinstance(inside, Given) else inside
        is_sign = isinstance(self.statement, Chain) and self.statement.relations[-1].sign == r"\sim"
        return left if is_sign else None

    # --- names ---

    def form(self) -> Iterator[Sentence]:
        """The textbook's name of the right side, with what its parts are called."""
        form = self.named_form
        if form is None or is_normal(bare(self.right)):
            return
        left = self.left

        def write(pen: Pen) -> str:
            slots = [
                pen.row("slot", name=name[pen.language], part=pen.math(latex))
                for latex, name in form.slots[:MOST_SLOTS]
            ]
            key = "known-as" if self.is_alone or left is None else "known-as-of"
            whose = pen.math(meaning_latex(left)) if left is not None else ""
            if not slots:
                return ""  # a name alone says nothing of this formula
            said = pen.row(key, name=form.name[pen.language], left=whose)
            return said + pen.row("known-with", slots=pen.listed(slots, "here-and"))

        yield Sentence("certain", self.statement, write)

    @property
    def named_form(self) -> NamedForm | None:
        """The textbook's form that all of the right side has, or all that an extremum is sought of."""
        wholes = [self.right]
        if isinstance(self.right, Operation) and self.right.kind == "extremum":
            wholes.append(self.right.body)
        return next((form for each in wholes if (form := self.forms.get((each.start, each.end)))), None)

    def functions(self) -> Iterator[Sentence]:
        """What the textbook says of functions, where no place of the form has a narrower name: "new policy"."""
        seen: set[str] = set()
        form = self.named_form
        named = {latex: name["en"] for latex, name in form.slots[:MOST_SLOTS]} if form is not None else {}
        inside = [inner for node in walk(self.statement) if is_normal(node) for inner in walk(node)]
        for node in walk(self.statement):
            if node in inside:
                continue
            spelled = _name(node) if isinstance(node, Application) and node is not self.left else ""
            idea = self.ideas.get(spelled)
            if idea is None or not idea.is_new or "'" in spelled or _speaks_of_others(idea, node):
                continue  # the slope of a function is another one
            is_bare = form is not None and form.name["en"] == idea.name["en"] and LETTER.search(idea.definition["en"])
            if is_bare or named.get(spelled, "").endswith(f" {idea.name['en']}"):
                continue
            if idea.name["en"] not in seen | TOO_PLAIN:
                seen.add(idea.name["en"])
                yield Sentence("certain", node, _idea(spelled, idea), BY_THE_WAY)

    # --- algebra ---

    def weighs(self, found: Weight | Weights | Mixture) -> Sentence | None:
        folded = {box.part: box for box in self.skeleton.boxes if box.sign in self.explained}

        def said(pen: Pen, part: Meaning) -> str:
            return pen.math(folded[part].sign) if part in folded else pen.part(part)

        match found:
            case Weights():
                parts = found.parts
            case Weight():
                parts = (found.part,)
            case Mixture():
                parts = (found.first, found.second)
        is_short = sum(width_of(folded[each].line if each in folded else each) for each in parts) <= WIDEST
        if isinstance(found, Weights) and not is_short:
            return None
        if isinstance(found, Mixture) and not all(part in folded or is_readable(part) for part in parts):
            return None

        def write(pen: Pen) -> str:
            if isinstance(found, Weights):
                weights = pen.listed([pen.part(each) for each in found.weights])
                return pen.row("count", weights=weights, parts=pen.listed([said(pen, each) for each in parts]))
            weight, zero, one = pen.part(found.weight), *(pen.math(f"{found.weight.latex}={end}") for end in (0, 1))
            if isinstance(found, Weight):
                part = said(pen, found.part) if is_short and stands_once(found.part, self.statement) else ""
                return self.weighs_one(found, pen, weight, zero, part)
            first, second = said(pen, found.first), said(pen, found.second)
            return pen.row("mixes", weight=weight, zero=zero, one=one, first=first, second=second)

        return Sentence("certain", found.at, write)

    def weighs_one(self, found: Weight, pen: Pen, weight: str, zero: str, part: str) -> str:
        """What one weight does, where the purpose does not say it."""
        key = "pace" if self.moves(found.at) else "counts"
        if pen.rows & SAID_OF_WEIGHTS[key] or (key == "pace" and not part):
            return ""
        return pen.row(key if part else "counts-term", weight=weight, zero=zero, part=part)

    def directions(self) -> Iterator[Sentence]:
        """What makes the left side larger or smaller; of an extremum, what is looked for."""
        found = self.plainest_directions()
        if found and all(boxes_in(each.part) <= self.explained for each in found):
            wants_small = self.is_loss or (self.sought is not None and "min" in self.sought.operator)
            left = self.left if self.sought is None else None
            if left is not None and any(meaning_latex(each.part) == meaning_latex(left) for each in found):
                return  # what is equal to its own opposite
            yield Sentence("certain", self.statement, _directions(found, left, wants_small), TELLING)

    def plainest_directions(self) -> list[Direction]:
        """The parts that move the whole: as they are where they are short enough together, else in boxes."""
        plain = self.directions_in(self.statement)
        if plain and sum(width_of(each.part) for each in plain) <= WIDEST_TOGETHER:
            return plain
        return self.directions_in(self.skeleton.line) or plain

    def directions_in(self, line: Meaning) -> list[Direction]:
        """The parts that move a value which the formula gives, or looks for the extremum of; in the skeleton, with its
        boxes."""
        side = bare(_right(line))
        if self.sought is not None and isinstance(side, Operation):
            side = side.body
        elif not (_gives(line) and self.left is not None and is_readable(self.left)):
            return []
        lines = {box.sign: box.line for box in self.skeleton.boxes if box.alike is None}
        parts = {box.sign: box.part for box in self.skeleton.boxes}
        found = directions_of(
            side,
            frozenset(spelled for spelled, idea in self.ideas.items() if idea.name["en"] in GROWING_IDEAS),
            lambda part: lines.get(meaning_latex(part)) or parts.get(meaning_latex(part)),
            is_number=self.is_loss or self.sought is not None,
        )
        is_short = all(width_of(each.part) <= WIDEST for each in found)
        return found if is_short and not all(each.plain for each in found) else []

    @property
    def sought(self) -> Operation | None:
        """The extremum that all of the formula stands below, or whose place is all of the right side."""
        side = bare(self.statement)
        if isinstance(side, Chain) and len(side.operands) == 2 and _gives(side):
            place = bare(side.operands[1])
            return place if isinstance(place, Operation) and is_place(place) else None
        return side if isinstance(side, Operation) and side.kind == "extremum" else None

    @property
    def is_loss(self) -> bool:
        symbol = self.left.function if isinstance(self.left, Application) else self.left
        return isinstance(symbol, Symbol) and symbol.stem in SMALL_WANTED

    # --- sides ---

    @property
    def left(self) -> Meaning | None:
        return self.statement.operands[0] if isinstance(self.statement, Chain) else None

    @property
    def right(self) -> Meaning:
        return _right(self.statement)


def _gives(line: Meaning) -> bool:
    """Whether a value stands left, and right what it is equal to."""
    if not isinstance(line, Chain) or isinstance(line.operands[0], Nothing):
        return False
    return all(relation.sign in GIVING_RELATIONS for relation in line.relations)


def _right(statement: Meaning) -> Meaning:
    return statement.operands[-1] if isinstance(statement, Chain) else statement


def _speaks_of_others(idea: Idea, node: Meaning) -> bool:
    """Whether the textbook speaks of states and actions where none stand in the brackets: prompts and responses."""
    letters = {each.stem.rpartition("{")[2].rstrip("}").casefold() for each in walk(node) if isinstance(each, Symbol)}
    return any(word in idea.definition["en"] for word in OF_ACTING) and ACTING.isdisjoint(letters)


def _name(node: Application) -> str:
    return node.function.latex if isinstance(node.function, Symbol) else ""


def _idea(spelled: str, idea: Idea) -> Write:
    words = {each for each in fold_name("".join(each if each.isalpha() else " " for each in spelled)) if len(each) > 1}
    named = set(fold_name(idea.name["en"])) - FUNCTION_WORDS
    letters = LETTER.search(idea.definition["en"]) is not None  # which of the formula's they are is not said
    is_noun = idea.definition["ja"].partition("。")[0].endswith("です") and "つまり" not in idea.definition["ja"]

    def write(pen: Pen) -> str:
        if letters and named & words:
            return ""
        key = "idea-named" if letters else "idea-spelled" if named <= words else "idea-is" if is_noun else "idea"
        return pen.row(
            key, sign=pen.math(spelled), name=idea.name[pen.language], definition=idea.definition[pen.language]
        )

    return write


def _share(found: Share | WeightedMean) -> Sentence | None:
    if not isinstance(found, Share) or not is_readable(found.part):
        return None

    def write(pen: Pen) -> str:
        part = pen.math(meaning_latex(found.part))
        return pen.row("share", part=part, index=pen.part(found.index))

    return Sentence("certain", found.at, write)


def _distance(node: Meaning) -> Sentence | None:
    """A norm of a difference; of its powers those that are surely 0 where it is."""
    bars = node.base if isinstance(node, Power) else node
    if isinstance(node, Power) and not isinstance(bare(node.exponent), Number):
        return None
    if not isinstance(bars, Bars) or bars.kind != "norm" or len(bars.items) != 1:
        return None
    inside = bare(bars.items[0])
    if not isinstance(inside, Total) or inside.signs != ("", "-"):
        return None
    first, second = inside.terms
    if not is_readable(first) or not is_readable(second):
        return None
    key = "distance" if is_readable(node) else "distance-here"

    def write(pen: Pen) -> str:
        if pen.rows & SAID_OF_DISTANCES:
            return ""
        return pen.row(key, part=pen.math(meaning_latex(node)), first=pen.part(first), second=pen.part(second))

    return Sentence("certain", node, write)


def _directions(found: Sequence[Direction], left: Meaning | None, wants_small: bool) -> Write:
    """Losses are told by what makes them small, all else by what makes it large."""
    larger = [each.part for each in found if each.grows != wants_small]
    smaller = [each.part for each in found if each.grows == wants_small]
    given = list({meaning_latex(part): part for each in found for part in each.given}.values())

    def write(pen: Pen) -> str:
        is_said = all(meaning_latex(each.part) in pen.purpose for each in found)
        if is_said and pen.rows & SAID_OF_DIRECTIONS and (left is None or len(found) == 1):
            return ""
        if is_said and pen.rows & SAID_OF_BOTH_WAYS:
            return ""
        up, down = (pen.listed([pen.math(meaning_latex(part)) for part in parts]) for parts in (larger, smaller))
        which = "both" if up and down else "larger" if up else "smaller"
        rows = SOUGHT if left is None else FALLS if wants_small else RISES
        whose = pen.math(meaning_latex(left)) if left is not None else ""
        positive = pen.listed([pen.math(meaning_latex(part)) for part in given])
        where = pen.row("positive", parts=positive) if given else ""
        return pen.row(rows[which], left=whose, larger=up, smaller=down, given=where)

    return write
