"""What a form asks of a formula: its sides, its parts as phrases, and what it sums or averages over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Given,
    Listing,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    Undecided,
    Words,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.plain import plain_formula
from reader.formula.syntax.tree import walk
from reader.messages import Language, sentences
from reader.study.purpose.claims import Claim
from reader.study.purpose.kinds import Kind, factors
from reader.study.purpose.names import is_chance, is_guessed
from reader.study.purpose.phrase import NOTHING, PurposePhrase, filled, listing, sign_of
from reader.study.purpose.phrases import LONGEST, FormulaPhrases, is_scrap
from reader.study.purpose.statement import StatedFormula, head_symbol
from reader.study.walkthrough.means import counts_of
from reader.study.walkthrough.names import SINGULAR, head_word

say = sentences("purpose_forms")

WIDEST = 40  # characters, as printed, of a formula in a sentence
COUNTS = frozenset("nNmMkKBTHLPSJD")  # letters of numbers of things
SIZES = frozenset("nNmM")  # those of things that any letter counts; others are by the letter's capital alone
COUNTING = frozenset(("number", "size", "dimension", "horizon", "length"))
JOINING = frozenset(
    rf"\text{{{word}}}" for word in ("and", "or", "if", "for", "with", "where", "suchthat", "such that")
)
PLAIN_SIGNS = frozenset(("", "+", "-"))


def told(row: str, **parts: PurposePhrase) -> PurposePhrase:
    """A row of ``purpose_forms.toml`` with phrases in its blanks."""
    return filled(say, row, {row}, parts)


@dataclass(frozen=True, slots=True)
class Scene:
    """A claim of a formula, where somebody asks what it is for."""

    statement: StatedFormula
    claim: Claim
    kind: Kind | None
    phrases: FormulaPhrases

    @property
    def left(self) -> Meaning | None:
        return bare(self.claim.left) if self.claim.left is not None else None

    @property
    def right(self) -> Meaning:
        return bare(self.claim.right)

    @property
    def last(self) -> Meaning:
        return bare(self.claim.sides[-1])

    def part(self, node: Meaning | None) -> PurposePhrase | None:
        """A part with its name before it, or as it stands where it is short."""
        if node is None:
            return None
        node = bare(node)
        sign = self.shown(node)
        if sign is None:
            return None
        if isinstance(node, Symbol):
            return self.phrases.symbol(node) or sign
        symbol = head_symbol(node) if isinstance(node, Application) else None
        if symbol is None or is_chance(symbol.latex, self.statement):
            return sign
        if is_guessed(symbol.latex, self.statement, compares=False):
            return sign
        return self.phrases.called(symbol, sign) or sign

    def shown(self, node: Meaning) -> PurposePhrase | None:
        """A part as it stands."""
        if node.end - node.start > LONGEST:
            return None
        latex = meaning_latex(node)
        is_whole = node.end > node.start and not any(is_scrap(each) or is_unknown(each) for each in walk(node))
        if not is_whole or not latex or "$" in latex or "\\begin" in latex:
            return None
        return sign_of(latex) if len(plain_formula(latex)) <= WIDEST else None

    def is_named(self, *parts: PurposePhrase | None) -> bool:
        """Whether one of the parts has a name of the paper's."""
        return any(part is not None and part.tells for part in parts)


def is_unknown(node: Meaning) -> bool:
    """A command that nobody knows, or words between formulas."""
    if isinstance(node, Symbol):
        return node.latex in JOINING
    return isinstance(node, Words) or (isinstance(node, Undecided) and node.reason == "no-meaning")


def of_left(scene: Scene, found: PurposePhrase) -> PurposePhrase:
    """What the left side measures, by its name if it has one."""
    left = scene.part(scene.left)
    if left is None or not left.tells or left.tells <= found.tells:
        return found
    verb, _, rest = found.text["en"].partition(" ")
    verb = verb[:1].lower() + verb[1:]
    text: Mapping[Language, str] = {"en": f"{of_several(verb, left)} {rest}", "ja": found.text["ja"]}
    return told("of-left", left=left, what=replace(found, text=text))


def of_several(verb: str, subject: PurposePhrase) -> str:
    """ "measures" as it is said of several: "the losses $L$ measure"."""
    return verb.removesuffix("s") if is_several(head_word(subject.text["en"].partition(" $")[0])) else verb


def is_several(head: str) -> bool:
    return head.endswith("s") and not head.endswith(SINGULAR)


# --- sums and averages -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gathered:
    """``body`` added up over ``sums`` and averaged over ``means``; ``drawn`` are expectations, the outermost first.
    ``taken`` says that all of it is taken away, ``scaled`` that a number stretches it."""

    body: Meaning
    sums: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    drawn: tuple[Operation, ...] = ()
    taken: bool = False
    scaled: bool = False

    @property
    def is_any(self) -> bool:
        return bool(self.sums or self.means or self.drawn)


def gathered(node: Meaning, scene: Scene) -> Gathered | None:
    """What is added up or averaged, whatever numbers stand before it; None where a letter weighs it."""
    body, taken, scaled = bare(node), False, False
    counts: list[str] = []
    sums: list[Operation] = []
    drawn: list[Operation] = []
    while True:
        if isinstance(body, Total) and len(body.terms) == 1 and body.signs[0] in PLAIN_SIGNS:
            taken ^= body.signs[0] == "-"
            body = bare(body.terms[0])
        elif isinstance(body, Product) and isinstance(bare(body.factors[-1]), Operation):
            below = [reciprocal(each) for each in body.factors[:-1]]
            if any(each is None for each in below):
                break
            counts += [count for each in below if each for count in each]
            scaled = scaled or any(map(is_stretch, body.factors[:-1]))
            body = bare(body.factors[-1])
        elif isinstance(body, Quotient) and body.form != "binom" and isinstance(bare(body.numerator), Operation):
            counts += [meaning_latex(bare(each)) for each in factors(body.denominator)]
            body = bare(body.numerator)
        elif isinstance(body, Operation) and body.kind == "sum" and counts_by(body):
            sums.append(body)
            body = bare(body.body)
        elif isinstance(body, Operation) and body.kind == "expectation" and not sums:
            drawn.append(body)
            body = bare(body.body)
            body = bare(body.left) if isinstance(body, Given) and body.kind == "condition" else body
        else:
            break
    found = _sorted(body, sums, drawn, counts, scene)
    return replace(found, taken=taken, scaled=scaled) if found is not None else None


def _sorted(
    body: Meaning, sums: list[Operation], drawn: list[Operation], counts: list[str], scene: Scene
) -> Gathered | None:
    """Which sums are averages, by what they are divided by; None where that is another number."""
    means: list[str] = []
    added: list[str] = []
    is_open = True
    for each in sums:
        size = next((count for count in counts if len(each.bound) == 1 and count in counts_of(each)), None)
        if size is not None:
            counts.remove(size)
        if size is None:
            added.extend(each.bound)
            is_open = is_open and each.upper is None
        else:
            means.extend(ranges_of(each))
    if (
        counts
        and is_open
        and len(counts) == len(added)
        and all(is_count(count, scene, SIZES | {index[:1].upper()}) for count, index in zip(counts, added, strict=True))
    ):
        means, added, counts = [*means, *added], [], []
    if counts:
        return None
    return Gathered(body, tuple(added), tuple(means), tuple(drawn))


def counts_by(operation: Operation) -> bool:
    """Whether a sum says plainly what it runs over: "d mod c" has another letter, and "x : A" is no sum of numbers."""
    lower = bare(operation.lower) if operation.lower is not None else None
    first = bare(lower.operands[0]) if isinstance(lower, Chain) else lower
    if isinstance(lower, Chain) and any(each.sign in (":", r"\colon") for each in lower.relations):
        return False
    members = first.items if isinstance(first, Listing) else (first,)
    return bool(operation.bound) and len(members) == len(operation.bound)


def ranges_of(operation: Operation) -> tuple[str, ...]:
    """The letters of a sum, with the set where it names one: ``x \\in A``."""
    lower = bare(operation.lower) if operation.lower is not None else None
    is_in = isinstance(lower, Chain) and len(lower.operands) == 2 and lower.relations[0].sign == r"\in"
    return (meaning_latex(lower),) if is_in and len(operation.bound) == 1 else operation.bound


def reciprocal(node: Meaning) -> Sequence[str] | None:
    """The LaTeX of ``n`` and ``m`` in ``1/(nm)``; nothing for a plain number; None for another factor."""
    node = bare(node)
    if isinstance(node, Number):
        return ()
    if isinstance(node, Quotient) and isinstance(bare(node.numerator), Number) and node.form != "binom":
        below = [bare(each) for each in factors(node.denominator)]
        return [meaning_latex(each) for each in below if not isinstance(each, Number)]
    return None


def is_stretch(node: Meaning) -> bool:
    """A number that is not 1, be it above or below."""
    node = bare(node)
    if isinstance(node, Quotient):
        return any(
            isinstance(bare(each), Number) and is_stretch(each) for each in (node.numerator, *factors(node.denominator))
        )
    return isinstance(node, Number) and node.text != "1"


def is_count(latex: str, scene: Scene, usual: frozenset[str] = COUNTS) -> bool:
    """Whether a letter is called a number of things, or has no name and is usual for one."""
    meant = scene.statement.meant(latex)
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in COUNTING
    return latex in usual


def over(scene: Scene, found: Gathered) -> PurposePhrase:
    """ ", added up over i, on average over x": what follows a sentence."""
    made = told("over-sum", range=sign_list(found.sums)) if found.sums else NOTHING
    means = averaged_over(scene, found)
    if means is None:
        return told("joined", first=made, second=told("over-chance")) if found.drawn else made
    return told("joined", first=made, second=told("over-mean", range=means))


def averaged_over(scene: Scene, found: Gathered) -> PurposePhrase | None:
    """What is averaged over."""
    if found.means:
        return sign_list(found.means)
    return scene.phrases.draws([each.lower for each in found.drawn if each.lower is not None], found.body)


def together(scene: Scene, found: Gathered) -> PurposePhrase:
    """The same of a value that all members share."""
    return told("together", range=sign_list(found.sums)) if found.sums and not found.drawn else over(scene, found)


def sign_list(letters: Sequence[str]) -> PurposePhrase:
    return listing([sign_of(each) for each in letters])


def difference_in(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``a`` and ``b`` of ``a - b``."""
    node = bare(node)
    if isinstance(node, Total) and len(node.terms) == 2 and node.signs[0] in ("", "+") and node.signs[1] == "-":
        return node.terms[0], node.terms[1]
    return None


def holds_letter(node: Meaning, latex: str) -> bool:
    """Whether a symbol stands somewhere in it, be it as an index."""
    for part in walk(node):
        if isinstance(part, Symbol) and (
            part.latex == latex or any(holds_letter(each, latex) for each in part.indices)
        ):
            return True
    return False


def is_distance(node: Meaning | None) -> TypeGuard[Bars]:
    """Between bars that measure a size."""
    return isinstance(node, Bars) and node.kind in ("norm", "absolute") and len(node.items) == 1
