"""Recipes for the terminal: a formula in pieces, put together step by step, each step with its shape and value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from reader.formula.syntax.canonical import canonical_spelling
from reader.messages import LANGUAGES, sentences
from reader.output.terminal.runs import shown
from reader.output.typesetting.piece_names import piece_name
from reader.output.typesetting.run_sentences import refusal_text, shape
from reader.study.construction.ladder import Recipes, folded
from reader.study.construction.pieces import Made
from reader.study.construction.planning import seeded, sorts_of, tried
from reader.study.construction.recipes import latex_of
from reader.study.construction.sorts import ANYTHING, QUANTITY, Misfit, Need, in_order
from reader.study.evaluation.refusal import Refusal

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.messages import Language
    from reader.study.construction.recipes import Craft
    from reader.study.evaluation.plan import PlanStep

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
    sorts = sorts_of(craft)
    counts = Counter(made.piece.latex for made in craft.goal.walk())
    seen: set[str] = set()
    for made in sorted(craft.goal.walk(), key=lambda each: bool(each.piece.holes)):
        latex = made.piece.latex
        if latex in seen:
            continue
        seen.add(latex)
        many = f" ×{counts[latex]}" if counts[latex] > 1 else ""
        taken = takes_said(sorts.needs(made.piece), language)
        shown_as = (without_squares(latex) + many, "cyan")
        yield Text.assemble("    ", shown_as, "   ", told(made, craft, language), (taken, "dim"))


def told(made: Made, craft: Craft, language: Language) -> str:
    """What a piece is: the operation, or what the name stands for."""
    name = piece_name(made.piece, craft.knowledge) if made.piece.holes else craft.roles.get(made.latex, {})
    return name.get(language, "") if name else ""


def takes_said(needs: Sequence[Need], language: Language) -> str:
    """What the holes of a piece take, one after the other; "" where they take any quantity, or anything."""
    if all(not need.alone and need.takes in (QUANTITY, ANYTHING) for need in needs):
        return ""
    return "   " + "   ".join(f"□ {needed(need, language)}" for need in needs)


def needed(need: Need, language: Language) -> str:
    """What a hole takes, in words."""
    if need.alone:
        return say("craft-sort-symbol", language)
    if not need.takes:
        return say("craft-sort-anything", language)
    return say("craft-or", language).join(say(f"craft-sort-{each}", language) for each in in_order(need.takes))


def plugged(craft: Craft, part: str, around: str, language: Language) -> Iterator[tuple[bool, str]]:
    """For each hole of a piece whether a part goes in, as a sentence; none where the formula has no such pieces.

    Both are called by their LaTeX, or by what they do or stand for.
    """
    sorts, made = sorts_of(craft), list(craft.goal.walk())
    inner = next((each for each in made if is_called(each, part, craft)), None)
    goal = next((each for each in made if each.piece.holes and is_called(each, around, craft)), None)
    if inner is None or goal is None:
        return
    names = {"piece": called(inner, craft, language), "around": called(goal, craft, language)}
    for k in range(len(goal.parts)):
        parts = tuple(fresh(inner) if k == at else None for at in range(len(goal.parts)))
        wrong = sorts.misfit(Made(goal.piece, parts))
        told_so = misfit_text(wrong, names["piece"], language) if wrong else say("craft-goes-in", language, **names)
        yield wrong is None, told_so


def fresh(made: Made) -> Made:
    """A piece as it lies in the heap, with nothing in it."""
    return Made(made.piece, tuple(None for _ in made.parts))


def is_called(made: Made, wanted: str, craft: Craft) -> bool:
    names = (made.piece.latex, without_squares(made.piece.latex), *(told(made, craft, each) for each in LANGUAGES))
    return folded(wanted) in map(folded, names) or canonical_spelling(wanted) == made.piece.latex


def called(made: Made, craft: Craft, language: Language) -> str:
    return told(made, craft, language) if made.piece.holes else made.latex


def misfit_text(wrong: Misfit, piece: str, language: Language) -> str:
    """Why a part does not go where it is."""
    if wrong.by_sort:
        sort = say(f"craft-sort-{wrong.sort}", language)
        return say("craft-takes", language, needed=needed(Need(wrong.need.takes), language), piece=piece, sort=sort)
    return say("craft-takes-one", language, piece=piece)


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
    steps: Iterable[PlanStep] = (*done.plan.steps, *done.plan.results)
    return {each.latex: (shape(each, language), shown(done.of(each).tolist())) for each in steps}, ""


def shelf_view(
    recipes: Recipes, blocks: Iterable[str] | None, built: Iterable[str], language: Language
) -> Iterator[RenderableType]:
    """The blocks that can be built, all or some, by layer; those in hand are ticked."""
    known = frozenset(built)
    layers = {layer.id: layer.name for layer in recipes.glossary.layers}
    for layer, members in recipes.by_layer(blocks).items():
        yield Text(layers[layer][language], style="bold magenta")
        for block in members:
            yield _shelf_line(recipes, block, block in known, language)


def _shelf_line(recipes: Recipes, block: str, known: bool, language: Language) -> Text:
    count = say("craft-count", language, count=recipes.size(block))
    name = recipes.glossary.blocks[block].name[language]
    return Text.assemble("  ", "✓ " if known else "  ", (block, "cyan"), "   ", name, (f"   {count}", "dim"))
