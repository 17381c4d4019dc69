"""What a mark on a letter makes of it: a dot its change in time, a plus or a minus above its positive or negative part,
a bar below and another above its bounds. What is said of the letter alone is not said of these."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.model import ConceptId
from reader.formula.syntax.canonical import canonical_string
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables.signs import DEFINING_RELATIONS
from reader.limits.memory import cached_for_a_paper
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import defined_spelling, take_apart
from reader.meaning.prose.symbol import interval_ends
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

SURE = 0.85
CHANGES: dict[str, tuple[str, ConceptId]] = {
    r"\dot{": ("derivative-of", "derivative"),
    r"\ddot{": ("second-derivative-of", "second-derivative"),
}
SLOPES = {"'": CHANGES[r"\dot{"], "''": CHANGES[r"\ddot{"]}  # by the primes of a function of time
TIMES = ("time", "derivative", "derivatives", "dynamics", "velocity")  # a paper that says none of these has other dots
PARTS: dict[str, tuple[str, ConceptId]] = {"+": ("positive-part", "positive-part"), "-": ("negative-part", "")}
LOWER, UPPER = r"\underline{", (r"\bar{", r"\overline{")
BOUNDS: dict[str, ConceptId] = {"lower-bound-of": "lower-bound", "upper-bound-of": "upper-bound"}
_EQUAL = sorted(DEFINING_RELATIONS, key=len, reverse=True)  # in canonical spelling, the longest first


def is_changed(latex: str) -> bool:
    """Whether a dot makes another thing of the letter."""
    return latex.startswith(tuple(CHANGES))


def marked(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """What a symbol is by its mark, where the paper shows what the mark does."""
    if symbol.kind != "identifier":
        return None
    told = next((one for look in (_change, _part, _bound) for one in look(symbol.latex, evidence)), None)
    told = told or next(_slope(symbol, evidence), None)
    if told is None:
        return None
    key, concept, whole = told
    links = (ConceptLink(concept, SURE, "structure", reason(key, text=f"${whole}$"), "mark"),)
    is_known = concept in evidence.glossary
    said = reason(f"meaning-{key}", text=f"${whole}$")["en"]
    return Candidate("structure", SURE, said, links=links if is_known else ())


Told = Iterator[tuple[str, ConceptId, str]]  # the key of the reason, the concept, the letter without the mark


def _change(latex: str, evidence: LinkingEvidence) -> Told:
    """A letter with a dot, in a paper that has it without one and speaks of time."""
    base = take_apart(latex).base
    for accent, told in CHANGES.items():
        whole = base.removeprefix(accent)[:-1] + latex[len(base) :]
        if base.startswith(accent) and whole in evidence.spellings and any(map(evidence.vocabulary.says_word, TIMES)):
            yield (*told, whole)


def _slope(symbol: Symbol, evidence: LinkingEvidence) -> Told:
    """A letter with a prime that is always a function of time, in a paper that has it without one, speaks of time, and
    calls it nothing else."""
    parts = take_apart(symbol.latex)
    whole = symbol.latex.replace("'", "")
    if parts.primes not in SLOPES or whole not in evidence.spellings or symbol.latex in evidence.statements.by_spelling:
        return
    places = [evidence.place_of(use).get("applied") for use in symbol.occurrences]
    if all(one is not None and one.host == "t" for one in places) and any(map(evidence.vocabulary.says_word, TIMES)):
        yield (*SLOPES[parts.primes], whole)


def _part(latex: str, evidence: LinkingEvidence) -> Told:
    """A letter with a plus or a minus above, in a paper that says by a maximum what these make of a letter."""
    sign = take_apart(latex).sup
    if sign in PARTS and any(_sign_told(one.formula.expanded) == sign for one in evidence.formulas.values()):
        yield (*PARTS[sign], latex.removesuffix(f"^{{{sign}}}"))


@cached_for_a_paper(8192)
def _sign_told(latex: str) -> str:
    r"""The sign of which a formula says what it makes of a letter, ``x^+ = \max(x, 0)``, ``x^- = x^+ - x``; "" of
    other formulas."""
    if "^" not in latex or ("+" not in latex and "-" not in latex):
        return ""
    spelled = canonical_string(parse_formula(latex))
    for equal in _EQUAL:
        spelled = spelled.replace(equal, "=")
    left, _, right = spelled.replace(r"\{", "(").replace(r"\}", ")").replace("{", "").replace("}", "").partition("=")
    whole, sign = left[:-2].strip("()[]"), left[-1:]
    if left[-2:-1] != "^" or sign not in PARTS:
        return ""
    named, _, rest = right.partition("(")
    held = set(rest.partition(")")[0].split(","))
    is_told = (
        (named == r"\max" and held == {whole if sign == "+" else f"-{whole}", "0"})
        or (sign == "-" and named == r"-\min" and held == {whole, "0"})
        or (sign == "-" and right.startswith(f"{whole}^+-{whole}"))
    )
    return sign if is_told else ""


def _bound(latex: str, evidence: LinkingEvidence) -> Told:
    """A letter with a bar below or above, in a paper that writes both round the letter: ``a \\le x \\le b``."""
    base = take_apart(latex).base
    accent = next((one for one in (LOWER, *UPPER) if base.startswith(one)), None)
    if accent is None:
        return
    letter, scripts = base.removeprefix(accent)[:-1], latex[len(base) :]
    pair = LOWER + letter + "}" + scripts, *(one + letter + "}" + scripts for one in UPPER)
    if pair[0] in evidence.spellings and not evidence.spellings.isdisjoint(pair[1:]):
        ends = {tuple(map(defined_spelling, end[:2])) for end in _ends(evidence) if all(end[:2])}
        if any(lower == pair[0] and upper in pair[1:] for lower, upper in ends):
            key = "lower-bound-of" if accent == LOWER else "upper-bound-of"
            yield key, BOUNDS[key], letter + scripts


def _ends(evidence: LinkingEvidence) -> Iterator[tuple[str, str, str]]:
    """The ends of the intervals that bars below begin."""
    for one in evidence.formulas.values():
        if r"\underline" in one.formula.expanded:
            yield interval_ends(one.formula.expanded)
