"""Which quantities of the paper's raise a value or a bound, and which lower it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Meaning,
    Number,
    Operation,
    Power,
    Product,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import ORDERS
from reader.formula.syntax.tree import children, walk
from reader.study.defining_formulas import given_near
from reader.study.noun_kinds import OF_FUNCTIONS, THING, kind_of, quantity_of
from reader.study.purpose.composed.growth import MOST as LARGEST
from reader.study.purpose.composed.growth import Growth, holds, tokens
from reader.study.purpose.forms.bounds import way_of
from reader.study.purpose.forms.scene import Scene, is_several, told
from reader.study.purpose.kinds import EQUAL
from reader.study.purpose.phrase import NOTHING, PurposePhrase, listing, phrase_of, sign_of
from reader.study.purpose.pressure import growing_in
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.weights import COEFFICIENTS

FEWEST = 2  # names
MOST = 2  # quantities on either side
MOST_ASSUMED = 2  # letters that must be positive
SAID = ("paper", "reader", "structure")
NEVER_NEGATIVE = frozenset(("positive", "natural", "unit", "binary", "nonnegative"))
SMALLER = ORDERS | {"o"}  # what stands for an error
# By the way of the bound, and whether something raises it and something lowers it.
LIMITS = {
    ("most", True, True): "limits-most-both", ("most", True, False): "limits-most-up",
    ("most", False, True): "limits-most-down", ("least", True, True): "limits-least-both",
    ("least", True, False): "limits-least-up", ("least", False, True): "limits-least-down",
}  # fmt: skip
VALUES = {(True, True): "pulls", (True, False): "grows-with", (False, True): "shrinks-with"}
SCRIPTS = (r"\mathcal", r"\mathbb", r"\mathbf", r"\operatorname")  # of what is no number
PLAIN = (Symbol, Number)


@dataclass(slots=True)
class KnownSigns:
    """Which names hold no negative number; ``assumed`` are letters of which nobody says so."""

    scene: Scene
    assumed: dict[str, Meaning] = field(default_factory=dict)

    def holds(self, node: Meaning) -> bool:
        """Whether it does, be it that one must assume so."""
        domain = domain_of(node, self.scene)
        if domain in NEVER_NEGATIVE:
            return True
        is_letter = isinstance(node, Symbol) and not node.bold and domain is None and not node.stem.startswith(SCRIPTS)
        if is_letter or domain == "real":
            self.assumed[meaning_latex(node)] = node
        return is_letter or domain == "real"


@dataclass(frozen=True, slots=True)
class Moved:
    up: Sequence[PurposePhrase]
    down: Sequence[PurposePhrase]
    where: PurposePhrase
    is_assumed: bool  # of something that may be no number


def domain_of(node: Meaning, scene: Scene) -> str | None:
    """Which numbers a name holds, by what the paper calls it."""
    head = head_symbol(node)
    meant = scene.statement.meant(head.latex) if head is not None else None
    if meant is None or not meant.meaning or meant.status not in SAID:
        return None
    kind, domain = kind_of(meant.meaning), quantity_of(meant.meaning)
    if kind is not None and kind[0] > 0:
        return THING
    return domain if domain == "natural" or not is_several(head_word(meant.meaning)) else None


def limit_grows(scene: Scene) -> PurposePhrase | None:
    """A bound, by the quantities that raise it and that lower it."""
    way, left = way_of(scene), left_of(scene)
    if way is None or left is None or is_sum_of_letters(scene.left):
        return None
    first = next(at for at, sign in enumerate(scene.claim.signs) if sign not in EQUAL)
    sides = [each for each in scene.claim.sides[first:] if not isinstance(bare(each), PLAIN) and not is_quantity(each)]
    found = max(filter(None, (moved(scene, each) for each in sides)), key=_told_by, default=None)
    if found is None:
        return None
    parts = parts_of(found)
    return told(LIMITS[way, bool(found.up), bool(found.down)], left=left, where=found.where, **parts)


def is_sum_of_letters(left: Meaning | None) -> bool:
    return isinstance(left, Total) and all(isinstance(bare(each), PLAIN) for each in left.terms)


def is_quantity(side: Meaning) -> bool:
    """Whether it is a name with brackets alone, and no order of growth."""
    return isinstance(bare(side), Application) and not _is_order(bare(side))


def _told_by(found: Moved) -> int:
    return len(found.up) + len(found.down)


def parts_of(found: Moved) -> dict[str, PurposePhrase]:
    ways = {"up": found.up, "down": found.down}
    return {name: listing(each) for name, each in ways.items() if each}


def value_grows(scene: Scene) -> PurposePhrase | None:
    """A number, by the quantities with which it grows and with which it falls."""
    left, right = left_of(scene), scene.last
    domain = domain_of_left(scene)
    if left is None or domain == THING or is_seen(right) or scene.kind == "loss or objective":
        return None
    found = moved(scene, right)
    if found is None or (domain is None and found.is_assumed):
        return None
    made = told(VALUES[bool(found.up), bool(found.down)], left=left, where=found.where, **parts_of(found))
    return made if len(made.names) >= FEWEST else None


def domain_of_left(scene: Scene) -> str | None:
    """Which numbers what stands left holds, or what it is the average of; None where nobody says, as of a function."""
    left = scene.left
    while isinstance(left, Operation) and left.kind == "expectation":
        left = bare(left.body)
    head = head_symbol(left)
    meant = scene.statement.meant(head.latex) if head is not None else None
    if left is None or (meant is not None and head_word(meant.meaning or "") in OF_FUNCTIONS):
        return None
    return domain_of(left, scene)


def is_seen(right: Meaning) -> bool:
    """Whether the eye takes in what grows: a sum or a product of letters."""
    parts = right.terms if isinstance(right, Total) else right.factors if isinstance(right, Product) else (right,)
    return all(isinstance(bare(each), PLAIN) or is_quantity(each) for each in parts)


def left_of(scene: Scene) -> PurposePhrase | None:
    """What stands left, by its name, or by what it is the average of."""
    left = scene.part(scene.left)
    if (undecided := of_undecided(scene.left, scene)) is not None:
        left = undecided[1]
    if scene.left is None or (left is not None and left.names):
        return left
    found = scene.phrases.of(scene.left, 1)
    return found if found is not None and found.closed and found.names else left


def of_undecided(node: Meaning | None, scene: Scene) -> tuple[Symbol, PurposePhrase] | None:
    """A name with brackets behind it, be it a function of these or a factor: the name, and what it is called."""
    heads = scene.statement.annotations if isinstance(node, Undecided) else {}
    head = next((each for each in heads if isinstance(node, Undecided) and node.latex.startswith(f"{each}(")), None)
    if head is None or not isinstance(node, Undecided):
        return None
    symbol = Symbol(node.start, node.start + len(head), head, head)
    said = scene.phrases.called(symbol, sign_of(node.latex))
    return (symbol, said) if said is not None else None


def moved(scene: Scene, side: Meaning) -> Moved | None:
    """The named quantities that surely move a side, and what must be positive for that."""
    without, errors = without_errors(side)
    if sum(1 for _ in islice(walk(without), LARGEST + 1)) > LARGEST or any(map(is_vector, outside_indices(without))):
        return None
    gathers = any(isinstance(each, Operation | Bars) for each in walk(without))
    ways: dict[bool, list[PurposePhrase]] = {True: [], False: []}
    assumed: dict[str, Meaning] = {}
    for node, phrase in quantities(scene, without):
        if gathers and domain_of(node, scene) == "natural":
            continue  # there may be as many summands or entries
        if hangs_elsewhere(meaning_latex(node), side, scene):
            continue
        signs = KnownSigns(scene)
        found = Growth(meaning_latex(node), signs.holds, growing_in(scene.statement)).of(without)
        if found and len(assumed | signs.assumed) <= MOST_ASSUMED and len(ways[found > 0]) < MOST:
            ways[found > 0].append(phrase)
            assumed |= signs.assumed
    parts = (*ways[True], *ways[False])
    if not any(each.names for each in parts) or len({each.text["en"] for each in parts}) < len(parts):
        return None
    exponents = {letter for each in walk(without) if isinstance(each, Power) for letter in letters_in(each.exponent)}
    unknown = {latex for latex, each in assumed.items() if not is_number(each, scene)}
    where = where_of(list(assumed), errors)
    return Moved(ways[True], ways[False], where, is_assumed=not unknown <= exponents)


def hangs_elsewhere(latex: str, side: Meaning, scene: Scene) -> bool:
    """Whether another formula gives something that stands here by this quantity: it moves both."""
    study, own = scene.statement.study, tokens(latex)
    others = {each.latex for each in walk(side) if isinstance(each, Symbol) and each.latex != latex}
    here = scene.statement.equation
    giving = (given_near(here, study.giving[other]) for other in others if other in study.giving)
    formulas = (each for each in giving if each is not None and each.id != here.id)
    return any(holds(own, tokens(each.formula.expanded)) for each in formulas)


def is_number(node: Meaning, scene: Scene) -> bool:
    """Whether the paper says so, or any paper writes a number with this letter."""
    return domain_of(node, scene) is not None or (isinstance(node, Symbol) and node.stem in COEFFICIENTS)


def where_of(assumed: Sequence[str], errors: Sequence[Meaning]) -> PurposePhrase:
    """What must be positive for it, and what is left out."""
    where = phrase_of("presses-where", parts=listing([sign_of(each) for each in assumed])) if assumed else NOTHING
    if not errors:
        return where
    return told("joined", first=where, second=told("but-for", error=sign_of(meaning_latex(errors[0]))))


def letters_in(node: Meaning) -> Iterator[str]:
    return (each.latex for each in walk(node) if isinstance(each, Symbol))


def is_vector(node: Meaning) -> bool:
    return isinstance(node, Symbol) and node.bold


def outside_indices(node: Meaning) -> Iterator[Meaning]:
    """Its parts without those of indices."""
    yield node
    if not isinstance(node, Symbol):
        for each in children(node):
            yield from outside_indices(each)


def without_errors(side: Meaning) -> tuple[Meaning, list[Meaning]]:
    """A sum without what is only said to be small, and that."""
    inner = bare(side)
    if not isinstance(inner, Total):
        return side, []
    is_error = [isinstance(bare(each), Application) and _is_order(bare(each)) for each in inner.terms]
    errors = [each for each, small in zip(inner.terms, is_error, strict=True) if small]
    kept = [each for each, small in zip(zip(inner.terms, inner.signs, strict=True), is_error, strict=True) if not small]
    if not errors or not kept:
        return side, []
    terms, signs = zip(*kept, strict=True)
    return Total(inner.start, inner.end, tuple(terms), tuple(signs)), errors


def _is_order(node: Meaning) -> bool:
    head = node.function if isinstance(node, Application) else None
    return isinstance(head, Symbol) and head.latex in SMALLER


def quantities(scene: Scene, side: Meaning) -> Iterator[tuple[Meaning, PurposePhrase]]:
    """What the paper calls a number, each once: what has a name that can be said first."""
    found: dict[str, tuple[Meaning, PurposePhrase]] = {}
    functions = {id(each.function) for each in walk(side) if isinstance(each, Application)}
    for node in outside_indices(side):
        if (
            id(node) not in functions
            and isinstance(node, Symbol | Application)
            and domain_of(node, scene) not in (THING, None)
        ):
            phrase = scene.part(node)
            if phrase is not None:
                found.setdefault(meaning_latex(node), (node, phrase))
    yield from sorted(found.values(), key=lambda each: not each[1].names)
