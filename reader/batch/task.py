"""One source in any process: opened, skipped where its result is up to date, else read and exported."""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import reader
from reader import pipeline
from reader.batch.bulk import Member, open_member
from reader.errors import NoSource, ReaderError, SourceError
from reader.limits.budget import LIMITS, Limits
from reader.limits.watch import DEBUG, is_debugging, one_line, watching
from reader.messages import error_text, table
from reader.output.exporters.registry import BY_NAME, export_study, write_study
from reader.output.rows.problems import all_problems
from reader.study.study import Study
from reader.user.context import BUILT_IN, ContextChoice
from reader.user.corrections import corrections_of, digest_of

if TYPE_CHECKING:
    from reader.assistant.assistance import Assistance
    from reader.assistant.questions import Question
    from reader.assistant.shelf import AnswerShelf
    from reader.messages import Language
    from reader.model.context import Context
    from reader.model.reading import Reading
    from reader.model.source import Paper, SourceBundle


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with one source. ``folder`` is where earlier results are, None where none are kept.

    ``context`` is what the paper is explained with, by default the built-in glossary alone.
    """

    source: str
    formats: tuple[str, ...]
    language: Language = "en"
    main: str | None = None
    offline: bool = False
    inline: bool = False
    folder: str | None = None
    force: bool = False
    extras: tuple[str, ...] = ()  # what the JSON has on demand
    remember: bool = False  # the reading as JSON is wanted, whatever the formats
    limits: Limits = LIMITS
    context: ContextChoice = BUILT_IN
    answers: AnswerShelf | None = None  # of a model, which are checked and laid over the reading
    fetches: bool = False  # its paper is wanted in the cache, and nothing else
    asks: bool = False  # what a model would be asked is wanted, and nothing else
    member: Member | None = None  # of a bulk tar, in the place of the source, which is then its label


Found = tuple[str, str, int]  # severity and kind of problems, and how many there are


@dataclass(frozen=True, slots=True)
class PaperQuestions:
    """What a model is asked about a paper."""

    paper: Paper
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a task: ``texts`` by format, or ``kept``, the name of a result that is up to date, or a failure."""

    source: str
    name: str = ""
    texts: tuple[tuple[str, str | bytes], ...] = ()
    kept: str | None = None
    found: tuple[Found, ...] = ()
    failure: str | None = None  # one sentence
    cause: str = ""  # the kind of the failure
    final: bool = False  # whether the bytes of the source say so, and will say it again
    seconds: float = 0.0  # from the request to the answer
    reading: str | None = None  # the JSON, for the library
    asks: PaperQuestions | None = None
    assistance: Assistance | None = None  # what a model added
    exhausted: bool = False  # memory was short: the process that read it is of no more use

    @property
    def problems(self) -> int:
        """The number of problems that were met."""
        return sum(number for *_, number in self.found)


@dataclass(frozen=True, slots=True)
class OpenedTask:
    """A task with its source fetched and unpacked, and what it is explained with, as the files said at that moment."""

    task: Task
    context: Context
    paper: Paper
    bundle: SourceBundle


def open_task(task: Task) -> OpenedTask:
    """What is unusable in the glossary is said before anything is fetched. Raises what the pipeline raises."""
    context = task.context.load()
    if task.member is not None:
        return OpenedTask(task, context, *open_member(task.member, task.main))
    return OpenedTask(task, context, *pipeline.open_source(task.source, main=task.main, offline=task.offline))


def fetch_task(task: Task) -> None:
    """Brings a task's paper into the cache. Raises what :func:`open_task` raises before it opens anything."""
    from reader.arxiv.fetch import bring
    from reader.arxiv.identifiers import parse_identifier

    task.context.load()
    bring(parse_identifier(task.source))


def read_opened(opened: OpenedTask) -> Reading:
    """The reading itself. Raises what the pipeline raises."""
    return pipeline.read_bundle(opened.paper, opened.bundle, inline=opened.task.inline, context=opened.context)


def read(task: Task) -> Reading:
    """The reading of a task, for callers that do more than export it. Raises what the pipeline raises."""
    return read_opened(open_task(task))


def find_up_to_date(opened: OpenedTask) -> Outcome | None:
    """The outcome where an earlier result is still up to date; None where it is stale or missing."""
    task = opened.task
    if task.folder is None or task.force:
        return None
    kept = find_kept(Path(task.folder), opened)
    return Outcome(task.source, opened.bundle.name, kept=kept[0], found=kept[1]) if kept else None


def finish(opened: OpenedTask) -> Outcome:
    """Reads an open source, and exports it in every format."""
    task = opened.task
    with watching(task.limits) as watch:
        reading = read_opened(opened)
        if task.asks:
            return Outcome(task.source, opened.bundle.name, asks=questions_about(reading, task.answers))
        if task.answers is not None:
            reading = with_answers(reading, task.answers)
        study = Study(reading)
        texts = tuple((form, write_study(study, form, task.language, task.extras)) for form in task.formats)
        json_text = export_study(study, "json", task.language) if task.remember else None
        found = counted((each.severity, each.kind) for each in all_problems(reading))
    exhausted = any("MemoryError" in text for problem in watch.problems for _, text in problem.arguments)
    return Outcome(
        task.source, opened.bundle.name, texts, reading=json_text, found=found,
        assistance=assistance_in(reading), exhausted=exhausted,
    )  # fmt: skip


def counted(problems: Iterable[tuple[str, str]]) -> tuple[Found, ...]:
    """How many there are of each severity and kind."""
    return tuple((severity, kind, number) for (severity, kind), number in sorted(Counter(problems).items()))


def questions_about(reading: Reading, answers: AnswerShelf | None) -> PaperQuestions:
    """What a model is asked about a paper."""
    from reader.assistant.questions import Questions

    whole = answers is not None and answers.whole
    return PaperQuestions(reading.paper, Questions(Study(reading), whole=whole).all())


def with_answers(reading: Reading, answers: AnswerShelf) -> Reading:
    """The reading with what holds of a model's answers. Raises :class:`reader.errors.AssistantError`."""
    from reader.assistant.assistance import assisted

    return assisted(reading, answers)


def assistance_in(reading: Reading) -> Assistance | None:
    """What a model added, None where none was asked."""
    if reading.assistance is None:
        return None
    from reader.assistant.assistance import assistance_of

    return assistance_of(reading)


def failed(source: str, error: Exception, language: Language) -> Outcome:
    """The outcome of a source that an error stopped."""
    cause = error.kind if isinstance(error, ReaderError) else "fault"
    final = isinstance(error, SourceError | NoSource)
    return Outcome(source, failure=refusal(error, language), cause=cause, final=final)


def refusal(error: Exception, language: Language) -> str:
    """One sentence for the error that stopped a source. An internal error asks to be reported."""
    if isinstance(error, ReaderError):
        return error_text(error, language)
    if is_debugging():
        traceback.print_exception(error)
    return table("cli")["fault"][language].format(fault=one_line(error), debug=DEBUG)


def numbered(name: str, number: int) -> str:
    """The name of the ``number``-th result of the same name: ``paper``, ``paper-2``, ``paper-3``."""
    return name if number == 1 else f"{name}-{number}"


def find_kept(folder: Path, opened: OpenedTask) -> tuple[str, tuple[Found, ...]] | None:
    """A result in ``folder`` that is up to date for this task, its name and problems. Only JSON results can tell."""
    if "json" not in opened.task.formats:
        return None
    for number in count(1):
        name = numbered(opened.bundle.name, number)
        result = folder / f"{name}.json"
        if not result.is_file():
            return None
        found = _repeated(result, opened)
        if found is not None and all(
            (folder / (name + BY_NAME[form].suffix)).is_file() for form in opened.task.formats
        ):
            return name, found
    return None


def _repeated(result: Path, opened: OpenedTask) -> tuple[Found, ...] | None:
    """The problems in a result that this task would give again, None where it would give another."""
    task, context, bundle = opened.task, opened.context, opened.bundle
    try:
        row = json.loads(result.read_text(encoding="utf-8"))
        paper, inline = row["paper"], any(_is_inline(equation) for equation in row["equations"])
        earlier = (row["tool"], row["glossary"], row["language"], paper["digest"], paper["main"], inline, row["extras"])
        corrections, answered = row["corrections"], _has_answers(row.get("assistant"), task.answers)
        found = counted((each["severity"], each["kind"]) for each in row["problems"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
    own = digest_of(corrections_of(opened.paper, bundle, context.corrections))
    wanted = (
        reader.__version__, context.fingerprint, task.language, bundle.digest, bundle.main, task.inline,
        list(task.extras),
    )  # fmt: skip
    return found if answered and corrections == own and earlier == wanted else None


def _has_answers(told: dict[str, Any] | None, wanted: AnswerShelf | None) -> bool:
    """Whether a result has the answers that are wanted, and none where none are. A model may answer the rest later."""
    if told is None or wanted is None:
        return told is None and wanted is None
    complete = not wanted.model or told["answered"] == told["questions"]
    return bool(told["source"] == wanted.fingerprint() and complete)


def _is_inline(equation: dict[str, object]) -> bool:
    return not equation["display"] and equation["environment"] != "algorithm"
