r"""Hostile formulas: numbers that nobody can write down, nests, chains, and code that wants to be run.

Each is a display of a paper that is read with everything on demand, and each is asked for by ``tezawari formula``, in
one form after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Final

from asking import ask
from cases import Case, Job, Place, Result, slug
from reading import jobs as reading_jobs
from tex import between, displays, grid, nested
from verdict import MARK

Formulas = Mapping[str, str]
FORMS: Final = (
    ("--as", "sympy"), ("--as", "numpy"), ("--as", "latex"), ("--derivative", "x"), ("--substitute", "x=3"),
    ("--as", "torch"),
)  # fmt: skip

NUMBERS: Final[Formulas] = {
    "a power of ten of powers of ten": "y=10^{10^{100}}",
    "a tower of nines": "9^{9^{9^{9}}}",
    "a tower of fours": "4^{4^{4^{4^{4}}}}",
    "a tower of exponentials": "e^{e^{e^{e^{100}}}}",
    "the factorial of a billion": "1000000000!",
    "factorials of factorials": "9!!!!!!!!",
    "a binomial of a billion": r"\binom{10^9}{5 \cdot 10^8}",
    "a binomial of numbers": r"\binom{1000000000}{500000000}",
    "a power with a billion digits": "123456789^{123456789}",
    "a power that is asked for as NumPy": "123456789^{123456}",
    "a negative power": "2^{-10^{10}}",
    "a power of a fraction": r"(\frac{1}{3})^{10^9}",
    "a power of a decimal": "1.0000001^{10^{12}}",
    "a root of a large number": r"\sqrt[1000000007]{10^{1000000}}",
    "a large number modulo another": r"7^{10^{20}} \bmod 10^9",
    "gamma of a billion": r"\Gamma(10^9) + \zeta(10^9) + \mathrm{B}(10^9, 10^8)",
    "a sum to a trillion": r"\sum_{i=1}^{10^{12}} \frac{1}{i^2}",
    "a product to a billion": r"\prod_{i=1}^{1000000000} i",
    "sums within sums to a thousand": r"\sum_{i=1}^{1000} \sum_{j=1}^{1000} \sum_{k=1}^{1000} i j k",
    "4301 digits": "y=" + "7" * 4301,
    "4301 digits in an index": "y = x_{" + "7" * 4301 + "}",
    "4301 digits in an exponent": "y = x^{" + "7" * 4301 + "}",
    "a decimal of 20000 digits": "y = 0." + "3" * 20_000 + " x",
    "a decimal with a large exponent": r"y = 1e999999999 + 10^{-999999999} x",
    "nothing divided by nothing": r"\frac{0}{0} + 0^{0} + \frac{1}{0} + \infty - \infty + \log 0 + 0!",
    "digits that are no decimals": "x^{²} + x_{①} + ٣ y + 四 z = ½",
    "a power of a sum": "(x+1)^{1000000}",
    "powers of powers of sums": "((((x+y)^{9}+1)^{9}+1)^{9}+1)^{9}",
    "a matrix to a billion": r"A = \begin{pmatrix} 1 & 1 \\ 1 & 0 \end{pmatrix}^{1000000000}",
    "a derivative of a billionth order": r"\frac{d^{1000000000}}{dx^{1000000000}} \sin x^{100}",
    "a derivative of the 60th order": r"\frac{d^{60}}{dx^{60}} \frac{\sin(x^2) e^{x}}{1 + x^2}",
    "an integral that nobody knows": r"\int_0^{\infty} \frac{x^{x^{x}} e^{-x^{2}}}{\sin(x^x) + \log(1+x^3)} dx",
    "a limit that nobody knows": r"\lim_{n \to \infty} \left(\sum_{k=1}^{n} \frac{k!}{n^k} \right)^{n^n}",
    "dimensions beyond bounds": r"A \in \mathbb{R}^{10^9 \times 10^9}, \quad y = \operatorname{tr}(A A^{\top} A)",
}  # fmt: skip

NESTS: Final[Formulas] = {
    "softmax in softmax 35 times": nested(r"\mathrm{softmax}(", ")", 35),
    "functions in functions 300 times": nested("f(", ")", 300),
    "logarithms in logarithms 200 times": nested(r"\log(1 + ", ")", 200),
    "a product of 40 sums": "(a+b+c+d+e+f)" * 40,
    "a product of 12 sums to the ninth": "(a+b+c+d+e+f)^9" * 12,
    "sums of sums 300 times": r"\sum_{i=1}^n " * 300 + "x",
    "integrals of integrals 300 times": r"\int_0^1 " * 300 + "x" + r"\, dx" * 300,
    "fractions of fractions 300 times": nested(r"\frac{1}{1+", "}", 300),
    "fractions of fractions with both parts": r"\frac{#}{#}".replace("#", r"\frac{x+1}{\frac{x}{x-1}}") * 6,
    "exponents of exponents 200 times": nested("x^{", "}", 200),
    "indices of indices 200 times": nested("x_{", "}", 200),
    "scripts on both sides 60 times": nested("x_{i}^{", "}", 60),
    "brackets 2000 deep": nested("(", ")", 2000),
    "unclosed brackets": "(" * 2000,
    "minus 2000 times": "-" * 2000 + "x",
    "factorials in a row": "x" + "!" * 500,
    "primes in a row": "x" + "'" * 500 + "(t)",
    "bars in bars": "|" * 500,
    "norms of norms": nested(r"\left\|", r"\right\|", 200),
    "roots of roots": nested(r"\sqrt{1+", "}", 300),
    "cases in cases": nested(r"\begin{cases} x & y > 0 \\ ", r" & y \le 0 \end{cases}", 30),
    "matrices in matrices": nested(r"\begin{pmatrix} a & b \\ ", r" & c \end{pmatrix}", 25),
    "expectations of expectations": nested(r"\mathbb{E}_{x \sim p}\left[", r"\right]", 150),
    "a determinant of 40 by 40": r"\det \begin{pmatrix}" + grid(40, 40) + r"\end{pmatrix}",
    "cases of 300 rows": r"f(x) = \begin{cases}" + r" \\ ".join(f"{n} & x = {n}" for n in range(300)) + r"\end{cases}",
    "a sum of 1000 terms": " + ".join(f"x_{{{n}}}" for n in range(1000)),
    "a product of 1000 letters": "abcdefghij" * 100,
    "a chain of 500 relations": " < ".join(f"x_{{{n}}}" for n in range(500)),
    "a quotient of 500 quotients": " / ".join("abcdefghij" * 50),
    "a function of 500 arguments": "f(" + ", ".join(f"x_{{{n}}}" for n in range(500)) + ")",
    "a set of 1000 elements": r"\{" + ", ".join(map(str, range(1000))) + r"\}",
    "operators without anything": r"+ \cdot \times = / - \sum \int \prod \frac \sqrt ^ _",
}  # fmt: skip

CODE: Final[Formulas] = {
    "a call of the system": rf"\operatorname{{__import__('os').system('touch {MARK}')}}(x)",
    "a call in text": rf"\text{{__import__('os').system('touch {MARK}')}} + x",
    "an exec": rf"\mathrm{{exec}}(\text{{open('{MARK}', 'w')}}) + \mathrm{{eval}}(x)",
    "a way out of a string": rf"x_{{\text{{'); open('{MARK}', 'w'); ('}}}} + 1",
    "a way out of a string by line": "x_{\\text{'''\n\nopen('" + MARK + "', 'w')\n'''}} + 1",
    "names of Python": r"\mathrm{lambda} + \mathrm{class} + \mathrm{None} + \mathrm{self} + \mathrm{import}",
    "names of SymPy": r"S + N + I + E + Q + O + \beta + \gamma + \zeta + \pi + \mathrm{Symbol} + \mathrm{oo}",
    "the inside of Python": r"x.__class__.__mro__ + \operatorname{__builtins__}[0] + \mathrm{__debug__}",
    "a format": r"\text{\{0.__class__\} \%s \$\{x\} `x`} + {x}",
    "backslashes and quotes": r"""x_{\text{\"}} + y_{\text{'}} + z_{\text{\\}} + "a" + 'b'""",
    "control codes": "x\x1b[2J + \x07 y \u202e z\u2028 + \ufeff w \x9b",
    "halves of surrogates": "x + \udc80 y",
    "empty": "",
    "blanks": "   ",
}  # fmt: skip
TABLES: Final = (NUMBERS, NESTS, CODE)
BY_NAME: Final = {name: latex for table in TABLES for name, latex in table.items()}


def paper(latex: str) -> Callable[[], Mapping[str, bytes]]:
    return between(lambda: displays(latex, 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """One formula asked for on the command line."""

    name: str
    latex: str
    form: tuple[str, str]

    def __call__(self, place: Place) -> list[Result]:
        return [ask(place, "formula", *self.form, "--", self.latex).result(f"{self.name}, {' '.join(self.form)}")]


def jobs(only: str) -> list[Job]:
    cases = [Case(name, paper(latex), least=2) for name, latex in BY_NAME.items()]
    asked = zip(BY_NAME.items(), cycle(FORMS), strict=False)
    return [
        *reading_jobs("formulas", cases, only, size=20),
        *(Job(f"asked-{slug(name)}", Asked(name, latex, form)) for (name, latex), form in asked if only in name),
    ]
