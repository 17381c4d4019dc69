"""What is told of a formula at one go: all of it, or where it is too long for the ear, its outer parts.

A statement is opened from the outside inwards as far as there is room; what lies deeper is called "the first fraction".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.formula.semantics.nodes import Chain, Meaning, Operation, Quotient
from reader.formula.semantics.statements import statements_of
from reader.model.values import value
from reader.study.speech import tables
from reader.study.speech.folding import BARE, LONG_LATEX, WHOLE, Folding
from reader.study.speech.meanings import say
from reader.study.speech.speaker import Language, Speaker, tidy

MOST: dict[Language, int] = {"en": 80, "ja": 60}  # characters heard at one go; in Japanese each is a syllable
MOST_TRIES = 4  # groups of parts that it is tried to open
LEAST_ROOM = 8  # characters in which something can be opened


@value
class SpokenPart:
    """A statement as far as it is open. ``names`` are those of its boxes; ``breaks_off`` where more of it follows."""

    tree: Meaning
    names: Mapping[str, str]
    breaks_off: bool = False


@value
class SpokenOutline:
    """Statements in their order, and how many more there are."""

    parts: tuple[SpokenPart, ...]
    more: int = 0


def told(speaker: Speaker, meaning: Meaning) -> str:
    """What is told of a formula at one go."""
    return in_one_go(speaker, meaning) or tell(speaker, outline_of(speaker, meaning))


def in_one_go(speaker: Speaker, meaning: Meaning) -> str:
    """All of a formula that is heard at one go; "" of a longer one."""
    if not is_brief(meaning, speaker.language):
        return ""
    whole = tidy(say(speaker, meaning).text, speaker.language)
    return whole if len(whole) <= MOST[speaker.language] else ""


def is_brief(meaning: Meaning, language: Language) -> bool:
    """Whether it may be heard at one go: of what is written much longer that is not tried."""
    return meaning.end - meaning.start <= LONG_LATEX * MOST[language]


def tell(speaker: Speaker, outline: SpokenOutline) -> str:
    """The words of an outline. Who calls letters by names may tell the outline that was made without."""
    said = ""
    for part in outline.parts:
        speaker.names = {**speaker.names, **part.names}
        words = tidy(say(speaker, part.tree).text, speaker.language)
        words = _rest(speaker, "chain", words) if part.breaks_off else words
        said = tidy(f"{said}, {words}", speaker.language)
    return _rest(speaker, "statements", said, outline.more) if outline.more else said


def _rest(speaker: Speaker, key: str, said: str, count: int = 0) -> str:
    return str(tables.boxes()["rest"][key][speaker.language]).format(said=said, count=count)


def outline_of(speaker: Speaker, meaning: Meaning) -> SpokenOutline:
    """As much of each statement, and as many statements as are heard at one go; the first in any case."""
    if in_one_go(speaker, meaning):
        return SpokenOutline((SpokenPart(meaning, {}),))
    statements = statements_of(meaning) or [meaning]
    room, parts = MOST[speaker.language], list[SpokenPart]()
    for statement in statements:
        part = _part_of(speaker, statement)
        room -= len(tell(speaker, SpokenOutline((part,))))
        if parts and (room < 0 or parts[-1].breaks_off):
            break
        parts.append(part)
    more = 0 if parts[-1].breaks_off else len(statements) - len(parts)
    return SpokenOutline(tuple(parts), more)


def _part_of(speaker: Speaker, statement: Meaning) -> SpokenPart:
    """A statement with as much of it open as there is room for."""
    folding, most = Folding(speaker, statement), MOST[speaker.language]
    if len(folding.line()) > most and isinstance(statement, Chain) and len(statement.relations) > 1:
        return replace(_part_of(speaker, _begun(speaker, statement)), breaks_off=True)
    waiting = deque(folding.groups())
    for _ in range(MOST_TRIES):
        if not waiting or len(folding.said) > most - LEAST_ROOM:
            break
        waiting += _opened(folding, waiting.popleft(), most)
    return SpokenPart(folding.tree, folding.names)


def _opened(folding: Folding, group: Sequence[Meaning], most: int) -> list[list[Meaning]]:
    """Opens parts of a kind where they fit, all or none; what they hold closed is to be opened next."""
    for way in (WHOLE, BARE) if any(map(_has_range, group)) else (WHOLE,):
        inner = folding.open(group, way)
        if _is_hollow(group, inner):
            folding.open(inner, WHOLE)
        if len(folding.line()) <= most:
            return folding.groups(group)
        folding.shut([*group, *inner])
    folding.line()
    return []


def _is_hollow(group: Sequence[Meaning], inner: Sequence[Meaning]) -> bool:
    """Whether it is no gain to open fractions alone: "the first sum over the second sum"."""
    return all(isinstance(part, Quotient) for part in group) and len(inner) == 2 * len(group)


def _has_range(node: Meaning) -> bool:
    return isinstance(node, Operation) and node.lower is not None


def _begun(speaker: Speaker, chain: Chain) -> Chain:
    """As many relations of a chain as there is room for, one in any case."""
    for count in range(len(chain.relations) - 1, 0, -1):
        begun = replace(chain, operands=chain.operands[: count + 1], relations=chain.relations[:count])
        if len(Folding(speaker, begun).line()) <= MOST[speaker.language]:
            break
    return begun
