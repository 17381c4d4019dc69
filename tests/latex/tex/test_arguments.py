"""What each kind of parameter reads from the stream, and what it leaves there."""

import pytest

from reader.latex.tex.arguments import BODY, MANDATORY, NO_VALUE, TRUE, Argument, read_arguments
from reader.latex.tex.lexer import join, tokenize
from reader.latex.tex.stream import TokenStream

DOT = tuple(tokenize("."))
READ = [
    # signature, input -> arguments, what is left
    ((MANDATORY, MANDATORY), "{ab}cd", ["ab", "c"], "d"),
    ((Argument("optional"),), "[a[b]c]d", ["a[b]c"], "d"),
    ((Argument("optional", tuple(tokenize("k"))),), "d", ["k"], "d"),
    ((Argument("pair", None, "(", ")"),), "d", [NO_VALUE], "d"),
    ((Argument("star", opening="*"), MANDATORY), "*{a}b", [TRUE, "a"], "b"),
    ((Argument("until", delimiter=DOT),), "{a.b}.c", ["a.b"], "c"),
    ((Argument("literal", delimiter=DOT), MANDATORY), ".ab", ["a"], "b"),
    ((Argument("group"), MANDATORY), "ab", [NO_VALUE, "a"], "b"),
    ((Argument("scripts", opening="^_"),), "_{i}^2+", ["2", "i"], "+"),
    ((BODY,), r"a\begin{x}b\end{x}c\end{y}", [r"a\begin{x}b\end{x}c"], r"\end{y}"),
]


@pytest.mark.parametrize(("signature", "text", "arguments", "left"), READ, ids=lambda value: str(value)[:40])
def test_arguments(signature: tuple[Argument, ...], text: str, arguments: list[str], left: str) -> None:
    stream = TokenStream()
    stream.open("main.tex", text)
    assert [join(tokens) for tokens in read_arguments(stream, signature)] == arguments
    rest = []
    while (token := stream.next()) is not None:
        rest.append(token)
    assert join(rest) == left
