"""Every construct that authors use, as small documents with what TeX prints for them: ``cases/*.txt``."""

from __future__ import annotations

import latex_cases as golden
import pytest

from reader.model.document import Document

CASES = list(golden.cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: golden.Case) -> None:
    document = golden.read(case.files)
    found = golden.facts(document)
    for word in dict.fromkeys(("(", "problem", *map(golden.first_word, case.expected))):
        expected = [golden.wanted(line) for line in case.expected if golden.first_word(line) == word]
        if word == "prose":
            for line in expected:
                assert has_passage(document, line), [(p.kind, p.text) for p in document.passages]
        elif word == "macro":
            used = {macro for equation in document.equations for macro in equation.formula.macros}
            assert {line.split()[1] for line in expected} <= used
        else:
            assert found[word] == expected


def has_passage(document: Document, line: str) -> bool:
    kind, _, text = line.removeprefix("prose ").partition(": ")
    return any(p.kind == kind and " ".join(text.split()) in " ".join(p.text.split()) for p in document.passages)


def test_titles_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
