"""Texts and whole documents for pdflatex: every character is printed, and nothing of a paper's is run.

Documents need what Debian's texlive-latex-recommended has; where there is Japanese, latex-cjk-japanese-wadalab too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.output.typesetting.portable_latex import command_of, is_whole, portable

if TYPE_CHECKING:
    from reader.messages import Language
    from reader.output.typesetting.quotation import ProsePart

SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%",
           "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
           ">": r"\textgreater{}",
           "|": r"\textbar{}", '"': "''", "[": "{[}", "]": "{]}", "…": r"\ldots{}", "–": "--", "—": "---",
           "“": "``", "”": "''", "‘": "`", "’": "'", "·": r"\ensuremath{\cdot}", "\u00a0": "~", "−": "--",
           "→": r"\ensuremath{\to}"}  # fmt: skip
UNSET = frozenset("ÐðÞþĐđĦħĿŀŉŊŋŦŧĸſĄąĘęĮįŲų")  # Latin letters that LaTeX's first encoding cannot set
WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
BREAKS = re.compile(r"\s+")
PREAMBLE = r"""% {made}
% pdflatex {name}
\documentclass[11pt,a4paper]{{article}}
\usepackage[utf8]{{inputenc}}
\IfFileExists{{lmodern.sty}}{{\usepackage[T1]{{fontenc}}\usepackage{{lmodern}}}}{{}}
\usepackage{{amsmath,amssymb,xcolor,longtable}}
\usepackage[margin=25mm]{{geometry}}
{more}\usepackage[hidelinks]{{hyperref}}
\setlength\parindent{{0pt}}
\setlength\parskip{{4pt}}
\allowdisplaybreaks
"""
JAPANESE = r"""\usepackage{CJKutf8} % on Debian latex-cjk-japanese and its fonts, -wadalab
\AtBeginDocument{\begin{CJK}{UTF8}{min}}
\AtEndDocument{\end{CJK}}
"""


def tex_document(name: str, made: str, definitions: str, body: Sequence[str]) -> str:
    """A document that stands alone; ``name`` is what its file is called, ``made`` a remark on top."""
    text = "\n".join(body)
    more = JAPANESE if WIDE.search(definitions + text) else ""
    head = PREAMBLE.format(made=comment(made), name=comment(name), more=more)
    return f"{head}{definitions}\\begin{{document}}\n{text}\n\\end{{document}}\n"


def tex_head(title: str, lines: Iterable[str], address: str) -> list[str]:
    """The title, and whose paper it is."""
    named = tex_text(title)
    if address and re.fullmatch(r"https?://[\w./:-]+", address):
        named = rf"\href{{{address}}}{{{named}}}"
    return [rf"\section*{{{named}}}", *(rf"{{\small {tex_text(line)}\par}}" for line in lines), ""]


def comment(text: str) -> str:
    """A text as the rest of a line of comment."""
    return BREAKS.sub(" ", text)


def tex_text(text: str) -> str:
    """A plain text as LaTeX. A character that pdflatex has no letter for becomes a question mark."""
    return "".join(map(_letter, BREAKS.sub(" ", text)))


def _letter(sign: str) -> str:
    if sign in SPECIAL:
        return SPECIAL[sign]
    if ord(sign) < 128 or WIDE.match(sign):
        return sign if sign.isprintable() else ""
    if sign in command_of():
        return rf"\ensuremath{{{command_of()[sign]}}}"
    if ord(sign) < 0x180 and sign.isalpha() and sign not in UNSET:
        return sign
    plain = "".join(each for each in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(each))
    return plain if plain.isascii() and plain.isprintable() else "?"


def tex_prose(parts: Iterable[ProsePart]) -> str:
    """The author's prose: words as text, formulas drawn."""
    return "".join(tex_text(part["text"]) if "text" in part else tex_inline(part["latex"]) for part in parts)


def tex_inline(latex: str) -> str:
    """A formula in a line; as it is written where no program could set it."""
    formula = for_tex(portable(latex))
    if not is_whole(formula) or "&" in formula or r"\\" in formula:
        return rf"\texttt{{{tex_text(latex)}}}"
    return rf"\({formula}\)"


def for_tex(formula: str) -> str:
    """A portable formula without blank lines, and without characters that pdflatex has no letter for."""
    shown = (sign if ord(sign) < 128 or WIDE.match(sign) else _outside(sign) for sign in formula)
    return re.sub(r"\n\s*\n", "\n", "".join(shown))


def _outside(sign: str) -> str:
    """Both between words and in a formula."""
    if sign in command_of():
        return rf"\ensuremath{{{command_of()[sign]}}}"
    return "" if unicodedata.combining(sign) else rf"\text{{{_letter(sign)}}}"


def tex_lang(language: Language) -> str:
    """What stands between the words of a list."""
    return "、" if language == "ja" else ", "
