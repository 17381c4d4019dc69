"""One display, or one inline formula: its expanded tokens, row by row, and the numbers that its rows print.

Rows follow the contract: one for each alignment row of the outermost display, one for everything in an ``equation``.
Counters are stepped as amsmath does: at the beginning of a row, and back where the row turns out to have no number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from reader.latex.counters import letter
from reader.latex.layout import columns, is_length, lines_of
from reader.latex.lexer import ALIGN, CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, TEXT, Token, join
from reader.latex.macros import Environment, Gullet
from reader.latex.numbers import printed, the
from reader.latex.references import REFERENCES, mark
from reader.latex.rows import Row, trim, typed_number
from reader.latex.stream import STOP
from reader.latex.tables import EnvironmentRow, environments, names
from reader.latex.verbatim import skip_environment

TEXTUAL: Final = names("textual")
NO_NUMBER: Final = frozenset((r"\nonumber", r"\notag", r"\IEEEnonumber", r"\IEEEnosubnumber"))
DIAGRAMS: Final = names("diagrams")
ENDS_ANY: Final = frozenset((STOP, "\\section", "\\subsection", "\\chapter"))  # no formula goes on after these

_MAY_END: Final = frozenset((SHIFT, PARAGRAPH, COMMAND))
_DROPPED: Final = ("\\cite", "\\citep", "\\citet", "\\citealt", "\\citealp", "\\citeauthor", "\\citeyear", "\\nocite",
                   "\\vspace", "\\noalign", "\\index", "\\reader@cite")  # fmt: skip
_FONTS: Final = {
    "\\bfseries": "\\bf", "\\itshape": "\\it", "\\slshape": "\\it", "\\em": "\\it", "\\sl": "\\it",
    "\\rmfamily": "\\rm", "\\normalfont": "\\rm", "\\upshape": "\\rm", "\\scshape": "\\rm", "\\sc": "\\rm",
    "\\sffamily": "\\sf", "\\ttfamily": "\\tt",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends a formula: a control sequence, ``\\end{name}``, or one or two math shifts."""

    command: str = ""
    environment: str = ""
    shifts: int = 0


class FormulaReader:
    """Reads tokens up to the end of one formula."""

    def __init__(
        self,
        gullet: Gullet,
        row: EnvironmentRow | None,
        ending: Ending,
        *,
        wanted: Callable[[Sequence[str]], bool] = lambda labels: True,
        prose: Callable[[Sequence[Token]], None] = lambda tokens: None,
        stray: dict[str, list[str]] | None = None,
    ) -> None:
        self.gullet = gullet
        self.environment = row
        self.ending = ending
        self.wanted = wanted  # which labels get a number (showonlyrefs)
        self.prose = prose  # reads \intertext
        self.stray = {} if stray is None else stray  # labels of rows without number, for the next row that has one
        self.rows = [Row()]
        self.end: Token | None = None
        self.inner: list[str] = []
        self.depth = 0
        self.texts: list[int] = []  # depths at which a \text{...} was opened
        self.text_follows = False
        self.letters = False  # every row from here on has a letter (\\IEEEyessubnumber*)
        self.counted = 0  # the equation counter where the row began
        self.lettered = 0  # rows with a letter that stand together so far

    # --- the loop ---

    def read(self) -> list[Row]:
        """The rows, numbered. Ends at the formula's end, or where TeX would stop with an error."""
        gullet = self.gullet
        outer_math, gullet.in_math = gullet.in_math, True
        gullet.enter()
        scopes = len(gullet.scopes)
        self._start_number()
        while (token := gullet.expand()) is not None:
            if token.kind == TEXT:
                if self.text_follows and not token.is_blank():
                    self.text_follows = False
                self.rows[-1].tokens.append(token)
            elif token.kind in _MAY_END and self._ends(token):
                break
            else:
                self._take(token)
        while len(gullet.scopes) > scopes:
            gullet.leave()
        gullet.leave()
        gullet.in_math = outer_math
        if self.end is None:
            gullet.report("unclosed-formula", next(iter(self.rows[0].tokens), token))
            self.end = token or next(iter(self.rows[-1].tokens[-1:]), None)
        self._finish_number()
        return self.rows

    def _ends(self, token: Token) -> bool:
        kind, ending = token.kind, self.ending
        if kind == SHIFT and not self.depth and ending.shifts:
            self.end = self._both_shifts(token) if ending.shifts == 2 else token
            return True
        if kind == PARAGRAPH and ending.shifts == 1:  # "Missing $ inserted"
            self.gullet.push([token])
            return True
        if kind != COMMAND:
            return False
        if token.text == ending.command:
            self.end = token
            return True
        if token.text == "\\end":
            return self._end_environment(token)
        if token.text in ENDS_ANY:
            self.gullet.push([token])
            return True
        return False

    def _both_shifts(self, token: Token) -> Token:
        """The two signs that end ``$$``; one alone does as well."""
        following = self.gullet.next()
        if following is not None and following.kind == SHIFT:
            return token._replace(end=max(token.end, following.end))
        self.gullet.push([] if following is None else [following])
        return token

    def _end_environment(self, token: Token) -> bool:
        token, name = read_name(self.gullet, token)
        if self.inner and name in self.inner:
            while self.inner and self.inner.pop() != name:
                pass
            self._put_environment(token, "\\end", name)
            self.gullet.leave()
            return False
        own = self.gullet.environment(name)
        if own is not None:
            self.gullet.push(end_of(own, name, token))
            return False
        known = environments().get(name)
        if name == self.ending.environment or (known is not None and known.kind == "display"):
            self.end = token
            return True
        if name == "document" or self.ending.shifts or self.ending.command:
            self.gullet.push([token, token._replace(kind=OPEN, text="{"), token._replace(kind=TEXT, text=name),
                              token._replace(kind=CLOSE, text="}")])  # fmt: skip
            return True
        return False

    def _take(self, token: Token) -> None:
        handler = self._HANDLERS.get(token.text)
        if handler is not None:
            handler(self, token)
        elif token.text in NO_NUMBER:
            self.rows[-1].suppressed = True
            self.rows[-1].aside.append(token)
        else:
            self.text_follows = token.text in TEXTUAL
            if token.text in DIAGRAMS:
                self.rows[-1].diagram = True
            self._put(token)

    def _put(self, token: Token) -> None:
        self.rows[-1].tokens.append(token)

    # --- groups and alignment ---

    def _open(self, token: Token) -> None:
        self.depth += 1
        self.gullet.enter()
        if self.text_follows:
            self.texts.append(self.depth)
            self.gullet.in_math = False
            self.text_follows = False
        self._put(token)

    def _close(self, token: Token) -> None:
        if not self.depth:
            self.gullet.report("unbalanced-brace", token)
            return
        if self.texts and self.texts[-1] == self.depth:
            self.texts.pop()
            self.gullet.in_math = not self.texts
        self.depth -= 1
        self.gullet.leave()
        self._put(token)

    def _shift(self, token: Token) -> None:
        """A math shift inside a group: it belongs to a text, or to a box that was only a wrapper."""
        if self.texts:
            self.gullet.in_math = not self.gullet.in_math
            self._put(token)

    def _align(self, token: Token) -> None:
        self.rows[-1].aside.append(token)
        if self.depth or self.inner:
            self.rows[-1].tokens.append(token)
        elif self.environment is not None and self.environment.text_column:
            self._text_cell(token)

    def _text_cell(self, token: Token) -> None:
        """The rest of the row is text (cases package)."""
        text: list[Token] = []
        depth = 0
        while (part := self.gullet.next()) is not None and part.text != STOP:
            depth += (part.text in ("{", "\\begin")) - (part.text in ("}", "\\end"))
            if depth < 0 or (not depth and part.text in ("\\\\", "\\label")):
                break
            text.append(part)
        rest = [] if part is None else [part]
        words = ((COMMAND, "\\text"), (OPEN, "{"), (CLOSE, "}"))
        command, opening, closing = (token._replace(kind=kind, text=word) for kind, word in words)
        self.gullet.push([command, opening, *trim(text), closing, *rest])

    def _new_row(self, token: Token) -> None:
        if self.depth or self.inner or self.environment is None or not self.environment.rows:
            self._put(token)
            return
        self._break_option(token, self.environment.tight_breaks)
        self._finish_number()
        self.rows.append(Row())
        self._start_number()

    def _break_option(self, token: Token, tight: bool) -> None:
        """``\\\\*[2pt]``: the star and the length, with ``tight`` only where no space stands before them."""
        if tight and self._at_space():
            return
        self.gullet.starts_with("*")
        following = None if tight and self._at_space() else self.gullet.optional()
        if following is not None and not is_length(join(following)):
            brackets = [token._replace(kind=TEXT, text=sign) for sign in "[]"]
            self.gullet.push([brackets[0], *following, brackets[1]])  # it was no length, but mathematics

    def _at_space(self) -> bool:
        following = self.gullet.next()
        self.gullet.push([] if following is None else [following])
        return following is not None and following.text[:1].isspace()

    def _begin_environment(self, token: Token) -> None:
        token, name = read_name(self.gullet, token)
        own = self.gullet.environment(name)
        if own is not None:
            begin(self.gullet, own, token)
            return
        known = environments().get(name)
        if known is not None and known.kind == "diagram":
            skip_environment(self.gullet, token, name)
            return
        self.gullet.enter()
        self.inner.append(name)
        self._put_environment(token, "\\begin", name)
        if name == "array":
            self._columns(token)

    def _picture(self, token: Token) -> None:
        """``\\includegraphics[options]{file}``, ``\\tikz[options]{...}``: what else stands in the row counts."""
        self.rows[-1].aside.append(token)
        self.gullet.optional()
        self.gullet.argument()
        if token.text == "\\dynkin":
            self.gullet.argument()

    def _columns(self, token: Token) -> None:
        """An array's columns, as plain as TeX's own, without the place ``[t]`` of the whole."""
        self.gullet.optional()
        opening, closing = token._replace(kind=OPEN, text="{"), token._replace(kind=CLOSE, text="}")
        self.gullet.push([opening, *columns(self.gullet.argument()), closing])

    def _put_environment(self, token: Token, command: str, name: str) -> None:
        for kind, text in ((COMMAND, command), (OPEN, "{"), (TEXT, name), (CLOSE, "}")):
            self._put(token._replace(kind=kind, text=text))

    def _paragraph(self, token: Token) -> None:
        """An empty line inside a display is an error in TeX; reading on loses nothing."""

    def _inner_end(self, token: Token) -> None:
        """An ``\\end`` that does not end the formula; its name was read when that was found."""

    def _equation_number(self, token: Token) -> None:
        """``\\eqno(3)``: the rest of a plain TeX display is its number (The TeXbook, p. 186)."""
        rest: list[Token] = []
        while (part := self.gullet.next()) is not None and part.kind not in (SHIFT, PARAGRAPH):
            if part.text == self.ending.command or part.text == "\\end":
                break
            rest.append(part)
        if part is not None:
            self.gullet.push([part])
        self.rows[-1].aside += [token, *rest]
        text = printed(self.gullet, rest, self.rows[-1].labels)
        self.rows[-1].tag = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text

    # --- labels and numbers ---

    def _label(self, token: Token) -> None:
        token, label = read_name(self.gullet, token)
        self.rows[-1].aside.append(token)
        if label:
            self.rows[-1].labels.append(label)

    def _tag(self, token: Token) -> None:
        starred = self.gullet.starts_with("*")
        argument = self.gullet.argument()
        row = self.rows[-1]
        row.aside += [token, *argument]
        text = printed(self.gullet, argument, row.labels)
        row.tag = text[1:-1].strip() if starred and text.startswith("(") and text.endswith(")") else text

    def _intertext(self, token: Token) -> None:
        self.prose(self.gullet.argument())

    def _yes_number(self, token: Token) -> None:
        self.rows[-1].aside.append(token)
        row = self.rows[-1]
        row.suppressed = False
        row.forced = not self._numbered
        self.lettered = 0

    def _letter_number(self, token: Token) -> None:
        """``\\IEEEyessubnumber``: rows with one number and a letter each (IEEEtrantools)."""
        self.rows[-1].aside.append(token)
        self.letters = self.gullet.starts_with("*")
        self.rows[-1].lettered = True

    def _footnote(self, token: Token) -> None:
        self.gullet.optional()
        if self.gullet.plain:
            self.gullet.argument()
        self.prose(self.gullet.argument())

    def _lines_with_numbers(self, token: Token) -> None:
        """``\\eqalignno{a &= b & (1) \\cr ...}``: the third column is the number (The TeXbook, p. 192)."""
        self.environment = EnvironmentRow(token.text[1:], "display", rows=True)
        kinds = {"\\tag": COMMAND, "\\cr": COMMAND, "*": TEXT, "{": OPEN, "}": CLOSE, "&": ALIGN}
        marks = {mark: token._replace(kind=kind, text=mark) for mark, kind in kinds.items()}
        lines = [line for line in lines_of(self.gullet.argument(), frozenset(("\\cr",))) if trim(line)]
        for line in reversed(lines):
            left, right, number = (*lines_of(line, frozenset("&")), [], [])[:3]
            tag = [marks["\\tag"], marks["*"], marks["{"], *number, marks["}"]] if trim(number) else []
            end = [] if line is lines[-1] else [marks["\\cr"]]
            self.gullet.push([*left, marks["&"], *right, *tag, *end])

    def _drop_argument(self, token: Token) -> None:
        self.rows[-1].aside.append(token)
        self.gullet.starts_with("*")
        while self.gullet.optional() is not None:
            pass
        self.gullet.argument()

    def _drop_option(self, token: Token) -> None:
        self.rows[-1].aside.append(token)
        self.gullet.optional()

    def _and(self, token: Token) -> None:
        """Between the rules of a ``mathpar``: wide room."""
        self._put(token._replace(text="\\qquad", via=token.via or token.text))

    def _old_font(self, token: Token) -> None:
        """``\\bfseries`` and kin, met in texts, as the older switches, which every renderer of formulas knows."""
        self._put(token._replace(text=_FONTS[token.text]))

    def _reference(self, token: Token) -> None:
        """``\\eqref{label}`` is the number that it prints, once all numbers are known (``reader.latex.references``)."""
        self.gullet.starts_with("*")
        label = self.gullet.argument_text()
        marked = mark(label, parentheses=token.text in ("\\eqref", "\\refeq"))
        words = [(TEXT, marked)] if not self.gullet.in_math else [
            (COMMAND, "\\text"), (OPEN, "{"), (TEXT, marked), (CLOSE, "}")]  # fmt: skip
        self.gullet.push([token._replace(kind=kind, text=text, via=token.via or token.text) for kind, text in words])

    @property
    def _numbered(self) -> bool:
        return self.environment is not None and self.environment.numbers in ("once", "rows")

    def _start_number(self) -> None:
        if self._numbered:
            self.gullet.counters.step("equation")
        self.counted = self.gullet.counters.value("equation")

    def _finish_number(self) -> None:
        row = self.rows[-1]
        if row.tag is not None:
            row.number = row.tag
        counts = self._numbered and row.tag is None and not row.suppressed and self.wanted(row.labels)
        if row.forced:
            self.gullet.counters.step("equation")
        if counts or row.forced:
            row.number = self._lettered(row) if row.lettered or self.letters else the(self.gullet, "equation")
        elif self._numbered:
            counters = self.gullet.counters
            counters.assign("equation", counters.value("equation") - 1)
        elif row.tag is None and self.gullet.counters.value("equation") != self.counted:
            self._number_by_hand(row)
        if self.environment is not None and self.environment.carries_labels:
            self._carry_labels(row, self.environment.carries_labels)

    def _number_by_hand(self, row: Row) -> None:
        """The author steps the counter in a display without number, and types what it prints or sets a label."""
        number = the(self.gullet, "equation")
        at = typed_number(row.tokens, number)
        if at is not None:
            row.aside += row.tokens[at:]
            del row.tokens[at:]
        if at is not None or row.labels:
            row.number = number

    def _lettered(self, row: Row) -> str:
        """The number of a row with a letter; the first of them takes a number, the others share it."""
        counters = self.gullet.counters
        if self.lettered:
            counters.assign("equation", counters.value("equation") - 1)
        self.lettered += 1
        return the(self.gullet, "equation") + letter(self.lettered)

    def _carry_labels(self, row: Row, which: str) -> None:
        """The labels of rows without number, or the last of them, name the next row of that kind that prints one."""
        stray = self.stray.get(which, [])
        if row.number is None:
            self.stray[which] = [*stray, *row.labels] if which == "all" else row.labels[-1:] or stray
        else:
            row.labels = [*stray, *row.labels] if which == "all" else row.labels or stray
            self.stray[which] = []

    _HANDLERS: Final[dict[str, Callable[[FormulaReader, Token], None]]] = {
        OPEN: _open,
        CLOSE: _close,
        SHIFT: _shift,
        ALIGN: _align,
        PARAGRAPH: _paragraph,
        "\\par": _paragraph,
        "\\\\": _new_row,
        "\\cr": _new_row,
        "\\newline": _new_row,
        "\\tabularnewline": _new_row,
        "\\begin": _begin_environment,
        "\\end": _inner_end,
        "\\label": _label,
        "\\tag": _tag,
        "\\eqno": _equation_number,
        "\\leqno": _equation_number,
        "\\and": _and,
        "\\intertext": _intertext,
        "\\shortintertext": _intertext,
        "\\footnote": _footnote,
        "\\IEEEyesnumber": _yes_number,
        "\\IEEEyessubnumber": _letter_number,
        "\\eqalignno": _lines_with_numbers,
        "\\leqalignno": _lines_with_numbers,
        "\\footnotemark": _drop_option,
        "\\addlinespace": _drop_option,
        **dict.fromkeys(_DROPPED, _drop_argument),
        **dict.fromkeys(names("pictures"), _picture),
        **dict.fromkeys(_FONTS, _old_font),
        **dict.fromkeys(REFERENCES, _reference),
    }


def read_name(gullet: Gullet, token: Token) -> tuple[Token, str]:
    """The name in braces after ``\\begin``, ``\\end`` or ``\\label``; the token grown to cover it."""
    argument = gullet.argument()
    mouth = gullet.mouths[-1]
    if token.via is None and mouth.file == token.file:
        if not mouth.pending:
            token = token._replace(end=max(token.end, mouth.position))
        elif argument and argument[-1].file == token.file and argument[-1].via is None:
            token = token._replace(end=max(token.end, argument[-1].end + 1))
    return token, re.sub(r"\s+", " ", join(argument)).strip()


def begin(gullet: Gullet, own: Environment, token: Token) -> None:
    """An author's environment begins."""
    gullet.enter()
    gullet.call(own.begin, token)


def end_of(own: Environment, name: str, token: Token) -> list[Token]:
    """The tokens that end an author's environment."""
    via = token.via or "\\end{" + name + "}"
    file, start, end = token.file, token.start, token.end
    body = [part for part in own.end.body if not isinstance(part, int)]
    tokens = [Token(part.kind, part.text, file, start, end, via) for part in body]
    return [*tokens, Token(COMMAND, "\\reader@leave", file, end, end, via)]
