"""Titles, sections and the appendix of whole small papers."""

from latex_cases import read


def test_a_section_has_number_level_and_title() -> None:
    paper = read(
        r"\newcommand{\me}{Tern}\title{On \me}\begin{document}\section{A}\subsection*{B}\section{\me}\end{document}"
    )
    assert paper.title == "On Tern"
    assert [(section.title, section.number, section.level) for section in paper.sections] == [
        ("A", "1", 2), ("B", None, 3), ("Tern", "2", 2)]  # fmt: skip


def test_an_equation_knows_its_section() -> None:
    paper = read(r"\begin{document}\section{A}\[x\]\subsection{B}\[y\]\appendix\section{C}\[z\]\end{document}")
    assert [equation.section for equation in paper.equations] == ["1 A", "1.1 B", "A C"]


def test_what_is_kept_for_the_appendix_is_read_there() -> None:
    paper = read(r"\usepackage{appendix}\AtAppendix{\setcounter{equation}{8}}\begin{document}"
                 r"\begin{equation}x\end{equation}\appendix\begin{equation}y\end{equation}\end{document}")  # fmt: skip
    assert [equation.number for equation in paper.equations] == ["1", "9"]
