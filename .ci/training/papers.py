"""Annotated papers as examples to learn from: every option of every annotated symbol, and whether it is right.

What counts as right is the scorer's business (``.ci/evaluation/tools/score_papers.py``).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / ".ci" / "evaluation" / "tools")]

import score_papers  # noqa: E402

from glossary import Glossary  # noqa: E402
from reader.meaning.evidence.evidence import LinkingEvidence  # noqa: E402
from reader.meaning.linking.features import Features, SymbolScene  # noqa: E402
from reader.meaning.linking.forest import UNTAUGHT  # noqa: E402
from reader.meaning.linking.pool import Option, options_of  # noqa: E402
from reader.meaning.linking.signs import sign_in_formulas  # noqa: E402
from reader.model.symbols import Symbol  # noqa: E402
from reader.pipeline import open_source, read_bundle  # noqa: E402
from reader.study.tracing import linking_evidence_of  # noqa: E402

Entry = Mapping[str, Any]
"""What an annotation says of one meaning of a symbol."""


@dataclass(frozen=True)
class AnnotatedSymbol:
    """A symbol of a paper with what careful readers say of it, and everything that it may mean."""

    symbol: Symbol
    entries: Sequence[Entry]
    scene: SymbolScene

    @property
    def options(self) -> Sequence[Option]:
        return self.scene.options

    @cached_property
    def features(self) -> list[Features]:
        return [self.scene.features(number) for number in range(len(self.options))]

    @cached_property
    def right(self) -> list[bool]:
        """By option, whether its words are accepted."""
        return [
            bool(one.meaning) and any(score_papers.says(one.meaning, e) for e in self.entries) for one in self.options
        ]

    @cached_property
    def claimable(self) -> list[bool]:
        """By option, whether it may be marked as the author's: right, or out of the sentence that defines it."""
        return [right or self._is_cited(one) for one, right in zip(self.options, self.right, strict=True)]

    def defines(self, sentence: str) -> bool:
        """Whether a sentence is the one that careful readers quote."""
        return any(score_papers.quotes(sentence[:400], entry) for entry in self.entries if entry.get("defined"))

    @property
    def is_letter(self) -> bool:
        return any(entry.get("role") != "operator" for entry in self.entries)

    @property
    def is_defined(self) -> bool:
        return any(entry.get("defined") for entry in self.entries)

    def accepts(self, concept: str, glossary: Glossary) -> bool:
        row = glossary[concept]
        names = {"en": row.name.get("en", "")}
        known = {"id": concept, "name": names, "aliases": list(row.aliases.get("en", ()))}
        return any(score_papers.same_concept(known, entry) for entry in self.entries)

    def _is_cited(self, option: Option) -> bool:
        if option.statement is None or not option.meaning:
            return False
        sentence = option.statement.definition.sentence[:400]
        defined = [entry for entry in self.entries if entry.get("defined") and entry.get("quote")]
        return score_papers.cites(option.meaning, sentence) and any(score_papers.quotes(sentence, e) for e in defined)


@dataclass(frozen=True)
class AnnotatedPaper:
    """One paper: its annotated symbols, and how many annotated ones were not found in it."""

    name: str
    evidence: LinkingEvidence
    symbols: Sequence[AnnotatedSymbol]


def annotated_papers(gold: Path, sources: Path, *, blind: bool = False) -> list[AnnotatedPaper]:
    """All papers that may be learned from: ``papers`` but for the half that stays blind, and ``more``."""
    split = gold / "split.json"
    hidden = set(json.loads(split.read_text())["blind"]) if split.exists() and not blind else set()
    found = sorted(
        {path.stem: path for folder in ("papers", "more", ".") for path in (gold / folder).glob("*.json")}.items()
    )
    return [_paper(path, sources / name) for name, path in found if name not in hidden and (sources / name).exists()]


def look_papers(gold: Path) -> frozenset[str]:
    """The papers whose figures are reported: those that are held out in turn."""
    split = gold / "split.json"
    return frozenset(json.loads(split.read_text())["look"]) if split.exists() else frozenset()


def _paper(gold: Path, source: Path) -> AnnotatedPaper:
    evidence = evidence_of(source)
    entries = json.loads(gold.read_text())["symbols"]
    symbols = []
    for symbol, known in _matched(evidence.symbols, entries):
        if sign_in_formulas(symbol, evidence) is not None:
            continue  # nothing weighs it, and it teaches nothing
        scene = SymbolScene(symbol, options_of(symbol, evidence), evidence)
        symbols.append(AnnotatedSymbol(symbol, known, scene))
    return AnnotatedPaper(gold.stem, evidence, symbols)


def evidence_of(source: Path) -> LinkingEvidence:
    """What linking looks at; the judge has learned nothing yet."""
    return linking_evidence_of(read_bundle(*open_source(str(source), offline=True), judge=UNTAUGHT))


def _matched(symbols: Sequence[Symbol], entries: Sequence[Entry]) -> Iterator[tuple[Symbol, Sequence[Entry]]]:
    """The annotated symbols that were found, by the scorer's notion of the same spelling."""
    strict: dict[str, Symbol] = {}
    loose: dict[str, Symbol] = {}
    for symbol in symbols:
        strict.setdefault(score_papers.norm_symbol(symbol.latex), symbol)
        loose.setdefault(score_papers.norm_symbol(symbol.latex, False), symbol)
    by_spelling: dict[str, list[Entry]] = {}
    for entry in entries:
        by_spelling.setdefault(score_papers.norm_symbol(entry["latex"]), []).append(entry)
    for spelling, known in by_spelling.items():
        found = strict.get(spelling) or loose.get(score_papers.norm_symbol(known[0]["latex"], False))
        certain = [entry for entry in known if not entry.get("uncertain")]
        if found and certain and spelling not in score_papers.PLAIN and not any(e.get("composite") for e in known):
            yield found, certain
