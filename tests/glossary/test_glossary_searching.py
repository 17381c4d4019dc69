"""Search: whole words, abbreviations, readings, signs, beginnings and near spellings."""

import pytest

import glossary
from glossary.searching import search

GLOSSARY = glossary.load()

FIRST = [
    ("RoPE", "rotary-embedding"), ("LoRA", "lora"), ("PPO", "ppo"), ("CLIP", "clip"), ("clipping", "clipping"),
    ("muP", "maximal-update-parametrisation"), ("ゆうど", "likelihood"), ("多数決", "majority-vote"),
    (r"\nabla", "gradient"), ("learning rates", "learning-rate"),
    ("atention", "attention"), ("lerning rate", "learning-rate"), ("注意機構", "attention"), ("softm", "softmax"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "concept"), FIRST)
def test_the_best_comes_first(query: str, concept: str) -> None:
    assert search(GLOSSARY, query)[0].id == concept


@pytest.mark.parametrize(
    ("query", "foreign"),
    [("RoPE", "integral"), ("CLIP", "clipping"), ("PPO", "proof-by-contradiction"), ("LoRA", "exploration")],
)
def test_letters_inside_a_word_find_nothing(query: str, foreign: str) -> None:
    assert foreign not in [found.id for found in search(GLOSSARY, query)]


def test_nothing_is_found_where_nothing_is_like_it() -> None:
    assert search(GLOSSARY, "") == search(GLOSSARY, "qqzzxxqq") == ()


def test_definitions_are_read_where_no_name_fits() -> None:
    assert "dropout" not in [found.id for found in search(GLOSSARY, "softmax")]
    assert "bound" in [found.id for found in search(GLOSSARY, "境目")]
