r"""Bundle -> the entries of its list of references, from ``thebibliography`` or from what biber wrote; where the paper
came without either, from its ``.bib`` files.

Entries are read from the text and not by the walk: a ``.bbl`` stands beside the paper, and no formula hangs on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from reader.latex.document.text import plain_text
from reader.latex.source.bibtex import OTHERS, Person, Work, names, works
from reader.latex.source.listed import Listed, listed_in
from reader.latex.source.paths import is_package
from reader.model.document import BibliographyEntry
from reader.model.source import SourceBundle

LONGEST: Final = 2000  # characters of an entry: what is longer has lost its end
MOST: Final = 3000  # entries
SEVERAL: Final = 2  # names that a citation lists
SHORT: Final = 200  # characters of a label
_AUTHORS: Final = ("author", "editor")  # fields of a .bib file, the first that is there
_BODIES: Final = ("organization", "institution", "collaboration")
_PLACES: Final = ("journal", "journaltitle", "booktitle", "howpublished", "publisher", "school", "institution")
_DIGITS: Final = re.compile(r"\d{4}")
# Commands of styles that print nothing with so many of their arguments; what is left in braces is printed.
_SILENT: Final = re.compile(
    r"\\(?:newblock|BibitemOpen|BibitemShut\s*\{[^{}]*\}|bib(?:info|field)\s*\{[^{}]*\}|penalty\s*-?\d+|natexlab|Eprint"
    r"|urlprefix|URLprefix|DOIprefix|bib(?:f?name)font|citenamefont|href(?:noop|@noop)?\s*\{[^{}]*\}|doibase|eprint"
    r"|selectlanguage\s*\{[^{}]*\}|providecommand\s*\{[^{}]*\}|bibAnnoteFile\s*\{[^{}]*\}|MR\s*\{[^{}]*\}"
    r"|translation\s*\{[^{}]*\}|end\s*\{[^{}]*\})(?![A-Za-z])"
)
_NAMES: Final = re.compile(r"\\name\{author\}\{\d+\}(.*?)(?=\\(?:name|list|field|strng|verb)\b|\Z)", re.S)
_GROUP: Final = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_FAMILY: Final = re.compile(r"\bfamily=" + _GROUP)
_GIVEN: Final = re.compile(r"\bgiven=" + _GROUP)
_FIELD: Final = re.compile(r"\\field\{(title|journaltitle|booktitle|year)\}" + _GROUP)


def read_bibliography(bundle: SourceBundle) -> tuple[BibliographyEntry, ...]:
    """The entries in their order, each key once. What stands beside the main file under its name goes first."""
    beside = str(PurePosixPath(bundle.main).with_suffix(".bbl"))
    order = sorted(bundle.files, key=lambda path: (path != beside, not path.endswith(".bbl"), path))
    texts = [bundle.files[path].text for path in order if not is_package(path)]
    listed = (_read(entry) for text in texts for entry in listed_in(text))
    described = map(_described, works(*(file.text for file in bundle.works)))
    found: dict[str, BibliographyEntry] = {}
    for key, label, text in chain(listed, described):
        found.setdefault(key, BibliographyEntry(key, len(found) + 1, label, text))
        if len(found) == MOST:
            break
    return tuple(found.values())


def _read(entry: Listed) -> tuple[str, str, str]:
    """Key, label and text of an entry of a list."""
    if entry.is_of_biber:
        return entry.key, *_of_biber(entry.text)
    return entry.key, " ".join(_SILENT.sub("", entry.label).split()), _tidied(entry.text)


def _tidied(text: str) -> str:
    return " ".join(_SILENT.sub("", text[:LONGEST]).split())


def _of_biber(entry: str) -> tuple[str, str]:
    """Label and text of an entry of biblatex: authors and year; authors, title, where and when."""
    names = _NAMES.search(entry)
    families = _FAMILY.findall(names[1]) if names else []
    given = _GIVEN.findall(names[1]) if names else []
    fields = {name: " ".join(said.split()) for name, said in reversed(_FIELD.findall(entry))}
    authors = (
        [" ".join(each) for each in zip(given, families, strict=False)] if len(given) == len(families) else families
    )
    authors = [re.sub(r"\\bibnamedelim[a-z]\s*|\\bibinitperiod\s*", " ", each) for each in authors]
    label = _label(families, fields.get("year", ""))
    where = fields.get("journaltitle") or fields.get("booktitle", "")
    return label, _said(authors, fields.get("title", ""), where, fields.get("year", ""))


def _label(families: Sequence[str], year: str) -> str:
    """As a label of natbib begins, "" where there is no author or no year."""
    short = " and ".join(families) if len(families) <= SEVERAL and OTHERS not in families else f"{families[0]} et al."
    return f"{short}({year})" if short and year else ""


def _said(authors: Sequence[str], title: str, where: str, year: str) -> str:
    said = [", ".join(authors), title, ", ".join(filter(None, (where, year)))]
    return ". ".join(each.rstrip(". ") for each in said if each) + "."


def _described(work: Work) -> tuple[str, str, str]:
    """Key, label and text of a work of a ``.bib`` file. Its number is not known, so its label is never empty."""
    authors = names(_first(work, _AUTHORS)) or [Person(body, body) for body in [_first(work, _BODIES)] if body]
    year = _DIGITS.search(_first(work, ("year", "date")))
    said_year = year[0] if year else ""
    title = work.fields.get("title", "")
    families = [each.family for each in authors]
    label = _label(families, said_year) or next(filter(None, (*families[:1], title, work.key)))
    where = ", ".join(filter(None, (_first(work, _PLACES), _preprint(work))))
    whole = [each.whole for each in authors]
    return work.key, label[:SHORT], _tidied(_said(whole, title, where, said_year))


def _preprint(work: Work) -> str:
    number = work.fields.get("eprint", "")
    is_of_arxiv = _first(work, ("archiveprefix", "eprinttype")).lower() == "arxiv"
    return f"arXiv:{number}" if number and is_of_arxiv and number not in _first(work, _PLACES) else ""


def _first(work: Work, fields: Sequence[str]) -> str:
    """What the first of these fields says that says anything."""
    return next((work.fields[field] for field in fields if work.fields.get(field)), "")


_YEAR: Final = re.compile(r"(?P<authors>[^()]*?)\s*\((?P<year>[^()]*)\)")
_APART: Final = re.compile(r"\\citeauthoryear\s*(?:\{[^{}]*\}\s*(?=\{[^{}]*\}\s*\{))?\{([^{}]*)\}\s*\{([^{}]*)\}")


def authors_and_year(label: str) -> tuple[str, str] | None:
    r"""What natbib prints, from the label of an entry; None where the label says no year.

    >>> authors_and_year(r"Du et~al.(2018)Du, Lee, and Wang")
    ('Du et al.', '2018')
    >>> authors_and_year("BKKO17")
    """
    apart = _APART.search(label)
    found = apart.groups() if apart else ()
    if not found:
        said = _YEAR.match(plain_text(label))
        found = (said["authors"], said["year"]) if said else ()
    authors, year = (" ".join(plain_text(each).split()) for each in found) if found else ("", "")
    return (authors, year) if authors and year else None
