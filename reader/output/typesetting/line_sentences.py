"""What is said of the steps from line to line, and of two formulas beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.meaning.blocks.spelling import spelled
from reader.messages import sentences
from reader.study.derivations.facts import EQUAL

if TYPE_CHECKING:
    from glossary.block import Block
    from reader.meaning.blocks.terms import Term
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.derivations.difference import Change
    from reader.study.derivations.explaining import Name
    from reader.study.derivations.reading import LineStep
    from reader.study.study import Study


LONGEST = 110  # characters of a part that a sentence quotes
say = sentences("lines")


class LineSentences:
    """Sentences about the lines of one reading."""

    def __init__(self, study: Study, equations: Mapping[str, Equation]) -> None:
        self.equations = equations
        self.places = study.places

    def equation(self, wanted: str, language: Language) -> str:
        """``Eq. (7)``, or where the formula stands."""
        equation = self.equations[wanted]
        if equation.number:
            return say("equation-number", language, number=equation.number)
        line, _ = self.places.locate(equation.formula.span)
        return say("equation-unnumbered", language, file=equation.formula.span.file, line=line)

    def name(self, name: Name, language: Language, what: str | None = None) -> str:
        """The rule in one sentence; ``what`` stands there for what the rule is about, which else is quoted."""
        where = self.equation(name.fact.equation, language) if name.fact else ""
        what = what if what is not None else quoted(name.fact.one) if name.fact else ""
        return say(f"step-{name.rule}", language, where=where, what=what)


def named(study: Study, equation: Equation, language: Language) -> str:
    """What a formula is called in a sentence."""
    return LineSentences(study, {equation.id: equation}).equation(equation.id, language)


def textbook_name(block: Block, language: Language) -> str:
    return say("textbook-form", language, block=block.name[language])


def quoted(term: Term) -> str:
    return cut(spelled(term))


def cut(latex: str) -> str:
    text = " ".join(latex.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def change_text(change: Change, language: Language) -> str:
    """What changed, to stand after "with"."""
    count = max(len(change.places_before), 2)
    return say(f"change-{change.kind}", language, before=cut(change.before), after=cut(change.after), count=count)


def changes_text(changes: Sequence[Change], language: Language) -> str:
    between = "、" if language == "ja" else "; "
    return between.join(change_text(change, language).strip() for change in changes)


def agreement_key(step: LineStep) -> str | None:
    """Which sentence says whether both sides gave the same on random numbers."""
    if step.agreement is None:
        return None
    return step.agreement if step.link.sign in EQUAL else f"{step.agreement}-bound"


def agreement_text(step: LineStep, language: Language) -> str:
    key = agreement_key(step)
    return say(key, language) if key else ""
