"""``tezawari library``: the papers that were read, searched, compared, forgotten, and the file rebuilt."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reader.commands.loading import load
from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, error_text, sentences, table

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.batch.task import Outcome
    from reader.commands.arguments import Adder
    from reader.library.counterparts import Counterpart
    from reader.library.recovery import Rebuilt
    from reader.library.searching import Hit, ResultPlace
    from reader.library.translation import NotedSymbol

say = sentences("library")
Command = Callable[[argparse.Namespace], int]
T = TypeVar("T")
GLANCE = 1.0  # seconds, once a day, for damage that no question meets


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``library`` and its actions."""
    text = table("cli")["help-library"][language]
    actions = commands.add_parser("library", help=text, description=text).add_subparsers(
        metavar="ACTION", required=True
    )

    def action(name: str, command: Command, parent: argparse.ArgumentParser | None = None) -> Any:
        return add(actions, name, answering(command), parent, text=say(f"help-{name}", language))

    made = action("add", add_papers, reading)
    made.add_argument("sources", nargs="+", metavar="SOURCE", help=say("help-sources", language))
    action("list", list_papers)
    made = action("search", search)
    made.add_argument("words", nargs="+", metavar="WORD", help=say("help-words", language))
    for kind in ("formula", "concept", "meaning"):
        made.add_argument(f"--{kind}", action="store_true", help=say(f"help-by-{kind}", language))
    made.add_argument("--limit", type=int, default=20, metavar="N", help=say("help-limit", language))
    made = action("elsewhere", elsewhere)
    made.add_argument("paper", metavar="PAPER", help=say("help-paper", language))
    made.add_argument("equation", metavar="N", help=say("help-equation", language))
    made = action("translate", translate)
    made.add_argument("first", metavar="PAPER", help=say("help-paper", language))
    made.add_argument("second", metavar="OTHER", help=say("help-other", language))
    made = action("forget", forget)
    made.add_argument("papers", nargs="+", metavar="PAPER", help=say("help-paper", language))
    made = action("rebuild", rebuild)
    made.add_argument("files", nargs="*", metavar="RESULT", help=say("help-results", language))


def answering(command: Command) -> Command:
    """The command with errors as one sentence; a damaged library is rebuilt, said so, and the command run again."""

    @wraps(command)
    def answer(options: argparse.Namespace) -> int:
        from reader.errors import ReaderError
        from reader.library.integrity import check_integrity
        from reader.library.store import Library

        def work() -> int:
            if command is not rebuild:  # which makes it sound
                check_integrity(Library(), GLANCE)
            return command(options)

        try:
            return in_sound_library(work, options.lang)
        except ReaderError as error:
            stop(FAILED, error_text(error, options.lang))

    return answer


def in_sound_library(work: Callable[[], T], language: Language) -> T:
    """What the work gives, once more where the library had to be rebuilt, which is told."""
    from reader.library.recovery import run_with_repair
    from reader.library.store import Library

    return run_with_repair(Library(), work, lambda done: log(rebuilt_text(done, language)))


def rebuilt_text(done: Rebuilt, language: Language) -> str:
    """What a rebuilding saved and where the old file lies."""
    return say(done.outcome, language, saved=len(done.saved), lost=done.lost or 0, old=done.old or "–")


# --- putting in and taking out ---------------------------------------------------------------------------------------


def add_papers(options: argparse.Namespace) -> int:
    """Read each source, or take a result that was written before, and remember it."""
    from reader.batch.task import refusal
    from reader.library.shelf import require_entry
    from reader.library.store import Library

    failed = 0
    for source in options.sources:
        try:
            entry = require_entry(Library(), remember_source(source, options))
        except Exception as error:  # one bad source never stops the others
            failed += 1
            reason = refusal(error, options.lang)
            log("tezawari: " + table("cli")["failed"][options.lang].format(source=source, reason=reason))
        else:
            log(say("added", options.lang, paper=entry.key, title=entry.title or "–", equations=entry.equations))
    return FAILED if failed else WELL


def remember_source(source: str, options: argparse.Namespace) -> str:
    """Remembers one source; its key."""
    from reader.batch.task import Task, read
    from reader.library.adding import add
    from reader.library.recovery import reading_in
    from reader.library.store import Library
    from reader.output.rows.reading import to_dict
    from reader.study.study import Study

    if source.endswith(".json") and Path(source).is_file():
        row, bundle = reading_in(Path(source)), None
    else:
        reading = read(Task(source, (), options.lang, options.main, options.offline, context=options.choice))
        row, bundle = to_dict(Study(reading), options.lang), reading.bundle
    return in_sound_library(lambda: add(Library(), row, bundle), options.lang)


def remember(outcome: Outcome, options: argparse.Namespace) -> None:
    """Remembers what ``annotate`` read, or found read already."""
    from reader.library.adding import add
    from reader.library.recovery import reading_in
    from reader.library.store import Library

    if outcome.kept is not None:
        reading = reading_in(Path(options.output) / f"{outcome.kept}.json")
    elif outcome.reading is not None:
        reading = json.loads(outcome.reading)
    else:
        return
    in_sound_library(lambda: add(Library(), reading), options.lang)


def forget(options: argparse.Namespace) -> int:
    """Forget papers, all of them or, where one is not there, none."""
    from reader.library import shelf
    from reader.library.store import Library

    entries = [shelf.require_entry(Library(), paper) for paper in options.papers]
    for entry in entries:
        shelf.forget(Library(), entry.key)
        log(say("forgotten", options.lang, paper=entry.key, title=entry.title or "–"))
    return WELL


def rebuild(options: argparse.Namespace) -> int:
    """Make the file anew from its readings and from results of ``annotate``."""
    from reader.library.recovery import rebuild as rebuild_library
    from reader.library.store import Library

    done = rebuild_library(Library(), list(_results(options.files, options.lang)))
    log(rebuilt_text(done, options.lang))
    return WELL


def _results(names: Iterable[str], language: Language) -> Iterator[Path]:
    for name in map(Path, names):
        if not name.exists():
            stop(USAGE, say("no-result", language, file=name))
        yield from sorted(name.glob("*.json")) if name.is_dir() else [name]


# --- asking ----------------------------------------------------------------------------------------------------------


def list_papers(options: argparse.Namespace) -> int:
    """Print every paper, one a line: key, number of formulas, title, authors."""
    from reader.library.shelf import list_entries
    from reader.library.store import Library

    entries = list_entries(Library())
    for entry in entries:
        print(f"{entry.key}\t{entry.equations}\t{entry.title}\t{entry.authors}")
    if not entries:
        log(say("empty", options.lang))
    return WELL


def search(options: argparse.Namespace) -> int:
    """Print what fits, one a line: paper, formula's number or id, what was found."""
    asked = [kind for kind in ("formula", "concept", "meaning") if getattr(options, kind)]
    if len(asked) > 1:
        stop(USAGE, say("one-kind", options.lang))
    if options.limit < 1:
        stop(USAGE, say("limit-positive", options.lang))
    wanted = " ".join(options.words)
    found, cut = _search(wanted, asked[0] if asked else "", options)
    for hit in found:
        print(f"{hit.paper}\t{_number(hit.place)}\t{_found(hit, options.lang)}")
    if cut:
        log(say("search-cut", options.lang, tried=cut))
    if not found:
        stop(FAILED, say("nothing-found", options.lang, wanted=wanted))
    return WELL


def _search(wanted: str, kind: str, options: argparse.Namespace) -> tuple[tuple[Hit, ...], int]:
    """What was found, and of how many formulas where there are more that were not looked at."""
    from reader.library import searching
    from reader.library.store import Library

    library, knowledge, limit = Library(), load(options.choice), options.limit
    if kind == "formula" or (not kind and searching.looks_like_formula(wanted)):
        fits = searching.search_formula(library, wanted, limit)
        return fits.hits, fits.tried if fits.is_cut else 0
    if kind == "concept":
        concepts = searching.concepts_called(knowledge, wanted)
        if not concepts:
            stop(FAILED, say("no-concept", options.lang, wanted=wanted))
        return searching.search_concept(library, concepts, limit), 0
    if kind == "meaning":
        return searching.search_meaning(library, knowledge, wanted, limit), 0
    return searching.search_words(library, knowledge, wanted, limit), 0


def _number(place: ResultPlace | None) -> str:
    return f"({place.number})" if place and place.number else place.equation if place else "–"


def _found(hit: Hit, language: Language) -> str:
    from reader.output.typesetting.quotation import in_words

    if hit.kind == "symbol":
        meaning = hit.gloss if language == "ja" and hit.gloss else hit.meaning or hit.gloss
        return f"{hit.symbol}: {in_words(meaning)}"
    return " ".join(hit.place.latex.split()) if hit.place and hit.kind == "equation" else hit.title


def elsewhere(options: argparse.Namespace) -> int:
    """Print the same formula in other papers, its letters in pairs."""
    from reader.library.counterparts import find_counterparts
    from reader.library.shelf import require_entry
    from reader.library.store import Library

    entry = require_entry(Library(), options.paper)
    found, knowledge = find_counterparts(Library(), entry.key, options.equation.strip("()")), load(options.choice)
    for each in found:
        print("\n".join(_counterpart(each, knowledge, options.lang)))
    if not found:
        stop(FAILED, say("not-elsewhere", options.lang, equation=options.equation, paper=entry.key))
    return WELL


def _counterpart(each: Counterpart, knowledge: Glossary, language: Language) -> Iterator[str]:
    from reader.output.rows.report import block_name
    from reader.output.typesetting.quotation import in_words

    key = "by-block" if each.block else "by-side" if each.side else "by-shape"
    name = block_name(each.block, knowledge, language)
    yield f"{each.place.paper} {_number(each.place)}  {' '.join(each.place.latex.split())}"
    yield "  " + say(key, language, title=each.place.title or "–", block=name)
    for pair in each.pairs:
        meaning = pair.means_there or pair.means_here
        yield f"    {pair.here} → {pair.there}" + (f"  {in_words(meaning)}" if meaning else "")
    if each.is_long:
        yield "    " + say("too-long-to-pair", language)


def translate(options: argparse.Namespace) -> int:
    """Print two papers' notations side by side, with reasons, then the letters that mislead."""
    from reader.library.shelf import require_entry
    from reader.library.store import Library
    from reader.library.translation import reason_text
    from reader.library.translation import translate as look_up
    from reader.output.typesetting.quotation import in_words

    first, second = (require_entry(Library(), paper) for paper in (options.first, options.second))
    if first.key == second.key:
        stop(USAGE, say("one-paper-twice", options.lang))
    found, knowledge = look_up(Library(), first.key, second.key), load(options.choice)
    for each in (one for one in found.translations if not one.same_letters):
        print(f"{_signs(each.first)} → {_signs(each.second)}\t{reason_text(each, knowledge, options.lang)}")
    alike = [each.first[0].latex for each in found.translations if each.same_letters]
    if alike:
        print(say("written-alike", options.lang, signs="  ".join(alike)))
    for friend in found.false_friends:
        told = {"here": in_words(friend.first.meaning), "there": in_words(friend.second.meaning)}
        print(say("false-friend", options.lang, sign=friend.first.latex, **told))
    if not found.translations:
        stop(FAILED, say("nothing-shared", options.lang))
    return WELL


def _signs(signs: Iterable[NotedSymbol]) -> str:
    return ", ".join(sign.latex for sign in signs)
