"""Short paths: what they leave out, their stages, and those of the built-in concepts."""

import pytest

import glossary
from glossary import graph
from glossary.loader import assemble
from glossary.paths.lessons import LONGEST, NEAREST, known_with, short_path

GLOSSARY = glossary.load()
LAYERS = """
[low]
name = { en = "Low", ja = "下" }
lesson = { en = "Tools.", ja = "道具です。" }
[high]
name = { en = "High", ja = "上" }
lesson = { en = "Ideas.", ja = "考え方です。" }
stands_on = ["low"]
"""


def row(concept, *needs, more=""):
    listed = ", ".join(
        f'{{ concept = "{need}", kind = "{kind}", why = {{ en = "for {concept}", ja = "{concept} のため" }} }}'
        for need, kind in needs
    )
    return f'[{concept}]\nname = {{ en = "{concept}", ja = "{concept}" }}\nrequires = [{listed}]\n{more}\n'


@pytest.fixture
def build(tmp_path):
    def write(low, high):
        (tmp_path / "concepts").mkdir(exist_ok=True)
        for name, text in (("layers", LAYERS), ("concepts/low", low), ("concepts/high", high)):
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return assemble(tmp_path)

    return write


def test_only_what_the_formula_needs_is_on_the_short_path(build):
    low = row("number", more="foundation = true") + row("vector", ("number", "read")) + row("history")
    high = row("proof") + row("goal", ("vector", "read"), ("proof", "why"), ("history", "background"))
    way = short_path(build(low, high), "goal")
    assert way.concepts == ("vector", "goal")
    assert way.rest == ("proof",) and way.foundations == ("number",)
    assert way.lessons[0].text["en"] == "Tools."
    assert way.why["vector"] == ("goal", {"en": "for goal", "ja": "goal のため"})


def test_a_short_path_is_bounded_and_the_nearest_stay(build):
    chain = "".join(row(f"c{n}", (f"c{n + 1}", "read")) for n in range(NEAREST + 3)) + row(f"c{NEAREST + 3}")
    assert short_path(build(chain, ""), "c0").concepts == tuple(f"c{n}" for n in range(NEAREST, -1, -1))
    many = "".join(row(f"m{n}") for n in range(20))
    wide = row("goal", *((f"m{n}", "read") for n in range(20)))
    assert len(short_path(build(many, wide), "goal").concepts) == LONGEST


def test_a_teachers_stages_are_followed(build):
    stages = (
        'stages = [{ concepts = ["b"], en = "Late first.", ja = "先に。" }, { concepts = ["a"], en = "x", ja = "y" }]'
    )
    way = short_path(build(row("a") + row("b"), row("goal", ("a", "read"), more=stages)), "goal")
    assert way.concepts == ("b", "a", "goal") and way.lessons[0].text["en"] == "Late first."


def test_what_is_ticked_is_known_with_what_it_rests_on(build):
    built = build(row("number", more="foundation = true") + row("a") + row("b", ("a", "why")), row("c"))
    assert known_with(built, ["b"]) == {"number", "a", "b"}


@pytest.mark.parametrize("concept", GLOSSARY.concepts.values(), ids=list(GLOSSARY.concepts))
def test_every_short_path_is_short_and_in_order(concept):
    way = short_path(GLOSSARY, concept.id)
    assert len(way.concepts) <= LONGEST and len(set(way.concepts)) == len(way.concepts)
    place = {each: number for number, each in enumerate(way.concepts)}
    for each in way.concepts:
        assert all(place[need] < place[each] for need in graph.prerequisites(GLOSSARY, each) if need in place)
    assert not any(GLOSSARY[each].foundation for each in way.concepts[:-1]) or concept.stages
    assert all(lesson.text["en"] and lesson.text["ja"] for lesson in way.lessons)


TAUGHT = {  # what a teacher would certainly go through, and what would lead astray
    "attention": ("dot-product softmax query key value-vector", "one-hot-vector class partition-function"),
    "scaled-dot-product-attention": ("softmax query key variance", "bernoulli-distribution"),
    "dpo": ("sigmoid kl-divergence bradley-terry-model reference-policy rlhf-objective", "relu masked-language-model"),
    "layer-normalisation": ("mean variance standard-deviation", "integral limit"),
    "elbo": ("latent-variable jensens-inequality kl-divergence posterior-distribution", "perceptron"),
    "rotary-embedding": ("rotation-matrix dot-product key frequency", "word-embedding"),
    "mixture-of-experts": ("router softmax weighted-average", "perceptron"),
    "kv-cache": ("autoregressive-model causal-mask key value-vector", "relu"),
    "speculative-decoding": ("autoregressive-model rejection-sampling", "monte-carlo law-of-large-numbers"),
    "lora": ("matrix-product matrix-rank", "masked-language-model"),
    "ppo": ("policy advantage probability-ratio clipping", "integral"),
    "grpo": ("prompt response standardisation kl-penalty reference-policy", "integral"),
    "flow-matching": (
        "probability-distribution expectation velocity-field ordinary-differential-equation",
        "perceptron",
    ),
    "mamba": ("zero-order-hold state-space-model recurrence-relation parallel-scan", "perceptron"),
}


@pytest.mark.parametrize("concept", TAUGHT)
def test_paths_go_where_a_teacher_goes(concept):
    through, astray = (set(concepts.split()) for concepts in TAUGHT[concept])
    way = set(short_path(GLOSSARY, concept).concepts)
    assert through <= way and not astray & way


def test_directions_that_were_wrong_once():
    for lower, upper in (
        ("jensens-inequality", "elbo"), ("mean", "layer-normalisation"), ("matrix-rank", "lora"),
        ("router", "mixture-of-experts"), ("bias-correction", "adam"), ("implicit-reward", "dpo"),
    ):  # fmt: skip
        assert graph.chain(GLOSSARY, lower, upper) and not graph.chain(GLOSSARY, upper, lower), (lower, upper)
    assert not graph.chain(GLOSSARY, "quantile", "median")
