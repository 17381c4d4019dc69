"""What a model added to a reading, as plain data. A reading without one has none of these keys.

::

    "assistant": {"by", "source", "questions", "answered", "proposed", "shown", "dropped": {reason: n}}  # of all
    of an equation: {"purpose": {"en", "source": {...}} | null, "sentences": [the same],
                     "ends": [{"symbol", "towards", "gives", "trials", "en", "ja"}]}
    of a symbol: "instead_of": {"status", "meaning"} | null, what stood there before
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.assistant.assistance import Assistance, assistance_of
from reader.messages import LANGUAGES, sentences
from reader.output.rows.row import Row

if TYPE_CHECKING:
    from reader.assistant.proposals import CheckedEnd, CheckedSentence
    from reader.latex.source.places import SourcePlaces
    from reader.model.annotations import Annotation
    from reader.model.document import Equation
    from reader.model.reading import Reading

say = sentences("assistant")


class AssistanceRows:
    """The rows of one reading, all {} where no model was asked."""

    def __init__(self, reading: Reading, places: SourcePlaces) -> None:
        self.places = places
        self.found: Assistance | None = assistance_of(reading)

    def head(self) -> Row:
        found = self.found
        if found is None:
            return {}
        names = ("by", "source", "questions", "answered", "proposed", "shown")
        counts = {name: getattr(found, name) for name in names}
        return {"assistant": {**counts, "dropped": dict(found.dropped)}}

    def equation(self, equation: Equation) -> Row:
        if self.found is None:
            return {}
        told = self.found.formulas.get(equation.id)
        if told is None:
            return {"assistant": None}
        return {
            "assistant": {
                "purpose": self._sentence(told.purpose) if told.purpose is not None else None,
                "sentences": [self._sentence(each) for each in told.sentences],
                "ends": [end_row(each) for each in told.ends],
            }
        }

    def symbol(self, annotation: Annotation) -> Row:
        if self.found is None:
            return {}
        earlier = self.found.instead_of.get(annotation.symbol.latex)
        return {"instead_of": {"status": earlier.status, "meaning": earlier.meaning} if earlier is not None else None}

    def _sentence(self, said: CheckedSentence) -> Row:
        """In the language of the model's answer, which is that of the paper."""
        quote = said.quote
        source = {"kind": "sentence", "file": quote.span.file, "line": self.places.locate(quote.span)[0]}
        return {"en": said.text, "source": {**source, "sentence": quote.text}}


def end_row(end: CheckedEnd) -> Row:
    """A claim that the numbers agreed with, and the sentence that says it."""
    said: Row = {
        language: say(
            "end",
            language,
            symbol=f"${end.symbol}$",
            towards=_end(end.towards),
            gives=say(f"gives-{end.gives}", language) if end.gives in ("larger", "smaller")
            else say("gives-end", language, end=_end(end.gives)),
            trials=end.trials,
        )
        for language in LANGUAGES
    }  # fmt: skip
    return {"symbol": end.symbol, "towards": end.towards, "gives": end.gives, "trials": end.trials, **said}


def _end(end: str) -> str:
    return "$" + end.replace("infinity", r"\infty") + "$"
