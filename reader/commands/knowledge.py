"""``tezawari glossary``: the rows checked, tried out, searched, shown, followed, written and exported."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.speech import FAILED, USAGE, WELL, log, stop, tell
from reader.messages import LANGUAGES, Language

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from glossary.problem import GlossaryProblem
    from reader.model import Reading

Adder = Callable[..., Any]


def add_to(actions: Any, add: Adder, language: Language) -> None:
    """The actions of ``tezawari glossary``; ``add`` makes a sub-command of a name, a function and a help text."""

    def action(name: str, command: Callable[[argparse.Namespace], int]) -> Any:
        return add(actions, name, command, text=tell(f"help-{name}", language))

    def described(key: str) -> str:
        return tell(f"help-{key}", language)

    for name, command in (("check", check), ("test", test)):
        action(name, command).add_argument("folder", nargs="?", metavar="DIR", help=described("folder"))
    action("search", search).add_argument("words", nargs="+", metavar="WORDS", help=described("words"))
    action("show", show).add_argument("concept", metavar="CONCEPT", help=described("concept"))
    following = action("path", path)
    following.add_argument("concept", metavar="CONCEPT", help=described("concept"))
    following.add_argument("upper", nargs="?", metavar="CONCEPT", help=described("upper"))
    writing = action("new", new)
    writing.add_argument("kind", choices=["concept", "notation", "block"], help=described("kind"))
    writing.add_argument("folder", nargs="?", metavar="DIR", help=described("into"))
    covering = action("coverage", coverage)
    covering.add_argument("sources", nargs="+", metavar="PAPER", help=described("papers"))
    covering.add_argument("--top", type=int, default=40, metavar="N", help=described("top"))
    trying = action("try", try_out)
    trying.add_argument("folder", metavar="DIR", help=described("folder"))
    trying.add_argument("sources", nargs="+", metavar="PAPER", help=described("papers"))
    exporting = action("export", export)
    exporting.add_argument(
        "--format", choices=["json", "skos", "schema"], default="json", help=described("export-format")
    )


def use_folders(folders: list[str] | None) -> None:
    """Lays these folders over the glossary, in this process and in those that it starts."""
    from glossary.folders import OVERLAYS

    if folders:
        os.environ[OVERLAYS] = os.pathsep.join(str(Path(folder).resolve()) for folder in folders)
        load()


def load(*folders: str) -> Glossary:
    """The glossary, or the end of the command with one sentence."""
    import glossary
    from glossary.errors import GlossaryFault

    try:
        return glossary.load(*folders)
    except GlossaryFault as fault:
        stop(FAILED if folders else USAGE, str(fault))


def load_with(folder: str | None, language: Language) -> Glossary:
    """The glossary with this folder laid over the built-in rows; one sentence where the folder has no row."""
    from glossary.loader import has_rows

    if folder is None:
        return load()
    if not folder:
        stop(USAGE, tell("no-folder", language))
    knowledge = load(folder)
    if not has_rows(Path(folder)):
        stop(FAILED, tell("no-rows", language, folder=folder))
    return knowledge


# --- checked and tried out -------------------------------------------------------------------------------------------


def check(options: argparse.Namespace) -> int:
    """Print every fault of the rows, one a line."""
    from glossary import check as faults_of

    knowledge = load_with(options.folder, options.lang)
    return _report(faults_of(knowledge), knowledge, options.lang, "rows-good")


def test(options: argparse.Namespace) -> int:
    """Print every example that does not do what its row says."""
    from reader.meaning.rehearsal import rehearse

    knowledge = load_with(options.folder, options.lang)
    return _report(tuple(rehearse(knowledge)), knowledge, options.lang, "examples-good")


def _report(faults: tuple[GlossaryProblem, ...], knowledge: Glossary, language: Language, good: str) -> int:
    for found in faults:
        row = ".".join(part for part in (found.row, found.key) if part)
        print(f"{found.file}: {row}: {found.text(language)}")
    if faults:
        log(tell("rows-faulty", language, count=len(faults)))
        return FAILED
    counts = {kind: len(getattr(knowledge, kind)) for kind in ("layers", "concepts", "notations", "blocks")}
    log(tell(good, language, **counts))
    return WELL


# --- looked up -------------------------------------------------------------------------------------------------------


def search(options: argparse.Namespace) -> int:
    """Print the concepts that fit, one a line: id, names, layer."""
    from glossary.searching import search as concepts_for

    wanted = " ".join(options.words)
    found = concepts_for(load(), wanted)
    for concept in found:
        print(f"{concept.id}\t{concept.name.get('en', '')}\t{concept.name.get('ja', '')}\t{concept.layer}")
    if not found:
        stop(FAILED, tell("nothing-found", options.lang, wanted=wanted))
    return WELL


def concept_of(knowledge: Glossary, wanted: str, language: Language) -> Concept:
    """The concept with this id or name; the end of the command where there is none."""
    from glossary.searching import search as concepts_for

    if wanted in knowledge:
        return knowledge[wanted]
    found = concepts_for(knowledge, wanted)
    if not found:
        stop(FAILED, tell("nothing-found", language, wanted=wanted))
    return found[0]


def show(options: argparse.Namespace) -> int:
    """Print all that the glossary says of a concept."""
    knowledge = load()
    for line in concept_lines(concept_of(knowledge, options.concept, options.lang), knowledge, options.lang):
        print(line)
    return WELL


def concept_lines(concept: Concept, knowledge: Glossary, language: Language) -> Iterator[str]:
    """A concept as text: what it is, an example, what it rests on and what rests on it."""
    from glossary import graph

    other = next(one for one in LANGUAGES if one != language)
    layers = {layer.id: layer.name.get(language, layer.id) for layer in knowledge.layers}
    names = ", ".join((concept.name.get(other, ""), *concept.aliases.get(language, ())))
    yield f"{concept.name.get(language, concept.id)} ({names})"
    yield f"{concept.id} · {layers.get(concept.layer, concept.layer)} · {concept.tier}"
    yield ""
    yield concept.definition.get(language, "")
    if concept.feel:
        yield getattr(concept.feel, language)
    if concept.example:
        yield getattr(concept.example, language)
    if concept.formula:
        yield f"\n    {concept.formula}\n"
    yield from _listed("requires", [(need.concept, need.why.get(language, "")) for need in concept.requires], language)
    yield from _listed("above", [(one, "") for one in graph.dependants(knowledge, concept.id)], language)
    confusions = [(one.concept, one.why.get(language, "")) for one in concept.confused_with]
    yield from _listed("confused", confusions, language)
    if concept.used_in:
        yield concept.used_in.get(language, "")
    written = [row for row in knowledge.notations if row.concept == concept.id]
    signs = [(row.symbol or f"{row.base}…", row.why.get(language, "")) for row in written]
    yield from _listed("written", signs, language)
    yield tell("stands-on", language, count=graph.thickness(knowledge, [concept.id]))


def _listed(key: str, entries: list[tuple[str, str]], language: Language) -> Iterator[str]:
    if entries:
        yield tell(key, language)
        yield from (f"  {name}" + (f": {why}" if why else "") for name, why in entries)


def path(options: argparse.Namespace) -> int:
    """Print what to learn first for a concept, or how one concept leads up to another, with the reasons."""
    from glossary import graph

    knowledge, language = load(), options.lang
    first = concept_of(knowledge, options.concept, language)
    if options.upper is None:
        for concept in knowledge.path([first.id]):
            print(f"{concept}\t{knowledge[concept].name.get(language, '')}")
        return WELL
    upper = concept_of(knowledge, options.upper, language)
    steps = graph.chain(knowledge, first.id, upper.id)
    if not steps:
        stop(FAILED, tell("no-way", language, lower=first.id, upper=upper.id))
    print(steps[0])
    for lower, higher in pairwise(steps):
        why = next(need.why.get(language, "") for need in knowledge[higher].requires if need.concept == lower)
        print(f"{higher}\t{why}")
    return WELL


# --- written and measured --------------------------------------------------------------------------------------------


def new(options: argparse.Namespace) -> int:
    """Ask for a row and write it."""
    from glossary.errors import GlossaryFault
    from glossary.folders import overlays, own_rows
    from reader.commands.questions import ask_block, ask_concept, ask_notation

    folder = Path(options.folder) if options.folder else own_rows()
    asking = {"concept": ask_concept, "notation": ask_notation, "block": ask_block}[options.kind]
    laid = dict.fromkeys((*map(str, overlays()), *([str(folder)] if folder.is_dir() else ())))
    try:
        log(tell("row-written", options.lang, file=asking(folder, load(*laid), options.lang)))
    except GlossaryFault as fault:
        stop(FAILED, str(fault))
    except EOFError:
        stop(FAILED, tell("no-answer", options.lang))
    return WELL


def coverage(options: argparse.Namespace) -> int:
    """Print what papers leave unexplained, one gap a line: papers, symbols, kind, text, examples."""
    from reader.meaning.coverage import cover

    if options.top < 1:
        stop(USAGE, tell("top-positive", options.lang))
    failed: set[str] = set()
    found = cover(reading for _, reading in readings_of(options.sources, failed, options.lang))
    for gap in found.gaps[: options.top]:
        examples = "  ".join(list(gap.examples)[:4])
        print(f"{len(gap.papers)}\t{gap.symbols}\t{gap.kind}\t{gap.text}\t{examples}")
    log(tell("covered", options.lang, linked=found.linked, symbols=found.symbols))
    return FAILED if failed else WELL


def try_out(options: argparse.Namespace) -> int:
    """Print which links and blocks a folder of rows would change in papers."""
    from glossary.folders import overlays
    from reader.meaning.trial import changes

    load_with(options.folder, options.lang)
    before, after = load(), load(*map(str, overlays()), options.folder)
    failed: set[str] = set()
    counts = {"gained": 0, "lost": 0, "changed": 0}
    symbols = 0
    for source, reading in readings_of(options.sources, failed, options.lang):
        symbols += len(reading.annotations)
        for change in changes(reading, before, after):
            counts[change.kind] += 1
            print("\t".join((change.kind, source, change.place, change.was or "–", change.becomes or "–")))
    log(tell("tried", options.lang, symbols=symbols, **counts))
    return FAILED if failed else WELL


def readings_of(sources: Iterable[str], failed: set[str], language: Language) -> Iterator[tuple[str, Reading]]:
    """The sources that can be read; of the others one sentence each, and they are added to ``failed``."""
    from reader.batch.task import Task, read, refusal

    for source in sources:
        try:
            reading = read(Task(source, ()))
        except Exception as error:
            failed.add(source)
            log(f"tezawari: {source}: {refusal(error, language)}")
        else:
            yield source, reading


def export(options: argparse.Namespace) -> int:
    """Print the glossary for other programs."""
    from glossary.exporting import to_json, to_schema, to_skos

    made = {"json": lambda: to_json(load()), "skos": lambda: to_skos(load()), "schema": to_schema}
    print(made[options.format]())
    return WELL
