"""``tezawari glossary new``: a few questions, and a row is written that the checks accept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from glossary import Glossary
from glossary.graph import is_above
from glossary.writing import write_concept, write_notation
from reader.commands.speech import log, tell
from reader.formula.canonical import canonical_spelling
from reader.messages import Language


def ask(key: str, language: Language, usable: Callable[[str], bool] = bool, *, usual: str = "") -> str:
    """An answer from standard input; asked again until it is usable. An empty one takes the usual answer."""
    while True:
        print(tell(f"ask-{key}", language, usual=usual), file=sys.stderr, end=" ", flush=True)
        answer = input().strip() or usual
        if usable(answer):
            return answer
        log(tell("unusable", language, answer=answer))


def ask_texts(english: str, japanese: str, language: Language) -> dict[str, str]:
    """The same text in English and in Japanese."""
    return {"en": ask(english, language), "ja": ask(japanese, language)}


def ask_concept(folder: Path, knowledge: Glossary, language: Language) -> Path:
    """A *named* concept: what it is called, which layer it belongs to, what it is and what it rests on."""
    name = ask_texts("name-en", "name-ja", language)
    usual = "-".join("".join(mark if mark.isalnum() else " " for mark in name["en"].casefold()).split())
    concept = ask("id", language, lambda answer: answer not in knowledge, usual=usual)
    layers = {layer.id for layer in knowledge.layers}
    log(tell("known-layers", language, layers=", ".join(layer.id for layer in knowledge.layers)))
    layer = ask("layer", language, layers.__contains__)
    values: dict[str, object] = {
        "tier": "named",
        "name": name,
        "reading": ask("reading", language),
        "definition": ask_texts("definition-en", "definition-ja", language),
        "requires": _ask_requirements(knowledge, layer, language),
    }
    return write_concept(folder, layer, concept, values)


def _ask_requirements(knowledge: Glossary, layer: str, language: Language) -> list[dict[str, object]]:
    def usable(answer: str) -> bool:
        return not answer or (answer in knowledge and not is_above(knowledge.layers, knowledge[answer].layer, layer))

    needs: list[dict[str, object]] = []
    while True:
        concept = ask("requires", language, usable)
        if not concept:
            return needs
        needs.append({"concept": concept, "why": ask_texts("why-en", "why-ja", language)})


def ask_notation(folder: Path, knowledge: Glossary, language: Language) -> Path:
    """A notation: a symbol, its concept, a word that the paper must use, and a formula that shows it."""
    symbol = canonical_spelling(ask("symbol", language))
    concept = ask("concept", language, knowledge.__contains__)
    words = ask("words", language, lambda answer: True)
    values: dict[str, object] = {"symbol": symbol, "concept": concept}
    if words:
        values["words"] = [word.strip() for word in words.split(",") if word.strip()]
    values["confidence"] = 0.8 if words else 0.6
    values["why"] = ask_texts("reason-en", "reason-ja", language)
    values["example"] = ask("example", language, usual=symbol)
    return write_notation(folder, knowledge[concept].layer, values)
