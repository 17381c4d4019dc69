"""Text that TeX does not interpret: verbatim text, comments, pictures, web addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reader.latex.tex.lexer import COMMAND, Token, join
from reader.latex.tex.macros import Gullet, Primitive
from reader.latex.tex.stream import STOP

# --- environments ---


def skip_environment(gullet: Gullet, token: Token, name: str) -> None:
    """Skips an environment's text and its end. Skips nothing if the environment never ends."""
    mouth = gullet.mouths[-1]
    if mouth.pending:
        _skip_tokens(gullet, token, name)
        return
    for end in (name, (token.via or "").lstrip("\\")):  # one that an author's environment opened ends with that
        at = mouth.text.find("\\end{" + end + "}", mouth.position) if end else -1
        if at >= 0:
            if name in FILE_WRITERS:
                _write_file(gullet, at)
            mouth.position = at + len("\\end{" + end + "}") if end == name else at
            mouth.skip(token.start, mouth.position)
            return
    gullet.report("unclosed-environment", token, name=name)


FILE_WRITERS: Final = frozenset(("filecontents", "filecontents*", "verbatimwrite", "VerbatimOut"))


def _write_file(gullet: Gullet, end: int) -> None:
    """Records what the paper writes into a file, so that \\input can read it: the text stays where it is."""
    mouth = gullet.mouths[-1]
    gullet.optional()
    name = gullet.argument_text()
    if name and not mouth.pending:
        gullet.written[name.removesuffix(".tex").removeprefix("./")] = (mouth.file, mouth.position, end)


def _skip_tokens(gullet: Gullet, token: Token, name: str) -> None:
    """Skips an environment inside an argument, whose tokens were read already."""
    while (part := gullet.next()) is not None and part.text != STOP:
        if part.text == "\\end" and part.kind == COMMAND and join(gullet.argument()).strip() == name:
            return
    if part is not None:
        gullet.push([part])


def _make(gullet: Gullet, name: str) -> None:
    if name:
        gullet.verbatim.add(name)


def exclude_comment(gullet: Gullet, _: Token) -> None:
    """``\\excludecomment{name}`` (comment)"""
    _make(gullet, gullet.argument_text())


def include_comment(gullet: Gullet, _: Token) -> None:
    """``\\includecomment{name}`` (comment)"""
    gullet.verbatim.discard(gullet.argument_text())


def listings_environment(gullet: Gullet, _: Token) -> None:
    """``\\lstnewenvironment{name}[count][default]{begin}{end}`` (listings)"""
    _make(gullet, gullet.argument_text())
    gullet.optional()
    gullet.optional()
    gullet.argument()
    gullet.argument()


def verbatim_environment(gullet: Gullet, _: Token) -> None:
    """``\\DefineVerbatimEnvironment{name}{Verbatim}{options}`` (fancyvrb)"""
    _make(gullet, gullet.argument_text())
    gullet.argument()
    gullet.argument()


def minted_environment(gullet: Gullet, _: Token) -> None:
    """``\\newminted[name]{language}{options}`` (minted)"""
    name = gullet.optional_text()
    language = gullet.argument_text()
    gullet.argument()
    _make(gullet, name or language + "code")


# --- commands ---


def verb(gullet: Gullet, token: Token) -> None:
    """``\\verb|...|``, ``\\lstinline!...!``"""
    mouth = gullet.mouths[-1]
    if mouth.pending:
        return
    text = mouth.text
    if text.startswith("*", mouth.position):
        mouth.position += 1
    if text.startswith("[", mouth.position):
        gullet.optional()
    start = mouth.position + 1
    sign = text[mouth.position : start].replace("{", "}")
    end = text.find(sign, start) if sign else -1
    if end >= 0 and "\n" not in text[start:end]:
        mouth.position = end + 1


def address(gullet: Gullet, token: Token) -> None:
    """``\\url{...}``, in which a per cent sign is no comment"""
    mouth = gullet.mouths[-1]
    if mouth.pending:
        gullet.argument()
        return
    text = mouth.text
    at = mouth.position
    if not text.startswith("{", at):
        verb(gullet, token)
        return
    depth = 0
    while at < len(text):
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
        if not depth:
            mouth.position = at
            return


VERBATIM: Final[Mapping[str, Primitive]] = {
    "\\verb": verb,
    "\\lstinline": verb,
    "\\url": address,
    "\\nolinkurl": address,
    "\\path": address,
    "\\href": address,
    "\\excludecomment": exclude_comment,
    "\\includecomment": include_comment,
    "\\lstnewenvironment": listings_environment,
    "\\DefineVerbatimEnvironment": verbatim_environment,
    "\\newminted": minted_environment,
}
