"""``tezawari correct``: a meaning taught by the reader, kept in a file of theirs."""

from __future__ import annotations

import argparse
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.commands.papers import equation_of, read_paper, symbol_of
from reader.commands.speech import FAILED, USAGE, WELL, log, stop
from reader.messages import Language, error_text, sentences, table

if TYPE_CHECKING:
    from glossary import Glossary
    from reader.commands.arguments import Adder
    from reader.model.annotations import Annotation
    from reader.model.reading import Reading
    from reader.user.context import ContextChoice
    from reader.user.corrections import Correction


say = sentences("corrections")


def add_to(commands: Any, add: Adder, reading: argparse.ArgumentParser, language: Language) -> None:
    """The command ``correct``."""
    made = add(commands, "correct", correct, reading)
    made.add_argument("source", metavar="SOURCE", help=table("cli")["help-source"][language])
    made.add_argument("symbol", nargs="?", metavar="SYMBOL", help=say("help-corrected-symbol", language))
    made.add_argument("--meaning", default="", metavar="WORDS", help=say("help-meaning", language))
    made.add_argument("--concept", default="", metavar="CONCEPT", help=say("help-concept", language))
    made.add_argument("--wrong", action="store_true", help=say("help-wrong", language))
    made.add_argument("--equation", metavar="N", help=say("help-correct-equation", language))
    made.add_argument("--remove", action="store_true", help=say("help-remove", language))
    made.add_argument("--import", dest="pack", metavar="FILE", help=say("help-import", language))


def with_file(choice: ContextChoice, file: str | None, language: Language, *, may_be_new: bool) -> ContextChoice:
    """The choice with this file of corrections in place of the reader's own."""
    if file is None:
        return choice
    if not file or not (may_be_new or Path(file).exists()):
        stop(USAGE, say("no-file", language, file=file))
    if Path(file).exists():
        _require_corrections(Path(file), language)
    return replace(choice, corrections=Path(file).resolve())


def _require_corrections(file: Path, language: Language) -> None:
    """A file that was named by hand is one of corrections; of its rows each may be broken."""
    from reader.errors import CorrectionError
    from reader.user.corrections import survey_corrections

    if any(error.kind == "corrections-set-aside" for error in survey_corrections(file)[1]):
        stop(FAILED, error_text(CorrectionError("corrections-unreadable", file=str(file)), language))


def correct(options: argparse.Namespace) -> int:
    """Write, take back or list corrections of one paper."""
    from reader.errors import CorrectionError

    require_consistent(options)
    reading = read_paper(options)
    try:
        if options.pack is not None:
            return _import(reading, options)
        return _list(reading, options) if options.symbol is None else _change(reading, options)
    except CorrectionError as error:
        stop(FAILED, error_text(error, options.lang))


def require_consistent(options: argparse.Namespace) -> None:
    """A usage error where the options say nothing, or more than one thing."""
    said = bool(options.meaning.split() or options.concept.strip())
    if options.symbol is None:
        if options.meaning or options.concept or options.remove or options.wrong or options.equation is not None:
            stop(USAGE, say("which-symbol", options.lang))
    elif options.pack is not None:
        stop(USAGE, say("import-alone", options.lang))
    elif said + options.remove + options.wrong != 1:
        stop(USAGE, say("say-what", options.lang))


def _list(reading: Reading, options: argparse.Namespace) -> int:
    from reader.user.corrections import corrections_of

    found = corrections_of(reading.paper, reading.bundle, reading.context.corrections)
    for one in found:
        kind = "wrong" if one.wrong else one.source or "reader"
        print("\t".join((one.symbol, one.equation or "*", one.meaning, one.concept, kind)))
    if not found:
        log(say("nothing-corrected", options.lang, file=reading.context.corrections))
    return WELL


def _import(reading: Reading, options: argparse.Namespace) -> int:
    """Take the corrections of a pack, but where the reader's own say something else."""
    from reader.output.exporters.pack import attach
    from reader.study.study import Study
    from reader.user.corrections import change_corrections, with_verdict

    language, file = options.lang, reading.context.corrections
    assert file is not None
    try:
        text = Path(options.pack).read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        stop(FAILED, say("no-pack", language, file=options.pack))
    found = attach(text, Study(reading), options.pack)
    kept: list[Correction] = []

    def change(before: tuple[Correction, ...]) -> tuple[Correction, ...]:
        after = reduce(with_verdict, sorted(found.corrections, key=lambda one: not one.wrong), before)
        kept[:] = [one for one in found.corrections if one in after]
        return after

    change_corrections(file, change)
    for symbol, reason in found.dropped:
        log(say(f"pack-{reason}", language, symbol=symbol))
    blanks = {"count": len(kept), "own": len(found.corrections) - len(kept), "file": file}
    log(say("imported", language, **blanks))
    if found.sentences:
        log(say("pack-sentences", language, found=found.found, of=found.sentences))
    return WELL


def _change(reading: Reading, options: argparse.Namespace) -> int:
    from reader.user.corrections import change_corrections, with_verdict

    language, file = options.lang, reading.context.corrections
    assert file is not None  # the command line names one, or takes the usual
    made = _correction(reading, options)

    def change(before: tuple[Correction, ...]) -> tuple[Correction, ...]:
        after = with_verdict(before, made)
        if options.remove and after == before:
            stop(FAILED, say("nothing-to-take-back", language, symbol=made.symbol, file=file))
        return after

    after = change_corrections(file, change)
    key = "taken-back" if options.remove or made not in after else "called-wrong" if options.wrong else "corrected"
    log(say(key, language, symbol=made.symbol, meaning=made.meaning or made.concept, file=file))
    return WELL


def _correction(reading: Reading, options: argparse.Namespace) -> Correction:
    from reader.user.corrections import Correction, name_of_paper

    annotation = symbol_of(reading, options.symbol, options.lang)
    equation = "" if options.equation is None else equation_of(reading, options.equation, options.lang).id
    if equation and not options.remove and annotation.symbol.id not in reading.symbols.get(equation, ()):
        blanks = {"symbol": annotation.symbol.latex, "equation": options.equation}
        stop(FAILED, say("not-in-formula", options.lang, **blanks))
    concept = (
        concept_id(options.concept.strip(), reading.context.glossary, options.lang) if options.concept.strip() else ""
    )
    paper = name_of_paper(reading.paper, reading.bundle)
    if options.wrong:
        return _wrong(paper, annotation, equation, options.lang)
    return Correction(paper, annotation.symbol.latex, " ".join(options.meaning.split()), concept, equation)


def _wrong(paper: str, annotation: Annotation, equation: str, language: Language) -> Correction:
    """That the meaning is wrong which holds in a formula; "" for the one that is shown first, in all."""
    from reader.user.corrections import Correction, digest_of_meaning

    sense = annotation.in_formula(equation)
    if not sense.meaning:
        stop(FAILED, say("nothing-wrong", language, symbol=annotation.symbol.latex))
    return Correction(paper, annotation.symbol.latex, equation=equation, wrong=digest_of_meaning(sense.meaning))


def concept_id(wanted: str, knowledge: Glossary, language: Language) -> str:
    """The id of the concept that was named; the end of the command where there is none."""
    from glossary.searching import search

    found = [wanted] if wanted in knowledge else [one.id for one in search(knowledge, wanted)]
    if not found:
        stop(FAILED, say("no-concept", language, wanted=wanted))
    return found[0]
