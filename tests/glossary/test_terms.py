"""One Japanese term for each idea: no text of rows or messages uses another spelling of it."""

import tomllib
from functools import cache
from pathlib import Path

import pytest

import glossary
import reader.messages

DATA = Path(glossary.__file__).parent / "data"
MESSAGES = Path(reader.messages.__file__).parent
TERMS = tomllib.loads((DATA / "terms.toml").read_text(encoding="utf-8"))
ALIASES = "aliases"  # hold what authors write


def japanese(value, key=""):
    """Every Japanese text of a table, without aliases."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "ja" and isinstance(inner, str):
                yield inner
            elif name != ALIASES:
                yield from japanese(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from japanese(inner, key)


def others(text, term):
    """The spellings in a text that its term stands instead of."""
    for word in term.get("but_in", ()):
        text = text.replace(word, "")
    return [spelling for spelling in term["instead_of"] if spelling in text]


@cache
def texts():
    """Every Japanese text of glossary and messages with its file; not read where tests are merely listed."""
    return [
        (file, text)
        for folder in (*(DATA / part for part in ("concepts", "notations", "blocks")), MESSAGES)
        for file in sorted(folder.rglob("*.toml"))
        for text in japanese(tomllib.loads(file.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("term", TERMS.values(), ids=TERMS)
def test_texts_use_the_term(term):
    assert [(file.name, text) for file, text in texts() if others(text, term)] == []


def test_another_spelling_is_found_and_a_longer_word_is_none():
    assert others("注意機構の出力です。", TERMS["attention"]) == ["注意機構"]
    assert others("ルータが選びます。", TERMS["router"]) == ["ルータ"]
    assert others("ルーターが選びます。", TERMS["router"]) == []


def test_aliases_may_keep_what_authors_write():
    row = {"ja": "アテンション", "aliases": {"ja": ["注意機構"]}, "why": {"ja": "雑音です。"}}
    assert list(japanese(row)) == ["アテンション", "雑音です。"]
