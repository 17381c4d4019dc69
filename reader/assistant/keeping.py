"""A meaning that passed the checks, kept as a correction that says whose it is: the reader sees it so from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.assistant.questions import is_open
from reader.errors import CorrectionError
from reader.messages import sentences
from reader.user.corrections import Correction, change_corrections, name_of_paper, place_quoted, with_verdict

if TYPE_CHECKING:
    from reader.assistant.checks import ProposalChecks
    from reader.assistant.proposals import CheckedMeaning
    from reader.messages import Language

say = sentences("server")


def keep_meaning(found: CheckedMeaning, checks: ProposalChecks, language: Language) -> Correction | None:
    """What was written down; None where the author defines the symbol, or its reader said something of it.

    :class:`CorrectionError` where nothing can be written.
    """
    study = checks.study
    annotation = checks.symbol_in(study.equations[found.equation], found.symbol)
    if annotation is None or not is_open(annotation):
        return None
    file = study.reading.context.corrections
    if file is None:
        raise CorrectionError("corrections-unwritable", file="–", reason=say("no-corrections", language))
    made = Correction(
        name_of_paper(study.reading.paper, study.reading.bundle), found.symbol, found.meaning, found.concept,
        source="model", quoted=place_quoted(found.quote.span, found.quote.text),
    )  # fmt: skip
    # The reader may have said something meanwhile, or have called it wrong.
    return made if made in change_corrections(file, lambda before: with_verdict(before, made)) else None
