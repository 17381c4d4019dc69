"""How a name is spelled: its letter without scripts and accents, whether it is bold or a capital."""

from __future__ import annotations

import re

from reader.formula.shapes.expressions import skeleton
from reader.formula.syntax.tables.name_rows import GREEK_CAPITALS
from reader.limits.memory import cached_for_a_paper

NAMED_ACCENT = re.compile(r"\\(?:hat|bar|tilde|widehat|widetilde|overline|dot|ddot|check|breve|vec|underline)\{(.*)\}")
BOLD = re.compile(r"\\(?:bm|mathbf|boldsymbol|textbf)\{\s*(.*?)\s*\}")
WORD = re.compile(r"\\(?:mathrm|text|operatorname)\{[a-z]{2,}\}")
LETTER = re.compile(r"[A-Za-z]|\\[A-Za-z]+")
DOTS = (r"\cdot", r"\bullet")
SLICES = frozenset({":", *DOTS})  # scripts in the place of a letter, for all that it counts


@cached_for_a_paper(4096)
def levels(latex: str) -> tuple[str, ...]:
    """What is known of a name, from near to far: of its family, of its letter with subscripts, of its letter."""
    base = base_of(latex)
    return tuple(dict.fromkeys((skeleton(latex)[0], f"{base}_" if "_" in latex else base, base)))


@cached_for_a_paper(4096)
def base_of(latex: str) -> str:
    """A name without scripts and accents: ``\\hat{x}_{t}`` is an ``x``; bold stays."""
    while True:
        latex = latex.removeprefix(r"\Delta ")
        name = re.split(r"[_^'\[]", latex, maxsplit=1)[0] if not latex.startswith("\\") else _head(latex)
        accent = NAMED_ACCENT.fullmatch(name)
        if accent is None:
            return name
        latex = accent.group(1)


def values_of(latex: str) -> str:
    """What formulas say of the values of a function, they say of its letter; with a word in a script ("cat", "num") of
    that one alone.
    """
    word = WORD.search(latex.removeprefix(base_of(latex)))
    return f"{base_of(latex)}{word.group() if word else ''}()"


def _head(latex: str) -> str:
    """A command with its braced argument, up to the scripts."""
    depth = 0
    for k, character in enumerate(latex):
        depth += (character == "{") - (character == "}")
        if character in "_^'[" and not depth:
            return latex[:k]
    return latex


def is_combinations(latex: str) -> bool:
    """``C_{n}^{k}``: most likely a number of combinations, which n and k determine."""
    return re.fullmatch(r"C_\{\w\}\^\{\w\}", latex) is not None


def is_bold(base: str) -> bool:
    return BOLD.fullmatch(base) is not None


def plain_of(base: str) -> str:
    """``r`` of ``\\mathbf{r}``, "" of what is not bold."""
    found = BOLD.fullmatch(base)
    return found.group(1) if found is not None else ""


def is_capital(base: str) -> bool:
    inner = BOLD.fullmatch(base)
    letter = inner.group(1) if inner else base
    letter = letter.removeprefix(r"\mathrm{").rstrip("}")
    return letter[:1].isupper() or letter in GREEK_CAPITALS


def scripts_of(latex: str) -> tuple[str, tuple[str, ...]]:
    """A name before its subscript, and the members of that: ``z`` with ``t`` and ``:`` of ``z_{t,:}``, with ``t`` and
    ``j`` of ``z_{tj}``.
    """
    head, _, script = latex.partition("_{")
    inside = script.removesuffix("}")
    if not inside or "{" in inside or "}" in inside:
        return latex, ()
    dot = next((dot for dot in DOTS if inside.endswith(dot) and inside.removesuffix(dot).strip().isalpha()), "")
    if dot:
        return head, (*inside.removesuffix(dot).strip(), dot)
    return head, tuple(inside) if inside.isalpha() else tuple(each.strip() for each in inside.split(","))


def is_slice(item: str) -> bool:
    """Whether a script says that all are meant, ``:`` and ``1:n``."""
    return ":" in item or item in SLICES


def places_of(latex: str) -> int:
    """How many counting scripts a name carries: two for ``M_{ij}``."""
    subscript = re.search(r"_\{([a-z]+)\}$", latex)
    if subscript and len(subscript.group(1)) > 1:
        return len(subscript.group(1)) if set(subscript.group(1)) <= set("ijklmn") else 0
    return len(skeleton(latex)[1])
