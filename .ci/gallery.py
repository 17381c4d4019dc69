"""A gallery of real formulas, to be looked at one by one: each with its steps, blocks, numbers and a switch.

    python .ci/gallery.py PAPER... -o gallery.html [--count 30] [--lang ja]

A paper is what ``tezawari annotate`` takes. Of each come the formulas with the most to show, in turn, until there are
enough. The page is drawn by the front end itself and is no part of the repository: it holds what papers hold.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from reader.errors import ReaderError
from reader.frontend import build
from reader.output.exporters.html import SHEET, policy
from reader.output.page.payload import build_payload
from reader.output.page.workbench import formulas_in
from reader.pipeline import read
from reader.study.study import Study

STYLE = ".shown { margin: 0 0 4rem; } .shown h2 { font-size: 1rem; } .shown .close-bench { display: none; }"


def main() -> int:
    options = arguments()
    rows = list(chosen(options.papers, options.count, options.lang))
    Path(options.output).write_text(gallery(rows, options.lang), encoding="utf-8")
    print(f"{len(rows)} formulas -> {options.output}", file=sys.stderr)
    return 0 if len(rows) == options.count else 1


def arguments() -> argparse.Namespace:
    made = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    made.add_argument("papers", nargs="+", metavar="PAPER")
    made.add_argument("-o", "--output", required=True, metavar="FILE")
    made.add_argument("--count", type=int, default=30, metavar="N")
    made.add_argument("--lang", choices=("en", "ja"), default="en")
    return made.parse_args()


def chosen(papers: list[str], count: int, language: Any) -> Iterator[dict[str, Any]]:
    """The richest formula of each paper, then the second of each, and so on."""
    offers = []
    for paper in papers:
        try:
            payload = build_payload(Study(read(paper)), language, switch=True)
        except ReaderError as error:
            print(f"{paper}: {error}", file=sys.stderr)
            continue
        rich = sorted(filter(lambda row: worth(row[1]), payload["benches"].items()), key=lambda row: -worth(row[1]))
        offers.append([one_formula(payload, equation) for equation, _ in rich[:count]])
    every = chain.from_iterable(zip_longest(*offers))
    seen: set[str] = set()
    for row in every:
        if row is None or row["payload"]["mathml"][row["equation"]] in seen:
            continue
        seen.add(row["payload"]["mathml"][row["equation"]])
        yield row
        if len(seen) == count:
            return


def worth(bench: dict[str, Any]) -> int:
    """How much a formula has to show; nothing without numbers, a block and a switch."""
    run = bench["run"]
    if run["refused"] or not bench["blocks"] or not run["switches"]:
        return 0
    return len(bench["blocks"]) + len(run["steps"]) + len(run["switches"])


def one_formula(payload: dict[str, Any], equation: str) -> dict[str, Any]:
    """The payload with one formula in it."""
    bench = payload["benches"][equation]
    kept = {"mathml": {equation: payload["mathml"][equation]}, "benches": {equation: bench}}
    kinds = {each["block"]: payload["blocks"][each["block"]] for each in bench["blocks"]}
    reading = {
        "paper": payload["reading"]["paper"],
        "symbols": [],
        "equations": [e for e in payload["reading"]["equations"] if e["id"] == equation],
    }
    drawn = {latex: payload["drawn"][latex] for latex in formulas_in([bench])}
    rest = {key: payload[key] for key in ("language", "texts")}
    return {
        "equation": equation,
        "payload": {**rest, **kept, "drawn": drawn, "blocks": kinds, "concepts": {}, "reading": reading},
    }


def gallery(rows: list[dict[str, Any]], language: str) -> str:
    script = Path(__file__).with_suffix(".mjs").read_text(encoding="utf-8")
    program = build.script(("bench", "elements", "words")) + script
    style = build.font() + SHEET + build.style() + STYLE
    data = json.dumps(rows, ensure_ascii=False).replace("<", "\\u003c")  # nothing that could end its element
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy(program, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tezawari: {len(rows)} formulas</title>
<style>{style}</style>
</head>
<body>
<div id="root" class="tezawari" lang="{language}"></div>
<script id="formulas" type="application/json">{data}</script>
<script type="module">{program}</script>
</body>
</html>
"""


if __name__ == "__main__":
    sys.exit(main())
