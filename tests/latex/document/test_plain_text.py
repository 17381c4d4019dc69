"""LaTeX text as plain text: nothing that is printed is lost, nothing that is not printed is kept."""

import pytest

from reader.latex.document.text import plain_text

CASES = {
    r"Schr\"odinger's cat": "Schrödinger's cat",
    r"\texttt{Adam} and \textsf{Sans}": "Adam and Sans",
    r"an \mbox{unbroken \textup{word}}": "an unbroken word",
    r"at \url{https://a.org/b_c}.": "at https://a.org/b_c.",
    r"by \href{https://a.org}{\texttt{the} words}!": "by the words!",
    r"by \href{http://a%20b}{text} after": "by text after",
    r"at \url{http://a%20b} and \url{http://a\%20b} after": "at http://a%20b and http://a%20b after",
    r"\href{a} and \url": "a and",
    r"the rate $\eta_1$, \emph{small}": r"the rate $\eta_1$, small",
    r"one\\[2pt] two": "one two",
    r"from \textless0 to \textgreater{} 2 (\S 3)": "from <0 to > 2 (§3)",
}


@pytest.mark.parametrize("latex", CASES)
def test_plain_text(latex: str) -> None:
    assert plain_text(latex) == CASES[latex]
