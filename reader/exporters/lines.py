"""The lines of a paper, and two formulas beside each other: for the terminal, and as rows for the JSON and the page.

::

    {"from": place, "sign", "to": place,           # a place is {"equation": id, "start", "end"} in its macro-free LaTeX
     "states": bool,                               # the left side is a name that the line says something of: no step
     "names": [{"rule", "en", "ja", "equation": id | null, "block": id | null,
                "from": place | null, "to": place | null}],
     "changes": [{"kind", "before", "after", "en", "ja", "from": [place], "to": [place]}],
     "agreement": "agree" | "differ" | null}       # on twenty draws of random numbers

``names`` are all the rules that lead from one side to the next, [] where the step was not recognised as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glossary.blocks_loader import load_blocks
from reader.exporters.places import Places
from reader.meaning.blocks.spelling import spelled
from reader.meaning.blocks.terms import Term
from reader.meaning.lines.difference import compare, placed
from reader.meaning.lines.facts import EQUAL
from reader.meaning.lines.reading import Lines, steps_by_equation
from reader.messages import LANGUAGES, sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary.block import Block
    from reader.meaning.lines.difference import Change
    from reader.meaning.lines.explaining import Name
    from reader.meaning.lines.reading import Spot, Step
    from reader.messages import Language
    from reader.model import Equation, Reading

Row = dict[str, Any]
LONGEST = 110  # characters of a part that a sentence quotes

say = sentences("lines")


# --- words -----------------------------------------------------------------------------------------------------------


class Words:
    """Sentences about the lines of one reading."""

    def __init__(self, reading: Reading, equations: Mapping[str, Equation]) -> None:
        self.equations = equations
        self.places = Places(reading.bundle.files)

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
        block = load_blocks()[name.block].name[language] if name.block else ""
        return say(f"step-{name.rule}", language, where=where, what=what, block=block)


def named(reading: Reading, equation: Equation, language: Language) -> str:
    """What a formula is called in a sentence."""
    return Words(reading, {equation.id: equation}).equation(equation.id, language)


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


def agreement_text(step: Step, language: Language) -> str:
    if step.agreement is None:
        return ""
    agree, differ = ("agree", "differ") if step.link.sign in EQUAL else ("agree-bound", "differ-bound")
    return say(agree if step.agreement == "agree" else differ, language)


# --- rows ------------------------------------------------------------------------------------------------------------


def line_rows(lines: Lines) -> dict[str, list[Row]]:
    """The rows described above, by the id of the equation in which the later side begins. The page draws them: a named
    step lights ``from`` and ``to`` of its names, another one those of its changes."""
    words = Words(lines.reading, lines.equations)
    return {equation: [step_row(step, words) for step in steps] for equation, steps in steps_by_equation(lines).items()}


def step_row(step: Step, words: Words) -> Row:
    link = step.link
    before, after = link.before, link.after
    return {
        "from": _spot(before.place(before.meaning.start, before.meaning.end)),
        "sign": link.sign,
        "to": _spot(after.place(after.meaning.start, after.meaning.end)),
        "states": step.states,
        "names": [_name_row(name, step, words) for name in step.names],
        "changes": [_change_row(change, step) for change in step.changes],
        "agreement": step.agreement,
    }


def _spot(place: Spot | None) -> Row | None:
    return None if place is None else {"equation": place[0], "start": place[1], "end": place[2]}


def _name_row(name: Name, step: Step, words: Words) -> Row:
    link = step.link
    before, after = placed(name.before, link.before.latex), placed(name.after, link.after.latex)
    return {
        "rule": name.rule,
        **{language: words.name(name, language) for language in LANGUAGES},
        "equation": name.fact.equation if name.fact else None,
        "block": name.block or None,
        "from": _spot(link.before.place(*before)) if before else None,
        "to": _spot(link.after.place(*after)) if after else None,
    }


def _change_row(change: Change, step: Step) -> Row:
    before, after = step.spots(change)
    return {
        "kind": change.kind,
        "before": change.before,
        "after": change.after,
        **{language: change_text(change, language).strip() for language in LANGUAGES},
        "from": [_spot(each) for each in before],
        "to": [_spot(each) for each in after],
    }


# --- the terminal ----------------------------------------------------------------------------------------------------


def lines_view(lines: Lines, language: Language, equation: str | None = None) -> Iterator[RenderableType]:
    """The chains of a paper, or those that lead to one formula, each line with what leads there."""
    from rich.text import Text

    words = Words(lines.reading, lines.equations)
    shown: list[Step] = []
    for chain in lines.chains:
        if equation is not None and not any(link.after.equation == equation for link in chain):
            continue
        if equation is None and len(chain) < 2:
            continue
        steps = lines.steps_of(chain)
        if all(step.states for step in steps):
            continue
        yield from chain_view(steps, words, language)
        shown += [step for step in steps if not step.states]
    if not shown:
        yield Text(say("none" if equation is None else "none-here", language))
        return
    named, agree = sum(bool(step.names) for step in shown), sum(step.agreement == "agree" for step in shown)
    yield Text(say("summary", language, steps=len(shown), named=named, agree=agree), style="bold")


def chain_view(steps: Sequence[Step], words: Words, language: Language) -> Iterator[RenderableType]:
    from rich.text import Text

    first = steps[0].link.before
    number = words.equations[steps[-1].equation].number
    title = f"({number})" if number else words.equation(first.equation, language)
    yield Text.assemble((title, "bold magenta"))
    yield Text("    " + cut(first.latex[first.meaning.start : first.meaning.end]))
    for step in steps:
        after = step.link.after
        yield Text.assemble("  ", (step.link.sign, "bold"), " ",
                            cut(after.latex[after.meaning.start : after.meaning.end]))  # fmt: skip
        for text, style in told(step, words, language):
            yield Text("        " + text, style=style)
    yield Text("")


def told(step: Step, words: Words, language: Language) -> Iterator[tuple[str, str]]:
    """What is said of one step, line by line, with its style."""
    if step.states:
        fact = step.names[0].fact if step.names else None
        if fact is not None:
            yield say("restated", language, equation=words.equation(fact.equation, language)), "dim"
        else:
            yield say("stated", language, left=quoted(step.link.before.term)), "dim"
        return
    if step.names:
        for text in dict.fromkeys(words.name(name, language) for name in step.names):
            yield text, "green"
    elif not step.changes:
        yield say("only-order", language), "green"
    else:
        yield from _unnamed(step.changes, language)
    agreement = agreement_text(step, language)
    if agreement:
        yield agreement, "dim"


def _unnamed(changes: Sequence[Change], language: Language) -> Iterator[tuple[str, str]]:
    whole = len(changes) == 1 and changes[0].kind == "replaced" and len(changes[0].before) > LONGEST
    yield say("unnamed-whole" if whole else "unnamed", language), "yellow"
    for change in changes if not whole else ():
        yield "    " + change_text(change, language).strip(), "yellow"


def comparison_view(one: tuple[str, str], other: tuple[str, str], language: Language) -> Iterator[RenderableType]:
    """What makes the other formula out of the first, in the paper's own symbols; each is a name and its LaTeX."""
    from rich.text import Text

    (first, latex), (second, with_) = one, other
    yield Text(" ".join(latex.split()), style="bold")
    yield Text(" ".join(with_.split()), style="bold")
    changes = compare(latex, with_)
    if changes is None:
        yield Text(say("unlike", language, one=first, other=second))
    elif not changes:
        yield Text(say("same", language, one=first, other=second))
    else:
        yield Text(say("is-with", language, one=first, other=second, changes=changes_text(changes, language)))
