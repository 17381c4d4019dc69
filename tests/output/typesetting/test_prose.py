"""What commands of an author's prose print, and quotations that were cut out of a longer stretch."""

from __future__ import annotations

import pytest

from reader import read
from reader.formula.syntax.plain import plain_formula
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.annotations import Definition
from reader.model.document import Document
from reader.model.source import Span
from reader.output.page.on_demand import Supply
from reader.output.page.payload import core_payload
from reader.output.rows.reading import to_dict
from reader.output.terminal import reading as terminal
from reader.output.typesetting.cross_references import Pointers
from reader.output.typesetting.prose import balanced, notes_in_brackets, prose_rows, words_of
from reader.output.typesetting.quotation import Quotations, plain_prose, shortened, shortened_latex, split_prose
from reader.output.typesetting.sentences import Sentences
from reader.study.study import Study


def document(body: str, setup: str = "") -> Document:
    text = rf"\documentclass{{article}}{setup}\begin{{document}}{body}\end{{document}}"
    return read_document(bundle_from_bytes("paper.tex", text.encode()))


SETUP = r"""
\newcommand{\term}[1]{\emph{#1}} \newcommand{\both}[2]{#1 and \textbf{#2}} \newcommand{\hidden}[1]{}
\newcommand{\ie}{i.\,e.} \newcommand{\note}[1]{\endnote{#1}} \newcommand{\lone}{$\ell_1$} \newcommand{\vx}{\mathbf{x}}
\newcommand{\project}[1]{{\sffamily #1}} \newcommand{\plainly}{Tern} \newcommand{\tern}{\project{\plainly}}
\newcommand{\ours}{\project{Heron++}\xspace} \newcommand{\oursplus}{\ours-Base}
"""


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"a \term{stale \emph{value}} here", "a stale value here"),
        (r"\both{one}{two}; \term {x}", "one and two; x"),
        (r"so\hidden{not to be seen} it is", "so it is"),
        (r"\eg the mean, \etal, \wrt time", "e.g. the mean, et al., w.r.t. time"),
        (r"this\todo[inline]{say {more}} works\index{work}", "this works"),
        (r"a line\footnote{Of {text}.} ends", "a line (Of text.) ends"),
        (r"\mbox{two words} and \hl{lit}", "two words and lit"),
        (r"\looseness=-1 The \vspace{-2mm} end\parskip 3pt.", "The end."),
        (r"called \ours, of \oursplus; \kern-2pt plus 1fil so", "called Heron++, of Heron++-Base; so"),
        (r"the \tern{} beside \project{Gull}, \tern.", "the Tern beside Gull, Tern."),
        (r"call \verb|a_1 %b|, then \lstinline{f(x)}.", "call a_1 %b, then f(x)."),
        (r"a heap\index{heap}; a tree \label{tree} , and", "a heap; a tree, and"),
        (r"on the web (\href{https://a.org}{ }). It runs f()", "on the web. It runs f()"),
        (r"\captionsetup{type=figure} Two boats", "Two boats"),
        (r"\renewcommand\figurename{Plate} \crefformat{figure}{Plate S#2#1#3} Birds", "Birds"),
        (r"in 2012, \mnras, 5", "in 2012, MNRAS, 5"),
        (r"\cmidrule(lr){2-3}\multicolumn{2}{c}{both} . . . on", "both . . . on"),
        (r"pages 3--4 --- all", "pages 3–4 — all"),
        (r"the ``winning'' and the `losing' boat", "the “winning” and the ‘losing' boat"),
        (r"cut} here and {\em there", "cut here and there"),
        (r"it is \note{cut off", "it is cut off"),
        (r"100\% sure% not this", "100% sure"),
        (r"the \lone{} norm, $\vx$ too", "the ℓ_1 norm, x too"),
    ],
)
def test_what_commands_print(latex: str, printed: str) -> None:
    pointers = Pointers(document("", SETUP), "en")
    assert plain_prose(list(split_prose(latex, pointers=pointers))).replace("  ", " ") == printed


def test_tables_and_drawings_are_no_sentences() -> None:
    table = r"\resizebox{\linewidth}{!}{\begin{tabu}{lr} Boat & Speed \\ Heron & 7 \end{tabu}}"
    drawing = r"\wrapped{\begin{tikzpicture} \draw (0,0) -- (1,1); \end{tikzpicture}}"
    paper = document(rf"Both boats are fast: $a & b$. {table} {drawing} Cats \& dogs sail.")
    told = [each.text for each in Sentences(paper, []).all()]
    assert [words_of(text).split() for text in told[1:]] == [["Cats", "&", "dogs", "sail."]]


def test_a_command_reaches_over_formulas() -> None:
    parts = list(split_prose(r"an {\em $L$-smooth} \textbf{map $f$ of} it"))
    assert [part.get("text", part.get("latex")) for part in parts] == ["an ", "L", "-smooth map ", "f", " of it"]


def test_a_word_that_is_no_word_for_us_is_not_put_in() -> None:
    pointers = Pointers(document("", r"\newcommand{\odd}[1]{\advance\count0 by #1}"), "en")
    assert words_of(pointers.printed(r"an \odd{1} one")) == "an 1 one"


def test_rows_of_the_table_are_commands() -> None:
    assert all(name.isalpha() for rows in prose_rows().values() for name in rows)
    assert all(words_of(rf"a\{name}" + "{b}" * count + " c").split() == ["a", "c"]
               for name, count in prose_rows()["silent"].items() if name not in ("begin", "end"))  # fmt: skip


def test_lone_braces_go_and_places_of_notes_hold() -> None:
    assert balanced(r"a} \em{b {c} \}") == r"a \em b {c} \}"
    pointers = Pointers(document("", SETUP), "en")
    told = notes_in_brackets(r"We\note{One. $x$ two.} go\footnote{on", pointers.notes)
    assert len(told) == len(r"We\note{One. $x$ two.} go\footnote{on")
    assert " ".join(told.split()) == r"We (One. $x$ two.) go\footnote{on"


def test_a_note_of_several_sentences_is_read_where_it_is_called() -> None:
    found = document(r"Let $x$ be small\note{It is $y$. So is $z$.} or\footnote{Not here.} not. \[ a = b \]", SETUP)
    column = Sentences(found, [])
    told = ["".join(part for part in column.parts(each) if isinstance(part, str)) for each in column.all()]
    assert "".join(told).startswith("Let  be small (It is . So is .) or not.")


LONG = (
    r"Let us say at some length what follows. "
    + r"A word \emph{and more} of it, " * 9
    + r"with \textnormal{a} $x_{t+1}$ "
)


def quoted(start: int, end: int, body: str = LONG + "and the end.") -> str:
    found = document(body)
    passage = next(each for each in found.passages if "at some length" in each.text)
    at = passage.text.index("Let us")
    text = passage.text[at + start : at + end]
    place = Span("paper.tex", passage.span.start + at + start, passage.span.start + at + end)
    return plain_prose(Quotations.in_document(found).sentence(Definition("x", text, place, "", text, place)))


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        (0, 39, "Let us", "what follows."),
        (2, 39, "… us say", "what follows."),
        (0, LONG.index("more}") + 2, "Let us", r"A word and …"),
        (0, LONG.index("normal"), "Let us", "of it, with …"),
        (0, LONG.index("x_{t") + 3, "Let us", "with a …"),
        (0, len(LONG), "Let us", "x_(t+1)"),
        (LONG.index("x_{t") + 2, len(LONG) + 12, "… and", "the end."),
    ],
)
def test_a_quotation_ends_between_whole_pieces(start: int, end: int, begins: str, ends: str) -> None:
    text = quoted(start, end)
    assert text.startswith(begins) and text.endswith(ends)
    assert "\\" not in text and "{" not in text and "$" not in text


def test_a_display_in_a_quotation_is_drawn_and_a_piece_of_a_formula_too() -> None:
    body = r"Let us say at some length \begin{equation} \vx = 1 \end{equation} and so on."
    found = document(body, SETUP)
    passage = next(each for each in found.passages if "at some length" in each.text)
    quotations = Quotations.in_document(found)

    def parts(text: str) -> list[dict[str, str]]:
        at = passage.span.start + passage.text.index(text)
        place = Span("paper.tex", at, at + len(text))
        return quotations.sentence(Definition("x", text, place, "", text, place))

    assert [part.get("latex") for part in parts(passage.text[passage.text.index("Let") :])] == [
        None,
        r"\mathbf{x}= 1",
        None,
    ]
    assert [part.get("latex") for part in parts(r"\vx = 1")] == [r"\mathbf{x} = 1"]


def test_texts_are_shortened_between_words_and_formulas() -> None:
    assert shortened("one two three", 10) == "one two …" and shortened("one", 10) == "one"
    assert shortened("この文は長いので切ります", 8) == "この文は長い …"
    assert shortened_latex(r"so is $a + b + c$ there", 14) == "so is …"


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\pi_{\theta_{\text{old}}}", "π_(θ_(old))"),
        (r"\frac{a}{1 + b_{t}}", "a/(1 + b_t)"),
        (r"\mathbb{E}_{q\sim\mathcal{D}}", "𝔼_(q∼𝒟)"),
        (r"D_{\mathrm{KL}}(p \,\|\, q)", "D_(KL)(p ‖ q)"),
        (r"\left(\sqrt{d_k}\right)^{2}", "(√(d_k))^2"),
        (r"h^{(l)}", "h^(l)"),
        (r"\Pr[T = d]", "Pr[T = d]"),
        (r"\arg\max_{x} f(x)", "arg max_x f(x)"),
    ],
)
def test_a_formula_in_plain_characters(latex: str, plain: str) -> None:
    assert plain_formula(latex) == plain


def test_the_terminal_shows_no_latex_in_what_authors_say() -> None:
    reading = read(
        bundle_from_bytes(
            "paper.tex",
            rb"""\documentclass{article}\newcommand{\term}[1]{\emph{#1}}
\begin{document}Here $d$ is the \term{size of $x_{t+1}$}~\cite{them}. \[ d = 1 \]\end{document}""",
        )
    )
    row = terminal.in_plain_words(to_dict(Study(reading)), reading)
    symbol = next(each for each in row["symbols"] if each["latex"] == "d")
    assert symbol["meaning_source"]["sentence"] == "Here d is the size of x_(t+1) […]."
    assert not set("\\${}~") & set(symbol["meaning"])


def test_values_are_drawn_and_meanings_can_be_said_in_plain_characters() -> None:
    source = rb"""\documentclass{article}\begin{document}We set the step size $\eta = 10^{-3}$.
Let $L$ be the length of $x_{t+1}$. \[ \eta L = 1 \]\end{document}"""
    page = core_payload(Supply(study := Study(read(bundle_from_bytes("paper.tex", source)))))
    assert page["prose"]["$10^{-3}$"][0]["mathml"].startswith("<math")
    meaning = next(each["meaning"] for each in page["reading"]["symbols"] if each["latex"] == "L")
    assert [part.get("plain") for part in page["prose"][meaning]] == [None, "x_(t+1)"]
    row = terminal.in_plain_words(to_dict(study), study.reading)
    symbol = next(each for each in row["symbols"] if each["latex"] == r"\eta")
    assert symbol["values"][0]["value"] == "10^{-3}"
