"""Every row of the built-in glossary through the reader: formulas parse, what it says and shows leads to it."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from small_glossary import build

import glossary
from glossary import Glossary
from glossary.checking.problem import GlossaryProblem
from glossary.loader import assemble
from glossary.model import TRAITS
from glossary.rows import layer_of
from reader.formula.symbols.inventory import collect_symbols
from reader.latex.document.document import read_document
from reader.latex.source.bundle import bundle_from_bytes
from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.linking.linking import annotate
from reader.model.source import Paper
from reader.study.authoring.rehearsal import (
    compute_numbers,
    rehearse,
    rehearse_block,
    rehearse_concept,
    rehearse_notation,
)

GLOSSARY = glossary.load()
LAYERS = pytest.mark.parametrize("layer", [layer.id for layer in GLOSSARY.layers])


def told(problems: Iterable[GlossaryProblem]) -> list[str]:
    return [f"{problem.row}: {problem.message}" for problem in problems]


@LAYERS
def test_formulas_parse_and_an_author_s_words_name_the_concept(layer: str):
    concepts = [concept for concept in GLOSSARY.concepts.values() if concept.layer == layer]
    assert told(problem for concept in concepts for problem in rehearse_concept(concept, GLOSSARY)) == []


@LAYERS
def test_numbers_are_computed(layer: str):
    concepts = [concept for concept in GLOSSARY.concepts.values() if concept.layer == layer]
    assert told(problem for concept in concepts for problem in compute_numbers(concept)) == []


@LAYERS
def test_notations_are_options_in_their_examples(layer: str):
    notations = [notation for notation in GLOSSARY.notations if layer_of(notation.file) == layer]
    assert told(problem for notation in notations for problem in rehearse_notation(notation, GLOSSARY)) == []


def test_traits_are_those_that_symbols_have():
    from reader.formula.symbols import symbols

    documented = {trait for trait in TRAITS if f"``{trait}``" in (symbols.__doc__ or "")}
    assert documented == TRAITS


OWN = "[own]\nname = { en = 'own idea', ja = '案' }\n"
EXAMPLE = "example = {{ en = 'a', ja = 'あ', compute = {}, gives = '{}' }}\n"
SIGN = "[[notation]]\nconcept = 'gradient'\nconfidence = 0.9\nexample = 'x_t'\nsymbol = "
CONCEPTS_FILE, NOTATIONS_FILE = "concepts/ground.toml", "notations/n.toml"


def small_with(folder: Path, file: str, row: str) -> Glossary:
    """The small glossary with one more row."""
    below, above = folder / "below", folder / "above" / file
    below.mkdir()
    above.parent.mkdir(parents=True)
    above.write_text(row, encoding="utf-8")
    build(below)
    return assemble(below, folder / "above")


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
    own = small_with(tmp_path, file, row)
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


WICK = r"""
[[notation]]
concept = "wick-length"
symbol = '\kappa'
confidence = 0.9
example = '\kappa'
why = { en = "a candle has a wick", ja = "ろうそくには芯があります" }
"""


def test_a_row_of_the_reader_s_own_glossary_wins(tmp_path):
    """Where nothing else speaks of the symbol, though no learned weight knows the concept."""
    for folder, row in (
        ("concepts", "[wick-length]\nname = { en = 'wick length', ja = '芯の長さ' }\n"),
        ("notations", WICK),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ground.toml").write_text(row, encoding="utf-8")
    own = glossary.load(tmp_path)
    text = r"\documentclass{article}\begin{document}Candles burn. \[ y = 2 \kappa + 1 \] So it glows.\end{document}"
    document = read_document(bundle_from_bytes("p.tex", text.encode()))
    symbols = collect_symbols(document).symbols
    (found,) = (
        one for one in annotate(LinkingEvidence(symbols, (), document, Paper(), own)) if one.symbol.latex == r"\kappa"
    )
    assert (found.status, found.meaning) == ("glossary", "wick length")
    assert [link.concept for link in found.links] == ["wick-length"]


WALL = "[wall]\nconcept = 'gradient'\nname = { en = 'wall', ja = '壁' }\nslots.s = { en = 'stone', ja = '石' }\n"
FAULTY_BLOCKS = [  # the rest of the row, the kind of the fault, the key
    ("patterns = ['s + 1']\nmatches = ['a + 2']\nlookalikes = ['a b']", "block-not-found", "matches"),
    ("patterns = ['s + 1']\nmatches = ['a + 1']\nlookalikes = ['1 + b']", "block-found", "lookalikes"),
    ("patterns = ['t + 1']\nmatches = ['t + 1']\nlookalikes = ['a b']", "slot-unused", "slots.s"),
    ("patterns = ['\\frac{s']\nmatches = ['a']\nlookalikes = ['a b']", "unread-pattern", "patterns"),
]


@pytest.mark.parametrize(("row", "kind", "key"), FAULTY_BLOCKS, ids=lambda value: value if "-" in str(value) else None)
def test_a_faulty_block_is_named(tmp_path, row, kind, key):
    own = small_with(tmp_path, "blocks/ground.toml", WALL + row)
    assert (kind, key) in [(problem.kind, problem.key) for problem in rehearse_block(own.blocks["wall"], own)]


@pytest.mark.slow
def test_the_whole_glossary_can_be_rehearsed(tmp_path):
    (tmp_path / "concepts").mkdir()
    (tmp_path / "concepts/ground.toml").write_text(
        "[own]\nname = { en = 'own', ja = '案' }\nsays = 'a sum'\n", encoding="utf-8"
    )
    assert "own" in {problem.row for problem in rehearse(glossary.load(tmp_path), compute=False)}
