"""One spelling, several meanings: which one holds at which displayed equation."""

import pytest

from reader.model.annotations import Annotation
from reader.model.source import Paper, SourceBundle, SourceFile
from reader.pipeline import read_bundle

SECTIONS = r"""\section{A} Let $r$ be the learning rate of the model. \begin{equation} y = 2 r \end{equation}
\section{B} %s \begin{equation} z = 3 r \end{equation}
"""


def annotated(body: str, latex: str, document_class: str = "article") -> tuple[Annotation, dict[str, str]]:
    text = f"\\documentclass{{{document_class}}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    bundle = SourceBundle("made", {"main.tex": SourceFile("main.tex", text, "utf-8")}, "main.tex", "0")
    reading = read_bundle(Paper(), bundle)
    numbers = {equation.id: equation.number or "" for equation in reading.document.equations}
    return next(each for each in reading.annotations if each.symbol.latex == latex), numbers


def test_each_section_has_its_sense() -> None:
    annotation, numbers = annotated(SECTIONS % "Here $r$ denotes the radius of the ball.", "r")
    assert [(sense.meaning, [numbers[at] for at in sense.equations]) for sense in annotation.senses] == [
        ("learning rate of the model", ["1"]), ("radius of the ball", ["2"])]  # fmt: skip


@pytest.mark.parametrize("words", ["Nothing is new.", "Here $r$ denotes the learning rate."])
def test_one_sense_is_not_listed(words: str) -> None:
    annotation, _ = annotated(SECTIONS % words, "r")
    assert annotation.senses == () and "learning rate" in (annotation.meaning or "")


AGAIN = r"""\section{A} Here $r$ is the learning rate of the model; %s $r$ is the radius of the ball.
\section{B} Let $r$ be the learning rate of the model. \begin{equation} y = 2 r \end{equation}
\section{C} Here $r$ denotes the radius of the ball. \begin{equation} z = 3 r \end{equation}
"""


@pytest.mark.parametrize("later", ["later", "further on, in the last section,"])
def test_what_is_said_again_holds_there_too(later: str) -> None:
    annotation, numbers = annotated(AGAIN % later, "r")
    assert [(sense.meaning, [numbers[at] for at in sense.equations]) for sense in annotation.senses] == [
        ("learning rate of the model", ["1"]), ("radius of the ball", ["2"])]  # fmt: skip


LATER = r"""\section{A} Let $r$ be the learning rate of the model. \section{B} Sails are hoisted.
\begin{equation} y = 2 r \end{equation}
The wind turns.

%s The boats are slow.

Here $r$ denotes the radius of the ball. \begin{equation} z = 3 r \end{equation}
"""


@pytest.mark.parametrize(("between", "first"), [("The sea is calm.", ["1"]), ("Here $r$ denotes the radius.", [])])
def test_what_is_said_later_governs_later_formulas(between: str, first: list[str]) -> None:
    annotation, numbers = annotated(LATER % between, "r")
    of_model = [sense for sense in annotation.senses if "learning rate" in sense.meaning]
    assert [numbers[at] for sense in of_model for at in sense.equations] == first


DIGITS = r"""We add numbers, where $d$ is the number of digits, at a cost of $b d \log d$.
\begin{equation} F = \int_0^1 f(x)\, dx \end{equation} \begin{equation} \frac{d V(u)}{du} = 0 \end{equation} %s"""


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        ("", [("differential", ["1", "2"]), ("number of digits", [])]),
        (r"\begin{equation} c = 3 d + b \end{equation}", [("number of digits", ["3"]), ("differential", ["1", "2"])]),
    ],
)
def test_the_d_of_a_differential_is_not_the_letter_of_the_prose(more: str, meant: list[tuple[str, list[str]]]) -> None:
    annotation, numbers = annotated(DIGITS % more, "d")
    assert [(sense.meaning, [numbers[at] for at in sense.equations]) for sense in annotation.senses] == meant
    assert annotation.meaning == meant[0][0]


def test_a_letter_that_only_multiplies_keeps_its_one_meaning() -> None:
    annotation, _ = annotated(r"where $d$ is the number of digits. \[ c = d x + b, \quad e = d (x + y) \]", "d")
    assert annotation.senses == () and annotation.meaning == "number of digits"


APPENDED = r"""\section{Method} The index is
\begin{equation} \rho_S = 1 - \sum_{j} (u_j - v_j)^2. \end{equation} We compare
\begin{equation} R = \sum_{a \in \{0, 1\}} c_a + x_i . \end{equation}
\appendix \section{Cost} Let $S$ be the number of samples, $j$ the weather setting, $i$ the kitchen, $a(r)$ the rate of
right answers, and $R$ the remainder of the division.
\begin{equation} c = S j + a(r) + i + R \end{equation}"""


@pytest.mark.parametrize(
    ("latex", "meant"),
    [
        ("S", [("number of samples", ["3"]), ("label: part of the names that carry it", ["1"])]),
        ("j", [("weather setting", ["3"]), ("index", ["1"])]),
        ("i", [("kitchen", ["3"]), ("index", ["2"])]),
        ("a", [("rate of right answers", ["3"]), ("index", ["2"])]),
        ("R", [("remainder of the division", ["3"]), ("what a formula of the paper defines", ["2"])]),
    ],
)
def test_what_an_appendix_says_of_a_letter_holds_there(latex: str, meant: list[tuple[str, list[str]]]) -> None:
    annotation, numbers = annotated(APPENDED, latex)
    assert [(sense.meaning, [numbers[at] for at in sense.equations]) for sense in annotation.senses] == meant


def test_a_section_with_a_roman_numeral_is_no_appendix() -> None:
    annotation, _ = annotated(APPENDED.replace(r"\appendix", ""), "R", "IEEEtran")
    assert annotation.meaning == "remainder of the division" and not annotation.senses


@pytest.mark.parametrize(
    ("was", "becomes", "latex"),
    [
        (r"\rho_S", r"\rho_S + \rho_1", "S"),  # the last of many
        (r"\rho_S", r"\rho_{t S}", "S"),  # one of two indices
        ("the kitchen", "the step", "i"),  # what a step is called counts
    ],
)
def test_what_may_count_or_end_a_list_keeps_its_name(was: str, becomes: str, latex: str) -> None:
    found = annotated(APPENDED.replace(was, becomes), latex)[0]
    assert found.senses == () and found.status in ("paper", "mention")


LABELLED = r"""We call %s. \begin{equation} y = %s \end{equation}
where %s. \begin{equation} z = 3 %s \end{equation}"""
LABEL = "label: part of the names that carry it"


@pytest.mark.parametrize(
    ("latex", "said", "used", "defined", "name", "meant"),
    [
        ("g", "$g(x)$ the pump function", "g(x)", r"$\eta_g$ is the global learning rate", r"\eta_g", LABEL),
        ("s", "$s$ the specific heat", "2 s", "$r_s$ is the stagnation radius", "r_s", LABEL),
        ("f", "$f$ the sampling frequency", "2 f", "$E_f$ is the Fermi energy", "E_f", LABEL),
        ("g", "$g(x)$ the growth function", "g(x)", r"$\eta_g$ is the growth rate", r"\eta_g", "growth function"),
        ("g", "$g(x)$ the cost function", "g(x)", "$L_g$ is the Lipschitz constant of $g$", "L_g", "cost function"),
        ("s", "$s$ the site", "2 s", "$a_s$ is a strictly falling sequence, as is $a_t$", "a_s", "site"),
    ],
)
def test_a_letter_may_be_short_for_a_word(
    latex: str, said: str, used: str, defined: str, name: str, meant: str
) -> None:
    annotation, numbers = annotated(LABELLED % (said, used, defined, name), latex)
    told = {numbers[at]: sense.meaning for sense in annotation.senses for at in sense.equations}
    assert told.get("2", annotation.meaning) == meant
    assert told.get("1", annotation.meaning) != LABEL


ROLES = r"""\begin{equation} s = \sum_{i=1}^{n} x_i \end{equation} \begin{equation} x_i \geq 0 \end{equation}
\begin{equation} F = \frac{1}{2 \pi i} f \end{equation} \begin{equation} p = \prod_{i \bmod 3} (i + c) \end{equation}"""


def test_a_role_is_told_where_it_is_played() -> None:
    annotation, numbers = annotated(ROLES, "i")
    told = {numbers[at]: sense.meaning for sense in annotation.senses for at in sense.equations}
    assert told == {"1": "index", "2": "index", "3": "", "4": "index"}


def test_a_letter_before_an_exponent_is_the_number_that_it_is_there() -> None:
    body = r"""A subset of sites $e$ is an edge, where $e$ is a subset of sites.
    \begin{equation} h = \sum_{e} g(e) \end{equation} \begin{equation} p = e^{-b h} \end{equation}"""
    annotation, numbers = annotated(body, "e")
    told = {numbers[at]: sense.meaning for sense in annotation.senses for at in sense.equations}
    assert told == {"1": "subset of sites", "2": "Euler's number"}


COLOURS = r"""\section{A} We say that this dot has the %s $i$. \begin{equation} c = 3 i \end{equation}
\section{B} %s \begin{equation} d = v_{i} + u_{i-1} \end{equation} \begin{equation} q = 5 i + v_i \end{equation}"""


@pytest.mark.parametrize(
    ("noun", "behind", "meant"),
    [
        ("color", "Nothing is new.", ["color", "index", "color"]),
        ("index", "Nothing is new.", ["index", "index", "index"]),
        ("number of nodes", "Nothing is new.", ["number of nodes"] * 3),
        ("color", "Here $i$ is the charge.", ["color", "charge", "charge"]),
    ],
)
def test_a_letter_in_scripts_counts_in_a_section_that_does_not_say_what_it_is(
    noun: str, behind: str, meant: list[str]
) -> None:
    annotation, numbers = annotated(COLOURS % (noun, behind), "i")
    told = {numbers[at]: sense.meaning for sense in annotation.senses for at in sense.equations}
    assert [told.get(number, annotation.meaning) for number in "123"] == meant


ANEW = r"""\section{Wells} Here $c$ is the initial water level of the basin. \begin{equation} y = x + c \end{equation}
\section{Others} They write \begin{equation} f = g - 2 c \end{equation} where $c$ is %s. %s"""


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the output of the system", "output of the system"),
        ("the level of the basin", "initial water level of the basin"),  # the same
        ("a constant", "initial water level of the basin"),  # which may be it
        ("small", "initial water level of the basin"),
    ],
)
def test_what_a_section_defines_anew_is_meant_there(words: str, meant: str) -> None:
    annotation, numbers = annotated(ANEW % (words, ""), "c")
    told = {numbers[at]: sense.meaning for sense in annotation.senses for at in sense.equations}
    assert told.get("2", annotation.meaning) == meant
    assert told.get("1", annotation.meaning) == "initial water level of the basin"
