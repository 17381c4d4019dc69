"""A formula's LaTeX for programs that are not ours: pdflatex with amsmath and amssymb, and MathJax.

A paper's text is never run: a command that is in none of our tables is printed as its name. What those programs lack is
written in what they have (``portable.toml``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from reader.formula.syntax.tables import commands, signs
from reader.output.typesetting.display_latex import BOOKKEEPING, display

TOKEN = re.compile(
    r"\\(begin|end)\s*\{([^{}]*)\}(?:\s*\{([lcr|@{}\s]*)\})?"
    r"|\\(?:[A-Za-z@]+\*?|.|\Z)|%[^\n]*\n?|\^\^+|[^\\%^#]+|[\^#]",
    re.DOTALL,
)
PAIRS = re.compile(r"\\(?:left|right)(?![A-Za-z])|\\(?:begin|end)\s*\{[^{}]*\}|\\.|[{}$]", re.DOTALL)
COMMAND = re.compile(r"\\[A-Za-z]+")
LETTER = re.compile("[A-Za-z@]")
REFERENCE = re.compile(r"\\(?:[A-Za-z]*ref|[A-Za-z]*[cC]ite[A-Za-z]*)\*?(?:\s*\[[^\]]*\])*\s*\{[^{}]*\}")
ARGUMENTS = {"[]": r"(?:\s*\[[^\]]*\])?", "{}": r"\s*\{[^{}]*\}", "*": r"\*?"}
CLOSING = {"}": "{", "right": "left", "end": "begin", "$": "$"}
BEYOND = frozenset({"verb", "setlength", "setcounter", "addtocounter", "refstepcounter", "stepcounter", "rule", "vrule",
                    "pagecolor", "raisebox", "adjustbox", "rotatebox", "parbox", "noalign", "fontsize", "cmidrule",
                    "uppercase", "lowercase", "vcenter", "kern", "mkern", "hskip", "vskip", "raise", "lower", "penalty",
                    "mskip", "mathchoice", "selectfont", "DeclareMathOperator", "begingroup", "endgroup", "bgroup",
                    "egroup", "colorbox", "fcolorbox", "pagebreak", "eqno", "leqno"})  # fmt: skip
OF_AMSMATH = frozenset({"liminf", "limsup", "injlim", "projlim", "varliminf", "varlimsup"})
SYMBOLS = frozenset(" \t\n,:;!>|\\{}$&#%_-/'`^\"~=.")  # characters that make a command with a backslash before them
CONTROL = dict.fromkeys({*range(32), 127} - set(map(ord, "\t\n")), " ")  # TeX may take them for anything
PLAIN = frozenset({"left", "right", "middle", "sqrt", "substack", "not", "operatorname",
                   "operatornamewithlimits", "pmod", "pod", "mod", "bmod", "boldsymbol", "overset", "underset",
                   "limits", "nolimits", "hspace", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle",
                   "mathstrut", "backslash", "mathopen", "mathclose", "mathrel", "mathbin", "mathop", "mathord",
                   "mathinner", "mathpunct", "boxed", "phantom", "hphantom", "vphantom", "mathclap", "mathllap",
                   "mathrlap", "lbrace", "rbrace", "lbrack", "rbrack", "langle", "rangle", "vert", "Vert", "lvert",
                   "rvert", "lVert", "rVert", "lfloor", "rfloor", "lceil", "rceil", "lgroup", "rgroup", "ulcorner",
                   "urcorner", "llcorner", "lrcorner", "lmoustache", "rmoustache", "uparrow", "downarrow",
                   "updownarrow", "Uparrow", "Downarrow", "Updownarrow"})  # fmt: skip
ENVIRONMENTS = frozenset({"matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "smallmatrix", "cases",
                          "array", "aligned", "split", "gathered"})  # fmt: skip
SAME_ENVIRONMENT = {"dcases": "cases", "cases*": "cases", "dcases*": "cases", "psmallmatrix": "pmatrix",
                    "bsmallmatrix": "bmatrix", "vsmallmatrix": "vmatrix", "multlined": "aligned",
                    "lgathered": "gathered", "rgathered": "gathered"}  # fmt: skip


def portable_display(latex: str) -> str:
    """A formula to stand by itself, between ``\\[`` and ``\\]``."""
    return display(portable(latex))


def portable(latex: str) -> str:
    """The same formula in commands that everybody has; a command that nobody knows is printed as its name.

    >>> portable(r"\\mathbbm{1} \\input{x} \\textcolor{red}{y}")
    '\\\\mathbb{1} \\\\mathtt{input}{x} {y}'
    """
    latex = REFERENCE.sub(r"\\text{(...)}", BOOKKEEPING.sub("", latex.translate(CONTROL)))
    return _joined(map(_piece, TOKEN.finditer(_without_dropped(latex))))


def is_whole(latex: str) -> bool:
    """Whether each brace, dollar, fence and environment of a formula is closed, so that TeX reads nothing beyond it."""
    opened: list[str] = []
    for token in PAIRS.findall(latex):
        kind = token.lstrip("\\").partition("{")[0].strip() if len(token) > 2 else token
        if kind == "$" and "$" not in opened:
            opened.append(kind)
        elif kind in CLOSING:
            if not opened or opened.pop() != CLOSING[kind]:
                return False
        elif kind in CLOSING.values():
            opened.append(kind)
    return not opened


def _joined(pieces: Iterable[str]) -> str:
    """The pieces, kept apart where TeX would read two as one: letters go on with a command, ``^^`` is a character's
    number. A character beyond ASCII may be left out later (:func:`~reader.output.typesetting.tex_document.for_tex`).
    """
    text, last = [], ""
    for piece in filter(None, pieces):
        grows = last.endswith("^") or COMMAND.fullmatch(last)
        text.append(f" {piece}" if grows and (piece[0].isalpha() or piece[0] == "^" or piece[0] > "\x7f") else piece)
        last = piece
    return "".join(text)


def _piece(found: re.Match[str]) -> str:
    """What is written for a token: only what one of our tables has is a command."""
    if found[1]:
        return _environment(found)
    token = found[0]
    if token.startswith("%"):
        return "\n"
    if token.startswith("^^"):  # TeX's way to write a character by its number
        return r"\hat{\ }"
    if token.startswith("\\"):
        return _command(token) if LETTER.match(token, 1) else _symbol(token[1:] or " ")
    return r"\#" if token == "#" else token


def _symbol(character: str) -> str:
    """The command of one character; the character alone where TeX has no such command."""
    return f"\\{character}" if character in SYMBOLS else character


def _command(token: str) -> str:
    bare = token.rstrip("*")
    star = token[len(bare) :]
    instead = _rows()["instead"].get(bare)
    if instead is not None:
        return f"{instead} {star}".rstrip() + " " if COMMAND.fullmatch(instead) else instead + star
    if bare[1:] in known():
        return token
    if bare[1:] in commands.FUNCTIONS:
        name = commands.TWO_WORDS.get(bare[1:], bare[1:]).replace(" ", r"\,")
        return rf"\operatorname{'*' if commands.FUNCTIONS[bare[1:]] else ''}{{{name}}}{star}"
    return rf"\mathtt{{{bare[1:].replace('@', '')}}}{star}"


@cache
def known() -> frozenset[str]:
    """The commands that stay as they are, without their backslashes."""
    rows = "".join(signs.ROWS.values())
    tables = (commands.ALPHABETS, commands.TEXTS, commands.ACCENTS, commands.FRACTIONS, commands.STACKED,
              commands.SIZES, commands.SPACES, commands.DECLARATIONS, commands.INFIX)  # fmt: skip
    listed = {name[1:] for name in (*COMMAND.findall(rows), *(name for table in tables for name in table))}
    functions = commands.LATEX_FUNCTIONS | OF_AMSMATH
    replaced = {name[1:] for rows in _rows().values() for name in rows}
    return frozenset(listed | functions | PLAIN) - BEYOND - replaced


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    content = files(__package__).joinpath("portable.toml").read_text(encoding="utf-8")
    rows: Mapping[str, Mapping[str, str]] = tomllib.loads(content)
    return rows


@cache
def _dropping() -> re.Pattern[str]:
    rows = sorted(_rows()["dropped"].items(), key=lambda row: -len(row[0]))
    forms = (
        re.escape(name) + "(?![A-Za-z])" + "".join(ARGUMENTS[part] for part in re.findall(r"\[\]|\{\}|\*", arguments))
        for name, arguments in rows
    )
    return re.compile("|".join(forms))


def _without_dropped(latex: str) -> str:
    return _dropping().sub(" ", latex).replace("  ", " ") if "\\" in latex else latex


def _environment(found: re.Match[str]) -> str:
    """``\\begin`` and ``\\end`` stand in no table: they are written here, with a name of ours, and nowhere else."""
    name = SAME_ENVIRONMENT.get(found[2], found[2])
    columns = f"{{{found[3]}}}" if found[3] is not None else ""
    if name in ENVIRONMENTS:
        return rf"\{found[1]}{{{name}}}{columns}"
    return rf"\{found[1]}{{aligned}}"


# --- characters ------------------------------------------------------------------------------------------------------


@cache
def command_of() -> Mapping[str, str]:
    """By a character the command that prints it in a formula."""
    pairs = (pair for text in signs.ROWS.values() for pair in re.findall(r"(\\[A-Za-z]+) (\S)(?=\s)", text + " "))
    found: dict[str, str] = {}
    for command, character in pairs:
        if is_sign(character) and command[1:] in known():
            found.setdefault(character, command)
    return found


def is_sign(character: str) -> bool:
    """Whether a character is none that one types, and no letter of a Latin alphabet, which words have."""
    return ord(character) > 127 and not (ord(character) < 0x250 and character.isalpha())
