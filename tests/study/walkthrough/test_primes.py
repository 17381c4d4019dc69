"""What a prime does, where it is certain; nothing where it may be a derivative."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import LANGUAGES
from reader.pipeline import read
from reader.study.study import Study
from reader.study.walkthrough.links.primes import primes_in
from reader.study.walkthrough.pen import Pen


def told_of(*displays: str) -> list[dict[str, str]]:
    """What is said of primes in the last display."""
    body = " Then follows ".join(rf"\[ {each} \]" for each in displays)
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} We have {body}\end{{document}}"
    study = Study(read(bundle_from_bytes("p.tex", text.encode())))
    said = study.trees.said([each for each in study.document.equations if each.display][-1]).told
    return [{language: Pen(language, False).write(each) for language in LANGUAGES} for each in primes_in(said, study)]


@pytest.mark.parametrize(
    ("displays", "english", "japanese"),
    [
        ((r"L = K(x, x')",), "$x'$ is a second value of the same kind as $x$: the prime tells the two apart.",
         "$x'$ は、$x$ と同じ種類のもう一つの値です。プライム（′）は二つを区別する印です。"),
        ((r"L = \|x - x'\|",), "$x'$ is a second value of the same kind as $x$: the prime tells the two apart.",
         "$x'$ は、$x$ と同じ種類のもう一つの値です。プライム（′）は二つを区別する印です。"),
        ((r"x' = x - t v", r"L(x') = L(x) + c"), "The prime marks a new value: $x$ becomes $x'$.",
         "プライム（′）は新しい値の印です。$x$ から $x'$ を作ります。"),
    ],
)  # fmt: skip
def test_what_a_prime_does(displays: tuple[str, ...], english: str, japanese: str) -> None:
    assert told_of(*displays) == [{"en": english, "ja": japanese}]


@pytest.mark.parametrize(
    "displays",
    [
        (r"x' = - x",),  # a derivative by time, as likely as not
        (r"L = F(t, x, x')",),  # so in the calculus of variations
        (r"L = \|f - f'\|",),
        (r"L = x' + x",),
        (r"L = K(x, y')",),
        (r"L = p(a \mid s, s')",),
        (r"x'' = F(x, x')",),
        (r"x'(t) = v", r"E = K(x, x')"),
        (r"q'' = - q", r"S = \int_0^1 L(q, q') \, dt"),
    ],
)
def test_a_prime_that_may_be_a_derivative_is_not_told(displays: tuple[str, ...]) -> None:
    assert told_of(*displays) == []
