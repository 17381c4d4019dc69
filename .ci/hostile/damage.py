"""Damage to what Tezawari keeps: its library, results, caches and settings; and disks that are full or closed.

A damaged library answers as before, or says one sentence and is whole again; an answer that is wrong in silence is lost.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from asking import Answer, ask, faults_of
from cases import LOST, Job, Place, Result, slug
from mutations import METHODS, THEORY
from reading import GOOD

from reader.messages import table

LIBRARY: Final = "library.sqlite3"
PAPERS: Final = {"good": GOOD, "theory": THEORY, "methods": METHODS}
QUESTIONS: Final = (
    ("list",), ("search", "risk"), ("search", "--formula", r"\theta - ? \nabla_\theta ?"),
    ("search", "--concept", "learning rates"),
)  # fmt: skip
SAYS_SO: Final = re.compile("|".join(
    re.sub(r"\\\{\w+\\\}", ".*", re.escape(row["en"]))
    for subject in ("library", "errors") for key, row in table(subject).items()
    if key.startswith(("rebuilt", "library-damaged", "library-newer", "library-unusable"))
))  # fmt: skip
SEED: Final = 20
Harm = Callable[[Path], None]


# --- ways to damage a file -------------------------------------------------------------------------------------------


def at_start(length: int) -> Harm:
    def harm(file: Path) -> None:
        with file.open("r+b") as stream:
            stream.write(b"\xff" * length)

    return harm


def cut(share: float) -> Harm:
    return lambda file: file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])


def replaced(content: bytes) -> Harm:
    return lambda file: file.write_bytes(content)  # type: ignore[return-value]


def turned(number: int, times: int = 64) -> Harm:
    def harm(file: Path) -> None:
        chance, data = random.Random(SEED + number), bytearray(file.read_bytes())
        for _ in range(times):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)

    return harm


def page_of(table: str) -> Harm:
    """The first page of a table's tree."""

    def harm(file: Path) -> None:
        with closing(sqlite3.connect(file)) as connection:
            page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]).fetchone()[0]
            size = connection.execute("PRAGMA page_size").fetchone()[0]
        with file.open("r+b") as stream:
            stream.seek((page - 1) * size)
            stream.write(b"\xff" * size)

    return harm


def changed(*statements: str) -> Harm:
    """SQL that nobody of us would run."""

    def harm(file: Path) -> None:
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return harm


def beside(suffix: str, content: bytes) -> Harm:
    return lambda file: file.with_name(file.name + suffix).write_bytes(content)  # type: ignore[return-value]


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def gone(file: Path) -> None:
    file.unlink()


SCHEMA_OF_EQUATIONS: Final = (
    "PRAGMA writable_schema = ON",
    "UPDATE sqlite_schema SET sql = 'CREATE TABLE equations (nonsense' WHERE name = 'equations'",
)
OF_LIBRARY: Final[Mapping[str, Harm]] = {
    **{f"its first {length} bytes": at_start(length) for length in (16, 4096)},
    **{f"the page of {table}": page_of(table) for table in ("readings", "equations", "symbols", "shapes", "words_data", "pieces_data")},
    "cut in half": cut(0.5), "empty": replaced(b""), "no library": replaced(b"once a library " * 900),
    **{f"bits turned {number}": turned(number) for number in range(3)},
    "the text of its schema": changed(*SCHEMA_OF_EQUATIONS),
    "an unknown version": changed("PRAGMA user_version = 99"),
    "no version": changed("PRAGMA user_version = 0"),
    "pieces gone": changed("INSERT INTO pieces (pieces) VALUES ('delete-all')"),
    "pieces of another": changed("UPDATE equations SET id = -id"),
    "letters changed": changed("UPDATE symbols SET latex = 'q', meaning = 'nothing'"),
    "trees that are none": changed("UPDATE equations SET tree = '[1, {'"),
    "readings that are none": changed("UPDATE readings SET json = x'00ff'"),
    "equations gone": changed("DELETE FROM equations"),
    "a table gone": changed("DROP TABLE concepts"),
    "an index gone": changed("DROP INDEX equations_reading"),
    "a log of rubbish beside": beside("-wal", b"rubbish " * 999),
    "a folder in its place": folder,
    "gone": gone,
}  # fmt: skip
EMPTY_IS_RIGHT: Final = frozenset(("empty", "gone", "no version"))  # for where nothing is, nothing is found


@dataclass(frozen=True, slots=True)
class Libraries:
    """Damages to one library, which is made once and copied."""

    harms: Sequence[tuple[str, Harm]]

    def __call__(self, place: Place) -> list[Result]:
        sources = [write(place.papers / f"{name}.tex", text) for name, text in PAPERS.items()]
        made = ask(place, "library", "add", *map(str, sources))
        assert made.code == 0, made.said
        sound = place.root / "sound.sqlite3"
        with closing(sqlite3.connect(place.folder("data") / LIBRARY)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(place.folder("data") / LIBRARY, place.folder("kept") / sound.name)
        right = [answer.out for answer in questions(place)]
        return [self._one(name, harm, place, right) for name, harm in self.harms]

    def _one(self, name: str, harm: Harm, place: Place, right: Sequence[str]) -> Result:
        shutil.rmtree(place.root / "data")
        library = place.folder("data") / LIBRARY
        shutil.copyfile(place.root / "kept" / "sound.sqlite3", library)
        harm(library)
        answers = questions(place)
        faults = faults_of(answers)
        told = any(SAYS_SO.search(answer.said) for answer in answers) or name in EMPTY_IS_RIGHT
        wrong = [words for words, answer, out in zip(QUESTIONS, answers, right, strict=True) if answer.out != out]
        faults += [f"{LOST}: {' '.join(words)}" for words in wrong if not told]
        again = ask(place, "library", "add", str(place.papers / "good.tex"))
        faults += [*again.faults, *of_library(library, again)]
        seconds = sum(answer.seconds for answer in answers)
        return Result(f"library: {name}", "told" if told else "as before", seconds, answers[0].megabytes, tuple(faults))


def questions(place: Place) -> list[Answer]:
    return [ask(place, "library", *words) for words in QUESTIONS]


def of_library(library: Path, last: Answer) -> list[str]:
    """Whether it is whole, or the command says that it cannot be used."""
    if last.code or not library.is_file():
        return [] if last.code and last.said.strip() else [f"{LOST}: no library, and no word"]
    with closing(sqlite3.connect(library)) as connection:
        try:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
    return [] if said == "ok" else [f"library not whole: {said[:100]}"]


def write(file: Path, text: str | bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


# --- results, caches, settings ---------------------------------------------------------------------------------------


def annotate(place: Place, *words: str, source: str = "", out: Path | None = None, **more: object) -> Answer:
    paper = source or str(write(place.papers / "paper" / "main.tex", GOOD).parent)
    options = ("--offline", "--format", "json,html", "-o", str(out or place.out))
    return ask(place, "annotate", paper, *options, *words, **more)  # type: ignore[arg-type]


def whole(place: Place, name: str = "paper") -> list[str]:
    """Whether the result is there."""
    try:
        found = len(json.loads((place.out / f"{name}.json").read_text(encoding="utf-8"))["equations"])
    except (OSError, ValueError) as error:
        return [f"result not whole: {error}"]
    return [] if found else [f"{LOST}: no equations"]


def kept_result(harm: Harm, place: Place) -> list[Answer]:
    first = annotate(place)
    harm(place.out / "paper.json")
    return [first, annotate(place)]


def config(file: str, content: bytes, place: Place) -> list[Answer]:
    write(place.folder("config") / file, content)
    return [annotate(place), ask(place, "new", str(place.papers / "paper")), ask(place, "glossary", "check")]


def cached(content: bytes | None, metadata: bytes, place: Place) -> list[Answer]:
    """A paper in the cache of downloads, which nothing may be downloaded for."""
    entry = place.folder("cache") / "papers" / "2401.00001v1"
    if content is not None:
        write(entry / "source", content)
    write(entry / "paper.json", metadata)
    own = {"TEZAWARI_CACHE": str(place.folder("cache"))}
    return [annotate(place, source="2401.00001v1", environment=own), ask(place, "cache", "list", environment=own)]


def compiled(harm: Harm, place: Place) -> list[Answer]:
    """The glossary as it was compiled, damaged."""
    own = {"TEZAWARI_CACHE": str(place.folder("cache"))}
    first = annotate(place, environment=own)
    for file in (place.root / "cache").rglob("*.rows"):
        harm(file)
    return [first, annotate(place, "--force", environment=own)]


def full(size: int) -> None:
    """No file becomes larger than this, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def disk_full(size: int, place: Place) -> list[Answer]:
    answers = [annotate(place, before=partial(full, size))]
    left = [path.name for path in place.out.iterdir() if path.suffix == ".part"]
    answers.append(ask(place, "library", "add", str(place.papers / "paper"), before=partial(full, size)))
    return [*answers, annotate(place), *([annotate(place, "--none")] if left else [])]


def no_folder(place: Place) -> list[Answer]:
    return [annotate(place, out=write(place.folder("said") / "file", "no folder"))]


def folder_for_result(place: Place) -> list[Answer]:
    (place.out / "paper.json").mkdir()
    return [annotate(place)]


def full_terminal(place: Place) -> list[Answer]:
    paper = str(write(place.papers / "paper" / "main.tex", GOOD).parent)
    device = Path("/dev/full")
    return [
        ask(place, *words, stdout=device)
        for words in (("annotate", paper, "--offline"), ("show", paper), ("library", "list"))
    ]


METADATA: Final = json.dumps(
    {"id": "2401.00001v1", "title": "T", "authors": [], "categories": [], "checked": 0}
).encode()
RUBBISH: Final = b"\x00\xff{[rubbish" * 50
Trial = Callable[[Place], list[Answer]]
TRIALS: Final[Mapping[str, tuple[Trial, bool]]] = {  # and whether the paper has been read in the end
    **{f"a result {what}": (partial(kept_result, harm), True) for what, harm in (
        ("cut in half", cut(0.5)), ("that is empty", replaced(b"")), ("of rubbish", replaced(RUBBISH)), ("of another kind", replaced(b"[1]")),
        ("without its fields", replaced(b'{"paper": {}}')), ("whose fields are none", replaced(b'{"paper": [], "equations": 3, "tool": []}')),
    )},
    **{f"{file} of rubbish": (partial(config, file, RUBBISH), file != "corrections.toml") for file in ("profile.json", "app.json", "corrections.toml")},
    "profile.json of another kind": (partial(config, "profile.json", b'{"known": {"a": [[]]}, "x": 1}'), True),
    "corrections of another kind": (partial(config, "corrections.toml", b"[[correction]]\nmeaning = 3\n"), False),
    "a row of the glossary that is none": (partial(config, "glossary/concepts/a.toml", b"[[concept]]\nid = 3\n"), False),
    "a glossary of rubbish": (partial(config, "glossary/concepts/a.toml", RUBBISH), False),
    "a cached source of JSON": (partial(cached, b'{"a": 1}', METADATA), False),
    "a cached source cut short": (partial(cached, b"\x1f\x8b\x08\x00", METADATA), False),
    "a cached source that is empty": (partial(cached, b"", METADATA), False),
    "a cached paper without a source": (partial(cached, None, METADATA), False),
    "a cached paper of rubbish": (partial(cached, GOOD.encode(), RUBBISH), False),
    "a cached paper of another kind": (partial(cached, GOOD.encode(), b'{"id": 3, "authors": 4}'), False),
    "a compiled glossary cut in half": (partial(compiled, cut(0.5)), True),
    "a compiled glossary of rubbish": (partial(compiled, replaced(RUBBISH)), True),
    "a compiled glossary with bits turned": (partial(compiled, turned(1)), True),
    **{f"a disk with room for {size} bytes": (partial(disk_full, size), True) for size in (0, 1000, 30_000)},
    "a file in place of the folder": (no_folder, False),
    "a folder in place of the result": (folder_for_result, False),
    "an output that is full": (full_terminal, False),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Damaged:
    """One trial; every command of it ends with a sentence or what it was asked for."""

    name: str

    def __call__(self, place: Place) -> list[Result]:
        trial, is_read = TRIALS[self.name]
        answers = trial(place)
        faults = [*faults_of(answers), *(whole(place) if is_read else [])]
        faults += [f"left behind: {path.name}" for path in place.root.rglob("*.part")]
        return [
            Result(
                self.name, "tried", sum(a.seconds for a in answers), max(a.megabytes for a in answers), tuple(faults)
            )
        ]


def jobs(only: str) -> list[Job]:
    harms = [(name, harm) for name, harm in OF_LIBRARY.items() if only in f"library: {name}"]
    parts = [part for part in (harms[::2], harms[1::2]) if part]
    return [
        *(Job(f"library-{number}", Libraries(part)) for number, part in enumerate(parts)),
        *(Job(f"damage-{slug(name)}", Damaged(name)) for name in TRIALS if only in name),
    ]
