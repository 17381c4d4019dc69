"""Formulas too long for the ear: their outer parts are told, the rest is called by what it is."""

import pytest

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.study.speech import tables
from reader.study.speech.aloud import speak, speaker_for
from reader.study.speech.folding import noun_of
from reader.study.speech.outline import MOST, outline_of, tell
from reader.study.speech.outline import told as told_by
from reader.study.speech.speaker import LANGUAGES, Language


def told(latex: str, language: Language = "en", names: dict[str, str] | None = None) -> str:
    expression = parse_formula(latex)
    return told_by(speaker_for(expression, language, names=names), read_meaning(expression))


def whole(latex: str, language: Language = "en") -> str:
    expression = parse_formula(latex)
    return speak(speaker_for(expression, language), read_meaning(expression))


LONG = r"\frac{a_1 + b_1 + c_1 + d_1 + e_1}{u_1 + v_1 + w_1 + x_1}"
OTHER = r"\frac{a_2 + b_2 + c_2 + d_2 + e_2}{u_2 + v_2 + w_2 + x_2}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_short_is_said_whole(language: Language) -> None:
    for latex in (r"a = b + c", r"\frac{Q K^\top}{\sqrt{d_k}}", r"p(x) = \sum_z p(x \mid z) p(z)"):
        assert told(latex, language) == whole(latex, language)


@pytest.mark.parametrize(
    ("latex", "en", "ja"),
    [
        (rf"y = {LONG}", "y equals the fraction", "ワイ イコール 分数の部分"),
        (rf"y = \frac{{1}}{{n}} \left( {LONG} - z \right)",
         "y equals 1 over n, open paren the fraction minus z close paren", None),
        (rf"y = z + {LONG} - {OTHER}", "y equals z plus the first fraction minus the second fraction",
         "ワイ イコール ゼット プラス 一つめの分数 マイナス 二つめの分数"),
        (rf"y = \log {LONG} + \max_x \left( {OTHER} \right)", None, None),
        (rf"f(x, y, {LONG}) \le {OTHER}", "f of x, y and the first fraction is at most the second fraction", None),
        (rf"p({LONG} \mid {OTHER}) = 1", "p of the first fraction given the second fraction equals 1", None),
        (rf"y = \eta \left( {LONG} + {OTHER} \right)",
         "y equals eta open paren the first fraction plus the second fraction close paren", None),
    ],
)  # fmt: skip
def test_a_long_formula_is_told_by_its_parts(latex: str, en: str | None, ja: str | None) -> None:
    for language, wanted in (("en", en), ("ja", ja)):
        said = told(latex, language)
        assert len(said) <= MOST[language] < len(whole(latex, language))
        assert wanted is None or said == wanted


def test_a_divergence_stands_between_its_two() -> None:
    latex = rf"D_{{\mathrm{{KL}}}}(p \| {OTHER}) = {LONG}"
    assert told(latex) == "the KL divergence between p and the first fraction equals the second fraction"


def test_a_chain_breaks_off_where_there_is_no_room() -> None:
    latex = " = ".join(f"{LONG} + {k} {OTHER}" for k in range(9))
    assert told(latex).endswith("and so on")
    assert len(told(latex)) <= MOST["en"] + len(", and so on")
    assert len(told(latex, "ja")) <= MOST["ja"] + len("、以下続く")


def test_statements_that_do_not_fit_are_counted() -> None:
    latex = rf"y = z + {LONG} + {OTHER}, \quad v = {LONG} {OTHER}, \quad w = 1"
    assert told(latex) == "y equals z plus the first fraction plus the second fraction, and 2 more"


def test_what_is_not_understood_is_no_factor() -> None:
    """A convolution sign with a label beside long parts is not read as a product."""
    assert "times" not in told(r"f *_{\mathcal{G}} " + LONG)


def test_names_stand_in_the_same_outline() -> None:
    expression = parse_formula(rf"L = {LONG} + {OTHER} - m")
    plain, naming = (speaker_for(expression, "en", names=names) for names in (None, {"L": "the loss", "m": "the mean"}))
    outline = outline_of(plain, read_meaning(expression))
    assert tell(plain, outline) == "L equals the first fraction plus the second fraction minus m"
    assert tell(naming, outline) == "the loss equals the first fraction plus the second fraction minus the mean"


def test_exactly_it_is_said_whole() -> None:
    expression = parse_formula(rf"y = {LONG}")
    assert "end fraction" in speak(speaker_for(expression, "en", exact=True), read_meaning(expression))


def test_each_noun_has_its_example() -> None:
    for noun, row in tables.boxes()["noun"].items():
        assert noun_of(read_meaning(parse_formula(row["example"]))) == noun
