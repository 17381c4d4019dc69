"""Inputs: one for each name, unknown function or gradient; members of a family share one array."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Derivative,
    Differential,
    Given,
    Meaning,
    Operation,
    Symbol,
)
from reader.formula.semantics.printer import meaning_latex
from reader.study.evaluation.matrices import forms
from reader.study.evaluation.matrices.drawn import DRAWN, kind_drawn
from reader.study.evaluation.matrices.parted import counted_family
from reader.study.evaluation.plan import Builder, Family, Input, Order, Place, Value
from reader.study.evaluation.planning.distributions import rival_of
from reader.study.evaluation.planning.evaluated import is_anything
from reader.study.evaluation.planning.indices import (
    Indices,
    Item,
    Template,
    arguments_of,
    coarse,
    constants_in,
    left_of,
)
from reader.study.evaluation.planning.kinds import Kinds
from reader.study.evaluation.planning.ranges import ANYTHING, Range, is_subset
from reader.study.evaluation.refusal import Refusal
from reader.study.evaluation.signs import Ordering, family_of
from reader.study.noun_kinds import THING

WHY: dict[type, str] = {
    Operation: "atom-gradient", Derivative: "atom-gradient", Differential: "atom-change",
}  # fmt: skip
GUESSES = frozenset({"ground-weight", "ground-plain", "ground-field"})
AVERAGES = (r"\bar{", r"\overline{")


@dataclass(slots=True)
class Atoms:
    """The inputs of one formula. :meth:`note` is called for every occurrence before :meth:`value` is for any."""

    indices: Indices
    kinds: Kinds
    sizes: Mapping[str, int]
    families: dict[str, Family] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()  # axes of draws that are all outcomes, with their probabilities
    divided: frozenset[str] = frozenset()  # probabilities that the formula divides by their own sum
    laws: frozenset[str] = frozenset()  # probabilities that add up to one over a letter of their outcome
    orderings: Mapping[str, Ordering] = field(default_factory=dict)  # of what the formula divides by the steps of
    scales: Mapping[str, float] = field(default_factory=dict)  # of what a bound compares with numbers
    optima: list[tuple[str, str, bool]] = field(default_factory=list)
    varying: frozenset[str] = frozenset()  # what differs from draw to draw, where the formula names nothing
    members: dict[str, tuple[str, list[Place]]] = field(default_factory=dict)  # of what was noted apart: its family

    def note(self, node: Meaning, shape: tuple[int, ...], needed: str = "", outcome: str = "") -> None:
        """``needed`` is the kind that logarithms need; ``outcome`` is the axis along which this is a distribution."""
        key, places, made = self._read(node, shape)
        if made.domain == "complex":
            raise Refusal("complex", made.latex)
        family = self.families.setdefault(key, made)
        if family.shape != shape:
            raise Refusal("no-shape", family.latex)
        family.widen(self._span(place) for place in places)
        if needed and family.domain in ("real", "positive"):
            family.domain, family.guessed = needed, False
        if outcome:
            family.domain, family.why, family.guessed = "unit", "atom-chance", False
            family.normalised = ([place.axis for place in places].index(outcome),)

    def refuse_strays(self) -> None:
        """Raises where something looks like a member of a family that runs, and could not be read as one."""
        self._join_members()
        self._refuse_reversed()
        running = {coarse(each.latex): each.latex for each in self.families.values() if each.low}
        for each in self.families.values():
            member = running.get(coarse(each.latex))
            if not each.low and not each.apart and member is not None and "_" in member + each.latex:
                raise Refusal("index-unreadable", each.latex)
        counted = {each.latex.split("_{")[0] for each in self.families.values() if each.low}
        for each in self.families.values():
            accent = next((mark for mark in AVERAGES if each.latex.startswith(mark)), None)
            if accent is not None and each.latex[len(accent) : -1] in counted:  # the mean of the others
                raise Refusal("related-values", each.latex)

    def _join_members(self) -> None:
        """``z(t_1)`` and ``z(t_K)`` are members of the ``z(t_k)`` beside them."""
        for key, alone in list(self.families.items()):
            for other, family in self.families.items() if not alone.low else ():
                found = constants_in(key, other, self.sizes) if family.low else None
                if found is None:
                    continue
                if family.sets or family.shape != alone.shape:
                    raise Refusal("index-unreadable", alone.latex)
                self.members[key] = other, [Place(None, position) for position in found]
                family.widen((position, position) for position in found)
                family.domain = alone.domain if family.domain == "real" else family.domain
                del self.families[key]
                break

    def _refuse_reversed(self) -> None:
        """``T(N-i)`` beside ``T(i)`` holds the same values the other way round."""
        for key, family in self.families.items():
            head, opened, _ = key.partition("(")
            if opened and "-#" in key and any(other != key and other.startswith(f"{head}(") for other in self.families):
                raise Refusal("index-unreadable", family.latex)

    def value(self, to: Builder, node: Meaning, shape: tuple[int, ...]) -> Value:
        key, places, made = self._read(node, shape)
        key, places = self.members.get(key, (key, places))
        if key not in self.families:  # a bound that stands below a sum alone: ``m <= n`` below it, and a(n) behind
            raise Refusal("range-unknown", made.latex)
        return self.placed(to, key, places)

    def placed(self, to: Builder, key: str, places: list[Place]) -> Value:
        family = self.families[key]
        at = to.add("input", (), (list(self.families).index(key),), family.sizes)
        axes: list[str] = []
        sizes = list(family.sizes)
        dropped = []
        for k, (place, low) in enumerate(zip(places, family.low, strict=True)):
            start, end = self._span(place)
            if (start, end) != (low, family.high[k]):
                sizes[k] = end - start + 1
                at = to.add("slice", (at,), (k, start - low, sizes[k]), tuple(sizes))
            if place.axis is None:
                dropped.append(k)
            else:
                axes.append(place.axis)
        if len(set(axes)) < len(axes):
            raise Refusal("index-twice", family.latex)
        if dropped:
            at = to.reduce("sum", Value(at), tuple(dropped))
        return Value(at, tuple(axes), family.shape)

    def inputs(self) -> tuple[Input, ...]:
        """The inputs, those that are an optimum with the values beside it."""
        found = [_summed(each) for each in self._inputs()]
        keys = list(self.families)
        for best, other, greatest in self.optima:
            if best in self.families and other in self.families and best != other:
                at, beside = keys.index(best), keys.index(other)
                found[at] = replace(found[at], best_of=(*found[at].best_of, beside), greatest=greatest)
        return tuple(found)

    def note_optima(self, pairs: Iterable[tuple[Meaning, Meaning, bool]]) -> None:
        """Pairs of an optimum and a value beside it, and whether it is the greatest."""
        self.optima = [(self._read(best, ())[0], self._read(other, ())[0], greatest) for best, other, greatest in pairs]

    def _inputs(self) -> tuple[Input, ...]:
        alone = Counter(each.lone for each in self.families.values() if each.lone)
        return tuple(
            Input(
                each.latex,
                each.sizes,
                (form := self._form(each)) or self._domain(each, alone[each.lone]),
                "declared" if form and each.why in GUESSES else each.why,  # the paper calls it a rotation
                each.normalised,
                each.fixed,
                order=self._order(each),
                scale=1 / alone[each.lone] if each.lone else self.scales.get(each.latex, 1.0),
                ends=self.kinds.knowledge.ends_of(each.latex),
                usual=self.kinds.knowledge.usual_numbers(each.latex),
                guessed=not form and self._is_made_up(each),
            )
            for each in self.families.values()
        )

    def _form(self, family: Family) -> str:
        """The kind of matrix, or of vector, that the paper says it is, "" where it says none. Raises where no such
        numbers are drawn here.
        """
        name, rank = family.latex.partition("(")[0], len(family.shape)
        kind = self.kinds.knowledge.forms.of(name, rank)
        covariance = kind == forms.DEFINITE and len(set(family.shape)) > 1  # of two: no square
        if kind in ("", forms.MASK) or covariance:
            return ""
        found = kind_drawn(kind, family.shape or family.sizes, family.domain)
        if found is None:
            raise Refusal("form-not-drawn", family.latex)
        return found

    def _is_made_up(self, family: Family) -> bool:
        """Whether nothing says which numbers it can be, or a mask is what no formula says."""
        if family.shape:
            return (
                self.kinds.knowledge.forms.of(family.latex, len(family.shape)) == forms.MASK and family.domain == "real"
            )
        is_open = None in (self.kinds.knowledge.ends_of(family.latex) or (None,))
        return family.guessed and family.domain in ("real", "positive") and is_open

    def _domain(self, family: Family, outcomes: int) -> str:
        """Of one of several outcomes of one distribution that it is a part of one."""
        rival = family.why == "atom-chance" and outcomes > 1 and family.lone and not family.normalised
        return "share" if rival else family.domain

    def _order(self, family: Family) -> Order | None:
        ordering = family.ordering
        if ordering is None or len(family.sizes) != 1:
            return None
        ends = ((ordering.first, family.low[0]), (ordering.last, family.high[0]))
        found = [int(end[0]) if end and end[0].isdigit() else self.sizes.get(end[0] if end else "") for end, _ in ends]
        first, last = (end[1] if end and at == own else None for (end, at), own in zip(ends, found, strict=True))
        return Order(ordering.rising, first, last)

    # --- reading ---------------------------------------------------------------------------------------------------

    def _span(self, place: Place) -> tuple[int, int]:
        if place.axis is None:
            return place.first, place.first
        return place.first, place.first + self._size(place.axis) - 1

    def _size(self, axis: str) -> int:
        return next(self.size(each) for each in self.indices.ranges.values() if each.axis == axis)

    def size(self, each: Range) -> int:
        size = each.size.value(self.sizes)
        if size is None:
            raise Refusal("sizes-do-not-fit", each.letter)
        return size

    def start(self, each: Range) -> int:
        if not each.start.terms:
            return 0
        start = each.start.value(self.sizes)
        if start is None:
            raise Refusal("sizes-do-not-fit", each.letter)
        return start

    def _read(self, node: Meaning, shape: tuple[int, ...]) -> tuple[str, list[Place], Family]:
        latex = meaning_latex(node)
        key, places, made = self._symbol(node, shape) if isinstance(node, Symbol) else self._other(node, latex, shape)
        if latex in self.varying:
            return f"{key}|drawn", [*places, Place(ANYTHING, 1)], replace(made, why="drawn")
        return key, places, made

    def _other(self, node: Meaning, latex: str, shape: tuple[int, ...]) -> tuple[str, list[Place], Family]:
        letters = self.indices.letters_in(node)
        if self.indices.hidden_in(latex, letters):
            raise Refusal("index-unreadable", latex)
        axes = list(dict.fromkeys(self.indices.ranges[letter].axis for letter in letters))
        key, shifts = self.indices.blanked(latex, letters)
        shifted = {self.indices.ranges[letter].axis: shift for letter, shift in shifts.items()}
        if isinstance(node, Application) and isinstance(node.function, Symbol):
            chance = self.kinds.domain(node.function.latex, function=True)
            if chance == "unit" and r"\sim" in node.function.latex:  # Pr_{g ~ N(0, 1)}[g > t]: t says what it is
                raise Refusal("distribution-unknown", latex)
            why = "atom-chance" if chance == "unit" else "atom-value"
            normalised = self._normalised(node, axes)
            made = Family(latex, chance, why, shape, normalised=normalised or ())
            made.guessed = self.kinds.is_guessed(node.function.latex, function=True)
            made.lone = rival_of(node) if chance == "unit" and not normalised else ""
            if normalised is None or (normalised and latex in self.divided):
                made.domain, made.normalised = "share", ()
            made = self._ranked(node.function, self._parted(node.function, made, axes), axes, applied=True)
            if is_anything(arguments_of(node)[0]):
                raise Refusal("not-computed", latex)
        else:
            why = WHY.get(type(node), "atom-value")
            made = Family(latex, "positive" if isinstance(node, Differential) else "real", why, shape)
        ranges = [self.indices.ranges[letter] for letter in letters]
        made.sets = any(each.drawn or any(name.startswith("|") for name in each.size.names) for each in ranges)
        key += self._origins(letters)
        return key, [Place(axis, self._first(axis) + shifted[axis]) for axis in axes], made

    def _origins(self, letters: Sequence[str]) -> str:
        """What draws are from: ``D(x)`` and ``D(y)`` are not one where x and y are drawn from two distributions."""
        ranges = [self.indices.ranges[letter] for letter in letters]
        return "".join(f"|{each.origin}" for each in ranges if each.origin and each.axis not in self.complete)

    def _first(self, axis: str) -> int:
        return next((self.start(each) for each in self.indices.ranges.values() if each.axis == axis), 1)

    def _normalised(self, node: Application, axes: list[str]) -> tuple[int, ...] | None:
        """The axes along which probabilities sum to one: those of all outcomes, where each outcome runs over a range.
        None where some do and some do not, or over a part of the outcomes only: then they are parts of one. A few
        draws are not all outcomes either, and each has its own chance.
        """
        if self.kinds.domain(meaning_latex(node.function), function=True) != "unit":
            return ()
        names = [each.operands[-1] if isinstance(each, Chain) else each for each in left_of(node)]  # P(B = b)
        outcomes = [self._outcome(each, meaning_latex(node) in self.laws) for each in names]
        if any(each is not None and each.drawn and each.axis not in self.complete for each in outcomes):
            return ()
        paired = self.indices.letters_in(node.arguments[0].right) if isinstance(node.arguments[0], Given) else ()
        given = {self.indices.ranges[letter].axis for letter in paired}
        if any(each is not None and each.axis in given for each in outcomes):
            return ()  # (x, y) in D: each y has an x of its own
        if any(each is not None and is_subset(each) for each in outcomes):
            return None
        found = tuple(axes.index(each.axis) for each in outcomes if each is not None)
        return found if len(found) in (0, len(outcomes)) else None

    def _outcome(self, name: Meaning, is_law: bool) -> Range | None:
        """What an outcome runs over; of a law ``p(c_k)`` the ``k``."""
        letters = self.indices.letters_in(name) if is_law else (meaning_latex(name),)
        return self.indices.ranges.get(letters[0]) if len(letters) == 1 and isinstance(name, Symbol) else None

    def _symbol(self, node: Symbol, shape: tuple[int, ...]) -> tuple[str, list[Place], Family]:
        latex = node.latex
        if latex.startswith("|") and latex in self.sizes and not shape:
            return latex, [], Family(latex, "natural", "is-size", shape, fixed=float(self.sizes[latex]))
        template = self.indices.template(latex)
        counting = [self.indices.counts((template.bare, k)) for k in range(len(template.items))]
        if not any(counting):
            return self._single(node, shape)
        places: list[Place] = []
        constants: list[str] = []
        for item, counts in zip(template.items, counting, strict=True):
            place = self._place(item) if counts else None
            if place is None:
                constants.append(f"{item.name}{item.shift:+d}")
            else:
                places.append(place)
        if (apart := self._stands_apart(latex, template, places)) or len(places) < sum(counting):
            key, places, made = self._single(node, shape)
            return key, places, replace(made, apart=apart)
        key = f"{template.bare}|{','.join(constants)}"
        domain, why = self.kinds.domain(latex), self.kinds.ground(latex)
        axes = [place.axis or "" for place in places]
        ordering = self.orderings.get(family_of(node))
        made = Family(latex, domain, why, shape, ordering=ordering if len(places) == 1 and not shape else None)
        made.guessed = self.kinds.is_guessed(latex)
        return key, places, self._ranked(node, self._parted(node, made, axes), axes)

    def _stands_apart(self, latex: str, template: Template, places: Sequence[Place]) -> bool:
        """Whether the author's words call ``M_0`` a number of its own, beside ``M_i`` that are drawn."""
        own = self.kinds.knowledge.quantities.get(latex, "") if not any(place.axis for place in places) else ""
        slots = (self.indices.slots.get((template.bare, k), ()) for k in range(len(template.items)))
        found = [self.indices.ranges.get(each.name) for slot in slots for each in slot]
        return own not in ("", THING) and all(each is None or each.drawn for each in found) and any(found)

    def _ranked(self, name: Symbol, made: Family, axes: list[str], applied: bool = False) -> Family:
        """A list of ranks has each number from 1 on once."""
        listed = len(axes) == 1 and not made.shape and made.domain == "natural"
        letters = {item.name for item in self.indices.template(name.latex).items} & self.indices.ranges.keys()
        return replace(made, domain="rank") if listed and self.kinds.is_rank(name.latex, letters, applied) else made

    def _parted(self, name: Symbol, made: Family, axes: list[str]) -> Family:
        """Where the paper says that the members of a family add up to 1, they do; those of a part of it less."""
        parting = self.kinds.knowledge.partings.get(counted_family(name))
        if parting is None or made.shape or made.normalised or made.domain == "nonpositive":
            return made
        letters = [index.latex if isinstance(index, Symbol) else "" for index in name.indices]
        summed = {each.letter for ranges in self.indices.bound.values() for each in ranges}
        places = parting.places or tuple(k for k, letter in enumerate(letters) if letter in summed)
        ranges = [self.indices.ranges.get(letters[place]) for place in places]
        along = tuple(axes.index(each.axis) for each in ranges if each is not None and each.axis in axes)
        if not any(ranges) and (places or len(letters) == 1):
            return replace(made, domain="share", lone=family_of(name))
        if len(along) < len(places) or not along or (not parting.places and len(along) > 1):
            return replace(made, domain="unit")
        whole = not any(each is not None and is_subset(each) for each in ranges)
        whole &= parting.size in ("", *(each.size.latex for each in ranges if each is not None))
        return replace(made, domain="unit", normalised=along) if whole else replace(made, domain="share")

    def _place(self, item: Item) -> Place | None:
        each = self.indices.ranges.get(item.name)
        if each is not None:
            return Place(each.axis, self.start(each) + item.shift)
        if item.name.isdigit():
            return Place(None, int(item.name) + item.shift)
        size = self.sizes.get(item.name)
        return Place(None, size + item.shift) if size is not None else None

    def _single(self, node: Symbol, shape: tuple[int, ...]) -> tuple[str, list[Place], Family]:
        latex = node.latex
        each = self.indices.ranges.get(latex)
        if each is not None and each.drawn:
            made = Family(latex, self.kinds.domain(latex), "drawn-here", shape, guessed=self.kinds.is_guessed(latex))
            return f"{latex}|drawn", [Place(each.axis, self.start(each))], made
        if each is not None:
            raise Refusal("letter-as-value", latex)
        if self.indices.letters_in(node):
            raise Refusal("index-unreadable", latex)
        size = self.sizes.get(latex)
        domain, why = self.kinds.domain(latex), self.kinds.ground(latex)
        made = self._parted(node, Family(latex, domain, why, shape, guessed=self.kinds.is_guessed(latex)), [])
        if size is not None and not shape:
            made = replace(made, fixed=float(size), why="is-size", domain="natural")
        return latex, [], made


def _summed(wanted: Input) -> Input:
    """A matrix whose rows or columns sum to one, or a binary one: each of its entries is a number of its own."""
    row = DRAWN.get(wanted.domain)
    if row is not None and row.summed:
        return replace(wanted, domain=row.entries, normalised=(len(wanted.sizes) + row.summed,))
    return (
        replace(wanted, domain=row.entries) if row is not None and wanted.domain == forms.NOUGHTS_AND_ONES else wanted
    )
