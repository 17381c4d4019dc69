"""Every row of the built-in glossary: it passes the checks, and its example computes."""

import ast
import math
from pathlib import Path

import pytest
import sympy

import glossary
from glossary.model import Concept

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


@pytest.mark.parametrize("concept", GLOSSARY.concepts.values(), ids=lambda concept: concept.id)
def test_example_computes(concept: Concept):
    value = eval(concept.example.compute, vars(sympy).copy())
    if concept.example.gives in ("True", "False"):
        assert str(bool(value)) == concept.example.gives
    else:
        assert math.isclose(float(value), float(concept.example.gives), rel_tol=0.005, abs_tol=1e-9)


def test_glossary_knows_nothing_of_the_reader():
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "reader" for name in names), file.name
