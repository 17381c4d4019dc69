"""What a suite consists of: cases and what came of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SECONDS, MEGABYTES = 10, 500  # that no case may take
OVER_TIME, OVER_MEMORY, LOST, TRACEBACK, OUTSIDE = (
    "over 10 s", "over 500 MB", "lost in silence", "traceback", "written outside",
)  # fmt: skip
COLUMNS: Final = (OVER_TIME, OVER_MEMORY, LOST, TRACEBACK, OUTSIDE)
Files = Mapping[str, bytes]
COMMAND: Final = str(Path(__file__).resolve().parents[2] / ".venv/bin/tezawari")


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile source: a folder of files, or the bytes of one file, which is called by the case's name.

    ``least`` equations are found, or a problem says that something is missing. ``refused``: one sentence may be all.
    """

    name: str
    make: Callable[[], Files | bytes]
    least: int = 0
    refused: bool = False
    suffix: str = ""
    seconds: float = SECONDS  # that it may take

    def write(self, folder: Path) -> Path:
        """The source, ready to be read."""
        content = self.make()
        place = folder / (slug(self.name) + self.suffix)
        if isinstance(content, bytes):
            place.write_bytes(content)
            return place
        for name, data in content.items():
            file = os.path.join(os.fsencode(place), name.encode("utf-8", "surrogateescape"))  # noqa: PTH118 bytes
            os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120
            with open(file, "wb") as output:  # noqa: PTH123
                output.write(data)
        return place


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case. Every fault has its kind; what comes behind a colon is told in the list alone."""

    name: str
    outcome: str  # read, refused, or whatever a suite has to say
    seconds: float = 0.0
    megabytes: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """Something that runs by itself and gives results, in a place of its own."""

    name: str
    run: Callable[[Place], list[Result]]


@dataclass(frozen=True, slots=True)
class Place:
    """A scratch folder: its papers, what is written, and a home that nobody may write to."""

    root: Path
    cache: Path  # what the program may keep, the same for all

    @property
    def papers(self) -> Path:
        return self.folder("papers")

    @property
    def out(self) -> Path:
        return self.folder("out")

    @property
    def home(self) -> Path:
        """Where commands run. Whatever appears here was written outside."""
        return self.folder("home/deep/deeper")

    def folder(self, name: str) -> Path:
        made = self.root / name
        made.mkdir(parents=True, exist_ok=True)
        return made

    def environment(self) -> dict[str, str]:
        own = {"HOME": str(self.root / "home"), "TMPDIR": str(self.folder("temporary")), "NO_COLOR": "1"}
        own |= {f"TEZAWARI_{name}": str(self.folder(name.lower())) for name in ("CONFIG", "DATA")}
        own["TEZAWARI_CACHE"] = str(self.cache)
        return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **own}

    def strangers(self) -> list[str]:
        """Files that stand where nobody has put any."""
        home = [path for path in (self.root / "home").rglob("*") if not path.is_dir()]
        top = [path for path in (*self.root.iterdir(), *self.root.parent.iterdir()) if path.is_file()]
        return sorted(str(path.relative_to(self.root.parent)) for path in (*home, *top))


def slug(name: str) -> str:
    """A file name that says which case it is."""
    return "-".join("".join(sign if sign.isascii() and sign.isalnum() else " " for sign in name).split())


def kinds(results: list[Result]) -> Counter[str]:
    return Counter(fault.partition(":")[0] for result in results for fault in result.faults)


@dataclass(frozen=True, slots=True)
class Suite:
    """A name and what it runs."""

    name: str
    jobs: list[Job] = field(default_factory=list)
