"""A meaning that a program proposes: checked like a model's answer, and kept as a correction that says whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.assistant.checks import ProposalChecks
from reader.assistant.keeping import keep_meaning
from reader.assistant.proposals import Dropped, MeaningProposal
from reader.messages import sentences
from reader.server.pieces import Row, paper_text

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study

say = sentences("server")


def propose(
    study: Study, equation: Equation, symbol: str, meaning: str, quote: str, concept: str, language: Language
) -> Row:
    """What became of a proposal: ``kept``, or why not. :class:`CorrectionError` where nothing can be written."""
    checks = ProposalChecks(study)
    proposal = MeaningProposal(equation.id, symbol, meaning, quote, concept)
    found = checks.meaning(proposal)
    if isinstance(found, Dropped):
        return {
            "kept": False,
            "reason": found.reason,
            "why": sentences("assistant")(f"dropped-{found.reason}", language),
        }
    made = keep_meaning(found, checks, language)
    if made is None:
        return {"kept": False, "reason": "known", "why": say("known-already", language)}
    return {
        "kept": True,
        "symbol": made.symbol,
        "meaning": made.meaning,
        "concept": made.concept or None,
        "sentence": paper_text(found.quote.text, study.places.say(found.quote.span)),
        "note": say("kept", language),
    }
