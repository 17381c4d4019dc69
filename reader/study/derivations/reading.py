"""The steps between the lines of a paper, each with what changed, its name and whether the numbers agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.meaning.blocks.patterns import shelf_under
from reader.model.document import Equation
from reader.study.derivations.agreement import Agreement, compared
from reader.study.derivations.chains import Link, Side, beside_each_other, chains_in, links_of
from reader.study.derivations.difference import Change, Place, changes_of
from reader.study.derivations.explaining import BY_FACT, Explanation, Name, explain
from reader.study.derivations.facts import LONGEST, Facts, facts_of, is_name
from reader.study.evaluation.words import holds_words
from reader.study.runs import here
from reader.study.study import Study

Spot = tuple[str, int, int]
"""An equation's id and a stretch of its macro-free LaTeX."""


@dataclass(frozen=True, slots=True)
class LineStep:
    """One line to the next. ``agreement`` is None where the sides do not both run, or where the step rests on something
    that numbers drawn at random do not know. ``states`` where the left side is a name that the chain says something of.
    """

    link: Link
    explanation: Explanation
    changes: tuple[Change, ...]
    agreement: Agreement | None
    states: bool

    @property
    def equation(self) -> str:
        """The id of the equation in which the later side begins."""
        return self.link.after.equation

    @property
    def names(self) -> tuple[Name, ...]:
        return self.explanation.names if self.explanation.is_whole else ()

    def spots(self, change: Change) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
        """Where a change stands, on both sides."""
        before, after = self.link.before, self.link.after
        return _spots(before, change.places_before), _spots(after, change.places_after)


def _restates(explanation: Explanation, link: Link) -> bool:
    """Whether the whole line stands elsewhere in the paper as well."""
    (name, *more) = explanation.names or (None,)
    return name is not None and not more and name.rule == "shown-elsewhere" and name.before is link.before.term


def _spots(side: Side, places: tuple[Place, ...]) -> tuple[Spot, ...]:
    return tuple(side.place(start, end) for start, end in places)


class Lines:
    """The lines of one reading; what is known of the paper is gathered once."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.chains = links_of(study.document, study.trees.evidence)
        self.equations: Mapping[str, Equation] = {
            each.id: each for each in (*study.document.inline, *study.document.equations)
        }
        links = (*(link for chain in self.chains for link in chain), *self._beside(), *self._inline())
        self.facts = facts_of(links, shelf_under(study.glossary))

    def _beside(self) -> Iterator[Link]:
        """What the displays define several at a time."""
        for equation in self.study.document.equations:
            if equation.display:
                yield from beside_each_other(equation, self.study.trees.evidence)

    def _inline(self) -> Iterator[Link]:
        """What the running text defines."""
        for equation in self.study.document.inline:
            if "=" in equation.formula.expanded and len(equation.formula.expanded) <= LONGEST:
                for chain in chains_in(equation, self.study.trees.evidence):
                    if len(chain) == 1 and is_name(chain[0].before.term):
                        yield chain[0]

    def steps(self) -> Iterator[tuple[LineStep, ...]]:
        """The steps of each chain."""
        for chain in self.chains:
            yield self.steps_of(chain)

    def steps_of(self, chain: tuple[Link, ...]) -> tuple[LineStep, ...]:
        own = {row.equation for link in chain for side in (link.before, link.after) for row in side.rows}
        facts = self.facts.without(own)
        return tuple(self.step(link, facts) for link in chain)

    def step(self, link: Link, facts: Facts) -> LineStep:
        one, other = link.before.term, link.after.term
        explanation = explain(one, link.sign, other, facts)
        changes = changes_of(one, other, (link.before.latex, link.after.latex))
        said = (
            is_name(one)
            or _restates(explanation, link)
            or (one.head[:3] in ("app", "fn:") and not explanation.is_whole)
        )
        states = link.first and said
        agreement = None
        if not (states or any(name.rule in BY_FACT for name in explanation.names)):
            agreement = self.agreement(link)
        if agreement == "differ" and explanation.is_whole:
            explanation = Explanation(unnamed=((one, other),))  # a rule that numbers contradict is not believed
        return LineStep(link, explanation, changes, agreement, states)

    def agreement(self, link: Link) -> Agreement | None:
        if holds_words(link.before.meaning) or holds_words(link.after.meaning):
            return None
        local = here(self.study.name_kinds, self.equations[link.after.equation])
        return compared(link.before.meaning, link.sign, link.after.meaning, local)


def steps_by_equation(lines: Lines) -> Mapping[str, tuple[LineStep, ...]]:
    """By the id of the equation in which a step ends."""
    found: dict[str, list[LineStep]] = {}
    for chain in lines.steps():
        for step in chain:
            found.setdefault(step.equation, []).append(step)
    return {equation: tuple(steps) for equation, steps in found.items()}
