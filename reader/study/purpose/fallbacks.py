"""What is said of a formula where no sentence around it is about it: what its left side is, the heading under which it
stands. Each is certain to be about it, and says less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.study.purpose.nearby import words_of
from reader.study.purpose.surroundings import ENDS
from reader.study.purpose.telling import has_verb, tells

if TYPE_CHECKING:
    from reader.study.purpose.statement import StatedFormula
    from reader.study.purpose.surroundings import NearSentence, Surroundings

SAYS = frozenset(("defines", "names"))  # manners of a definition
SETS_UP = (["let"], ["denote"], ["define"], ["here"])
SET_OFF = (r"\textbf{", r"\emph{", r"\textit{", r"\underline{", r"\textsc{")
LEAST, TITLED = 3, 2  # telling words of a sentence, of a heading
STEPS = frozenset(("case", "claim", "part", "step"))
TITLE = 160  # characters of the longest heading
PARAGRAPH = 5  # level
OTHER = frozenset((
    "additional", "analysis", "background", "data", "details", "discussion", "evaluation", "example", "examples",
    "experiment", "experimental", "experiments", "implementation", "limitations", "main", "motivation", "notation",
    "overview", "preliminaries", "proof", "proofs", "related", "remark", "results", "settings", "setup", "theory",
))  # fmt: skip


def defining(statement: StatedFormula, around: Surroundings) -> Iterator[NearSentence]:
    """The sentence of its section that says what its left side is: "Let $d$ denote the depth of the lake"."""
    subject = statement.subject
    said = statement.meant(subject.latex) if subject is not None else None
    source = said.source if said is not None and said.status == "paper" else None
    if source is None or source.kind != "sentence" or source.manner not in SAYS:
        return
    span = source.span
    piece = around.holding(span.file, span.start)
    if piece is None or not around.is_near(span.file, span.start, statement.equation):
        return
    is_whole = piece.begins and piece.ends and tells(piece.words.split()) >= LEAST
    if is_whole and piece.start < statement.equation.formula.span.start and words_of(piece)[:1] in SETS_UP:
        yield piece


def is_heading(piece: NearSentence) -> bool:
    """Whether it only names what follows: "\\textbf{Light boats:}" is no sentence."""
    text = piece.text.rstrip(":. ")
    is_open = "}" not in text and piece.text[-1:] in (*ENDS, ":")  # a sentence ends before the bracket does
    is_one = is_open or (text.endswith("}") and text.count("}") == 1)
    return text.startswith(SET_OFF) and text.count("{") == 1 and is_one


def headed(statement: StatedFormula, around: Surroundings) -> Iterator[tuple[int, str]]:
    """The words of the paragraph's heading, with their place: for the first display below it, and below the heading of
    a step of a proof for each."""
    file = statement.equation.formula.span.file
    for place, title, is_first in _headings(statement, around, file):
        plain = "".join(sign if sign.isalpha() else " " for sign in title.casefold())
        words = plain.split()
        is_step = words[:1] != [] and words[0] in STEPS
        is_topic = OTHER.isdisjoint(words) and (is_step or words[:1] == ["how"] or not has_verb(words[:-1]))
        is_plain = not any(each in title for each in ("$", "\\", "{"))
        if (is_first or is_step) and is_topic and is_plain and tells(words) >= TITLED:
            yield place, title


def _headings(statement: StatedFormula, around: Surroundings, file: str) -> Iterator[tuple[int, str, bool]]:
    """The heading nearest above: where its words stand, these, and whether the display is what it is of."""
    place, is_first = around.heading(statement.equation)
    run_in = next((each for each in around.above(statement.equation) if is_heading(each)), None)
    if run_in is not None and run_in.start > place:
        skipped = run_in.text.index("{") + 1
        yield run_in.start + skipped, run_in.text[skipped:].partition("}")[0], False
        return
    sections = statement.study.document.sections
    found = next((each for each in sections if each.span.file == file and each.span.start == place), None)
    if found is None or found.level < PARAGRAPH or not found.title:
        return
    at = statement.study.reading.bundle.files[file].text.find(found.title, place, place + TITLE)
    if at >= 0:
        yield at, found.title, is_first
