"""``\\if ... \\else ... \\fi`` (The TeXbook, p. 209) and the conditionals of LaTeX, ifthen and etoolbox.

Decided where the paper itself decides: flags, definitions, counters, equal texts. What depends on the page (boxes,
dimensions, modes) counts as false, which is what a reader of the source would see in nearly all cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from reader.latex.lexer import CLOSE, COMMAND, OPEN, TEXT, Token, join
from reader.latex.macros import Gullet, Macro, Primitive

Test = Callable[[Gullet], bool]

# --- what is tested ---


def _meaning(gullet: Gullet, token: Token | None) -> object:
    if token is None or token.kind != COMMAND:
        return None if token is None else (token.kind, token.text)
    meaning = gullet.meanings.get(token.text, token.text)
    if isinstance(meaning, Macro):
        return meaning.text(), len(meaning.signature)
    return meaning if gullet.knows(meaning) else "undefined"


def same_meaning(gullet: Gullet) -> bool:
    """``\\ifx a b``"""
    first, second = gullet.argument_token(), gullet.argument_token()
    one, other = _meaning(gullet, first), _meaning(gullet, second)
    if one == other == "undefined" and first is not None and second is not None:
        return first.text == second.text
    return one == other


def same_character(gullet: Gullet) -> bool:
    """``\\if a b``: the next two characters after expansion"""
    first = gullet.expand()
    if first is not None and first.kind == TEXT and len(first.text) > 1:
        return first.text[0] == first.text[1]
    second = gullet.expand()
    if first is None or second is None:
        return False
    if second.kind == TEXT and len(second.text) > 1:
        gullet.push([second._replace(text=second.text[1:], start=second.start + 1)])
        return first.text == second.text[0]
    return first.text == second.text


_NUMBER = re.compile(r"\s*([+-]?\d+)")


def number(gullet: Gullet) -> int | None:
    """A number from the input: digits, a counter, a macro that gives one; None where it is none of these."""
    token = gullet.expand()
    while token is not None and token.is_blank():
        token = gullet.expand()
    if token is None:
        return None
    if token.kind == TEXT and (found := _NUMBER.match(token.text)):
        rest = token.text[found.end() :]
        if rest.strip():
            gullet.push([token._replace(text=rest, start=token.end - len(rest))])
        return int(found[1])
    if token.text.startswith("\\c@"):
        return gullet.counters.value(token.text[3:])
    gullet.push([token])
    return None


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
    """A test of dimensions, boxes or modes; what it compares stays in the input, as harmless text."""
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
    "\\if@twocolumn": lambda gullet: False,
}

# --- branches ---


def skip_branch(gullet: Gullet, token: Token, *, to_else: bool) -> bool:
    """Skips to the matching \\fi, or with ``to_else`` to a matching \\else; true where that was an \\else."""
    depth = 0
    mouth = gullet.mouths[-1]
    while (part := gullet.next()) is not None:
        if gullet.mouths[-1] is not mouth:  # the file ended first
            gullet.push([part])
            gullet.report("unclosed-condition", token)
            return False
        if part.kind != COMMAND:
            continue
        if part.text == "\\fi":
            if not depth:
                break
            depth -= 1
        elif part.text in ("\\else", "\\or") and to_else and not depth:
            break
        elif part.text in TESTS or part.text == "\\ifcase" or part.text in gullet.flags:
            depth += 1
    if part is not None and part.file == token.file == mouth.file and part.via is None:
        mouth.holes.append((token.end, part.end))
    return part is not None and part.text == "\\else"


def condition(gullet: Gullet, token: Token, *, test: Test) -> None:
    if test(gullet) or skip_branch(gullet, token, to_else=True):
        gullet.conditions += 1


def case(gullet: Gullet, token: Token) -> None:
    """``\\ifcase number a\\or b\\else c\\fi``"""
    wanted = number(gullet) or 0
    gullet.conditions += 1
    for _unused in range(wanted):
        if skip_branch(gullet, token, to_else=True):
            return


def otherwise(gullet: Gullet, token: Token) -> None:
    """``\\else`` or ``\\or`` at the end of a branch that was read."""
    if gullet.conditions:
        gullet.conditions -= 1
        skip_branch(gullet, token, to_else=False)


def end_condition(gullet: Gullet, _: Token) -> None:
    gullet.conditions = max(0, gullet.conditions - 1)


def loop(gullet: Gullet, token: Token) -> None:
    """``\\loop ... \\if ... \\repeat`` (The TeXbook, p. 217): layout work, whose condition has no \\fi; read over."""
    while (part := gullet.next()) is not None and part.text != "\\repeat":
        pass


# --- flags ---


def flag_condition(gullet: Gullet, token: Token) -> None:
    condition(gullet, token, test=lambda g: g.flags.get(token.text, False))


def new_if(gullet: Gullet, _: Token) -> None:
    """``\\newif\\ifdraft`` makes \\ifdraft, \\drafttrue and \\draftfalse."""
    name = gullet.control_sequence()
    if name and name.startswith("\\if"):
        gullet.flags.setdefault(name, False)
        _flag_switches(gullet, name)


def _flag_switches(gullet: Gullet, name: str) -> None:
    """Makes the three control sequences of a flag known. They are primitives of this paper alone."""
    own = dict(gullet.primitives)
    own[name] = flag_condition
    for value, word in ((True, "true"), (False, "false")):
        own["\\" + name[3:] + word] = partial(set_flag, name=name, value=value)
    gullet.primitives = own


def set_flag(gullet: Gullet, _: Token, *, name: str, value: bool) -> None:
    gullet.flags[name] = value


def new_boolean(gullet: Gullet, _: Token) -> None:
    """``\\newboolean{draft}`` (ifthen), ``\\newtoggle``, ``\\newbool`` (etoolbox)"""
    name = "\\if" + gullet.argument_text()
    gullet.flags.setdefault(name, False)
    _flag_switches(gullet, name)


def set_boolean(gullet: Gullet, _: Token, *, value: bool | None = None) -> None:
    """``\\setboolean{draft}{true}``, ``\\toggletrue{draft}``"""
    name = "\\if" + gullet.argument_text()
    gullet.flags[name] = (gullet.argument_text() == "true") if value is None else value


# --- tests with two arguments ---


def choose(gullet: Gullet, _: Token, *, test: Test) -> None:
    """Reads what is tested, then ``{yes}{no}``"""
    result = test(gullet)
    yes, no = gullet.argument(), gullet.argument()
    gullet.push(yes if result else no)


def _flag_named(gullet: Gullet) -> bool:
    return gullet.flags.get("\\if" + gullet.argument_text(), False)


def _blank(gullet: Gullet) -> bool:
    return not gullet.argument_text()


def _equal(gullet: Gullet) -> bool:
    return gullet.argument_text() == gullet.argument_text()


def _undefined_name(gullet: Gullet) -> bool:
    return not gullet.knows("\\" + gullet.argument_text())


def _defined_command(gullet: Gullet) -> bool:
    name = gullet.control_sequence()
    return name is not None and gullet.knows(name)


_WORD = re.compile(r"\\(?:equal|boolean|isodd|not|and|or|NOT|AND|OR)|[()]")


def _ifthenelse(gullet: Gullet) -> bool:
    """The test of ifthen's ``\\ifthenelse``: \\equal, \\boolean, numbers, joined by \\and, \\or, \\not."""
    tokens = gullet.expand_all(gullet.argument())
    return _evaluate(gullet, tokens)


def _evaluate(gullet: Gullet, tokens: list[Token]) -> bool:
    for word, join_with in (("or", any), ("and", all)):
        parts = _split_at(tokens, word)
        if len(parts) > 1:
            return join_with(_evaluate(gullet, part) for part in parts)
    text = join(tokens).strip()
    if text.lower().startswith("\\not"):
        return not _evaluate(gullet, [t for t in tokens if t.text.lower() != "\\not"])
    groups = re.findall(r"\{([^{}]*)\}", text)
    if text.startswith("\\equal"):
        return len(groups) == 2 and groups[0].strip() == groups[1].strip()
    if text.startswith("\\boolean"):
        return bool(groups) and gullet.flags.get("\\if" + groups[0], False)
    compared = re.fullmatch(r"\s*(-?\d+)\s*([<>=])\s*(-?\d+)\s*", text)
    if compared:
        one, other = int(compared[1]), int(compared[3])
        return {"<": one < other, ">": one > other, "=": one == other}[compared[2]]
    return False


def _split_at(tokens: list[Token], word: str) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        if not depth and token.kind == COMMAND and token.text.lower() == "\\" + word:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


CONDITIONALS: Final[Mapping[str, Primitive]] = {
    **{name: partial(condition, test=test) for name, test in TESTS.items()},
    "\\ifcase": case,
    "\\else": otherwise,
    "\\or": otherwise,
    "\\fi": end_condition,
    "\\loop": loop,
    "\\newif": new_if,
    "\\newboolean": new_boolean,
    "\\provideboolean": new_boolean,
    "\\newtoggle": new_boolean,
    "\\newbool": new_boolean,
    "\\setboolean": set_boolean,
    "\\toggletrue": partial(set_boolean, value=True),
    "\\togglefalse": partial(set_boolean, value=False),
    "\\booltrue": partial(set_boolean, value=True),
    "\\boolfalse": partial(set_boolean, value=False),
    "\\ifthenelse": partial(choose, test=_ifthenelse),
    "\\iftoggle": partial(choose, test=_flag_named),
    "\\ifbool": partial(choose, test=_flag_named),
    "\\ifstrempty": partial(choose, test=_blank),
    "\\ifblank": partial(choose, test=_blank),
    "\\ifstrequal": partial(choose, test=_equal),
    "\\@ifundefined": partial(choose, test=_undefined_name),
    "\\ifcsdef": partial(choose, test=lambda gullet: not _undefined_name(gullet)),
    "\\ifdef": partial(choose, test=_defined_command),
    "\\ifundef": partial(choose, test=lambda gullet: not _defined_command(gullet)),
}
