"""References in the author's prose as they are printed: to formulas, sections, theorems, figures, tables.

A number that is not known is "…". Words that cleveref and hyperref print before numbers are printed in English papers.
Macros that stand for words are those words, with their arguments.
"""

from __future__ import annotations

import pkgutil
import re
import tomllib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.latex.tex.tables import prose_commands
from reader.output.typesetting.citations import CITATIONS, Citation, CitedWorks

if TYPE_CHECKING:
    from reader.model.document import Document, Label

REFERENCES = re.compile(
    r"\\(?P<ranged>[cC]ref)range\*?\s*\{(?P<first>[^{}]+)\}\s*\{(?P<last>[^{}]+)\}"
    r"|\\hyperref\s*\[(?P<anchor>[^\]]+)\]\s*\{(?P<text>[^{}]*)\}"
    r"|\\(?P<command>eqref|pageref|nameref|autoref|labelcref|subref|[vV]ref|[cC]ref|ref)\*?\s*\{(?P<labels>[^{}]+)\}"
)
UNKNOWN = "…"
NAMED = frozenset(("cref", "Cref", "autoref"))
NAMES = {"section": "section", "figure": "fig.", "table": "table", "algorithm": "algorithm", "item": "item",
         "line": "line"}  # fmt: skip
CAPITAL = {"fig.": "Figure"}
PLURALS = {"appendix": "appendices", "fig.": "figs."}
ROUNDS = 3  # author's macros in author's macros
# What a macro for words may hold; of other text it is not known what it prints.
WORDS = re.compile(
    r"(?:[\w\s.,:;!?'’`/()\[\]~+*=|<>@\"-]|#\d|\\[%&#_]|\$[^$]+\$"
    r"|\\(?:text)?color\s*\{[^{}]*\}"
    r"|\\(?:xspace|emph|text[a-z]*|mbox|underline|uline|hl|protect|footnote|todo|marginpar|ignorespaces|unskip|leavevmode"
    r"|[a-z]{2}shape|[a-z]{2}family|bfseries|it|bf|sc|tt|rm|sl|em|small|footnotesize|normalfont)(?![A-Za-z])"
    r"|\\[/ -]|[{}])*"
)
BRACES = re.compile(r"\\.|[{}]", re.S)
CALL = re.compile(r"(?<!\\)\\([A-Za-z]+)(?![A-Za-z@])")
ENDS_IN_CALL = re.compile(r"\\[A-Za-z@]+\Z")
LONGEST_NAME = 40  # characters of a command
PARAMETER = re.compile(r"#(\d)")
NOTE = re.compile(r"\s*\\(?:footnote|endnote)\s*\{#1\}\s*")
SPACED = re.compile(r"\\xspace\s*\}*\Z")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference as it is printed; it leads to a formula by its id, to a section by its place, or nowhere."""

    printed: str
    target: str | int | None


class _Known(NamedTuple):
    number: str
    bare: str  # without the parentheses of a formula's
    target: str | int | None
    name: str = ""  # what stands before the number


class Pointers:
    """What the references of one paper print."""

    def __init__(self, document: Document, language: str) -> None:
        self._labels = document.labels
        self._equations = dict(_numbers(document))
        self._titles = [section.title for section in document.sections]
        self._macros = {name[1:]: row for name, row in document.commands.items()
                        if REFERENCES.search(PARAMETER.sub("a", row[1]))
                        or CITATIONS.search(PARAMETER.sub("a", row[1])) or WORDS.fullmatch(row[1])}  # fmt: skip
        self._call = any_of(self._macros)
        self._document = document
        self.notes = any_of({*prose_rows()["aside"], *(name[1:] for name, (count, text) in document.commands.items()
                                                       if count == 1 and NOTE.fullmatch(text))})  # fmt: skip
        common = prose_rows()["words"]
        words = {name: rf"{text}\xspace" for name, text in common.items()}
        own = {name[1:]: text for name, text in document.macros.items() if name[1:].isalpha()}
        words |= {name: text for name, text in _of_words(own, self._macros).items() if common.get(name) != text}
        self._words = words
        self._word_call = re.compile(
            rf"\\({'|'.join(sorted(words, key=len, reverse=True))})(?![A-Za-z])(?:\s+|\{{\}})?"
        )
        self.citations = CitedWorks(document.bibliography, prose_rows()["citations"])
        self._speaks = language in ("en", "")

    def split(self, latex: str) -> Iterator[str | Pointer | Citation]:
        """A stretch of prose, its references and citations apart; what is not known of these is text."""
        for part in self.citations.split(self._without_macros(latex)):
            yield from (part,) if isinstance(part, Citation) else self._references(part)

    def _references(self, latex: str) -> Iterator[str | Pointer]:
        at = 0
        for found in REFERENCES.finditer(latex):
            yield latex[at : found.start()]
            yield from self._refer(found)
            at = found.end()
        yield latex[at:]

    def printed(self, latex: str) -> str:
        """The same as one text."""
        return "".join(part if isinstance(part, str) else part.printed for part in self.split(latex))

    def _without_macros(self, latex: str) -> str:
        for _unused in range(ROUNDS):
            before = latex
            latex = self._word_call.sub(self._said, self._with_arguments(latex))
            if latex == before:
                break
        return latex

    def spelled_out(self, formula: str) -> str:
        """A formula that was not read as one, without the author's macros."""
        for _unused in range(ROUNDS):
            before = formula
            formula = self._put_in(formula, self._every_call, self._every_macro)
            if formula == before:
                break
        return formula

    @cached_property
    def _every_macro(self) -> Mapping[str, tuple[int, str]]:
        plain = {name: (0, text) for name, text in self._document.macros.items()}
        return {name[1:]: row for name, row in (plain | dict(self._document.commands)).items() if name[1:].isalpha()}

    @cached_property
    def _every_call(self) -> re.Pattern[str]:
        return any_of(self._every_macro)

    def _with_arguments(self, latex: str) -> str:
        return self._put_in(latex, self._call, self._macros)

    @staticmethod
    def _put_in(latex: str, calls: re.Pattern[str], macros: Mapping[str, tuple[int, str]]) -> str:
        """The author's macros with their arguments put in; where an argument was cut off, the call stays."""
        pieces, at = [], 0
        for call in calls.finditer(latex):
            count, text = macros[call[1]]
            groups, end = groups_at(latex, call.end(), count)
            if call.start() >= at and len(groups) == count:
                pieces += [latex[at : call.start()], _body(text, groups)]
                at = end
        return "".join((*pieces, latex[at:]))

    def _said(self, call: re.Match[str]) -> str:
        """The words of a macro; TeX drops the spaces behind its name, unless xspace puts one there."""
        text = self._words[call[1]]
        following = call.string[call.end() : call.end() + 1]
        spaced = SPACED.search(text) and (following.isalnum() or following in ("$", "\\", "("))
        return f"{_parted(call)}{SPACED.sub('', text)}{{}}" + (" " if spaced else "")

    def _refer(self, found: re.Match[str]) -> Iterator[str | Pointer]:
        if found["anchor"]:
            yield Pointer(found["text"], self._known(found["anchor"]).target)
        elif found["ranged"]:
            first, last = self._known(found["first"]), self._known(found["last"])
            yield self._word(first.name, found["ranged"], many=True)
            yield from (_pointer(first), " to ", _pointer(last))
        elif found["command"] in NAMED:
            known = [self._known(label) for label in found["labels"].split(",")]
            known = [each._replace(number=UNKNOWN) if each.bare == UNKNOWN else each for each in known]
            yield from self._named(known, found["command"])
        elif found["command"] == "pageref":
            yield UNKNOWN
        elif found["command"] == "nameref":
            label = self._labels.get(found["labels"].strip())
            yield Pointer(self._titles[label.section], label.section) if label and label.section >= 0 else UNKNOWN
        else:
            known = [self._known(label) for label in found["labels"].split(",")]
            bare = found["command"] != "eqref"
            yield from _listed([each._replace(number=each.bare) if bare else each for each in known], ", ")

    def _named(self, known: Sequence[_Known], command: str) -> Iterator[str | Pointer]:
        """``\\cref{a,b,c}``: things of one name together."""
        for at, (name, group) in enumerate(groupby(known, key=lambda each: each.name)):
            members = list(group)
            if at:
                yield " and "
            word = self._word(name, command, many=len(members) > 1)
            if len(members) == 1 and members[0].number != UNKNOWN:
                yield Pointer(word + members[0].number, members[0].target)
            else:
                yield word
                yield from _listed(members, " and " if len(members) == 2 else ", ")

    def _word(self, name: str, command: str, *, many: bool) -> str:
        if not name or not self._speaks:
            return ""
        is_capital = command == "Cref" or (command == "autoref" and name != "section")
        word = CAPITAL.get(name, name[0].upper() + name[1:]) if is_capital else name
        if many:
            word = PLURALS.get(word) or (word[:-1] + "ies" if word.endswith("y") else word + "s")
        return word + " "

    def _known(self, label: str) -> _Known:
        label = re.sub(r"\s+", " ", label).strip()
        if label in self._equations:
            number, target = self._equations[label]
            return _Known(f"({number})", number, target)
        found = self._labels.get(label)
        if found is None:
            return _Known(f"({UNKNOWN})", UNKNOWN, None)
        target_of = found.equation if found.section < 0 else found.section
        return _Known(found.number, found.number, target_of, _name(found))


def groups_at(latex: str, at: int, most: int) -> tuple[list[str], int]:
    """Up to ``most`` groups in braces from a place on, without these, and where they end.

    >>> groups_at("{a{b}} {c", 0, 2)
    (['a{b}'], 6)
    """
    groups: list[str] = []
    while len(groups) < most:
        start = at + len(latex[at:]) - len(latex[at:].lstrip())
        end = _end_of_group(latex, start)
        if not end:
            break
        groups.append(latex[start + 1 : end - 1])
        at = end
    return groups, at


def _end_of_group(latex: str, at: int) -> int:
    """Behind the brace that closes the group that begins here; 0 where none does."""
    depth = 0
    for sign in BRACES.finditer(latex, at):
        if not depth and sign.start() != at:
            return 0
        depth += {"{": 1, "}": -1}.get(sign[0], 0)
        if depth <= 0:
            return sign.end() if sign[0] == "}" and sign.start() > at else 0
    return 0


@cache
def prose_rows() -> dict[str, dict[str, Any]]:
    """``prose.toml``: what commands of prose print."""
    rows: dict[str, dict[str, Any]] = tomllib.loads(
        (pkgutil.get_data(__package__, "prose.toml") or b"").decode("utf-8")
    )
    return {**rows, "silent": {**prose_commands().silent, **rows["silent"]}}


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """A call of one of these commands; of none where there is none."""
    listed = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\\)\\({listed})(?![A-Za-z@])") if listed else re.compile("(?!)")


def _body(text: str, arguments: Sequence[str]) -> str:
    """An author's macro with its arguments put in."""
    return PARAMETER.sub(lambda number: _parted(number) + arguments[int(number[1]) - 1], text)


def _parted(found: re.Match[str]) -> str:
    """A space where what takes the place would become part of a command's name: ``\\sffamily#1``."""
    return " " if ENDS_IN_CALL.search(found.string, max(0, found.start() - LONGEST_NAME), found.start()) else ""


def _of_words(macros: Mapping[str, str], known: Iterable[str]) -> dict[str, str]:
    """The macros that stand for words, and those that are made of such: ``\\project{\\name}``."""
    words: dict[str, str] = {}
    for _unused in range(ROUNDS):
        bare = {name: _without_calls(text, {*words, *known}) for name, text in macros.items()}
        words |= {
            name: macros[name] for name, text in bare.items() if WORDS.fullmatch(text) and LETTER.search(macros[name])
        }
    return words


def _without_calls(text: str, names: Container[str]) -> str:
    return CALL.sub(lambda call: "" if call[1] in names else call[0], text)


def _listed(known: Iterable[_Known], between: str) -> Iterator[str | Pointer]:
    for at, each in enumerate(known):
        if at:
            yield between
        yield _pointer(each)


def _pointer(known: _Known) -> str | Pointer:
    return known.number if UNKNOWN in known.number else Pointer(known.number, known.target)


def _name(label: Label) -> str:
    """What cleveref says before its number, unless the number says it ("Appendix A")."""
    name = (label.name or NAMES.get(label.kind, "")).lower()
    return "" if label.number.lower().startswith(name) else name


def _numbers(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    """Labels of formulas and of groups, with the number that is printed and the formula that is meant."""
    for group in document.groups:
        if group.label and group.number and group.equations:
            yield group.label, (group.number, group.equations[0])
    for equation in document.equations:
        yield from ((label, (equation.number, equation.id)) for label in equation.labels if equation.number)
