"""The steps between the lines of a paper, each with what changed, its name and whether the numbers agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.formula.syntax.tables.signs import AT_LEAST, AT_MOST
from reader.model.document import Equation
from reader.study.derivations.agreement import Agreement, compared
from reader.study.derivations.chains import Link, Side
from reader.study.derivations.difference import Change, Place, changes_of, size
from reader.study.derivations.explaining import BY_FACT, SAME, Explanation, Name, free_stems
from reader.study.derivations.facts import EQUAL, is_name, letter
from reader.study.derivations.sorts import is_doubtful
from reader.study.evaluation.words import holds_words
from reader.study.runs import here
from reader.study.study import Study

LARGEST = 104  # parts of both sides of a step that is told in a sentence
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


def _stands_elsewhere(explanation: Explanation, link: Link) -> bool:
    """The same, whichever of its sides is given there."""
    sides = {link.before.term.key, link.after.term.key}
    return any(name.fact is not None and {name.fact.one.key, name.fact.other.key} == sides
               for name in explanation.names)  # fmt: skip


def _spots(side: Side, places: tuple[Place, ...]) -> tuple[Spot, ...]:
    return tuple(side.place(start, end) for start, end in places)


class Lines:
    """The lines of one reading."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.chains = study.lines.chains
        self.equations = study.lines.equations

    def steps(self) -> Iterator[tuple[LineStep, ...]]:
        """The steps of each chain."""
        for chain in self.chains:
            yield self.steps_of(chain)

    def steps_of(self, chain: tuple[Link, ...]) -> tuple[LineStep, ...]:
        return tuple(self.step(chain, link) for link in chain)

    def step(self, chain: tuple[Link, ...], link: Link) -> LineStep:
        one, other = link.before.term, link.after.term
        explanation = self.study.lines.explanation(chain, link)
        changes = changes_of(one, other, (link.before.latex, link.after.latex))
        states = _states(link, explanation)
        agreement = None
        if not (states or any(name.rule in BY_FACT for name in explanation.names)):
            agreement = agreement_of(link, self.study)
        if agreement == "differ" and explanation.is_whole:
            explanation = Explanation(unnamed=((one, other),))  # a rule that numbers contradict is not believed
        return LineStep(link, explanation, changes, agreement, states)


def _states(link: Link, explanation: Explanation) -> bool:
    """Whether a chain begins with a name that it says something of."""
    one = link.before.term
    said = (
        is_name(one)
        or _restates(explanation, link)
        or (one.head[:3] in ("app", "fn:") and not explanation.is_whole)
    )  # fmt: skip
    return link.first and said


def agreement_of(link: Link, study: Study) -> Agreement | None:
    """Whether numbers bear a link out, asked once."""
    agreed = study.lines.agreed
    if id(link) not in agreed:
        agreed[id(link)] = _agreement(link, study)
    return agreed[id(link)]


def _agreement(link: Link, study: Study) -> Agreement | None:
    if holds_words(link.before.meaning) or holds_words(link.after.meaning):
        return None
    local = here(study.name_kinds, study.lines.equations[link.after.equation])
    return compared(link.before.meaning, link.sign, link.after.meaning, local)


def proven_steps(equation: Equation, study: Study) -> Iterator[tuple[Link, tuple[Name, ...]]]:
    """The steps that end in a formula and that rules account for as a whole, with these; numbers, where there are any,
    bear them out. What says something of a name is a step where a rule makes it one."""
    for chain, link in study.lines.ending.get(equation.id, ()):
        names = _proven(chain, link, study)
        if names:
            yield link, names


def _proven(chain: tuple[Link, ...], link: Link, study: Study) -> tuple[Name, ...]:
    one, other = link.before.term, link.after.term
    if _introduces(link) or size(one) + size(other) > LARGEST:
        return ()
    found = study.lines.explanation(chain, link)
    by_fact = any(name.rule in BY_FACT for name in found.names)
    if not found.is_whole or (link.first and is_name(one) and by_fact) or _stands_elsewhere(found, link):
        return ()
    if link.sign in AT_MOST | AT_LEAST and all(_keeps(name) for name in found.names):
        return ()  # the authors write a bound where the rules leave the value as it is: one of the two errs
    if any(_is_guess(name, study) for name in found.names):
        return ()
    return found.names if by_fact or agreement_of(link, study) != "differ" else ()


def _introduces(link: Link) -> bool:
    """Whether a chain begins with a name that its right side does not repeat: no rule leads from the one to the other,
    and what the paper says of the name elsewhere is no step."""
    one = link.before.term
    is_new = one.head == "sym" or (is_name(one) and letter(one) not in free_stems(link.after.term))
    return link.first and is_new


def _is_guess(name: Name, study: Study) -> bool:
    """Whether a rule may not be meant: an equation in the running text is as likely a condition, unless it says what a
    name is; letters side by side may be no product; of an order of growth it is not looked at what grows."""
    fact = name.fact
    if fact is None:
        return name.rule == "order-of-growth" or is_doubtful(name.before, name.after)
    if name.rule == "equation-used":
        return is_doubtful(name.before, name.after) or is_doubtful(fact.one, fact.other)
    return name.rule == "shown-elsewhere" and not study.lines.equations[fact.equation].display


def _keeps(name: Name) -> bool:
    """Whether the value is the same after as before."""
    return name.rule in SAME and (name.fact is None or name.fact.sign in EQUAL)


def steps_by_equation(lines: Lines) -> Mapping[str, tuple[LineStep, ...]]:
    """By the id of the equation in which a step ends."""
    found: dict[str, list[LineStep]] = {}
    for chain in lines.steps():
        for step in chain:
            found.setdefault(step.equation, []).append(step)
    return {equation: tuple(steps) for equation, steps in found.items()}
