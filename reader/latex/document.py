"""Bundle -> Document: walks through a paper as TeX would, keeping formulas, their numbers, headings and prose.

The walk is one loop over expanded tokens. A control sequence that means something to the structure of a paper is a row
of ``_COMMANDS``; an environment is a row of ``reader/latex/tables``; all other text is prose.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from reader.latex.algorithms import MAKERS, StepCommands, Steps
from reader.latex.choices import CHOICES
from reader.latex.conditionals import CONDITIONALS
from reader.latex.definitions import BUILT_IN, DEFINITIONS, EXPANDABLE, LAYOUT
from reader.latex.displays import Ending, FormulaReader, Row, begin, end_of, is_formula, make_formula, read_name
from reader.latex.files import Files
from reader.latex.layout import LAYOUT_COMMANDS
from reader.latex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token, join, tokenize
from reader.latex.loops import LOOPS
from reader.latex.macros import Gullet, Macro, Primitive
from reader.latex.numbers import FORMATS, NUMBERS, printed, resolve, the
from reader.latex.options import Options
from reader.latex.package_definitions import PACKAGE_DEFINITIONS
from reader.latex.prose import Prose
from reader.latex.references import MARK, REFERENCES, Citations, mark, resolve_formula, resolve_text, split_labels
from reader.latex.registers import REGISTERS
from reader.latex.stream import STOP, split
from reader.latex.tables import EnvironmentRow, base_setup, document_class, environments, names, package_setups
from reader.latex.text import plain_text
from reader.latex.theorems import THEOREMS, Theorems
from reader.latex.verbatim import VERBATIM, skip_environment
from reader.latex.xparse import xparse_signature
from reader.model import Document, Equation, EquationGroup, Formula, Passage, Section, SourceBundle, Span

_LEVELS: Final = {
    "\\part": 0, "\\chapter": 1, "\\section": 2, "\\subsection": 3, "\\subsubsection": 4, "\\paragraph": 5,
    "\\subparagraph": 6,
}  # fmt: skip
_PASSAGE_COMMANDS: Final = {
    "\\caption": "caption", "\\captionof": "caption", "\\footnote": "footnote", "\\footnotetext": "footnote",
    "\\thanks": "footnote", "\\abstract": "abstract", "\\marginpar": "footnote",
}  # fmt: skip
_RELATION: Final = re.compile(
    r"\s*(?:=|<|>|:=|\\(?:leq?|geq?|approx|equiv|sim(?:eq)?|propto|to|in|coloneqq|triangleq|subset(?:eq)?|implies|iff"
    r"|Rightarrow|Leftrightarrow|leqslant|geqslant|lesssim|gtrsim|ll|gg|ne|neq|quad=|overset|stackrel)(?![A-Za-z]))"
)
_LISTS: Final = frozenset(("itemize", "enumerate", "description"))
_ALGORITHMS: Final = frozenset(name for name, row in environments().items() if row.passages == "algorithm")
_REFERRING: Final = re.compile(r"\\(?:eqref|noeqref|refeq|cref|Cref|cpageref|labelcref)\*?\s*\{([^}]*)\}")


def read_document(bundle: SourceBundle) -> Document:
    """The paper as TeX reads it. Never raises: what could not be understood is in ``problems``."""
    walk = _Walk(bundle)
    walk.run()
    document = walk.document()
    walk.gullet.primitives = {}  # they hold the walk, which holds them: without this only the cycle collector frees it
    return document


@cache
def tokens_of(setup: str) -> tuple[Token, ...]:
    """The tokens of a text from our tables, read once for all papers."""
    return tuple(tokenize(setup, at_letter=True))


class _Walk:
    """The state of one pass through a paper."""

    def __init__(self, bundle: SourceBundle) -> None:
        self.bundle = bundle
        self.files = Files(bundle)
        self.options = Options()
        own: dict[str, Primitive] = {
            "\\input": self._input, "\\include": self._input, "\\subfile": self._input, "\\@input": self._input,
            "\\import": self._import, "\\subimport": self._import, "\\InputIfFileExists": self._input_if_exists,
            "\\IfFileExists": self._if_exists, "\\endinput": self._end_input,
            "\\usepackage": self._packages, "\\RequirePackage": self._packages,
            "\\documentclass": self._document_class, "\\documentstyle": self._document_class,
            "\\LoadClass": self._document_class, "\\makeatletter": self._at_letter, "\\makeatother": self._at_other,
            "\\AtBeginDocument": self._at_begin_document, "\\reader@leave": self._leave,
            "\\mathtoolsset": self._mathtools_set,
        }  # fmt: skip
        kernel = {**DEFINITIONS, **CONDITIONALS, **NUMBERS, **REGISTERS, **VERBATIM, **self.options.primitives(), **own}
        self.step_commands = StepCommands()
        makers = dict.fromkeys(MAKERS, self.step_commands.define)
        primitives = {**kernel, **makers, **PACKAGE_DEFINITIONS, **LAYOUT_COMMANDS, **CHOICES, **LOOPS}
        conditions = (name for name in CONDITIONALS if name.startswith("\\if"))
        expandable = (*EXPANDABLE, *CHOICES, *FORMATS, *conditions, "\\else", "\\or", "\\fi", "\\unless")
        structure = {*self._COMMANDS, *_LEVELS, *_PASSAGE_COMMANDS, *names("structure")}
        structure -= {"\\[", "\\(", "\\refeq", "\\vref", "\\autoref", "\\cref", "\\Cref", "\\labelcref"}
        protected = {*kernel, *structure, *LAYOUT}
        self.gullet = Gullet(primitives, protected, expandable)
        self.prose = Prose()
        self.theorems = Theorems()
        self.displays = environments()
        self.appendix = ""
        self.title = ""
        self.sections: list[Section] = []
        self.equations: list[Equation] = []
        self.inline: list[Equation] = []
        self.groups: list[EquationGroup] = []
        self.subequations: list[tuple[int, str, str | None]] = []  # first equation's index, printed number, label
        self.numbers: dict[str, str] = {}  # label -> what \ref prints
        self.reference = ""  # what a \label in the prose would refer to
        self.stray_labels: dict[str, list[str]] = {}
        self.end_notes: list[Token] = []
        self.restated: dict[str, tuple[list[Token], dict[str, int]]] = {}
        self.environments: list[tuple[str, str]] = []  # name, and what a \\label outside of it refers to
        self.steps: Steps | None = None  # inside an algorithm
        self.inline_of_step: list[int] = []  # indices of the formulas in the line that is open
        self.citations = Citations()
        self.seen: Counter[str] = Counter()
        self.only_referenced: frozenset[str] | None = None
        self.ended = False

    # --- the walk ---

    def run(self) -> None:
        main = self.bundle.files[self.bundle.main]
        self._open(main.path, main.text)
        setup = [*BUILT_IN, *tokens_of(base_setup())]
        self.appendix = document_class("article").appendix
        self.gullet.push(setup)
        self.gullet.plain = self.gullet.in_document = "\\begin{document}" not in main.text.replace(" ", "") and not any(
            "\\begin{document}" in file.text for file in self.bundle.files.values()
        )
        finished = False
        while not finished:
            try:
                self.walk()
                finished = True
            except RecursionError:  # hundreds of footnotes in footnotes: no paper, but no reason to lose one either
                self._surface()
        self.prose.end()

    def _surface(self) -> None:
        """Gives up what is nested too deep, and reads on after it."""
        mouth = self.gullet.mouths[-1]
        self.gullet.report("too-deep", Token(TEXT, "", mouth.file, mouth.position, mouth.position))
        self.gullet.surface()
        self.prose.surface()
        self.steps = None

    def walk(self, stop: Token | None = None) -> None:
        """Reads tokens up to ``stop`` or to the paper's end."""
        gullet, prose = self.gullet, self.prose
        while not self.ended and (token := gullet.expand()) is not None:
            kind = token.kind
            if kind == TEXT:
                if gullet.in_document:
                    prose.extend(token)
                    if self.steps is not None:
                        self.steps.add_text(token)
            elif kind != COMMAND:
                self._sign(token)
            elif token is stop:
                return
            else:
                self._command(token)

    def _sign(self, token: Token) -> None:
        """What is neither text nor a control sequence."""
        kind, gullet = token.kind, self.gullet
        if kind == OPEN:
            gullet.enter()
        elif kind == CLOSE:
            gullet.leave()
        elif kind == PARAGRAPH:
            self.prose.end()
            if self.steps is not None:
                self.steps.begin()
        elif kind == SHIFT and gullet.in_document:
            self._shift(token)
        elif self.steps is not None:
            self.steps.take(token)

    def _command(self, token: Token) -> None:
        if self.steps is not None and self.steps.take(token):
            return
        handler = self._COMMANDS.get(token.text)
        if handler is not None:
            handler(self, token)
        elif (row := self.displays.get(token.text[1:])) is not None and row.kind == "display":
            self._display(row, token, Ending(command="\\end" + row.name))
        elif self.gullet.in_document and not self._restate(token):
            self.prose.extend(token)

    def walk_through(self, tokens: Sequence[Token], kind: str | None = None) -> None:
        """Reads these tokens as prose, as a passage of its own if ``kind`` is given."""
        stop = Token(COMMAND, STOP, "", 0, 0)
        self.gullet.push([*tokens, stop])
        if kind is None:
            self.walk(stop)
            return
        outer, self.steps = self.steps, None
        self.prose.enter(kind)
        self.walk(stop)
        self.prose.leave()
        self.steps = outer

    # --- steps of algorithms ---

    def end_step(self, formula: Formula) -> None:
        """A step with mathematics in it is listed, and its formulas know it."""
        step = Equation(self._identify(formula), formula, "algorithm", False, section=self._section_name())
        self.equations.append(step)
        self.citations.add_from(step)
        for at in self.inline_of_step:
            self.inline[at] = replace(self.inline[at], group=step.id)
        self.inline_of_step.clear()

    # --- files and classes ---

    def _open(self, path: str, text: str, *, at_letter: bool = False) -> None:
        if self.gullet.open(path, text, at_letter=at_letter):
            self.prose.watch(self.gullet.mouths[-1])

    def _folder(self) -> str:
        return self.gullet.mouths[-1].file.rpartition("/")[0]

    def _file_name(self, gullet: Gullet) -> str:
        """``{name}``, or as in plain TeX a name that ends at a space."""
        token = gullet.next_visible()
        if token is None:
            return ""
        if token.kind == OPEN:
            return join(gullet.expand_all(gullet.group())).strip()
        name = ""
        while token is not None and token.kind not in (COMMAND, PARAGRAPH, OPEN, CLOSE, SHIFT):
            head, *tail = re.split(r"\s", token.text, maxsplit=1)
            name += head
            if tail:
                rest = split(token, len(head) + 1)[1]
                token = rest if rest.text else None
                break
            token = gullet.next()
        if token is not None:
            gullet.push([token])
        return name

    def _input(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        self._input_named(name, self._folder(), token)

    def _input_named(self, name: str, folder: str, token: Token) -> None:
        found = self.files.find(name, folder=folder)
        if found is not None:
            self._open(found.path, found.text)
        elif not self.gullet.open_written(name, self.text_of):
            self.gullet.report("missing-file", token, name=name[:80])

    def _import(self, gullet: Gullet, token: Token) -> None:
        folder = gullet.argument_text()
        self._input_named(gullet.argument_text(), folder, token)

    def _input_if_exists(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        yes, no = gullet.argument(), gullet.argument()
        found = self.files.find(name, folder=self._folder())
        gullet.push(no if found is None else yes)
        if found is not None:
            self._open(found.path, found.text)

    def _if_exists(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        yes, no = gullet.argument(), gullet.argument()
        gullet.push(no if self.files.find(name, folder=self._folder()) is None else yes)

    def _end_input(self, gullet: Gullet, token: Token) -> None:
        gullet.close_file()

    def _packages(self, gullet: Gullet, token: Token) -> None:
        options = gullet.optional_text() or ""
        names = [name.strip() for name in gullet.argument_text().split(",")]
        gullet.optional()
        if "showonlyrefs" in options or "autonum" in names:
            self._show_only_referenced()
        for name in reversed(names):
            found = self.files.package(name)
            if found is not None:
                self.options.give(found.path, options.split(","))
                self._open(found.path, found.text, at_letter=True)
            elif name in package_setups():
                gullet.push(tokens_of(package_setups()[name]))

    def _document_class(self, gullet: Gullet, token: Token) -> None:
        self.options.of_class += [option.strip() for option in (gullet.optional_text() or "").split(",")]
        name = gullet.argument_text()
        gullet.optional()
        gullet.loaded.add(name + ".cls")
        row = document_class(name)
        self.appendix = row.appendix
        found = self.files.find(name, suffixes=(".cls",)) if token.text != "\\documentstyle" else None
        if found is not None:
            self._open(found.path, found.text, at_letter=True)
        gullet.push(tokens_of(row.setup))

    def _at_letter(self, gullet: Gullet, token: Token) -> None:
        gullet.mouths[-1].at_letter = True

    def _at_other(self, gullet: Gullet, token: Token) -> None:
        gullet.mouths[-1].at_letter = False

    def _at_begin_document(self, gullet: Gullet, token: Token) -> None:
        gullet.at_begin_document += gullet.argument()

    def _leave(self, gullet: Gullet, token: Token) -> None:
        gullet.leave()

    def _mathtools_set(self, gullet: Gullet, token: Token) -> None:
        options = gullet.argument_text().replace(" ", "")
        if "showonlyrefs" in options:
            if re.search(r"showonlyrefs(?:=false|=0)", options):
                self.only_referenced = None
            else:
                self._show_only_referenced()

    def _show_only_referenced(self) -> None:
        """mathtools' showonlyrefs: all references of the paper must be known before the first number is given."""
        texts = (re.sub(r"(?<!\\)%.*", "", file.text) for file in self.bundle.files.values())
        found = (labels for text in texts for labels in _REFERRING.findall(text))
        self.only_referenced = frozenset(label.strip() for labels in found for label in labels.split(","))

    def _wanted(self, labels: Sequence[str]) -> bool:
        return self.only_referenced is None or any(label in self.only_referenced for label in labels)

    # --- structure ---

    def _begin(self, token: Token) -> None:
        gullet = self.gullet
        token, name = read_name(gullet, token)
        if name == "document":
            gullet.in_document = True
            gullet.push(gullet.at_begin_document)
            return
        own = gullet.environment(name)
        row = None if own is not None else environments().get(name)
        if name in gullet.verbatim or (row is not None and row.kind in ("verbatim", "diagram")):
            skip_environment(gullet, token, name)
        elif not gullet.in_document and row is None and own is None:
            gullet.enter()
            self.environments.append((name, self.reference))
        elif row is not None and row.kind == "display":
            self._display(row, token, Ending(environment=name))
        elif row is not None and row.kind == "inline":
            self._inline(token, Ending(environment=name))
        elif own is not None:
            begin(gullet, own, token)
        elif name.startswith("restatable"):
            self._restatable(token)
        else:
            self._begin_prose(token, name, row)

    def _begin_prose(self, token: Token, name: str, row: EnvironmentRow | None) -> None:
        gullet = self.gullet
        gullet.enter()
        self.environments.append((name, self.reference))
        counter = self.theorems.counter(name)
        if counter:
            gullet.counters.step(counter)
            self.reference = the(gullet, counter)
            gullet.optional()
        if row is None:
            self.prose.extend(token)
            return
        if row.arguments:
            gullet.arguments(xparse_signature(tokens_of(row.arguments)))
        self.prose.enter(row.passages)
        if row.passages == "algorithm" and self.steps is None:
            self.steps = Steps(self.step_commands, self)
        if row.begin:
            self.walk_through(tokens_of(row.begin))
        if row.kind == "subequations":
            self.reference = printed(gullet, tokenize(r"\theparentequation"))
            self.subequations.append((len(self.equations), self.reference, None))

    def _restatable(self, token: Token) -> None:
        """``\\begin{restatable}[note]{theorem}{name}`` (thm-restate): ``\\name*`` says the theorem once more."""
        gullet = self.gullet
        gullet.optional()
        gullet.argument()
        name = gullet.argument_text()
        body: list[Token] = []
        while (part := gullet.next()) is not None:
            if part.kind == COMMAND and part.text == "\\end":
                end, ended = read_name(gullet, part)
                if ended.startswith("restatable"):
                    break
                name_in_braces = ((OPEN, "{"), (TEXT, ended), (CLOSE, "}"))
                body += [part, *(end._replace(kind=kind, text=text) for kind, text in name_in_braces)]
            else:
                body.append(part)
        self.restated["\\" + name] = body, dict(gullet.counters.values)
        gullet.push(body)

    def _restate(self, token: Token) -> bool:
        """``\\name*`` repeats a theorem with its first numbers, ``\\name`` with new ones."""
        if token.text not in self.restated:
            return False
        body, numbers = self.restated[token.text]
        counters = self.gullet.counters
        if self.gullet.starts_with("*"):
            now, counters.values = counters.values, dict(numbers)
            self.walk_through(body, "paragraph")
            counters.values = now
        else:
            self.gullet.push(body)
        return True

    def _end(self, token: Token) -> None:
        gullet = self.gullet
        following = gullet.next()
        if following is not None:
            gullet.push([following])
        if gullet.plain and (following is None or following.kind != OPEN):
            self.ended = True
            return
        token, name = read_name(gullet, token)
        if name == "document":
            if len(gullet.mouths) > 1:  # of a subfile, whose parent reads on
                gullet.close_file()
            else:
                self.ended = True
        elif any(name == outer for outer, _ in self.environments):
            last = ""
            while last != name:
                last, self.reference = self.environments.pop()
                self._end_prose(last)
                if self.steps is not None and last in _LISTS:
                    self.steps.begin()
            self.prose.extend(token)
        elif (own := gullet.environment(name)) is not None:
            gullet.push(end_of(own, name, token))

    def _end_prose(self, name: str) -> None:
        row = environments().get(name)
        if row is not None and row.kind == "subequations":
            self._end_subequations()
            self.walk_through(tokens_of(row.end))
        self.gullet.leave()
        if row is None:
            return
        self.prose.leave()
        if self.steps is not None:
            self.steps.begin()
        if not any(name in _ALGORITHMS for name, _ in self.environments):
            self.steps = None

    def _end_subequations(self) -> None:
        first, number, label = self.subequations.pop()
        members = self.equations[first:]
        if not members:
            return
        identifier = "g-" + members[0].id.removeprefix("e-")
        ids = tuple(equation.id for equation in members)
        self.groups.append(EquationGroup(identifier, "subequations", ids, label, number))
        for at in range(first, len(self.equations)):
            if self.equations[at].group is None:
                self.equations[at] = replace(self.equations[at], group=identifier)

    def _section(self, token: Token) -> None:
        gullet = self.gullet
        self.prose.end("paragraph")
        starred = gullet.starts_with("*")
        gullet.optional()
        argument = gullet.argument()
        level = _LEVELS[token.text]
        number = None
        if not starred and gullet.in_document:
            counter = token.text[1:]
            if level <= gullet.counters.value("secnumdepth") + 1:
                gullet.counters.step(counter)
                number = self.reference = the(gullet, counter)
        if gullet.in_document:
            last = argument[-1] if argument and argument[-1].file == token.file else token
            span = Span(token.file, token.start, last.end)
            self.sections.append(Section(plain_text(join(argument)), number, level, span))
            self.walk_through(argument, "heading")

    def _appendix(self, token: Token) -> None:
        self.gullet.push(tokens_of(self.appendix))

    def _passage(self, token: Token) -> None:
        gullet = self.gullet
        if token.text == "\\captionof":
            gullet.argument()
        gullet.starts_with("*")
        gullet.optional()
        argument = gullet.argument()
        if gullet.in_document:
            self.walk_through(argument, _PASSAGE_COMMANDS[token.text])

    def _end_note(self, token: Token) -> None:
        """``\\endnote{...}`` is printed, and its equations numbered, where ``\\theendnotes`` stands."""
        self.end_notes += [*self.gullet.argument(), Token(PARAGRAPH, "\n\n", "", 0, 0)]

    def _print_end_notes(self, token: Token | None = None) -> None:
        notes, self.end_notes = self.end_notes, []
        if notes:
            self.walk_through(notes, "footnote")

    def _item(self, token: Token) -> None:
        if self.gullet.in_document:
            self.prose.end("item")
            self.prose.extend(token)
            if self.steps is not None:
                self.steps.begin(token)

    def _title(self, token: Token) -> None:
        self.gullet.optional()
        argument = self.gullet.argument()
        self.title = self.title or plain_text(join(argument))

    def _label(self, token: Token) -> None:
        """A label outside of displays, of what was last numbered; ``subequations`` keep their first."""
        token, label = read_name(self.gullet, token)
        self.numbers.setdefault(label, self.reference)
        if self.subequations and self.reference == self.subequations[-1][1]:
            first, number, former = self.subequations[-1]
            self.subequations[-1] = (first, number, former or label)
            self.numbers[label] = number
        if self.gullet.in_document:
            self.prose.extend(token)

    def _refer(self, token: Token) -> None:
        """A reference in the prose."""
        self.gullet.starts_with("*")
        grown, text = read_name(self.gullet, token)
        if token.text.endswith("range"):
            grown, last = read_name(self.gullet, grown)
            text += "," + last
        if self.gullet.in_document:
            place = Span(grown.file, grown.start, grown.end)
            self.prose.extend(grown)
            if self.steps is None:
                self.citations.add(split_labels(text), place, of_equation=token.text == "\\eqref")
            else:
                self.steps.add_text(grown, mark(text, parentheses=token.text == "\\eqref"))

    def _theorem(self, token: Token) -> None:
        THEOREMS[token.text](self.theorems, self.gullet, token)

    def _stop(self, token: Token) -> None:
        self.ended = True

    def _ignore_definition(self, token: Token) -> None:
        """``\\newtheoremstyle`` and kin would otherwise be read as prose."""
        for _unused in range(9):
            self.gullet.argument()

    # --- formulas ---

    def _shift(self, token: Token) -> None:
        following = self.gullet.next()
        if following is not None and following.kind == SHIFT:
            grown = token._replace(end=max(token.end, following.end))
            self._display(None, grown, Ending(shifts=2), name="$$")
            return
        if following is not None:
            self.gullet.push([following])
        self._inline(token, Ending(shifts=1))

    def _bracket(self, token: Token) -> None:
        if self.gullet.in_document:
            self._display(None, token, Ending(command="\\]"), name="\\[\\]")

    def _parenthesis(self, token: Token) -> None:
        if self.gullet.in_document:
            self._inline(token, Ending(command="\\)"))

    def _inline(self, token: Token, ending: Ending) -> None:
        reader = FormulaReader(self.gullet, None, ending)
        rows = reader.read()
        if not is_formula(rows[0]):
            return
        formula = make_formula(rows[0], self.text_of)
        self._note_in_prose(token, reader.end, formula.expanded)
        equation = Equation(self._identify(formula), formula, "$", False, section=self._section_name())
        if self.steps is not None:
            last = reader.end if reader.end is not None and reader.end.file == token.file else token
            self.inline_of_step.append(len(self.inline))
            self.steps.add_formula(formula, Span(token.file, token.start, max(token.end, last.end)))
        self.inline.append(equation)
        self.citations.add_from(equation)

    def _display(self, row: EnvironmentRow | None, token: Token, ending: Ending, name: str = "") -> None:
        gullet = self.gullet
        environment = name or (row.name if row else "")
        if row is not None and row.arguments:
            given = gullet.arguments(xparse_signature(tokenize(row.arguments)))
            if row.numbers == "argument":
                row = environments().get(re.sub(r"=.*", "", join(given[-1])).strip(), row)
        if not gullet.in_document:
            return
        if row is not None and row.lead:
            gullet.push(given[-1])
        reader = FormulaReader(
            gullet,
            row,
            ending,
            wanted=self._wanted,
            prose=lambda tokens: self.walk_through(tokens, "paragraph"),
            stray=self.stray_labels,
        )
        rows = reader.read()
        kept = [self._equation(found, environment) for found in rows if self._register(found)]
        for equation in kept:
            self.citations.add_from(equation)
        latex = " \\\\ ".join(equation.formula.expanded for equation in kept)
        self._note_in_prose(token, reader.end, latex)
        self._group(kept, environment)

    def _register(self, row: Row) -> bool:
        """Remembers what a row's labels refer to; whether the row is an equation to be listed."""
        for label in row.labels:
            self.numbers[label] = row.number or ""
        if is_formula(row):
            return True
        if row.labels and row.number:  # the number that stands beside a picture
            identifier = "g-" + hashlib.sha1(row.labels[0].encode(), usedforsecurity=False).hexdigest()[:12]
            self.groups.append(EquationGroup(identifier, "diagram", (), row.labels[0], row.number))
        return False

    def _equation(self, row: Row, environment: str) -> Equation:
        formula = make_formula(row, self.text_of)
        return Equation(
            self._identify(formula), formula, environment, True, row.number, tuple(row.labels), self._section_name()
        )

    def _group(self, rows: list[Equation], environment: str) -> None:
        """Rows of one display know each other, and the row that they continue."""
        if len(rows) > 1:
            identifier = "g-" + rows[0].id.removeprefix("e-")
            for at, equation in enumerate(rows):
                before = rows[at - 1].id if at and _RELATION.match(equation.formula.expanded) else None
                rows[at] = replace(equation, group=identifier, continues=before)
            self.groups.append(EquationGroup(identifier, environment, tuple(equation.id for equation in rows)))
        self.equations += rows

    def _note_in_prose(self, token: Token, end: Token | None, latex: str) -> None:
        last = token.end if end is None or end.file != token.file else max(token.end, end.end)
        self.prose.add_formula(Span(token.file, token.start, last), latex)

    def text_of(self, file: str) -> str:
        found = self.bundle.files.get(file)
        return found.text if found else ""

    def _identify(self, formula: Formula) -> str:
        """An id that outlives edits elsewhere in the paper: file, content, and the how-manieth of its kind."""
        content = re.sub(r"\s+", "", formula.latex)
        key = f"{formula.span.file}\0{content}"
        self.seen[key] += 1
        digest = hashlib.sha1(f"{key}\0{self.seen[key]}".encode(), usedforsecurity=False).hexdigest()
        return "e-" + digest[:12]

    def _section_name(self) -> str:
        if not self.sections:
            return ""
        section = self.sections[-1]
        return f"{section.number} {section.title}" if section.number else section.title

    # --- the result ---

    def document(self) -> Document:
        def resolved(equation: Equation) -> Equation:
            number = resolve(equation.number, self.numbers)
            formula = resolve_formula(equation.formula, self.numbers)
            same = number == equation.number and formula is equation.formula
            return equation if same else replace(equation, number=number, formula=formula)

        def printed_in(passage: Passage) -> Passage:
            if not any(MARK in latex for _, _, latex in passage.formulas):
                return passage
            formulas = tuple((start, end, resolve_text(latex, self.numbers)) for start, end, latex in passage.formulas)
            return replace(passage, formulas=formulas)

        macros = {
            name: meaning.text()
            for name, meaning in self.gullet.meanings.items()
            if isinstance(meaning, Macro) and not meaning.signature and " " not in name
        }
        passages: list[Passage] = [printed_in(p) for p in self.prose.passages if p.kind != "bibliography"]
        return Document(
            title=self.title,
            sections=tuple(self.sections),
            equations=tuple(map(resolved, self.equations)),
            inline=tuple(map(resolved, self.inline)),
            groups=tuple(replace(group, number=resolve(group.number, self.numbers)) for group in self.groups),
            passages=tuple(passages),
            macros=macros,
            problems=(*self.bundle.problems, *self.gullet.problems),
            references=self.citations.resolve(self.equations, self.groups),
        )

    _COMMANDS: Final[dict[str, Callable[[_Walk, Token], None]]] = {
        "\\begin": _begin,
        "\\end": _end,
        "\\[": _bracket,
        "\\(": _parenthesis,
        "\\label": _label,
        "\\endnote": _end_note,
        "\\theendnotes": _print_end_notes,
        "\\item": _item,
        "\\bibitem": _item,
        "\\title": _title,
        "\\icmltitle": _title,
        "\\appendix": _appendix,
        "\\appendices": _appendix,
        "\\bye": _stop,
        "\\newtheoremstyle": _ignore_definition,
        **dict.fromkeys(_LEVELS, _section),
        **dict.fromkeys((*REFERENCES, "\\crefrange", "\\Crefrange", "\\reader@cite"), _refer),
        **dict.fromkeys(_PASSAGE_COMMANDS, _passage),
        **dict.fromkeys(THEOREMS, _theorem),
    }
