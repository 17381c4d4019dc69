"""Golden outputs: what the program writes of a few papers, kept in ``tests/golden/<paper>/``.

``make golden`` writes them, ``make test`` compares them. The files are what the program wrote, laid out so that a
change can be read as a diff: JSON is indented, drawings have a line for each element, what the page holds deflated is
inflated, and the page's program, styles and font are left out. A text for the terminal is a transcript: each command
after ``$``, then what it printed.

They must be the same on every machine, so that the folders of whoever runs this, the width of the terminal and the
versions do not show.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import tempfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from unittest import mock

from reader.study.study import Study

FOLDER = Path(__file__).resolve().parent
SMALL_PAPERS = FOLDER.parent / "meaning" / "papers"
COMMAND = "make golden"
SHOWN, CLIPPED = 24, 160  # lines of a difference, and characters of a line


@dataclass(frozen=True)
class Paper:
    """A source as it is named on the command line, and what commands ask about in it."""

    name: str
    source: str
    equation: str
    runs: str  # a formula that runs on numbers
    against: str  # a block of the equation, or another equation
    symbol: str
    unexplained: str  # a symbol that nothing explains

    @property
    def folder(self) -> Path:
        """Where the source lies: with its outputs, or with the small papers of other tests."""
        own = FOLDER / self.name
        return own if (own / self.source).is_file() else SMALL_PAPERS

    def filled(self, command: str) -> list[str]:
        """A row of ``COMMANDS`` as arguments."""
        places = {key: shlex.quote(value) for key, value in vars(self).items()}
        return shlex.split(command.format(**places))


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("example", "example", "2", "2", "softmax", "Q", "n"),
        Paper("grpo", "grpo.tex", "6", "8", "advantage", r"\hat{A}_{i}", r"\hat{v}_{k}"),
        Paper("vae", "vae.tex", "5", "4", "ridge-regression", r"\beta", "p"),
        Paper("tariff", "tariff.tex", "4", "3", "3", "d_{k}", "b"),
        Paper("splash", "splash.tex", "1", "3", "2", "K", r"\theta"),
        Paper("damaged", "damaged.tex", "2", "4", "normal-distribution", r"\mathcal{L}", "z"),
    )
}

COMMANDS: Mapping[str, Sequence[str]] = {
    "show": (
        "show {source}",
        "show {source} --equation {equation}",
        "show {source} --symbol {symbol}",
        "show {source} --equation {equation} --steps",
        "show {source} --equation {equation} --shapes",
        "show {source} --equation {equation} --as llm",
    ),
    "blocks": ("blocks {source}", "blocks {source} --equation {equation}"),
    "why": ("why {source} {symbol}", "why {source} {unexplained}", "why {source} {unexplained} --question"),
    "lint": ("lint {source}",),
    "run": ("run {source} --equation {runs}", "run {source} --equation {runs} --code numpy"),
    "lines": ("lines {source}", "lines {source} --equation {equation} --against {against}"),
    "core": ("core {source}", "core {source} --equation {equation}"),
    "craft": ("craft {source} --equation {equation}",),
}


# --- the same everywhere ---------------------------------------------------------------------------------------------

WIDTH = 100  # of the terminal
DECIDING = re.compile(r"TEZAWARI_|FORCE_COLOR|NO_COLOR|TTY_|JUPYTER_|COLUMNS|LINES|TERM$|LANG$|LC_")  # environment
OWN_FOLDERS = ("CONFIG", "DATA", "CACHE")


@cache
def _empty_folder(name: str) -> str:
    return tempfile.mkdtemp(prefix=f"tezawari-golden-{name.lower()}-")


@contextmanager
def same_for_everyone(folder: Path) -> Iterator[None]:
    """Without files of the user's own, on a terminal of ``WIDTH`` columns, in this folder."""
    kept = {key: value for key, value in os.environ.items() if not DECIDING.match(key)}
    own = {f"TEZAWARI_{name}": _empty_folder(name) for name in OWN_FOLDERS}
    environment = {**kept, **own, "COLUMNS": str(WIDTH), "LINES": "50"}
    with mock.patch.dict(os.environ, environment, clear=True), chdir(folder):
        yield


def without_versions(text: str, glossary: str) -> str:
    """The program's version, and the glossary's, change without any other change to the output."""
    import reader

    text = text.replace(glossary, "GLOSSARY")
    return re.sub(rf"(?<![\d.]){re.escape(reader.__version__)}(?![\d.])", "VERSION", text)


# --- laid out for reading --------------------------------------------------------------------------------------------

BROAD = 120  # what fits stands in one line
DIGITS = 12  # of a number
TAGS = re.compile(r"(?<=>)(?=<[^/])")


class Number(str):
    """A number as it is written in JSON: 1.0 is not 1."""

    __slots__ = ()


class Pairs(list[tuple[str, Any]]):
    """An object with the keys in their order, and each as often as it is there."""


def indented(text: str) -> str:
    """JSON with a line for each value, short lists and objects in one; drawings as lists of their elements."""
    value = json.loads(text, parse_int=Number, parse_float=Number, object_pairs_hook=Pairs)
    return "".join(_laid_out(value, "")) + "\n"


def _laid_out(value: Any, indent: str) -> Iterator[str]:
    line = _in_one_line(value)
    elements = TAGS.split(value) if isinstance(value, str) and value.startswith("<") else []
    if len(indent) + len(line) <= BROAD or not (isinstance(value, list) or len(elements) > 1):
        yield line
        return
    if elements:
        yield f"[\n{indent} " + f",\n{indent} ".join(map(_in_one_line, elements)) + f"\n{indent}]"
        return
    opening, closing = "{}" if isinstance(value, Pairs) else "[]"
    before = opening
    for each in value:
        yield f"{before}\n{indent} "
        before = ","
        if isinstance(value, Pairs):
            yield f"{_in_one_line(each[0])}: "
        yield from _laid_out(each[1] if isinstance(value, Pairs) else each, indent + " ")
    yield f"\n{indent}{closing}"


def _in_one_line(value: Any) -> str:
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{_in_one_line(key)}: {_in_one_line(each)}" for key, each in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_one_line, value)) + "]"
    return _shortened(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _shortened(number: Number) -> str:
    """The last digits of what is computed differ from one processor to the next."""
    return number if len(number) <= DIGITS else repr(float(f"{float(number):.{DIGITS}g}"))


# --- what is written -------------------------------------------------------------------------------------------------


@cache
def reading_of(paper: Paper) -> Any:
    import reader

    return reader.read(paper.source)


@cache
def exported(paper: Paper, form: str, language: str = "en", extras: bool = False) -> str:
    import reader
    from reader.output.exporters.registry import EXTRAS

    return reader.export(reading_of(paper), form, language, EXTRAS if extras else ())


PROGRAM = re.compile(r"(<style>|<script type=\"module\">).*?(</style>|</script>)", re.DOTALL)
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
PACK = re.compile(r"(<script type=\"text/plain\" data-held=\"(\w+)\"[^>]*>)([A-Za-z0-9+/=]*)(</script>)")


def page(paper: Paper, language: str) -> str:
    """The page as HTML: what it is drawn from is :func:`payload`."""
    text = HASH.sub("'sha256-…'", PROGRAM.sub(r"\1\2", exported(paper, "html", language)))
    return TAGS.sub("\n", PACK.sub(r"\1\4", text))


def payload(paper: Paper) -> str:
    """What the page is drawn from: its packs, inflated, in their order."""
    packs = []
    for _, part, held, _ in PACK.findall(exported(paper, "html")):
        inflated = zlib.decompress(b64decode(held), -zlib.MAX_WBITS).decode("utf-8")
        packs.append(f"{json.dumps(part)}: {inflated}")
    return indented("{" + ", ".join(packs) + "}")


def supply(paper: Paper) -> str:
    """What the app asks for: the core before anything else is made, and which formulas run on numbers."""
    from reader.output.page.on_demand import Supply
    from reader.output.page.payload import core_payload

    made = Supply(Study(reading_of(paper)))
    core = core_payload(made)
    return indented(json.dumps({"core": core, "runs": made.piece("runs", "all")}, ensure_ascii=False))


def sized(paper: Paper) -> str:
    """What the app asks for where a reader chooses other sizes."""
    from reader.output.page.on_demand import Supply

    reading = reading_of(paper)
    equation = next(each for each in reading.document.equations if each.number == paper.runs)
    asked = json.dumps([equation.id, {"n": 2, "d_{k}": 3}])
    return indented(json.dumps(Supply(Study(reading)).piece("sized", asked), ensure_ascii=False))


def transcript(paper: Paper, commands: Sequence[str], language: str) -> str:
    """What commands print."""
    from reader.cli import main

    lines = []
    for command in commands:
        arguments = [*paper.filled(command), *(() if language == "en" else ("--lang", language))]
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            code = main(arguments)
        ended = f"[exit code {code}]\n" if code else ""
        lines.append(f"$ tezawari {shlex.join(arguments)}\n{printed.getvalue()}{ended}")
    return "\n".join(lines)


OUTPUTS: dict[str, Callable[[Paper], str]] = {
    "reading.en.json": lambda paper: indented(exported(paper, "json")),
    "reading.ja.json": lambda paper: indented(exported(paper, "json", "ja")),
    "extras.en.json": lambda paper: indented(exported(paper, "json", extras=True)),
    "reading.en.md": lambda paper: exported(paper, "markdown"),
    "reading.ja.md": lambda paper: exported(paper, "markdown", "ja"),
    "page.en.html": lambda paper: page(paper, "en"),
    "page.ja.html": lambda paper: page(paper, "ja"),
    "payload.json": payload,
    "supply.json": supply,
    "sized.json": sized,
    **{
        f"{name}.{language}.txt": lambda paper, commands=commands, language=language: transcript(
            paper, commands, language
        )
        for name, commands in COMMANDS.items()
        for language in ("en", "ja")
    },
}


FEWER = {  # large ones: of these papers only
    "reading.en.json": ("example", "splash", "damaged"),
    "reading.ja.json": ("example", "splash", "damaged"),
    "page.ja.html": ("splash", "damaged"),
    "payload.json": ("example", "damaged"),
    "supply.json": ("splash",),
    "sized.json": ("example",),
}


def files() -> list[str]:
    """Every golden file, as ``example/reading.en.json``."""
    return [f"{paper}/{output}" for paper in PAPERS for output in OUTPUTS if paper in FEWER.get(output, PAPERS)]


def made(file: str) -> str:
    """What the program writes now, for one of :func:`files`."""
    name, output = file.split("/")
    paper = PAPERS[name]
    with same_for_everyone(paper.folder):
        return without_versions(OUTPUTS[output](paper), reading_of(paper).glossary)


def kept() -> set[str]:
    """The golden files that are there."""
    return {f"{path.parent.name}/{path.name}" for path in FOLDER.glob("*/*.*") if path.suffix not in (".tex", ".pyc")}


def difference(file: str) -> str:
    """How what the program writes now differs from the golden file: empty, or some lines that say so."""
    path = FOLDER / file
    before, now = path.read_bytes().decode("utf-8") if path.exists() else "", made(file)
    if before == now:
        return ""
    changes = unified_diff(before.split("\n"), now.split("\n"), f"golden/{file}", "now", lineterm="", n=1)
    lines = [line if len(line) <= CLIPPED else line[:CLIPPED] + " …" for line in islice(changes, SHOWN)]
    advice = (
        f"{path.relative_to(FOLDER.parent.parent)} is not what the program writes now. Where that is meant: {COMMAND}"
    )
    return "\n".join((advice, *lines))


def write() -> int:
    """Write all of them, remove what is none of them any more, and return how many changed."""
    changed = 0
    for file in files():
        path, text = FOLDER / file, made(file).encode("utf-8")
        if not path.exists() or path.read_bytes() != text:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text)
            changed += 1
    for file in kept() - set(files()):
        (FOLDER / file).unlink()
        changed += 1
    return changed


if __name__ == "__main__":
    print(f"{write()} golden files changed. To read how: git diff tests/golden")
