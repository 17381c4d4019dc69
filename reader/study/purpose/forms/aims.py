"""What is made small or large: parts that pull against each other, and players that do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.formula.semantics.nodes import Chain, Listing, Meaning, Operation, Product, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import (
    PLAIN_SIGNS,
    Scene,
    gathered,
    holds_letter,
    of_left,
    over,
    together,
    told,
)
from reader.study.purpose.forms.sums import apart, log_chance
from reader.study.purpose.kinds import USUAL_AIMS, extremum_in, extremum_of, is_average, is_largest, sought_right
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.walkthrough.known import has_multipliers
from reader.study.walkthrough.names import head_word

MOST = 6  # parts
SAID_AGAIN = 40  # characters of what may be said twice
LONGEST = 100  # characters of a part that is told in words
WEIGHTS = frozenset(
    rf"\{name}"
    for name in ("alpha", "beta", "gamma", "delta", "eta", "kappa", "lambda", "mu", "nu", "omega", "rho", "tau")
) | {"w", "C"}
AIMED = frozenset((
    "loss", "losses", "objective", "objectives", "risk", "cost", "criterion", "energy", "penalty", "reward", "score",
    "elbo", "bound", "function", "lagrangian",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class WeighedTerm:
    """A term of a sum with its sign, and the letter that weighs it."""

    part: Meaning
    taken: bool
    weight: Symbol | None


def plays(scene: Scene) -> PurposePhrase | None:
    """One chooses to make small what another chooses to make large."""
    outer = extremum_of(scene.claim)
    inner = extremum_in(outer.body) if outer is not None else None
    if outer is None or inner is None:
        return None
    ways = [is_largest(each) for each in (outer, inner)]
    if ways[0] == ways[1]:
        return None
    small, large = (outer, inner) if ways[1] else (inner, outer)
    first, second = _decided(small, scene), _decided(large, scene)
    if first is None or second is None:
        return None
    value = scene.part(inner.body)
    return (
        told("contest-over", first=first, second=second, value=value)
        if value
        else told("contest", first=first, second=second)
    )


def _decided(operation: Operation, scene: Scene) -> PurposePhrase | None:
    """What stands below an extremum."""
    lower = bare(operation.lower) if operation.lower is not None else None
    if len(operation.bound) == 1:
        latex = operation.bound[0]
        return scene.part(Symbol(0, len(latex), latex, latex))
    return scene.part(lower) if isinstance(lower, Symbol) else None


def decided_by(operation: Operation, scene: Scene) -> PurposePhrase | None:
    """The same, be it several letters: ``u, v``, or ``u_i \\in S``, in which ``i`` is not looked for."""
    lower = bare(operation.lower) if operation.lower is not None else None
    members = lower.items if isinstance(lower, Listing) and lower.kind == "bare" else (lower,)
    letters = [_sought_in(each) for each in members]
    if any(each is None for each in letters) or len(letters) > MOST:
        return _decided(operation, scene)
    known = [found for each in letters if (found := scene.part(each)) is not None]
    return listing(known) if len(known) == len(letters) else None


def _sought_in(member: Meaning | None) -> Symbol | None:
    """A letter, or one of a set."""
    is_of_set = isinstance(member, Chain) and [each.sign for each in member.relations] == [r"\in"]
    head = bare(member.operands[0]) if isinstance(member, Chain) and is_of_set else member
    return head if isinstance(head, Symbol) else None


def weighs(scene: Scene) -> PurposePhrase | None:
    """Parts of a loss or an objective, and the weights that set how much each counts."""
    problem = extremum_of(scene.claim)
    if problem is None and not is_aimed(scene):
        return None
    body = bare(problem.body) if problem is not None else scene.right
    while is_average(body) and isinstance(body, Operation):
        body = bare(body.body)
    terms = terms_in(body) if isinstance(body, Total) else ()
    weighed = [each for each in terms if each.weight is not None]
    if any(_stands_again(each, body) for each in weighed):
        return None
    if has_multipliers(scene.statement.equation, scene.statement.study):
        return None
    is_told_taken = len(terms) == 2 and len(weighed) == 1
    if any(each.taken for each in terms) and not is_told_taken:
        return None
    if not weighed or not 2 <= len(terms) <= MOST:
        return None
    parts = [_told(each.part, scene) for each in terms]
    weights = [scene.part(each.weight) for each in weighed]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or None in weights or len({each.text["en"] for each in known}) < len(known):
        return None
    return _weighed(terms, known, [each for each in weights if each is not None], problem, scene)


def _weighed(
    terms: Sequence[WeighedTerm],
    parts: list[PurposePhrase],
    weights: list[PurposePhrase],
    problem: Operation | None,
    scene: Scene,
) -> PurposePhrase | None:
    free = [part for part, term in zip(parts, terms, strict=True) if term.weight is None]
    bound = [part for part, term in zip(parts, terms, strict=True) if term.weight is not None]
    if len(free) == 1 and len(parts) > 2 and terms[0].weight is None:
        made = told("weighs-later", parts=listing(parts), weights=listing(weights))
    elif len(parts) > 2 or not free:
        row = "weighs-many" if free else "weighs-all"
        made = told(
            row, parts=listing(parts), weights=listing(weights), **({"weighed": listing(bound)} if free else {})
        )
    else:
        taken = next(term.taken for term in terms if term.weight is not None)
        first_taken = next(term.taken for term in terms if term.weight is None)
        row = "weighs" if taken == first_taken else "weighs-opposed" if first_taken else "weighs-against"
        again = told("the-latter") if len(bound[0].text["en"]) > SAID_AGAIN else bound[0]
        made = told(row, first=free[0], second=bound[0], weight=weights[0], again=again)
    found = looked_for(problem, made, scene) if problem is not None else None
    return found or of_left(scene, made)


def looked_for(problem: Operation, what: PurposePhrase | None, scene: Scene) -> PurposePhrase | None:
    """What is looked for, with a sentence about its value where there is one."""
    decided, value = decided_by(problem, scene), scene.part(problem.body)
    if decided is None:
        return None
    if what is not None:
        return told("looks-largest" if is_largest(problem) else "looks-smallest", decided=decided, what=what)
    row = "looks-large" if is_largest(problem) else "looks-small"
    return told(row, decided=decided, what=value) if value is not None and value.tells else None


def looks(scene: Scene) -> PurposePhrase | None:
    """What is looked for, and what it brings near, makes likely, small or large."""
    problem = sought_right(scene.claim)
    if problem is None:
        return None
    decided, largest = decided_by(problem, scene), is_largest(problem)
    if decided is None:
        return None
    found = gathered(problem.body, scene)
    pair = apart(found.body) if found is not None and found.taken == largest else None
    if found is not None and pair is not None:
        first, second = map(scene.part, pair)
        return (
            told("looks-near", decided=decided, first=first, second=second, over=over(scene, found))
            if first and second
            else None
        )
    likely = log_chance(found.body, scene) if found is not None and found.taken != largest else None
    if found is not None and likely is not None:
        return told("looks-likely", decided=decided, what=likely, over=together(scene, found))
    what = scene.part(problem.body)
    return told("looks-large" if largest else "looks-small", decided=decided, what=what) if what else None


def is_aimed(scene: Scene) -> bool:
    """Whether the left side is a loss, an objective or the like, by its kind or by its name."""
    if scene.left is None:
        return False
    subject = scene.statement.subject
    meant = scene.statement.meant(subject.latex) if subject is not None else None
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in AIMED
    is_usual = subject is not None and take_apart(subject.latex).base in USUAL_AIMS
    return scene.kind == "loss or objective" or is_usual


def terms_in(total: Total) -> tuple[WeighedTerm, ...]:
    if not set(total.signs) <= PLAIN_SIGNS:
        return ()
    return tuple(_term(term, sign == "-") for sign, term in zip(total.signs, total.terms, strict=True))


def _term(node: Meaning, taken: bool) -> WeighedTerm:
    node = bare(node)
    if isinstance(node, Product) and len(node.factors) > 1:
        weight, rest = bare(node.factors[0]), node.factors[1:]
        if isinstance(weight, Symbol) and take_apart(weight.latex).base in WEIGHTS and not weight.bold:
            part = bare(rest[0]) if len(rest) == 1 else Product(rest[0].start, node.end, rest, node.signs[1:])
            return WeighedTerm(part, taken, weight)
    return WeighedTerm(node, taken, None)


def _stands_again(term: WeighedTerm, body: Meaning) -> bool:
    """Whether a weight stands more than once: then it does more than weigh."""
    return term.weight is not None and (
        holds_letter(term.part, term.weight.latex) or meaning_latex(body).count(term.weight.latex) > 1
    )


def _told(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """A part as it stands, or in words where these are few."""
    part = scene.part(node)
    found = scene.phrases.of(node, 1) if part is None or not part.tells else None
    is_said = found is not None and found.closed and bool(found.tells) and len(found.text["en"]) <= LONGEST
    return found if is_said else part
