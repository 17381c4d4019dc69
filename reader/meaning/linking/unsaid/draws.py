"""What is drawn from something that has a name: ``x \\sim p`` where ``p`` is the law of the tides."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from reader.formula.syntax.tables.name_rows import NORMALS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import defined_spelling
from reader.meaning.linking.features import words_of
from reader.meaning.linking.unsaid.entries import Said
from reader.model.symbols import Symbol

PLACES = 40  # of a letter that are looked at
SOURCES = frozenset(
    ("distribution", "law", "density", "prior", "posterior", "policy", "dataset", "measure", "population")
)
KNOWN: Mapping[str, str] = {  # laws by the names that every author gives them
    **dict.fromkeys(NORMALS, "normal"),
    **dict.fromkeys((r"\mathcal{U}", "Unif", "Uniform", "U"), "uniform"),
    **dict.fromkeys(("Bern", "Bernoulli", "Ber"), "Bernoulli"),
    **dict.fromkeys(("Bin", "Binomial", "Binom"), "binomial"),
    **dict.fromkeys(("Poisson", "Poi", "Pois"), "Poisson"),
    **dict.fromkeys(("Dir", "Dirichlet"), "Dirichlet"),
    **dict.fromkeys(("Cat", "Categorical"), "categorical"),
    **dict.fromkeys(("Exp", "Exponential"), "exponential"),
    **dict.fromkeys(("Geom", "Geometric"), "geometric"),
    "Beta": "beta",
    "Gamma": "gamma",
    "Laplace": "Laplace",
    "Multinomial": "multinomial",
}


def drawn(symbol: Symbol, said: Said, evidence: LinkingEvidence) -> str:
    """ "sample from the law of the tides", where all formulas that draw the letter draw it from that."""
    places = [evidence.place_of(use) for use in islice(symbol.occurrences, PLACES)]
    laws = {
        (place.host, position.has("listed"))
        for position in places
        for place in position.own
        if place.relation == "drawn"
    }
    words = {_words(host, said, is_part) for host, is_part in laws}
    return words.pop() if len(words) == 1 else ""


def _words(law: str, said: Said, is_part: bool) -> str:
    name = defined_spelling(law) or ""
    whole = "part of a sample" if is_part else "sample"
    if name in said:
        words = said[name]
        return f"{whole} from the {words}" if words_of(words).head in SOURCES else ""
    known = KNOWN.get(
        name.removeprefix(r"\operatorname{").removeprefix(r"\mathrm{").removesuffix("}"), KNOWN.get(name, "")
    )
    return f"{whole} from {'an' if known[0] in 'aeio' else 'a'} {known} distribution" if known and "(" in law else ""
