"""Names that are the same name, and names that are not."""

import pytest

from glossary.naming import fold_name

SAME = [
    ("Kullback–Leibler divergence", "kullback leibler divergences"),
    ("normalised exponential", "normalized exponential"),
    ("position-wise feed-forward network", "position wise feed forward networks"),
    ("weight matrices", "weight matrix"),
    ("probabilities", "probability"),
    ("losses", "loss"),
    ("indices", "index"),
    ("Bayes' theorem", "Bayes theorem"),
    ("Euler's number", "Euler number"),
    ("neighbours", "neighbor"),
    ("language modelling", "language modeling"),
    ("centre", "center"),
    ("Rényi entropy", "renyi entropy"),
    ("analysing", "analyzing"),
    ("softmaxes", "softmax"),
    ("timesteps", "time step"),
    ("number of datasets", "number of data sets"),
]
DIFFERENT = [
    ("basis", "base"),
    ("bias", "bia"),
    ("loss", "los"),
    ("statistics", "static"),
    ("key", "keypoint"),
    ("cross-entropy", "entropy"),
    ("バッチサイズ", "パッチサイズ"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different(one, other):
    assert fold_name(one) != fold_name(other)
