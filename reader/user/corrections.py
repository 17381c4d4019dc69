"""A reader's corrections: meanings for symbols of papers, in a file that holds no text of the papers.

The file is TOML with one ``[[correction]]`` a row, so that it can be shared and compared line by line: which paper,
which symbol, in which formula if not in all, and what it means, or which meaning is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path

from glossary.files import changing, write_whole
from glossary.folders import config_folder
from glossary.writing import to_toml
from reader.errors import CorrectionError
from reader.model.source import Paper, SourceBundle, Span

HEAD = "# Meanings that a reader of these papers gave to their symbols.\n"
_QUOTED = re.compile(r"(.+):(\d{1,12})-(\d{1,12}):([0-9a-f]{16})")
_VERSION = re.compile(r"v\d+\Z")
_WEIGHT = {"": 2, "pack": 1, "model": 0}  # whose word goes before whose


@dataclass(frozen=True, slots=True)
class Correction:
    """``paper`` is an arXiv id without version, or a local source's name; ``symbol`` a canonical spelling.

    ``equation`` is the id of the one formula that it is about, "" for all; ``concept`` one of the glossary, or "".
    ``wrong`` is the digest (:func:`digest_of_meaning`) of a meaning that is not to be shown there; such a row gives
    none.
    ``said`` is the id of a formula in the text in whose sentence the reader found the meaning, or "".
    ``source`` says whose it is: "" the reader's own, "pack" taken from somebody's pack, "model" proposed by a program
    and checked against the paper. Of these ``quoted`` is the place of the sentence that they were checked against:
    ``main.tex:120-190:`` and its hash (:func:`hash_of`).
    """

    paper: str
    symbol: str
    meaning: str = ""
    concept: str = ""
    equation: str = ""
    wrong: str = ""
    said: str = ""
    source: str = ""
    quoted: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What a correction is about. Of two meanings for the same place the later holds."""
        return self.paper, self.symbol, self.equation

    def is_of_symbol_of(self, other: Correction) -> bool:
        """Whether both are about one symbol of one paper, in whatever formulas."""
        return (self.paper, self.symbol) == (other.paper, other.symbol)

    @property
    def key(self) -> tuple[str, ...]:
        """What only one row of a file has: beside a meaning for a place stand all that are wrong there."""
        return *self.place, self.wrong


def hash_of(sentence: str) -> str:
    """By which a sentence is known again, wherever its lines break. It cannot be read back."""
    return blake2b(" ".join(sentence.split()).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def place_quoted(span: Span, text: str) -> str:
    """What ``quoted`` says of a sentence at its place."""
    return f"{span.file}:{span.start}-{span.end}:{hash_of(text)}"


def span_quoted(quoted: str) -> tuple[Span, str] | None:
    """The place that ``quoted`` names, and the hash of what stands there; None where it names none."""
    found = _QUOTED.fullmatch(quoted)
    return (Span(found[1], int(found[2]), int(found[3])), found[4]) if found else None


# --- the file --------------------------------------------------------------------------------------------------------


def corrections_file() -> Path:
    """The usual file, in the user's own folder of settings; it need not exist."""
    return config_folder() / "corrections.toml"


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


def survey_corrections(file: Path) -> tuple[tuple[Correction, ...], tuple[CorrectionError, ...]]:
    """The rows that can be read, and what is set aside: broken rows, or a file that is no list of corrections."""
    try:
        return read_corrections(file), ()
    except CorrectionError:
        pass  # which rows?
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        rows = content.pop("correction", [])
        if content or not isinstance(rows, list):
            raise ValueError("rows that are no corrections")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        return (), (CorrectionError("corrections-set-aside", file=file, reason=reason),)
    sound, broken = [], []
    for number, row in enumerate(rows, 1):
        try:
            sound.append(_correction(row))
        except (TypeError, AttributeError):
            broken.append(CorrectionError("correction-set-aside", file=file, number=number))
    return tuple(sound), tuple(broken)


def change_corrections(
    file: Path, change: Callable[[tuple[Correction, ...]], tuple[Correction, ...]]
) -> tuple[Correction, ...]:
    """Applies a change to the rows and writes them, under a lock. The rows afterwards.

    A file that cannot be read in full is left unchanged: :class:`CorrectionError`.
    """
    try:
        with changing(file):
            after = change(read_corrections(file))
            write_corrections(file, after)
    except OSError as error:
        reason = str(error.strerror or error)
        raise CorrectionError("corrections-unwritable", file=str(file), reason=reason) from error
    return after


def with_verdict(rows: Sequence[Correction], made: Correction) -> tuple[Correction, ...]:
    """The rows with what is said now: a meaning, that one is wrong, or with neither that what was said is taken back.

    Of two meanings for one place the later holds, but the reader's own word goes before another's, and a
    reader's before a program's. A reader who calls their own meaning wrong takes it back: nothing is left to hide.
    """
    if any(_speaks_against(each, made) for each in rows):
        return tuple(rows)
    says = bool(made.meaning or made.concept)
    ends = _gives_wrong if made.wrong else _is_taken_back
    gone = () if says else [each for each in rows if _weight(each) <= _weight(made) and ends(each, made)]
    left = tuple(each for each in rows if each not in gone and each.key != made.key)
    was_own = any(each.place == made.place and each.source != "model" for each in gone)
    return (*left, made) if says or (made.wrong and not was_own) else left


def _weight(row: Correction) -> int:
    return _WEIGHT.get(row.source, 0)


def _speaks_against(row: Correction, made: Correction) -> bool:
    """Whether somebody with more to say gives a meaning at the same place, or calls this one wrong there."""
    if not row.is_of_symbol_of(made) or _weight(row) <= _weight(made):
        return False
    if row.wrong:
        return row.wrong == digest_of_meaning(made.meaning) and row.equation in ("", made.equation)
    return row.equation == made.equation


def _gives_wrong(row: Correction, made: Correction) -> bool:
    """Whether a row gives the meaning that is called wrong. The words of one that names a concept are not in the file,
    and nothing that a program proposed takes the place of what is wrong.
    """
    if row.wrong or not row.is_of_symbol_of(made):
        return False
    if row.place == made.place and (not row.meaning or row.source == "model"):
        return True
    return made.equation in ("", row.equation) and digest_of_meaning(row.meaning) == made.wrong


def _is_taken_back(row: Correction, made: Correction) -> bool:
    """All that was said of a place; where that is no formula, also what was called wrong in one."""
    return row.is_of_symbol_of(made) and (row.equation == made.equation or bool(row.wrong and not made.equation))


def write_corrections(file: Path, corrections: Iterable[Correction]) -> None:
    """Writes the rows, sorted so that two readers' files merge well. Raises :class:`CorrectionError`."""
    rows = sorted(
        {correction.key: correction for correction in corrections}.values(), key=lambda correction: correction.key
    )
    try:
        write_whole(file, HEAD + "".join(map(_row, rows)))
    except OSError as error:
        raise CorrectionError("corrections-unwritable", file=str(file), reason=str(error.strerror)) from error


def _row(correction: Correction) -> str:
    values = ((field.name, getattr(correction, field.name)) for field in fields(correction))
    return "\n[[correction]]\n" + "".join(f"{name} = {to_toml(value)}\n" for name, value in values if value)


# --- of one paper ---------------------------------------------------------------------------------------------------


def name_of_paper(paper: Paper, bundle: SourceBundle) -> str:
    """The name of a paper in corrections: the same for all its versions."""
    return _VERSION.sub("", paper.id) if paper.id else bundle.name


def corrections_of(paper: Paper, bundle: SourceBundle, file: Path | None) -> tuple[Correction, ...]:
    """The reader's corrections of one paper, as the file has them."""
    name = name_of_paper(paper, bundle)
    rows = survey_corrections(file)[0] if file is not None else ()
    return tuple(row for row in rows if row.paper == name)


def digest_of_meaning(meaning: str) -> str:
    """A meaning as a file names it that is to hold no text of a paper."""
    return blake2b(" ".join(meaning.split()).encode(), digest_size=6).hexdigest()


def digest_of(corrections: Sequence[Correction]) -> str | None:
    """A hash that tells whether results are stale; None without corrections."""
    text = "".join(map(_row, corrections))
    return blake2b(text.encode(), digest_size=8).hexdigest() if text else None
