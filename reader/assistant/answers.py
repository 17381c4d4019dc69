"""A model's answer, which may be anything: taken apart into proposals, the rest counted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from reader.assistant.proposals import Dropped, EndProposal, Gives, MeaningProposal, SentenceProposal, Towards
from reader.assistant.questions import Question

LONGEST = 100_000  # characters of an answer that is looked at
MOST_SENTENCES, MOST_ENDS = 2, 2
TEXT: Mapping[str, object] = {"type": "string"}


def _object(**fields: object) -> dict[str, object]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(of: object) -> dict[str, object]:
    return {"type": "array", "items": of}


SCHEMA = _object(
    symbols=_list(_object(symbol=TEXT, meaning=TEXT, quote=TEXT, concept=TEXT)),
    purpose={"anyOf": [_object(text=TEXT, quote=TEXT), {"type": "null"}]},
    sentences=_list(_object(text=TEXT, quote=TEXT)),
    ends=_list(
        _object(
            symbol=TEXT,
            towards={"enum": ["0", "1", "infinity", "-infinity"]},
            gives={"enum": ["0", "1", "infinity", "-infinity", "larger", "smaller"]},
        )
    ),
)
"""What an answer looks like, as a JSON Schema."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What an answer proposes, none of it checked; ``dropped`` is what could not even be read as a proposal."""

    meanings: tuple[MeaningProposal, ...] = ()
    purpose: SentenceProposal | None = None
    sentences: tuple[SentenceProposal, ...] = ()
    ends: tuple[EndProposal, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    @property
    def number(self) -> int:
        """How many there are, those that could not be read among them."""
        parts = (self.meanings, self.sentences, self.ends, self.dropped)
        return sum(map(len, parts)) + (self.purpose is not None)


def proposals_in(text: str, question: Question) -> Proposals:
    """The proposals of one answer. What was not asked for, comes twice or has another form is dropped."""
    answer = _object_in(text[:LONGEST])
    if answer is None:
        return Proposals(dropped=(Dropped("malformed", text[:40]),))
    dropped: list[Dropped] = []
    meanings: dict[str, MeaningProposal] = {}
    for row in _rows(answer, "symbols", ("symbol", "meaning", "quote"), dropped):
        symbol = row["symbol"]
        if symbol in question.asked and symbol not in meanings:
            concept = row.get("concept") if isinstance(row.get("concept"), str) else ""
            meanings[symbol] = MeaningProposal(
                question.equation, symbol, row["meaning"], row["quote"], cast("str", concept)
            )
        else:
            dropped.append(Dropped("not-asked", symbol[:40]))
    sentences = [
        SentenceProposal(question.equation, row["text"], row["quote"])
        for row in _rows(answer, "sentences", ("text", "quote"), dropped)
    ]
    ends = [
        EndProposal(question.equation, row["symbol"], cast("Towards", row["towards"]), cast("Gives", row["gives"]))
        for row in _rows(answer, "ends", ("symbol", "towards", "gives"), dropped)
    ]
    return Proposals(
        tuple(meanings.values()),
        _purpose(answer, question, dropped),
        tuple(sentences[:MOST_SENTENCES]),
        tuple(ends[:MOST_ENDS]),
        tuple(dropped),
    )


def says_nothing(text: str) -> bool:
    """Whether an answer is empty, or an object without any field: who knows nothing lists nothing."""
    return not text.strip() or _object_in(text[:LONGEST]) == {}


def _purpose(answer: Mapping[str, Any], question: Question, dropped: list[Dropped]) -> SentenceProposal | None:
    row = answer.get("purpose")
    if row in (None, "", {}):
        return None
    if not question.wants_purpose:
        dropped.append(Dropped("not-asked", "purpose"))
        return None
    if not _has(row, ("text", "quote")):
        dropped.append(Dropped("malformed", "purpose"))
        return None
    return SentenceProposal(question.equation, row["text"], row["quote"])


def _rows(
    answer: Mapping[str, Any], key: str, fields: tuple[str, ...], dropped: list[Dropped]
) -> Iterator[Mapping[str, Any]]:
    rows = answer.get(key)
    if not isinstance(rows, list):
        if rows is not None:
            dropped.append(Dropped("malformed", key))
        return
    for row in rows:
        if _has(row, fields):
            yield row
        else:
            dropped.append(Dropped("malformed", key))


def _has(row: object, fields: tuple[str, ...]) -> bool:
    return isinstance(row, dict) and all(isinstance(row.get(field), str) for field in fields)


def _object_in(text: str) -> Mapping[str, Any] | None:
    """The first JSON object of a text: some models put words or a fence around it."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            found, _ = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at = text.find("{", at + 1)
            continue
        return found if isinstance(found, dict) else None
    return None
