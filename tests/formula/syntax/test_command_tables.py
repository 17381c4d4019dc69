"""Every row of the tables does what it says."""

from html import escape

import pytest

from reader.formula.symbols.symbols import symbol_uses
from reader.formula.syntax.canonical import canonical_spelling, canonical_string
from reader.formula.syntax.nodes import Accent, Delimiter, Fraction, Function, Stacked, Table
from reader.formula.syntax.parsing import parse_formula
from reader.formula.syntax.tables import commands, words
from reader.formula.syntax.tables.signs import SAME, SIGNS
from reader.output.drawing.mathml import to_mathml


@pytest.mark.parametrize("sign", SIGNS)
def test_signs(sign: str) -> None:
    kind, character = SIGNS[sign]
    drawn = SIGNS[SAME[sign]][1] if SAME.get(sign) in SIGNS else SAME.get(sign, character)
    expression = parse_formula(f"a {sign} b")
    assert expression.problems == ()
    node = next(child for child in expression.root.children if child.start == 2) if sign not in "'" else None
    if kind in ("open", "close"):
        assert isinstance(node, Delimiter)
        assert node.side == kind
    elif kind != "bar" and node is not None:
        expected = {"big": "bigoperator", "dots": "sign", "constant": "sign"}.get(kind, kind)
        assert type(node).__name__.lower() == expected
        assert f">{escape(drawn)}<" in to_mathml(expression)


@pytest.mark.parametrize(("spelling", "canonical"), [row for row in SAME.items() if row[1] != "|"])
def test_same_sign(spelling: str, canonical: str) -> None:
    assert canonical_spelling(f"a{spelling} b") == canonical_spelling(f"a{canonical} b")


@pytest.mark.parametrize(("command", "alphabet"), commands.ALPHABETS.items())
def test_alphabets(command: str, alphabet: str) -> None:
    assert canonical_spelling(f"{command}{{A}}_i") == (f"\\{alphabet}{{A}}" if alphabet else "A") + "_{i}"


@pytest.mark.parametrize(("command", "alphabet"), commands.DECLARATIONS.items())
def test_declarations(command: str, alphabet: str) -> None:
    assert canonical_spelling(f"{{{command} A}} B") == (f"\\{alphabet}{{A}}" if alphabet else "A") + "B"


@pytest.mark.parametrize("command", commands.TEXTS)
def test_texts(command: str) -> None:
    expression = parse_formula(rf"x{command}{{ some words }}y")
    assert [use.latex for use in symbol_uses(expression) if len(use.latex) == 1] == ["x", "y"]
    assert expression.problems == ()


@pytest.mark.parametrize("command", commands.ACCENTS)
def test_accents(command: str) -> None:
    (node,) = parse_formula(f"{command}{{x}}").root.children
    assert isinstance(node, Accent)
    assert symbol_uses(parse_formula(f"{command} x"))[0].traits >= {"accented"}


@pytest.mark.parametrize("command", sorted(commands.FRACTIONS))
def test_fractions(command: str) -> None:
    (node,) = parse_formula(f"{command}12").root.children
    assert isinstance(node, Fraction)


@pytest.mark.parametrize("command", commands.INFIX)
def test_infix_fractions(command: str) -> None:
    (node,) = parse_formula(f"a {command} b").root.children
    assert isinstance(node, Fraction)


@pytest.mark.parametrize(("command", "arguments"), commands.STACKED.items())
def test_stacked(command: str, arguments: tuple[str, ...]) -> None:
    latex = command + "".join("[a]" if name == "[below]" else "{b}" for name in arguments)
    (node,) = parse_formula(latex).root.children
    assert isinstance(node, Stacked)
    assert (node.above is not None) is ("above" in arguments)


@pytest.mark.parametrize(("command", "signature"), [*commands.WRAPPERS.items()])
def test_wrappers(command: str, signature: str) -> None:
    arguments = signature.replace("[]", "[1pt]").replace("{}", "{1pt}")
    expression = parse_formula(f"a {command}{arguments}{{x}} b")
    assert expression.problems == ()
    assert [use.latex for use in symbol_uses(expression)] == (["a", "b"] if "phantom" in command else ["a", "x", "b"])


@pytest.mark.parametrize(("command", "signature"), commands.INVISIBLE.items())
def test_invisible(command: str, signature: str) -> None:
    arguments = signature.replace("*", "").replace("[]", "[p]").replace("{}", "{p}").replace("=", "-2.5mu")
    expression = parse_formula(f"a{command}{arguments} b")
    assert canonical_string(expression) == "ab"
    assert expression.problems == ()


@pytest.mark.parametrize("command", sorted({*commands.SPACES, *commands.SILENT}))
def test_spaces_and_silent_commands(command: str) -> None:
    assert canonical_string(parse_formula(f"a {command} b")) == "ab"


@pytest.mark.parametrize(("name", "limits"), sorted(commands.FUNCTIONS.items()))
def test_functions(name: str, limits: bool) -> None:
    (node,) = parse_formula(rf"\operatorname{{{name}}}").root.children
    assert isinstance(node, Function)
    assert node.limits is limits
    assert node.known


@pytest.mark.parametrize("name", commands.ENVIRONMENTS)
def test_environments(name: str) -> None:
    arguments = commands.ENVIRONMENT_ARGUMENTS.get(name, "").replace("[]", "").replace("columns", "lr")
    arguments = arguments.replace("{}", "{2}")
    expression = parse_formula(rf"\begin{{{name}}}{arguments} a & b \\ c & d \end{{{name}}}")
    (node,) = expression.root.children
    assert isinstance(node, Table)
    assert [len(row) for row in node.rows] == [2, 2]
    assert expression.problems == ()
    assert [use.latex for use in symbol_uses(expression)] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("word", sorted(words.NAMES | words.SHORT_NAMES))
def test_words_typed_as_letters_are_one_name(word: str) -> None:
    assert symbol_uses(parse_formula(f"{word}_i"))[0].base == word


@pytest.mark.parametrize("word", sorted(words.PLAIN_FUNCTIONS))
def test_functions_typed_as_letters(word: str) -> None:
    assert symbol_uses(parse_formula(f"{word}(x)"))[0].kind == "operator"
