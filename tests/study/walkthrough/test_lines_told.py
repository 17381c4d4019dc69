"""How a line follows from the one above, in the sentences of "Read with me": each kind, and none that is a guess."""

from __future__ import annotations

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import LANGUAGES, table
from reader.pipeline import read
from reader.study.derivations.steps import TABLE, Rule
from reader.study.study import Study
from reader.study.walkthrough.links.lines import lines_in
from reader.study.walkthrough.pen import Pen
from reader.study.walkthrough.sentence import Sentence
from reader.study.walkthrough.steps import steps_in


def paper(body: str) -> Study:
    text = rf"\documentclass{{article}}\begin{{document}}\section{{Method}} We have {body}\end{{document}}"
    return Study(read(bundle_from_bytes("p.tex", text.encode())))


def told_last(body: str) -> list[Sentence]:
    """What is said of how the last display follows."""
    study = paper(body)
    last = [each for each in study.document.equations if each.display][-1]
    return list(lines_in(last, study))


def rows(before: str, sign: str, after: str) -> str:
    return rf"\begin{{align}} L &= {before} \\ &{sign} {after} \end{{align}}"


# Sentences by the row that writes them: what stands before, and the sentence.
SAID = {
    "line-same": (rows(r"c + \log (a b)", "=", r"c + \log a + \log b"),
        r"From the line above, $\log(ab)$ becomes $\log a+\log b$ (the logarithm of a product is the sum of the "
        "logarithms).",
        r"前の行の $\log(ab)$ を $\log a+\log b$ に書き換えます。積の対数は対数の和になります。"),
    "line-at-most": (rows(r"d + \langle a, b \rangle", r"\le", r"d + \frac{1}{2} \|a\|^2 + \frac{1}{2} \|b\|^2"),
        r"From the line above, $\langle a,b\rangle$ becomes $\frac{1}{2}\|a\|^{2}+\frac{1}{2}\|b\|^{2}$, which is at "
        "least as large (Young's inequality: a product is at most two squares in balance).",
        r"前の行の $\langle a,b\rangle$ を、それより小さくはならない "),
    "line-at-least": (rows(r"c + \log \mathbb{E}[X]", r"\ge", r"c + \mathbb{E}[\log X]"),
        r"From the line above, $\log\mathbb{E}[X]$ becomes $\mathbb{E}[\log X]$, which is at most as large (Jensen's ",
        r"前の行の $\log\mathbb{E}[X]$ を、それより大きくはならない $\mathbb{E}[\log X]$ に置き換えます。"),
    "line-by-same": (r"\begin{equation} m = u - v \end{equation} Then " + rows(r"\frac{m}{2} + c", "=",
        r"\frac{u - v}{2} + c"), "From the line above, $m$ becomes $u-v$, as (1) says.",
        "前の行の $m$ を、式 (1) を使って $u-v$ に書き換えます。"),
    "line-definition-inserted": (r"\begin{equation} m = u - v \end{equation} Then " + rows(r"\frac{m}{2}", "=",
        r"\frac{u}{2} - \frac{v}{2}"), "From the line above, $m$ is replaced by what (1) gives for it.",
        "前の行の $m$ に、式 (1) を代入します。"),
    "line-definition-named": (r"\begin{equation} m = u - v \end{equation} Then " + rows(
        r"\frac{u}{2} - \frac{v}{2}", "=", r"\frac{m}{2}"), "What (1) gives for $m$ is now written as $m$.",
        "式 (1) にある中身を、$m$ と書き直します。"),
    "line-follows": (r"\begin{equation} y = b x + (1 - b) z \end{equation} Then "
        r"\begin{equation} z - y = \frac{b}{1 - b} (y - x) \end{equation}",
        "It follows from (1) by the rules of arithmetic alone.", "式 (1) から、四則演算だけで導けます。"),
    "line-solved": (r"\begin{equation} a - 1 = t (b - a) \end{equation} Then "
        r"\begin{equation} b = \frac{(t + 1) a - 1}{t} \end{equation}",
        "It is (1), solved for $b$.", "式 (1) を $b$ について解いたものです。"),
    "line-factored": (rows("a b + a c", "=", "a (b + c)"), "From the line above, the common factor $a$ is taken out.",
        "前の行の共通因数 $a$ をくくり出します。"),
    "line-cancels": (rows("(a + z) - (b + z)", "=", "a - b"), "From the line above, $z$ cancels out.",
        "前の行の $z$ は打ち消し合って消えます。"),
    "all-line-cancels": (rows("a + z - z + w - w", "=", "a"), "From the line above, $z$ and $w$ cancel out.",
        "前の行の $z$ と $w$ は、それぞれ打ち消し合って消えます。"),
    "line-comes": (rows("a - b", "=", "(a - z) + (z - b)"),
        "$z$ is brought in so that it cancels itself: the value stays the same.",
        "$z$ を新たに入れていますが、打ち消し合うので値は変わりません。"),
    "all-line-comes": (rows("a - b", "=", "(a - z) + (z - w) + (w - b)"),
        "$z$ and $w$ are brought in so that they cancel themselves: the value stays the same.",
        "$z$ と $w$ を新たに入れていますが、それぞれ打ち消し合うので値は変わりません。"),
    "line-within": (r"\begin{equation} \begin{split} L &= \log (a b) + c \\ &= \log a + \log b + c \end{split} "
        r"\end{equation}", r"From one line to the next, $\log(ab)$ becomes $\log a+\log b$",
        r"次の行では $\log(ab)$ を "),
    "line-then": (r"\[ L = c + \log (a b) = c + \log a + \log b \]", r"Then $\log(ab)$ becomes $\log a+\log b$",
        r"続いて $\log(ab)$ を "),
    "line-across": (r"\[ c + \log (a b) = c + \log a + \log b \]",
        r"From left to right, $\log(ab)$ becomes $\log a+\log b$", r"左辺の $\log(ab)$ を "),
    "long-line-across": (r"\[ \log (a b) = \log a + \log b \]", "The right side follows from the left one (", "右辺は"),
    "line-text": (r"with $m = u - v$ for the gap " + rows(r"\frac{m}{2} + c", "=", r"\frac{u - v}{2} + c"),
        "From the line above, $m$ becomes $u-v$, as the text says.",
        "前の行の $m$ を、本文の式を使って $u-v$ に書き換えます。"),
}  # fmt: skip
UNTOLD = {"order-of-growth"}
LONG = " + ".join(rf"f_{{{k}}}(x_{{{k}}}, y_{{{k}}})" for k in range(9))
OTHERS = {"line-above", "long-line-above", "long-line-within", "long-line-then", "line-and", "line-by", "line-of"}


@pytest.mark.parametrize("row", SAID)
def test_each_kind_of_step_is_said(row: str) -> None:
    body, *expected = SAID[row]
    (first, *_) = told_last(body)
    for language, words in zip(LANGUAGES, expected, strict=True):
        said = Pen(language, False).write(first)
        assert said == words or said.startswith(words), said
        aloud = Pen(language, True).write(first)
        assert aloud and "$" not in aloud and "\\" not in aloud


def test_each_row_of_lines_is_said() -> None:
    assert {row for row in table("steps") if "line-" in row} == {*SAID, *OTHERS}


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.id)
def test_a_rule_of_the_table_is_told_in_both_languages(rule: Rule) -> None:
    before, sign, after = rule.example
    told = told_last(rows(rf"u + {before}" if rule.kind == "law" else before, sign, after))
    told = told or told_last(rows(before, sign, after))
    for language in LANGUAGES:
        said = [Pen(language, False).write(each) for each in told]
        assert all(said) and bool(said) == (rule.id not in UNTOLD), rule.id
        assert not any("{law}" in each for each in said)


def test_long_parts_are_not_repeated() -> None:
    (first,) = told_last(rows(rf"\log (u ({LONG}))", "=", rf"\log u + \log ({LONG})"))
    said = {language: Pen(language, False).write(first) for language in LANGUAGES}
    assert said["en"].startswith("It follows from the line above (the logarithm of a product")
    assert said["ja"] == "前の行から導けます。積の対数は対数の和になります。"


@pytest.mark.parametrize(
    "body",
    [
        rows("a + b", "=", "a + c"),  # not recognised
        rows(r"\log (a b)", r"\le", r"\log a + \log b"),  # the rule says that they are equal
        rows(r"3 n^2 + n", "=", r"\mathcal{O}(n^2)"),  # what grows is not looked at
        r"\begin{equation} z = 0 \end{equation} Then " + rows("a + z b", "=", "a"),  # one letter is no equation
        r"\begin{equation} L = a b \end{equation}",
        rows("f (H x) y", "=", "H (f x) y"),  # letters side by side may be functions
        r"If $u = v$ holds, " + rows("u + a", "=", "v + a"),  # a condition
        r"\[ (a b)^{n} = a^{n} b^{n} \]",  # one sees that
    ],
)
def test_nothing_is_said_without_a_proof(body: str) -> None:
    assert [each for each in told_last(body) if Pen("en", False).write(each)] == []


def test_a_row_that_only_goes_on_tells_what_leads_to_it() -> None:
    study = paper(r"\begin{align} &\log (a b) + c \\ &= \log a + \log b + c \end{align}")
    _, last = (each for each in study.document.equations if each.display)
    assert [step.text["en"].split(" (")[0] for step in steps_in(last, study)] == [
        r"From the line above, $\log(ab)$ becomes $\log a+\log b$"
    ]


def test_the_place_is_that_of_the_later_side() -> None:
    study = paper(rows(r"c + \log (a b)", "=", r"c + \log a + \log b"))
    last = [each for each in study.document.equations if each.display][-1]
    step = steps_in(last, study)[0]
    assert last.formula.expanded[step.start : step.end] == r"c + \log a + \log b"
