"""Primitives about counters and the numbers they print (LaTeX2e ltcounts, amsmath, chngcntr).

A macro, such as ``\\theequation``, formats the number of an environment, as in LaTeX itself. Numbers therefore print as
on paper, whatever an author or a class redefines.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Final

from reader.latex.tex.counters import STYLES, Numbered
from reader.latex.tex.lexer import TEXT, Token, tokenize
from reader.latex.tex.macros import Gullet, Macro, Primitive
from reader.latex.tex.registers import REGISTER, number, number_in

_SIGNS: Final = {
    "\\star": "⋆", "\\ast": "*", "\\dagger": "†", "\\dag": "†", "\\ddagger": "‡", "\\ddag": "‡", "\\prime": "'",
    "\\S": "§", "\\P": "¶", "\\sharp": "♯", "\\#": "#", "\\&": "&", "\\_": "_", "\\%": "%", "\\,": " ", "\\ ": " ",
    "\\circ": "∘", "\\bullet": "•", "\\square": "□", "\\diamond": "⋄", "\\checkmark": "✓", "\\alpha": "α",
    "\\beta": "β", "\\gamma": "γ", "\\delta": "δ", "\\quad": " ", "\\textasteriskcentered": "*", "~": " ",
}  # fmt: skip
_REFERENCES: Final = frozenset(("\\ref", "\\eqref", "\\ref*", "\\labelcref", "\\autoref", "\\cref", "\\Cref"))
REFERENCE: Final = re.compile("\ue000([^\ue000\ue001]*)\ue001")  # a label inside a number, until all numbers are known


def printed(gullet: Gullet, tokens: list[Token], labels: list[str] | None = None) -> str:
    """What tokens print, as plain text. References become marks for :func:`resolve`; ``labels`` receives the labels."""
    out: list[str] = []
    labels_met: list[str] = [] if labels is None else labels
    gullet.enter()
    rest = iter(gullet.expand_all(tokens))
    for token in rest:
        if token.text in _REFERENCES:
            label = _group_text(rest)
            out.append(f"(\ue000{label}\ue001)" if token.text == "\\eqref" else f"\ue000{label}\ue001")
        elif token.text == "\\label":
            labels_met.append(_group_text(rest).strip())
        elif token.kind == TEXT:
            out.append(token.text)
        else:
            out.append(_SIGNS.get(token.text, ""))
    gullet.leave()
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _group_text(tokens: object) -> str:
    text: list[str] = []
    for token in tokens:  # type: ignore[attr-defined]
        if token.kind == "}":
            break
        if token.kind != "{":
            text.append(token.text)
    return "".join(text)


def resolve(number_text: str | None, numbers: Mapping[str, str]) -> str | None:
    """A printed number with its references replaced by what they print, "??" for an unknown label, as in LaTeX."""
    if number_text is None or "\ue000" not in number_text:
        return number_text
    return REFERENCE.sub(lambda match: numbers.get(match[1], "??"), number_text)


def the(gullet: Gullet, counter: str) -> str:
    """The text that ``\\the<counter>`` prints."""
    meaning = gullet.meanings.get("\\the" + counter)
    if not isinstance(meaning, Macro):
        return str(gullet.counters.value(counter))
    return printed(gullet, [Token("\\", "\\the" + counter, "", 0, 0)])


def new_counter(gullet: Gullet, token: Token) -> None:
    """``\\newcounter{name}[within]``"""
    name = gullet.argument_text()
    gullet.counters.new(name, gullet.optional_text())
    gullet.define("\\c@" + name, REGISTER, everywhere=True)
    gullet.push(tokenize(rf"\gdef\the{name}{{\arabic{{{name}}}}}"))


def set_counter(gullet: Gullet, token: Token) -> None:
    """``\\setcounter{name}{number}``"""
    name = gullet.argument_text()
    value = number_in(gullet, gullet.argument())
    if value is None:
        gullet.report("unknown-number", token)
    else:
        gullet.counters.assign(name, value)


def add_to_counter(gullet: Gullet, token: Token) -> None:
    """``\\addtocounter{name}{number}``"""
    name = gullet.argument_text()
    value = number_in(gullet, gullet.argument())
    if value is None:
        gullet.report("unknown-number", token)
    else:
        gullet.counters.assign(name, gullet.counters.value(name) + value)


def step_counter(gullet: Gullet, _: Token) -> None:
    """``\\stepcounter{name}``"""
    gullet.counters.step(gullet.argument_text())


def step_and_refer(gullet: Gullet, _: Token) -> None:
    """``\\refstepcounter{name}``: a label names what is numbered by it."""
    number_next(gullet, gullet.argument_text(), "other")


def number_next(gullet: Gullet, counter: str, kind: str, name: str = "", section: int = -1) -> None:
    """Steps a counter and numbers the next item with it. References print ``\\p@<counter>`` before the number."""
    gullet.counters.step(counter)
    prefix = f"\\p@{counter}"
    before = printed(gullet, [Token("\\", prefix, "", 0, 0)]) if isinstance(gullet.meanings.get(prefix), Macro) else ""
    gullet.numbered = Numbered(before + the(gullet, counter), kind, name, section)


def value(gullet: Gullet, token: Token) -> None:
    """``\\value{name}``, ``\\the\\value{name}``, ``\\the\\c@name``: the number itself"""
    _push_text(gullet, token, str(gullet.counters.value(gullet.argument_text())))


def the_register(gullet: Gullet, token: Token) -> None:
    """``\\the\\c@name``, ``\\number\\value{name}``"""
    value = number(gullet)
    if value is not None:
        _push_text(gullet, token, str(value))


def formatted(gullet: Gullet, token: Token, *, style: str) -> None:
    """``\\arabic{name}`` and the like"""
    _push_text(gullet, token, STYLES[style](gullet.counters.value(gullet.argument_text())))


def formatted_register(gullet: Gullet, token: Token, *, style: str) -> None:
    """``\\@arabic\\c@name`` and the like, as classes write them"""
    value = number(gullet)
    if value is not None:
        _push_text(gullet, token, STYLES[style](value))


def _push_text(gullet: Gullet, token: Token, text: str) -> None:
    if text:
        gullet.push([Token(TEXT, text, token.file, token.start, token.end, token.via or token.text)])


def add_to_reset(gullet: Gullet, _: Token) -> None:
    """``\\@addtoreset{name}{within}``"""
    name = gullet.argument_text()
    gullet.counters.add_reset(name, gullet.argument_text())


def remove_from_reset(gullet: Gullet, _: Token) -> None:
    """``\\@removefromreset{name}{within}``"""
    name = gullet.argument_text()
    gullet.counters.remove_reset(name, gullet.argument_text())


def number_within(gullet: Gullet, _: Token) -> None:
    """``\\numberwithin[\\arabic]{name}{within}`` (amsmath), ``\\counterwithin`` (chngcntr)"""
    keeps_look = gullet.starts_with("*")
    style = (gullet.optional_text() or "\\arabic").strip()
    name = gullet.argument_text()
    within = gullet.argument_text()
    gullet.counters.add_reset(name, within)
    if not keeps_look:
        gullet.push(tokenize(rf"\gdef\the{name}{{\the{within}.{style}{{{name}}}}}"))


def number_without(gullet: Gullet, _: Token) -> None:
    """``\\counterwithout{name}{within}`` (chngcntr)"""
    keeps_look = gullet.starts_with("*")
    name = gullet.argument_text()
    gullet.counters.remove_reset(name, gullet.argument_text())
    if not keeps_look:
        gullet.push(tokenize(rf"\gdef\the{name}{{\arabic{{{name}}}}}"))


FORMATS: Final[Mapping[str, Primitive]] = {
    "\\value": value,
    "\\the": the_register,
    "\\number": the_register,
    **{"\\" + style: partial(formatted, style=style) for style in STYLES},
    **{"\\@" + style: partial(formatted_register, style=style) for style in STYLES},
}

NUMBERS: Final[Mapping[str, Primitive]] = {
    **FORMATS,
    "\\newcounter": new_counter,
    "\\setcounter": set_counter,
    "\\addtocounter": add_to_counter,
    "\\stepcounter": step_counter,
    "\\refstepcounter": step_and_refer,
    "\\@addtoreset": add_to_reset,
    "\\@removefromreset": remove_from_reset,
    "\\numberwithin": number_within,
    "\\counterwithin": number_within,
    "\\counterwithout": number_without,
}
