"""File formats, detected from bytes and never from names; and which names are worth opening."""

from __future__ import annotations

import re
import tarfile
from pathlib import PurePosixPath
from typing import Final, Literal

Kind = Literal["tar", "gzip", "bzip2", "xz", "zip", "pdf", "postscript", "html", "text", "empty", "binary"]

# Suffixes of files that TeX reads; those that it never reads as text are not even opened.
TEX_SUFFIXES: Final = frozenset({
    ".tex", ".ltx", ".latex", ".sty", ".cls", ".bbl", ".def", ".cfg", ".clo", ".tikz", ".pgf", ".inc", ".xxx",
})  # fmt: skip
BIBLIOGRAPHY: Final = ".bib"  # TeX does not read it, but a list of references may stand nowhere else
PASSED_OVER: Final = frozenset({
    ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".eps", ".ps", ".svg", ".tif", ".tiff", ".bmp", ".webp", ".mp4", ".mov",
    ".avi", ".gz", ".zip", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".ttf", ".otf", ".pfb", ".pfm", ".afm", ".tfm", ".vf",
    ".npy", ".npz", ".pkl", ".h5", ".hdf5", ".mat", ".bin", ".exe", ".so", ".dll", ".o", ".pyc", ".class", ".dvi",
    ".bst", ".aux", ".log", ".out", ".toc", ".lof", ".lot", ".synctex", ".py", ".ipynb", ".csv", ".tsv",
    ".html",
})  # fmt: skip

_SIGNATURES: Final[tuple[tuple[Kind, re.Pattern[bytes]], ...]] = (
    ("pdf", re.compile(rb"\s*%PDF-\d")),
    ("postscript", re.compile(rb"(?:\x04)?%!PS-Adobe")),
    ("gzip", re.compile(rb"\x1f\x8b")),
    ("bzip2", re.compile(rb"BZh[1-9]")),
    ("xz", re.compile(rb"\xfd7zXZ\x00")),
    ("zip", re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")),
    ("html", re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[?!](?:xml|--)[^>]*>\s*)*<(?:!doctype\s+)?(?:html|head)\b", re.I)),
)  # fmt: skip
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CONTROL: Final = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_CONTROL_SEQUENCE: Final = re.compile(rb"\\[A-Za-z]{2,}")
TAR_BLOCK: Final = 512


def sniff(data: bytes) -> Kind:
    """The format, detected from the first 4 KiB."""
    head = data[:4096]
    if not head.strip():
        return "empty"
    for kind, signature in _SIGNATURES:
        if signature.match(head):
            return kind
    if is_tar(head):
        return "tar"
    controls = len(_CONTROL.findall(head))
    return "text" if head.startswith(_MARKS) or controls * 200 <= len(head) else "binary"


def is_tar(head: bytes) -> bool:
    """Whether bytes begin with the header of a tar's first member."""
    if head[257:262] == b"ustar":
        return True
    if len(head) < TAR_BLOCK:
        return False
    try:  # the tars of before POSIX have no magic, but a check sum
        tarfile.TarInfo.frombuf(head[:TAR_BLOCK], "utf-8", "replace")
    except tarfile.HeaderError:
        return False
    return True


def looks_like_tex(data: bytes) -> bool:
    """Whether the bytes are text that has a control sequence."""
    return sniff(data) == "text" and bool(_CONTROL_SEQUENCE.search(data))


def is_wanted(path: str) -> bool:
    """Whether a file of this name may be one that TeX reads: by its suffix, not hidden, and with a name at all."""
    pure = PurePosixPath(path)
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in pure.parts)
    return bool(pure.name) and not hidden and pure.suffix.lower() not in PASSED_OVER
