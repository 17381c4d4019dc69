"""Definitions in Chinese and Japanese, which write no spaces: phrases as expressions over the sentence itself.

A formula stands as one private character followed by fillers, so that offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reader.meaning.prose.phrases import Phrase, phrases
from reader.meaning.prose.sentence import TaggedSentence

_FORMULA, _FILLER = "\ue000", "\ue001"
_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_EDGE = rf"\s,.，．。、；;：:（）(){_FORMULA}{_FILLER}"
_WITHIN = f"[^{_EDGE.replace(chr(92) + 's', '')}]"
_NO_NOUN = "的当于至需即使取在是为和与从到将对由以把中其了该个每被用并且及或这那一有"  # never within a noun
_JOINED = re.compile(r"\s*(?:と|および|及び|、|和|与|及|以及)\s*")
_VERB = re.compile(
    "我们|本文|测量|定义|训练|给定|假设|产生|表示|确保|生成|采用|使用|计算|得到|给出|包含|包括|具有|通过|根据|考虑|选择|引入|输出一|学习到|并行地"
)  # before a noun
_NO_DESCRIPTION = re.compile(  # clauses, numbers, verbs alone, lists that belong to several symbols one by one
    rf"(?:.*[たるいてくすむうれ]|[\W\d_]*|{_VERB.pattern})\Z|それぞれ|分别"
)
_NOUN = rf"[^\W\d_A-Za-z{_NO_NOUN}\u3040-\u309f]"
_ELEMENTS = {
    "X": f"(?P<X>{_FORMULA}){_FILLER}*",
    "XS": rf"(?P<X>{_FORMULA}{_FILLER}*(?:\s*(?:、|和|与|及|と)\s*{_FORMULA}{_FILLER}*)*)",
    "XX": rf"(?P<X>{_FORMULA}{_FILLER}*(?:\s*(?:、|和|与|及|と)\s*{_FORMULA}{_FILLER}*)+)",
    "NP": rf"(?P<N>(?:{_FORMULA}{_FILLER}*\s*の\s*)?[^的の{_EDGE}](?:{_WITHIN}{{0,30}}?[^{_EDGE}])?)",
    "NOUN": rf"(?P<N>(?:[A-Za-z]+\s?)?(?!记|令|设)(?:并行|{_NOUN}{{2}}){_NOUN}{{0,8}})",
    "KANA": r"(?P<N>[\u3400-\u9fffァ-ヶー]{1,8}[みきりさびけ])",
    "END": r"(?=[,.，．。、；;：:）)\n]|\Z)",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase at a formula's token, and where its description stands in the passage."""

    phrase: Phrase
    formula: int
    start: int
    end: int


@cache
def _rules() -> tuple[tuple[Phrase, re.Pattern[str]], ...]:
    return tuple(
        (phrase, re.compile(r"\s*".join(_ELEMENTS.get(element, f"(?:{element})") for element in phrase.elements())))
        for phrase in phrases()
        if phrase.script == "cjk"
    )


def matches(sentence: TaggedSentence, text: str) -> Iterator[Found]:
    """Every phrase of these scripts in a sentence."""
    if "J" not in sentence.tags or not _SCRIPT.search(text, sentence.start, sentence.end):
        return
    masked, at, tokens = [], sentence.start, {}
    for token in sentence.formulas:
        start, end = sentence.starts[token], sentence.ends[token]
        tokens[start] = token
        masked += [text[at:start], _FORMULA, _FILLER * (end - start - 1)]
        at = end
    line = "".join([*masked, text[at : sentence.end]])
    for phrase, expression in _rules():
        for match in expression.finditer(line):
            first = max((verb.end() for verb in _VERB.finditer(match["N"][:-1])), default=0)
            start, end = (match.start("N") + first + sentence.start, match.end("N") + sentence.start)
            formulas = [tokens[at + sentence.start] for at in range(*match.span("X")) if line[at] == _FORMULA]
            items = list(_members(line, start - sentence.start, end - sentence.start)) if phrase.each else []
            if phrase.each and len(items) != len(formulas):
                continue
            for number, formula in enumerate(formulas):
                first, last = items[number] if items else (start - sentence.start, end - sentence.start)
                if not _NO_DESCRIPTION.match(line[first:last]):
                    yield Found(phrase, formula, first + sentence.start, last + sentence.start)


def _members(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The members of a list of nouns."""
    at = start
    for joint in _JOINED.finditer(line, start, end):
        yield at, joint.start()
        at = joint.end()
    yield at, end
