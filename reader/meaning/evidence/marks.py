"""What a dot on a letter makes of it: its change in time. What is said of the letter alone is not said of that."""

from __future__ import annotations

from glossary.model import ConceptId
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.reasons import reason
from reader.meaning.evidence.spelling import take_apart
from reader.model.annotations import Candidate, ConceptLink
from reader.model.symbols import Symbol

SURE = 0.85
CHANGES: dict[str, tuple[str, ConceptId]] = {
    r"\dot{": ("derivative-of", "derivative"),
    r"\ddot{": ("second-derivative-of", "second-derivative"),
}
TIMES = ("time", "derivative", "derivatives", "dynamics", "velocity")  # a paper that says none of these has other dots


def is_changed(latex: str) -> bool:
    """Whether a dot makes another thing of the letter."""
    return latex.startswith(tuple(CHANGES))


def marked(symbol: Symbol, evidence: LinkingEvidence) -> Candidate | None:
    """A letter with a dot, in a paper that has it without one and speaks of time."""
    base = take_apart(symbol.latex).base
    accent = next(filter(base.startswith, CHANGES), "")
    whole = base.removeprefix(accent)[:-1] + symbol.latex[len(base) :]
    is_known = symbol.kind == "identifier" and bool(accent) and whole in evidence.spellings
    if not is_known or not any(map(evidence.vocabulary.says_word, TIMES)):
        return None
    key, concept = CHANGES[accent]
    link = ConceptLink(concept, SURE, "structure", reason(key, text=f"${whole}$"), "mark")
    links = (link,) if concept in evidence.glossary else ()
    return Candidate("structure", SURE, reason(f"meaning-{key}", text=f"${whole}$")["en"], links=links)
