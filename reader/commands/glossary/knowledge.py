"""``tezawari glossary``: the rows checked, tried out, searched, shown, followed, written and exported."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from reader.commands.course import course_in_use, course_lines, lesson_lines
from reader.commands.glossary import authoring
from reader.commands.loading import concept_of, load
from reader.commands.speech import FAILED, USAGE, WELL, stop, tell
from reader.messages import LANGUAGES, Language

if TYPE_CHECKING:
    from glossary import Concept, Glossary
    from reader.commands.arguments import Adder


def add_to(actions: Any, add: Adder, language: Language) -> None:
    """The actions of ``tezawari glossary``; ``add`` makes a sub-command of a name, a function and a help text."""

    def action(name: str, command: Callable[[argparse.Namespace], int]) -> Any:
        return add(actions, name, command, text=tell(f"help-{name}", language))

    def described(key: str) -> str:
        return tell(f"help-{key}", language)

    for name, command in (("check", authoring.check), ("test", authoring.test)):
        judging = action(name, command)
        judging.add_argument("folder", nargs="?", metavar="DIR", help=described("folder"))
        if name == "check":
            judging.add_argument("--papers", action="store_true", help=described("course-papers"))
    action("search", search).add_argument("words", nargs="+", metavar="WORDS", help=described("words"))
    action("show", show).add_argument("concept", metavar="CONCEPT", help=described("concept"))
    walking = action("history", history)
    walking.add_argument("--layer", metavar="LAYER", help=described("layer"))
    following = action("path", path)
    following.add_argument("concept", nargs="?", metavar="CONCEPT", help=described("concept"))
    following.add_argument("upper", nargs="?", metavar="CONCEPT", help=described("upper"))
    following.add_argument("--all", action="store_true", help=described("whole-path"))
    writing = action("new", authoring.new)
    writing.add_argument("kind", choices=["concept", "notation", "block"], help=described("kind"))
    writing.add_argument("folder", nargs="?", metavar="DIR", help=described("into"))
    covering = action("coverage", authoring.coverage)
    covering.add_argument("sources", nargs="+", metavar="PAPER", help=described("papers"))
    covering.add_argument("--top", type=int, default=40, metavar="N", help=described("top"))
    trying = action("try", authoring.try_out)
    trying.add_argument("folder", metavar="DIR", help=described("folder"))
    trying.add_argument("sources", nargs="+", metavar="PAPER", help=described("papers"))
    exporting = action("export", export)
    exporting.add_argument(
        "--format", choices=["json", "skos", "schema"], default="json", help=described("export-format")
    )


# --- looked up -------------------------------------------------------------------------------------------------------


def search(options: argparse.Namespace) -> int:
    """Print the concepts that fit, one a line: id, names, layer."""
    from glossary.searching import search as concepts_for

    wanted = " ".join(options.words)
    found = concepts_for(load(options.choice), wanted)
    for concept in found:
        print(f"{concept.id}\t{concept.name.get('en', '')}\t{concept.name.get('ja', '')}\t{concept.layer}")
    if not found:
        stop(FAILED, tell("nothing-found", options.lang, wanted=wanted))
    return WELL


def show(options: argparse.Namespace) -> int:
    """Print all that the glossary says of a concept."""
    knowledge, course = load(options.choice), course_in_use(options.choice, options.lang)
    concept = concept_of(knowledge, options.concept, options.lang)
    print(*concept_lines(concept, knowledge, options.lang), sep="\n")
    for line in course_lines(concept, knowledge, course, options.lang):
        print(line)
    return WELL


def concept_lines(concept: Concept, knowledge: Glossary, language: Language) -> Iterator[str]:
    """A concept as text: what it is, an example, what it rests on and what rests on it."""
    from glossary import graph
    from glossary.model import NEEDS_OF_CONCEPTS

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
    for kind in NEEDS_OF_CONCEPTS:
        needs = [(need.concept, need.why.get(language, "")) for need in concept.requires if need.kind == kind]
        yield from _listed(f"requires-{kind}", needs, language)
    yield from _listed("above", [(one, "") for one in graph.dependants(knowledge, concept.id)], language)
    confusions = [(one.concept, one.why.get(language, "")) for one in concept.confused_with]
    yield from _listed("confused", confusions, language)
    if concept.used_in:
        yield concept.used_in.get(language, "")
    written = [row for row in knowledge.notations if row.concept == concept.id]
    signs = [(row.symbol or f"{row.base}…", row.why.get(language, "")) for row in written]
    yield from _listed("written", signs, language)
    if concept.since:
        since = concept.since
        yield tell("since", language, year=since.year, who=since.who, source=since.source)
    yield tell("stands-on", language, concept=concept.id, count=graph.thickness(knowledge, [concept.id]))


def _listed(key: str, entries: list[tuple[str, str]], language: Language) -> Iterator[str]:
    if entries:
        yield tell(key, language)
        yield from (f"  {name}" + (f": {why}" if why else "") for name, why in entries)


def history(options: argparse.Namespace) -> int:
    """Print the dated concepts layer by layer, one a line: year, id, name, layer, who, source."""
    from glossary.history import walk

    knowledge, language = load(options.choice), options.lang
    known = [layer.id for layer in knowledge.layers]
    if options.layer is not None and options.layer not in known:
        stop(USAGE, tell("no-layer", language, wanted=options.layer, layers=", ".join(known)))
    for layer, concepts in walk(knowledge, options.layer):
        storey = layer.name.get(language, layer.id)
        for one in concepts:
            if one.since:
                name = one.name.get(language, one.id)
                print("\t".join((str(one.since.year), one.id, name, storey, one.since.who, one.since.source)))
    return WELL


def path(options: argparse.Namespace) -> int:
    """Print the short path to a concept, or how one concept leads up to another, with the reasons.

    With ``--all`` everything that it rests on; with a course that in the course's order, and without a concept all its
    lessons.
    """
    from glossary import graph
    from glossary.course import follow

    language: Language = options.lang
    knowledge, course = load(options.choice), course_in_use(options.choice, language)
    if options.concept is None:
        if course is None:
            stop(USAGE, tell("which-concept", language))
        for line in lesson_lines(knowledge, course, language):
            print(line)
        return WELL
    first = concept_of(knowledge, options.concept, language)
    if options.upper is None and course is None and not options.all:
        print(*short_lines(knowledge, first, language), sep="\n")
        return WELL
    if options.upper is None:
        for concept in follow(knowledge, course, [first.id]):
            number = course.lesson(concept) if course else None
            print("\t".join((concept, knowledge[concept].name.get(language, ""), *([str(number)] if number else []))))
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


def short_lines(knowledge: Glossary, concept: Concept, language: Language) -> Iterator[str]:
    """The short path: a line for each stage, and one for each concept with who needs it and why; then the formula."""
    from glossary.paths.lessons import short_path

    way = short_path(knowledge, concept.id)
    for number, lesson in enumerate(way.lessons, 1):
        yield tell("stage", language, number=number, text=lesson.text.get(language, ""))
        for taught in lesson.concepts:
            upper, why = way.why.get(taught, ("", {}))
            reason = tell("for-concept", language, concept=upper, why=why.get(language, "")) if upper else ""
            yield "\t".join((taught, knowledge[taught].name.get(language, ""), *([reason] if reason else [])))
    if way.lessons:
        yield tell("stage", language, number=len(way.lessons) + 1, text=tell("goal", language))
    yield "\t".join((concept.id, concept.name.get(language, ""), *([concept.formula] if concept.formula else [])))
    if way.rest:
        yield tell("path-rest", language, count=len(way.rest), concept=concept.id)


def export(options: argparse.Namespace) -> int:
    """Print the glossary for other programs."""
    from glossary.exporting import to_json, to_schema, to_skos

    made = {
        "json": lambda: to_json(load(options.choice)),
        "skos": lambda: to_skos(load(options.choice)),
        "schema": to_schema,
    }
    print(made[options.format]())
    return WELL
