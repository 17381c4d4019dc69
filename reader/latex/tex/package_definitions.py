"""Commands of packages that define commands: amsopn, mathtools, xparse, xargs, environ. Authors may redefine them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.tex.arguments import BODY, MANDATORY, NO_VALUE, TRUE, Argument, read_arguments
from reader.latex.tex.definitions import latex_signature
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token, tokenize
from reader.latex.tex.macros import Gullet, Macro, Primitive, parameters_of
from reader.latex.tex.xparse import xparse_signature

_COUNTS: Final = frozenset("123456789")

# --- amsopn, mathtools ---


def math_operator(gullet: Gullet, token: Token) -> None:
    """``\\DeclareMathOperator*{\\name}{text}`` (amsopn)"""
    star = "*" if gullet.starts_with("*") else ""
    name = gullet.control_sequence()
    body = gullet.argument()
    if name:
        make = partial(Token, file=token.file, start=token.start, end=token.end)
        head = make(COMMAND, "\\operatorname")
        opening = [make(TEXT, star)] if star else []
        gullet.define(name, Macro((head, *opening, make(OPEN, "{"), *body, make(CLOSE, "}"))))


def paired_delimiter(gullet: Gullet, token: Token, *, count: bool = False, around: bool = False) -> None:
    """``\\DeclarePairedDelimiter{\\name}{left}{right}``, X with ``[count]`` and a body, XPP also with what stands
    ``{before}`` and ``{after}`` the delimiters (mathtools)."""
    name = gullet.control_sequence()
    parameter_count = (gullet.optional_text() or "1") if count else "1"
    before = parameters_of(gullet.argument()) if around else ()
    left, right = gullet.argument(), gullet.argument()
    after = parameters_of(gullet.argument()) if around else ()
    body: tuple[Token | int, ...] = parameters_of(gullet.argument()) if count else (1,)
    if name is None:
        return
    make = partial(Token, file=token.file, start=token.start, end=token.end)
    sized = (*before, make(COMMAND, "\\left"), *left, *body, make(COMMAND, "\\right"), *right, *after)
    plain = (*before, *left, *body, *right, *after)
    arguments = (MANDATORY,) * (int(parameter_count) if parameter_count in _COUNTS else 1)
    switch = (make(COMMAND, "\\reader@delimited"), make(COMMAND, name + " sized"), make(COMMAND, name + " plain"))
    gullet.define(name, Macro(switch))
    gullet.define(name + " sized", Macro(_with_size(sized, "\\middle"), arguments))
    gullet.define(name + " plain", Macro(_with_size(plain, ""), arguments))


def _with_size(body: Sequence[Token | int], size: str) -> tuple[Token | int, ...]:
    """``\\delimsize`` in the body of a paired delimiter as the size it stands for."""
    out: list[Token | int] = []
    for part in body:
        if isinstance(part, int) or part.text != "\\delimsize":
            out.append(part)
        elif size:
            out.append(part._replace(text=size))
    return tuple(out)


def delimited(gullet: Gullet, _: Token) -> None:
    """A paired delimiter in use: with a star it grows, with ``[\\big]`` the size is dropped."""
    sized, plain = gullet.next(), gullet.next()
    star = gullet.starts_with("*")
    if not star:
        gullet.optional()
    chosen = sized if star else plain
    if chosen is not None:
        gullet.push([chosen])


# --- xparse ---


def document_command(gullet: Gullet, _: Token, *, keep: bool = False) -> None:
    """``\\NewDocumentCommand{\\name}{signature}{body}`` (xparse)"""
    name = gullet.control_sequence()
    signature = xparse_signature(gullet.argument())
    body = parameters_of(gullet.argument())
    if name and not (keep and gullet.knows(name)):
        gullet.define(name, Macro(body, signature))


def document_environment(gullet: Gullet, _: Token) -> None:
    """``\\NewDocumentEnvironment{name}{signature}{begin}{end}`` (xparse)"""
    name = gullet.argument_text()
    signature = xparse_signature(gullet.argument())
    begin = Macro(parameters_of(gullet.argument()), signature)
    gullet.define_environment(name, begin, Macro(parameters_of(gullet.argument())))


def if_value(gullet: Gullet, _: Token, *, expected: bool = True, both: bool = True, first: bool = True) -> None:
    """``\\IfNoValueTF{#1}{yes}{no}`` and the like"""
    text = gullet.argument_text()
    _choose(gullet, (text == NO_VALUE) == expected, both=both, first=first)


def if_boolean(gullet: Gullet, _: Token, *, both: bool = True, first: bool = True) -> None:
    """``\\IfBooleanTF{#1}{yes}{no}`` and the like"""
    text = gullet.argument_text()
    _choose(gullet, text == TRUE, both=both, first=first)


def _choose(gullet: Gullet, condition: bool, *, both: bool, first: bool) -> None:
    chosen = gullet.argument()
    if both:
        other = gullet.argument()
        gullet.push(chosen if condition else other)
    elif condition == first:
        gullet.push(chosen)


# --- xargs ---


def command_with_options(gullet: Gullet, _: Token) -> None:
    """``\\newcommandx{\\name}[count][1=default, 3=default]{body}``: several optional arguments"""
    gullet.starts_with("*")
    name = gullet.control_sequence()
    parameter_count = gullet.optional_text() or ""
    options = gullet.optional_text() or ""
    body = parameters_of(gullet.argument())
    defaults = {
        int(match[1]): tuple(tokenize(match[2].strip().removeprefix("{").removesuffix("}")))
        for match in re.finditer(r"([1-9])\s*=((?:\{[^{}]*\}|[^,{}])*)", options)
    }
    count = int(parameter_count) if parameter_count in _COUNTS else 0
    signature = tuple(Argument("optional", defaults[n]) if n in defaults else MANDATORY for n in range(1, count + 1))
    if name:
        gullet.define(name, Macro(body, signature))


# --- environ, amsmath ---


def collecting_environment(gullet: Gullet, _: Token) -> None:
    """``\\NewEnviron{name}[count][default]{text with \\BODY}``: the environment's text as an argument"""
    name = gullet.argument_text()
    signature = latex_signature(gullet)
    place = len(signature) + 1
    text = parameters_of(gullet.argument())
    gullet.optional()
    body = tuple(place if isinstance(part, Token) and part.text == "\\BODY" else part for part in text)
    gullet.define_environment(name, Macro(body, (*signature, BODY)), Macro(()))


def collect_body(gullet: Gullet, token: Token) -> None:
    """``\\collect@body\\macro``: the macro gets the environment's text (amsmath)"""
    macro = gullet.next_visible()
    (body,) = read_arguments(gullet, (BODY,))
    if macro is not None:
        gullet.push([macro, token._replace(kind=OPEN, text="{"), *body, token._replace(kind=CLOSE, text="}")])


PACKAGE_DEFINITIONS: Final[Mapping[str, Primitive]] = {
    "\\DeclareMathOperator": math_operator,
    "\\DeclarePairedDelimiter": paired_delimiter,
    "\\DeclarePairedDelimiterX": partial(paired_delimiter, count=True),
    "\\reader@delimited": delimited,
    "\\NewDocumentCommand": document_command,
    "\\RenewDocumentCommand": document_command,
    "\\DeclareDocumentCommand": document_command,
    "\\ProvideDocumentCommand": partial(document_command, keep=True),
    "\\NewDocumentEnvironment": document_environment,
    "\\RenewDocumentEnvironment": document_environment,
    "\\DeclareDocumentEnvironment": document_environment,
    "\\IfNoValueTF": if_value,
    "\\IfNoValueT": partial(if_value, both=False),
    "\\IfValueTF": partial(if_value, expected=False),
    "\\IfValueT": partial(if_value, expected=False, both=False),
    "\\IfBooleanTF": if_boolean,
    "\\IfBooleanT": partial(if_boolean, both=False),
    "\\IfBooleanF": partial(if_boolean, both=False, first=False),
    "\\DeclarePairedDelimiterXPP": partial(paired_delimiter, count=True, around=True),
    "\\IfNoValueF": partial(if_value, both=False, first=False),
    "\\IfValueF": partial(if_value, expected=False, both=False, first=False),
    "\\newcommandx": command_with_options,
    "\\renewcommandx": command_with_options,
    "\\providecommandx": command_with_options,
    "\\NewEnviron": collecting_environment,
    "\\RenewEnviron": collecting_environment,
    "\\collect@body": collect_body,
}
