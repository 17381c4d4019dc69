"""Does a pattern fit a term, and with what in its slots? Backtracking over terms whose sums and products have no order.

A hole (head ``?``) is an open slot: ``text`` is the slot's name, ``args`` nothing, ``stem`` the indices that it is
written with. A hole with the index of a sum takes only what depends on that index, one without it only what does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import islice, permutations

from glossary.block import Block, Slot
from reader.formula.syntax.canonical import canonical_spelling
from reader.meaning.blocks.indices import Names, marked, mentions, solved, steps, taken_from
from reader.meaning.blocks.kinds import APPLIED, KINDS, letter_of
from reader.meaning.blocks.likeness import allowed, is_open_ended, read_as, same_name, same_text
from reader.meaning.blocks.names import affine
from reader.meaning.blocks.terms import NONE, Term, product, total, unsigned, walk
from reader.model.values import value

MOST_FACTORS = 7
MOST_TRIED = 20_000  # ways to choose terms for one pattern, before it is left
ABSORBING = frozenset({"any", "factor", "term", "scalar", "coefficient", "count", "density"})
EQUALITIES = ("rel::=", r"rel:\equiv")


@value
class Fit:
    """What a match has found so far. ``values`` are the slots' terms, ``told`` how they compare.

    ``indices`` are the names that stand for the pattern's indices, with an offset for steps; ``beside`` what stands
    beside the pattern in its own sum or product, ``extra`` what stands inside it too much, with the head that holds it.
    """

    values: dict[str, Term]
    told: dict[str, str]
    indices: Names
    beside: tuple[Term, ...] = ()
    extra: tuple[tuple[str, Term], ...] = ()
    taken: tuple[Term, ...] = ()
    tried: list[int] = field(default_factory=lambda: [0], compare=False)  # how often, by all that came of one beginning


def tries(terms: Sequence[Term], fit: Fit) -> Iterator[tuple[int, Term]]:
    """The terms with their places. Four of a hundred make a hundred million choices: there is an end to that."""
    for k, term in enumerate(terms):
        fit.tried[0] += 1
        if fit.tried[0] > MOST_TRIED:
            return
        yield k, term


def lacks(terms: Sequence[Term], patterns: Sequence[Term]) -> bool:
    """Whether one of the patterns needs what is in none of the terms."""
    for pattern in patterns:
        for term in terms:
            if pattern.needs <= term.heads:
                break
        else:
            return True
    return False


class Matcher:
    """Fits one block's patterns. ``slots`` by name, ``tolerant`` and ``ordered`` as the block says."""

    __slots__ = ("alike", "distinct", "holding", "ordered", "slots", "tolerant", "unlike", "whole")

    def __init__(self, block: Block, slots: Mapping[str, Slot], holding: Mapping[str, Term]) -> None:
        self.slots = slots
        self.holding = holding  # by slot, the pattern that must occur inside its value
        self.tolerant = block.tolerant
        self.ordered = block.ordered
        self.whole = block.whole
        self.distinct, self.alike, self.unlike = (
            tuple(map(canonical_spelling, names)) for names in (block.distinct, block.alike, block.unlike)
        )

    def fits(self, pattern: Term, term: Term) -> Iterator[Fit]:
        """Every way in which the pattern fits this term; what is beside it in the term's own sum or product is free."""
        empty = Fit({}, {}, {})
        if pattern.head == "add":
            found = self.sums(pattern, term, empty, outermost=True)
        elif pattern.head in ("mul", "frac"):
            found = self.products(pattern, term, empty, outermost=True)
        else:
            found = self.match(pattern, term, empty)
        for fit in found:
            if self.holds(fit):
                yield fit

    def holds(self, fit: Fit) -> bool:
        """Whether the slots that must differ do, and those that share a letter."""
        told = [fit.told[name] for name in self.distinct if name in fit.told]
        if len(set(told)) < len(told):
            return False
        for pair, same in ((self.alike, True), (self.unlike, False)):
            letters = [letter_of(fit.values[name]) for name in pair if name in fit.values]
            if len(letters) == 2 and ((letters[0] == letters[1] != "") != same):
                return False
        return True

    def match(self, pattern: Term, term: Term, fit: Fit) -> Iterator[Fit]:
        if not pattern.needs <= term.heads:
            return
        if pattern.head == "?":
            yield from self.bind(pattern, term, fit)
        elif pattern.head == "none" or (pattern.head == "rangeless" and term is NONE):
            yield fit
        elif pattern.head == "add":
            yield from self.sums(pattern, term, fit)
        elif pattern.head in ("mul", "frac") and term.head != "add":
            yield from self.products(pattern, term, fit)
        elif term.head in ("add", "mul") and self.tolerant:
            yield from self.among(pattern, term, fit)
        else:
            yield from self.compare(pattern, read_as(pattern.head, term), fit)

    def compare(self, pattern: Term, term: Term, fit: Fit) -> Iterator[Fit]:
        head = pattern.head
        if head != term.head and not (head == "rel:=" and term.head in EQUALITIES):
            return
        if head in ("sym", "num"):
            if same_name(pattern, term):
                yield fit
        elif same_text(head, pattern.text, term.text):
            yield from self.arguments(pattern, term, fit)

    def arguments(self, pattern: Term, term: Term, fit: Fit) -> Iterator[Fit]:
        wanted, given = pattern.args, term.args
        if len(wanted) < len(given) and wanted and is_open_ended(pattern.head):
            rest = Term(pattern.head if pattern.head[:3] == "op:" else "list", given[len(wanted) - 1 :])
            if wanted[-1].head == "?" and len(wanted) > (pattern.head == "app"):
                given = (*given[: len(wanted) - 1], rest)
        if len(wanted) != len(given):
            return
        if pattern.head in ("inner", "fn:max", "fn:min") or (pattern.head.startswith("op:") and len(wanted) == 2):
            for order in permutations(given) if len(given) < 4 else [given]:
                yield from self.all(wanted, order, fit)
        elif all(one.needs <= other.heads for one, other in zip(wanted, given, strict=True)):
            yield from self.all(wanted, given, fit)

    def among(self, pattern: Term, term: Term, fit: Fit) -> Iterator[Fit]:
        """The pattern fits one of the terms or factors, and the other one is told as a difference."""
        if self.tolerant and len(term.args) == 2 and not fit.extra:
            for one, other in (term.args, term.args[::-1]):
                for found in self.match(pattern, one, fit):
                    yield replace(found, extra=(*found.extra, (term.head, other)))

    def all(self, patterns: Sequence[Term], terms: Sequence[Term], fit: Fit) -> Iterator[Fit]:
        """Each pattern fits the term at its place. Ranges come first, so that indices are known where they are used."""
        if not patterns:
            yield fit
            return
        first = 0 if patterns[0].head != "?" or len(patterns) == 1 else _first_closed(patterns)
        for found in self.match(patterns[first], terms[first], fit):
            yield from self.all(_without(patterns, first), _without(terms, first), found)

    def sums(self, pattern: Term, term: Term, fit: Fit, outermost: bool = False) -> Iterator[Fit]:
        if term.head != "add" or len(term.args) < len(pattern.args):
            return
        _, _, closed, holes, _, _ = pattern.parts
        if lacks(term.args, closed):
            return
        for found, rest in self.choose(closed, list(term.args), fit):
            for filled, left in self.fill(holes, rest, found, total):
                if not _is_torn(pattern, term, (filled.values.get(hole.text) for hole in holes)):
                    yield from self.beside(term.args, left, filled, outermost, "add")

    def products(self, pattern: Term, term: Term, fit: Fit, outermost: bool = False) -> Iterator[Fit]:
        above, below, closed, holes, closed_below, holes_below = pattern.parts
        over, under = term.parts[:2]
        if len(below) > len(under) or len(over) > MOST_FACTORS or len(above) > len(over) + len(under):
            return
        if lacks(over, closed) or lacks(under, closed_below):
            return
        if self.ordered and not below:
            yield from self.in_order(above, over, under, fit, outermost)
            return
        for found, low in self.choose(closed_below, under, fit):
            for lowered, left_low in self.fill(holes_below, low, found, _joined):
                for raised, high in self.choose(closed, over, lowered):
                    yield from self.rest(holes, high, left_low, raised, (*over, *under), outermost)

    def rest(
        self, holes: list[Term], high: list[Term], low: list[Term], fit: Fit, whole: Sequence[Term], outermost: bool
    ) -> Iterator[Fit]:
        """The open slots above the line take what is left, with what is left below the line."""
        if low and len(holes) > 1:  # a coefficient takes what is below the line, if one is there
            holes = sorted(holes, key=lambda hole: self.slots[hole.text].kind in ("scalar", "coefficient"))
        if low and holes and not outermost and self.slots[holes[-1].text].kind in ABSORBING:
            for filled, left in self.fill(holes[:-1], high, fit, _joined, spare=True):
                for last in self.bind(holes[-1], product(left, low), filled):
                    yield from self.beside(whole, [], last, outermost, "mul")
            return
        for filled, left in self.fill(holes, high, fit, _joined):
            yield from self.beside(whole, [*left, *low], filled, outermost, "mul")

    def in_order(
        self, patterns: Sequence[Term], terms: Sequence[Term], under: Sequence[Term], fit: Fit, outermost: bool
    ) -> Iterator[Fit]:
        for begin in range(len(terms) - len(patterns) + 1):
            window = terms[begin : begin + len(patterns)]
            for found in self.all(patterns, window, fit):
                left = [*terms[:begin], *terms[begin + len(patterns) :], *under]
                yield from self.beside((*terms, *under), left, found, outermost, "mul")

    def choose(self, patterns: list[Term], terms: list[Term], fit: Fit) -> Iterator[tuple[Fit, list[Term]]]:
        """Each pattern takes one of the terms; what is left comes with the fit."""
        if not patterns:
            yield fit, terms
            return
        needs, negative = patterns[0].needs, patterns[0].head == "neg"
        for k, term in tries(terms, fit):
            if not needs <= term.heads or (negative and term.head != "neg"):
                continue
            for found in self.match(patterns[0], term, fit):
                yield from self.choose(patterns[1:], [*terms[:k], *terms[k + 1 :]], found)

    def fill(
        self,
        holes: list[Term],
        terms: list[Term],
        fit: Fit,
        join: Callable[[Sequence[Term]], Term],
        spare: bool = False,
    ) -> Iterator[tuple[Fit, list[Term]]]:
        """Open slots take terms: one each, the last one of an absorbing kind all that is left."""
        if not holes:
            yield fit, terms
            return
        if len(terms) < len(holes):
            return
        hole, others = holes[0], holes[1:]
        if not others and not spare and len(terms) > 1 and self.slots[hole.text].kind in ABSORBING:
            for found in self.bind(hole, join(terms), fit):
                yield found, []
        for k, term in tries(terms, fit):
            left = [*terms[:k], *terms[k + 1 :]]
            for found in self.bind(hole, term, fit):
                yield from self.fill(others, left, found, join, spare)

    def beside(
        self, whole: Sequence[Term], left: Sequence[Term], fit: Fit, outermost: bool, head: str
    ) -> Iterator[Fit]:
        """What the pattern leaves over: free around it, a variant inside where the block is tolerant, else no fit."""
        if outermost:
            if not (left and self.whole):
                taken = tuple(term for term in whole if not any(term is other for other in left))
                yield replace(fit, beside=tuple(left), taken=taken)
        elif not left:
            yield fit
        elif self.tolerant and len(left) == 1 and len(fit.extra) < 2:
            yield replace(fit, extra=(*fit.extra, (head, left[0])))

    def bind(self, hole: Term, term: Term, fit: Fit) -> Iterator[Fit]:
        slot = self.slots[hole.text]
        term_in, minus = (term, False) if slot.kind in ("term", "any") else unsigned(term)
        if minus or term is NONE or not KINDS[slot.kind].holds(term) or not allowed(slot, term):
            return
        if slot.kind in ("index", "step") and not hole.stem:
            name = "|".join(part.text for part in walk(term) if part.head == "sym") or term.key
            known = fit.indices.get(hole.text)
            if known is None:
                values = {**fit.values, hole.text: term}
                yield replace(fit, indices={**fit.indices, hole.text: (name, 0)}, values=values)
            elif known == (name, 0):
                yield fit
            return
        for told, indices in self.told(hole, term, fit):
            known_key = fit.told.get(hole.text)
            if known_key is None:
                values = {**fit.values, hole.text: term_in}
                made = Fit(values, {**fit.told, hole.text: told}, indices, fit.beside, fit.extra, fit.taken, fit.tried)
                yield from self.inside(hole.text, term_in, made)
            elif known_key == told:
                yield replace(fit, indices=indices) if indices is not fit.indices else fit

    def inside(self, name: str, term: Term, fit: Fit) -> Iterator[Fit]:
        """The fits in which the value of a slot holds what it must."""
        wanted = self.holding.get(name)
        if wanted is None:
            yield fit
        else:
            value = wanted.head == "?" and self.slots[wanted.text].kind not in APPLIED  # no name of a function
            named = {id(part.args[0]) for part in walk(term) if part.head == "app"} if value else ()
            inside = (part for part in walk(term) if id(part) not in named)
            yield from islice((found for part in inside for found in self.match(wanted, part, fit)), 2)

    def told(self, hole: Term, term: Term, fit: Fit) -> Iterator[tuple[str, Names]]:
        """How the term compares once its indices are taken out, and which indices these were."""
        wanted = [entry for entry in hole.stem.split(",") if entry]
        key = term.key
        if hole.stem == "*" or hole.stem.isdigit():
            told = marked(hole.stem, term)
            if told:
                yield told, fit.indices
            return
        if not wanted:
            names = [name for slot, (name, _) in fit.indices.items() if self.slots[slot].kind == "index"]
            if not any(mentions(key, name) for name in names):
                yield key, fit.indices
            return
        yield from self.taken_out(wanted, key, term, fit.indices, fit.told.get(hole.text))

    def taken_out(
        self, wanted: list[str], key: str, term: Term, indices: Names, known: str | None
    ) -> Iterator[tuple[str, Names]]:
        for number, entry in enumerate(wanted):
            name, offset = affine(entry) or (entry, 0)
            slot = self.slots[name]
            if slot.kind == "step":
                yield from steps(name, offset, term, indices, slot.stems, slot.barred)
                return
            if name in indices:
                found = indices[name][0]
                if not mentions(key, found):
                    return
                key = taken_from(key, found, f"#{number}")
            elif known is not None:
                found = solved(known, key, f"#{number}")
                if not found:
                    return
                indices = {**indices, name: (found, 0)}
                key = known
            else:
                return
        yield key, indices


def _joined(terms: Sequence[Term]) -> Term:
    return product(terms, ())


def _is_torn(pattern: Term, whole: Term, values: Iterable[Term | None]) -> bool:
    """Whether a side of a difference would be picked from both sides of the other one: of ``(a - b) - (c - d)`` the
    sides are the brackets, and ``a - c + d`` beside ``b`` is nobody's reading."""
    if not any(arg.head == "neg" for arg in pattern.args):
        return False
    sums = [value for value in values if value is not None and value.head == "add"]
    return any(
        value.start < arg.start < value.end and not any(arg is own for own in value.args)
        for value in sums
        for arg in whole.args
    )


def _first_closed(patterns: Sequence[Term]) -> int:
    return 0 if patterns[0].stem == "" else next((k for k, p in enumerate(patterns) if p.head != "?"), 0)


def _without(items: Sequence[Term], k: int) -> Sequence[Term]:
    return (*items[:k], *items[k + 1 :])
