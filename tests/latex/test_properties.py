"""What holds for any text at all: nothing raises, nothing runs away, places stay inside, the same gives the same."""

from __future__ import annotations

import re
import time
import tracemalloc
from itertools import pairwise
from string import ascii_lowercase

import latex_cases as golden
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from reader.formula.symbols.inventory import Places
from reader.latex.tex.lexer import Mouth, join, tokenize
from reader.model.document import Document, Formula
from reader.model.source import Span

pytestmark = pytest.mark.slow

RELAXED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
FEW = settings(RELAXED, max_examples=30)

PIECES_TEXT = r"""a|x_1^2| |{|}|$|$$|&|#|#1|##|^|_|~|%|% c
|\|\\|\[|\]|\(|\)|\{|*|[|]|=|1|-7|é|数式|𝔸|²|

|
|\begin{equation}|\end{equation}|\begin{align}|\end{align}|\begin{align*}|\begin{array}{c}|\end{array}
|\begin{subequations}|\end{subequations}|\begin{restatable}{t}{\r}|\end{restatable}|\r*|\begin{comment}|\end{comment}
|\begin{verbatim}|\end{verbatim}|\begin|\end|\begin{document}|\end{document}|\begin{numcases}{f}|\end{numcases}
|\begin{tabular}{c}|\end{tabular}|\begin{algorithmic}|\end{algorithmic}|\State|\If{a}|\EndIf|\;|\begin{q}|\end{q}
|\def\a{\b}|\def\b#1{#1\a}|\def\c#1.#2{#2#1}|\newcommand{\d}[2][x]{#1#2}|\let\e=\a|\edef\f{\a}|\gdef\g{\g\g}|\a|\b|\c|\d
|\e|\f|\g|\newenvironment{q}{\begin{equation}}{\end{equation}}|\csname|\endcsname|\expandafter|\noexpand|\futurelet\h
|\if|\ifx|\ifnum|\ifcase|\iffalse|\iftrue|\else|\or|\fi|\unless|\newif\ifz|\ztrue|\ifz|\loop|\repeat|\@ifnextchar
|\NewDocumentCommand{\k}{s o m e{_^}}{#1#2#3#4}|\k|\DeclarePairedDelimiterX{\p}[2]{(}{)}{#1}|\p|\NewEnviron{w}{\BODY}
|\begin{w}|\end{w}|\foreach \x in {1,...,3}{\x}|\forloop{n}{0}{\value{n} < 3}{x}|\whiledo{1 < 2}{}
|\setcounter{equation}|\addtocounter{equation}{3}|\stepcounter{section}|\arabic{equation}|\numberwithin{equation}{section}
|\renewcommand{\theequation}{\theequation}|\the|\value{equation}|\advance\c@equation by|\newcount\m|\m=3|\romannumeral
|\label{l}|\tag{t}|\tag*{\ref{l}}|\ref{l}|\eqref{l}|\cref{l,m}|\notag|\nonumber|\intertext{i}|\eqno(1)|\eqalignno{a&b&c\cr}
|\section{s}|\section*|\appendix|\caption{c}|\footnote{f $x$}|\item|\input{main}|\input x |\endinput|\usepackage{main}
|\makeatletter|\makeatother|\verb|\verb+x+|\url{%}|\text{|\mbox|\ensuremath{x}|\mathchoice|\left(|\right)|\frac|\over
"""
PIECES = st.sampled_from(re.split(r"\|", PIECES_TEXT))
SOUP = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


# --- the mouth ---


@RELAXED
@given(SOUP)
@example("% only a comment")
@example("% c\n\n\n")
@example("\\")
def test_tokens_and_comments_tile_the_text(text: str) -> None:
    mouth = Mouth("f", text)
    places = []
    while (token := mouth.next()) is not None:
        assert token.file == "f"
        places.append((token.start, token.end))
    places = sorted({*places, *mouth.holes})
    at = 0
    for start, end in places:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip(), "only spaces are skipped, after control words"
        at = max(at, end)
    assert not text[at:].strip()


@RELAXED
@given(SOUP)
def test_tokens_join_to_what_reads_the_same(text: str) -> None:
    tokens = [(token.kind, " ".join(token.text.split())) for token in tokenize(text)]
    again = [(token.kind, " ".join(token.text.split())) for token in tokenize(join(tokenize(text)))]
    assert squeezed(again) == squeezed(tokens)


def squeezed(tokens: list[tuple[str, str]]) -> list[str]:
    """Texts that follow each other as one; a comment between them is gone after joining."""
    return "".join(text + ("\n" if kind == "\\" else "") for kind, text in tokens).split()


# --- the whole front end ---


@FEW
@given(SOUP)
@example(r"\begin{align} a \intertext{$b} \end{align}")
@example(r"\footnote{$x} $y$")
@example(r"\section{\ifz a} $x$ \fi")
@example(r"\newcommand{\x}[٣]{#²}\x")
@example(r"\setcounter{equation}{99999999999999999999999999}\begin{equation}a\end{equation}")
def test_nothing_raises_and_places_stay_inside(text: str) -> None:
    files = {"main.tex": text, "x.tex": r"\[ \x \]"}
    document = golden.read(files)
    for equation in (*document.equations, *document.inline):
        assert_formula(equation.formula, files)
    for problem in document.problems:
        if problem.span is not None:
            assert_inside(problem.span, files)
    assert_passages(document, files)
    identifiers = [equation.id for equation in (*document.equations, *document.inline)]
    assert len(set(identifiers)) == len(identifiers)
    listed = set(identifiers)
    assert all(member in listed for group in document.groups for member in group.equations)
    assert all(r.target is None or r.target in listed for r in document.references)


def assert_inside(span: Span, files: dict[str, str]) -> None:
    assert 0 <= span.start <= span.end <= len(files[span.file])


def assert_formula(formula: Formula, files: dict[str, str]) -> None:
    assert_inside(formula.span, files)
    assert formula.latex == files[formula.span.file][formula.span.start : formula.span.end]
    offsets = [offset for offset, *_ in formula.origins]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(formula.expanded) for offset in offsets)
    for _, file, start, end in formula.origins:
        if file:
            assert_inside(Span(file, start, end), files)


def assert_passages(document: Document, files: dict[str, str]) -> None:
    for passage in document.passages:
        assert_inside(passage.span, files)
        assert len(passage.text) == passage.span.end - passage.span.start
        source = files[passage.span.file][passage.span.start : passage.span.end]
        assert all(mine in (" ", author) for mine, author in zip(passage.text, source, strict=True))
        for start, end, _ in passage.formulas:
            assert 0 <= start <= end <= len(passage.text)


@FEW
@given(SOUP)
def test_reading_is_deterministic(text: str) -> None:
    assert golden.read(text) == golden.read(text)


# --- places in ordinary papers ---

NAMES = st.sampled_from(("x", r"\x", r"\y", r"\frac{a}{\x}", r"\z{\x}", "+", r"\alpha ", "y_{1}"))
PREAMBLE = r"\newcommand{\x}{\mathbf{x}}\newcommand{\y}{\x_\x}\newcommand{\z}[1]{(#1 - #1)}"


@RELAXED
@given(st.lists(NAMES, min_size=1, max_size=12))
def test_origins_nest_in_the_formula(names: list[str]) -> None:
    body = "".join(names)
    document = golden.read(f"{PREAMBLE} Let \\[ {body} \\] be.")
    (equation,) = document.equations
    formula = equation.formula
    assert formula.latex == body.strip()
    for _, _, start, end in formula.origins:
        assert formula.span.start <= start <= end <= formula.span.end
    (passage,) = [passage for passage in document.passages if passage.formulas]
    ((start, end, expanded),) = passage.formulas
    assert (passage.text[start : start + 2], passage.text[end - 2 : end]) == (r"\[", r"\]")
    assert expanded == formula.expanded


def test_places_are_exact_beside_inner_environments() -> None:
    text = r"\[ y = \begin{cases} x + 1 & z \ge 0 \\ \beta w & \text{otherwise} \end{cases} \]"
    document = golden.read(text)
    (equation,) = document.equations
    places = Places(equation.formula)
    for sign in ("y", "x", "z", r"\beta", "w", "1"):
        at = equation.formula.expanded.index(sign)
        span = places.span(at, at + len(sign))
        assert text[span.start : span.end] == sign


# --- expansion ends ---

RUNAWAYS = {
    "a macro that calls itself": r"\def\a{\a}\[ \a \]",
    "a macro that grows": r"\def\a{x\a x}\[ \a \]",
    "two macros that call each other": r"\def\a{\b}\def\b{\a}\[ \a \]",
    "an argument that doubles": r"\def\a#1{\a{#1#1}}\[ \a{xy} \]",
    "exponential growth": "".join(rf"\def\{c}{{\{n}\{n}}}" for c, n in pairwise(ascii_lowercase)) + r"\[ \a \]",
    "exponential growth in edef": r"\def\a{xx}" + r"\edef\a{\a\a}" * 40 + r"\[ \a \]",
    "a loop without end": r"\loop\iftrue\repeat \[ x \]",
    "a loop that counts": r"\newcount\n \loop\advance\n by 1 \ifnum\n>0 \repeat \[ x \]",
    "an empty loop of ifthen": r"\whiledo{1 < 2}{} \[ x \]",
    "a number that refers to itself": r"\def\theequation{\theequation}\begin{equation}a\end{equation}",
    "an environment within itself": r"\newenvironment{q}{\begin{q}}{\end{q}}\begin{q} a \end{q}",
    "a file that reads itself": r"\input{main}\input{main}\[ x \]",
    "look-ahead without end": r"\makeatletter\def\a{\@ifnextchar x{\a}{\a}}\[ \a \]",
    "many runaways": "".join(rf"\def\{c}{{\{c}\{c}}}\[ \{c} \]" for c in "abcdefghij"),
    "a runaway on every line": "".join(rf"\def\a{c}{{y \a{c}}}\[ \a{c} \]" for c in ascii_lowercase * 8),
    "a counter that is multiplied by itself": r"\newcount\n \n=9 " + r"\multiply\n by \n" * 60 + r"\[ \the\n \]",
    "counts with thousands of digits": r"\multicolumn{N}{c}{x}\begin{array}{*{N}{c}} a \end{array}"
    r"\begin{algorithmic}[N]\STATE $x$\end{algorithmic}\setcounter{equation}{N}\foreach \n in {1,...,N}{x}".replace(
        "N", "9" * 5000
    ),
    "columns of columns": r"\begin{array}{" + "*{99}{" * 6 + "c" + "}" * 6 + r"} a \end{array}",
    "deep groups": "$" + "{" * 50_000 + "}" * 50_000 + "$",
    "deep environments": r"\begin{array}{c}" * 3_000,
    "deep conditions": r"\iftrue" * 20_000,
    "deep macros": r"\[" + r"\text{$" * 3_000,
    "footnotes in footnotes": r"\footnote{" * 2_000 + "}" * 2_000,
    "displays in displays": r"\begin{equation}" * 3_000,
}  # fmt: skip


NESTED = (
    (r"\footnote{", "}"), (r"\section{", "}"), (r"\edef\a{", "}"), (r"\csname ", ""), (r"\ifnum\numexpr 1+", ""),
    (r"\ifthenelse{\not", ""), (r"\ifthenelse{\( ", r"\)}{}{}"), (r"\if\if", ""), (r"\unless\ifnum -", ""),
    (r"\caption{\tag{", ""), (r"\begin{align} a \intertext{", r"}\end{align}"), (r"\expandafter", ""), (r"$\text{", ""),
    (r"\begin{restatable}{t}{\x}", r"\end{restatable}"), (r"\@ifnextchar x{", "}"), (r"\begin{figure}\caption{", "}"),
)  # fmt: skip


@pytest.mark.parametrize(("opening", "closing"), NESTED)
def test_depth_is_bounded(opening: str, closing: str) -> None:
    document = golden.read(opening * 400 + "x" + closing * 400 + "\n\n" + r"\bye")
    assert len(document.problems) < 500


def test_what_comes_after_too_deep_a_nest_is_read() -> None:
    document = golden.read(r"\footnote{" * 400 + "x" + "}" * 400 + r" \begin{equation} b \end{equation}")
    assert golden.row(document.equations[-1]) == "(1) b"
    assert [problem.kind for problem in document.problems] == ["too-deep"]


@pytest.mark.parametrize("name", RUNAWAYS)
def test_expansion_ends(name: str) -> None:
    start = time.process_time()
    document = golden.read(RUNAWAYS[name] + "\n\n" + r"Later \( w \).")
    assert time.process_time() - start < 30  # a second or less; a runaway would never come back
    assert sum(len(equation.formula.expanded) for equation in document.equations) < 1_000_000


def test_memory_is_bounded() -> None:
    tracemalloc.start()
    golden.read(RUNAWAYS["an argument that doubles"])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000_000


def test_what_comes_after_a_runaway_is_read() -> None:
    document = golden.read(r"\def\a{\a\a}\[ \a \] Then \begin{equation} b \end{equation}")
    assert golden.row(document.equations[-1]) == "(1) b"
    assert [problem.kind for problem in document.problems] == ["too-much-expansion"]
