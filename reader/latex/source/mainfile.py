"""Chooses a paper's main file, as arXiv does before it runs TeX.

A ``00README`` that names the main file decides. Otherwise the files that begin a document and that no other file inputs
are ranked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from reader.errors import NoTexFound

MAIN_SUFFIXES: Final = frozenset({".tex", ".ltx", ".latex", ""})
PREFERRED_NAMES: Final = ("ms", "main", "paper", "article", "manuscript", "arxiv", "root", "submission")

# Classes of documents that come with a paper and are not it.
BESIDE_CLASSES: Final = frozenset({
    "standalone", "subfiles", "beamer", "letter", "minimal", "tikzposter", "beamerposter", "sciposter", "a0poster",
})  # fmt: skip
# Words in the names of files that come with a paper and are not it.
BESIDE_NAMES: Final = re.compile(
    r"(?:^|[^a-z])(?:supp(?:l|lement|lementary|lemental)?|si|appendix|response|rebuttal|reply|referees?|cover|letter|slides"
    r"|talk|poster|template|sample|example|diff|old|backup|test|fig(?:ure)?s?|checklist)(?=$|[^a-z])",
    re.IGNORECASE,
)

_COMMENTED: Final = re.compile(r"(?<!\\)(?:\\\\)*%")
# Nothing here gives back what it took, and names and options have a length: these look over files that may be hostile.
_CLASS: Final = re.compile(
    r"\\document(?:class|style)(?![A-Za-z])\s*+(?:\[[^\]]{0,2000}+\]\s*+)?(?:\{\s*+([^}\s]{0,500}+)\s*+\})?"
)
_BEGIN: Final = re.compile(r"\\begin\s*+\{document\}")
_TITLE: Final = re.compile(r"\\(?:title|begin\s*+\{abstract\}|maketitle)(?![A-Za-z])")
_BYE: Final = re.compile(r"\\bye(?![A-Za-z])")
_COMMENT: Final = re.compile(r"(?<!\\)%[^\n]*+")
_ENDING: Final = 10_000  # characters in which a file that ends with \end says so
_INPUT: Final = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|includestandalone|InputIfFileExists|loadglsentries)(?![A-Za-z])"
    r"\s*+(?:\[[^\]]{0,500}+\]\s*+)?(?:\{\s*+\"?([^}\"]{0,500}+)\"?\s*+\}|\"([^\"\n]{0,500}+)\"|([^\s{}\"%]++))"
)
_IMPORT: Final = re.compile(
    r"\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*+\{([^}]{0,500}+)\}\s*+\{([^}]{0,500}+)\}"
)
_PACKAGE: Final = re.compile(
    r"\\(usepackage|RequirePackage|documentclass|documentstyle|LoadClass)(?![A-Za-z])"
    r"\s*+(?:\[([^\]]{0,2000}+)\]\s*+)?\{([^}]{0,2000}+)\}"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The properties of one file on which the choice rests."""

    document_class: str | None  # None where no class line stands, "" where its name could not be read
    begins: bool
    titled: bool
    ends_plain: bool
    inputs: tuple[str, ...]


def _live(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches that are not commented out."""
    checked, commented = 0, False
    for match in pattern.finditer(text):
        line = text.rfind("\n", checked, match.start()) + 1
        if line:
            checked, commented = line, False
        commented = commented or _COMMENTED.search(text, checked, match.start()) is not None
        checked = match.start()
        if not commented:
            yield match


def begins_document(text: str) -> bool:
    """Whether a document begins here, outside of comments."""
    return next(_live(_BEGIN, text), None) is not None


def input_names(text: str) -> Iterator[str]:
    """The names of the files that a text inputs, as written."""
    for match in _live(_INPUT, text):
        yield next(group for group in match.groups() if group is not None).strip()
    for match in _live(_IMPORT, text):
        yield f"{match[1].rstrip('/')}/{match[2]}".lstrip("/")


def package_names(text: str) -> Iterator[str]:
    """The file names of the packages and classes that a text loads."""
    for match in _live(_PACKAGE, text):
        suffix = ".cls" if match[1] in ("documentclass", "documentstyle", "LoadClass") else ".sty"
        yield from (name.strip() + suffix for name in match[3].split(","))
        if match[1] == "documentstyle":
            yield from (name.strip() + ".sty" for name in (match[2] or "").split(","))


def resolve_input(name: str, folder: str, has: Callable[[str], object]) -> str | None:
    """The path of an input'ed file: from the root, else from ``folder``; ``.tex`` is added as TeX does."""
    for start in dict.fromkeys(("", folder)):
        path = _normal(f"{start}/{name}" if start else name)
        for candidate in (f"{path}.tex", path) if path else ():
            if has(candidate):
                return candidate
    return None


def _normal(path: str) -> str | None:
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def outline(path: str, text: str, has: Callable[[str], object]) -> Outline:
    class_line = next(_live(_CLASS, text), None)
    folder = str(PurePosixPath(path).parent)
    inputs = (resolve_input(name, "" if folder == "." else folder, has) for name in input_names(text))
    return Outline(
        document_class=None if class_line is None else class_line[1] or "",
        begins=begins_document(text),
        titled=next(_live(_TITLE, text), None) is not None,
        ends_plain=_ends_plain(text),
        inputs=tuple(dict.fromkeys(target for target in inputs if target and target != path)),
    )


def _ends_plain(text: str) -> bool:
    """Whether a file ends as plain TeX does: with \\bye somewhere, or with \\end and nothing but comments after it."""
    ending = _COMMENT.sub("", text[-_ENDING:]).rstrip()
    return ending.endswith("\\end") or next(_live(_BYE, text), None) is not None


def reach_of(main: str, texts: Mapping[str, str]) -> set[str]:
    """The main file, and the files that it inputs directly or indirectly, as far as their names are spelled out."""
    return _reach(main, {path: outline(path, text, texts.__contains__) for path, text in texts.items()})


def choose_main(texts: Mapping[str, str], readme: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The main file and the others that could as well be it. ``readme`` are the texts of the 00README files.

    Raises :class:`NoTexFound` where nothing looks like a paper.
    """
    for name in named_by_readme(readme):
        if name in texts:
            return name, ()
    outlines = {path: outline(path, text, texts.__contains__) for path, text in texts.items()}
    ranked = sorted(_candidates(outlines), key=lambda path: _rank(path, outlines, texts))
    if not ranked:
        raise NoTexFound("no-main-file", files=", ".join(sorted(texts)[:5]))
    rivals = [path for path in ranked[1:] if _is_paper(path, outlines)]
    return ranked[0], tuple(rivals) if _is_paper(ranked[0], outlines) else ()


def named_by_readme(readme: Mapping[str, str]) -> Iterator[str]:
    """The files that a 00README calls ``toplevelfile`` (lines) or of usage ``toplevel`` (JSON, YAML, TOML)."""
    for path, text in sorted(readme.items()):
        if path.lower().endswith(".json"):
            yield from _named_by_json(text)
            continue
        yield from (match[1] for match in re.finditer(r"^[ \t]*+(\S++)[ \t]++toplevelfile\b", text, re.MULTILINE))
        for entry in re.split(r"^[ \t]*+-\s|\[\[", text, flags=re.MULTILINE):
            name = re.search(r"\bfilename\s*+[:=]\s*+[\"']?([^\s\"']+)", entry)
            if name and re.search(r"\busage\s*+[:=]\s*+[\"']?toplevel\b", entry):
                yield name[1]


def _named_by_json(text: str) -> Iterator[str]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return
    sources = content.get("sources") if isinstance(content, dict) else None
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and source.get("usage") == "toplevel":
            yield str(source.get("filename"))


def _candidates(outlines: Mapping[str, Outline]) -> list[str]:
    """The first of the lists below that is not empty. Each list requires less than the one before."""
    roots = _roots(outlines)
    reach = {path: _reach(path, outlines) for path in roots}
    with_class = [path for path in roots if any(outlines[part].document_class is not None for part in reach[path])]
    with_body = [path for path in roots if any(outlines[part].begins for part in reach[path])]
    plain = [path for path in roots if outlines[path].ends_plain]
    titled = [path for path in roots if outlines[path].titled and outlines[path].inputs]
    alone = roots if len(roots) == 1 else []
    both = [path for path in with_class if path in with_body]
    return both or with_class or with_body or plain or titled or alone


def _roots(outlines: Mapping[str, Outline]) -> list[str]:
    """The files that could be typeset alone and that no other file inputs; all of them where inputs are circular."""
    inner = {target for entry in outlines.values() for target in entry.inputs}
    possible = [path for path in outlines if PurePosixPath(path).suffix.lower() in MAIN_SUFFIXES]
    return [path for path in possible if path not in inner] or possible


def _reach(path: str, outlines: Mapping[str, Outline]) -> set[str]:
    reached: set[str] = set()
    waiting = [path]
    while waiting:
        current = waiting.pop()
        if current not in reached and current in outlines:
            reached.add(current)
            waiting += outlines[current].inputs
    return reached


def _is_paper(path: str, outlines: Mapping[str, Outline]) -> bool:
    entry = outlines[path]
    beside = entry.document_class in BESIDE_CLASSES or BESIDE_NAMES.search(PurePosixPath(path).stem)
    return entry.document_class is not None and not beside


def _rank(path: str, outlines: Mapping[str, Outline], texts: Mapping[str, str]) -> tuple[object, ...]:
    """A sort key for candidates, the weightiest property first. The smallest wins."""
    entry, pure = outlines[path], PurePosixPath(path)
    reach = _reach(path, outlines)
    preferred = pure.stem.lower() in PREFERRED_NAMES
    return (
        entry.document_class in BESIDE_CLASSES,
        entry.document_class is None,
        "anc" in pure.parts[:1],  # arXiv's folder of ancillary files
        BESIDE_NAMES.search(pure.stem) is not None,
        str(pure.with_suffix(".bbl")) not in texts,
        not preferred,
        len(pure.parts),
        not any(outlines[part].titled for part in reach),
        PREFERRED_NAMES.index(pure.stem.lower()) if preferred else 0,
        -sum(len(texts[part]) for part in reach),
        path,
    )
