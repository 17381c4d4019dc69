"""What a formula is for: its kind, our sentence where two particular things are sure, the author's own sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reader.latex.source.bundle import bundle_from_bytes
from reader.messages import LANGUAGES
from reader.output.exporters.registry import export
from reader.output.page.bench_purpose import BenchPurpose, formulas_in_purpose
from reader.pipeline import read
from reader.study.purpose.claims import claims_in
from reader.study.purpose.kinds import RULES, KindRule, kind_of
from reader.study.purpose.names import is_said_later
from reader.study.purpose.prose_signs import is_said, signs
from reader.study.purpose.purpose import Purpose, purpose_of
from reader.study.purpose.statement import StatedFormula
from reader.study.study import Study
from reader.study.walkthrough.steps import steps_in


def study_of(body: str) -> Study:
    text = "\\documentclass{article}\n\\begin{document}\n" + body + "\n\\end{document}\n"
    return Study(read(bundle_from_bytes("paper.tex", text.encode())))


def shown(latex: str, before: str = "", after: str = "") -> str:
    return f"{before}\n\\begin{{equation}} {latex} \\end{{equation}}\n{after}"


def purposes(body: str) -> list[Purpose | None]:
    study = study_of(body)
    return [purpose_of(each, study) for each in study.document.equations]


def only(body: str) -> Purpose:
    (found,) = purposes(body)
    assert found is not None
    return found


# --- one for each statement ---


LINES = r"\begin{algorithm}\begin{algorithmic}\STATE $x \gets y + c z$\end{algorithmic}\end{algorithm}"


@pytest.mark.parametrize("body", [LINES, shown("a = b") + LINES])
def test_a_line_of_an_algorithm_has_no_purpose_and_can_be_walked_through(body: str) -> None:
    study = study_of(body)
    line = study.document.equations[-1]
    assert not line.display and purpose_of(line, study) is None
    assert all(step.text for step in steps_in(line, study))


def test_a_formula_in_a_sentence_has_no_purpose() -> None:
    study = study_of(shown("a = b", after="Here $c = d + e$ holds."))
    assert [purpose_of(each, study) for each in study.document.inline] == [None]


def test_the_purpose_of_a_statement_is_found_once() -> None:
    rows = r"\begin{align} L &= a + \lambda b \\ &= c + \lambda d \end{align}"
    study = study_of(f"The loss $L$ is {rows} and {shown('x = y^2 + z')}")
    first, second, third = (purpose_of(each, study) for each in study.document.equations)
    assert first is second is not None and third is not first
    assert [purpose_of(each, study) for each in study.document.equations] == [first, second, third]
    assert len(study.purposes) == 2


# --- kinds ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.holds.__name__)
def test_each_rule_decides_its_own_example(rule: KindRule) -> None:
    study = study_of(shown(rule.example, rule.told))
    (equation,) = study.document.equations
    assert kind_of(StatedFormula.of(equation, study)) == rule.kind


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (r"\begin{align} u_t &= a w_t + b x_t \\ w_{t+1} &= w_t - c g(u_t) \end{align}", ["update rule"] * 2),
        (shown(r"h_{k+1} = \tanh(W h_k)", "We write $k$ for the index of the layer."), ["definition"]),
        (shown(r"\dot{M} \sim \frac{r^3 \rho}{t}", "The rate $\\dot{M}$ is small."), [None]),  # of the order of
        (shown(r"a \le \frac{b}{c} + d"), ["bound"]),
        (shown(r"c = \frac{a}{b}") + shown(r"c = \frac{a d}{b d}"), ["definition", "identity"]),
        (shown(r"c = \frac{a}{2 b}") + shown(r"c = \frac{a}{5 b}"), ["definition"] * 2),  # another case
        (shown(r"\textcolor{blue}{c = \frac{a}{b},}"), ["definition"]),
        (shown(r"x'(t) = A x(t) + B u(t)"), ["model"]),
        (shown(r"x'(t) = A u(t)"), ["definition"]),  # the prime may be a label
        (shown(r"\frac{d x}{d t} = A x"), ["model"]),
        (shown(r"\frac{\partial f}{\partial x} = A x"), ["identity"]),
        (shown(r"\mathrm{d} x = a x \mathrm{d} t + b \mathrm{d} w"), ["model"]),
        (shown(r"\hat{x}(t) = g(z(t)) + \sum_{j=1}^{n} a_j c_j"), ["definition"]),  # a network's answer
        (shown(r"\hat{x} = \left(\sum_{j=1}^{n} a_j\right)^{-1} \sum_{j=1}^{n} a_j c_j"), ["estimator"]),
        (shown(r"+ \frac{a}{b}"), [None]),
        (r"\begin{align} c &= (a + b)^2 \\ &= a^2 + 2 a b + b^2 \end{align}", ["definition"] * 2),
    ],
)
def test_kinds_that_are_easily_confused(body: str, kinds: list[str | None]) -> None:
    study = study_of(body)
    assert [kind_of(StatedFormula.of(each, study)) for each in study.document.equations] == kinds


def test_rows_without_a_left_side_continue_the_claim_before_them() -> None:
    study = study_of(r"\begin{equation} \begin{aligned} f(x) &= a + b \\ &= c d \end{aligned} \end{equation}")
    (claim,) = claims_in(study.trees.meaning(study.document.equations[0])).claims
    assert claim.signs == ("=", "=") and len(claim.sides) == 2


# --- the author's sentence --------------------------------------------------------------------------------------------

LOSS = r"L(\theta) = \sum_{i} (y_i - f_{\theta}(x_i))^2 + \lambda \|\theta\|^2"


@pytest.mark.parametrize("name", signs())
def test_each_sign_stands_in_its_example(name: str) -> None:
    words = "".join(mark if mark.isalnum() else " " for mark in signs()[name].example.casefold().replace("$n$", "x"))
    assert is_said(signs()[name], f" {' '.join(words.split())} ")


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [
        ("We sum over all points.", "This loss encourages small weights, so that no point rules the fit.", "This loss"),
        (r"To keep the weights small, we train the network by minimising the penalised error", "Here $y_i$ is given.",
         "To keep"),
        ("The loss is given by", r"where $\lambda$ is a number and $y_i$ are the targets.", None),  # a bare lead
        ("The penalised squared error of the network is", "This loss is small.", "The penalised"),
        ("The penalised error of the network is", "Small errors make the garden grow, which ensures a harvest.",
         "The penalised"),  # what tells an effect of something else
        ("Then we have", "which measures how far the boat is from the shore.", "which measures"),
        ("Then we have", "This loss encourages small weights, so that no point rules the fit.", "This loss"),
        (r"We add up the errors and the size of the weights $\theta$ times $\lambda$.", "", "We add up"),
        ("この和は、誤差の二乗と重みの大きさとを釣り合わせる。", "", "この和は"),
        ("The following sum weighs errors against weights.", "", "The following"),
        ("重みの大きさと誤差の二乗とを次のように足し合わせる。", "", "重みの"),
        ("We add up the errors and the size of the weights.", "", None),  # it may be of anything
        ("The loss is as follows:", "Figure 2 shows that small weights are better, which ensures a good fit.", None),
        ("", "Is it true that this term ensures small weights?", None),
        ("This loss encourages long weights. \\section{Other} New things.", "", None),  # another section's
        ("", "\n\nThe cat ensures that mice are few, in order to keep the house quiet.", None),  # of something else
        (r"\begin{proof} The weights shrink, hence", r"\end{proof}", None),
    ],
)  # fmt: skip
def test_the_authors_sentence(before: str, after: str, quoted: str | None) -> None:
    study = study_of(shown(LOSS, before, after))
    found = purpose_of(study.document.equations[0], study)
    assert found is not None
    assert (found.source.sentence[: len(quoted or "")] if found.source else None) == quoted


CLAIM = "\\newtheorem{lemma}{Lemma}\\newtheorem{theorem}{Theorem} Boats are old.\n\n"


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [
        # what it comes to, right behind it
        ("Then", "so the sail slows every light boat in the evening wind.", "so the sail"),
        ("Hence we have", "Thus the heavy keel keeps the old drift and removes the evening wind.", "Thus the heavy"),
        ("Then", "so the claim follows from the definition.", ""),
        ("Then", "so that $a$ slows every light boat in the evening wind.", ""),
        ("Then", "Thus we obtain a slow drift of a light boat in wind.", ""),
        ("Then", r"Thus by \ref{x} the keel keeps the old drift of the boat.", ""),
        (r"\begin{proof} Then", r"so the sail slows every light boat in the evening wind. \end{proof}", ""),
        # the noun that the lead ends with
        ("Solving this gives the keel gain", "The gain measures how heavy the boats are.", "The gain"),
        ("which is called the gain", "The gain measures how heavy the boats are.", "The gain"),
        ("which is called the gain", "The wind measures how heavy the boats are.", ""),
        # in plain words, in a paragraph of its own
        ("Then", "\n\nIntuitively, the value of $a$ represents how long the boat waits.", "Intuitively"),
        ("Then", "\n\nThe first term is the error of the old boat in the evening wind.", "The first"),
        ("Then", "\n\nThe old boat measures how long the evening wind waits.", ""),
        ("The drift of the light boat is", "\n\nBy sailing we bring both terms of Eq. \\ref{y} together in one boat.",
         "The drift"),
        # what a theorem says
        (r"\begin{lemma} Then", r"\end{lemma} This lemma shows that no light boat drifts in the wind.", "This lem"),
        (r"\begin{lemma} Then", r"\end{lemma} The proof is in the appendix. The lemma formalizes a key intuition of "
         "sailing that heavy keels slow the boat.", "The lemma form"),
        (r"\begin{lemma} Then", r"\end{lemma} This lemma shows that it holds.", ""),
        (r"\begin{lemma} Let", r"\end{lemma} This lemma shows that no light boat drifts in the evening wind.", ""),
        ("Then", "This lemma shows that no light boat drifts in the evening wind.", ""),  # of another
        (r"We now present a lemma characterizing the drift of a light boat in wind. \begin{lemma} It holds that",
         r"\end{lemma}", "We now present"),
        (r"The following theorem bounds the drift of a light boat in the evening wind. \begin{theorem} Then",
         r"\end{theorem}", "The following"),
        (r"The following theorem bounds the drift of a light boat in the evening wind. \begin{theorem} Let",
         r"\end{theorem}", ""),  # its setting
        (r"Our main result is the following theorem on the drift of a light boat in wind. \begin{theorem} Then",
         r"\end{theorem}", "Our main"),
        (r"We now prove the theorem. \begin{theorem} Then", r"\end{theorem}", ""),
        # what a theorem draws from its formula, and what is stated by it
        (r"\begin{theorem} Then", r"Hence every boat of weight $w$ drifts behind a heavy keel. \end{theorem}", "Hence"),
        (r"\begin{theorem} Then", r"Hence $w$ is positive. \end{theorem}", ""),
        (r"We are now ready to present the evening drift of light boats. \begin{theorem} Under it we have",
         r"\end{theorem}", "We are now"),
        (r"We are now ready to present it. \begin{theorem} Under it we have", r"\end{theorem}", ""),
        (r"We present the boats of our evening harbour. \begin{theorem} Then", r"\end{theorem}", ""),
        # a heading is no sentence; a blank line parts none from its formula
        (r"In order to reach the evening harbour, the boat needs many days, for: \textbf{Light boats:}", "",
         "In order to"),
        (r"\textbf{Light wooden boats:}", "", ""),
        ("Next, it is added to the main error with a weight $c$, to obtain the total error.\n\n", "", "Next, it"),
        ("Next, the boats are painted, to obtain the license.\n\n", "", ""),
    ],
)  # fmt: skip
def test_the_authors_words_for_what_is_shown(before: str, after: str, quoted: str) -> None:
    body = shown(r"\| a - b \| \le c", before, after)
    found = purposes(CLAIM + body)[0]
    sentence = found.source.sentence if found is not None and found.source is not None else ""
    assert sentence[: len(quoted)] == quoted and bool(sentence) == bool(quoted), sentence


ROWS_OF_TWO = (
    r"Thus the sailing rules can be written as follow: \begin{align} h &= a + b \label{eq:h} \\ g &= h b \label{eq:g}"
    r" \end{align} "
)


@pytest.mark.parametrize(
    ("after", "quoted"),
    [
        (r"Equation (\ref{eq:h}) sums the pull of the wind and the drag of the keel. Here $b$ is small. "
         r"The core is Eq.~\eqref{eq:g}. Equation~\eqref{eq:g} turns the pull into the speed of the boat.",
         ["Equation (", "Equation~"]),  # each row has a sentence of its own
        (r"From Equation~\eqref{eq:h} the speed of the boat follows.", ["Thus the ", "Thus the "]),  # an argument
        (r"Equation (\ref{eq:h}) holds.", ["Thus the ", "Thus the "]),  # nothing told
        (r"Equation (\ref{eq:h}) follows from the balance of the wind and the keel.", ["Thus the ", "Thus the "]),
    ],
)  # fmt: skip
def test_what_speaks_of_one_row_alone_is_quoted_of_it(after: str, quoted: list[str]) -> None:
    found = [each.source.sentence if each and each.source else "" for each in purposes(ROWS_OF_TWO + after)]
    assert [text[: len(begun)] for text, begun in zip(found, quoted, strict=True)] == quoted


@pytest.mark.parametrize(
    ("after", "quoted"),
    [
        (r"According to Eq.~(\ref{y}), every light boat waits for the evening wind.", "According"),
        (r"According to Eq.~(\ref{other}), every light boat waits for the evening wind.", ""),
        (r"By Eq.~(\ref{y}), every light boat waits for the evening wind.", ""),  # an argument
    ],
)
def test_a_sentence_that_says_what_its_formula_says_is_quoted_behind_bare_words(after: str, quoted: str) -> None:
    (found,) = purposes(shown(r"a = b + c \label{y}", "Then", after))
    sentence = found.source.sentence if found is not None and found.source is not None else ""
    assert sentence[: len(quoted)] == quoted and bool(sentence) == bool(quoted), sentence


@pytest.mark.parametrize(
    ("before", "quoted"),
    [
        ("The error is made small, while ensuring that the weights $y_i$ of the function $f$ stay near $\\lambda$.",
         "The error is made"),
        ("Weather encourages sailors. ", "Formally"),  # of something else
        ("In Section \\ref{sec:a} the function $f$ of the weights $\\lambda$ ensures a good fit.", "Formally"),
    ],
)  # fmt: skip
def test_a_thin_lead_gives_way_to_the_sentence_before_it(before: str, quoted: str) -> None:
    source = only(shown(LOSS, before + " Formally, the keel problem can be expressed as:")).source
    assert source is not None and source.sentence[: len(quoted)] == quoted


def test_this_with_a_word_more_is_this_formula() -> None:
    after = (
        "We sail. This keel balance condition characterizes the boat and is what we train on (Section \\ref{sec:a})."
    )
    assert only(shown(r"a = b", "which implies", after)).source is not None
    assert only(shown(r"a = b", "which implies", after.replace("condition", "weather"))).source is None


@pytest.mark.parametrize("figure", ["Figure 3 compares", r"\Cref{fig:boat} compares", "Table 2 compares"])
def test_what_tells_of_a_figure_tells_of_no_formula(figure: str) -> None:
    body = shown(
        r"a = b \label{eq:h}", "Then we have", rf"{figure} the wind of \eqref{{eq:h}} with the drag of a keel."
    )
    assert only(body).source is None


SPACED = "The pull of the wind on the sail is as follows:\n\n\\vspace{-1em}\n"


@pytest.mark.parametrize(
    "lead",
    [
        SPACED,
        SPACED.replace("\n\n", "\n"),
        "\n\n\\hfill\\\\ " + SPACED,
        "\n\n\\noindent " + SPACED + "\\bigskip\n\\vskip -2pt\n\n",
    ],
)
def test_space_before_a_display_hides_no_sentence(lead: str) -> None:
    source = only(shown(LOSS, lead)).source
    assert source is not None and source.sentence == "The pull of the wind on the sail is as follows:"


@pytest.mark.parametrize("environment", ["theorem", "definition", "proof", "center"])
def test_the_words_of_a_theorem_lead_to_its_formula(environment: str) -> None:
    body = rf"\newtheorem{{theorem}}{{Theorem}}\newtheorem{{definition}}{{Definition}}\begin{{{environment}}}"
    lead = r"It sails. Then for any index $j$ with $|z^j| = 1$, the sail output satisfies:"
    (found,) = purposes(body + shown("a_j = b_j c_j", lead) + rf"\end{{{environment}}}")
    assert found is not None and found.source is not None


def test_words_between_the_displays_of_one_group_lead_to_what_follows_them() -> None:
    body = (
        r"The pull of the wind is \begin{equation} a = b \end{equation} and the balance conditions of the keel are "
        r"\begin{subequations} \begin{gather} c = b \\ d = b \end{gather} \end{subequations}"
    )
    quoted = [found.source.sentence[:8] if found and found.source else None for found in purposes(body)]
    assert quoted == ["The pull", "and the ", "and the "]


@pytest.mark.parametrize(
    ("body", "leads"),
    [
        (r"The pull of the wind on the sail is \[ a = b \] \[ b = d \]", ["The pull"] * 2),  # led to together
        (r"The pull of the wind on the sail is \[ a = b \] \[ c = d \]", ["The pull", None]),  # no word of the second
        (r"The pull of the wind on the sail is \[ a \] \[ b \] \[ c = a + b \]", ["The pull", None, "The pull"]),
        (r"The pull of the wind on the sail is \[ a = b \] \[ b \] \[ b \] \[ b \] \[ b \]", ["The pull"] * 4 + [None]),
        (r"The pull of the wind on the sail is \[ a = b \] \paragraph{Keels.} \[ c = b \]", ["The pull", None]),
        (r"\paragraph{Sails.} \[ a = b \] This term ensures a good wind. \paragraph{Keels.} \[ c = b \]",
         ["This ter", None]),
        (r"The pull of the wind on the sail is \[ a = b \] and \[ c = d \]", ["The pull"] * 2),
        (r"The pull of the wind on the sail is \[ a = b \] Then \[ c = d \]", ["The pull", None]),
        (r"The pull of the wind on the sail is \[ a = b \] \section{Keels} \[ c = d \]", ["The pull", None]),
        (r"The pull of the wind on the sail is \begin{align} a &= b \\ &+ c \\ d &= e \end{align}", ["The pull"] * 3),
    ],
)  # fmt: skip
def test_displays_without_words_between_them_are_led_to_together(body: str, leads: list[str | None]) -> None:
    quoted = [found.source.sentence[:8] if found and found.source else None for found in purposes(body)]
    assert quoted == leads


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        ("The keel keeps the light boat upright in any wind. That is,", "The keel keeps"),
        ("We pay each farmer the mean price of the last three weeks. More formally, we have:", "We pay each far"),
        ("By the lemma the keel weight holds the boat upright. That is,", None),  # an argument
    ],
)
def test_what_is_said_again_in_signs_is_quoted_as_it_was_said(body: str, quoted: str | None) -> None:
    (found,) = purposes(rf"{body} \[ a = b \]")
    assert (found.source.sentence[: len(quoted or "")] if found and found.source else None) == quoted


def test_names_that_authors_made_commands_of_are_words() -> None:
    body = r"\newcommand{\ours}{\textsc{Sail} net} The \ours{} layer is \[ a = b \] The \unheard{} layer is \[ c = d \]"
    own, unheard = purposes(body)
    assert own is not None and own.source is not None
    assert unheard is None or unheard.source is None


def test_what_stands_behind_the_next_display_is_about_that() -> None:
    loss, other = purposes(shown(LOSS) + shown("a = b + c", "", "This loss ensures that the weights are small."))
    assert loss is not None and loss.source is None
    assert other is not None and other.source is not None


def test_a_quotation_is_the_authors_text_at_its_place() -> None:
    study = study_of(shown(LOSS, "", "\\label{x} This loss encourages \\emph{small} weights in every row."))
    found = purpose_of(study.document.equations[0], study)
    assert found is not None and found.source is not None
    text = study.reading.bundle.files["paper.tex"].text
    assert text[found.source.span.start : found.source.span.end] == found.source.sentence
    assert found.source.sentence == "This loss encourages \\emph{small} weights in every row."


# --- our sentence -----------------------------------------------------------------------------------------------------

WORDS = (
    "Here $v$ denotes the flow speed, $p$ denotes the gas pressure, $\\eta$ denotes the learning rate, $w$ denotes "
    "the weight vector, $r$ denotes the reward function and $g$ denotes the training loss. "
)


@pytest.mark.parametrize(
    ("latex", "english", "japanese"),
    [
        (r"q = \eta v - p",
         "$q$ gets larger with the learning rate $\\eta$ and the flow speed $v$, and smaller with the gas "
         "pressure $p$.",
         "$q$ は、学習率 $\\eta$ と流れの速さ $v$ が大きいほど大きく、気体圧力 $p$ が大きいほど小さくなります。"),
        (r"g = -\log \sigma(\beta \log \frac{\pi(y | x)}{\pi_0(y | x)} - \beta \log \frac{\pi(z | x)}{\pi_0(z | x)})",
         "Small where $\\pi$ has made the preferred answer gain more probability over $\\pi_{0}$ than the other "
         "answer; no reward has to be learned first.",
         "$\\pi$ が $\\pi_{0}$ に比べて、好まれた答えの確率をもう一方より大きく高めるほど小さくなります。"
         "報酬を先に学習する必要はありません。"),  # the minus is its own
        (r"\| v - z \|^2 \le 4 \| v - p \|^2",
         "Says that the squared distance between the flow speed $v$ and $z$ is at most $4$ times the squared "
         "distance between the flow speed $v$ and the gas pressure $p$.",
         "流れの速さ $v$ と $z$ の距離の 2 乗は、流れの速さ $v$ と気体圧力 $p$ の距離の 2 乗の $4$ 倍以下です。"),
        (r"q = \eta v - p, \quad v = h(m)",  # the second says what stands in the first
         "$q$ gets larger with the learning rate $\\eta$ and the flow speed $v$, and smaller with the gas "
         "pressure $p$.",
         "$q$ は、学習率 $\\eta$ と流れの速さ $v$ が大きいほど大きく、気体圧力 $p$ が大きいほど小さくなります。"),
        (r"\| v - z \| \le c^2", "Says that the distance between the flow speed $v$ and $z$ is at most $c^{2}$.",
         "流れの速さ $v$ と $z$ の距離は、$c^{2}$ 以下です。"),
        (r"\| v - z \| \le \| v - p \|, \quad t = 0, \dots, T",  # where it holds
         "Says that the distance between the flow speed $v$ and $z$ is at most the distance between the flow "
         "speed $v$ and the gas pressure $p$.",
         "流れの速さ $v$ と $z$ の距離は、流れの速さ $v$ と気体圧力 $p$ の距離以下です。"),
    ],
)  # fmt: skip
def test_sentences_of_what_is_sure(latex: str, english: str, japanese: str) -> None:
    found = only(shown(latex, WORDS))
    assert found.text == {"en": english, "ja": japanese}


@pytest.mark.parametrize(
    "latex",
    [
        r"q = a b + c",  # nothing of it has a name
        r"q = v + a",  # one name
        r"q = v + v",  # says the same twice
        r"\| v \| < p",  # "at most" would be less than is said
        r"v \sim p",  # of the order of
        r"\| v - z \| \le h(a) \| b \| c",  # a bound that is only read out
        r"\| v - z \| \le \frac{2 \| a \|}{h(a)} \| b \|",  # what divides stands above, too
        r"\| v - z \| \le \frac{c}{h(a)} + b",
        r"q = \eta v - p, \quad m = c p",  # the first of two
        r"v = \sin(p c), \quad m = c p",
        r"v = \sin(p c)",  # what goes in, and what comes out
        r"q = \frac{v - p}{c}",  # a fraction that is only read out
        r"q = \frac{1}{v - \frac{p}{\sum_{i} \frac{a_i}{b_i + c_i + d_i + e_i + f_i + g_i + h_i}}}",
    ],
)
def test_nothing_is_said_where_too_little_is_sure(latex: str) -> None:
    (found,) = purposes(shown(latex, WORDS))
    assert found is None or not found.text


@pytest.mark.parametrize(
    ("latex", "beside", "words"),
    [
        (
            r"g = \|x - h(x)\|^2 + \lambda \|v\|_0",
            "The code is sparse.",
            "the number of entries of the flow speed $v$",
        ),
        (r"q = \eta \|v - p\|_0", "The code is sparse.", "entries in which the flow speed $v$ and the gas"),
        (r"q = \eta \|v - z\|_2", "The code is sparse.", "the distance between the flow speed $v$ and"),
        (r"q = \eta \|v\|_0", "The flow is smooth.", ""),  # the largest value of a function
    ],
)
def test_a_norm_with_a_zero_below_is_no_size(latex: str, beside: str, words: str) -> None:
    text = only(shown(latex, f"{WORDS} {beside}")).text.get("en", "")
    assert words in text and bool(text) == bool(words)


@pytest.mark.parametrize(
    ("says", "is_later"),
    [
        (r"At noon the filter has posterior mean $v$.", True),
        (r"At noon we keep the NegGrad term $v$.", False),  # what is known
    ],
)
@pytest.mark.parametrize("head", [r"\section{Later}", r"\subsection{Here}"])
def test_what_a_later_section_says_anew_is_no_name(says: str, is_later: bool, head: str) -> None:
    study = study_of(rf"\section{{First}} {shown('q = v p')} {head} {says} {shown('v = c d')}")
    first, second = (StatedFormula.of(each, study) for each in study.document.equations)
    assert is_said_later(first.annotations["v"], first) == (is_later and "subsection" not in head)
    assert not is_said_later(second.annotations["v"], second)


def test_a_second_derivative_is_no_gradient() -> None:
    first = only(shown(r"w_{t+1} = w_t - \eta \nabla g(w_t)", WORDS))
    second = only(shown(r"w_{t+1} = w_t - \eta \nabla^2 g(w_t)", WORDS))
    assert "the gradient of the training loss" in first.text["en"]
    assert "gradient" not in second.text.get("en", "")


# --- where it is shown ------------------------------------------------------------------------------------------------

PAPER = shown(r"q = \eta v - p", WORDS, r"This ``threshold'' \emph{ensures} that the pressure $p_1$ stays low.")


def test_the_json_has_it_with_the_steps() -> None:
    reading = study_of(PAPER).reading
    row: dict[str, Any] = json.loads(export(reading, "json", extras=("steps",)))["equations"][0]["purpose"]
    assert row["kind"] == "definition" and row["en"].startswith("$q$ gets larger")
    assert row["ja"].endswith("小さくなります。")
    assert row["source"]["sentence"].startswith("This ``threshold''") and row["source"]["file"] == "paper.tex"
    assert row["source"]["printed"] == "This “threshold” ensures that the pressure p_1 stays low."
    assert json.loads(export(reading, "json"))["equations"][0]["purpose"] is None


def test_the_page_has_it_with_its_formulas() -> None:
    study = study_of(PAPER)
    row = BenchPurpose(study).row(study.document.equations[0])
    assert row is not None and all("$q$" in row[language] for language in LANGUAGES)
    assert {"p", "q", "v", r"\eta"} <= set(formulas_in_purpose(row))
    assert row["author"]["place"].startswith("paper.tex:")
    assert BenchPurpose(study_of(shown("+ a"))).row(study_of(shown("+ a")).document.equations[0]) is None


# --- what a loss presses on -------------------------------------------------------------------------------------------


def test_a_loss_is_told_by_what_it_pushes_up_and_down() -> None:
    body = shown(
        r"L(\theta) = -\mathbb{E}_{x, y} \log \sigma"
        r"\left(\beta \left(\log p_\theta(x \mid c) - \log p_\theta(y \mid c)\right)\right)",
        r"With the sigmoid function $\sigma$ we minimise the loss $L$.",
    )
    told = only(body).text
    assert told["en"] == (
        r"Making $L(\theta)$ small pushes $p_{\theta}(x\mid c)$ up "
        r"and $p_{\theta}(y\mid c)$ down (for positive $\beta$)."
    )
    assert told["ja"].startswith(r"$\beta$ が正であるかぎり、$L(\theta)$ を小さくすると、")


@pytest.mark.parametrize("said", ["We maximise the lower bound $L$.", "Here is a quantity of interest."])
def test_a_letter_alone_is_no_loss(said: str) -> None:
    latex = r"L(\theta) = -\mathbb{E}_{x} \left[ \log p_\theta(x \mid c) - \log q(x \mid c) \right]"
    found = purposes(shown(latex, said))[0]
    assert found is None or "pushes" not in found.text.get("en", "")


def test_what_the_argument_of_a_loss_does_not_move_is_not_told() -> None:
    body = shown(
        r"L(\theta) = -\mathbb{E}_{x} \left[ \|x - f_\eta(x)\|^2 - \|x - f_\theta(x)\|^2 \right]",
        "The loss $L$ is minimised.",
    )
    told = only(body).text["en"]
    assert r"f_{\theta}" in told and r"f_{\eta}" not in told and "pushes" in told


@pytest.mark.parametrize(
    "latex",
    [
        r"L(\theta) = \mathbb{E}_x \|x - f_\theta(x)\|^2",  # one sees it
        r"L(\theta) = -\log \cos f_\theta(x)",  # neither grows nor falls
        r"A(\theta) = -\mathbb{E}_x \log p_\theta(x \mid c)",  # no letter of a loss
    ],
)
def test_where_no_push_is_sure_none_is_told(latex: str) -> None:
    found = purposes(shown(latex))[0]
    assert found is None or "pushes" not in found.text.get("en", "")


def test_sentences_are_cut_between_the_rows_of_long_displays() -> None:
    rows = r" \\ ".join(f"a_{{{k}}} &= b_{{{k}}}. c" for k in range(30))
    first, last = (r"\begin{align} " + rows.replace("a", letter) + r" \end{align}" for letter in "uv")
    study = study_of(f"Here $x = y$ holds for all. {first} In between $z$ is small. {last} The end is near $w$.")
    words = [sentence.words.split() for _, sentence in study.surroundings.sentences()]
    assert [(each[0], each[-1]) for each in words] == [("here", "all"), ("in", "small"), ("the", "x")]
