"""Bundle -> Document: walks through a paper as TeX would, keeping formulas, their numbers, headings and prose.

The walk is one loop over expanded tokens. A control sequence that means something to the structure of a paper is a row
of ``_COMMANDS``; an environment is a row of ``reader/latex/tables``; all other text is prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from reader.latex.algorithms import COUNTED, MAKERS, StepCommands, Steps
from reader.latex.arguments import read_arguments
from reader.latex.choices import CHOICES
from reader.latex.completeness import Manner, most_complete
from reader.latex.conditionals import CONDITIONALS
from reader.latex.counters import Numbered
from reader.latex.definitions import BUILT_IN, DEFINITIONS, EXPANDABLE, LAYOUT
from reader.latex.displays import FormulaReader
from reader.latex.environment_calls import begin, end_of, read_name
from reader.latex.formula_state import Ending
from reader.latex.inputs import Inputs, tokens_of
from reader.latex.layout import LAYOUT_COMMANDS
from reader.latex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token, join, tokenize
from reader.latex.listing import Listing
from reader.latex.loops import LOOPS
from reader.latex.macros import Gullet, Macro
from reader.latex.numbers import FORMATS, NUMBERS, number_next, printed, the
from reader.latex.package_definitions import PACKAGE_DEFINITIONS
from reader.latex.prose import Prose
from reader.latex.references import REFERENCES, mark, split_labels
from reader.latex.registers import LARGEST, REGISTERS, whole
from reader.latex.repeats import Repeats
from reader.latex.stream import STOP
from reader.latex.tables import EnvironmentRow, algorithm_commands, base_setup, environments, names
from reader.latex.targets import LISTS, Targets, commands_with_arguments
from reader.latex.text import plain_text
from reader.latex.theorems import THEOREMS, Theorems
from reader.latex.verbatim import VERBATIM, skip_environment
from reader.latex.xparse import xparse_signature
from reader.model import Document, Formula, Section, SourceBundle, Span
from reader.watch import is_debugging, told

_LEVELS: Final = {
    "\\part": 0, "\\chapter": 1, "\\section": 2, "\\subsection": 3, "\\subsubsection": 4, "\\paragraph": 5,
    "\\subparagraph": 6,
}  # fmt: skip
_PASSAGE_COMMANDS: Final = {
    "\\caption": "caption", "\\captionof": "caption", "\\footnote": "footnote", "\\footnotetext": "footnote",
    "\\thanks": "footnote", "\\abstract": "abstract", "\\marginpar": "footnote",
}  # fmt: skip
XSPACE: Final = re.compile(r"\\xspace\s*(?=[A-Za-z0-9$(\\])")  # where it puts a space
SOON: Final = 200  # characters after a command, in which its options stand
_ALGORITHMS: Final = frozenset(name for name, row in environments().items() if row.passages == "algorithm")


def read_document(bundle: SourceBundle) -> Document:
    """The paper as TeX reads it. Never raises: what could not be understood is in ``problems``."""
    return most_complete(bundle, lambda manner: _Walk(bundle, manner).run())


class _Walk:
    """The state of one pass through a paper."""

    def __init__(self, bundle: SourceBundle, manner: Manner) -> None:
        self.bundle = bundle
        self.prose = Prose()
        self.inputs = Inputs(bundle, self.prose.watch, manner.aside)
        kernel = {**DEFINITIONS, **CONDITIONALS, **NUMBERS, **REGISTERS, **VERBATIM}
        kernel |= {**self.inputs.options.primitives(), **self.inputs.primitives()}
        self.step_commands = StepCommands()
        makers = dict.fromkeys(MAKERS, self.step_commands.define)
        primitives = {**kernel, **makers, **PACKAGE_DEFINITIONS, **LAYOUT_COMMANDS, **CHOICES, **LOOPS}
        conditions = (name for name in CONDITIONALS if name.startswith("\\if"))
        expandable = (*EXPANDABLE, *CHOICES, *FORMATS, *conditions, "\\else", "\\or", "\\fi", "\\unless")
        structure = {*self._COMMANDS, *_LEVELS, *_PASSAGE_COMMANDS, *names("structure")}
        structure -= {"\\[", "\\(", "\\refeq", "\\vref", "\\autoref", "\\cref", "\\Cref", "\\labelcref"}
        protected = {*kernel, *structure, *LAYOUT}
        self.gullet = Gullet(primitives, protected, expandable)
        self.repeats = Repeats(self.gullet)
        self.theorems = Theorems()
        self.displays = environments()
        self.title = ""
        self.sections: list[Section] = []
        self.text_of = self.inputs.text_of
        self.listing = Listing(self.text_of)
        self.subequations: list[tuple[int, str, str | None]] = []  # first equation's index, printed number, label
        self.targets = Targets(self.gullet)
        self.stray_labels: dict[str, list[str]] = {}
        self.end_notes: list[Token] = []
        self.at_appendix: list[Token] = []
        self.appendix = ""  # what sections are called from there on
        self.restated: dict[str, tuple[list[Token], dict[str, int]]] = {}
        self.steps: Steps | None = None  # inside an algorithm
        self.inline_of_step: list[int] = []  # indices of the formulas in the line that is open
        self.ended = False
        self.gullet.plain = self.gullet.in_document = manner.fragment or not self.inputs.begin_a_document()

    # --- the walk ---

    def run(self) -> Document:
        main = self.bundle.files[self.bundle.main]
        self.inputs.open(self.gullet, main.path, main.text)
        setup = [*BUILT_IN, *tokens_of(base_setup())]
        self.gullet.push(setup)
        finished = False
        while not finished:
            try:
                self.walk()
                finished = True
            except RecursionError:  # hundreds of footnotes in footnotes: no paper, but no reason to lose one either
                self._surface("too-deep")
            except Exception as error:
                if is_debugging():
                    raise
                self._surface("formula-fault", stage="reading", fault=told(error))
        self.prose.end()
        return self.document()

    def _surface(self, kind: str, **arguments: str) -> None:
        """Gives up what cannot be read, and reads on after it."""
        mouth = self.gullet.mouths[-1]
        self.gullet.report(kind, Token(TEXT, "", mouth.file, mouth.position, mouth.position), **arguments)
        self.gullet.surface()
        self.prose.surface()
        self.steps = None

    def walk(self, stop: Token | None = None) -> None:
        """Reads tokens up to ``stop`` or to the paper's end."""
        gullet, prose = self.gullet, self.prose
        while not self.ended:
            token = gullet.expand()
            if token is None:
                if stop is None and gullet.close_definitions():
                    continue
                return
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

    def end_step(self, formula: Formula, number: str | None) -> None:
        """A step with mathematics in it is listed, and its formulas know it."""
        self.listing.add_step(formula, self._section_name(), self.inline_of_step, number)
        self.inline_of_step.clear()

    # --- structure ---

    def _begin(self, token: Token) -> None:
        gullet = self.gullet
        token, name = read_name(gullet, token)
        if name == "document":
            gullet.in_document = True
            hooks, gullet.at_begin_document = gullet.at_begin_document, []
            self.walk_through(hooks)  # apart, so that none of them takes the paper for its argument
            return
        own = gullet.environment(name)
        row = None if own is not None else environments().get(name)
        if name in gullet.verbatim or (row is not None and row.kind in ("verbatim", "diagram")):
            skip_environment(gullet, token, name)
        elif not gullet.in_document and row is None and own is None:
            gullet.enter()
            self._open(token, name)
        elif row is not None and row.kind == "display":
            self._display(row, token, Ending(environment=name))
        elif row is not None and row.kind == "inline":
            self._inline(token, Ending(environment=name))
        elif own is not None:
            begin(gullet, own, token)
            if "enum" in name:  # redefined: how its items are numbered is the author's
                gullet.numbered = Numbered()
        elif name.startswith("restatable"):
            self._restatable(token)
        else:
            self._begin_prose(token, name, row)

    def _open(self, token: Token, name: str) -> None:
        following = "" if token.via else self.text_of(token.file)[token.end : token.end + SOON]
        self.targets.begin(name, len(self.listing.equations), following)

    def _begin_prose(self, token: Token, name: str, row: EnvironmentRow | None) -> None:
        gullet = self.gullet
        gullet.enter()
        self._open(token, name)
        counter = self.theorems.counter(name)
        if counter:
            number_next(gullet, counter, "theorem", self.theorems.title(name))
            gullet.optional()
        if row is None:
            self.prose.extend(token)
            return
        given = read_arguments(gullet, xparse_signature(tokens_of(row.arguments))) if row.arguments else [[]]
        self.prose.enter(row.passages)
        if row.passages == "algorithm" and self.steps is None:
            self.steps = Steps(self.step_commands, self)
            self.step_commands.prints_ends = not self.inputs.has_option("alg", "noend")
        if self.steps is not None and name in COUNTED and self.step_commands.lines_are_known:
            every = "1" if name == "codebox" else join(given[0]).strip()
            self.steps.count_lines(whole(every, LARGEST) or 0)
            gullet.numbered = Numbered()
        if row.begin:
            self.walk_through(tokens_of(row.begin))
        if row.kind == "subequations":
            gullet.numbered = Numbered(printed(gullet, tokenize(r"\theparentequation")))
            self.subequations.append((len(self.listing.equations), gullet.numbered.number, None))

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
        elif any(name == outer.name for outer in self.targets.open):
            last = ""
            while last != name:
                last = self.targets.end(len(self.listing.equations))
                self._end_prose(last)
                if self.steps is not None and last in LISTS:
                    self.steps.begin()
            self.prose.extend(token)
        elif (own := gullet.environment(name)) is not None:
            gullet.push(end_of(own, name, token))

    def _end_prose(self, name: str) -> None:
        row = environments().get(name)
        if row is not None and row.kind == "subequations":
            self.listing.add_subequations(*self.subequations.pop())
            self.walk_through(tokens_of(row.end))
        self.gullet.leave()
        if row is None:
            return
        self.prose.leave()
        if self.steps is not None:
            self.steps.begin()
            if name in COUNTED:
                self.steps.stop_counting()
        if not any(outer.name in _ALGORITHMS for outer in self.targets.open):
            self.steps = None

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
                number_next(gullet, counter, "section", self.appendix, len(self.sections))
                number = the(gullet, counter)
        if gullet.in_document:
            last = argument[-1] if argument and argument[-1].file == token.file else token
            span = Span(token.file, token.start, last.end)
            self.sections.append(Section(self._printed(argument), number, level, span))
            self.walk_through(argument, "heading")

    def _appendix(self, token: Token) -> None:
        if self.gullet.in_document:  # a class that redefines it only names it before
            row = self.inputs.document_class
            self.appendix = "appendix"
            self.gullet.push(self.at_appendix)
            self.gullet.push(tokens_of(row.appendix if token.text == "\\appendix" else row.appendices))

    def _at_appendix(self, token: Token) -> None:
        self.at_appendix += self.gullet.argument()

    def _passage(self, token: Token) -> None:
        gullet = self.gullet
        kind = _PASSAGE_COMMANDS[token.text]
        starred = gullet.starts_with("*")
        of = gullet.argument_text() if token.text == "\\captionof" else None
        gullet.optional()
        argument = gullet.argument()
        if not gullet.in_document:
            return
        if kind == "caption":
            if not starred:
                self.targets.caption(of)
            self.walk_through(argument, kind)
        else:
            self._walk_through_note(argument, kind)

    def _walk_through_note(self, tokens: Sequence[Token], kind: str) -> None:
        """Labels in it name the note, whose number we do not know."""
        self.gullet.enter()
        self.gullet.numbered = Numbered()
        self.walk_through(tokens, kind)
        self.gullet.leave()

    def _part_of_float(self, token: Token) -> None:
        self.prose.extend(token)
        self.targets.part()

    def _continued_float(self, token: Token) -> None:
        self.gullet.starts_with("*")
        self.targets.go_on()

    def _lose_count(self, token: Token) -> None:
        self.step_commands.lines_are_known = False
        if self.steps is not None:
            self.steps.stop_counting()
        if self.gullet.in_document:
            self.prose.extend(token)

    def _set_list(self, token: Token) -> None:
        self.gullet.starts_with("*")
        self.gullet.optional()
        self.targets.set_list(self.gullet.argument_text())

    def _end_note(self, token: Token) -> None:
        """``\\endnote{...}`` is printed, and its equations numbered, where ``\\theendnotes`` stands."""
        self.end_notes += [*self.gullet.argument(), Token(PARAGRAPH, "\n\n", "", 0, 0)]

    def _print_end_notes(self, token: Token | None = None) -> None:
        notes, self.end_notes = self.end_notes, []
        if notes:
            self._walk_through_note(notes, "footnote")

    def _item(self, token: Token) -> None:
        if self.gullet.in_document:
            self.prose.end("item")
            self.prose.extend(token)
            if self.steps is not None:
                self.steps.begin(token)
            number = self.targets.item(self.text_of(token.file)[token.end : token.end + SOON])
            if self.steps is not None:
                self.steps.set_number(number)

    def _title(self, token: Token) -> None:
        self.gullet.optional()
        argument = self.gullet.argument()
        if not any(mouth.defines for mouth in self.gullet.mouths):  # a class's own is a blank to be filled
            self.title = self.title or self._printed(argument)

    def _printed(self, argument: list[Token]) -> str:
        """A title in plain text, the author's words for words (``\\method``) read as what they stand for."""
        return plain_text(XSPACE.sub(r"\\ ", join(self.gullet.spelled_out(argument))))

    def _label(self, token: Token) -> None:
        """A label outside of displays, of what was last numbered; ``subequations`` keep their first."""
        token, label = read_name(self.gullet, token)
        number = self.gullet.numbered.number
        self.listing.numbers.setdefault(label, number)
        self.targets.label(label)
        if self.subequations and number == self.subequations[-1][1]:
            first, number, former = self.subequations[-1]
            self.subequations[-1] = (first, number, former or label)
            self.listing.numbers[label] = number
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
                self.listing.citations.add(split_labels(text), place, of_equation=token.text == "\\eqref")
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
        source = self.repeats.source(token)
        if self.repeats.has(source):
            self._note_inline(token, *self.repeats.again(source, token))
            return
        following = self.gullet.next()
        if following is not None and following.kind == SHIFT:
            grown = token._replace(end=max(token.end, following.end))
            self._display(None, grown, Ending(shifts=2), name="$$")
            return
        if following is not None:
            self.gullet.push([following])
        state = self.repeats.state()
        formula = self._inline(token, Ending(shifts=1))
        if source and state == self.repeats.state():
            self.repeats.keep(source, token, formula)

    def _bracket(self, token: Token) -> None:
        if self.gullet.in_document:
            self._display(None, token, Ending(command="\\]"), name="\\[\\]")

    def _parenthesis(self, token: Token) -> None:
        if self.gullet.in_document:
            self._inline(token, Ending(command="\\)"))

    def _inline(self, token: Token, ending: Ending) -> Formula | None:
        reader = FormulaReader(self.gullet, None, ending)
        formula = self.listing.inline_formula(reader.read()[0])
        self._note_inline(token, formula, reader.end)
        return formula

    def _note_inline(self, token: Token, formula: Formula | None, end: Token | None) -> None:
        if formula is None:
            return
        self.listing.add_inline(formula, self._section_name())
        self._note_in_prose(token, end, formula.expanded)
        if self.steps is not None:
            last = end if end is not None and end.file == token.file else token
            self.inline_of_step.append(len(self.listing.inline) - 1)
            self.steps.add_formula(formula, Span(token.file, token.start, max(token.end, last.end)))

    def _display(self, row: EnvironmentRow | None, token: Token, ending: Ending, name: str = "") -> None:
        gullet = self.gullet
        environment = name or (row.name if row else "")
        if row is not None and row.arguments:
            given = read_arguments(gullet, xparse_signature(tokenize(row.arguments)))
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
            wanted=self.inputs.numbers,
            prose=lambda tokens: self.walk_through(tokens, "paragraph"),
            stray=self.stray_labels,
        )
        latex = self.listing.add_display(reader.read(), environment, self._section_name())
        self._note_in_prose(token, reader.end, latex)

    def _note_in_prose(self, token: Token, end: Token | None, latex: str) -> None:
        last = token.end if end is None or end.file != token.file else max(token.end, end.end)
        self.prose.add_formula(Span(token.file, token.start, last), latex)

    def _section_name(self) -> str:
        if not self.sections:
            return ""
        section = self.sections[-1]
        return f"{section.number} {section.title}" if section.number else section.title

    # --- the result ---

    def document(self) -> Document:
        macros = {
            name: meaning.text()
            for name, meaning in self.gullet.meanings.items()
            if isinstance(meaning, Macro) and not meaning.signature and " " not in name
        }
        listing = self.listing
        passages = (passage for passage in self.prose.passages if passage.kind != "bibliography")
        return Document(
            title=self.title,
            sections=tuple(self.sections),
            equations=tuple(map(listing.settled, listing.equations)),
            inline=tuple(map(listing.settled, listing.inline)),
            groups=tuple(map(listing.settled_group, listing.groups)),
            passages=tuple(map(listing.settled_passage, passages)),
            macros=macros,
            problems=(*self.bundle.problems, *self.gullet.problems),
            references=listing.citations.resolve(listing.equations, listing.groups),
            labels=self.targets.labels(listing.equations, listing.numbers),
            commands=dict(commands_with_arguments(self.gullet.meanings)),
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
        "\\setlist": _set_list,
        **dict.fromkeys(algorithm_commands().unsure, _lose_count),
        **dict.fromkeys(("\\subfloat", "\\subfigure", "\\subtable", "\\subcaption", "\\subcaptionbox"), _part_of_float),
        "\\title": _title,
        "\\icmltitle": _title,
        "\\appendix": _appendix,
        "\\appendices": _appendix,
        "\\AtAppendix": _at_appendix,
        "\\ContinuedFloat": _continued_float,
        "\\bye": _stop,
        "\\newtheoremstyle": _ignore_definition,
        **dict.fromkeys(_LEVELS, _section),
        **dict.fromkeys((*REFERENCES, "\\crefrange", "\\Crefrange", "\\reader@cite"), _refer),
        **dict.fromkeys(_PASSAGE_COMMANDS, _passage),
        **dict.fromkeys(THEOREMS, _theorem),
    }
