"""The command ``tezawari``: arguments in, exit codes out. Each command imports what it needs, so that help is quick.

Data goes to standard output, everything else to standard error. Exit codes: 0 all well, 1 some source failed,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import reader
from reader.commands.arguments import choose_context
from reader.commands.speech import FAILED, INTERRUPTED, USAGE, WELL, carefully, log, stop
from reader.messages import LANGUAGES, Language, sentences, table


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with carefully():
        return _run(arguments)


def _run(arguments: Sequence[str]) -> int:
    try:
        options = parser(asked_language(arguments), arguments[0] if arguments else "").parse_args(arguments)
        require_own_packages(options.lang)
        options.choice = choose_context(options)
        code = int(options.command(options))
        sys.stdout.flush()
        return code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    except KeyboardInterrupt:
        log(say("interrupted", asked_language(arguments)))
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        _say_no_more()
        return FAILED
    except OSError as error:  # what cannot be written there, to a full disk
        _say_no_more()
        reason = error.strerror or error
        log("tezawari: " + table("errors")["output"][asked_language(arguments)].format(path="stdout", reason=reason))
        return FAILED
    except Exception as error:  # a fault of ours
        from reader.batch.task import refusal

        log("tezawari: " + refusal(error, asked_language(arguments)))
        return FAILED


def _say_no_more() -> None:
    """Standard output leads nowhere, so that what is left in it raises nothing at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


say = sentences("cli")
FORMULA_SECONDS = 10  # CPU, for one formula that is asked for by itself


def asked_language(arguments: Sequence[str]) -> Language:
    """The value of ``--lang``, read before the arguments are parsed, since the help is in that language too."""
    joined = " ".join(arguments).replace("--lang=", "--lang ")
    return "ja" if f"{joined} ".rpartition("--lang ")[2].startswith("ja ") else "en"


# --- arguments -------------------------------------------------------------------------------------------------------


def parser(language: Language = "en", asked: str | None = None) -> argparse.ArgumentParser:
    """The command line, described in ``language``; where one command is ``asked`` for, only that has its arguments."""
    top = argparse.ArgumentParser(prog="tezawari", description=say("help-program", language))
    version = f"tezawari {reader.__version__}"
    top.add_argument("--version", action="version", version=version, help=say("help-version", language))
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name, describe in COMMANDS.items():
        if asked is None or name == asked:
            describe(commands, language)
        else:
            commands.add_parser(name, help=say(f"help-{name}", language))
    return top


def spoken(language: Language) -> argparse.ArgumentParser:
    """What every command takes."""
    from reader.commands import correct
    from reader.commands.speech import tell

    made = argparse.ArgumentParser(add_help=False)
    made.add_argument("--lang", choices=LANGUAGES, default="en", help=say("help-lang", language))
    own = tell("help-glossary-folders", language)
    made.add_argument("--glossary", action="append", dest="glossary_folders", metavar="DIR", help=own)
    made.add_argument("--course", metavar="FILE", help=tell("help-course", language))
    made.add_argument("--corrections", metavar="FILE", help=correct.say("help-corrections", language))
    return made


def reading_of(language: Language) -> argparse.ArgumentParser:
    """What every command takes that reads papers."""
    made = argparse.ArgumentParser(add_help=False, parents=[spoken(language)])
    made.add_argument("--offline", action="store_true", help=say("help-offline", language))
    made.add_argument("--main", metavar="FILE", help=say("help-main", language))
    return made


def adder(language: Language) -> Callable[..., Any]:
    """Adds a command to others, its text in ``language``: by default the row ``help-`` and its name."""

    def add(
        to: Any, name: str, command: Callable[[argparse.Namespace], int], parent: Any = None, key: str = "",
        text: str = "",
    ) -> Any:  # fmt: skip
        text = text or say(f"help-{key or name}", language)
        added = to.add_parser(name, parents=[parent or spoken(language)], help=text, description=text)
        added.set_defaults(command=command)
        return added

    return add


def _formula(commands: Any, language: Language) -> None:
    made = adder(language)(commands, "formula", formula)
    made.add_argument("latex", metavar="LATEX", help=say("help-latex", language))
    for flag, form in (("substitute", "NAME=VALUE"), ("derivative", "NAME")):
        made.add_argument(f"--{flag}", action="append", default=[], metavar=form, help=say(f"help-{flag}", language))
    forms = ("sympy", "latex", "numpy", "torch")
    made.add_argument("--as", choices=forms, default="sympy", dest="form", help=say("help-as", language))


def _app(commands: Any, language: Language) -> None:
    made = adder(language)(commands, "app", app)
    made.add_argument("--port", type=int, metavar="N", help=say("help-port", language))
    made.add_argument("--no-browser", action="store_true", help=say("help-no-browser", language))


def _glossary(commands: Any, language: Language) -> None:
    from reader.commands.glossary import knowledge

    text = say("help-glossary", language)
    actions = commands.add_parser("glossary", help=text, description=text)
    knowledge.add_to(actions.add_subparsers(metavar="ACTION", required=True), adder(language), language)


def _cache(commands: Any, language: Language) -> None:
    text = say("help-cache", language)
    made = commands.add_parser("cache", help=text, description=text)
    actions = made.add_subparsers(metavar="ACTION", required=True)
    adder(language)(actions, "list", list_cache, key="cache-list")
    adder(language)(actions, "clear", clear_cache, key="cache-clear")


def _module(name: str) -> Callable[[Any, Language], None]:
    """A command that has a module of its own in ``reader.commands``."""

    def describe(commands: Any, language: Language) -> None:
        module = import_module(f"reader.commands.{name}")
        module.add_to(commands, adder(language), reading_of(language), language)

    return describe


COMMANDS: dict[str, Callable[[Any, Language], None]] = {
    "annotate": _module("annotate.command"), "show": _module("show"), "formula": _formula, "app": _app,
    "glossary": _glossary,
    "new": _module("glossary.learning"), "run": _module("running"), "move": _module("moving"),
    "why": _module("why"), "blocks": _module("blocks"),
    "craft": _module("craft"), "lines": _module("lines"), "core": _module("core"),
    "lint": _module("lint"), "correct": _module("correct"), "library": _module("library"), "cache": _cache,
    "mcp": _module("mcp"),
    "dev": _module("dev.command"),
}  # fmt: skip


def require_own_packages(language: Language) -> None:
    """Say so where another project's ``reader`` or ``glossary`` stands in place of ours: both names exist on PyPI."""
    import glossary

    ours = Path(__file__).resolve().parent.parent
    for package, marker in ((reader, "__version__"), (glossary, "load")):
        place = Path(package.__file__ or "").resolve()
        if place.parent.parent != ours or not hasattr(package, marker):
            stop(FAILED, say("other-package", language, package=package.__name__, path=place))


# --- commands --------------------------------------------------------------------------------------------------------


def formula(options: argparse.Namespace) -> int:
    """Print one formula for SymPy, NumPy or PyTorch, or its derivative; with one sentence where there is none."""
    from reader.limits.budget import Limits
    from reader.limits.watch import TookTooLong, watching
    from reader.study.sympy.answers import Refused, answer

    values = [(name.strip(), value.strip()) for name, _, value in (each.partition("=") for each in options.substitute)]
    if not all(name and value for name, value in values):
        stop(USAGE, say("substitute-form", options.lang))
    try:
        with watching(Limits(seconds=5 * FORMULA_SECONDS)) as watch:
            text = watch.in_time(
                answer, options.latex, by=options.derivative, values=values, form=options.form, language=options.lang
            )
    except TookTooLong:
        stop(FAILED, say("formula-over-time", options.lang, seconds=FORMULA_SECONDS))
    except Refused as refusal:
        if refusal.parts:
            print(refusal.parts)
        stop(FAILED, refusal.reason)
    print(text.rstrip("\n"))
    return WELL


def app(options: argparse.Namespace) -> int:
    """Open the app and stay until it is ended."""
    from reader.errors import ReaderError
    from reader.messages import error_text
    from reader.web.shell.launch import launch

    def started(address: str) -> None:
        log(say("app-started", options.lang, address=address))

    try:
        return launch(
            options.port, options.choice, browser=not options.no_browser, language=options.lang, started=started
        )
    except ReaderError as error:
        stop(FAILED, error_text(error, options.lang))


def list_cache(options: argparse.Namespace) -> int:
    """Print the cached papers, one a line: id, bytes of source, title."""
    from reader.arxiv.cache import list_entries
    from reader.arxiv.settings import settings_from_environment

    settings = settings_from_environment()
    entries = list_entries(settings)
    for entry in entries:
        print(f"{entry.paper.id}\t{entry.size}\t{entry.paper.title}")
    if not entries:
        log(say("cache-empty", options.lang, folder=settings.cache))
    return WELL


def clear_cache(options: argparse.Namespace) -> int:
    """Delete the cached papers."""
    from reader.arxiv.cache import clear
    from reader.arxiv.settings import settings_from_environment
    from reader.errors import ReaderError
    from reader.messages import error_text

    settings = settings_from_environment()
    try:
        log(say("cache-cleared", options.lang, count=clear(settings), folder=settings.cache))
    except ReaderError as error:
        stop(FAILED, error_text(error, options.lang))
    return WELL
