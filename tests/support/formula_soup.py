"""Formulas by chance: tokens in any order, and formulas that are well formed."""

from hypothesis import strategies as st

from reader.formula.syntax.tables import commands
from reader.formula.syntax.tables.signs import SIGNS

TOKENS = st.sampled_from([
    *"abxyzABNO0123456789+-*/=<>|()[]{}^_'&,.;:!~$%#@", *"{}{}{}^^__", " ", "\n", "\\", "\\\\", "é", "数",
    *SIGNS, *commands.ALPHABETS, *commands.DECLARATIONS, *commands.ACCENTS, *commands.STACKED, *commands.FRACTIONS,
    *commands.INFIX, *commands.SIZES, *commands.SPACES, *commands.WRAPPERS, *commands.INVISIBLE, *commands.TEXTS,
    r"\left", r"\right", r"\middle", r"\begin", r"\end", r"\begin{cases}", r"\end{cases}", r"\begin{array}{cc}",
    r"\sqrt", r"\sqrt[", r"\not", r"\operatorname*", r"\limits", r"\substack", r"\log", r"\arg", r"\min", r"\pmod",
])  # fmt: skip


ATOMS = st.sampled_from(
    [
        "x",
        "y",
        r"\alpha",
        "2",
        "10",
        r"\mathbf{W}",
        r"\bm{z}",
        r"\log",
        r"\sum",
        r"\mathrm{softmax}",
        r"\infty",
        r"\hat{x}",
    ]
)
BETWEEN = st.sampled_from(["+", "-", "=", r"\sim", r"\cdot", ",", r"\in ", ""])


def built(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        st.tuples(ATOMS, inner).map(lambda p: f"{p[0]}_{{{p[1]}}}"),
        st.tuples(ATOMS, inner).map(lambda p: f"{p[0]}^{{{p[1]}}}"),
        st.tuples(ATOMS, inner, inner).map(lambda p: f"{p[0]}_{{{p[1]}}}^{{{p[2]}}}"),
        pair.map(lambda p: f"\\frac{{{p[0]}}}{{{p[1]}}}"),
        inner.map(lambda p: f"\\left( {p} \\right)"),
        inner.map(lambda p: f"( {p} )"),
        inner.map(lambda p: f"\\| {p} \\|"),
        inner.map(lambda p: f"\\sqrt{{{p}}}"),
        pair.map(lambda p: f"\\begin{{cases}} {p[0]} & {p[1]} \\end{{cases}}"),
        st.tuples(inner, BETWEEN, inner).map(" ".join),
    )
