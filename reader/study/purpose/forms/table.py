"""The forms in the order in which they are asked, each with a formula that it tells of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reader.study.purpose.claims import Claim
from reader.study.purpose.composed import grows, makes, weighs
from reader.study.purpose.forms import (
    aims,
    bounds,
    chance,
    draws,
    dynamics,
    everyday,
    guesses,
    labels,
    pulls,
    scales,
    shapes,
    steps,
    sums,
    values,
    ways,
    wholes,
)
from reader.study.purpose.forms.scene import Scene, of_left
from reader.study.purpose.kinds import Kind, extremum_in, sought_left
from reader.study.purpose.phrase import PurposePhrase

VALUES: frozenset[Kind | None] = frozenset(("loss or objective", "definition", "estimator", "identity", "model"))
NAMED: frozenset[Kind | None] = frozenset(("loss or objective", "definition", "estimator"))
ADDED: frozenset[Kind | None] = NAMED | {"identity", "model"}
MOVES: frozenset[Kind | None] = frozenset(("update rule", "definition", "identity"))
BOUNDS: frozenset[Kind | None] = frozenset(("bound", "identity", "definition"))
SCALED: frozenset[Kind | None] = VALUES | {None, "bound"}
MOTIONS: frozenset[Kind | None] = frozenset(("model", "identity", "definition", None))
CALLED: frozenset[Kind | None] = frozenset(("definition", "identity", "model", "estimator"))
FINDINGS: frozenset[Kind | None] = frozenset(("identity", "constraint", "definition"))


@dataclass(frozen=True, slots=True)
class PurposeForm:
    """``tell`` says what a formula of one of ``kinds`` is for; ``beside`` is what a paper says next to ``example``.

    A ``plain`` form says less than the names of all parts do, and is asked after them. Of one that ``measures``, the
    name of the left side is the subject.
    """

    tell: Callable[[Scene], PurposePhrase | None]
    kinds: frozenset[Kind | None]
    example: str
    beside: str = ""
    plain: bool = False
    measures: bool = False


FORMS: tuple[PurposeForm, ...] = (
    PurposeForm(labels.bounded, BOUNDS, r"R \le \underbrace{a}_{\text{noise}} + \underbrace{b}_{\text{drift}}"),
    PurposeForm(aims.plays, frozenset(("loss or objective",)), r"\min_{\pi} \max_{C} V(\pi, C)"),
    PurposeForm(aims.weighs, VALUES, r"L = A + \lambda B", "The loss $L$ is"),
    PurposeForm(labels.labelled, VALUES, r"L = \underbrace{a}_{\text{data fit}} + \underbrace{b}_{\text{roughness}}"),
    PurposeForm(aims.looks, frozenset(("loss or objective",)), r"\theta = \arg\min_{w} \sum_{i} \| y_i - f(w) \|^2"),
    PurposeForm(values.gated, MOVES | VALUES, r"m_t = g_t \odot m_{t-1} + (1 - g_t) \odot u_t"),
    PurposeForm(steps.averages_on, MOVES, r"m_t = \beta m_{t-1} + (1 - \beta) g_t"),
    PurposeForm(steps.moves, frozenset(("update rule",)), r"x_{t+1} = x_t - \eta g_t"),
    PurposeForm(steps.descends, MOVES, r"x_{t+1} = A x_t - \eta \nabla f(x_t)"),
    PurposeForm(dynamics.carried, MOTIONS, r"\frac{dx}{du} = v(x, u)"),
    PurposeForm(steps.flows, frozenset(("model",)), r"\dot{x} = A x + B u"),
    PurposeForm(dynamics.moved, MOTIONS, r"\frac{\partial h}{\partial t} + c h = q"),
    PurposeForm(dynamics.path, VALUES, r"x(b) = x(a) + \int_{a}^{b} v(s) \, ds"),
    PurposeForm(draws.hidden, VALUES, r"p(y \mid x) = \int T(y \mid z) q(z \mid x) \, dz"),
    PurposeForm(chance.draws, frozenset(("sampling rule", None)), r"z \sim \mathcal{N}(m, S)"),
    PurposeForm(chance.normal, VALUES, r"p(x \mid y) = \mathcal{N}(x; m, S)"),
    PurposeForm(chance.turned, VALUES, r"p(x \mid y) = \frac{p(y \mid x) p(x)}{p(y)}", "Let $p$ be a distribution."),
    PurposeForm(chance.mixture, VALUES, r"q(u \mid x) = \sum_{k=1}^{K} A_k \mathcal{N}(u; m_k, S_k)"),
    PurposeForm(chance.tilted, VALUES | {None}, r"p(x \mid y) \propto q(x \mid y) \exp(f(x) / c)"),
    PurposeForm(chance.chained, VALUES, r"p(x, z) = p(z) p(x \mid z)", "Let $p$ be a distribution."),
    PurposeForm(chance.independent, VALUES, r"p(x) = \prod_{i=1}^{n} p(x_i)", "Let $p$ be a distribution."),
    PurposeForm(chance.summed_out, VALUES, r"p(x) = \int p(x, z) \, dz", "Let $p$ be a distribution."),
    PurposeForm(chance.noisy, VALUES, r"y = f(x) + e", "where $e$ denotes the noise"),
    PurposeForm(scales.fits, VALUES, r"R = 1 - \frac{\sum_i (y_i - f_i)^2}{\sum_i (y_i - m)^2}"),
    PurposeForm(guesses.crosses, VALUES, r"H = - \sum_{k} t_k \log y_k", measures=True),
    PurposeForm(guesses.held_against, VALUES, r"\chi = \frac{(k - m)^2}{v}", measures=True),
    PurposeForm(guesses.scatters, VALUES, r"\operatorname{Var}(x) = a b"),
    PurposeForm(sums.distance, VALUES | {None}, r"L = \frac{1}{n} \sum_{i=1}^{n} \| x_i - y_i \|^2", measures=True),
    PurposeForm(
        pulls.asks,
        VALUES,
        r"L = \sum_{i} \max(0, f(x_i) - f(y_i) + m)",
        "where $L$ denotes the ranking loss and $m$ denotes the safety margin.",
        measures=True,
    ),
    PurposeForm(sums.mismatch, VALUES, r"L = \mathbb{E}_{x}[\mathrm{CE}(f(x), y)]", measures=True),
    PurposeForm(sums.surprise, VALUES, r"L = - \sum_{i} \log p(x_i)", measures=True),
    PurposeForm(
        sums.outdone, VALUES, r"J = \frac{1}{n} \sum_{i=1}^{n} (r_i - b) \log \pi(a_i \mid s_i)", measures=True
    ),
    PurposeForm(sums.indicator, VALUES, r"r = \mathbb{1}[x > y]"),
    PurposeForm(sums.discounted, VALUES, r"G = \sum_{t=0}^{T} \gamma^{t} r_t"),
    PurposeForm(sums.exceeds, VALUES, r"R = \sum_{t=1}^{T} (f(x_t) - f(y))", measures=True),
    PurposeForm(sums.weighted, VALUES, r"y = \sum_{i=1}^{n} w_i v_i"),
    PurposeForm(everyday.affine, VALUES, r"h = W x + b"),
    PurposeForm(everyday.largest_gap, VALUES, r"d = \sup_{x} | f(x) - g(x) |", measures=True),
    PurposeForm(everyday.up_to, VALUES | {None}, r"f(h) = g + O(h^2)"),
    PurposeForm(everyday.share_so_far, VALUES, r"s(u) = \frac{\int_{a}^{u} f(r) \, dr}{\int_{a}^{b} f(r) \, dr}"),
    PurposeForm(values.mixes, VALUES, r"y = c a + (1 - c) b"),
    PurposeForm(ways.goes, VALUES, r"y = b + s (a - b)"),
    PurposeForm(scales.squashed, VALUES, r"p = \frac{1}{1 + e^{b - a}}"),
    PurposeForm(values.proportion, VALUES | {"update rule"}, r"g = \frac{a}{a + b}"),
    PurposeForm(values.softmax, VALUES, r"w = \operatorname{softmax}(s)"),
    PurposeForm(
        values.standardised, VALUES, r"z = \frac{x - m}{s}", "where $s$ denotes the standard deviation", measures=True
    ),
    PurposeForm(values.correlation, VALUES, r"r = \operatorname{corr}(x, y)", measures=True),
    PurposeForm(values.kernel, VALUES, r"k = \exp(- \frac{\| x - y \|^2}{2 s})", measures=True),
    PurposeForm(values.likelier, VALUES, r"w = \frac{p(x)}{q(x)}", "Let $p$ and $q$ be distributions.", measures=True),
    PurposeForm(values.cases, VALUES, r"f(x) = \begin{cases} 1 & \text{if } x > a \\ 0 & \text{otherwise} \end{cases}"),
    PurposeForm(shapes.bent, VALUES, r"y = g \odot \tanh(a x) + b"),
    PurposeForm(shapes.rescales, VALUES, r"y = g \odot \frac{x - m}{\sqrt{v + e}} + b"),
    PurposeForm(shapes.power_law, VALUES, r"L(n) = \left(\frac{c}{n}\right)^{a}"),
    PurposeForm(values.clipped, VALUES, r"h = \max(0, a - b)"),
    PurposeForm(values.limit, VALUES, r"\lim_{n \to \infty} f(n) = c"),
    PurposeForm(bounds.chance, frozenset(("bound",)), r"\Pr(X > a) \le \delta"),
    PurposeForm(bounds.touches, frozenset(("bound",)), r"f(y) \ge f(x) + \langle \nabla f(x), y - x \rangle"),
    PurposeForm(
        pulls.limits, frozenset(("bound",)), r"R \le \log(\| x \|) - \| y \|", "Here $R$ denotes the total drift."
    ),
    PurposeForm(
        grows.limit_grows,
        frozenset(("bound",)),
        r"R \le \frac{s^2 + c}{n}",
        "Here $R$ denotes the total drift, $n$ denotes the number of boats and $s$ denotes the wind speed.",
    ),
    PurposeForm(bounds.shrinks, BOUNDS, r"\| x - y \| \le \frac{C}{\sqrt{n}}"),
    PurposeForm(bounds.adds_to_one, FINDINGS, r"\sum_{i} w_i = 1"),
    PurposeForm(
        wholes.joins,
        VALUES,
        r"u = [a ; b]",
        "Here $u$ denotes the total energy, $a$ denotes the kinetic energy.",
        plain=True,
    ),
    PurposeForm(wholes.composes, VALUES, r"F = g \circ h", plain=True),
    PurposeForm(
        wholes.adds_up,
        VALUES,
        r"E = a + b",
        "Here $E$ denotes the total energy, $a$ denotes the kinetic energy.",
        plain=True,
    ),
    PurposeForm(pulls.pulls, VALUES, r"s = \| x \| - 2 \| y \|", "Here $s$ denotes the total energy.", plain=True),
    PurposeForm(shapes.gathers, VALUES, r"M = \int_{a}^{b} g(r) \, dr", "Here $M$ denotes the total mass.", plain=True),
    PurposeForm(
        scales.scales, SCALED, r"v = \frac{q}{A}", "Here $v$ denotes the speed, $q$ denotes the flow rate.", plain=True
    ),
    PurposeForm(
        makes.drawn_given,
        frozenset(("sampling rule", None)),
        r"(y, x) \sim p(\cdot \mid c)",
        "Here $y$ denotes the next harvest, $c$ denotes the soil moisture and $x$ denotes the seed weight.",
    ),
    PurposeForm(
        makes.made,
        VALUES,
        r"z = h(g(x))",
        "where $z$ denotes the ripeness score, $g$ denotes the leaf encoder and $x$ denotes the leaf image.",
    ),
    PurposeForm(
        weighs.counts,
        VALUES,
        r"v = a x + b y",
        "Here $a$ denotes the decay rate. The input gain is $b$.",
    ),
    PurposeForm(
        grows.value_grows,
        VALUES,
        r"v = \frac{d^2 + c}{t}",
        "Here $v$ denotes the ferry speed, $d$ denotes the lake length and $t$ denotes the travel time.",
        plain=True,
    ),
    PurposeForm(dynamics.leads_on, MOVES, r"x_{t+1} = A x_t + B u_t", "Here $u_t$ denotes the kinetic energy."),
    PurposeForm(
        dynamics.answers,
        VALUES,
        r"\frac{\partial C}{\partial w} = a b",
        "where $C$ denotes the total cost and $w$ denotes the gas pressure",
    ),
    PurposeForm(sums.averaged, NAMED, r"m = \frac{1}{N} \sum_{i} x_i", "where $m$ denotes the mass", plain=True),
    PurposeForm(sums.added, ADDED, r"m = \sum_{i=1}^{n} x_i", "where $m$ denotes the mass", plain=True),
    PurposeForm(values.difference, NAMED, r"d = a - b", "Here $a$ denotes the gas pressure.", plain=True),
)


def told_of_sought(scene: Scene) -> PurposePhrase | None:
    """What is looked for on the left, and what the right side says of its value."""
    outer = sought_left(scene.claim)
    if outer is None:
        return None
    if extremum_in(outer.body) is not None and scene.claim.left is not None:
        return aims.plays(replace(scene, claim=Claim(None, (), (scene.claim.left,))))
    told = (
        found
        for side in scene.claim.sides
        for plain in (False, True)
        for found in told_by_forms(replace(scene, claim=Claim(outer.body, scene.claim.signs[:1], (side,))), plain=plain)
    )
    return aims.looked_for(outer, next(told, None), scene)


def told_by_forms(scene: Scene, *, plain: bool) -> Iterator[PurposePhrase]:
    """What the forms that hold say of a formula, one after the other."""
    for each in FORMS:
        if each.plain == plain and scene.kind in each.kinds and (found := each.tell(scene)) is not None:
            yield of_left(scene, found) if each.measures else found
