"""Blocks: every example is found, no look-alike is, and what mathematicians ignore makes no difference."""

from pathlib import Path
from typing import Any

import pytest
from textbook import blocks_in

import glossary
from glossary.block import NEEDS, SLOT_KINDS, Block, Pattern, Slot
from glossary.blocks_loader import load_blocks
from glossary.errors import GlossaryFault
from reader.meaning.blocks import needs
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.kinds import KINDS
from reader.meaning.blocks.matcher import Matcher
from reader.meaning.blocks.normal import normal_term
from reader.meaning.blocks.patterns import Ready, names_in, shelf_of
from reader.meaning.blocks.prose import ProseWords
from reader.meaning.blocks.terms import walk
from reader.meaning.prose.folding import FoldedProse
from reader.model.document import Document
from reader.study.authoring.rehearsal import rehearse_block

BLOCKS = tuple(load_blocks().values())


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_examples_match_and_lookalikes_do_not(block: Block) -> None:
    assert [f"{found.key}: {found.message}" for found in rehearse_block(block, glossary.load())] == []


def test_kinds_take_and_refuse() -> None:
    assert set(KINDS) == SLOT_KINDS
    for name, kind in KINDS.items():
        assert kind.holds(normal_term(kind.takes)), name
        assert not kind.refuses or not kind.holds(normal_term(kind.refuses)), name


@pytest.mark.parametrize("need", needs.NEEDS)
def test_a_block_is_found_only_where_it_has_what_it_needs(need: str) -> None:
    slots = {"A": Slot("A", "", "", "capital"), "x": Slot("x", "", "", "vector")}
    block = Block("product", {}, (Pattern("A x"),), slots, (), (), needs=(need,), ordered=True)
    row = needs.NEEDS[need]
    assert find_blocks(row.takes, shelf_of({"product": block}))
    assert not find_blocks(row.refuses, shelf_of({"product": block}))


@pytest.mark.parametrize(
    "latex", ["a + b", r"\frac{e^{x_i}}{\sum_j e^{x_j}} = y", r"\nabla_\theta \mathcal{L}(\theta)", "7"]
)
def test_filed_patterns_are_those_that_may_fit(latex: str) -> None:
    shelf, term = shelf_of({block.id: block for block in BLOCKS}), normal_term(latex)
    names = names_in(term)

    def may_fit(ready: Ready) -> bool:
        chosen = all(choice & names for choice in ready.choices)
        return ready.needs <= term.heads and ready.names <= names and chosen

    for head, found in shelf.fitting(term).by_head.items():
        assert found == tuple(filter(may_fit, shelf.by_head[head]))
    heads = {part.head for part in walk(term)} - shelf.fitting(term).by_head.keys()
    assert not any(may_fit(ready) for head in heads for ready in shelf.by_head.get(head, ()))


def test_every_need_has_a_row() -> None:
    assert set(needs.NEEDS) == NEEDS


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
        (r"\nabla f^\top g", r"(\nabla f)^\top g"),
        (r"\Pr[A \mid B]", r"\operatorname{Prob}(A \mid B)"),
        (r"\{a - b\}^\top", r"(a - b)^\top"),
        ("a_1, ..., a_n", r"a_1, \ldots, a_n"),
        (r"a \int_0^1 dx \int dy \, f(x, y) + b", r"a \int_0^1 (\int f(x, y) \, dy) \, dx + b"),
        (r"\frac{\mathop{}\!\mathrm{\partial} a}{\mathop{}\!\mathrm{\partial} b}", r"\frac{\partial a}{\partial b}"),
        (
            r"\left\{ \begin{array}{ll} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{array} \right.",
            r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
        ),
    ],
)
def test_what_is_ignored(one: str, other: str) -> None:
    assert normal_term(one).key == normal_term(other).key


def test_what_is_not_ignored() -> None:
    assert normal_term("a - b").key != normal_term("b - a").key
    assert normal_term(r"\frac{a}{b}").key != normal_term(r"\frac{b}{a}").key


def test_a_bound_after_equal_sides_is_one_of_the_first_side() -> None:
    assert "upper-bound" in {one.block.id for one in blocks_in(r"\mathbb{E}[x] = a + b \le c")}
    assert "upper-bound" not in {one.block.id for one in blocks_in(r"\mathbb{E}[x] \ge a + b = c")}


def test_a_word_said_once_in_a_book_is_no_evidence() -> None:
    said = "A momentum is kept. "
    titleless = Document("", (), (), (), (), (), {})
    paper, book = (ProseWords(titleless, FoldedProse([said, rest])) for rest in ("", "Nothing. " * 12_000))
    assert paper.speaks("moment") and paper.speaks("a momentum") and not paper.speaks("softmax")
    assert not book.speaks("moment") and not book.speaks("a momentum")


def test_a_variant_says_how_it_differs() -> None:
    latex = r"\operatorname{softmax}\left( \frac{Q K^\top}{\sqrt{d}} + M \right) V"
    found = next(one for one in blocks_in(latex) if one.block.id == "scaled-dot-product-attention")
    assert found.differs["en"] == "$M$ is added inside"
    assert found.bindings == {"Q": "Q", "K": "K", "V": "V", "d": "d"}
    assert latex[found.start : found.end] == latex


def test_blocks_lie_inside_each_other_and_never_cross() -> None:
    latex = r"A = \operatorname{softmax}(\frac{Q K^\top}{\sqrt{d}}) V + (1 - t) \|x\|^2 + t y"
    spans = [(one.start, one.end) for one in blocks_in(latex)]
    assert len(set(spans)) > 3
    assert any(begin <= start and end < stop for start, end in spans for begin, stop in spans)
    for start, end in spans:
        for begin, stop in spans:
            assert end <= begin or stop <= start or (start <= begin and stop <= end) or (begin <= start and end <= stop)


def test_blocks_of_ones_own_lie_over_ours(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    (tmp_path / "blocks" / "mine.toml").write_text("[norm]\nname = { en = 'size', ja = '大きさ' }\n", encoding="utf-8")
    laid_over = load_blocks(tmp_path)
    assert laid_over["norm"].name["en"] == "size" and len(laid_over) == len(load_blocks())


def test_a_block_of_ones_own_changes_only_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "blocks").mkdir()
    row = "[softmax]\nextends = true\nwords = ['attention']\nslots.extra = { en = 'more', ja = 'ほか' }\n"
    (tmp_path / "blocks" / "mine.toml").write_text(row, encoding="utf-8")
    ours, mine = load_blocks()["softmax"], load_blocks(tmp_path)["softmax"]
    assert (mine.words, mine.patterns, mine.name) == (("attention",), ours.patterns, ours.name)
    assert set(mine.slots) == {*ours.slots, "extra"}


def test_a_block_that_changes_is_seen_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEZAWARI_GLOSSARY", str(tmp_path))
    (tmp_path / "blocks").mkdir()
    for pattern in (r"\operatorname{whirl}(x)", r"\operatorname{twirl}(x)"):
        row = f"[triple]\nconcept = 'hadamard-product'\nname = {{ en = 't', ja = '三' }}\npatterns = ['{pattern}']\n"
        row += "slots.x = { en = 'what', ja = 'もの' }\n"
        (tmp_path / "blocks" / "mine.toml").write_text(row, encoding="utf-8")
        assert [one.block.id for one in blocks_in(pattern.replace("(x)", "(q)"))] == ["triple"]


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
        load_blocks(tmp_path)["own-block"]


LONG = ["a_{%d} x^{%d}", "(x_{%d} - y_{%d})^2", r"w_{%d} \log p_{%d}", r"\frac{a_{%d}}{b_{%d}}"]


@pytest.mark.parametrize("term", LONG)
def test_a_long_sum_is_looked_through_without_trying_every_choice_of_its_terms(
    term: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patterns of four terms would have a hundred million ways to choose them among a hundred and twenty."""
    bound, count = Matcher.bind, 0

    def counted(self: Matcher, *given: Any) -> Any:
        nonlocal count
        count += 1
        return bound(self, *given)

    monkeypatch.setattr(Matcher, "bind", counted)
    counts = []
    for many in (30, 60, 120):
        count = 0
        blocks_in(" + ".join(term % (k, k) for k in range(many)))
        counts.append(count)
    assert counts[2] <= 4.5 * counts[1] + 1000 and counts[2] < 60_000, counts


def test_a_block_is_found_among_many_terms() -> None:
    many = " + ".join(rf"a_{{{k}}} x^{{{k}}}" for k in range(100))
    assert "log-sigmoid" in {one.block.id for one in blocks_in(rf"{many} - \log \sigma(r)")}


@pytest.mark.parametrize(
    ("latex", "added"),
    [
        (r"S = \sum_{t} J - J_t", ["J-J_{t}"]),  # as far as its index
        (r"S = \sum_{t} a_t - J_t", []),  # nobody knows
        (r"S = \sum_{t} a_t - J", ["a_{t}"]),
    ],
)
def test_a_sum_is_told_where_its_end_is_known(latex: str, added: list[str]) -> None:
    assert [one.bindings["a"] for one in blocks_in(latex) if one.block.id == "sum"] == added
