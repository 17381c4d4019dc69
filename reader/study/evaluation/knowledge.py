"""What a paper says and shows about its names: everything that the running of its formulas asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reader.formula.semantics.declared_names import DeclaredNames
from reader.formula.semantics.nodes import Meaning
from reader.formula.shapes.declared import Declarations
from reader.meaning.evidence.marks import is_changed
from reader.study.evaluation.conditions.asked import Condition
from reader.study.evaluation.conditions.values_given import ValuesGiven
from reader.study.evaluation.matrices.forms import Forms
from reader.study.evaluation.matrices.parted import Parting
from reader.study.evaluation.relations import DrawnNames
from reader.study.evaluation.signs import Ordering
from reader.study.evaluation.spelling import levels


@dataclass(frozen=True, slots=True)
class ComputedName:
    """What a name is computed by. ``letters`` count its rows and columns where ``side`` is said of one entry;
    ``piece`` says which of how many equal parts of the columns it is, ``renamed`` which letter of ``side`` it has
    another one for.
    """

    side: Meaning
    letters: tuple[str, ...] = ()
    piece: tuple[int, int] | None = None
    renamed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the paper says and shows about its names.

    ``vectors`` and ``numbers`` are names that it uses as such somewhere: in norms and inner products, or below a
    fraction line; with counting scripts as ``*`` (``x_{*}``), and once more as bases, without scripts and accents.
    ``f()`` stands for values of f. ``things`` are bases that the author calls no number; ``chances`` functions whose
    values are probabilities; ``functions`` says which known function a name stands for.
    """

    declarations: Declarations = field(default_factory=Declarations)
    evidence: DeclaredNames = field(default_factory=DeclaredNames)
    vectors: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    matrices: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    chances: frozenset[str] = frozenset()
    functions: Mapping[str, str] = field(default_factory=dict)
    positives: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()  # what sums go up to
    signs: Mapping[str, str] = field(default_factory=dict)  # kinds of numbers by the formulas that say what names are
    rests: Mapping[str, Meaning] = field(default_factory=dict)  # what names are that add up to a number with others
    partings: Mapping[str, Parting] = field(default_factory=dict)  # families of what adds up to 1
    rewards: frozenset[str] = frozenset()  # functions whose optimum is the greatest value
    wholes: frozenset[str] = frozenset()  # ranks and counts, by the author's words
    orderings: Mapping[str, Ordering] = field(default_factory=dict)  # families whose members grow or fall
    fields: frozenset[str] = frozenset()  # matrices by the custom of the field: Q, K and V
    ranks: Mapping[str, frozenset[str]] = field(default_factory=dict)  # ranks, with the letters that count the ranked
    divided: frozenset[str] = frozenset()  # what stands below fraction lines and roots, as ``numbers``
    defined: Mapping[str, ComputedName] = field(default_factory=dict)  # what other formulas compute
    quantities: Mapping[str, str] = field(default_factory=dict)  # kinds of numbers by the author's words, "" for none,
    # "thing" for what is no number
    called_numbers: frozenset[str] = frozenset()  # what the author's words call one number
    orders: frozenset[tuple[str, str]] = frozenset()  # names of which the first is at most the second
    conditions: tuple[Condition, ...] = ()  # on which the formula in hand holds
    ends: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)  # between which numbers a name
    # lies, or as ``f()`` the values of a function
    usual: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # between which numbers a name mostly lies,
    # by what it is called
    drawn: DrawnNames = field(default_factory=DrawnNames)  # what is drawn at random, and what is a mean of it
    forms: Forms = field(default_factory=Forms)  # matrices that the author calls a rotation, a covariance, diagonal
    named_values: Mapping[str, str] = field(default_factory=dict)  # names of a function's value, with the function
    values_given: ValuesGiven = field(default_factory=ValuesGiven)  # functions whose values displays give
    no_units: frozenset[str] = frozenset()  # letters of the identity matrix that the author calls something else

    def with_definitions(self, defined: Mapping[str, ComputedName]) -> Knowledge:
        return replace(self, defined=defined)

    def undefined(self) -> Knowledge:
        """The same where nothing computes a name; what is computed here need be drawn as no matrix of a kind."""
        return replace(self, defined={}, forms=self.forms.without(self.defined))

    def used_as(self, latex: str) -> str:
        """``vector``, ``number``, ``both``, or "" where the paper shows neither."""
        for name in levels(latex):
            kinds = [kind for kind, names in (("vector", self.vectors), ("number", self.numbers)) if name in names]
            if kinds:
                return kinds[0] if len(kinds) == 1 else "both"
        return ""

    def quantity(self, latex: str) -> str | None:
        """Which numbers a name can hold by the author's words for it, else for its family, else for its letter: ""
        where the words call it no quantity, None where there are none.
        """
        return next((self.quantities[each] for each in (latex, *levels(latex)) if each in self.quantities), None)

    def usual_numbers(self, latex: str) -> tuple[float, float] | None:
        """Between which numbers it mostly lies."""
        return next((self.usual[each] for each in (latex, *levels(latex)[:1]) if each in self.usual), None)

    def ends_of(self, latex: str) -> tuple[float | None, float | None] | None:
        """Between which numbers it lies by the paper; of a value ``f(x)`` by what is said of f."""
        head, called, _ = latex.partition("(")
        return self.ends.get(f"{head}()" if called else latex)

    def is_rate(self, latex: str) -> bool:
        """Whether it says how fast a letter changes, and only words of its own say its numbers: what is positive may
        fall.
        """
        return is_changed(latex) and self.declarations.find(latex) is None
