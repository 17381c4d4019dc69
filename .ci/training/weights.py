"""Makes the weights of linking from annotated papers.

usage: weights.py GOLD SOURCES   (the folders of the annotations and of the papers' LaTeX)
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fitting import fit
from papers import ROOT, annotated_papers

WEIGHTS = ROOT / "reader" / "meaning" / "linking" / "weights.json"


def main() -> None:
    papers = annotated_papers(Path(sys.argv[1]), Path(sys.argv[2]))
    table = fit(papers).table
    lines = (f'"{name}": {json.dumps(forest, separators=(",", ":"))}' for name, forest in table.items())
    WEIGHTS.write_text("{" + ",\n".join(lines) + "}\n")
    print(f"{WEIGHTS.relative_to(ROOT)}: from {len(papers)} papers, {WEIGHTS.stat().st_size // 1000} KB")


if __name__ == "__main__":
    main()
