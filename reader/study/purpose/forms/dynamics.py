"""What moves, and how: recursions, equations of motion, paths, and what answers to a small change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.formula.semantics.nodes import (
    Application,
    Derivative,
    Differential,
    Integral,
    Meaning,
    Operation,
    Power,
    Product,
    Symbol,
    Total,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.meaning.evidence.spelling import take_apart
from reader.study.purpose.change import TIMES
from reader.study.purpose.forms.scene import PLAIN_SIGNS, Scene, told
from reader.study.purpose.kinds import USUAL_AIMS, factors
from reader.study.purpose.phrase import PurposePhrase, listing
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.succession import is_next

MOST = 4  # parts
PAIR = 2
DOUBLE = r"\ddot{"
UPRIGHT = (r"\operatorname", r"\mathrm")
SETTINGS = frozenset(
    ("coefficient", "constant", "factor", "hyper-parameter", "hyperparameter", "number", "parameter", "rate", "size")
)
COUNTED = ("the number ", "number ")


def leads_on(scene: Scene) -> PurposePhrase | None:
    """The next value from the one before and from what has a name beside it."""
    left = scene.left
    if not isinstance(left, Symbol):
        return None
    indices = {id(inner) for each in walk(scene.right) if isinstance(each, Symbol) for inner in _indices(each)}
    played = (each for each in walk(scene.right) if isinstance(each, Symbol) and id(each) not in indices)
    symbols = {each.latex: each for each in played}
    before = next((each for each in symbols.values() if is_next(left.latex, each.latex)), None)
    if before is None:
        return None
    old, new = scene.part(before), scene.part(left)
    own = take_apart(left.latex)
    parts = [
        scene.part(each)
        for each in symbols.values()
        if take_apart(each.latex).base != own.base and each.latex not in own.sub  # the step itself plays no part
    ]
    named = [each for each in parts if each is not None and each.tells]
    if old is None or new is None or len(named) > MOST or all(map(_is_setting, named)):
        return None
    if len({each.text["en"].partition(" $")[0] for each in named}) < len(named):
        return None
    return told("leads-on", old=old, new=new, others=listing(named))


def _indices(symbol: Symbol) -> Iterator[Meaning]:
    """What stands in its indices: a letter there says which one is meant, and is no input."""
    for each in symbol.indices:
        yield from walk(each)


def _is_setting(part: PurposePhrase) -> bool:
    """Whether it is called a size, a rate, a number: that such a thing plays a part says little."""
    return not SETTINGS.isdisjoint(part.text["en"].partition(" $")[0].split())


def moved(scene: Scene) -> PurposePhrase | None:
    """An equation of motion: a change with time, tied to other terms on either side."""
    left = scene.left
    if left is None or scene.claim.sign not in ("=",) or len(scene.claim.sides) != 1:
        return None
    terms = [*_terms(left), *_terms(scene.right)]
    timed = [found for each in terms if (found := _timed(each)) is not None]
    is_tied = isinstance(left, Total) or (len(timed) == 1 and timed[0][1])
    if len(timed) != 1 or not is_tied or _has_units(scene):
        return None
    what = scene.part(timed[0][0])
    others = [scene.shown(each) for each in terms if _timed(each) is None and meaning_latex(each) != "0"]
    known = [each for each in others if each is not None]
    if what is None or len(known) < len(others) or not 1 <= len(known) <= MOST:
        return None
    return told("accelerates" if timed[0][1] else "moved", what=what, parts=listing(known))


def _has_units(scene: Scene) -> bool:
    """Upright letters that are applied to nothing are units."""
    sides = [node for side in (scene.claim.left, scene.right) if side is not None for node in walk(side)]
    applied = {id(node.function) for node in sides if isinstance(node, Application)}
    return any(
        isinstance(node, Symbol) and node.latex.startswith(UPRIGHT) and id(node) not in applied for node in sides
    )


def _terms(node: Meaning) -> Sequence[Meaning]:
    node = bare(node)
    if isinstance(node, Total) and not set(node.signs) - PLAIN_SIGNS:
        return [bare(each) for each in node.terms]
    return [node]


def _timed(node: Meaning) -> tuple[Meaning, bool] | None:
    """What a term is the change with time of, and whether it is the change of that change."""
    parts = factors(node)
    last = bare(parts[-1]) if len(parts) <= 2 else node
    if isinstance(last, Derivative) and last.body is not None and len(last.variables) == 1:
        variable = last.variables[0]
        is_time = isinstance(variable, Symbol) and variable.latex in TIMES
        return (last.body, last.order == "2") if is_time and last.order in ("", "2") else None
    if isinstance(last, Operation) and last.kind == "partial" and isinstance(last.lower, Symbol):
        return (last.body, False) if last.lower.latex in TIMES and isinstance(bare(last.body), Symbol) else None
    if isinstance(last, Symbol) and take_apart(last.latex).base.startswith((DOUBLE, r"\dot{")):
        base = take_apart(last.latex).base
        bare_latex = base.partition("{")[2][:-1] + last.latex[len(base) :]
        return Symbol(last.start, last.end, bare_latex, bare_latex), base.startswith(DOUBLE)
    return None


def path(scene: Scene) -> PurposePhrase | None:
    """``x_b = x_a + \\int_a^b``: where something comes to when its changes along the way are added up."""
    left, total = scene.left, scene.right
    if not isinstance(left, Symbol | Application) or not isinstance(total, Total) or len(total.terms) < 2:
        return None
    start, *steps = map(bare, total.terms)
    heads = head_symbol(left), head_symbol(start)
    if heads[0] is None or heads[1] is None or take_apart(heads[0].latex).base != take_apart(heads[1].latex).base:
        return None
    if meaning_latex(start) == meaning_latex(left) or set(total.signs) - {"", "+"}:
        return None
    runs = [each for each in steps if isinstance(each, Integral)]
    if len(runs) != len(steps) or any(each.lower is None or each.upper is None for each in runs):
        return None
    first = runs[0]
    ends = [scene.shown(bare(each)) for each in (first.lower, first.upper) if each is not None]
    old, new = scene.part(start), scene.part(left)
    if len(ends) < 2 or ends[0] is None or ends[1] is None or old is None or new is None:
        return None
    return told("path", old=old, new=new, first=ends[0], last=ends[1])


def answers(scene: Scene) -> PurposePhrase | None:
    """How something answers to a small change of something else: a derivative that is worked out."""
    left = scene.left
    what, letter = _derived(left)
    if what is None or letter is None or isinstance(bare(letter), Power | Product):
        return None
    if isinstance(letter, Symbol) and letter.latex in (*TIMES, "x", "y", "z", "r"):
        return None  # of places and times, other things are said
    whole, part = scene.part(what), scene.part(letter)
    if whole is None or part is None or not scene.is_named(part) or whole.text["en"].startswith(COUNTED):
        return None
    return told("answers", what=whole, letter=part)


def _derived(node: Meaning | None) -> tuple[Meaning | None, Meaning | None]:
    if isinstance(node, Derivative) and node.body is not None and len(node.variables) == 1 and node.order == "":
        return node.body, node.variables[0]
    if isinstance(node, Operation) and node.kind in ("gradient", "partial") and isinstance(node.lower, Symbol):
        return (node.body, node.lower) if not _is_direction(node.lower, bare(node.body)) else (None, None)
    return None, None


def _is_direction(letter: Symbol, body: Meaning) -> bool:
    """Whether a letter below a gradient may be the way in which one goes: ``\\nabla_v f(x)``. A loss has parameters
    that nobody writes."""
    inside = (each.latex for each in walk(body) if isinstance(each, Symbol))
    head = head_symbol(body) if isinstance(body, Application) else None
    is_value = head is not None and take_apart(head.latex).base not in USUAL_AIMS
    return is_value and not any(letter.latex in each for each in inside)


# --- what moves by a velocity, or stands still -----------------------------------------------------------


def carried(scene: Scene) -> PurposePhrase | None:
    """``dx/dt = v(x, t)``, ``dx = v(x, t) dt``: what moves, and what says how fast where it is."""
    found = _velocity(scene)
    if found is None:
        return None
    what, letter, velocity = found
    if not isinstance(what, Symbol) or not any(_is(part, what.latex) for part in walk(velocity)):
        return None
    moving, told_by, runs = scene.part(what), scene.part(velocity), scene.part(letter)
    return told("carried", what=moving, letter=runs, velocity=told_by) if moving and told_by and runs else None


def _is(node: object, latex: str) -> bool:
    return isinstance(node, Symbol) and node.latex == latex


def _velocity(scene: Scene) -> tuple[Meaning, Meaning, Meaning] | None:
    """What moves, with what, and what says how fast; one function alone, but where all of it stands before ``dt``."""
    left, right = scene.left, scene.right
    if isinstance(left, Differential) and isinstance(right, Product) and len(right.factors) == PAIR:
        velocity, last = map(bare, right.factors)
        return (bare(left.variable), last.variable, velocity) if isinstance(last, Differential) else None
    if not isinstance(right, Application) or head_symbol(right) is None:
        return None
    if isinstance(left, Derivative) and left.body is not None and len(left.variables) == 1 and left.order == "":
        return bare(left.body), left.variables[0], right
    return None
