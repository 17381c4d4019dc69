"""A step named: the parts that differ are found, the smallest first, and each is held against the table of rules.

A rule holds only where it makes one part into the other by a check of its own, so that nothing is guessed; where no
rule does, a larger part round it is tried. A bound must point the same way in its place: under a minus it is turned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.meaning.blocks.terms import Term, factors_of, product, total, unsigned, walk
from reader.study.derivations.algebra import Ratios, equal, has_order, keeps_order
from reader.study.derivations.difference import alike, size
from reader.study.derivations.equalities import equations_for
from reader.study.derivations.facts import EQUAL, Fact, Facts, defines, definitions_for, is_name
from reader.study.derivations.laws import Setting, written_out
from reader.study.derivations.steps import ARITHMETIC, BOUNDS, CHECKS, RULES, Rule
from reader.study.derivations.substitution import bound_names, rebuilt, renamed, replaced

MOST_PARTS = 260  # of both sides together: a longer step is not looked at
MOST_LAWS = 3
MOST_INSERTED = 4  # definitions in one step
MOST_PUT = 24  # how often they are put in to find these
MOST_TRIES = 60
STRICT = frozenset({"<", ">"})
BY_FACT = frozenset({"definition-inserted", "definition-named", "shown-elsewhere", "equation-used"})
SAME = frozenset(rule.id for rule in (*ARITHMETIC, *RULES, *CHECKS)) | BY_FACT  # what leaves the value as it is
RISING = frozenset({"log", "exp", "sqrt", "sum", "int", "mean", "ext:min", "ext:max", "ext:sup", "ext:inf"})


@dataclass(frozen=True, slots=True)
class Name:
    """A rule that leads from one part to another. ``fact`` is what the paper says elsewhere, where the step rests on
    it."""

    rule: str
    before: Term
    after: Term
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """``names`` in order; ``unnamed`` are parts that differ for no reason known here. Both are empty where all is the
    same but for order and brackets.
    """

    names: tuple[Name, ...] = ()
    unnamed: tuple[tuple[Term, Term], ...] = ()

    @property
    def is_whole(self) -> bool:
        return bool(self.names) and not self.unnamed


NOTHING = Facts({}, {})
Inserted = tuple[Fact, Term, Term]
"""A definition, the name that it was put in for, and what was put in."""


def explain(one: Term, sign: str, other: Term, facts: Facts = NOTHING) -> Explanation:
    """What leads from one side to the next."""
    if sign not in EQUAL | AT_MOST | AT_LEAST or size(one) + size(other) > MOST_PARTS:
        return Explanation(unnamed=((one, other),))
    way = 1 if sign in AT_MOST else -1 if sign in AT_LEAST else 0
    one, other = settled(one), settled(other)
    setting = Setting(frozenset((*constants(one), *constants(other))))
    explainer = Explainer(facts, setting)
    found = explainer.explain(one, other, way)
    if not found.is_whole and found.unnamed:
        found = Explanation(names) if (names := explainer.put_in(one, other)) else found
    if sign in STRICT and found.is_whole and all(name.rule in SAME for name in found.names):
        return Explanation(unnamed=((one, other),))  # sides that are equal are not smaller than each other
    return found


def settled(term: Term) -> Term:
    """``f(x) (a + b)``, which the paper does not say to be a product, as one: what was applied is not applied again."""
    if not term.args or term.head == "sym":
        return term
    made = rebuilt(term, tuple(map(settled, term.args)))
    if made.head == "either" and made.args[0].head in ("app", "frac", "num", "mul"):
        product_of = product(made.args, ())
        product_of.start, product_of.end = (made.start, made.end) if made.start >= 0 else (term.start, term.end)
        return product_of
    return made


def constants(term: Term, inside: bool = False) -> Iterator[str]:
    """The keys of what stands outside of expectations and derivatives."""
    if not inside and term.head not in ("mean", "grad", "deriv", "partial"):
        yield term.key
        for arg in term.args:
            yield from constants(arg)


@dataclass(slots=True)
class Explainer:
    """One step under way. ``tries`` counts how often laws were applied, ``inserted`` how often definitions were put in:
    bounds on what one step may cost. What laws make of a term, and its ratio, is kept until the step is explained."""

    facts: Facts
    setting: Setting
    tries: int = field(default=0)
    inserted: int = field(default=0)
    ratios: Ratios = field(default_factory=dict, repr=False)
    rewritten: dict[tuple[Term, tuple[int, ...]], Term] = field(default_factory=dict, repr=False)

    def explain(self, one: Term, other: Term, way: int) -> Explanation:
        """``way``: 1 where the one is at most the other, -1 where it is at least, 0 where they are equal."""
        if one.key == other.key and (not has_order(one) or equal(one, other)):
            return Explanation()
        inside = self.inside(one, other, way)
        if inside is not None and inside.is_whole:
            return inside
        named = self.named(one, other, way)
        if named:
            return Explanation(tuple(named))
        return inside or Explanation(unnamed=((one, other),))

    # --- parts -------------------------------------------------------------------------------------------------------

    def inside(self, one: Term, other: Term, way: int) -> Explanation | None:
        """The step explained by the parts that differ; None where the two have no parts that belong together."""
        inner, minus = unsigned(one)
        kept, minus_too = unsigned(other)
        if minus and minus_too:
            return self.explain(inner, kept, -way)
        if one.head == "add" or other.head == "add":
            return self.in_sum(one, other, way)
        if {one.head, other.head} <= {"mul", "frac"}:
            return self.in_product(one, other, way)
        if one.head != other.head or one.text != other.text or len(one.args) != len(other.args) or one.head == "sym":
            return None
        names = bound_names(one)
        letters = {a: b for a, b in zip(bound_names(other), names, strict=False) if a != b}
        args = [renamed(arg, letters) for arg in other.args] if letters else list(other.args)
        inner_way = way if one.head in RISING else 0
        if one.head == "pow" and one.args[0].head in ("norm", "absolute") and one.args[1].key == args[1].key:
            inner_way = way
        pairs = [(a, b) for a, b in zip(one.args, args, strict=True) if a.key != b.key or has_order(a)]
        if way and not inner_way and len(pairs) > 1:
            return None
        return self.all((a, b, inner_way) for a, b in pairs)

    def all(self, pairs: Iterable[tuple[Term, Term, int]]) -> Explanation:
        found = [self.explain(*pair) for pair in pairs]
        return Explanation(
            tuple(name for each in found for name in each.names), tuple(pair for each in found for pair in each.unnamed)
        )

    def in_sum(self, one: Term, other: Term, way: int) -> Explanation | None:
        left, right = without_shared(terms_of(one), terms_of(other))
        if not left or not right:
            return None
        if len(left) == len(terms_of(one)) and len(right) == len(terms_of(other)) and min(len(left), len(right)) == 1:
            return None  # nothing in common: the whole is what differs
        best: Explanation | None = None
        for groups in (matched(left, right), gathered(left, right), gathered(right, left, turned=True)):
            if groups is None or len(groups) < 2:
                continue
            found = self.all((a, b, way) for a, b in groups)
            if found.is_whole or (not found.names and not found.unnamed):
                return found
            if best is None or len(found.names) > len(best.names):
                best = found
        rest, more = total(left), total(right)
        if len(left) < len(terms_of(one)) or len(right) < len(terms_of(other)):
            found = self.explain(rest, more, way)
            if found.is_whole or best is None:
                return found
        return best

    def in_product(self, one: Term, other: Term, way: int) -> Explanation | None:
        (above, below), (over, under) = factors_of(one), factors_of(other)
        if sum(map(keeps_order, above)) > 1 or sum(map(keeps_order, over)) > 1:
            if len(above) == len(over) and len(below) == len(under) == 0:
                return self.all((a, b, way) for a, b in zip(above, over, strict=True) if a.key != b.key)
            return None
        left, right = without_shared(above, over)
        low, high = without_shared(below, under)
        nothing = [len(left), len(right), len(low), len(high)] == [len(above), len(over), len(below), len(under)]
        if nothing and (len(above) != len(over) or len(below) != len(under) or len(above) + len(below) < 2):
            return None
        groups = matched(left, right) if not low and not high else None
        if groups is not None and len(groups) > 1:
            found = self.all((a, b, way) for a, b in groups)
            if found.is_whole:
                return found
        if not left and not right and low and high:
            return self.all([(product(low, ()), product(high, ()), -way)])
        if len(left) < len(above) or len(right) < len(over) or len(low) < len(below) or len(high) < len(under):
            return self.explain(product(left, low), product(right, high), way)
        return None

    # --- rules -------------------------------------------------------------------------------------------------------

    def named(self, one: Term, other: Term, way: int) -> list[Name]:
        """The rules that make the one part into the other; [] where none does."""
        if self.tries > MOST_TRIES * 4:
            return []
        known = self.known(one, other, way)
        if known is not None:
            return [known]
        if self.equal(one, other):
            sort = first_of(ARITHMETIC, one, other)
            return [Name(sort, one, other)] if sort else []
        lawful = self.lawful(one, other)
        if lawful:
            return [Name(each, one, other) for each in lawful]
        checked = first_of(CHECKS, one, other)
        if checked:
            return [Name(checked, one, other)]
        bound = first_of(BOUNDS, *((one, other) if way > 0 else (other, one))) if way else ""
        return [Name(bound, one, other)] if bound else self.defined(one, other) or self.by_equation(one, other)

    def by_equation(self, one: Term, other: Term) -> list[Name]:
        fact = next(equations_for(one, other, self.facts.equalities, self.ratios), None)
        return [Name("equation-used", one, other, fact)] if fact else []

    def known(self, one: Term, other: Term, way: int) -> Name | None:
        """A step that the paper has shown elsewhere."""
        for fact, turned in (
            (self.facts.by_sides(one, other), False),
            (self.facts.by_sides(other, one), True),
        ):
            if fact is None:
                continue
            fact_way = 1 if fact.sign in AT_MOST else -1 if fact.sign in AT_LEAST else 0
            if fact.sign in EQUAL and defines(fact) and not is_name(fact.other):
                return Name("definition-named" if turned else "definition-inserted", one, other, fact)
            if fact.sign in EQUAL or (way and fact_way == (-way if turned else way)):
                return Name("shown-elsewhere", one, other, fact)
        return None

    def lawful(self, one: Term, other: Term, most: int = MOST_LAWS) -> tuple[str, ...]:
        """The smallest set of laws that makes both sides the same by arithmetic; () where none does."""
        present = one.heads | other.heads
        usable = [rule for rule in RULES if not present.isdisjoint(rule.heads)]
        usable = [rule for rule in usable if rule.guard is None or rule.guard(one, other)]
        first = [rule for rule in usable if self.changes(rule, one) or self.changes(rule, other)]
        sides = [self.written(side, first) for side in (one, other)] if first else []
        usable = [rule for rule in usable if rule in first or any(self.changes(rule, side) for side in sides)]
        if len(usable) > 2 and not self.same(one, other, usable):
            most = 1  # what all of them together do not do, some hardly will
        for number in range(1, min(most, len(usable)) + 1):
            for rules in combinations(usable, number):
                if self.tries > MOST_TRIES:
                    return ()
                if len({rule.id for rule in rules}) == number and self.same(one, other, rules):
                    return tuple(rule.id for rule in rules)
        return ()

    def changes(self, rule: Rule, side: Term) -> bool:
        return self.written(side, (rule,)) is not side

    def same(self, one: Term, other: Term, rules: Sequence[Rule]) -> bool:
        self.tries += 1
        return self.equal(self.written(one, rules), self.written(other, rules))

    def equal(self, one: Term, other: Term) -> bool:
        return equal(one, other, self.ratios)

    def written(self, side: Term, rules: Sequence[Rule]) -> Term:
        key = side, tuple(map(id, rules))  # terms and rules are told apart by identity
        if key not in self.rewritten:
            laws = [law for rule in rules for law in rule.laws]
            heads = frozenset(head for rule in rules for head in (*rule.heads, *rule.also))
            self.rewritten[key] = written_out(side, laws, self.setting, heads)
        return self.rewritten[key]

    def defined(self, one: Term, other: Term) -> list[Name]:
        """A name with what the paper says that it is in its place, perhaps with one rule beside."""
        for before, after, rule in ((one, other, "definition-inserted"), (other, one, "definition-named")):
            if "num" in (one.head, other.head):
                return []  # an equation that the definition solves
            for fact, values in definitions_for(before, after, self.facts):
                put = replaced(before, values)
                if put.key == before.key or free_stems(put) != free_stems(after) or size(put) > MOST_PARTS:
                    continue
                name = Name(rule, one, other, fact)
                if self.equal(put, after):
                    return [name]
                lawful = self.lawful(put, after, most=1)
                if lawful:
                    return [name, *(Name(each, one, other) for each in lawful)]
        return []

    def put_in(self, one: Term, other: Term) -> tuple[Name, ...]:
        """Several definitions of the paper put in, the one into the other too, on the side that names more."""
        if "num" in (one.head, other.head):
            return ()  # an equation that the definition solves
        for before, after, rule in ((one, other, "definition-inserted"), (other, one, "definition-named")):
            for put, used in self.insertions(before, after):
                last = () if equal(put, after) else self.lawful(put, after, most=1)
                if last or equal(put, after):
                    names = (self.insertion(rule, fact, part, body, one, other) for fact, part, body in used)
                    return (*names, *(Name(each, one, other) for each in last))
        return ()

    def insertions(
        self, before: Term, after: Term, used: tuple[Inserted, ...] = ()
    ) -> Iterator[tuple[Term, tuple[Inserted, ...]]]:
        """What the definitions make of a term, as far as they leave it the letters that come after."""
        self.inserted += 1
        if used and free_stems(before) == free_stems(after):
            yield before, used
        if len(used) < MOST_INSERTED:
            for fact, values in definitions_for(before, after, self.facts):
                ((key, body),) = values.items()
                put = replaced(before, values)
                if self.inserted < MOST_PUT and put.key != before.key and size(put) <= MOST_PARTS:
                    part = next(each for each in walk(before) if each.key == key)
                    yield from self.insertions(put, after, (*used, (fact, part, body)))

    @staticmethod
    def insertion(rule: str, fact: Fact, part: Term, body: Term, one: Term, other: Term) -> Name:
        """The name of one insertion, at the places of the name and of what it stands for where these are found."""
        shown = rule == "definition-inserted"
        left, right = (part, body) if shown else (body, part)
        return Name(rule, _same_part(left, one), _same_part(right, other), fact)


def _same_part(wanted: Term, side: Term) -> Term:
    """The part of a side that is a term; the side where none is."""
    return next((part for part in walk(side) if part.key == wanted.key), side)


def first_of(rules: Sequence[Rule], one: Term, other: Term) -> str:
    """The id of the first rule whose check holds; "" where none does."""
    present = one.heads | other.heads
    usable = (rule for rule in rules if not rule.heads or not present.isdisjoint(rule.heads))
    return next((rule.id for rule in usable if rule.check is not None and rule.check(one, other)), "")


def free_stems(term: Term) -> frozenset[str]:
    """The letters of a term but for those that its sums and their kin bind."""
    inner: frozenset[str] = frozenset().union(*map(free_stems, term.args))
    return inner | {term.stem} if term.head == "sym" else inner - frozenset(bound_names(term))


def terms_of(term: Term) -> Sequence[Term]:
    return term.args if term.head == "add" else (term,)


def without_shared(one: Sequence[Term], other: Sequence[Term]) -> tuple[list[Term], list[Term]]:
    """What each has that the other has not."""
    left, right = [], list(other)
    for term in one:
        twin = next((k for k, each in enumerate(right) if each.key == term.key), None)
        if twin is None:
            left.append(term)
        else:
            right.pop(twin)
    return left, right


def matched(left: Sequence[Term], right: Sequence[Term]) -> list[tuple[Term, Term]] | None:
    """Each with the most alike of the others; None where they are not as many."""
    if len(left) != len(right):
        return None
    rest = list(right)
    pairs = []
    for term in left:
        best = max(range(len(rest)), key=lambda k: alike(term, rest[k]))
        pairs.append((term, rest.pop(best)))
    return pairs


def gathered(few: Sequence[Term], many: Sequence[Term], turned: bool = False) -> list[tuple[Term, Term]] | None:
    """Each of the few with those of the many that are most alike, as a sum; None where one would be left without."""
    if not 1 < len(few) < len(many):
        return None
    groups: list[list[Term]] = [[] for _ in few]
    for term in many:
        groups[max(range(len(few)), key=lambda k: alike(few[k], term))].append(term)
    if not all(groups):
        return None
    pairs = [(one, total(group)) for one, group in zip(few, groups, strict=True)]
    return [(b, a) for a, b in pairs] if turned else pairs
