r"""What a ``.bib`` file holds: its entries with their fields, each text with a bounded number of steps.

An entry ends where the next one begins, so that one with a brace too few costs no other. What a macro stands for is put
in its place; braces and LaTeX stay in the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice, pairwise
from typing import Final, NamedTuple

MOST: Final = 100_000  # entries of a file that are looked at
LONGEST: Final = 20_000  # characters of an entry, an abstract included
VALUE: Final = 2_000  # characters of a value: macros that double each other end there
MACROS: Final = 2_000  # of all files
_HEAD: Final = re.compile(r"(?:^|(?<=\}))[^\S\n]*@[^\S\n]*([A-Za-z]+)\s*[{(]", re.M)
_KEY: Final = re.compile(r"\s*([^\s,{}()=\"#%']+)\s*(?:,|[})]|\Z)")
_FIELD: Final = re.compile(r"[\s,]*([A-Za-z][\w:+.-]*)\s*=\s*")
_NEXT: Final = re.compile(r",\s*(?=[A-Za-z][\w:+.-]*\s*=)")  # where reading goes on after what is no field
_BRACE: Final = re.compile(r"\\.|[{}\"]", re.S)
_WORD: Final = re.compile(r"[^\s,#{}\"()=]+")
_JOINED: Final = re.compile(r"\s*#\s*")
_NO_WORKS: Final = ("comment", "preamble")
STRING: Final = "string"
MONTHS: Final = {name: name.capitalize() for name in re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")}


class Written(NamedTuple):
    """An entry as it is written: what kind it is of, in small letters, its key, and all of it."""

    kind: str
    key: str
    text: str
    start: int  # of what stands behind its opening brace


class Person(NamedTuple):
    """Somebody whom a work names; ``whole`` with the given name before the family's."""

    family: str
    whole: str


class Work(NamedTuple):
    """An entry that was read. The names of its fields are in small letters."""

    key: str
    fields: Mapping[str, str]


def written(text: str) -> Iterator[Written]:
    """The entries of a file in their order; one of macros has no key."""
    for head, following in islice(pairwise(chain(_HEAD.finditer(text), [None])), MOST):
        if head is None:
            return
        end = following.start() if following else len(text)
        kind, whole = head[1].lower(), text[head.start() : min(end, head.start() + LONGEST)]
        start = head.end() - head.start()
        key = _KEY.match(whole, start) if kind != STRING else None
        if kind not in _NO_WORKS and (key is not None or kind == STRING):
            yield Written(kind, key[1] if key else "", whole, key.end() if key else start)


def works(*texts: str) -> Iterator[Work]:
    """The works that files describe; a macro holds in the files that follow. A key that comes twice is given twice."""
    macros = dict(MONTHS)
    for entry in chain.from_iterable(map(written, texts)):
        fields = _fields(entry.text, entry.start, macros)
        if entry.kind == STRING:
            macros |= islice(fields.items(), max(0, MACROS - len(macros)))
        else:
            yield Work(entry.key, fields)


def _fields(text: str, at: int, macros: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    while True:
        field = _FIELD.match(text, at)
        if field is None:
            again = _NEXT.search(text, at)
            if again is None:
                return found
            at = again.end()
            continue
        value, at = _value(text, field.end(), macros)
        found.setdefault(field[1].lower(), value)


def _value(text: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    """A value, which may be joined from several, and where it ends."""
    said = ""
    while True:
        part, at = _part(text, at, macros)
        said = (said + part)[:VALUE]
        joined = _JOINED.match(text, at)
        if joined is None:
            return " ".join(said.split()), at
        at = joined.end()


def _part(text: str, at: int, macros: Mapping[str, str]) -> tuple[str, int]:
    sign = text[at : at + 1]
    if sign in ("{", '"'):
        return _delimited(text, at + 1, "}" if sign == "{" else '"')
    word = _WORD.match(text, at)
    return (macros.get(word[0].lower(), word[0]), word.end()) if word else ("", at)


def _delimited(text: str, start: int, closing: str) -> tuple[str, int]:
    """What stands up to a sign outside of braces, or up to the entry's end."""
    depth = 0
    for brace in _BRACE.finditer(text, start):
        sign = brace[0]
        if depth == 0 and sign == closing:
            return text[start : brace.start()], brace.end()
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
    return text[start:], len(text)


OTHERS: Final = "others"  # as the last name
_AND: Final = re.compile(r"\s+and\s+", re.I)
_HIDDEN: Final = {" ": "\0", ",": "\1"}
_SHOWN: Final = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})


def names(said: str) -> list[Person]:
    """The people whom a value names: "Fern, Ada and Bo van der Moss and others". What braces hold is one name."""
    return [_name(each) for each in _AND.split(f" {_hidden(said)} ") if each.strip()]


def _hidden(said: str) -> str:
    """The value with other signs for the spaces and commas within braces."""
    signs, depth = [], 0
    for sign in said:
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        signs.append(_HIDDEN.get(sign, sign) if depth else sign)
    return "".join(signs)


def _name(said: str) -> Person:
    if said.strip() == OTHERS:
        return Person(OTHERS, "et al.")
    family, *given = (each.strip() for each in said.split(","))
    if not given:
        *first, last = family.split() or [""]
        at = next((k for k, word in enumerate(first) if k and word[0].islower()), len(first))  # "van der"
        given, family = [" ".join(first[:at])], " ".join((*first[at:], last))
    whole = f"{given[-1]} {family}".strip()
    return Person(family.translate(_SHOWN), whole.translate(_SHOWN))
