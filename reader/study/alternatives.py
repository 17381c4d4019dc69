"""Alternatives that an author names: "f is ReLU or tanh", "p in {1, 2}". Each is a position of one switch.

Conservative: a number from a list of numbers that is no index and no label, a function of two that have a name and
stand side by side. A row of ``WAYS`` has an example and a look-alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from reader.formula.semantics.nodes import Application, Meaning, Number, Symbol
from reader.formula.syntax.canonical import canonical_spelling
from reader.meaning.prose.sentence import sentence_around
from reader.model.document import Passage
from reader.model.source import Span
from reader.study.evaluation.knowledge import Knowledge
from reader.study.evaluation.planning.evaluated import evaluated, known_function
from reader.study.evaluation.planning.statements import statements_of
from reader.study.evaluation.planning.switches import Switch

CHOICE = re.compile(
    r"\$?\s*(?P<name>\\?[A-Za-z]+(?:_\{?\w+\}?)?)\s*\\in\s*\\(?:left\s*\\)?\{\s*"
    r"(?P<options>\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?){1,4})\s*\\(?:right\s*\\)?\}\s*\$?"
)
COUNTERS = frozenset({"i", "j", "k", "l", "m", "n", "s", "t", "u", "v", "x", "y", "z", "c", "a", "b"})
LABELS = ({"0", "1"}, {"1"})
FUNCTIONS = {"relu": r"\operatorname{ReLU}", "tanh": r"\tanh", "sigmoid": r"\operatorname{sigmoid}",
             "logistic": r"\operatorname{sigmoid}", "hyperbolic tangent": r"\tanh"}  # fmt: skip
NAME = (
    r"(?:the |a |an )?\\?(?:text\w*\{)?(?P<%s>ReLU|tanh|sigmoid|logistic|hyperbolic tangent)"
    r"\}?\$?(?: function| activation)?"
)
EITHER = re.compile(
    r"\s*(?:is|denotes|can be|may be|could be|stands for|being|such as)\s+(?:either\s+)?\$?"
    + NAME % "one" + r",? or (?:alternatively )?\$?" + NAME % "other", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alternative:
    """A symbol and what the author says it may be, as LaTeX; ``sentence`` are the author's words."""

    symbol: str
    options: tuple[str, ...]
    sentence: str
    span: Span


def numbers_named(passage: Passage) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """A formula that says from which few numbers a symbol is taken."""
    for start, _, latex in passage.formulas:
        found = CHOICE.fullmatch(latex.strip())
        if found is None:
            continue
        options = tuple(part.strip() for part in found.group("options").split(","))
        if found.group("name").partition("_")[0] not in COUNTERS and set(options) not in LABELS:
            yield start, found.group("name"), options


def functions_named(passage: Passage) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """A symbol that is one function or another."""
    for start, end, latex in passage.formulas:
        name = latex.strip().strip("$").strip()
        found = EITHER.match(passage.text, end) if re.fullmatch(r"\\?[A-Za-z]+", name) else None
        if found is not None:
            options = tuple(FUNCTIONS[found.group(key).lower()] for key in ("one", "other"))
            if options[0] != options[1]:
                yield start, name, options


Way = Callable[[Passage], Iterator[tuple[int, str, tuple[str, ...]]]]
WAYS: tuple[tuple[Way, str, str], ...] = (
    (numbers_named, r"Here $p \in \{1, 2\}$ is the order.", r"Here $i \in \{1, 2\}$ counts."),
    (functions_named, r"Here $f$ is either ReLU or tanh.", r"Here $f$ is ReLU, and tanh or sigmoid did worse."),
)


def alternatives_in(passages: Iterable[Passage]) -> Iterator[Alternative]:
    """All that the prose names, in reading order."""
    for passage in passages:
        for way, _, _ in WAYS:
            for start, name, options in way(passage):
                begin, end = sentence_around(passage, start)
                span = Span(passage.span.file, passage.span.start + begin, passage.span.start + end)
                sentence = " ".join(passage.text[begin:end].split())
                yield Alternative(canonical_spelling(name), options, sentence, span)


def positions(
    alternative: Alternative, meaning: Meaning, knowledge: Knowledge
) -> Iterator[tuple[str, tuple[Switch, ...]]]:
    """For each option that the formula does not already have, what it is called and its switches in this very tree."""
    sides = [side for statement in statements_of(meaning, knowledge) for side in statement.sides]
    nodes = [node for side in sides for node in evaluated(side, knowledge)]
    for option in alternative.options:
        switches = []
        for node in nodes:
            instead = _with(node, alternative.symbol, option, knowledge)
            if instead is not None:
                switches.append(Switch("formula", node, "formula", node, instead, instead))
        if switches:
            yield f"{alternative.symbol} = {option}", tuple(switches)


def _with(node: Meaning, symbol: str, option: str, knowledge: Knowledge) -> Meaning | None:
    """The node with the option for the symbol; None where it is not the symbol, or has the option already."""
    if isinstance(node, Symbol) and node.latex == symbol and option[0].isdigit():
        return Number(node.start, node.end, option)
    if isinstance(node, Application) and isinstance(node.function, Symbol) and node.function.latex == symbol:
        known = known_function(node, knowledge)
        other = replace(node, function=Symbol(node.function.start, node.function.end, option, option))
        chosen = known_function(other, knowledge)
        return other if known is not None and chosen is not None and known.name != chosen.name else None
    return None
