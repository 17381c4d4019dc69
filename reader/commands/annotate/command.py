"""``tezawari annotate``: papers read, and the results written down or printed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.arguments import extras_of, limits_of, require_format
from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, sentences

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from reader.batch.bulk import Member
    from reader.batch.journal import Journal
    from reader.batch.task import Task
    from reader.commands.annotate.telling import BatchTeller
    from reader.commands.arguments import Adder

say = sentences("cli")
say_of_batch = sentences("batch")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``annotate``."""
    from reader.commands import assisting
    from reader.limits.budget import LIMITS, MEGABYTE

    made = add(commands, "annotate", annotate, reading)
    made.add_argument("sources", nargs="+", metavar="SOURCE", help=say("help-sources", language))
    made.add_argument("-o", "--output", metavar="DIR", help=say("help-output", language))
    made.add_argument("--format", default="json", metavar="LIST", help=say("help-format", language))
    made.add_argument("--with", dest="extras", metavar="LIST", help=say("help-with", language))
    made.add_argument("--embed", metavar="N", help=say("help-embed", language))
    made.add_argument("--jobs", type=int, default=1, metavar="N", help=say("help-jobs", language))
    for flag, default in (("time-limit", LIMITS.seconds), ("memory-limit", LIMITS.memory // MEGABYTE)):
        text = say(f"help-{flag}", language, default=default)
        made.add_argument(f"--{flag}", type=type(default), default=default, metavar="N", help=text)
    for flag in ("inline", "each", "force", "library"):
        key = "remember" if flag == "library" else flag
        made.add_argument(f"--{flag}", action="store_true", help=say(f"help-{key}", language))
    made.add_argument("--scheduler", metavar="ADDRESS", help=say_of_batch("help-scheduler", language))
    assisting.add_options(made, language)
    made.set_defaults(usual=made.get_default)


def annotate(options: argparse.Namespace) -> int:
    """Read every source and write the results down, or print them."""
    from reader.commands import assisting
    from reader.commands.annotate.telling import BatchTeller
    from reader.errors import ClusterError, LibraryError, OutputError
    from reader.messages import error_text

    if options.embed is not None:
        from reader.commands.fragment import embed

        return embed(options)
    tasks: Sequence[Task] = tasks_of(options)
    if options.scheduler is not None:
        require_cluster(tasks, options.lang)
    tasks = assisting.with_answers(tasks, options)
    teller = BatchTeller(options, len(tasks))
    try:
        read_all(tasks, options, teller)
    except (OutputError, LibraryError, ClusterError) as error:
        stop(FAILED, error_text(error, options.lang))
    teller.sum_up()
    return FAILED if teller.failed else WELL


def read_all(tasks: Sequence[Task], options: argparse.Namespace, teller: BatchTeller) -> None:
    """Reads the tasks and tells of each. Raises what stops all of them."""
    from reader.batch.results import annotate as annotate_all
    from reader.commands import assisting
    from reader.commands.library import remember

    with journal_of(tasks, options) as journal:
        for outcome in annotate_all(tasks, options.jobs, log, journal, options.scheduler):
            teller.tell(outcome)
            assisting.account(outcome, options.lang)
            if options.library:
                remember(outcome, options)


def require_cluster(tasks: Iterable[Task], language: Language) -> None:
    """The end of the command where the extra is missing, or where each machine would ask arXiv at its own pace."""
    from reader.batch.fetching import is_from_arxiv
    from reader.errors import MissingExtra
    from reader.messages import error_text

    if find_spec("distributed") is None:
        stop(FAILED, error_text(MissingExtra("missing-extra", what="--scheduler", extra="cluster"), language))
    fetched = next((task.source for task in tasks if is_from_arxiv(task)), None)
    if fetched is not None:
        stop(USAGE, say_of_batch("cluster-reads-files", language, source=fetched))


def journal_of(tasks: Sequence[Task], options: argparse.Namespace) -> AbstractContextManager[Journal | None]:
    """The journal of the folder that several papers are written to."""
    if options.output is None or len(tasks) == 1:
        return nullcontext()
    from reader.batch.journal import journal_in

    return journal_in(Path(options.output))


def tasks_of(options: argparse.Namespace) -> list[Any]:
    """One task for each source; a usage error where the options do not go together."""
    from reader.batch.sources import list_sources
    from reader.batch.task import Task
    from reader.output.exporters.registry import BY_NAME

    language: Language = options.lang
    formats = tuple(dict.fromkeys(form for form in (part.strip() for part in options.format.split(",")) if form))
    if not formats:
        stop(USAGE, say("no-format", language, known=", ".join(BY_NAME)))
    for form in formats:
        if form not in BY_NAME:
            stop(USAGE, say("unknown-format", language, format=form, known=", ".join(BY_NAME)))
        require_format(BY_NAME[form], options)
    if options.jobs < 1:
        stop(USAGE, say("jobs-positive", language))
    if options.sources.count("-") > 1:
        stop(USAGE, say("one-stdin", language))
    if options.output is None and len(formats) > 1:
        stop(USAGE, say("several-formats", language))
    extras, limits = extras_of(options, formats), limits_of(options)
    sources = list(each_paper(list_sources(options.sources, sys.stdin, options.each), language))
    if not sources:
        stop(USAGE, say("no-sources", language))
    if options.main and len(sources) > 1:
        stop(USAGE, say("main-of-several", language))
    if options.output is None and len(sources) > 1 and formats != ("json",):
        stop(USAGE, say("several-sources", language, format=formats[0]))
    return [
        Task(
            source, formats, language, options.main, options.offline, options.inline,
            folder=options.output, force=options.force, extras=extras, remember=options.library, limits=limits,
            context=options.choice, member=member,
        )
        for source, member in sources
    ]  # fmt: skip


def each_paper(sources: Iterable[str], language: Language) -> Iterator[tuple[str, Member | None]]:
    """The sources, a bulk tar or its manifest as its papers; the end of the command where a manifest is damaged."""
    from reader.batch.bulk import is_bulk, members_of
    from reader.errors import DamagedArchive
    from reader.messages import error_text

    for source in sources:
        path = Path(source)
        if not is_bulk(path):
            yield source, None
            continue
        try:
            yield from ((member.label, member) for member in members_of(path))
        except DamagedArchive as error:
            stop(FAILED, error_text(error, language))
