"""pylatexenc, which shares no code with our front end, as a second opinion on what it gives."""

from __future__ import annotations

import pytest
from pylatexenc.latexwalker import LatexEnvironmentNode, LatexWalker  # type: ignore[import-untyped]

from reader.latex.document.document import read_document
from reader.latex.source.bundle import example_bundle

BUNDLE = example_bundle()
DOCUMENT = read_document(BUNDLE)
FORMULAS = sorted({equation.formula.expanded for equation in (*DOCUMENT.equations, *DOCUMENT.inline)})


@pytest.mark.parametrize("latex", FORMULAS)
def test_macro_free_formulas_parse_strictly(latex: str) -> None:
    nodes, _, length = LatexWalker(f"${latex}$", tolerant_parsing=False).get_latex_nodes()
    assert (len(nodes), length) == (1, len(latex) + 2)


def test_as_many_environments_of_equations_are_found() -> None:
    def count(nodes: list[object], name: str) -> int:
        found = 0
        for node in nodes:
            found += isinstance(node, LatexEnvironmentNode) and node.environmentname == name
            found += count(getattr(node, "nodelist", None) or [], name)
        return found

    trees = [
        LatexWalker(file.text).get_latex_nodes()[0]
        for path, file in BUNDLE.files.items()
        if path.startswith("sections/")
    ]
    theirs = sum(count(nodes, "equation") for nodes in trees)
    ours = [equation for equation in DOCUMENT.equations if equation.environment == "equation"]
    assert theirs == len(ours) > 10
