"""Spoken readings: a row's example is said with that row, whole formulas as in the cases, and nothing raises."""

import time
import tomllib
from pathlib import Path

import pytest
from formula_soup import TOKENS
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.formula.semantics.parser import read_meaning
from reader.formula.syntax.parsing import parse_formula
from reader.study.speech import tables
from reader.study.speech.aloud import read_aloud, speak, speaker_for, tell_part
from reader.study.speech.speaker import SIZES, tidy

CASES = tomllib.loads((Path(__file__).parent / "spoken_cases.toml").read_text(encoding="utf-8"))["case"]
STYLES = [("en", False), ("en", True), ("ja", False), ("ja", True)]
WRAPPINGS = {"constant": "{}", "punctuation": "(a {} b)", "open": r"\left{} x \right.", "close": r"\left. x \right{}",
             "big": "{} x"}  # fmt: skip


def rows_used(row: dict, language: str, exact: bool) -> set[str]:
    expression = parse_formula(row["example"])
    speaker = speaker_for(expression, language, exact=exact, names=row.get("names"))
    speak(speaker, read_meaning(expression))
    return speaker.used


@pytest.mark.parametrize("case", CASES, ids=[case["latex"] for case in CASES])
def test_whole_formulas(case: dict) -> None:
    said = {f"{language}{'_exact' if exact else ''}": read_aloud(case["latex"], language, exact=exact)
            for language, exact in STYLES}  # fmt: skip
    assert {key: said[key] for key in case if key != "latex"} == {key: case[key] for key in case if key != "latex"}


@pytest.mark.parametrize("key", tables.nodes())
def test_the_example_of_a_kind_is_said_with_its_row(key: str) -> None:
    row = tables.nodes()[key]
    assert any(key in rows_used(row, *style) for style in STYLES)
    limits = [limit for name, group in row.items() if name.startswith("fits") for limit in group.values()]
    assert set(limits) | {row.get("size", "atom")} <= set(SIZES)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize(
    ("section", "key"),
    [(section, key) for section, rows in tables.signs().items() for key in rows if section != "fraction"],
)
def test_a_sign_is_said(section: str, key: str, language: str) -> None:
    row = tables.signs()[section][key]
    example = row.get("example") or WRAPPINGS[section].replace("{}", key)
    said = read_aloud(example, language, exact=True)
    word = row.get(f"{language}_exact", row[language])
    sentence = row.get(f"{language}_sentence", "").replace("{left}", "\0").replace("{right}", "\0").split("\0")
    assert tidy(word, language) in said or (sentence != [""] and all(part.strip(" 、") in said for part in sentence))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_letters_and_words_are_said(language: str) -> None:
    for section, rows in {**tables.letters(), "word": tables.words()}.items():
        for key, row in rows.items():
            latex = row.get("example") or {"accent": rf"\{key}{{x}}", "word": rf"\text{{{key}}}"}.get(section, key)
            words = row.get(f"{language}_exact", row[language]).replace("{letter}", "").strip()
            assert words in read_aloud(latex, language, exact=True), key


def test_words_of_english_are_said_in_katakana() -> None:
    for word, said in tables.katakana().items():
        assert read_aloud(rf"x_{{\text{{{word}}}}}", "ja") == f"エックス{said}", word


@pytest.mark.parametrize(
    ("latex", "en", "ja"),
    [
        (r"\operatorname{LN}(x)", "L N of x", "エルエヌ エックス"),
        (r"\operatorname{Ln}(x)", "natural log of x", "ナチュラルログ エックス"),
        (r"\operatorname{BaseCost}(x)", "Base Cost of x", "ベースコスト エックス"),
        (r"x_{\text{qvz}}", "x sub qvz", "エックスキューブイゼット"),  # no word: spelled
        (r"x_{\text{zebrafish}}", "x sub zebrafish", "エックスzebrafish"),  # a voice reads it
        (r"M_{\text{low(a)}}", "M sub low a", "エムローエー"),
    ],
)
def test_names_of_several_letters(latex: str, en: str, ja: str) -> None:
    assert (read_aloud(latex, "en"), read_aloud(latex, "ja")) == (en, ja)


@pytest.mark.parametrize(
    ("latex", "en"),
    [
        (r"\ell + L", "curly l plus capital L"),  # so are l and L
        (r"\mathbf{h} + \mathbf{H}", "h plus capital H"),  # both are bold: that is not said
        (r"h + \mathbf{h}", "h plus bold h"),
        (r"\mathcal{L} + x^l", "L plus x superscript l"),  # a label is none of the letters
        (r"T + x_t", "T plus x sub t"),
        (r"\mathcal{L} + L", "script L plus L"),
    ],
)
def test_a_letter_is_told_apart_by_what_differs(latex: str, en: str) -> None:
    assert read_aloud(latex, "en") == en


def test_an_order_is_a_preference_between_letters_alone() -> None:
    assert read_aloud(r"y_w \succ y_l") == "y sub w is preferred to y sub l"
    assert read_aloud(r"y_l \prec y_w", "ja") == "ワイダブリュー のほうが ワイエル より好まれる"
    assert read_aloud(r"A \succeq 0") == "A is positive semidefinite"
    assert read_aloud(r"A \succ B", "ja") == "エー は ビー より後にある"
    assert read_aloud(r"y_w \succ y_l", exact=True) == "y sub w succeeds y sub l"


def test_a_part_is_a_noun_in_a_sentence() -> None:
    assert tell_part(r"x \in S") == "x in S"
    assert tell_part(r"x \in S", "ja") == "エス に属する エックス"
    assert tell_part(r"x \sim p") == "x drawn from p"
    assert tell_part(r"a = b") == "a equals b"


def test_everyday_fractions_have_names() -> None:
    for key, row in tables.signs()["fraction"].items():
        above, below = key.split("/")
        assert read_aloud(rf"\frac{{{above}}}{{{below}}}", "en", exact=True) == row["en"]


def test_names_stand_in_place_of_letters() -> None:
    names = {r"\pi_{\theta}": "the policy", "h": "hidden state"}
    assert read_aloud(r"\pi_\theta(a \mid h_t)", "en", names=names) == "the policy of a given hidden state sub t"
    assert read_aloud(r"h_t", "ja", names={"h": "隠れ状態"}) == "隠れ状態 ティー"
    assert (
        read_aloud(r"\pi(a \mid s) V(s)", "ja", names={r"\pi": "方策", "V": "価値"})
        == "エス のもとでの エー の方策、エス に対する 価値"
    )
    assert (
        read_aloud(r"A B^\top", "en", names={"A": "the weights", "B": "the keys"})
        == "the weights times the keys transpose"
    )


def test_a_sum_says_its_end_where_something_follows() -> None:
    assert read_aloud(r"\sum_i a_i", "en") == "the sum over i of a sub i"
    assert read_aloud(r"\sum_i a_i + b", "en") == "the sum over i of a sub i, plus b"  # a lecturer pauses
    assert read_aloud(r"\sum_i a_i + b", "en", exact=True) == "the sum over i of a sub i, end sum, plus b"


@given(st.lists(TOKENS, max_size=30))
@settings(max_examples=150, deadline=None)
def test_nothing_raises(tokens: list[str]) -> None:
    for language, exact in STYLES:
        assert isinstance(read_aloud(" ".join(tokens), language, exact=exact), str)


def test_what_is_held_level_by_level_is_said_once() -> None:
    latex = "a"
    for _ in range(17):
        latex = rf"\frac{{{latex}}}{{b}} c"
    begun = time.process_time()
    assert read_aloud(latex).count(" b") == 17
    assert time.process_time() - begun < 2  # each level said twice, it took minutes
