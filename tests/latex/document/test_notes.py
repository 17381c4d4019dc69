"""Notes are passages of their own, and leave a blank where they stand."""

from latex_cases import read


def test_a_footnote_is_a_passage_of_its_own() -> None:
    paper = read(r"\begin{document}We use $x$\footnote{A gain $y$.} here.\end{document}")
    note, paragraph = paper.passages
    assert (note.kind, note.text) == ("footnote", "A gain $y$.")
    assert "gain" not in paragraph.text and paragraph.text.endswith("here.")


def test_end_notes_are_numbered_where_they_are_printed() -> None:
    paper = read(r"\usepackage{endnotes}\begin{document}One\endnote{\begin{equation}x\end{equation}}."
                 r"\begin{equation}y\end{equation}\theendnotes\end{document}")  # fmt: skip
    assert [(equation.formula.expanded, equation.number) for equation in paper.equations] == [("y", "1"), ("x", "2")]


def test_a_passage_knows_the_theorem_or_the_proof_that_holds_it() -> None:
    paper = read(r"\newtheorem{lem}{Lemma}\newtheorem*{rem}{Remark}\begin{document}Let $a$.\begin{lem}Let $b$.\end{lem}"
                 r"\begin{rem}Let $c$\footnote{A gain $y$.}.\end{rem}\begin{proof}Let $d$.\end{proof}Let $e$."
                 r"\end{document}")  # fmt: skip
    found = {passage.formulas[0][2]: passage.within for passage in paper.passages}
    assert found == {"a": "", "b": "Lemma", "y": "Remark", "c": "Remark", "d": "Proof", "e": ""}
