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
    from reader.commands.arguments import Adder
    from reader.study.living.planned import PlannedLiving

say = sentences("living")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``move``."""

    def described(key: str) -> str:
        return say(f"help-{key}", language)

    made = add(commands, "move", run)
    made.add_argument("living", nargs="?", metavar="FORMULA", help=described("living"))
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=described("set"))
    made.add_argument("--without", metavar="PART", help=described("without"))
    made.add_argument("--code", choices=("numpy", "javascript"), help=described("code"))
    made.add_argument("--json", action="store_true", help=described("json"))


def run(options: argparse.Namespace) -> int:
    """Print one living formula, or without one all of them, one a line: id, name, concepts."""
    knowledge = load(options.choice)
    if options.living is None:
        listed(knowledge, options.lang)
        return WELL
    if options.living not in knowledge.living:
        stop(USAGE, say("living-none", options.lang, wanted=options.living) + " " + ", ".join(knowledge.living))
    living = planned_or_stop(knowledge, options)
    if options.code:
        from reader.commands.running import code_of

        sys.stdout.write(code_of(living.plan, options.code))
        return WELL
    return show(living, knowledge, options)


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
        stop(FAILED, say("living-broken", options.lang, reason=refusal_text(refusal, options.lang)))
    except LivingFault as fault:
        stop(FAILED, said(fault, options.lang))


def show(living: PlannedLiving, knowledge: Glossary, options: argparse.Namespace) -> int:
    """The formula on its numbers, or on those that are put in."""
    from reader.commands.screen import Screen
    from reader.output.living.page_row import living_row
    from reader.output.living.terminal_view import living_view
    from reader.study.living.planned import LivingFault, canonical

    if options.json:
        print(json.dumps(living_row(living.row, knowledge), ensure_ascii=False, indent=1))
        return WELL
    try:
        values = living.put(chosen_numbers(options))
        switch = None
        if options.without is not None:
            parts = [canonical(each, living.attempt.knowledge.evidence) for each in living.row.switches]
            wanted = canonical(options.without, living.attempt.knowledge.evidence)
            if wanted not in parts:
                known = "  ".join(living.row.switches) or "–"
                stop(USAGE, sentences("running")("no-part", options.lang, part=options.without, known=known))
            switch = parts.index(wanted)
    except LivingFault as fault:
        stop(USAGE, said(fault, options.lang))
    Screen().print(*living_view(living, values, switch, options.lang), sep="\n")
    return WELL


def said(fault: Any, language: Language) -> str:
    """What is wrong with a row, or with what was put in, in one sentence."""
    from glossary.checking.problem import GlossaryProblem

    return GlossaryProblem("", "", "", f"living-{fault.kind}", (("part", fault.part),)).text(language)


def chosen_numbers(options: argparse.Namespace) -> dict[str, float]:
    """What ``--set`` says; a usage error where that is no number, or none that ends."""
    chosen = {}
    for each in options.set:
        name, _, value = each.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not name.strip() or not math.isfinite(number):
            stop(USAGE, sentences("running")("set-number", options.lang, given=each))
        chosen[name.strip()] = number
    return chosen
