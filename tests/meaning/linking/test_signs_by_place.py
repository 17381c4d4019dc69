"""Signs with several readings: what their places say they are, and where they say nothing."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.model.annotations import Annotation
from reader.pipeline import read


def annotation_of(sign: str, text: str) -> Annotation | None:
    paper = rf"\documentclass{{article}}\begin{{document}}We use {text}.\end{{document}}"
    found = read(bundle_from_bytes("p.tex", paper.encode())).annotations
    return next((one for one in found if one.symbol.latex == sign), None)


@pytest.mark.parametrize(
    ("sign", "text", "concept"),
    [
        (r"\times", r"$a = 3 \times 10^{5}$", "multiplication"),
        (r"\times", r"a gain of $2\times$", "multiplication"),
        (r"\times", r"$f: \mathbb{R} \times \mathcal{X} \to Y$", "cartesian-product"),
        (r"\mid", r"\[ A = \{ x \mid x > 0 \} \]", "set-builder-notation"),
        (r"\pi", r"\[ S = 4 \pi r^2 \]", "circle-constant"),
        ("d", r"\[ \int f(x) dx = F \]", "differential"),
        ("d", r"\[ \frac{dx}{dt} = f \]", "differential"),
        ("e", r"\[ w = e^{-\lambda t} \]", "eulers-number"),
        ("e", r"\[ e^{x} + e^{-y} \]", "eulers-number"),
        (r"\operatorname{Beta}", r"\[ x \sim \operatorname{Beta}(a, b) \]", "beta-distribution"),
        (r"\cos", r"\[ y = \cos(2 \pi t) \]", "cosine"),
        (r"\cos", r"\[ y = \cos(u, v), \quad z = \cos(t) \]", "cosine"),
        (r"\arctan", r"\[ y = \arctan x \]", "inverse-trigonometric-functions"),
        (r"\mathbb{R}^{d}", r"$x \in \mathbb{R}^{d}$", "real-coordinate-space"),
    ],
)
def test_a_sign_is_what_its_places_make_it(sign: str, text: str, concept: str) -> None:
    found = annotation_of(sign, text)
    assert found is not None
    assert [link.concept for link in found.links][:1] == [concept]


@pytest.mark.parametrize(
    "text", [r"a matrix $W \in \mathbb{R}^{m \times n}$", r"an $m \times n$ matrix", r"a $3 \times 3$ grid"]
)
def test_a_cross_between_sizes_is_said_so(text: str) -> None:
    found = annotation_of(r"\times", text)
    assert found is not None and found.meaning is not None and found.meaning.startswith("by (")


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        (r"\times", r"\[ F = a \times b \]"),  # numbers or vectors
        (r"\times", r"\[ F = a \times b \] with $a = 0.3$"),  # the other may be a set
        (r"\times", r"\[ F = a \times b \] unless $a = 0$ and $b = 0$"),  # vectors are 0, too
        (r"\times", r"\[ F = a \times \mathcal{L} \]"),  # a weight and a loss
        (r"\times", r"a space $X \times Y$"),  # sets or sizes
        (r"\times", r"$n \times d$ and $d \times k$ matrices, $3 \times 10^{5}$ weights"),  # sizes and numbers
        (r"\pi", r"\[ \pi(a) = 2 \pi b \]"),  # a function of the paper
        (r"\pi", r"\[ L = \pi A + B + \sqrt{2 \pi} \]"),  # a weight as well
        (r"\pi", r"\[ V^{\pi} = \max_a Q^{\pi}, \quad \phi = 2 \pi t \]"),  # a policy as well
        ("d", r"\[ y = d x + b \]"),  # a factor
        (
            "d",
            r"the dimension $d$ here: \[ \int f dx, \quad \int g dy, \quad \int h dz, \quad \int k dw = \sqrt{d} \]",
        ),
        ("e", r"\[ L = e^{\top} e, \quad e = y - x \]"),  # an error
        ("e", r"\[ y = x + e, \quad w = e^{-x} \]"),  # an error as well
        ("e", r"\[ e^{(l)} = W e^{(l-1)} + b \]"),  # a layer's embedding
        (r"\pi", r"Let $\pi$ denote the mixing weight. \[ S = 2\pi r, \quad T = 2 \pi s \]"),  # it has a name
    ],
)
def test_where_places_say_nothing_nothing_is_forced(sign: str, text: str) -> None:
    found = annotation_of(sign, text)
    assert found is None or found.status != "structure"


def test_what_places_force_goes_before_what_a_sentence_seems_to_say() -> None:
    found = annotation_of("e", r"a volume ratio of $e \approx 2.718$, so that \[ w = e^{-x}, \quad v = e^{-y} \]")
    assert found is not None
    assert [link.concept for link in found.links][:1] == ["eulers-number"]


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        (r"\[ V = \frac{Z e^2}{R}, \quad F = \frac{e^{2}}{R^2} \]", False),  # a charge
        (r"rays of $e^-$ and $e^{+}$ \[ V = \frac{Z e^2}{R} \]", False),
        (r"\[ w = e^{2x} \]", True),
    ],
)
def test_an_e_that_only_numbers_raise_may_be_anything(text: str, is_number: bool) -> None:
    found = annotation_of("e", text)
    assert found is not None
    assert (found.status == "structure") is is_number


def test_a_letter_that_is_called_something_is_tied_to_no_sign() -> None:
    found = annotation_of(
        "d", r"a layer. Let $d$ be the thickness of a layer. \[ F = \int I d\Omega \] \[ x = y + d \]"
    )
    assert found is not None and found.meaning == "thickness of a layer"
    assert not found.links
    assert [sense.meaning for sense in found.senses] == ["thickness of a layer", "differential"]


def test_bars_are_what_they_hold_formula_by_formula() -> None:
    text = r"\[ a = |x - y|, \quad b = |x| + |y| \] \[ c = \sum_{i \in S} \frac{i}{|S|} \] \[ d = |z - 1| \]"
    found = annotation_of(r"|\cdot|", text)
    assert found is not None
    held = {sense.links[0].concept: len(sense.equations) for sense in found.senses}
    assert held == {"absolute-value": 2, "cardinality": 1}
