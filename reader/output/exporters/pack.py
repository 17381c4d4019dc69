"""Reading <-> an annotation pack: what readers of a paper found out of it, without the paper's text.

A pack can be given to anybody, whatever the paper's licence: it names places, symbols and concepts, and its only words
are those that a reader wrote: what a program proposed is left out, since whoever takes a pack could not have it
checked. A meaning that is wrong is a digest. Each sentence is a place and a hash, by which it is found again in one's
own copy.

::

    {"schema": "tezawari/pack/1", "tool", "glossary": hash,
     "paper": {"name", "id", "abstract_url", "licence", "main", "digest"},
     "corrections": [{"symbol", "meaning", "concept", "equation", "wrong", "source"}],
     "equations": [{"id", "number", "file", "start", "end", "shape"}],
     "symbols": [{"symbol", "status", "concept", "evidence": {"file", "start", "end", "hash"} | null}]}
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import reader
from reader.errors import CorrectionError
from reader.formula.syntax.canonical import shape_hash
from reader.formula.syntax.parsing import parse_formula
from reader.messages.shown import shown
from reader.user.corrections import Correction, corrections_of, hash_of, name_of_paper

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.model.annotations import Annotation
    from reader.model.source import SourceBundle
    from reader.output.rows.row import Row
    from reader.study.study import Study

SCHEMA = "tezawari/pack/1"
READERS = ("", "pack")  # sources of corrections; others are programs
FIELDS = ("symbol", "meaning", "concept", "equation", "wrong", "source")
DIGEST = re.compile("[0-9a-f]{12}|")
LONGEST = 400  # characters of a meaning
BIGGEST = 20_000_000  # characters of a pack


def export(study: Study, language: Language = "en") -> str:
    """The pack as JSON, a line for each row, so that two can be compared line by line."""
    reading = study.reading
    paper, bundle = reading.paper, reading.bundle
    corrections = corrections_of(paper, bundle, reading.context.corrections)
    head = {
        "schema": SCHEMA,
        "tool": reader.__version__,
        "glossary": reading.glossary,
        "paper": {"name": name_of_paper(paper, bundle), "id": paper.id, "abstract_url": paper.abstract_url,
                  "licence": paper.licence, "main": bundle.main, "digest": bundle.digest},
    }  # fmt: skip
    lists = {
        "corrections": [_correction(each) for each in corrections if each.source in READERS],
        "equations": list(_equations(study)),
        "symbols": list(_symbols(study)),
    }
    pieces = [f"{_dump(key)}: {_dump(value)}" for key, value in head.items()]
    pieces += [f"{_dump(key)}: [{''.join(_listed(rows))}]" for key, rows in lists.items()]
    return "{" + ",\n".join(pieces) + "}\n"


def _listed(rows: list[Row]) -> Iterator[str]:
    for place, row in enumerate(rows):
        yield f"{',' if place else ''}\n {_dump(row)}"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _correction(each: Correction) -> Row:
    return {name: getattr(each, name) for name in FIELDS}


def _equations(study: Study) -> Iterator[Row]:
    for equation in study.document.equations:
        span = equation.formula.span
        shape = shape_hash(parse_formula(equation.formula.expanded))
        yield {"id": equation.id, "number": equation.number, "file": span.file, "start": span.start, "end": span.end,
               "shape": shape}  # fmt: skip


def _symbols(study: Study) -> Iterator[Row]:
    """Those of which something is claimed, with the places of the sentences that say so."""
    for annotation in study.reading.annotations:
        if annotation.status in ("unknown", "mention"):
            continue
        concept = annotation.links[0].concept if annotation.links else ""
        evidence = _evidence(annotation, study.reading.bundle) if annotation.status == "paper" else None
        yield {"symbol": annotation.symbol.latex, "status": annotation.status, "concept": concept, "evidence": evidence}


def _evidence(annotation: Annotation, bundle: SourceBundle) -> Row | None:
    if annotation.source is None:
        return None
    span = annotation.source.sentence_span
    sentence = bundle.files[span.file].text[span.start : span.end]
    return {"file": span.file, "start": span.start, "end": span.end, "hash": hash_of(sentence)}


# --- taken in --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attached:
    """What of a pack holds for one's own copy of the paper. ``dropped`` are rows of corrections with the reason, a row
    of the messages; of ``sentences`` so many were looked for, ``found`` so many stand where the pack says.
    """

    corrections: tuple[Correction, ...]
    dropped: tuple[tuple[str, str], ...]
    sentences: int
    found: int


def attach(text: str, study: Study, file: str) -> Attached:
    """A pack, checked against the paper: nothing is taken from it that is not about something that is there.

    :class:`CorrectionError` where it is no pack, or one of another paper. ``file`` is what it is called.
    """
    row = _parsed(text, file)
    reading = study.reading
    name = name_of_paper(reading.paper, reading.bundle)
    if row["paper"].get("name") != name:
        raise CorrectionError("pack-of-another-paper", file=file, paper=row["paper"].get("name"), name=name)
    checked = [(each, _fault(each, study)) for each in row["corrections"]]
    kept = tuple(_taken(each, name) for each, fault in checked if fault is None)
    dropped = tuple((str(each.get("symbol"))[:LONGEST], fault) for each, fault in checked if fault is not None)
    evidence = [each["evidence"] for each in row["symbols"] if isinstance(each.get("evidence"), dict)]
    found = sum(_stands(each, reading.bundle) for each in evidence)
    return Attached(kept, dropped, len(evidence), found)


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        row = json.loads(text) if len(text) <= BIGGEST else None
    except (ValueError, RecursionError):
        row = None
    lists = ("corrections", "equations", "symbols")
    if not isinstance(row, dict) or row.get("schema") != SCHEMA or not isinstance(row.get("paper"), dict):
        raise CorrectionError("pack-unreadable", file=file)
    if not all(_are_rows(row.get(key)) for key in lists):
        raise CorrectionError("pack-unreadable", file=file)
    return row


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _taken(row: Mapping[str, Any], name: str) -> Correction:
    return Correction(name, **{**{key: row[key] for key in FIELDS if key in row}, "source": "pack"})


def _fault(row: Mapping[str, Any], study: Study) -> str | None:
    """Why a correction is not taken; a row of the messages without ``pack-``."""
    values = [row.get(key, "") for key in FIELDS]
    if not all(isinstance(value, str) and len(value) <= LONGEST and shown(value) == value for value in values):
        return "not-plain"
    symbol, meaning, concept, equation, wrong, source = values
    if source not in READERS:
        return "of-a-program"
    known = {each.symbol.latex: each.symbol.id for each in study.reading.annotations}
    if symbol not in known:
        return "no-symbol"
    if equation and known[symbol] not in study.reading.symbols.get(equation, ()):
        return "no-formula"
    if concept and concept not in study.glossary:
        return "no-concept"
    says = bool(meaning.strip() or concept)
    return None if says != bool(wrong) and DIGEST.fullmatch(wrong) else "says-nothing"


def _stands(evidence: Mapping[str, Any], bundle: SourceBundle) -> bool:
    """Whether one's own copy has the sentence at its place."""
    file, start, end = bundle.files.get(str(evidence.get("file"))), evidence.get("start"), evidence.get("end")
    if file is None or not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        return False
    return hash_of(file.text[start:end]) == evidence.get("hash")
