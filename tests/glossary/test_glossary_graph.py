"""Prerequisites and learning paths."""

import glossary
from glossary import graph
from glossary.loader import assemble
from glossary.model import Layer

LAYERS = '[low]\n[high]\nstands_on = ["low"]\n'


def needs(**concepts):
    rows = []
    for concept, prerequisites in concepts.items():
        listed = ", ".join(f'{{ concept = "{need}" }}' for need in prerequisites.split())
        rows.append(f"[{concept}]\nrequires = [{listed}]\n")
    return "".join(rows)


def build(folder, low, high=""):
    (folder / "concepts").mkdir()
    (folder / "layers.toml").write_text(LAYERS, encoding="utf-8")
    (folder / "concepts/low.toml").write_text(low, encoding="utf-8")
    (folder / "concepts/high.toml").write_text(high, encoding="utf-8")
    return assemble(folder)


def test_path_goes_from_the_ground_up(tmp_path):
    built = build(tmp_path, needs(a="", b="c", c="a", unused=""), needs(d="b", e="d a"))
    assert built.path(["e"]) == ("a", "c", "b", "d", "e")
    assert built.path(["b", "e", "b"]) == ("a", "c", "b", "d", "e")
    assert built.path(["nothing"]) == built.path([]) == ()


def test_a_choice_follows_layers_and_files(tmp_path):
    built = build(tmp_path, needs(z="", y="", x=""), needs(p="x", q=""))
    assert built.path(["q", "p", "y", "z"]) == ("z", "y", "x", "p", "q")


def test_closure(tmp_path):
    built = build(tmp_path, needs(a="", b="a missing", c="b"))
    assert graph.closure(built, ["c"]) == {"a", "b", "c"}


def test_cycles_are_named_and_do_not_hang(tmp_path):
    built = build(tmp_path, needs(a="b", b="a", c="a", d=""))
    assert graph.cyclic(built) == {"a", "b"}
    assert built.path(["c", "d"]) == ("d", "a", "b", "c")


def test_layers_below():
    layers = [Layer("a", {}), Layer("b", {}, ("a",)), Layer("c", {}, ("b",)), Layer("d", {}, ("d",))]
    assert graph.layers_below(layers, "c") == {"a", "b"}
    assert graph.layers_below(layers, "a") == frozenset()
    assert graph.layers_below(layers, "d") == {"d"}


def test_every_concept_comes_after_what_it_requires():
    built = glossary.load()
    order = built.path(built.concepts)
    assert sorted(order) == sorted(built.concepts)
    place = {concept: number for number, concept in enumerate(order)}
    for concept in built.concepts:
        for need in graph.prerequisites(built, concept):
            assert place[need] < place[concept], (need, concept)
