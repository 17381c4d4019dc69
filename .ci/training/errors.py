"""What goes wrong with meanings and concepts, by cause, on annotated papers that the weights did not see.

usage: errors.py GOLD SOURCES [N]   (N cases of each cause)

A cause says where the right answer was lost: it was not among the options ("not in the pool"), or stood there behind
another one, by the source of what was preferred. Nothing is printed of papers of the half ``blind``.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fitting import Fitted, fit, ties_in, weighed_by
from papers import AnnotatedPaper, AnnotatedSymbol, annotated_papers

from reader.meaning.linking.candidates import TIED
from reader.meaning.linking.linking import chosen, is_claimed

Case = tuple[str, str]
"""A cause, and one line about the symbol."""


def main() -> None:
    gold, sources, *most = sys.argv[1:]
    papers = annotated_papers(Path(gold), Path(sources))
    fitted = fit(papers)
    cases: dict[str, list[str]] = defaultdict(list)
    for paper in papers:
        for cause, line in (*meaning_cases(paper, fitted), *concept_cases(paper, fitted)):
            cases[cause].append(line)
    symbols, shown = sum(len(paper.symbols) for paper in papers), int(most[0]) if most else 0
    for cause, lines in sorted(cases.items(), key=lambda entry: -len(entry[1])):
        print(f"{len(lines):4} of {symbols}  {cause}")
        for line in lines[:: max(1, len(lines) // shown)][:shown] if shown else ():
            print(f"       {line}")


def meaning_cases(paper: AnnotatedPaper, fitted: Fitted) -> Iterator[Case]:
    judge = fitted.without(paper.name)
    for one in paper.symbols:
        weighed = weighed_by(one, judge)
        shown = chosen(weighed.options)
        number = weighed.options.index(shown) if shown is not None else None
        if number is not None and one.right[number]:
            continue
        if shown is not None and is_claimed(shown):
            if number is not None and one.claimable[number]:
                continue
            mark = "marked as the author's, but false"
        else:
            mark = "wrong, not marked" if shown else "silent"
        best = max(
            (option for option, right in zip(weighed.options, one.right, strict=True) if right),
            key=_likelihood,
            default=None,
        )
        lost = f"right one from {best.option.source}" if best else "right one not in the pool"
        by = f"; shown from {shown.option.source}" if shown else ""
        said = f"{shown.option.meaning!r} {_likelihood(shown):.2f} {shown.claim:.2f}" if shown else "nothing"
        other = f" | {best.option.meaning!r} {_likelihood(best):.2f} {best.claim:.2f}" if best else ""
        yield f"meaning {mark}{by}; {lost}", f"{_about(paper, one)}: {said}{other}"


def concept_cases(paper: AnnotatedPaper, fitted: Fitted) -> Iterator[Case]:
    judge = fitted.without(paper.name)
    ties: dict[str, list[tuple[float, bool, str]]] = defaultdict(list)
    about: dict[str, AnnotatedSymbol] = {}
    for one, tie in ties_in(paper, judge):
        right = one.accepts(tie.link.concept, paper.evidence.glossary)
        ties[one.symbol.latex].append(
            (judge.concept.likelihood(tie.features), right, f"{tie.link.concept} by {tie.link.strategy}")
        )
        about[one.symbol.latex] = one
    for latex, found in ties.items():
        likelihood, right, said = max(found)
        if right and likelihood >= TIED:
            continue
        best = max((each for each in found if each[1]), default=None)
        lost = f"right one {best[2].split(' by ')[1]}" if best else "right one not in the pool"
        mark = f"misled by {said.split(' by ')[1]}" if likelihood >= TIED else "silent"
        line = f"{_about(paper, about[latex])}: {said} {likelihood:.2f}" + (
            f" | {best[2]} {best[0]:.2f}" if best else ""
        )
        yield f"concept {mark}; {lost}", line


def _likelihood(one: object) -> float:
    return float(getattr(one, "likelihood", 0.0))


def _about(paper: AnnotatedPaper, one: AnnotatedSymbol) -> str:
    first = one.entries[0]
    return f"{paper.name} {one.symbol.latex} = {first.get('meaning', '')[:90]} {first.get('concept_ids') or ''}"


if __name__ == "__main__":
    main()
