"""Bundle -> Document: reads a paper as TeX would, and keeps its formulas, numbers, headings and prose.

``DocumentWalk`` of ``walk`` is the loop over expanded tokens. Each part of a paper (headings, notes, floats, labels,
algorithms, formulas, environments) has an owner with a table of the commands that it handles.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial
from typing import Final

from reader.latex.document.algorithm_lines import ALGORITHM_COMMANDS, AlgorithmLines
from reader.latex.document.bibliography import read_bibliography
from reader.latex.document.completeness import ReadingManner, most_complete
from reader.latex.document.environments import ENVIRONMENT_COMMANDS, Environments
from reader.latex.document.floats import FLOAT_COMMANDS, FloatReader
from reader.latex.document.formulas import FORMULA_OPENINGS, Formulas
from reader.latex.document.headings import HEADING_COMMANDS, Headings
from reader.latex.document.labels import LABEL_COMMANDS, LabelReader
from reader.latex.document.listing import FormulaListing
from reader.latex.document.notes import NOTE_COMMANDS, Notes
from reader.latex.document.prose.passages import PassageBuilder
from reader.latex.document.subequations import Subequations
from reader.latex.document.targets import Targets, commands_with_arguments
from reader.latex.document.theorems import THEOREMS, Theorems
from reader.latex.document.walk import DocumentWalk, bound
from reader.latex.tex.algorithms import StepCommands
from reader.latex.tex.definitions import BUILT_IN
from reader.latex.tex.inputs import Inputs, tokens_of
from reader.latex.tex.lexer import Token
from reader.latex.tex.macros import Gullet, Macro
from reader.latex.tex.primitives import gullet_of
from reader.latex.tex.tables import algorithm_commands, base_setup, prose_commands
from reader.model.document import Document, Passage
from reader.model.prose import Math
from reader.model.source import SourceBundle, SourceFile, Span

_STRUCTURE: Final = frozenset(
    (
        *ALGORITHM_COMMANDS,
        *ENVIRONMENT_COMMANDS,
        *FLOAT_COMMANDS,
        *FORMULA_OPENINGS,
        *HEADING_COMMANDS,
        *LABEL_COMMANDS,
        *NOTE_COMMANDS,
        *THEOREMS,
        "\\bye",
        "\\newtheoremstyle",
    )
)
_FRAGMENT: Final = "fragment.tex"


@cache
def _parted() -> re.Pattern[str]:
    """Commands whose backslash stands apart, as in texts that were cut into words: brackets, steps of algorithms."""
    names = {name[1:] for name in algorithm_commands().steps} | prose_commands().breaks
    return re.compile(rf"\\ ([)\]]|(?:{'|'.join(sorted(names))}|footnote)(?![A-Za-z]))")


def read_document(bundle: SourceBundle) -> Document:
    """The paper as TeX reads it. Never raises: what could not be parsed is in ``problems``."""
    return most_complete(bundle, lambda manner: _Pass(bundle, manner).document())


def read_passages(latex: str) -> tuple[Passage, ...]:
    """The passages of a piece of LaTeX, with places in it; formulas as written. Never raises; unknown commands are
    left alone."""
    text = _parted().sub(r" \\\1", latex)
    file = SourceFile(_FRAGMENT, text, "utf-8")
    bundle = SourceBundle(_FRAGMENT, {file.path: file}, file.path, "")
    passages = _Pass(bundle, ReadingManner("fragment", fragment=True)).document().passages
    return tuple(_as_written(each, latex) for each in passages)


def _as_written(passage: Passage, latex: str) -> Passage:
    """The passage of a piece of LaTeX with its formulas as they stand there."""
    written = latex[passage.span.start : passage.span.end]
    formulas = (replace(each, latex=written[each.start : each.end]) if isinstance(each, Math) else each
                for each in passage.inlines)  # fmt: skip
    return replace(passage, span=Span("", passage.span.start, passage.span.end), inlines=tuple(formulas))


class _Pass:
    """One pass over a paper: the walk, and the owners of what it collects."""

    def __init__(self, bundle: SourceBundle, manner: ReadingManner) -> None:
        self._bundle = bundle
        self._prose = PassageBuilder()
        self._inputs = Inputs(bundle, self._prose.watch, manner.aside)
        steps = StepCommands()
        gullet = gullet_of(self._inputs, steps, _STRUCTURE)
        gullet.plain = gullet.in_document = manner.fragment or not self._inputs.begin_a_document()
        self._walk = DocumentWalk(gullet, self._prose, self._inputs.text_of)
        self._listing = FormulaListing(self._inputs.text_of)
        self._targets = Targets(gullet)
        self._headings = Headings(self._walk, self._inputs)
        self._theorems = Theorems()
        self._connect(steps)

    def _connect(self, steps: StepCommands) -> None:
        """Registers each owner's commands with the walk."""
        walk, listing, targets = self._walk, self._listing, self._targets
        subequations, theorems = Subequations(listing), self._theorems
        algorithm = AlgorithmLines(walk, listing, self._headings, steps)
        formulas = Formulas(walk, listing, self._inputs, self._headings, algorithm)
        environments = Environments(
            walk,
            self._inputs,
            listing,
            targets,
            formulas=formulas,
            theorems=theorems,
            algorithm=algorithm,
            subequations=subequations,
        )
        walk.on_shift, walk.on_unknown = formulas.read_shifted, environments.read_unknown
        walk.commands = {
            **bound(ALGORITHM_COMMANDS, algorithm),
            **bound(ENVIRONMENT_COMMANDS, environments),
            **bound(FLOAT_COMMANDS, FloatReader(walk, targets)),
            **bound(FORMULA_OPENINGS, formulas),
            **bound(HEADING_COMMANDS, self._headings),
            **bound(LABEL_COMMANDS, LabelReader(walk, listing, targets, subequations)),
            **bound(NOTE_COMMANDS, Notes(walk)),
            **{name: partial(define, theorems, walk.gullet) for name, define in THEOREMS.items()},
            "\\bye": self._stop,
            "\\newtheoremstyle": self._skip_style,
        }

    def _stop(self, token: Token) -> None:
        self._walk.ended = True

    def _skip_style(self, token: Token) -> None:
        """Skips the arguments of ``\\newtheoremstyle``, which are not prose."""
        for _unused in range(9):
            self._walk.gullet.argument()

    def document(self) -> Document:
        """Reads the paper, then resolves what depends on all of it: references, labels, ids."""
        gullet, listing, main = self._walk.gullet, self._listing, self._bundle.files[self._bundle.main]
        self._inputs.open(gullet, main.path, main.text)
        gullet.push([*BUILT_IN, *tokens_of(base_setup())])
        self._walk.run()
        self._walk.disconnect()
        return Document(
            title=self._headings.title,
            sections=tuple(self._headings.sections),
            equations=tuple(map(listing.settled, listing.equations)),
            inline=tuple(map(listing.settled, listing.inline)),
            groups=tuple(map(listing.settled_group, listing.groups)),
            passages=tuple(map(listing.settled_passage, self._prose.read)),
            macros=_macros(gullet),
            problems=(*self._bundle.problems, *gullet.problems, *self._prose.problems),
            references=listing.citations.resolve(listing.equations, listing.groups),
            labels=self._targets.labels(listing.equations, listing.numbers),
            commands=dict(commands_with_arguments(gullet.meanings)),
            bibliography=read_bibliography(self._bundle),
            theorems=tuple(self._theorems.heads),
        )


def _macros(gullet: Gullet) -> dict[str, str]:
    """The author's macros without arguments, with their replacement texts."""
    return {
        name: meaning.text()
        for name, meaning in gullet.meanings.items()
        if isinstance(meaning, Macro) and not meaning.signature and " " not in name
    }
