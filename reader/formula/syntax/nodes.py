"""The layout tree of a formula: which sign stands where, without any meaning.

Every node has its ``start`` and ``end`` (exclusive) in the LaTeX that was parsed. A tree has at most ``MAX_DEPTH``
levels of groups, fences and arguments, so that recursive walks are safe. The kinds of node are closed: :data:`Node`
lists them, and :mod:`reader.formula.syntax.tree` derives their children.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, final

from reader.model.values import value

MAX_DEPTH = 40
LONGEST_READ = 8_000  # characters of a formula that is taken apart; papers have at most some 3,000
LONGEST_DRAWN = 40_000  # and of one that is drawn
UNREAD = frozenset(("formula-too-deep", "formula-too-long"))  # faults with which a formula is not taken apart


@value
class LayoutNode:
    """The fields of every node. Annotations name :data:`Node`, the union of the kinds."""

    start: int
    end: int

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]


@final
@value
class Row(LayoutNode):
    """Nodes side by side: a formula, a braced group, an argument, a cell."""

    children: tuple[Node, ...]


@final
@value
class Identifier(LayoutNode):
    """A letter, or a word that names one thing (``softmax``, ``pos``).

    ``text`` is a letter, a control sequence (``\\alpha``) or the word. ``font`` is "" or a mathematical alphabet
    (``mathbf``, ``mathcal``, ...); ``bold`` says that ``\\bm`` or ``\\boldsymbol`` stands around it.
    """

    text: str
    font: str = ""
    bold: bool = False

    @property
    def is_word(self) -> bool:
        """More than one letter, and no control sequence."""
        return len(self.text) > 1 and self.text[0] != "\\"


@final
@value
class Digits(LayoutNode):
    """Digits, with a decimal point and a power of ten as programs write it at most: ``3e-4``."""

    text: str
    font: str = ""
    bold: bool = False


@final
@value
class Operator(LayoutNode):
    """A binary operator: ``+``, ``\\odot``."""

    text: str


@final
@value
class Relation(LayoutNode):
    """A relation or arrow: ``=``, ``\\sim``, ``:=``, ``\\mid``."""

    text: str


@final
@value
class BigOperator(LayoutNode):
    """``\\sum``, ``\\int``, ``\\bigoplus``."""

    text: str


@final
@value
class Function(LayoutNode):
    """A named operator. ``name`` is its words (``log``, ``arg min``); with ``limits`` scripts go below in display."""

    name: str
    limits: bool = False
    known: bool = True  # a name of LaTeX's own, or of everybody's, not one that this author made


@final
@value
class Sign(LayoutNode):
    """A sign that is an operand on its own: ``\\infty``, ``\\partial``, ``\\nabla``, ``\\top``, ``\\ldots``."""

    text: str


@final
@value
class Punctuation(LayoutNode):
    """``,`` ``;`` ``.`` ``!`` ``:``"""

    text: str


@final
@value
class Delimiter(LayoutNode):
    """A bracket or bar without a partner. ``size`` is ``\\bigl`` and the like, ``side`` the side that it could be."""

    text: str
    side: str  # "open", "close", "bar", "middle"
    size: str = ""


@final
@value
class Text(LayoutNode):
    """``\\text{...}``: words, and the formulas between them. ``parts`` are ``str`` or :class:`Row`."""

    parts: tuple[str | Row, ...]
    command: str = "text"

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(part for part in self.parts if isinstance(part, str))


@final
@value
class Scripted(LayoutNode):
    """A base with its scripts. ``limits`` is what the author asked for (``limits``, ``nolimits``) or ""."""

    base: Node
    subscript: Node | None = None
    superscript: Node | None = None
    primes: int = 0
    limits: str = ""


@final
@value
class Accent(LayoutNode):
    """``\\hat{x}``, ``\\overline{ab}``; ``command`` without its backslash."""

    command: str
    base: Node


@final
@value
class Fraction(LayoutNode):
    """``\\frac``, ``\\over``, ``\\binom``. ``line`` is false where none is drawn between the two."""

    numerator: Node
    denominator: Node
    command: str = "frac"

    @property
    def line(self) -> bool:
        return self.command.endswith("frac")


@final
@value
class Radical(LayoutNode):
    """A square root, or with ``degree`` another one."""

    body: Node
    degree: Node | None = None


@final
@value
class Fenced(LayoutNode):
    """A body between two delimiters (``.`` for none). ``size`` is ``left``, ``big`` ... or "" for plain ones."""

    open: str
    close: str
    body: Row
    size: str = ""


@final
@value
class Table(LayoutNode):
    """``matrix``, ``cases``, ``aligned``, ``substack``: rows of cells. ``columns`` is the argument of an ``array``."""

    environment: str
    rows: tuple[tuple[Row, ...], ...]
    columns: str = ""


@final
@value
class Stacked(LayoutNode):
    """Something above or below a base: ``\\overset``, ``\\underbrace`` with its label, ``\\xrightarrow``."""

    command: str
    base: Node
    above: Node | None = None
    below: Node | None = None


@final
@value
class Style(LayoutNode):
    """A body in another style (size, colour, phantom, box), which does not change its meaning."""

    command: str
    argument: str
    body: Row


@final
@value
class Space(LayoutNode):
    """Empty room, ``&``, ``\\\\`` at top level, and what prints nothing (``\\label{...}``, ``\\nonumber``)."""

    text: str


@final
@value
class Unknown(LayoutNode):
    """LaTeX that the parser could not read, as written. Most often it is an author's macro."""

    text: str


Node: TypeAlias = (
    Row | Identifier | Digits | Operator | Relation | BigOperator | Function | Sign | Punctuation | Delimiter | Text
    | Scripted | Accent | Fraction | Radical | Fenced | Table | Stacked | Style | Space | Unknown
)  # fmt: skip
"""Anything in the tree."""


@value
class Fault:
    """What the parser could not read, and where. ``kind`` names a row of ``reader/messages/problems.toml``."""

    kind: str
    start: int
    end: int
    text: str


@value
class Expression:
    """A parsed formula."""

    latex: str
    root: Row
    problems: tuple[Fault, ...] = ()
