"""No paper is lost in silence: what classes leave open ends with them, and what was not read is said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reader.latex.document.completeness import count_delimiters
from reader.latex.document.document import read_document
from reader.model.document import Document
from reader.model.source import SourceBundle, SourceFile

BODY = r"""
\title{On letters}
\maketitle
\section{First} Let $a$ be the share of $b$.
\[ a = b \]
\begin{equation} c = d \end{equation}
\begin{align} e &= f \\ g &= h \end{align}
$$ i = j $$
"""
PAPER = rf"\documentclass{{own}}\begin{{document}}{BODY}\end{{document}}"
DISPLAYS = ["a = b", "c = d", "e &= f", "g &= h", "i = j"]

LEFT_OPEN = {
    "a group": r"\begingroup {\def\small{x}",
    "a definition": r"\def\small#1{\message{#1}",
    "an argument": r"\newcommand{\small",
    "an optional argument": r"\newcommand{\small}[1",
    "a delimited argument": r"\def\until#1\end@until{} \until and so on",
    "a false condition": r"\iffalse \message{never}",
    "a true condition": r"\iftrue \message{always}",
    "a condition among others": r"\ifnum 1<2 \ifx\undefined\relax \fi",
    "an environment's text": r"\NewEnviron{kept}{\BODY} \begin{kept} text",
    "a name": r"\csname not ended",
    "a formula": r"$ x",
    "an end of input in a macro": r"\def\stop{\endinput}",
    "a hook with an argument that is not there": r"\AtBeginDocument{\newcommand{\x}[1]{}\x}",
    "a hook with a delimiter that is not there": r"\AtBeginDocument{\def\x#1\y{}\x}",
    "a hook with an open brace": r"\AtBeginDocument{\expandafter\def\csname x\endcsname\bgroup\x{}}",
    "a title of its own": r"\title{Title}",
    "displays set flush left": r"\def\[{\begin{trivlist}\item[]$\displaystyle}\def\]{$\end{trivlist}}",
}


def bundle(files: Mapping[str, str]) -> SourceBundle:
    return SourceBundle("x", {path: SourceFile(path, text, "utf-8") for path, text in files.items()}, "main.tex", "")


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


@pytest.mark.parametrize("text", LEFT_OPEN.values(), ids=LEFT_OPEN.keys())
@pytest.mark.parametrize("file", ["own.cls", "own.sty"])
def test_what_a_class_or_style_leaves_open_ends_with_it(file: str, text: str) -> None:
    paper = PAPER if file == "own.cls" else PAPER.replace("{own}", r"{article}\usepackage{own}")
    document = read_document(bundle({"main.tex": paper, file: text}))
    assert [equation.formula.latex.strip() for equation in document.equations] == DISPLAYS
    assert [formula.formula.latex for formula in document.inline] == ["a", "b"]
    assert document.title == "On letters"
    assert not {"class-set-aside", "styles-set-aside"} & {*kinds(document)}


SWALLOWS = r"\long\def\begintext#1\endtext{}"  # the paper never says \endtext
SWALLOWED = PAPER.replace(r"\maketitle", r"\maketitle\begintext")


@pytest.mark.parametrize("file", ["own.cls", "own.sty"])
def test_what_swallows_the_paper_is_set_aside(file: str) -> None:
    paper = SWALLOWED if file == "own.cls" else SWALLOWED.replace("{own}", r"{article}\usepackage{own}")
    document = read_document(bundle({"main.tex": paper, file: SWALLOWS}))
    assert [equation.formula.latex.strip() for equation in document.equations] == DISPLAYS
    assert kinds(document) == ["class-set-aside" if file == "own.cls" else "styles-set-aside"]


@pytest.mark.parametrize(
    "text",
    [
        "%\\documentclass{article}\n%\\begin{document}\n" + BODY + "\n%\\end{document}",
        BODY,
        "\\def\\start{\\begin{document}}\n" + BODY,  # nobody calls it
    ],
)
def test_a_fragment_is_read_as_one(text: str) -> None:
    document = read_document(bundle({"main.tex": text}))
    assert [equation.formula.latex.strip() for equation in document.equations] == DISPLAYS


def test_a_fragment_beside_another_document() -> None:
    other = r"\documentclass{letter}\begin{document}Dear editor\end{document}"
    document = read_document(bundle({"main.tex": BODY, "letter.tex": other}))
    assert [equation.formula.latex.strip() for equation in document.equations] == DISPLAYS
    assert kinds(document) == ["read-as-fragment"]


def test_no_formula_at_all_is_said() -> None:
    document = read_document(bundle({"main.tex": r"\documentclass{article}\begin{document}Words.\end{document}"}))
    assert kinds(document) == ["no-formulas"]


def test_missed_displays_are_said_with_the_place_of_the_first() -> None:
    body = BODY.replace(r"\[ a = b \]", r"\ifnum 1=2 \[ a = b \]\fi")
    document = read_document(bundle({"main.tex": PAPER.replace(BODY, body)}))
    assert kinds(document) == ["formulas-missed"]
    (problem,) = document.problems
    assert problem.span is not None
    assert PAPER.replace(BODY, body)[problem.span.start :].startswith(r"\[ a = b")
    assert dict(problem.arguments) == {"counted": "6", "found": "5"}


@pytest.mark.parametrize(
    ("text", "displays", "inline"),
    [
        (r"$a$ \$5 and \$6 $b$ \(c\)", 0, 3),
        (r"a line\\[2pt] and \[x\]", 1, 0),
        ("% $a$ \\[x\\]\n\\begin{comment}$a$\\end{comment}\\verb|$a$|\\iffalse $a$ \\fi $b$", 0, 1),
        (r"\newcommand{\x}{$a$}", 0, 0),
        (r"\begin{align*}a\mbox{ if $b$}\end{align*}", 1, 0),
        (r"\[\begin{tikzpicture}$a$\end{tikzpicture}\] $$ $$", 0, 0),
        (r"$$ a \mbox{ for $b$} $$ and $$c$$", 2, 0),
        (r"\input{part} $a$", 1, 1),
        (r"\author{Ann$^{1}$, Bob$^2$ and Cy${}^{\ast}$} at 10$^{3}$ $a$", 0, 1),  # nobody reads the authors' marks
    ],
)
def test_what_a_plain_look_counts(text: str, displays: int, inline: int) -> None:
    files = {"main.tex": text, "part.tex": r"\[ y \]"}
    seen = count_delimiters(bundle(files), read_document(bundle(files)))
    assert (seen.displays.counted, seen.inline.counted) == (displays, inline)
    assert seen.is_complete()
