"""What each kind of feature is worth: the figures on papers held out, with the weights learned without it.

usage: ablate.py GOLD SOURCES [KIND...]   (a kind is the first words of its features' names; all of KINDS by default)
"""

from __future__ import annotations

import sys
from pathlib import Path

from figures import figures_of
from fitting import fit
from papers import annotated_papers

KINDS = (
    "source", "class", "trait", "stands", "must be", "phrase", "manner", "in", "within", "reach", "named",
    "reliability", "agrees", "letter of", "written", "nearness", "same", "other is", "unmet", "row", "names",
    "words", "formula", "formulas in sentence", "sentence", "says", "plural", "any or arbitrary", "said", "layer",
)  # fmt: skip


def main() -> None:
    gold, sources, *kinds = sys.argv[1:]
    papers = annotated_papers(Path(gold), Path(sources))
    print(f"{'everything':22} {figures_of(papers, fit(papers))}", flush=True)
    for kind in kinds or KINDS:
        print(f"without {kind:14} {figures_of(papers, fit(papers, frozenset({kind})))}", flush=True)


if __name__ == "__main__":
    main()
