"""Words that are the same to who searches, and words that are not."""

from __future__ import annotations

import sqlite3
from itertools import combinations

import pytest

from reader.library.folding import index_query, index_text

SAME = [
    ("尤度", "尤度"),
    ("ゆうど", "ゆーど", "ユウド", "ﾕｳﾄﾞ"),
    ("パラメータ", "パラメーター", "ぱらめーた", "ﾊﾟﾗﾒｰﾀ"),
    ("ベクトル", "ヴェクトル"),
    ("likelihood", "Likelihoods", "ＬＩＫＥＬＩＨＯＯＤ"),
    ("log-likelihood", "log likelihood", "Log–Likelihoods"),
    ("せいき化", "セーキ化"),
    ("Schrödinger", "schrodinger"),
]


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_one_word_are_one(spellings: tuple[str, ...]) -> None:
    assert {index_text(each) for each in spellings} == {index_text(spellings[0])}
    assert index_text(spellings[0])


def test_different_words_stay_different() -> None:
    for one, other in combinations([spellings[0] for spellings in SAME], 2):
        assert index_text(one) != index_text(other)


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("対数尤度関数の勾配", "勾配", True),
        ("対数尤度関数の勾配", "尤度関数", True),
        ("対数尤度関数の勾配", "度関", True),  # as any search within words does
        ("対数尤度関数の勾配", "勾関", False),
        ("交叉熵损失", "熵", True),
        ("交叉熵", "熵", True),  # at the end, too
        ("learning rate of the optimiser", "optimizers", True),
        ("learning rate", "rate learning", False),
        ("学習率 learning rate", "learning 学習率", True),  # runs may come in any order
        ("勾配", "勾配降下", False),
        ('a "quoted" AND word', 'quoted" OR "b', False),
        ("x", "  ", False),
    ],
)
def test_what_is_asked_finds_what_is_kept(text: str, wanted: str, found: bool) -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 0')")
        connection.execute("INSERT INTO words VALUES (?)", [index_text(text)])
        question = index_query(wanted)
        rows = connection.execute("SELECT 1 FROM words WHERE words MATCH ?", [question]).fetchall() if question else []
    assert bool(rows) is found
