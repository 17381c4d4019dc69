"""Which kinds of matrices a paper says its names are: in words, in sentences around formulas, in sets and relations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from reader.formula.semantics.nodes import (
    Application,
    Bars,
    Chain,
    Listing,
    Meaning,
    Nothing,
    Power,
    Product,
    Statements,
    Symbol,
    Total,
    Transposed,
    bare,
)
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.shapes.declared import EQUAL, Declarations
from reader.formula.shapes.matrix_sets import LETTERED, set_named
from reader.formula.shapes.rules import DIAGONALS
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import AT_LEAST
from reader.limits.watch import spare
from reader.model.document import Passage
from reader.study.evaluation.matrices import forms
from reader.study.evaluation.matrices.forms import (
    BY_PHRASE,
    WORDS,
    Forms,
    by_rank,
    form_at_end,
    forms_in,
    tokens_of,
    with_families,
    with_kin,
)
from reader.study.evaluation.matrices.places import by_place
from reader.study.evaluation.matrices.structured import symmetric_in
from reader.study.evaluation.planning.evaluated import is_identity
from reader.study.evaluation.relations import said_in
from reader.study.evaluation.spelling import base_of, is_capital
from reader.study.noun_kinds import head_of
from reader.study.paper_shapes import undelimited

ABOVE = {r"\succ": "positive", r"\succeq": "nonnegative", r"\succcurlyeq": "nonnegative"}
BELOW = {r"\prec": "positive", r"\preceq": "nonnegative", r"\preccurlyeq": "nonnegative"}
SELF_TURNED = frozenset({forms.SYMMETRIC, forms.DEFINITE, forms.DIAGONAL, forms.POSITIVE_DIAGONAL})
POSITIVE = frozenset({forms.POSITIVE_DIAGONAL, forms.DEFINITE})
COPULA = frozenset({"is", "are", "be", "being", "remains", "stays"})
HAVING = frozenset({"of", "with", "has", "have", "having", "whose", "that", "which"})
HAD = frozenset(
    {forms.LENGTH_ONE, forms.SHARES, forms.COLUMNS}
)  # what stands behind these words and is meant of a name
JOINING = frozenset({"and", "both", "the", "matrices", "matrix", ""})
# Words with which what a name is begins to be about something else.
STOPS = frozenset({"of", "for", "if", "when", "where", "that", "which", "in", "on", "by", "so", "then", "we", "whose",
                   "from", "under", "than", "as", "but", "while", "since", "because", "at"})  # fmt: skip
CASES = frozenset({"if", "when", "whenever", "unless", "iff", "case"})
NOUNS = frozenset({"matrix", "matrices", "vector", "vectors"})
ENDS = ".;:("
MOST_WORDS = 8


def forms_of(
    words: Iterable[tuple[str, str]], letters: Iterable[str], passages: Iterable[Passage], formulas: Sequence[Meaning]
) -> tuple[Forms, Mapping[str, str]]:
    """The kinds of names, and which numbers vectors hold by the matrices that they are the diagonals of. ``words`` are
    the author's for a name; ``letters`` are those of covariances, where nothing else is said.
    """
    told = [*in_words(words), *in_passages(passages), *in_formulas(formulas)]
    told += symmetric_in(formulas, {name for name, kind in with_families(told) if kind in SELF_TURNED})
    kinds: dict[str, set[str]] = {}
    for name, kind in with_families(told):
        kinds.setdefault(name, set()).add(kind)
    for name, kind in with_families((letter, forms.DEFINITE) for letter in (*letters, *by_place(formulas))):
        kinds.setdefault(name, {kind})
    found = Forms(with_kin({name: frozenset(each) for name, each in kinds.items()}))
    positive = {vector: "positive" for name, vector in diagonals_in(formulas) if found.of(name) in POSITIVE}
    return found, dict(with_families({**dict(signs_in(formulas)), **positive}.items()))


def in_words(words: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, meaning in words:
        head, whole = tokens_of(head_of(meaning)), forms_in(tokens_of(meaning))
        kinds = forms_in(head)
        if kinds:
            kinds |= whole & {forms.POSITIVE_ENTRIES, forms.OTHER}
        elif NOUNS.issuperset(head) or whole == {forms.COLUMNS}:  # "matrix of the projection onto the plane"
            kinds = whole
        yield from ((name, kind) for kind in by_rank(kinds))


def orders_of_columns(told: Forms, declarations: Declarations) -> Iterator[tuple[str, str]]:
    """Sizes of which the first is at most the second: of ``U^\\top U = I`` that U has no more columns than rows. So has
    what is called orthonormal and is not square.
    """
    for name, kinds in told.by_name.items():
        declared = declarations.find(name) if kinds & {forms.COLUMNS, forms.ORTHOGONAL} else None
        if declared is not None and declared.shape is not None and declared.shape.rank == 2:
            rows, columns = declared.shape.dimensions
            if rows != columns:
                yield columns.latex, rows.latex


# --- sentences -------------------------------------------------------------------------------------------------------


def in_passages(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """Of "for a symmetric $A$" and "where $U$ and $V$ are orthogonal"; not of what holds in one case."""
    for passage in passages:
        text = passage.text.lower() if passage.formulas else ""
        if any(word in text for word in WORDS):
            yield from spare("matrices", passage, (), _in_passage, passage)


def _in_passage(passage: Passage) -> Sequence[tuple[str, str]]:
    text, places = passage.text, passage.formulas
    starts = [start for start, _, _ in places] + [len(text)]
    ends = [0] + [end for _, end, _ in places]
    between = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    carried: set[str] = set()
    found: list[tuple[str, str]] = []
    for k in range(len(places) - 1, -1, -1):
        before, behind = _last_words(between[k]), between[k + 1]
        joins = JOINING.issuperset(tokens_of(behind)) and k + 1 < len(places)
        carried = (carried if joins else set()) or _predicate(behind)
        kinds = form_at_end(before) | (carried if CASES.isdisjoint(before) else set())
        if told := by_rank(kinds):
            found += [(name, kind) for name in _names(places[k][2]) for kind in told]
    return found


def _last_words(text: str) -> list[str]:
    """The words before a formula, up to the last end of a sentence, without the noun right before it; none of another
    clause, of "is the covariance, ".
    """
    if text.rstrip().endswith(","):
        return []
    start = max((text.rfind(mark) for mark in ENDS), default=-1)
    tokens = tokens_of(text[start + 1 :])[-MOST_WORDS:]
    while tokens and tokens[-1] in NOUNS:
        tokens.pop()
    return tokens


def _predicate(text: str) -> set[str]:
    """What the words behind a formula say that it is: "is a symmetric, positive definite matrix"."""
    end = min((place for mark in ENDS if (place := text.find(mark)) >= 0), default=len(text))
    tokens = tokens_of(text[:end])
    if tokens and tokens[0] in HAVING:
        return _had(tokens)
    if not tokens or tokens[0] not in COPULA:  # "Let $A$, symmetric" and "for $A$ diagonal."
        clause = tokens_of(text[:end].lstrip(" ,").partition(",")[0])
        return forms_in(clause) if tuple(clause) in BY_PHRASE else set()
    stop = next((k for k, word in enumerate(tokens) if word in STOPS), len(tokens))
    had = next((k for k, word in enumerate(tokens) if word in HAVING), len(tokens))
    return forms_in(tokens[1 : min(stop, MOST_WORDS)]) | _had(tokens[had:])


def _had(tokens: Sequence[str]) -> set[str]:
    """What is said of it after "with" and "whose": "with unit norm", "whose entries sum to one"; of "with distribution"
    nothing.
    """
    near = tokens[1 : MOST_WORDS + 1]
    return {kind for kind in forms_in(near) if kind in HAD and (kind != forms.SHARES or "distribution" not in near)}


def _names(formula: str) -> Iterator[str]:
    """The names that a formula is, or says something of: ``A`` of ``A \\in \\mathbb{R}^{n \\times n}``."""
    meaning = read_meaning(parse_formula(undelimited(formula)))
    first = meaning.operands[0] if isinstance(meaning, Chain) else meaning
    for each in first.items if isinstance(first, Listing) else (first,):
        if isinstance(each, Symbol):
            yield each.latex


# --- formulas --------------------------------------------------------------------------------------------------------


def in_formulas(formulas: Iterable[Meaning]) -> Iterator[tuple[str, str]]:
    for formula in formulas:
        yield from _in_set_of_letters(formula)
        for chain in said_in(formula):
            yield from _in_sets(chain)
            yield from _above_nought(chain)
            yield from _of_itself(chain)
            yield from _of_length_one(chain)
            if (pair := _diagonal(chain)) is not None:
                yield pair[0], forms.DIAGONAL


def diagonals_in(formulas: Iterable[Meaning]) -> Iterator[tuple[str, str]]:
    """``D`` and ``a`` of ``D = \\operatorname{diag}(a)``."""
    pairs = (_diagonal(chain) for formula in formulas for chain in said_in(formula))
    yield from (pair for pair in pairs if pair is not None and pair[1])


def _diagonal(chain: Chain) -> tuple[str, str] | None:
    left, right = chain.operands[0], bare(chain.operands[1])
    if not isinstance(left, Symbol) or chain.relations[0].sign not in EQUAL or not is_diagonal(right):
        return None
    inside = bare(right.arguments[0]) if isinstance(right, Application) and len(right.arguments) == 1 else None
    capital = isinstance(inside, Symbol) and is_capital(base_of(inside.latex))  # of a matrix it is the diagonal
    return None if capital else (left.latex, inside.latex if isinstance(inside, Symbol) else "")


def is_diagonal(node: Meaning) -> bool:
    return isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex in DIAGONALS


def signs_in(formulas: Iterable[Meaning]) -> Iterator[tuple[str, str]]:
    """Vectors that are above nought in each of their entries: ``a \\succ 0``, ``\\mathbf{p} > 0``, and the ``a`` of
    ``\\operatorname{diag}(a) \\succ 0``.
    """
    for formula in formulas:
        for chain in said_in(formula):
            for node, sign in (*_compared(chain), *_in_positive_sets(chain)):
                inner = bare(node)
                inside = bare(inner.arguments[0]) if isinstance(inner, Application) and is_diagonal(inner) else inner
                small = isinstance(inside, Symbol) and not is_capital(base_of(inside.latex))
                if small and isinstance(inside, Symbol):
                    yield inside.latex, sign


def _compared(chain: Chain) -> Iterator[tuple[Meaning, str]]:
    """What is said to be above nought, and how: matrices, and vectors in bold type also by ``>``."""
    for (left, right), relation in zip(pairwise(chain.operands), chain.relations, strict=True):
        if relation.sign in ABOVE and is_nought(right):
            yield from ((each, ABOVE[relation.sign]) for each in members(left))
        elif relation.sign in BELOW and is_nought(left):
            yield from ((each, BELOW[relation.sign]) for each in members(right))
        elif relation.sign in AT_LEAST and is_nought(right):
            sign = "positive" if relation.sign == ">" else "nonnegative"
            yield from ((each, sign) for each in members(left) if isinstance(each, Symbol) and each.bold)


def is_nought(node: Meaning) -> bool:
    return meaning_latex(node) in ("0", r"\mathbf{0}", r"\bm{0}")


def members(node: Meaning) -> Sequence[Meaning]:
    return node.items if isinstance(node, Listing) and node.kind == "bare" else (node,)


def _above_nought(chain: Chain) -> Iterator[tuple[str, str]]:
    for node, _ in _compared(chain):
        if isinstance(node, Symbol) and is_capital(base_of(node.latex)):
            yield node.latex, forms.DEFINITE


def _in_sets(chain: Chain) -> Iterator[tuple[str, str]]:
    for node, kind in _membership(chain):
        if isinstance(node, Symbol):
            yield node.latex, kind


def _in_positive_sets(chain: Chain) -> Iterator[tuple[Meaning, str]]:
    yield from ((node, "positive") for node, kind in _membership(chain) if kind in POSITIVE)


def _membership(chain: Chain) -> Iterator[tuple[Meaning, str]]:
    """What is in a set, with what its name and signs before that say: all of ``D = \\operatorname{diag}(a) \\in S``."""
    for k, relation in enumerate(chain.relations):
        kind = set_named(chain.operands[k + 1]) if relation.sign == r"\in" else None
        if kind is None:
            continue
        first = k
        while first and chain.relations[first - 1].sign in EQUAL:
            first -= 1
        yield from ((each, kind) for operand in chain.operands[first : k + 1] for each in members(operand))


def _in_set_of_letters(formula: Meaning) -> Iterator[tuple[str, str]]:
    """``R \\in \\mathrm{SO}(3)``, whose set stands as a word between two statements."""
    if not isinstance(formula, Statements):
        return
    for item, words in zip(formula.items, formula.separators, strict=False):
        kind = LETTERED.get(words[0]) if words else None
        open_end = (
            isinstance(item, Chain) and item.relations[-1].sign == r"\in" and isinstance(item.operands[-1], Nothing)
        )
        if kind is not None and isinstance(item, Chain) and open_end:
            yield from ((each.latex, kind) for each in members(item.operands[-2]) if isinstance(each, Symbol))


def _of_itself(chain: Chain) -> Iterator[tuple[str, str]]:
    """Of ``U^\\top U = I``, ``A = A^\\top``, ``A^\\top = -A`` and ``Q^{-1} = Q^\\top``."""
    if len(chain.operands) < 2 or chain.relations[0].sign not in EQUAL:
        return
    for left, right in (chain.operands[:2], chain.operands[1::-1]):
        name = _turned(left)
        if name is None:
            product = _turned_by_itself(left)
            if product is not None and is_identity(bare(right)):
                first = isinstance(left, Product) and isinstance(left.factors[0], Transposed)
                yield product, forms.COLUMNS if first else forms.ORTHOGONAL
        elif meaning_latex(right) == name:
            yield name, forms.SYMMETRIC
        elif isinstance(right, Total) and right.signs == ("-",) and meaning_latex(right.terms[0]) == name:
            yield name, forms.SKEW
        elif isinstance(right, Power) and meaning_latex(right.exponent) == "-1" and meaning_latex(right.base) == name:
            yield name, forms.ORTHOGONAL


def _of_length_one(chain: Chain) -> Iterator[tuple[str, str]]:
    """Of ``\\|u\\| = 1``, ``\\|u\\|_2 = \\|v\\|_2 = 1``, ``\\|u\\|^2 = 1`` and ``u^\\top u = 1``."""
    *sides, last = chain.operands
    if meaning_latex(last) == "1" and all(relation.sign in EQUAL for relation in chain.relations):
        for side in map(bare, sides):
            body = bare(side.base) if isinstance(side, Power) and meaning_latex(side.exponent) == "2" else side
            within = body.items if isinstance(body, Bars) and body.kind == "norm" else ()
            if len(within) == 1 and _is_euclidean(body) and isinstance(within[0], Symbol):
                yield within[0].latex, forms.LENGTH_ONE
            elif isinstance(side, Product) and len(side.factors) == 2 and isinstance(side.factors[1], Symbol):
                vector = side.factors[1].latex
                if _turned(side.factors[0]) == vector and not is_capital(base_of(vector)):
                    yield vector, forms.LENGTH_ONE


def _is_euclidean(norm: Meaning) -> bool:
    return isinstance(norm, Bars) and (norm.below is None or meaning_latex(norm.below) == "2")


def _turned(node: Meaning) -> str | None:
    """``A`` of ``A^\\top``."""
    return node.base.latex if isinstance(node, Transposed) and isinstance(node.base, Symbol) else None


def _turned_by_itself(node: Meaning) -> str | None:
    """``U`` of ``U^\\top U`` and ``U U^\\top``; of a vector that is a number."""
    if not isinstance(node, Product) or len(node.factors) != 2:
        return None
    turned = [_turned(factor) for factor in node.factors]
    plain = [factor.latex if isinstance(factor, Symbol) else None for factor in node.factors]
    names = {turned[0], plain[1]} if turned[0] is not None else {turned[1], plain[0]}
    name = names.pop() if len(names) == 1 else None
    return name if name is not None and is_capital(base_of(name)) else None


__all__ = ["forms_of"]
