"""A folder, archive, TeX file or upload -> :class:`reader.model.SourceBundle`: the paper's TeX files as text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath
from typing import Final

from reader.errors import NoTexFound, UnsafeArchive
from reader.latex.encoding import declared_encodings, decode, decode_plainly, likely_encodings
from reader.latex.mainfile import MAIN_SUFFIXES, choose_main, input_names, package_names, resolve_input
from reader.latex.sniff import TEX_SUFFIXES, looks_like_tex, sniff
from reader.latex.unpack import LIMITS, Contents, Limits, unpack, walk
from reader.model import Problem, SourceBundle, SourceFile, Span

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
_README: Final = "00readme"


def load(path: str | Path, main: str | None = None, limits: Limits = LIMITS) -> SourceBundle:
    """The bundle of a folder, an archive, or a TeX file with what it inputs from its folder.

    ``main`` names the main file where the choice shall not be ours. Raises :class:`NoTexFound`,
    :class:`UnsafeArchive` or :class:`DamagedArchive`.
    """
    place = Path(path)
    try:
        if place.is_dir():
            return _of_folder(place, main, limits)
        with place.open("rb") as file:
            is_text = sniff(file.read(4096)) == "text"
        if is_text and place.suffix.lower() in MAIN_SUFFIXES - {""}:
            return _of_tex_file(place, main, limits)
        if place.stat().st_size > limits.packed_bytes:
            raise UnsafeArchive("archive-too-large")
        return bundle_from_bytes(place.name, place.read_bytes(), main, limits)
    except FileNotFoundError as error:
        raise NoTexFound("path-missing", path=place) from error
    except OSError as error:
        raise NoTexFound("path-unreadable", path=place, reason=error.strerror or type(error).__name__) from error


def bundle_from_bytes(name: str, data: bytes, main: str | None = None, limits: Limits = LIMITS) -> SourceBundle:
    """The bundle of an upload or a download called ``name``: an archive, or one TeX file."""
    kind = sniff(data)
    if kind in REFUSED:
        raise NoTexFound(REFUSED[kind], name=name)
    stem = name_of(name)
    contents = unpack(name if kind == "text" else f"{stem}.tex", data, limits)
    if len(contents) == 1:
        contents = _single_file(name, contents)
    return _bundle(stem, contents, main)


def example_bundle(main: str | None = None) -> SourceBundle:
    """The example paper that comes with Tezawari; ``main`` as :func:`load` takes it."""
    folder = resources.files("reader.assets") / "examples" / "preference-attention"
    return _bundle(folder.name, dict(_resources(folder)), main)


def name_of(file_name: str) -> str:
    """What results of a file are called: its name without archive and TeX suffixes."""
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
    """One file is taken for TeX whatever its name is, if its bytes allow."""
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


def _of_folder(folder: Path, main: str | None, limits: Limits) -> SourceBundle:
    contents, cut_short = walk(folder, limits)
    problems = (Problem("source-cut-short", "warning", arguments=(("folder", folder.name),)),) if cut_short else ()
    return _bundle(folder.resolve().name or "paper", contents, main, problems)


def _of_tex_file(path: Path, main: str | None, limits: Limits) -> SourceBundle:
    contents, _ = walk(path.parent, limits)
    contents = {**contents, path.name: path.read_bytes}
    if main is None:
        contents = _reached_from(path.name, contents)
    return _bundle(name_of(path.name), contents, main or path.name)


def _reached_from(main: str, contents: Contents) -> Contents:
    """The files that ``main`` loads, and those that they load; all files where a name is made by a macro."""
    reached: dict[str, Callable[[], bytes]] = {}
    bibliography = str(PurePosixPath(main).with_suffix(".bbl"))
    waiting = [main, *([bibliography] if bibliography in contents else [])]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached[path] = contents[path]
        text = contents[path]().decode("utf-8", "replace")
        names = [*input_names(text), *package_names(text)]
        is_style = PurePosixPath(path).suffix.lower() in (".sty", ".cls")
        if not is_style and any("\\" in name or "#" in name for name in names):
            return contents
        folder = str(PurePosixPath(path).parent).removeprefix(".")
        found = (resolve_input(name, folder, contents.__contains__) for name in names)
        waiting += [name for name in found if name]
    return reached


def _bundle(name: str, contents: Contents, main: str | None, problems: tuple[Problem, ...] = ()) -> SourceBundle:
    readme, data = _selected(contents)
    if not data:
        raise NoTexFound("folder-empty" if not contents else "no-tex-found", name=name)
    files, guessed = _decoded(data)
    texts = {path: file.text for path, file in files.items()}
    rivals: tuple[str, ...] = ()
    if main is None:
        main, rivals = choose_main(texts, readme)
    else:
        main = _named_main(main, texts)
    return SourceBundle(
        name=name,
        files=files,
        main=main,
        digest=_digest(main, data),
        problems=problems + _problems(files, guessed, main, rivals),
    )


def _selected(contents: Contents) -> tuple[Mapping[str, str], Mapping[str, bytes]]:
    """The 00README files, and the TeX files: by suffix, by their look where they have none, or as others input them."""
    readme: dict[str, str] = {}
    data: dict[str, bytes] = {}
    waiting: list[str] = []
    for path, read in contents.items():
        pure = PurePosixPath(path)
        if pure.name.lower().startswith(_README):
            readme[path] = read().decode("utf-8", "replace")
        elif pure.suffix.lower() in TEX_SUFFIXES:
            content = read()
            if sniff(content) in ("text", "html", "empty"):
                data[path] = content
        elif not pure.suffix or pure.suffix[1:].isdigit():
            content = read()
            if looks_like_tex(content):
                data[path] = content
        else:
            waiting.append(path)
    if waiting:
        names = {name for content in data.values() for name in input_names(content.decode("utf-8", "replace"))}
        data |= {path: contents[path]() for path in waiting if path in names or PurePosixPath(path).name in names}
    return readme, {path: data[path] for path in sorted(data)}


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
        text = decoded.text
        if "\r" in text and "\n" not in text:
            text = text.replace("\r", "\n")  # line ends of old Macs; offsets hold
        files[path] = SourceFile(path, text, decoded.encoding)
        if decoded.guessed:
            guessed.append(path)
    return files, guessed


def _named_main(main: str, texts: Mapping[str, str]) -> str:
    """The file that a user means by ``main``: its path, or the end of one path only; ``.tex`` may be left out."""
    wanted = main.replace("\\", "/").removeprefix("./")
    for name in (wanted, f"{wanted}.tex"):
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


def _problems(
    files: Mapping[str, SourceFile], guessed: Iterable[str], main: str, rivals: Sequence[str]
) -> tuple[Problem, ...]:
    found = [
        Problem("encoding-guessed", "warning", Span(path, 0, 0), (("encoding", files[path].encoding),))
        for path in guessed
    ]
    if rivals:
        arguments = (("main", main), ("others", ", ".join(rivals[:5])))
        found.append(Problem("several-main-files", "info", Span(main, 0, 0), arguments))
    return tuple(found)
