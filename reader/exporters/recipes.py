"""Recipes for the terminal: a formula in pieces, put together step by step, each step with its shape and value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text

import glossary
from glossary.blocks_loader import load_blocks
from reader.exporters.crafting import piece_name, seeded, tried
from reader.exporters.running import refusal_text, shape, shown
from reader.formula.running.refusal import Refusal
from reader.meaning.crafting.ladder import craft_of
from reader.meaning.crafting.recipes import latex_of
from reader.messages import sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.formula.running.plan import Step
    from reader.meaning.crafting.pieces import Made
    from reader.meaning.crafting.recipes import Craft
    from reader.messages import Language

say = sentences("crafting")


def recipe_view(craft: Craft, title: str, language: Language) -> Iterator[RenderableType]:
    """What is needed, then one line for each step; blocks that come to be on the way are named where they do."""
    yield Text(title, style="bold")
    yield Text(latex_of(craft.name, craft.goal), style="cyan")
    yield Text(say("recipe-pieces", language), style="bold")
    yield from heap_lines(craft, language)
    values, why = _values(craft, language)
    yield Text(say("recipe-steps", language), style="bold")
    yield from step_lines(craft, values, language)
    if why:
        yield Text(say("craft-no-numbers", language, why=why), style="dim")


def heap_lines(craft: Craft, language: Language) -> Iterator[Text]:
    """Each different piece once, with how many there are: names first."""
    counts = Counter(made.piece.latex for made in craft.goal.walk())
    seen: set[str] = set()
    for made in sorted(craft.goal.walk(), key=lambda each: bool(each.piece.holes)):
        latex = made.piece.latex
        if latex in seen:
            continue
        seen.add(latex)
        many = f" ×{counts[latex]}" if counts[latex] > 1 else ""
        yield Text.assemble("    ", (without_squares(latex) + many, "cyan"), "   ", told(made, craft, language))


def told(made: Made, craft: Craft, language: Language) -> str:
    """What a piece is: the operation, or what the name stands for."""
    name = piece_name(made.piece, craft.knowledge) if made.piece.holes else craft.roles.get(made.latex, {})
    return name.get(language, "") if name else ""


def without_squares(latex: str) -> str:
    return latex.replace(r"\Box", "□")


def step_lines(craft: Craft, values: Mapping[str, tuple[str, str]], language: Language) -> Iterator[Text]:
    """What is done and what comes out, with shape and value; then the block that has come to be, if one has."""
    step = 0
    for k, made in enumerate(craft.goal.walk()):
        if not made.piece.holes:
            continue
        step += 1
        yield Text.assemble(f"{step:>4}. {told(made, craft, language)}   ", (made.latex, "cyan"))
        if made.latex in values:
            yield Text("      " + "   ".join(values[made.latex]), style="dim")
        if k in craft.built:
            yield Text("      " + say("craft-became", language, block=craft.built[k].name[language]), style="green")


def _values(craft: Craft, language: Language) -> tuple[dict[str, tuple[str, str]], str]:
    """By LaTeX the shape and the value of each part; else why there are none."""
    try:
        trial = tried(craft)
        done = seeded(trial)[0]
    except Refusal as refusal:
        return {}, refusal_text(refusal, language)
    steps: Iterable[Step] = (*done.plan.steps, *done.plan.results)
    return {each.latex: (shape(each, language), shown(done.of(each).tolist())) for each in steps}, ""


def shelf_view(
    blocks: Mapping[str, Iterable[str]], built: Iterable[str], language: Language
) -> Iterator[RenderableType]:
    """All blocks that can be built, by layer; those in hand are ticked."""
    known = frozenset(built)
    layers = {layer.id: layer.name for layer in glossary.load().layers}
    for layer, members in blocks.items():
        yield Text(layers[layer][language], style="bold magenta")
        for block in members:
            yield _shelf_line(block, block in known, language)


def _shelf_line(block: str, known: bool, language: Language) -> Text:
    craft = craft_of(block)
    count = say("craft-count", language, count=craft.goal.count) if craft is not None else ""
    mark = "✓ " if known else "  "
    return Text.assemble(
        "  ", mark, (block, "cyan"), "   ", load_blocks()[block].name[language], (f"   {count}", "dim")
    )
