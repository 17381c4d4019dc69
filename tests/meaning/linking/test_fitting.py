"""What is tied to a symbol agrees with the author's noun and with the symbol's places; what does not is not tied."""

from __future__ import annotations

import pytest

from reader.model.annotations import Annotation
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle

ROBOT = r"""\section{Introduction} A kitchen robot imagines the physics of pans before it moves them.
\section{Method} Let $a_t$ be the action applied at step $t$. We assume a fixed length $L=120$ of every film,
\begin{equation} J = \frac{1}{L}\sum_{t=1}^{L} q(a_t) + Q + \Phi . \end{equation}
Here $Q$ is the Quality Index of the film. The violation sum $\Phi$ is the sum of all broken limits."""
STATES = r"""\section{Introduction} State space models are quick. The idea comes from quantum chemistry.
\section{Method} A state space model carries a state vector $h(t)$, and $F$ is the feature map of a convolutional layer,
\begin{equation} h'(t) = A h(t) + B F. \end{equation}"""
PRACTICE = r"""\section{Introduction} Cooks learn by reinforcement learning, measured by an f-divergence.
\section{Method} Let $\mathcal{D}_f$ be the forward demonstrations. We write $\mathbb{C}$ for the continuing evaluation,
\begin{equation} \mathbb{C}(\pi) = \sum_{s \sim \mathcal{D}_f} B r(s). \end{equation}
Here $B$ is the number of syllables. The batch size is small."""
DECAY = r"""\section{Introduction} Agents learn by reinforcement learning from trajectories of states $s_t$.
\section{Method} Weights fade, \begin{equation} w(d) = \exp(-d/\tau). \end{equation}"""


def annotated(body: str, latex: str) -> Annotation:
    text = f"\\documentclass{{article}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    bundle = SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    return next(each for each in read_bundle(Paper(), bundle).annotations if each.symbol.latex == latex)


@pytest.mark.parametrize(
    ("body", "latex", "never"),
    [
        (ROBOT, "a_{t}", "action-functional"),  # a name that another field uses
        (ROBOT, "L", "length"),
        (ROBOT, "L", "number-of-examples"),  # a place in a pattern against the author's own noun
        (STATES, "h", "quantum-state"),
        (STATES, "F", "feature-map"),
        (PRACTICE, r"\mathbb{C}", "complex-number"),
        (PRACTICE, "B", "batch-size"),
        (DECAY, r"\tau", "trajectory"),  # what divides is a number
    ],
)
def test_what_contradicts_the_author_or_the_place_is_not_tied(body: str, latex: str, never: str) -> None:
    assert never not in [link.concept for link in annotated(body, latex).links]


def test_the_author_s_noun_is_kept() -> None:
    assert annotated(ROBOT, "a_{t}").meaning == "action applied at step $t$"
    assert [link.concept for link in annotated(STATES, "h").links] == ["system-state"]


def test_the_usual_letter_of_a_trajectory_is_known_where_it_divides_nothing() -> None:
    body = DECAY.replace(r"\exp(-d/\tau)", r"\sum_{\tau \sim \pi} R(\tau)").replace("w(d)", "J")
    assert [link.concept for link in annotated(body, r"\tau").links] == ["trajectory"]


def test_a_neighbour_in_another_section_is_no_neighbour() -> None:
    body = r"""\section{Method} Cooks learn by reinforcement learning. Pots are sorted into two heaps,
    \begin{equation} n = |\mathcal{S}| + |\mathcal{U}| . \end{equation} %s
    \begin{equation} v = r(s_t, b). \end{equation}"""
    apart = annotated(body % r"\section{States} A cook moves,", r"\mathcal{S}")
    beside = annotated(body % "A cook moves,", r"\mathcal{S}")
    assert "state-space" in [one.concept for one in beside.links]
    assert "state-space" not in [one.concept for one in apart.links]


GIVEN = r"""\section{Introduction} Whether it rains has a probability.
\section{Method} The %s depends on the clouds. Rain $y$ falls from clouds $x$,
\begin{equation} %s \end{equation}"""


@pytest.mark.parametrize(
    ("formula", "is_given"),
    [
        (r"r = \log q(y \mid x) + \log q(x \mid y)", True),
        (r"r = \log q(y \mid x) - \log q(y)", False),  # a distribution of everything
        (r"r = q + q(y \mid x)", True),
        (r"r = q x", False),
    ],
)
def test_a_distribution_that_always_has_a_condition_is_a_conditional_one(formula: str, is_given: bool) -> None:
    tied = [link.concept for link in annotated(GIVEN % ("probability distribution $q$", formula), "q").links]
    assert ("conditional-distribution" in tied) == is_given


@pytest.mark.parametrize(
    ("words", "concept"),
    [
        ("number of syllables of the poem", ["count"]),
        ("number of beetles in a trap", ["count"]),
        ("number of observations", ["sample-size"]),
        ("colour of the beetle", []),
    ],
)
def test_the_number_of_things_without_a_name_is_a_count(words: str, concept: list[str]) -> None:
    body = rf"""\section{{Introduction}} Traps stand in a wood.
    \section{{Method}} Let $U$ be the {words}. Then \begin{{equation}} v = U + 3 r . \end{{equation}}"""
    assert [link.concept for link in annotated(body, "U").links] == concept


FLOW = r"""\section{Introduction} Flow matching learns a velocity. Diffusion models denoise.
\section{Method} Flow matching joins a reference distribution $\pi_{\mathrm{ref}}$ and the data by samples
$x_0$ and $x_1$,
\begin{equation} x_t = (1 - t) x_0 + t x_1, \quad x_0 \sim \pi_{\mathrm{ref}}. \end{equation}"""
NEURONS = r"""\section{Introduction} Neurons fire. A transformer layer has self-attention.
\section{Method} Let $V_{\mathrm{th}}$ be the firing threshold and $K$ the number of neurons,
\begin{equation} V[t] = \beta V[t - 1] + K I[t], \quad V[t] > V_{\mathrm{th}} . \end{equation}"""
SIZES = r"""\section{Method} Let $\sigma$ be the spread of the perturbation and $\rho$
the randomness of the policy $\pi$ of an agent,
\begin{equation} f(x + \sigma u) = \rho(x). \end{equation} The perturbation is small."""
TANGENT = r"""\section{Introduction} The neural tangent kernel (NTK) of a wide network hardly moves.
\section{Method} We write $\Theta(x, x')$ for the kernel,
\begin{equation} \dot f = -\Theta(x, x') (f - y). \end{equation}"""


@pytest.mark.parametrize(
    ("body", "latex", "never"),
    [
        (FLOW, r"\pi_{\mathrm{ref}}", "reference-policy"),  # the letter of another field
        (NEURONS, "V[t]", "value-vector"),
        (NEURONS, r"V_{\mathrm{th}}", "value-vector"),
        (SIZES, r"\sigma", "perturbation"),  # what only modifies the head
        (SIZES, r"\rho", "policy"),
    ],
)
def test_a_letter_of_another_field_and_a_modifier_are_not_tied(body: str, latex: str, never: str) -> None:
    assert never not in [link.concept for link in annotated(body, latex).links]


def test_a_general_word_leaves_room_for_a_special_kind_of_it() -> None:
    assert "neural-tangent-kernel" in [link.concept for link in annotated(TANGENT, r"\Theta").links]
