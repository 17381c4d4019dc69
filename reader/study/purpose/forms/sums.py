"""Sums and averages: what is measured, weighed or counted, and over what."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Chain,
    Given,
    Meaning,
    Operation,
    Power,
    Product,
    Quotient,
    Root,
    Symbol,
    Total,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import INDICATORS
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import (
    Gathered,
    Scene,
    averaged_over,
    difference_in,
    gathered,
    holds_letter,
    is_distance,
    over,
    sign_list,
    together,
    told,
)
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.phrases import LOGARITHMS
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.names import head_word

PAIR = 2
CENTRES = (r"\bar{", r"\mu", r"\overline{")
CHANCES = frozenset(("p", "q", "P", "Q", r"\pi", r"\Pr", r"\mathbb{P}", r"\mathbf{P}"))
WEIGHTS = frozenset(("w", r"\omega", r"\alpha", r"\gamma", r"\lambda", r"\pi"))
WEIGHING = frozenset(
    ("weight", "weights", "coefficient", "coefficients", "share", "shares", "proportion", "proportions")
)
DISCOUNTS = frozenset((r"\gamma", r"\beta", r"\delta", r"\lambda", r"\rho"))
LOSSES = frozenset(("BCE", "CE", "CROSSENTROPY", "MAE", "MSE", "RMSE"))
DIVERGENCES = frozenset(("KL", "JS", "TV", "MMD", "D"))


def measured(scene: Scene) -> Gathered | None:
    """The right side as a sum or an average; a root over it changes nothing of what it measures."""
    right = scene.right
    return gathered(right.body if isinstance(right, Root) and right.degree is None else right, scene)


def exact(scene: Scene) -> Gathered | None:
    """The same where no number stretches it: twice an average is no average."""
    found = measured(scene)
    return found if found is not None and not found.scaled else None


def distance(scene: Scene) -> PurposePhrase | None:
    """How far two things lie from each other, or how widely one scatters."""
    found = measured(scene)
    pair = apart(found.body) if found is not None and not found.taken else None
    if found is None or pair is None:
        return None
    if not found.is_any if scene.left is None else scene.kind is None:
        return None
    first, second = scene.part(pair[0]), scene.part(pair[1])
    if first is None or second is None or first.text == second.text:
        return None
    centre, mean = meaning_latex(bare(pair[1])), gathered(pair[1], scene)
    is_own_mean = mean is not None and bool(mean.means or mean.drawn)
    is_middle = centre.startswith(CENTRES) or (
        mean is not None and is_own_mean and meaning_latex(mean.body) == meaning_latex(bare(pair[0]))
    )
    is_scatter = is_middle and not isinstance(bare(found.body), Application) and found.is_any
    return told("scatter" if is_scatter else "distance", first=first, second=second, over=over(scene, found))


def apart(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """The two things whose distance, squared distance or divergence it is."""
    node = bare(node)
    if isinstance(node, Power) and meaning_latex(node.exponent) == "2":
        base = bare(node.base)
        if isinstance(base, Application):
            return apart(base)
        return _first_from_others(base.items[0] if is_distance(base) else base)
    if is_distance(node):
        return _first_from_others(node.items[0])
    if isinstance(node, Application) and len(node.arguments) == 2:
        return (node.arguments[0], node.arguments[1]) if _is_named_distance(node) else None
    if isinstance(node, Application) and len(node.arguments) == 1:
        given = bare(node.arguments[0])
        head = head_symbol(node)
        if isinstance(given, Given) and given.kind == "versus" and head is not None and _diverges(head, given):
            return given.left, given.right
    return None


def _is_named_distance(node: Application) -> bool:
    head = head_symbol(node)
    return head is not None and head.latex in (r"\operatorname{dist}", r"\operatorname{Dist}")


def _first_from_others(node: Meaning) -> tuple[Meaning, Meaning] | None:
    """``y`` and ``a x + b`` of ``y - a x - b``."""
    node = bare(node)
    if not isinstance(node, Total) or node.signs[0] not in ("", "+") or set(node.signs[1:]) != {"-"}:
        return None
    first, *others = node.terms
    if len(others) == 1:
        return first, others[0]
    return first, Total(others[0].start, others[-1].end, tuple(others), ("", *("+" for _ in others[1:])))


def _diverges(head: Symbol, given: Given) -> bool:
    """Whether it is called a divergence; a ``D`` that is not labelled so is one between probabilities."""
    spelling = take_apart(head.latex)
    name, label = (each.rpartition("{")[2].rstrip("}") for each in (spelling.base, spelling.sub))
    ends = [head_symbol(bare(each)) for each in (given.left, given.right)]
    is_between = all(each is not None and take_apart(each.latex).base in CHANCES for each in ends)
    return name in DIVERGENCES and (name != "D" or label in DIVERGENCES or is_between)


def mismatch(scene: Scene) -> PurposePhrase | None:
    """A loss of what a function gives and of one more letter: ``\\ell(f(x), y)``, ``\\mathrm{CE}(f(x), y)``."""
    found = measured(scene)
    body = bare(found.body) if found is not None and not found.taken else None
    head = head_symbol(body) if isinstance(body, Application) else None
    if found is None or head is None or not isinstance(body, Application) or len(body.arguments) != 2:
        return None
    one, other = map(bare, body.arguments)
    given, sought = (one, other) if isinstance(one, Application) else (other, one)
    if not isinstance(given, Application) or not isinstance(sought, Symbol) or not _is_loss(head, scene):
        return None
    first, second = scene.part(given), scene.part(sought)
    return told("mismatch", first=first, second=second, over=over(scene, found)) if first and second else None


def _is_loss(head: Symbol, scene: Scene) -> bool:
    """Whether it is called a loss, by its name or by the author."""
    if take_apart(head.latex).base.rpartition("{")[2].rstrip("}").upper() in LOSSES:
        return True
    meant = scene.statement.meant(head.latex)
    is_author = meant is not None and meant.status in ("paper", "reader")
    return is_author and meant is not None and head_word(meant.meaning or "") in ("loss", "losses")


def surprise(scene: Scene) -> PurposePhrase | None:
    """Minus a log-probability, or the logarithm of how two compare."""
    found = measured(scene)
    body = bare(found.body) if found is not None else None
    head = head_symbol(body) if isinstance(body, Application) else None
    if found is None or head is None or head.latex not in LOGARITHMS or not isinstance(body, Application):
        return None
    inside = bare(body.arguments[0])
    if isinstance(inside, Quotient) and not found.taken and found.is_any:
        first, second = scene.part(inside.numerator), scene.part(inside.denominator)
        is_chance = _is_chance(inside.numerator, scene) and _is_chance(inside.denominator, scene)
        return (
            told("log-ratio", first=first, second=second, over=over(scene, found))
            if first and second and is_chance
            else None
        )
    what = log_chance(body, scene)
    return told("surprise" if found.taken else "likely", what=what, over=together(scene, found)) if what else None


def outdone(scene: Scene) -> PurposePhrase | None:
    """A log-probability times how far one value lies above another: ``(r - v) \\log \\pi(a \\mid s)``."""
    found = measured(scene)
    body = bare(found.body) if found is not None and not found.taken else None
    if found is None or not found.is_any or not isinstance(body, Product) or len(body.factors) != 2:
        return None
    pair, what = difference_in(body.factors[0]), log_chance(body.factors[1], scene)
    first, second = map(scene.part, pair) if pair is not None else (None, None)
    if what is None or first is None or second is None:
        return None
    return told("outdone", what=what, first=first, second=second, over=over(scene, found))


def log_chance(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """``p(x)`` of ``\\log p(x)``."""
    node = bare(node)
    head = head_symbol(node) if isinstance(node, Application) else None
    if head is None or head.latex not in LOGARITHMS or not isinstance(node, Application):
        return None
    inside = bare(node.arguments[0])
    return scene.part(inside) if _is_chance(inside, scene) else None


def _is_chance(node: Meaning, scene: Scene) -> bool:
    node = bare(node)
    head = head_symbol(node) if isinstance(node, Application) else None
    if head is None:
        return False
    annotation = scene.statement.annotations.get(head.latex)
    return take_apart(head.latex).base in CHANCES or (annotation is not None and annotation.role == "distribution")


def indicator(scene: Scene) -> PurposePhrase | None:
    """1 where something holds; their sum counts, their average is a share."""
    found = exact(scene)
    body = bare(found.body) if found is not None and not found.taken else None
    head = head_symbol(body) if isinstance(body, Application) else None
    if (
        found is None
        or not isinstance(body, Application)
        or head is None
        or take_apart(head.latex).base not in INDICATORS
    ):
        return None
    condition = scene.shown(bare(body.arguments[0])) if len(body.arguments) == 1 else None
    if condition is None:
        return None
    if not found.is_any:
        left = scene.part(scene.left)
        return told("indicator", left=left, condition=condition) if left else None
    if found.sums and not (found.means or found.drawn):
        return told("counts", range=sign_list(found.sums), condition=condition)
    ranges = averaged_over(scene, found)
    if found.sums or ranges is None:
        return None
    return told("share-of" if found.means else "share-with", condition=condition, range=ranges)


def discounted(scene: Scene) -> PurposePhrase | None:
    """A sum in which each further member counts less, or more, by one factor."""
    found = exact(scene)
    body = bare(found.body) if found is not None else None
    if found is None or len(found.sums) != 1 or found.taken or not isinstance(body, Product) or len(body.factors) != 2:
        return None
    factor, what = _powered(body.factors[0], found.sums[0], scene), scene.part(body.factors[1])
    if factor is None or what is None or not holds_letter(body.factors[1], found.sums[0]):
        return None
    return told(
        "discounted",
        what=what,
        range=sign_list(found.sums),
        factor=PurposePhrase({"en": f"${factor}$", "ja": f"${factor}$"}, signs=1),
    )


def _powered(node: Meaning, letter: str, scene: Scene) -> str | None:
    """``a`` of ``a^{t}``, where the letter is known for a power and no label of a component."""
    node = bare(node)
    if isinstance(node, Power) and meaning_latex(node.exponent) == letter and isinstance(bare(node.base), Symbol):
        return meaning_latex(node.base)
    tail = f"^{{{letter}}}"
    base = node.latex[: -len(tail)] if isinstance(node, Undecided) and node.latex.endswith(tail) else ""
    return base if base in DISCOUNTS and _starts_early(letter, scene) else None


def _starts_early(letter: str, scene: Scene) -> bool:
    """Whether the sum over a letter starts at 0 or 1."""
    sums = [each for each in walk(scene.right) if isinstance(each, Operation) and each.bound == (letter,)]
    lower = bare(sums[0].lower) if len(sums) == 1 and sums[0].lower is not None else None
    return isinstance(lower, Chain) and len(lower.operands) == 2 and meaning_latex(lower.operands[1]) in ("0", "1")


def weighted(scene: Scene) -> PurposePhrase | None:
    """Things added up, each with a weight of its own."""
    found = exact(scene)
    body = bare(found.body) if found is not None else None
    if found is None or len(found.sums) != 1 or found.means or found.drawn or found.taken:
        return None
    if not isinstance(body, Product) or len(body.factors) != 2:
        return None
    if not all(holds_letter(each, found.sums[0]) for each in body.factors):
        return None
    weighing = [_is_weight(each, scene) for each in body.factors]
    if sum(weighing) != 1:
        return None
    weights, things = (scene.part(body.factors[place]) for place in (weighing.index(True), weighing.index(False)))
    return told("weighted", things=things, weights=weights, range=sign_list(found.sums)) if weights and things else None


def _is_weight(node: Meaning, scene: Scene) -> bool:
    head = head_symbol(bare(node))
    meant = scene.statement.meant(head.latex) if head is not None else None
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in WEIGHING
    return head is not None and not head.bold and take_apart(head.latex).base in WEIGHTS


def exceeds(scene: Scene) -> PurposePhrase | None:
    """A sum or an average of how far one value of a function lies above another."""
    right = scene.right
    found = exact(scene)
    pair = difference_in(found.body) if found is not None and found.is_any and not found.taken else None
    if pair is None and (split := difference_in(right)) is not None:
        found = gathered(split[0], scene)  # without brackets around it, the second holds what the sum counts with
        if found is None or found.scaled or len(found.sums) != 1 or not holds_letter(split[1], found.sums[0]):
            return None
        pair = (found.body, split[1])
    if found is None or pair is None:
        return None
    one, other = (head_symbol(bare(each)) for each in pair)
    if one is None or other is None or one.bold or not all(isinstance(bare(each), Application) for each in pair):
        return None
    if take_apart(one.latex).base != take_apart(other.latex).base:
        return None
    first, second = map(scene.part, pair)
    return told("exceeds", first=first, second=second, over=over(scene, found)) if first and second else None


def averaged(scene: Scene) -> PurposePhrase | None:
    """An average of something that has no further form, where it or its average has a name."""
    found = exact(scene)
    if found is None or found.sums or found.taken or not (found.means or found.drawn) or isinstance(scene.right, Root):
        return None
    what, left, ranges = scene.part(found.body), scene.part(scene.left), averaged_over(scene, found)
    if what is None or left is None or ranges is None:
        return None
    is_sought = scene.claim is not scene.statement.first  # of what is looked for, this says more
    is_of_set = any(r"\in" in each for each in found.means)  # all members of what the formula names
    if not is_sought and not is_of_set and not scene.is_named(what, left, ranges):
        return None
    return told("estimates" if scene.kind == "estimator" else "averages", left=left, what=what, range=ranges)


def added(scene: Scene) -> PurposePhrase | None:
    """A sum of something named."""
    found = exact(scene)
    if found is None or not found.sums or found.taken or found.means or found.drawn or isinstance(scene.right, Root):
        return None
    what, left = scene.part(found.body), scene.part(scene.left)
    if what is None or left is None or not scene.is_named(what, left) or isinstance(scene.right, Quotient):
        return None
    return told("adds", left=left, what=what, range=sign_list(found.sums))
