"""``tezawari move``: a living formula of the glossary, on its own numbers or on others, with its things to try."""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING, Any

from reader.commands.loading import load
from reader.commands.speech import FAILED, USAGE, WELL, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.living.model import Numbers
    from reader.commands.arguments import Adder
    from reader.study.living.planned import PlannedLiving

say = sentences("moving")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``move``."""

    def described(key: str) -> str:
        return say(f"help-{key}", language)

    made = add(commands, "move", run)
    made.add_argument("living", nargs="?", metavar="FORMULA", help=described("living"))
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=described("set"))
    made.add_argument("--without", metavar="PART", help=described("without"))
    made.add_argument("--code", choices=("numpy", "torch", "javascript"), help=described("code"))
    made.add_argument("--json", action="store_true", help=described("json"))


def run(options: argparse.Namespace) -> int:
    """Print one living formula, or without one all of them, one a line: id, name, concepts."""
    knowledge = load(options.choice)
    if options.living is None:
        listed(knowledge, options.lang)
        return WELL
    if options.living not in knowledge.living:
        stop(USAGE, say("none", options.lang, wanted=options.living) + " " + ", ".join(knowledge.living))
    if (options.json or options.code) and (options.set or options.without is not None):
        stop(USAGE, say("as-it-is", options.lang))
    living = planned_or_stop(knowledge, options)
    if options.code:
        sys.stdout.write(code_of(living, options.code))
        return WELL
    return show(living, knowledge, options)


def code_of(living: PlannedLiving, language: str) -> str:
    """The formula as a module that runs on its numbers; in JavaScript one that is given them."""
    from reader.output.living.code_to_run import code_to_run
    from reader.study.evaluation.code.dialects import NUMPY, TORCH
    from reader.study.evaluation.code.javascript_code import javascript_code

    if language == "javascript":
        return javascript_code(living.plan)
    return code_to_run(living, TORCH if language == "torch" else NUMPY)


def listed(knowledge: Glossary, language: Language) -> None:
    """Every living formula, one a line."""
    for row in knowledge.living.values():
        print("\t".join((row.id, row.name.get(language, row.id), ", ".join(row.concepts))))


def planned_or_stop(knowledge: Glossary, options: argparse.Namespace) -> PlannedLiving:
    """The formula planned, or one sentence why it does not run."""
    from reader.output.typesetting.run_sentences import refusal_text
    from reader.study.evaluation.refusal import Refusal
    from reader.study.living.planned import LivingFault, planned

    try:
        return planned(knowledge.living[options.living])
    except Refusal as refusal:
        stop(FAILED, say("broken", options.lang, reason=refusal_text(refusal, options.lang)))
    except LivingFault as fault:
        stop(FAILED, fault.problem().text(options.lang))


def show(living: PlannedLiving, knowledge: Glossary, options: argparse.Namespace) -> int:
    """The formula on its numbers, or on those that are put in."""
    from reader.commands.screen import Screen
    from reader.output.living.page_row import living_row
    from reader.output.living.terminal_view import living_view
    from reader.study.living.planned import LivingFault

    try:
        if options.json:
            print(json.dumps(living_row(living.row, knowledge), ensure_ascii=False, indent=1))
            return WELL
        values = living.put(chosen_numbers(options))
        switch = switch_of(living, options)
        told = list(living_view(living, values, switch, options.lang))
    except LivingFault as fault:
        stop(USAGE, fault.problem().text(options.lang))
    Screen().print(*told, sep="\n")
    return WELL


def chosen_numbers(options: argparse.Namespace) -> dict[str, Numbers]:
    """What ``--set`` says, ``d=4`` or ``v=4, 2``; a usage error where that are no numbers, or none that end."""
    chosen: dict[str, Numbers] = {}
    for each in options.set:
        name, _, written = each.replace("−", "-").rpartition("=")
        try:
            numbers = tuple(float(number) for number in written.strip(" []").split(","))
        except ValueError:
            numbers = ()
        if not name.strip() or not numbers or not all(map(math.isfinite, numbers)):
            stop(USAGE, say("set-numbers", options.lang, given=each))
        chosen[name.strip()] = numbers if len(numbers) > 1 else numbers[0]
    return chosen


def switch_of(living: PlannedLiving, options: argparse.Namespace) -> int | None:
    """The part that ``--without`` names; a usage error where it may not be left out."""
    from reader.study.living.planned import LivingFault

    if options.without is None:
        return None
    try:
        return living.switch(options.without)
    except LivingFault:
        if not living.row.switches:
            stop(USAGE, say("no-parts", options.lang))
        known = "  ".join(living.row.switches)
        stop(USAGE, sentences("running")("no-part", options.lang, part=options.without, known=known))
