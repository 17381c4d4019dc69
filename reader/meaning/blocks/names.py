"""Spellings of symbols taken apart: stem and scripts; words that name functions; indices with an offset."""

from __future__ import annotations

import re

from reader.formula.syntax.tables.commands import FUNCTIONS
from reader.formula.syntax.tables.name_rows import GREEK_CAPITALS
from reader.limits.memory import cached_for_a_paper

WRAPPED = re.compile(
    r"\\(?:operatorname\*?|mathrm|mathsf|mathtt|mathit|mathbf|text|texttt|textsc|textbf|textit|textrm|bm)\{([^{}]*)\}"
)
AFFINE = re.compile(r"\(?((?:\\[A-Za-z]+|[A-Za-z])'*)([+-]\d{1,9})?\)?\Z")
ALPHABET = re.compile(r"\\(?:bm|mathbf|mathrm|mathsf|mathit|operatorname)\{(.*)\}('*)\Z")
ACCENT = re.compile(r"\\(?:hat|tilde|bar|vec|dot|ddot|check|breve|widehat|widetilde|overline|underline)\{(.*)\}\Z")
ALIASES = {"ln": "log", "trace": "tr", "variance": "var", "covariance": "cov", "concatenate": "concat",
           "concatenation": "concat", "logistic": "sigmoid", "sigm": "sigmoid", "rectifier": "relu",
           "softargmax": "softmax"}  # fmt: skip


@cached_for_a_paper(20_000)
def taken_apart(latex: str) -> tuple[str, str, str]:
    """``x_{t}^{2}`` -> (``x``, ``t``, ``2``): the stem with accents and primes, what is below, what above."""
    level = 0
    cuts: list[int] = []
    for k, character in enumerate(latex):
        level += (character == "{") - (character == "}")
        if level == 0 and character in "_^" and k and latex[k - 1] != "\\":
            cuts.append(k)
    if not cuts:
        return latex, "", ""
    below = above = primes = ""
    for begin, end in zip(cuts, [*cuts[1:], len(latex)], strict=True):
        script = latex[begin + 1 : end]
        kept = script.rstrip("'")
        primes += script[len(kept) :]
        kept = kept[1:-1] if kept.startswith("{") and kept.endswith("}") else kept
        below, above = (kept, above) if latex[begin] == "_" else (below, kept)
    return latex[: cuts[0]] + primes, below, above


@cached_for_a_paper(20_000)
def word_of(latex: str) -> str:
    """The word that a function's spelling is, in small letters; "" where it is a letter.

    >>> word_of(r"\\operatorname{LayerNorm}"), word_of(r"\\log"), word_of("f")
    ('layernorm', 'log', '')
    """
    wrapped = WRAPPED.fullmatch(latex)
    if wrapped is None and not (latex.startswith("\\") and latex[1:].replace("\\", "") in FUNCTIONS):
        return ""
    if wrapped and wrapped.group(1).startswith("\\"):  # a letter in another alphabet, or a word in one
        return word_of(wrapped.group(1))
    if wrapped and wrapped.group(1) == "LN":  # layer normalisation, no logarithm
        return "layernorm"
    word = re.sub(r"[^a-z]", "", (wrapped.group(1) if wrapped else latex).lower())
    return ALIASES.get(word, word) if len(word) > 1 else ""


@cached_for_a_paper(20_000)
def affine(script: str) -> tuple[str, int] | None:
    """``t+1`` -> (``t``, 1); None where it is no letter with a number."""
    found = AFFINE.match(script)
    return (found.group(1), int(found.group(2) or 0)) if found else None


@cached_for_a_paper(20_000)
def bare(stem: str) -> str:
    """A stem without bold and upright alphabets: ``\\bm{x}`` -> ``x``."""
    while (inner := ALPHABET.match(stem)) is not None:
        stem = inner.group(1) + inner.group(2)
    return stem


@cached_for_a_paper(20_000)
def core(stem: str) -> str:
    """A stem without accents and primes, too: ``\\hat{\\bm{x}}'`` -> ``x``."""
    stem = bare(stem).rstrip("'")
    while (inner := ACCENT.match(stem)) is not None:
        stem = bare(inner.group(1)).rstrip("'")
    return stem


LOSSES = frozenset({"L", r"\mathcal{L}", "J", r"\mathcal{J}", r"\ell", r"\mathscr{L}", "l", r"\mathbb{L}"})


def is_capital(stem: str) -> bool:
    """Whether the letter is a capital, Latin or Greek."""
    letter = core(stem)
    return (len(letter) == 1 and letter.isupper()) or letter in GREEK_CAPITALS


def is_bold_stem(stem: str) -> bool:
    return "\\bm{" in stem or "\\mathbf{" in stem or "\\boldsymbol{" in stem


@cached_for_a_paper(20_000)
def traits(stem: str) -> tuple[str, ...]:
    """What patterns look for in a letter."""
    held = {"capital": is_capital(stem), "boldface": is_bold_stem(stem)}
    held["loss"] = core(stem) in LOSSES
    return tuple(name for name, holds in held.items() if holds)
