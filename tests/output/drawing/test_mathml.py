"""What MathML leaves to its writer, construct by construct."""

import re

import pytest

from reader.formula.syntax.parsing import parse_formula
from reader.output.drawing.mathml import to_mathml


def drawn(latex: str, display: bool = True) -> str:
    markup = to_mathml(parse_formula(latex), display=display)
    return re.sub(r"^<math[^>]*>|</math>$", "", markup)


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\mathcal{L}", "<mi>ℒ</mi>"),
        (r"\mathbb{R}", "<mi>ℝ</mi>"),
        (r"\mathbf{x}", "<mi>𝐱</mi>"),
        (r"\bm{x}", "<mi>𝒙</mi>"),
        (r"\bm{\theta}", "<mi>𝜽</mi>"),
        (r"\mathfrak{g}", "<mi>𝔤</mi>"),
        (r"\mathbb{1}", "<mn>𝟙</mn>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\Gamma", '<mi mathvariant="normal">Γ</mi>'),
        ("a - b", '<mo form="infix">−</mo>'),
        ("-a", '<mo form="prefix" lspace="0" rspace="0">−</mo>'),
        ("a = -b", '<mo form="prefix" lspace="0" rspace="0">−</mo>'),
        ("x_{i-1}", '<mo form="infix" lspace="0" rspace="0">−</mo>'),
        (r"a \log x", '<mspace width="0.1667em"/><mi>log</mi><mspace width="0.1667em"/>'),
        (r"\log(x)", "<mi>log</mi><mrow>"),
        ("(a)", 'stretchy="false"'),
        (r"\left( a \right)", 'stretchy="false"'),
        (r"\left( \frac{a}{b} \right)", 'stretchy="true"'),
        (r"\Bigl( a \Bigr)", 'minsize="1.8em"'),
        (r"\sum_i^n a", '<munderover><mo movablelimits="false">∑</mo>'),
        (r"\sum\nolimits_i^n a", "<msubsup>"),
        (r"\int_0^1 a", "<msubsup>"),
        (r"{\textstyle\sum_i} a", '<msub><mo movablelimits="false" largeop="false">∑</mo>'),
        (r"\max_x a", "<munder><mi>max</mi>"),
        (r"\hat{x}", '<mover accent="true"><mi>x</mi><mo stretchy="false">ˆ</mo></mover>'),
        (r"\hat{i}", "<mi>ı</mi>"),
        (r"f''", "″"),
        (r"\begin{cases} a & b \end{cases}", 'style="text-align:left"'),
        (r"\begin{aligned} a &= b \end{aligned}", 'displaystyle="true" columnalign="right left"'),
        (r"\begin{aligned} a &= b \end{aligned}", 'class="aligned"'),
        (r"a = b \\ + c", '<mspace linebreak="newline"/><mo form="infix">+</mo>'),
        (r"a \big( \\ b \big)", '<mspace linebreak="newline"/><mi>b</mi>'),
        (r"\begin{aligned} a &- b \end{aligned}", '<mo form="infix">−</mo>'),
        (r"\text{if } x", "<mtext>if\u00a0</mtext>"),
        (r"\binom{n}{k}", 'linethickness="0"'),
        (
            r"\text{for all the papers of a year }",
            "<mtext>for\u00a0</mtext><mtext>all\u00a0</mtext><mtext>the\u00a0</mtext>",
        ),
        (r"\begin{array}{rcl} a &=& b \end{array}", 'class="aligned"'),
        (r"\unknown{x}", r"<mtext>\unknown</mtext>"),
        (r"a \left(\frac{b}{c}\right) d", '<mi>a</mi><mspace width="0.1667em"/><mrow>'),
        (r"\left(\frac{b}{c}\right)^2 d", '<mspace width="0.1667em"/><mi>d</mi>'),
        (r"a \ll \equiv b", 'rspace="0">≪</mo><mo form="infix" stretchy="false" lspace="0" rspace="0.2778em">≡'),
        (r"(\mathopen{}\left\|a\right\|)", "<mrow></mrow><mrow><mo form"),
        (r"\begin{array}{rl} a & b \end{array}", '<mtd class="left" style="text-align:left">'),
        (r"\text{g\'en\'eral \"{u}ber \c{c}a}", "<mtext>général\u00a0über\u00a0ça</mtext>"),
        (r"A \cup \dots \cup B", "⋯"),
        (r"a\hspace{2pt}b", '<mspace width="0.2em"/>'),
        (r"\hspace*{-1mm}b", '<mspace width="-0.285em"/>'),
        (r"{a \above .2pt b}", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"),
        (r"\xrightarrow{f}", 'aria-label="→"'),
        (r"\left\|\frac{a}{b}\right\|", '>|</mo><mspace width="0.08em"/>'),
    ],
)
def test_in_display(latex: str, part: str) -> None:
    assert part in drawn(latex)


def test_limits_stand_beside_within_text() -> None:
    assert "<msubsup>" in drawn(r"\sum_i^n a", display=False)
    assert "<msubsup>" in drawn(r"\frac{\sum_i^n a}{b}")


def test_everything_is_escaped() -> None:
    markup = to_mathml(parse_formula(r'a < b \text{<script>"&} \foo<i>'), [(0, 1, '"><b>')])
    assert "<script" not in markup
    assert "<b>" not in markup
    assert '<math display="block" data-tex="a &lt; b' in markup


@pytest.mark.parametrize(
    ("latex", "target", "element"),
    [
        ("a + W^Q_i", (4, 9), '<msubsup data-tezawari-symbol="s1">'),
        ("x_i^2", (0, 3), '<msubsup data-tezawari-symbol="s1">'),
        (r"\|x\|_2^2", (0, 7), '<msubsup data-tezawari-symbol="s1">'),
        (r"\alpha x", (0, 6), '<mi data-tezawari-symbol="s1">α</mi>'),
        ("r[j] + 1", (0, 4), '<mrow data-tezawari-symbol="s1">'),
        (r"a \odot b", (2, 7), '<mo data-tezawari-symbol="s1"'),
    ],
)
def test_a_symbol_is_the_element_that_covers_it(latex: str, target: tuple[int, int], element: str) -> None:
    assert element in to_mathml(parse_formula(latex), [(*target, "s1")])


def test_places_outside_the_formula_are_left_alone() -> None:
    assert "data-tezawari" not in to_mathml(parse_formula("a + b"), [(70, 80, "s1"), (1, 2, "s2")])
