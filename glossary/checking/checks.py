"""Finds every fault of a glossary's rows at once, each with one sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any

from glossary import graph, tiers
from glossary.block import Block
from glossary.checking.blocks import check_blocks
from glossary.checking.notations import check_notations, check_shadowed
from glossary.checking.numbers import says
from glossary.checking.problem import GlossaryProblem
from glossary.glossary import Glossary, GlossaryRow
from glossary.living.checks import check_living
from glossary.living.model import LivingFormula
from glossary.model import LANGUAGES, NEEDS_OF_CONCEPTS, PLACED, TELLING, TIERS, TRAITS, Concept, Layer, Notation
from glossary.naming import fold_name
from glossary.paths.lessons import LONGEST
from glossary.rows import PARTS, SHORT, layer_of, spelled_out


def check(glossary: Glossary) -> tuple[GlossaryProblem, ...]:
    """Every problem of every row, in the order of the files. Empty where there is none."""
    places = {file: number for number, file in enumerate(dict.fromkeys(row.file for row in glossary.rows))}
    problems = [problem for rule in RULES for problem in rule(glossary)]
    changed = {(row.file, row.key): row.changed_in for row in glossary.rows if row.changed_in}
    problems = [replace(fault, file=changed.get((fault.file, fault.row), fault.file)) for fault in problems]
    return tuple(sorted(problems, key=lambda problem: places.get(problem.file, len(places))))


# --- the shape of a row: keys, types, languages ----------------------------------------------------------------------


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _is_names(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_strings, value.values()))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numbers(value: object) -> bool:
    return all(map(_is_numbers, value)) if isinstance(value, list) else _is_number(value)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _is_short_or_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str | dict) for entry in value)


def _is_table_of_tables(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_table, value.values()))


def _shape_of_part(kind: str, part: type) -> tuple[str, Callable[[object], bool]]:
    if kind.startswith("tuple"):
        return (
            ("a list of strings or tables", _is_short_or_tables) if part in SHORT else ("a list of tables", _is_tables)
        )
    return ("a table of tables", _is_table_of_tables) if kind.startswith("Mapping") else ("a table", _is_table)


SHAPES: Mapping[str, tuple[str, Callable[[object], bool]]] = {  # a field's type -> what a row writes for it
    "str": ("a string", lambda value: isinstance(value, str)),
    "str | None": ("a string", lambda value: isinstance(value, str)),
    "float": ("a number", _is_number),
    "float | None": ("a number", _is_number),
    "Numbers": ("a number, or lists of numbers", _is_numbers),
    "Mapping[str, Numbers]": (
        "a table of numbers",
        lambda value: isinstance(value, dict) and all(map(_is_numbers, value.values())),
    ),
    "Mapping[str, Names]": (
        "a table of { en = [...], ja = [...] }",
        lambda value: isinstance(value, dict) and all(map(_is_names, value.values())),
    ),
    "tuple[int, ...]": (
        "a list of whole numbers",
        lambda value: isinstance(value, list) and all(map(_is_number, value)),
    ),
    "Texts": ("{ en = ..., ja = ... } with strings", _is_texts),
    "Names": ("{ en = [...], ja = [...] } with strings", _is_names),
    "tuple[str, ...]": ("a list of strings", _is_strings),
    "bool": ("true or false", lambda value: isinstance(value, bool)),
    "Mapping[str, str]": ("a table of strings", _is_texts),
    "int": ("a whole number", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    **{kind: _shape_of_part(kind, part) for kind, part in PARTS.items()},
}
SCHEMAS: Mapping[str, type] = {"layer": Layer, "concept": Concept, "notation": Notation, "block": Block,
                                 "living": LivingFormula}  # fmt: skip


def check_shapes(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Unknown and missing keys, wrong types, missing languages; the dataclasses are the schema."""
    for row in glossary.rows:
        yield from check_table(row, row.values, SCHEMAS[row.kind], "")


def check_table(row: GlossaryRow, table: Mapping[str, object], schema: type, inside: str) -> Iterator[GlossaryProblem]:
    """Like :func:`check_shapes`, for one table of a row.

    ``inside`` is the table's key with a dot, "" for the row itself.
    """
    fields_by_name = {entry.name: entry for entry in fields(schema) if entry.name not in PLACED}
    for key in table.keys() - fields_by_name.keys() - {"extends"}:
        allowed = (("kind", schema.__name__.lower()), ("allowed", ", ".join(fields_by_name)))
        yield GlossaryProblem(row.file, row.key, inside + key, "unknown-key", allowed)
    for key, entry in fields_by_name.items():
        if key in table:
            yield from _check_value(row, table[key], str(entry.type), inside + key)
        elif entry.default is MISSING and entry.default_factory is MISSING:
            yield GlossaryProblem(row.file, row.key, inside + key, "missing-key")


def _check_value(row: GlossaryRow, value: Any, kind: str, key: str) -> Iterator[GlossaryProblem]:
    expected, holds = SHAPES[kind]
    if not holds(value):
        yield GlossaryProblem(row.file, row.key, key, "wrong-type", (("expected", expected),))
        return
    if isinstance(value, dict) and kind in ("Texts", "Names"):
        for language in LANGUAGES:
            if language not in value or (kind == "Texts" and not value[language].strip()):
                yield GlossaryProblem(row.file, row.key, key, "missing-language", (("language", language),))
        for language in value.keys() - set(LANGUAGES):
            allowed = (("kind", "text"), ("allowed", ", ".join(LANGUAGES)))
            yield GlossaryProblem(row.file, row.key, f"{key}.{language}", "unknown-key", allowed)
    elif kind in PARTS:
        if kind.startswith("Mapping"):
            for name, part in value.items():
                yield from check_table(row, part, PARTS[kind], f"{key}.{name}.")
            return
        for part in value if isinstance(value, list) else [value]:
            yield from check_table(row, spelled_out(PARTS[kind], part), PARTS[kind], f"{key}.")


# --- what rows say of each other -------------------------------------------------------------------------------------


def check_duplicates(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Concepts or layers that are defined twice; names that lead to two concepts."""
    count = Counter((row.kind, row.key) for row in glossary.rows if row.kind != "notation")
    for row in glossary.rows:
        if count[row.kind, row.key] > 1:
            count[row.kind, row.key] = 1
            yield GlossaryProblem(row.file, row.key, "", "duplicate-row")
    owner: dict[tuple[str, ...], Concept] = {}
    for concept in glossary.concepts.values():
        names = [*concept.english_names, *concept.aliases.get("ja", ()), concept.name.get("ja", "")]
        for name in filter(None, names):
            first = owner.setdefault(fold_name(name), concept)
            if first is not concept:
                arguments = (("name", name), ("concept", first.id))
                yield GlossaryProblem(concept.file, concept.id, "aliases", "duplicate-name", arguments)


def check_layers(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Files and ``stands_on`` that name no layer; layers that stand on themselves."""
    layer_ids = {layer.id for layer in glossary.layers}
    for layer in glossary.layers:
        for lower in layer.stands_on:
            if lower not in layer_ids:
                yield GlossaryProblem("layers.toml", layer.id, "stands_on", "unknown-layer", (("layer", lower),))
        if layer.id in graph.layers_below(glossary.layers, layer.id):
            yield GlossaryProblem("layers.toml", layer.id, "stands_on", "cyclic-layer")
    for row in glossary.rows:
        if row.kind == "concept" and layer_of(row.file) not in layer_ids:
            yield GlossaryProblem(row.file, row.key, "", "unknown-layer", (("layer", layer_of(row.file)),))


REQUIRED = (
    frozenset(one.name for one in fields(Concept) if one.default is MISSING and one.default_factory is MISSING) - PLACED
)


def check_tiers(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Concepts whose row lacks what their tier demands, and malformed references."""
    for row in glossary.rows:
        concept = glossary.concepts.get(row.key) if row.kind == "concept" else None
        if concept is None or concept.file != row.file:
            continue
        if concept.tier not in TIERS:
            arguments = (("value", concept.tier), ("allowed", ", ".join(TIERS)))
            yield GlossaryProblem(row.file, row.key, "tier", "unknown-value", arguments)
        for key in tiers.missing(concept, row.values):
            if key in REQUIRED - row.values.keys():
                continue  # reported already
            blanks = (("wanted", key.replace("|", " / ")), ("tier", concept.tier))
            yield GlossaryProblem(row.file, row.key, key.split("|")[0], "missing-for-tier", blanks)
        if concept.definition and tiers.is_short(concept):
            yield GlossaryProblem(row.file, row.key, "definition", "short-definition", (("tier", concept.tier),))
        for reference in concept.references:
            if sum(map(bool, (reference.book, reference.paper, reference.wikipedia, reference.wikidata))) != 1:
                yield GlossaryProblem(row.file, row.key, "references", "one-reference")


def check_feels(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """A feel whose numbers are not computed, or are not in its text. A test with SymPy checks the values."""
    for concept in glossary.concepts.values():
        if concept.feel is None:
            continue
        if len(concept.feel.compute) != len(concept.feel.gives):
            yield GlossaryProblem(concept.file, concept.id, "feel.gives", "uneven-feel")
        for number in concept.feel.gives:
            if not (says(concept.feel.en, number) and says(concept.feel.ja, number)):
                yield GlossaryProblem(concept.file, concept.id, "feel.gives", "unsaid-number", (("number", number),))


def check_confusions(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Confusions with an unknown concept, or with the concept itself."""
    for concept in glossary.concepts.values():
        for other in concept.confused_with:
            if other.concept not in glossary or other.concept == concept.id:
                arguments = (("concept", other.concept),)
                yield GlossaryProblem(concept.file, concept.id, "confused_with", "unknown-confusion", arguments)


def check_meanings(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Concepts that describe their symbols in unknown words."""
    for concept in glossary.concepts.values():
        for key, values, allowed in (
            ("tells", {concept.tells} - {""}, TELLING),
            ("unfit", set(concept.unfit), tuple(sorted(TRAITS))),
        ):
            for value in sorted(values - set(allowed)):
                arguments = (("value", value), ("allowed", ", ".join(allowed)))
                yield GlossaryProblem(concept.file, concept.id, key, "unknown-value", arguments)
        if concept.output and concept.output not in glossary:
            yield GlossaryProblem(concept.file, concept.id, "output", "unknown-output", (("concept", concept.output),))


def check_lessons(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Stages of a short path that name unknown concepts, one twice or one too late; too many."""
    for concept in glossary.concepts.values():
        way = [*(taught for stage in concept.stages for taught in stage.concepts), concept.id]
        if concept.stages and len(way) > LONGEST:
            counts = (("count", str(len(way))), ("most", str(LONGEST)))
            yield GlossaryProblem(concept.file, concept.id, "stages", "long-path", counts)
        for place, taught in enumerate(way):
            known = taught in glossary and way.index(taught) == place
            late = known and set(graph.prerequisites(glossary, taught)) & set(way[place:])
            if not known or late:
                arguments = (("concept", taught),)
                yield GlossaryProblem(concept.file, concept.id, "stages", "misplaced-stage", arguments)


def check_prerequisites(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Prerequisites that are unknown, circular, of no kind, or in a layer above."""
    below = {layer.id: graph.layers_below(glossary.layers, layer.id) for layer in glossary.layers}
    cyclic = graph.cyclic(glossary)
    for concept in glossary.concepts.values():
        for need in concept.requires:
            required = glossary.concepts.get(need.concept)
            kind, arguments = "", {"concept": need.concept}
            if required is None:
                kind = "dangling-prerequisite"
            elif need.kind not in NEEDS_OF_CONCEPTS:
                kind, arguments = "unknown-value", {"value": need.kind, "allowed": ", ".join(NEEDS_OF_CONCEPTS)}
            elif concept.id in cyclic and concept.id in graph.closure(glossary, [need.concept], NEEDS_OF_CONCEPTS):
                kind, arguments = "cyclic-prerequisite", {"through": need.concept}
            elif concept.layer in below.get(required.layer, ()) and concept.layer != required.layer:
                kind, arguments = "prerequisite-above", {**arguments, "layer": required.layer}
            if kind:
                yield GlossaryProblem(concept.file, concept.id, "requires", kind, tuple(arguments.items()))


# --- what a text looks like ------------------------------------------------------------------------------------------

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
DOUBLED = re.compile(r"\\\\[A-Za-z]")
HIRAGANA = re.compile(r"[ぁ-ゖー・\s]+")
POLITE = re.compile(r"(です|ます|ません|でした|ました|ましょう|でしょう|ください)(か|ね|よ)?[）」]*$")
POLITE_KEYS = ("definition.ja", "used_in.ja", "feel.ja")
LATEX_KEYS = ("formula", "symbol", "base", "near", "patterns", "matches", "lookalikes", "letters")


def check_texts(glossary: Glossary) -> Iterator[GlossaryProblem]:
    """Control characters, unbalanced braces, readings and Japanese sentences."""
    for row in glossary.rows:
        yield from check_text(row)


def check_text(row: GlossaryRow) -> Iterator[GlossaryProblem]:
    """Like :func:`check_texts`, for one row."""
    for key, text in _strings_in(row.values):
        top = key.split(".")[0]
        if CONTROL.search(text):
            yield GlossaryProblem(row.file, row.key, key, "control-character")
        if _is_latex(row.kind, key) and not _balanced(text):
            yield GlossaryProblem(row.file, row.key, key, "unbalanced-braces")
        if top in ("symbol", "base", "near") and DOUBLED.search(text):
            yield GlossaryProblem(row.file, row.key, key, "doubled-backslash")
        if key == "reading" and text and not HIRAGANA.fullmatch(text):
            yield GlossaryProblem(row.file, row.key, key, "reading-script")
        if key in POLITE_KEYS and text and not _polite(text):
            yield GlossaryProblem(row.file, row.key, key.split(".")[0], "sentence-style")


def _is_latex(kind: str, key: str) -> bool:
    top, last = key.split(".")[0], key.split(".")[-1]
    if last in LANGUAGES:
        return False
    return top in LATEX_KEYS or (kind, top) == ("notation", "example") or last in ("holds", "neutral")


def _strings_in(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings_in(inner, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings_in(inner, key)


def _balanced(latex: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)(?:\\\\)*([{}])", latex):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _polite(text: str) -> bool:
    *sentences, rest = text.strip().split("。")
    return bool(sentences) and not rest.strip("）」 ") and all(POLITE.search(sentence) for sentence in sentences)


RULES: tuple[Callable[[Glossary], Iterator[GlossaryProblem]], ...] = (
    check_shapes, check_layers, check_tiers, check_feels, check_confusions, check_meanings, check_duplicates,
    check_lessons, check_prerequisites,
    check_notations, check_shadowed, check_blocks, check_living, check_texts,
)  # fmt: skip
