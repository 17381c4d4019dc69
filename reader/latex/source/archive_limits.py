"""Limits for one source. arXiv's largest sources have thousands of files and some hundred MB, mostly pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Limits on what is opened (a larger archive is refused) and on what is read (the rest is reported)."""

    members: int = 20_000
    unpacked_bytes: int = 2_000_000_000
    packed_bytes: int = 1_000_000_000
    expansion: int = 200  # unpacked : packed, asked beyond `expansion_from` bytes
    expansion_from: int = 64_000_000
    header_bytes: int = 8_000_000  # what an archive says of its members: long names, PAX records, a zip's directory
    name_characters: int = 500  # of a path: every place of the paper names its file
    decoder_bytes: int = 128_000_000  # memory of a decompressor; `xz -9` asks for 65 MB
    folder_entries: int = 20_000
    folder_depth: int = 12
    text_bytes: int = 32_000_000  # of all TeX files; as much again of files that may be TeX
    bibliography_bytes: int = 8_000_000  # of all .bib files
    file_bytes: int = 16_000_000  # of one
    # What becomes tokens and formulas. A book of 600 pages, the largest source known to us, has 1.5 million characters
    # and 18,000 formulas.
    characters: int = 3_000_000
    formulas: int = 50_000


LIMITS: Final = ArchiveLimits()
