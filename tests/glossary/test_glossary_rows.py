"""Every row of the built-in glossary: it passes the checks, and its example computes."""

import ast
import math
from pathlib import Path

import pytest
import sympy

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


CALCULATIONS = [
    (concept.id, expression, value)
    for concept in GLOSSARY.concepts.values()
    for sample in (concept.example, concept.feel)
    if sample
    for expression, value in (
        zip(sample.compute, sample.gives, strict=True) if sample is concept.feel else [(sample.compute, sample.gives)]
    )
]


@pytest.mark.parametrize(("concept", "expression", "gives"), CALCULATIONS, ids=[entry[0] for entry in CALCULATIONS])
def test_number_of_a_text_is_computed(concept: str, expression: str, gives: str):
    value = eval(expression, vars(sympy).copy())
    if gives in ("True", "False"):
        assert str(bool(value)) == gives
    else:
        exact, said = float(value), float(gives.replace(",", "").replace("−", "-"))
        last_digit = 0.5 * 10 ** -len(gives.partition(".")[2])
        assert math.isclose(exact, said, rel_tol=0.005, abs_tol=1e-9) or abs(exact - said) <= last_digit * 1.001


def test_glossary_knows_nothing_of_the_reader():
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "reader" for name in names), file.name
