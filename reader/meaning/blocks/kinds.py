"""What may stand in a slot of each kind, from its look alone: a row per kind, with what it takes and what not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reader.formula.syntax.tables.name_rows import GREEK_CAPITALS, PROBABILITIES
from reader.meaning.blocks.names import LOSSES, bare, core, is_bold_stem, is_capital, taken_apart, word_of
from reader.meaning.blocks.terms import Term, factors_of, unsigned, walk

CHANCES = PROBABILITIES | {"Q", r"\pi", r"\mathcal{P}", r"\mathbb{Q}"}
DENSITIES = CHANCES | {r"\mu", r"\nu", r"\rho", r"\mathcal{N}", r"\mathcal{D}", "f", "g", "r", "m"}
MATRICES = frozenset("AHJKMPQSUVWXY") | GREEK_CAPITALS - {r"\Delta"}  # the rest are numbers or losses as often
# small letters that are numbers more often than vectors
COUNTERS = frozenset([*"denmkijtspcrlabN", *[r"\tau", r"\alpha", r"\beta", r"\gamma", r"\lambda", r"\eta", r"\omega"]])
APPLIED = frozenset({"function", "distribution", "loss"})  # kinds of slots that are applied to what follows
NO_VECTORS = frozenset({"fn:diag", "fn:tr", "fn:det", "fn:rank", "fn:var", "fn:cov"})  # what gives matrices and numbers
TAKEN_APART = frozenset({"none", "add", "neg", "mul", "frac", "num", "opaque", "list"})  # by lines and factors
WAVES = frozenset({"fn:cos", "fn:sin", "fn:tan", "fn:cosh", "fn:sinh"})  # numbers, where they are taken of numbers
COEFFICIENTS = frozenset(
    [
        *"abcw",
        *[r"\alpha", r"\beta", r"\gamma", r"\lambda", r"\eta", r"\omega", r"\sigma", "p", "q", r"\pi", r"\mathbb{P}"],
    ]
)
COMBINED = frozenset("uvxyzh")  # letters of vectors, bold or not
NOISES = frozenset({r"\epsilon", r"\varepsilon", r"\xi", r"\eta", r"\zeta", "z", "w", "n", r"\omega", "e", "u", "v"})


def stem_of(term: Term) -> str:
    """The letter of a symbol or of an applied function, without accents, alphabets and scripts; "" where none is."""
    if term.head == "sym":
        return core(term.stem)
    if term.head == "app":
        return stem_of(term.args[0])
    return ""


def letter_of(term: Term) -> str:
    """The letter with its accents, without alphabets and scripts; "" where none is."""
    return bare(term.stem).rstrip("'") if term.head == "sym" else letter_of(term.args[0]) if term.head == "app" else ""


def word(term: Term) -> str:
    """The word that a symbol or function is, "" where it is a letter."""
    return term.head[3:] if term.head.startswith("fn:") else word_of(term.stem) if term.head == "sym" else ""


def is_lettered(letter: str) -> bool:
    """Whether it is a capital of an alphabet for sets, operators and losses: ``\\mathcal{F}``."""
    return letter.startswith(r"\math") and letter[-2:-1].isupper()


def is_bold(term: Term) -> bool:
    return term.head == "sym" and is_bold_stem(term.stem)


def is_arrow(term: Term) -> bool:
    return is_bold(term) and not is_capital(term.stem)


def is_scalar(term: Term) -> bool:
    """A coefficient: numbers, small letters that are not bold, and what arithmetic makes of them."""
    if term.head in ("sym", "app"):
        head = term if term.head == "sym" else term.args[0]
        return not is_bold(head) and bool(stem_of(head))
    return term.head in ("num", "norm", "absolute", "exp", "log", "fn:tr", "cardinality", "inner") or (
        term.head in ("mul", "frac", "sqrt", "pow", "add", "neg", "sum") and all(map(is_scalar, term.args[-2:]))
    )


def is_coefficient(term: Term) -> bool:
    """A scalar of numbers and small letters. A capital is what is scaled, and so is a value that a function gives."""
    if term.head == "app":
        return is_scalar(term) and stem_of(term) in COEFFICIENTS
    if term.head == "sym":
        small = not is_capital(term.stem) and core(term.stem) not in COMBINED
        return is_scalar(term) and small and not word(term)
    return term.head in ("num", "absolute", "cardinality") or (
        term.head in ("mul", "frac", "sqrt", "pow", "add", "neg") and all(map(is_coefficient, term.args))
    )


def is_signal(term: Term) -> bool:
    """What noise may fall upon: no root, size or number, to which a small constant is added against zero."""
    return term.head not in (
        "none",
        "sqrt",
        "root",
        "norm",
        "absolute",
        "cardinality",
        "num",
        "pow",
        "fn:var",
        "fn:max",
    )


def is_matrix(term: Term) -> bool:
    """A capital, bold or not, its transpose or inverse, and products of these."""
    if term.head == "sym":
        letter = core(term.stem)
        named = not term.args or is_capital(term.args[1].text)  # what stands above is no power
        plain = letter in MATRICES and named and term.stem == letter
        return is_capital(term.stem) and not word(term) and (is_bold(term) or plain or term.stem != letter)
    if term.head == "transpose":
        return is_matrix(term.args[0])
    return term.head in ("mul", "matrix") and (term.head == "matrix" or all(map(is_matrix, term.args)))


def is_array(term: Term) -> bool:
    """A capital, its transpose, or what is added up and multiplied of these."""
    if term.head in ("add", "neg", "mul", "transpose"):
        return any(map(is_array, term.args))
    return term.head == "sym" and is_capital(term.stem)


def is_vector(term: Term) -> bool:
    """A small letter, bold or not, a value of a function, a matrix times a vector, a sum or difference of vectors."""
    if term.head == "sym":
        letter = core(term.stem)
        plain = len(letter) == 1 or (letter.startswith("\\") and not is_lettered(letter))
        return not is_capital(term.stem) and (plain or is_bold(term))
    if term.head in ("app", "grad") or term.head.startswith("fn:"):
        return term.head not in NO_VECTORS
    if term.head in ("add", "neg"):
        return all(map(is_vector, term.args))
    return term.head in ("mul", "frac") and any(map(is_vector, term.args))


def is_column(term: Term) -> bool:
    """A vector that one letter stands for, or a value of a function that gives vectors; sums only of bold ones."""
    if term.head == "sym":
        return is_vector(term) and not term.args and (is_bold(term) or core(term.stem) not in COUNTERS)
    if term.head == "app":
        return stem_of(term) in (r"\phi", r"\varphi", r"\sigma", r"\psi")
    if term.head == "add":
        return all(any(map(is_arrow, factors_of(unsigned(arg)[0])[0])) for arg in term.args)
    if term.head in WAVES and all(map(is_scalar, term.args)):
        return False
    return term.head.startswith("fn:") and term.head not in NO_VECTORS


def is_boldface(term: Term) -> bool:
    """A bold letter, a value of a bold function, a difference of bold things."""
    if term.head in ("add", "neg"):
        return all(map(is_boldface, term.args))
    return is_bold(term.args[0] if term.head == "app" else term)


def is_bold_matrix(term: Term) -> bool:
    """A bold capital, or a sum or product of bold letters with one."""
    bold = [part for part in walk(term) if part.head == "sym" and is_bold(part)]
    return is_boldface(term) and any(is_capital(part.stem) for part in bold)


def is_member(term: Term) -> bool:
    """What others of its kind are added to: a letter or the value of a function, no size and no average."""
    return term.head not in TAKEN_APART and term.head not in ("norm", "absolute", "mean", "cardinality", "pow", "sqrt")


def is_weight(term: Term) -> bool:
    """A small letter that is not bold, or its value at something."""
    head = term.args[0] if term.head == "app" else term
    small = head.head == "sym" and not head.args and not is_capital(head.stem)
    return small and not is_bold(head) and is_letter(head)


def is_history(term: Term) -> bool:
    """What came before: ``x_{<t}``, ``x_{1:t-1}``, ``x_1, \\ldots, x_{t-1}``."""
    below = [taken_apart(part.text)[1] for part in walk(term) if part.head == "sym"]
    return any("<" in script or ":" in script or script.endswith("-1") for script in below)


def is_density(term: Term) -> bool:
    """A probability or density of something: ``p(x)``, ``\\pi_\\theta(a \\mid s)``, ``p_i``, ``\\Pr(A)``."""
    if term.head == "app":
        return stem_of(term) in CHANCES or any(arg.head == "given" for arg in term.args[1:])
    if term.head == "sym":
        return stem_of(term) in CHANCES and taken_apart(term.text)[1] != ""
    return False


def is_loss(term: Term) -> bool:
    return stem_of(term) in LOSSES


def is_count(term: Term) -> bool:
    """How many: a plain Latin letter, a size, a whole number beyond 2, a product of these.

    A letter of another alphabet is a set, an operator; a Greek one is measured; ``Z`` makes the total one.
    """
    if term.head == "num":
        return term.text.isdigit() and int(term.text) > 2
    if term.head in ("mul", "either"):
        return all(_counts(factor) for arg in term.args for factor in (arg.args if arg.head == "mul" else (arg,)))
    is_plain = (
        term.head == "sym"
        and not is_bold(term)
        and not term.stem.startswith(r"\math")
        and not core(term.stem)[1:].isalpha()
    )
    return term.head == "cardinality" or (is_plain and core(term.stem) != "Z")


def _counts(term: Term) -> bool:
    """A factor of a number of things: ``B``, ``(L - 1)``. A number in front of it is no part of the count."""
    if term.head == "add":
        return all(inner.head == "num" or is_count(inner) for inner in (unsigned(arg)[0] for arg in term.args))
    return term.head != "num" and is_count(term)


def is_letter(term: Term) -> bool:
    return term.head == "sym" and not word(term) and re.fullmatch(r"\\?[A-Za-z]+", core(term.stem)) is not None


@dataclass(frozen=True, slots=True)
class SlotKind:
    """``takes`` and ``refuses`` are formulas that show what it is. Needs of blocks are rows of the same sort."""

    holds: Callable[..., bool]
    takes: str
    refuses: str


KINDS: dict[str, SlotKind] = {
    "any": SlotKind(lambda term: term.head not in ("none",), "a + b", ""),
    "factor": SlotKind(lambda term: term.head not in ("none", "add", "neg"), "a b", "a + b"),
    "term": SlotKind(lambda term: term.head not in ("none", "list"), "-a", ""),
    "symbol": SlotKind(lambda term: term.head == "sym" or term.head.startswith("accent:"), r"\hat{x}_i", "x + 1"),
    "letter": SlotKind(is_letter, "x_t", r"\operatorname{softmax}"),
    "number": SlotKind(lambda term: term.head == "num", "12", "n"),
    "scalar": SlotKind(is_scalar, r"\frac{2}{n}", r"\bm{x}"),
    "coefficient": SlotKind(is_coefficient, r"1 - \beta_t", r"\log x"),
    "signal": SlotKind(is_signal, "f(x)", r"\sqrt{v}"),
    "matrix": SlotKind(is_matrix, r"\mathbf{W}^{\top}", "x"),
    "capital": SlotKind(lambda term: term.head == "sym" and is_capital(term.stem), r"\mathbf{D}", "d"),
    "vector": SlotKind(is_vector, r"\bm{x}", "W"),
    "function": SlotKind(
        lambda term: term.head in ("sym", "app", "lab") and not word(term), "f", r"\operatorname{softmax}"
    ),
    "distribution": SlotKind(lambda term: stem_of(term) in DENSITIES and term.head == "sym", r"p_\theta", "k"),
    "density": SlotKind(is_density, r"p(x \mid y)", "f(x)"),
    "index": SlotKind(lambda term: term.head in ("sym", "list", "app", "tuple", "accent:hat"), "i", "2"),
    "step": SlotKind(lambda term: term.head == "sym", "t", "2"),
    "loss": SlotKind(is_loss, r"\mathcal{L}(\theta)", "g(x)"),
    "noise": SlotKind(lambda term: stem_of(term) in NOISES and term.head == "sym", r"\epsilon_t", "x"),
    "count": SlotKind(is_count, r"|\mathcal{D}|", "2"),
    "value": SlotKind(lambda term: term.head not in TAKEN_APART, "f(x)", "a b"),
    "member": SlotKind(is_member, "f(x)", r"\|x\|"),
    "weight": SlotKind(is_weight, r"\alpha_{ij}", "U"),
    "bold": SlotKind(is_boldface, r"\bm{x} - \bm{y}", "x"),
    "bold-matrix": SlotKind(is_bold_matrix, r"\mathbf{A} + \mathbf{B}", r"\mathbf{a}"),
    "plain": SlotKind(
        lambda term: term.head in ("sym", "app") and is_vector(term) and not is_boldface(term), "x", r"\bm{x}"
    ),
    "compound": SlotKind(lambda term: term.head not in ("none", "sym", "num", "dots"), "f(x)", "x"),
    "history": SlotKind(is_history, "x_{<t}", "x_t"),
    "run": SlotKind(lambda term: term.head == "sym" and ":" in taken_apart(term.text)[1], "x_{0:T}", "x_0"),
    "array": SlotKind(is_array, "I - A", "a"),
    "column": SlotKind(is_column, r"\mathbf{x}", "f(x)"),
    "set": SlotKind(lambda term: term.head in ("sym", "set", "condition", "app", "cardinality"), r"\mathcal{D}", "2"),
}
