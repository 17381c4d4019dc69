"""Names that are several words: ``\\text{test loss}``."""

from __future__ import annotations

import re

from reader.meaning.evidence.evidence import LinkingEvidence
from reader.meaning.evidence.spelling import take_apart
from reader.model.symbols import Symbol

_WORDS = re.compile(r"\\(?:operatorname\*?|mathrm|text|mathsf|mathit|mathtt|textsc)\{([A-Za-z][A-Za-z -]+)\}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def spelled(symbol: Symbol, evidence: LinkingEvidence) -> str:
    """The words that a name is, as the prose of the paper uses them. One word alone would only be said again."""
    found = _WORDS.fullmatch(take_apart(symbol.latex).base)
    words = " ".join(_CAMEL.sub(" ", found[1]).split()).lower() if found else ""
    return words if " " in words and evidence.vocabulary.says_word(words) else ""
