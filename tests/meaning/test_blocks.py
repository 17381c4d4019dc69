"""Blocks: every example is found, no look-alike is, and what mathematicians ignore makes no difference."""

from pathlib import Path

import pytest

import glossary
from glossary.block import SLOT_KINDS, Block
from glossary.blocks_loader import ALLOWED, load_blocks
from glossary.errors import GlossaryFault
from reader.formula.canonical import canonical_spelling
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.kinds import KINDS
from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.patterns import ready_patterns
from reader.meaning.blocks.terms import walk

BLOCKS = tuple(load_blocks().values())


def found_in(latex: str) -> set[str]:
    return {found.block.id for found in find_blocks(latex, lambda word: True)}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_examples_match_and_lookalikes_do_not(block: Block) -> None:
    assert block.matches and block.lookalikes
    assert [latex for latex in block.matches if block.id not in found_in(latex)] == []
    assert [latex for latex in block.lookalikes if block.id in found_in(latex)] == []


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_a_row_is_whole(block: Block) -> None:
    assert set(block.keys) <= ALLOWED
    assert block.under in glossary.load()
    assert set(block.name) == {"en", "ja"} and all(block.name.values())
    assert block.patterns and all(set(pattern.differs or {"en", "ja"}) == {"en", "ja"} for pattern in block.patterns)
    assert set(block.covers) <= set(load_blocks()) - {block.id}
    for slot in block.slots.values():
        assert set(slot.text) == {"en", "ja"} and slot.kind in SLOT_KINDS


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_every_slot_is_open_in_a_pattern(block: Block) -> None:
    terms = [ready.term for ready in ready_patterns(block)]
    terms += [term for ready in ready_patterns(block) for term in ready.matcher.holding.values()]
    holes = {part.text for term in terms for part in walk(term) if part.head == "?"}
    indices = {index.rstrip("+-0123456789") for term in terms for part in walk(term) for index in part.stem.split(",")}
    assert {canonical_spelling(name) for name in block.slots} <= holes | indices
    assert all(part.head != "opaque" for term in terms for part in walk(term))


def test_kinds_take_and_refuse() -> None:
    assert set(KINDS) == SLOT_KINDS
    for name, kind in KINDS.items():
        assert kind.holds(normal_term(kind.takes)), name
        assert not kind.refuses or not kind.holds(normal_term(kind.refuses)), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a + b", "b + a"),
        (r"\frac{a}{b}", "a b^{-1}"),
        ("a / b", r"\frac{a}{b}"),
        (r"\ln x", r"\log x"),
        ("A^T", r"A^{\top}"),
        (r"\mathbb{E}_{x \sim p}[f(x)]", r"\mathrm{E}_{x \sim p} \left( f(x) \right)"),
        (r"\sum_i (-a_i)", r"- \sum_i a_i"),
        (r"\bigl( a + b \bigr) c", r"c \left( b + a \right)"),
        ("e^{x}", r"\exp(x)"),
        (r"x^{1/2}", r"\sqrt{x}"),
        ("-(a - b)", "b - a"),
    ],
)
def test_what_is_ignored(one: str, other: str) -> None:
    assert normal_term(one).key == normal_term(other).key


def test_what_is_not_ignored() -> None:
    assert normal_term("a - b").key != normal_term("b - a").key
    assert normal_term(r"\frac{a}{b}").key != normal_term(r"\frac{b}{a}").key


def test_a_variant_says_how_it_differs() -> None:
    latex = r"\operatorname{softmax}\left( \frac{Q K^\top}{\sqrt{d}} + M \right) V"
    found = next(one for one in find_blocks(latex) if one.block.id == "scaled-dot-product-attention")
    assert found.differs["en"] == "M is added inside"
    assert found.bindings == {"Q": "Q", "K": "K", "V": "V", "d": "d"}
    assert latex[found.start : found.end] == latex


def test_blocks_lie_inside_each_other_and_never_cross() -> None:
    latex = r"A = \operatorname{softmax}(\frac{Q K^\top}{\sqrt{d}}) V + (1 - t) \|x\|^2 + t y"
    spans = [(one.start, one.end) for one in find_blocks(latex)]
    for start, end in spans:
        for begin, stop in spans:
            assert end <= begin or stop <= start or (start <= begin and stop <= end) or (begin <= start and end <= stop)


def test_blocks_of_ones_own_lie_over_ours(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "mine.toml").write_text("[norm]\nname = { en = 'size', ja = '大きさ' }\n", encoding="utf-8")
    laid_over = load_blocks(tmp_path)
    assert laid_over["norm"].name["en"] == "size" and len(laid_over) == len(load_blocks())


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "broken.toml").write_text("[norm", encoding="utf-8")
    with pytest.raises(GlossaryFault, match=r"broken\.toml"):
        load_blocks(tmp_path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("typo = 3", "a key that no block has: typo"),
        (
            'slots = { a = { en = "a thing", ja = "もの", kind = "nonsense" } }',
            "a kind that there is not: a = nonsense",
        ),
    ],
)
def test_a_row_of_ones_own_that_is_wrong_says_what(row: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "own.toml").write_text(f"[own-block]\n{row}\n", encoding="utf-8")
    with pytest.raises(GlossaryFault, match=said):
        load_blocks(tmp_path)
