"""The name of a symbol: its base, and those of its scripts that distinguish it from its neighbours.

A subscript is always part of the name. A superscript is a power (no part) when it is a number, negative, a fraction, or
stands on a number, on e or on brackets; otherwise it is a label, a step, a layer or a player, and part of the name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reader.formula.syntax.nodes import (
    Accent,
    Delimiter,
    Digits,
    Fenced,
    Fraction,
    Function,
    Identifier,
    Node,
    Operator,
    Punctuation,
    Radical,
    Relation,
    Row,
    Scripted,
    Sign,
    Space,
    Style,
    Text,
    Unknown,
)
from reader.formula.syntax.printer import WORD, join, spell, unfold
from reader.formula.syntax.tables.name_rows import (
    ACCESS_LETTERS,
    BRACKET_OPERATORS,
    LETTER_OPERATORS,
    NUMBER_SETS,
    TRANSPOSES,
)
from reader.formula.syntax.tables.signs import SIGNS
from reader.formula.syntax.tables.words import PROSE
from reader.model.values import value

Traits = frozenset[str]
NONE: Traits = frozenset()


@value
class SymbolName:
    """A symbol's name. ``end`` is where it ends, ``parts`` are the scripts that belong to it.

    ``start`` is where it begins, or -1 for where its node does.
    """

    latex: str
    base: str
    kind: str
    end: int
    parts: tuple[Node, ...]
    traits: Traits
    word: bool = False
    start: int = -1  # where the name begins, if not with its node


_WRAPPERS = frozenset((Row, Style))


def strip(node: Node) -> Node:
    """The node without groups of one and styles around it."""
    while True:
        if type(node) is Row and len(node.children) == 1:
            node = node.children[0]
        elif type(node) is Style and node.command != "phantom" and len(node.body.children) == 1:
            node = node.body.children[0]
        else:
            return node


def name_of(node: Node) -> SymbolName | None:
    """The name of a node. None where it is no single symbol."""
    if type(node) in _WRAPPERS:
        node = strip(node)
    if type(node) is Identifier or (type(node) is Digits and (node.font or node.bold)):
        assert isinstance(node, Identifier | Digits)
        latex = spell(node)
        return SymbolName(
            latex, latex, "identifier", node.end, (), letter_traits(node), len(node.text) > 1 and node.text[0] != "\\"
        )
    if type(node) is Accent:
        inner = name_of(node.base)
        if inner is None or inner.kind != "identifier":
            return None
        latex = spell(node)
        return SymbolName(latex, inner.base, "identifier", node.end, inner.parts, inner.traits | {"accented"})
    if type(node) is Text and WORD.match(node.words.strip()) and len(node.parts) == 1:
        latex = spell(node)
        return SymbolName(latex, latex, "identifier", node.end, (), frozenset({"upright"}), True)
    if type(node) is Function or (type(node) is Sign and node.text in (r"\nabla", r"\partial", r"\infty", r"\top")):
        latex = spell(node)
        return SymbolName(latex, latex, "constant" if latex == r"\infty" else "operator", node.end, (), NONE)
    if type(node) is Unknown and node.text[:1] == "\\" and node.text[1:].isalpha():
        return SymbolName(node.text, node.text, "identifier", node.end, (), NONE)
    return scripted_name(node) if type(node) is Scripted else None


def scripted_name(node: Scripted) -> SymbolName | None:
    base, below, primes, above = unfold(node)
    inner = name_of(base)
    if inner is None:
        return None
    powers = [part for part in above if is_power(inner.base, part, indexed=bool(below))]
    label_scripts = [part for part in above if part not in powers and not is_transpose(part)]
    named = below
    if inner.latex in LETTER_OPERATORS and not all(is_plain_script(part) for part in below):
        named = []
    latex, traits = inner.latex, set(inner.traits)
    if named:
        latex += f"_{{{join([spell(part, in_script=True) for part in named])}}}"
        traits.add("subscripted")
    latex += "'" * primes
    if label_scripts:
        latex += f"^{{{join([spell(part, in_script=True) for part in label_scripts])}}}"
    if label_scripts or primes:
        traits.add("superscripted")
    parts = (*named, *label_scripts, *inner.parts)
    start, end = -1, node.end
    if len(label_scripts) < len(above) or len(named) < len(below):
        start, end = base.start, max([base.end, *(part.end for part in (*named, *label_scripts))])
    return SymbolName(latex, inner.latex, inner.kind, end, parts, frozenset(traits), inner.word, start)


def is_transpose(superscript: Node) -> bool:
    return spell(strip(superscript), in_script=True) in TRANSPOSES


def is_power(base: str, superscript: Node, *, indexed: bool = False) -> bool:
    """Whether this superscript on that base is a power. What is ``indexed`` is no Euler's number: ``e_{ij}^{k}``."""
    inner = strip(superscript)
    if base in NUMBER_SETS:
        return False
    if base == "e" and not indexed:
        return True
    if type(inner) is Digits:
        return inner.text not in ("0", "1")
    if type(inner) is Fraction:
        return True
    if type(inner) is Row and inner.children:
        first = inner.children[0]
        if type(first) is Operator and first.text == "-" and len(inner.children) > 1:
            return True
        return any(
            (type(part) is Operator and part.text in ("/", r"\times")) or isinstance(part, Fraction | Radical)
            or (type(part) is Digits and "." in part.text)
            for part in inner.children
        )  # fmt: skip
    return False


def is_letter_product(base: Node, subscript: Node | None) -> bool:
    """``\\Pi_{l=1}^d``: the letter stands for the product sign."""
    if type(base) is not Identifier or base.text not in (r"\Pi", r"\Sigma") or type(subscript) is not Row:
        return False
    return any(type(child) is Relation and child.text == "=" for child in subscript.children)


def is_plain_script(node: Node) -> bool:
    """A subscript that names (``q``, ``x,y``), not a condition (``x \\sim p``)."""
    inner = strip(node)
    children = inner.children if type(inner) is Row else (inner,)
    return all(
        isinstance(child, Identifier | Accent | Scripted | Text | Digits | Space)
        or (type(child) is Punctuation and child.text == ",")
        for child in children
    )


def bracket_name(node: Fenced) -> str | None:
    """The name of brackets that are an operator, such as ``\\|\\cdot\\|``."""
    middle = BRACKET_OPERATORS.get((node.open, node.close))
    if middle is None or not node.body.children:
        return None
    parts = [child for child in node.body.children if isinstance(child, Punctuation | Relation | Delimiter)]
    if node.open == r"\langle" and any(part.text in (",", r"\mid", "|", ";") for part in parts):
        middle = r"\cdot,\cdot"
    return f"{node.open}{middle}{node.close}"


def index_access(children: Sequence[Node], k: int) -> int:
    """The number of index brackets (``[j]``) after the identifier at ``k``."""
    if k + 1 >= len(children) or type(children[k + 1]) is not Fenced:
        return 0
    core = strip(children[k])
    core = strip(core.base) if isinstance(core, Scripted | Accent) else core
    if type(core) is not Identifier or core.font in ("mathbb", "mathcal", "mathfrak") or (core.is_word and core.font):
        return 0
    name = name_of(children[k])
    if name is None or name.end < strip(children[k]).end:
        return 0
    count = 0
    for after in children[k + 1 :]:
        if type(after) is not Fenced or (after.open, after.close) != ("[", "]") or not is_index(after.body):
            break
        count += 1
    return count


def is_index(body: Row) -> bool:
    children = [child for child in body.children if type(child) is not Space]
    for k, child in enumerate(children):
        if type(child) is Identifier and child.text in ACCESS_LETTERS and not child.font and not child.bold:
            continue
        if (type(child) is Digits and not child.font) or (type(child) is Operator and child.text in ("+", "-")):
            continue
        nested = type(child) is Fenced and child.open == "[" and k and type(children[k - 1]) is Identifier
        if not (nested and isinstance(child, Fenced) and is_index(child.body)):
            return False
    return bool(children)


LOOK_OF_FONT = {
    "mathcal": "calligraphic", "mathscr": "calligraphic", "mathbb": "blackboard", "mathfrak": "fraktur",
    "mathrm": "upright", "mathsf": "upright", "mathtt": "upright",
}  # fmt: skip


def letter_traits(node: Identifier | Digits) -> Traits:
    """The typographic traits of a letter."""
    return _letter_traits(node.text, node.font, node.bold, type(node) is Identifier)


@lru_cache(maxsize=4096)
def _letter_traits(letter: str, font: str, bold: bool, identifies: bool) -> Traits:
    traits = set()
    if bold or font == "mathbf":
        traits.add("bold")
    if font in LOOK_OF_FONT:
        traits.add(LOOK_OF_FONT[font])
    if letter[0] == "\\" and letter in SIGNS:
        letter = SIGNS[letter][1]
        if "\u0370" <= letter <= "\u03ff":
            traits.add("greek")
    if letter[:1].isupper() and identifies:
        traits.add("capital")
    return frozenset(traits)


def is_listed_text(node: Text) -> bool:
    """Whether words name something ("target style") rather than being prose ("otherwise", " if ")."""
    words = node.words.strip()
    if node.words[:1].isspace() and node.words[-1:].isspace():
        return False  # said between formulas, as in "x contains y"
    if len(node.parts) != 1 or node.command in ("intertext", "shortintertext", "mathit"):
        return False
    parts = words.lower().replace(r"\#", "").split()
    if not parts or len(parts) > 4 or (not words[0].isalpha() and not words.startswith(r"\#")) or len(words) < 2:
        return False
    if any(part.strip(".,:;") in PROSE for part in parts) or words[-1] in ".,:;":
        return False
    return all(character.isalnum() or character in " -_\\#./'+" for character in words)
