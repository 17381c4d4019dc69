"""Bytes -> text: which encoding a LaTeX file is written in. Never fails; the encoding found is recorded.

A file is read by the first that holds: a byte order mark; ISO-2022 escapes; strict UTF-8; what the file declares, what
the paper declares elsewhere (``inputenc`` is loaded once, in the preamble); what its language makes likely; Windows'
Western code page, which gives every byte a character.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What authors declare -> Python's codec: options of inputenc, arguments of CJK environments, TeX shops' magic comments.
DECLARED: Final = {
    "utf8": "utf-8",
    "utf8x": "utf-8",
    "utf-8": "utf-8",
    "ascii": "utf-8",
    "latin1": "cp1252",  # its superset: bytes 80-9F are printed characters in Windows' table and nothing in Latin-1
    "iso-8859-1": "cp1252",
    "ansinew": "cp1252",
    "cp1252": "cp1252",
    "latin2": "iso8859_2",
    "latin3": "iso8859_3",
    "latin4": "iso8859_4",
    "latin5": "iso8859_9",
    "latin9": "iso8859_15",
    "latin10": "iso8859_16",
    "cp1250": "cp1250",
    "cp1251": "cp1251",
    "cp1257": "cp1257",
    "cp437": "cp437",
    "cp850": "cp850",
    "cp852": "cp852",
    "cp858": "cp858",
    "cp866": "cp866",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "applemac": "mac_roman",
    "macintosh": "mac_roman",
    "eucjp": "euc_jp",
    "euc-jp": "euc_jp",
    "sjis": "cp932",
    "shift_jis": "cp932",
    "iso-2022-jp": "iso2022_jp",
    "jis": "iso2022_jp",
    "gbk": "gb18030",
    "gb": "gb18030",
    "gb2312": "gb18030",
    "big5": "big5hkscs",
    "bg5": "big5hkscs",
    "euckr": "cp949",
    "ks": "cp949",
}

# What a paper's preamble says of its language -> encodings to try, where none is declared.
LANGUAGES: Final = (
    (
        rb"\\document(?:class|style)[^{]{0,2000}+\{(?:[ut]?j(?:s?article|s?book|report|lreq)|jsarticle|jlreq|ieicej|ipsj)",
        ("euc_jp", "cp932"),
    ),
    (rb"\{(?:ctex\w*|xeCJK|CJKutf8|CJK)\}", ("gb18030", "big5hkscs")),
    (rb"\\usepackage(?:\[[^\]]{0,500}+\])?\{(?:kotex|hangul|hfont)\}", ("cp949",)),
    (rb"\[[^][]{0,500}?(?:russian|ukrainian|bulgarian)[^][]{0,500}+\]\{babel\}", ("cp1251", "koi8_r")),
    (
        rb"\[[^][]{0,500}?(?:polish|czech|hungarian|slovak|croatian)[^][]{0,500}+\]\{babel\}",
        ("iso8859_2", "cp1250"),
    ),
)

_DECLARATION: Final = re.compile(
    rb"^[^%\n]*\\(?:usepackage|RequirePackage)\s*+\[([^\]]{0,500}+)\]\s*+\{inputenc\}"
    rb"|^[^%\n]*\\inputencoding\s*+\{([^}]{0,500}+)\}"
    rb"|^[^%\n]*\\begin\{CJK\*?\}(?:\[[^\]]{0,500}+\])?\{([^}]{0,500}+)\}"
    rb"|^%.{0,80}?\b(?:en)?coding\s*+[:=]\s*+([\w-]+)",
    re.MULTILINE,
)
_ISO_2022: Final = re.compile(rb"\x1b\$[@B]")
_FALLBACK: Final = "cp1252"
_IGNORED: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def declared_encodings(data: bytes) -> tuple[str, ...]:
    """The encodings that a file says it is written in, as Python's codecs, in order."""
    encodings: dict[str, None] = {}
    if b"inputenc" in data or b"coding" in data or b"{CJK" in data:
        for match in _DECLARATION.finditer(data):
            names = next(group for group in match.groups() if group is not None).decode("ascii", "replace")
            encodings |= {
                DECLARED[name]: None for name in names.lower().replace(" ", "").split(",") if name in DECLARED
            }
    return tuple(encodings)


def likely_encodings(data: bytes) -> tuple[str, ...]:
    """The encodings that the language of a preamble makes likely."""
    return tuple(codec for pattern, codecs_ in LANGUAGES if re.search(pattern, data) for codec in codecs_)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, UnicodeError):
        return None


class Decoded(NamedTuple):
    """The text, Python's name of its encoding, and whether the encoding is a guess."""

    text: str
    encoding: str
    guessed: bool = False


def decode_plainly(data: bytes) -> Decoded | None:
    """Decodes a file that needs no context: a byte order mark, ISO-2022 escapes or UTF-8. None for any other."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(codec, "replace"), codec)
    if _ISO_2022.search(data) and (japanese := _strict(data, "iso2022_jp")) is not None:
        return Decoded(japanese, "iso2022_jp")
    text = _strict(data, "utf-8")
    return None if text is None else Decoded(text, "utf-8")


def _nearly_utf8(data: bytes) -> str | None:
    """Decodes UTF-8 with a few stray bytes, as pasted text leaves them: at most 1 byte in 20 is not UTF-8."""
    text = data.decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in text)
    return text if beyond_ascii and text.count("\ufffd") * 20 <= beyond_ascii else None


def without_controls(text: str) -> str:
    """The text with a space for each control character, which TeX skips as invalid. Offsets stay the same."""
    return _IGNORED.sub(" ", text)


def decode(data: bytes, of_paper: Iterable[str] = ()) -> Decoded:
    """The text of a file; ``of_paper`` are the encodings that the paper's other files suggest. Never fails.

    Bytes that the encoding does not know become U+FFFD. Line ends stay as they are.
    """
    plain = decode_plainly(data)
    if plain:
        return plain
    for codec in dict.fromkeys((*declared_encodings(data), *of_paper, *likely_encodings(data))):
        text = _strict(data, codec)
        if text is not None:
            return Decoded(text, codec)
    text = _nearly_utf8(data)
    if text is not None:
        return Decoded(text, "utf-8", guessed=True)
    return Decoded(data.decode(_FALLBACK, "replace"), _FALLBACK, guessed=True)
