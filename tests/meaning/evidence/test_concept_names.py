"""Which concept a noun phrase names: text -> (concept, how), or None where nothing is sure."""

import pytest
from small_glossary import build

from glossary import load
from reader.meaning.evidence.concept_names import is_nominal, name_concept, names_within
from reader.meaning.evidence.phrase_words import DETERMINER, ENDS_PHRASE, MODIFIERS, NOUNS
from reader.meaning.prose.words import classes, tag_of
from reader.messages import table


@pytest.fixture(scope="module")
def glossary(tmp_path_factory):
    return build(tmp_path_factory.mktemp("glossary"))


CASES = [
    ("the softmax function", "softmax", "whole"),
    ("softmax over the vocabulary", "softmax", "whole"),
    ("the temperature of the softmax", "temperature", "whole"),
    ("the temperature parameter of the softmax", "temperature", "stripped"),
    ("a \\emph{temperature}~\\cite{hinton} that controls the softmax", "temperature", "whole"),
    ("the initial stepsize of the descent", "learning-rate", "whole"),
    ("the learning rate LR", "learning-rate", "whole"),
    ("the learning rate GD", None, None),
    ("the policy's parameters", None, None),
    ("the policy parameters", None, None),  # they belong to it
    ("the policy representation", None, None),  # nor is what a machine makes the machine
    ("the temperature parameters of both models", "temperature", "stripped"),
    ("the gradient weights", None, None),
    ("the mean function", "mean", "stripped"),
    ("the (unknown) learning rate", "learning-rate", "whole"),
    ("the value function", "value-function", "whole"),
    ("the value", None, None),
    ("the parameter", None, None),
    ("a small positive constant", "constant", "rough"),
    ("the Lipschitz constant", None, None),
    ("a mapping from inputs to outputs", "function", "rough"),
    ("the function", "function", "rough"),
    ("a $d$-dimensional vector", "vector", "type"),
    ("the $i$-th weight matrix", "weight-matrix", "whole"),
    ("learned weight matrices", "weight-matrix", "whole"),
    ("the query matrix", None, None),
    ("the number of attention heads", "head-count", "whole"),
    ("the output of the attention head", "attention-head", "held"),
    ("the training loss", "loss-function", "special"),
    ("Kullback-Leibler divergence between $p$ and $q$", "kl-divergence", "whole"),
    ("normalized exponential of the scores", "softmax", "whole"),
    ("the pre-activation of the unit", None, None),
    ("a one-hot vector of the class", "one-hot-vector", "whole"),
    ("the mean and variance", None, None),
    ("the mean and the sample mean", "mean", "whole"),
    ("the mean and the shape", "mean", "coordinated"),
    ("the step sizes used by the optimiser", "learning-rate", "whole"),
    ("a batch of step sizes", "learning-rate", "held"),
    ("the policy being trained", "learned-policy", "whole"),
    ("the learning rate decay", None, None),
    ("方策", "learned-policy", "whole"),
    ("学習で得られる方策", "learned-policy", "head"),
    ("何か", None, None),
    ("", None, None),
    ("$x$", None, None),
    ("of the softmax", None, None),
]


@pytest.mark.parametrize(("text", "concept", "how"), CASES)
def test_head_decides(glossary, text, concept, how):
    naming = name_concept(text, glossary)
    assert (naming and naming.concept, naming and naming.how) == (concept, how)


def test_every_way_has_a_reason():
    assert {f"named-{how}" for _, _, how in CASES if how} <= set(table("linking"))


def test_every_word_tag_has_its_place():
    places = set(NOUNS + MODIFIERS + ENDS_PHRASE + DETERMINER)
    tags = {tag_of(word) for words in classes().values() for word in words} | set("vweg")
    assert tags <= places, tags - places


MEMBERS = [
    ("the sequence of learning rates", "learning-rate", "held"),
    ("an i.i.d. sequence of gradients", "gradient", "held"),
    ("the set of vectors", "set", "rough"),
    ("the learning rate", "learning-rate", "whole"),
]


@pytest.mark.parametrize(("text", "concept", "how"), MEMBERS)
def test_a_member_is_what_the_collection_holds(glossary, text, concept, how):
    naming = name_concept(text, glossary, member=True)
    assert (naming and naming.how) == how
    assert how is None or (naming and naming.concept) == concept


ELSEWHERE = [("the quest", None), ("the game state", None), ("the lamp", None), ("the street lamp", "lamp")]


@pytest.mark.parametrize(("text", "concept"), ELSEWHERE)
def test_names_of_a_field_that_the_paper_does_not_speak_of(glossary, text, concept):
    there = name_concept(text, glossary)
    elsewhere = name_concept(text, glossary, lambda layer: layer == "ground")
    assert there is not None and (elsewhere and elsewhere.concept) == concept


def test_joined_adjectives_come_before_one_noun():
    assert is_nominal("the real and synthetic frequencies") and is_nominal("first and second moments")
    assert not is_nominal("smooth and robust")


@pytest.mark.parametrize(
    ("text", "prose", "concept"),
    [
        ("the label of an edge", "edges of a network of roads", None),
        ("the label", "annotated pictures", "target"),
        ("the depth of the lake", "edges of a network of roads", None),
        ("the depth", "neural networks", "network-depth"),
        ("the learning rate", "edges of a network of roads", "learning-rate"),
    ],
)
def test_a_word_of_many_fields_is_taken_for_a_name_in_papers_of_one(text, prose, concept):
    naming = name_concept(text, load(), says=prose.__contains__)
    assert (naming and naming.concept) == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the degree of each node", "degree"),
        ("the entry of our matrix", "matrix-entry"),
        ("the number of attention heads", "number-of-heads"),
        ("the number of the attention head", None),
        ("the neural network (parameters are shared)", "neural-network"),
        ("the stochastic (sub)gradient at the point", "subgradient"),
        ("a unit vector orthogonal to the plane", "unit-vector"),
        ("a matrix independent of time", "matrix"),
    ],
)
def test_small_words_and_what_stands_behind_the_noun(text, concept):
    naming = name_concept(text, load())
    assert (naming and naming.concept) == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the log variance", None),
        ("the inverse learning rate", None),
        ("the relative prices", None),
        ("the inverse temperature", "inverse-temperature"),
        ("the log likelihood", "log-likelihood"),
        ("the relative entropy", "kl-divergence"),
        ("the variance of the inverse", "variance"),
        ("the normalisation factor", None),
        ("the minimisation variable", None),
        ("the normalisation layer", "normalisation"),
        ("the loss of energy", None),
        ("the training loss", "loss-function"),
        ("the temperature of the softmax policy", "temperature"),
        ("the ground truth depth", None),
    ],
)
def test_words_that_make_another_thing(text, concept):
    naming = name_concept(text, load())
    assert (naming and naming.concept) == concept


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("the state of nature", set()),
        ("the log variance", {"logarithm"}),
        ("the variance of the state of nature", {"variance"}),
        ("the inverse covariance matrix", {"precision-matrix"}),
        ("the gradient of the loss", {"gradient", "loss-function"}),
    ],
)
def test_names_that_stand_within(text, concepts):
    assert {one.concept for one in names_within(text, load())} == concepts


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the ratio", "ratio"),
        ("the amplitude ratio", None),
        ("the autocorrelation time", None),
        ("the time", "time"),
        ("the cut points", None),
    ],
)
def test_measures_behind_a_noun_are_quantities_of_their_own(text, concept):
    naming = name_concept(text, load())
    assert (naming and naming.concept) == concept


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("the mixture component of the matrix", "mixture-component"),
        ("the weights of the classifier", None),
        ("the edge weights", "edge-weight"),
        ("normalizing constant", "partition-function"),
        ("forcing term of the tide", "source-term"),
        ("the state estimate", "state-estimate"),
        ("the surge drops", None),
        ("the kernel of the Gaussian process", "kernel-function"),
    ],
)
def test_parts_and_nouns_that_look_like_verbs(text, concept):
    naming = name_concept(text, load(), says=lambda words: words == "gaussian process")
    assert (naming and naming.concept) == concept
