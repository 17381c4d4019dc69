r"""Sets of matrices, and of vectors, by their letter and marks: ``\mathbb{S}^n_{++}``, ``\mathrm{SO}(3)``.

Each set is a row with an example; ``kind`` is the id of a row of ``reader.study.evaluation.matrices.forms``.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.formula.semantics.nodes import Meaning, Power, Undecided
from reader.formula.semantics.parser import read_meaning
from reader.formula.semantics.printer import meaning_latex
from reader.formula.syntax.parsing import parse_formula

FONTS = (r"\mathbb{", r"\mathcal{", r"\mathbf{", r"\mathscr{", r"\operatorname{", r"\mathrm{")
WORDS = FONTS[-2:]


@dataclass(frozen=True, slots=True)
class MatrixSet:
    """``letters`` are its name without its type; ``marks`` stand in its scripts (none: any); ``fonts`` are the types
    that it is set in.
    """

    kind: str
    letters: tuple[str, ...]
    marks: tuple[str, ...]
    fonts: tuple[str, ...]
    example: str


SETS: tuple[MatrixSet, ...] = (
    MatrixSet("definite", ("S",), ("++", "+"), FONTS, r"A \in \mathbb{S}^n_{++}"),
    MatrixSet("diagonal-positive", ("D",), ("++", "+"), FONTS, r"D \in \mathcal{D}_{++}^{d}"),
    MatrixSet("length-one", ("S",), ("-1",), (*FONTS, ""), r"x \in \mathbb{S}^{d-1}"),
    MatrixSet("symmetric", ("S",), ("",), FONTS[:1], r"A \in \mathbb{S}^n"),
    MatrixSet("symmetric", ("Sym",), (), WORDS, r"A \in \mathrm{Sym}(n)"),
    MatrixSet("definite", ("SPD", "PD", "PSD", "SPSD"), (), WORDS, r"A \in \mathrm{SPD}(n)"),
    MatrixSet("orthogonal", ("SO", "O", "St", "Stiefel"), (), WORDS, r"R \in \mathrm{SO}(3)"),
    MatrixSet("shares", (r"\Delta",), (), ("",), r"p \in \Delta^{K-1}"),
)
SQUARE = frozenset({"definite", "diagonal-positive", "symmetric"})
LETTERED = {rf"\operatorname{{{letters}}}": row.kind for row in SETS if row.fonts == WORDS for letters in row.letters}


def set_named(node: Meaning) -> str | None:
    """The kind of what is in a set, by how the set is written; None where it is another one."""
    latex = meaning_latex(node)
    head = latex.partition("_")[0].partition("^")[0].partition("(")[0]
    font = next((font for font in FONTS if head.startswith(font)), "")
    letters = head.removeprefix(font).removesuffix("}") if font else head
    mark = mark_of(latex[len(head) :])
    for row in SETS:
        if letters in row.letters and font in row.fonts and (not row.marks or mark in row.marks):
            bare_letter = latex == head or (row.marks == ("",) and "^" not in latex)
            return None if bare_letter else row.kind
    return None


def mark_of(scripts: str) -> str:
    """``++``, ``+`` or ``-1`` of what stands behind a letter."""
    plain = scripts.replace(" ", "")
    if "{++}" in plain:
        return "++"
    return "+" if "{+}" in plain or "_+" in plain or "^+" in plain else "-1" if plain.endswith("-1}") else ""


def square_of(node: Meaning) -> Meaning | None:
    """The exponent of a set of square matrices: how many rows and columns they have."""
    if set_named(node) not in SQUARE:
        return None
    if isinstance(node, Power):
        return node.exponent
    written = node.latex.rpartition("^{")[2].removesuffix("}") if isinstance(node, Undecided) else ""
    return read_meaning(parse_formula(written)) if written else None
