"""A purpose calls something by what it is: a sentence that would fit any paper is none."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.pipeline import read
from reader.study.purpose.forms.table import FORMS
from reader.study.purpose.particular import BUILDS, EXPLAINS, LIMITS
from reader.study.purpose.phrase import PurposePhrase, phrase_of, sign_of
from reader.study.purpose.purpose import Purpose, does_more, purpose_of, times_in
from reader.study.study import Study


def purpose(latex: str, beside: str = "") -> Purpose | None:
    body = f"{beside}\n\\begin{{equation}} {latex} \\end{{equation}}"
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    study = Study(read(bundle_from_bytes("paper.tex", text.encode())))
    return purpose_of(study.document.equations[-1], study)


@pytest.mark.parametrize(
    ("latex", "beside", "is_said"),
    [
        (r"u = \frac{1}{n} \sum_{i=1}^{n} x_i", "", False),
        (r"u = \frac{1}{n} \sum_{i=1}^{n} x_i", "Here $u$ denotes the water demand.", False),
        (r"u = \frac{1}{n} \sum_{i=1}^{n} x_i", "Here $u$ denotes the water need, $x_i$ denotes the rain gain.", True),
        (r"\dot{v} = A v + B u", "Here $v$ denotes the flow velocity.", False),  # how it is built, one name or not
        (r"d = a - b", "Here $a$ denotes the gas pressure.", False),
        (r"d = a - b", "Here $a$ denotes the gas pressure, $b$ denotes the water level.", True),
        (r"f(x) = \begin{cases} 1 & \text{if } x > a \\ 0 & \text{otherwise} \end{cases}", "", False),
        (r"\lim_{n \to \infty} f(n) = c", "", False),
    ],
)
def test_a_purpose_has_a_name_of_the_paper(latex: str, beside: str, is_said: bool) -> None:
    found = purpose(latex, beside)
    assert bool(found and found.text) == is_said


def test_a_form_that_explains_is_kept_without_names_for_the_steps() -> None:
    found = purpose(r"y = b + s (a - b)")
    assert (
        found is not None and not found.text and "goes beyond" in found.build["en"] and "行き過ぎ" in found.build["ja"]
    )
    named = purpose(r"y = b + s (a - b)", "Here $a$ denotes the gas pressure.")
    assert named is not None and named.text and not named.build


def test_the_forms_of_both_lists_are_rows() -> None:
    assert len(FORMS) > 1 and BUILDS & EXPLAINS == LIMITS


def test_what_a_phrase_does_is_known_by_its_rows() -> None:
    one, other = sign_of("a"), sign_of("b")
    product = phrase_of("product-of-two", first=one, second=other)
    assert not does_more(product) and times_in(product) == 1
    assert does_more(phrase_of("average-over", first=product, range=one))
    spoken = PurposePhrase({"en": "the average over the years", "ja": "年ごとの平均"}, frozenset(("the average",)))
    assert not does_more(spoken)  # an author's name is no row
