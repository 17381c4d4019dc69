"""The primitives of TeX and LaTeX that define macros and environments. Packages' are in ``package_definitions``.

Each is a function ``(gullet, token)`` and a row of :data:`DEFINITIONS` at the end of the file. Its docstring shows the
syntax that it reads, in LaTeX's own notation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from reader.latex.tex.arguments import MANDATORY, Argument
from reader.latex.tex.counters import roman
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, PARAMETER, TEXT, Token, join, tokenize
from reader.latex.tex.macros import FROZEN, Gullet, Macro, Primitive, parameters_of
from reader.latex.tex.registers import number
from reader.latex.tex.stream import split
from reader.latex.tex.tables import environments, names

# --- LaTeX ---

_COUNTS: Final = frozenset("123456789")


def latex_signature(gullet: Gullet) -> tuple[Argument, ...]:
    """``[count][default]`` of \\newcommand and \\newenvironment."""
    count = gullet.optional_text()
    default = gullet.optional() if count is not None else None
    number = int(count) if count in _COUNTS else 0
    first = () if default is None else (Argument("optional", tuple(default)),)
    return (*first, *([MANDATORY] * (number - len(first))))


def new_command(gullet: Gullet, _: Token, *, keep: bool = False) -> None:
    """``\\newcommand*{\\name}[count][default]{body}``; \\providecommand keeps what is known."""
    gullet.starts_with("*")
    name = gullet.control_sequence()
    signature = latex_signature(gullet)
    body = parameters_of(gullet.argument())
    if name and not (keep and gullet.knows(name)):
        gullet.define(name, Macro(body, signature))


def new_environment(gullet: Gullet, _: Token, *, renew: bool = False) -> None:
    """``\\newenvironment*{name}[count][default]{begin}{end}``

    A known environment that is redefined (line numbers, looks) stays what it was.
    """
    gullet.starts_with("*")
    name = gullet.argument_text()
    signature = latex_signature(gullet)
    begin = Macro(parameters_of(gullet.argument()), signature)
    end = Macro(parameters_of(gullet.argument()))
    if not (renew and name in environments()):
        gullet.define_environment(name, begin, end)


# --- TeX ---


def _parameter_text(tokens: Sequence[Token]) -> tuple[Argument, ...]:
    """The parameter text of \\def: delimiters and ``#1`` (The TeXbook, p. 203)."""
    signature: list[Argument] = []
    delimiter: list[Token] = []
    parameters = 0

    def close() -> None:
        if parameters:
            signature.append(Argument("until", delimiter=tuple(delimiter)) if delimiter else MANDATORY)
        elif any(not token.is_blank() for token in delimiter):
            signature.append(Argument("literal", delimiter=tuple(delimiter)))
        delimiter.clear()

    for at, token in enumerate(tokens):
        if token.kind == PARAMETER and at == len(tokens) - 1:  # "#{": the argument ends at a brace, which stays
            delimiter.append(token._replace(kind=OPEN, text="{"))
        elif token.kind == PARAMETER:
            close()
            parameters += 1
        elif at and tokens[at - 1].kind == PARAMETER and token.kind == TEXT:
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
        body = _expanded(gullet, body)
    if name is not None and name.kind == COMMAND:
        macro = Macro(parameters_of(body), _parameter_text(parameters))
        gullet.define(name.text, macro, everywhere=everywhere)


def _expanded(gullet: Gullet, body: Sequence[Token]) -> list[Token]:
    """The body of an \\edef: expanded, except for what \\noexpand and \\unexpanded protect."""
    outer, gullet.freezes = gullet.freezes, True
    tokens = gullet.expand_all(body)
    gullet.freezes = outer
    return [token._replace(kind=COMMAND) if token.kind == FROZEN else token for token in tokens]


def no_expand(gullet: Gullet, _: Token) -> None:
    """``\\noexpand\\name``: inside \\edef the name stays; elsewhere that changes nothing for us."""
    following = gullet.next()
    if following is not None:
        frozen = gullet.freezes and following.kind == COMMAND
        gullet.push([following._replace(kind=FROZEN) if frozen else following])


def unexpanded(gullet: Gullet, _: Token) -> None:
    """``\\unexpanded{...}`` (e-TeX)"""
    body = gullet.argument()
    if gullet.freezes:
        body = [token._replace(kind=FROZEN) if token.kind == COMMAND else token for token in body]
    gullet.push(body)


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


def future_let(gullet: Gullet, token: Token) -> None:
    """``\\futurelet\\name\\macro c``: \\name means c when \\macro is read (The TeXbook, p. 207)."""
    name, macro = gullet.next_visible(), gullet.next()
    following = gullet.next_visible()
    if name is None or macro is None or following is None:
        return
    first, rest = (following, None) if following.kind != TEXT else split(following, 1)
    gullet.push([first] if rest is None or not rest.text else [first, rest])
    gullet.push([macro])
    gullet.push([token._replace(text="\\let"), name, token._replace(kind=TEXT, text="="), first])


def global_(gullet: Gullet, token: Token) -> None:
    """``\\global``: the definition that follows outlives its group. \\long and \\protected change nothing for us."""
    following = gullet.next_visible()
    while following is not None and following.kind == COMMAND and gullet.expand_once(following):  # \\global\\drafttrue
        following = gullet.next_visible()
    if following is not None:
        replacement = {"\\def": "\\gdef", "\\edef": "\\xdef", "\\let": "\\glet"}.get(following.text)
        gullet.push([following if replacement is None else following._replace(text=replacement)])


def named_define(gullet: Gullet, token: Token, *, define: str = "\\def") -> None:
    """``\\@namedef{name}<parameter text>{body}``"""
    name = _expanded_name(gullet)
    gullet.push([token._replace(text=define), token._replace(text=name)])


def named_let(gullet: Gullet, token: Token) -> None:
    """``\\cslet{name}\\other``"""
    gullet.push([token._replace(text="\\let"), token._replace(text=_expanded_name(gullet))])


def _expanded_name(gullet: Gullet) -> str:
    return "\\" + join(gullet.expand_all(gullet.argument())).strip()


def named_use(gullet: Gullet, token: Token) -> None:
    """``\\@nameuse{name}``"""
    gullet.push([token._replace(text=_expanded_name(gullet))])


def csname(gullet: Gullet, token: Token) -> None:
    """``\\csname name\\endcsname``: the control sequence of that name (The TeXbook, p. 40)."""
    name: list[str] = []
    while (part := gullet.expand()) is not None and part.text != "\\endcsname":
        name.append(part.text)
        if len(name) > 100:
            gullet.report("unclosed-csname", token)
            return
    command = "\\" + "".join(name).strip()
    gullet.named.add(command)
    gullet.push([token._replace(text=command, via=token.via or token.text)])


def expand_after(gullet: Gullet, _: Token) -> None:
    """``\\expandafter a b``: b is expanded once before a is read (The TeXbook, p. 215)."""
    first, second = gullet.next(), gullet.next()
    if first is None or second is None:
        return
    if second.kind != COMMAND or not gullet.expand_once(second):
        gullet.push([second])
    gullet.push([first])


EXPANDABLE: Final = names("expandable")


def nothing(gullet: Gullet, _: Token) -> None:
    """Ignores a command that changes no formula."""


def relax(gullet: Gullet, token: Token) -> None:
    """Ignores the command, but keeps a ``[`` after it from being an option: ``\\begin{aligned} \\relax [a, b]``."""
    if not gullet.in_math:
        return
    following = gullet.next_visible()
    if following is not None:
        frozen = [token._replace(kind=FROZEN)] if following.text.startswith("[") else []
        gullet.push([*frozen, following])


def detokenize(gullet: Gullet, token: Token) -> None:
    """``\\detokenize{...}``: as plain text (e-TeX)"""
    text = gullet.argument_text()
    if text:
        gullet.push([token._replace(kind=TEXT, text=text, via=token.via or token.text)])


def string(gullet: Gullet, token: Token) -> None:
    """``\\string\\name``: as characters"""
    following = gullet.next()
    if following is not None:
        gullet.push([following._replace(kind=TEXT)])


def roman_numeral(gullet: Gullet, token: Token) -> None:
    """``\\romannumeral 4``; authors use it to force expansion with a number that prints nothing."""
    text = roman(number(gullet) or 0)
    if text:
        gullet.push([token._replace(kind=TEXT, text=text, via=token.via or token.text)])


def look_ahead(gullet: Gullet, _: Token) -> None:
    """``\\@ifnextchar c{yes}{no}``: looks at the next character without reading it."""
    sign = gullet.argument_token()
    yes, no = gullet.argument(), gullet.argument()
    following = gullet.next_visible()
    is_next = False
    if following is not None:
        gullet.push([following])
        if sign is not None:
            brace = sign.text in ("\\bgroup", "{") and following.kind == OPEN
            is_next = brace or (sign.kind == following.kind and following.text.startswith(sign.text.strip()))
    gullet.push(yes if is_next else no)


def if_star(gullet: Gullet, _: Token) -> None:
    """``\\@ifstar{yes}{no}``"""
    yes, no = gullet.argument(), gullet.argument()
    gullet.push(yes if gullet.starts_with("*") else no)


def ensure_math(gullet: Gullet, token: Token) -> None:
    """``\\ensuremath{formula}``: in a formula its argument and nothing else, so that ``\\ensuremath{x^w}_0`` has both
    scripts at one letter, as in LaTeX (``\\@firstofone``)."""
    body = gullet.argument()
    if gullet.in_math:
        gullet.push(body)
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


def leave(gullet: Gullet, _: Token) -> None:
    """Ends the group of an author's environment, after the macro at its end."""
    gullet.leave()


def drop(gullet: Gullet, _: Token, *, arguments: int = 0, optional: bool = False) -> None:
    """Skips a command that changes no formula, with its arguments."""
    if optional:
        gullet.starts_with("*")
        gullet.optional()
    for _unused in range(arguments):
        gullet.argument()


def keep(gullet: Gullet, _: Token, *, before: int = 0) -> None:
    """Replaces a wrapper by its last argument; the ``before`` arguments in front of it are dropped."""
    gullet.optional()
    for _unused in range(before):
        gullet.argument()


LAYOUT: Final = names("layout")
"""Names whose looks classes change; what they mean in a formula stays, so no redefinition is followed."""

BUILT_IN: Final = tokenize(
    "".join(rf"\newif{name}" for name in sorted(names("flags"))) + r"\def\empty{}\def\@empty{}"
    r"\def\@gobble#1{}\def\@gobbletwo#1#2{}\def\@firstofone#1{#1}\def\@firstoftwo#1#2{#1}"
    r"\def\@secondoftwo#1#2{#2}\def\@ne{1}\def\z@{0}\def\tw@{2}\def\@car#1#2\@nil{#1}\def\@cdr#1#2\@nil{#2}"
    r"\let\bgroup={\let\egroup=}\let\begingroup={\let\endgroup=}\newcount\count@\newcount\@tempcnta\newcount\@tempcntb"
    r"\let\repeat=\fi\def\loop#1\repeat{\def\iterate{#1\relax\expandafter\iterate\fi}\iterate}"
    r"\def\mathstrut{}\def\strut{}\def\ie{i.e.}\def\eg{e.g.}",
    at_letter=True,
)

DEFINITIONS: Final[Mapping[str, Primitive]] = {
    "\\newcommand": new_command,
    "\\renewcommand": new_command,
    "\\providecommand": partial(new_command, keep=True),
    "\\DeclareRobustCommand": new_command,
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
    "\\long": nothing,
    "\\protected": nothing,
    "\\outer": nothing,
    "\\@namedef": named_define,
    "\\@nameuse": named_use,
    "\\csuse": named_use,
    "\\csdef": named_define,
    "\\csgdef": partial(named_define, define="\\gdef"),
    "\\csedef": partial(named_define, define="\\edef"),
    "\\csxdef": partial(named_define, define="\\xdef"),
    "\\cslet": named_let,
    "\\csname": csname,
    "\\expandafter": expand_after,
    "\\noexpand": no_expand,
    "\\unexpanded": unexpanded,
    "\\detokenize": detokenize,
    "\\string": string,
    "\\romannumeral": roman_numeral,
    "\\futurelet": future_let,
    "\\protect": nothing,
    "\\reader@leave": leave,
    "\\relax": relax,
    "\\xspace": nothing,
    "\\ignorespaces": nothing,
    "\\unskip": nothing,
    "\\leavevmode": nothing,
    "\\allowbreak": nothing,
    "\\nobreak": nothing,
    "\\displaybreak": partial(drop, optional=True),
    "\\allowdisplaybreaks": partial(drop, optional=True),
    "\\@ifnextchar": look_ahead,
    "\\kernel@ifnextchar": look_ahead,
    "\\@ifstar": if_star,
    "\\ensuremath": ensure_math,
    "\\mathchoice": math_choice,
    "\\phantomsection": nothing,
    "\\@setfontsize": partial(drop, arguments=3),
    "\\hypersetup": partial(drop, arguments=1),
    # What etoolbox hangs on other commands (line numbers on displays) prints no formula of its own.
    **dict.fromkeys(("\\pretocmd", "\\apptocmd", "\\xpretocmd", "\\xapptocmd"), partial(drop, arguments=4)),
    **dict.fromkeys(("\\patchcmd", "\\xpatchcmd"), partial(drop, optional=True, arguments=5)),
    **dict.fromkeys(("\\cspreto", "\\csappto", "\\csgpreto", "\\csgappto"), partial(drop, arguments=2)),
    "\\resizebox": partial(keep, before=2),
    "\\scalebox": partial(keep, before=1),
    "\\textcolor": partial(keep, before=1),
    "\\adjustbox": partial(keep, before=1),
    "\\colorbox": partial(keep, before=1),
    "\\fcolorbox": partial(keep, before=2),
    "\\color": partial(drop, optional=True, arguments=1),
}
