"""What is found in prose, and what must not be: cases as a table, then the promises of the interface."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.latex.document.document import read_passages
from reader.meaning.prose.definitions import definitions_in, find_definitions
from reader.meaning.prose.sentence import sentence_cuts
from reader.model.document import Passage
from reader.model.prose import Math, PrintedText
from reader.model.source import Span

Pair = tuple[str, str]

FOUND: list[tuple[str, list[Pair]]] = [
    # one phrase each, with the markup of real papers around it
    (r"where $\eta > 0$ is the step size", [(r"\eta", "the step size")]),
    (r"with a \emph{damping factor}~$\zeta$ of 0.7", [(r"\zeta", "a \\emph{damping factor}")]),
    (r"with the \textbf{mixing} weight\,$\alpha$", [(r"\alpha", r"the \textbf{mixing} weight")]),
    (r"the loss $\ell$ \citep{someone2020}, which", [(r"\ell", "the loss")]),
    (r"the anchor set~\cite{a,b} $\mathcal{A}$ grows", [(r"\mathcal{A}", r"the anchor set")]),
    (r"the weight matrix \( W \in \mathbb{R}^{m \times n} \) is sparse", [("W", "the weight matrix")]),
    (r"a map $f: X \to Y$ between spaces", [("f", "a map")]),
    (r"$p$ is the cost of sailing from the harbour", [("p", "the cost of sailing from the harbour")]),
    (r"A mill hires $l$ hands in spring.", []),  # a verb
    (r"each tide basis $e_i$ is kept", [("e_i", "each tide basis")]),
    (r"The drop due to friction is $g$.", []),
    (r"the coefficient of drag, $c$, depends on speed", [("c", "the coefficient of drag")]),
    (r"the slopes of $u$, $v$ and $w$ are small", []),
    (r"We use $h$ sails and $m$ masts.", [("h", "sails"), ("m", "masts")]),
    (r"We take the limit $n \to \infty$ of both sides.", [(r"n \to \infty", "the limit")]),  # nothing about n
    (r"We write $|S|$ for the size of $S$.", [("|S|", "the size of $S$")]),
    (r"each token $t$ has its embedding $e_t$", [("t", "each token"), ("e_t", "its embedding")]),
    (r"the vocabulary (denoted $V$)", [("V", "the vocabulary")]),
    # complements and their ends
    (r"where $r$ is the rank of the update matrix, which is small", [("r", "the rank of the update matrix")]),
    (r"where $d$ denotes the distance between $a$ and the origin", [("d", "the distance between $a$ and the origin")]),
    (r"where $p$ is the probability that a coin shows heads.", [("p", "the probability that a coin shows heads")]),
    (r"where $\lambda$ is a weight balancing the two terms.", [(r"\lambda", "a weight balancing the two terms")]),
    (r"where $x_i$ is the $i$-th row of $X$", [("x_i", "the $i$-th row of $X$")]),
    (r"where $x_i$ is the gain of the $i$-{th} boat", [("x_i", "the gain of the $i$-{th} boat")]),
    (r"where $x_i$ is the gain of the $i$\textit{-th} boat", [("x_i", r"the gain of the $i$\textit{-th} boat")]),
    (r"where $u$ is the vector of all ones", [("u", "the vector of all ones")]),
    (r"where $G$ is the neural tangent (NT) kernel matrix", [("G", "the neural tangent (NT) kernel matrix")]),
    (r"a vector of dimension $k$", [("k", "dimension")]),
    (r"a vector of mean $\mu$", [(r"\mu", "mean")]),
    (r"the set of states $S$", [("S", "the set of states")]),
    (r"a subset of the domain $D$", [("D", "the domain")]),
    (r"the set of all points $\{z\}$", [(r"\{z\}", "the set of all points")]),
    (r"where $a$ is the raw anomaly score of a sensor.", [("a", "the raw anomaly score of a sensor")]),
    (r"where $q$ is the value of taking action $a$ twice.", [("q", "the value of taking action $a$"), ("a", "action")]),
    (r"where $o$ is the option chosen in the step.", [("o", "the option chosen in the step")]),
    (r"where $w$ is the width per head", [("w", "the width per head")]),
    (r"Let $M$ be an $A$ or $B$ model of the sky.", [("M", "an $A$ or $B$ model of the sky")]),
    (
        r"The chance that a coin shows heads is given by $g(x)$.",
        [("g(x)", "The chance that a coin shows heads")],
    ),
    (r"the total force $F$ on a sum of draws $s$", [("F", "the total force"), ("s", "a sum of draws")]),
    (
        r"where $W$ is the window for counting the ships of a day.",
        [("W", "the window for counting the ships of a day")],
    ),
    (r"so that the last iterate of the search is $x_T$, which", [("x_T", "the last iterate of the search")]),
    (r"where $z$ is the real part of the root.", [("z", "the real part of the root")]),
    (r"where $W$ here is a window of a day.", [("W", "a window of a day")]),
    (r"It is a mast with height \[ h = 2 r \]", [("h", "height")]),
    (r"Consider the drag \[ D = c v^2 \]", [("D", "the drag")]),
    (r"\begin{tabular}{lll} $v$ & speed & m/s \\ \end{tabular}", [("v", "speed")]),
    (r"\begin{tabular}{llll} $v$ & speed & $w$ & width \\ \end{tabular}", [("v", "speed")]),
    # what a display is a form of, and where a curve is drawn
    (r"This corresponds to the drag \[ D = c v^2 \]", [("D", "the drag")]),
    (r"The rays of $p$ (panel a), $q$ (left panel) and $r$ (the panel of judges)", [("r", "the panel of judges")]),
    # words that only touch a formula
    (r"a dial to adjust $a$ and $b$ is the length of the rope or chain.", [("b", "the length of the rope or chain")]),
    (r"We tune it with respect hyperparameters $\lambda$ only", [(r"\lambda", "hyperparameters")]),
    (r"which takes ropes $x \sim q$ from the shelf", [(r"x", "ropes")]),
    (r"We need the variance of variable $X_i$ here", [("X_i", "variable")]),
    (r"Here $m$ and $c$ are the sides.", [("m", "the sides"), ("c", "the sides")]),
    (r"where $p_i$ is the proportion of species $i$.", [("p_i", "the proportion of species $i$"), ("i", "species")]),
    # lists, and what belongs to what
    (
        r"Let $(\hat a, b_1)$ be the age and the height of a tree.",
        [(r"\hat a", "the age"), ("b_1", "the height of a tree")],
    ),
    (r"values $x$, $y$, $z$ and each door", [("x", "values"), ("y", "values"), ("z", "values")]),
    (r"two doors $x$, $y$ such that", [("x", "two doors"), ("y", "two doors")]),
    (r"for each value $x$, $y$, $z$ so", [("x", "each value")]),
    (r"three doors for a cat: $a$ and $b$", [("a", "three doors for a cat"), ("b", "three doors for a cat")]),
    (r"The door $d$ opens. A door $d$ is heavy.", [("d", "The door")]),
    (r"nodes $u$, $v$, and $w$", [("u", "nodes"), ("v", "nodes"), ("w", "nodes")]),
    (r"Matrices $A, B \in \mathbb{R}^{n}$ are given.", [("A", "Matrices"), ("B", "Matrices")]),
    (
        r"the slope and offset $a$ and $b$",
        [("a", "the slope"), ("b", "offset")],
    ),
    (
        r"where $Q$, $K$ and $V$ are the queries, the keys and the values, respectively.",
        [("Q", "the queries"), ("K", "the keys"), ("V", "the values")],
    ),
    (
        r"where $\theta_E$ and $\theta_D$ are the weights of the encoder and decoder, respectively.",
        [
            (r"\theta_E", "the weights of the encoder and decoder"),
            (r"\theta_D", "the weights of the encoder and decoder"),
        ],
    ),
    (
        r"for each head $h$, $U$ and $V$ are projection matrices",
        [("h", "each head"), ("U", "projection matrices"), ("V", "projection matrices")],
    ),
    (
        r"where $x$ is the input, $y$ is the target, and $w$ are the weights.",
        [("x", "the input"), ("y", "the target"), ("w", "the weights")],
    ),
    (
        r"The limit $L$ is the energy of the ground state.",
        [("L", "The limit"), ("L", "the energy of the ground state")],
    ),
    (
        r"where $Q$, $K$ and $V$ denote the matrices of queries, keys and values",
        [("Q", "the matrices of queries"), ("K", "keys"), ("V", "values")],
    ),
    (
        r"where $a$, $b$ and $c$ are the roots, the branches and the trunk of a tree, respectively",
        [("a", "the roots"), ("b", "the branches"), ("c", "the trunk of a tree")],
    ),
    (
        r"where $a$ and $b$ are the numbers of rows, columns and layers",  # the count does not fit: the whole for each
        [("a", "the numbers of rows, columns and layers"), ("b", "the numbers of rows, columns and layers")],
    ),
    (
        r"the number of rows and columns $m$ and $n$",
        [("m", "the number of rows and columns"), ("n", "the number of rows and columns")],
    ),
    (
        r"where $x$ and $y$ are the inputs and the output is $z$",
        [("x", "the inputs"), ("y", "the inputs"), ("z", "the output")],
    ),
    (
        r"where $R$ and $S$ denote the true and false rates of alarms",
        [("R", "the true and false rates of alarms"), ("S", "the true and false rates of alarms")],
    ),
    (
        r"where $\beta$ is a parameter that trades speed for safety, and $x$ is the road",
        [(r"\beta", "a parameter that trades speed for safety"), ("x", "the road")],
    ),
    # displays
    (
        "The drag is given by\n\\begin{equation}\\label{d}\nD(v) = c v^2,\n\\end{equation}\nwhere $c$ is a constant.",
        [("D(v)", "The drag"), ("c", "a constant")],
    ),
    ("We minimise the loss \\[ \\loss = \\sum_i e_i \\] over weeks.", [(r"\loss", "the loss")]),
    # lists and tables of notation
    (r"\item[$g$] the pull of the earth", [("g", "the pull of the earth")]),
    (r"\item $g$ -- the pull of the earth", [("g", "the pull of the earth")]),
    # other scripts
    (r"其中，$d$ 为隐藏层的维度，$\sigma$ 表示激活函数。", [("d", "隐藏层的维度"), (r"\sigma", "激活函数")]),
    (r"ここで、$n$ はデータの個数、$m$ は特徴の次元を表す。", [("n", "データの個数"), ("m", "特徴の次元")]),
    (r"学習率を $\eta$ とする。", [(r"\eta", "学習率")]),
    (r"行列 $A$ の固有値を $\lambda$ と書く。", [("A", "行列"), (r"\lambda", "$A$ の固有値")]),
    (r"重み $w$、バイアス $b$ を学習する。", [("w", "重み"), ("b", "バイアス")]),
    (
        r"$e$を群の単位元とする．$F$を体とし，$K$を$F$の拡大とする．",
        [("e", "群の単位元"), ("F", "体"), ("K", "$F$の拡大")],
    ),
    (r"给定输入序列 $x$，模型停。", [("x", "输入序列")]),
]

# What stands before a formula names it only where it is a noun of its own.
FOUND += [
    ("The scheme simulates $M$ and halts.", []),
    ("Rule (iii) prevents $h$ from growing.", []),
    ("Here (i) gains $a_D$ and $b_D$ grow.", [("a_D", "gains"), ("b_D", "gains")]),
    ("for the GPS, and the wet rates $a$ and $b$", [("a", "the wet rates"), ("b", "the wet rates")]),
    ("Here $p$ visits nodes $u$ and $v$.", [("u", "nodes"), ("v", "nodes")]),
    ("with $N=1.4R$ boats", []),
    ("with the drag rate($r$) and", [("r", "the drag rate")]),
    ("where daily catches $c$ are", [("c", "daily catches")]),
    ("on $D = 1.5T$ boats", [("D", "boats")]),
    ("The sum of drift $s$ is large.", [("s", "The sum of drift")]),
    ("where the wind ($x$) blows", [("x", "the wind")]),
    ("where $w$ is the mean height of household $i$.", [("w", "the mean height of household $i$"), ("i", "household")]),
    ("Here $i$ always denotes a berth.", [("i", "a berth")]),
]

NONE = [
    r"where the downward-sloping $u(c)$ curve meets it",
    r"The first stage simply sets $v = d$ and ends.",
    r"the usual $L_2$ loss on pixels",
    r"The last layer $l=L$ gives the logits.",
    r"For the first point $q=1$ both rates vanish.",
    r"The wheel then maps \[ D = c v^2 \]",
    r"It is met by all sailors, cooks and boats \[ D = c v^2 \]",
    r"It has a wet part $W$ and a dry part $D$.",
    r"We now have the expansion \[ D = c v^2 \]",
    r"for all $i$, the claim holds",
    r"Figure $2$ shows it",
    r"see Figure~\ref{fig:a} and Table $T$",
    r"By Theorem $A$ and equation $E$ we are done.",
    r"where $f$ is continuous and $g$ is bounded",
    r"where $f$ is not the identity",
    r"Then $S$ is a model if it holds.",
    r"which dampens ($\alpha < 1$) it",
    r"It is a matrix: $A = A^T$.",
    r"For ever $i$",
    r"The idea is to put $C$ there.",
    r"The $y$ input level is 5 dB.",
    r"with more extreme $x$ values",
    r"Of all, first convert $z$ to tiles.",
    r"The height is given by $x$ is odd.",
    r"where using $c = 1/(t+1)$ results in rain",
    r"The update rule is given by \[ x_{t+1} = x_t + 1 \]",
    r"With some work we get the following bound \[ L(u) \le a + b \]",
    r"We use $L-$smoothness.",
    r"It costs $d$ times more.",
    r"If $x$ is a leaf, stop.",
    r"the norm of $x$ is a measure of size",
    r"with $10$ layers and $3\times 3$ kernels",
    r"a set $\rightarrow$ another",
    r"it costs \$5 and the other \$7 a day",
    r"we set $x = 3$",
    r"shown in $x$",
    r"where $\delta$ is set to $0.1$",
    r"Sample $t$ and stop.",
    r"This implies: \[ \sum_i x_i = 0 \]",
    r"$x$ を 0 とする。",
    r"$N$ が与えられたとする。",
    r"我们测量 $h$。",
    r"",
    r"no formula here",
    r"% the step size $h$",
]


@pytest.mark.parametrize(("text", "pairs"), FOUND, ids=[text[:50] for text, _ in FOUND])
def test_pairs(text: str, pairs: list[Pair]) -> None:
    assert sorted({(d.symbol, d.text) for d in find_definitions(text)}) == sorted(pairs)


@pytest.mark.parametrize("text", NONE)
def test_no_pair(text: str) -> None:
    assert [(d.symbol, d.text) for d in find_definitions(text)] == []


def test_symbol_is_macro_free_and_span_in_the_file() -> None:
    text = r"where \(\lr\) is the step size."
    inlines = (PrintedText(0, 6, "where "), Math(6, 13, r"\eta > 0"), PrintedText(13, 31, " is the step size."))
    passage = Passage(text, Span("a/b.tex", 100, 100 + len(text)), inlines, "caption")
    (definition,) = definitions_in([passage])
    assert (definition.symbol, definition.text, definition.kind) == (r"\eta", "the step size", "caption")
    assert definition.span == Span("a/b.tex", 100 + text.index("the step"), 100 + text.index("."))


def test_sentence_is_the_smallest_unit_between_displays() -> None:
    text = "First things first. We take \\[ a = b \\] where $b$ is the base. Then we stop."
    (definition,) = (d for d in find_definitions(text) if d.symbol == "b")
    assert definition.sentence == "where $b$ is the base."


def test_an_abbreviation_is_a_word_of_its_own() -> None:
    (passage,) = read_passages("It is neural. Here $a$ is a load of Hall et al. on it, and $b$ is optimal. We stop.")
    ends = [passage.text[:cut].rsplit(maxsplit=1)[-1] for cut in sentence_cuts(passage)]
    assert ends == ["neural.", "optimal.", "stop."]


def test_long_sentences_are_cut_around_the_pair() -> None:
    text = "We note " + "once more " * 80 + "that $k$ is the number of crossings " + "of a road " * 80
    (definition,) = find_definitions(text)
    assert len(definition.sentence) <= 400
    assert "$k$ is the number of crossings" in definition.sentence


def test_a_long_display_keeps_the_words_before_it() -> None:
    text = (
        "Seen in this way, the load of all the boats is given by \\[ L = "
        + " + ".join(f"x_{{{n}}}" for n in range(90))
        + "\\]"
    )
    (definition,) = find_definitions(text)
    assert definition.sentence.startswith("Seen in this way, the load") and len(definition.sentence) == 400


def test_inactive_text_is_no_prose() -> None:
    text = "\\begin{verbatim} the step size $h$ \\end{verbatim} % the step size $k$\nthe step size $l$"
    assert [d.symbol for d in find_definitions(text)] == ["l"]


LATEX = [" is ", "$x$", "$x, y$", "\\[", "\\]", "$$", "$", "{", "}", "\\item", "&", "\\\\", "\\emph{", "% ", "\\"]
ALIGN = ["\\begin{align}", "\\end{align}"]
PROSE = [
    "the rate",
    " and ",
    ", ",
    ". ",
    "(",
    ")",
    "where ",
    "denotes",
    "\n\n",
    "是",
    "学习率",
    "を",
    "とする",
    "é",
    "’s",
]
FRAGMENTS = st.sampled_from(LATEX + ALIGN + PROSE)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=40).map("".join)))
def test_never_raises_and_quotes_verbatim(text: str) -> None:
    for definition in find_definitions(text):
        assert text[definition.span.start : definition.span.end] == definition.text
        assert definition.text.strip() == definition.text != ""
        unit = definition.sentence_span
        assert unit.start <= definition.span.start and definition.span.end <= max(unit.end, unit.start + 400)
        assert definition.symbol


def test_time_grows_with_length_only() -> None:
    from time import process_time

    unit = "the very long and rather old and quite tall and thin and blue model and the input of the set of $x$ and "

    def seconds(times: int) -> float:
        start = process_time()
        find_definitions(unit * times)
        return process_time() - start

    seconds(10)
    longer, shorter = (min(seconds(times) for _ in range(3)) for times in (2000, 100))
    assert longer < 60 * max(shorter, 0.001)  # 20 if linear, 400 if quadratic


OF_ONE_ALONE: list[tuple[str, list[str | None]]] = [
    ("The height and width of the door are denoted by $h$ and $w$.", ["height of the door", "width of the door"]),
    ("where $u$, $v$ and $w$ are the age, size and width of $n$.", ["age of $n$", "size of $n$", "width of $n$"]),
    ("where $u$ and $v$ are the age and number of doors of a hut.", [None, None]),
    ("with rising and falling prices $p^u$, $p^d$.", ["rising price", "falling price"]),
    ("where $d_r$ and $d_l$ are the right and left doors.", ["right door", "left door"]),
    ("We take the step $h$ of the descent here.", ["the step of the descent"]),
    ("We take the set $S$ of the form of a ring.", [None]),
    (r"by a factor $\lambda$ that weighs the second term, and", ["a factor that weighs the second term"]),
    (r"by a factor $\lambda$ that turns to \eqref{a}, and", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), OF_ONE_ALONE, ids=[text for text, _ in OF_ONE_ALONE])
def test_words_say_it_of_one_symbol_alone(text: str, words: list[str | None]) -> None:
    assert [one.words for one in find_definitions(text)] == words


MANNERS = [
    (r"where $h$ is the height of a door.", ["defines"]),
    (r"Let $h$ be the height of a door.", ["defines"]),
    (r"We vary the height $h$ of a door.", ["names"]),
    (r"We vary two heights $h$ and $k$ of a door.", ["lists", "lists"]),
    (r"Consider the drag \[ D = c v^2 \]", ["leads-in"]),
]


@pytest.mark.parametrize(("text", "manners"), MANNERS, ids=[text for text, _ in MANNERS])
def test_says_how_words_speak_of_a_symbol(text: str, manners: list[str]) -> None:
    assert [one.manner for one in definitions_in(read_passages(text))][: len(manners)] == manners


def test_says_where_a_sentence_stands_and_how_far_it_holds() -> None:
    text = (
        r"Here $h$ is a height of a hut. Throughout, $w$ is a width of a hut. In this section, $d$ is a depth of a hut."
    )
    passage = replace(read_passages(text)[0], kind="footnote")
    found = definitions_in([passage])
    assert [one.reach for one in found] == ["here", "paper", "section"]
    assert {one.within for one in found} == {"footnote"}
    assert definitions_in([replace(passage, within="Lemma")])[0].within == "lemma"
