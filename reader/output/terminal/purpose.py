"""What a formula is for, in the terminal: our sentence, then the author's with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from reader.messages import sentences
from reader.output.typesetting.quotation import Quotations, plain_prose, split_prose
from reader.study.purpose.purpose import purpose_of

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study

say = sentences("purpose")


def purpose_lines(
    study: Study, equation: Equation, quotations: Quotations, language: Language
) -> Iterator[RenderableType]:
    """Nothing where neither sentence is known."""
    found = purpose_of(equation, study)
    if found is None:
        return
    if found.text:
        yield Padding(Text(plain_prose(list(split_prose(found.text[language]))), style="bold"), (0, 0, 0, 2))
    if found.source is not None:
        quote = plain_prose(quotations.quoted(found.source.sentence, found.source.span))
        place = study.places.say(found.source.span)
        yield Padding(Text(say("author-says", language, quote=quote, place=place)), (0, 0, 0, 2))
