"""Chance: what is drawn from where, and how probabilities are made of others."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Given,
    Integral,
    Listing,
    Meaning,
    Operation,
    Power,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tables.name_rows import NORMALS
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.forms.scene import Scene, holds_letter, sign_list, told
from reader.study.purpose.kinds import DRAWN, PROPORTIONAL, factors, is_density
from reader.study.purpose.phrase import PurposePhrase
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.chance import noise_in
from reader.study.walkthrough.names import head_word
from reader.study.walkthrough.patterns.fading import exponent_of

UNIFORM = frozenset(
    (r"\mathcal{U}", r"\operatorname{Uniform}", r"\operatorname{Unif}", r"\operatorname{U}", r"\mathscr{U}")
)
# By whether the second is a variance.
DRAWS_NORMAL = {True: "draws-normal", False: "draws-normal-spread"}
# By whether what is small is made likelier; the second where a letter says how much.
TILTS = {False: ("tilted-up", "tilted-up-by"), True: ("tilted-down", "tilted-down-by")}
IS_NORMAL = {True: "normal", False: "normal-spread"}
VARIANCES = frozenset(("variance", "variances", "covariance", "covariances", "matrix", "matrices"))
NOISE = frozenset(("noise", "noises", "error", "errors", "disturbance", "disturbances", "perturbation"))


def draws(scene: Scene) -> PurposePhrase | None:
    """A draw from a normal or an even distribution, where the sign says that it is one."""
    right = scene.right
    base = _base(right)
    if scene.claim.sign not in DRAWN or not isinstance(right, Application) or len(right.arguments) != 2:
        return None
    drawn = scene.left
    left = scene.part(drawn.left if isinstance(drawn, Given) else drawn)
    first, second = (scene.part(each) for each in right.arguments)
    if left is None or first is None or second is None:
        return None
    if base in NORMALS:
        is_standard = meaning_latex(bare(right.arguments[0])) == "0" and meaning_latex(bare(right.arguments[1])) in (
            "1",
            "I",
        )
        return (
            told("draws-standard", left=left)
            if is_standard
            else told(DRAWS_NORMAL[_is_variance(right.arguments[1], scene)], left=left, first=first, second=second)
        )
    return told("draws-even", left=left, first=first, second=second) if base in UNIFORM else None


def _base(node: Meaning) -> str:
    head = head_symbol(node) if isinstance(node, Application) else None
    return take_apart(head.latex).base if head is not None else ""


def normal(scene: Scene) -> PurposePhrase | None:
    """``p(x | y)`` that is a normal distribution."""
    left, right = scene.left, scene.right
    if (
        not isinstance(left, Application)
        or len(left.arguments) != 1
        or not isinstance(right, Application)
        or _base(right) not in NORMALS
    ):
        return None
    given = bare(left.arguments[0])
    if not isinstance(given, Given) or given.kind == "versus":
        return None
    shape = _shape_of_normal(right, given.left)
    if shape is None:
        return None
    what, known = scene.part(given.left), scene.part(given.right)
    first, second = map(scene.part, shape)
    return (
        told(IS_NORMAL[_is_variance(shape[1], scene)], what=what, given=known, first=first, second=second)
        if what and known and first and second
        else None
    )


def mixture(scene: Scene) -> PurposePhrase | None:
    """``\\sum_k w_k N(x; m_k, S_k)``: several normal distributions, each with its weight."""
    left, right = scene.left, scene.right
    if not isinstance(left, Application) or not isinstance(right, Operation) or right.kind != "sum":
        return None
    parts = factors(right.body)
    bell = bare(parts[-1])
    if len(parts) != 2 or len(right.bound) != 1 or not isinstance(bell, Application) or _base(bell) not in NORMALS:
        return None
    argument = bare(left.arguments[0])
    shape = _shape_of_normal(bell, argument.left if isinstance(argument, Given) else argument)
    if shape is None or not all(holds_letter(each, right.bound[0]) for each in (shape[0], parts[0])):
        return None
    centre, weight = scene.part(shape[0]), scene.part(parts[0])
    return told("mixture", centre=centre, weight=weight, range=sign_list(right.bound)) if centre and weight else None


def _is_variance(node: Meaning, scene: Scene) -> bool:
    """Whether it is sure that the spread is a variance."""
    head = bare(node)
    meant = scene.statement.meant(head.latex) if isinstance(head, Symbol) else None
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in VARIANCES
    symbols = [each for each in walk(node) if isinstance(each, Symbol)]
    is_square = any(isinstance(each, Power) and meaning_latex(each.exponent) == "2" for each in walk(node))
    is_square = is_square or any("2" in take_apart(each.latex).sup for each in symbols)
    return is_square or _is_matrix(factors(node)[-1])


def _is_matrix(node: Meaning) -> bool:
    """A capital or a bold letter, or one that is applied."""
    head = head_symbol(bare(node))
    return head is not None and (head.bold or take_apart(head.latex).base.lstrip("\\")[:1].isupper())


def _shape_of_normal(node: Application, what: Meaning) -> tuple[Meaning, Meaning] | None:
    """Middle and spread, behind what is distributed so."""
    arguments = list(node.arguments)
    if len(arguments) == 2 and isinstance(given := bare(arguments[0]), Given):
        arguments = [given.left, given.right, arguments[1]]
    if len(arguments) == 3 and meaning_latex(bare(arguments[0])) == meaning_latex(bare(what)):
        return arguments[1], arguments[2]
    return (arguments[0], arguments[1]) if len(arguments) == 2 else None


# --- made of others --------------------------------------------------------------------------------------------------


def given_of(node: Meaning, scene: Scene) -> tuple[str, str, Meaning, Meaning] | None:
    """What is probable given what, as LaTeX and as parts."""
    node = bare(node)
    if not isinstance(node, Application) or not is_density(node, scene.statement) or len(node.arguments) != 1:
        return None
    given = bare(node.arguments[0])
    if not isinstance(given, Given) or given.kind == "versus":
        return None
    return meaning_latex(given.left), meaning_latex(given.right), given.left, given.right


def turned(scene: Scene) -> PurposePhrase | None:
    """Bayes: what is asked given what is seen, from what is seen given what is asked."""
    left = given_of(scene.left, scene) if scene.left is not None else None
    if left is None:
        return None
    right = scene.right
    if not isinstance(right, Quotient) and scene.claim.sign not in PROPORTIONAL:
        return None
    parts = factors(right.numerator if isinstance(right, Quotient) else right)
    asked, seen = left[0], _first_of(left[3])
    for part in parts:
        found = given_of(part, scene)
        if (
            found is not None
            and found[0] == meaning_latex(seen)
            and meaning_latex(_first_of(found[3])) == asked
            and len(parts) > 1
        ):
            first, second = scene.part(left[2]), scene.part(seen)
            return told("turned", first=first, second=second) if first and second else None
    return None


def _first_of(node: Meaning) -> Meaning:
    """The first of several things behind the bar; the others are background."""
    node = bare(node)
    return bare(node.items[0]) if isinstance(node, Listing) and node.items else node


def tilted(scene: Scene) -> PurposePhrase | None:
    """``p(x | y) \\propto q(x | y) \\exp(f / c)``: another distribution of the same, drawn to large ``f``."""
    left = scene.left
    parts = factors(scene.right)
    if scene.claim.sign not in PROPORTIONAL or not isinstance(left, Application) or len(parts) != 2:
        return None
    before, pull = (bare(each) for each in parts)
    exponent = exponent_of(pull)
    if exponent is None or not isinstance(before, Application) or _argument(before) != _argument(left):
        return None
    is_conditional = isinstance(bare(left.arguments[0]), Given) and len(left.arguments) == 1
    if not is_conditional and not is_density(left, scene.statement):
        return None
    falls = isinstance(exponent, Total) and len(exponent.terms) == 1 and exponent.signs[0] == "-"
    value = bare(exponent.terms[0]) if isinstance(exponent, Total) and len(exponent.terms) == 1 else exponent
    weight = bare(value.denominator) if isinstance(value, Quotient) else None
    value = bare(value.numerator) if isinstance(value, Quotient) else value
    if not isinstance(value, Application) or not isinstance(weight, Symbol | None):
        return None
    drawn = bare(left.arguments[0])
    letters = {
        each.latex for each in walk(drawn.left if isinstance(drawn, Given) else drawn) if isinstance(each, Symbol)
    }
    if not any(holds_letter(value, each) for each in letters):
        return None  # the same for all that is drawn
    first, what, size = scene.shown(before), scene.part(value), scene.part(weight)
    if first is None or what is None:
        return None
    row, by = TILTS[falls]
    return told(by, first=first, what=what, weight=size) if size else told(row, first=first, what=what)


def _argument(node: Application) -> tuple[str, ...]:
    return tuple(meaning_latex(bare(each)) for each in node.arguments)


def chained(scene: Scene) -> PurposePhrase | None:
    """Several things at once: first one, then the others given it."""
    left = scene.left
    if not isinstance(left, Application) or not is_density(left, scene.statement):
        return None
    parts = factors(scene.right)
    if len(parts) != 2 or isinstance(scene.right, Quotient):
        return None
    for first, second in (parts, tuple(reversed(parts))):
        given = given_of(second, scene)
        plain = bare(first)
        if given is None or not isinstance(plain, Application) or not is_density(plain, scene.statement):
            continue
        other = given_of(plain, scene)
        root = bare(other[2]) if other is not None else bare(plain.arguments[0])
        if meaning_latex(_first_of(given[3])) != meaning_latex(root) or len(plain.arguments) != 1:
            continue
        start, follow = scene.part(root), scene.part(given[2])
        whole = scene.shown(left)
        return told("chained", whole=whole, first=start, second=follow) if start and follow and whole else None
    return None


def independent(scene: Scene) -> PurposePhrase | None:
    """A product over members: each on its own, or each given those before it."""
    right = scene.right
    if not isinstance(right, Operation) or right.kind != "product" or len(right.bound) != 1 or scene.left is None:
        return None
    body = bare(right.body)
    left = scene.shown(scene.left)
    if (
        not isinstance(body, Application)
        or not is_density(body, scene.statement)
        or left is None
        or len(body.arguments) != 1
    ):
        return None
    argument = bare(body.arguments[0])
    member = argument.left if isinstance(argument, Given) else argument
    known = argument.right if isinstance(argument, Given) else None
    what = scene.shown(member)
    if what is None or not holds_letter(member, right.bound[0]):
        return None
    bases = {take_apart(each.latex).base for each in walk(member) if isinstance(each, Symbol)}
    if known is not None and not all(
        holds_letter(scene.left, each.latex) or take_apart(each.latex).base in bases
        for each in walk(known)
        if isinstance(each, Symbol)
    ):
        return None  # what they depend on may depend on others of them
    again = known is not None and any(
        isinstance(each, Symbol) and take_apart(each.latex).base in bases for each in walk(known)
    )
    row = "one-by-one" if again else "independent"
    return told(row, left=left, what=what, range=sign_list(right.bound))


def summed_out(scene: Scene) -> PurposePhrase | None:
    """A probability whatever another thing is: that is summed or integrated over."""
    right, left = scene.right, scene.left
    if not isinstance(left, Application) or not is_density(left, scene.statement):
        return None
    if isinstance(right, Integral) and isinstance(right.variable, Symbol):
        gone, body = right.variable.latex, right.body
    elif isinstance(right, Operation) and right.kind == "sum" and len(right.bound) == 1:
        gone, body = right.bound[0], right.body
    else:
        return None
    parts = factors(body)
    densities = [each for each in parts if is_density(bare(each), scene.statement) and holds_letter(each, gone)]
    if len(densities) < len(parts) or holds_letter(left, gone):
        return None
    what, letter = scene.shown(left), scene.part(Symbol(0, len(gone), gone, gone))
    return told("summed-out", what=what, letter=letter) if what and letter else None


def noisy(scene: Scene) -> PurposePhrase | None:
    """Something seen through noise; noise shifted and stretched."""
    total = scene.right
    if (
        not isinstance(total, Total)
        or len(total.terms) != 2
        or total.signs not in (("", "+"), ("+", "+"))
        or scene.left is None
    ):
        return None
    signal, noise = bare(total.terms[0]), bare(total.terms[1])
    left = scene.part(scene.left)
    middle = scene.part(signal)
    if left is None or middle is None:
        return None
    if isinstance(noise, Symbol) and _is_noise(noise, scene):
        found = scene.part(noise)
        return told("noisy", left=left, what=middle, noise=found) if found else None
    parts = noise.operands if isinstance(noise, Combination) and noise.operator == r"\odot" else factors(noise)
    last = bare(parts[-1])
    if len(parts) != 2 or not isinstance(last, Symbol) or not _is_noise(last, scene):
        return None
    size, found = scene.part(parts[0]), scene.part(last)
    return told("stretched-noise", left=left, what=middle, size=size, noise=found) if size and found else None


def _is_noise(symbol: Symbol, scene: Scene) -> bool:
    """Named so, or drawn around 0 from a normal distribution in the same display."""
    meant = scene.statement.meant(symbol.latex)
    if meant is not None and meant.meaning and meant.status in ("paper", "reader"):
        return head_word(meant.meaning) in NOISE
    return any(symbol.latex in noise_in(row.tree) for row in scene.statement.group)
