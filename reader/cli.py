"""The command ``tezawari``: arguments in, exit codes out. Each command imports what it needs, so that help is quick.

Data goes to standard output, everything else to standard error. Exit codes: 0 all well, 1 some source failed,
2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reader
from reader.commands import blocks, correct, learning, lint, running, why
from reader.commands import knowledge as knowledge_commands
from reader.commands.speech import FAILED, INTERRUPTED, USAGE, WELL, log, stop
from reader.commands.speech import tell as tell_of_glossary
from reader.messages import LANGUAGES, Language, table

if TYPE_CHECKING:
    from reader.batch import Outcome
    from reader.model import Reading


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parser(asked_language(arguments)).parse_args(arguments)
        require_own_packages(options.lang)
        knowledge_commands.use_folders(options.glossary_folders)
        correct.use_file(options.corrections)
        return int(options.command(options))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    except KeyboardInterrupt:
        log(say("interrupted", asked_language(arguments)))
        return INTERRUPTED
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def say(key: str, language: Language, **blanks: object) -> str:
    """A sentence of ``cli.toml``."""
    return table("cli")[key][language].format(**blanks)


def asked_language(arguments: Sequence[str]) -> Language:
    """The value of ``--lang``, read before the arguments are parsed, since the help is in that language too."""
    joined = " ".join(arguments).replace("--lang=", "--lang ")
    return "ja" if f"{joined} ".rpartition("--lang ")[2].startswith("ja ") else "en"


# --- arguments -------------------------------------------------------------------------------------------------------


def parser(language: Language = "en") -> argparse.ArgumentParser:
    """The whole command line, described in ``language``."""

    def described(key: str) -> str:
        return say(f"help-{key}", language)

    top = argparse.ArgumentParser(prog="tezawari", description=described("program"))
    top.add_argument("--version", action="version", version=f"tezawari {reader.__version__}", help=described("version"))
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--lang", choices=LANGUAGES, default="en", help=described("lang"))
    own = tell_of_glossary("help-glossary-folders", language)
    spoken.add_argument("--glossary", action="append", dest="glossary_folders", metavar="DIR", help=own)
    spoken.add_argument("--corrections", metavar="FILE", help=correct.say("help-corrections", language))
    reading = argparse.ArgumentParser(add_help=False, parents=[spoken])
    reading.add_argument("--offline", action="store_true", help=described("offline"))
    reading.add_argument("--main", metavar="FILE", help=described("main"))

    def add(
        to: Any,
        name: str,
        command: Callable[[argparse.Namespace], int],
        parent: Any = spoken,
        key: str = "",
        text: str = "",
    ) -> Any:
        text = text or described(key or name)
        added = to.add_parser(name, parents=[parent], help=text, description=text)
        added.set_defaults(command=command)
        return added

    commands = top.add_subparsers(metavar="COMMAND", required=True)
    annotating = add(commands, "annotate", annotate, reading)
    annotating.add_argument("sources", nargs="+", metavar="SOURCE", help=described("sources"))
    annotating.add_argument("-o", "--output", metavar="DIR", help=described("output"))
    annotating.add_argument("--format", default="json", metavar="LIST", help=described("format"))
    annotating.add_argument("--with", default="", dest="extras", metavar="LIST", help=described("with"))
    annotating.add_argument("--jobs", type=int, default=1, metavar="N", help=described("jobs"))
    for flag in ("inline", "each", "force"):
        annotating.add_argument(f"--{flag}", action="store_true", help=described(flag))
    showing = add(commands, "show", show, reading)
    showing.add_argument("source", metavar="SOURCE", help=described("source"))
    showing.add_argument("--equation", metavar="N", help=described("equation"))
    showing.add_argument("--symbol", metavar="LATEX", help=described("symbol"))
    showing.add_argument("--steps", action="store_true", help=described("steps"))
    showing.add_argument("--shapes", action="store_true", help=described("shapes"))
    asking = add(commands, "formula", formula)
    asking.add_argument("latex", metavar="LATEX", help=described("latex"))
    asking.add_argument("--substitute", action="append", default=[], metavar="NAME=VALUE", help=described("substitute"))
    asking.add_argument("--derivative", action="append", default=[], metavar="NAME", help=described("derivative"))
    asking.add_argument(
        "--as", choices=("sympy", "latex", "numpy", "torch"), default="sympy", dest="form", help=described("as")
    )
    opening = add(commands, "app", app)
    opening.add_argument("--port", type=int, metavar="N", help=described("port"))
    opening.add_argument("--no-browser", action="store_true", help=described("no-browser"))
    knowledge = commands.add_parser("glossary", help=described("glossary"), description=described("glossary"))
    knowledge_commands.add_to(knowledge.add_subparsers(metavar="ACTION", required=True), add, language)
    learning.add_to(commands, add, reading, language)
    running.add_to(commands, add, reading, language)
    why.add_to(commands, add, reading, language)
    blocks.add_to(commands, add, reading, language)
    lint.add_to(commands, add, reading, language)
    correct.add_to(commands, add, reading, language)
    cached = commands.add_parser("cache", help=described("cache"), description=described("cache"))
    actions = cached.add_subparsers(metavar="ACTION", required=True)
    add(actions, "list", list_cache, key="cache-list")
    add(actions, "clear", clear_cache, key="cache-clear")
    return top


def require_own_packages(language: Language) -> None:
    """Say so where another project's ``reader`` or ``glossary`` stands in place of ours: both names exist on PyPI."""
    import glossary

    ours = Path(__file__).resolve().parent.parent
    for package, marker in ((reader, "__version__"), (glossary, "load")):
        place = Path(package.__file__ or "").resolve()
        if place.parent.parent != ours or not hasattr(package, marker):
            stop(FAILED, say("other-package", language, package=package.__name__, path=place))


# --- commands --------------------------------------------------------------------------------------------------------


def annotate(options: argparse.Namespace) -> int:
    """Read every source and write the results down, or print them."""
    from reader.batch import annotate as annotate_all
    from reader.errors import OutputError
    from reader.messages import error_text

    tasks = tasks_of(options)
    failed = 0
    try:
        for outcome in annotate_all(tasks, options.jobs, log):
            failed += outcome.failure is not None
            report(outcome, options, several=len(tasks) > 1)
    except OutputError as error:
        stop(FAILED, error_text(error, options.lang))
    if len(tasks) > 1:
        log(say("summary", options.lang, done=len(tasks) - failed, total=len(tasks), failed=failed))
    return FAILED if failed else WELL


def tasks_of(options: argparse.Namespace) -> list[Any]:
    """One task for each source; a usage error where the options do not go together."""
    from reader.batch import Task, list_sources
    from reader.exporters import BY_NAME

    language: Language = options.lang
    formats = tuple(dict.fromkeys(form for form in (part.strip() for part in options.format.split(",")) if form))
    for form in formats:
        if form not in BY_NAME:
            stop(USAGE, say("unknown-format", language, format=form, known=", ".join(BY_NAME)))
    if options.jobs < 1:
        stop(USAGE, say("jobs-positive", language))
    if options.sources.count("-") > 1:
        stop(USAGE, say("one-stdin", language))
    if options.output is None and len(formats) > 1:
        stop(USAGE, say("several-formats", language))
    sources = list(list_sources(options.sources, sys.stdin, options.each))
    if not sources or not formats:
        stop(USAGE, say("no-sources", language))
    if options.main and len(sources) > 1:
        stop(USAGE, say("main-of-several", language))
    if options.output is None and len(sources) > 1 and formats != ("json",):
        stop(USAGE, say("several-sources", language, format=formats[0]))
    return [
        Task(
            source, formats, language, options.main, options.offline, options.inline,
            folder=options.output, force=options.force, extras=extras_of(options),
        )
        for source in sources
    ]  # fmt: skip


def extras_of(options: argparse.Namespace) -> tuple[str, ...]:
    """What the JSON shall have beyond the default; a usage error where there is no such thing."""
    from reader.exporters import EXTRAS

    asked = {part.strip() for part in options.extras.split(",")} - {""}
    for extra in sorted(asked - set(EXTRAS)):
        stop(USAGE, say("unknown-extra", options.lang, extra=extra, known=", ".join(EXTRAS)))
    return tuple(extra for extra in EXTRAS if extra in asked)


def report(outcome: Outcome, options: argparse.Namespace, several: bool) -> None:
    """Print the data, or log what was written or went wrong."""
    source, language = outcome.source, options.lang
    if outcome.failure is not None:
        log("tezawari: " + say("failed", language, source=source, reason=outcome.failure))
    elif options.output is None:
        text = outcome.texts[0][1]
        sys.stdout.write(text.replace("\n", "") + "\n" if several else text)
        sys.stdout.flush()
    elif outcome.kept is not None:
        log(say("kept", language, source=source, name=outcome.kept))
    else:
        from reader.exporters import BY_NAME

        files = ", ".join(
            str(Path(options.output) / (outcome.name + BY_NAME[form].suffix)) for form, _ in outcome.texts
        )
        key = "done-with-problems" if outcome.problems else "done"
        log(say(key, language, source=source, files=files, count=outcome.problems))


def show(options: argparse.Namespace) -> int:
    """Print a paper's summary, one of its formulas, or one of its symbols."""
    from rich.console import Console

    from reader.exporters import terminal
    from reader.exporters.json import to_dict

    reading, language = read_source(options), options.lang
    row = to_dict(reading, language)
    views: list[Any] = []
    equation = None
    if options.equation is not None:
        equation = terminal.find_equation(row, options.equation)
        known = ", ".join(each["number"] for each in row["equations"] if each["number"])
        if equation is None:
            stop(FAILED, say("no-equation", language, wanted=options.equation, known=known or "–"))
        if not options.steps:
            views.append(terminal.equation_view(row, equation, language))
    if options.symbol is not None:
        symbol = terminal.find_symbol(row, options.symbol)
        if symbol is None:
            known = "  ".join(each["latex"] for each in terminal.most_used(row["symbols"]))
            stop(FAILED, say("no-symbol", language, wanted=options.symbol, known=known or "–"))
        views.append(terminal.symbol_view(row, symbol, language))
    if options.steps:
        from reader.exporters.steps import steps_view

        views.append(steps_view(reading, language, equation["id"] if equation else None))
    if options.shapes:
        from reader.exporters.shapes import shapes_view

        views.append(shapes_view(reading, language, equation["id"] if equation else None))
    console = Console(highlight=False)
    for view in views or [terminal.summary(row, options.source, language)]:
        console.print(*view, sep="\n")
    return WELL


def read_source(options: argparse.Namespace) -> Reading:
    """The source's reading; the end of the command, with one sentence, where it cannot be read."""
    from reader.batch.task import Task, read, refusal

    task = Task(options.source, (), options.lang, options.main, options.offline)
    try:
        return read(task)
    except Exception as error:
        stop(FAILED, say("failed", options.lang, source=options.source, reason=refusal(error, options.lang)))


def formula(options: argparse.Namespace) -> int:
    """Print one formula for SymPy, NumPy or PyTorch, or its derivative; with one sentence where there is none."""
    from reader.formula.reckoning import Refused, answer

    values = [(name.strip(), value.strip()) for name, _, value in (each.partition("=") for each in options.substitute)]
    if not all(name and value for name, value in values):
        stop(USAGE, say("substitute-form", options.lang))
    try:
        text = answer(options.latex, by=options.derivative, values=values, form=options.form, language=options.lang)
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
    from reader.web.launch import launch

    def started(address: str) -> None:
        log(say("app-started", options.lang, address=address))

    try:
        return launch(options.port, browser=not options.no_browser, language=options.lang, started=started)
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
