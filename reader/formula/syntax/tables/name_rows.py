"""Rows about names: which scripts belong to a name, and which words and letters name an operator."""

from __future__ import annotations

# Superscripts that say "transposed", "conjugate" and the like: an operator of its own on the symbol below it.
TRANSPOSES = frozenset({r"\top", r"\mathsf{T}", r"\mathrm{T}", r"\mathtt{T}", r"\mathsf{H}", r"\mathrm{H}", r"\bot"})

# Operators that are letters: their subscript says over what, and belongs to the name only where it is a plain one.
LETTER_OPERATORS = frozenset({r"\mathbb{E}", r"\mathbf{E}", r"\mathrm{E}", r"\mathbb{P}", r"\mathbb{V}", r"\mathcal{E}",
                              r"\operatorname{Var}", r"\operatorname{Cov}", r"\mathsf{E}",
                              r"\nabla", r"\partial"})  # fmt: skip

# Letters that stand for a probability unless a rule says otherwise.
PROBABILITIES = frozenset({"p", "q", "P", r"\Pr", r"\mathbb{P}"})

# Names of normal distributions, of orders of growth, and of what is 1 where something holds.
NORMALS = frozenset({r"\mathcal{N}", r"\operatorname{N}", r"\operatorname{Normal}", r"\mathscr{N}"})
ORDERS = frozenset({"O", r"\mathcal{O}", r"\mathscr{O}", r"\operatorname{O}", r"\tilde{O}", r"\tilde{\mathcal{O}}",
                    r"\widetilde{O}", r"\widetilde{\mathcal{O}}"})  # fmt: skip
INDICATORS = frozenset({r"\mathbb{1}", r"\mathbf{1}", r"\mathbbm{1}", r"\mathds{1}", r"\bm{1}", r"\mathbb{I}"})

# Sets of numbers: an exponent counts dimensions.
NUMBER_SETS = frozenset({r"\mathbb{R}", r"\mathbb{C}", r"\mathbb{Z}", r"\mathbb{N}", r"\mathbb{Q}", r"\mathbf{R}",
                         r"\mathbb{S}", r"\mathbb{F}", r"\mathbb{B}", r"\mathbb{K}"})  # fmt: skip

# Letters of indices. Which more of them are taken for indices depends on what their place says already.
INDICES = frozenset("ijklmn")  # wherever they stand
INDEX_LETTERS = INDICES | {r"\ell"}  # a letter that stands alone: t and p are time and probability as often
COUNTING_LETTERS = INDICES | {"t"}  # a letter by which an author's definition may speak of a whole family
SCRIPT_LETTERS = INDICES | frozenset("pqrstvbch")  # a letter in a script or in brackets
ACCESS_LETTERS = SCRIPT_LETTERS | {"w"}  # in brackets or side by side, as of an image: z[i-1], z[h, w], x_{chw}
FAMILY_LETTERS = SCRIPT_LETTERS | {"u", "g", r"\ell"}  # in a script by itself: nodes u, groups g, layers; w is a weight

BOLD = (r"\bm{", r"\mathbf{")  # how bold names begin in canonical spelling

GREEK_CAPITALS = frozenset(
    "\\" + name for name in ("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega")
)

# Brackets that do something to what they hold: (open, close) -> what stands between them in the symbol's name.
BRACKET_OPERATORS: dict[tuple[str, str], str] = {
    ("|", "|"): r"\cdot", (r"\|", r"\|"): r"\cdot", (r"\langle", r"\rangle"): r"\cdot",
    (r"\lfloor", r"\rfloor"): r"\cdot",
    (r"\lceil", r"\rceil"): r"\cdot", (r"\lfloor", r"\rceil"): r"\cdot", (r"\llbracket", r"\rrbracket"): r"\cdot",
}  # fmt: skip
