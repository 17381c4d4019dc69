"""A folder, archive, TeX file or upload -> :class:`reader.model.source.SourceBundle`, the paper's TeX files as text."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import IO, Final

from reader.errors import NoTexFound
from reader.latex.source.archive_limits import LIMITS, ArchiveLimits
from reader.latex.source.cited import cited, named_in
from reader.latex.source.encoding import declared_encodings, decode, decode_plainly, likely_encodings, without_controls
from reader.latex.source.fitting import fit
from reader.latex.source.mainfile import MAIN_SUFFIXES, choose_main, input_names, package_names, resolve_input
from reader.latex.source.paths import is_package, readable, readable_names
from reader.latex.source.selection import as_named, selected
from reader.latex.source.sniff import BIBLIOGRAPHY, looks_like_tex, sniff
from reader.latex.source.unpack import Contents, Room, head_of, unpack, walk
from reader.model.source import Problem, SourceBundle, SourceFile, Span

# What is no source of a paper -> the row of the errors table that says so.
REFUSED: Final = {
    "pdf": "source-is-pdf",
    "html": "source-is-html",
    "postscript": "source-is-binary",
    "binary": "source-is-binary",
    "empty": "source-is-empty",
}
ARCHIVE_SUFFIXES: Final = (
    ".tar.gz",
    ".tar.bz2",
    ".tar.xz",
    ".tgz",
    ".tbz2",
    ".txz",
    ".tar",
    ".gz",
    ".bz2",
    ".xz",
    ".zip",
)


def load(path: str | Path, main: str | None = None, limits: ArchiveLimits = LIMITS) -> SourceBundle:
    """The bundle of a folder, an archive, or a TeX file with the files that it inputs from its folder.

    ``main`` names the main file; by default it is chosen (``mainfile``). Raises :class:`NoTexFound`,
    :class:`UnsafeArchive` or :class:`DamagedArchive`.
    """
    place = Path(path)
    try:
        if place.is_dir():
            return _of_folder(place, main, limits)
        with place.open("rb") as file:
            is_text = sniff(file.read(4096)) == "text"
            if not (is_text and place.suffix.lower() in MAIN_SUFFIXES - {""}):
                return bundle_from_file(place.name, file, main, limits)
        return _of_tex_file(place, main, limits)
    except FileNotFoundError as error:
        raise NoTexFound("path-missing", path=place) from error
    except OSError as error:
        raise NoTexFound("path-unreadable", path=place, reason=error.strerror or type(error).__name__) from error


def bundle_from_bytes(name: str, data: bytes, main: str | None = None, limits: ArchiveLimits = LIMITS) -> SourceBundle:
    """The bundle of an upload or a download called ``name``: an archive, or one TeX file."""
    return bundle_from_file(name, io.BytesIO(data), main, limits)


def bundle_from_file(
    name: str, file: IO[bytes], main: str | None = None, limits: ArchiveLimits = LIMITS
) -> SourceBundle:
    """Like :func:`bundle_from_bytes`, for an open file. Members that are not needed are never held in memory."""
    file.seek(0)
    kind = sniff(file.read(4096))
    file.seek(0)
    if kind in REFUSED:
        raise NoTexFound(REFUSED[kind], name=name)
    stem = name_of(name)
    contents, left_out = unpack(name if kind == "text" else f"{stem}.tex", file, limits)
    papers = {path: read for path, read in contents.items() if PurePosixPath(path).suffix.lower() != BIBLIOGRAPHY}
    papers = papers or dict(contents)
    if len(papers) == 1:
        beside = {path: read for path, read in contents.items() if path not in papers}
        contents = {**beside, **_single_file(name, papers)}
    return _bundle(stem, contents, main, limits, left_out=left_out)


def example_bundle(main: str | None = None) -> SourceBundle:
    """The example paper that comes with Tezawari; ``main`` as :func:`load` takes it."""
    folder = resources.files("reader") / "examples" / "preference-attention"
    return _bundle(folder.name, dict(_resources(folder)), main, LIMITS)


def name_of(file_name: str) -> str:
    """The name for results of a file: its name without archive and TeX suffixes."""
    stem = PurePosixPath(file_name.replace("\\", "/")).name
    for suffixes in (ARCHIVE_SUFFIXES, tuple(sorted(MAIN_SUFFIXES - {""}))):
        stem = next((stem[: -len(suffix)] for suffix in suffixes if stem.lower().endswith(suffix)), stem)
    return stem or "paper"


def _resources(folder: Traversable, prefix: str = "") -> Iterable[tuple[str, Callable[[], bytes]]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _resources(entry, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.read_bytes


def _single_file(name: str, contents: Contents) -> Contents:
    """Takes one file for TeX whatever its name is, unless its bytes show that it is something else."""
    ((path, read),) = contents.items()
    data = read()
    kind = sniff(data)
    if kind in REFUSED:
        raise NoTexFound(REFUSED[kind], name=name)
    if PurePosixPath(path).suffix.lower() in MAIN_SUFFIXES - {""}:
        return contents
    if not looks_like_tex(data):
        raise NoTexFound("no-tex-found", name=name)
    return {f"{name_of(path)}.tex": read}


def _of_folder(folder: Path, main: str | None, limits: ArchiveLimits) -> SourceBundle:
    contents, cut_short = walk(folder, limits)
    problems = (Problem("source-cut-short", "warning", arguments=(("folder", folder.name),)),) if cut_short else ()
    return _bundle(folder.resolve().name or "paper", contents, main, limits, problems)


def _of_tex_file(path: Path, main: str | None, limits: ArchiveLimits) -> SourceBundle:
    contents, _ = walk(path.parent, limits)
    contents = {**contents, path.name: lambda: head_of(path, limits)}
    if main is None:
        contents = _reached_from(path.name, contents)
    return _bundle(name_of(path.name), contents, main or path.name, limits)


def _reached_from(main: str, contents: Contents) -> Contents:
    """The files that ``main`` loads, and those that they load; all files where a name is made by a macro."""
    reached: dict[str, Callable[[], bytes]] = {}
    bibliography = str(PurePosixPath(main).with_suffix(".bbl"))
    waiting = [main, *([bibliography] if bibliography in contents else [])]
    texts: list[str] = []
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached[path] = contents[path]
        text = as_named(contents[path]())
        texts.append(text)
        names = [*input_names(text), *package_names(text)]
        if not is_package(path) and any("\\" in name or "#" in name for name in names):
            return contents
        folder = str(PurePosixPath(path).parent).removeprefix(".")
        paths = (resolve_input(name, folder, contents.__contains__) for name in names)
        waiting += [name for name in paths if name]
    return reached | {path: contents[path] for path in named_in(texts, contents)}


def _bundle(
    name: str,
    contents: Contents,
    main: str | None,
    limits: ArchiveLimits,
    problems: tuple[Problem, ...] = (),
    left_out: tuple[str, ...] = (),
) -> SourceBundle:
    room = Room(limits)
    readme, data = selected(contents, room)
    if not data:
        raise NoTexFound("folder-empty" if not contents else "no-tex-found", name=name)
    files, guessed = _decoded(data)
    encodings = tuple(dict.fromkeys(file.encoding for file in files.values()))
    names = readable_names(files, encodings)
    files = {names[path]: replace(file, path=names[path]) for path, file in files.items()}
    texts = {path: file.text for path, file in files.items()}
    rivals: tuple[str, ...] = ()
    if main is None:
        main, rivals = choose_main(texts, readme)
    else:
        main = _named_main(names.get(main, main), texts)
    files, cut = fit(files, main, limits)
    works = tuple(cited(contents, files, room))
    guesses = _problems(files, [names[path] for path in guessed], main, rivals)
    return SourceBundle(
        name=readable(name, encodings),
        files=files,
        main=main,
        digest=_digest(main, {names[path]: content for path, content in data.items()} | _bytes_of(works)),
        problems=(*problems, *guesses, *_left((*left_out, *room.left_out)), *cut),
        works=works,
    )


def _decoded(data: Mapping[str, bytes]) -> tuple[dict[str, SourceFile], list[str]]:
    """The files as text, and the paths of those whose encoding is only a guess."""
    plainly = {path: decode_plainly(content) for path, content in data.items()}
    of_paper: tuple[str, ...] = ()
    if None in plainly.values():
        of_paper = tuple(codec for content in data.values() for codec in declared_encodings(content))
        of_paper += tuple(codec for content in data.values() for codec in likely_encodings(content))
    files: dict[str, SourceFile] = {}
    guessed: list[str] = []
    for path, content in data.items():
        decoded = plainly[path] or decode(content, of_paper)
        text = without_controls(decoded.text)
        if "\r" in text and "\n" not in text:
            text = text.replace("\r", "\n")  # line ends of old Macs; offsets hold
        files[path] = SourceFile(path, text, decoded.encoding)
        if decoded.guessed:
            guessed.append(path)
    return files, guessed


def _named_main(main: str, texts: Mapping[str, str]) -> str:
    """The file that a user names as ``main``, by its path or by the end of just one path. ``.tex`` is optional."""
    ending = main.replace("\\", "/").removeprefix("./")
    for name in (ending, f"{ending}.tex"):
        ends = [path for path in texts if path.endswith(f"/{name}")]
        if name in texts or len(ends) == 1:
            return name if name in texts else ends[0]
    raise NoTexFound(
        "main-not-found", main=main, files=", ".join(path for path in texts if path.endswith(".tex")) or "-"
    )


def _digest(main: str, data: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(main.encode())
    for path, content in data.items():
        digest.update(b"\0%s\0%d\0" % (path.encode("utf-8", "surrogateescape"), len(content)))
        digest.update(content)
    return digest.hexdigest()


def _bytes_of(files: Iterable[SourceFile]) -> dict[str, bytes]:
    return {file.path: file.text.encode("utf-8", "surrogatepass") for file in files}


def _problems(
    files: Mapping[str, SourceFile], guessed: Iterable[str], main: str, rivals: Sequence[str]
) -> tuple[Problem, ...]:
    problems = [
        Problem("encoding-guessed", "warning", Span(path, 0, 0), (("encoding", files[path].encoding),))
        for path in guessed
    ]
    if rivals:
        arguments = (("main", main), ("others", ", ".join(rivals[:5])))
        problems.append(Problem("several-main-files", "info", Span(main, 0, 0), arguments))
    return tuple(problems)


def _left(names: Sequence[str]) -> Iterable[Problem]:
    """The problem that some TeX files did not fit, with the name of the first."""
    if names:
        arguments = (("files", ", ".join(readable(name[:100]) for name in names[:5])), ("count", str(len(names))))
        yield Problem("files-left-out", "warning", None, arguments)
