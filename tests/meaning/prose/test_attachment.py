"""Nouns beside a formula that do not name it, and what the same sentences do say."""

from __future__ import annotations

import pytest

from reader.meaning.prose.definitions import definitions_in
from reader.meaning.prose.labels import labels_in
from reader.meaning.prose.passage import passages_of

CASES: list[tuple[str, dict[str, str]]] = [
    # a verb behind its subject is no noun
    ("The method samples $K$ oars for each boat.", {}),
    ("GRAB samples $K$ oars for each boat.", {}),
    (r"The oven maps $u$ to $\hat u$.", {}),
    (r"The oven $q$ maps the dough $u$ to $\hat u$.", {"q": "The oven", "u": "the dough", r"\hat u": "The oven"}),
    (r"The oven maps $u$ to $\mathbb{R}^{d}$ and stops.", {}),
    (r"Mapping projects $\mathbb{R}^d$ to a ball.", {}),
    ("The model outputs $y$.", {}),
    ("Given a door, the policy samples $a$.", {}),
    ("The model outputs $y$ are kept.", {"y": "The model outputs"}),
    ("We compare the model outputs $y$ with it.", {"y": "the model outputs"}),
    ("We keep the oven scores $s$ for later.", {"s": "the oven scores"}),
    ("We split $V$ into halves.", {}),
    ("Partition $V$ into halves.", {}),
    ("by comparing sampling first words $w$ of two tongues", {"w": "first words of two tongues"}),
    (r"The head maps wet boats back to harbours: \[ \hat x = D(z) \]", {}),
    ("The models sample $t$ from a jar.", {}),
    ("We row with oars $x$ and team scores $y$ to the isle.", {"x": "oars", "y": "team scores"}),
    ("It is cut, and the oven maps $u$ to $v$.", {}),
    ("We use $p$ to test $q$ here.", {}),
    # what was set, and what was measured
    (r"We use RowLap ($\beta=.9$, $\epsilon=.1$) here.", {}),
    ("on Stripe data ($N=3$) we see", {}),
    (r"the plain bound ($\beta=1$) is met", {}),
    (r"against harsher fines ($\rho=-2$) it holds", {}),
    (r"the net ($\rho=-2$) holds", {}),
    (r"with a fine weight ($\rho=1$) it holds", {r"\rho": "a fine weight"}),
    ("the standard deviation ($s=1$) is met", {"s": "the standard deviation"}),
    ("the outer diameter ($d=5$) is met", {"d": "the outer diameter"}),
    ("the inner ring ($d=5$) is met", {"d": "the inner ring"}),
    (r"with momentum ($\beta=.9$) we row", {r"\beta": "momentum"}),
    (r"with a high rowing rate $r=5$ we row", {"r": "rowing rate"}),
    ("It attains a correlation of $r=.7$ here.", {}),
    ("It reaches the oven temperature $T=300$ here.", {"T": "the oven temperature"}),
    (r"It has a high Cohen's $\alpha$ here.", {}),
    ("The roads are sorted by safety ($P$ or $N$).", {}),
    ("The roads are closed by any snow ($P$ or $N$).", {"P": "any snow", "N": "any snow"}),
    (r"We call \textsc{Caulk}($\phi$) on it.", {}),
    # lists
    (
        "with an anchor $a$, a positive view $p$, and a hard negative $n$",
        {"a": "an anchor", "p": "a positive view", "n": "a hard negative"},
    ),
    (r"where $a_{9}$ and $j$ are the 9th-rank drag and lift.", {"a_{9}": "the 9th-rank drag", "j": "lift"}),
    (r"where $x = 2 a, a \sim q$ is a draw.", {"x": "a draw"}),
    (r"Let $u$, $v \in B$ be a gain.", {"v": "a gain"}),
    (r"Let $u$, $v \in B$ be a pair.", {"u": "a pair", "v": "a pair"}),
    (r"where $f(x)=a b$, and $U, V \in B$ are ropes.", {"U": "ropes", "V": "ropes"}),
    (
        "where $u$ and $v$ are sparse signals of sea and shore, respectively.",
        {"u": "sparse signal of sea", "v": "sparse signal of shore"},
    ),
    ("where $u$, $v$ are weights of ties and oars, respectively.", {"u": "weights of ties", "v": "weights of oars"}),
    (
        "Let $L$ and $M$ denote the best gains on the wet set $S$ and the dry set $T$, respectively.",
        {
            "L": "the best gains on the wet set $S$ and the dry set",
            "M": "the best gains on the wet set $S$ and the dry set",
            "S": "the wet set",
            "T": "the dry set",
        },
    ),
    ("where $v$ is a mean over days, weeks, and wet years.", {"v": "a mean over days, weeks, and wet years"}),
    ("It rows with both oars $x$ and the sail $y$.", {"x": "oars", "y": "the sail"}),
    # what a letter does, and what some of its values mean
    ("Here $s$ measures the wet part of the rope.", {"s": "what measures the wet part of the rope"}),
    (r"Here $\rho$ controls the drift.", {r"\rho": "what controls the drift"}),
    (r"where $\omega > 0$ controls the drift", {r"\omega": "what controls the drift"}),
    (r"Here $\rho$ controls the strength of the drift.", {r"\rho": "the strength of the drift"}),
    ("A larger $Z$ means a wet day.", {}),
    ("where $y=1$ indicates a wet day", {}),
    ("where $d=64$ denotes the depth", {"d": "the depth"}),
    (r"$(x_p, y_n)$ with $p \neq n$ is called a bad pair.", {}),
    (r"the maximized gain $g(\hat\theta)$ is kept", {r"g(\hat\theta)": "gain"}),
    (r"the best gain $g^*(\theta)$ is kept", {r"g^*(\theta)": "the best gain"}),
    (r"We denote the resulting grid by $0=t_1<\dots<t_L$.", {}),
    # wholes and parts
    ("the chance for all valid moves $F(a)$ is small", {}),
    (r"the trajectory $(x_0, \dots, x_T)$ ends", {}),
    (r"the points $\{x_0, \dots, x_T\}$ end", {r"\{x_0, \dots, x_T\}": "the points"}),
    (r"it beats the flat distribution $U \sim q$ here", {}),
    (r"at a pulsar density $n \sim 30$ here", {"n": "a pulsar density"}),
    (r"with the narrow law $U \mid Z, S = 1$ here", {r"U \mid Z": "the narrow law"}),
    (r"We made the approximations $a \sim b$ here.", {}),
    (r"It turns with reparameterization \[ z = a b \]", {}),
    (r"so that we raise the entropy of the wheel \[ J = a b \]", {}),
    (r"by the definition of the drag \[ D = a b \]", {"D": "the drag"}),
    (r"told in terms of the drag \[ D = a b \]", {"D": "the drag"}),
    (r"It yields the forward process: \[ x = a b \]", {}),
    (r"It yields the forward process: \[ q(x) = a b \]", {"q(x)": "the forward process"}),
    (r"weighted by the square of the rate: \[ c = a b \]", {}),
    (r"weighted by the following rate: \[ c = a b \]", {"c": "the following rate"}),
    (r"It ends in \[ D = a b. \] Denote the gain as it was.", {}),
    (r"if its faces are block-diagonal $A = B$", {}),
    (r"We take $C$ to be flat and LTI, however.", {}),
    (r"\begin{tabular}{ll} $x$ & 3pt \\ \end{tabular}", {}),
    (r"They lie on the grid $0=t_1<t_2<\dots<t_L$ here.", {}),
    (r"at grid points $0=t_1<t_2<\dots<t_L$ here", {"t_1": "grid points"}),
    ("We draw from a latent space $z$ of boats.", {}),
    ("We draw from a latent space $Z$ of boats.", {"Z": "a latent space of boats"}),
    ("Let $F$ be the 2-D sine transform operator.", {"F": "the 2-D sine transform operator"}),
    (r"A rowing algorithm $\mathbb{A}$ is defined as it was.", {r"\mathbb{A}": "A rowing algorithm"}),
    (r"See Algorithm $A$.", {}),
    ("so that we no longer satisfy $A$", {}),
    # clauses that say which one is meant
    (r"where $\kappa$ is the rate at which prey are eaten.", {r"\kappa": "the rate at which prey are eaten"}),
    (r"The rate at which prey eat seeds is denoted by $\kappa$.", {r"\kappa": "The rate at which prey eat seeds"}),
    ("We denote the rate at which prey eat seeds by $k$.", {"k": "the rate at which prey eat seeds"}),
    ("The rope sent by the boat is denoted by $m$.", {"m": "The rope sent by the boat"}),
    ("The set of boats that have a red sail is denoted by $R$.", {"R": "The set of boats that have a red sail"}),
    ("The force needed to lift an oar is denoted by $E$.", {"E": "The force needed to lift an oar"}),
    ("The work done by the winch is $W$.", {"W": "The work done by the winch"}),
    ("The cost of the tour that visits all isles is $c$.", {"c": "The cost of the tour that visits all isles"}),
    ("Let $k$ be the question that is asked in spring.", {"k": "the question that is asked in spring"}),
    ("where $q$ is the point where the ropes meet.", {"q": "the point where the ropes meet"}),
    ("where $y$ is the rope that we cut and $w$ is the oar.", {"y": "the rope that we cut", "w": "the oar"}),
    ("where $y$ is the rope that $z$ pulls and $w$ the oar.", {"y": "the rope that $z$ pulls", "w": "the oar"}),
    ("where $w$ is the wage that boat $j$ offers.", {"w": "the wage that boat $j$ offers", "j": "boat"}),
    ("where $x$ is the rowing rate which is set to $0.1$.", {"x": "the rowing rate"}),
    ("Let $x$ be the rope where $y$ is the oar.", {"x": "the rope", "y": "the oar"}),
    ("We use the fact that the cost of the tour is $c$.", {"c": "the cost of the tour"}),
    ("Let $G$ be a fleet such that a boat has one mast.", {"G": "a fleet"}),
    ("Let $s$ be the set that has the number two.", {"s": "the set that has the number two"}),
    ("where $x$ is the price that we pay for is given by chance.", {"x": "the price"}),
    ("The line through both isles is $l$.", {}),
    ("The path along the coast is denoted by $c$.", {"c": "The path along the coast"}),
    # the verb left out
    (
        "Let $T$ be the length of a song and $x_t$ the note at step $t$.",
        {"T": "the length of a song", "x_t": "the note at step $t$", "t": "step"},
    ),
    ("We denote by $h$ the mast and by $a$ the sail.", {"h": "the mast", "a": "the sail"}),
    (r"We write $\pi$ for the crew and $V$ for its pay.", {r"\pi": "the crew", "V": "its pay"}),
    ("We use $a$ and $b$ for the proof.", {}),
    ("where $I$ is the number of drowned.", {"I": "the number of drowned"}),
    # words that name text, and what they are besides
    ("Let $x_t$ be the note at step $t$.", {"x_t": "the note at step $t$", "t": "step"}),
    (r"Let $\ell$ be the line through $p$ and $q$.", {r"\ell": "the line through $p$ and $q$"}),
    ("where $s_k$ is the symbol sent by boat.", {"s_k": "the symbol sent by boat"}),
    (r"where $\pi$ is the symbol for the ratio.", {}),
    ("where $T$ is the table in the appendix.", {}),
    ("Let $k$ be the question.", {}),
    # said in passing
    ("The number of boats will be written as $k$.", {"k": "The number of boats"}),
    ("The age and the keel are denoted by $a$, $m$.", {"a": "The age", "m": "the keel"}),
    ("The age, the keel and the oar are written as $a$, $k$, $o$.", {"a": "The age", "k": "the keel", "o": "the oar"}),
    (r"We refer to $\epsilon$ as the tax.", {r"\epsilon": "the tax"}),
    ("We refer to $A$ as it was.", {}),
    ("The fleet (denoted $N$) was held.", {"N": "The fleet"}),
    ("Our guess, which we call $g$, holds.", {"g": "Our guess"}),
    ("We change $a$, the gain, and $b$, the bias.", {"a": "the gain", "b": "the bias"}),
    ("For all $a$ and $b$, the claim holds.", {}),
    ("The fleet is small ($n$ = number of boats).", {"n": "number of boats"}),
    ("The fleet is small ($n$ = 3 boats).", {}),
    (r"Here \[ Q = \sum_k q_k \] is the total load.", {"Q": "total load"}),
    (r"\[ y = a x + b \] is the best line through the data.", {}),
    (r"\[ y = a x + b \] is a good guess.", {}),
    (r"$\phi$ captures the data well.", {r"\phi": "what captures the data"}),
    ("with $k$ Hooke's constant", {"k": "Hooke's constant"}),
    ("That's $y$, and the crew's pay $r$ is low.", {"r": "the crew's pay"}),
    ("with a slowly varying wind $w$", {"w": "a slowly varying wind"}),
    ("the Newton--Raphson step $N$ is kept", {"N": "the Newton--Raphson step"}),
    ("the rate--a small number--is $r$", {}),
    (r"the energy per spin $e$ and the tax per isle, $m$, are", {"e": "the energy per spin", "m": "the tax per isle"}),
    ("as a function of energy per spin $e$.", {"e": "energy per spin"}),
    ("the load per boat $b$ is summed", {"b": "boat"}),
    ("where $a$ is the number of boats of type A.", {"a": "the number of boats of type A"}),
    ("The heat lost per unit time, $Q$, is low.", {"Q": "The heat lost per unit time"}),
    ("It was measured per boat, $k$ of them.", {}),
    ("where $n$ is the number of its leaves.", {"n": "the number of its leaves"}),
    ("where $n$ is the point at which the ray hits the sail.", {"n": "the point at which the ray hits the sail"}),
    ("where $B$ is the price of a bond that matures at dawn.", {"B": "the price of a bond that matures at dawn"}),
    ("We show that boats in the bay own $x$.", {}),
    ("where $c$ is the amount of reactant at the start.", {"c": "the amount of reactant at the start"}),
    ("where $D$ is the load given to the boat.", {"D": "the load given to the boat"}),
    ("The number of eggs laid by a hen is $F$.", {"F": "The number of eggs laid by a hen"}),
    ("We refer to the boat built in spring as $f$.", {"f": "the boat built in spring"}),
    ("The mast is denoted by $m$ and the sail by $s$.", {"m": "The mast", "s": "the sail"}),
    # two at once
    ("where $a$ and $b$ are the laws of the sea and of the shore.", {"a": "law of the sea", "b": "law of the shore"}),
    ("where $x$ (resp. $y$) is the age of a cat (resp. a raft).", {"x": "the age of a cat", "y": "the age of a raft"}),
    ("Let $x$ (resp. $y$) be a wet (resp. half wet) boat.", {"x": "a wet boat", "y": "half wet boat"}),
    ("Let $x$ (resp. $y$) be the mast of it.", {"x": "the mast"}),
    ("We denote $x$ (resp. $y$) the Bayesian (resp. subjective) belief.", {}),
    (
        "where $p$ and $q$ are the paths of the rising and the sinking sun.",
        {"p": "the paths of the rising and the sinking sun", "q": "the paths of the rising and the sinking sun"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs"), CASES, ids=[text[:60] for text, _ in CASES])
def test_a_noun_is_attached_to_its_own_symbol(text: str, pairs: dict[str, str]) -> None:
    assert {one.symbol: one.words or one.text for one in definitions_in(passages_of(text))} == pairs


@pytest.mark.parametrize("text", ["The oven maps $u$ to $v$.", "with a Cohen's $u$", "We split $u$ into halves."])
def test_no_mention_takes_a_verb_or_an_owner_for_a_name(text: str) -> None:
    assert "u" not in {one.symbol for one in definitions_in(passages_of(text), 0)}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (r"\[ R: \text{real set} \]", {"R": "real set"}),
        (r"\begin{align} R&: \text{real set}, \\ S: \text{made set} \end{align}", {"R": "real set", "S": "made set"}),
        (r"$f: \text{image} \to \text{text}$", {}),
        (r"$n: \mathrm{Nat}$", {}),
        (r"\[ \min x: \text{a bound} \]", {}),
    ],
)  # fmt: skip
def test_a_line_says_its_symbol_in_words(text: str, pairs: dict[str, str]) -> None:
    assert {one.symbol: one.text for one in labels_in(passages_of(text))} == pairs
