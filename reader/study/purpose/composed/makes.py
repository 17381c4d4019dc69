"""What is made from what, by the author's names: functions of inputs, and draws given something."""

from __future__ import annotations

from collections.abc import Iterator

from reader.formula.semantics.nodes import Application, Chain, Given, Listing, Meaning, Symbol, bare
from reader.formula.syntax.tree import walk
from reader.study.noun_kinds import THING
from reader.study.purpose.composed.grows import domain_of
from reader.study.purpose.forms.scene import Scene, told
from reader.study.purpose.kinds import DRAWN
from reader.study.purpose.phrase import PurposePhrase, listing, sign_of
from reader.study.purpose.statement import head_symbol

FEWEST = 2  # names
MOST = 4  # inputs
MOST_FUNCTIONS = 3
KNOWN = ("glossary", "structure")
OPERATORS = (r"\log", r"\exp", r"\max", r"\min", r"\operatorname{softmax}")


def drawn_given(scene: Scene) -> PurposePhrase | None:
    """``x \\sim p(\\cdot | c)``: what is drawn, and given what."""
    right, drawn = scene.right, scene.left
    if scene.claim.sign not in DRAWN or not isinstance(right, Application) or len(right.arguments) != 1:
        return None
    inside = bare(right.arguments[0])
    if drawn is None or not isinstance(inside, Given) or inside.kind == "versus":
        return None
    what = inputs_of(drawn.left if isinstance(drawn, Given) else drawn, scene)
    known = inputs_of(inside.right, scene)
    if not what or not known:
        return None
    parts = {"what": listing(what), "known": listing(known)}
    law = law_of(right, scene)
    return particular(told("draws-from", law=law, **parts) if law else told("draws-given", **parts))


def law_of(node: Application, scene: Scene) -> PurposePhrase | None:
    """A distribution by its name: here all of it is meant."""
    head = node.function
    return scene.phrases.called(head, sign_of(head.latex), is_law=True) if isinstance(head, Symbol) else None


def made(scene: Scene) -> PurposePhrase | None:
    """``y = f(g(x))``: what is computed from which inputs, by which functions."""
    functions: list[Application] = []
    node = scene.right
    while isinstance(node, Application) and is_function_of_paper(node, scene):
        if domain_of(node, scene) not in (THING, None):
            break  # the value of a quantity is an input
        functions.append(node)
        if len(node.arguments) != 1 or not isinstance(bare(node.arguments[0]), Application):
            break
        node = bare(node.arguments[0])
    left = inputs_of(scene.left, scene) if scene.left is not None else None
    own = head_symbol(scene.left)
    is_own = own is not None and own.latex in {each.latex for each in map(head_symbol, functions) if each}
    if not functions or len(functions) > MOST_FUNCTIONS or not left or is_own:
        return None
    inputs = [part for each in functions[-1].arguments for part in inputs_of(each, scene) or (None,)]
    known = [each for each in inputs if each is not None]
    if not known or len(known) < len(inputs) or len(known) > MOST:
        return None
    steps = [step for each in reversed(functions) if (step := called(each, scene)) is not None]
    if len(steps) < len(functions) or {each.text["en"] for each in steps} & {each.text["en"] for each in known}:
        return None
    whole, given = listing(left), listing(known)
    if len(steps) == 1:
        return particular(told("computes", left=whole, inputs=given, first=steps[0]))
    return particular(told("computes-by-steps", left=whole, inputs=given, first=steps[0], then=listing(steps[1:])))


def particular(found: PurposePhrase) -> PurposePhrase | None:
    """Only where several things in it have names."""
    return found if len(found.names) >= FEWEST else None


def called(node: Application, scene: Scene) -> PurposePhrase | None:
    """A function by its name, without what it is applied to."""
    return scene.part(node.function) if isinstance(node.function, Symbol) else None


def is_function_of_paper(node: Application, scene: Scene) -> bool:
    """Whether it is no operation that anybody knows, and no chance."""
    head = head_symbol(node)
    if (
        head is None
        or head.latex in OPERATORS
        or r"\sim" in head.latex
        or any(isinstance(bare(each), Given) for each in node.arguments)
    ):
        return False
    annotation = scene.statement.annotations.get(head.latex)
    if annotation is None or annotation.role == "distribution":
        return False
    meant = scene.statement.meant(head.latex)
    return meant is None or not meant.meaning or meant.status not in KNOWN


def inputs_of(node: Meaning | None, scene: Scene) -> list[PurposePhrase] | None:
    """The members of a list, or the one thing; None where one of them cannot be shown, or is no plain name."""
    if node is None:
        return None
    found = [_part(each, scene) for each in _members(bare(node))]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _members(node: Meaning) -> Iterator[Meaning]:
    if isinstance(node, Listing):
        for each in node.items:
            yield from _members(bare(each))
    else:
        yield node


def _part(node: Meaning, scene: Scene) -> PurposePhrase | None:
    """A letter, or the value of a function at letters."""
    if isinstance(node, Chain):  # ``z \\in R^d``
        node = bare(node.operands[0])
    is_value = isinstance(node, Application) and all(
        isinstance(each, Symbol) or not isinstance(each, Application) for part in node.arguments for each in walk(part)
    )
    return scene.part(node) if isinstance(node, Symbol) or is_value else None
