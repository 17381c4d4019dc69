"""Every row of the built-in glossary through the reader: formulas parse, what it says and shows links to it."""

import pytest

import glossary
from glossary.model import TRAITS, Concept, Notation
from reader.meaning.rehearsal import compute_numbers, rehearse, rehearse_concept, rehearse_notation

GLOSSARY = glossary.load()
CONCEPTS = pytest.mark.parametrize("concept", GLOSSARY.concepts.values(), ids=lambda concept: concept.id)
NOTATIONS = pytest.mark.parametrize(
    "notation", GLOSSARY.notations, ids=lambda notation: f"{notation.symbol or notation.base}-{notation.concept}"
)


@CONCEPTS
def test_formula_parses_and_an_author_s_words_name_it(concept: Concept):
    assert [problem.message for problem in rehearse_concept(concept, GLOSSARY)] == []


@CONCEPTS
def test_numbers_are_computed(concept: Concept):
    assert [problem.message for problem in compute_numbers(concept)] == []


@NOTATIONS
def test_notation_links_in_its_example(notation: Notation):
    assert [problem.message for problem in rehearse_notation(notation, GLOSSARY)] == []


def test_traits_are_those_that_symbols_have():
    from reader.formula import symbols

    documented = {trait for trait in TRAITS if f"``{trait}``" in (symbols.__doc__ or "")}
    assert documented == TRAITS


OWN = "[own]\nname = { en = 'own idea', ja = '案' }\n"
EXAMPLE = "example = {{ en = 'a', ja = 'あ', compute = {}, gives = '{}' }}\n"
SIGN = "[[notation]]\nconcept = 'token'\nconfidence = 0.9\nexample = 'x_t'\nsymbol = "
CONCEPTS_FILE, NOTATIONS_FILE = "concepts/gpt.toml", "notations/n.toml"
FAULTY = [  # a row of an overlay, the kind of the fault, the key
    (CONCEPTS_FILE, OWN + "formula = '\\frac{a'\n", "unread-formula", "formula"),
    (CONCEPTS_FILE, OWN + "says = 'the gradient'\n", "names-another", "says"),
    (CONCEPTS_FILE, OWN + EXAMPLE.format("'1/3'", "0.34"), "wrong-number", "example.gives"),
    (CONCEPTS_FILE, OWN + EXAMPLE.format("'1 +'", "2"), "wrong-number", "example.gives"),
    (CONCEPTS_FILE, OWN + EXAMPLE.format("'(1).__class__(2)'", "2"), "wrong-number", "example.gives"),
    (CONCEPTS_FILE, OWN + EXAMPLE.format("\"sympify('1+1')\"", "2"), "wrong-number", "example.gives"),
    (CONCEPTS_FILE, OWN + EXAMPLE.format("'plotting.os.getpid()*0+2'", "2"), "wrong-number", "example.gives"),
    (NOTATIONS_FILE, SIGN + "'x_t'\n", "other-spelling", "symbol"),
    (NOTATIONS_FILE, SIGN + "'x_{s}'\n", "links-otherwise", "example"),
]


@pytest.mark.parametrize(("file", "row", "kind", "key"), FAULTY, ids=lambda value: value if "-" in str(value) else None)
def test_a_faulty_example_is_named(tmp_path, file, row, kind, key):
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(row, encoding="utf-8")
    own = glossary.load(tmp_path)
    found = [
        (problem.kind, problem.key)
        for concept in own.concepts.values()
        if concept.id == "own"
        for problem in (*rehearse_concept(concept, own), *compute_numbers(concept))
    ]
    found += [
        (p.kind, p.key) for one in own.notations if one.file == NOTATIONS_FILE for p in rehearse_notation(one, own)
    ]
    assert (kind, key) in found


def test_the_whole_glossary_can_be_rehearsed(tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts/gpt.toml").write_text(
        "[own]\nname = { en = 'own', ja = '案' }\nsays = 'a sum'\n", encoding="utf-8"
    )
    assert "own" in {problem.row for problem in rehearse(glossary.load(tmp_path), compute=False)}
