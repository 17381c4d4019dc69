"""Steps: what moves where, how far, and what is kept of before."""

from __future__ import annotations

from reader.formula.semantics.nodes import Application, Group, Meaning, Operation, Power, Product, Symbol, Total, bare
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.purpose.change import changing
from reader.study.purpose.forms.scene import Scene, difference_in, holds_letter, told
from reader.study.purpose.forms.values import mixture_in
from reader.study.purpose.kinds import ASSIGNS, factors
from reader.study.purpose.phrase import PurposePhrase, listing, sign_of
from reader.study.purpose.statement import head_symbol
from reader.study.walkthrough.succession import is_next

MOST_DRIVES = 4
UPRIGHT = (r"\operatorname", r"\mathrm")


def averages_on(scene: Scene) -> PurposePhrase | None:
    """A running average, or a step towards something."""
    found, left = mixture_in(scene.right), scene.left
    if found is None or not isinstance(left, Symbol):
        return None
    weight, one, other = found
    for kept, new, grows in ((one, other, False), (other, one, True)):
        before = bare(kept)
        if isinstance(before, Symbol) and _is_before(left, before, scene):
            old, fresh, share = scene.part(before), _kept(bare(new), scene), scene.part(weight)
            row = "step-towards" if grows else "running-average"
            if old is None or fresh is None or share is None or holds_letter(bare(new), before.latex):
                return None
            return told(row, old=old, new=fresh, weight=share)
    return None


def _kept(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """What is averaged; the square of what has a name is told by that."""
    is_square = isinstance(node, Power) and meaning_latex(node.exponent) == "2"
    base = (
        scene.part(node.base) if isinstance(node, Power) and is_square and isinstance(bare(node.base), Symbol) else None
    )
    return told("square-of", first=base) if base is not None and base.tells else scene.part(node)


def _is_before(left: Symbol, node: Symbol, scene: Scene) -> bool:
    return is_next(left.latex, node.latex) or (scene.claim.sign in ASSIGNS and left.latex == node.latex)


def moves(scene: Scene) -> PurposePhrase | None:
    """What was there, moved by one thing."""
    left, right = scene.left, scene.right
    if not isinstance(left, Symbol):
        return None
    inner = _projected(right)
    total = bare(inner) if inner is not None else right
    if not isinstance(total, Total) or len(total.terms) != 2 or total.signs[0] not in ("", "+"):
        return None
    before, term = bare(total.terms[0]), bare(total.terms[1])
    if not isinstance(before, Symbol) or not _is_before(left, before, scene) or total.signs[1] not in ("+", "-"):
        return None
    parts = factors(term)
    sizes, way = (parts[:-1], parts[-1]) if len(parts) > 1 else ((), parts[0])
    old, along = scene.part(before), _way(bare(way), scene)
    if old is None or along is None or len(sizes) > 1 or meaning_latex(bare(way)) == before.latex:
        return None
    size = scene.part(sizes[0]) if sizes else None
    if sizes and (size is None or not _is_size(bare(sizes[0]))):
        return None
    towards = difference_in(bare(way))
    if towards is not None and total.signs[1] == "+" and size and meaning_latex(bare(towards[1])) == before.latex:
        goal = scene.part(towards[0])
        return told("step-towards", old=old, new=goal, weight=size) if goal and inner is None else None
    row = "moves-against" if total.signs[1] == "-" else "moves-along"
    if row == "moves-against" and size is None and not _is_gradient(bare(way)):
        row = "takes-off"  # a cost or a loss has no direction
    made = told(f"sized-{row}", old=old, way=along, size=size) if size else told(row, old=old, way=along)
    return told("projected", first=made) if inner is not None else made


def descends(scene: Scene) -> PurposePhrase | None:
    """A step of several terms, of which one is a gradient: what it goes against."""
    left, total = scene.left, scene.right
    if not isinstance(left, Symbol) or not isinstance(total, Total) or set(total.signs) - {"", "+", "-"}:
        return None
    before = next((node for node in walk(total) if isinstance(node, Symbol) and _is_before(left, node, scene)), None)
    steps = [(sign, factors(term)) for sign, term in zip(total.signs, total.terms, strict=True)]
    found = [(sign, parts) for sign, parts in steps if _is_gradient(bare(parts[-1]))]
    if before is None or len(found) != 1 or len(found[0][1]) > 2:
        return None
    sign, parts = found[0]
    old, way = scene.part(before), _way(bare(parts[-1]), scene)
    size = scene.part(parts[0]) if len(parts) > 1 and _is_size(bare(parts[0])) else None
    if old is None or way is None or (size is None and len(parts) > 1):
        return None
    row = "moves-against" if sign == "-" else "moves-along"
    return told(f"sized-{row}", old=old, way=way, size=size) if size else told(row, old=old, way=way)


def _projected(node: Meaning) -> Meaning | None:
    """What a projection is applied to: ``\\\\Pi_C[x - g]``."""
    if isinstance(node, Product) and len(node.factors) == 2 and isinstance(bare(node.factors[0]), Symbol):
        head, body = bare(node.factors[0]), node.factors[1]
        is_projection = isinstance(head, Symbol) and head.stem.startswith(
            (r"\Pi", r"\mathcal{P}", r"\operatorname{Proj")
        )
        return body.body if is_projection and isinstance(body, Group) else None
    if isinstance(node, Application) and len(node.arguments) == 1:
        symbol = head_symbol(node)
        names = (r"\Pi", r"\operatorname{Proj", r"\operatorname{proj", r"\operatorname{Project", r"\mathcal{P}")
        return node.arguments[0] if symbol is not None and symbol.latex.startswith(names) else None
    return None


def _way(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """What it is moved along; a gradient by its sign."""
    found = scene.phrases.of(node, 1) if _is_gradient(node) else None
    if found is not None and found.closed and found.tells and len(found.text["en"]) < 130:
        return found
    return scene.part(node)


def _is_gradient(node: Meaning) -> bool:
    return isinstance(node, Operation) and node.kind == "gradient"


def _is_size(node: Meaning) -> bool:
    return isinstance(node, Symbol) and not node.bold and not node.latex[:1].isupper()


def _signed(sign: str, part: PurposePhrase | None) -> PurposePhrase | None:
    """A term with the sign that it has in the sum."""
    if part is None or sign not in ("-", "", "+"):
        return None
    return sign_of(f"-{part.text['en'].strip('$')}") if sign == "-" else part


def flows(scene: Scene) -> PurposePhrase | None:
    """How fast something changes, and what drives it."""
    what = changing(scene.claim)
    if what is None or (scene.shown(scene.right) is None and not isinstance(scene.right, Total)):
        return None
    total = scene.right if isinstance(scene.right, Total) else None
    terms = (
        [(sign, each) for sign, each in zip(total.signs, total.terms, strict=True)] if total else [("", scene.right)]
    )
    whole = [each if isinstance(bare(each), Total) else bare(each) for _, each in terms]  # a sum keeps its brackets
    parts = [_signed(sign, scene.shown(each)) for (sign, _), each in zip(terms, whole, strict=True)]
    known = [part for part in parts if part is not None]
    applied = {id(node.function) for node in walk(scene.right) if isinstance(node, Application)}
    symbols = [node for node in walk(scene.right) if isinstance(node, Symbol)]
    if not symbols or any(node.latex.startswith(UPRIGHT) and id(node) not in applied for node in symbols):
        return None  # a number, or something with its unit
    if len(known) < len(parts) or len(known) > MOST_DRIVES:
        return None
    letter = Symbol(0, len(what), what, what)
    name = scene.phrases.called(letter, sign_of(what)) or sign_of(what)
    if any(isinstance(node, Symbol) and node.latex.startswith(r"\dot{") for node in walk(scene.right)):
        return None
    return told("flows", what=name, parts=listing(known))
