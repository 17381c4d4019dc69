"""Reads annotated papers with weights that did not see them, and scores the readings.

usage: crossfit.py GOLD SOURCES OUT   (annotations, LaTeX of the papers, and where the readings go)

The papers are held out in ten groups. The figures are those of the half ``look`` and of ``more``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fitting import fit
from papers import ROOT, annotated_papers, look_papers

from reader.meaning.linking.forest import Judge
from reader.output.exporters.registry import export
from reader.pipeline import open_source, read_bundle

SCORER = ROOT / ".ci" / "evaluation" / "tools" / "score_papers.py"


def main() -> None:
    gold, sources, out = map(Path, sys.argv[1:])
    papers, look = annotated_papers(gold, sources), look_papers(gold)
    fitted = fit(papers)
    for paper in papers:
        folder = out / ("look" if paper.name in look else "more")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{paper.name}.json").write_text(reading_by(sources / paper.name, fitted.without(paper.name)))
    for half, entries in (("look", gold / "papers"), ("more", gold / "more")):
        names = ",".join(sorted(path.stem for path in (out / half).glob("*.json")))
        print(f"{half}:")
        command = [sys.executable, str(SCORER), str(out / half), "--gold", str(entries), "--papers", names]
        subprocess.run(command, check=True)


def reading_by(source: Path, judge: Judge) -> str:
    """The reading of a paper as JSON, with the symbols explained by a judge's weights."""
    return export(read_bundle(*open_source(str(source), offline=True), judge=judge), "json")


if __name__ == "__main__":
    main()
