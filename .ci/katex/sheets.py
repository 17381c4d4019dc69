"""Draws displays twice, as our MathML and by KaTeX, side by side on sheets to be looked at.

usage: python .ci/katex/sheets.py [--count 300] [--seed 1] [--a-sheet 15] [--output DIR] FOLDER ...

Each FOLDER is a paper or holds papers. Takes ``--count`` displays at random that KaTeX draws, writes DIR/sheet-01.png
and so on. Needs node, npm and Chromium (``$TEZAWARI_CHROMIUM``, else ``chromium`` on PATH).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from html import escape
from pathlib import Path

from check import HERE, TOOLS, displays, npm, papers
from playwright.sync_api import sync_playwright

from reader.formula.syntax.parsing import parse_formula
from reader.frontend import build
from reader.output.drawing.mathml import to_mathml

DRAW = """
const katex = require("katex");
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
const draw = (formula) => {
  try { return katex.renderToString(formula, { displayMode: true, strict: false, trust: true, output: "html" }); }
  catch { return ""; }
};
process.stdout.write(JSON.stringify(formulas.map(draw)));
"""
LOOK = """
body { margin: 8px; font: 12px sans-serif; background: white; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
td { border: 1px solid #ccc; padding: 6px; overflow: hidden; vertical-align: middle; }
td:first-child { width: 42px; }
.katex-display { margin: 0; } td.tezawari { display: table-cell; } .tezawari math { font-size: 20px; }
.katex { font-size: 20px; }
"""


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--a-sheet", type=int, default=15)
    parser.add_argument("--output", type=Path, default=Path("build/sheets"))
    arguments = parser.parse_args()
    missing = npm.install(HERE / "package.json", "katex")
    if missing is not None:
        print(missing, file=sys.stderr)
        return 1
    everything = [equation.formula.expanded for source in papers(arguments.folders) for equation in displays(source)]
    random.Random(arguments.seed).shuffle(everything)
    pairs = [(formula, drawn) for formula, drawn in zip(everything, draw(everything), strict=True) if drawn]
    chosen = pairs[: arguments.count]
    arguments.output.mkdir(parents=True, exist_ok=True)
    sheets = [chosen[at : at + arguments.a_sheet] for at in range(0, len(chosen), arguments.a_sheet)]
    pages = [sheet(part, at * arguments.a_sheet) for at, part in enumerate(sheets)]
    photograph(pages, arguments.output)
    return 0


def draw(formulas: list[str]) -> list[str]:
    """What KaTeX makes of formulas, "" where it makes nothing."""
    done = subprocess.run(
        ["node", "-e", DRAW], cwd=TOOLS, input=json.dumps(formulas), capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout))


def sheet(pairs: list[tuple[str, str]], first: int) -> str:
    rows = "".join(
        f"<tr><td>{first + at}</td><td class=tezawari>{to_mathml(parse_formula(formula))}</td><td>{drawn}</td></tr>"
        f'<tr><td></td><td colspan=2 style="color:#888;font:10px monospace">{escape(formula[:230])}</td></tr>'
        for at, (formula, drawn) in enumerate(pairs)
    )
    style = (TOOLS / "node_modules/katex/dist/katex.min.css").as_uri()
    return (
        f'<!doctype html><meta charset=utf-8><link rel=stylesheet href="{style}">'
        f"<style>{build.font()}{build.style()}{LOOK}</style><table>{rows}</table>"
    )


def photograph(pages: list[str], folder: Path) -> None:
    chromium = os.environ.get("TEZAWARI_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1500, "height": 900})
        for at, page in enumerate(pages, 1):
            file = folder / f"sheet-{at:02}.html"
            file.write_text(page, encoding="utf-8")
            tab.goto(file.resolve().as_uri())
            tab.evaluate("document.fonts.ready")
            tab.screenshot(path=file.with_suffix(".png"), full_page=True)
            file.unlink()
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
