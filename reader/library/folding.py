"""Text -> the words that are compared: for what is remembered and for what is asked alike.

Latin words are folded as names of the glossary are. Chinese and Japanese, which write no spaces, become pairs of
neighbouring characters, since neither of SQLite's own tokenizers finds a term of two characters such as 勾配; before
that width, kana (カナ is かな) and long vowels (ー, おう, えい) are folded, so that parameters spelled パラメーター and
パラメータ are one. Folded words are only compared, never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.naming import fold_name

_UNSPACED = "\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_TO_HIRAGANA = {katakana: katakana - 0x60 for katakana in range(0x30A1, 0x30F7)} | {ord("ー"): None, ord("・"): None}
_E_ROW, _O_AND_U_ROWS = "えけせてねへめれげぜでべぺ", "おこそとのほもよろをごぞどぼぽょうくすつぬふむゆるぐずづぶぷゅ"
_LONG = re.compile(f"(?<=[{_E_ROW}])い|(?<=[{_O_AND_U_ROWS}])う")
_V_ROW = (("ゔぁ", "ば"), ("ゔぃ", "び"), ("ゔぇ", "べ"), ("ゔぉ", "ぼ"), ("ゔ", "ぶ"))


def fold(text: str) -> Iterator[tuple[str, ...]]:
    """The words of a text, in runs of adjacent words.

    >>> list(fold("尤度の Likelihoods"))
    [('尤度', '度の', 'の'), ('likelihood',)]
    """
    for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
        if _IS_UNSPACED.match(run):
            folded = fold_unspaced(run)
            if folded:
                yield (*(folded[at : at + 2] for at in range(len(folded) - 1)), folded[-1])
        elif words := fold_name(run):
            yield words


def fold_unspaced(run: str) -> str:
    """Kana as hiragana, without what makes vowels long."""
    kana = run.translate(_TO_HIRAGANA)
    for vowel, folded in _V_ROW:
        kana = kana.replace(vowel, folded)
    return _LONG.sub("", kana)


def index_text(text: str) -> str:
    """A text as the words of the full-text index."""
    return " ".join(word for run in fold(text) for word in run)


def index_query(text: str) -> str:
    """A text as a query to the index (in FTS5's syntax): all runs, word for word; "" where there are no words."""
    return " AND ".join(_phrase(run) for run in fold(text))


def _phrase(run: tuple[str, ...]) -> str:
    """A run as a phrase query. The last of several pairs is a prefix; so is a lone character."""
    if not _IS_UNSPACED.match(run[0]):
        return f'"{" ".join(run)}"'
    return f'"{run[0]}" *' if len(run) == 1 else f'"{" ".join(run[:-1])}"'
