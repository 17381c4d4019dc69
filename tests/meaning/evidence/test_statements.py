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


def test_words_that_say_nothing_state_nothing() -> None:
    assert statements(said("x", "the value"), said("y", "a function of $x$"), said("z_i", "a sequence")) == ()


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


def test_of_a_variance_the_deviation_is_stated() -> None:
    (statement,) = statements(said(r"\sigma^2", "the variance of the noise"))
    assert (statement.spelling, statement.meaning) == (r"\sigma", "standard deviation of the noise")


def test_words_said_of_several_are_shared() -> None:
    first, second, alone = statements(said("a", "two weights"), said("b", "two weights"), said("c", "a bias", at=50))
    assert first.shared and second.shared and not alone.shared
    assert first.meaning == "weight"


def test_what_a_symbol_with_arguments_tells() -> None:
    value, point, back = statements(said("f(a, b)", "the loss"), said("f(0)", "the start"), said("E", "this energy"))
    assert (is_value(value), is_at_point(value.definition)) == (True, False)
    assert is_at_point(point.definition) and not is_value(point)
    assert points_back(back) and not points_back(value)


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


def test_the_index() -> None:
    found = StatementIndex(
        statements(said("W_{i}", "a weight"), said("h^{(0)}", "the input"), said("w", "weights")),
        lambda spelling: spelling.partition("_")[0] + "_{}",
    )
    assert set(found.by_spelling) == {"W_{i}", "h^{(0)}", "w"}
    assert [statement.spelling for statement in found.by_base["W"]] == ["W_{i}"]
    assert "h" not in found.by_base  # what goes in is no ``h``
    assert [statement.spelling for statement in found.by_family["W_{}"]] == ["W_{i}"]
