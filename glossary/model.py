"""The glossary's values, frozen. Each dataclass is the schema of its rows: its fields are the allowed keys.

Fields without a default are required. ``id``, ``layer`` and ``file`` come from a row's place, not from its keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ConceptId = str  # of a concept that code knows; a test looks up all that are called so
Texts = Mapping[str, str]  # {"en": ..., "ja": ...}
Names = Mapping[str, tuple[str, ...]]  # {"en": (...), "ja": (...)}

LANGUAGES = ("en", "ja")
TIERS = ("core", "standard", "named")  # how much a concept's row says; what each tier demands: ``glossary.tiers``
PLACED = frozenset({"id", "layer", "file"})  # fields that no row may set
NEEDS_OF_CONCEPTS = ("read", "why", "background")  # what a prerequisite is for
TELLING = ("operation", "nothing")  # what a formula may tell of its left side, short of what that is
KINDS = frozenset({"identifier", "operator", "relation", "fence", "constant"})  # of symbols
TRAITS = frozenset({
    "applied", "bound", "indexes", "counts", "defined", "distributed", "distribution", "element", "set",
    "differential", "conditioned", "subscripted", "superscripted", "accented", "bold", "calligraphic", "blackboard",
    "fraktur", "upright", "capital", "greek", "parametric",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of knowledge. ``stands_on`` names the layers directly below.

    A paper is about the layer if it uses one of the ``words`` (prefixes of words of its prose). In other papers an
    everyday word such as "state" or "key" does not mean a concept of this layer. Without ``words`` every paper is about
    it. A ``tower`` stands beside the way from the foundations to GPT. In a ``closed`` layer not even names of several
    words count in other papers: a "value network" is none of its concepts. ``lesson`` is the sentence over its concepts
    in a short path.
    """

    id: str
    name: Texts
    stands_on: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    tower: bool = False
    closed: bool = False
    lesson: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """A concept to know first, and the reason.

    ``kind`` says what for: to read the formula, to know why it is so, or as background that can wait.
    """

    concept: str
    why: Texts
    kind: str = "read"


@dataclass(frozen=True, slots=True)
class LessonStage:
    """A part of the short path to a concept: what is learned together, and a sentence that says what for."""

    concepts: tuple[str, ...]
    en: str
    ja: str

    @property
    def text(self) -> Texts:
        """The sentence, in ``en`` or ``ja``."""
        return {"en": self.en, "ja": self.ja}


@dataclass(frozen=True, slots=True)
class Confusion:
    """A concept that is easily confused with this one, and how to tell them apart."""

    concept: str
    why: Texts


@dataclass(frozen=True, slots=True)
class Example:
    """A small calculation. ``compute`` is one SymPy expression, ``gives`` its value ("0.665", "True")."""

    en: str
    ja: str
    compute: str
    gives: str


@dataclass(frozen=True, slots=True)
class Feel:
    """What a learner notices when they try it, with numbers.

    ``compute`` are SymPy expressions; ``gives`` are their values in the same order, spelled as both texts spell them.
    """

    en: str
    ja: str
    compute: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Further reading: exactly one of a book (with its section), a paper, a Wikipedia title, a Wikidata id."""

    book: str = ""
    section: str = ""
    paper: str = ""
    wikipedia: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """When and by whom a concept was introduced, with the source."""

    year: int
    who: str
    source: str


@dataclass(frozen=True, slots=True)
class Concept:
    """One idea of mathematics or machine learning, explained in both languages.

    Its ``tier`` says what a row must have. A missing phrase or saying is derived from the name. ``tells`` is how much a
    formula of this concept says of the symbol that it defines: "operation" if only how the symbol is computed (a sum),
    "nothing" if only how something is written (a recurrence), empty if the symbol is the concept. ``output`` is the
    concept of such a symbol if it is not a function: for a ReLU a hidden representation. ``unfit`` are traits that
    exclude the concept. A ``foundation`` is what everybody brings along, so that short paths begin above it.
    ``stages`` are the short path as a teacher would go it; without them it is computed. ``formerly`` are ids
    under which it was before: its own, or that of a row that it was split from.
    """

    id: str
    layer: str
    name: Texts
    reading: str  # of the Japanese name, in hiragana
    definition: Texts
    aliases: Names = field(default_factory=dict)  # what authors write
    phrase: Texts = field(default_factory=dict)  # short noun phrase for a symbol that stands for this concept
    says: str = ""  # how an author would define a symbol with it
    tier: str = "standard"
    example: Example | None = None
    feel: Feel | None = None
    requires: tuple[Prerequisite, ...] = ()
    confused_with: tuple[Confusion, ...] = ()
    used_in: Texts = field(default_factory=dict)  # where papers on language models use it
    references: tuple[Reference, ...] = ()
    since: Since | None = None
    formula: str | None = None  # LaTeX
    formula_none: str = ""  # why there is none
    tells: str = ""
    output: str = ""
    unfit: tuple[str, ...] = ()
    foundation: bool = False
    stages: tuple[LessonStage, ...] = ()
    formerly: tuple[str, ...] = ()
    file: str = ""

    @property
    def english_names(self) -> tuple[str, ...]:
        """All names that English prose may use: name, phrase and aliases, each once."""
        names = (self.name.get("en", ""), self.phrase.get("en", ""), *self.aliases.get("en", ()))
        return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True, slots=True)
class Notation:
    """A convention: what a symbol usually stands for, under which conditions, and how sure that is.

    Exactly one of ``symbol`` (canonical spelling) and ``base`` (any symbol with this base) is set.
    """

    concept: str
    confidence: float
    example: str  # a formula in which the symbol links to the concept
    why: Texts = field(default_factory=dict)  # why this letter; without it the conditions that hold speak for it
    symbol: str | None = None
    base: str | None = None
    kind: str | None = None
    traits: tuple[str, ...] = ()  # all must hold
    without: tuple[str, ...] = ()  # none may hold
    words: tuple[str, ...] = ()  # at least one begins a word of the paper's prose
    near: tuple[str, ...] = ()  # at least one of these symbols occurs in the paper's formulas
    categories: tuple[str, ...] = ()  # prefixes of arXiv categories
    file: str = ""

    @property
    def is_conditional(self) -> bool:
        """Whether it has conditions besides the spelling."""
        return bool(self.traits or self.without or self.words or self.near or self.categories)
