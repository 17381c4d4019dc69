"""What a formula is for: its kind, one sentence particular to the paper, and the author's sentence that says so.

``purpose_of`` is the way in. The sentence is put together from what is sure alone: the kind, what is decided or
trained, what it measures, what pulls against what, what it is averaged over. One that would fit any paper is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Constant,
    Listing,
    Meaning,
    Number,
    Operation,
    Power,
    Symbol,
    Total,
    bare,
)
from reader.formula.syntax.plain import plain_formula
from reader.formula.syntax.tree import children, walk
from reader.messages import Language
from reader.messages.spacing import spaced
from reader.study.purpose.author import AuthorSentence, author_sentence
from reader.study.purpose.forms.named import named
from reader.study.purpose.forms.scene import Scene
from reader.study.purpose.forms.table import told_by_forms, told_of_sought
from reader.study.purpose.kinds import (
    AT_LEAST,
    AT_MOST,
    DEFINES,
    EQUAL,
    LOSSES,
    SMALL,
    Kind,
    is_largest,
    is_problem,
    kind_of,
    sought_right,
)
from reader.study.purpose.particular import explains, is_of_paper
from reader.study.purpose.phrase import FORM, FORMS, PurposePhrase, listing, phrase_of, sign_of
from reader.study.purpose.phrases import FormulaPhrases
from reader.study.purpose.pressure import pressure_of
from reader.study.purpose.statement import StatedFormula, head_symbol
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.pen import SOUGHT

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.purpose.claims import Claim
    from reader.study.study import Study

FEWEST = 2  # particular things that a sentence must have
MOST_SIGNS, MOST_OF_FORM = 6, 11  # formulas that it may have
LONGEST = 210  # characters, as printed
NESTED, MOST_NESTED = "もの", 2  # so often may a Japanese sentence say that something is made of something
MOST_PARTS = 2
DOES = frozenset(("average-over", *FORMS))  # rows that say more than a product or a fraction that is read out
MULTIPLIES = frozenset(("product-of-two", "times", "times-letter", "times-letter-of-several"))  # rows
RANGES = (Listing, Number, Constant)  # right sides that say where it holds: "t = 0, ..., T"
LEARNED = frozenset({"parameter"})
ROWS: Mapping[Kind, str] = {
    "update rule": "update", "definition": "definition", "estimator": "estimator", "model": "model",
    "sampling rule": "draw",
}  # fmt: skip

AIM_ROWS = {  # whether it is to be small, is told by its parts alone, trains something
    (True, False, False): "loss", (True, False, True): "loss-trains",
    (True, True, False): "loss-built", (True, True, True): "loss-built-trains",
    (False, False, False): "objective", (False, False, True): "objective-trains",
    (False, True, False): "objective-built", (False, True, True): "objective-built-trains",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Purpose:
    """``text`` is our sentence in both languages, {} where nothing particular is sure; ``source`` the author's own.
    ``build`` is what a form explains where there is no such sentence: a step of *Read with me*. ``rows`` are its kind
    and the forms that either tells."""

    kind: Kind | None
    text: Mapping[Language, str]
    source: AuthorSentence | None
    rows: frozenset[str] = frozenset()
    build: Mapping[Language, str] = field(default_factory=dict)


def purpose_of(equation: Equation, study: Study) -> Purpose | None:
    """What a displayed formula is for, found once; None where nothing is known of it, and of formulas that
    stand in a sentence or an algorithm. A row says what its statement says."""
    if not equation.display:
        return None
    statement = StatedFormula.of(equation, study)
    first = statement.equation.id
    if first not in study.purposes:
        study.purposes[first] = _purpose_of(statement)
    return study.purposes[first]


def _purpose_of(statement: StatedFormula) -> Purpose | None:
    kind = kind_of(statement)
    said = list(sentences_of(statement, kind))
    told = next(filter(is_of_paper, said), None)
    build = next(filter(explains, said), None) if told is None else None
    source = author_sentence(statement, statement.study.surroundings)
    found = told or build
    if found is None:
        return Purpose(kind, {}, source) if kind or source else None
    text = written(found)
    rows = found.tells | {*([kind] if kind else ()), *((SOUGHT,) if is_problem(statement) else ())}
    return Purpose(kind, text, source, rows) if told else Purpose(kind, {}, source, rows, text)


def sentences_of(statement: StatedFormula, kind: Kind | None) -> Iterator[PurposePhrase]:
    """All that can be said of what the formula does, what says most first."""
    claim = statement.first
    if claim is None:
        return
    teller = _Teller(statement, FormulaPhrases(statement))
    scene = Scene(statement, claim, kind, teller.phrases)
    ways: tuple[tuple[bool, Iterable[PurposePhrase | None]], ...] = (
        (False, once(lambda: named(scene))),
        (True, once(lambda: teller.sought(kind, claim))),
        (False, once(lambda: told_of_sought(scene))),
        (False, told_by_forms(scene, plain=False)),
    )
    reading_out: tuple[tuple[bool, Iterable[PurposePhrase | None]], ...] = (
        (True, once(lambda: teller.told(kind, claim))),
        (False, told_by_forms(scene, plain=True)),
    )
    for by_names, way in ways if gives_more(statement, claim) else ways + reading_out:
        most = MOST_SIGNS if by_names else MOST_OF_FORM
        for found in way:
            if found is not None and is_sayable(found, most) and (is_particular(found) or not by_names):
                yield found


def once(way: Callable[[], PurposePhrase | None]) -> Iterator[PurposePhrase | None]:
    """The phrase of a way that has one, made when it is asked for."""
    yield way()


def gives_more(statement: StatedFormula, claim: Claim) -> bool:
    """Whether it gives other things beside its first, which do not stand in that: ``q = A x, \\quad k = B x``. To read
    out the first is to say little of all."""
    inside = {each.stem for side in claim.sides for each in walk(side) if isinstance(each, Symbol)}
    others = [each for each in statement.claims.claims if each is not claim and each.sign in EQUAL | DEFINES]
    lefts = (head_symbol(each.left) for each in others if not isinstance(bare(each.right), RANGES))
    return any(left is not None and left.stem not in inside for left in lefts)


def is_sayable(told: PurposePhrase, most: int) -> bool:
    """Whether it is short enough for a sentence."""
    if told.signs > most or printed_length(told.text["en"]) > LONGEST:
        return False
    return told.text["ja"].count(NESTED) <= MOST_NESTED


def is_particular(told: PurposePhrase) -> bool:
    """Whether two things in it are of this paper, a name among them."""
    return len(told.tells) >= FEWEST and any(not each.startswith(FORM) for each in told.tells)


def printed_length(text: str) -> int:
    """How long a sentence is with its formulas drawn."""
    return sum(len(plain_formula(part)) if odd % 2 else len(part) for odd, part in enumerate(text.split("$")))


def written(told: PurposePhrase) -> Mapping[Language, str]:
    """A phrase as a sentence."""
    english = told.text["en"]
    return {"en": english[:1].upper() + english[1:], "ja": spaced(told.text["ja"])}


@dataclass(frozen=True, slots=True)
class _Teller:
    statement: StatedFormula
    phrases: FormulaPhrases

    def sought(self, kind: Kind | None, claim: Claim) -> PurposePhrase | None:
        """What is looked for, and what training presses on."""
        if kind == "loss or objective":
            return self.problem(claim) or self.pressure(claim)
        return self.pressure(claim) if kind == "definition" else None

    def told(self, kind: Kind | None, claim: Claim) -> PurposePhrase | None:
        """What stands left by the names of what stands right."""
        if kind is None or kind == "loss or objective":
            return self.aim(claim) if kind else None
        if kind == "bound":
            return self.bound(claim)
        row = "splits" if is_split(claim) and kind == "identity" else ROWS.get(kind)
        left = self.phrases.of(claim.left)
        if row is None or left is None:
            return None
        what = self.phrases.of(claim.right)
        is_kept = row == "draw" or (row == "splits" and what is not None and times_in(what) < FEWEST)
        if what is not None and is_telling(what, left) and (is_kept or does_more(what)):
            return phrase_of(row, left=left, what=what)
        return None

    def problem(self, claim: Claim) -> PurposePhrase | None:
        """What is looked for, and what it makes smallest or largest."""
        found = sought_right(claim)
        what = self.phrases.of(found.body) if found is not None else None
        decided = self.decided(found) if found is not None else None
        if found is None or what is None or decided is None:
            return None
        return phrase_of("largest" if is_largest(found) else "smallest", decided=decided, what=what)

    def decided(self, operation: Operation) -> PurposePhrase | None:
        """What stands below the extremum."""
        if len(operation.bound) != 1:
            below = bare(operation.lower) if operation.lower is not None else None
            return self.phrases.shown(below.operands[0] if isinstance(below, Chain) else below) if below else None
        latex = operation.bound[0]
        return self.phrases.called(Symbol(0, len(latex), latex, latex), sign_of(latex)) or sign_of(latex)

    def aim(self, claim: Claim) -> PurposePhrase | None:
        """A loss or an objective with its parts."""
        what, built = self.phrases.of(claim.right), False
        left = self.phrases.of(claim.left)
        if what is None or not (is_particular(what) or (left and left.tells)):
            what, built = self.made_of(claim), True
        if what is None or not what.tells or left is None or self.statement.subject is None:
            return None
        meant = self.statement.meant(self.statement.subject.latex)
        head = head_word(meant.meaning or "") if meant is not None else ""
        small = head in SMALL
        if left.tells and not built:  # a risk or a cost may only be measured
            return phrase_of("loss-named" if head in LOSSES else "definition", left=left, what=what)
        trained = self.trained(claim)
        row = AIM_ROWS[small, built, trained is not None]
        return phrase_of(row, what=what, trained=trained) if trained else phrase_of(row, what=what)

    def pressure(self, claim: Claim) -> PurposePhrase | None:
        """Which parts a small loss makes large, and which small."""
        return pressure_of(self.statement, claim)

    def made_of(self, claim: Claim) -> PurposePhrase | None:
        """What is measured somewhere in it: distances, divergences, named forms; the largest first, no two alike. Where
        one is taken away from another, a list of them would be false."""
        found: list[PurposePhrase] = []
        if any(map(_takes_away, claim.sides[:1])):
            return None
        for side in claim.sides[:1]:
            for node in walk(side):
                if isinstance(node, Bars | Power | Application):
                    told = self.phrases.closed(node, 1)
                    known = [each.tells for each in found]
                    if told is not None and is_particular(told) and told.tells not in known:
                        found.append(told)
        return listing(found[:MOST_PARTS]) if found else None

    def trained(self, claim: Claim) -> PurposePhrase | None:
        """The one argument of the left side that is a parameter."""
        left = bare(claim.left) if claim.left is not None else None
        if not isinstance(left, Application) or len(left.arguments) != 1:
            return None
        argument = bare(left.arguments[0])
        found = self.statement.annotations.get(argument.latex) if isinstance(argument, Symbol) else None
        return self.phrases.of(argument) if found is not None and found.role in LEARNED else None

    def bound(self, claim: Claim) -> PurposePhrase | None:
        """The first side and the last, where all signs between them say the same, and the last is said or plain."""
        signs = set(claim.signs) - EQUAL
        row = "at-most" if signs <= AT_MOST else "at-least" if signs <= AT_LEAST else None
        left, what = self.phrases.of(claim.left), self.phrases.of(claim.sides[-1])
        is_value = isinstance(bare(claim.sides[-1]), Application)  # of a function: "f(x)" is no long side
        is_said = what is not None and (
            is_plain(claim.sides[-1]) or (bool(what.tells) and (is_value or bool(left and left.names)))
        )
        return phrase_of(row, left=left, what=what) if row and left and what and is_said else None


def _takes_away(node: Meaning) -> bool:
    """Whether something with parts of its own is taken away, what stands between bars aside."""
    if isinstance(node, Bars):
        return False
    terms = zip(node.signs, node.terms, strict=True) if isinstance(node, Total) and len(node.terms) > 1 else ()
    if any(sign == "-" and children(term) for sign, term in terms):
        return True
    return any(map(_takes_away, children(node)))


def is_plain(node: Meaning) -> bool:
    """A letter, a number, or a power of one: the eye takes it in."""
    node = bare(node)
    return isinstance(bare(node.base) if isinstance(node, Power) else node, Symbol | Number | Constant)


def is_telling(what: PurposePhrase, left: PurposePhrase) -> bool:
    """Whether it says more than the left side does."""
    return bool(what.tells - left.tells)


def does_more(what: PurposePhrase) -> bool:
    """Whether it averages, compares or the like: a product or a fraction that is read out says what the eye sees."""
    return not DOES.isdisjoint(what.rows)


def times_in(what: PurposePhrase) -> int:
    """How many products it reads out."""
    return sum(row in MULTIPLIES for row in what.rows)


def is_split(claim: Claim) -> bool:
    """Whether the right side is a sum of things that each have a name of their own."""
    right = bare(claim.right)
    return isinstance(right, Total) and len(right.terms) > 1
