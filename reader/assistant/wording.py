"""Words of others, weighed: whether a quotation bears them, whether they are plain, whether they give orders."""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Iterator
from functools import cache

from glossary.naming import fold_name
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.parsing import parse_formula
from reader.messages.shown import shown

SHORT = 3  # letters of the name of an operator
STEM = 5  # characters of a word by which it is known again: "training" is said by "train"
BORNE = 0.6  # of its telling words that a quotation must have
MARKUP = re.compile(r"https?:|www\.|[<>`{}\\\n\r\t]|\]\(")  # what plain words have not, their formulas aside
COMMAND = re.compile(r"\\[A-Za-z@]+\*?")
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
BREAK = re.compile(r"[.!?:;,…|(){}\[\]“”„\"‘`。、！？：；，（）「」『』]|--")  # where a clause may begin
FORMULA = re.compile(r"\$([^$]*)\$")


@cache
def words_table() -> dict[str, list[str]]:
    """``wording.toml``: words that tell nothing by themselves, and how orders to a machine begin."""
    content = pkgutil.get_data(__package__, "wording.toml") or b""
    rows: dict[str, list[str]] = tomllib.loads(content.decode("utf-8"))
    return rows


def is_borne(words: str, quote: str) -> bool:
    """Whether most of the telling words are said in the quotation, whatever their endings.

    Where none tells anything by itself ("the parameters"), all of them count.
    """
    said = set(stems(quote, with_names=True))
    meant = list(dict.fromkeys(stems(words)))
    telling = [each for each in meant if each not in _untelling()] or meant
    borne = sum(each in said or any(_is_short_for(other, each) for other in said) for each in telling)
    return bool(telling) and borne >= BORNE * len(telling)


def says_name(latex: str, quote: str) -> bool:
    """Whether a quotation says the name of a symbol that is written in words: ``\\operatorname{vocab}``."""
    names = [word for word in fold_name(COMMAND.sub(" ", latex)) if len(word) >= SHORT]
    said = set(stems(quote, with_names=True))
    return any(name[:STEM] in said or any(_is_short_for(name, each) for each in said) for name in names)


def is_bare(words: str) -> bool:
    """Whether they name a kind ("the function") and nothing more."""
    kinds = {word[:STEM] for word in words_table()["bare"]}
    return all(each in kinds for each in stems(words))


def tells(words: str) -> bool:
    """Whether a word in them tells something by itself."""
    return any(each not in _untelling() for each in stems(words))


def _is_short_for(short: str, word: str) -> bool:
    """Whether an operator's name is the beginning of a word: ``max`` of "maximum"."""
    return SHORT <= len(short) < len(word) and word.startswith(short)


def stems(text: str, *, with_names: bool = False) -> Iterator[str]:
    """The words of a text cut to stems; of scripts without spaces pairs of signs. Its formulas are left out, but
    ``with_names`` the names of their operators and of the author's macros are in it.
    """
    plain = text.replace("\\", " ") if with_names else COMMAND.sub(" ", FORMULA.sub(" ", text))
    for run in CJK.findall(plain):
        yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
    for word in fold_name(CJK.sub(" ", plain)):
        if len(word) > 1 and word not in words_table()["little"]:
            yield word[:STEM]


@cache
def _untelling() -> frozenset[str]:
    return frozenset(word[:STEM] for word in words_table()["untelling"])


def is_plain(text: str, most: int) -> bool:
    """Whether it is one line of words and formulas between dollar signs, not too long, without markup or addresses."""
    words = FORMULA.sub("", text).casefold()
    return 0 < len(text.strip()) <= most and "$" not in words and not MARKUP.search(words) and shown(text) == text


def symbols_of(text: str) -> frozenset[str]:
    """The canonical spellings of the symbols in the formulas of a text."""
    return frozenset(use.latex for latex in formulas_in(text) for use in symbol_uses(parse_formula(latex)))


def formulas_in(text: str) -> list[str]:
    """The formulas between the dollar signs, or the brackets of inline formulas, of a text."""
    return FORMULA.findall(text.replace(r"\(", "$").replace(r"\)", "$"))


def spelling_key(latex: str) -> tuple[str, str]:
    """Equal for spellings of one symbol that differ in braces, spaces and the order of scripts, and in nothing else:
    the canonical spelling alone leaves out what TeX would not print.
    """
    return canonical_spelling(latex), "".join(sorted(sign for sign in latex if sign not in "{} \n"))


def addresses_a_machine(text: str) -> bool:
    """Whether a text orders a language model to do something: such sentences of a paper are no evidence."""
    words = re.sub(r"[^\w|]+|_", " ", BREAK.sub(" | ", COMMAND.sub(" ", text)).casefold()).split()
    if _orders().search(re.sub(r"\|[ |]*", "|", " ".join(("|", *words)))):
        return True
    unspaced = "".join(word for word in words if word != "|")
    return any(sign in unspaced for sign in words_table()["planted-cjk"])


@cache
def _orders() -> re.Pattern[str]:
    """The orders of ``wording.toml`` in folded words, those that begin a clause with a bar before them."""
    table = {key: "|".join(row.replace(" ", r" \|?") for row in rows) for key, rows in words_table().items()}
    leads, verbs, between, nouns, others = (
        table[key] for key in ("planted-leads", "planted-verbs", "planted-between", "planted-nouns", "planted")
    )
    before = rf"(?:{verbs})(?: \|?(?:{between}))* \|?(?:{nouns})"
    return re.compile(rf"(?:\||\b(?:{leads}) \|?)(?:{before}|{others})\b")
