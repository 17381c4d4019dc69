"""What a reader teaches: meanings for symbols of papers, in a file of their own beside no text of the paper.

The file is TOML with one ``[[correction]]`` a row, so that it can be shared and compared line by line: which paper,
which symbol, in which formula where not in all, and what it means. It is applied whenever the paper is read.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from pathlib import Path

from glossary import Glossary
from glossary.files import write_whole
from glossary.folders import config_folder
from glossary.writing import to_toml
from reader.errors import CorrectionError
from reader.meaning.candidates import reason
from reader.model import Annotation, ConceptLink, Document, Paper, Problem, Sense, SourceBundle

FILE = "TEZAWARI_CORRECTIONS"  # another file than the usual one
HEAD = "# Meanings that a reader of these papers gave to their symbols.\n"
_VERSION = re.compile(r"v\d+\Z")


@dataclass(frozen=True, slots=True)
class Correction:
    """``paper`` is an arXiv id without version, or a local source's name; ``symbol`` a canonical spelling.

    ``equation`` is the id of the one formula that it is about, "" for all; ``concept`` one of the glossary, or "".
    """

    paper: str
    symbol: str
    meaning: str = ""
    concept: str = ""
    equation: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Of two corrections with one place the later holds."""
        return self.paper, self.symbol, self.equation


# --- the file --------------------------------------------------------------------------------------------------------


def corrections_file() -> Path:
    """``$TEZAWARI_CORRECTIONS``, or the file in the user's own folder of settings; it need not exist."""
    chosen = os.environ.get(FILE)
    return Path(chosen).expanduser() if chosen else config_folder() / "corrections.toml"


def read_corrections(file: Path) -> tuple[Correction, ...]:
    """The rows of a file, none where it does not exist. :class:`CorrectionError` where it is something else."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        rows = content.pop("correction", [])
        if content or not isinstance(rows, list):
            raise TypeError("rows that are no corrections")
        return tuple(_correction(row) for row in rows)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise CorrectionError("corrections-unreadable", file=str(file)) from error


def _correction(row: Mapping[str, object]) -> Correction:
    if not all(isinstance(value, str) for value in row.values()):
        raise TypeError(row)
    return Correction(**{key: str(value) for key, value in row.items()})


def write_corrections(file: Path, corrections: Iterable[Correction]) -> None:
    """Writes the rows, ordered so that two readers' files merge well. :class:`CorrectionError` where it cannot be."""
    rows = sorted({one.place: one for one in corrections}.values(), key=lambda one: one.place)
    try:
        write_whole(file, HEAD + "".join(map(_row, rows)))
    except OSError as error:
        raise CorrectionError("corrections-unwritable", file=str(file), reason=str(error.strerror)) from error


def _row(correction: Correction) -> str:
    values = ((field.name, getattr(correction, field.name)) for field in fields(correction))
    return "\n[[correction]]\n" + "".join(f"{name} = {to_toml(value)}\n" for name, value in values if value)


# --- applied ---------------------------------------------------------------------------------------------------------


def name_of_paper(paper: Paper, bundle: SourceBundle) -> str:
    """What corrections call a paper: the same for all versions of it."""
    return _VERSION.sub("", paper.id) if paper.id else bundle.name


def corrections_of(paper: Paper, bundle: SourceBundle) -> tuple[Correction, ...]:
    """The reader's corrections of one paper."""
    name = name_of_paper(paper, bundle)
    return tuple(one for one in read_corrections(corrections_file()) if one.paper == name)


def digest_of(corrections: Sequence[Correction]) -> str | None:
    """A hash that tells whether results are still up to date; None where nothing is corrected."""
    text = "".join(map(_row, corrections))
    return blake2b(text.encode(), digest_size=8).hexdigest() if text else None


def apply_corrections(
    annotations: Sequence[Annotation], corrections: Sequence[Correction], document: Document, glossary: Glossary
) -> tuple[tuple[Annotation, ...], tuple[Problem, ...]]:
    """The annotations as the reader corrected them, and what found nothing to correct."""
    if not corrections:
        return tuple(annotations), ()
    corrected = {one.symbol.latex: one for one in annotations}
    displayed = frozenset(equation.id for equation in document.equations)
    problems = []
    for correction in sorted(corrections, key=lambda one: bool(one.equation)):
        known = corrected.get(correction.symbol)
        if known is None or (correction.equation and correction.equation not in displayed):
            problems.append(Problem("correction-without-place", "info", None, (("symbol", correction.symbol),)))
        elif correction.equation:
            corrected[correction.symbol] = _corrected_there(known, correction, displayed, glossary)
        else:
            corrected[correction.symbol] = _corrected(known, correction, glossary)
    return tuple(corrected[one.symbol.latex] for one in annotations), tuple(problems)


def _corrected(annotation: Annotation, correction: Correction, glossary: Glossary) -> Annotation:
    links = _links(correction, glossary)
    meaning = correction.meaning or _phrase(links, glossary)
    return replace(annotation, status="reader", meaning=meaning, source=None, links=links, senses=())


def _corrected_there(
    annotation: Annotation, correction: Correction, displayed: frozenset[str], glossary: Glossary
) -> Annotation:
    """The correction as a sense that holds in one formula; what was said before holds in the others."""
    links = _links(correction, glossary)
    here = Sense(correction.meaning or _phrase(links, glossary), None, "reader", (correction.equation,), links)
    places = dict.fromkeys(place.equation for place in annotation.symbol.occurrences if place.equation in displayed)
    others = tuple(one for one in places if one != correction.equation)
    if annotation.senses:
        kept = (replace(one, equations=_without(one, correction.equation)) for one in annotation.senses)
        return replace(annotation, senses=(*(one for one in kept if one.equations), here))
    if annotation.meaning is None or not others:
        return replace(_corrected(annotation, correction, glossary), senses=())
    first = Sense(annotation.meaning, annotation.source, annotation.status, others, annotation.links)
    return replace(annotation, senses=(first, here))


def _without(sense: Sense, equation: str) -> tuple[str, ...]:
    return tuple(one for one in sense.equations if one != equation)


def _links(correction: Correction, glossary: Glossary) -> tuple[ConceptLink, ...]:
    """The concept that was named; words alone are tied to none."""
    if correction.concept not in glossary:
        return ()
    return (ConceptLink(correction.concept, 1.0, "reader", reason("corrected"), "correction"),)


def _phrase(links: Sequence[ConceptLink], glossary: Glossary) -> str:
    return glossary[links[0].concept].phrase.get("en", "") if links else ""
