"""The steps from line to line of a paper as plain data.

::

    {"from": place, "sign", "to": place,           # a place is {"equation": id, "start", "end"} in its macro-free LaTeX
     "states": bool,                               # the left side is a name that the line says something of: no step
     "names": [{"rule", "en", "ja", "equation": id | null, "from": place | null, "to": place | null}],
     "changes": [{"kind", "before", "after", "en", "ja", "from": [place], "to": [place]}],
     "agreement": "agree" | "differ" | null}       # on twenty draws of random numbers

``names`` are all the rules that lead from one side to the next, [] where the step was not recognised as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.messages import LANGUAGES
from reader.output.rows.row import Row
from reader.output.typesetting.line_sentences import LineSentences, change_text
from reader.study.derivations.difference import placed
from reader.study.derivations.reading import Lines, steps_by_equation

if TYPE_CHECKING:
    from reader.study.derivations.difference import Change
    from reader.study.derivations.explaining import Name
    from reader.study.derivations.reading import LineStep, Spot


def line_rows(lines: Lines) -> dict[str, list[Row]]:
    """The rows described above, by the id of the equation in which the later side begins. The page draws them: a named
    step lights ``from`` and ``to`` of its names, another one those of its changes."""
    sentences = LineSentences(lines.study, lines.equations)
    return {
        equation: [step_row(step, sentences) for step in steps] for equation, steps in steps_by_equation(lines).items()
    }


def step_row(step: LineStep, sentences: LineSentences) -> Row:
    link = step.link
    before, after = link.before, link.after
    return {
        "from": _spot(before.place(before.meaning.start, before.meaning.end)),
        "sign": link.sign,
        "to": _spot(after.place(after.meaning.start, after.meaning.end)),
        "states": step.states,
        "names": [_name_row(name, step, sentences) for name in step.names],
        "changes": [_change_row(change, step) for change in step.changes],
        "agreement": step.agreement,
    }


def _spot(place: Spot | None) -> Row | None:
    return None if place is None else {"equation": place[0], "start": place[1], "end": place[2]}


def _name_row(name: Name, step: LineStep, sentences: LineSentences) -> Row:
    link = step.link
    before, after = placed(name.before, link.before.latex), placed(name.after, link.after.latex)
    return {
        "rule": name.rule,
        **{language: sentences.name(name, language) for language in LANGUAGES},
        "equation": name.fact.equation if name.fact else None,
        "from": _spot(link.before.place(*before)) if before else None,
        "to": _spot(link.after.place(*after)) if after else None,
    }


def _change_row(change: Change, step: LineStep) -> Row:
    before, after = step.spots(change)
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        **{language: change_text(change, language).strip() for language in LANGUAGES},
        "from": [_spot(each) for each in before],
        "to": [_spot(each) for each in after],
    }
