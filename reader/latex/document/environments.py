"""``\\begin`` and ``\\end``: decides what each environment is (an author's own, a formula, prose of a kind)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reader.latex.displays.environment_calls import begin, end_of, read_name
from reader.latex.displays.formula_state import Ending
from reader.latex.document.algorithm_lines import AlgorithmLines
from reader.latex.document.formulas import Formulas
from reader.latex.document.listing import FormulaListing
from reader.latex.document.prose.commands import ProseCommandReader
from reader.latex.document.restated_theorems import RestatedTheorems
from reader.latex.document.subequations import Subequations
from reader.latex.document.targets import LISTS, Targets
from reader.latex.document.theorems import Theorems
from reader.latex.document.walk import SOON, DocumentWalk
from reader.latex.tex.arguments import read_arguments
from reader.latex.tex.counters import Numbered
from reader.latex.tex.inputs import Inputs, tokens_of
from reader.latex.tex.lexer import OPEN, Token, join, tokenize
from reader.latex.tex.macros import AuthorEnvironment
from reader.latex.tex.numbers import printed
from reader.latex.tex.tables import EnvironmentRow, environments, floats
from reader.latex.tex.verbatim import skip_environment
from reader.latex.tex.xparse import xparse_signature


class Environments:
    """Begins and ends environments, and passes each to the owner of its kind."""

    def __init__(
        self,
        walk: DocumentWalk,
        inputs: Inputs,
        listing: FormulaListing,
        targets: Targets,
        *,
        formulas: Formulas,
        theorems: Theorems,
        algorithm: AlgorithmLines,
        subequations: Subequations,
    ) -> None:
        self._walk = walk
        self._inputs = inputs
        self._listing = listing
        self._targets = targets
        self._formulas = formulas
        self._theorems = theorems
        self._restated = RestatedTheorems(walk)
        self._commands = ProseCommandReader(walk)
        self._algorithm = algorithm
        self._subequations = subequations

    # --- the beginning ---

    def begin(self, token: Token) -> None:
        gullet = self._walk.gullet
        token, name = read_name(gullet, token)
        if name == "document":
            gullet.in_document = True
            hooks, gullet.at_begin_document = gullet.at_begin_document, []
            self._walk.walk_through(hooks)  # apart, so that none of them takes the paper for its argument
        elif name in gullet.verbatim:
            self._skip_over(name, token)
        elif (own := gullet.environment(name)) is not None:
            self._begin_own(own, name, token)
        elif (row := environments().get(name)) is not None:
            _BEGINNINGS.get(row.kind, Environments._begin_prose)(self, row, token)
        else:
            self._begin_unknown(name, token)

    def _begin_own(self, own: AuthorEnvironment, name: str, token: Token) -> None:
        gullet = self._walk.gullet
        begin(gullet, own, token)
        if "enum" in name:  # redefined: how its items are numbered is the author's
            gullet.numbered = Numbered()

    def _begin_unknown(self, name: str, token: Token) -> None:
        """Begins a theorem, or an environment that no table and no definition knows."""
        if self._walk.gullet.in_document and name.startswith("restatable"):
            self._restated.begin()
            return
        self._open(name, token)
        if title := self._theorems.title(name):
            self._walk.prose.begin_theorem(title)
        if self._walk.gullet.in_document:
            self._theorems.begin(self._walk.gullet, name, token)
            self._walk.prose.extend(token)
            if name in LISTS or name in floats().environments:
                self._walk.gullet.optional()

    def _skip(self, row: EnvironmentRow, token: Token) -> None:
        self._skip_over(row.name, token)

    def _skip_over(self, name: str, token: Token) -> None:
        """Reads over an environment that is no prose; it parts what stands around it."""
        gullet = self._walk.gullet
        skip_environment(gullet, token, name)
        end = gullet.mouths[-1].position if gullet.mouths[-1].file == token.file else token.end
        self._walk.prose.part(token.file, token.start, max(token.end, end))

    def _begin_display(self, row: EnvironmentRow, token: Token) -> None:
        self._formulas.read_display(row, token, Ending(environment=row.name))

    def _begin_inline(self, row: EnvironmentRow, token: Token) -> None:
        self._formulas.read_inline(token, Ending(environment=row.name))

    def _open(self, name: str, token: Token) -> None:
        """Opens the environment as a group that labels may refer to."""
        self._walk.gullet.enter()
        following = "" if token.via else self._walk.text_of(token.file)[token.end : token.end + SOON]
        self._targets.begin(name, len(self._listing.equations), following)

    def _begin_prose(self, row: EnvironmentRow, token: Token) -> None:
        gullet = self._walk.gullet
        self._open(row.name, token)
        self._theorems.begin(gullet, row.name, token)
        arguments = read_arguments(gullet, xparse_signature(tokens_of(row.arguments))) if row.arguments else [[]]
        self._walk.prose.enter(row.passages)
        if row.passages == "algorithm":
            self._algorithm.begin(prints_ends=not self._inputs.has_option("alg", "noend"))
        self._algorithm.begin_environment(row.name, join(arguments[0]).strip())
        if row.begin:
            self._walk.walk_through(tokens_of(row.begin))
        if row.kind == "subequations":
            gullet.numbered = Numbered(printed(gullet, tokenize(r"\theparentequation")))
            self._subequations.begin(gullet.numbered.number)

    # --- the end ---

    def end(self, token: Token) -> None:
        walk = self._walk
        gullet = walk.gullet
        following = gullet.next()
        if following is not None:
            gullet.push([following])
        if gullet.plain and (following is None or following.kind != OPEN):
            walk.ended = True
            return
        token, name = read_name(gullet, token)
        if name == "document":
            if len(gullet.mouths) > 1:  # of a subfile, whose parent reads on
                gullet.close_file()
            else:
                walk.ended = True
        elif any(name == environment.name for environment in self._targets.open):
            is_theorem = environments().get(name) is None and bool(self._theorems.title(name))
            if is_theorem:  # its end is the last that it holds
                walk.prose.extend(token)
            self._end_up_to(name)
            if not is_theorem:
                walk.prose.extend(token)
        elif (own := gullet.environment(name)) is not None:
            gullet.push(end_of(own, name, token))

    def _end_up_to(self, name: str) -> None:
        """Ends the innermost environment of this name, and those left open inside it."""
        last = ""
        while last != name:
            last = self._targets.end(len(self._listing.equations))
            self._end_prose(last)
            if self._walk.steps is not None and last in LISTS:
                self._walk.steps.begin()

    def _end_prose(self, name: str) -> None:
        row = environments().get(name)
        if row is not None and row.kind == "subequations":
            self._subequations.end()
            self._walk.walk_through(tokens_of(row.end))
        self._walk.gullet.leave()
        if row is None and self._theorems.title(name):
            self._walk.prose.end_theorem()
        if row is not None:
            self._walk.prose.leave()
            self._algorithm.end_environment(name, self._targets.is_open)

    # --- environments that are written as commands ---

    def read_unknown(self, token: Token) -> None:
        """``\\displaymath ... \\enddisplaymath``, a restated theorem, or a command that is prose."""
        row = environments().get(token.text[1:])
        if row is not None and row.kind == "display":
            self._formulas.read_display(row, token, Ending(command="\\end" + row.name))
        elif self._walk.gullet.in_document and not self._restated.repeat(token):
            self._commands.read(token)


_BEGINNINGS: Final[Mapping[str, Callable[[Environments, EnvironmentRow, Token], None]]] = {
    "verbatim": Environments._skip,
    "diagram": Environments._skip,
    "display": Environments._begin_display,
    "inline": Environments._begin_inline,
}
ENVIRONMENT_COMMANDS: Final[Mapping[str, Callable[[Environments, Token], None]]] = {
    "\\begin": Environments.begin,
    "\\end": Environments.end,
}
