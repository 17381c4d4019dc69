"""Blocks for the terminal: those of a paper, and a formula taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from reader.meaning.blocks.found import levels
from reader.messages import sentences
from reader.output.typesetting.quotation import in_words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from glossary.block import Block
    from reader.meaning.blocks.found import FoundBlock
    from reader.messages import Language
    from reader.model.document import Equation
    from reader.study.study import Study

FORMULAS_NAMED = 6
BlocksFound = tuple["FoundBlock", ...]


say = sentences("blocks")


def paper_view(study: Study, language: Language) -> Iterator[RenderableType]:
    """Every block of a paper, how often it stands there and in which numbered formulas."""
    numbers = {equation.id: equation.number for equation in study.document.equations}
    places: dict[str, list[str]] = {}
    counts: dict[str, int] = {}
    for equation, blocks in study.blocks.items():
        for one in blocks:
            counts[one.block.id] = counts.get(one.block.id, 0) + 1
            number = numbers[equation]
            if number and number not in places.setdefault(one.block.id, []):
                places[one.block.id].append(number)
    if not counts:
        yield Text(say("none", language))
        return
    listed = Table(box=SIMPLE_HEAD, header_style="bold")
    for column in ("block", "count", "formulas"):
        listed.add_column(say(f"column-{column}", language))
    for block, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        named = places.get(block, [])
        more = " …" if len(named) > FORMULAS_NAMED else ""
        listed.add_row(
            study.glossary.blocks[block].name[language],
            str(count),
            ", ".join(f"({n})" for n in named[:FORMULAS_NAMED]) + more,
        )
    yield listed


def formula_view(equation: Equation, found: BlocksFound, depth: int, language: Language) -> Iterator[RenderableType]:
    """One formula, opened level by level: each block with its name, its slots and what to look at without it."""
    latex = equation.formula.expanded
    yield Text(latex, style="bold")
    if not found:
        yield Text(say("none-here", language))
    for level, one in levels(found):
        if level <= depth:
            yield from block_lines(one, latex[one.start : one.end], "  " * level, language)


def block_lines(found: FoundBlock, text: str, indent: str, language: Language) -> Iterator[Text]:
    """A block in a few lines."""
    yield Text.assemble(indent, (found.block.name[language], "bold cyan"), "   ", text)
    for name, latex in found.bindings.items():
        what = slot_text(found.block, name, language)
        yield Text(f"{indent}    {say('slot', language, what=what, latex=latex)}", style="dim")
    if language in found.differs:
        yield Text(f"{indent}    {say('differs', language, text=in_words(found.differs[language]))}", style="yellow")
    if found.block.when_removed is not None:
        yield Text(f"{indent}    {found.block.when_removed.text[language]}", style="green")


def slot_text(block: Block, name: str, language: Language) -> str:
    """What a slot holds; ``name`` is canonical, rows may spell it shorter."""
    bare = name.replace("{", "").replace("}", "")
    for slot in block.slots.values():
        if bare == slot.id.replace("{", "").replace("}", ""):
            return slot.text[language]
    return name
