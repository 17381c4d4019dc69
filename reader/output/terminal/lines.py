"""The lines of a paper for the terminal, each with what leads there, and two formulas beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from reader.output.typesetting.line_sentences import (
    LONGEST,
    LineSentences,
    agreement_text,
    change_text,
    changes_text,
    cut,
    quoted,
    say,
)
from reader.study.derivations.difference import compare

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.study.derivations.difference import Change
    from reader.study.derivations.reading import Lines, LineStep


def lines_view(lines: Lines, language: Language, equation: str | None = None) -> Iterator[RenderableType]:
    """The chains of a paper, or those that lead to one formula, each line with what leads there."""
    from rich.text import Text

    sentences = LineSentences(lines.study, lines.equations)
    shown: list[LineStep] = []
    for chain in lines.chains:
        if equation is not None and not any(link.after.equation == equation for link in chain):
            continue
        if equation is None and len(chain) < 2:
            continue
        steps = lines.steps_of(chain)
        if all(step.states for step in steps):
            continue
        yield from chain_view(steps, sentences, language)
        shown += [step for step in steps if not step.states]
    if not shown:
        yield Text(say("none" if equation is None else "none-here", language))
        return
    named, agree = sum(bool(step.names) for step in shown), sum(step.agreement == "agree" for step in shown)
    yield Text(say("summary", language, steps=len(shown), named=named, agree=agree), style="bold")


def chain_view(steps: Sequence[LineStep], sentences: LineSentences, language: Language) -> Iterator[RenderableType]:
    from rich.text import Text

    first = steps[0].link.before
    number = sentences.equations[steps[-1].equation].number
    title = f"({number})" if number else sentences.equation(first.equation, language)
    yield Text.assemble((title, "bold magenta"))
    yield Text("    " + cut(first.latex[first.meaning.start : first.meaning.end]))
    for step in steps:
        after = step.link.after
        yield Text.assemble("  ", (step.link.sign, "bold"), " ",
                            cut(after.latex[after.meaning.start : after.meaning.end]))  # fmt: skip
        for text, style in step_lines(step, sentences, language):
            yield Text("        " + text, style=style)
    yield Text("")


def step_lines(step: LineStep, sentences: LineSentences, language: Language) -> Iterator[tuple[str, str]]:
    """What is said of one step, line by line, with its style."""
    if step.states:
        fact = step.names[0].fact if step.names else None
        if fact is not None:
            yield say("restated", language, equation=sentences.equation(fact.equation, language)), "dim"
        else:
            yield say("stated", language, left=quoted(step.link.before.term)), "dim"
        return
    if step.names:
        for text in dict.fromkeys(sentences.name(name, language) for name in step.names):
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
