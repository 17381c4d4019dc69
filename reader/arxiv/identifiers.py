"""arXiv identifiers in every form that people paste.

Schemes: ``YYMM.NNNN`` from April 2007, ``YYMM.NNNNN`` from January 2015, before that ``archive/YYMMNNN``, written with
or without a subject class (``math.GT/0309136``); ``vN`` names a version. https://info.arxiv.org/help/arxiv_identifier.html
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from reader.errors import UnknownIdentifier

# The archives of the old scheme, those long closed among them.
ARCHIVES: Final = frozenset({
    "acc-phys", "adap-org", "alg-geom", "ao-sci", "astro-ph", "atom-ph", "bayes-an", "chao-dyn", "chem-ph", "cmp-lg",
    "comp-gas", "cond-mat", "cs", "dg-ga", "funct-an", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math",
    "math-ph", "mtrl-th", "nlin", "nucl-ex", "nucl-th", "patt-sol", "physics", "plasm-ph", "q-alg", "q-bio",
    "quant-ph", "solv-int", "stat", "supr-con",
})  # fmt: skip

# What may stand before an identifier: schemes and hosts with their paths.
_HOSTS: Final = (
    r"(?:[a-z]+\.)?arxiv\.org", r"xxx\.lanl\.gov", r"ar5iv\.labs\.arxiv\.org", r"(?:www\.)?ar5iv\.org",
    r"(?:www\.)?alphaxiv\.org", r"(?:www\.)?arxiv-vanity\.com", r"(?:www\.)?huggingface\.co",
)  # fmt: skip
_PATHS: Final = (
    "abs", "pdf", "html", "src", "e-print", "format", "ps", "dvi", "papers", "overview", r"ftp/[\w-]+/papers/\d+",
)  # fmt: skip
_PREFIX: Final = re.compile(
    rf"(?:https?://)?(?:{'|'.join(_HOSTS)})/(?:[a-z]{{2}}/)?(?:(?:{'|'.join(_PATHS)})/+)?"
    r"|(?:https?://)?(?:dx\.)?doi\.org/+10\.48550/arxiv\.|(?:doi:\s*)?10\.48550/arxiv\."
    r"|oai:arxiv\.org:|arxiv\s*[:.]\s*|arxiv\s+",
    re.IGNORECASE,
)
_SUFFIX: Final = re.compile(r"(?:[?#].*|\s*\[[^\]]*\].*|\.(?:pdf|ps|dvi|tar|t?gz|html?)|/+|[.,;])\Z", re.IGNORECASE)
_NEW: Final = re.compile(r"(\d\d)(\d\d)\.(\d{4,5})(?:v([1-9]\d{0,2}))?", re.IGNORECASE)
_OLD: Final = re.compile(
    r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]+(?:-[a-z]+)?)?[/_]?(\d\d)(\d\d)(\d{3})(?:v([1-9]\d{0,2}))?", re.I
)
# What a list of references says of a paper: "arXiv preprint arXiv:1706.03762", "arxiv.org/abs/hep-th/9901001".
_NAMED: Final = re.compile(
    r"\barxiv\W{1,8}(?:(?:org|abs|pdf|html|preprint)\W{1,8}){0,2}"
    r"(\d{4}\.\d{4,5}(?:v\d+)?|[a-z]+(?:-[a-z]+)?(?:\.[a-z]+(?:-[a-z]+)?)?/\d{7}(?:v\d+)?)(?!\d)",
    re.IGNORECASE,
)
# What the compatibility forms leave of what a Japanese input method types.
_TYPED_IN_JAPANESE: Final = str.maketrans({"。": ".", "・": "/", "ー": "-", "−": "-"})


@dataclass(frozen=True, slots=True, order=True)
class ArxivIdentifier:
    """A paper, or with ``version`` one version of it. ``str()`` is arXiv's own spelling."""

    id: str
    version: int | None = None

    def __str__(self) -> str:
        return self.id if self.version is None else f"{self.id}v{self.version}"

    @property
    def file_name(self) -> str:
        """The spelling that every file system takes: ``hep-th_9901001v1``."""
        return str(self).replace("/", "_")


def parse_identifier(text: str) -> ArxivIdentifier:
    """The identifier in an id, DOI or URL. Raises :class:`UnknownIdentifier`."""
    bare = unicodedata.normalize("NFKC", text).translate(_TYPED_IN_JAPANESE).strip(" \t\r\n\u200b\ufeff<>()\"'“”")
    if prefix := _PREFIX.match(bare):
        bare = bare[prefix.end() :]
    while suffix := _SUFFIX.search(bare):
        bare = bare[: suffix.start()]
    identifier = _new(bare) or _old(bare)
    if identifier is None:
        raise UnknownIdentifier("unknown-identifier", given=" ".join(text.split())[:100])
    return identifier


def find_identifier(text: str) -> ArxivIdentifier | None:
    """The first identifier that a text names as one of arXiv's; a bare number is none.

    >>> find_identifier("Kingma, Ba. Adam. arXiv preprint arXiv:1412.6980v9, 2014.")
    ArxivIdentifier(id='1412.6980', version=9)
    """
    named = (found[1] for found in _NAMED.finditer(text))
    return next(filter(None, (_new(bare) or _old(bare) for bare in named)), None)


def _new(bare: str) -> ArxivIdentifier | None:
    match = _NEW.fullmatch(bare)
    if match is None:
        return None
    year, month, number, version = match.groups()
    digits = 5 if int(year) >= 15 else 4
    if not (1 <= int(month) <= 12 and "0704" <= year + month < "9000" and len(number) == digits):
        return None
    return ArxivIdentifier(f"{year}{month}.{number}", int(version) if version else None)


def _old(bare: str) -> ArxivIdentifier | None:
    match = _OLD.fullmatch(bare)
    if match is None:
        return None
    archive, year, month, number, version = match.groups()
    in_time = year + month >= "9107" or year + month <= "0703"
    if not (archive.lower() in ARCHIVES and 1 <= int(month) <= 12 and in_time):
        return None
    return ArxivIdentifier(f"{archive.lower()}/{year}{month}{number}", int(version) if version else None)
