"""What a formula is for that is one of the glossary's blocks: the block's row says it, in the paper's symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reader.formula.semantics.nodes import (
    Application,
    Combination,
    Given,
    Meaning,
    Number,
    Operation,
    Product,
    Quotient,
    Symbol,
    Total,
    bare,
)
from reader.formula.syntax.plain import plain_formula
from reader.meaning.blocks.found import FoundBlock
from reader.messages import Language
from reader.study.purpose.claims import Claim
from reader.study.purpose.forms.scene import WIDEST, Scene
from reader.study.purpose.kinds import DEFINES, EQUAL
from reader.study.purpose.phrase import FORM, PurposePhrase
from reader.study.purpose.statement import StatedFormula

MEAN = 2  # factors of a mean: one over how many, and the sum
LEAST = 3  # size of a part from which on it is no chance that it has the form
TIMES = frozenset((r"\odot", r"\cdot", r"\times", r"\circ"))
GIVES = EQUAL | DEFINES | frozenset((r"\propto", r"\leftarrow", r"\gets", "\\sim"))


def named(scene: Scene) -> PurposePhrase | None:
    """The purpose of the largest block that is a side of the formula, or all of it; where that is none, of one that is
    a side of what stands beside it: a display that first names the parts is for what it makes of them."""
    beside = (each for each in scene.statement.claims.claims if each is not scene.claim)
    for claim in (scene.claim, *beside):
        told = (_told(found) for found in _candidates(scene.statement) if is_all_that_is_given(found, claim))
        found = next(filter(None, told), None)
        if found is not None:
            return found
    return None


def named_part(statement: StatedFormula) -> tuple[FoundBlock, PurposePhrase] | None:
    """The largest block within a formula that is none itself, and its purpose."""
    claim, blocks = statement.first, list(_candidates(statement))
    if claim is None or any(is_all_that_is_given(each, one) for each in blocks for one in statement.claims.claims):
        return None
    large = (each for each in blocks if each.size >= LEAST)
    return next(((each, told) for each in large if (told := _told(each)) is not None), None)


def _candidates(statement: StatedFormula) -> Iterator[FoundBlock]:
    blocks = statement.study.blocks_said(statement.equation)
    return (each for each in sorted(blocks, key=lambda one: -one.size) if each.block.purposes)


def is_textbook(found: FoundBlock) -> bool:
    """Whether nothing stands in it beside what its pattern has: a pattern's own remark does not count."""
    pattern = next((each for each in found.block.patterns if each.latex == found.pattern), None)
    return not found.differs or (pattern is not None and found.differs == pattern.differs)


def is_all_that_is_given(found: FoundBlock, claim: Claim) -> bool:
    """Whether the block is what the left side is said to be, or the left side with it. What something is only compared
    with says nothing of what it is for."""
    if claim.left is None:
        return any(_is(found, side) for side in claim.sides)
    given = [side for sign, side in zip(claim.signs, claim.sides, strict=True) if sign in GIVES]
    holds_left = found.start <= claim.left.start and found.end >= claim.sides[0].end
    return holds_left or any(_is(found, side) for side in given)


def _is(found: FoundBlock, side: Meaning) -> bool:
    """Whether a side is the block, its mean over draws, or so many times it."""
    return any((found.start, found.end) == (node.start, node.end) for node in _cores(side, found))


def _cores(side: Meaning, found: FoundBlock) -> Iterator[Meaning]:
    """A side without brackets, a minus that belongs to the block, a factor that is a name, a mean round it, and what
    charges for leaving a distribution."""
    yield side
    inner = bare(side)
    if inner is not side:
        yield from _cores(inner, found)
    elif isinstance(inner, Total):
        kept = [each for each in zip(inner.signs, inner.terms, strict=True) if not _is_charge(*each)]
        if len(kept) == 1 and (kept[0][0] != "-" or found.pattern.startswith("-")):
            yield from _cores(kept[0][1], found)
    elif isinstance(inner, Operation) and inner.kind == "expectation":
        yield from _cores(inner.body, found)
    elif isinstance(inner, Product | Combination):
        factors = inner.factors if isinstance(inner, Product) else inner.operands if inner.operator in TIMES else ()
        others = [each for each in factors if not isinstance(bare(each), Symbol | Number)]
        mean = _averaged(others)
        yield from _cores(mean or others[0], found) if mean is not None or len(others) == 1 else ()


def _is_charge(sign: str, term: Meaning) -> bool:
    """Whether a term takes away so many times a divergence, as objectives do that hold a policy near another."""
    weight, *rest = term.factors if isinstance(term, Product) else (term,)
    is_weighted = sign == "-" and isinstance(bare(weight), Symbol) and len(rest) == 1
    compared = rest[0].arguments if is_weighted and isinstance(rest[0], Application) else ()
    return any(isinstance(each, Given) and each.kind == "versus" for each in compared)


def _averaged(factors: Sequence[Meaning]) -> Meaning | None:
    """What is averaged, of one over a number times a sum; None where it is no mean."""
    if len(factors) != MEAN:
        return None
    share, added = map(bare, factors)
    is_share = isinstance(share, Quotient) and isinstance(share.numerator, Number) and share.numerator.text == "1"
    is_sum = isinstance(added, Operation) and added.kind == "sum"
    return added.body if is_share and is_sum and isinstance(added, Operation) else None


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
