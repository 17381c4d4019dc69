"""The knowledge base: concepts in layers, and the notations that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossary.glossary import Glossary
from glossary.loader import load
from glossary.model import Concept, Notation

if TYPE_CHECKING:
    from glossary.checking.problem import GlossaryProblem

__all__ = ["Concept", "Glossary", "Notation", "check", "load"]


def check(glossary: Glossary) -> tuple[GlossaryProblem, ...]:
    """Every problem of every row, in the order of the files. Empty where there is none."""
    from glossary.checking import checks  # imported here, since reading papers does not need it

    return checks.check(glossary)
