"""Primitives that define macros and environments: TeX's, LaTeX's and those of packages.

Each is a function ``(gullet, token)`` and a row of :data:`DEFINITIONS` at the end of the file. What a definition
reads is in its docstring, in LaTeX's own notation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.lexer import CLOSE, COMMAND, OPEN, PARAMETER, TEXT, Token, tokenize
from reader.latex.macros import (
    MANDATORY,
    NO_VALUE,
    TRUE,
    Argument,
    Gullet,
    Macro,
    Primitive,
    parameters_of,
)
from reader.latex.tables import environments, names
from reader.latex.xparse import xparse_signature

# --- LaTeX ---


def _latex_signature(gullet: Gullet) -> tuple[Argument, ...]:
    """``[count][default]`` of \\newcommand and \\newenvironment."""
    count = gullet.optional_text()
    default = gullet.optional() if count is not None else None
    number = int(count) if count and count.isdigit() else 0
    first = () if default is None else (Argument("optional", tuple(default)),)
    return (*first, *([MANDATORY] * (number - len(first))))


def new_command(gullet: Gullet, _: Token, *, keep: bool = False) -> None:
    """``\\newcommand*{\\name}[count][default]{body}``; \\providecommand keeps what is known."""
    gullet.starts_with("*")
    name = gullet.control_sequence()
    signature = _latex_signature(gullet)
    body = parameters_of(gullet.argument())
    if name and not (keep and gullet.knows(name)):
        gullet.define(name, Macro(body, signature))


def new_environment(gullet: Gullet, _: Token, *, renew: bool = False) -> None:
    """``\\newenvironment*{name}[count][default]{begin}{end}``

    A known environment that is redefined (line numbers, looks) stays what it was.
    """
    gullet.starts_with("*")
    name = gullet.argument_text()
    signature = _latex_signature(gullet)
    begin = Macro(parameters_of(gullet.argument()), signature)
    end = Macro(parameters_of(gullet.argument()))
    if not (renew and name in environments()):
        gullet.define_environment(name, begin, end)


# --- TeX ---


def _parameter_text(tokens: Sequence[Token]) -> tuple[Argument, ...]:
    """The parameter text of \\def: delimiters and ``#1`` (The TeXbook, p. 203)."""
    signature: list[Argument] = []
    delimiter: list[Token] = []
    open_parameter = False

    def close() -> None:
        nonlocal open_parameter
        kept = [t for t in delimiter if not t.is_blank()] or delimiter[:1]
        if open_parameter:
            signature.append(Argument("until", delimiter=tuple(kept)) if kept else MANDATORY)
        elif kept:
            signature.append(Argument("literal", delimiter=tuple(kept)))
        delimiter.clear()
        open_parameter = False

    expect_number = False
    for token in tokens:
        if token.kind == PARAMETER:
            close()
            expect_number = True
        elif expect_number and token.kind == TEXT:
            open_parameter, expect_number = True, False
            if token.text[1:]:
                delimiter.append(token._replace(text=token.text[1:]))
        else:
            delimiter.append(token)
    close()
    return tuple(signature)


def tex_define(gullet: Gullet, _: Token, *, everywhere: bool = False, expanded: bool = False) -> None:
    """``\\def\\name<parameter text>{body}``; \\gdef and \\xdef are global, \\edef and \\xdef expand the body."""
    name = gullet.next_visible()
    parameters: list[Token] = []
    while (token := gullet.next()) is not None and token.kind != OPEN:
        if token.kind == CLOSE:
            gullet.push([token])
            return
        parameters.append(token)
    body = gullet.group()
    if expanded:
        body = gullet.expand_all(body)
    if name is not None and name.kind == COMMAND:
        macro = Macro(parameters_of(body), _parameter_text(parameters))
        gullet.define(name.text, macro, everywhere=everywhere)


def let(gullet: Gullet, _: Token, *, everywhere: bool = False) -> None:
    """``\\let\\name=\\other``: the meaning that \\other has now."""
    name = gullet.next_visible()
    gullet.starts_with("=")
    other = gullet.argument_token()
    if name is None or other is None or name.kind != COMMAND:
        return
    if name.text.startswith("\\c@") and other.text.startswith("\\c@"):
        gullet.counters.alias(name.text[3:], other.text[3:])
    elif other.kind != COMMAND:
        gullet.define(name.text, Macro((other,)), everywhere=everywhere)
    else:
        gullet.define(name.text, gullet.meanings.get(other.text, other.text), everywhere=everywhere)


def global_(gullet: Gullet, token: Token) -> None:
    """``\\global``: the definition that follows outlives its group. \\long and \\protected change nothing for us."""
    following = gullet.next_visible()
    if following is None:
        return
    replacement = {"\\def": "\\gdef", "\\edef": "\\xdef", "\\let": "\\glet"}.get(following.text)
    gullet.push([following if replacement is None else following._replace(text=replacement)])


def named_define(gullet: Gullet, token: Token) -> None:
    """``\\@namedef{name}<parameter text>{body}``"""
    name = gullet.argument_text()
    gullet.push([token._replace(text="\\def"), token._replace(text="\\" + name)])


def named_use(gullet: Gullet, token: Token) -> None:
    """``\\@nameuse{name}``"""
    gullet.push([token._replace(text="\\" + gullet.argument_text())])


def csname(gullet: Gullet, token: Token) -> None:
    """``\\csname name\\endcsname``: the control sequence of that name (The TeXbook, p. 40)."""
    name: list[str] = []
    while (part := gullet.expand()) is not None and part.text != "\\endcsname":
        name.append(part.text)
        if len(name) > 100:
            gullet.report("unclosed-csname", token)
            return
    gullet.push([token._replace(text="\\" + "".join(name).strip(), via=token.via or token.text)])


def expand_after(gullet: Gullet, _: Token) -> None:
    """``\\expandafter a b``: b is expanded once before a is read (The TeXbook, p. 215)."""
    first, second = gullet.next(), gullet.next()
    if first is None or second is None:
        return
    meaning = gullet.meanings.get(second.text) if second.kind == COMMAND else None
    if isinstance(meaning, Macro):
        gullet.call(meaning, second)
    elif second.kind == COMMAND and second.text in EXPANDABLE and second.text in gullet.primitives:
        gullet.primitives[second.text](gullet, second)
    else:
        gullet.push([second])
    gullet.push([first])


EXPANDABLE: Final = frozenset(("\\csname", "\\expandafter", "\\@nameuse", "\\the", "\\number", "\\romannumeral"))


def no_expand(gullet: Gullet, _: Token) -> None:
    """``\\noexpand``, ``\\unexpanded``: only matters inside \\edef, where expanding later gives the same."""


# --- packages ---


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


def paired_delimiter(gullet: Gullet, token: Token, *, count: bool = False) -> None:
    """``\\DeclarePairedDelimiter{\\name}{left}{right}`` and the X form with ``[count]`` and a body (mathtools)."""
    name = gullet.control_sequence()
    number = int(gullet.optional_text() or "1") if count else 1
    left, right = gullet.argument(), gullet.argument()
    body: list[Token | int] = list(parameters_of(gullet.argument())) if count else [1]
    if name is None:
        return
    make = partial(Token, file=token.file, start=token.start, end=token.end)
    sized = [make(COMMAND, "\\left"), *left, *body, make(COMMAND, "\\right"), *right]
    plain = [*left, *body, *right]
    arguments = (MANDATORY,) * number
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


def if_value(gullet: Gullet, _: Token, *, wanted: bool = True, both: bool = True) -> None:
    """``\\IfNoValueTF{#1}{yes}{no}`` and kin"""
    text = gullet.argument_text()
    _choose(gullet, (text == NO_VALUE) == wanted, both=both, first=True)


def if_boolean(gullet: Gullet, _: Token, *, both: bool = True, first: bool = True) -> None:
    """``\\IfBooleanTF{#1}{yes}{no}`` and kin"""
    text = gullet.argument_text()
    _choose(gullet, text == TRUE, both=both, first=first)


def _choose(gullet: Gullet, condition: bool, *, both: bool, first: bool) -> None:
    one = gullet.argument()
    if both:
        other = gullet.argument()
        gullet.push(one if condition else other)
    elif condition == first:
        gullet.push(one)


def look_ahead(gullet: Gullet, _: Token) -> None:
    """``\\@ifnextchar c{yes}{no}``: looks at the next character without reading it."""
    wanted = gullet.argument_token()
    yes, no = gullet.argument(), gullet.argument()
    following = gullet.next_visible()
    found = False
    if following is not None:
        gullet.push([following])
        if wanted is not None:
            brace = wanted.text in ("\\bgroup", "{") and following.kind == OPEN
            found = brace or (wanted.kind == following.kind and following.text.startswith(wanted.text.strip()))
    gullet.push(yes if found else no)


def if_star(gullet: Gullet, _: Token) -> None:
    """``\\@ifstar{yes}{no}``"""
    yes, no = gullet.argument(), gullet.argument()
    gullet.push(yes if gullet.starts_with("*") else no)


def ensure_math(gullet: Gullet, token: Token) -> None:
    """``\\ensuremath{formula}``"""
    body = gullet.argument()
    if gullet.in_math:
        gullet.push([token._replace(kind=OPEN, text="{"), *body, token._replace(kind=CLOSE, text="}")])
    else:
        end = body[-1].end if body and body[-1].file == token.file and token.via is None else token.end
        gullet.push(
            [token._replace(kind=COMMAND, text="\\("), *body, Token(COMMAND, "\\)", token.file, end, end, token.via)]
        )


def math_choice(gullet: Gullet, _: Token) -> None:
    """``\\mathchoice{display}{text}{script}{scriptscript}``: the first"""
    display = gullet.argument()
    for _unused in range(3):
        gullet.argument()
    gullet.push(display)


def drop(gullet: Gullet, _: Token, *, arguments: int = 0, optional: bool = False) -> None:
    """Reads a command that changes no formula, with its arguments."""
    if optional:
        gullet.starts_with("*")
        gullet.optional()
    for _unused in range(arguments):
        gullet.argument()


def keep(gullet: Gullet, _: Token, *, before: int = 0) -> None:
    """A wrapper without meaning: its last argument is read on, ``before`` arguments are not."""
    gullet.optional()
    for _unused in range(before):
        gullet.argument()


LAYOUT: Final = names("layout")
"""Names whose looks classes change; what they mean in a formula stays, so no redefinition is followed."""

BUILT_IN: Final = tokenize(
    r"\def\empty{}\def\@empty{}\def\@gobble#1{}\def\@gobbletwo#1#2{}\def\@firstofone#1{#1}\def\@firstoftwo#1#2{#1}"
    r"\def\@secondoftwo#1#2{#2}\def\@ne{1}\def\z@{0}\def\tw@{2}\def\@car#1#2\@nil{#1}\def\@cdr#1#2\@nil{#2}"
    r"\def\mathstrut{}\def\strut{}\def\ie{i.e.}\def\eg{e.g.}",
    at_letter=True,
)

DEFINITIONS: Final[Mapping[str, Primitive]] = {
    "\\newcommand": new_command,
    "\\renewcommand": new_command,
    "\\providecommand": partial(new_command, keep=True),
    "\\DeclareRobustCommand": new_command,
    "\\newcommandx": new_command,
    "\\newrobustcmd": new_command,
    "\\newenvironment": new_environment,
    "\\renewenvironment": partial(new_environment, renew=True),
    "\\def": tex_define,
    "\\gdef": partial(tex_define, everywhere=True),
    "\\edef": partial(tex_define, expanded=True),
    "\\protected@edef": partial(tex_define, expanded=True),
    "\\xdef": partial(tex_define, everywhere=True, expanded=True),
    "\\let": let,
    "\\glet": partial(let, everywhere=True),
    "\\global": global_,
    "\\long": no_expand,
    "\\protected": no_expand,
    "\\outer": no_expand,
    "\\@namedef": named_define,
    "\\@nameuse": named_use,
    "\\csuse": named_use,
    "\\csdef": named_define,
    "\\csname": csname,
    "\\expandafter": expand_after,
    "\\noexpand": no_expand,
    "\\protect": no_expand,
    "\\relax": no_expand,
    "\\xspace": no_expand,
    "\\ignorespaces": no_expand,
    "\\unskip": no_expand,
    "\\leavevmode": no_expand,
    "\\allowbreak": no_expand,
    "\\nobreak": no_expand,
    "\\displaybreak": partial(drop, optional=True),
    "\\allowdisplaybreaks": partial(drop, optional=True),
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
    "\\IfValueTF": partial(if_value, wanted=False),
    "\\IfValueT": partial(if_value, wanted=False, both=False),
    "\\IfBooleanTF": if_boolean,
    "\\IfBooleanT": partial(if_boolean, both=False),
    "\\IfBooleanF": partial(if_boolean, both=False, first=False),
    "\\@ifnextchar": look_ahead,
    "\\kernel@ifnextchar": look_ahead,
    "\\@ifstar": if_star,
    "\\ensuremath": ensure_math,
    "\\mathchoice": math_choice,
    "\\phantomsection": no_expand,
    "\\@setfontsize": partial(drop, arguments=3),
    "\\DeclareOption": partial(drop, optional=True, arguments=2),
    "\\hypersetup": partial(drop, arguments=1),
    "\\resizebox": partial(keep, before=2),
    "\\scalebox": partial(keep, before=1),
    "\\textcolor": partial(keep, before=1),
    "\\adjustbox": partial(keep, before=1),
    "\\color": partial(drop, optional=True, arguments=1),
}
