"""``\\if ... \\else ... \\fi`` (The TeXbook, p. 209) and flags. ``{yes}{no}`` is in ``reader.latex.tex.choices``.

The source decides a condition where it can: flags, definitions, counters, equal texts. A condition that depends on the
page (boxes, dimensions, modes) counts as false, which is right in nearly all papers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from reader.latex.tex.lexer import COMMAND, TEXT, Token
from reader.latex.tex.macros import Gullet, Macro, Primitive
from reader.latex.tex.registers import number
from reader.latex.tex.stream import STOP, split

Test = Callable[[Gullet], bool]

# --- what is tested ---


UNDEFINED: Final = frozenset(("\\undefined", "\\@undefined", "\\UnDeFiNeD"))


def _meaning(gullet: Gullet, token: Token | None) -> object:
    if token is None or token.kind != COMMAND:
        return None if token is None else (token.text, 0)
    meaning = gullet.meanings.get(token.text, token.text)
    if isinstance(meaning, Macro):
        return meaning.text(), len(meaning.signature)
    if not gullet.knows(meaning):
        return "\\relax" if meaning in gullet.named else "undefined"
    return meaning


def same_meaning(gullet: Gullet) -> bool:
    """``\\ifx a b``. A name that is undefined here may be defined in TeX, so it equals only itself."""
    first, second = gullet.argument_token(), gullet.argument_token()
    first_meaning, second_meaning = _meaning(gullet, first), _meaning(gullet, second)
    if first_meaning == second_meaning == "undefined" and first is not None and second is not None:
        return first.text == second.text or first.text in UNDEFINED or second.text in UNDEFINED
    return first_meaning == second_meaning


def same_character(gullet: Gullet) -> bool:
    """``\\if a b``: the next two characters or control sequences after expansion"""
    first, second = _unexpandable(gullet), _unexpandable(gullet)
    if first is None or second is None:
        return False
    if COMMAND in (first.kind, second.kind):  # all control sequences are one character here (The TeXbook, p. 209)
        return first.kind == second.kind
    return first.text == second.text


def _unexpandable(gullet: Gullet) -> Token | None:
    """The next token after expansion; of a text token, its first character."""
    token = gullet.next()
    while token is not None and token.kind == COMMAND and gullet.expand_once(token):
        token = gullet.next()
    if token is not None and token.kind == TEXT and len(token.text) > 1:
        token, rest = split(token, 1)
        gullet.push([rest])
    return token


def compare_numbers(gullet: Gullet) -> bool:
    """``\\ifnum a<b``"""
    first = number(gullet)
    relation = gullet.argument_token()
    second = number(gullet)
    if first is None or second is None or relation is None:
        return False
    return {"<": first < second, ">": first > second, "=": first == second}.get(relation.text, False)


def odd(gullet: Gullet) -> bool:
    """``\\ifodd``"""
    return (number(gullet) or 0) % 2 == 1


def defined(gullet: Gullet) -> bool:
    """``\\ifdefined\\name``"""
    token = gullet.next_visible()
    return token is not None and gullet.knows(token.text)


def name_defined(gullet: Gullet) -> bool:
    """``\\ifcsname name\\endcsname``"""
    name: list[str] = []
    while (part := gullet.expand()) is not None and part.text != "\\endcsname":
        name.append(part.text)
    return gullet.knows("\\" + "".join(name).strip())


def undecided(gullet: Gullet) -> bool:
    """A test of dimensions, boxes or modes. What it compares stays in the input as harmless text."""
    return False


TESTS: Final[Mapping[str, Test]] = {
    "\\iftrue": lambda gullet: True,
    "\\iffalse": lambda gullet: False,
    "\\ifx": same_meaning,
    "\\if": same_character,
    "\\ifcat": undecided,
    "\\ifnum": compare_numbers,
    "\\ifodd": odd,
    "\\ifdefined": defined,
    "\\ifcsname": name_defined,
    "\\ifmmode": lambda gullet: gullet.in_math,
    "\\ifdim": undecided,
    "\\ifvmode": undecided,
    "\\ifhmode": undecided,
    "\\ifinner": undecided,
    "\\ifhbox": undecided,
    "\\ifvbox": undecided,
    "\\ifvoid": undecided,
    "\\ifeof": undecided,
    "\\ifpdf": lambda gullet: True,
    "\\ifxetex": lambda gullet: False,
    "\\ifluatex": lambda gullet: False,
}

# --- branches ---


def opens_condition(gullet: Gullet, name: str) -> bool:
    """Whether a control sequence is a conditional, by itself or by \\let. Only those need a \\fi."""
    meaning = gullet.meanings.get(name, name)
    return isinstance(meaning, str) and (meaning in TESTS or meaning == "\\ifcase")


def skip_branch(gullet: Gullet, token: Token, *, to_else: bool) -> str:
    """Skips to the matching \\fi, or with ``to_else`` to \\else or \\or.

    Returns the control sequence that it reached, "" where there is none.
    """
    depth = 0
    mouth = gullet.mouths[-1]
    while (part := gullet.next()) is not None:
        if part.text == STOP or gullet.mouths[-1] is not mouth:  # the file or argument ended first
            gullet.push([part])
            gullet.report("unclosed-condition", token)
            return ""
        if part.kind != COMMAND:
            continue
        if part.text in ("\\fi", "\\repeat"):
            if not depth:
                break
            depth -= 1
        elif part.text in ("\\else", "\\or") and to_else and not depth:
            break
        elif part.text.startswith("\\if") and opens_condition(gullet, part.text):
            depth += 1
    if part is not None and part.file == token.file == mouth.file and part.via is None:
        mouth.skip(token.start, part.end)
    return "" if part is None else part.text


def condition(gullet: Gullet, token: Token, *, test: Test) -> None:
    if test(gullet) or skip_branch(gullet, token, to_else=True) == "\\else":
        gullet.conditions += 1


def case(gullet: Gullet, token: Token) -> None:
    """``\\ifcase number a\\or b\\else c\\fi``"""
    ended = "\\or"
    branch = number(gullet) or 0
    while branch and ended == "\\or":
        ended = skip_branch(gullet, token, to_else=True)
        branch -= 1
    if ended in ("\\or", "\\else"):
        gullet.conditions += 1


def otherwise(gullet: Gullet, token: Token) -> None:
    """``\\else`` or ``\\or`` at the end of the branch that was read: skips the other branches."""
    if gullet.conditions:
        gullet.conditions -= 1
        skip_branch(gullet, token, to_else=False)


def end_condition(gullet: Gullet, _: Token) -> None:
    gullet.conditions = max(0, gullet.conditions - 1)


def unless(gullet: Gullet, token: Token) -> None:
    """``\\unless\\if...``: the negated test (e-TeX)."""
    following = gullet.next()
    name = "" if following is None else following.text
    test = TESTS.get(str(gullet.meanings.get(name, name)))
    if test is not None:
        condition(gullet, token, test=lambda g: not test(g))
    elif following is not None:
        gullet.push([following])


# --- flags ---


def new_if(gullet: Gullet, token: Token) -> None:
    """``\\newif\\ifdraft``: \\ifdraft is \\iffalse, until \\drafttrue makes it \\iftrue (The TeXbook, p. 218)."""
    name = gullet.control_sequence()
    if name and name.startswith("\\if"):
        make_flag(gullet, name, token)


def make_flag(gullet: Gullet, name: str, token: Token) -> None:
    """A flag that is false, and the two macros that set it."""
    gullet.define(name, "\\iffalse", everywhere=True)
    for word in ("true", "false"):
        body = tuple(token._replace(kind=COMMAND, text=text) for text in ("\\let", name, "\\if" + word))
        gullet.define("\\" + name[3:] + word, Macro(body), everywhere=True)


def new_boolean(gullet: Gullet, token: Token) -> None:
    """``\\newboolean{draft}`` (ifthen), ``\\newtoggle``, ``\\newbool`` (etoolbox)"""
    make_flag(gullet, "\\if" + gullet.argument_text(), token)


def set_boolean(gullet: Gullet, _: Token, *, value: bool | None = None) -> None:
    """``\\setboolean{draft}{true}``, ``\\toggletrue{draft}``"""
    name = "\\if" + gullet.argument_text()
    is_true = gullet.argument_text() == "true" if value is None else value
    gullet.define(name, "\\iftrue" if is_true else "\\iffalse")


def flag(gullet: Gullet, name: str) -> bool:
    """Whether ``\\if<name>`` is true now."""
    meaning = gullet.meanings.get("\\if" + name, "\\if" + name)
    return meaning == "\\iftrue" or (meaning == "\\ifmmode" and gullet.in_math)


CONDITIONALS: Final[Mapping[str, Primitive]] = {
    **{name: partial(condition, test=test) for name, test in TESTS.items()},
    "\\ifcase": case,
    "\\else": otherwise,
    "\\or": otherwise,
    "\\fi": end_condition,
    "\\unless": unless,
    "\\newif": new_if,
    "\\newboolean": new_boolean,
    "\\provideboolean": new_boolean,
    "\\newtoggle": new_boolean,
    "\\providetoggle": new_boolean,
    "\\newbool": new_boolean,
    "\\providebool": new_boolean,
    "\\setboolean": set_boolean,
    "\\setbool": set_boolean,
    "\\settoggle": set_boolean,
    "\\toggletrue": partial(set_boolean, value=True),
    "\\togglefalse": partial(set_boolean, value=False),
    "\\booltrue": partial(set_boolean, value=True),
    "\\boolfalse": partial(set_boolean, value=False),
}
