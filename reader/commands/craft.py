"""``tezawari craft``: how a block or a paper's formula is put together from its pieces, step by step."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.commands.loading import load
from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from reader.commands.arguments import Adder
    from reader.study.construction.ladder import Recipes
    from reader.study.construction.recipes import Craft

NEAR = 8  # blocks named where none is called what was asked for

say = sentences("crafting")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``craft``."""
    made = add(commands, "craft", craft, reading)
    made.add_argument("what", nargs="?", metavar="BLOCK|SOURCE", help=say("help-what", language))
    made.add_argument("--equation", metavar="N", help=say("help-equation", language))
    made.add_argument("--all", action="store_true", help=say("help-all", language))
    made.add_argument("--put", metavar="PIECE", help=say("help-put", language))
    made.add_argument("--into", metavar="PIECE", help=say("help-into", language))
    made.add_argument("--built", action="store_true", help=say("help-built", language))


def craft(options: argparse.Namespace) -> int:
    """Print a recipe, or what there is to build."""
    from reader.commands.screen import Screen

    refuse_what_is_ignored(options)
    if options.put is not None:
        return put_in(options)
    if options.built:
        take_in_hand(options)
        return WELL
    Screen().print(*views(options), sep="\n")
    return WELL


def refuse_what_is_ignored(options: argparse.Namespace) -> None:
    if options.equation is not None and options.what is None:
        stop(USAGE, say("needs-source", options.lang))
    if (options.put is None) != (options.into is None) or (options.put is not None and options.what is None):
        stop(USAGE, say("put-needs-into", options.lang))
    beside_built = options.put is not None or options.equation is not None or options.all
    if options.built and (options.what is None or beside_built):
        stop(USAGE, say("built-needs-block", options.lang))
    if options.all and options.what is not None:
        stop(USAGE, say("all-alone", options.lang))


def views(options: argparse.Namespace) -> Iterator[RenderableType]:
    """The recipe of a block or of a paper's formula; without either, the blocks that can be built."""
    if options.equation is not None:
        yield from equation_view(options)
    elif options.what is not None:
        yield from block_view(options)
    else:
        yield from shelf(options)


def block_view(options: argparse.Namespace) -> Iterator[RenderableType]:
    from reader.output.terminal.recipes import recipe_view

    yield from recipe_view(*block_craft(options), options.lang)


def recipes(options: argparse.Namespace) -> Recipes:
    """The recipes of the glossary that the options name."""
    from reader.study.construction.ladder import recipes_of

    return recipes_of(load(options.choice))


def block_craft(options: argparse.Namespace) -> tuple[Craft, str]:
    """The recipe of a block, and what that is called."""
    book, block = recipes(options), block_called(options)
    craft = book.of(block)
    name = book.glossary.blocks[block].name[options.lang]
    if craft is None:
        stop(FAILED, say("too-small", options.lang, block=name))
    return craft, name


def block_called(options: argparse.Namespace) -> str:
    """The block with this id or name in either language; the end of the command where there is none."""
    blocks = recipes(options).named(options.what)
    if len(blocks) != 1:
        key = "several-blocks" if blocks else "no-block"
        stop(FAILED, say(key, options.lang, wanted=options.what, known=", ".join(blocks[:NEAR])))
    return blocks[0]


def equation_view(options: argparse.Namespace) -> Iterator[RenderableType]:
    from reader.output.terminal.recipes import recipe_view

    yield from recipe_view(*equation_craft(options), options.lang)


def equation_craft(options: argparse.Namespace) -> tuple[Craft, str]:
    """A paper's formula to build, and what it is called."""
    from reader.commands.papers import equation_of, read_paper
    from reader.study.construction.papers import Crafts
    from reader.study.study import Study

    reading = read_paper(options, options.what)
    equation = equation_of(reading, options.equation, options.lang)
    found = Crafts(Study(reading)).of(equation)
    if found is None:
        stop(FAILED, say("nothing-to-build", options.lang))
    return found, f"({equation.number})" if equation.number else equation.id


def put_in(options: argparse.Namespace) -> int:
    """Say for each place of a piece whether a part goes there; well where one takes it."""
    from reader.output.terminal.recipes import plugged

    language = options.lang
    craft, _ = equation_craft(options) if options.equation is not None else block_craft(options)
    found = list(plugged(craft, options.put, options.into, language))
    if not found:
        stop(FAILED, say("no-piece", language, around=options.into))
    fitting = [sentence for fits, sentence in found if fits]
    print(*dict.fromkeys(fitting or [sentence for _, sentence in found]), sep="\n")
    return WELL if fitting else FAILED


def shelf(options: argparse.Namespace) -> Iterator[RenderableType]:
    from reader.output.terminal.recipes import shelf_view
    from reader.study.construction.ladder import ladder

    yield from shelf_view(recipes(options), None if options.all else ladder(), built(), options.lang)


def built() -> tuple[str, ...]:
    """The blocks in hand."""
    from reader.user.profile import load_profile

    return load_profile().built


def take_in_hand(options: argparse.Namespace) -> None:
    """Put a block into the inventory."""
    from reader.errors import ReaderError
    from reader.messages import error_text
    from reader.user.profile import change_profile

    language, block = options.lang, block_called(options)
    try:
        _, place = change_profile(lambda profile: profile.with_built((block,)))
    except ReaderError as error:
        stop(FAILED, error_text(error, language))
    log(say("taken-in-hand", language, block=block, file=place))
