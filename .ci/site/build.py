"""Makes the site: README, the pages of docs/, and a page for each public name, written of its docstring. Offline.

usage: python .ci/site/build.py [FOLDER]

Exit 1 where Sphinx warns (a docstring that it cannot read, a page that nothing leads to), where a link leads nowhere,
or where a public name has no page. Links to other sites are left alone: they are not asked.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import is_dataclass
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.cmd.build import main as sphinx

import reader

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out" / "site"
OF_USE = ("README", "README.ja", "docs/running", "docs/library", "docs/assistant", "docs/scaling", "docs/extending")
FROM_PYTHON = ("docs/python", "docs/json", "docs/sympy")
COPIED = ("README.md", "README.ja.md", "CONTRIBUTING.md", "docs")
GIVEN = (  # what the public functions give, and what a reading holds, beside classes that are public themselves
    "reader.formula.syntax.nodes.Expression",
    "reader.library.searching.Hit",
    "reader.model.annotations.Annotation",
    "reader.model.annotations.Definition",
    "reader.model.document.Document",
    "reader.model.document.Equation",
    "reader.model.source.Paper",
    "reader.model.source.Problem",
    "reader.model.symbols.Symbol",
    "reader.study.evaluation.planning.run.Run",
    "reader.study.sympy.bridge.Conversion",
)
BEGIN = """
- In the browser, and on the command line: [Tezawari](README.md).
- In a notebook or a program: [From Python](docs/python.md). A paper, and one formula of it:

```python
import reader

reading = reader.read("1706.03762")
reader.find_formula(reading, 1)
```
"""
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#:]+)(#[^)\s]*)?\)")
MEMBERS = "   :members:\n   :undoc-members:\n"
LONGEST = 60  # lines of faults that are shown


def main(out: Path) -> int:
    """Makes the site in a folder of its own, and looks over it. What stands in a folder that is no site stays."""
    if out != OUT and out.exists() and not is_ours(out):
        print(f"{out} holds something else than a site: name an empty folder, or one that does not exist")
        return 1
    with tempfile.TemporaryDirectory(prefix="tezawari-site-") as folder:
        source = Path(folder)
        write_source(source)
        shutil.rmtree(out, ignore_errors=True)
        quiet = ["--quiet", "--fail-on-warning", "--keep-going", "--conf-dir", str(Path(__file__).parent)]
        if failed := sphinx([*quiet, "-b", "html", "-d", str(source / "doctrees"), str(source / "pages"), str(out)]):
            return failed
    faults = [*missing_pages(out), *dead_links(out)]
    print("\n".join(faults[:LONGEST]) or f"site: {sum(1 for _ in out.rglob('*.html'))} pages in {out}, no dead link")
    return bool(faults)


def is_ours(out: Path) -> bool:
    """Whether a folder is empty, or was made here."""
    return out.is_dir() and ((out / ".buildinfo").is_file() or not any(out.iterdir()))


# --- what it is made of ----------------------------------------------------------------------------------------------


def write_source(folder: Path) -> None:
    """The pages, laid out as in the repository, so that their links hold."""
    pages = folder / "pages"
    for name in COPIED:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file():
                _copy(file, pages)
    (pages / "api").mkdir()
    for name in reader.__all__:
        _write_name(pages / "api", name, f"reader.{name}")
    for path in GIVEN:
        _write_name(pages / "api", path.rpartition(".")[2], path)
    (pages / "api" / "errors.md").write_text(_page("Errors", "automodule:: reader.errors", members=True), "utf-8")
    (pages / "index.md").write_text(_index(pages), encoding="utf-8")


def _copy(file: Path, pages: Path) -> None:
    target = pages / file.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".md":
        shutil.copyfile(file, target)
        return
    text = LINK.sub(lambda link: _as_on_the_site(link, file, pages), file.read_text(encoding="utf-8"))
    target.write_text(text, encoding="utf-8")


def _as_on_the_site(link: re.Match[str], page: Path, pages: Path) -> str:
    """A link to a file of the repository that is no page takes the file along; of one to a folder the words stay."""
    wanted = (page.parent / link[3]).resolve()
    if wanted.is_dir():
        return link[2]
    if wanted.is_file() and wanted.suffix != ".md":
        there = pages / wanted.relative_to(ROOT)
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wanted, there)
    return link[0]


def _write_name(folder: Path, name: str, path: str) -> None:
    module, _, last = path.rpartition(".")
    found = getattr(import_module(module), last)
    is_class = isinstance(found, type)
    text = _page(f"`{name}`", f"{'autoclass' if is_class else 'autofunction'}:: {path}", members=is_class)
    if is_dataclass(found):  # functions make it, and nobody else
        text = text.replace(MEMBERS, f"{MEMBERS}   :exclude-members: __init__\n")
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


def _page(title: str, directive: str, *, members: bool) -> str:
    options = MEMBERS if members else ""
    return f"# {title}\n\n```{{eval-rst}}\n.. {directive}\n{options}```\n"


def _index(pages: Path) -> str:
    named = [str(file.relative_to(pages).with_suffix("")) for file in sorted(pages.glob("docs/*.md"))]
    api = [f"api/{name}" for name in (*reader.__all__, *(path.rpartition(".")[2] for path in GIVEN), "errors")]
    inside = [name for name in (*named, "CONTRIBUTING") if name not in (*OF_USE, *FROM_PYTHON)]
    parts = (("To use it", OF_USE), ("From Python", (*FROM_PYTHON, *api)), ("How it is made", inside))
    trees = (f"```{{toctree}}\n:caption: {title}\n:maxdepth: 1\n\n{chr(10).join(names)}\n```" for title, names in parts)
    return "\n\n".join(("# Tezawari", (reader.__doc__ or "").splitlines()[0], BEGIN, *trees)) + "\n"


# --- what came of it -------------------------------------------------------------------------------------------------


def missing_pages(out: Path) -> Iterator[str]:
    """The public names without a page of their own that says what they are."""
    for name in reader.__all__:
        page = out / "api" / f"{name}.html"
        if not page.is_file() or not any(each.endswith(f".{name}") for each in Anchors.of(page).names):
            yield f"{name}: it is public, and has no page"


class Anchors(HTMLParser):
    """What one page leads to, and what can be led to in it."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.names: set[str] = set()

    @classmethod
    def of(cls, page: Path) -> Anchors:
        found = cls()
        found.feed(page.read_text(encoding="utf-8"))
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.names.add(value)
            elif name in ("href", "src") and value:
                self.targets.append(value)


def dead_links(out: Path) -> Iterator[str]:
    """The links of all pages that lead to nothing within the site."""
    pages = {page: Anchors.of(page) for page in out.rglob("*.html")}
    for page, anchors in pages.items():
        for target in anchors.targets:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            place = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            wanted = unquote(parts.fragment)
            if not place.is_file() or (wanted and place in pages and wanted not in pages[place].names):
                yield f"{page.relative_to(out)}: {target} leads nowhere"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OUT))
