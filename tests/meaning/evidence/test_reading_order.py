"""Ranks and sections of a small paper's places."""

from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.reading_order import ReadingOrder
from reader.model.document import Document
from reader.model.symbols import Symbol

TEXT = rb"""\begin{document}
\section{A} Here $a + b$ grows.
\subsection{B} Then $c$ falls.
\section{C} At last $c + d$ holds. \begin{figure}\caption{With $d$.}\end{figure}
\end{document}"""


def order_of() -> tuple[ReadingOrder, Document, dict[str, Symbol]]:
    document = read_document(bundle_from_bytes("main.tex", TEXT))
    symbols = collect_symbols(document).symbols
    by_id = {equation.id: equation for equation in document.inline}
    return ReadingOrder(document, by_id, symbols), document, {symbol.latex: symbol for symbol in symbols}


def test_ranks_grow_in_reading_order() -> None:
    order, document, _ = order_of()
    ranks = [order.rank_of_equation(equation.id) for equation in document.inline[:3]]
    assert ranks == sorted(set(ranks)) and ranks[0] > 0
    assert order.rank_of_equation("none of this paper") == 0


def test_subsections_belong_to_their_section() -> None:
    order, document, _ = order_of()
    assert [order.section_of_equation(equation.id) for equation in document.inline[:3]] == [1, 1, 2]


def test_spellings_share_a_section() -> None:
    order, _, _ = order_of()
    assert order.share_section("a", "c") and order.share_section("c", "d") and not order.share_section("a", "d")
    assert order.share_section("a", "unknown")


def test_captions_stand_beside_the_text() -> None:
    order, document, _ = order_of()
    beside = {passage.kind: order.is_beside(passage.span, order.rank(passage.span)) for passage in document.passages}
    assert beside["caption"] and not beside["paragraph"]
