"""The kind of thing that a head noun names: the rows of ``noun_classes.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

from glossary.naming import fold_name

OTHER, NOTHING = "other", "nothing"


def class_of(noun: str) -> str:
    """The class of a noun in the singular; ``other`` where no row has it, ``nothing`` of no noun."""
    return _classes().get(noun, OTHER) if noun else NOTHING


def head_of_name(names: Sequence[str]) -> str:
    """The last word of the first of a concept's names, without what its brackets add; "" of no name."""
    folded = fold_name(names[0].split(" (")[0]) if names else ()
    return folded[-1] if folded else ""


@cache
def _classes() -> Mapping[str, str]:
    content = (resources.files(__package__) / "noun_classes.toml").read_text(encoding="utf-8")
    return {noun: name for name, nouns in tomllib.loads(content).items() for noun in nouns.split()}
