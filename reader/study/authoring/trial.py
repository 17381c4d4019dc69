"""What a change of the glossary's rows alters in a paper: links of symbols, and blocks of formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from glossary import Glossary
from reader.formula.symbols.inventory import collect_symbols
from reader.meaning.blocks.reading import blocks_by_equation, shelf_for
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.linking import annotate
from reader.meaning.prose.definitions import definitions_in
from reader.model.reading import Reading


@dataclass(frozen=True, slots=True)
class LinkChange:
    """``kind`` is gained, lost or changed; ``place`` a symbol, or a formula's number in brackets for a block."""

    kind: str
    place: str
    was: str | None
    becomes: str | None


def changes(reading: Reading, before: Glossary, after: Glossary) -> tuple[LinkChange, ...]:
    """What one glossary says of the paper otherwise than another: symbols first, then blocks, in the paper's order."""
    return (*_changed_links(reading, before, after), *_changed_blocks(reading, before, after))


def _changed_links(reading: Reading, before: Glossary, after: Glossary) -> Iterator[LinkChange]:
    was, becomes = links(reading, before), links(reading, after)
    for symbol, concept in was.items():
        other = becomes.get(symbol)
        if concept != other:
            kind = "gained" if concept is None else "lost" if other is None else "changed"
            yield LinkChange(kind, symbol, concept, other)


def links(reading: Reading, knowledge: Glossary) -> Mapping[str, str | None]:
    """The first concept of every symbol, by its canonical spelling."""
    document = reading.document
    symbols = collect_symbols(document).symbols
    evidence = LinkingEvidence(symbols, definitions_in(document.passages), document, reading.paper, knowledge)
    return {one.symbol.latex: one.links[0].concept if one.links else None for one in annotate(evidence)}


def _changed_blocks(reading: Reading, before: Glossary, after: Glossary) -> Iterator[LinkChange]:
    document = reading.document
    was, becomes = (blocks_by_equation(document, shelf_for(document, one)) for one in (before, after))
    for equation in document.equations:
        place = f"({equation.number})" if equation.number else equation.formula.latex.strip()
        old, new = (Counter(one.block.id for one in found[equation.id]) for found in (was, becomes))
        yield from (LinkChange("gained", place, None, block) for block in new - old)
        yield from (LinkChange("lost", place, block, None) for block in old - new)
