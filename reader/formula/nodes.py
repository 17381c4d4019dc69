"""The layout tree of a formula: what stands where, before anyone asks what it means.

Every node knows its ``start`` and ``end`` (exclusive) in the LaTeX that was parsed. Trees are at most
``MAX_DEPTH`` levels of groups, fences and arguments deep, so walking them by recursion is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from reader.values import value

MAX_DEPTH = 40
LONGEST_READ = 8_000  # characters of a formula that is taken apart; papers have at most some 3,000
LONGEST_DRAWN = 40_000  # and of one that is drawn
UNREAD = frozenset(("formula-too-deep", "formula-too-long"))  # faults with which a formula is not taken apart


@value
class Node:
    """Anything in the tree."""

    start: int
    end: int

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]


@value
class Row(Node):
    """Nodes side by side: a formula, a braced group, an argument, a cell."""

    children: tuple[Node, ...]


@value
class Identifier(Node):
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


@value
class Number(Node):
    """Digits, with a decimal point at most."""

    text: str
    font: str = ""
    bold: bool = False


@value
class Operator(Node):
    """A binary operator: ``+``, ``\\odot``."""

    text: str


@value
class Relation(Node):
    """A relation or arrow: ``=``, ``\\sim``, ``:=``, ``\\mid``."""

    text: str


@value
class BigOperator(Node):
    """``\\sum``, ``\\int``, ``\\bigoplus``."""

    text: str


@value
class Function(Node):
    """A named operator. ``name`` is its words (``log``, ``arg min``); with ``limits`` scripts go below in display."""

    name: str
    limits: bool = False
    known: bool = True  # a name of LaTeX's own, or of everybody's, not one that this author made


@value
class Constant(Node):
    """A sign that is an operand by itself: ``\\infty``, ``\\partial``, ``\\nabla``, ``\\top``, ``\\ldots``."""

    text: str


@value
class Punctuation(Node):
    """``,`` ``;`` ``.`` ``!`` ``:``"""

    text: str


@value
class Delimiter(Node):
    """A bracket or bar that found no partner. ``size`` is ``\\bigl`` and the like, ``side`` what it could be."""

    text: str
    side: str  # "open", "close", "bar", "middle"
    size: str = ""


@value
class Text(Node):
    """``\\text{...}``: words, and the formulas between them. ``parts`` are ``str`` or :class:`Row`."""

    parts: tuple[str | Row, ...]
    command: str = "text"

    @property
    def words(self) -> str:
        """The words alone."""
        return "".join(part for part in self.parts if isinstance(part, str))


@value
class Scripted(Node):
    """A base with what hangs on it. ``limits`` is what the author asked for (``limits``, ``nolimits``) or ""."""

    base: Node
    subscript: Node | None = None
    superscript: Node | None = None
    primes: int = 0
    limits: str = ""


@value
class Accent(Node):
    """``\\hat{x}``, ``\\overline{ab}``; ``command`` without its backslash."""

    command: str
    base: Node


@value
class Fraction(Node):
    """``\\frac``, ``\\over``, ``\\binom``. ``line`` is false where none is drawn between the two."""

    numerator: Node
    denominator: Node
    command: str = "frac"

    @property
    def line(self) -> bool:
        return self.command.endswith("frac")


@value
class Root(Node):
    """A square root, or with ``degree`` another one."""

    body: Node
    degree: Node | None = None


@value
class Fenced(Node):
    """A body between two delimiters (``.`` for none). ``size`` is ``left``, ``big`` ... or "" for plain ones."""

    open: str
    close: str
    body: Row
    size: str = ""


@value
class Table(Node):
    """``matrix``, ``cases``, ``aligned``, ``substack``: rows of cells. ``columns`` is the argument of an ``array``."""

    environment: str
    rows: tuple[tuple[Row, ...], ...]
    columns: str = ""


@value
class Stacked(Node):
    """Something above or below a base: ``\\overset``, ``\\underbrace`` with its label, ``\\xrightarrow``."""

    command: str
    base: Node
    above: Node | None = None
    below: Node | None = None


@value
class Style(Node):
    """A body drawn in another way (size, colour, phantom, box), which changes nothing of what it means."""

    command: str
    argument: str
    body: Row


@value
class Space(Node):
    """Empty room, ``&``, ``\\\\`` at top level, and what prints nothing (``\\label{...}``, ``\\nonumber``)."""

    text: str


@value
class Unknown(Node):
    """What the parser could not read, as written. An unknown command is most often an author's macro."""

    text: str


@value
class Fault:
    """What was not understood, and where. ``kind`` names a row of ``reader/messages/problems.toml``."""

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
