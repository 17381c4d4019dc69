"""``tezawari glossary new``: a few questions, and a row is written that the checks accept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Container, Iterator
from pathlib import Path

from glossary import Glossary
from glossary.glossary import GlossaryRow
from glossary.graph import is_above
from glossary.rows import make_block
from glossary.writing import write_block, write_concept, write_notation
from reader.commands.speech import log, tell
from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_spelling
from reader.formula.syntax.parsing import parse_formula
from reader.meaning.blocks.finding import find_blocks
from reader.meaning.blocks.patterns import shelf_of
from reader.messages import Language


def ask(
    key: str, language: Language, usable: Callable[[str], bool] = bool, *, usual: str = "", letter: str = ""
) -> str:
    """An answer from standard input; asked again until it is usable. An empty one takes the usual answer."""
    while True:
        print(tell(f"ask-{key}", language, usual=usual, letter=letter), file=sys.stderr, end=" ", flush=True)
        answer = input().strip() or usual
        if usable(answer):
            return answer
        log(tell("unusable", language, answer=answer))


def ask_texts(english: str, japanese: str, language: Language) -> dict[str, str]:
    """The same text in English and in Japanese."""
    return {"en": ask(english, language), "ja": ask(japanese, language)}


def _ask_id(english: str, taken: Container[str], language: Language) -> str:
    usual = "-".join("".join(mark if mark.isalnum() else " " for mark in english.casefold()).split())
    return ask("id", language, lambda answer: answer not in taken, usual=usual)


def ask_concept(folder: Path, knowledge: Glossary, language: Language) -> Path:
    """A *named* concept: what it is called, which layer it belongs to, what it is and what it rests on."""
    name = ask_texts("name-en", "name-ja", language)
    concept = _ask_id(name["en"], knowledge, language)
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


def ask_block(folder: Path, knowledge: Glossary, language: Language) -> Path:
    """A block: a formula in which some letters stand for anything, one that it is found in and one that it is not."""
    name = ask_texts("name-en", "name-ja", language)
    block = _ask_id(name["en"], knowledge.blocks, language)
    concept = ask("block-concept", language, knowledge.__contains__)
    pattern = ask("pattern", language, lambda answer: bool(answer) and not parse_formula(answer).problems)
    values: dict[str, object] = {
        "concept": concept,
        "name": name,
        "patterns": [pattern],
        "slots": dict(_ask_slots(pattern, language)),
    }

    def found(formula: str) -> bool:
        row = GlossaryRow("block", block, "", {**values, "matches": [formula], "lookalikes": []})
        return bool(find_blocks(formula, shelf=shelf_of({block: make_block(row)})))

    values["matches"] = [ask("match", language, found, usual=pattern)]
    values["lookalikes"] = [ask("lookalike", language, lambda answer: bool(answer) and not found(answer))]
    return write_block(folder, block, values)


def _ask_slots(pattern: str, language: Language) -> Iterator[tuple[str, dict[str, str]]]:
    """What each letter of the pattern stands for; one that means itself is no slot."""
    letters: dict[str, str] = {}
    for use in symbol_uses(parse_formula(pattern)):
        if use.kind == "identifier":
            name = use.base or use.latex
            letters[name] = "index" if "bound" in use.traits else letters.get(name, "any")
    for name, kind in letters.items():
        english = ask("slot-en", language, lambda answer: True, letter=name)
        if english:
            yield name, {"kind": kind, "en": english, "ja": ask("slot-ja", language, letter=name)}
