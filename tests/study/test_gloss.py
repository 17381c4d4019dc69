"""Noun phrases in Japanese: whole or not at all; every row of the lexicon in a phrase that uses it."""

import re
from pathlib import Path

import pytest
from small_glossary import build

import glossary
from glossary import Glossary
from glossary.naming import fold_word
from reader.model.annotations import ConceptLink
from reader.study.gloss import gloss
from reader.study.gloss_words import Untranslatable
from reader.study.lexicon import KINDS, LexiconEntry, key_of, rows
from reader.study.noun_gloss import in_japanese

PHRASES = {
    "learning rate at step $t$": "ステップ $t$ での学習率",
    "probability of $y$ given $x$": "$x$ のもとでの $y$ の確率",
    "set of nodes in the graph": "グラフのノードの集合",
    "number of attention heads": "アテンションヘッドの数",
    "label for sample $i$": "サンプル $i$ に対するラベル",
    "distance between $x$ and $y$": "$x$ と $y$ の間の距離",
    "mean and variance of the noise": "ノイズの平均と分散",
    "$d$-dimensional vector": "$d$ 次元ベクトル",
    "$k$ nodes": "$k$ 個のノード",
    "path from the root to the node": "根からノードへの経路",
    "Two disjoint sets": "二つの互いに素な集合",
    "$i$-th row of the matrix": "行列の $i$ 番目の行",
    "four-fold product": "4 重の積",
    "agent's policy": "エージェントの方策",
    "Wasserstein distance": "ワッサースタイン距離",
    "Hellinger distance": "Hellinger 距離",
    "neighbouring nodes": "隣接するノード",
    "mean": "平均",
    "square loss": "二乗損失",
    "linear and nonlinear maps": "線形と非線形写像",
    "convex and bounded function": "凸かつ有界な関数",
}
LEFT_ALONE = {
    "learning rate of the flurbogram": "flurbogram",
    "which": "which",
    "low-probability region": "",
    "end-of-period value": "",
    "values in $S$ and equal weights": "",
    "image of the map": "",
    "Dedekind": "",
    "positive": "",
    "or-period value": "",
    "learned and fixed weights": "",
    "flurbed vector": "flurbed",
    "Flurbed vector": "Flurbed",
}


def missing_word(phrase: str, knowledge: Glossary | None = None) -> str:
    """The first word for which the phrase cannot be said in Japanese, "" if that is its form."""
    with pytest.raises(Untranslatable) as refused:
        in_japanese(phrase, knowledge)
    return str(refused.value)


@pytest.mark.parametrize("phrase", PHRASES)
def test_phrase_in_japanese(phrase: str) -> None:
    assert in_japanese(phrase) == PHRASES[phrase]


@pytest.mark.parametrize("phrase", LEFT_ALONE)
def test_nothing_is_half_translated(phrase: str) -> None:
    assert missing_word(phrase) == LEFT_ALONE[phrase]


def test_every_row_is_used_in_its_example() -> None:
    faults = [f"{row.english}: {row.example}" for row in rows() if row.japanese and not _shows(row)]
    assert faults == []


def _shows(row: LexiconEntry) -> bool:
    try:
        said = in_japanese(row.example)
    except Untranslatable:
        return False
    stem = re.sub(r"[のな]$", "", row.japanese) if row.kind == "adjective" else row.japanese
    folded = "".join(fold_word(word) for word in re.findall(r"[^\W\d_]+|\d", row.example))
    return stem.replace(" ", "") in said.replace(" ", "") and key_of(row.english.replace(".", " ")) in folded


def test_rows_are_written_once_and_of_known_kinds() -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows():
        place = key_of(row.english), row.kind
        assert row.kind in KINDS and place not in seen, row
        seen.add(place)


def test_every_line_of_the_files_is_a_row_a_table_or_a_comment() -> None:
    import tomllib

    from reader.study.lexicon import FILES, _content

    parsed = sum(len(table) for file in FILES for table in tomllib.loads(_content(file)).values())
    assert parsed == len(rows())


def test_authors_words_go_before_the_concepts_phrase() -> None:
    knowledge = glossary.load()
    link = ConceptLink("learning-rate", 0.9, "paper", {"en": "", "ja": ""}, "author")
    own = gloss("learning rate at step $t$", "paper", (link,), knowledge)
    assert own is not None and (own.origin, own.ja) == ("lexicon", "ステップ $t$ での学習率")
    tied = gloss("flurbogram rate", "paper", (link,), knowledge)
    assert tied is not None and (tied.origin, tied.ja) == ("concept", knowledge["learning-rate"].phrase["ja"])
    alone = gloss("flurbogram rate", "paper", (), knowledge)
    assert alone is not None and (alone.origin, alone.ja) == ("author", "flurbogram rate")
    assert gloss(None, "unknown", (), knowledge) is None


def test_concepts_names_are_words_and_their_aliases_are_not(tmp_path: Path) -> None:
    knowledge = build(tmp_path)
    assert missing_word("lamp") == "lamp"
    assert in_japanese("height of the lamp", knowledge) == "街灯の高さ"
    assert missing_word("height of the street lamp", knowledge) == "street"


def test_words_that_are_the_linked_concepts_name_are_put_as_it_is() -> None:
    knowledge = glossary.load()
    link = ConceptLink("value-vector", 0.9, "paper", {"en": "", "ja": ""}, "author")
    glosses = {words: gloss(words, "paper", (link,), knowledge) for words in ("values", "value of the sum")}
    assert {words: found and found.ja for words, found in glosses.items()} == {
        "values": "バリュー",
        "value of the sum": "和の値",
    }
    alone = gloss("values", "paper", (), knowledge)
    assert alone is not None and alone.ja == "値"


def test_what_a_mark_makes_of_a_letter_is_said_in_both_languages() -> None:
    knowledge = glossary.load()
    link = ConceptLink("derivative", 0.9, "structure", {}, "mark")
    found = gloss(r"time derivative of $x_{i}$", "structure", (link,), knowledge)
    assert found is not None and (found.en, found.ja) == ("time derivative of $x_{i}$", "$x_{i}$ の時間微分")
