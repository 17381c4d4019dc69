"""Sentences that are about a formula by their grammar: its left side does something, they stand before a bare "Let"."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.purpose import purpose_of
from reader.study.study import Study


def quoted(body: str, at: int = 0) -> str | None:
    head = "\\documentclass{article}\n\\newtheorem{theorem}{Theorem}\n\\begin{document}\n"
    text = f"{head}{body}\n\\end{{document}}\n"
    study = Study(read(bundle_from_bytes("paper.tex", text.encode())))
    found = purpose_of(study.document.equations[at], study)
    if found is None or found.source is None:
        return None
    span = found.source.span
    assert study.reading.bundle.files["paper.tex"].text[span.start : span.end] == found.source.sentence
    return found.source.sentence


SHOWN = r"\begin{equation} s = a r^2 + b \end{equation}"


@pytest.mark.parametrize(
    ("before", "after", "start"),
    [
        ("Hence", "The sail area $s$ drives the boat against the wind.", "The sail area"),
        ("Hence", r"Both $s$ and $r$ have units of \emph{length} in every harbour.", "Both"),
        ("Hence", "The rim $r$ widens the bowl of the dish.", "The rim"),  # a part
        ("Hence", "The weight $s$ is set to the usual value of the garden.", None),
        ("Hence", "The boat $q$ drives the tide against the wind.", None),  # another letter
        ("Hence", "Then $s$ drives the boat against the wind.", None),  # an argument goes on
        ("The usual expressions are", "The sail area $s$ drives the boat against the wind.", "The sail area"),
        ("Hence", "This identity makes the link to the older harvest model explicit.", "This identity"),
        ("The basic plan adds the rent and the wage of each farm. For farm $i$, let", "", "The basic plan"),
        ("Let $r$ be the rent of each farm and its wage. For farm $i$, let", "", None),  # no topic
        ("There are two plans for the rent in the village. For farm $i$, let", "", None),
        ("Let", "be the longest road without a toll gate.", "the longest road"),
        ("Since $b = 1$, the growth simplifies to", "", "Since"),
        ("By Jensen's inequality,", "", "By Jensen"),
        ("Substituting the rate of growth into the balance of the lake, we obtain", "", "Substituting"),
        ("For each farm $i$,", "", None),
        ("Multiplying by $t$, we have", "", "Multiplying"),
        ("By the same reasoning as above, we have", "", None),
    ],
)  # fmt: skip
def test_what_is_near_is_quoted_where_nothing_leads(before: str, after: str, start: str | None) -> None:
    found = quoted(f"{before}\n{SHOWN}\n{after}")
    assert found.startswith(start) if start and found else found == start


def test_all_letters_of_a_left_side_are_spoken_of() -> None:
    body = r"The heat loss $p + q$ warms the wall of the barn. Next, \[ p + q = c (u - v). \]"
    assert (quoted(body) or "").startswith("The heat loss")
    assert quoted(body.replace("$p + q$", "$p$")) is None


def test_of_several_rows_what_says_what_one_of_them_does_is_quoted_of_it() -> None:
    rows = r"\begin{align} g &= \sigma(a x) \\ y &= g x + b \end{align}"
    body = f"Each pump follows the plan of the old valley works: {rows} The valve $g$ controls how much water passes."
    assert (quoted(body) or "").startswith("The valve")
    assert (quoted(body, 1) or "").startswith("Each pump")


def test_what_the_section_says_elsewhere_of_the_left_side_is_better_than_nothing() -> None:
    body = f"Hence {SHOWN} Then {SHOWN.replace('s =', 'u =')} The sail area $s$ determines the course against the wind."
    assert (quoted(body) or "").startswith("The sail area")
    apart = body.replace("The sail", r"\section{Other boats} The sail")
    assert quoted(apart) is None


@pytest.mark.parametrize(
    ("title", "lead", "found"),
    [
        ("[Slow drift of light boats]", "Then", "Slow drift of light boats"),
        ("[Drift]", "Then", None),
        (r"[The bound of \cite{x}]", "Then", None),
        ("", "Then", None),
    ],
)
def test_the_title_of_a_theorem_is_better_than_nothing(title: str, lead: str, found: str | None) -> None:
    assert quoted(rf"\begin{{theorem}}{title} {lead} \[ s \le a r^2 + b. \] \end{{theorem}}") == found


def test_a_bracket_at_the_end_that_only_refers_is_left_out() -> None:
    body = r"Combined with the bound on the drift of a boat (Appendix~\ref{far}): \[ s = a r^2 + b \]"
    assert quoted(body) == "Combined with the bound on the drift of a boat"


@pytest.mark.parametrize(("first", "is_kept"), [("The lake cools at night.", True), ("which cools the lake.", False)])
def test_this_is_quoted_with_what_it_goes_back_to(first: str, is_kept: bool) -> None:
    found = quoted(rf"{first} This is done by the exchange of heat with the air above: \[ s = a r^2 + b \]") or ""
    assert found.startswith(first if is_kept else "This is done") and found.endswith("above:")


def test_the_range_of_an_index_is_no_left_side() -> None:
    body = r"""\begin{align} d_k &= a^2 + r_k, \quad k = 1, \ldots, n \\ q_k &= c^2, \quad k = 1, \ldots, n \end{align}
    The prices $u_k$ help us to weigh every barrel differently."""
    assert "prices" not in (quoted(body) or "") and "prices" not in (quoted(body, 1) or "")
