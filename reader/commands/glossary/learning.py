"""``tezawari new``: what a paper asks of its reader that they have not ticked, and on how much each formula stands."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reader.commands.loading import concept_of, load
from reader.commands.papers import read_paper
from reader.commands.speech import FAILED, WELL, log, stop, tell
from reader.messages import Language

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.commands.arguments import Adder
    from reader.model.reading import Reading
    from reader.user.profile import Profile


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``new``."""

    def described(key: str) -> str:
        return tell(f"help-{key}", language)

    made = add(commands, "new", news, reading)
    made.add_argument("source", metavar="SOURCE", help=described("news-source"))
    made.add_argument("--know", action="append", default=[], metavar="CONCEPT", help=described("know"))
    made.add_argument("--forget", action="append", default=[], metavar="CONCEPT", help=described("forget"))
    made.add_argument("--equations", action="store_true", help=described("thickness"))


def news(options: argparse.Namespace) -> int:
    """Print the concepts to learn, in the order in which to learn them: id, name, layer, their symbols."""
    from reader.errors import ReaderError
    from reader.messages import error_text

    knowledge = load(options.choice)
    try:
        profile = ticked(options, knowledge)
    except ReaderError as error:
        stop(FAILED, error_text(error, options.lang))
    reading = read_paper(options)
    lines = equation_lines if options.equations else concept_lines
    for line in lines(reading, knowledge, profile, options.lang):
        print(line)
    fresh = new_concepts(reading, knowledge, profile)
    log(tell("new-to-you", options.lang, new=len(fresh), all=len(reading.path)))
    return WELL


def ticked(options: argparse.Namespace, knowledge: Glossary) -> Profile:
    """The reader's profile with what this command ticks and unticks, saved where it does."""
    from reader.user.profile import change_profile, load_profile

    profile = load_profile()
    known, forgotten = (
        [concept_of(knowledge, wanted, options.lang).id for wanted in asked] for asked in (options.know, options.forget)
    )
    if not (known or forgotten):
        return profile
    changed, file = change_profile(lambda before: before.with_known(known).without(forgotten))
    if changed != profile:
        log(tell("profile-saved", options.lang, file=file))
    return changed


def new_concepts(reading: Reading, knowledge: Glossary, profile: Profile) -> tuple[str, ...]:
    """The paper's learning path without what the reader knows, and without what that rests on.

    What a course assumes is not on the path.
    """
    from glossary.paths.lessons import known_with

    known = known_with(knowledge, profile.known)
    return tuple(concept for concept in reading.path if concept not in known)


def concept_lines(reading: Reading, knowledge: Glossary, profile: Profile, language: Language) -> Iterator[str]:
    """One line for each concept that is new."""
    symbols: dict[str, list[str]] = {}
    for annotation in reading.annotations:
        for link in annotation.links[:1]:
            symbols.setdefault(link.concept, []).append(annotation.symbol.latex)
    layers = {layer.id: layer.name.get(language, layer.id) for layer in knowledge.layers}
    for concept in new_concepts(reading, knowledge, profile):
        one = knowledge[concept]
        written = "  ".join(symbols.get(concept, [])[:4])
        print_name = one.name.get(language, concept)
        yield "\t".join((concept, print_name, layers.get(one.layer, one.layer), written))


def equation_lines(reading: Reading, knowledge: Glossary, profile: Profile, language: Language) -> Iterator[str]:
    """One line for each displayed formula: number, on how many concepts it stands, how many of these are new."""
    from reader.study.core_sample import concepts_below

    fresh = frozenset(new_concepts(reading, knowledge, profile))
    for equation in reading.document.equations:
        if equation.display:
            below = concepts_below(reading, equation.id, knowledge)
            number = equation.number or "–"
            latex = " ".join(equation.formula.latex.split())[:60]
            yield f"{number}\t{len(below)}\t{len(below & fresh)}\t{latex}"
