"""How a line follows from the one above: what became what and by which rules, where these account for all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from reader.formula.semantics.lines import BREAK
from reader.formula.semantics.parser import plain_meaning
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term, walk
from reader.messages import table
from reader.study.derivations.equalities import equations_for
from reader.study.derivations.explaining import BY_FACT, Name, settled
from reader.study.derivations.facts import EQUAL, fitted, is_name, mentions_whole
from reader.study.derivations.reading import proven_steps
from reader.study.derivations.sorts import come_and_gone, common_factor
from reader.study.derivations.steps import ARITHMETIC, BOUNDS
from reader.study.walkthrough.links.wording import Where, where_is
from reader.study.walkthrough.pen import Pen
from reader.study.walkthrough.sentence import TELLING, Sentence
from reader.study.walkthrough.skeleton import width_of

if TYPE_CHECKING:
    from reader.model.document import Equation
    from reader.study.derivations.chains import Link
    from reader.study.derivations.facts import Fact
    from reader.study.study import Study

MOST = 2  # sentences of a formula
MOST_PARTS = 2  # that cancel
WIDEST = 20.0  # em of a part that is said to have changed
ARITHMETICAL = frozenset(rule.id for rule in ARITHMETIC)
BOUND_CHECKS = {rule.id: rule.check for rule in BOUNDS}


def lines_in(equation: Equation, study: Study) -> Iterator[Sentence]:
    """The steps that end in a formula, each kind of change once."""
    told: set[tuple[str, ...]] = set()
    yield from _solved(equation, study)
    for change in _changes(equation, study):
        rules = tuple(name.rule for name in change.names)
        if rules not in told and len(told) < MOST:
            told.add(rules)
            yield Sentence("certain", change.link.after.meaning, change.write, TELLING)


def _changes(equation: Equation, study: Study) -> Iterator[Became]:
    for link, names in proven_steps(equation, study):
        for _, some in groupby(names, lambda name: (name.before.key, name.after.key)):
            yield Became(link, tuple(some), equation, study)


def _solved(equation: Equation, study: Study) -> Iterator[Sentence]:
    """What an earlier equation gives for a name, where a formula says it of the name and nothing more."""
    for chain, link in study.lines.ending.get(equation.id, ()):
        name = link.before.term
        if len(chain) > 1 or link.sign not in EQUAL or not is_name(name) or mentions_whole(link.after.term, name):
            continue
        equalities = study.lines.facts_for(chain).equalities
        fact = next(equations_for(name, link.after.term, equalities, {}), None)
        where = where_is(study.lines.equations[fact.equation], equation, study) if fact is not None else None
        if fact is None or where is None or name.key in (fact.one.key, fact.other.key):
            continue

        def write(pen: Pen, where: Where = where, name: Term = name) -> str:
            left = _short(name, pen)
            return pen.row("line-solved", where=where.written(pen), left=left) if left else ""

        yield Sentence("certain", link.after.meaning, write, TELLING)


@dataclass(frozen=True, slots=True)
class Became:
    """One part of a line that became one of the next, by these rules."""

    link: Link
    names: tuple[Name, ...]
    equation: Equation
    study: Study

    @property
    def before(self) -> Term:
        return self.names[0].before

    @property
    def after(self) -> Term:
        return self.names[0].after

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the one line, or of the other, stayed as it was."""
        sides = self.link.before.term, self.link.after.term
        return any(part.key == settled(side).key for part, side in zip((self.before, self.after), sides, strict=True))

    @property
    def lead(self) -> str:
        """The row that says where the line stands that was changed."""
        before, after = self.link.before, self.link.after
        end, start = before.meaning.end, after.meaning.start
        if before.row(end - 1).equation != after.row(start).equation:
            return "line-above"
        if BREAK in after.latex[end:start]:
            return "line-within"
        return "line-across" if self.link.first else "line-then"

    # --- what is said ---

    def write(self, pen: Pen) -> str:
        for kind in (self._put_in, self._cancelled):
            said = kind(pen)
            if said:
                return said
        laws = list(dict.fromkeys(self._law(name, pen) for name in self.names))
        law = pen.row("line-and").join(laws) if all(laws) else ""
        rules = {name.rule for name in self.names}
        first = self.lead == "line-across" and self.is_whole
        before, after = ("", "") if first else (_short(self.before, pen), _short(self.after, pen))
        is_shown = bool(before and after)
        if not law or (not is_shown and rules <= ARITHMETICAL):
            return ""  # nothing but what one sees
        if not is_shown:
            return pen.row(f"long-{self.lead}", law=law)
        return pen.row(self._relation(), lead=pen.row(self.lead), before=before, after=after, law=law)

    def _relation(self) -> str:
        check = BOUND_CHECKS.get(self.names[0].rule)
        if check is None:
            return "line-same"
        return "line-at-most" if check(self.before, self.after) else "line-at-least"

    def _law(self, name: Name, pen: Pen) -> str:
        """What leads there, in a few words; "" where it cannot be pointed to."""
        if name.fact is not None:
            where = self._where(name.fact, pen)
            return pen.row("line-by", where=where) if where else ""
        return table("lines")[f"step-{name.rule}"][pen.language]

    def _where(self, fact: Fact, pen: Pen) -> str:
        found = self.study.lines.equations[fact.equation]
        if not found.display:
            return pen.row("line-text")
        where = where_is(found, self.equation, self.study)
        if where is not None:
            return where.written(pen)
        left = _short(fact.one, pen)
        return pen.row("line-of", left=left) if left and is_name(fact.one) else ""

    # --- kinds that are said in their own words ---

    def _put_in(self, pen: Pen) -> str:
        """By what the paper says elsewhere: one part for another; where all of a line changed, the name in it that was
        replaced or written."""
        name = self.names[0]
        if name.fact is None or name.rule not in BY_FACT or {each.fact for each in self.names} != {name.fact}:
            return ""
        where = self._where(name.fact, pen)
        before, after = _short(self.before, pen), _short(self.after, pen)
        if not where:
            return ""
        if before and after and not self.is_whole:
            return pen.row("line-by-same", lead=pen.row(self.lead), before=before, after=after, where=where)
        if name.rule == "equation-used" and self.lead == "line-across":
            return pen.row("line-follows", where=where)
        part = _short(_use(name), pen)
        if not part or not name.rule.startswith("definition"):
            return ""
        if name.rule == "definition-named":
            return pen.row("line-definition-named", part=part, where=where)
        return pen.row("line-definition-inserted", lead=pen.row(self.lead), part=part, where=where)

    def _cancelled(self, pen: Pen) -> str:
        """What arithmetic makes go, or come."""
        if len(self.names) > 1 or self.names[0].rule not in ARITHMETICAL:
            return ""
        come, gone = come_and_gone(self.before, self.after)
        if gone or come:
            both = bool(gone and come)
            return "" if both else self._told("line-cancels", gone, pen) or self._told("line-comes", come, pen)
        out = common_factor(self.before, self.after)
        return self._told("line-factored", [out], pen) if out is not None else ""

    def _told(self, key: str, parts: Sequence[Term], pen: Pen) -> str:
        said = [_short(part, pen) for part in parts]
        if not said or len(said) > MOST_PARTS or not all(said):
            return ""
        return pen.row(key if len(said) == 1 else f"all-{key}", lead=pen.row(self.lead), parts=pen.listed(said))


def _use(name: Name) -> Term:
    """The name that a definition was put in for, as it stands in the line; else the definition's own."""
    if name.fact is None:
        return name.before
    side = name.before if name.rule == "definition-inserted" else name.after
    return next((part for part in walk(side) if fitted(name.fact.one, part) is not None), name.fact.one)


def _short(term: Term, pen: Pen) -> str:
    """A part between dollar signs; "" of one that is too long to be said."""
    latex = spelled(term)
    return pen.math(latex) if latex and width_of(plain_meaning(latex)) <= WIDEST else ""
