"""The bundled example paper says that its numbers can be worked out by hand: here they are."""

from __future__ import annotations

import re
from itertools import permutations
from math import exp, log, prod, sqrt

import pytest

from reader.latex.source.bundle import example_bundle

FILES = example_bundle().files
NUMBERS = " ".join(FILES["sections/experiments.tex"].text.replace("$", "").split())
REFERENCE, REWARDS = (0.5, 0.3, 0.2), (0.0, 1.0, 2.0)


def softmax(logits: list[float]) -> list[float]:
    return [exp(logit) / sum(map(exp, logits)) for logit in logits]


def logistic(value: float) -> float:
    return 1 / (1 + exp(-value))


def optimum(beta: float) -> list[float]:
    return softmax([log(p) + r / beta for p, r in zip(REFERENCE, REWARDS, strict=True)])


def divergence(policy: list[float]) -> float:
    return sum(p * log(p / q) for p, q in zip(policy, REFERENCE, strict=True))


def tune(steps: int) -> tuple[list[float], float]:
    """Gradient descent on the preference loss, beta = eta = 1; the policy and its loss."""
    start = [log(p) for p in REFERENCE]
    logits = list(start)
    loss = 0.0
    for _ in range(steps + 1):
        loss, gradient = 0.0, [0.0, 0.0, 0.0]
        for better, worse in permutations(range(3), 2):
            weight = logistic(REWARDS[better] - REWARDS[worse]) / 3
            margin = (logits[better] - start[better]) - (logits[worse] - start[worse])
            loss -= weight * log(logistic(margin))
            gradient[better] -= weight * logistic(-margin)
            gradient[worse] += weight * logistic(-margin)
        policy = softmax(logits)
        logits = [logit - slope for logit, slope in zip(logits, gradient, strict=True)]
    return policy, loss


QUERY, KEYS, VALUES = (2, 0, 1, 1), ((1, 0, 0, 0), (0, 1, 1, 0), (2, 0, 1, 1)), (1, 2, 4)
SCORES = [sum(a * b for a, b in zip(QUERY, key, strict=True)) for key in KEYS]
SCALED, UNSCALED = softmax([score / sqrt(4) for score in SCORES]), softmax([float(score) for score in SCORES])
CROSS_ENTROPY = -log(prod((0.5, 0.25, 0.8))) / 3


def three(values: list[float]) -> str:
    return "{:.3f}, {:.3f} and {:.3f}".format(*values)


@pytest.mark.parametrize(
    "says",
    [
        "dot products are {}, {} and {};".format(*SCORES),
        f"weights are {three(SCALED)}. Leave the division out, and they are {three(UNSCALED)}",
        "output moves from {:.2f} to {:.2f}".format(
            *(sum(w * v for w, v in zip(weights, VALUES, strict=True)) for weights in (SCALED, UNSCALED))
        ),
        f"become {three(softmax([2, 1, 0]))} at \\temp = 1",
        f"At \\temp = 2 they become {three(softmax([1, 0.5, 0]))}",
        f"at \\temp = 0.5 they become {three(softmax([4, 2, 0]))}",
        f"of {CROSS_ENTROPY:.3f} nats and a perplexity of {exp(CROSS_ENTROPY):.2f}",
        f"earns {sum(p * r for p, r in zip(REFERENCE, REWARDS, strict=True)):.1f} on average",
        f"gives {three(optimum(1))}; it earns {sum(p * r for p, r in zip(optimum(1), REWARDS, strict=True)):.2f}",
        f"at a divergence of {divergence(optimum(1)):.3f} nats",
        f"moves the policy only to {three(optimum(4))}",
        f"puts {optimum(0.25)[2]:.3f} on the third",
        f"0.693 to {tune(100)[1]:.3f}",
        f"After ten steps the policy is {three(tune(10)[0])}",
    ],
)
def test_a_number_of_the_paper(says: str) -> None:
    assert says in NUMBERS


def test_a_hundred_steps_reach_the_optimum() -> None:
    assert tune(100)[0] == pytest.approx(optimum(1), abs=5e-4)


def test_references_and_environments_are_sound() -> None:
    text = "".join(re.sub(r"(?<!\\)%.*", "", file.text) for file in FILES.values())
    labels = re.findall(r"\\label\{([^}]*)\}", text)
    assert len(labels) == len(set(labels))
    assert set(re.findall(r"\\(?:eq)?ref\{([^}]*)\}", text)) <= set(labels)
    for file in FILES.values():
        opened: list[str] = []
        for match in re.finditer(r"\\(begin|end)\{([a-z]+)\}", re.sub(r"(?<!\\)%.*", "", file.text)):
            if match[1] == "begin":
                opened.append(match[2])
            else:
                assert opened.pop() == match[2], file.path
        assert opened == []
