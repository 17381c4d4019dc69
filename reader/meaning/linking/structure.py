"""What follows from where a symbol stands and how it is written: roles that the formulas themselves show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from glossary.model import ConceptId
from glossary.naming import fold_name
from reader.formula.positions.labels import ScriptSlots
from reader.formula.positions.places import FormulaPlace, Position
from reader.formula.syntax.tables.name_rows import COUNTING_LETTERS, INDEX_LETTERS, SCRIPT_LETTERS
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import Spelling
from reader.meaning.linking.candidates import COUNTING, UNSAID
from reader.meaning.linking.noun_classes import class_of
from reader.meaning.prose.members import one_of_many
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Occurrence, Symbol

THINGS = frozenset(("member", "other"))  # classes of nouns that name what is counted
NUMBERED = frozenset(("round", "epoch", "stage", "level", "period", "generation", "episode", "place", "rank"))
FOR_ALL = r"\forall"
ROOT = 4  # letters that words of one root share
NO_PLACE = FormulaPlace("")
_COUNTED = {r"\sum": "summation-index", r"\prod": "product-index"}
_BELOW = re.compile(
    r"(\\sum|\\prod)\s*(?:\\(?:no)?limits)?\s*_\s*\{?\s*(?:\\substack\s*\{)?\s*(?:\\?[a-zA-Z]+\s*,\s*)*$"
)
_RANGE = re.compile(  # i = 1, \dots, n and i \in \{1, \dots, n\}
    r"\s*(?:=|\\in)\s*(?:\\left)?(?:\\\{|\[)?\s*-?\d+\s*,\s*(?:-?\d+\s*,\s*)?(?:\\[lc]?dots[a-z]?|\.\s?\.\s?\.)"
)


def role_in_formula(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """What follows from where the symbol stands: a summation index, an index, a dimension, a member of a real space."""
    for key, concept, confidence, text in _roles(symbol, evidence):
        link = ConceptLink(concept, confidence, "structure", reason(key, text=text), "structure")
        links = (link,) if concept in evidence.glossary else ()
        return Candidate("structure", confidence, reason(f"meaning-{key}")["en"], links=links)
    return None


def _roles(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[tuple[str, ConceptId, float, str]]:
    """What the symbol may be, surest first: the key of the reason, the concept, how sure, what fills the reason."""
    if symbol.latex in (r"\mid", "|") and any(
        _CONDITION.search(latex, 0, at) for latex, at, _ in _places(symbol, evidence)
    ):
        yield "condition-bar", "conditional-probability", 0.75, ""
    if symbol.kind == "identifier" and symbol.latex not in evidence.labels:
        yield from _counting_roles(symbol, evidence)


def _counting_roles(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[tuple[str, ConceptId, float, str]]:
    """Indices, sizes and exponents: what stands in scripts and below signs, or carries them."""
    if evidence.vocabulary.says_word(f"${symbol.latex}$-dimensional"):
        yield "counted-dimension", "dimension", 0.85, f"${symbol.latex}$-dimensional"
    bound = _operator_above(symbol, evidence)
    if bound and ("applied" not in symbol.traits or symbol.latex in INDEX_LETTERS):  # j (a + b) is a product
        yield _COUNTED[bound] if _runs_in_all(symbol, evidence) else "index", "index", 0.85, ""
    if symbol.latex in evidence.scripts.dimensions:
        yield "dimension", "dimension", 0.8, f"${evidence.scripts.dimensions[symbol.latex]}$"
    if _is_index(symbol, evidence):
        yield "index", "index", 0.75, ""
    if symbol.latex in evidence.scripts.lengths:
        yield "list-length", "", 0.6, f"${evidence.scripts.lengths[symbol.latex]}$"


@lru_cache
def counting_index() -> Candidate:
    """A letter that counts in some formulas."""
    links = (ConceptLink("index", COUNTING, "structure", reason("index-here"), "structure"),)
    return Candidate("structure", COUNTING, reason("meaning-index")["en"], links=links)


def only_counts(symbol: Symbol, uses: Sequence[Occurrence], evidence: LinkingEvidence) -> bool:
    """Whether a letter for indices stands in scripts, or runs below a sum, wherever it stands in a formula."""
    places = map(evidence.place_of, uses)
    runs = (_in_script(one) or (one.get("bound") or NO_PLACE).host in _COUNTED for one in places)
    return symbol.latex in INDEX_LETTERS and all(runs)


def is_index_of(symbol: Symbol, thing: str, evidence: LinkingEvidence) -> bool:
    """Whether a letter is the number of what words call a thing: "each valve $j$" where it stands below others, runs
    below signs or from number to number, and nowhere for itself."""
    if len(symbol.latex) != 1 or not symbol.latex.islower() or "counts" in symbol.traits:
        return False
    head = thing.rpartition(" ")[2].lower()
    is_plain = thing.isascii() and not set("$\\") & set(thing) and " of " not in thing
    if not is_plain or head in NUMBERED or class_of(head) not in THINGS or one_of_many(thing) != thing:
        return False
    places = [(evidence.place_of(use), evidence.is_displayed(use.equation)) for use in symbol.occurrences]
    runs = any(one.has("until", "ranging") for one, _ in places)
    shown = [one for one, is_displayed in places if is_displayed]
    is_script = bool(shown) and all(
        one.has("bound", "ranging") or (one.has("below", "above") and not one.has("shifted")) for one in shown
    )
    return is_script and (runs or (symbol.latex in INDEX_LETTERS and bool(symbol.traits & {"indexes", "bound"})))


def _in_script(place: Position) -> bool:
    """Whether it stands below something, or alone above it; a sum above may be a power."""
    return place.has("below") or (place.has("above") and not place.has("paired", "shifted"))


def other_role(shown: Candidate, uses: Sequence[Occurrence], evidence: LinkingEvidence) -> Candidate | None:
    """What an index is in a formula in which it runs over nothing, though it does in another: nothing certain where it
    is a factor, as in ``2 \\pi i``. None where its role holds."""
    if shown.status != "structure" or [link.concept for link in shown.links[:1]] != ["index"]:
        return None
    places = list(map(evidence.place_of, uses))
    bound = [one for one in places if one.has("bound", "ranging") or one.is_inside("bound")]
    if bound and not all((one.get("bound") or NO_PLACE).host == FOR_ALL for one in bound):
        return None
    return UNSAID if any(one.has("factor") for one in places if one not in bound) else None


@lru_cache
def formula_says(key: str) -> Candidate:
    """What the places of a letter in some formulas make of it."""
    return counting_index() if key == "index" else Candidate("structure", COUNTING, reason(f"meaning-{key}")["en"])


def is_initial(symbol: Symbol, meaning: str, uses: Sequence[Occurrence], evidence: LinkingEvidence) -> bool:
    """Whether a letter in scripts is short for the word by which the author tells apart what carries it: the ``g`` of
    the global rate ``\\eta_{g}`` is not the function ``g``. Where the words shown may be those, it is left as it is."""
    letter = symbol.latex
    if len(letter) != 1 or letter in COUNTING_LETTERS:
        return False
    roots = {word[:ROOT] for word in fold_name(meaning)}
    running = evidence.scripts.running if letter in SCRIPT_LETTERS else frozenset()
    for place in map(evidence.place_of, uses):
        script = place.get("below") or place.get("above")
        if script is None or place.has("paired", "shifted", "applied") or script.host in running:
            return False
        name = ScriptSlots.spelled((script.relation, script.host), letter)
        firsts = [fold_name(one.meaning)[:1] for one in evidence.statements.by_spelling.get(name, ())]
        words = [first[0] for first in firsts if first and len(first[0]) > 1]
        if not any(word.startswith(letter.lower()) and word[:ROOT] not in roots for word in words):
            return False
    return True


# A bar inside the argument of a probability.
_CONDITION = re.compile(
    r"(?:(?<![A-Za-z\\])[pqPQ]|\\(?:pi|Pr|mathbb\s*\{?[PE]\}?|operatorname\s*\{(?:Pr|KL)\}))"
    r"(?:\s*[_^]\s*(?:\{[^{}]*\}|\\?\w+))*'?\s*(?:\\(?:left|[bB]igg?l?)\s*)?[(\[][^()\[\]]*$"
)


_PLACE_IN_MATRIX = re.compile(r"[ijklmnpq1-3]'?\s*,?\s*[ijklmnpq1-3]'?")
_PLACE_IN_VECTOR = re.compile(r"[ijklmn1-9]")
_BOLD = (r"\bm{%s}", r"\mathbf{%s}", r"\bm{\mathrm{%s}}", r"\vec{%s}")


def entries_of(parts: Spelling) -> tuple[str, ...]:
    """How the matrix or the vector may be written that a spelling with indices is an entry of."""
    letter = parts.base
    if parts.primes or not re.fullmatch(r"[A-Za-z]|\\[a-z]+", letter) or (parts.sup and not parts.kin):
        return ()
    if _PLACE_IN_MATRIX.fullmatch(parts.sub):
        capital = letter.upper() if len(letter) == 1 else letter
        return (capital, *(bold % capital for bold in _BOLD))
    if _PLACE_IN_VECTOR.fullmatch(parts.sub) and letter.islower():
        return tuple(bold % letter for bold in _BOLD)
    return ()


def _places(symbol: Symbol, evidence: LinkingEvidence) -> Iterator[tuple[str, int, int]]:
    for occurrence in symbol.occurrences:
        equation = evidence.formulas.get(occurrence.equation)
        if equation:
            yield equation.formula.expanded, occurrence.start, occurrence.end


def _runs_in_all(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    """Whether a sum or a product runs over a letter in every display in which it stands: elsewhere it is an index."""
    displays = {use.equation for use in symbol.occurrences if evidence.is_displayed(use.equation)}
    places = ((use.equation, evidence.place_of(use).get("bound") or NO_PLACE) for use in symbol.occurrences)
    return displays <= {equation for equation, place in places if place.host in _COUNTED}


def _operator_above(symbol: Symbol, evidence: LinkingEvidence) -> str | None:
    """The sign below which it runs. What stands in another display, and in no script there, runs nowhere."""
    if "bound" not in symbol.traits:
        return None
    sign: str | None = None
    in_scripts: dict[str, bool] = {}
    for one in symbol.occurrences:
        equation = evidence.formulas.get(one.equation)
        if equation:
            latex = equation.formula.expanded
            below = _BELOW.search(latex, max(0, one.start - 60), one.start)
            sign = sign or (below.group(1) if below else None)
            is_script = below is not None or latex[: one.start].rstrip(" {").endswith("_")
            in_scripts[one.equation] = in_scripts.get(one.equation, not equation.display) or is_script
    indexes = bool(evidence.scripts.indexed.get(symbol.latex))
    return sign if indexes or all(in_scripts.values()) else None


def _is_index(symbol: Symbol, evidence: LinkingEvidence) -> bool:
    if symbol.latex not in INDEX_LETTERS or symbol.traits & {"applied", "distributed"}:
        return False
    if "bound" not in symbol.traits and (
        "counts" in symbol.traits or symbol.traits & {"defined", "indexes"} == {"defined"}
    ):
        return False  # it says how many, or is computed
    if "bound" in symbol.traits or len(evidence.scripts.indexed.get(symbol.latex, ())) > 1:
        return True
    return any(_RANGE.match(latex, end) for latex, _, end in _places(symbol, evidence))
