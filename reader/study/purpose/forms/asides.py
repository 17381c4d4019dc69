"""What a row calls its left side, in brackets behind it: ``g = a x \\quad \\text{(output gate)}``."""

from __future__ import annotations

from reader.formula.semantics.nodes import (
    Application,
    Listing,
    Meaning,
    Number,
    Power,
    Symbol,
    Undecided,
    bare,
)
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.tree import walk
from reader.study.purpose.forms.labels import called as quoted
from reader.study.purpose.forms.scene import Scene, told
from reader.study.purpose.phrase import PurposePhrase, listing, sign_of

MOST_WORDS, MOST_INPUTS, PAIR = 4, 2, 2
MEMBER = r"\in"


def called(scene: Scene) -> PurposePhrase | None:
    """The author's name for what stands left, from what that is made, and between which numbers it lies."""
    claims = scene.statement.claims
    words = [each for each in claims.words if each]
    left = scene.left
    if len(claims.claims) != 1 or len(words) != 1 or len(words[0].split()) > MOST_WORDS:
        return None
    if not isinstance(left, Symbol | Application | Undecided) or not in_brackets(words[0], scene):
        return None
    name = quoted(words[0], scene)
    sign = sign_of(left.latex) if isinstance(left, Undecided) and is_letter(left.latex) else scene.shown(left)
    if name is None or sign is None:
        return None
    inputs, ends = inputs_of(scene), ends_of(scene)
    if inputs and ends:
        return told("called-from-between", left=sign, name=name, what=listing(inputs), first=ends[0], last=ends[1])
    if ends:
        return told("called-between", left=sign, name=name, first=ends[0], last=ends[1])
    if inputs:
        return told("called-from", left=sign, name=name, what=listing(inputs))
    return told("called", left=sign, name=name)


def is_letter(latex: str) -> bool:
    """``g[t]``: a name of the paper with its place."""
    return latex.count("[") == latex.count("]") == 1 and latex.endswith("]") and "$" not in latex


def in_brackets(words: str, scene: Scene) -> bool:
    """Whether these words stand at the end of the row, in brackets of their own."""
    latex = scene.statement.equation.formula.expanded.rstrip(" .,;")
    return latex.casefold().endswith((f"({words})}}", f"({words})"))


def inputs_of(scene: Scene) -> list[PurposePhrase]:
    """What the right side is made of that another display of the paper gives."""
    given, left = scene.statement.study.given, scene.left
    made: dict[str, PurposePhrase] = {}
    for node in walk(scene.claim.right):
        head = node.function if isinstance(node, Application) else node
        latex = head.latex if isinstance(head, Symbol | Undecided) else ""
        equation = given.get(latex)
        is_whole = isinstance(node, Application | Undecided) or (isinstance(node, Symbol) and not node.indices)
        if equation is None or not equation.display or equation.id == scene.statement.equation.id or not is_whole:
            continue
        sign = scene.shown(node) if left is not None and latex not in meaning_latex(left) else None
        if sign is not None and not any(latex in each for each in made):
            made.setdefault(meaning_latex(node), sign)
    found = list(made.values())
    return found if len(found) <= MOST_INPUTS else []


def ends_of(scene: Scene) -> tuple[PurposePhrase, PurposePhrase] | None:
    """0 and 1 of ``\\in (0, 1)^n``."""
    if scene.claim.signs[-1:] != (MEMBER,):
        return None
    node: Meaning = scene.last
    node = bare(node.base) if isinstance(node, Power) else node
    items = node.items if isinstance(node, Listing) and node.open in ("(", "[") else ()
    numbers = [each for each in map(bare, items) if isinstance(each, Number)]
    if len(items) != PAIR or len(numbers) != PAIR:
        return None
    first, last = scene.shown(numbers[0]), scene.shown(numbers[1])
    return (first, last) if first and last else None
