"""The kinds of matrices, and of vectors, that an author's words name: a rotation, a diagonal, a one-hot vector.

Each kind is a row. What a row says of its numbers is in :mod:`reader.study.evaluation.matrices.drawn`; a kind that no
numbers are drawn for is :data:`OTHER`, and a formula with such a matrix does not run. A :data:`MASK` is what a formula
says and nothing else: any numbers in its place would be made up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reader.formula.shapes.expressions import skeleton
from reader.study.evaluation.spelling import base_of

GENERAL, OTHER = "general", "other"
MASK = "mask"  # of which only a formula says what stands in it
DEFINITE, SYMMETRIC, SKEW = "definite", "symmetric", "skew-symmetric"
ORTHOGONAL, COLUMNS, ROTARY, PERMUTATION = "orthogonal", "orthonormal-columns", "rotary", "permutation"
DIAGONAL, POSITIVE_DIAGONAL, UNIT_DIAGONAL = "diagonal", "diagonal-positive", "diagonal-unit"
LOWER, UPPER = "lower-triangular", "upper-triangular"
ADJACENCY, NOUGHTS_AND_ONES = "adjacency", "noughts-and-ones"
ROWS_OF_ONE, COLUMNS_OF_ONE, SHARES = "rows-of-one", "columns-of-one", "shares"
ONE_HOT, LENGTH_ONE = "one-hot", "length-one"
POSITIVE_ENTRIES = "positive-entries"  # says something of a diagonal matrix alone


@dataclass(frozen=True, slots=True)
class MatrixForm:
    """One kind: the words that name it, and a phrase as an author has it. ``ranks`` are how many dimensions it has."""

    id: str
    words: tuple[str, ...]
    example: str
    ranks: tuple[int, ...] = (2,)


FORMS: tuple[MatrixForm, ...] = (
    MatrixForm(GENERAL, ("cross covariance", "cross gram", "state transition", "orthogonal initialization",
        "orthogonal initialisation"), "cross-covariance matrix"),
    MatrixForm(OTHER, ("block diagonal", "tridiagonal", "bidiagonal", "block triangular", "block lower triangular",
        "block upper triangular", "strictly lower triangular", "strictly upper triangular", "unit lower triangular",
        "unit upper triangular", "triangular"), "block-diagonal matrix"),
    MatrixForm(OTHER, ("doubly stochastic", "bistochastic", "orthogonal projection", "orthogonal projections",
        "projector", "projectors", "projection onto", "projection matrix onto", "idempotent", "nilpotent",
        "rank one", "rank 1", "centering matrix", "selection matrix", "householder", "reflection"),
        "projector onto the columns"),
    MatrixForm(OTHER, ("hermitian", "density matrix", "toeplitz", "hankel", "circulant", "vandermonde",
        "hadamard matrix", "companion matrix", "symplectic", "hurwitz", "fourier matrix", "dft matrix"),
        "circulant matrix"),
    MatrixForm(OTHER, ("laplacian", "incidence matrix", "degree matrix", "normalized adjacency",
        "normalised adjacency", "weighted adjacency", "self loops", "identity matrix",
        "distance matrix"), "normalized graph Laplacian"),
    MatrixForm(MASK, ("mask", "masks", "causal mask", "attention mask", "mask matrix", "masking matrix"),
        "causal mask", (1, 2)),
    MatrixForm(ROTARY, ("rope", "rotary"), "RoPE rotation matrix"),
    MatrixForm(ORTHOGONAL, ("rotation", "rotations", "rotation matrix", "rotation matrices", "orthogonal",
        "orthonormal", "unitary"), "rotation matrix"),
    MatrixForm(COLUMNS, ("orthonormal columns", "orthogonal columns", "column orthonormal", "column orthogonal",
        "orthonormal basis", "orthonormal bases", "orthonormal eigenvectors", "matrix of eigenvectors"),
        "matrix with orthonormal columns"),
    MatrixForm(PERMUTATION, ("permutation matrix", "permutation matrices", "permutation"), "permutation matrix"),
    MatrixForm(DIAGONAL, ("diagonal",), "diagonal matrix"),
    MatrixForm(POSITIVE_DIAGONAL, ("positive diagonal",), "positive diagonal matrix"),
    MatrixForm(POSITIVE_ENTRIES, ("positive entries", "positive elements", "positive diagonal entries",
        "singular values", "standard deviations", "variances", "positive values"), "singular values"),
    MatrixForm(ROWS_OF_ONE, ("stochastic matrix", "stochastic matrices", "row stochastic", "markov matrix",
        "transition probability matrix", "transition probabilities", "transition matrix"), "transition matrix"),
    MatrixForm(COLUMNS_OF_ONE, ("column stochastic",), "column-stochastic matrix"),
    MatrixForm(LOWER, ("lower triangular", "cholesky", "cholesky factor"), "lower-triangular matrix"),
    MatrixForm(UPPER, ("upper triangular",), "upper-triangular matrix"),
    MatrixForm(SKEW, ("skew symmetric", "antisymmetric", "anti symmetric", "skew"), "skew-symmetric matrix"),
    MatrixForm(DEFINITE, ("covariance", "covariances", "positive definite", "positive semidefinite",
        "positive semi definite", "precision matrix", "gram matrix", "kernel matrix", "tangent kernel",
        "information matrix"),
        "noise covariance"),
    MatrixForm(SYMMETRIC, ("symmetric", "hessian", "hessian matrix"), "symmetric matrix"),
    MatrixForm(ADJACENCY, ("adjacency", "adjacency matrix"), "adjacency matrix"),
    MatrixForm(NOUGHTS_AND_ONES, ("binary matrix", "binary mask", "binary mask matrix"), "binary mask"),
    MatrixForm(ONE_HOT, ("one hot", "onehot", "standard basis", "canonical basis"), "one-hot vector", (1, 2)),
    MatrixForm(LENGTH_ONE, ("unit vector", "unit vectors", "unit norm", "unit length", "unit normal"),
        "unit vector", (1,)),
    MatrixForm(SHARES, ("probability vector", "stochastic vector", "distribution",
        "sum to one", "sums to one", "summing to one", "sum to 1", "sums to 1", "summing to 1", "sum to unity",
        "add up to one", "adds up to one", "add up to 1"), "probability vector", (1,)),
)  # fmt: skip
MOST_COUNTING = 2  # letters of a script
LONGEST = max(len(phrase.split()) for row in FORMS for phrase in row.words)
WORDS = frozenset(phrase.split()[0] for row in FORMS for phrase in row.words)
BY_PHRASE: Mapping[tuple[str, ...], MatrixForm] = {tuple(phrase.split()): row for row in FORMS for phrase in row.words}
RANKS = {row.id: row.ranks for row in FORMS} | {UNIT_DIAGONAL: (2,)}
# What says that it is no such matrix, before the word and behind it.
DENIED = frozenset({"not", "non", "off", "nearly", "almost", "approximately", "necessarily", "longer"})
OF_OTHERS = frozenset({"invariant", "equivariant", "free", "like", "dependent", "to", "angle", "angles", "complement",
                       "component", "components", "preserving", "function", "initialization", "parameter",
                       "parameters"})  # fmt: skip
BETWEEN = frozenset({"and", "real", "random", "square"})  # two kinds of one matrix
# Of two kinds that one matrix has the first says more.
NARROWER: Mapping[str, frozenset[str]] = {
    POSITIVE_DIAGONAL: frozenset({DIAGONAL, DEFINITE, SYMMETRIC, POSITIVE_ENTRIES}),
    DIAGONAL: frozenset({SYMMETRIC}),
    DEFINITE: frozenset({SYMMETRIC}),
    ADJACENCY: frozenset({SYMMETRIC}),
    ROTARY: frozenset({ORTHOGONAL}),
    COLUMNS: frozenset({ORTHOGONAL}),
    PERMUTATION: frozenset({ORTHOGONAL, ROWS_OF_ONE, COLUMNS_OF_ONE}),
    ONE_HOT: frozenset({LENGTH_ONE, SHARES}),
}
TOGETHER = (
    (frozenset({DIAGONAL, DEFINITE}), POSITIVE_DIAGONAL),
    (frozenset({DIAGONAL, POSITIVE_ENTRIES}), POSITIVE_DIAGONAL),
)


@dataclass(frozen=True, slots=True)
class Forms:
    """By name and by family which kinds it is said to be."""

    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, latex: str, rank: int = 2) -> str:
        """The kind of a name that has so many dimensions, "" where nobody says one."""
        names = (latex, skeleton(latex)[0], kin_of(latex))
        told = next((self.by_name[each] for each in names if each in self.by_name), frozenset())
        return together(kind for kind in told if rank in RANKS[kind])

    def without(self, names: Collection[str]) -> Forms:
        """The same where nothing is said of some names."""
        left_out = {each for name in names for each in (name, skeleton(name)[0])}
        return Forms({name: kinds for name, kinds in self.by_name.items() if name not in left_out})


def kin_of(latex: str) -> str:
    """What ``\\hat P_t``, ``P_s`` and ``P_t^{-}`` have in common, and P alone has not: the letter, with a mark. A word
    in a script is another matrix.
    """
    script = latex.partition("_{")[2].partition("}")[0]
    word = "\\" in script or len(script.replace(",", "")) > MOST_COUNTING
    return f"~{base_of(latex)}_{script if word else ''}" if script else f"~{base_of(latex)}"


def with_kin(kinds: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
    """With the kin of what is definite, whatever its accents and superscripts: an estimate of a covariance is one."""
    found: dict[str, set[str]] = {}
    for name, each in kinds.items():
        found.setdefault(kin_of(name), set()).update(each)
    return {**kinds, **{kin: frozenset(each) for kin, each in found.items() if each == {DEFINITE}}}


def tokens_of(phrase: str) -> list[str]:
    """The words of a phrase, in small letters and without hyphens."""
    plain = phrase.lower().replace("-", " ").replace("~", " ").replace(",", " ")
    return [word.strip("()'\"`.;:!?") for word in plain.split()]


def forms_in(tokens: Sequence[str]) -> set[str]:
    """The kinds that words name, the longest phrases first; what is denied is none."""
    return {row.id for row, _, _ in _found(tokens)}


def form_at_end(tokens: Sequence[str]) -> set[str]:
    """The kinds that the last words name, with what stands right before them: of "a symmetric, positive definite", but
    not of "symmetric in".
    """
    kinds: set[str] = set()
    last = len(tokens)
    for row, start, end in reversed(_found(tokens)):
        if tokens[end:last] and (not kinds or not BETWEEN.issuperset(tokens[end:last])):
            break
        kinds.add(row.id)
        last = start
    return kinds


def _found(tokens: Sequence[str]) -> list[tuple[MatrixForm, int, int]]:
    found: list[tuple[MatrixForm, int, int]] = []
    taken = 0
    for start in range(len(tokens)):
        for length in range(min(LONGEST, len(tokens) - start), 0, -1):
            row = BY_PHRASE.get(tuple(tokens[start : start + length]))
            end = start + length
            if row is None or start < taken:
                continue
            denied = not DENIED.isdisjoint(tokens[max(0, start - 2) : start])
            if not denied and (end == len(tokens) or tokens[end] not in OF_OTHERS):
                found.append((row, start, end))
            taken = end
            break
    return found


def by_rank(kinds: Collection[str]) -> set[str]:
    """What a vector, and what a matrix, is of which words name several kinds."""
    ranks = ([kind for kind in kinds if rank in RANKS[kind]] for rank in (1, 2))
    return {together(each) for each in ranks} - {""}


def together(kinds: Iterable[str]) -> str:
    """What a matrix is that is of several kinds: the one that says most, :data:`OTHER` where that is none."""
    left = set(kinds) - {GENERAL} if GENERAL not in (kinds := set(kinds)) else set()
    for pair, both in TOGETHER:
        left |= {both} if pair <= left else set()
    for narrow, others in NARROWER.items():
        left -= others if narrow in left else frozenset()
    left.discard(POSITIVE_ENTRIES)
    return OTHER if len(left) > 1 else left.pop() if left else ""


def with_families(told: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Names with what is said of them, and once more their families: ``R_{t}`` tells of ``R_{s}``, ``A_1`` of none."""
    for name, kind in told:
        yield name, kind
        family, letters = skeleton(name)
        if letters and not all(letter.isdigit() for letter in letters):
            yield family, kind
