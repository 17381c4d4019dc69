"""``tezawari run``: one formula on small numbers, the value of every part, or the code that computes it."""

from __future__ import annotations

import argparse
import math
import sys
from typing import TYPE_CHECKING, Any

from reader.commands.papers import equation_of, read_paper
from reader.commands.speech import FAILED, USAGE, WELL, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from reader.commands.arguments import Adder
    from reader.model.document import Equation
    from reader.study.study import Study


say = sentences("running")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``run``."""

    def described(key: str) -> str:
        return say(f"help-{key}", language)

    made = add(commands, "run", run, reading)
    made.add_argument("source", metavar="SOURCE", help=described("source"))
    made.add_argument("--equation", metavar="N", required=True, help=described("equation"))
    made.add_argument("--seed", type=int, default=0, metavar="S", help=described("seed"))
    made.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help=described("set"))
    made.add_argument("--without", metavar="PART", help=described("without"))
    made.add_argument("--code", choices=("numpy", "torch", "javascript"), help=described("code"))


def run(options: argparse.Namespace) -> int:
    """Run one formula, or say in one sentence why it does not run."""
    from reader.output.typesetting.run_sentences import refusal_text
    from reader.study.evaluation.refusal import Refusal
    from reader.study.runs import UnknownName, run_equation
    from reader.study.study import Study

    chosen = chosen_values(options)
    study = Study(read_paper(options))
    equation = equation_of(study.reading, options.equation, options.lang)
    try:
        done = run_equation(equation, study, options.seed, chosen)
    except Refusal as refusal:
        stop(FAILED, refusal_text(refusal, options.lang))
    except UnknownName as unknown:
        stop(USAGE, say("no-size", options.lang, name=unknown.name, known=", ".join(unknown.known) or "–"))
    if options.without is not None:
        return compare(options, study, equation, chosen)
    if options.code:
        sys.stdout.write(code_of(done.plan, options.code))
    else:
        from reader.commands.screen import Screen
        from reader.output.terminal.runs import run_view

        Screen().print(*run_view(equation, done, options.lang, study.given), sep="\n")
    return WELL


def compare(options: argparse.Namespace, study: Study, equation: Equation, chosen: dict[str, float]) -> int:
    """Show the formula with a part and without it, on the same numbers."""
    from reader.commands.screen import Screen
    from reader.output.terminal.runs import comparison_view
    from reader.study.alternatives import alternatives_in
    from reader.study.runs import compare_equation, offers_of, unbraced

    named = tuple(alternatives_in(study.document.passages))
    offers = offers_of(equation, study, study.blocks[equation.id], named)
    wanted = unbraced(options.without)
    offer = next((each for each in offers if unbraced(each.part) == wanted), None)
    if offer is None:
        known = "  ".join(dict.fromkeys(each.part for each in offers)) or "–"
        stop(USAGE, say("no-part", options.lang, part=options.without, known=known))
    found = compare_equation(equation, study, offer, options.seed, chosen)
    Screen().print(*comparison_view(equation, offer, found, options.lang), sep="\n")
    return WELL


def code_of(plan: Any, language: str) -> str:
    """The plan as a module of NumPy, of PyTorch or of JavaScript."""
    from reader.study.evaluation.code.dialects import TORCH
    from reader.study.evaluation.code.javascript_code import javascript_code
    from reader.study.evaluation.code.numpy_code import numpy_code
    from reader.study.evaluation.code.readable_code import code_text

    if language == "torch":
        return code_text(plan, TORCH)
    return (numpy_code if language == "numpy" else javascript_code)(plan)


def chosen_values(options: argparse.Namespace) -> dict[str, float]:
    """What ``--set`` says, ``d=4``; a usage error where that is no number, or none that ends."""
    chosen = {}
    for each in options.set:
        name, _, value = each.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not name.strip() or not math.isfinite(number):
            stop(USAGE, say("set-number", options.lang, given=each))
        chosen[name.strip()] = number
    return chosen
