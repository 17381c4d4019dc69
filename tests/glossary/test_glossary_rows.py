"""Every row of the built-in glossary: it passes the checks, and its example computes."""

import ast
from pathlib import Path

import glossary

GLOSSARY = glossary.load()
FOLDER = Path(glossary.__file__).parent


def test_rows_have_no_problem():
    problems = glossary.check(GLOSSARY)
    assert "\n".join(f"{p.file} [{p.row}] {p.key}: {p.message}" for p in problems) == ""


def test_layers_have_concepts_and_stand_in_order():
    seen = set()
    for layer in GLOSSARY.layers:
        assert set(layer.stands_on) <= seen, layer.id
        seen.add(layer.id)


def test_glossary_knows_nothing_of_the_reader():
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "reader" for name in names), file.name


def test_core_and_standard_concepts_have_a_feel():
    assert [one.id for one in GLOSSARY.concepts.values() if one.tier != "named" and one.feel is None] == []


def test_no_other_name_repeats_the_name():
    twice = [
        f"{concept.id}: {name}"
        for concept in GLOSSARY.concepts.values()
        for language, names in concept.aliases.items()
        for name in names
        if name == concept.name[language]
    ]
    assert twice == []
