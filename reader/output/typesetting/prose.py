"""An author's prose as it is printed: words, and between them what is drawn or leads elsewhere.

A stretch is converted as a whole, with signs of our own in place of formulas and references, so that commands reach
over these. It may have been cut out of a longer one: braces that lost their partner are left out. What the commands
of prose print is in ``prose.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader.latex.document.text import plain_text
from reader.output.typesetting.citations import CITATIONS, Citation
from reader.output.typesetting.cross_references import BRACES, Pointer, Pointers, any_of, groups_at, prose_rows

Formulas = Sequence[tuple[int, int, str]]  # start and end in the text, macro-free LaTeX

FIRST = 0xE000
HELD = re.compile("([\ue000-\uf8ff])")  # private characters, one for each thing that is no word
FORMULA = re.compile(
    r"(?<!\\)\$\$(?P<dollars>.+?)\$\$|(?<!\\)\$(?P<dollar>[^$]+)(?<!\\)\$|\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\]"
    r"|\\begin\{(?P<name>(?:equation|align|gather|multline|eqnarray|displaymath|math)\*?)\}(?P<body>.+?)\\end\{(?P=name)\}",
    re.S,
)
COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?[ \t]*")
LENGTH = r"[-+]?\s*\d*\.?\d+\s*(?:(?:true\s*)?(?:pt|pc|bp|dd|cc|sp|e[mx]|[cm]m|in|fil+)(?![A-Za-z]))?"
# Commands that set a length or a number of TeX's, and rules with their sizes.
SETTING = re.compile(
    r"\\[a-z]*(?:ness|skip|penalty|tolerance|parindent|fuzz|kern|[hv]size|[hv]offset)(?![A-Za-z])"
    rf"\s*=?\s*{LENGTH}(?:\s*(?:plus|minus)\s*{LENGTH})*|\\[hv]rule(?:\s*(?:height|width|depth)\s*{LENGTH})+"
    r"|\\cmidrule\s*(?:\([lr]*\))?\s*\{[\d-]+\}"
)
# Words that are printed letter by letter.
VERBATIM = re.compile(
    r"\\(?:verb|lstinline)\*?(?:\[[^\[\]]*\])?"
    r"(?:(?P<mark>[^\w\s*{\[])(?P<marked>[^\n]{1,400}?)(?P=mark)|\{(?P<braced>[^{}]*)\})"
)
LITERAL = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", **{each: f"\\{each}" for each in "%$&#_{}"}}
)
# What is left where something was taken out: room before a stop, brackets that hold nothing.
LEFT_OVER = re.compile(r"\s+\(\s*\)(?=[\s,.;:!?]|\Z)|(?<=[^\s.,])\s+(?=[,.](?:\s|\Z)(?!\s*\.))|\A\s*\](?=\s)")
STOPS = tuple(",.;:!?)")
CELL_END = re.compile(r"\s*(?<!\\)&\s*")  # in a row of the author's notation table
SECTION_SIGN = re.compile(r"\\S(?![A-Za-z])\s*")
NAMED = re.compile(r"\s*\\[A-Za-z@]+")
CALLED = re.compile(r"\\[A-Za-z@]+\Z")
DASHES = (("---", "—"), ("--", "–"))
QUOTES = (("``", "“"), ("''", "”"), ("`", "‘"))  # an apostrophe closes the last
# What pylatexenc writes for things that stand elsewhere in the paper.
ELSEWHERE = tuple(
    (re.compile(re.escape(sign), re.I), shown)
    for sign, shown in (("<cit.>", "[…]"), ("<ref>", "…"), ("<eqref>", "(…)"))
)
CUT_GROUP = re.compile(r"\s*\{[^{}]*\Z")
OPTIONAL = re.compile(r"\*?(?:\s*\[[^\[\]]*\]|\s*<[\d,+-]*>)*")


@dataclass(frozen=True, slots=True)
class Loose:
    """A formula that stands in the words alone, without the author's macros: in a note, in what a macro prints."""

    latex: str


ProsePiece = Pointer | Citation | Loose | int  # a number counts the formulas that are known


def read_prose(latex: str, formulas: Formulas = (), pointers: Pointers | None = None) -> Iterator[str | ProsePiece]:
    """The words of a stretch, its references and its formulas, in order."""
    held: list[ProsePiece] = []

    def hold(each: ProsePiece) -> str:
        held.append(each)
        return chr(FIRST + len(held) - 1)

    def loose(found: re.Match[str]) -> str:
        inside = found[found.lastgroup or 0]
        return hold(Loose(pointers.spelled_out(inside) if pointers else inside))

    pieces, at = [], 0
    for number, (start, end, _) in enumerate(formulas):
        pieces += [HELD.sub("", latex[at:start]), hold(number)]
        at = end
    text = VERBATIM.sub(_letter_by_letter, "".join((*pieces, HELD.sub("", latex[at:]))))
    text = COMMENT.sub("", text)
    if pointers is not None:
        text = "".join(each if isinstance(each, str) else hold(each) for each in pointers.split(text))
    text = FORMULA.sub(loose, text)
    for part in HELD.split(words_of(text)):
        if HELD.fullmatch(part):
            yield held[ord(part) - FIRST]
        elif part:
            yield part


def words_of(latex: str) -> str:
    """Words as they are printed, with the spaces that part them from what stands around them."""
    text = balanced(SETTING.sub(" ", _reading("bare")(_reading("aside")(_reading("silent")(latex)))))
    words = without_signs(plain_text(CITATIONS.sub(r"\\cite{}", SECTION_SIGN.sub("§", CELL_END.sub(" | ", text)))))
    for typed, printed in (*DASHES, *QUOTES):
        words = words.replace(typed, printed)
    words = LEFT_OVER.sub("", words)
    before = " " if latex[:1].isspace() or latex[:1] == "~" else ""
    after = " " if latex[-1:].isspace() or latex[-1:] == "~" else ""
    return before + words + (after if words else "")


def _letter_by_letter(found: re.Match[str]) -> str:
    return (found["marked"] or found["braced"] or "").translate(LITERAL)


def without_signs(text: str) -> str:
    """Plain text without what pylatexenc puts in place of references."""
    for sign, shown in ELSEWHERE:
        text = sign.sub(shown, text)
    return text


def balanced(latex: str) -> str:
    """Without the braces whose partner is not there.

    >>> balanced(r"{\\em a} b} {c")
    '{\\\\em a} b c'
    """
    opened: list[int] = []
    lone: set[int] = set()
    for sign in BRACES.finditer(latex):
        if sign[0] == "{":
            opened.append(sign.start())
        elif sign[0] == "}" and opened:
            opened.pop()
        elif sign[0] == "}":
            lone.add(sign.start())
    lone.update(opened)
    if not lone:
        return latex
    return "".join(
        each if index not in lone else " " if CALLED.search(latex, 0, index) else "" for index, each in enumerate(latex)
    )


def without_silent(latex: str) -> str:
    """Without the commands that print nothing."""
    return _reading("silent")(latex)


def notes_in_brackets(latex: str, notes: re.Pattern[str]) -> str:
    """Notes in brackets where they are called. Not a character more or less: places hold."""
    signs = list(latex)
    for found in notes.finditer(latex):
        groups, end = groups_at(latex, found.end(), 1)
        if groups:
            start = end - len(groups[0]) - 1
            is_empty = not groups[0].strip()  # what stood there is a passage of its own
            signs[found.start() : start] = [*("" if is_empty else " (").rjust(start - found.start())]
            signs[end - 1] = " " if is_empty else ")"
    return "".join(signs)


SHOWN: dict[str, Callable[[str], str]] = {
    "silent": lambda _: " ",
    "aside": lambda said: f" ({said})" if said.strip() else "",
    "bare": lambda said: f"{{{said}}}",
}


@cache
def _calls(section: str) -> re.Pattern[str]:
    return any_of(prose_rows()[section])


@cache
def _reading(section: str) -> Callable[[str], str]:
    """Puts what the commands of a section of ``prose.toml`` print in their places."""
    rows, shown = prose_rows()[section], SHOWN[section]

    def read(latex: str) -> str:
        pieces, at = [], 0
        for found in _calls(section).finditer(latex):
            options = OPTIONAL.match(latex, found.end())
            groups, end = groups_at(latex, options.end() if options else found.end(), rows[found[1]])
            if section == "silent":
                groups, end = [], _end_of_silent(latex, found.end(), rows[found[1]])
            if found.start() >= at and (groups or section == "silent"):
                said = shown(read("".join(groups)))
                pieces += [latex[at : found.start()], said if said.strip() or not latex.startswith(STOPS, end) else ""]
                at = end
        return "".join((*pieces, latex[at:]))

    return read


def _end_of_silent(latex: str, at: int, most: int) -> int:
    """Behind a command that prints nothing, with its options before and behind each group; a last group that has no end
    here was cut, and is silent too."""
    for _ in range(most + 1):
        options = OPTIONAL.match(latex, at)
        at = options.end() if options and options[0].strip() else at
        groups, end = groups_at(latex, at, 1)
        if most and not groups and (command := NAMED.match(latex, at)):  # \renewcommand\figurename{Figure}
            groups, end = [command[0]], command.end()
        if not groups:
            return len(latex) if most and CUT_GROUP.match(latex, at) else at
        if not most:
            return at
        most, at = most - 1, end
    return at
