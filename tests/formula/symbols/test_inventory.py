"""One symbol for one spelling over a whole paper, each occurrence at its place in the author's file."""

from reader.formula.symbols.inventory import SymbolTable, collect_symbols
from reader.latex.source.bundle import bundle_from_bytes
from reader.model.document import Document, Equation, Formula
from reader.model.source import Span
from reader.pipeline import read

# The file reads:  $\loss(x) + x_1$ ... \[ \loss = \pol{y} \gizmo \]     with \loss -> \mathcal{L}, \pol#1 -> \pi_{#1}
FILE = "main.tex"


def formula(start: int, pieces: list[tuple[str, str]]) -> Formula:
    """``pieces`` are (written, expanded). The body of a macro is at its whole call."""
    latex = "".join(written for written, _ in pieces)
    expanded = ""
    origins = []
    place = start
    for written, made in pieces:
        span = Span(FILE, place, place + len(written))
        if written in (r"\pol{", "}"):
            span = Span(FILE, start + latex.index(r"\pol{"), start + latex.index("}") + 1)
        origins.append((len(expanded), span.file, span.start, span.end))
        place += len(written)
        expanded += made
    return Formula(latex, expanded, Span(FILE, start, start + len(latex)), tuple(origins))


def equation(identifier: str, made: Formula, display: bool) -> Equation:
    return Equation(identifier, made, "equation" if display else "inline", display)


def table() -> SymbolTable:
    inline = formula(100, [(r"\loss", r"{\mathcal{L}}"), ("(x) + x_1", "(x) + x_1")])
    shown = formula(
        200,
        [
            (r"\loss", r"{\mathcal{L}}"),
            (" = ", " = "),
            (r"\pol{", r"\pi_{"),
            ("y", "y"),
            ("}", "}"),
            (r" \gizmo", r" \gizmo"),
        ],
    )
    document = Document("", (), (equation("e1", shown, True),), (equation("i1", inline, False),), (), (), {})
    return collect_symbols(document)


def test_ids_follow_the_order_of_appearance() -> None:
    symbols = table().symbols
    assert [symbol.id for symbol in symbols] == [f"s{k}" for k in range(1, len(symbols) + 1)]
    assert [symbol.latex for symbol in symbols] == [r"\mathcal{L}", r"\pi_{y}", "y", r"\gizmo", "x", "x_{1}"]


def test_equations_name_their_symbols_once() -> None:
    assert table().by_equation == {"e1": ("s1", "s2", "s3", "s4"), "i1": ("s1", "s5", "s6")}


def test_occurrences_are_places_of_the_author() -> None:
    loss, policy, y, _, x, x1 = table().symbols
    assert [o.span for o in loss.occurrences] == [Span(FILE, 200, 205), Span(FILE, 100, 105)]
    assert policy.occurrences[0].span == Span(FILE, 208, 215)
    assert y.occurrences[0].span == Span(FILE, 213, 214)
    assert x.occurrences[0].span == Span(FILE, 106, 107)
    assert x1.occurrences[0].span == Span(FILE, 111, 114)
    assert (x1.occurrences[0].equation, x1.written) == ("i1", ("x_1",))


def test_written_as_the_author_wrote_it() -> None:
    symbols = table().symbols
    assert symbols[0].written == (r"\loss",)
    assert symbols[1].written == (r"\pol{y}",)


def test_traits_are_gathered_over_the_paper() -> None:
    loss = table().symbols[0]
    assert {"defined", "applied", "calligraphic"} <= loss.traits


def test_faults_come_with_their_place() -> None:
    (problem,) = table().problems
    assert (problem.kind, problem.equation, problem.span) == ("unknown-command", "e1", Span(FILE, 216, 222))


def test_without_origins_a_verbatim_formula_still_has_places() -> None:
    plain = Formula("a+b", "a+b", Span(FILE, 10, 13))
    document = Document("", (), (equation("e1", plain, True),), (), (), (), {})
    assert [s.occurrences[0].span for s in collect_symbols(document).symbols] == [
        Span(FILE, 10, 11),
        Span(FILE, 12, 13),
    ]


def test_words_between_formulas_are_no_symbols() -> None:
    lines = r"""
\State update $a \gets a - g$ for all $g$
\State $\text{total loss} \gets a$
\State Add edges $(u, v)$ and \Return $u$"""
    table = r"\begin{tabular}{ll} $\text{Rate}$ & $\text{steps}$ \end{tabular}"
    text = rf"""\documentclass{{article}}\usepackage{{algpseudocode}}\begin{{document}}
\begin{{algorithmic}} {lines} \end{{algorithmic}}
{table} With $x \text{{ contains }} y$ we get \[ \text{{fuel}} = 1. \] It is $\text{{fuel}}$.
\end{{document}}"""
    found = read(bundle_from_bytes("p.tex", text.encode())).annotations
    words = {one.symbol.latex: len(one.symbol.occurrences) for one in found if len(one.symbol.latex) > 1}
    assert words == {r"\text{total loss}": 1, r"\operatorname{fuel}": 2}
