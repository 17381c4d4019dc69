"""Whether what was written of a paper is whole, valid and harmless, and says what it lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import jsonschema
from cases import LOST, Case

import reader.output.exporters.registry

MARK: Final = "q7evil"  # that hostile texts carry: it may be shown, never be part of a page's own markup
SCHEMA: Final = Path(reader.output.exporters.registry.__file__).with_name("reading.schema.json")
WHOLE_PAGE: Final = re.compile(r"</html>\s*\Z")
CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
SOURCES: Final = frozenset(("href", "src", "action", "formaction", "srcdoc", "style"))


@cache
def validator() -> Any:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def of_results(case: Case, json_file: Path, page: Path) -> Iterator[str]:
    """The faults of what was written."""
    yield from _of_json(case, json_file.read_text(encoding="utf-8"))
    yield from of_page(page.read_text(encoding="utf-8"))


def _of_json(case: Case, text: str) -> Iterator[str]:
    try:
        reading = json.loads(text)
    except ValueError as error:
        yield f"JSON not whole: {error}"
        return
    for error in validator().iter_errors(reading):
        yield f"JSON not valid: {error.message[:100]}"
        break
    found, problems = len(reading["equations"]), reading["problems"]
    if not problems and (found < case.least or (not found and not reading["symbols"])):
        yield f"{LOST}: {found} equations of {case.least}"
    yield from sorted({f"{problem['kind']}: {problem['message']}" for problem in problems if is_ours(problem["kind"])})


def is_ours(problem: str) -> bool:
    """Whether a problem is a fault of the program, and none of the paper."""
    return problem in ("formula-fault", "formula-over-time")


def of_page(text: str) -> Iterator[str]:
    if not WHOLE_PAGE.search(text):
        yield "page not whole"
    if "\0" in text:
        yield "page with NUL"
    page = Page()
    page.feed(text)
    page.close()
    yield from sorted(page.faults)


class Page(HTMLParser):
    """Looks for what a paper brought into the markup itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.faults: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            own = MARK in name or (MARK in (value or "") and (name.startswith("on") or name in SOURCES))
            if own or MARK in tag:
                self.faults.add(f"markup of the paper's own: <{tag} {name}>")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.add("markup of the paper's own: comment")


def of_terminal(text: str) -> Iterator[str]:
    """Faults of what a command said."""
    if "Traceback (most recent call last)" in text:
        yield f"traceback: {text.strip().splitlines()[-1][:150]}"
    if CONTROL.search(text.replace("\r\n", "\n")):
        yield "control code on the terminal"
