"""What a formula is for that is one of the glossary's blocks: the block's row says it, in the paper's symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.formula.semantics.nodes import Meaning, bare
from reader.formula.syntax.plain import plain_formula
from reader.meaning.blocks.found import FoundBlock
from reader.messages import Language
from reader.study.purpose.forms.scene import WIDEST, Scene
from reader.study.purpose.kinds import DEFINES, EQUAL
from reader.study.purpose.phrase import FORM, PurposePhrase

GIVES = EQUAL | DEFINES | frozenset((r"\propto", r"\leftarrow", r"\gets", "\\sim"))


def named(scene: Scene) -> PurposePhrase | None:
    """The purpose of the largest block that is a side of the formula, or all of it."""
    told = (_told(found) for found in _candidates(scene) if is_all_that_is_given(found, scene))
    return next(filter(None, told), None)


def _candidates(scene: Scene) -> Iterator[FoundBlock]:
    blocks = scene.statement.study.blocks_said(scene.statement.equation)
    return (each for each in sorted(blocks, key=lambda one: -one.size) if each.block.purposes)


def is_textbook(found: FoundBlock) -> bool:
    """Whether nothing stands in it beside what its pattern has: a pattern's own remark does not count."""
    pattern = next((each for each in found.block.patterns if each.latex == found.pattern), None)
    return not found.differs or (pattern is not None and found.differs == pattern.differs)


def is_all_that_is_given(found: FoundBlock, scene: Scene) -> bool:
    """Whether the block is what the left side is said to be, or the left side with it. What something is only compared
    with says nothing of what it is for."""
    claim = scene.claim
    if claim.left is None:
        return any(_is(found, side) for side in claim.sides)
    given = [side for sign, side in zip(claim.signs, claim.sides, strict=True) if sign in GIVES]
    holds_left = found.start <= claim.left.start and found.end >= claim.sides[0].end
    return holds_left or any(_is(found, side) for side in given)


def _is(found: FoundBlock, side: Meaning) -> bool:
    return (found.start, found.end) in {(node.start, node.end) for node in (side, bare(side))}


def _told(found: FoundBlock) -> PurposePhrase | None:
    """What its row says, as far as the spelling has the slots that this speaks of."""
    for each in found.block.purposes:
        is_spelled = not each.spellings or found.pattern in each.spellings
        if is_spelled and (each.variants or is_textbook(found)):
            text = {language: in_symbols(words, found) for language, words in each.text.items()}
            if all(text.values()):
                tells, names = frozenset((FORM + found.block.id,)), frozenset((found.block.id,))
                said: Mapping[Language, str] = {"en": text["en"], "ja": text["ja"]}
                return PurposePhrase(said, tells, each.en.count("$") // 2, names=names)
    return None


def in_symbols(words: str, found: FoundBlock) -> str:
    """The sentence with the paper's symbols for slots; empty where one is missing, or too long for a sentence."""
    parts = words.split("$")
    for place in range(1, len(parts), 2):
        latex = found.in_symbols(parts[place])
        if latex is None or len(plain_formula(latex)) > WIDEST:
            return ""
        parts[place] = latex
    return "$".join(parts)
