"""The files, packages and class that a paper reads, and what they change for the whole paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Final

from reader.latex.source.mainfile import begins_document
from reader.latex.tex.files import Files
from reader.latex.tex.lexer import CLOSE, COMMAND, OPEN, PARAGRAPH, SHIFT, Mouth, Token, join, tokenize
from reader.latex.tex.macros import Gullet, Primitive
from reader.latex.tex.options import Options
from reader.latex.tex.stream import split
from reader.latex.tex.tables import document_class, package_setups
from reader.model.source import SourceBundle

_REFERRING: Final = re.compile(r"\\(?:eqref|noeqref|refeq|cref|Cref|cpageref|labelcref)\*?\s*\{([^}]*)\}")
_CHAPTER: Final = re.compile(r"^[^\S\n]*\\chapter\*?\s*[\[{]", re.MULTILINE)  # at work, not in a definition


@cache
def tokens_of(setup: str) -> tuple[Token, ...]:
    """The tokens of a text from the tables, cached for all papers."""
    return tuple(tokenize(setup, at_letter=True))


class Inputs:
    """Opens the files of one paper as its commands ask for them. ``watch`` is called with every file that is opened.

    Files whose suffix is in ``aside`` are not read.
    """

    def __init__(self, bundle: SourceBundle, watch: Callable[[Mouth], None], aside: Collection[str] = ()) -> None:
        self._bundle = bundle
        self._files = Files(bundle, aside)
        self._watch = watch
        self._only_referenced: frozenset[str] | None = None  # with showonlyrefs: the labels that get a number
        self.options = Options()
        self._given: list[tuple[str, str]] = []  # packages with their options
        self.document_class = document_class("article")

    def primitives(self) -> Mapping[str, Primitive]:
        """The commands that read files in."""
        return {
            "\\input": self._input, "\\include": self._input, "\\subfile": self._input, "\\@input": self._input,
            "\\import": self._import, "\\subimport": self._import, "\\InputIfFileExists": self._input_if_exists,
            "\\IfFileExists": self._if_exists, "\\endinput": self._end_input,
            "\\usepackage": self._packages, "\\RequirePackage": self._packages,
            "\\documentclass": self._document_class, "\\documentstyle": self._document_class,
            "\\LoadClass": self._document_class, "\\makeatletter": self._at_letter, "\\makeatother": self._at_other,
            "\\AtBeginDocument": self._at_begin_document,
            "\\mathtoolsset": self._mathtools_set,
        }  # fmt: skip

    def begin_a_document(self) -> bool:
        """Whether any file has a \\begin{document}. If none has, everything is body."""
        return any(begins_document(file.text) for file in self._bundle.files.values())

    def text_of(self, file: str) -> str:
        """The text of a file of the paper, "" if there is no such file."""
        source = self._bundle.files.get(file)
        return source.text if source else ""

    def open(self, gullet: Gullet, path: str, text: str, *, defines: bool = False) -> None:
        """Opens another file of the paper."""
        if gullet.open(path, text, defines=defines):
            self._watch(gullet.mouths[-1])

    def _folder(self, gullet: Gullet) -> str:
        return gullet.mouths[-1].file.rpartition("/")[0]

    def _file_name(self, gullet: Gullet) -> str:
        """``{name}``, or as in plain TeX a name that ends at a space."""
        token = gullet.next_visible()
        if token is None:
            return ""
        if token.kind == OPEN:
            return join(gullet.expand_all(gullet.group())).strip()
        name = ""
        while token is not None and token.kind not in (COMMAND, PARAGRAPH, OPEN, CLOSE, SHIFT):
            head, *tail = re.split(r"\s", token.text, maxsplit=1)
            name += head
            if tail:
                rest = split(token, len(head) + 1)[1]
                token = rest if rest.text else None
                break
            token = gullet.next()
        if token is not None:
            gullet.push([token])
        return name

    def _input(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        self._input_named(gullet, name, self._folder(gullet), token)

    def _input_named(self, gullet: Gullet, name: str, folder: str, token: Token) -> None:
        source = self._files.find(name, folder=folder)
        if source is not None:
            self.open(gullet, source.path, source.text)
        elif not gullet.open_written(name, self.text_of):
            gullet.report("missing-file", token, name=name[:80])

    def _import(self, gullet: Gullet, token: Token) -> None:
        folder = gullet.argument_text()
        self._input_named(gullet, gullet.argument_text(), folder, token)

    def _input_if_exists(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        yes, no = gullet.argument(), gullet.argument()
        source = self._files.find(name, folder=self._folder(gullet))
        gullet.push(no if source is None else yes)
        if source is not None:
            self.open(gullet, source.path, source.text)

    def _if_exists(self, gullet: Gullet, token: Token) -> None:
        name = self._file_name(gullet)
        yes, no = gullet.argument(), gullet.argument()
        gullet.push(no if self._files.find(name, folder=self._folder(gullet)) is None else yes)

    def _end_input(self, gullet: Gullet, token: Token) -> None:
        gullet.close_file()

    def _packages(self, gullet: Gullet, token: Token) -> None:
        options = gullet.optional_text() or ""
        names = [name.strip() for name in gullet.argument_text().split(",")]
        gullet.optional()
        self._given += [(name, option.strip()) for name in names for option in options.split(",")]
        if "showonlyrefs" in options or "autonum" in names:
            self._show_only_referenced()
        for name in reversed(names):
            source = self._files.package(name)
            if source is not None:
                self.options.give(source.path, options.split(","))
                self.open(gullet, source.path, source.text, defines=True)
            elif name in package_setups():
                gullet.push(tokens_of(package_setups()[name]))

    def has_option(self, beginning: str, option: str) -> bool:
        """Whether a package whose name starts with ``beginning`` was given this option."""
        return any(name.startswith(beginning) and used == option for name, used in self._given)

    def _document_class(self, gullet: Gullet, token: Token) -> None:
        options = [option.strip() for option in (gullet.optional_text() or "").split(",")]
        self.options.of_class += options
        name = gullet.argument_text()
        gullet.optional()
        gullet.loaded.add(name + ".cls")
        row = document_class(name, chapters=self._has_chapters())
        self.document_class = row
        source = self._files.find(name, suffixes=(".cls",)) if token.text != "\\documentstyle" else None
        if source is not None:
            self.open(gullet, source.path, source.text, defines=True)
        asked_for = "".join(row.options.get(option, "") for option in options)
        gullet.push(tokens_of(row.setup + asked_for))

    def _has_chapters(self) -> bool:
        texts = (file.text for path, file in self._bundle.files.items() if path.endswith((".tex", ".ltx")))
        return any(map(_CHAPTER.search, texts))

    def _at_letter(self, gullet: Gullet, token: Token) -> None:
        gullet.mouths[-1].at_letter = True

    def _at_other(self, gullet: Gullet, token: Token) -> None:
        gullet.mouths[-1].at_letter = False

    def _at_begin_document(self, gullet: Gullet, token: Token) -> None:
        gullet.at_begin_document += gullet.argument()

    def _mathtools_set(self, gullet: Gullet, token: Token) -> None:
        options = gullet.argument_text().replace(" ", "")
        if "showonlyrefs" in options:
            if re.search(r"showonlyrefs(?:=false|=0)", options):
                self._only_referenced = None
            else:
                self._show_only_referenced()

    def _show_only_referenced(self) -> None:
        """mathtools' showonlyrefs: collects all references of the paper before the first number is given."""
        texts = (re.sub(r"(?<!\\)%.*", "", file.text) for file in self._bundle.files.values())
        label_lists = (labels for text in texts for labels in _REFERRING.findall(text))
        self._only_referenced = frozenset(label.strip() for labels in label_lists for label in labels.split(","))

    def numbers(self, labels: Sequence[str]) -> bool:
        """Whether a row with these labels gets a number."""
        return self._only_referenced is None or any(label in self._only_referenced for label in labels)
