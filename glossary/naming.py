"""Folds names for comparison: case, plural, hyphens, accents, apostrophes and British spelling.

Folded words are only compared, never shown. A folding may therefore be coarse, if both sides are folded alike.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

IRREGULAR = {
    "matrices": "matrix", "indices": "index", "vertices": "vertex", "biases": "bias", "axes": "axis", "bases": "basis",
    "analyses": "analysis", "hypotheses": "hypothesis", "theses": "thesis", "maxima": "maximum", "minima": "minimum",
    "optima": "optimum", "extrema": "extremum", "equilibria": "equilibrium", "criteria": "criterion",
    "phenomena": "phenomenon", "automata": "automaton", "spectra": "spectrum", "momenta": "momentum",
    "quanta": "quantum", "foci": "focus", "nuclei": "nucleus", "radii": "radius",
    "stimuli": "stimulus", "simplices": "simplex", "appendices": "appendix", "formulae": "formula", "lemmata": "lemma",
    "children": "child", "people": "person", "leaves": "leaf", "halves": "half",
    "bias": "bias", "alias": "alias", "gas": "gas", "lens": "lens", "means": "mean", "series": "series",
    "centre": "center", "metre": "meter", "grey": "gray", "artefact": "artifact", "kernelised": "kernelized",
}  # fmt: skip
COMPOUNDS = {  # written as one word or as two
    "timestep": ("time", "step"), "stepsize": ("step", "size"), "dataset": ("data", "set"),
    "minibatch": ("mini", "batch"), "eigenspace": ("eigen", "space"), "runtime": ("run", "time"),
    "datapoint": ("data", "point"), "gridpoint": ("grid", "point"), "lengthscale": ("length", "scale"),
    "timescale": ("time", "scale"),
}  # fmt: skip
KEPT_S = ("ss", "us", "is")
AMERICAN = (
    (re.compile(r"is(e|ed|er|ing|ation)$"), r"iz\1"),
    (re.compile(r"ys(e|ed|er|ing)$"), r"yz\1"),
    (re.compile(r"(?<=..)our(?=$|ed$|ing$|hood$)"), "or"),
    (re.compile(r"(model|label|cancel|signal|travel)l(ed|ing|er)$"), r"\1\2"),
)
VOICED = "\u3099\u309a"  # marks that make another kana: パッチ is no バッチ
DASHES = re.compile(r"[-‐‑‒–—―_/]")
POSSESSIVE = re.compile(r"['’]s\b|['’]")
WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """One word in lower case, singular and American spelling: ``Neighbours`` becomes ``neighbor``."""
    word = word.lower()
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith(KEPT_S):
        word = _singular(word)
    for pattern, replacement in AMERICAN:
        word = pattern.sub(replacement, word)
    return IRREGULAR.get(word, word)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "shes", "ches", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> tuple[str, ...]:
    """The folded words of a name: "Kullback–Leibler divergences" and "kullback leibler divergence" are the same."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in plain if character in VOICED or not unicodedata.combining(character))
    plain = unicodedata.normalize("NFC", plain)
    plain = POSSESSIVE.sub("", DASHES.sub(" ", plain))
    folded = (fold_word(word) for word in WORD.findall(plain))
    return tuple(part for word in folded for part in COMPOUNDS.get(word, (word,)))
