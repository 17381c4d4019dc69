"""Code for relations, several statements, quantifiers, cases and matrices."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.formula.semantics.nodes import (
    Chain,
    Combination,
    Constant,
    Given,
    Grid,
    Listing,
    Meaning,
    Nothing,
    Number,
    Quantified,
    Relating,
    Statements,
    Symbol,
)
from reader.formula.semantics.segments import leaks
from reader.formula.syntax.tree import walk
from reader.study.sympy.names import ALL_WORDS, ELSE_WORDS, IF_WORDS, LISTING_WORDS, NAMED_RELATIONS, RELATIONS
from reader.study.sympy.symbols import Inexpressible

if TYPE_CHECKING:
    from reader.study.sympy.code import CodeWriter

BOOLEAN = tuple(f"{name}(" for name in set(RELATIONS.values()))
JUNCTIONS = frozenset({r"\land", r"\wedge", r"\lor", r"\vee"})  # they may bind looser than relations
CONDITIONED = frozenset(
    {"=", ":=", r"\sim", r"\propto", r"\approx", r"\triangleq", r"\Rightarrow"}
)  # a bar binds closer
MAPPINGS = frozenset({r"\to", r"\mapsto"})
# What something is drawn from: a script capital, a word, p and q; of anything else, ``\\sim`` may say a lot of things.
DISTRIBUTION = re.compile(
    r"(?:Function|Symbol)\('(?:\\\\math(?:cal|bb|scr)|[A-Z][a-z]+|[pqPQ]\b|[pqP]_|pi\b|\\\\pi_|rho\b|mu\b|nu\b)"
)
QUANTIFIERS = {r"\forall": "ForAll", r"\exists": "Exists", r"\nexists": "NotExists"}
WORDS = re.compile(r"\\(?:text|mathrm|operatorname|mathbf|mathit|mathsf|mathtt)\{([^{}]*)\}")


def write_chain(writer: CodeWriter, node: Chain) -> str:
    """``a = b <= c`` says ``a = b`` and ``b <= c``."""
    operands = node.operands
    if isinstance(operands[0], Nothing) and node.relations[0].sign in (r"\Rightarrow", r"\therefore"):
        rest: Meaning = operands[1]
        if len(node.relations) > 1:
            rest = Chain(operands[1].start, node.end, operands[1:], node.relations[1:])
        return writer.call("Therefore", [writer.write(rest)])
    if any(isinstance(operand, Nothing) for operand in operands):
        raise Inexpressible("half-relation", node)
    if any(leaks(side, later) for k, side in enumerate(operands) for later in operands[k + 1 :]):
        raise Inexpressible("sum-scope", node)
    signs = [relation.sign for relation in node.relations]
    if len(signs) > 1 and any(isinstance(each, Combination) and each.operator in JUNCTIONS for each in operands):
        raise Inexpressible("operator-order", node)
    if not set(signs) <= CONDITIONED and any(isinstance(operand, Given) for operand in operands):
        raise Inexpressible("bars", node)
    if len(signs) > 1 and (":" in signs or MAPPINGS & set(signs)):
        return write_mapping(writer, node)
    pairs = [
        code
        for k, relation in enumerate(node.relations)
        for code in write_pair(writer, operands[k], relation, operands[k + 1])
    ]
    if len(pairs) == 1:
        return pairs[0]
    if all(pair.startswith(BOOLEAN) for pair in pairs):
        return f"And({', '.join(pairs)}, evaluate=False)"
    return f"Tuple({', '.join(pairs)})"


def write_mapping(writer: CodeWriter, node: Chain) -> str:
    """``w : x \\mapsto f(x)`` names a map: the arrow binds closer, and whatever stands behind a colon."""
    name, *rest = node.relations
    loose = name.sign == ":" or (name.sign in (r"\in", "=", ":=") and rest[0].sign == r"\mapsto")
    if len(rest) != 1 or not loose or isinstance(node.operands[0], Listing):
        raise Inexpressible("relation", node)
    image = Chain(node.operands[1].start, node.end, node.operands[1:], tuple(rest))
    return relate(writer, writer.write(node.operands[0]), name, write_chain(writer, image))


def write_pair(writer: CodeWriter, left: Meaning, relation: Relating, right: Meaning) -> list[str]:
    """A list on the left means each of its members; one on the right of = means one of them."""
    if relation.sign == ":" and isinstance(left, Listing):
        raise Inexpressible("relation", relation)
    members = left.items if isinstance(left, Listing) and left.kind == "bare" else (left,)
    if isinstance(right, Listing) and right.kind == "bare":
        if relation.sign not in ("=", r"\in") or len(members) > 1 or not is_enumeration(right):
            raise Inexpressible("list-of-values", right)
        if is_one_number(right):
            raise Inexpressible("digits", right)
        return [writer.call("OneOf", [writer.write(left), *map(writer.write, right.items)])]
    if any(isinstance(member, Constant) for member in members) and len(members) > 1:
        return [relate(writer, f"Tuple({', '.join(map(writer.write, members))})", relation, writer.write(right))]
    return [relate(writer, writer.write(member), relation, writer.write(right)) for member in members]


def is_one_number(values: Listing) -> bool:
    """``10,000``: three digits right behind a comma."""
    return any(
        isinstance(item, Number) and isinstance(after, Number) and item.end + 1 == after.start and len(after.text) == 3
        for item, after in pairwise(values.items)
    )


def is_enumeration(values: Listing) -> bool:
    """``0, 1, \\ldots, n``: dots, or numbers alone."""
    return any(isinstance(item, Constant) for item in values.items) or not any(
        isinstance(node, Symbol) for item in values.items for node in walk(item)
    )


def relate(writer: CodeWriter, left: str, relation: Relating, right: str) -> str:
    """The relation as it is said: without SymPy deciding whether it holds."""
    name = RELATIONS.get(relation.sign)
    if relation.above is not None:
        name = name or NAMED_RELATIONS.get(relation.sign)
        if name is None:
            raise Inexpressible("relation", relation)
        return writer.call(f"{name}Labelled", [left, right, writer.write(relation.above)])
    if name is not None:
        return f"{name}({left}, {right}, evaluate=False)"
    if relation.sign not in NAMED_RELATIONS:
        raise Inexpressible("relation", relation)
    plain = relation.sign == r"\sim" and not writer.bound_range and not DISTRIBUTION.match(right)
    return writer.call("Sim" if plain else NAMED_RELATIONS[relation.sign], [left, right])


def write_quantified(writer: CodeWriter, node: Quantified) -> str:
    return writer.call(QUANTIFIERS[node.quantifier], [writer.write(part) for part in ranges_of(node.body)])


def ranged_together(node: Statements) -> Statements:
    """``\\forall x \\in X, y \\in Y``: the second range is under the same quantifier."""
    items: list[Meaning] = []
    separators: list[tuple[str, ...]] = []
    for item, after in zip(node.items, node.separators, strict=True):
        before = items[-1] if items else None
        if isinstance(before, Quantified) and separators[-1] == (",",) and is_range(item):
            body = Listing(before.body.start, item.end, "ranges", "", "", (*ranges_of(before.body), item), (",",))
            items[-1] = Quantified(before.start, item.end, before.quantifier, body)
            separators[-1] = after
        else:
            items.append(item)
            separators.append(after)
    return Statements(node.start, node.end, tuple(items), tuple(separators))


def is_scope_open(node: Statements) -> bool:
    """Whether several statements follow a quantifier or an "if": nobody knows which of them it is said of."""
    items = [item for item in node.items if not isinstance(item, Nothing)]
    after_quantifier = next((len(items) - k for k, item in enumerate(items) if isinstance(item, Quantified)), 0)
    behind = sum(not isinstance(item, Quantified) for item in items[len(items) - after_quantifier :])
    first_if = next((k for k, after in enumerate(node.separators) if connecting_words(after) in IF_WORDS), None)
    conditions = len(node.items) - first_if - 1 if first_if is not None else 0
    return behind > 1 or conditions > 1


def ranges_of(body: Meaning) -> tuple[Meaning, ...]:
    return body.items if isinstance(body, Listing) and body.kind in ("ranges", "bare") else (body,)


def is_range(item: Meaning) -> bool:
    return isinstance(item, Symbol) or (isinstance(item, Chain) and item.relations[0].sign == r"\in")


def connecting_words(marks: tuple[str, ...]) -> str:
    """The words among what separates two statements, in small letters."""
    said = [" ".join(WORDS.findall(mark)) or (mark if mark[:1] not in ",;." else "") for mark in marks]
    return re.sub(r"[\s~]+", " ", " ".join(said).replace("\\", " ")).strip(" ,.;:").lower()


def write_statements(writer: CodeWriter, node: Statements) -> str:
    """All of them as a Tuple; what is said of all, or under a condition, is wrapped to say so."""
    codes: list[str] = []
    words = ""
    node = ranged_together(node)
    if is_scope_open(node):
        raise Inexpressible("quantifier-scope", node)
    for item, after in zip(node.items, node.separators, strict=True):
        if isinstance(item, Symbol) and item.latex.startswith((r"\text{", r"\operatorname{")):
            raise Inexpressible("words", node)
        if not isinstance(item, Nothing):
            code = writer.write(item)
            if words in ALL_WORDS:
                code = writer.call("ForAll", [code])
            elif words in IF_WORDS:
                code = writer.call("If", [code])
            elif words and words not in LISTING_WORDS:
                raise Inexpressible("words", node)
            codes.append(code)
            words = ""
        words = connecting_words(after) or words
    if words or not codes:
        raise Inexpressible("words", node)
    return codes[0] if len(codes) == 1 else f"Tuple({', '.join(codes)})"


def write_grid(writer: CodeWriter, node: Grid) -> str:
    if node.kind == "cases":
        return f"Piecewise({', '.join(write_case(writer, row, node) for row in node.rows)})"
    if node.kind == "matrix":
        if any(isinstance(cell, Chain | Listing | Statements | Nothing) for row in node.rows for cell in row):
            raise Inexpressible("lines", node)
        rows = [f"[{', '.join(writer.write(cell) for cell in row)}]" for row in node.rows]
        return f"Matrix([{', '.join(rows)}])"
    if node.environment == "substack" or any(len(row) > 1 for row in node.rows):
        raise Inexpressible("lines", node)
    codes = [writer.write(unended(cell)) for (cell,) in node.rows]
    return codes[0] if len(codes) == 1 else f"Tuple({', '.join(codes)})"


def write_case(writer: CodeWriter, row: tuple[Meaning, ...], node: Grid) -> str:
    """A value and its condition: a relation, or the word otherwise."""
    if len(row) != 2:
        raise Inexpressible("cases", node)
    value, condition = row
    if isinstance(value, Statements) and len(value.items) == 1:
        value = value.items[0]
    if isinstance(condition, Statements):
        words = connecting_words(tuple(mark for after in condition.separators for mark in after))
        solid = [item for item in condition.items if not isinstance(item, Nothing)]
        if words in ELSE_WORDS and not solid:
            return f"({writer.write(value)}, True)"
        if words not in IF_WORDS | {""} | {"for"} or len(solid) != 1:
            raise Inexpressible("cases", node)
        condition = solid[0]
    code = writer.write(condition)
    if not code.startswith((*BOOLEAN, "And(")):
        raise Inexpressible("cases", node)
    return f"({writer.write(value)}, {code})"


def unended(cell: Meaning) -> Meaning:
    """Without the comma or full stop that ends a line."""
    if isinstance(cell, Statements) and len(cell.items) == 1 and set(cell.separators[0]) <= {",", ".", ";"}:
        return cell.items[0]
    return cell
