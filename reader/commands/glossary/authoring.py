"""``tezawari glossary`` for authors: rows checked, tried out, asked for, and what papers still lack."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands.loading import load, load_with
from reader.commands.speech import FAILED, USAGE, WELL, log, stop, tell

if TYPE_CHECKING:
    from glossary import Glossary
    from glossary.checking.problem import GlossaryProblem
    from reader.messages import Language
    from reader.model.reading import Reading
    from reader.user.context import ContextChoice

# --- checked and tried out -------------------------------------------------------------------------------------------


def check(options: argparse.Namespace) -> int:
    """Print every fault of the rows, one a line."""
    from glossary import check as faults_of
    from glossary.checking.courses import check_course
    from glossary.checking.problem import GlossaryProblem

    knowledge, unusable = load_with(options.folder, options.choice, options.lang, unusable=True)
    course = _course_of(options.folder, options.choice)
    faults = [GlossaryProblem(one.file, "", "", "unreadable", (("reason", one.reason),)) for one in unusable]
    faults += [*faults_of(knowledge), *(check_course(course, knowledge) if course else ())]
    unread: set[str] = set()
    if options.papers:
        faults += _strayed(course, options, unread)
    return _report(faults, knowledge, options.lang, "rows-good") if faults or not unread else FAILED


def _strayed(file: Path | None, options: argparse.Namespace, unread: set[str]) -> Iterator[GlossaryProblem]:
    """Reads the papers of the course, of the bundled one where there is no other."""
    from glossary.course import bundled_course, load_course
    from reader.study.authoring.lessons import pointed_at, strayed

    course = load_course(file) if file else bundled_course()
    for paper, reading in readings_of(pointed_at(course), options, unread):
        yield from strayed(course, paper, reading)


def test(options: argparse.Namespace) -> int:
    """Print every example that does not do what its row says."""
    from glossary.course import load_course
    from reader.study.authoring.rehearsal import rehearse
    from reader.study.letters import rehearse_letters

    knowledge, _ = load_with(options.folder, options.choice, options.lang)
    course = _course_of(options.folder, options.choice)
    faults = rehearse_letters(load_course(course)) if course else ()
    return _report([*rehearse(knowledge), *faults], knowledge, options.lang, "examples-good")


def _course_of(folder: str | None, choice: ContextChoice) -> Path | None:
    """The course that a folder has; without a folder the one that was chosen."""
    from glossary.course import course_file, courses_in

    if folder is None and choice.course is not None:
        return course_file(choice.course)
    found = courses_in(choice.overlays if folder is None else (Path(folder),))
    return found[-1] if found else None


def _report(faults: Sequence[GlossaryProblem], knowledge: Glossary, language: Language, good: str) -> int:
    for found in faults:
        row = ".".join(part for part in (found.row, found.key) if part)
        print(": ".join(filter(None, (found.file, row, found.text(language)))))
    if faults:
        log(tell("rows-faulty", language, count=len(faults)))
        return FAILED
    counts = {kind: len(getattr(knowledge, kind)) for kind in ("layers", "concepts", "notations", "blocks")}
    log(tell(good, language, **counts))
    return WELL


# --- written and measured --------------------------------------------------------------------------------------------


def new(options: argparse.Namespace) -> int:
    """Ask for a row and write it."""
    from glossary.errors import GlossaryFault
    from glossary.folders import own_rows
    from reader.commands.glossary.questions import ask_block, ask_concept, ask_notation

    folder = Path(options.folder) if options.folder else own_rows()
    asking = {"concept": ask_concept, "notation": ask_notation, "block": ask_block}[options.kind]
    laid = dict.fromkeys((*options.choice.overlays, *([folder] if folder.is_dir() else ())))
    knowledge = load(replace(options.choice, overlays=tuple(laid)), FAILED)
    try:
        log(tell("row-written", options.lang, file=asking(folder, knowledge, options.lang)))
    except GlossaryFault as fault:
        stop(FAILED, str(fault))
    except EOFError:
        stop(FAILED, tell("no-answer", options.lang))
    return WELL


def coverage(options: argparse.Namespace) -> int:
    """Print what papers leave unexplained, one gap a line: papers, symbols, kind, text, examples."""
    from reader.study.authoring.coverage import cover

    if options.top < 1:
        stop(USAGE, tell("top-positive", options.lang))
    failed: set[str] = set()
    found = cover(reading for _, reading in readings_of(options.sources, options, failed))
    for gap in found.gaps[: options.top]:
        examples = "  ".join(list(gap.examples)[:4])
        print(f"{len(gap.papers)}\t{gap.symbols}\t{gap.kind}\t{gap.text}\t{examples}")
    log(tell("covered", options.lang, linked=found.linked, symbols=found.symbols))
    return FAILED if failed else WELL


def try_out(options: argparse.Namespace) -> int:
    """Print which links and blocks a folder of rows would change in papers."""
    from reader.study.authoring.trial import changes

    choice: ContextChoice = options.choice
    load_with(options.folder, choice, options.lang)
    before = load(choice)
    after = load(replace(choice, overlays=(*choice.overlays, Path(options.folder))), FAILED)
    failed: set[str] = set()
    counts = {"gained": 0, "lost": 0, "changed": 0}
    symbols = 0
    for source, reading in readings_of(options.sources, options, failed):
        symbols += len(reading.annotations)
        for change in changes(reading, before, after):
            counts[change.kind] += 1
            print("\t".join((change.kind, source, change.place, change.was or "–", change.becomes or "–")))
    log(tell("tried", options.lang, symbols=symbols, **counts))
    return FAILED if failed else WELL


def readings_of(sources: Sequence[str], options: argparse.Namespace, failed: set[str]) -> Iterator[tuple[str, Reading]]:
    """The sources that can be read; of the others one sentence each, and they are added to ``failed``."""
    from reader.batch.task import Task, read, refusal

    for source in sources:
        try:
            reading = read(Task(source, (), context=options.choice))
        except Exception as error:
            failed.add(source)
            log(f"tezawari: {source}: {refusal(error, options.lang)}")
        else:
            yield source, reading
