"""Definitions -> what the author states of which spelling, and by what it is to be found."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from reader.meaning.evidence.reading_order import ReadingOrder
from reader.meaning.evidence.statement_index import StatementIndex
from reader.meaning.evidence.statements import StatementReader, is_at_point, is_value, points_back
from reader.model.annotations import AuthorStatement, Definition, Manner, Naming
from reader.model.document import Document
from reader.model.source import Span


def nameless(words: str, *, member: bool = False) -> Naming | None:
    return None


def said(
    symbol: str, text: str, at: int = 0, phrase: str = "be", kind: str = "sentence", sentence: str = ""
) -> Definition:
    span = Span("main.tex", at, at + 5)
    return Definition(symbol, text, span, phrase, sentence or f"{symbol} is {text}", span, kind)


def statements(*definitions: Definition) -> Sequence[AuthorStatement]:
    empty = Document("", (), (), (), (), (), {}, ())
    reader = StatementReader(nameless, ReadingOrder(empty, {}, ()))
    return tuple(reader.read(definitions, (), ()))


def index(*definitions: Definition) -> StatementIndex:
    return StatementIndex(statements(*definitions), lambda spelling: spelling.partition("_")[0] + "_{}")


def test_words_that_say_nothing_state_nothing() -> None:
    assert statements(said("x", "the value"), said("y", "a function of $x$"), said("z_i", "a sequence")) == ()


@pytest.mark.parametrize(
    ("symbol", "text", "stated"),
    [
        (r"U \mid Z", "the conditional law", False),
        ("h | y", "the posterior distribution of the hidden load", False),
        (r"p(x \mid y)", "the density", True),
        (r"d \mid n", "a divisor", True),
        ("f(x|y)", "the posterior", True),
    ],
)
def test_the_law_of_what_is_given_says_nothing_of_that(symbol: str, text: str, stated: bool) -> None:
    assert bool(statements(said(symbol, text))) == stated


@pytest.mark.parametrize(
    ("symbol", "text", "stated"),
    [
        (r"O(\frac{a}{b})", "the best rate of descent without a sail", False),
        (r"\mathcal{O}(n)", "the cost", False),
        (r"\tilde{O}(\sqrt{T})", "the regret of the crew", False),
        (r"\Theta(n \log n)", "the running time", False),
        ("O(h^2)", "the remainder", False),
        ("O(s, a)", "the observation map", True),
        (r"\mathcal{O}(x)", "the orbit of a point", True),
        (r"\Omega(w)", "the penalty", True),
        (r"\Omega(x - y)", "the angular speed", True),
        ("f(n)", "the cost", True),
        ("O", "the origin", True),
        (r"\mathcal{O}", "the order of the field", True),
    ],
)
def test_what_grows_so_fast_is_no_letter(symbol: str, text: str, stated: bool) -> None:
    assert bool(statements(said(symbol, text))) == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("the roots of the law after setting $a = 1$", False),
        ("the solutions of the system after taking the limit", False),
        ("the crew after the storm", True),
        ("the rate at which $a = 1$", True),
    ],
)
def test_words_of_a_special_case_say_nothing_of_all(text: str, stated: bool) -> None:
    assert bool(statements(said("x", text))) == stated


@pytest.mark.parametrize(
    ("symbol", "text", "meaning"),
    [
        ("a(0)", "the initial angle of the swing", "angle of the swing"),
        ("u(x, 0)", "the initial condition", None),
        ("T(0, t)", "the boundary condition", None),
        (r"\mathcal{N}(0, 1)", "the standard normal distribution", "standard normal distribution"),
        ("x_0", "the initial state", "initial state"),
        ("p_{(1)}", "the smallest price", "smallest price"),
        ("a(t)", "the initial angle", "initial angle"),
    ],
)
def test_a_value_at_a_point_tells_of_the_function(symbol: str, text: str, meaning: str | None) -> None:
    assert [one.meaning for one in statements(said(symbol, text))] == ([] if meaning is None else [meaning])


def test_of_a_variance_the_deviation_is_stated() -> None:
    (statement,) = statements(said(r"\sigma^2", "the variance of the noise"))
    assert (statement.spelling, statement.meaning) == (r"\sigma", "standard deviation of the noise")


def test_a_vector_is_no_number() -> None:
    one, count = statements(said(r"\mathbf{x}_i", "the number of examples"), said("n", "the number of examples", at=9))
    assert (one.meaning, count.meaning) == ("examples", "number of examples")


def test_words_said_of_several_are_shared() -> None:
    first, second, alone = statements(said("a", "two weights"), said("b", "two weights"), said("c", "a bias", at=50))
    assert first.shared and second.shared and not alone.shared
    assert first.meaning == "weight"


def test_what_is_vague_or_stands_aside_is_less_reliable() -> None:
    plain, vague, cell = statements(
        said("f", "the loss"), said("g", "the function"), said("h", "the loss", kind="caption")
    )
    assert plain.reliability > vague.reliability
    assert plain.reliability > cell.reliability


def test_what_a_symbol_with_arguments_tells() -> None:
    value, point, back = statements(said("f(a, b)", "the loss"), said("f(0)", "the start"), said("E", "this energy"))
    assert (is_value(value), is_at_point(value.definition)) == (True, False)
    assert is_at_point(point.definition) and not is_value(point)
    assert points_back(back) and not points_back(value)


def test_the_index() -> None:
    found = index(
        said("W_{i}", "a weight"), said("h^{(0)}", "the input"), said("w", "weights", sentence="The $w$'s are weights")
    )
    assert set(found.by_spelling) == {"W_{i}", "h^{(0)}", "w"}
    assert [statement.spelling for statement in found.by_base["W"]] == ["W_{i}"]
    assert "h" not in found.by_base  # what goes in is no ``h``
    assert [statement.spelling for statement in found.by_family["W_{}"]] == ["W_{i}"]
    assert set(found.of_all) == {"w"}


@pytest.mark.parametrize(
    ("text", "manner", "meaning"),
    [("all classes", "names", "class"), ("any point", "defines", "point"), ("a small gap", "names", "small gap"),
     ("all weights", "defines", "all weights")],
)  # fmt: skip
def test_each_of_them_is_one(text: str, manner: Manner, meaning: str) -> None:
    found = replace(said("a", text), manner=manner)
    assert [one.meaning for one in statements(found)] == [meaning]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("learnable vectors of length $n$", "learnable vector of length $n$"),
        ("the weights of the net", "weights of the net"),
    ],
)
def test_of_two_that_are_many_each_is_one(text: str, meaning: str) -> None:
    several = (replace(said(letter, text), manner="defines") for letter in "ab")
    assert {one.meaning for one in statements(*several)} == {meaning}


def test_a_measure_joined_to_a_letter_names_no_concept() -> None:
    asked: list[str] = []

    def name(words: str, *, member: bool = False) -> Naming | None:
        asked.append(words)
        return None

    empty = Document("", (), (), (), (), (), {}, ())
    found = StatementReader(name, ReadingOrder(empty, {}, ())).read((said("M", "a rank-$r$ matrix"),), (), ())
    assert [one.meaning for one in found] == ["rank-$r$ matrix"] and asked == ["matrix"]
